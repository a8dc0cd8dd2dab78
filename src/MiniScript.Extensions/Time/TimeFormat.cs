using System.Globalization;
using System.Text;

namespace MiniScript.Extensions.Time;

/// <summary>The directives of strftime, in the C locale.</summary>
internal static class TimeFormat
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    /// <summary>Formats a time whose parts are in range; a directive that C does not know stays as it is.</summary>
    public static string Format(string format, in CalendarTime time, string zone, long offset)
    {
        StringBuilder result = new();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                result.Append(format[i]);
                continue;
            }

            int start = i;
            i = ReadModifiers(format, i + 1, out char padding, out int width, out bool isUpper);
            int before = result.Length;
            if (i == format.Length || !TryAppend(result, format[i], in time, zone, offset))
            {
                i = Math.Min(i, format.Length - 1);
                result.Append(format, start, i + 1 - start);
                continue;
            }

            if (i > start + 1)
            {
                Modify(result, before, format[i], padding, width, isUpper);
            }
        }

        return result.ToString();
    }

    /// <summary>Reads what may stand between percent sign and letter: <c>-</c> for no padding, <c>_ 0</c> for another, <c>^ #</c> for capitals, a width, <c>E O</c>.</summary>
    private static int ReadModifiers(string format, int at, out char padding, out int width, out bool isUpper)
    {
        padding = '\0';
        width = 0;
        isUpper = false;
        for (; at < format.Length; at++)
        {
            char c = format[at];
            if (c is '-' or '_' || (c == '0' && width == 0))
            {
                padding = c;
            }
            else if (c is '^' or '#')
            {
                isUpper = true;
            }
            else if (char.IsAsciiDigit(c) && width < 1000)
            {
                width = (width * 10) + c - '0';
            }
            else
            {
                break;
            }
        }

        return at + 1 < format.Length && ((format[at] == 'E' && "cCxXyY".Contains(format[at + 1])) || (format[at] == 'O' && "deHImMSuUVwWy".Contains(format[at + 1])))
            ? at + 1 : at;
    }

    private static void Modify(StringBuilder result, int start, char directive, char padding, int width, bool isUpper)
    {
        string text = result.ToString(start, result.Length - start);
        bool isNumber = "CdeGgHIjklmMsSuUVwWyY".Contains(directive);
        result.Length = start;
        if (isNumber && padding is '-' or '_')
        {
            int digits = text.Length;
            text = text.TrimStart('0', ' ');
            text = text.Length == 0 ? "0" : text;
            text = padding == '_' ? text.PadLeft(digits) : text;
        }
        else if (isNumber && padding == '0')
        {
            text = text.Replace(' ', '0');
        }

        text = isUpper ? text.ToUpperInvariant() : text;
        char fill = padding == '_' || (padding != '0' && (!isNumber || directive is 'e' or 'k' or 'l')) ? ' ' : '0';
        result.Append(padding == '-' ? text : text.PadLeft(width, fill));
    }

    private static bool TryAppend(StringBuilder result, char directive, in CalendarTime time, string zone, long offset)
    {
        string? compound = directive switch
        {
            'c' => "%a %b %e %H:%M:%S %Y",
            'x' or 'D' => "%m/%d/%y",
            'X' or 'T' => "%H:%M:%S",
            'R' => "%H:%M",
            'F' => "%Y-%m-%d",
            'r' => "%I:%M:%S %p",
            _ => null,
        };
        if (compound != null)
        {
            result.Append(Format(compound, in time, zone, offset));
            return true;
        }

        string? text = directive switch
        {
            'a' => Days[time.DayOfWeek][..3],
            'A' => Days[time.DayOfWeek],
            'b' or 'h' => Months[time.Month - 1][..3],
            'B' => Months[time.Month - 1],
            'p' => time.Hour < 12 ? "AM" : "PM",
            'P' => time.Hour < 12 ? "am" : "pm",
            'Z' => zone,
            'z' => Offset(offset),
            'n' => "\n",
            't' => "\t",
            '%' => "%",
            's' => Number(Seconds(in time), 1),
            'e' => Number(time.Day, 2, ' '),
            'k' => Number(time.Hour, 2, ' '),
            'l' => Number(Twelve(time.Hour), 2, ' '),
            'd' => Number(time.Day, 2),
            'H' => Number(time.Hour, 2),
            'I' => Number(Twelve(time.Hour), 2),
            'j' => Number(time.DayOfYear, 3),
            'm' => Number(time.Month, 2),
            'M' => Number(time.Minute, 2),
            'S' => Number(time.Second, 2),
            'u' => Number(time.DayOfWeek + 1, 1),
            'w' => Number((time.DayOfWeek + 1) % 7, 1),
            'y' => Number(((time.Year % 100) + 100) % 100, 2),
            'Y' => Number(time.Year, 1),
            'C' => Number(time.Year / 100, 2),
            'U' => Number((time.DayOfYear - 1 + 7 - ((time.DayOfWeek + 1) % 7)) / 7, 2),
            'W' => Number((time.DayOfYear - 1 + 7 - time.DayOfWeek) / 7, 2),
            'G' => Number(IsoWeek(in time).Year, 1),
            'g' => Number(IsoWeek(in time).Year % 100, 2),
            'V' => Number(IsoWeek(in time).Week, 2),
            _ => null,
        };
        result.Append(text);
        return text != null;
    }

    /// <summary>The timestamp of a local time.</summary>
    private static long Seconds(in CalendarTime time)
    {
        if (time.Year is < 1 or > 9999)
        {
            return -1;
        }

        DateTime local = new DateTime((int)time.Year, (int)time.Month, 1, 0, 0, 0, DateTimeKind.Unspecified)
            .AddDays(time.Day - 1).AddSeconds((((time.Hour * 60) + time.Minute) * 60) + time.Second);
        return (local - TimeZoneInfo.Local.GetUtcOffset(local) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
    }

    private static long Twelve(long hour) => hour % 12 == 0 ? 12 : hour % 12;

    private static string Number(long value, int width, char padding = '0') =>
        value.ToString(CultureInfo.InvariantCulture).PadLeft(width, padding);

    private static string Offset(long seconds)
    {
        long minutes = long.Abs(seconds) / 60;
        return (seconds < 0 ? "-" : "+") + Number(minutes / 60, 2) + Number(minutes % 60, 2);
    }

    /// <summary>The week of ISO 8601: it belongs to the year that has its Thursday.</summary>
    private static (long Year, long Week) IsoWeek(in CalendarTime time)
    {
        long week = (time.DayOfYear - 1 - time.DayOfWeek + 10) / 7;
        if (week < 1)
        {
            return (time.Year - 1, WeeksIn(time.Year - 1));
        }

        return week > WeeksIn(time.Year) ? (time.Year + 1, 1) : (time.Year, week);
    }

    private static long WeeksIn(long year) => LastDay(year) == 4 || LastDay(year - 1) == 3 ? 53 : 52;

    /// <summary>The day of the week of 31 December, from Sunday.</summary>
    private static long LastDay(long year) => (year + (year / 4) - (year / 100) + (year / 400)) % 7;
}
