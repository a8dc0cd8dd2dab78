using System.Runtime.CompilerServices;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <content>Awaiting, asynchronous iteration and asynchronous context managers.</content>
internal static unsafe partial class Slow
{
    private static readonly string[] NotAwaitable =
    [
        "object {0} can't be used in 'await' expression",
        "'async with' received an object from __aenter__ that does not implement __await__: {0}",
        "'async with' received an object from __aexit__ that does not implement __await__: {0}",
    ];

    /// <summary>The iterator that <c>await</c> delegates to.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="source">What is awaited.</param>
    /// <param name="form">Operand D of the instruction: whose result that is.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong GetAwaitable(Vm* vm, ulong source, int form)
    {
        const int Next = 3;
        Value awaitable = new(source);
        if (awaitable.IsExactly(TypeId.Coroutine))
        {
            return Generators.Delegate((Generator*)source).IsUndefined ? source : Throw.RuntimeError(vm, "coroutine is being awaited already").Bits;
        }

        if (Futures.AsExact(awaitable) != null)
        {
            return source;
        }

        if (form == Next)
        {
            if (awaitable.IsExactly(TypeId.AsyncGeneratorSend))
            {
                return source;
            }

            Value iterator = AwaitIterator(vm, awaitable, NotAwaitable[0]);
            if (iterator.IsUndefined)
            {
                Value cause = vm->Pending;
                vm->Pending = Value.Undefined;
                Throw.TypeError(vm, $"'async for' received an invalid object from __anext__: {Types.NameOf(vm, awaitable)}");
                ExceptionObject* error = (ExceptionObject*)vm->Pending.AsObject;
                error->Cause = cause;
                error->Context = cause;
                error->SuppressContext = true;
            }

            return iterator.Bits;
        }

        return AwaitIterator(vm, awaitable, NotAwaitable[form]).Bits;
    }

    /// <summary>The iterator of an awaitable: a coroutine itself, else what <c>__await__</c> returns.</summary>
    internal static Value AwaitIterator(Vm* vm, Value awaitable) => AwaitIterator(vm, awaitable, NotAwaitable[0]);

    private static Value AwaitIterator(Vm* vm, Value awaitable, string message)
    {
        if (IsCoroutineLike(awaitable))
        {
            return awaitable;
        }

        int found = Attributes.LookupSpecial(vm, awaitable, NameId.__await__, out Value method);
        if (found <= 0)
        {
            return found < 0 ? Value.Undefined : Throw.TypeError(vm, string.Format(null, message, Types.NameOf(vm, awaitable)));
        }

        Value iterator = Calls.Invoke(vm, method);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        if (IsCoroutineLike(iterator))
        {
            return Throw.TypeError(vm, "__await__() returned a coroutine");
        }

        return Types.Of(vm, iterator)->Slots.Next != null
            ? iterator
            : Throw.TypeError(vm, $"__await__() returned non-iterator of type '{Types.NameOf(vm, iterator)}'");
    }

    /// <summary>A coroutine, or a generator that <c>types.coroutine</c> made one.</summary>
    private static bool IsCoroutineLike(Value value) =>
        value.Is(Kind.Generator) && (((Generator*)value.AsObject)->Code->Flags & (CodeFlags.Coroutine | CodeFlags.IterableCoroutine)) != 0;

    /// <summary>The iterator that <c>yield from</c> delegates to.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong GetYieldFromIterator(Vm* vm, Code* code, ulong source)
    {
        Value iterable = new(source);
        if (!iterable.IsExactly(TypeId.Coroutine))
        {
            return GetIterator(vm, source);
        }

        return (code->Flags & (CodeFlags.Coroutine | CodeFlags.IterableCoroutine)) != 0
            ? source
            : Throw.TypeError(vm, "cannot 'yield from' a coroutine object in a non-coroutine generator").Bits;
    }

    /// <summary><c>__aiter__</c> of an iterable of <c>async for</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong GetAsyncIterator(Vm* vm, ulong source)
    {
        Value iterable = new(source);
        if (iterable.IsExactly(TypeId.AsyncGenerator))
        {
            return source;
        }

        int found = Attributes.LookupSpecial(vm, iterable, NameId.__aiter__, out Value method);
        if (found <= 0)
        {
            return found < 0 ? 0 : Throw.TypeError(vm, $"'async for' requires an object with __aiter__ method, got {Types.NameOf(vm, iterable)}").Bits;
        }

        Value iterator = Calls.Invoke(vm, method);
        if (!iterator.IsUndefined && Attributes.Lookup(vm, Types.Of(vm, iterator), WellKnown.Name(vm, NameId.__anext__)).IsUndefined)
        {
            return Throw.TypeError(
                vm, $"'async for' received an object from __aiter__ that does not implement __anext__: {Types.NameOf(vm, iterator)}").Bits;
        }

        return iterator.Bits;
    }

    /// <summary><c>__anext__</c> of an asynchronous iterator.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong GetAsyncNext(Vm* vm, ulong source)
    {
        Value iterator = new(source);
        if (iterator.IsExactly(TypeId.AsyncGenerator))
        {
            return AsyncGenerators.NewSend(vm, (Coroutine*)source, Value.None).Bits;
        }

        int found = Attributes.LookupSpecial(vm, iterator, NameId.__anext__, out Value method);
        if (found <= 0)
        {
            return found < 0 ? 0 : Throw.TypeError(vm, $"'async for' requires an iterator with __anext__ method, got {Types.NameOf(vm, iterator)}").Bits;
        }

        return Calls.Invoke(vm, method).Bits;
    }

    /// <summary>Enters an asynchronous context manager: its bound <c>__aexit__</c> and the result of <c>__aenter__</c> go to two registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool AsyncWithEnter(Vm* vm, ulong manager, ulong* target)
    {
        Value self = new(manager);
        int hasEnter = Attributes.LookupSpecial(vm, self, NameId.__aenter__, out Value enter);
        Value exit = Value.Undefined;
        int hasExit = hasEnter <= 0 ? 0 : Attributes.LookupSpecial(vm, self, NameId.__aexit__, out exit);
        if (hasEnter < 0 || hasExit < 0)
        {
            return false;
        }

        if (hasEnter == 0 || hasExit == 0)
        {
            string missing = hasEnter == 0 ? string.Empty : " (missed __aexit__ method)";
            Throw.TypeError(vm, $"'{Types.NameOf(vm, self)}' object does not support the asynchronous context manager protocol{missing}");
            return false;
        }

        target[0] = exit.Bits;
        Value entered = Calls.Invoke(vm, enter);
        target[1] = entered.Bits;
        return !entered.IsUndefined;
    }
}
