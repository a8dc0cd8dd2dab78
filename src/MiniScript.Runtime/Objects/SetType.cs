using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>set</c>; those that <c>frozenset</c> shares are used by <see cref="FrozenSetType"/>.</summary>
internal static unsafe class SetType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        InitializeSharedSlots(type);
        ref Slots slots = ref type->Slots;
        slots.Hash = null;
        slots.New = &New;
        slots.Initialize = &Initialize;
        slots.InPlace[BinaryOperation.And] = &AndInPlace;
        slots.InPlace[BinaryOperation.Or] = &OrInPlace;
        slots.InPlace[BinaryOperation.Subtract] = &SubtractInPlace;
        slots.InPlace[BinaryOperation.Xor] = &XorInPlace;
    }

    /// <summary>Sets the slots that both types of sets have.</summary>
    public static void InitializeSharedSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Compare = &Compare;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.Contains = &Contains;
        slots.Binary[BinaryOperation.And] = &And;
        slots.Binary[BinaryOperation.Or] = &Or;
        slots.Binary[BinaryOperation.Subtract] = &Subtract;
        slots.Binary[BinaryOperation.Xor] = &Xor;
    }

    /// <summary><c>set</c> or <c>frozenset</c>: the built-in type of a set or of the class it derives from.</summary>
    public static TypeId BaseOf(Vm* vm, Value set) => Types.Of(vm, set)->BuiltinBase;

    /// <summary>Whether a set has a key: 1, 0, or -1 with an exception pending. A set as key stands for the frozenset of its items.</summary>
    public static int Contains(Vm* vm, Value self, Value key)
    {
        Value hashable = Hashable(vm, key);
        return hashable.IsUndefined ? -1 : SetObject.Contains(vm, (SetObject*)self.AsObject, hashable);
    }

    /// <summary>A key, or the frozenset of its items if it is an unhashable set; <see cref="Value.Undefined"/> with an exception pending.</summary>
    public static Value Hashable(Vm* vm, Value key) =>
        key.Is(Kind.Set) && Types.Of(vm, key)->Slots.Hash == null
            ? Value.FromObject(SetOperations.Copy(vm, (SetObject*)key.AsObject, TypeId.FrozenSet))
            : key;

    private static Value Repr(Vm* vm, Value self)
    {
        SetObject* set = (SetObject*)self.AsObject;
        Str* name = Types.Of(vm, self)->Name;
        bool isPlain = self.IsExactly(TypeId.Set);
        StrBuilder text = new(vm);
        if ((set->Header.Flags & ObjectFlags.InRepr) != 0 || set->Count == 0)
        {
            text.Append(name);
            text.Append(set->Count == 0 ? "()" : "(...)");
            return Value.FromObject(text.ToStr());
        }

        List* items = List.New(vm);
        int position = 0;
        while (SetObject.Next(set, ref position, out Value key))
        {
            if (!List.Append(vm, items, key))
            {
                return Value.Undefined;
            }
        }

        set->Header.Flags |= ObjectFlags.InRepr;
        Str* list = Text.Repr(vm, Value.FromObject(items));
        set->Header.Flags &= ~ObjectFlags.InRepr;
        if (list == null)
        {
            return Value.Undefined;
        }

        if (!isPlain)
        {
            text.Append(name);
            text.Append('(');
        }

        text.Append('{');
        text.Append(list, 1, list->Length - 2);
        text.Append('}');
        if (!isPlain)
        {
            text.Append(')');
        }

        return Value.FromObject(text.ToStr());
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!right.Is(Kind.Set))
        {
            return Value.NotImplemented;
        }

        SetObject* a = (SetObject*)left.AsObject;
        SetObject* b = (SetObject*)right.AsObject;
        int holds = operation switch
        {
            CompareOperation.Equal or CompareOperation.NotEqual => a->Count == b->Count ? SetOperations.IsSubset(vm, a, b) : 0,
            CompareOperation.Less => a->Count < b->Count ? SetOperations.IsSubset(vm, a, b) : 0,
            CompareOperation.LessEqual => SetOperations.IsSubset(vm, a, b),
            CompareOperation.Greater => a->Count > b->Count ? SetOperations.IsSubset(vm, b, a) : 0,
            _ => SetOperations.IsSubset(vm, b, a),
        };
        return holds < 0 ? Value.Undefined : Value.FromBool((holds > 0) != (operation == CompareOperation.NotEqual));
    }

    private static long Length(Vm* vm, Value self) => ((SetObject*)self.AsObject)->Count;

    private static Value Iterate(Vm* vm, Value self) => SetIterators.New(vm, (SetObject*)self.AsObject);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => Instances.Adopt(SetObject.New(vm), type);

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (kwNames != null && kwNames->Length > 0)
        {
            Throw.TypeError(vm, "set() takes no keyword arguments");
            return false;
        }

        if (!Instances.TakesAtMost(vm, argc, 1, "set"))
        {
            return false;
        }

        SetObject* set = (SetObject*)self.AsObject;
        if (set->Used > 0)
        {
            SetObject.Clear(vm, set);
        }

        return argc == 0 || SetOperations.Update(vm, set, args[0]);
    }

    private static bool AreSets(Value left, Value right) => left.Is(Kind.Set) && right.Is(Kind.Set);

    private static Value And(Vm* vm, Value left, Value right) => AreSets(left, right)
        ? Value.FromObject(SetOperations.Intersection(vm, (SetObject*)left.AsObject, right, BaseOf(vm, left)))
        : Value.NotImplemented;

    private static Value Or(Vm* vm, Value left, Value right)
    {
        if (!AreSets(left, right))
        {
            return Value.NotImplemented;
        }

        SetObject* union = SetOperations.Copy(vm, (SetObject*)left.AsObject, BaseOf(vm, left));
        return union != null && SetObject.Merge(vm, union, (SetObject*)right.AsObject) ? Value.FromObject(union) : Value.Undefined;
    }

    private static Value Subtract(Vm* vm, Value left, Value right) => AreSets(left, right)
        ? Value.FromObject(SetOperations.Difference(vm, (SetObject*)left.AsObject, right, BaseOf(vm, left)))
        : Value.NotImplemented;

    private static Value Xor(Vm* vm, Value left, Value right)
    {
        if (!AreSets(left, right))
        {
            return Value.NotImplemented;
        }

        // The order of the result is that of the right operand with the left one's items added.
        SetObject* result = SetOperations.Copy(vm, (SetObject*)right.AsObject, BaseOf(vm, left));
        return result != null && SetOperations.SymmetricDifferenceUpdate(vm, result, left) ? Value.FromObject(result) : Value.Undefined;
    }

    private static Value AndInPlace(Vm* vm, Value self, Value other)
    {
        if (!other.Is(Kind.Set))
        {
            return Value.NotImplemented;
        }

        SetObject* set = (SetObject*)self.AsObject;
        SetObject* result = SetOperations.Intersection(vm, set, other, TypeId.Set);
        if (result == null)
        {
            return Value.Undefined;
        }

        SetObject.SwapContents(set, result);
        return self;
    }

    private static Value OrInPlace(Vm* vm, Value self, Value other)
    {
        if (!other.Is(Kind.Set))
        {
            return Value.NotImplemented;
        }

        return SetOperations.Update(vm, (SetObject*)self.AsObject, other) ? self : Value.Undefined;
    }

    private static Value SubtractInPlace(Vm* vm, Value self, Value other)
    {
        if (!other.Is(Kind.Set))
        {
            return Value.NotImplemented;
        }

        return SetOperations.DifferenceUpdate(vm, (SetObject*)self.AsObject, other) ? self : Value.Undefined;
    }

    private static Value XorInPlace(Vm* vm, Value self, Value other)
    {
        if (!other.Is(Kind.Set))
        {
            return Value.NotImplemented;
        }

        return SetOperations.SymmetricDifferenceUpdate(vm, (SetObject*)self.AsObject, other) ? self : Value.Undefined;
    }
}
