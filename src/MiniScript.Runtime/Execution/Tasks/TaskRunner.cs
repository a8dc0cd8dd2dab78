using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution.Tasks;

/// <summary>Runs tasks: each step resumes the coroutine and looks at what it awaits.</summary>
internal static unsafe class TaskRunner
{
    /// <summary>Puts a task among the pending ones.</summary>
    public static void Register(Vm* vm, TaskObject* self)
    {
        if (self->Future.Has(FutureFlags.Registered))
        {
            return;
        }

        self->Future.Flags |= FutureFlags.Registered;
        self->Previous = null;
        self->Next = (TaskObject*)vm->Async.PendingTasks;
        if (self->Next != null)
        {
            self->Next->Previous = self;
        }

        vm->Async.PendingTasks = self;
    }

    /// <summary>Takes a task from the pending ones.</summary>
    public static void Unregister(Vm* vm, TaskObject* self)
    {
        if (!self->Future.Has(FutureFlags.Registered))
        {
            return;
        }

        self->Future.Flags &= ~FutureFlags.Registered;
        if (self->Previous != null)
        {
            self->Previous->Next = self->Next;
        }
        else
        {
            vm->Async.PendingTasks = self->Next;
        }

        if (self->Next != null)
        {
            self->Next->Previous = self->Previous;
        }

        self->Previous = null;
        self->Next = null;
    }

    /// <summary>The function that a loop of a script's own calls for the next step of a task.</summary>
    public static Value StepFunction(Vm* vm, Value task) =>
        Value.FromObject(Natives.Bind(vm, Natives.New(vm, Str.Intern(vm, "TaskStepMethWrapper"u8), &StepThunk, NativeFunctionKind.Method), task));

    /// <summary>The function that a future of a script's own calls when it is done.</summary>
    public static Value WakeupFunction(Vm* vm, Value task) => Value.FromObject(Natives.Bind(
        vm, Natives.New(vm, Str.Intern(vm, "task_wakeup"u8), &WakeupThunk, NativeFunctionKind.Method, Types.Of(vm, TypeId.Task)), task));

    /// <summary>Runs an entry of the ready queue: the step of a task that waits for nothing, the wake-up of one that waits. False with an exception pending.</summary>
    public static bool Run(Vm* vm, TaskObject* self)
    {
        Record* context = (Record*)self->Context.AsObject;
        if (!Contexts.Enter(vm, context))
        {
            return false;
        }

        bool succeeded = Advance(vm, self);
        Contexts.Exit(vm, context);
        return succeeded;
    }

    /// <summary>Runs the first step of a task at once, in its context (eager tasks). False with an exception pending.</summary>
    public static bool RunEagerly(Vm* vm, TaskObject* self)
    {
        Value outer = vm->Async.CurrentTask;
        vm->Async.CurrentTask = Value.Undefined;
        bool succeeded = Run(vm, self);
        vm->Async.CurrentTask = outer;
        if (self->Future.State != FutureState.Pending)
        {
            Unregister(vm, self);
            self->Coroutine = Value.None;
        }

        return succeeded;
    }

    /// <summary>Asks a task to cancel: 1; 0 if it is done; -1 with an exception pending.</summary>
    public static int Cancel(Vm* vm, TaskObject* self, Value message)
    {
        if (!CallBinding.CheckMachineStack(vm))
        {
            // A chain of tasks that wait for one another is too long.
            return -1;
        }

        self->Future.Flags &= ~FutureFlags.Unretrieved;
        if (self->Future.State != FutureState.Pending)
        {
            return 0;
        }

        self->CancelRequests++;
        if (!self->Waiter.IsUndefined)
        {
            int isCancelled = CancelWaiter(vm, self->Waiter, message);
            if (isCancelled != 0)
            {
                return isCancelled;
            }
        }

        self->Future.Flags |= FutureFlags.MustCancel;
        self->Future.CancelMessage = message;
        return 1;
    }

    private static Value StepThunk(Vm* vm, Value* args, int argc, Tuple* kwNames) => argc != 1 || kwNames != null
        ? Throw.TypeError(vm, "function takes no positional arguments")
        : Advance(vm, (TaskObject*)args[0].AsObject) ? Value.None : Value.Undefined;

    private static Value WakeupThunk(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 2 || kwNames != null)
        {
            return Throw.TypeError(vm, $"task_wakeup() takes exactly one argument ({argc - 1} given)");
        }

        TaskObject* task = (TaskObject*)args[0].AsObject;
        task->Waiter = args[1];
        return Advance(vm, task) ? Value.None : Value.Undefined;
    }

    /// <summary>The step or wake-up, in the context that is entered.</summary>
    private static bool Advance(Vm* vm, TaskObject* self)
    {
        if (!vm->Async.CurrentTask.IsUndefined)
        {
            Throw.RuntimeError(
                vm,
                $"Cannot enter into task {Shown(vm, Value.FromObject(self))} while another task {Shown(vm, vm->Async.CurrentTask)} is being executed.");
            return false;
        }

        Value exception = self->StepError;
        self->StepError = Value.Undefined;
        if (!self->Waiter.IsUndefined && exception.IsUndefined && !TakeOutcome(vm, self->Waiter))
        {
            exception = vm->Pending;
            vm->Pending = Value.Undefined;
        }

        vm->Async.CurrentTask = Value.FromObject(self);
        bool succeeded = Step(vm, self, exception);
        vm->Async.CurrentTask = Value.Undefined;
        return succeeded;
    }

    /// <summary>False with the exception pending that what a task waited for has.</summary>
    private static bool TakeOutcome(Vm* vm, Value waiter)
    {
        Future* future = Futures.AsExact(waiter);
        if (future == null)
        {
            return !Calls.InvokeMethod(vm, waiter, NameId.result).IsUndefined;
        }

        if (future->State == FutureState.Finished)
        {
            if (future->Exception.IsUndefined)
            {
                return true;
            }

            vm->Pending = Value.FromObject(Futures.TakeException(future));
            return false;
        }

        return !Futures.Result(vm, future).IsUndefined;
    }

    private static bool Step(Vm* vm, TaskObject* self, Value exception)
    {
        if (self->Future.State != FutureState.Pending)
        {
            AsyncErrors.InvalidState(vm, $"__step(): already done: {Shown(vm, Value.FromObject(self))} {(exception.IsUndefined ? "None" : Shown(vm, exception))}");
            return false;
        }

        if (self->Future.Has(FutureFlags.MustCancel))
        {
            if (exception.IsUndefined || !AsyncErrors.IsCancellation(vm, exception))
            {
                exception = Value.FromObject(Futures.MakeCancelledError(vm, &self->Future));
            }

            self->Future.Flags &= ~FutureFlags.MustCancel;
        }

        self->Waiter = Value.Undefined;
        Value item = Resume(vm, self->Coroutine, exception, out Value returned);
        if (!item.IsUndefined)
        {
            return WaitFor(vm, self, item);
        }

        Unregister(vm, self);
        if (!vm->HasPending)
        {
            if (self->Future.Has(FutureFlags.MustCancel))
            {
                self->Future.Flags &= ~FutureFlags.MustCancel;
                return Futures.Cancel(vm, &self->Future, self->Future.CancelMessage) >= 0;
            }

            return Futures.SetResult(vm, &self->Future, returned);
        }

        Value raised = vm->Pending;
        vm->Pending = Value.Undefined;
        if (AsyncErrors.IsCancellation(vm, raised))
        {
            self->Future.CancelledError = raised;
            return Futures.Cancel(vm, &self->Future, Value.None) >= 0;
        }

        if (!Futures.SetException(vm, &self->Future, raised))
        {
            return false;
        }

        if (AsyncErrors.IsExit(vm, raised))
        {
            vm->Pending = raised;
            return false;
        }

        return true;
    }

    /// <summary>Resumes a coroutine, with an exception if one is given; the result is that of <see cref="Generators.Resume"/>.</summary>
    private static Value Resume(Vm* vm, Value coroutine, Value exception, out Value returned)
    {
        if (coroutine.Is(Kind.Generator) && !coroutine.IsExactly(TypeId.AsyncGenerator))
        {
            Generator* generator = (Generator*)coroutine.AsObject;
            return exception.IsUndefined
                ? Generators.Resume(vm, generator, Value.None, out returned)
                : Generators.ThrowInto(vm, generator, exception, out returned);
        }

        returned = Value.None;
        Value item = exception.IsUndefined
            ? Calls.InvokeMethod(vm, coroutine, NameId.send, Value.None)
            : Calls.InvokeMethod(vm, coroutine, NameId.@throw, exception);
        if (item.IsUndefined)
        {
            Generators.TakeStopIteration(vm, out returned);
        }

        return item;
    }

    /// <summary>Makes a task wait for what its coroutine yields; false with an exception pending.</summary>
    private static bool WaitFor(Vm* vm, TaskObject* self, Value item)
    {
        Value task = Value.FromObject(self);
        Future* future = Futures.AsExact(item);
        if (future != null && item != task)
        {
            if (future->Loop != self->Future.Loop)
            {
                return StepWithError(vm, self, $"Task {Shown(vm, task)} got Future {Shown(vm, item)} attached to a different loop");
            }

            if (!future->Has(FutureFlags.Blocking))
            {
                return StepWithError(vm, self, $"yield was used instead of yield from in task {Shown(vm, task)} with {Shown(vm, item)}");
            }

            future->Flags &= ~FutureFlags.Blocking;
            return Futures.AddCallback(vm, future, task, self->Context) && StartWaiting(vm, self, item);
        }

        if (item.IsNone)
        {
            return EventLoops.StepSoon(vm, self);
        }

        return item == task
            ? StepWithError(vm, self, $"Task cannot await on itself: {Shown(vm, task)}")
            : WaitForOther(vm, self, item);
    }

    /// <summary>What is yielded is no plain future: it may be an instance of a script class that behaves as one.</summary>
    private static bool WaitForOther(Vm* vm, TaskObject* self, Value item)
    {
        Value task = Value.FromObject(self);
        Str* blockingName = Str.Intern(vm, "_asyncio_future_blocking"u8);
        int found = Attributes.TryGet(vm, item, blockingName, out Value blocking);
        if (found < 0)
        {
            return false;
        }

        if (found == 0 || blocking.IsNone)
        {
            return StepWithError(vm, self, item.IsExactly(TypeId.Generator)
                ? $"yield was used instead of yield from for generator in task {Shown(vm, task)} with {Shown(vm, item)}"
                : $"Task got bad yield: {Shown(vm, item)}");
        }

        int isBlocking = Truth.Of(vm, blocking);
        if (isBlocking < 0)
        {
            return false;
        }

        Value loop = FutureLoop(vm, item);
        if (loop.IsUndefined)
        {
            return false;
        }

        if (loop != self->Future.Loop)
        {
            return StepWithError(vm, self, $"Task {Shown(vm, task)} got Future {Shown(vm, item)} attached to a different loop");
        }

        if (isBlocking == 0)
        {
            return StepWithError(vm, self, $"yield was used instead of yield from in task {Shown(vm, task)} with {Shown(vm, item)}");
        }

        if (!Attributes.Set(vm, item, blockingName, Value.False))
        {
            return false;
        }

        Value add = Attributes.Get(vm, item, Str.Intern(vm, "add_done_callback"u8));
        if (add.IsUndefined)
        {
            return false;
        }

        Value* args = stackalloc Value[2] { WakeupFunction(vm, task), self->Context };
        Value name = Value.FromObject(WellKnown.Name(vm, NameId.context));
        return !Calls.Invoke(vm, add, args, 1, Tuple.New(vm, &name, 1)).IsUndefined && StartWaiting(vm, self, item);
    }

    private static bool StartWaiting(Vm* vm, TaskObject* self, Value waiter)
    {
        self->Waiter = waiter;
        if (self->Future.Has(FutureFlags.MustCancel))
        {
            int isCancelled = CancelWaiter(vm, waiter, self->Future.CancelMessage);
            if (isCancelled > 0)
            {
                self->Future.Flags &= ~FutureFlags.MustCancel;
            }

            return isCancelled >= 0;
        }

        return true;
    }

    private static int CancelWaiter(Vm* vm, Value waiter, Value message)
    {
        Future* future = Futures.AsExact(waiter);
        if (future != null)
        {
            return future->Has(FutureFlags.Task) ? Cancel(vm, (TaskObject*)future, message) : Futures.Cancel(vm, future, message);
        }

        Value cancel = Attributes.Get(vm, waiter, Str.Intern(vm, "cancel"u8));
        Value name = Value.FromObject(WellKnown.Name(vm, NameId.msg));
        Value result = cancel.IsUndefined ? cancel : Calls.Invoke(vm, cancel, &message, 0, Tuple.New(vm, &name, 1));
        return result.IsUndefined ? -1 : Truth.Of(vm, result);
    }

    private static Value FutureLoop(Vm* vm, Value future)
    {
        int found = Attributes.TryGet(vm, future, Str.Intern(vm, "get_loop"u8), out Value getLoop);
        return found < 0 ? Value.Undefined : found > 0 ? Calls.Invoke(vm, getLoop) : Attributes.Get(vm, future, Str.Intern(vm, "_loop"u8));
    }

    private static bool StepWithError(Vm* vm, TaskObject* self, string message)
    {
        if (vm->HasPending)
        {
            return false;
        }

        self->StepError = Value.FromObject(ExceptionObject.New(vm, Types.Of(vm, TypeId.RuntimeError), Value.FromObject(Str.New(vm, message))));
        return EventLoops.StepSoon(vm, self);
    }

    /// <summary><c>repr</c> for a message; if that fails the exception is pending.</summary>
    private static string Shown(Vm* vm, Value value)
    {
        Str* text = Text.Repr(vm, value);
        return text == null ? string.Empty : Str.ToManaged(text);
    }
}
