using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>Reads dates and times in the forms of ISO 8601 that <c>fromisoformat</c> knows.</summary>
internal unsafe ref struct IsoReader
{
    /// <summary>Room for the text; what is longer is cut where only superfluous digits can stand.</summary>
    public const int MostCharacters = 256;

    private readonly ReadOnlySpan<byte> text;
    private int at;
    private int week;
    private int weekday;

    /// <summary>A reader of a text, whose characters beyond ASCII it sees as one that fits nowhere but between date and time.</summary>
    public IsoReader(Span<byte> buffer, Str* source)
    {
        int length = Math.Min(source->Length, buffer.Length);
        for (int i = 0; i < length; i++)
        {
            int character = source->At(i);
            buffer[i] = (byte)(character < 128 ? character : 255);
        }

        text = source->Length > buffer.Length ? default : buffer[..length];
    }

    /// <summary>The length of the text.</summary>
    public readonly int Length => text.Length;

    /// <summary>Raises the error of a text in another form.</summary>
    public static Value Invalid(Vm* vm, Value text)
    {
        Str* shown = Text.Repr(vm, text);
        return shown == null ? Value.Undefined : Throw.ValueError(vm, $"Invalid isoformat string: {Str.ToManaged(shown)}");
    }

    /// <summary>Checks the ranges of a packed time; false with <c>ValueError</c> pending.</summary>
    public static bool Checked(Vm* vm, long time) => CalendarMath.CheckTime(
        vm, CalendarMath.HourOf(time & ~CalendarMath.Fold) + (FarHour(time) ? 32 : 0), CalendarMath.MinuteOf(time), CalendarMath.SecondOf(time), CalendarMath.MicrosecondOf(time), 0);

    /// <summary>Checks an offset in microseconds; false with <c>ValueError</c> pending.</summary>
    public static bool CheckedOffset(Vm* vm, bool hasZone, long offset)
    {
        if (!hasZone || Math.Abs(offset) < CalendarMath.Day)
        {
            return true;
        }

        Value shown = TimeDeltaType.Normal(vm, 0, offset);
        Throw.ValueError(
            vm,
            $"offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {Str.ToManaged(Text.Repr(vm, shown))}.");
        return false;
    }

    /// <summary>Passes a leading T.</summary>
    public void SkipT() => at += Length > 0 && text[0] == 'T' ? 1 : 0;

    /// <summary>Reads a date of a given length: its packed parts, of which only the form was checked; -1 if the form is another.</summary>
    public long ReadDate(int length)
    {
        if (length is not (7 or 8 or 10) || length > Length || !Digits(4, out int year))
        {
            return -1;
        }

        bool isExtended = Accept('-');
        if (at < length && Accept('W'))
        {
            weekday = 1;
            if (at + 2 > length || !Digits(2, out week))
            {
                return -1;
            }

            if (at < length && (Accept('-') != isExtended || at >= length || !Digits(1, out weekday)))
            {
                return -1;
            }

            return at == length ? CalendarMath.PackDate(year, 0, 0) : -1;
        }

        return Digits(2, out int month) && Accept('-') == isExtended && Digits(2, out int day) && at == length
            ? ((long)year << 14) | ((long)month << 7) | (long)day : -1;
    }

    /// <summary>Checks what <see cref="ReadDate"/> gave for a text and packs it; false with <c>ValueError</c> pending.</summary>
    public readonly bool Check(Vm* vm, Value source, ref long date)
    {
        if (week != 0 || weekday != 0)
        {
            date = CalendarMath.FromIso(vm, CalendarMath.YearOf(date), week, weekday);
            if (date == 0)
            {
                vm->Pending = Value.Undefined;
                Invalid(vm, source);
            }

            return date != 0;
        }

        int year = (int)(date >> 14);
        int month = (int)(date >> 7) & 127;
        int day = (int)date & 127;
        date = CalendarMath.PackDate(year, month & 15, day & 31);
        return CalendarMath.CheckDate(vm, year, month, day);
    }

    /// <summary>Where the date of a date and time ends; -1 if the text is too short.</summary>
    public readonly int DateEnd()
    {
        if (Length < 7)
        {
            return -1;
        }

        if (Length == 7)
        {
            return 7;
        }

        if (text[4] == '-')
        {
            if (text[5] != 'W')
            {
                return 10;
            }

            // YYYY-Www-D, or YYYY-Www and a time behind a hyphen.
            return Length > 8 && text[8] == '-' ? (Length == 9 ? -1 : Length > 10 && char.IsAsciiDigit((char)text[10]) ? 8 : 10) : 8;
        }

        if (text[4] != 'W')
        {
            return 8;
        }

        int end = 7;
        while (end < Length && char.IsAsciiDigit((char)text[end]))
        {
            end++;
        }

        return end < 9 ? end : end % 2 == 0 ? 7 : 8;
    }

    /// <summary>Passes the character between date and time; false at the end.</summary>
    public bool SkipSeparator() => at < Length && at++ >= 0;

    /// <summary>Reads the rest of the text as a time with an optional offset, in microseconds; false if the form is another.</summary>
    public bool ReadTime(out long time, out bool hasZone, out long offset)
    {
        hasZone = false;
        offset = 0;
        int zone = text[at..].IndexOfAny((byte)'+', (byte)'-', (byte)'Z');
        int end = zone < 0 ? Length : at + zone;
        if (!ReadClock(end, out time, out _))
        {
            return false;
        }

        if (zone < 0)
        {
            return true;
        }

        hasZone = true;
        byte sign = text[at++];
        if (sign == 'Z')
        {
            return at == Length;
        }

        if (!ReadClock(Length, out _, out offset))
        {
            return false;
        }

        offset = sign == '-' ? -offset : offset;
        return true;
    }

    private static bool FarHour(long time) => (time & CalendarMath.Fold) != 0;

    private bool ReadClock(int end, out long time, out long microseconds)
    {
        time = microseconds = 0;
        Span<int> parts = stackalloc int[3];
        parts.Clear();
        bool isExtended = true;
        for (int i = 0; i < 3; i++)
        {
            if (at + 2 > end || !Digits(2, out parts[i]))
            {
                return false;
            }

            if (at >= end)
            {
                break;
            }

            byte next = text[at];
            if (i == 0)
            {
                isExtended = next == ':';
            }

            if (next is (byte)'.' or (byte)',')
            {
                at++;
                return ReadFraction(end, out int fraction) && Finish(parts, fraction, out time, out microseconds);
            }

            if (isExtended && next != ':')
            {
                return false;
            }

            at += isExtended ? 1 : 0;
            if (i == 2)
            {
                return ReadFraction(end, out int rest) && Finish(parts, rest, out time, out microseconds);
            }
        }

        return Finish(parts, 0, out time, out microseconds) && at == end;
    }

    private static bool Finish(Span<int> parts, int fraction, out long time, out long microseconds)
    {
        // What does not fit its bits is marked by the greatest that does, the hour by the bit of the fold, and so refused.
        time = CalendarMath.PackTime(parts[0] & 31, Math.Min(parts[1], 63), Math.Min(parts[2], 63), fraction, parts[0] > 31 ? 1 : 0);
        microseconds = (((((parts[0] * 60L) + parts[1]) * 60) + parts[2]) * CalendarMath.Second) + fraction;
        return true;
    }

    private bool ReadFraction(int end, out int microseconds)
    {
        microseconds = 0;
        int start = at;
        for (int scale = 100_000; at < end && char.IsAsciiDigit((char)text[at]); at++, scale /= 10)
        {
            microseconds += (text[at] - '0') * scale;
        }

        return at > start && at == end;
    }

    private bool Digits(int count, out int number)
    {
        number = 0;
        if (at + count > Length)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            int digit = text[at + i] - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            number = (number * 10) + digit;
        }

        at += count;
        return true;
    }

    private bool Accept(char character)
    {
        if (at >= Length || text[at] != character)
        {
            return false;
        }

        at++;
        return true;
    }
}
