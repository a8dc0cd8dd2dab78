namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>The instructions of a compiled pattern, each followed by its operands, all 32-bit words. Targets and sets are indices into the program.</summary>
internal enum RegexOp
{
    /// <summary>The pattern has matched.</summary>
    Accept,

    /// <summary>Never matches.</summary>
    Fail,

    /// <summary>The code point (c).</summary>
    Char,

    /// <summary>Any code point but (c).</summary>
    NotChar,

    /// <summary>Any code point.</summary>
    Any,

    /// <summary>A member of (set).</summary>
    Set,

    /// <summary>The code points (count, c …).</summary>
    Text,

    /// <summary>Go on at (target).</summary>
    Jump,

    /// <summary>Go on behind; if that fails, at (target).</summary>
    Split,

    /// <summary>Go on at (target); if that fails, behind.</summary>
    SplitLazy,

    /// <summary>As <see cref="Split"/> for (target, set, isSure), but go on at target at once unless a member of the set is next; if isSure, there is no second way.</summary>
    SplitOnSet,

    /// <summary>One of the alternatives (table) that the next code point allows; see <see cref="RegexCompiler"/>.</summary>
    Branch,

    /// <summary>(least, most, op, operand, next): a single character's instruction repeated as often as possible; what follows begins with next, or -1.</summary>
    RepeatGreedy,

    /// <summary>The same, as seldom as possible.</summary>
    RepeatLazy,

    /// <summary>The same as <see cref="RepeatGreedy"/>, never taking back.</summary>
    RepeatPossessive,

    /// <summary>(register) Begins a loop that counts.</summary>
    LoopStart,

    /// <summary>(register, least, most, exit) The head of a loop whose body follows.</summary>
    LoopGreedy,

    /// <summary>(register, least, again, body) The foot of a lazy loop.</summary>
    LoopLazy,

    /// <summary>(register, most) The entry into another round of a lazy loop.</summary>
    LoopAgain,

    /// <summary>(mark) A group begins here.</summary>
    OpenGroup,

    /// <summary>(mark) A group ends here.</summary>
    CloseGroup,

    /// <summary>(group) What the group matched.</summary>
    Reference,

    /// <summary>The same, but for the case of ASCII letters.</summary>
    ReferenceAsciiCase,

    /// <summary>The same, but for case.</summary>
    ReferenceAnyCase,

    /// <summary>(group, target) Go on behind if the group has matched, else at the target.</summary>
    IfGroup,

    /// <summary>(register) From here on choices are remembered apart.</summary>
    AtomicStart,

    /// <summary>(register) Forget the choices since the start.</summary>
    AtomicEnd,

    /// <summary>(register, width) Look from so many code points before here.</summary>
    LookStart,

    /// <summary>(register) What was looked for is there: forget the choices, go back to where the look began.</summary>
    LookEnd,

    /// <summary>(register, width, target) Look from so many code points before here; go on at target if that fails.</summary>
    NotLookStart,

    /// <summary>(register) What must not be there is there.</summary>
    NotLookEnd,

    /// <summary>The start of the text.</summary>
    TextStart,

    /// <summary>The start of a line.</summary>
    LineStart,

    /// <summary>The end of the text.</summary>
    TextEnd,

    /// <summary>The end of the text, or before a newline that ends it.</summary>
    TextEndOrNewline,

    /// <summary>The end of a line.</summary>
    LineEnd,

    /// <summary>Between a word character and none.</summary>
    WordBoundary,

    /// <summary>Not between a word character and none.</summary>
    NotWordBoundary,

    /// <summary><see cref="WordBoundary"/> as far as ASCII goes.</summary>
    WordBoundaryAscii,

    /// <summary><see cref="NotWordBoundary"/> as far as ASCII goes.</summary>
    NotWordBoundaryAscii,
}
