namespace MiniScript.Runtime.Objects;

/// <summary>Complex numbers as text, and back.</summary>
internal static class ComplexText
{
    /// <summary><c>1j</c>, <c>(1+2j)</c>, <c>(-0-1j)</c>.</summary>
    public static string Repr(double real, double imaginary)
    {
        if (real == 0 && !double.IsNegative(real))
        {
            return Floats.Format(imaginary, 'r', 0, FloatStyle.None) + "j";
        }

        return "(" + Floats.Format(real, 'r', 0, FloatStyle.None) + Floats.Format(imaginary, 'r', 0, FloatStyle.AlwaysSign) + "j)";
    }

    /// <summary>Reads what <c>complex(text)</c> takes: a real part, an imaginary part, or both, in parentheses or not.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double real, out double imaginary)
    {
        real = imaginary = 0;
        text = NumberText.Trim(text);
        if (!text.IsEmpty && text[0] == '(')
        {
            if (text[^1] != ')')
            {
                return false;
            }

            text = NumberText.Trim(text[1..^1]);
        }

        if (text.IsEmpty)
        {
            return false;
        }

        if ((text[^1] | 0x20) != 'j')
        {
            return IsTight(text) && Floats.TryParse(text, out real);
        }

        text = text[..^1];
        int split = text.Length - 1;
        while (split > 0 && (text[split] is not ((byte)'+' or (byte)'-') || (text[split - 1] | 0x20) == 'e'))
        {
            split--;
        }

        if (split > 0 && (!IsTight(text[..split]) || !Floats.TryParse(text[..split], out real)))
        {
            return false;
        }

        ReadOnlySpan<byte> part = text[Math.Max(split, 0)..];
        if (part.IsEmpty || part is [(byte)'+'] or [(byte)'-'])
        {
            imaginary = part is [(byte)'-'] ? -1 : 1;
            return true;
        }

        return IsTight(part) && Floats.TryParse(part, out imaginary);
    }

    /// <summary>True if there is no white space around a part: only the whole may have some.</summary>
    private static bool IsTight(ReadOnlySpan<byte> text) => NumberText.Trim(text).Length == text.Length;
}
