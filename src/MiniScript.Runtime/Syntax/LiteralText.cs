using System.Globalization;
using System.Numerics;
using System.Text;
using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <summary>Writes the value of a <see cref="Constant"/> as the language's <c>repr</c> does.</summary>
internal static class LiteralText
{
    /// <summary>Appends a literal's value.</summary>
    public static void Append(StringBuilder output, object? value)
    {
        switch (value)
        {
            case null:
                output.Append("None");
                break;
            case bool flag:
                output.Append(flag ? "True" : "False");
                break;
            case long or BigInteger:
                output.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case double number:
                AppendDouble(output, number, ".0");
                break;
            case ImaginaryLiteral imaginary:
                AppendDouble(output, imaginary.Value, "");
                output.Append('j');
                break;
            case string text:
                AppendString(output, text);
                break;
            case byte[] bytes:
                AppendBytes(output, bytes);
                break;
            case EllipsisLiteral:
                output.Append("Ellipsis");
                break;
            default:
                throw new ArgumentException("An object of another type is no literal.", nameof(value));
        }
    }

    /// <summary>The <c>repr</c> of a folded literal: numbers may be negative or complex.</summary>
    public static string Repr(object? value)
    {
        var output = new StringBuilder();
        switch (value)
        {
            case double number when double.IsNegative(number):
                output.Append('-');
                AppendDouble(output, -number, ".0");
                break;
            case Complex { Real: 0 } number when !double.IsNegative(number.Real):
                AppendImaginary(output, number.Imaginary, "");
                break;
            case Complex number:
                output.Append(double.IsNegative(number.Real) ? "(-" : "(");
                AppendDouble(output, Math.Abs(number.Real), "");
                AppendImaginary(output, number.Imaginary, "+");
                output.Append(')');
                break;
            default:
                Append(output, value);
                break;
        }

        return output.ToString();
    }

    private static void AppendImaginary(StringBuilder output, double value, string plus)
    {
        output.Append(double.IsNegative(value) ? "-" : plus);
        AppendDouble(output, Math.Abs(value), "");
        output.Append('j');
    }

    private static void AppendDouble(StringBuilder output, double value, string integralSuffix)
    {
        if (double.IsInfinity(value))
        {
            output.Append("inf");
            return;
        }

        if (value == 0)
        {
            output.Append('0').Append(integralSuffix);
            return;
        }

        // "R" gives the shortest digits that read back as the same number.
        (string digits, int exponent) = Decompose(value.ToString("R", CultureInfo.InvariantCulture));
        if (exponent is < -4 or >= 16)
        {
            output.Append(digits[0]);
            if (digits.Length > 1)
            {
                output.Append('.').Append(digits, 1, digits.Length - 1);
            }

            output.Append('e').Append(exponent < 0 ? '-' : '+');
            output.Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture));
        }
        else if (exponent < 0)
        {
            output.Append("0.").Append('0', -exponent - 1).Append(digits);
        }
        else if (digits.Length <= exponent + 1)
        {
            output.Append(digits).Append('0', exponent + 1 - digits.Length).Append(integralSuffix);
        }
        else
        {
            output.Append(digits, 0, exponent + 1).Append('.').Append(digits, exponent + 1, digits.Length - exponent - 1);
        }
    }

    // The significant digits of a positive number's text, and the decimal exponent of the first of them.
    private static (string Digits, int Exponent) Decompose(string text)
    {
        int exponent = 0;
        int e = text.IndexOf('E', StringComparison.Ordinal);
        if (e >= 0)
        {
            exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }

        int point = text.IndexOf('.', StringComparison.Ordinal);
        int integral = point < 0 ? text.Length : point;
        string digits = text.Replace(".", "", StringComparison.Ordinal);
        int leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), exponent + integral - leading - 1);
    }

    private static void AppendString(StringBuilder output, string text)
    {
        char quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        output.Append(quote);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c < 128)
            {
                AppendAscii(output, c, quote);
            }
            else if (Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                i += rune.Utf16SequenceLength - 1;
                if (UnicodeIdentifiers.IsPrintable(rune))
                {
                    output.Append(rune.ToString());
                }
                else
                {
                    AppendEscape(output, rune.Value);
                }
            }
            else
            {
                AppendEscape(output, c);
            }
        }

        output.Append(quote);
    }

    private static void AppendBytes(StringBuilder output, byte[] bytes)
    {
        char quote = bytes.AsSpan().Contains((byte)'\'') && !bytes.AsSpan().Contains((byte)'"') ? '"' : '\'';
        output.Append('b').Append(quote);
        foreach (byte b in bytes)
        {
            if (b < 128)
            {
                AppendAscii(output, (char)b, quote);
            }
            else
            {
                AppendEscape(output, b);
            }
        }

        output.Append(quote);
    }

    private static void AppendAscii(StringBuilder output, char c, char quote)
    {
        switch (c)
        {
            case '\\':
                output.Append("\\\\");
                break;
            case '\n':
                output.Append("\\n");
                break;
            case '\r':
                output.Append("\\r");
                break;
            case '\t':
                output.Append("\\t");
                break;
            default:
                if (c == quote)
                {
                    output.Append('\\').Append(c);
                }
                else if (c is < ' ' or '\x7F')
                {
                    AppendEscape(output, c);
                }
                else
                {
                    output.Append(c);
                }

                break;
        }
    }

    private static void AppendEscape(StringBuilder output, int value)
    {
        (char letter, string format) = value < 0x100 ? ('x', "x2") : value < 0x10000 ? ('u', "x4") : ('U', "x8");
        output.Append('\\').Append(letter).Append(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
