using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Functional;

/// <summary>The native half of <c>functools</c>.</summary>
[BuiltinModule("_functools")]
internal static unsafe partial class FunctoolsModule
{
    /// <summary>Apply a function of two arguments cumulatively to the items of an iterable, from left to right.</summary>
    [Function("reduce", Signature = "(function, iterable, initial=<unrepresentable>, /)")]
    private static Value Reduce(Vm* vm, Value function, Value iterable, Value initial)
    {
        Value iterator = Iteration.Iterate(vm, iterable);
        if (iterator.IsUndefined)
        {
            return Throw.ClearIf(vm, TypeId.TypeError) ? Throw.TypeError(vm, "reduce() arg 2 must support iteration") : iterator;
        }

        Value result = initial;
        while (true)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return vm->HasPending ? item : !result.IsUndefined ? result : Throw.TypeError(vm, "reduce() of empty iterable with no initial value");
            }

            result = result.IsUndefined ? item : Calls.Invoke(vm, function, result, item);
            if (result.IsUndefined)
            {
                return result;
            }
        }
    }

    /// <summary>Convert a cmp= function into a key= function.</summary>
    [Function("cmp_to_key", Signature = "(mycmp)")]
    private static Value CompareToKey(Vm* vm, Value mycmp)
    {
        LibraryTypes.Hidden(vm, TypeId.KeyWrapper, "functools.KeyWrapper"u8, &KeyWrapperType.InitializeSlots, &KeyWrapperType.Register);
        return KeyWrapperType.New(vm, mycmp, Value.Undefined);
    }

    [Constant("partial")]
    private static Value PartialClass(Vm* vm) => LibraryTypes.Record(vm, TypeId.Partial, "functools.partial"u8, &PartialType.InitializeSlots, &PartialType.Register);

    [Constant("_lru_cache_wrapper")]
    private static Value LruCacheClass(Vm* vm) =>
        LibraryTypes.Record(vm, TypeId.LruCacheWrapper, "functools._lru_cache_wrapper"u8, &LruCacheType.InitializeSlots, &LruCacheType.Register);
}
