using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>Replacement templates: a tuple of literals and, as integers, groups.</summary>
internal static unsafe class RegexTemplate
{
    /// <summary>The parts of a template for a pattern: a tuple, or the template itself if it is a plain literal; undefined with an exception pending.</summary>
    public static Value Parts(Vm* vm, Value pattern, Value template)
    {
        Value known = PatternObject.Template(pattern, template);
        if (!known.IsUndefined)
        {
            return known;
        }

        if (!template.Is(Kind.Str) && !BytesArguments.IsBytesLike(template))
        {
            return Throw.TypeError(vm, $"decoding to str: need a bytes-like object, {Types.NameOf(vm, template)} found");
        }

        Value parts = IsLiteral(vm, template) ? template : Compile(vm, pattern, template);
        if (!parts.IsUndefined && !template.Is(Kind.ByteArray))
        {
            PatternObject.KeepTemplate(pattern, template, parts);
        }

        return parts;
    }

    /// <summary>Appends what the parts make of a match; false with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="output">Where to.</param>
    /// <param name="parts">See <see cref="Parts"/>.</param>
    /// <param name="subject">The text searched.</param>
    /// <param name="marks">The groups.</param>
    /// <param name="index">The number of pieces before, for messages.</param>
    public static bool Append(Vm* vm, ref StrBuilder output, Value parts, in RegexSubject subject, int* marks, int index)
    {
        if (!parts.Is(Kind.Tuple))
        {
            return AppendItem(vm, ref output, parts, subject.IsText, index);
        }

        Tuple* items = (Tuple*)parts.AsObject;
        for (int i = 0; i < items->Length; i++)
        {
            Value item = Tuple.Items(items)[i];
            if (!item.IsInt)
            {
                if (!AppendItem(vm, ref output, item, subject.IsText, i))
                {
                    return false;
                }

                continue;
            }

            int group = 2 * (int)item.AsInt;
            if (marks[group] >= 0 && marks[group + 1] > marks[group])
            {
                AppendPart(ref output, in subject, marks[group], marks[group + 1]);
            }
        }

        return true;
    }

    /// <summary>Appends a part of the text searched.</summary>
    public static void AppendPart(ref StrBuilder output, in RegexSubject subject, int start, int end)
    {
        if (subject.IsText)
        {
            output.Append((Str*)subject.Content.AsObject, start, end - start);
        }
        else
        {
            output.AppendLatin1(new ReadOnlySpan<byte>(subject.Data + start, end - start));
        }
    }

    /// <summary>Appends a literal; false with <c>TypeError</c> pending if it is bytes where text is wanted, or the other way round.</summary>
    public static bool AppendItem(Vm* vm, ref StrBuilder output, Value item, bool isText, int index = 0)
    {
        if (isText && item.Is(Kind.Str))
        {
            output.Append((Str*)item.AsObject);
        }
        else if (!isText && BytesArguments.IsBytesLike(item))
        {
            output.AppendLatin1(BytesArguments.Content(vm, item));
        }
        else
        {
            Throw.TypeError(vm, $"sequence item {index}: expected {(isText ? "str instance" : "a bytes-like object")}, {Types.NameOf(vm, item)} found");
            return false;
        }

        return true;
    }

    private static bool IsLiteral(Vm* vm, Value template) => template.Is(Kind.Str)
        ? Str.IndexOf((Str*)template.AsObject, '\\', 0) < 0
        : BytesArguments.Content(vm, template).IndexOf((byte)'\\') < 0;

    private static Value Compile(Vm* vm, Value pattern, Value template)
    {
        if (!RegexSource.TryRead(vm, template, out int[] text, out bool isText))
        {
            return Value.Undefined;
        }

        List* parts = List.New(vm);
        try
        {
            Parse(vm, new PatternReader(text, isText), pattern, parts);
        }
        catch (RegexSyntaxException fault)
        {
            return RegexErrors.Raise(vm, fault, template);
        }

        return Value.FromObject(Tuple.New(vm, parts->Items, parts->Length));
    }

    private static void Parse(Vm* vm, PatternReader reader, Value pattern, List* parts)
    {
        List<int> literal = [];
        while (reader.Next != PatternReader.End)
        {
            int token = reader.Get();
            if ((token & PatternReader.Escape) == 0)
            {
                literal.Add(token);
                continue;
            }

            int c = token & ~PatternReader.Escape;
            int group = ParseEscape(vm, reader, pattern, c, literal);
            if (group >= 0)
            {
                Flush(vm, reader.IsText, literal, parts);
                List.Append(vm, parts, Value.FromInt(group));
            }
        }

        Flush(vm, reader.IsText, literal, parts);
    }

    /// <summary>Parses an escape: adds a character to the literal, or returns the group it stands for, else -1.</summary>
    private static int ParseEscape(Vm* vm, PatternReader reader, Value pattern, int c, List<int> literal)
    {
        int groups = PatternObject.Groups(pattern);
        if (c == 'g')
        {
            return ParseGroupName(vm, reader, pattern);
        }

        if (c == '0')
        {
            int value = 0;
            for (int i = 0; i < 2 && IsOctalDigit(reader.Next); i++)
            {
                value = (value * 8) + reader.Get() - '0';
            }

            literal.Add(value & 0xff);
            return -1;
        }

        if (c is >= '1' and <= '9')
        {
            int length = 2;
            int group = c - '0';
            if ((uint)(reader.Next - '0') < 10)
            {
                int second = reader.Get();
                length++;
                if (IsOctalDigit(c) && IsOctalDigit(second) && IsOctalDigit(reader.Next))
                {
                    int third = reader.Get();
                    int value = ((c - '0') * 64) + ((second - '0') * 8) + third - '0';
                    literal.Add(value <= 0xff ? value : throw reader.Error($"octal escape value \\{(char)c}{(char)second}{(char)third} outside of range 0-0o377", 4));
                    return -1;
                }

                group = (group * 10) + second - '0';
            }

            return group <= groups ? group : throw reader.Error($"invalid group reference {group}", length - 1);
        }

        int control = RegexParser.ControlEscape(c);
        if (control < 0 && c < 128 && char.IsAsciiLetter((char)c))
        {
            throw reader.Error($"bad escape \\{(char)c}", 2);
        }

        if (control < 0)
        {
            literal.Add('\\');
        }

        literal.Add(control < 0 ? c : control);
        return -1;
    }

    private static int ParseGroupName(Vm* vm, PatternReader reader, Value pattern)
    {
        if (!reader.Match('<'))
        {
            throw reader.Error("missing <");
        }

        string name = reader.GetUntil('>', "group name");
        if (RegexParser.IsNumber(name))
        {
            return int.TryParse(name, out int group) && group <= PatternObject.Groups(pattern)
                ? group
                : throw reader.Error($"invalid group reference {name.TrimStart('0')}", name.Length + 1);
        }

        Str* quoted = Str.Repr(vm, Str.New(vm, name));
        quoted = reader.IsText ? quoted : Str.EscapeNonAscii(vm, quoted);
        if (!RegexParser.IsIdentifier(name) || (!reader.IsText && !System.Text.Ascii.IsValid(name)))
        {
            throw reader.Error($"bad character in group name {Str.ToManaged(quoted)}", RegexParser.CodePoints(name) + 1);
        }

        Value index = Dict.GetStr(PatternObject.Index(pattern), Str.Intern(vm, Str.New(vm, name)));
        return index.IsInt ? (int)index.AsInt : throw new RegexSyntaxException(RegexFault.IndexError, $"unknown group name {Str.ToManaged(quoted)}", -1);
    }

    private static void Flush(Vm* vm, bool isText, List<int> literal, List* parts)
    {
        if (literal.Count == 0)
        {
            return;
        }

        Value item = isText
            ? Value.FromObject(Str.FromUcs4(vm, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(literal)))
            : Value.FromObject(Bytes.New(vm, literal.ConvertAll(c => (byte)c).ToArray()));
        List.Append(vm, parts, item);
        literal.Clear();
    }

    private static bool IsOctalDigit(int c) => (uint)(c - '0') < 8;
}
