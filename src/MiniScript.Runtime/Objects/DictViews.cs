using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>dict_keys</c>, <c>dict_values</c> and <c>dict_items</c>: records of the dict alone. Keys and items behave as sets.</summary>
internal static unsafe class DictViews
{
    /// <summary>A view of one of the three types.</summary>
    public static Value New(Vm* vm, Dict* dict, TypeId type)
    {
        Record* view = Record.New(vm, type, 1);
        Record.Fields(view)[0] = Value.FromObject(dict);
        return Value.FromObject(view);
    }

    /// <summary>Sets the slots of one of the three types.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.New = &IteratorSlots.NoInstances;
        if (type->Id == TypeId.DictValues)
        {
            return;
        }

        slots.Hash = null;
        slots.Compare = &Compare;
        slots.Contains = type->Id == TypeId.DictKeys ? &ContainsKey : &ContainsItem;
        slots.Binary[BinaryOperation.And] = &And;
        slots.Binary[BinaryOperation.Or] = &Or;
        slots.Binary[BinaryOperation.Subtract] = &Subtract;
        slots.Binary[BinaryOperation.Xor] = &Xor;
    }

    /// <summary>The dict that a view shows.</summary>
    public static Dict* DictOf(Value view) => (Dict*)Record.Fields((Record*)view.AsObject)[0].AsObject;

    /// <summary>An iterator over a view, from the end if <paramref name="isReverse"/>.</summary>
    public static Value Iterate(Vm* vm, Value view, bool isReverse) => (TypeId)view.AsObject->Shape switch
    {
        TypeId.DictKeys => DictIterators.New(vm, DictOf(view), isReverse ? TypeId.DictReverseKeyIterator : TypeId.DictKeyIterator),
        TypeId.DictValues => DictIterators.New(vm, DictOf(view), isReverse ? TypeId.DictReverseValueIterator : TypeId.DictValueIterator),
        TypeId.DictItems => DictIterators.New(vm, DictOf(view), isReverse ? TypeId.DictReverseItemIterator : TypeId.DictItemIterator),
        TypeId type => OrderedDictType.NewIterator(vm, DictOf(view), type, isReverse),
    };

    /// <summary>True if a value takes part in set comparisons: a set, a view of keys or of items.</summary>
    public static bool IsSetLike(Value value) =>
        value.Is(Kind.Set) || value.IsExactly(TypeId.DictKeys) || value.IsExactly(TypeId.DictItems)
        || value.IsExactly(TypeId.OdictKeys) || value.IsExactly(TypeId.OdictItems);

    /// <summary>Whether no item of an iterable is in the view: 1, 0, or -1 with an exception pending.</summary>
    public static int IsDisjoint(Vm* vm, Value view, Value other)
    {
        Value iterator = Iteration.Iterate(vm, other);
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return vm->HasPending ? -1 : 1;
            }

            int found = Operators.Contains(vm, view, item);
            if (found != 0)
            {
                return found > 0 ? 0 : -1;
            }
        }

        return -1;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        if ((self.AsObject->Flags & ObjectFlags.InRepr) != 0)
        {
            return Value.FromObject(Str.New(vm, "..."));
        }

        self.AsObject->Flags |= ObjectFlags.InRepr;
        List* items = Iteration.ToList(vm, self);
        Str* list = items == null ? null : Text.Repr(vm, Value.FromObject(items));
        self.AsObject->Flags &= ~ObjectFlags.InRepr;
        if (list == null)
        {
            return Value.Undefined;
        }

        StrBuilder text = new(vm);
        text.Append(Types.Of(vm, self)->Name);
        text.Append('(');
        text.Append(list);
        text.Append(')');
        return Value.FromObject(text.ToStr());
    }

    private static long Length(Vm* vm, Value self) => DictOf(self)->Count;

    private static Value Iterate(Vm* vm, Value self) => Iterate(vm, self, false);

    private static int ContainsKey(Vm* vm, Value self, Value key) => Dict.Contains(vm, DictOf(self), key);

    private static int ContainsItem(Vm* vm, Value self, Value item)
    {
        if (!item.Is(Kind.Tuple) || ((Tuple*)item.AsObject)->Length != 2)
        {
            return 0;
        }

        Value* pair = Tuple.Items((Tuple*)item.AsObject);
        Value found = Dict.Get(vm, DictOf(self), pair[0]);
        if (found.IsUndefined)
        {
            return vm->HasPending ? -1 : 0;
        }

        return Operators.Equal(vm, found, pair[1]);
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!IsSetLike(right))
        {
            return Value.NotImplemented;
        }

        long leftCount = Items.Length(vm, left);
        long rightCount = Items.Length(vm, right);
        if (leftCount < 0 || rightCount < 0)
        {
            return Value.Undefined;
        }

        int holds = operation switch
        {
            CompareOperation.Equal => leftCount == rightCount ? AllIn(vm, left, right) : 0,
            CompareOperation.NotEqual => leftCount == rightCount ? AllIn(vm, left, right) : 0,
            CompareOperation.Less => leftCount < rightCount ? AllIn(vm, left, right) : 0,
            CompareOperation.LessEqual => leftCount <= rightCount ? AllIn(vm, left, right) : 0,
            CompareOperation.Greater => leftCount > rightCount ? AllIn(vm, right, left) : 0,
            _ => leftCount >= rightCount ? AllIn(vm, right, left) : 0,
        };
        return holds < 0 ? Value.Undefined : Value.FromBool((holds > 0) != (operation == CompareOperation.NotEqual));
    }

    /// <summary>Whether each item of one container is in another: 1, 0, or -1 with an exception pending.</summary>
    private static int AllIn(Vm* vm, Value items, Value container)
    {
        Value iterator = Iteration.Iterate(vm, items);
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return vm->HasPending ? -1 : 1;
            }

            int found = Operators.Contains(vm, container, item);
            if (found <= 0)
            {
                return found;
            }
        }

        return -1;
    }

    private static Value And(Vm* vm, Value left, Value right)
    {
        // Intersection is symmetric: the items of one operand are looked up in the other and stay. Which one that is follows the reference.
        bool isLeftView = IsView(left);
        Value view = isLeftView ? left : right;
        Value other = isLeftView ? right : left;
        if (other.IsExactly(TypeId.Set) && Items.Length(vm, other) >= Items.Length(vm, view))
        {
            return Value.FromObject(SetOperations.Intersection(vm, (SetObject*)other.AsObject, view, TypeId.Set));
        }

        if (IsView(other) && Items.Length(vm, other) > Items.Length(vm, view))
        {
            (view, other) = (other, view);
        }

        Value iterator = Iteration.Iterate(vm, other);
        SetObject* result = SetObject.New(vm);
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return vm->HasPending ? item : Value.FromObject(result);
            }

            int found = Operators.Contains(vm, view, item);
            if (found < 0 || (found > 0 && !SetObject.Add(vm, result, item)))
            {
                return Value.Undefined;
            }
        }

        return Value.Undefined;
    }

    private static Value Or(Vm* vm, Value left, Value right)
    {
        SetObject* result = SetOperations.FromIterable(vm, left);
        return result != null && SetOperations.Update(vm, result, right) ? Value.FromObject(result) : Value.Undefined;
    }

    private static Value Subtract(Vm* vm, Value left, Value right)
    {
        SetObject* result = SetOperations.FromIterable(vm, left);
        return result != null && SetOperations.DifferenceUpdate(vm, result, right) ? Value.FromObject(result) : Value.Undefined;
    }

    private static Value Xor(Vm* vm, Value left, Value right)
    {
        SetObject* result = SetOperations.FromIterable(vm, left);
        return result != null && SetOperations.SymmetricDifferenceUpdate(vm, result, right) ? Value.FromObject(result) : Value.Undefined;
    }

    private static bool IsView(Value value) => !value.Is(Kind.Set) && IsSetLike(value);
}
