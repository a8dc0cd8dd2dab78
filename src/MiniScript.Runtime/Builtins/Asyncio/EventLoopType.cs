using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Asyncio;

/// <summary>The base of event loops: scheduling and running. The rest is written in script, in <c>asyncio.base_events</c>.</summary>
[BuiltinType("_LoopCore", Ids = "EventLoop")]
internal static unsafe partial class EventLoopType
{
    /// <summary>Sets the slots.</summary>
    public static void InitializeSlots(TypeObject* type) => type->Slots.New = &New;

    private static EventLoop* Of(Value self) => (EventLoop*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        EventLoop* loop = (EventLoop*)vm->Heap.AllocateSmall((nuint)sizeof(EventLoop), Kind.EventLoop, (uint)TypeId.EventLoop);
        EventLoop.Clear(loop);
        loop->Flags = EventLoopFlags.None;
        loop->Poller = 0;
        loop->Attributes = Value.Undefined;
        return Instances.Adopt(loop, type);
    }

    /// <summary>Arrange for a callback to be called as soon as possible, with the arguments given, after what was arranged before.</summary>
    [Method("call_soon", Raw = true)]
    private static Value CallSoon(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (!TryContext(vm, "call_soon", args, argc, 1, kwNames, out Value context) || !EventLoops.CheckOpen(vm, Of(args[0])))
        {
            return Value.Undefined;
        }

        Tuple* arguments = Tuple.New(vm, args + 2, argc - 2);
        Value handle = Value.FromObject(LoopHandles.New(vm, args[0], args[1], arguments, context));
        return EventLoop.Push(vm, Of(args[0]), handle) ? handle : Value.Undefined;
    }

    /// <summary>Like call_soon, from any thread: the loop wakes up if it waits.</summary>
    [Method("call_soon_threadsafe", Raw = true)]
    private static Value CallSoonThreadsafe(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        Value handle = CallSoon(vm, args, argc, kwNames);
        Threads.WakeLoops(vm);
        return handle;
    }

    /// <summary>Arrange for a callback to be called after some seconds.</summary>
    [Method("call_later", Raw = true)]
    private static Value CallLater(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (!TryContext(vm, "call_later", args, argc, 2, kwNames, out Value context))
        {
            return Value.Undefined;
        }

        return args[1].IsNone ? Throw.TypeError(vm, "delay must not be None") : Schedule(vm, args, argc, EventLoops.Now(), context);
    }

    /// <summary>Arrange for a callback to be called at a time of the loop's clock.</summary>
    [Method("call_at", Raw = true)]
    private static Value CallAt(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (!TryContext(vm, "call_at", args, argc, 2, kwNames, out Value context))
        {
            return Value.Undefined;
        }

        return args[1].IsNone ? Throw.TypeError(vm, "when cannot be None") : Schedule(vm, args, argc, 0, context);
    }

    /// <summary>Return the time of the loop's clock in seconds.</summary>
    [Method("time", Signature = "($self, /)")]
    private static Value Time(Vm* vm, Value self) => Value.FromFloat(EventLoops.Now());

    /// <summary>Make the loop stop when the pass in progress ends.</summary>
    [Method("stop", Signature = "($self, /)")]
    private static void Stop(Vm* vm, Value self) => Of(self)->Flags |= EventLoopFlags.Stopping;

    /// <summary>Run until the loop is told to stop.</summary>
    [Method("_run", Signature = "($self, /)")]
    private static Value Run(Vm* vm, Value self)
    {
        EventLoop* loop = Of(self);
        if (loop->Has(EventLoopFlags.Running))
        {
            return Throw.RuntimeError(vm, "This event loop is already running");
        }

        loop->Flags |= EventLoopFlags.Running;
        bool succeeded = EventLoops.Run(vm, loop);
        loop->Flags &= ~(EventLoopFlags.Running | EventLoopFlags.Stopping);
        return succeeded ? Value.None : Value.Undefined;
    }

    /// <summary>Forget what is scheduled and take nothing more.</summary>
    [Method("_close", Signature = "($self, /)")]
    private static void Close(Vm* vm, Value self)
    {
        EventLoop.Clear(Of(self));
        LoopPolling.Close(Of(self));
        Of(self)->Flags |= EventLoopFlags.Closed;
    }

    /// <summary>Watch a descriptor: bit 0 for reading, bit 1 for writing, 0 for nothing any more.</summary>
    [Method("_watch", Signature = "($self, fd, events, /)")]
    private static Value Watch(Vm* vm, Value self, int descriptor, int events)
    {
        int error = LoopPolling.Watch(Of(self), descriptor, events);
        return error == 0 ? Value.None : FileErrors.Raise(vm, error);
    }

    [Method("is_running", Signature = "($self, /)")]
    private static Value IsRunning(Vm* vm, Value self) => Value.FromBool(Of(self)->Has(EventLoopFlags.Running));

    [Method("is_closed", Signature = "($self, /)")]
    private static Value IsClosed(Vm* vm, Value self) => Value.FromBool(Of(self)->Has(EventLoopFlags.Closed));

    [Method("_check_closed", Signature = "($self, /)")]
    private static Value CheckClosed(Vm* vm, Value self) => EventLoops.CheckOpen(vm, Of(self)) ? Value.None : Value.Undefined;

    [Method("create_future", Signature = "($self, /)")]
    private static Value CreateFuture(Vm* vm, Value self)
    {
        Future* future = (Future*)vm->Heap.AllocateSmall((nuint)sizeof(Future), Kind.Future, (uint)TypeId.Future);
        Futures.Clear(future);
        future->Loop = self;
        return Value.FromObject(future);
    }

    private static Value Schedule(Vm* vm, Value* args, int argc, double start, Value context)
    {
        if (!Floats.TryGet(vm, args[1], out double offset))
        {
            return Value.Undefined;
        }

        EventLoop* loop = Of(args[0]);
        if (!EventLoops.CheckOpen(vm, loop))
        {
            return Value.Undefined;
        }

        double when = start + offset;
        Tuple* arguments = Tuple.New(vm, args + 3, argc - 3);
        Value handle = Value.FromObject(LoopHandles.NewTimer(vm, args[0], when, args[2], arguments, context));
        Record.Fields((Record*)handle.AsObject)[LoopHandles.ScheduledField] = Value.True;
        return EventLoop.PushTimer(vm, loop, double.IsNaN(when) ? double.PositiveInfinity : when, handle) ? handle : Value.Undefined;
    }

    /// <summary>Checks the arguments of a scheduling method, the object first: so many positional ones at least, and only the keyword <c>context</c>.</summary>
    private static bool TryContext(Vm* vm, string method, Value* args, int argc, int required, Tuple* kwNames, out Value context)
    {
        context = Value.None;
        if (argc - 1 < required)
        {
            bool isTimer = required == 2;
            string first = method == "call_at" ? "'when'" : "'delay'";
            string missing = !isTimer ? "1 required positional argument: 'callback'"
                : argc == 1 ? $"2 required positional arguments: {first} and 'callback'" : "1 required positional argument: 'callback'";
            Throw.TypeError(vm, $"BaseEventLoop.{method}() missing {missing}");
            return false;
        }

        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            string name = Str.ToManaged((Str*)Tuple.Items(kwNames)[i].AsObject);
            if (name != "context")
            {
                Throw.TypeError(vm, $"BaseEventLoop.{method}() got an unexpected keyword argument '{name}'");
                return false;
            }

            context = args[argc + i];
        }

        return true;
    }
}
