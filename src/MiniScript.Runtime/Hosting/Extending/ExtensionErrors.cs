using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Hosting.Extending;

/// <summary>Exception types of extensions, and what a C# exception of an extension becomes when it says which script exception it is.</summary>
internal static unsafe class ExtensionErrors
{
    /// <summary>Adds an exception type to a module.</summary>
    public static void Add(ref NativeTableBuilder module, ReadOnlySpan<byte> name, ReadOnlySpan<byte> baseName, ReadOnlySpan<byte> doc)
    {
        Vm* vm = module.Vm;
        Value root = module.Find(baseName);
        if (!root.Is(Kind.Type))
        {
            TypeId id = Find(vm, System.Text.Encoding.UTF8.GetString(baseName));
            root = Value.FromObject(Types.Of(vm, id == TypeId.Invalid ? TypeId.Exception : id));
        }

        Dict* members = Dict.New(vm);
        NativeTableBuilder builder = module.ForMembers(members);
        builder.AddConstant("__module__"u8, module.ModuleName);
        if (!doc.IsEmpty)
        {
            builder.Describe(doc);
        }

        TypeObject* type = ClassBuilder.New(vm, Types.Of(vm, TypeId.Type), Str.Intern(vm, name), Tuple.New(vm, &root, 1), members, null, null);
        module.AddConstant(name, type == null ? Value.Undefined : Value.FromObject(type));
    }

    /// <summary>Raises what an exception of C# stands for.</summary>
    public static Value Raise(Vm* vm, ScriptException exception)
    {
        if (exception.Raised is { } raised)
        {
            MachineContext context = MachineContext.Of(vm);
            if (ReferenceEquals(raised.Context, context))
            {
                vm->Pending = context.ValueOf(raised);
                return Value.Undefined;
            }
        }

        TypeId id = Find(vm, exception.TypeName);
        if (id != TypeId.Invalid)
        {
            Throw.Raise(vm, id, exception.Message);
        }
        else
        {
            Value type = FindOwn(vm, exception.TypeName);
            Value made = type.Is(Kind.Type) ? Calls.Invoke(vm, type, Value.FromObject(Str.New(vm, exception.Message))) : Value.Undefined;
            if (made.Is(Kind.Exception))
            {
                Throw.Raise(vm, (ExceptionObject*)made.AsObject);
            }
            else if (!vm->HasPending)
            {
                Throw.RuntimeError(vm, $"{exception.TypeName}: {exception.Message}");
            }
        }

        SetCause(vm, exception.InnerException as ScriptException);
        return Value.Undefined;
    }

    /// <summary>The builtin exception type of that name, or <see cref="TypeId.Invalid"/>.</summary>
    public static TypeId Find(Vm* vm, string name)
    {
        for (TypeId id = TypeId.FirstException; id <= TypeId.LastException; id++)
        {
            if (Str.ToManaged(Types.Of(vm, id)->Name) == name)
            {
                return id;
            }
        }

        return TypeId.Invalid;
    }

    /// <summary>The attribute <c>name</c> of the module <c>module</c>, for <c>module.name</c>; undefined if there is none.</summary>
    private static Value FindOwn(Vm* vm, string name)
    {
        int dot = name.LastIndexOf('.');
        Value module = dot < 0 ? Value.Undefined : Importer.Find(vm, name[..dot]);
        return module.Is(Kind.Module)
            ? Dict.GetStr(((Module*)module.AsObject)->Attributes, Str.Intern(vm, System.Text.Encoding.UTF8.GetBytes(name[(dot + 1)..])))
            : Value.Undefined;
    }

    /// <summary>The exception of a script that C# caught and put into its own is the cause of that.</summary>
    private static void SetCause(Vm* vm, ScriptException? inner)
    {
        if (inner?.Raised is { } raised && ReferenceEquals(raised.Context, MachineContext.Of(vm)) && vm->Pending.Is(Kind.Exception))
        {
            ExceptionObject* exception = (ExceptionObject*)vm->Pending.AsObject;
            exception->Cause = MachineContext.Of(vm).ValueOf(raised);
            exception->SuppressContext = true;
        }
    }
}
