using System.Globalization;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Builtins.Regex;

/// <content>Escapes and sets.</content>
internal sealed unsafe partial class RegexParser
{
    /// <summary>The code point that an escape stands for everywhere, or -1.</summary>
    public static int ControlEscape(int c) => c switch
    {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        '\\' => '\\',
        _ => -1,
    };

    private static CharClass? ClassOf(int c) => c switch
    {
        'd' => CharClass.Digit,
        'D' => CharClass.NotDigit,
        's' => CharClass.Space,
        'S' => CharClass.NotSpace,
        'w' => CharClass.Word,
        'W' => CharClass.NotWord,
        _ => null,
    };

    /// <summary>Parses an escape outside of a set.</summary>
    private RegexNode ParseEscape(int token)
    {
        int c = token & ~PatternReader.Escape;
        switch (c)
        {
            case 'A':
                return At(RegexOp.TextStart);
            case 'Z':
                return At(RegexOp.TextEnd);
            case 'b':
                return At(IsAscii ? RegexOp.WordBoundaryAscii : RegexOp.WordBoundary);
            case 'B':
                return At(IsAscii ? RegexOp.NotWordBoundaryAscii : RegexOp.NotWordBoundary);
            case '0':
                return Literal(Convert.ToInt32("0" + reader.GetWhile(2, IsOctalDigit), 8));
            case >= '1' and <= '9':
                return ParseNumber(c);
            default:
                break;
        }

        if (ClassOf(c) is { } kind)
        {
            CharSet set = new();
            set.Add(kind, IsAscii);
            return new RegexNode(RegexNodeKind.Set) { Set = set };
        }

        int control = ControlEscape(c);
        return Literal(control >= 0 ? control : ParseCharacter(c));
    }

    /// <summary>Parses the escape of a code point, by number or name, or of the character itself.</summary>
    private int ParseCharacter(int c)
    {
        switch (c)
        {
            case 'x':
                return ParseHex("\\x", 2);
            case 'u' when IsText:
                return ParseHex("\\u", 4);
            case 'U' when IsText:
                return ParseHex("\\U", 8);
            case 'N' when IsText:
                return ParseName();
            case < 128 when char.IsAsciiLetter((char)c):
                throw reader.Error($"bad escape \\{(char)c}", 2);
            default:
                return c;
        }
    }

    private int ParseHex(string escape, int digits)
    {
        string hex = reader.GetWhile(digits, IsHexDigit);
        if (hex.Length != digits)
        {
            throw reader.Error($"incomplete escape {escape}{hex}", digits - (digits - hex.Length) + 2);
        }

        uint value = uint.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return value <= 0x10ffff ? (int)value : throw reader.Error($"bad escape {escape}{hex}", digits + 2);
    }

    private int ParseName()
    {
        if (!reader.Match('{'))
        {
            throw reader.Error("missing {");
        }

        string name = reader.GetUntil('}', "character name");
        int found = UnicodeNames.FindCharacter(name);
        return found >= 0 ? found : throw reader.Error($"undefined character name {Quoted(name)}", CodePoints(name) + 4);
    }

    /// <summary>Parses an escape that begins with a digit from 1 on: three octal digits are a character, else it refers to a group.</summary>
    private RegexNode ParseNumber(int first)
    {
        int group = first - '0';
        int length = 2;
        if (IsDigit(reader.Next))
        {
            int second = reader.Get();
            length++;
            if (IsOctalDigit(first) && IsOctalDigit(second) && IsOctalDigit(reader.Next))
            {
                int third = reader.Get();
                int value = ((first - '0') * 64) + ((second - '0') * 8) + third - '0';
                return value <= 0xff
                    ? Literal(value)
                    : throw reader.Error($"octal escape value \\{(char)first}{(char)second}{(char)third} outside of range 0-0o377", 4);
            }

            group = (group * 10) + second - '0';
        }

        if (group >= widths.Count)
        {
            throw reader.Error($"invalid group reference {group}", length - 1);
        }

        if (!IsClosed(group))
        {
            throw reader.Error("cannot refer to an open group", length);
        }

        CheckBehind(group);
        return Reference(group);
    }

    private RegexNode ParseSet()
    {
        int here = reader.Position - 1;
        if (reader.Next == '[')
        {
            Warn("nested set", 0);
        }

        bool isComplement = reader.Match('^');
        CharSet set = new();
        bool isFirst = true;

        while (true)
        {
            int token = reader.Get();
            if (token == PatternReader.End)
            {
                throw reader.Error("unterminated character set", reader.Position - here);
            }

            if (token == ']' && !isFirst)
            {
                break;
            }

            if (!isFirst && token is ('-' or '&' or '~' or '|') && reader.Next == token)
            {
                Warn(token == '-' ? "set difference" : token == '&' ? "set intersection" : token == '~' ? "set symmetric difference" : "set union", 1);
            }

            isFirst = false;
            CharClass? kind = ParseMember(token, out int low);
            if (!reader.Match('-'))
            {
                AddMember(set, kind, low);
                continue;
            }

            int that = reader.Get();
            if (that == PatternReader.End)
            {
                throw reader.Error("unterminated character set", reader.Position - here);
            }

            if (that == ']')
            {
                AddMember(set, kind, low);
                set.Add('-', '-');
                break;
            }

            if (that == '-')
            {
                Warn("set difference", 2);
            }

            CharClass? otherKind = ParseMember(that, out int high);
            if (kind != null || otherKind != null || high < low)
            {
                string range = $"{PatternReader.Text(token)}-{PatternReader.Text(that)}";
                throw reader.Error($"bad character range {range}", CodePoints(range));
            }

            set.Add(low, high);
        }

        return OfSet(set, isComplement);
    }

    /// <summary>Warns of what a later version may give a meaning. The place named is where the module <c>re</c> was called.</summary>
    private void Warn(string what, int back)
    {
        int level = 1;
        Frame* frame = (Frame*)vm->CurrentFrame;
        while (frame - level + 1 > (Frame*)vm->FrameBase && Str.ToManaged((frame - level + 1)->Function->Code->FileName).StartsWith("<library>/re/", StringComparison.Ordinal))
        {
            level++;
        }

        if (!LibraryCalls.Warn(vm, TypeId.FutureWarning, $"Possible {what} at position {reader.Position - back}", level))
        {
            throw new RegexSyntaxException(RegexFault.Pending, string.Empty, -1);
        }
    }

    private void AddMember(CharSet set, CharClass? kind, int c)
    {
        if (kind is { } members)
        {
            set.Add(members, IsAscii);
        }
        else
        {
            set.Add(c, c);
        }
    }

    /// <summary>Parses a member of a set: a class, or else a code point.</summary>
    private CharClass? ParseMember(int token, out int c)
    {
        c = token & ~PatternReader.Escape;
        if (token == c)
        {
            return null;
        }

        int control = ControlEscape(c);
        if (control >= 0)
        {
            c = control;
            return null;
        }

        if (ClassOf(c) is { } kind)
        {
            return kind;
        }

        if (IsOctalDigit(c))
        {
            string digits = (char)c + reader.GetWhile(2, IsOctalDigit);
            int value = Convert.ToInt32(digits, 8);
            c = value <= 0xff ? value : throw reader.Error($"octal escape value \\{digits} outside of range 0-0o377", digits.Length + 1);
            return null;
        }

        c = IsDigit(c) ? throw reader.Error($"bad escape \\{(char)c}", 2) : ParseCharacter(c);
        return null;
    }
}
