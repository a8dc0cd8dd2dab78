using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>The exceptions of files.</summary>
internal static unsafe class FileErrors
{
    /// <summary>A system call that a signal interrupted.</summary>
    public const int Interrupted = 4;

    /// <summary>What the system, or the host's policy, does not allow.</summary>
    public const int AccessDenied = 13;

    /// <summary>No descriptor is left.</summary>
    public const int TooManyOpen = 24;

    /// <summary>Raises the <c>OSError</c> for an error number.</summary>
    public static Value Raise(Vm* vm, int errno) => Raise(vm, errno, Value.None);

    /// <summary>Raises the <c>OSError</c> for an error number and a file name; for an interrupted call, what the signal asks for.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="errno">The number, positive.</param>
    /// <param name="name">The name as the script gave it, or <c>None</c>.</param>
    /// <param name="second">The second name of an operation on two files, or <see cref="Value.Undefined"/>.</param>
    public static Value Raise(Vm* vm, int errno, Value name, Value second = default)
    {
        if (vm->HasPending || (errno == Interrupted && !Safepoints.Serve(vm)))
        {
            return Value.Undefined;
        }

        Value* args = stackalloc Value[5];
        bool isDenial = PathGate.IsDenial(errno);
        args[0] = Value.FromInt(isDenial ? AccessDenied : errno);
        args[1] = Value.FromObject(Str.New(vm, isDenial ? PathGate.Text(errno) : FileCalls.Current.ErrorText(errno)));
        args[2] = name;
        args[3] = Value.None;
        args[4] = second;
        int count = !second.IsUndefined ? 5 : name.IsNone ? 2 : 3;
        Value error = Calls.Invoke(vm, Value.FromObject(Types.Of(vm, TypeId.OSError)), args, count);
        return error.IsUndefined ? error : Throw.Raise(vm, (ExceptionObject*)error.AsObject);
    }

    /// <summary>Raises <c>PermissionError</c> for what the host's policy denies.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="what">What was denied, and which option allows it.</param>
    public static Value Deny(Vm* vm, string what)
    {
        Value* args = stackalloc Value[2] { Value.FromInt(AccessDenied), Value.FromObject(Str.New(vm, $"Permission denied by the host's policy: {what}")) };
        Value error = Calls.Invoke(vm, Value.FromObject(Types.Of(vm, TypeId.OSError)), args, 2);
        return error.IsUndefined ? error : Throw.Raise(vm, (ExceptionObject*)error.AsObject);
    }

    /// <summary>Raises for an operation on a closed file.</summary>
    public static Value Closed(Vm* vm) => Throw.ValueError(vm, "I/O operation on closed file.");

    /// <summary>Raises <c>io.UnsupportedOperation</c>.</summary>
    public static Value Unsupported(Vm* vm, string operation)
    {
        TypeObject* type = UnsupportedOperation(vm);
        return type == null ? Value.Undefined : Throw.Raise(vm, ExceptionObject.New(vm, type, Value.FromObject(Str.New(vm, operation))));
    }

    /// <summary>The class <c>io.UnsupportedOperation</c>, made on first use; null with an exception pending.</summary>
    public static TypeObject* UnsupportedOperation(Vm* vm)
    {
        FileTable table = FileTable.Of(vm);
        if (table.UnsupportedOperation is { } kept)
        {
            return (TypeObject*)vm->Handles.Get(kept).AsObject;
        }

        Tuple* bases = Tuple.New(vm, Value.FromObject(Types.Of(vm, TypeId.OSError)), Value.FromObject(Types.Of(vm, TypeId.ValueError)));
        Dict* members = Dict.New(vm);
        Dict.SetStr(vm, members, WellKnown.Name(vm, NameId.__module__), Value.FromObject(Str.Intern(vm, "io"u8)));
        TypeObject* type = ClassBuilder.New(vm, Types.Of(vm, TypeId.Type), Str.Intern(vm, "UnsupportedOperation"u8), bases, members, null, null);
        if (type != null)
        {
            table.UnsupportedOperation = vm->Handles.Keep(Value.FromObject(type));
        }

        return type;
    }
}
