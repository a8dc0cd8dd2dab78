using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Objects;

/// <summary>A parsed format specification: <c>[[fill]align][sign][z][#][0][width][grouping][.precision][type]</c>.</summary>
internal unsafe struct FormatSpec
{
    /// <summary>The code point that pads.</summary>
    public int Fill;

    /// <summary><c>&lt;</c>, <c>&gt;</c>, <c>^</c> or <c>=</c>.</summary>
    public char Align;

    /// <summary><c>+</c>, <c>-</c>, a space, or 0 if not given.</summary>
    public char Sign;

    /// <summary><c>z</c>: a negative zero loses its sign.</summary>
    public bool NoNegativeZero;

    /// <summary><c>#</c>.</summary>
    public bool Alternate;

    /// <summary>The least width in code points, or -1.</summary>
    public long Width;

    /// <summary><c>,</c>, <c>_</c>, or 0 if not given.</summary>
    public char Grouping;

    /// <summary>The precision, or -1.</summary>
    public long Precision;

    /// <summary>The presentation type, a code point; 0 if not given and there is no default.</summary>
    public int Type;

    /// <summary>The digits between two separators.</summary>
    public readonly int GroupSize => Type is 'b' or 'o' or 'x' or 'X' ? 4 : 3;

    /// <summary>A specification that asks for nothing.</summary>
    public static FormatSpec Default(char align, int type) => new() { Fill = ' ', Align = align, Width = -1, Precision = -1, Type = type };

    /// <summary>Parses; false with <c>ValueError</c> pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="text">The specification.</param>
    /// <param name="subject">The formatted object, whose type messages name.</param>
    /// <param name="defaultType">The presentation type if none is given.</param>
    /// <param name="defaultAlign">The alignment if none is given.</param>
    /// <param name="spec">What was said.</param>
    public static bool Parse(Vm* vm, Str* text, Value subject, int defaultType, char defaultAlign, out FormatSpec spec)
    {
        spec = Default(defaultAlign, defaultType);
        int end = text->Length;
        int at = 0;
        bool hasFill = false;
        bool hasAlign = true;
        if (end >= 2 && IsAlign(text->At(1)))
        {
            spec.Fill = text->At(0);
            spec.Align = (char)text->At(1);
            hasFill = true;
            at = 2;
        }
        else if (end >= 1 && IsAlign(text->At(0)))
        {
            spec.Align = (char)text->At(0);
            at = 1;
        }
        else
        {
            hasAlign = false;
        }

        if (at < end && text->At(at) is '+' or '-' or ' ')
        {
            spec.Sign = (char)text->At(at++);
        }

        spec.NoNegativeZero = Skip(text, ref at, 'z');
        spec.Alternate = Skip(text, ref at, '#');
        if (!hasFill && Skip(text, ref at, '0'))
        {
            spec.Fill = '0';
            if (!hasAlign && defaultAlign == '>')
            {
                spec.Align = '=';
            }
        }

        if (!TryNumber(vm, text, ref at, out spec.Width) || !ParseGrouping(vm, text, ref at, ref spec))
        {
            return false;
        }

        if (Skip(text, ref at, '.'))
        {
            if (!TryNumber(vm, text, ref at, out spec.Precision))
            {
                return false;
            }

            if (spec.Precision < 0)
            {
                Throw.ValueError(vm, "Format specifier missing precision");
                return false;
            }
        }

        if (end - at > 1)
        {
            Throw.ValueError(vm, $"Invalid format specifier '{Str.ToManaged(text)}' for object of type '{Types.NameOf(vm, subject)}'");
            return false;
        }

        if (at < end)
        {
            spec.Type = text->At(at);
        }

        return CheckGrouping(vm, in spec);
    }

    /// <summary>Reads decimal digits, of any script; -1 if there are none. False with <c>ValueError</c> pending for a number beyond 64 bits.</summary>
    internal static bool TryNumber(Vm* vm, Str* text, ref int at, out long number)
    {
        number = -1;
        for (; at < text->Length; at++)
        {
            int digit = UnicodeData.DecimalValue(text->At(at));
            if (digit < 0)
            {
                break;
            }

            number = Math.Max(number, 0);
            if (number > (long.MaxValue - digit) / 10)
            {
                Throw.ValueError(vm, "Too many decimal digits in format string");
                return false;
            }

            number = (number * 10) + digit;
        }

        return true;
    }

    /// <summary>Raises <c>ValueError</c> for a presentation type that an object does not have.</summary>
    internal static Str* UnknownType(Vm* vm, int type, Value subject)
    {
        string code = type is > 32 and < 128 ? ((char)type).ToString() : $"\\x{type:x}";
        Throw.ValueError(vm, $"Unknown format code '{code}' for object of type '{Types.NameOf(vm, subject)}'");
        return null;
    }

    private static bool IsAlign(int c) => c is '<' or '>' or '=' or '^';

    private static bool Skip(Str* text, ref int at, char wanted)
    {
        if (at < text->Length && text->At(at) == wanted)
        {
            at++;
            return true;
        }

        return false;
    }

    private static bool ParseGrouping(Vm* vm, Str* text, ref int at, ref FormatSpec spec)
    {
        if (Skip(text, ref at, ','))
        {
            spec.Grouping = ',';
        }

        bool both = false;
        if (Skip(text, ref at, '_'))
        {
            both = spec.Grouping == ',';
            spec.Grouping = '_';
        }

        if (both || (spec.Grouping == '_' && at < text->Length && text->At(at) == ','))
        {
            Throw.ValueError(vm, "Cannot specify both ',' and '_'.");
            return false;
        }

        return true;
    }

    private static bool CheckGrouping(Vm* vm, in FormatSpec spec)
    {
        if (spec.Grouping == 0)
        {
            return true;
        }

        switch (spec.Type)
        {
            case 'd' or 'e' or 'f' or 'g' or 'E' or 'G' or '%' or 'F' or 0:
            case 'b' or 'o' or 'x' or 'X' when spec.Grouping == '_':
                return true;
            default:
                string type = spec.Type is > 32 and < 128 ? ((char)spec.Type).ToString() : $"\\x{spec.Type:x}";
                Throw.ValueError(vm, $"Cannot specify '{spec.Grouping}' with '{type}'.");
                return false;
        }
    }
}
