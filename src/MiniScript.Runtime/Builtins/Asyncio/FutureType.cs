using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Asyncio;

/// <summary><c>asyncio.Future</c>.</summary>
[BuiltinType("Future", Doc = "A result that is to come: awaiting it waits until the result is set.")]
internal static unsafe partial class FutureType
{
    /// <summary>Sets the slots of futures.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = &Initialize;
        type->Slots.Repr = &Repr;
        type->Slots.Iterate = &Iterate;
    }

    private static Future* Of(Value self) => (Future*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Future* future = (Future*)vm->Heap.AllocateSmall((nuint)sizeof(Future), Kind.Future, (uint)TypeId.Future);
        Futures.Clear(future);
        return Instances.Adopt(future, type);
    }

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Value loop = Value.None;
        if (argc > 0)
        {
            Throw.TypeError(vm, "Future() takes no positional arguments");
            return false;
        }

        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            Str* name = (Str*)Tuple.Items(kwNames)[i].AsObject;
            if (Str.ToManaged(name) != "loop")
            {
                Throw.TypeError(vm, $"Future() got an unexpected keyword argument '{Str.ToManaged(name)}'");
                return false;
            }

            loop = args[i];
        }

        return Start(vm, self, loop);
    }

    /// <summary>Sets the loop of a future and brings it to its first state; false with an exception pending.</summary>
    public static bool Start(Vm* vm, Value self, Value loop)
    {
        Future* future = Of(self);
        if (loop.IsNone)
        {
            loop = AsyncioModule.CurrentLoop(vm);
            if (loop.IsUndefined)
            {
                return false;
            }
        }

        Value attributes = future->Attributes;
        FutureFlags kept = future->Flags & (FutureFlags.Task | FutureFlags.Listed | FutureFlags.Registered);
        Future* next = future->NextUnretrieved;
        Futures.Clear(future);
        future->Attributes = attributes;
        future->Flags = kept;
        future->NextUnretrieved = next;
        future->Loop = loop;
        return true;
    }

    private static Value Repr(Vm* vm, Value self) =>
        Futures.IsReady(vm, Of(self)) ? AsyncSupport.Call(vm, "future_repr"u8, self) : Value.Undefined;

    private static Value Iterate(Vm* vm, Value self)
    {
        if (Of(self)->Loop.IsUndefined)
        {
            return Throw.RuntimeError(vm, "Future object is not initialized.");
        }

        return FutureIteratorType.New(vm, self);
    }

    [Method("__await__", Signature = "($self, /)")]
    private static Value Await(Vm* vm, Value self) => Iterate(vm, self);

    [Method("result", Signature = "($self, /)")]
    private static Value Result(Vm* vm, Value self) => Futures.Result(vm, Of(self));

    [Method("exception", Signature = "($self, /)")]
    private static Value Exception(Vm* vm, Value self) => Futures.Exception(vm, Of(self));

    [Method("set_result", Signature = "($self, result, /)")]
    private static Value SetResult(Vm* vm, Value self, Value result) => Futures.SetResult(vm, Of(self), result) ? Value.None : Value.Undefined;

    [Method("set_exception", Signature = "($self, exception, /)")]
    private static Value SetException(Vm* vm, Value self, Value exception) =>
        Futures.SetException(vm, Of(self), exception) ? Value.None : Value.Undefined;

    [Method("add_done_callback", Signature = "($self, fn, /, *, context=None)")]
    private static Value AddDoneCallback(Vm* vm, Value self, Value function, Value context)
    {
        if (!context.IsExactly(TypeId.Context))
        {
            context = Value.FromObject(Contexts.Copy(vm, Contexts.Current(vm)));
        }

        return Futures.AddCallback(vm, Of(self), function, context) ? Value.None : Value.Undefined;
    }

    [Method("remove_done_callback", Signature = "($self, fn, /)")]
    private static Value RemoveDoneCallback(Vm* vm, Value self, Value function)
    {
        int removed = Futures.IsReady(vm, Of(self)) ? Futures.RemoveCallback(vm, Of(self), function) : -1;
        return removed < 0 ? Value.Undefined : Value.FromInt(removed);
    }

    [Method("cancel", Signature = "($self, msg=None)")]
    private static Value Cancel(Vm* vm, Value self, Value message)
    {
        int isCancelled = Futures.IsReady(vm, Of(self)) ? Futures.Cancel(vm, Of(self), message) : -1;
        return isCancelled < 0 ? Value.Undefined : Value.FromBool(isCancelled > 0);
    }

    [Method("cancelled", Signature = "($self, /)")]
    private static Value IsCancelled(Vm* vm, Value self) => Value.FromBool(Of(self)->State == FutureState.Cancelled);

    [Method("done", Signature = "($self, /)")]
    private static Value IsDone(Vm* vm, Value self) => Value.FromBool(Of(self)->State != FutureState.Pending);

    [Method("get_loop", Signature = "($self, /)")]
    private static Value GetLoop(Vm* vm, Value self) => Futures.IsReady(vm, Of(self)) ? Of(self)->Loop : Value.Undefined;

    [Method("_make_cancelled_error", Signature = "($self, /)")]
    private static Value MakeCancelledError(Vm* vm, Value self) => Value.FromObject(Futures.MakeCancelledError(vm, Of(self)));

    [ClassMethod("__class_getitem__", Signature = "($type, item, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value item) => GenericAliasType.New(vm, type, item);

    [Property("_state")]
    private static Value GetState(Vm* vm, Value self) => Value.FromObject(Str.New(
        vm, Of(self)->State switch { FutureState.Pending => "PENDING", FutureState.Cancelled => "CANCELLED", _ => "FINISHED" }));

    [Property("_asyncio_future_blocking", Setter = nameof(SetBlocking))]
    private static Value GetBlocking(Vm* vm, Value self) => Value.FromBool(Of(self)->Has(FutureFlags.Blocking));

    private static bool SetBlocking(Vm* vm, Value self, Value value)
    {
        int truth = value.IsUndefined ? 0 : Truth.Of(vm, value);
        Of(self)->Flags = truth > 0 ? Of(self)->Flags | FutureFlags.Blocking : Of(self)->Flags & ~FutureFlags.Blocking;
        return truth >= 0;
    }

    [Property("_loop")]
    private static Value GetLoopAttribute(Vm* vm, Value self) => OrNone(Of(self)->Loop);

    [Property("_result")]
    private static Value GetResultAttribute(Vm* vm, Value self) => Of(self)->Result;

    [Property("_exception")]
    private static Value GetExceptionAttribute(Vm* vm, Value self) => OrNone(Of(self)->Exception);

    [Property("_cancel_message", Setter = nameof(SetCancelMessage))]
    private static Value GetCancelMessage(Vm* vm, Value self) => Of(self)->CancelMessage;

    private static bool SetCancelMessage(Vm* vm, Value self, Value value)
    {
        Of(self)->CancelMessage = value.IsUndefined ? Value.None : value;
        return true;
    }

    [Property("_source_traceback")]
    private static Value GetSourceTraceback(Vm* vm, Value self) => Value.None;

    [Property("_log_traceback", Setter = nameof(SetLogTraceback))]
    private static Value GetLogTraceback(Vm* vm, Value self) => Value.FromBool(Of(self)->Has(FutureFlags.Unretrieved));

    private static bool SetLogTraceback(Vm* vm, Value self, Value value)
    {
        int truth = value.IsUndefined ? 0 : Truth.Of(vm, value);
        if (truth > 0)
        {
            Throw.ValueError(vm, "_log_traceback can only be set to False");
        }

        Of(self)->Flags &= ~FutureFlags.Unretrieved;
        return truth == 0;
    }

    /// <summary>The callbacks and their contexts as pairs in a list, None if there are none. A waiting task appears as its wake-up function.</summary>
    [Property("_callbacks")]
    private static Value GetCallbacks(Vm* vm, Value self)
    {
        Future* future = Of(self);
        if (future->Callback.IsUndefined && future->Callbacks.IsUndefined)
        {
            return Value.None;
        }

        List* pairs = List.New(vm);
        if (!future->Callback.IsUndefined)
        {
            AppendPair(vm, pairs, future->Callback, future->Context);
        }

        List* others = (List*)(future->Callbacks.IsObject ? future->Callbacks.AsObject : null);
        for (int i = 0; others != null && i + 1 < others->Length; i += 2)
        {
            AppendPair(vm, pairs, others->Items[i], others->Items[i + 1]);
        }

        return Value.FromObject(pairs);
    }

    private static void AppendPair(Vm* vm, List* pairs, Value callback, Value context)
    {
        Value* pair = stackalloc Value[2] { callback.Is(Kind.Future) ? TaskRunner.WakeupFunction(vm, callback) : callback, context };
        List.Append(vm, pairs, Value.FromObject(Tuple.New(vm, pair, 2)));
    }

    private static Value OrNone(Value value) => value.IsUndefined ? Value.None : value;
}
