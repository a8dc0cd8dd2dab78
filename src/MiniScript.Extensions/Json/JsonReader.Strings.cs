using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Extensions.Json;

/// <summary>Strings.</summary>
internal unsafe ref partial struct JsonReader<T>
{
    /// <summary>Reads a string behind its opening quote; null with an exception pending.</summary>
    private Str* ReadString(bool isKey)
    {
        int begin = index;
        int all = 0;
        int i = begin;
        for (; i < length; i++)
        {
            int unit = At(i);
            if (unit is '"' or '\\' || (unit < ' ' && hooks.IsStrict))
            {
                break;
            }

            all |= unit;
        }

        if (i < length && At(i) == '"')
        {
            index = i + 1;
            return isKey && sizeof(T) == 1 ? Key(begin, i - begin) : Piece(begin, i - begin, all);
        }

        return ReadEscaped(begin, i);
    }

    private readonly Str* Piece(int start, int count, int all)
    {
        if (sizeof(T) != 1)
        {
            return Str.Slice(vm, source, start, count);
        }

        ReadOnlySpan<byte> units = new((byte*)text + start, count);
        return all < 0x80 ? Str.FromAscii(vm, units) : Str.FromLatin1(vm, units);
    }

    /// <summary>A key, shared with an equal one that came shortly before: its hash is known then.</summary>
    private readonly Str* Key(int start, int count)
    {
        ReadOnlySpan<byte> units = new((byte*)text + start, count);
        if (count == 0)
        {
            return Str.Empty(vm);
        }

        int place = ((units[0] * 7) + (units[count - 1] * 31) + (units[count / 2] * 3) + count) % KeyPlaces;
        Str* known = keys[place];
        if (known == null || !Str.Equals(known, units))
        {
            known = Str.FromLatin1(vm, units);
            keys[place] = known;
        }

        return known;
    }

    private Str* ReadEscaped(int begin, int i)
    {
        byte* scratch = stackalloc byte[256];
        StrBuilder builder = new(vm, scratch, 256);
        int runStart = begin;
        while (true)
        {
            if (i >= length)
            {
                return FailString("Unterminated string starting at", begin - 1);
            }

            int unit = At(i);
            if (unit == '"')
            {
                builder.Append(source, runStart, i - runStart);
                index = i + 1;
                return builder.ToStr();
            }

            if (unit == '\\')
            {
                builder.Append(source, runStart, i - runStart);
                if (i + 1 >= length)
                {
                    return FailString("Unterminated string starting at", begin - 1);
                }

                int escape = At(i + 1);
                if (escape != 'u')
                {
                    int character = Unescape(escape);
                    if (character < 0)
                    {
                        return FailString("Invalid \\escape", i);
                    }

                    builder.Append(character);
                    i += 2;
                }
                else if (!AppendCodePoint(ref builder, ref i))
                {
                    return null;
                }

                runStart = i;
                continue;
            }

            if (unit < ' ' && hooks.IsStrict)
            {
                return FailString("Invalid control character at", i);
            }

            i++;
        }
    }

    /// <summary>Appends the code point of \uXXXX at an index, joined with a low surrogate that follows a high one.</summary>
    private readonly bool AppendCodePoint(ref StrBuilder builder, ref int i)
    {
        int code = FourDigits(i + 2);
        if (code < 0)
        {
            Fail("Invalid \\uXXXX escape", i + 1);
            return false;
        }

        i += 6;
        if (code is >= 0xd800 and <= 0xdbff && i + 1 < length && At(i) == '\\' && At(i + 1) == 'u')
        {
            int low = FourDigits(i + 2);
            if (low < 0)
            {
                Fail("Invalid \\uXXXX escape", i + 1);
                return false;
            }

            if (low is >= 0xdc00 and <= 0xdfff)
            {
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                i += 6;
            }
        }

        builder.Append(code);
        return true;
    }

    private readonly int FourDigits(int start)
    {
        if (length - start < 4)
        {
            return -1;
        }

        int code = 0;
        for (int i = start; i < start + 4; i++)
        {
            int unit = At(i);
            int digit = unit is >= '0' and <= '9' ? unit - '0' : (unit | 0x20) is >= 'a' and <= 'f' ? (unit | 0x20) - 'a' + 10 : -1;
            if (digit < 0)
            {
                return -1;
            }

            code = (code << 4) | digit;
        }

        return code;
    }

    private static int Unescape(int escape) => escape switch
    {
        '"' or '\\' or '/' => escape,
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => -1,
    };

    private readonly Str* FailString(string message, int position)
    {
        Fail(message, position);
        return null;
    }
}
