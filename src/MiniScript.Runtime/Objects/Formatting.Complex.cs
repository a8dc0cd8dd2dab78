using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

public static unsafe partial class Formatting
{
    /// <summary>Formats a complex number: the specification applies to both parts, the width to the whole.</summary>
    public static Str* FormatComplex(Vm* vm, Value self, double real, double imaginary, Str* specification)
    {
        FormatSpec spec = FormatSpec.Default('>', 0);
        if (specification->Length == 0)
        {
            return Str.New(vm, ComplexText.Repr(real, imaginary));
        }

        if (!FormatSpec.Parse(vm, specification, self, 0, '>', out spec))
        {
            return null;
        }

        if (spec.Type is not (0 or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n'))
        {
            return FormatSpec.UnknownType(vm, spec.Type, self);
        }

        string? refused = spec.Fill == '0' && spec.Align == '=' ? "Zero padding is not allowed in complex format specifier"
            : spec.Align == '=' ? "'=' alignment flag is not allowed in complex format specifier" : null;
        if (refused != null)
        {
            Throw.ValueError(vm, refused);
            return null;
        }

        bool isPlain = spec.Type == 0;
        bool hidesReal = isPlain && real == 0 && !double.IsNegative(real);
        FormatSpec part = spec;
        part.Width = -1;
        part.Type = isPlain ? (spec.Precision < 0 ? 'r' : 'g') : spec.Type;
        Str* first = hidesReal ? WellKnown.Of(vm)->EmptyStr : FormatPart(vm, real, in part);
        if (first == null)
        {
            return null;
        }

        part.Sign = hidesReal ? part.Sign : '+';
        Str* second = FormatPart(vm, imaginary, in part);
        if (second == null)
        {
            return null;
        }

        string open = isPlain && !hidesReal ? "(" : "";
        Str* whole = Str.New(vm, open + Str.ToManaged(first) + Str.ToManaged(second) + (open.Length > 0 ? "j)" : "j"));
        spec.Precision = -1;
        return Pad(vm, whole, in spec);
    }

    private static Str* FormatPart(Vm* vm, double value, in FormatSpec spec)
    {
        if (spec.Type != 'r')
        {
            return FormatFloat(vm, value, in spec);
        }

        string sign = double.IsNegative(value) && !double.IsNaN(value) ? "" : spec.Sign switch { '+' => "+", ' ' => " ", _ => "" };
        return Str.New(vm, sign + Floats.Format(value, 'r', 0, spec.Alternate ? FloatStyle.Alternate : FloatStyle.None));
    }
}
