using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>Parses a pattern. What is accepted, what it means, and what is said about the rest follow CPython.</summary>
internal sealed unsafe partial class RegexParser
{
    /// <summary>Groups beyond this are refused: a match object counts two places for each in 16 bits.</summary>
    private const int MaxGroups = 30_000;

    private const int MaxDepth = 450;

    private readonly Vm* vm;
    private readonly int[] text;
    private readonly Dictionary<string, int> names = [];
    private readonly List<(int Least, int Most)?> widths = [];
    private readonly List<(int Group, int Position)> forwardConditions = [];
    private PatternReader reader;
    private RegexFlags flags;      // as they are here
    private RegexFlags global;     // those of the whole pattern
    private int behindGroups = -1; // groups before the lookbehind that is being parsed; -1 outside of one
    private int depth;
    private bool isFixedWidth = true; // every lookbehind

    /// <summary>A parser of one pattern.</summary>
    /// <param name="vm">The machine, for texts in messages.</param>
    /// <param name="text">The code points or bytes.</param>
    /// <param name="isText">False for bytes.</param>
    /// <param name="flags">The flags given with the pattern.</param>
    public RegexParser(Vm* vm, int[] text, bool isText, RegexFlags flags)
    {
        this.vm = vm;
        this.text = text;
        global = flags;
        this.flags = flags;
        reader = new PatternReader(text, isText);
    }

    /// <summary>The flags of the whole pattern, those that it sets itself included.</summary>
    public RegexFlags Flags => global;

    /// <summary>The number of groups, the whole match not counted.</summary>
    public int Groups => widths.Count - 1;

    /// <summary>Groups by name, in order.</summary>
    public Dictionary<string, int> Names => names;

    private bool IsText => reader.IsText;

    private bool IsVerbose => (flags & RegexFlags.Verbose) != 0;

    /// <summary>True if classes and case go by ASCII alone.</summary>
    private bool IsAscii => !IsText || (flags & RegexFlags.Ascii) != 0;

    /// <summary>Parses the whole pattern.</summary>
    /// <exception cref="RegexSyntaxException">The pattern is malformed.</exception>
    public RegexNode Parse()
    {
        widths.Add(null);
        RegexNode root;
        try
        {
            root = ParseBranches(isOuter: true);
        }
        catch (VerboseRestartException)
        {
            reader = new PatternReader(text, IsText);
            names.Clear();
            widths.Clear();
            widths.Add(null);
            forwardConditions.Clear();
            depth = 0;
            isFixedWidth = true;
            global |= RegexFlags.Verbose;
            flags = global;
            root = ParseBranches(isOuter: true);
        }

        FixFlags();
        if (reader.Next != PatternReader.End)
        {
            throw reader.Error("unbalanced parenthesis");
        }

        foreach ((int group, int position) in forwardConditions)
        {
            if (group >= widths.Count)
            {
                throw new RegexSyntaxException(RegexFault.PatternError, $"invalid group reference {group}", position);
            }
        }

        return isFixedWidth ? root : throw new RegexSyntaxException(RegexFault.PatternError, "look-behind requires fixed-width pattern", -1);
    }

    private void FixFlags()
    {
        bool hasAscii = (global & RegexFlags.Ascii) != 0;
        bool hasUnicode = (global & RegexFlags.Unicode) != 0;
        bool hasLocale = (global & RegexFlags.Locale) != 0;
        if (IsText)
        {
            Refuse(hasLocale, "cannot use LOCALE flag with a str pattern");
            Refuse(hasAscii && hasUnicode, "ASCII and UNICODE flags are incompatible");
            global |= hasAscii ? 0 : RegexFlags.Unicode;
        }
        else
        {
            Refuse(hasUnicode, "cannot use UNICODE flag with a bytes pattern");
            Refuse(hasLocale && hasAscii, "ASCII and LOCALE flags are incompatible");
        }
    }

    private static void Refuse(bool isWrong, string message)
    {
        if (isWrong)
        {
            throw new RegexSyntaxException(RegexFault.ValueError, message, -1);
        }
    }

    private RegexNode ParseBranches(bool isOuter)
    {
        byte here;
        if (++depth > MaxDepth || &here < vm->MachineStackLimit)
        {
            throw new RegexSyntaxException(RegexFault.RecursionError, "maximum recursion depth exceeded", -1);
        }

        RegexNode first = ParseSequence(isOuter);
        if (reader.Next == '|')
        {
            RegexNode branch = new(RegexNodeKind.Branch);
            branch.Children.Add(first);
            while (reader.Match('|'))
            {
                branch.Children.Add(ParseSequence(isFirst: false));
            }

            first = branch;
        }

        depth--;
        return first;
    }

    /// <summary>Parses one alternative: up to a bar, a closing parenthesis or the end.</summary>
    /// <param name="isFirst">True where flags of the whole pattern may stand.</param>
    private RegexNode ParseSequence(bool isFirst)
    {
        RegexNode sequence = new(RegexNodeKind.Sequence);
        List<RegexNode> items = sequence.Children;
        while (reader.Next is not (PatternReader.End or '|' or ')'))
        {
            int token = reader.Get();
            if (IsVerbose && token is (' ' or '\t' or '\n' or '\r' or '\v' or '\f'))
            {
                continue;
            }

            if (IsVerbose && token == '#')
            {
                while (reader.Next != PatternReader.End && reader.Get() != '\n')
                {
                }

                continue;
            }

            if ((token & PatternReader.Escape) != 0)
            {
                items.Add(ParseEscape(token));
                continue;
            }

            switch (token)
            {
                case '[':
                    items.Add(ParseSet());
                    break;
                case '.':
                    items.Add(Any());
                    break;
                case '(':
                    RegexNode? group = ParseGroup(isFirst && items.Count == 0);
                    if (group != null)
                    {
                        items.Add(group);
                    }

                    break;
                case '^':
                    items.Add(At((flags & RegexFlags.Multiline) != 0 ? RegexOp.LineStart : RegexOp.TextStart));
                    break;
                case '$':
                    items.Add(At((flags & RegexFlags.Multiline) != 0 ? RegexOp.LineEnd : RegexOp.TextEndOrNewline));
                    break;
                case '*' or '+' or '?' or '{':
                    ParseRepeat(token, items);
                    break;
                default:
                    items.Add(Literal(token));
                    break;
            }
        }

        return items.Count == 1 ? items[0] : sequence;
    }

    private void ParseRepeat(int token, List<RegexNode> items)
    {
        int here = reader.Position;
        long least = 0;
        long most = uint.MaxValue;
        switch (token)
        {
            case '?':
                most = 1;
                break;
            case '+':
                least = 1;
                break;
            case '{':
                if (reader.Next == '}')
                {
                    items.Add(Literal('{'));
                    return;
                }

                string low = reader.GetWhile(int.MaxValue, IsDigit);
                string high = reader.Match(',') ? reader.GetWhile(int.MaxValue, IsDigit) : low;
                if (!reader.Match('}'))
                {
                    items.Add(Literal('{'));
                    reader.Seek(here);
                    return;
                }

                least = low.Length > 0 ? Count(low) : 0;
                most = high.Length > 0 ? Count(high) : most;
                if (most < least)
                {
                    throw reader.Error("min repeat greater than max repeat", reader.Position - here);
                }

                break;
            default:
                break;
        }

        RegexNode? item = items.Count > 0 ? items[^1] : null;
        if (item == null || item.Kind == RegexNodeKind.At)
        {
            throw reader.Error("nothing to repeat", reader.Position - here + 1);
        }

        if (item.Kind == RegexNodeKind.Repeat)
        {
            throw reader.Error("multiple repeat", reader.Position - here + 1);
        }

        RepeatMode mode = reader.Match('?') ? RepeatMode.Lazy : reader.Match('+') ? RepeatMode.Possessive : RepeatMode.Greedy;
        RegexNode repeat = new(RegexNodeKind.Repeat, (int)Math.Min(least, RegexNode.NoLimit - 1))
        {
            Most = most >= RegexNode.NoLimit ? RegexNode.NoLimit : (int)most,
            Mode = (int)mode,
        };
        repeat.Children.Add(item);
        items[^1] = repeat;
    }

    private static long Count(string digits) => long.TryParse(digits, out long count) && count < uint.MaxValue
        ? count
        : throw new RegexSyntaxException(RegexFault.OverflowError, "the repetition number is too large", -1);

    private RegexNode Any()
    {
        CharSet set = new();
        if ((flags & RegexFlags.DotAll) == 0)
        {
            set.Add('\n', '\n');
        }

        return new RegexNode(RegexNodeKind.Set) { Set = set.Complement() };
    }

    private RegexNode Literal(int c) => (flags & RegexFlags.IgnoreCase) == 0 ? new RegexNode(RegexNodeKind.Literal, c) : OfSet(CharSet.Of(c), isComplement: false);

    /// <summary>A node for one character of a set, whose case variants are added where case does not matter.</summary>
    private RegexNode OfSet(CharSet set, bool isComplement)
    {
        if ((flags & RegexFlags.IgnoreCase) != 0)
        {
            set.AddCaseVariants(IsAscii);
        }

        if (isComplement)
        {
            set.Complement();
        }

        int single = set.Single();
        return single >= 0 ? new RegexNode(RegexNodeKind.Literal, single) : new RegexNode(RegexNodeKind.Set) { Set = set };
    }

    private static RegexNode At(RegexOp op) => new(RegexNodeKind.At, (int)op);

    private static bool IsDigit(int c) => (uint)(c - '0') < 10;

    private static bool IsOctalDigit(int c) => (uint)(c - '0') < 8;

    private static bool IsHexDigit(int c) => c < 128 && char.IsAsciiHexDigit((char)c);

    /// <summary>The least and greatest number of characters that a node matches.</summary>
    private (int Least, int Most) Width(RegexNode node)
    {
        switch (node.Kind)
        {
            case RegexNodeKind.Literal or RegexNodeKind.Set:
                return (1, 1);
            case RegexNodeKind.Sequence:
                int sumLeast = 0;
                int sumMost = 0;
                foreach (RegexNode child in node.Children)
                {
                    (int least, int most) = Width(child);
                    sumLeast = Limited((long)sumLeast + least);
                    sumMost = Limited((long)sumMost + most);
                }

                return (sumLeast, sumMost);
            case RegexNodeKind.Branch or RegexNodeKind.Conditional:
                (int low, int high) = Width(node.Children[0]);
                foreach (RegexNode child in node.Children)
                {
                    (int least, int most) = Width(child);
                    low = Math.Min(low, least);
                    high = Math.Max(high, most);
                }

                return (node.Kind == RegexNodeKind.Conditional && node.Children.Count == 1 ? 0 : low, high);
            case RegexNodeKind.Group or RegexNodeKind.Atomic:
                return Width(node.Children[0]);
            case RegexNodeKind.Repeat:
                (int once, int onceMost) = Width(node.Children[0]);
                return (Limited((long)once * node.Value), Limited((long)onceMost * node.Most));
            case RegexNodeKind.Reference:
                return widths[node.Value] ?? (0, 0);
            default:
                return (0, 0);
        }
    }

    private static int Limited(long width) => (int)Math.Min(width, RegexNode.NoLimit);

    /// <summary>The number of code points of a text.</summary>
    public static int CodePoints(string text)
    {
        int length = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            length -= char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return length;
    }

    private string Quoted(string text) => Str.ToManaged(IsText ? Str.Repr(vm, Str.New(vm, text)) : Str.EscapeNonAscii(vm, Str.Repr(vm, Str.New(vm, text))));

    /// <summary>The flag VERBOSE was found within the pattern: it must be parsed anew.</summary>
    private sealed class VerboseRestartException : Exception;
}
