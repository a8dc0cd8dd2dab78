using System.Numerics;
using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary><c>format()</c> of decimal numbers.</summary>
internal static unsafe class DecimalFormat
{
    /// <summary>The number laid out by a specification; null with an exception pending.</summary>
    public static Str* Format(Vm* vm, Value self, Str* specification, Value context)
    {
        if (!FormatSpec.Parse(vm, specification, self, 0, '>', out FormatSpec spec) || spec.Grouping == '_' || spec.Precision > int.MaxValue
            || spec.Type is not (0 or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or 'N' or '%') || (spec.Type is 'n' or 'N' && spec.Grouping != 0))
        {
            vm->Pending = Value.Undefined;
            Throw.ValueError(vm, "invalid format string");
            return null;
        }

        if (spec.Type == 'N' && !LibraryCalls.Warn(vm, TypeId.DeprecationWarning, "Format specifier 'N' is deprecated and slated for removal in Python 3.18"))
        {
            return null;
        }

        Dec number = DecimalCells.Read(self);
        bool isCapital = DecimalContexts.Field(context, DecimalContexts.Capitals) != 0;
        scoped NumberLayout layout = default;
        layout.IsNegative = number.Negative;
        if (!number.IsFinite)
        {
            string name = DecimalText.ToText(number with { Negative = false }, false, true) + (spec.Type == '%' ? "%" : string.Empty);
            if (spec.Fill == '0' && spec.Align == '=')
            {
                spec.Fill = ' ';
                spec.Align = '>';
            }

            layout.Suffix = Encoding.ASCII.GetBytes(name);
            return layout.Layout(vm, in spec);
        }

        int type = spec.Type switch { 0 => isCapital ? 'G' : 'g', 'n' => 'g', 'N' => 'G', _ => spec.Type };
        DecRounding rounding = (DecRounding)DecimalContexts.Field(context, DecimalContexts.Rounding);
        if (type == '%')
        {
            number = number with { Exponent = number.Exponent + 2 };
        }

        bool isFixed = type is 'f' or 'F' or '%';
        if (spec.Precision >= 0)
        {
            long precision = spec.Precision;
            number = type is 'e' or 'E' ? Round(number, precision + 1, rounding)
                : isFixed ? DecimalMath.ToExponent(number, -precision, rounding, out _, out _)
                : number.Digits > Math.Max(precision, 1) ? Round(number, Math.Max(precision, 1), rounding) : number;
        }

        if (number.IsZero && number.Exponent > 0 && isFixed)
        {
            number = number with { Exponent = 0 };
        }

        if (spec.NoNegativeZero && number.IsZero)
        {
            layout.IsNegative = false;
        }

        string digits = DecimalText.Text(number.Coefficient);
        long left = number.Exponent + digits.Length;
        long place = type is 'e' or 'E' ? number.IsZero && spec.Precision >= 0 ? 1 - spec.Precision : 1
            : isFixed ? left
            : number.Exponent <= 0 && left > -6 ? left : 1;
        if (Math.Abs(place) > DecContext.MostDigits)
        {
            Throw.MemoryError(vm);
            return null;
        }

        string whole = place <= 0 ? "0" : place > digits.Length ? digits + new string('0', (int)place - digits.Length) : digits[..(int)place];
        string fraction = place < 0 ? new string('0', (int)-place) + digits : place >= digits.Length ? string.Empty : digits[(int)place..];
        long shown = left - place;
        string suffix = shown != 0 || type is 'e' or 'E'
            ? string.Concat(type is 'E' or 'G' ? "E" : "e", shown.ToString("+0;-0;+0", System.Globalization.CultureInfo.InvariantCulture)) : string.Empty;
        layout.Integer = Encoding.ASCII.GetBytes(whole);
        layout.HasPoint = fraction.Length > 0 || spec.Alternate;
        layout.Fraction = Encoding.ASCII.GetBytes(fraction);
        layout.Suffix = Encoding.ASCII.GetBytes(suffix + (type == '%' ? "%" : string.Empty));
        return layout.Layout(vm, in spec);
    }

    private static Dec Round(Dec number, long digits, DecRounding rounding)
    {
        if (number.IsZero)
        {
            return number;
        }

        Dec result = DecimalMath.ToExponent(number, number.Adjusted + 1 - digits, rounding, out _, out _);
        return result.Digits > digits ? new Dec(result.Negative, result.Coefficient / 10, result.Exponent + 1) : result;
    }
}
