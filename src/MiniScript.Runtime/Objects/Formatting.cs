using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>What <c>format(value, spec)</c> gives for the built-in types. All return null with an exception pending.</summary>
public static unsafe partial class Formatting
{
    /// <summary>Formats a string.</summary>
    public static Str* FormatStr(Vm* vm, Str* value, Str* specification)
    {
        if (specification->Length == 0)
        {
            return Str.Exact(vm, value);
        }

        if (!FormatSpec.Parse(vm, specification, Value.FromObject(value), 's', '<', out FormatSpec spec))
        {
            return null;
        }

        if (spec.Type != 's')
        {
            return FormatSpec.UnknownType(vm, spec.Type, Value.FromObject(value));
        }

        string? refused = spec.Sign == ' ' ? "Space not allowed in string format specifier"
            : spec.Sign != 0 ? "Sign not allowed in string format specifier"
            : spec.NoNegativeZero ? "Negative zero coercion (z) not allowed in string format specifier"
            : spec.Alternate ? "Alternate form (#) not allowed in string format specifier"
            : spec.Align == '=' ? "'=' alignment not allowed in string format specifier"
            : null;
        if (refused != null)
        {
            Throw.ValueError(vm, refused);
            return null;
        }

        return Pad(vm, value, in spec);
    }

    /// <summary>Truncates a text to the precision and pads it to the width.</summary>
    internal static Str* Pad(Vm* vm, Str* value, in FormatSpec spec)
    {
        if (spec.Precision >= 0 && spec.Precision < value->Length)
        {
            value = Str.Slice(vm, value, 0, (int)spec.Precision);
            if (value == null)
            {
                return null;
            }
        }

        long padding = spec.Width - value->Length;
        if (padding <= 0)
        {
            return Str.Exact(vm, value);
        }

        if (spec.Width > int.MaxValue - 64)
        {
            Throw.MemoryError(vm);
            return null;
        }

        Str* text = Str.Allocate(vm, spec.Width, Math.Max(value->Width, Str.WidthOf(spec.Fill)));
        if (text == null)
        {
            return null;
        }

        long left = spec.Align switch
        {
            '>' or '=' => padding,
            '^' => padding / 2,
            _ => 0,
        };
        StrWriter writer = new(text);
        writer.Fill(spec.Fill, left);
        writer.Write(value);
        writer.Fill(spec.Fill, padding - left);
        text->DetectAscii();
        return text;
    }
}
