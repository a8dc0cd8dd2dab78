using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution.Tasks;

/// <summary>Handles of callbacks: records of the callback, the tuple of its arguments, the loop, the context, and whether it is cancelled; of timers also the time and whether it is scheduled.</summary>
internal static unsafe class LoopHandles
{
    /// <summary>The callback; None once cancelled.</summary>
    public const int CallbackField = 0;

    /// <summary>The tuple of arguments; None once cancelled.</summary>
    public const int ArgumentsField = 1;

    /// <summary>The loop.</summary>
    public const int LoopField = 2;

    /// <summary>The context that the callback runs in.</summary>
    public const int ContextField = 3;

    /// <summary>Whether it is cancelled.</summary>
    public const int CancelledField = 4;

    /// <summary>The time of a timer, in seconds of the loop's clock.</summary>
    public const int WhenField = 5;

    /// <summary>Whether a timer is among those of its loop.</summary>
    public const int ScheduledField = 6;

    private const int FieldCount = 5;
    private const int TimerFieldCount = 7;

    /// <summary>A handle. Without a context the callback runs in a copy of the current one.</summary>
    public static Record* New(Vm* vm, Value loop, Value callback, Tuple* arguments, Value context)
    {
        Record* handle = Record.New(vm, TypeId.LoopHandle, FieldCount);
        Fill(vm, handle, loop, callback, arguments, context);
        return handle;
    }

    /// <summary>A timer's handle.</summary>
    public static Record* NewTimer(Vm* vm, Value loop, double when, Value callback, Tuple* arguments, Value context)
    {
        Record* handle = Record.New(vm, TypeId.TimerHandle, TimerFieldCount);
        Fill(vm, handle, loop, callback, arguments, context);
        Record.Fields(handle)[WhenField] = Value.FromForeignFloat(when);
        Record.Fields(handle)[ScheduledField] = Value.False;
        return handle;
    }

    /// <summary>A field of a handle.</summary>
    public static Value Get(Value handle, int field) => Record.Fields((Record*)handle.AsObject)[field];

    /// <summary>True if a handle is cancelled.</summary>
    public static bool IsCancelled(Value handle) => Get(handle, CancelledField).IsTrue;

    /// <summary>Cancels a handle.</summary>
    public static void Cancel(Value handle)
    {
        Value* fields = Record.Fields((Record*)handle.AsObject);
        if (fields[CancelledField].IsTrue)
        {
            return;
        }

        fields[CancelledField] = Value.True;
        fields[CallbackField] = Value.None;
        fields[ArgumentsField] = Value.None;
        if (handle.IsExactly(TypeId.TimerHandle) && fields[ScheduledField].IsTrue && fields[LoopField].Is(Kind.EventLoop))
        {
            ((EventLoop*)fields[LoopField].AsObject)->CancelledTimers++;
        }
    }

    /// <summary>Runs the callback in its context; undefined with an exception pending.</summary>
    public static Value Run(Vm* vm, Value handle)
    {
        Value* fields = Record.Fields((Record*)handle.AsObject);
        Record* context = (Record*)fields[ContextField].AsObject;
        if (!Contexts.Enter(vm, context))
        {
            return Value.Undefined;
        }

        Tuple* arguments = fields[ArgumentsField].Is(Kind.Tuple) ? (Tuple*)fields[ArgumentsField].AsObject : WellKnown.Of(vm)->EmptyTuple;
        Value result = Calls.Invoke(vm, fields[CallbackField], Tuple.Items(arguments), arguments->Length);
        Contexts.Exit(vm, context);
        return result;
    }

    private static void Fill(Vm* vm, Record* handle, Value loop, Value callback, Tuple* arguments, Value context)
    {
        Value* fields = Record.Fields(handle);
        fields[CallbackField] = callback;
        fields[ArgumentsField] = Value.FromObject(arguments);
        fields[LoopField] = loop;
        fields[ContextField] = context.IsExactly(TypeId.Context) ? context : Value.FromObject(Contexts.Copy(vm, Contexts.Current(vm)));
        fields[CancelledField] = Value.False;
    }
}
