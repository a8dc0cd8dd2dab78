using System.Buffers.Binary;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>Writes and reads values as a compiled format says; see <see cref="StructFormat"/>.</summary>
internal static unsafe class StructPacker
{
    /// <summary>Writes values; false with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="format">The compiled format.</param>
    /// <param name="values">As many values as the format has.</param>
    /// <param name="target">Zeroed memory of the format's size. It does not move while values are converted.</param>
    public static bool Pack(Vm* vm, int* format, Value* values, byte* target)
    {
        bool isBig = format[StructFormat.BigEndian] != 0;
        bool isNative = format[StructFormat.Native] != 0;
        int* item = format + StructFormat.Items;
        for (int n = format[StructFormat.ItemCount]; n > 0; n--, item += StructFormat.ItemWords)
        {
            byte* at = target + item[1];
            for (int repeat = item[3]; repeat > 0; repeat--, at += item[2])
            {
                if (!PackOne(vm, (char)item[0], item[2], isBig, isNative, *values++, at))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Reads values as a tuple; null with an exception pending.</summary>
    public static Tuple* Unpack(Vm* vm, int* format, ReadOnlySpan<byte> source)
    {
        Tuple* values = Tuple.Allocate(vm, format[StructFormat.Values]);
        if (values == null)
        {
            return null;
        }

        bool isBig = format[StructFormat.BigEndian] != 0;
        Value* into = Tuple.Items(values);
        new Span<Value>(into, values->Length).Fill(Value.None);
        int* item = format + StructFormat.Items;
        for (int n = format[StructFormat.ItemCount]; n > 0; n--, item += StructFormat.ItemWords)
        {
            int at = item[1];
            for (int repeat = item[3]; repeat > 0; repeat--, at += item[2])
            {
                *into = UnpackOne(vm, (char)item[0], isBig, source.Slice(at, item[2]));
                if (into->IsUndefined)
                {
                    *into = Value.None;
                    return null;
                }

                into++;
            }
        }

        return values;
    }

    private static Value UnpackOne(Vm* vm, char code, bool isBig, ReadOnlySpan<byte> source)
    {
        switch (code)
        {
            case 'b':
                return Value.FromInt((sbyte)source[0]);
            case 'B':
                return Value.FromInt(source[0]);
            case '?':
                return Value.FromBool(source[0] != 0);
            case 'c':
                return Value.FromObject(Bytes.New(vm, source));
            case 's':
                return Value.FromObject(Bytes.New(vm, source));
            case 'p':
                return Value.FromObject(Bytes.New(vm, source.IsEmpty ? source : source[1..Math.Min(source.Length, source[0] + 1)]));
            case 'f':
                return Value.FromForeignFloat(isBig ? BinaryPrimitives.ReadSingleBigEndian(source) : BinaryPrimitives.ReadSingleLittleEndian(source));
            case 'd':
                return Value.FromForeignFloat(isBig ? BinaryPrimitives.ReadDoubleBigEndian(source) : BinaryPrimitives.ReadDoubleLittleEndian(source));
            case 'e':
                return Value.FromForeignFloat((double)(isBig ? BinaryPrimitives.ReadHalfBigEndian(source) : BinaryPrimitives.ReadHalfLittleEndian(source)));
            default:
                break;
        }

        ulong bits = 0;
        for (int i = 0; i < source.Length; i++)
        {
            bits = (bits << 8) | source[isBig ? i : source.Length - 1 - i];
        }

        if (char.IsAsciiLetterUpper(code))
        {
            return Integers.FromUlong(vm, bits);
        }

        int shift = 64 - (8 * source.Length);
        return Integers.FromLong(vm, (long)(bits << shift) >> shift);
    }

    private static bool PackOne(Vm* vm, char code, int size, bool isBig, bool isNative, Value value, byte* target)
    {
        switch (code)
        {
            case '?':
                int truth = Truth.Of(vm, value);
                *target = (byte)(truth > 0 ? 1 : 0);
                return truth >= 0;
            case 'c':
                if (!BytesArguments.IsBytesLike(value) || BytesArguments.Content(vm, value).Length != 1)
                {
                    return Fail(vm, "char format requires a bytes object of length 1");
                }

                *target = BytesArguments.Content(vm, value)[0];
                return true;
            case 's' or 'p':
                return PackBytes(vm, code, size, value, target);
            case 'e' or 'f' or 'd':
                return PackFloat(vm, code, isBig, isNative, value, new Span<byte>(target, size));
            default:
                return PackInteger(vm, code, size, isBig, value, target);
        }
    }

    private static bool PackBytes(Vm* vm, char code, int size, Value value, byte* target)
    {
        if (!value.Is(Kind.Bytes) && !value.Is(Kind.ByteArray))
        {
            return Fail(vm, $"argument for '{code}' must be a bytes object");
        }

        ReadOnlySpan<byte> content = BytesArguments.Content(vm, value);
        Span<byte> room = new(target, size);
        if (code == 'p' && size > 0)
        {
            room = room[1..];
            *target = (byte)Math.Min(Math.Min(content.Length, room.Length), 255);
        }

        content[..Math.Min(content.Length, room.Length)].CopyTo(room);
        return true;
    }

    private static bool PackFloat(Vm* vm, char code, bool isBig, bool isNative, Value value, Span<byte> target)
    {
        if (!Floats.TryGet(vm, value, out double number))
        {
            vm->Pending = Value.Undefined;
            return Fail(vm, "required argument is not a float");
        }

        if (code == 'd')
        {
            if (isBig)
            {
                BinaryPrimitives.WriteDoubleBigEndian(target, number);
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(target, number);
            }

            return true;
        }

        bool isHalf = code == 'e';
        Half half = (Half)number;
        float single = (float)number;
        if (double.IsFinite(number) && (isHalf ? Half.IsInfinity(half) : float.IsInfinity(single) && !isNative))
        {
            return Integers.IsInteger(value) ? Fail(vm, "int too large to convert")
                : !Throw.OverflowError(vm, $"float too large to pack with {code} format").IsUndefined;
        }

        ushort bits = double.IsNaN(number) ? (ushort)(double.IsNegative(number) ? 0xfe00 : 0x7e00) : BitConverter.HalfToUInt16Bits(half);
        if (isHalf && isBig)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target, bits);
        }
        else if (isHalf)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target, bits);
        }
        else if (isBig)
        {
            BinaryPrimitives.WriteSingleBigEndian(target, single);
        }
        else
        {
            BinaryPrimitives.WriteSingleLittleEndian(target, single);
        }

        return true;
    }

    private static bool PackInteger(Vm* vm, char code, int size, bool isBig, Value value, byte* target)
    {
        Value integer = value;
        if (!value.IsInt)
        {
            if (!IndexArguments.IsIndex(vm, value))
            {
                return Fail(vm, "required argument is not an integer");
            }

            integer = Integers.Index(vm, value);
            if (integer.IsUndefined)
            {
                return false;
            }
        }

        bool isUnsigned = char.IsAsciiLetterUpper(code);
        long bits;
        bool fits;
        if (isUnsigned)
        {
            fits = Integers.TryToUlong(integer, out ulong number) && (size == 8 || number >> (8 * size) == 0);
            bits = (long)number;
            if (!fits && code == 'P')
            {
                fits = Integers.TryToLong(integer, out bits);
            }
        }
        else
        {
            fits = Integers.TryToLong(integer, out bits) && bits << (64 - (8 * size)) >> (64 - (8 * size)) == bits;
        }

        if (!fits)
        {
            if (code == 'P')
            {
                return Fail(vm, "int too large to convert");
            }

            return Fail(vm, isUnsigned
                ? $"'{code}' format requires 0 <= number <= {ulong.MaxValue >> (64 - (8 * size))}"
                : $"'{code}' format requires {long.MinValue >> (64 - (8 * size))} <= number <= {long.MaxValue >> (64 - (8 * size))}");
        }

        for (int i = 0; i < size; i++)
        {
            target[isBig ? size - 1 - i : i] = (byte)(bits >> (8 * i));
        }

        return true;
    }

    private static bool Fail(Vm* vm, string message)
    {
        StructFormat.Error(vm, message);
        return false;
    }
}
