using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution.Tasks;

/// <summary>The exceptions of <c>asyncio.exceptions</c> that native code raises.</summary>
internal static unsafe class AsyncErrors
{
    /// <summary><c>asyncio.CancelledError</c>.</summary>
    public static TypeObject* CancelledError(Vm* vm) => Class(
        vm, ref vm->Async.CancelledError, "CancelledError", TypeId.BaseException, "The Future or Task was cancelled.");

    /// <summary><c>asyncio.InvalidStateError</c>.</summary>
    public static TypeObject* InvalidStateError(Vm* vm) => Class(
        vm, ref vm->Async.InvalidStateError, "InvalidStateError", TypeId.Exception, "The operation is not allowed in this state.");

    /// <summary>Raises <c>asyncio.InvalidStateError</c>.</summary>
    public static Value InvalidState(Vm* vm, string message) =>
        Throw.Raise(vm, ExceptionObject.New(vm, InvalidStateError(vm), Value.FromObject(Str.New(vm, message))));

    /// <summary>True if an exception is a <c>CancelledError</c>.</summary>
    public static bool IsCancellation(Vm* vm, Value exception) =>
        vm->Async.CancelledError.IsObject && TypeObject.IsSubtype(Types.Of(vm, exception), (TypeObject*)vm->Async.CancelledError.AsObject);

    /// <summary>True if an exception ends the loop that it is raised in: <c>KeyboardInterrupt</c> and <c>SystemExit</c>.</summary>
    public static bool IsExit(Vm* vm, Value exception) =>
        Types.IsInstance(vm, exception, TypeId.KeyboardInterrupt) || Types.IsInstance(vm, exception, TypeId.SystemExit);

    private static TypeObject* Class(Vm* vm, ref Value made, string name, TypeId parent, string documentation)
    {
        if (made.IsUndefined)
        {
            Dict* members = Dict.New(vm);
            Dict.SetStr(vm, members, WellKnown.Name(vm, NameId.__module__), Value.FromObject(Str.New(vm, "asyncio.exceptions")));
            Dict.SetStr(vm, members, WellKnown.Name(vm, NameId.__doc__), Value.FromObject(Str.New(vm, documentation)));
            Value root = Value.FromObject(Types.Of(vm, parent));
            TypeObject* type = ClassBuilder.New(
                vm, Types.Of(vm, TypeId.Type), Str.Intern(vm, Str.New(vm, name)), Objects.Tuple.New(vm, &root, 1), members, null, null);
            made = Value.FromObject(type);
        }

        return (TypeObject*)made.AsObject;
    }
}
