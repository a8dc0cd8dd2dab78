using System.Diagnostics;
using MiniScript.Runtime.Hosting.Extending;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution.Tasks;

/// <summary>Runs what is ready in an event loop, waits for its timers, and schedules.</summary>
/// <remarks>
/// A pass runs what was ready when it began, in that order; what this makes ready runs in the next pass. That is CPython's order, which scripts see when
/// they print from several tasks.
/// </remarks>
internal static unsafe class EventLoops
{
    private const int FewTimers = 100;
    private const double LongestWait = 24 * 3600;
    private const double ClockResolution = 1e-9;
    private const double MillisecondsPerSecond = 1e3;
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>The loop's clock, in seconds.</summary>
    public static double Now() => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    /// <summary>Schedules a future's callback, called with the future; a task as callback stands for its wake-up. False with an exception pending.</summary>
    public static bool CallSoon(Vm* vm, Value loop, Value callback, Value future, Value context)
    {
        if (!IsNative(vm, loop))
        {
            return CallForeign(vm, loop, callback.Is(Kind.Future) ? TaskRunner.WakeupFunction(vm, callback) : callback, &future, 1, context);
        }

        EventLoop* self = (EventLoop*)loop.AsObject;
        if (!CheckOpen(vm, self))
        {
            return false;
        }

        Value entry = callback;
        if (!callback.Is(Kind.Future))
        {
            Tuple* arguments = Tuple.New(vm, &future, 1);
            entry = Value.FromObject(LoopHandles.New(vm, loop, callback, arguments, context));
        }

        return EventLoop.Push(vm, self, entry);
    }

    /// <summary>Schedules the next step of a task; false with an exception pending.</summary>
    public static bool StepSoon(Vm* vm, TaskObject* task)
    {
        Value loop = task->Future.Loop;
        if (!IsNative(vm, loop))
        {
            return CallForeign(vm, loop, TaskRunner.StepFunction(vm, Value.FromObject(task)), null, 0, task->Context);
        }

        return CheckOpen(vm, (EventLoop*)loop.AsObject) && EventLoop.Push(vm, (EventLoop*)loop.AsObject, Value.FromObject(task));
    }

    /// <summary>False with <c>RuntimeError</c> pending if the loop is closed.</summary>
    public static bool CheckOpen(Vm* vm, EventLoop* self)
    {
        if (!self->Has(EventLoopFlags.Closed))
        {
            return true;
        }

        Throw.RuntimeError(vm, "Event loop is closed");
        return false;
    }

    /// <summary>Runs passes until the loop is told to stop; false with the exception pending that ended it.</summary>
    public static bool Run(Vm* vm, EventLoop* self)
    {
        do
        {
            if (!RunPass(vm, self))
            {
                return false;
            }
        }
        while (!self->Has(EventLoopFlags.Stopping));
        return true;
    }

    /// <summary>One pass: waits until something is ready, and runs what is.</summary>
    private static bool RunPass(Vm* vm, EventLoop* self)
    {
        DropCancelledTimers(self);
        bool awaitsForeign = vm->Async.ForeignTasks > 0;
        if (awaitsForeign)
        {
            ForeignTasks.Of(vm).Deliver();
        }

        bool isIdle = self->ReadyCount == 0 && !self->Has(EventLoopFlags.Stopping);
        double wait = !isIdle ? 0 : self->TimerCount > 0 ? double.Clamp(EventLoop.FirstTime(self) - Now(), 0, LongestWait) : LongestWait;
        if (self->Poller > 0)
        {
            wait = awaitsForeign ? double.Min(wait, ForeignTasks.PollingSeconds) : wait;
            if (!LoopPolling.Wait(vm, self, (int)double.Ceiling(wait * MillisecondsPerSecond)))
            {
                return false;
            }
        }
        else if (isIdle)
        {
            if (wait > 0 && vm->Async.ForeignTasks > 0)
            {
                ForeignTasks.Of(vm).Wait((long)double.Ceiling(wait * MillisecondsPerSecond));
            }
            else if (wait > 0 && Threads.Exist(vm))
            {
                Threads.WaitForCall(vm, (long)double.Ceiling(wait * MillisecondsPerSecond));
            }
            else if (wait > 0)
            {
                Sleeper.Sleep(vm, (long)double.Ceiling(wait * NanosecondsPerSecond));
            }
        }

        if (vm->SafepointRequests != 0 && !Safepoints.Serve(vm))
        {
            return false;
        }

        if (self->TimerCount > 0)
        {
            double end = Now() + ClockResolution;
            while (self->TimerCount > 0 && EventLoop.FirstTime(self) < end)
            {
                Value handle = EventLoop.PopTimer(self);
                Record.Fields((Record*)handle.AsObject)[LoopHandles.ScheduledField] = Value.False;
                if (!EventLoop.Push(vm, self, handle))
                {
                    return false;
                }
            }
        }

        for (int count = self->ReadyCount; count > 0 && self->ReadyCount > 0; count--)
        {
            if (!RunEntry(vm, self, EventLoop.Pop(self)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool RunEntry(Vm* vm, EventLoop* self, Value entry)
    {
        if (entry.Is(Kind.Future))
        {
            if (TaskRunner.Run(vm, (TaskObject*)entry.AsObject))
            {
                return true;
            }
        }
        else if (LoopHandles.IsCancelled(entry) || !LoopHandles.Run(vm, entry).IsUndefined)
        {
            return true;
        }

        Value exception = vm->Pending;
        if (AsyncErrors.IsExit(vm, exception))
        {
            return false;
        }

        vm->Pending = Value.Undefined;
        return !AsyncSupport.Call(vm, "callback_failed"u8, Value.FromObject(self), entry, exception).IsUndefined;
    }

    private static void DropCancelledTimers(EventLoop* self)
    {
        if (self->TimerCount > FewTimers && self->CancelledTimers * 2 > self->TimerCount)
        {
            EventLoop.DropTimers(self, &LoopHandles.IsCancelled);
            self->CancelledTimers = 0;
            return;
        }

        while (self->TimerCount > 0 && LoopHandles.IsCancelled(EventLoop.TimerHandle(self, 0)))
        {
            Value handle = EventLoop.PopTimer(self);
            Record.Fields((Record*)handle.AsObject)[LoopHandles.ScheduledField] = Value.False;
            self->CancelledTimers--;
        }
    }

    /// <summary>True if a loop is a native one whose <c>call_soon</c> no script class has replaced.</summary>
    private static bool IsNative(Vm* vm, Value loop)
    {
        if (!loop.Is(Kind.EventLoop))
        {
            return false;
        }

        Value found = Attributes.Lookup(vm, Types.Of(vm, loop), WellKnown.Name(vm, NameId.call_soon));
        return found.Is(Kind.NativeFunction) && ((NativeFunction*)found.AsObject)->Owner == Types.Of(vm, TypeId.EventLoop);
    }

    private static bool CallForeign(Vm* vm, Value loop, Value callback, Value* argument, int count, Value context)
    {
        Value method = Attributes.Get(vm, loop, WellKnown.Name(vm, NameId.call_soon));
        if (method.IsUndefined)
        {
            return false;
        }

        Value* all = stackalloc Value[3];
        all[0] = callback;
        int positional = 1;
        if (count > 0)
        {
            all[positional++] = *argument;
        }

        all[positional] = context;
        Value name = Value.FromObject(WellKnown.Name(vm, NameId.context));
        return !Calls.Invoke(vm, method, all, positional, Tuple.New(vm, &name, 1)).IsUndefined;
    }
}
