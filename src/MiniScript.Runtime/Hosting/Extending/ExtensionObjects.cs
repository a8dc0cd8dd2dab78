using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Hosting.Extending;

/// <summary>The extension types of a machine and their instances. An object of C# has one cell, so that scripts see its identity.</summary>
internal sealed unsafe class ExtensionObjects(Vm* vm)
{
    private readonly Dictionary<Type, int> types = [];
    private readonly Dictionary<object, ExtensionInstance> instances = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> failures = [];

    /// <summary>The object of C# behind a value; null if it is no instance of an extension type, or its constructor has not run.</summary>
    public static object? Target(Vm* vm, Value value) =>
        value.Is(Kind.Managed) && vm->Host.TryGetObject(((ManagedCell*)value.AsObject)->Handle) is ExtensionInstance instance ? instance.Target : null;

    /// <summary>Makes a type and adds it to its module; false with an exception pending.</summary>
    /// <param name="module">The module's builder.</param>
    /// <param name="name">The type's name.</param>
    /// <param name="type">The class of C#.</param>
    /// <param name="register">Adds the type's members.</param>
    public void Define(ref NativeTableBuilder module, ReadOnlySpan<byte> name, Type type, delegate* managed<ref NativeTableBuilder, void> register)
    {
        Dict* members = Dict.New(vm);
        NativeTableBuilder builder = module.ForMembers(members);
        register(ref builder);
        builder.AddConstant("__module__"u8, module.ModuleName);
        builder.AddConstant("__slots__"u8, Value.FromObject(Tuple.Allocate(vm, 0)));
        Value root = Value.FromObject(LibraryTypes.Get(vm, TypeId.ExtensionObject, "ExtensionObject"u8, Kind.Managed, TypeFlags.BaseType, &InitializeSlots, null));
        TypeObject* made = builder.Succeeded
            ? ClassBuilder.New(vm, Types.Of(vm, TypeId.Type), Str.Intern(vm, name), Tuple.New(vm, &root, 1), members, null, null)
            : null;
        if (made == null)
        {
            module.AddConstant(name, Value.Undefined);
            return;
        }

        bool isMadeByScript = !Dict.GetStr(members, WellKnown.Name(vm, NameId.__init__)).IsUndefined;
        made->Flags |= TypeFlags.WeakReferable | (isMadeByScript ? TypeFlags.None : TypeFlags.NotCallable);
        int position = 0;
        while (Dict.Next(made->Attributes, ref position, out _, out Value member))
        {
            if (member.Is(Kind.NativeFunction))
            {
                ((NativeFunction*)member.AsObject)->Owner = made;
            }
            else if (member.Is(Kind.NativeProperty))
            {
                ((NativeProperty*)member.AsObject)->Owner = made;
            }
        }

        types[type] = MachineContext.Of(vm).KeepValue(Value.FromObject(made));
        module.AddConstant(name, Value.FromObject(made));
    }

    /// <summary>The cell of an object, made if it has none; undefined with nothing pending if its class is no extension type that was imported.</summary>
    public Value Wrap(object target)
    {
        if (instances.TryGetValue(target, out ExtensionInstance? known))
        {
            return Value.FromObject((void*)known.Cell);
        }

        if (!types.TryGetValue(target.GetType(), out int slot))
        {
            return Value.Undefined;
        }

        Value cell = NewCell(vm, (TypeObject*)vm->Handles.Get(new ValueHandle(slot)).AsObject, null, 0, null);
        Adopt(cell, target);
        return cell;
    }

    /// <summary>Makes an object the one behind a cell, whose constructor made it.</summary>
    public void Adopt(Value cell, object target)
    {
        ManagedCell* managed = (ManagedCell*)cell.AsObject;
        if (managed->Handle != 0)
        {
            vm->Host.ReleaseObject(managed->Handle);
            managed->Handle = 0;
        }

        ExtensionInstance instance = new(this, target, (nint)managed);
        instances[target] = instance;
        ManagedCell.Own(vm, managed, instance);
    }

    /// <summary>Disposes of the object behind a cell, if that has not happened.</summary>
    public static void Dispose(Vm* vm, Value cell)
    {
        if (cell.Is(Kind.Managed) && vm->Host.TryGetObject(((ManagedCell*)cell.AsObject)->Handle) is ExtensionInstance instance)
        {
            instance.DisposeTarget();
        }
    }

    /// <summary>Disposes of all objects: the machine ends.</summary>
    public void End()
    {
        foreach (ExtensionInstance instance in (ExtensionInstance[])[.. instances.Values])
        {
            instance.Dispose();
        }

        ReportFailures();
    }

    /// <summary>Shows what went wrong in disposals that a collection caused.</summary>
    public void ReportFailures()
    {
        foreach (string failure in failures)
        {
            StandardError.Write(vm, failure);
        }

        failures.Clear();
    }

    /// <summary>Forgets an instance whose cell has died.</summary>
    internal void Forget(object target) => instances.Remove(target);

    /// <summary>Takes down what went wrong in a disposal: it may be a collection's, in which nothing can be shown.</summary>
    internal void Fail(Exception failure) => failures.Add($"Exception ignored in the disposal of an object of an extension: {failure.Message}\n");

    private static void InitializeSlots(TypeObject* type) => type->Slots.New = &NewCell;

    /// <summary>A cell without an object, which <c>__init__</c> gives it.</summary>
    private static Value NewCell(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if ((type->Flags & TypeFlags.Heap) == 0)
        {
            return Throw.TypeError(vm, "cannot create 'ExtensionObject' instances");
        }

        ManagedCell* cell = (ManagedCell*)vm->Heap.AllocateSmall((nuint)sizeof(ManagedCell), Kind.Managed, type->DictionaryShape->Id);
        cell->Header.Flags = ObjectFlags.Subclass;
        cell->Handle = 0;
        cell->Attributes = Value.Undefined;
        return Value.FromObject(cell);
    }
}

/// <summary>An object of C# behind a cell: it is disposed of once.</summary>
internal sealed class ExtensionInstance(ExtensionObjects owner, object target, nint cell) : IDisposable
{
    private bool isDisposed;

    /// <summary>The object.</summary>
    public object Target { get; } = target;

    /// <summary>The address of the cell, which does not keep it alive: the cell owns this.</summary>
    public nint Cell { get; } = cell;

    /// <summary>The cell has died, or its machine ends.</summary>
    public void Dispose()
    {
        owner.Forget(Target);
        try
        {
            DisposeTarget();
        }
        catch (Exception failure)
        {
            owner.Fail(failure);
        }
    }

    /// <summary>Disposes of the object, if that has not happened.</summary>
    public void DisposeTarget()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            (Target as IDisposable)?.Dispose();
        }
    }
}
