using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>What <c>anext</c> with a default returns: records of the awaitable and the default, which takes the place of <c>StopAsyncIteration</c>.</summary>
[BuiltinType("anext_awaitable", Ids = "DefaultedNext")]
internal static unsafe partial class DefaultedNextType
{
    private const int AwaitableField = 0;
    private const int DefaultField = 1;

    /// <summary>Sets the slots.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Iterate = &Self;
        type->Slots.Next = &Next;
        type->Slots.New = null;
    }

    /// <summary>Wraps an awaitable.</summary>
    public static Value New(Vm* vm, Value awaitable, Value missing)
    {
        Record* record = Record.New(vm, TypeId.DefaultedNext, 2);
        Record.Fields(record)[AwaitableField] = awaitable;
        Record.Fields(record)[DefaultField] = missing;
        return Value.FromObject(record);
    }

    private static Value Field(Value self, int index) => Record.Fields((Record*)self.AsObject)[index];

    private static Value Self(Vm* vm, Value self) => self;

    private static Value Next(Vm* vm, Value self)
    {
        Value iterator = IteratorOf(vm, self);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        ulong item = Value.None.Bits;
        return Generators.SendTo(vm, iterator.Bits, &item) switch
        {
            1 => new Value(item),
            0 => GeneratorControl.DeliverNext(vm, Value.Undefined, new Value(item)),
            _ => ReplaceEnd(vm, self),
        };
    }

    [Method("__await__", Signature = "($self, /)")]
    private static Value Await(Vm* vm, Value self) => self;

    [Method("send", Signature = "($self, arg, /)")]
    private static Value Send(Vm* vm, Value self, Value value) => Proxy(vm, self, "send"u8, &value, 1);

    [Method("throw", Raw = true)]
    private static Value ThrowMethod(Vm* vm, Value* args, int argc, Tuple* kwNames) => Proxy(vm, args[0], "throw"u8, args + 1, argc - 1);

    [Method("close", Signature = "($self, /)")]
    private static Value Close(Vm* vm, Value self) => Proxy(vm, self, "close"u8, null, 0);

    private static Value Proxy(Vm* vm, Value self, ReadOnlySpan<byte> method, Value* args, int argc)
    {
        Value iterator = IteratorOf(vm, self);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        Value result = Calls.InvokeMethod(vm, iterator, Str.Intern(vm, method), args, argc);
        return result.IsUndefined ? ReplaceEnd(vm, self) : result;
    }

    /// <summary>The iterator of the awaitable; a coroutine's has the methods of iterators too.</summary>
    private static Value IteratorOf(Vm* vm, Value self)
    {
        if (!CallBinding.CheckMachineStack(vm))
        {
            return Value.Undefined;
        }

        Value iterator = Slow.AwaitIterator(vm, Field(self, AwaitableField));
        return iterator.IsExactly(TypeId.Coroutine) ? CoroutineWrapperType.New(vm, iterator) : iterator;
    }

    private static Value ReplaceEnd(Vm* vm, Value self) =>
        Throw.ClearIf(vm, TypeId.StopAsyncIteration) ? Throw.StopIteration(vm, Field(self, DefaultField)) : Value.Undefined;
}
