using MiniScript.Extensions;
using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting.Extending;

/// <summary>A sequence of C# that a script iterates over, one item at a time.</summary>
internal abstract unsafe class ScriptIterator : IDisposable
{
    /// <summary>The cell of an iterator.</summary>
    public Value NewCell(Vm* vm) => ManagedCells.New(
        vm, LibraryTypes.Get(vm, TypeId.ExtensionIterator, "extension_iterator"u8, Kind.Managed, TypeFlags.NotCallable, &InitializeSlots, null), this);

    /// <summary>The next item; undefined at the end, or with an exception pending.</summary>
    public abstract Value Next(Vm* vm);

    /// <inheritdoc/>
    public abstract void Dispose();

    private static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Iterate = &Self;
        type->Slots.Next = &Next;
    }

    private static Value Self(Vm* vm, Value self) => self;

    private static Value Next(Vm* vm, Value self) => ManagedCells.Get<ScriptIterator>(vm, self).Next(vm);
}

/// <summary>A sequence of items of one type.</summary>
/// <param name="items">The sequence.</param>
/// <param name="convert">Converts an item.</param>
/// <param name="handles">The handles that it uses.</param>
internal sealed unsafe class ScriptIterator<T>(IEnumerable<T> items, delegate*<Vm*, T, Value> convert, ScriptObject[] handles) : ScriptIterator
{
    private IEnumerator<T>? source;
    private bool hasEnded;

    /// <inheritdoc/>
    public override Value Next(Vm* vm)
    {
        if (hasEnded)
        {
            return Value.Undefined;
        }

        MachineContext context = MachineContext.Of(vm);
        int scope = context.Enter();
        try
        {
            source ??= items.GetEnumerator();
            if (source.MoveNext())
            {
                return convert(vm, source.Current);
            }

            Dispose();
            return Value.Undefined;
        }
        catch (Exception failure)
        {
            hasEnded = true;
            return ArgumentBinder.Raise(vm, failure);
        }
        finally
        {
            context.Leave(scope);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (hasEnded)
        {
            return;
        }

        hasEnded = true;
        source?.Dispose();
        foreach (ScriptObject handle in handles)
        {
            handle.Dispose();
        }
    }
}
