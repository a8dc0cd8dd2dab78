using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Collections;

/// <summary>The native half of <c>collections</c>.</summary>
[BuiltinModule("_collections")]
internal static unsafe partial class CollectionsModule
{
    private const TypeFlags DictFlags = TypeFlags.BaseType | TypeFlags.MappingPattern | TypeFlags.MatchSelf;

    /// <summary>Count the elements of an iterable in a mapping.</summary>
    [Function("_count_elements", Signature = "(mapping, iterable, /)")]
    private static Value CountElements(Vm* vm, Value mapping, Value iterable)
    {
        Value iterator = Iteration.Iterate(vm, iterable);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        TypeObject* type = Types.Of(vm, mapping);
        TypeObject* dict = Types.Of(vm, TypeId.Dict);
        Str* get = Str.Intern(vm, "get"u8);
        Str* setItem = WellKnown.Name(vm, NameId.__setitem__);
        bool isPlain = mapping.Is(Kind.Dict) && Attributes.Lookup(vm, type, get) == Attributes.Lookup(vm, dict, get)
            && Attributes.Lookup(vm, type, setItem) == Attributes.Lookup(vm, dict, setItem);
        var next = Types.Of(vm, iterator)->Slots.Next;
        while (true)
        {
            Value item = next(vm, iterator);
            if (item.IsUndefined)
            {
                return !vm->HasPending || Throw.ClearIf(vm, TypeId.StopIteration) ? Value.None : Value.Undefined;
            }

            bool isCounted = isPlain ? Dict.Tally(vm, (Dict*)mapping.AsObject, item) : CountForeign(vm, mapping, get, item);
            if (!isCounted || (vm->SafepointRequests != 0 && !Safepoints.Serve(vm)))
            {
                return Value.Undefined;
            }
        }
    }

    private static bool CountForeign(Vm* vm, Value mapping, Str* get, Value item)
    {
        Value* args = stackalloc Value[2] { item, Value.FromInt(0) };
        Value count = Calls.InvokeMethod(vm, mapping, get, args, 2);
        Value next = count.IsUndefined ? count : Operators.Binary(vm, BinaryOperation.Add, count, Value.FromInt(1));
        return !next.IsUndefined && Items.Set(vm, mapping, item, next);
    }

    [Constant("_deque_iterator")]
    private static Value IteratorOfDeque(Vm* vm) => Value.FromObject(LibraryTypes.Get(
        vm, TypeId.DequeIterator, "collections._deque_iterator"u8, Kind.Record, TypeFlags.None, &DequeType.InitializeIteratorSlots, &DequeIteratorMethods.Register));

    [Constant("_deque_reverse_iterator")]
    private static Value ReverseIteratorOfDeque(Vm* vm) => Value.FromObject(LibraryTypes.Get(
        vm, TypeId.DequeReverseIterator, "collections._deque_reverse_iterator"u8, Kind.Record, TypeFlags.None, &DequeType.InitializeIteratorSlots, &DequeReverseIteratorMethods.Register));

    [Constant("deque")]
    private static Value DequeClass(Vm* vm)
    {
        _ = IteratorOfDeque(vm);
        _ = ReverseIteratorOfDeque(vm);
        return Value.FromObject(LibraryTypes.Get(
            vm, TypeId.Deque, "collections.deque"u8, Kind.Deque, TypeFlags.BaseType | TypeFlags.SequencePattern, &DequeType.InitializeSlots, &DequeMethods.Register));
    }

    [Constant("defaultdict")]
    private static Value DefaultDictClass(Vm* vm) => Value.FromObject(LibraryTypes.Get(
        vm, TypeId.DefaultDict, "collections.defaultdict"u8, Kind.Dict, DictFlags, &DefaultDictType.InitializeSlots, &DefaultDictMethods.Register, TypeId.Dict));

    [Constant("OrderedDict")]
    private static Value OrderedDictClass(Vm* vm)
    {
        View(vm, TypeId.OdictKeys, "odict_keys"u8, TypeId.DictKeys);
        View(vm, TypeId.OdictValues, "odict_values"u8, TypeId.DictValues);
        View(vm, TypeId.OdictItems, "odict_items"u8, TypeId.DictItems);
        LibraryTypes.Hidden(vm, TypeId.OdictIterator, "odict_iterator"u8, &OrderedDictType.InitializeIteratorSlots, &Iterators.OdictIteratorMethods.Register);
        return Value.FromObject(LibraryTypes.Get(
            vm, TypeId.OrderedDict, "collections.OrderedDict"u8, Kind.Dict, DictFlags, &OrderedDictType.InitializeSlots, &OrderedDictMethods.Register, TypeId.Dict));
    }

    [Constant("_tuplegetter")]
    private static Value TupleGetterClass(Vm* vm) =>
        LibraryTypes.Record(vm, TypeId.TupleGetter, "collections._tuplegetter"u8, &TupleGetterType.InitializeSlots, &TupleGetterType.Register);

    private static void View(Vm* vm, TypeId id, ReadOnlySpan<byte> name, TypeId baseId) =>
        LibraryTypes.Get(vm, id, name, Kind.Record, TypeFlags.NotCallable, null, null, baseId);
}
