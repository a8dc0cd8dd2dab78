using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary>Iterators made of other iterators.</summary>
[BuiltinModule("itertools")]
internal static unsafe partial class ItertoolsModule
{
    /// <summary>Return a tuple of n independent iterators over an iterable.</summary>
    [Function("tee", Signature = "(iterable, n=2, /)")]
    private static Tuple* SplitInto(Vm* vm, Value iterable, long n = 2) => Tee.Split(vm, iterable, n);

    [Constant("accumulate")]
    private static Value AccumulateType(Vm* vm) => Type(vm, TypeId.Accumulate, "itertools.accumulate"u8, &Accumulate.InitializeSlots);

    [Constant("batched")]
    private static Value BatchedType(Vm* vm) => Type(vm, TypeId.Batched, "itertools.batched"u8, &Batched.InitializeSlots);

    [Constant("chain")]
    private static Value ChainType(Vm* vm) => Type(vm, TypeId.Chain, "itertools.chain"u8, &Chain.InitializeSlots, &Chain.Register);

    [Constant("combinations")]
    private static Value CombinationsType(Vm* vm) => Type(vm, TypeId.Combinations, "itertools.combinations"u8, &Combinations.InitializeSlots);

    [Constant("combinations_with_replacement")]
    private static Value CombinationsWithReplacementType(Vm* vm) =>
        Type(vm, TypeId.CombinationsWithReplacement, "itertools.combinations_with_replacement"u8, &Combinations.InitializeSlots);

    [Constant("compress")]
    private static Value CompressType(Vm* vm) => Type(vm, TypeId.Compress, "itertools.compress"u8, &Selections.InitializeCompress);

    [Constant("count")]
    private static Value CountType(Vm* vm) => Type(vm, TypeId.CountIterator, "itertools.count"u8, &Endless.InitializeCount);

    [Constant("cycle")]
    private static Value CycleType(Vm* vm) => Type(vm, TypeId.Cycle, "itertools.cycle"u8, &Endless.InitializeCycle);

    [Constant("dropwhile")]
    private static Value DropWhileType(Vm* vm) => Type(vm, TypeId.DropWhile, "itertools.dropwhile"u8, &Selections.InitializeDropWhile);

    [Constant("filterfalse")]
    private static Value FilterFalseType(Vm* vm) => Type(vm, TypeId.FilterFalse, "itertools.filterfalse"u8, &Selections.InitializeFilterFalse);

    [Constant("groupby")]
    private static Value GroupByType(Vm* vm) => Type(vm, TypeId.GroupBy, "itertools.groupby"u8, &GroupBy.InitializeSlots);

    [Constant("_grouper")]
    private static Value GrouperType(Vm* vm) => LibraryTypes.Hidden(vm, TypeId.Grouper, "itertools._grouper"u8, &GroupBy.InitializeGroup);

    [Constant("islice")]
    private static Value ISliceType(Vm* vm) => Type(vm, TypeId.ISlice, "itertools.islice"u8, &ISlice.InitializeSlots);

    [Constant("pairwise")]
    private static Value PairwiseType(Vm* vm) => Type(vm, TypeId.Pairwise, "itertools.pairwise"u8, &Pairwise.InitializeSlots);

    [Constant("permutations")]
    private static Value PermutationsType(Vm* vm) => Type(vm, TypeId.Permutations, "itertools.permutations"u8, &Permutations.InitializeSlots);

    [Constant("product")]
    private static Value ProductType(Vm* vm) => Type(vm, TypeId.Product, "itertools.product"u8, &Product.InitializeSlots);

    [Constant("repeat")]
    private static Value RepeatType(Vm* vm) => Type(vm, TypeId.Repeat, "itertools.repeat"u8, &Repeat.InitializeSlots, &Repeat.Register);

    [Constant("starmap")]
    private static Value StarMapType(Vm* vm) => Type(vm, TypeId.StarMap, "itertools.starmap"u8, &Pairwise.InitializeStarMap);

    [Constant("takewhile")]
    private static Value TakeWhileType(Vm* vm) => Type(vm, TypeId.TakeWhile, "itertools.takewhile"u8, &Selections.InitializeTakeWhile);

    [Constant("_tee")]
    private static Value TeeType(Vm* vm) => Type(vm, TypeId.Tee, "itertools._tee"u8, &Tee.InitializeSlots, &Tee.Register);

    [Constant("zip_longest")]
    private static Value ZipLongestType(Vm* vm) => Type(vm, TypeId.ZipLongest, "itertools.zip_longest"u8, &ZipLongest.InitializeSlots);

    private static Value Type(
        Vm* vm, TypeId id, ReadOnlySpan<byte> name, delegate*<TypeObject*, void> initializeSlots, delegate* managed<ref NativeTableBuilder, void> register = null) =>
        LibraryTypes.Record(vm, id, name, initializeSlots, register);
}
