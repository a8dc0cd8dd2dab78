using MiniScript.Runtime.Syntax;

namespace MiniScript.Runtime.Builtins.Regex;

/// <content>What begins with a parenthesis.</content>
internal sealed unsafe partial class RegexParser
{
    /// <summary>Parses from behind an opening parenthesis; null for what matches nothing: a comment, flags.</summary>
    private RegexNode? ParseGroup(bool mayHoldFlags)
    {
        int start = reader.Position - 1;
        RegexFlags outer = flags;
        bool isCapturing = true;
        bool isAtomic = false;
        string? name = null;
        if (reader.Match('?'))
        {
            int token = reader.Get();
            switch (token)
            {
                case PatternReader.End:
                    throw reader.Error("unexpected end of pattern");
                case 'P':
                    if (reader.Match('<'))
                    {
                        name = reader.GetUntil('>', "group name");
                        CheckName(name, 1);
                        break;
                    }

                    return ParseNamedReference();
                case ':':
                    isCapturing = false;
                    break;
                case '#':
                    SkipComment(start);
                    return null;
                case '=' or '!' or '<':
                    return ParseLook(token, start);
                case '(':
                    return ParseConditional(start);
                case '>':
                    isCapturing = false;
                    isAtomic = true;
                    break;
                default:
                    if (token != '-' && FlagOf(token) == RegexFlags.None)
                    {
                        string shown = PatternReader.Text(token);
                        throw reader.Error("unknown extension ?" + shown, CodePoints(shown) + 1);
                    }

                    if (!ParseFlags(token))
                    {
                        if (!mayHoldFlags)
                        {
                            throw reader.Error("global flags not at the start of the expression", reader.Position - start);
                        }

                        return null;
                    }

                    isCapturing = false;
                    break;
            }
        }

        int group = isCapturing ? OpenGroup(name) : 0;
        RegexNode body = ParseBranches(isOuter: false);
        if (!reader.Match(')'))
        {
            throw reader.Error("missing ), unterminated subpattern", reader.Position - start);
        }

        flags = outer;
        if (group > 0)
        {
            widths[group] = Width(body);
            return RegexNode.Over(RegexNodeKind.Group, body, group);
        }

        // A plain group stands for its content, but what is repeated or refused for being a repetition is the group.
        return isAtomic ? RegexNode.Over(RegexNodeKind.Atomic, body)
            : body.Kind is RegexNodeKind.Repeat or RegexNodeKind.At ? RegexNode.Over(RegexNodeKind.Group, body) : body;
    }

    private int OpenGroup(string? name)
    {
        int group = widths.Count;
        int offset = (name == null ? 0 : CodePoints(name)) + 1;
        widths.Add(null);
        if (widths.Count > MaxGroups)
        {
            throw reader.Error("too many groups", offset);
        }

        if (name != null && !names.TryAdd(name, group))
        {
            throw reader.Error($"redefinition of group name {Quoted(name)} as group {group}; was group {names[name]}", offset);
        }

        return group;
    }

    private RegexNode ParseNamedReference()
    {
        if (!reader.Match('='))
        {
            int token = reader.Get();
            string shown = token == PatternReader.End ? throw reader.Error("unexpected end of pattern") : PatternReader.Text(token);
            throw reader.Error("unknown extension ?P" + shown, CodePoints(shown) + 2);
        }

        string name = reader.GetUntil(')', "group name");
        CheckName(name, 1);
        if (!names.TryGetValue(name, out int group))
        {
            throw reader.Error($"unknown group name {Quoted(name)}", CodePoints(name) + 1);
        }

        if (!IsClosed(group))
        {
            throw reader.Error("cannot refer to an open group", CodePoints(name) + 1);
        }

        CheckBehind(group);
        return Reference(group);
    }

    private void SkipComment(int start)
    {
        do
        {
            if (reader.Next == PatternReader.End)
            {
                throw reader.Error("missing ), unterminated comment", reader.Position - start);
            }
        }
        while (reader.Get() != ')');
    }

    private RegexNode ParseLook(int token, int start)
    {
        bool isBehind = token == '<';
        int outerGroups = behindGroups;
        if (isBehind)
        {
            token = reader.Get();
            if (token is not ('=' or '!'))
            {
                string shown = token == PatternReader.End ? throw reader.Error("unexpected end of pattern") : PatternReader.Text(token);
                throw reader.Error("unknown extension ?<" + shown, CodePoints(shown) + 2);
            }

            behindGroups = outerGroups < 0 ? widths.Count : outerGroups;
        }

        RegexFlags outer = flags;
        RegexNode body = ParseBranches(isOuter: false);
        behindGroups = outerGroups;
        flags = outer;
        if (!reader.Match(')'))
        {
            throw reader.Error("missing ), unterminated subpattern", reader.Position - start);
        }

        RegexNodeKind kind = isBehind
            ? token == '=' ? RegexNodeKind.Behind : RegexNodeKind.NotBehind
            : token == '=' ? RegexNodeKind.Ahead : RegexNodeKind.NotAhead;
        RegexNode node = RegexNode.Over(kind, body);
        if (isBehind && !(token == '!' && body.IsEmpty))
        {
            (int least, int most) = Width(body);
            node.Value = least;
            isFixedWidth &= least == most;
        }

        return node;
    }

    private RegexNode ParseConditional(int start)
    {
        string name = reader.GetUntil(')', "group name");
        int offset = CodePoints(name) + 1;
        int group;
        if (IsNumber(name))
        {
            group = int.TryParse(name, out int number) ? number : throw reader.Error($"invalid group reference {name}", offset);
            if (group == 0)
            {
                throw reader.Error("bad group number", offset);
            }

            forwardConditions.Add((group, reader.Position - offset));
        }
        else
        {
            CheckName(name, 1);
            group = names.TryGetValue(name, out int known) ? known : throw reader.Error($"unknown group name {Quoted(name)}", offset);
        }

        CheckBehind(group);
        RegexNode node = new(RegexNodeKind.Conditional, group);
        RegexFlags outer = flags;
        if (++depth > MaxDepth)
        {
            throw new RegexSyntaxException(RegexFault.RecursionError, "maximum recursion depth exceeded", -1);
        }

        node.Children.Add(ParseSequence(isFirst: false));
        if (reader.Match('|'))
        {
            node.Children.Add(ParseSequence(isFirst: false));
            if (reader.Next == '|')
            {
                throw reader.Error("conditional backref with more than two branches");
            }
        }

        depth--;
        flags = outer;
        return reader.Match(')') ? node : throw reader.Error("missing ), unterminated subpattern", reader.Position - start);
    }

    /// <summary>Parses flags from behind their first letter, or behind a minus. True for those of a group, which apply from here; false for those of the whole pattern.</summary>
    private bool ParseFlags(int token)
    {
        RegexFlags added = RegexFlags.None;
        RegexFlags removed = RegexFlags.None;
        if (token != '-')
        {
            while (true)
            {
                RegexFlags flag = FlagOf(token);
                if (flag == RegexFlags.Locale && IsText)
                {
                    throw reader.Error("bad inline flags: cannot use 'L' flag with a str pattern");
                }

                if (flag == RegexFlags.Unicode && !IsText)
                {
                    throw reader.Error("bad inline flags: cannot use 'u' flag with a bytes pattern");
                }

                added |= flag;
                if ((flag & RegexFlags.Types) != 0 && (added & RegexFlags.Types) != flag)
                {
                    throw reader.Error("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
                }

                token = reader.Get();
                if (token is ')' or '-' or ':')
                {
                    break;
                }

                RequireFlag(token, "missing -, : or )");
            }
        }

        if (token == ')')
        {
            global |= added;
            if ((added & RegexFlags.Verbose) != 0 && !IsVerbose)
            {
                throw new VerboseRestartException();
            }

            flags |= added;
            return false;
        }

        if (token == '-')
        {
            token = reader.Get();
            RequireFlag(token, "missing flag");
            while (true)
            {
                RegexFlags flag = FlagOf(token);
                if ((flag & RegexFlags.Types) != 0)
                {
                    throw reader.Error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
                }

                removed |= flag;
                token = reader.Get();
                if (token == ':')
                {
                    break;
                }

                RequireFlag(token, "missing :");
            }
        }

        if ((added & removed) != 0)
        {
            throw reader.Error("bad inline flags: flag turned on and off", 1);
        }

        if ((added & RegexFlags.Types) != 0)
        {
            flags &= ~RegexFlags.Types;
        }

        flags = (flags | added) & ~removed;
        return true;
    }

    private void RequireFlag(int token, string missing)
    {
        if (token == PatternReader.End)
        {
            throw reader.Error(missing);
        }

        if (FlagOf(token) == RegexFlags.None)
        {
            bool isLetter = (token & PatternReader.Escape) == 0 && Objects.Unicode.UnicodeData.IsAlpha(token);
            throw reader.Error(isLetter ? "unknown flag" : missing, CodePoints(PatternReader.Text(token)));
        }
    }

    private static RegexFlags FlagOf(int token) => token switch
    {
        'i' => RegexFlags.IgnoreCase,
        'L' => RegexFlags.Locale,
        'm' => RegexFlags.Multiline,
        's' => RegexFlags.DotAll,
        'x' => RegexFlags.Verbose,
        'a' => RegexFlags.Ascii,
        'u' => RegexFlags.Unicode,
        _ => RegexFlags.None,
    };

    private void CheckName(string name, int offset)
    {
        bool isIdentifier = IsText ? IsIdentifier(name) : System.Text.Ascii.IsValid(name) && IsIdentifier(name);
        if (!isIdentifier)
        {
            throw reader.Error($"bad character in group name {Quoted(name)}", CodePoints(name) + offset);
        }
    }

    private bool IsClosed(int group) => group < widths.Count && widths[group] != null;

    private void CheckBehind(int group)
    {
        if (behindGroups < 0)
        {
            return;
        }

        if (!IsClosed(group))
        {
            throw reader.Error("cannot refer to an open group");
        }

        if (group >= behindGroups)
        {
            throw reader.Error("cannot refer to group defined in the same lookbehind subpattern");
        }
    }

    private RegexNode Reference(int group)
    {
        RegexOp op = (flags & RegexFlags.IgnoreCase) == 0 ? RegexOp.Reference : IsAscii ? RegexOp.ReferenceAsciiCase : RegexOp.ReferenceAnyCase;
        return new RegexNode(RegexNodeKind.Reference, group) { Mode = (int)op };
    }

    /// <summary>Whether a text is made of ASCII digits.</summary>
    public static bool IsNumber(string text) => text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary><c>str.isidentifier</c>.</summary>
    public static bool IsIdentifier(string text)
    {
        bool isFirst = true;
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            if (!(isFirst ? UnicodeIdentifiers.IsStart(rune) : UnicodeIdentifiers.IsContinue(rune)))
            {
                return false;
            }

            isFirst = false;
        }

        return !isFirst;
    }
}
