using System.Globalization;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

public static unsafe partial class Formatting
{
    private const int DigitBuffer = 64;

    /// <summary>Formats an integer of any size, or a boolean; an instance of a subclass as its plain number.</summary>
    public static Str* FormatInt(Vm* vm, Value value, Str* specification)
    {
        if (specification->Length == 0)
        {
            return Text.ToStr(vm, value);
        }

        return FormatSpec.Parse(vm, specification, value, 'd', '>', out FormatSpec spec) ? FormatInt(vm, value, in spec) : null;
    }

    private static Str* FormatInt(Vm* vm, Value value, in FormatSpec spec)
    {
        Value number = Integers.Unbox(value);
        switch (spec.Type)
        {
            case 'd' or 'n' or 'x' or 'X' or 'o' or 'b' or 'c':
                break;
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%':
                return Floats.TryGet(vm, number, out double real) ? FormatFloat(vm, real, in spec) : null;
            default:
                return FormatSpec.UnknownType(vm, spec.Type, value);
        }

        if (spec.Precision >= 0)
        {
            Throw.ValueError(vm, "Precision not allowed in integer format specifier");
            return null;
        }

        if (spec.NoNegativeZero)
        {
            Throw.ValueError(vm, "Negative zero coercion (z) not allowed in integer format specifier");
            return null;
        }

        return spec.Type == 'c' ? FormatCharacter(vm, number, in spec) : LayoutInteger(vm, number, in spec, 0);
    }

    /// <summary>Lays an integer out in the base that the type says, with at least <paramref name="leastDigits"/> digits.</summary>
    internal static Str* LayoutInteger(Vm* vm, Value number, in FormatSpec spec, long leastDigits)
    {
        int radix = spec.Type switch
        {
            'x' or 'X' => 16,
            'o' => 8,
            'b' => 2,
            _ => 10,
        };
        NumberLayout text = default;
        if (spec.Alternate && radix != 10)
        {
            text.Prefix = spec.Type switch
            {
                'x' => "0x"u8,
                'X' => "0X"u8,
                'o' => "0o"u8,
                _ => "0b"u8,
            };
        }

        byte* buffer = stackalloc byte[DigitBuffer];
        if (number.IsInt)
        {
            text.IsNegative = number.AsInt < 0;
            text.Integer = Digits((ulong)Math.Abs(number.AsInt), radix, spec.Type == 'X', buffer);
        }
        else
        {
            Str* digits = Integers.ToStr(vm, number, radix);
            if (digits == null)
            {
                return null;
            }

            text.IsNegative = *digits->Data == '-';
            text.Integer = digits->Latin1[(text.IsNegative ? 1 : 0)..];
            if (spec.Type == 'X')
            {
                // The digits are a fresh string that nobody else sees.
                System.Text.Ascii.ToUpperInPlace(new Span<byte>(digits->Data, digits->Length), out _);
            }
        }

        if (leastDigits <= text.Integer.Length)
        {
            return text.Layout(vm, in spec);
        }

        if (leastDigits > int.MaxValue / 2)
        {
            Throw.OverflowError(vm, "precision too large");
            return null;
        }

        Bytes* filled = Bytes.Allocate(vm, leastDigits);
        if (filled == null)
        {
            return null;
        }

        Span<byte> target = new(Bytes.Data(filled), (int)leastDigits);
        target.Fill((byte)'0');
        text.Integer.CopyTo(target[^text.Integer.Length..]);
        text.Integer = target;
        return text.Layout(vm, in spec);
    }

    /// <summary>Writes digits into a buffer of <see cref="DigitBuffer"/> bytes; returns them.</summary>
    private static ReadOnlySpan<byte> Digits(ulong value, int radix, bool upper, byte* buffer)
    {
        if (radix == 10)
        {
            value.TryFormat(new Span<byte>(buffer, DigitBuffer), out int length, default, CultureInfo.InvariantCulture);
            return new ReadOnlySpan<byte>(buffer, length);
        }

        ReadOnlySpan<byte> alphabet = upper ? "0123456789ABCDEF"u8 : "0123456789abcdef"u8;
        int shift = radix == 16 ? 4 : radix == 8 ? 3 : 1;
        int at = DigitBuffer;
        do
        {
            buffer[--at] = alphabet[(int)value & (radix - 1)];
            value >>= shift;
        }
        while (value != 0);
        return new ReadOnlySpan<byte>(buffer + at, DigitBuffer - at);
    }

    private static Str* FormatCharacter(Vm* vm, Value number, in FormatSpec spec)
    {
        string? refused = spec.Sign != 0 ? "Sign not allowed with integer format specifier 'c'"
            : spec.Alternate ? "Alternate form (#) not allowed with integer format specifier 'c'"
            : null;
        if (refused != null)
        {
            Throw.ValueError(vm, refused);
            return null;
        }

        if (!Integers.TryToLong(number, out long codePoint))
        {
            Throw.OverflowError(vm, "Python int too large to convert to C long");
            return null;
        }

        if (codePoint is < 0 or > 0x10ffff)
        {
            Throw.OverflowError(vm, "%c arg not in range(0x110000)");
            return null;
        }

        FormatSpec padding = spec;
        padding.Precision = -1;
        return Pad(vm, Str.FromCodePoint(vm, (int)codePoint), in padding);
    }
}
