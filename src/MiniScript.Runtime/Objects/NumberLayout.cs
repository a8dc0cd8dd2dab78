using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The parts of a number in text form, which a format specification lays out: sign, prefix, integer digits, fraction, suffix.</summary>
internal unsafe ref struct NumberLayout
{
    /// <summary>The digits in front of the point.</summary>
    public ReadOnlySpan<byte> Integer;

    /// <summary><c>0x</c> and the like.</summary>
    public ReadOnlySpan<byte> Prefix;

    /// <summary>The digits behind the point; <see cref="LeadingZeros"/> come before and <see cref="TrailingZeros"/> after.</summary>
    public ReadOnlySpan<byte> Fraction;

    /// <summary>An exponent, a percent sign, or the name of a value that is no number.</summary>
    public ReadOnlySpan<byte> Suffix;

    /// <summary>Zeros between the point and <see cref="Fraction"/>.</summary>
    public long LeadingZeros;

    /// <summary>Zeros behind <see cref="Fraction"/>.</summary>
    public long TrailingZeros;

    /// <summary>Whether there is a decimal point.</summary>
    public bool HasPoint;

    /// <summary>Whether the number is below zero.</summary>
    public bool IsNegative;

    /// <summary>The number laid out; null with <c>MemoryError</c> pending past the limit.</summary>
    public readonly Str* Layout(Vm* vm, in FormatSpec spec)
    {
        int sign = IsNegative ? '-' : spec.Sign is '+' or ' ' ? spec.Sign : 0;
        long rest = LeadingZeros + Fraction.Length + TrailingZeros + Suffix.Length + (HasPoint ? 1 : 0);
        long fixedPart = (sign != 0 ? 1 : 0) + Prefix.Length + rest;
        long digits = Integer.Length;
        long grouped = 0;
        if (digits > 0)
        {
            long least = spec.Fill == '0' && spec.Align == '=' ? spec.Width - fixedPart : 0;
            grouped = Grouped(digits, in spec);
            if (grouped < least)
            {
                digits = spec.Grouping == 0 ? least : DigitsToFill(least, in spec);
                grouped = Grouped(digits, in spec);
            }
        }

        long padding = Math.Max(0, spec.Width - fixedPart - grouped);
        long left = spec.Align switch
        {
            '>' => padding,
            '^' => padding / 2,
            _ => 0,
        };
        long inside = spec.Align == '=' ? padding : 0;
        long total = fixedPart + grouped + padding;
        int width = padding > 0 ? Str.WidthOf(spec.Fill) : 1;
        if (total > int.MaxValue - 64)
        {
            Throw.MemoryError(vm);
            return null;
        }

        Str* text = Str.Allocate(vm, total, width);
        if (text == null)
        {
            return null;
        }

        StrWriter writer = new(text);
        writer.Fill(spec.Fill, left);
        if (sign != 0)
        {
            writer.Write(sign);
        }

        writer.Write(Prefix);
        writer.Fill(spec.Fill, inside);
        WriteInteger(ref writer, digits, in spec);
        if (HasPoint)
        {
            writer.Write('.');
        }

        writer.Fill('0', LeadingZeros);
        writer.Write(Fraction);
        writer.Fill('0', TrailingZeros);
        writer.Write(Suffix);
        writer.Fill(spec.Fill, padding - left - inside);
        text->DetectAscii();
        return text;
    }

    private readonly void WriteInteger(ref StrWriter writer, long digits, in FormatSpec spec)
    {
        if (spec.Grouping == 0)
        {
            writer.Fill('0', digits - Integer.Length);
            writer.Write(Integer);
            return;
        }

        for (long left = digits; left > 0; left--)
        {
            writer.Write(left > Integer.Length ? '0' : Integer[(int)(Integer.Length - left)]);
            if (left > 1 && (left - 1) % spec.GroupSize == 0)
            {
                writer.Write(spec.Grouping);
            }
        }
    }

    private static long Grouped(long digits, in FormatSpec spec) => spec.Grouping == 0 ? digits : digits + ((digits - 1) / spec.GroupSize);

    /// <summary>The fewest digits that, grouped, are at least that wide.</summary>
    private static long DigitsToFill(long width, in FormatSpec spec)
    {
        long digits = width - (width / (spec.GroupSize + 1));
        return Grouped(digits, in spec) < width ? digits + 1 : digits;
    }
}
