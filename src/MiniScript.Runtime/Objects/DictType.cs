using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>dict</c>.</summary>
internal static unsafe class DictType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Hash = null;
        slots.Compare = &Compare;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.GetItem = &GetItem;
        slots.SetItem = &SetItem;
        slots.Contains = &Contains;
        slots.New = &New;
        slots.Initialize = &Initialize;
        slots.Binary[BinaryOperation.Or] = &Or;
        slots.InPlace[BinaryOperation.Or] = &OrInPlace;
    }

    /// <summary>Enters the keyword arguments of a call, whose values start at <paramref name="values"/>; false with <c>MemoryError</c> pending past the limit.</summary>
    public static bool SetKeywords(Vm* vm, Dict* self, Value* values, Tuple* names)
    {
        for (int i = 0; names != null && i < names->Length; i++)
        {
            if (!Dict.SetStr(vm, self, (Str*)Tuple.Items(names)[i].AsObject, values[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Dict* dict = (Dict*)self.AsObject;
        if ((dict->Header.Flags & ObjectFlags.InRepr) != 0)
        {
            return Value.FromObject(Str.New(vm, "{...}"));
        }

        byte* scratch = stackalloc byte[256];
        StrBuilder text = new(vm, scratch, 256);
        text.Append('{');
        dict->Header.Flags |= ObjectFlags.InRepr;
        bool done = AppendEntries(vm, dict, ref text);
        dict->Header.Flags &= ~ObjectFlags.InRepr;
        text.Append('}');
        return done ? Value.FromObject(text.ToStr()) : Value.Undefined;
    }

    private static bool AppendEntries(Vm* vm, Dict* dict, ref StrBuilder text)
    {
        bool isFirst = true;
        int position = 0;
        while (Dict.Next(dict, ref position, out Value key, out Value item))
        {
            if (!isFirst)
            {
                text.Append(", ");
            }

            isFirst = false;
            Str* keyText = Text.Repr(vm, key);
            if (keyText == null)
            {
                return false;
            }

            text.Append(keyText);
            text.Append(": ");
            Str* itemText = Text.Repr(vm, item);
            if (itemText == null)
            {
                return false;
            }

            text.Append(itemText);
        }

        return true;
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!right.Is(Kind.Dict) || operation is not (CompareOperation.Equal or CompareOperation.NotEqual))
        {
            return Value.NotImplemented;
        }

        int equal = Equal(vm, (Dict*)left.AsObject, (Dict*)right.AsObject);
        return equal < 0 ? Value.Undefined : Value.FromBool((equal > 0) == (operation == CompareOperation.Equal));
    }

    private static int Equal(Vm* vm, Dict* left, Dict* right)
    {
        if (left->Count != right->Count)
        {
            return 0;
        }

        for (int i = 0; i < left->Used; i++)
        {
            DictEntry entry = left->Entries[i];
            if (entry.Key.IsUndefined)
            {
                continue;
            }

            Value other = Dict.Get(vm, right, entry.Key, entry.Hash);
            if (other.IsUndefined)
            {
                return vm->HasPending ? -1 : 0;
            }

            int equal = Operators.Equal(vm, entry.Item, other);
            if (equal <= 0)
            {
                return equal;
            }
        }

        return 1;
    }

    private static long Length(Vm* vm, Value self) => ((Dict*)self.AsObject)->Count;

    private static Value Iterate(Vm* vm, Value self) => DictIterators.New(vm, (Dict*)self.AsObject, TypeId.DictKeyIterator);

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Value item = Dict.Get(vm, (Dict*)self.AsObject, key);
        return !item.IsUndefined || vm->HasPending ? item : Missing(vm, self, key);
    }

    private static Value Missing(Vm* vm, Value self, Value key)
    {
        if (!self.IsExactly(TypeId.Dict))
        {
            int found = Attributes.LookupSpecial(vm, self, NameId.__missing__, out Value method);
            if (found != 0)
            {
                return found < 0 ? Value.Undefined : Calls.Invoke(vm, method, key);
            }
        }

        return Throw.KeyError(vm, key);
    }

    private static bool SetItem(Vm* vm, Value self, Value key, Value item)
    {
        Dict* dict = (Dict*)self.AsObject;
        if (!item.IsUndefined)
        {
            return Dict.Set(vm, dict, key, item);
        }

        int removed = Dict.Remove(vm, dict, key, out _);
        if (removed == 0)
        {
            Throw.KeyError(vm, key);
        }

        return removed > 0;
    }

    private static int Contains(Vm* vm, Value self, Value key) => Dict.Contains(vm, (Dict*)self.AsObject, key);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => Instances.Adopt(Dict.New(vm), type);

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Dict* dict = (Dict*)self.AsObject;
        return Instances.TakesAtMost(vm, argc, 1, "dict")
            && (argc == 0 || Dict.Update(vm, dict, args[0]))
            && SetKeywords(vm, dict, args + argc, kwNames);
    }

    private static Value Or(Vm* vm, Value left, Value right)
    {
        if (!left.Is(Kind.Dict) || !right.Is(Kind.Dict))
        {
            return Value.NotImplemented;
        }

        Dict* union = Dict.Copy(vm, (Dict*)left.AsObject);
        return union != null && Dict.Update(vm, union, right) ? Value.FromObject(union) : Value.Undefined;
    }

    private static Value OrInPlace(Vm* vm, Value self, Value other) =>
        Dict.Update(vm, (Dict*)self.AsObject, other) ? self : Value.Undefined;
}
