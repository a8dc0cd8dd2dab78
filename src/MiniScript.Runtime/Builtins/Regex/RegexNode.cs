namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>The kinds of <see cref="RegexNode"/>.</summary>
internal enum RegexNodeKind
{
    /// <summary>All children in order; without any, the empty text.</summary>
    Sequence,

    /// <summary>The code point <see cref="RegexNode.Value"/>.</summary>
    Literal,

    /// <summary>A member of <see cref="RegexNode.Set"/>.</summary>
    Set,

    /// <summary>One of the children, the first that leads to a match.</summary>
    Branch,

    /// <summary>The child, captured as group <see cref="RegexNode.Value"/>; 0: a plain group.</summary>
    Group,

    /// <summary>The child from <see cref="RegexNode.Value"/> to <see cref="RegexNode.Most"/> times, as <see cref="RegexNode.Mode"/> says.</summary>
    Repeat,

    /// <summary>A position: the <see cref="RegexOp"/> in <see cref="RegexNode.Value"/>.</summary>
    At,

    /// <summary>What matched group <see cref="RegexNode.Value"/>; <see cref="RegexNode.Mode"/> is a <see cref="RegexOp"/>.</summary>
    Reference,

    /// <summary>The first child if group <see cref="RegexNode.Value"/> has matched, else the second, which may be missing.</summary>
    Conditional,

    /// <summary>The child matches from here, consuming nothing.</summary>
    Ahead,

    /// <summary>The child matches up to here.</summary>
    Behind,

    /// <summary>The child does not match from here.</summary>
    NotAhead,

    /// <summary>The child does not match up to here.</summary>
    NotBehind,

    /// <summary>The child, as it matches first.</summary>
    Atomic,
}

/// <summary>How a <see cref="RegexNodeKind.Repeat"/> goes on: as often as possible, as seldom as possible, or as often as possible for good.</summary>
internal enum RepeatMode
{
#pragma warning disable CS1591 // The names say it.
    Greedy, Lazy, Possessive,
#pragma warning restore CS1591
}

/// <summary>A part of a pattern. Flags are resolved: what a node matches does not depend on where it stands.</summary>
internal sealed class RegexNode(RegexNodeKind kind, int value = 0)
{
    /// <summary>What stands for no upper limit of a repetition.</summary>
    public const int NoLimit = int.MaxValue;

    /// <summary>What it is.</summary>
    public RegexNodeKind Kind { get; } = kind;

    /// <summary>See <see cref="RegexNodeKind"/>.</summary>
    public int Value { get; set; } = value;

    /// <summary>The upper limit of a repetition.</summary>
    public int Most { get; init; }

    /// <summary>See <see cref="RegexNodeKind"/>.</summary>
    public int Mode { get; init; }

    /// <summary>The members of a set.</summary>
    public CharSet? Set { get; init; }

    /// <summary>The parts.</summary>
    public List<RegexNode> Children { get; } = [];

    /// <summary>True for what matches the empty text and nothing else, and captures nothing.</summary>
    public bool IsEmpty => Kind == RegexNodeKind.Sequence && Children.Count == 0;

    /// <summary>A node of one child.</summary>
    public static RegexNode Over(RegexNodeKind kind, RegexNode child, int value = 0)
    {
        RegexNode node = new(kind, value);
        node.Children.Add(child);
        return node;
    }
}
