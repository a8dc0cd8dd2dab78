using System.Buffers.Binary;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The order of unsigned keys.</summary>
internal readonly unsafe struct KeyOrder : ISortOrder
{
    /// <inheritdoc/>
    public int Less(SortEntry* a, SortEntry* b) => a->Key < b->Key ? 1 : 0;

    /// <summary>An unsigned key in the order of immediate integers.</summary>
    public static ulong OfInteger(Value value) => value.Bits ^ (1UL << 49);

    /// <summary>An unsigned key in the order of floats; NaNs and the negative zero are not for it.</summary>
    public static ulong OfFloat(Value value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value.AsFloat);
        return (bits >> 63) != 0 ? ~bits : bits | (1UL << 63);
    }
}

/// <summary>The order of floats as they compare, in entries whose keys are the values: NaNs come before nothing.</summary>
internal readonly unsafe struct FloatOrder : ISortOrder
{
    /// <inheritdoc/>
    public int Less(SortEntry* a, SortEntry* b) => new Value(a->Key).AsFloat < new Value(b->Key).AsFloat ? 1 : 0;
}

/// <summary>The order of strings, in entries whose keys are their first characters: most comparisons need no more.</summary>
internal readonly unsafe struct TextOrder(Value* texts) : ISortOrder
{
    /// <inheritdoc/>
    public int Less(SortEntry* a, SortEntry* b)
    {
        if (a->Key != b->Key)
        {
            return a->Key < b->Key ? 1 : 0;
        }

        return Str.Compare((Str*)texts[a->Index].AsObject, (Str*)texts[b->Index].AsObject) < 0 ? 1 : 0;
    }

    /// <summary>The first eight characters of a string of width 1 as one number that orders like them.</summary>
    public static ulong OfLatin1(Str* text)
    {
        if (text->Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReverseEndianness(*(ulong*)text->Data);
        }

        ulong start = 0;
        for (int i = 0; i < text->Length; i++)
        {
            start |= (ulong)text->Data[i] << (56 - (8 * i));
        }

        return start;
    }

    /// <summary>The first two characters of any string as one number that orders like them.</summary>
    public static ulong OfAny(Str* text) =>
        ((ulong)(text->Length > 0 ? text->At(0) : 0) << 32) | (uint)(text->Length > 1 ? text->At(1) : 0);
}

/// <summary>The order of any values by <c>&lt;</c>, in entries whose keys are the values. It may run script.</summary>
internal readonly unsafe struct ValueOrder(Vm* vm) : ISortOrder
{
    /// <inheritdoc/>
    public int Less(SortEntry* a, SortEntry* b) => Less(vm, new Value(a->Key), new Value(b->Key));

    /// <summary><c>a &lt; b</c>: 1, 0, or -1 with an exception pending.</summary>
    public static int Less(Vm* vm, Value a, Value b) => a.IsExactly(TypeId.Tuple) && b.IsExactly(TypeId.Tuple)
        ? LessTuple(vm, (Tuple*)a.AsObject, (Tuple*)b.AsObject)
        : LessItem(vm, a, b);

    private static int LessTuple(Vm* vm, Tuple* a, Tuple* b)
    {
        int common = Math.Min(a->Length, b->Length);
        for (int i = 0; i < common; i++)
        {
            Value left = Tuple.Items(a)[i];
            Value right = Tuple.Items(b)[i];
            if (left.Bits == right.Bits)
            {
                continue;
            }

            if (left.IsExactly(TypeId.Str) && right.IsExactly(TypeId.Str))
            {
                int order = Str.Compare((Str*)left.AsObject, (Str*)right.AsObject);
                if (order != 0)
                {
                    return order < 0 ? 1 : 0;
                }

                continue;
            }

            int equal = Operators.Equal(vm, left, right);
            if (equal <= 0)
            {
                return equal < 0 ? -1 : LessItem(vm, left, right);
            }
        }

        return a->Length < b->Length ? 1 : 0;
    }

    private static int LessItem(Vm* vm, Value a, Value b)
    {
        if (Value.BothInt(a, b))
        {
            return a.AsInt < b.AsInt ? 1 : 0;
        }

        if (a.IsFloat && b.IsFloat)
        {
            return a.AsFloat < b.AsFloat ? 1 : 0;
        }

        if (a.IsExactly(TypeId.Str) && b.IsExactly(TypeId.Str))
        {
            return Str.Compare((Str*)a.AsObject, (Str*)b.AsObject) < 0 ? 1 : 0;
        }

        return Operators.CompareTruth(vm, a, b, CompareOperation.Less);
    }
}
