using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Threading;

/// <summary>A lock: not held when it is made; any thread may release it.</summary>
[BuiltinType("lock")]
internal static unsafe partial class LockType
{
    private const double MaxSeconds = 9223372036;

    /// <summary>Sets the slots of locks.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Repr = &Repr;
    }

    /// <summary>The type, made on first use.</summary>
    public static TypeObject* Get(Vm* vm) =>
        LibraryTypes.Get(vm, TypeId.Lock, "_thread.lock"u8, Kind.Managed, TypeFlags.None, &InitializeSlots, &Register);

    private static LockState State(Vm* vm, Value self) => (LockState)vm->Host.GetObject(((ManagedCell*)self.AsObject)->Handle);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (argc > 0)
        {
            return Throw.TypeError(vm, $"lock() takes 0 positional arguments but {argc} were given");
        }

        ManagedCell* cell = (ManagedCell*)vm->Heap.AllocateSmall((nuint)sizeof(ManagedCell), Kind.Managed, (uint)TypeId.Lock);
        cell->Attributes = Value.Undefined;
        ManagedCell.Own(vm, cell, new LockState());
        return Value.FromObject(cell);
    }

    private static Value Repr(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"<{(State(vm, self).IsHeld ? "locked" : "unlocked")} _thread.lock object at 0x{ObjectType.Identity(self):x}>"));

    /// <summary>Lock the lock; return whether it is the caller's.</summary>
    [Method("acquire", Signature = "($self, /, blocking=True, timeout=-1)")]
    private static Value Acquire(Vm* vm, Value self, bool blocking, Value timeout)
    {
        double seconds = -1;
        if (!timeout.IsUndefined)
        {
            Value given = timeout.IsFloat ? timeout : Integers.Unbox(timeout);
            if (given.IsFloat)
            {
                seconds = given.AsFloat;
            }
            else if (!Integers.TryIndex(vm, timeout, out long whole))
            {
                return Value.Undefined;
            }
            else
            {
                seconds = whole;
            }
        }

        if (!blocking && seconds != -1)
        {
            return Throw.ValueError(vm, "can't specify a timeout for a non-blocking call");
        }

        if (seconds < 0 && seconds != -1)
        {
            return Throw.ValueError(vm, "timeout value must be a non-negative number");
        }

        if (!(seconds <= MaxSeconds))
        {
            return Throw.OverflowError(vm, "timeout value is too large");
        }

        int result = State(vm, self).Acquire(vm, blocking ? seconds < 0 ? -1 : seconds * 1000 : 0);
        return result < 0 ? Value.Undefined : Value.FromBool(result > 0);
    }

    /// <summary>Release the lock.</summary>
    [Method("release", Signature = "($self, /)")]
    private static Value Release(Vm* vm, Value self) =>
        State(vm, self).Release(vm) ? Value.None : Throw.RuntimeError(vm, "release unlocked lock");

    /// <summary>Return whether the lock is held.</summary>
    [Method("locked", Signature = "($self, /)")]
    private static Value IsLocked(Vm* vm, Value self) => Value.FromBool(State(vm, self).IsHeld);

    [Method("__enter__", Signature = "($self, /)")]
    private static Value Enter(Vm* vm, Value self) => State(vm, self).Acquire(vm, -1) < 0 ? Value.Undefined : Value.True;

    [Method("__exit__", Signature = "($self, /, *args)")]
    private static Value Exit(Vm* vm, Value self, Args args) => Release(vm, self);
}
