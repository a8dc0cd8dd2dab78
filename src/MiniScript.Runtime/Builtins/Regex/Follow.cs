namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>What can come at a place of a pattern for the rest to match.</summary>
/// <param name="Set">The characters that can come next, or more.</param>
/// <param name="MayEnd">True if the rest may match consuming nothing.</param>
/// <param name="AtTextEnd">True if the rest may match at the end of the text.</param>
/// <param name="IsConditional">True if the rest looks at more than the next character before it consumes one.</param>
internal readonly record struct Follow(CharSet Set, bool MayEnd, bool AtTextEnd, bool IsConditional)
{
    /// <summary>The end of a pattern, or of a part that is not gone back into.</summary>
    public static Follow End => new(new CharSet(), true, true, false);

    /// <summary>What can come before a node that something follows.</summary>
    public static Follow Before(RegexNode node, Follow follow)
    {
        switch (node.Kind)
        {
            case RegexNodeKind.Literal:
                return new Follow(CharSet.Of(node.Value), false, false, false);
            case RegexNodeKind.Set:
                return new Follow(node.Set!, false, false, false);
            case RegexNodeKind.Sequence:
                for (int i = node.Children.Count - 1; i >= 0; i--)
                {
                    follow = Before(node.Children[i], follow);
                }

                return follow;
            case RegexNodeKind.Branch or RegexNodeKind.Conditional:
                Follow either = Before(node.Children[0], follow);
                for (int i = 1; i < node.Children.Count; i++)
                {
                    either = Either(either, Before(node.Children[i], follow));
                }

                either = node.Kind == RegexNodeKind.Conditional && node.Children.Count == 1 ? Either(either, follow) : either;
                return either with { IsConditional = either.IsConditional || node.Kind == RegexNodeKind.Conditional };
            case RegexNodeKind.Group or RegexNodeKind.Atomic:
                return Before(node.Children[0], follow);
            case RegexNodeKind.Repeat:
                Follow once = Before(node.Children[0], follow);
                return node.Value == 0 ? Either(once, follow) : once;
            case RegexNodeKind.Reference:
                return new Follow(CharSet.All, true, true, true);
            case RegexNodeKind.At when node.Value == (int)RegexOp.TextEnd:
                return new Follow(new CharSet(), false, true, true);
            case RegexNodeKind.At when node.Value is (int)RegexOp.TextEndOrNewline or (int)RegexOp.LineEnd:
                return new Follow(CharSet.Of('\n'), false, true, true);
            default:
                return follow with { IsConditional = true };
        }
    }

    /// <summary>What can come where two ways part.</summary>
    public static Follow Either(Follow one, Follow other)
    {
        CharSet set = new();
        set.AddRoughly(one.Set);
        set.AddRoughly(other.Set);
        return new Follow(set, one.MayEnd || other.MayEnd, one.AtTextEnd || other.AtTextEnd, one.IsConditional || other.IsConditional);
    }
}
