using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>collections.OrderedDict</c>: a dict, whose order counts in comparisons and can be changed.</summary>
internal static unsafe class OrderedDictType
{
    private const int DictField = 0;
    private const int VersionField = 1;
    private const int PositionField = 2;
    private const int ViewField = 3;
    private const int ReverseField = 4;

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Compare = &Compare;
        slots.Iterate = &Iterate;
        slots.New = &New;
        slots.Initialize = &Initialize;
        slots.Binary[BinaryOperation.Or] = &Or;
        slots.InPlace[BinaryOperation.Or] = &OrInPlace;
    }

    /// <summary>Sets the slots of the iterator: a record of the dict (undefined once exhausted), the version of its keys, the next entry, the type of the view and the direction.</summary>
    public static void InitializeIteratorSlots(TypeObject* type)
    {
        type->Slots.New = &IteratorSlots.NoInstances;
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
    }

    /// <summary>An iterator over the keys, values or items.</summary>
    public static Value NewIterator(Vm* vm, Dict* dict, TypeId view, bool isReverse)
    {
        Record* iterator = Record.New(vm, TypeId.OdictIterator, 5);
        Value* fields = Record.Fields(iterator);
        fields[DictField] = Value.FromObject(dict);
        fields[VersionField] = Value.FromInt(Dict.KeysVersionOf(vm, dict));
        fields[PositionField] = Value.FromInt(isReverse ? dict->Used - 1 : dict->First);
        fields[ViewField] = Value.FromInt((int)view);
        fields[ReverseField] = Value.FromBool(isReverse);
        return Value.FromObject(iterator);
    }

    /// <summary>What <c>update</c> and the constructor do: enters a mapping or pairs, then the keyword arguments; false with an exception pending.</summary>
    public static bool Update(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Dict* dict = (Dict*)self.AsObject;
        if (argc > 0 && !CheckPairs(vm, args[0]))
        {
            return false;
        }

        bool isPlain = (void*)Types.Of(vm, self)->Slots.SetItem == (void*)Types.Of(vm, TypeId.Dict)->Slots.SetItem;
        if (isPlain)
        {
            return (argc == 0 || Dict.Update(vm, dict, args[0])) && DictType.SetKeywords(vm, dict, args + argc, kwNames);
        }

        // A script class sees each key: collect them first.
        Dict* entries = Dict.New(vm);
        if ((argc > 0 && !Dict.Update(vm, entries, args[0])) || !DictType.SetKeywords(vm, entries, args + argc, kwNames))
        {
            return false;
        }

        int position = 0;
        while (Dict.Next(entries, ref position, out Value key, out Value item))
        {
            if (!Items.Set(vm, self, key, item))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Refuses lists and tuples whose items are no pairs, in the words of unpacking; false with an exception pending.</summary>
    private static bool CheckPairs(Vm* vm, Value pairs)
    {
        if (!pairs.IsExactly(TypeId.List) && !pairs.IsExactly(TypeId.Tuple))
        {
            return true;
        }

        Sequences.View(pairs.AsObject, out int length);
        for (int i = 0; i < length; i++)
        {
            Value pair = Sequences.At(pairs.AsObject, i);
            if (pair.IsExactly(TypeId.Tuple) && ((Tuple*)pair.AsObject)->Length == 2)
            {
                continue;
            }

            TypeObject* type = Types.Of(vm, pair);
            if (type->Slots.Iterate == null && type->Slots.GetItem == null)
            {
                Throw.TypeError(vm, $"'{Types.NameOf(vm, pair)}' object is not iterable");
                return false;
            }

            long count = type->Slots.Length == null ? 2 : Items.Length(vm, pair);
            if (count != 2)
            {
                if (count >= 0)
                {
                    Throw.ValueError(vm, count > 2 ? "too many values to unpack (expected 2)" : $"need more than {count} value{(count == 1 ? string.Empty : "s")} to unpack");
                }

                return false;
            }
        }

        return !vm->HasPending;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Dict* dict = Dict.New(vm);
        dict->Header.Shape = type->DictionaryShape->Id;
        dict->Header.Flags |= ObjectFlags.Subclass;
        return Value.FromObject(dict);
    }

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (argc > 1)
        {
            Throw.TypeError(vm, $"expected at most 1 arguments, got {argc}");
            return false;
        }

        return Update(vm, self, args, argc, kwNames);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Dict* dict = (Dict*)self.AsObject;
        if ((dict->Header.Flags & ObjectFlags.InRepr) != 0)
        {
            return Value.FromObject(Str.New(vm, "..."));
        }

        StrBuilder text = new(vm);
        text.Append(TypeObject.ShortName(Types.Of(vm, self)));
        text.Append('(');
        if (dict->Count > 0)
        {
            dict->Header.Flags |= ObjectFlags.InRepr;
            Value items = Calls.InvokeMethod(vm, self, NameId.items);
            Dict* plain = Dict.New(vm);
            bool done = !items.IsUndefined && Dict.Update(vm, plain, items);
            Str* entries = done ? Text.Repr(vm, Value.FromObject(plain)) : null;
            dict->Header.Flags &= ~ObjectFlags.InRepr;
            if (entries == null)
            {
                return Value.Undefined;
            }

            text.Append(entries);
        }

        text.Append(')');
        return Value.FromObject(text.ToStr());
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        Value equal = Types.Of(vm, TypeId.Dict)->Slots.Compare(vm, left, right, operation);
        bool isEqual = equal.IsTrue == (operation == CompareOperation.Equal);
        if (!equal.IsBool || !isEqual || !Types.IsInstance(vm, right, TypeId.OrderedDict))
        {
            return equal;
        }

        Dict* a = (Dict*)left.AsObject;
        Dict* b = (Dict*)right.AsObject;
        int i = 0;
        int j = 0;
        while (Dict.Next(a, ref i, out Value x, out _) && Dict.Next(b, ref j, out Value y, out _))
        {
            int same = Operators.Equal(vm, x, y);
            if (same <= 0)
            {
                return same < 0 ? Value.Undefined : Value.FromBool(operation == CompareOperation.NotEqual);
            }
        }

        return equal;
    }

    private static Value Iterate(Vm* vm, Value self) => NewIterator(vm, (Dict*)self.AsObject, TypeId.OdictKeys, false);

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (fields[DictField].IsUndefined)
        {
            return Value.Undefined;
        }

        Dict* dict = (Dict*)fields[DictField].AsObject;
        if (dict->KeysVersion != fields[VersionField].AsInt)
        {
            fields[DictField] = Value.Undefined;
            return Throw.RuntimeError(vm, "OrderedDict mutated during iteration");
        }

        bool isReverse = fields[ReverseField].IsTrue;
        long position = fields[PositionField].AsInt;
        while ((ulong)position < (ulong)dict->Used && dict->Entries[position].Key.IsUndefined)
        {
            position += isReverse ? -1 : 1;
        }

        if ((ulong)position >= (ulong)dict->Used)
        {
            fields[DictField] = Value.Undefined;
            return Value.Undefined;
        }

        fields[PositionField] = Value.FromInt(position + (isReverse ? -1 : 1));
        DictEntry* entry = dict->Entries + position;
        return (TypeId)fields[ViewField].AsInt switch
        {
            TypeId.OdictKeys => entry->Key,
            TypeId.OdictValues => entry->Item,
            _ => Value.FromObject(Tuple.New(vm, entry->Key, entry->Item)),
        };
    }

    private static Value Or(Vm* vm, Value left, Value right)
    {
        if (!left.Is(Kind.Dict) || !right.Is(Kind.Dict))
        {
            return Value.NotImplemented;
        }

        Value self = Types.IsInstance(vm, left, TypeId.OrderedDict) ? left : right;
        Value result = Calls.Invoke(vm, Value.FromObject(Types.Of(vm, self)), left);
        return result.IsUndefined || !result.Is(Kind.Dict) || !Update(vm, result, &right, 1, null) ? Value.Undefined : result;
    }

    private static Value OrInPlace(Vm* vm, Value self, Value other) => Update(vm, self, &other, 1, null) ? self : Value.Undefined;
}
