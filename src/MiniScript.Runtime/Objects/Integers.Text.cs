using System.Globalization;
using System.Numerics;
using System.Text;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Integers as text, and back.</summary>
public static unsafe partial class Integers
{
    /// <summary>The digits that decimal conversions of unbounded integers may have unless a script sets another limit.</summary>
    public const int DefaultMaxDigits = 4300;

    private const ulong ChunkPower = 10_000_000_000_000_000_000; // the greatest power of ten below 2^64
    private const int ChunkDigits = 19;

    /// <summary>The digits in some base of 2 to 36, no prefix; null with <c>ValueError</c> pending past the digit limit, or <c>MemoryError</c>.</summary>
    public static Str* ToStr(Vm* vm, Value value, int numberBase = 10)
    {
        if (value.IsInt && numberBase == 10)
        {
            byte* text = stackalloc byte[24];
            value.AsInt.TryFormat(new Span<byte>(text, 24), out int length, default, CultureInfo.InvariantCulture);
            return Str.FromLatin1(vm, new ReadOnlySpan<byte>(text, length));
        }

        ulong room;
        Magnitude magnitude = new(value, &room);
        if (numberBase == 10 && !CheckDigits(vm, magnitude))
        {
            return null;
        }

        return BitOperations.IsPow2(numberBase) ? BinaryDigits(vm, magnitude, BitOperations.Log2((uint)numberBase))
            : magnitude.Count <= ManagedThreshold || numberBase != 10 ? ChunkedDigits(vm, magnitude, numberBase)
            : Str.FromLatin1(vm, Encoding.ASCII.GetBytes(ToBigInteger(value).ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Reads an integer as <c>int(text, base)</c> does; base 0 goes by the prefix. <c>ValueError</c> pending if it is none.</summary>
    public static Value Parse(Vm* vm, Str* text, int numberBase)
    {
        int failure = TryParse(vm, NumberText.ToAscii(text), numberBase, out Value value);
        return failure == 0 ? value : failure < 0 ? Value.Undefined : InvalidLiteral(vm, Value.FromObject(text), numberBase);
    }

    /// <summary>Reads an integer literal of the language, underscores and prefix included, that the lexer has found well-formed; undefined with <c>ValueError</c> or <c>MemoryError</c> pending past the limits.</summary>
    public static Value ParseLiteral(Vm* vm, ReadOnlySpan<byte> literal)
    {
        int failure = TryParse(vm, literal, 0, out Value value);
        return failure > 0 ? Throw.ValueError(vm, "invalid integer literal") : value;
    }

    /// <summary>Raises the <c>ValueError</c> of a literal that is no integer.</summary>
    internal static Value InvalidLiteral(Vm* vm, Value literal, int numberBase)
    {
        Str* repr = Text.Repr(vm, literal);
        return repr == null ? Value.Undefined
            : Throw.ValueError(vm, string.Create(CultureInfo.InvariantCulture, $"invalid literal for int() with base {numberBase}: {Str.ToManaged(repr)}"));
    }

    /// <summary>Reads an integer: 0 read, 1 malformed, -1 exception pending.</summary>
    internal static int TryParse(Vm* vm, ReadOnlySpan<byte> text, int numberBase, out Value value)
    {
        value = Value.Undefined;
        text = NumberText.Trim(text);
        bool negative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
        {
            text = text[1..];
        }

        int prefixBase = text.Length < 2 || text[0] != '0' ? 0 : (text[1] | 0x20) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
        bool isOldOctal = false;
        if (prefixBase != 0 && (numberBase == 0 || numberBase == prefixBase))
        {
            numberBase = prefixBase;
            text = text[2..];
            if (!text.IsEmpty && text[0] == '_')
            {
                text = text[1..];
            }
        }
        else if (numberBase == 0)
        {
            numberBase = 10;
            isOldOctal = text.Length > 1 && text[0] == '0';
        }

        byte[]? rented = null;
        Span<byte> digits = text.Length <= 128 ? stackalloc byte[128] : (rented = new byte[text.Length]);
        int count = 0;
        bool afterDigit = false;
        foreach (byte character in text)
        {
            if (character == '_' && afterDigit)
            {
                afterDigit = false;
                continue;
            }

            int digit = NumberText.DigitValue(character);
            if (digit >= numberBase)
            {
                return 1;
            }

            afterDigit = true;
            digits[count++] = (byte)digit;
        }

        if (!afterDigit || (isOldOctal && digits[..count].ContainsAnyExcept((byte)0)))
        {
            return 1;
        }

        value = FromDigits(vm, digits[..count], numberBase, negative);
        return value.IsUndefined ? -1 : 0;
    }

    private static Value FromDigits(Vm* vm, ReadOnlySpan<byte> digits, int numberBase, bool negative)
    {
        int maxDigits = vm->MaxIntDigits;
        if (maxDigits > 0 && digits.Length > maxDigits && !BitOperations.IsPow2(numberBase))
        {
            return Throw.ValueError(vm, string.Create(
                CultureInfo.InvariantCulture,
                $"Exceeds the limit ({maxDigits} digits) for integer string conversion: value has {digits.Length} digits; use sys.set_int_max_str_digits() to increase the limit"));
        }

        if (digits.Length > 20_000 && numberBase == 10)
        {
            byte[] text = new byte[digits.Length];
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (byte)('0' + digits[i]);
            }

            BigInteger large = BigInteger.Parse(Encoding.ASCII.GetString(text), NumberStyles.None, CultureInfo.InvariantCulture);
            return FromBigInteger(vm, negative ? -large : large);
        }

        (ulong power, int chunk) = ChunkOf(numberBase);
        BigInt* result = BigInt.Allocate(vm, (digits.Length / chunk) + 1);
        if (result == null)
        {
            return Value.Undefined;
        }

        ulong* limbs = BigInt.Limbs(result);
        int count = 0;
        for (int i = 0; i < digits.Length;)
        {
            int take = (digits.Length - i) % chunk;
            take = take == 0 ? chunk : take;
            ulong part = 0;
            for (int end = i + take; i < end; i++)
            {
                part = (part * (ulong)numberBase) + digits[i];
            }

            ulong carry = Limbs.MultiplyAddLimb(limbs, limbs, count, power, part);
            if (carry != 0)
            {
                limbs[count++] = carry;
            }
        }

        result->Count = count;
        return BigInt.Finish(result, negative);
    }

    /// <summary>The greatest power of a base that fits a limb, and its exponent.</summary>
    private static (ulong Power, int Digits) ChunkOf(int numberBase)
    {
        if (numberBase == 10)
        {
            return (ChunkPower, ChunkDigits);
        }

        ulong power = (ulong)numberBase;
        int digits = 1;
        while (power <= ulong.MaxValue / (ulong)numberBase)
        {
            power *= (ulong)numberBase;
            digits++;
        }

        return (power, digits);
    }

    private static bool CheckDigits(Vm* vm, Magnitude magnitude)
    {
        int maxDigits = vm->MaxIntDigits;
        if (maxDigits <= 0 || magnitude.Count <= 1)
        {
            return true;
        }

        // log10(2) = 0.30103: a bound from the bits decides all but the numbers within one digit of the limit.
        double bits = ((double)magnitude.Count * 64) - BitOperations.LeadingZeroCount(magnitude.Limbs[magnitude.Count - 1]);
        double least = Math.Floor((bits - 1) * 0.30102999566398120) + 1;
        bool exceeds = least > maxDigits || (least == maxDigits
            && bits * 0.30102999566398120 >= maxDigits
            && ToBigInteger(magnitude.Limbs, magnitude.Count) >= BigInteger.Pow(10, maxDigits));
        if (exceeds)
        {
            Throw.ValueError(vm, string.Create(
                CultureInfo.InvariantCulture,
                $"Exceeds the limit ({maxDigits} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"));
        }

        return !exceeds;
    }

    private static Str* BinaryDigits(Vm* vm, Magnitude magnitude, int bitsPerDigit)
    {
        long bits = magnitude.Count == 0 ? 1 : (magnitude.Count * 64L) - BitOperations.LeadingZeroCount(magnitude.Limbs[magnitude.Count - 1]);
        long digits = (bits + bitsPerDigit - 1) / bitsPerDigit;
        int sign = magnitude.Negative ? 1 : 0;
        Str* result = AllocateAscii(vm, digits + sign);
        if (result == null)
        {
            return null;
        }

        if (magnitude.Negative)
        {
            result->Data[0] = (byte)'-';
        }

        for (long i = 0; i < digits; i++)
        {
            long position = i * bitsPerDigit;
            int limb = (int)(position / 64);
            int shift = (int)(position % 64);
            ulong window = limb < magnitude.Count ? magnitude.Limbs[limb] >> shift : 0;
            if (shift + bitsPerDigit > 64 && limb + 1 < magnitude.Count)
            {
                window |= magnitude.Limbs[limb + 1] << (64 - shift);
            }

            result->Data[sign + digits - 1 - i] = NumberText.DigitCharacter((int)(window & ((1UL << bitsPerDigit) - 1)));
        }

        return result;
    }

    private static Str* ChunkedDigits(Vm* vm, Magnitude magnitude, int numberBase)
    {
        (ulong power, int chunk) = ChunkOf(numberBase);
        ulong* stack = stackalloc ulong[LimbScratch.StackLimbs];
        using LimbScratch scratch = new(stack, magnitude.Count);
        ulong* rest = scratch.Limbs;
        new ReadOnlySpan<ulong>(magnitude.Limbs, magnitude.Count).CopyTo(new Span<ulong>(rest, magnitude.Count));
        int capacity = (int)(magnitude.Count * 64L / BitOperations.Log2((uint)numberBase)) + 2;
        byte[]? heap = null;
        Span<byte> text = capacity <= 512 ? stackalloc byte[512] : (heap = new byte[capacity]);
        int start = text.Length;
        int count = magnitude.Count;
        do
        {
            ulong part = count == 0 ? 0 : Limbs.DivideLimb(rest, rest, count, power);
            count = Limbs.Trim(rest, count);
            for (int i = 0; i < chunk && (count > 0 || part != 0); i++)
            {
                (part, ulong digit) = Math.DivRem(part, (ulong)numberBase);
                text[--start] = NumberText.DigitCharacter((int)digit);
            }
        }
        while (count > 0);

        if (start == text.Length)
        {
            text[--start] = (byte)'0';
        }

        if (magnitude.Negative)
        {
            text[--start] = (byte)'-';
        }

        return Str.FromLatin1(vm, text[start..]);
    }

    private static Str* AllocateAscii(Vm* vm, long length)
    {
        Str* result = Str.Allocate(vm, length, 1);
        if (result != null)
        {
            result->Header.Flags |= ObjectFlags.Ascii;
        }

        return result;
    }
}
