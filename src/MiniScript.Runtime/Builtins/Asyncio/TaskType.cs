using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Asyncio;

/// <summary><c>asyncio.Task</c>.</summary>
[BuiltinType("Task", Doc = "A coroutine wrapped in a Future.")]
internal static unsafe partial class TaskType
{
    private const int Coroutine = 0;
    private const int Loop = 1;
    private const int Name = 2;
    private const int Context = 3;
    private const int EagerStart = 4;

    private static readonly string[] Parameters = ["coro", "loop", "name", "context", "eager_start"];

    /// <summary>Sets the slots of tasks.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = &Initialize;
        type->Slots.Repr = &Repr;
    }

    private static TaskObject* Of(Value self) => (TaskObject*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        TaskObject* task = (TaskObject*)vm->Heap.AllocateSmall((nuint)sizeof(TaskObject), Kind.Future, (uint)TypeId.Task);
        Futures.Clear(&task->Future);
        task->Future.Flags = FutureFlags.Task;
        task->Coroutine = Value.None;
        task->Name = Value.None;
        task->Context = Value.Undefined;
        task->Waiter = Value.Undefined;
        task->StepError = Value.Undefined;
        task->CancelRequests = 0;
        task->Previous = null;
        task->Next = null;
        return Instances.Adopt(task, type);
    }

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Value* given = stackalloc Value[5] { Value.Undefined, Value.None, Value.None, Value.None, Value.False };
        if (!TryBind(vm, args, argc, kwNames, given) || !FutureType.Start(vm, self, given[Loop]))
        {
            return false;
        }

        if (!IsCoroutine(vm, given[Coroutine], out bool isKnown))
        {
            if (isKnown)
            {
                Str* shown = Text.Repr(vm, given[Coroutine]);
                if (shown != null)
                {
                    Throw.TypeError(vm, $"a coroutine was expected, got {Str.ToManaged(shown)}");
                }
            }

            return false;
        }

        TaskObject* task = Of(self);
        task->Future.Flags |= FutureFlags.LogDestroyed;
        task->Coroutine = given[Coroutine];
        task->Context = given[Context].IsExactly(TypeId.Context) ? given[Context] : Value.FromObject(Contexts.Copy(vm, Contexts.Current(vm)));
        if (!given[Name].IsNone)
        {
            Str* name = Text.ToStr(vm, given[Name]);
            if (name == null)
            {
                return false;
            }

            task->Name = Value.FromObject(name);
        }
        else
        {
            task->Name = Value.FromInt(++vm->Async.TaskNames);
        }

        TaskRunner.Register(vm, task);
        bool isEager = given[EagerStart].IsTrue && vm->Async.RunningLoop == task->Future.Loop;
        if (isEager ? TaskRunner.RunEagerly(vm, task) : EventLoops.StepSoon(vm, task))
        {
            return true;
        }

        TaskRunner.Unregister(vm, task);
        return false;
    }

    private static bool TryBind(Vm* vm, Value* args, int argc, Tuple* kwNames, Value* given)
    {
        if (argc > 1)
        {
            Throw.TypeError(vm, $"Task() takes at most 1 positional argument ({argc} given)");
            return false;
        }

        if (argc == 1)
        {
            given[Coroutine] = args[0];
        }

        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            string name = Str.ToManaged((Str*)Tuple.Items(kwNames)[i].AsObject);
            int parameter = Array.IndexOf(Parameters, name);
            if (parameter < 0)
            {
                Throw.TypeError(vm, $"Task() got an unexpected keyword argument '{name}'");
                return false;
            }

            given[parameter] = args[argc + i];
        }

        if (given[Coroutine].IsUndefined)
        {
            Throw.TypeError(vm, "Task() missing required argument 'coro' (pos 1)");
            return false;
        }

        return true;
    }

    /// <summary>True for coroutines, and for what <c>asyncio.iscoroutine</c> takes for one; <paramref name="isKnown"/> is false if an exception is pending.</summary>
    private static bool IsCoroutine(Vm* vm, Value value, out bool isKnown)
    {
        isKnown = true;
        if (value.IsExactly(TypeId.Coroutine))
        {
            return true;
        }

        Value answer = AsyncSupport.Call(vm, "iscoroutine"u8, value);
        isKnown = !answer.IsUndefined;
        return answer.IsTrue;
    }

    private static Value Repr(Vm* vm, Value self) =>
        Futures.IsReady(vm, &Of(self)->Future) ? AsyncSupport.Call(vm, "task_repr"u8, self) : Value.Undefined;

    [Method("set_result", Signature = "($self, result, /)")]
    private static Value SetResult(Vm* vm, Value self, Value result) => Throw.RuntimeError(vm, "Task does not support set_result operation");

    [Method("set_exception", Signature = "($self, exception, /)")]
    private static Value SetException(Vm* vm, Value self, Value exception) => Throw.RuntimeError(vm, "Task does not support set_exception operation");

    [Method("cancel", Signature = "($self, msg=None)")]
    private static Value Cancel(Vm* vm, Value self, Value message)
    {
        int isCancelled = Futures.IsReady(vm, &Of(self)->Future) ? TaskRunner.Cancel(vm, Of(self), message) : -1;
        return isCancelled < 0 ? Value.Undefined : Value.FromBool(isCancelled > 0);
    }

    [Method("cancelling", Signature = "($self, /)")]
    private static Value Cancelling(Vm* vm, Value self) => Value.FromInt(Of(self)->CancelRequests);

    [Method("uncancel", Signature = "($self, /)")]
    private static Value Uncancel(Vm* vm, Value self)
    {
        TaskObject* task = Of(self);
        if (task->CancelRequests > 0 && --task->CancelRequests == 0)
        {
            task->Future.Flags &= ~FutureFlags.MustCancel;
        }

        return Value.FromInt(task->CancelRequests);
    }

    [Method("get_coro", Signature = "($self, /)")]
    private static Value GetCoroutine(Vm* vm, Value self) => Of(self)->Coroutine;

    [Method("get_context", Signature = "($self, /)")]
    private static Value GetContext(Vm* vm, Value self) => Of(self)->Context.IsUndefined ? Value.None : Of(self)->Context;

    [Method("get_name", Signature = "($self, /)")]
    private static Value GetName(Vm* vm, Value self)
    {
        TaskObject* task = Of(self);
        if (task->Name.IsInt)
        {
            task->Name = Value.FromObject(Str.New(vm, $"Task-{task->Name.AsInt}"));
        }

        return task->Name;
    }

    [Method("set_name", Signature = "($self, value, /)")]
    private static Value SetName(Vm* vm, Value self, Value value)
    {
        Str* name = Text.ToStr(vm, value);
        if (name == null)
        {
            return Value.Undefined;
        }

        Of(self)->Name = Value.FromObject(name);
        return Value.None;
    }

    [Method("get_stack", Signature = "($self, /, *, limit=None)")]
    private static Value GetStack(Vm* vm, Value self, Value limit) => AsyncSupport.Call(vm, "task_stack"u8, self, limit);

    [Method("print_stack", Signature = "($self, /, *, limit=None, file=None)")]
    private static Value PrintStack(Vm* vm, Value self, Value limit, Value file) => AsyncSupport.Call(vm, "print_task_stack"u8, self, limit, file);

    [ClassMethod("__class_getitem__", Signature = "($type, item, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value item) => GenericAliasType.New(vm, type, item);

    [Property("_coro")]
    private static Value GetCoroutineAttribute(Vm* vm, Value self) => Of(self)->Coroutine;

    [Property("_fut_waiter")]
    private static Value GetWaiter(Vm* vm, Value self) => Of(self)->Waiter.IsUndefined ? Value.None : Of(self)->Waiter;

    [Property("_must_cancel")]
    private static Value GetMustCancel(Vm* vm, Value self) => Value.FromBool(Of(self)->Future.Has(FutureFlags.MustCancel));

    [Property("_log_destroy_pending", Setter = nameof(SetLogDestroyPending))]
    private static Value GetLogDestroyPending(Vm* vm, Value self) => Value.FromBool(Of(self)->Future.Has(FutureFlags.LogDestroyed));

    private static bool SetLogDestroyPending(Vm* vm, Value self, Value value)
    {
        int truth = value.IsUndefined ? 0 : Truth.Of(vm, value);
        Future* future = &Of(self)->Future;
        future->Flags = truth > 0 ? future->Flags | FutureFlags.LogDestroyed : future->Flags & ~FutureFlags.LogDestroyed;
        return truth >= 0;
    }
}
