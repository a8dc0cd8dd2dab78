using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution.Tasks;

/// <summary>What futures do: they get a result, and tell those who wait for it.</summary>
internal static unsafe class Futures
{
    private const string NotInitialized = "Future object is not initialized.";

    /// <summary>The cell, if a value is exactly a future or a task: no script class can have changed what awaiting it means.</summary>
    public static Future* AsExact(Value value) =>
        value.IsExactly(TypeId.Task) || value.IsExactly(TypeId.Future) ? (Future*)value.AsObject : null;

    /// <summary>Gives a fresh cell its first state, before <c>__init__</c>.</summary>
    public static void Clear(Future* self)
    {
        self->Loop = Value.Undefined;
        self->Result = Value.None;
        self->Exception = Value.Undefined;
        self->Traceback = Value.Undefined;
        self->Callback = Value.Undefined;
        self->Context = Value.Undefined;
        self->Callbacks = Value.Undefined;
        self->CancelMessage = Value.None;
        self->CancelledError = Value.Undefined;
        self->Attributes = Value.Undefined;
        self->State = FutureState.Pending;
        self->Flags = FutureFlags.None;
        self->NextUnretrieved = null;
    }

    /// <summary>False with an exception pending if <c>__init__</c> has not run.</summary>
    public static bool IsReady(Vm* vm, Future* self)
    {
        if (!self->Loop.IsUndefined)
        {
            return true;
        }

        Throw.RuntimeError(vm, NotInitialized);
        return false;
    }

    /// <summary>The result; undefined with the exception pending that the future has, or <c>InvalidStateError</c>.</summary>
    public static Value Result(Vm* vm, Future* self)
    {
        switch (self->State)
        {
            case FutureState.Cancelled:
                return Throw.Raise(vm, MakeCancelledError(vm, self));
            case FutureState.Pending:
                return AsyncErrors.InvalidState(vm, self->Loop.IsUndefined ? NotInitialized : "Result is not set.");
            default:
                return self->Exception.IsUndefined ? self->Result : Throw.Raise(vm, TakeException(self));
        }
    }

    /// <summary>The exception or None; undefined with <c>CancelledError</c> or <c>InvalidStateError</c> pending.</summary>
    public static Value Exception(Vm* vm, Future* self)
    {
        switch (self->State)
        {
            case FutureState.Cancelled:
                return Throw.Raise(vm, MakeCancelledError(vm, self));
            case FutureState.Pending:
                return AsyncErrors.InvalidState(vm, self->Loop.IsUndefined ? NotInitialized : "Exception is not set.");
            default:
                return self->Exception.IsUndefined ? Value.None : Value.FromObject(TakeException(self));
        }
    }

    /// <summary>The exception of a future that has one, with the traceback it had; it counts as retrieved.</summary>
    public static ExceptionObject* TakeException(Future* self)
    {
        ExceptionObject* exception = (ExceptionObject*)self->Exception.AsObject;
        self->Flags &= ~FutureFlags.Unretrieved;
        if (!self->Traceback.IsUndefined)
        {
            exception->Traceback = self->Traceback;
            self->Traceback = Value.Undefined;
        }

        return exception;
    }

    /// <summary>The <c>CancelledError</c> of a cancelled future.</summary>
    public static ExceptionObject* MakeCancelledError(Vm* vm, Future* self)
    {
        if (!self->CancelledError.IsUndefined)
        {
            ExceptionObject* kept = (ExceptionObject*)self->CancelledError.AsObject;
            self->CancelledError = Value.Undefined;
            return kept;
        }

        return ExceptionObject.New(vm, AsyncErrors.CancelledError(vm), self->CancelMessage.IsNone ? Value.Undefined : self->CancelMessage);
    }

    /// <summary>One step of awaiting a future, as <see cref="Generators.SendTo"/> has it.</summary>
    /// <returns>1: <paramref name="value"/> is what it yields; 0: the result; -1: an exception is pending.</returns>
    public static int Await(Vm* vm, Future* self, out Value value)
    {
        value = Value.FromObject(self);
        if (self->State == FutureState.Pending)
        {
            if (self->Has(FutureFlags.Blocking))
            {
                Throw.RuntimeError(vm, "await wasn't used with future");
                return -1;
            }

            self->Flags |= FutureFlags.Blocking;
            return 1;
        }

        value = Result(vm, self);
        return value.IsUndefined ? -1 : 0;
    }

    /// <summary>Sets the result; false with an exception pending.</summary>
    public static bool SetResult(Vm* vm, Future* self, Value result)
    {
        if (!IsReady(vm, self) || !IsPending(vm, self))
        {
            return false;
        }

        self->Result = result;
        self->State = FutureState.Finished;
        return ScheduleCallbacks(vm, self);
    }

    /// <summary>Sets the exception, given as an instance or a class; false with an exception pending.</summary>
    public static bool SetException(Vm* vm, Future* self, Value exception)
    {
        if (!IsReady(vm, self) || !IsPending(vm, self))
        {
            return false;
        }

        if (Slow.IsExceptionClass(vm, exception))
        {
            exception = Calls.Invoke(vm, exception);
            if (exception.IsUndefined)
            {
                return false;
            }
        }

        if (!exception.Is(Kind.Exception))
        {
            Throw.TypeError(vm, "invalid exception object");
            return false;
        }

        if (Types.IsInstance(vm, exception, TypeId.StopIteration))
        {
            const string Message = "StopIteration interacts badly with generators and cannot be raised into a Future";
            ExceptionObject* replacement = ExceptionObject.New(vm, Types.Of(vm, TypeId.RuntimeError), Value.FromObject(Str.New(vm, Message)));
            replacement->Cause = exception;
            replacement->Context = exception;
            replacement->SuppressContext = true;
            exception = Value.FromObject(replacement);
        }

        self->Exception = exception;
        self->Traceback = ((ExceptionObject*)exception.AsObject)->Traceback;
        self->State = FutureState.Finished;
        bool isScheduled = ScheduleCallbacks(vm, self);
        MarkUnretrieved(vm, self);
        return isScheduled;
    }

    /// <summary>Cancels: 1; 0 if it is done already; -1 with an exception pending.</summary>
    public static int Cancel(Vm* vm, Future* self, Value message)
    {
        self->Flags &= ~FutureFlags.Unretrieved;
        if (self->State != FutureState.Pending)
        {
            return 0;
        }

        self->State = FutureState.Cancelled;
        self->CancelMessage = message;
        return ScheduleCallbacks(vm, self) ? 1 : -1;
    }

    /// <summary>Adds a callback, or schedules it at once if the future is done. A task stands for its wake-up. False with an exception pending.</summary>
    public static bool AddCallback(Vm* vm, Future* self, Value callback, Value context)
    {
        if (self->Loop.IsUndefined)
        {
            Throw.RuntimeError(vm, "uninitialized Future object");
            return false;
        }

        if (self->State != FutureState.Pending)
        {
            return EventLoops.CallSoon(vm, self->Loop, callback, Value.FromObject(self), context);
        }

        if (self->Callback.IsUndefined && self->Callbacks.IsUndefined)
        {
            self->Callback = callback;
            self->Context = context;
            return true;
        }

        if (self->Callbacks.IsUndefined)
        {
            self->Callbacks = Value.FromObject(List.New(vm, 4));
        }

        List* list = (List*)self->Callbacks.AsObject;
        List.Append(vm, list, callback);
        List.Append(vm, list, context);
        return !vm->HasPending;
    }

    /// <summary>Removes every callback equal to a value; how many there were, or -1 with an exception pending.</summary>
    public static int RemoveCallback(Vm* vm, Future* self, Value callback)
    {
        int removed = 0;
        if (!self->Callback.IsUndefined)
        {
            int isSame = IsCallback(vm, self->Callback, callback);
            if (isSame < 0)
            {
                return -1;
            }

            if (isSame > 0)
            {
                self->Callback = Value.Undefined;
                removed++;
            }
        }

        if (self->Callbacks.IsUndefined)
        {
            return removed;
        }

        List* all = (List*)self->Callbacks.AsObject;
        List* kept = List.New(vm, all->Length);
        for (int i = 0; i + 1 < all->Length; i += 2)
        {
            int isSame = IsCallback(vm, all->Items[i], callback);
            if (isSame < 0)
            {
                return -1;
            }

            if (isSame > 0)
            {
                removed++;
                continue;
            }

            List.Append(vm, kept, all->Items[i]);
            List.Append(vm, kept, all->Items[i + 1]);
        }

        self->Callbacks = kept->Length > 0 ? Value.FromObject(kept) : Value.Undefined;
        return removed;
    }

    private static int IsCallback(Vm* vm, Value candidate, Value callback)
    {
        if (candidate.Is(Kind.Future))
        {
            return 0;
        }

        Value equal = Operators.Compare(vm, candidate, callback, CompareOperation.Equal);
        return equal.IsUndefined ? -1 : Truth.Of(vm, equal);
    }

    private static bool IsPending(Vm* vm, Future* self)
    {
        if (self->State == FutureState.Pending)
        {
            return true;
        }

        AsyncErrors.InvalidState(vm, "invalid state");
        return false;
    }

    private static bool ScheduleCallbacks(Vm* vm, Future* self)
    {
        Value callback = self->Callback;
        Value callbacks = self->Callbacks;
        self->Callback = Value.Undefined;
        self->Callbacks = Value.Undefined;
        if (!callback.IsUndefined && !EventLoops.CallSoon(vm, self->Loop, callback, Value.FromObject(self), self->Context))
        {
            return false;
        }

        self->Context = Value.Undefined;
        List* list = (List*)(callbacks.IsObject ? callbacks.AsObject : null);
        for (int i = 0; list != null && i + 1 < list->Length; i += 2)
        {
            if (!EventLoops.CallSoon(vm, self->Loop, list->Items[i], Value.FromObject(self), list->Items[i + 1]))
            {
                return false;
            }
        }

        return true;
    }

    private static void MarkUnretrieved(Vm* vm, Future* self)
    {
        self->Flags |= FutureFlags.Unretrieved;
        if (!self->Has(FutureFlags.Listed))
        {
            self->Flags |= FutureFlags.Listed;
            self->NextUnretrieved = (Future*)vm->Async.UnretrievedFutures;
            vm->Async.UnretrievedFutures = self;
        }
    }
}
