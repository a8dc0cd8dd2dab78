using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>Writes dates and times in ISO 8601's forms into a buffer that is long enough.</summary>
internal unsafe ref struct IsoWriter(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;
    private int length;

    /// <summary>What was written, as a string.</summary>
    public readonly Value ToStr(Vm* vm) => Value.FromObject(Str.FromAscii(vm, buffer[..length]));

    /// <summary>Writes a character.</summary>
    public void Byte(byte character) => buffer[length++] = character;

    /// <summary>Writes text.</summary>
    public void Text(scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(buffer[length..]);
        length += text.Length;
    }

    /// <summary>Writes a number as it is.</summary>
    public void Number(long number)
    {
        number.TryFormat(buffer[length..], out int written, default, System.Globalization.CultureInfo.InvariantCulture);
        length += written;
    }

    /// <summary>Writes two digits.</summary>
    public void Two(int number)
    {
        buffer[length++] = (byte)('0' + (number / 10));
        buffer[length++] = (byte)('0' + (number % 10));
    }

    /// <summary>Writes a packed date.</summary>
    public void Date(long date)
    {
        Two(CalendarMath.YearOf(date) / 100);
        Two(CalendarMath.YearOf(date) % 100);
        Byte((byte)'-');
        Two(CalendarMath.MonthOf(date));
        Byte((byte)'-');
        Two(CalendarMath.DayOf(date));
    }

    /// <summary>Writes a packed time.</summary>
    /// <param name="time">The time.</param>
    /// <param name="precision">What is written: 1 hours, 2 minutes too, 3 seconds, 4 milliseconds, 5 microseconds, 0 as much as there is.</param>
    public void Time(long time, int precision)
    {
        Two(CalendarMath.HourOf(time));
        if (precision == 1)
        {
            return;
        }

        Byte((byte)':');
        Two(CalendarMath.MinuteOf(time));
        if (precision == 2)
        {
            return;
        }

        Byte((byte)':');
        Two(CalendarMath.SecondOf(time));
        if (precision == 4)
        {
            int milliseconds = CalendarMath.MicrosecondOf(time) / 1000;
            Byte((byte)'.');
            Byte((byte)('0' + (milliseconds / 100)));
            Two(milliseconds % 100);
        }
        else if (precision != 3)
        {
            Fraction(CalendarMath.MicrosecondOf(time), precision == 5);
        }
    }

    /// <summary>Writes microseconds behind a point; zero only if asked to.</summary>
    public void Fraction(int microseconds, bool always)
    {
        if (microseconds == 0 && !always)
        {
            return;
        }

        Byte((byte)'.');
        Two(microseconds / 10000);
        Two(microseconds / 100 % 100);
        Two(microseconds % 100);
    }

    /// <summary>Writes an offset from UTC in microseconds: <c>+HH:MM[:SS[.ffffff]]</c>.</summary>
    public void Offset(long offset)
    {
        Byte((byte)(offset < 0 ? '-' : '+'));
        long time = CalendarMath.TimeOf(Math.Abs(offset));
        Time(time, CalendarMath.SecondOf(time) == 0 && CalendarMath.MicrosecondOf(time) == 0 ? 2 : 0);
    }
}
