using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Asyncio;

/// <summary>What <c>__await__</c> of a future returns: records of the future.</summary>
[BuiltinType("FutureIter", Ids = "FutureIterator")]
internal static unsafe partial class FutureIteratorType
{
    /// <summary>Sets the slots.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Iterate = &Self;
        type->Slots.Next = &Next;
        type->Slots.New = null;
    }

    /// <summary>The iterator of a future.</summary>
    public static Value New(Vm* vm, Value future)
    {
        Record* record = Record.New(vm, TypeId.FutureIterator, 1);
        Record.Fields(record)[0] = future;
        return Value.FromObject(record);
    }

    private static Value Self(Vm* vm, Value self) => self;

    private static Value Next(Vm* vm, Value self)
    {
        int outcome = Futures.Await(vm, (Future*)Record.Fields((Record*)self.AsObject)[0].AsObject, out Value value);
        return outcome > 0 ? value : outcome < 0 ? Value.Undefined : GeneratorControl.DeliverNext(vm, Value.Undefined, value);
    }

    [Method("send", Signature = "($self, arg, /)")]
    private static Value Send(Vm* vm, Value self, Value value)
    {
        Value item = Next(vm, self);
        return item.IsUndefined && !vm->HasPending ? Throw.StopIteration(vm, Value.Undefined) : item;
    }

    [Method("throw", Raw = true)]
    private static Value ThrowMethod(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        Value exception = GeneratorControl.ExceptionOf(vm, args, argc, kwNames);
        return exception.IsUndefined ? exception : Throw.Raise(vm, (ExceptionObject*)exception.AsObject);
    }

    [Method("close", Signature = "($self, /)")]
    private static Value Close(Vm* vm, Value self) => Value.None;
}
