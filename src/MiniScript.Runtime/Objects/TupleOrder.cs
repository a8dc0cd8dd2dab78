using System.Numerics;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The order of tuples, in entries whose keys are what <see cref="Fill"/> makes of their first items: most comparisons need no more.</summary>
internal readonly unsafe struct TupleOrder(Vm* vm, Value* tuples) : ISortOrder
{
    private const int KeyBits = 64;

    /// <inheritdoc/>
    public int Less(SortEntry* a, SortEntry* b)
    {
        if (a->Key != b->Key)
        {
            return a->Key < b->Key ? 1 : 0;
        }

        return ValueOrder.Less(vm, tuples[a->Index], tuples[b->Index]);
    }

    /// <summary>Whether all keys are tuples that begin with an immediate integer, or all with a string of width 1.</summary>
    public static bool Fits(Value* keys, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!keys[i].IsExactly(TypeId.Tuple))
            {
                return false;
            }
        }

        return ColumnOf(keys, count, 0) != Column.Other;
    }

    /// <summary>Makes the keys of the entries, which name tuples by their index: numbers that order like as many of the first items as fit into them.</summary>
    public static void Fill(SortEntry* entries, Value* keys, int count)
    {
        for (int i = 0; i < count; i++)
        {
            entries[i].Key = 0;
        }

        int room = KeyBits;
        for (int column = 0; room > 0; column++)
        {
            switch (ColumnOf(keys, count, column))
            {
                case Column.Integers:
                    room = AddIntegers(entries, keys, count, column, room);
                    break;
                case Column.Texts:
                    for (int i = 0; i < count; i++)
                    {
                        Append(entries + i, TextOrder.OfLatin1((Str*)Item(keys[entries[i].Index], column).AsObject) >> (KeyBits - room), room);
                    }

                    return;
                default:
                    return;
            }
        }
    }

    private enum Column
    {
        Other,
        Integers,
        Texts,
    }

    private static Column ColumnOf(Value* keys, int count, int column)
    {
        Column kind = Column.Other;
        for (int i = 0; i < count; i++)
        {
            Tuple* tuple = (Tuple*)keys[i].AsObject;
            if (tuple->Length <= column)
            {
                return Column.Other;
            }

            Value item = Tuple.Items(tuple)[column];
            Column itsKind = item.IsInt ? Column.Integers
                : item.IsExactly(TypeId.Str) && ((Str*)item.AsObject)->Width == 1 ? Column.Texts
                : Column.Other;
            if (itsKind == Column.Other || (i > 0 && itsKind != kind))
            {
                return Column.Other;
            }

            kind = itsKind;
        }

        return kind;
    }

    /// <summary>Appends a column of integers, as distances from the smallest; returns the room that is left: none if they do not fit exactly.</summary>
    private static int AddIntegers(SortEntry* entries, Value* keys, int count, int column, int room)
    {
        long least = long.MaxValue;
        long most = long.MinValue;
        for (int i = 0; i < count; i++)
        {
            long number = Item(keys[i], column).AsInt;
            least = Math.Min(least, number);
            most = Math.Max(most, number);
        }

        int width = KeyBits - BitOperations.LeadingZeroCount((ulong)(most - least));
        int kept = Math.Min(width, room);
        for (int i = 0; i < count; i++)
        {
            Append(entries + i, (ulong)(Item(keys[entries[i].Index], column).AsInt - least) >> (width - kept), kept);
        }

        return kept < width ? 0 : room - kept;
    }

    private static void Append(SortEntry* entry, ulong bits, int width) => entry->Key = width == KeyBits ? bits : (entry->Key << width) | bits;

    private static Value Item(Value tuple, int column) => Tuple.Items((Tuple*)tuple.AsObject)[column];
}
