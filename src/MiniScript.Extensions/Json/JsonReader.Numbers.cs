using System.Globalization;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Extensions.Json;

/// <summary>Numbers.</summary>
internal unsafe ref partial struct JsonReader<T>
{
    /// <summary>Decimal digits that a signed word always holds.</summary>
    private const int WordDigits = 18;

    /// <summary>Powers of ten that floats hold exactly: a product or quotient with one of them is rounded once.</summary>
    private static ReadOnlySpan<double> ExactPowers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    private Value ReadNumber()
    {
        int start = index;
        int i = start;
        bool negative = At(i) == '-';
        i += negative ? 1 : 0;
        int firstDigit = i;
        long digits = 0;
        if (i < length && At(i) == '0')
        {
            i++;
        }
        else
        {
            SkipDigits(ref i, ref digits);
        }

        int count = i - firstDigit;
        if (count == 0)
        {
            return Fail("Expecting value", start);
        }

        int fraction = 0;
        if (i + 1 < length && At(i) == '.' && IsDigit(i + 1))
        {
            i++;
            int before = i;
            SkipDigits(ref i, ref digits);
            fraction = i - before;
        }

        bool hasExponent = TrySkipExponent(ref i);
        index = i;
        if (fraction == 0 && !hasExponent)
        {
            if (!hooks.Integer.IsNone)
            {
                return Calls.Invoke(vm, hooks.Integer, Value.FromObject(Str.Slice(vm, source, start, i - start)));
            }

            return count <= WordDigits ? Integers.FromLong(vm, negative ? -digits : digits) : ReadLongInteger(start, i - start);
        }

        if (!hooks.Float.IsNone)
        {
            return Calls.Invoke(vm, hooks.Float, Value.FromObject(Str.Slice(vm, source, start, i - start)));
        }

        if (!hasExponent && count + fraction <= WordDigits && digits <= 1L << 53)
        {
            double value = digits / ExactPowers[fraction];
            return Value.FromFloat(negative ? -value : value);
        }

        return Value.FromFloat(ReadLongFloat(start, i - start));
    }

    private readonly Value ReadLongInteger(int start, int count)
    {
        byte[] text = Narrow(start, count);
        Value magnitude = Integers.ParseLiteral(vm, text[0] == '-' ? text.AsSpan(1) : text);
        return text[0] == '-' && !magnitude.IsUndefined ? Integers.Negate(vm, magnitude) : magnitude;
    }

    private readonly double ReadLongFloat(int start, int count)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return sizeof(T) == 1
            ? double.Parse(new ReadOnlySpan<byte>((byte*)text + start, count), Style, CultureInfo.InvariantCulture)
            : double.Parse(Narrow(start, count), Style, CultureInfo.InvariantCulture);
    }

    private readonly byte[] Narrow(int start, int count)
    {
        byte[] result = new byte[count];
        for (int i = 0; i < count; i++)
        {
            result[i] = (byte)At(start + i);
        }

        return result;
    }

    private readonly bool IsDigit(int position) => (uint)(At(position) - '0') <= 9;

    /// <summary>Skips digits and appends them to a number, which wraps beyond <see cref="WordDigits"/>.</summary>
    private readonly void SkipDigits(ref int i, ref long digits)
    {
        while (i < length && IsDigit(i))
        {
            digits = unchecked((digits * 10) + (At(i++) - '0'));
        }
    }

    private readonly bool TrySkipExponent(ref int i)
    {
        if (i >= length || (At(i) | 0x20) != 'e')
        {
            return false;
        }

        int first = i + 1;
        if (first < length && At(first) is '+' or '-')
        {
            first++;
        }

        if (first >= length || !IsDigit(first))
        {
            return false;
        }

        long ignored = 0;
        SkipDigits(ref first, ref ignored);
        i = first;
        return true;
    }
}
