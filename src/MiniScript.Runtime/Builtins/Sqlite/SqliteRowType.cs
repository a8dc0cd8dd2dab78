using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>A row whose items have the names of the columns too.</summary>
/// <remarks>A record of the tuple of items and the cursor's description.</remarks>
[BuiltinType("sqlite_row")]
internal static unsafe partial class SqliteRowType
{
    private const int ItemsField = 0;
    private const int DescriptionField = 1;
    private const int FieldCount = 2;

    /// <summary>The type, made on first use.</summary>
    public static TypeObject* Get(Vm* vm) => LibraryTypes.Get(
        vm, TypeId.SqliteRow, "sqlite3.Row"u8, Kind.Record, TypeFlags.BaseType, &InitializeSlots, &Register);

    /// <summary>A row of a tuple.</summary>
    public static Value New(Vm* vm, Value items, Value description)
    {
        Record* self = Record.New(vm, TypeId.SqliteRow, FieldCount);
        Record.Fields(self)[ItemsField] = items;
        Record.Fields(self)[DescriptionField] = description;
        return Value.FromObject(self);
    }

    private static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Hash = &Hash;
        type->Slots.Compare = &Compare;
        type->Slots.Length = &Length;
        type->Slots.Iterate = &Iterate;
        type->Slots.GetItem = &GetItem;
    }

    private static Tuple* ItemsOf(Value self) => (Tuple*)Record.Fields((Record*)self.AsObject)[ItemsField].AsObject;

    private static Value DescriptionOf(Value self) => Record.Fields((Record*)self.AsObject)[DescriptionField];

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (kwNames != null && kwNames->Length > 0)
        {
            return Throw.TypeError(vm, "Row() takes no keyword arguments");
        }

        if (argc != 2)
        {
            return Throw.TypeError(vm, $"Row expected 2 arguments, got {argc}");
        }

        if (!Types.IsInstance(vm, args[0], TypeId.SqliteCursor))
        {
            return Throw.TypeError(vm, $"Row() argument 1 must be sqlite3.Cursor, not {Types.NameOf(vm, args[0])}");
        }

        if (!args[1].Is(Kind.Tuple))
        {
            return Throw.TypeError(vm, $"Row() argument 2 must be tuple, not {Types.NameOf(vm, args[1])}");
        }

        Value description = Attributes.Get(vm, args[0], Str.Intern(vm, "description"u8));
        if (description.IsUndefined)
        {
            return description;
        }

        Record* self = Record.New(vm, type, FieldCount);
        Record.Fields(self)[ItemsField] = args[1];
        Record.Fields(self)[DescriptionField] = description;
        return Value.FromObject(self);
    }

    /// <summary>Return the names of the columns.</summary>
    [Method("keys", Signature = "($self, /)")]
    private static Value Keys(Vm* vm, Value self)
    {
        List* keys = List.New(vm);
        Value description = DescriptionOf(self);
        for (int i = 0; description.Is(Kind.Tuple) && i < ((Tuple*)description.AsObject)->Length; i++)
        {
            List.Append(vm, keys, NameAt((Tuple*)description.AsObject, i));
        }

        return Value.FromObject(keys);
    }

    private static Value NameAt(Tuple* description, int index) => Tuple.Items((Tuple*)Tuple.Items(description)[index].AsObject)[0];

    private static long Length(Vm* vm, Value self) => ItemsOf(self)->Length;

    private static Value Iterate(Vm* vm, Value self) => Iteration.Iterate(vm, Value.FromObject(ItemsOf(self)));

    private static long Hash(Vm* vm, Value self)
    {
        long description = Hashing.Of(vm, DescriptionOf(self));
        long items = description == -1 ? -1 : Hashing.Of(vm, Value.FromObject(ItemsOf(self)));
        long hash = description ^ items;
        return items == -1 ? -1 : hash == -1 ? -2 : hash;
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (operation is not (CompareOperation.Equal or CompareOperation.NotEqual) || !Types.IsInstance(vm, left, TypeId.SqliteRow)
            || !Types.IsInstance(vm, right, TypeId.SqliteRow))
        {
            return Value.NotImplemented;
        }

        int same = Operators.Equal(vm, DescriptionOf(left), DescriptionOf(right));
        same = same > 0 ? Operators.Equal(vm, Value.FromObject(ItemsOf(left)), Value.FromObject(ItemsOf(right))) : same;
        return same < 0 ? Value.Undefined : Value.FromBool(same > 0 == (operation == CompareOperation.Equal));
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Tuple* items = ItemsOf(self);
        if (Integers.IsInteger(key))
        {
            if (!Integers.TryToLong(Integers.Unbox(key), out long index))
            {
                return Throw.IndexError(vm, "cannot fit 'int' into an index-sized integer");
            }

            index += index < 0 ? items->Length : 0;
            return (ulong)index < (ulong)items->Length ? Tuple.Items(items)[index] : Throw.IndexError(vm, "tuple index out of range");
        }

        if (key.Is(Kind.Str))
        {
            Value description = DescriptionOf(self);
            for (int i = 0; description.Is(Kind.Tuple) && i < ((Tuple*)description.AsObject)->Length; i++)
            {
                Value name = NameAt((Tuple*)description.AsObject, i);
                if (name.Is(Kind.Str) && (name == key || IsSame((Str*)name.AsObject, (Str*)key.AsObject)))
                {
                    return Sequences.At((ObjectHeader*)items, i);
                }
            }

            return Throw.IndexError(vm, "No item with that key");
        }

        return key.Is(Kind.Slice) ? Objects.Items.Get(vm, Value.FromObject(items), key) : Throw.IndexError(vm, "Index must be int or string");
    }

    /// <summary>Whether two names are the same but for the case of ASCII letters.</summary>
    private static bool IsSame(Str* left, Str* right)
    {
        if (left->Length != right->Length)
        {
            return false;
        }

        for (int i = 0; i < left->Length; i++)
        {
            int a = left->At(i);
            int b = right->At(i);
            if (a != b && (((a ^ b) != 0x20) || (a | 0x20) is < 'a' or > 'z'))
            {
                return false;
            }
        }

        return true;
    }
}
