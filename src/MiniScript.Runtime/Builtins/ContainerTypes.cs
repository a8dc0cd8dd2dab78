using MiniScript.Runtime.Builtins.Iterators;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>The table of container types and iterators.</summary>
internal static unsafe class ContainerTypes
{
    private const TypeFlags Closed = TypeFlags.NotCallable;

    /// <summary>Makes all of them; <c>object</c> must be there.</summary>
    public static void Define(Vm* vm)
    {
        DefineContainers(vm);
        DefineViews(vm);
        DefineContainerIterators(vm);
        DefineAdapters(vm);
    }

    private static void DefineContainers(Vm* vm)
    {
        Open(vm, TypeId.Tuple, "tuple"u8, Kind.Tuple, TypeFlags.SequencePattern | TypeFlags.MatchSelf, &TupleType.InitializeSlots, &TupleMethods.Register);
        Open(vm, TypeId.List, "list"u8, Kind.List, TypeFlags.SequencePattern | TypeFlags.MatchSelf, &ListType.InitializeSlots, &ListMethods.Register);
        Open(vm, TypeId.Dict, "dict"u8, Kind.Dict, TypeFlags.MappingPattern | TypeFlags.MatchSelf, &DictType.InitializeSlots, &DictMethods.Register);
        Open(vm, TypeId.Set, "set"u8, Kind.Set, TypeFlags.MatchSelf, &SetType.InitializeSlots, &SetMethods.Register);
        Open(vm, TypeId.FrozenSet, "frozenset"u8, Kind.Set, TypeFlags.MatchSelf, &FrozenSetType.InitializeSlots, &FrozenSetMethods.Register);
        Define(vm, TypeId.Range, "range"u8, Kind.Range, TypeFlags.SequencePattern, &RangeType.InitializeSlots, &RangeMethods.Register);
        Define(vm, TypeId.Slice, "slice"u8, Kind.Slice, TypeFlags.None, &SliceType.InitializeSlots, &SliceMethods.Register);
        Define(vm, TypeId.MappingProxy, "mappingproxy"u8, Kind.Record, TypeFlags.MappingPattern, &MappingProxyType.InitializeSlots, &MappingProxyMethods.Register);
        Open(vm, TypeId.GenericAlias, "types.GenericAlias"u8, Kind.Record, TypeFlags.None, &GenericAliasType.InitializeSlots, &GenericAliasMethods.Register);
    }

    private static void DefineViews(Vm* vm)
    {
        Define(vm, TypeId.DictKeys, "dict_keys"u8, Kind.Record, Closed, &DictViews.InitializeSlots, &DictKeysMethods.Register);
        Define(vm, TypeId.DictValues, "dict_values"u8, Kind.Record, Closed, &DictViews.InitializeSlots, &DictValuesMethods.Register);
        Define(vm, TypeId.DictItems, "dict_items"u8, Kind.Record, Closed, &DictViews.InitializeSlots, &DictItemsMethods.Register);
    }

    private static void DefineContainerIterators(Vm* vm)
    {
        Define(vm, TypeId.ListIterator, "list_iterator"u8, Kind.SequenceIterator, Closed, &SequenceIterators.InitializeSlots, &IndexIteratorMethods.Register);
        Define(vm, TypeId.TupleIterator, "tuple_iterator"u8, Kind.SequenceIterator, Closed, &SequenceIterators.InitializeSlots, &IndexIteratorMethods.Register);
        Define(vm, TypeId.ListReverseIterator, "list_reverseiterator"u8, Kind.Record, Closed, &ReversedType.InitializeListSlots, &ReversedMethods.Register);
        Define(vm, TypeId.RangeIterator, "range_iterator"u8, Kind.RangeIterator, Closed, &RangeIterators.InitializeSlots, &RangeIteratorMethods.Register);
        Define(vm, TypeId.LongRangeIterator, "longrange_iterator"u8, Kind.Record, Closed, &RangeIterators.InitializeSlots, &RangeIteratorMethods.Register);
        Define(vm, TypeId.SetIterator, "set_iterator"u8, Kind.Record, Closed, &SetIterators.InitializeSlots, &EntryIteratorMethods.Register);
        Define(vm, TypeId.DictKeyIterator, "dict_keyiterator"u8, Kind.Record, Closed, &DictIterators.InitializeSlots, &EntryIteratorMethods.Register);
        Define(vm, TypeId.DictValueIterator, "dict_valueiterator"u8, Kind.Record, Closed, &DictIterators.InitializeSlots, &EntryIteratorMethods.Register);
        Define(vm, TypeId.DictItemIterator, "dict_itemiterator"u8, Kind.Record, Closed, &DictIterators.InitializeSlots, &EntryIteratorMethods.Register);
        Define(vm, TypeId.DictReverseKeyIterator, "dict_reversekeyiterator"u8, Kind.Record, Closed, &DictIterators.InitializeSlots, &EntryIteratorMethods.Register);
        Define(vm, TypeId.DictReverseValueIterator, "dict_reversevalueiterator"u8, Kind.Record, Closed, &DictIterators.InitializeSlots, &EntryIteratorMethods.Register);
        Define(vm, TypeId.DictReverseItemIterator, "dict_reverseitemiterator"u8, Kind.Record, Closed, &DictIterators.InitializeSlots, &EntryIteratorMethods.Register);
    }

    private static void DefineAdapters(Vm* vm)
    {
        Define(vm, TypeId.SequenceIterator, "iterator"u8, Kind.Record, Closed, &ProtocolIterators.InitializeSlots, &IndexIteratorMethods.Register);
        Define(vm, TypeId.CallableIterator, "callable_iterator"u8, Kind.Record, Closed, &ProtocolIterators.InitializeSlots, &CallableIteratorMethods.Register);
        Open(vm, TypeId.Reversed, "reversed"u8, Kind.Record, TypeFlags.None, &ReversedType.InitializeSlots, &ReversedMethods.Register);
        Open(vm, TypeId.Enumerate, "enumerate"u8, Kind.Record, TypeFlags.None, &EnumerateType.InitializeSlots, &EnumerateMethods.Register);
        Open(vm, TypeId.Zip, "zip"u8, Kind.Record, TypeFlags.None, &ZipType.InitializeSlots, &ZipMethods.Register);
        Open(vm, TypeId.Map, "map"u8, Kind.Record, TypeFlags.None, &MapType.InitializeSlots, &MapMethods.Register);
        Open(vm, TypeId.Filter, "filter"u8, Kind.Record, TypeFlags.None, &FilterType.InitializeSlots, &FilterMethods.Register);
    }

    /// <summary>A type that scripts may derive from.</summary>
    private static void Open(
        Vm* vm, TypeId id, ReadOnlySpan<byte> name, Kind kind, TypeFlags patterns, delegate*<TypeObject*, void> slots, delegate* managed<ref NativeTableBuilder, void> register) =>
        Define(vm, id, name, kind, TypeFlags.BaseType | patterns, slots, register);

    private static void Define(
        Vm* vm, TypeId id, ReadOnlySpan<byte> name, Kind kind, TypeFlags flags, delegate*<TypeObject*, void> slots, delegate* managed<ref NativeTableBuilder, void> register) =>
        TypeDefinitions.Add(vm, id, name, TypeId.Object, kind, flags, slots, register);
}
