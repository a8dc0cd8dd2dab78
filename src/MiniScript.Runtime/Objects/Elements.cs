using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The machine values that <c>memoryview</c> and <c>array</c> hold, by the format characters of the module <c>struct</c>, native sizes.</summary>
internal static unsafe class Elements
{
    /// <summary>The bytes of an element; 0 for an unknown format.</summary>
    public static int SizeOf(char format) => format switch
    {
        'b' or 'B' or 'c' or '?' => 1,
        'h' or 'H' or 'e' => 2,
        'i' or 'I' or 'f' or 'w' or 'u' => 4,
        'l' or 'L' or 'q' or 'Q' or 'n' or 'N' or 'P' or 'd' => 8,
        _ => 0,
    };

    /// <summary>The element at an address, which need not be aligned.</summary>
    public static Value Get(Vm* vm, char format, byte* at)
    {
        switch (format)
        {
            case 'B':
                return Value.FromInt(*at);
            case 'b':
                return Value.FromInt((sbyte)*at);
            case '?':
                return Value.FromBool(*at != 0);
            case 'c':
                return Value.FromObject(Bytes.New(vm, new ReadOnlySpan<byte>(at, 1)));
            case 'h':
                return Value.FromInt(Read<short>(at));
            case 'H':
                return Value.FromInt(Read<ushort>(at));
            case 'i':
                return Value.FromInt(Read<int>(at));
            case 'I':
                return Value.FromInt(Read<uint>(at));
            case 'e':
                return Value.FromForeignFloat((double)Read<Half>(at));
            case 'f':
                return Value.FromForeignFloat(Read<float>(at));
            case 'd':
                return Value.FromForeignFloat(Read<double>(at));
            case 'l' or 'q' or 'n':
                return Integers.FromLong(vm, Read<long>(at));
            case 'u' or 'w':
                int point = Read<int>(at);
                return (uint)point > 0x10ffff
                    ? Throw.ValueError(vm, $"character U+{point:x} is not in range [U+0000; U+10ffff]")
                    : Value.FromObject(Str.FromCodePoint(vm, point));
            default:
                return Integers.FromUlong(vm, Read<ulong>(at));
        }
    }

    /// <summary>Stores an element; what is wrong with it otherwise.</summary>
    public static ElementProblem Set(Vm* vm, char format, Value value, byte* at)
    {
        switch (format)
        {
            case '?':
                int truth = Truth.Of(vm, value);
                *at = (byte)(truth > 0 ? 1 : 0);
                return truth < 0 ? ElementProblem.Pending : ElementProblem.None;
            case 'c':
                if (!value.Is(Kind.Bytes))
                {
                    return ElementProblem.Type;
                }

                ReadOnlySpan<byte> content = Bytes.Span((Bytes*)value.AsObject);
                *at = content.Length == 1 ? content[0] : *at;
                return content.Length == 1 ? ElementProblem.None : ElementProblem.Range;
            case 'e' or 'f' or 'd':
                return SetFloat(vm, format, value, at);
            case 'u' or 'w':
                if (!value.Is(Kind.Str) || ((Str*)value.AsObject)->Length != 1)
                {
                    return ElementProblem.Type;
                }

                Write(at, ((Str*)value.AsObject)->At(0));
                return ElementProblem.None;
            default:
                return SetInteger(vm, format, value, at);
        }
    }

    private static ElementProblem SetFloat(Vm* vm, char format, Value value, byte* at)
    {
        if (!Floats.TryGet(vm, value, out double number))
        {
            if (!Throw.ClearIf(vm, TypeId.TypeError))
            {
                return ElementProblem.Pending;
            }

            return ElementProblem.Type;
        }

        switch (format)
        {
            case 'd':
                Write(at, number);
                return ElementProblem.None;
            case 'f':
                Write(at, (float)number);
                return ElementProblem.None;
            default:
                if (double.IsFinite(number) && Half.IsInfinity((Half)number))
                {
                    return ElementProblem.Range;
                }

                Write(at, (Half)number);
                return ElementProblem.None;
        }
    }

    private static ElementProblem SetInteger(Vm* vm, char format, Value value, byte* at)
    {
        Value integer = value;
        if (!value.IsInt)
        {
            if (!IndexArguments.IsIndex(vm, value))
            {
                return ElementProblem.Type;
            }

            integer = Integers.Index(vm, value);
            if (integer.IsUndefined)
            {
                return ElementProblem.Pending;
            }
        }

        int bits = 8 * SizeOf(format);
        if (char.IsAsciiLetterUpper(format))
        {
            if (!Integers.TryToUlong(integer, out ulong number))
            {
                return Integers.Sign(integer) < 0 ? ElementProblem.Negative : ElementProblem.Range;
            }

            if (bits < 64 && number >> bits != 0)
            {
                return ElementProblem.Range;
            }

            Store(at, number, bits);
            return ElementProblem.None;
        }

        if (!Integers.TryToLong(integer, out long signed) || signed << (64 - bits) >> (64 - bits) != signed)
        {
            return Integers.Sign(integer) < 0 ? ElementProblem.Negative : ElementProblem.Range;
        }

        Store(at, (ulong)signed, bits);
        return ElementProblem.None;
    }

    private static void Store(byte* at, ulong number, int bits)
    {
        switch (bits)
        {
            case 8:
                *at = (byte)number;
                break;
            case 16:
                Write(at, (ushort)number);
                break;
            case 32:
                Write(at, (uint)number);
                break;
            default:
                Write(at, number);
                break;
        }
    }

    private static T Read<T>(byte* at)
        where T : unmanaged => System.Runtime.CompilerServices.Unsafe.ReadUnaligned<T>(at);

    private static void Write<T>(byte* at, T value)
        where T : unmanaged => System.Runtime.CompilerServices.Unsafe.WriteUnaligned(at, value);
}

/// <summary>Why a value cannot be an element.</summary>
internal enum ElementProblem
{
    /// <summary>It can.</summary>
    None,

    /// <summary>It is of a wrong type.</summary>
    Type,

    /// <summary>It is too large.</summary>
    Range,

    /// <summary>It is a negative number below the smallest.</summary>
    Negative,

    /// <summary>An exception is pending.</summary>
    Pending,
}
