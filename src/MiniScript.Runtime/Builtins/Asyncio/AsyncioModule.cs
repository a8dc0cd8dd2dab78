using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.ContextVariables;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Asyncio;

/// <summary>The native part of the package <c>asyncio</c>.</summary>
[BuiltinModule("_asyncio", Doc = "Accelerator module for asyncio")]
internal static unsafe partial class AsyncioModule
{
    [Constant("Future")]
    private static Value FutureClass(Vm* vm) => Class(vm, TypeId.Future);

    [Constant("Task")]
    private static Value TaskClass(Vm* vm) => Class(vm, TypeId.Task);

    [Constant("_LoopCore")]
    private static Value LoopClass(Vm* vm) => Class(vm, TypeId.EventLoop);

    [Constant("Handle")]
    private static Value HandleClass(Vm* vm) => Class(vm, TypeId.LoopHandle);

    [Constant("TimerHandle")]
    private static Value TimerHandleClass(Vm* vm) => Class(vm, TypeId.TimerHandle);

    [Constant("CancelledError")]
    private static Value CancelledErrorClass(Vm* vm) => Value.FromObject(AsyncErrors.CancelledError(vm));

    [Constant("InvalidStateError")]
    private static Value InvalidStateErrorClass(Vm* vm) => Value.FromObject(AsyncErrors.InvalidStateError(vm));

    /// <summary>Return the running event loop or None.</summary>
    [Function("_get_running_loop", Signature = "()")]
    private static Value GetRunningLoopOrNone(Vm* vm) => vm->Async.RunningLoop.IsUndefined ? Value.None : vm->Async.RunningLoop;

    /// <summary>Set the running event loop; None for none.</summary>
    [Function("_set_running_loop", Signature = "(loop, /)")]
    private static void SetRunningLoop(Vm* vm, Value loop) => vm->Async.RunningLoop = loop.IsNone ? Value.Undefined : loop;

    /// <summary>Return the running event loop. Raise a RuntimeError if there is none.</summary>
    [Function("get_running_loop", Signature = "()")]
    private static Value GetRunningLoop(Vm* vm) =>
        vm->Async.RunningLoop.IsUndefined ? Throw.RuntimeError(vm, "no running event loop") : vm->Async.RunningLoop;

    /// <summary>Return the running event loop, or that of the policy if none is running.</summary>
    [Function("get_event_loop", Signature = "()")]
    private static Value GetEventLoop(Vm* vm) => CurrentLoop(vm);

    /// <summary>Return the task that runs in a loop, the running one by default, or None.</summary>
    [Function("current_task", Signature = "(loop=None)")]
    private static Value CurrentTask(Vm* vm, Value loop)
    {
        if (loop.IsNone)
        {
            loop = GetRunningLoop(vm);
            if (loop.IsUndefined)
            {
                return loop;
            }
        }

        // A task of a script's own class belongs to whatever loop runs.
        Value task = vm->Async.CurrentTask;
        return task.IsUndefined || (task.IsObject && task.Is(Kind.Future) && ((Future*)task.AsObject)->Loop != loop) ? Value.None : task;
    }

    /// <summary>Return a list of the tasks of a loop that are not done.</summary>
    [Function("_pending_tasks", Signature = "(loop, /)")]
    private static Value PendingTasks(Vm* vm, Value loop)
    {
        List* list = List.New(vm);
        for (TaskObject* task = (TaskObject*)vm->Async.PendingTasks; task != null; task = task->Next)
        {
            if (task->Future.Loop == loop)
            {
                List.Append(vm, list, Value.FromObject(task));
            }
        }

        return Value.FromObject(list);
    }

    [Function("_register_task", Signature = "(task)")]
    private static void RegisterTask(Vm* vm, Value task)
    {
        if (task.Is(Kind.Future) && ((Future*)task.AsObject)->Has(FutureFlags.Task))
        {
            TaskRunner.Register(vm, (TaskObject*)task.AsObject);
        }
    }

    [Function("_unregister_task", Signature = "(task)")]
    private static void UnregisterTask(Vm* vm, Value task)
    {
        if (task.Is(Kind.Future) && ((Future*)task.AsObject)->Has(FutureFlags.Task))
        {
            TaskRunner.Unregister(vm, (TaskObject*)task.AsObject);
        }
    }

    /// <summary>Make a task the running one of a loop.</summary>
    [Function("_enter_task", Signature = "(loop, task)")]
    private static Value EnterTask(Vm* vm, Value loop, Value task)
    {
        Value current = vm->Async.CurrentTask;
        if (!current.IsUndefined)
        {
            return Mismatch(vm, "Cannot enter into task ", task, " while another task ", current, " is being executed.");
        }

        vm->Async.CurrentTask = task;
        return Value.None;
    }

    /// <summary>Make a task no longer the running one of a loop.</summary>
    [Function("_leave_task", Signature = "(loop, task)")]
    private static Value LeaveTask(Vm* vm, Value loop, Value task)
    {
        Value current = vm->Async.CurrentTask;
        if (current != task)
        {
            return Mismatch(vm, "Leaving task ", task, " does not match the current task ", current.IsUndefined ? Value.None : current, ".");
        }

        vm->Async.CurrentTask = Value.Undefined;
        return Value.None;
    }

    /// <summary>Make another task the running one of a loop; return the one before.</summary>
    [Function("_swap_current_task", Signature = "(loop, task)")]
    private static Value SwapCurrentTask(Vm* vm, Value loop, Value task)
    {
        Value before = vm->Async.CurrentTask;
        vm->Async.CurrentTask = task.IsNone ? Value.Undefined : task;
        return before.IsUndefined ? Value.None : before;
    }

    /// <summary>Set what is called when SIGINT arrives, in place of raising KeyboardInterrupt; None for that. Return what it was.</summary>
    [Function("_set_interrupt_handler", Signature = "(handler, /)")]
    private static Value SetInterruptHandler(Vm* vm, Value handler)
    {
        Value before = vm->Async.InterruptHandler;
        vm->Async.InterruptHandler = handler.IsNone ? Value.Undefined : handler;
        return before.IsUndefined ? Value.None : before;
    }

    /// <summary>Return a list of the asynchronous generators that were started and are not at their end.</summary>
    [Function("_live_async_generators", Signature = "()")]
    private static Value LiveAsyncGenerators(Vm* vm) => Value.FromObject(CoroutineWatch.LiveGenerators(vm));

    /// <summary>Report the exceptions of futures that nothing refers to any more.</summary>
    [Function("_report_unretrieved", Signature = "()")]
    private static void ReportUnretrieved(Vm* vm) => FutureWatch.ReportDropped(vm);

    /// <summary>Return an exception and its traceback as text.</summary>
    [Function("_format_exception", Signature = "(exception, /)")]
    private static Value FormatException(Vm* vm, Value exception) => exception.Is(Kind.Exception)
        ? Value.FromObject(Str.New(vm, Hosting.Tracebacks.TracebackFormatter.Format(vm, exception)))
        : Throw.TypeError(vm, "an exception is required");

    /// <summary>The running loop, or that of the policy if none is running.</summary>
    public static Value CurrentLoop(Vm* vm) =>
        vm->Async.RunningLoop.IsUndefined ? AsyncSupport.Call(vm, "event_loop_of_policy"u8) : vm->Async.RunningLoop;

    private static Value Mismatch(Vm* vm, string start, Value task, string middle, Value other, string end)
    {
        Str* first = Text.Repr(vm, task);
        Str* second = first == null ? null : Text.Repr(vm, other);
        return second == null
            ? Value.Undefined
            : Throw.RuntimeError(vm, $"{start}{Str.ToManaged(first)}{middle}{Str.ToManaged(second)}{end}");
    }

    private static Value Class(Vm* vm, TypeId id)
    {
        if (WellKnown.Of(vm)->Types[(int)TypeId.Future] == null)
        {
            ContextVariablesModule.DefineTypes(vm);
            Define(vm, TypeId.Future, "_asyncio.Future"u8, TypeId.Object, Kind.Future, TypeFlags.BaseType, &FutureType.InitializeSlots, &FutureType.Register);
            Define(vm, TypeId.Task, "_asyncio.Task"u8, TypeId.Future, Kind.Future, TypeFlags.BaseType, &TaskType.InitializeSlots, &TaskType.Register);
            Define(
                vm,
                TypeId.FutureIterator,
                "_asyncio.FutureIter"u8,
                TypeId.Object,
                Kind.Record,
                TypeFlags.NotCallable,
                &FutureIteratorType.InitializeSlots,
                &FutureIteratorType.Register);
            Define(
                vm, TypeId.EventLoop, "_asyncio._LoopCore"u8, TypeId.Object, Kind.EventLoop, TypeFlags.BaseType, &EventLoopType.InitializeSlots, &EventLoopType.Register);
            Define(vm, TypeId.LoopHandle, "asyncio.events.Handle"u8, TypeId.Object, Kind.Record, 0, &HandleType.InitializeSlots, &HandleType.Register);
            Define(
                vm, TypeId.TimerHandle, "asyncio.events.TimerHandle"u8, TypeId.LoopHandle, Kind.Record, 0, &TimerHandleType.InitializeSlots, &TimerHandleType.Register);
        }

        return Value.FromObject(Types.Of(vm, id));
    }

    private static void Define(
        Vm* vm,
        TypeId id,
        ReadOnlySpan<byte> name,
        TypeId parent,
        Kind kind,
        TypeFlags flags,
        delegate*<TypeObject*, void> initializeSlots,
        delegate* managed<ref NativeTableBuilder, void> register) =>
        TypeDefinitions.Add(vm, id, name, parent, kind, flags, initializeSlots, register);
}
