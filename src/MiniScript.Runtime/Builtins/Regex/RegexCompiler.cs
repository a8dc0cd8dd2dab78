using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>Turns the tree of a pattern into a program for <see cref="Matcher{T}"/>.</summary>
/// <remarks>
/// Each node is compiled knowing what can follow it. A repetition that cannot profit from giving characters back becomes possessive, and an
/// option whose first character decides between it and what follows leaves no choice behind.
/// The table of a branch: 256 16-bit indices of lists by the next code point, then in words the list for code points above and the list for
/// the end of the text, then the index of each list; a list is the targets of the alternatives that can match, ended by 0.
/// </remarks>
internal sealed unsafe class RegexCompiler
{
    /// <summary>The size in words of a branch table's part before the lists' indices.</summary>
    public const int TableWords = 128 + 2;

    private readonly Vm* vm;
    private readonly List<int> code = [];
    private readonly List<(int At, CharSet Set)> sets = [];
    private readonly List<(int At, List<int>[] Lists, int[] Choice)> tables = [];
    private int registers;

    private RegexCompiler(Vm* vm) => this.vm = vm;

    /// <summary>Compiles a pattern of that many groups.</summary>
    public static int[] Compile(Vm* vm, RegexNode root, int groups) => new RegexCompiler(vm).Run(root, groups);

    private int[] Run(RegexNode root, int groups)
    {
        for (int i = 0; i < RegexHeader.Words; i++)
        {
            code.Add(0);
        }

        Emit(root, Follow.End);
        Emit(RegexOp.Accept);
        RegexHeader header = new() { Groups = groups, Registers = registers, LeastWidth = LeastWidth(root), IsAnchored = IsAnchored(root) ? 1 : 0 };
        List<int> prefix = [];
        bool isWhole = AddPrefix(root, prefix);
        header.PrefixLength = prefix.Count;
        header.Prefix = code.Count;
        header.IsLiteral = isWhole && prefix.Count > 0 && groups == 0 ? 1 : 0;
        code.AddRange(prefix);
        if (prefix.Count == 0)
        {
            SetFirst(ref header, root);
        }

        foreach ((int at, CharSet set) in sets)
        {
            code[at] = code.Count;
            set.Write(code);
        }

        foreach ((int at, List<int>[] lists, int[] choice) in tables)
        {
            code[at] = code.Count;
            WriteTable(lists, choice);
        }

        int[] program = [.. code];
        fixed (int* words = program)
        {
            *(RegexHeader*)words = header;
        }

        return program;
    }

    private void SetFirst(ref RegexHeader header, RegexNode root)
    {
        Follow first = Follow.Before(root, Follow.End);
        if (first.MayEnd || first.AtTextEnd || first.Set.IsNearlyAll)
        {
            return;
        }

        header.FirstSet = code.Count;
        if (first.Set.Few(RegexHeader.MaxFew) is { Count: > 0 } few)
        {
            header.FewCount = few.Count;
            for (int i = 0; i < RegexHeader.MaxFew; i++)
            {
                header.Few[i] = few[Math.Min(i, few.Count - 1)];
            }
        }

        first.Set.Write(code);
    }

    private void WriteTable(List<int>[] lists, int[] choice)
    {
        for (int i = 0; i < 256; i += 2)
        {
            code.Add(choice[i] | (choice[i + 1] << 16));
        }

        code.Add(choice[256]);
        code.Add(choice[257]);
        int at = code.Count + lists.Length;
        foreach (List<int> list in lists)
        {
            code.Add(at);
            at += list.Count;
        }

        foreach (List<int> list in lists)
        {
            code.AddRange(list);
        }
    }

    private void Emit(RegexOp op) => code.Add((int)op);

    private void Emit(RegexOp op, int operand)
    {
        code.Add((int)op);
        code.Add(operand);
    }

    private void Emit(RegexNode node, Follow follow)
    {
        byte here;
        if (&here < vm->MachineStackLimit)
        {
            throw new RegexSyntaxException(RegexFault.RecursionError, "maximum recursion depth exceeded", -1);
        }

        switch (node.Kind)
        {
            case RegexNodeKind.Sequence:
                EmitSequence(node, follow);
                break;
            case RegexNodeKind.Literal:
                Emit(RegexOp.Char, node.Value);
                break;
            case RegexNodeKind.Set:
                EmitSingle(node);
                break;
            case RegexNodeKind.Branch:
                EmitBranch(node, follow);
                break;
            case RegexNodeKind.Group:
                if (node.Value > 0)
                {
                    Emit(RegexOp.OpenGroup, 2 * node.Value);
                }

                Emit(node.Children[0], follow);
                if (node.Value > 0)
                {
                    Emit(RegexOp.CloseGroup, (2 * node.Value) + 1);
                }

                break;
            case RegexNodeKind.Repeat:
                EmitRepeat(node, follow);
                break;
            case RegexNodeKind.At:
                Emit((RegexOp)node.Value);
                break;
            case RegexNodeKind.Reference:
                Emit((RegexOp)node.Mode, node.Value);
                break;
            case RegexNodeKind.Conditional:
                EmitConditional(node, follow);
                break;
            case RegexNodeKind.Atomic:
                EmitAtomic(node.Children[0]);
                break;
            default:
                EmitLook(node);
                break;
        }
    }

    private void EmitSequence(RegexNode node, Follow follow)
    {
        List<RegexNode> items = node.Children;
        Follow[] follows = new Follow[items.Count];
        for (int i = items.Count - 1; i >= 0; i--)
        {
            follows[i] = follow;
            follow = i == 0 ? follow : Follow.Before(items[i], follow);
        }

        for (int i = 0; i < items.Count; i++)
        {
            int run = i;
            while (run < items.Count && items[run].Kind == RegexNodeKind.Literal)
            {
                run++;
            }

            if (run - i < 2)
            {
                Emit(items[i], follows[i]);
                continue;
            }

            Emit(RegexOp.Text, run - i);
            for (; i < run; i++)
            {
                code.Add(items[i].Value);
            }

            i--;
        }
    }

    /// <summary>Emits the instruction of a set: its two words are also operands of repetitions.</summary>
    private void EmitSingle(RegexNode node)
    {
        if (node.Kind == RegexNodeKind.Literal)
        {
            Emit(RegexOp.Char, node.Value);
            return;
        }

        CharSet complement = node.Set!.Clone().Complement();
        if (complement.IsEmpty)
        {
            Emit(RegexOp.Any, 0);
        }
        else if (complement.Single() is >= 0 and int excluded)
        {
            Emit(RegexOp.NotChar, excluded);
        }
        else if (node.Set!.IsEmpty)
        {
            Emit(RegexOp.Fail, 0);
        }
        else
        {
            Emit(RegexOp.Set);
            Place(node.Set!);
        }
    }

    /// <summary>Reserves an operand for the place of a set.</summary>
    private void Place(CharSet set)
    {
        sets.Add((code.Count, set));
        code.Add(0);
    }

    private void EmitBranch(RegexNode node, Follow follow)
    {
        List<RegexNode> items = node.Children;
        if (items.TrueForAll(item => item.Kind == RegexNodeKind.Literal))
        {
            CharSet union = new();
            foreach (RegexNode item in items)
            {
                union.Add(item.Value, item.Value);
            }

            EmitSingle(union.Single() is >= 0 and int single ? new RegexNode(RegexNodeKind.Literal, single) : new RegexNode(RegexNodeKind.Set) { Set = union });
            return;
        }

        Emit(RegexOp.Branch);
        int table = code.Count;
        code.Add(0);
        int[] starts = new int[items.Count];
        List<int> exits = [];
        for (int i = 0; i < items.Count; i++)
        {
            starts[i] = code.Count;
            Emit(items[i], follow);
            if (i < items.Count - 1)
            {
                Emit(RegexOp.Jump);
                exits.Add(code.Count);
                code.Add(0);
            }
        }

        foreach (int exit in exits)
        {
            code[exit] = code.Count;
        }

        tables.Add(ChooseLists(table, items, starts));
    }

    /// <summary>For every next code point, one above 255 and the end of the text: which alternatives can match.</summary>
    private static (int At, List<int>[] Lists, int[] Choice) ChooseLists(int table, List<RegexNode> items, int[] starts)
    {
        Follow[] firsts = new Follow[items.Count];
        for (int i = 0; i < firsts.Length; i++)
        {
            firsts[i] = Follow.Before(items[i], Follow.End);
        }

        List<List<int>> lists = [];
        int[] choice = new int[258];
        for (int c = 0; c < choice.Length; c++)
        {
            List<int> list = [];
            for (int i = 0; i < firsts.Length; i++)
            {
                if (firsts[i].MayEnd || (c < 256 ? firsts[i].Set.Contains(c) : c == 256 ? firsts[i].Set.HasHigh : firsts[i].AtTextEnd))
                {
                    list.Add(starts[i]);
                }
            }

            list.Add(0);
            int known = lists.FindIndex(other => other.Count == list.Count && other.TrueForAll(list.Contains));
            choice[c] = known >= 0 ? known : lists.Count;
            if (known < 0)
            {
                lists.Add(list);
            }
        }

        return (table, [.. lists], choice);
    }

    private void EmitRepeat(RegexNode node, Follow follow)
    {
        RegexNode body = node.Children[0];
        int least = node.Value;
        int most = node.Most;
        RepeatMode mode = (RepeatMode)node.Mode;
        if (most == 0)
        {
            return;
        }

        if (body.Kind is RegexNodeKind.Literal or RegexNodeKind.Set)
        {
            EmitSingleRepeat(node, body, mode, follow);
        }
        else if (mode == RepeatMode.Possessive)
        {
            RegexNode inner = new(RegexNodeKind.Repeat, least) { Most = most };
            inner.Children.Add(RegexNode.Over(RegexNodeKind.Atomic, body));
            EmitAtomic(inner);
        }
        else if (least == 1 && most == 1)
        {
            Emit(body, follow);
        }
        else if (LeastWidth(body) == 0 || least > 1 || (most != 1 && most != RegexNode.NoLimit))
        {
            EmitCountedLoop(body, least, most, mode, follow);
        }
        else
        {
            EmitPlainLoop(body, least, most, mode, follow);
        }
    }

    private void EmitSingleRepeat(RegexNode node, RegexNode body, RepeatMode mode, Follow follow)
    {
        CharSet set = body.Set ?? CharSet.Of(body.Value);
        if (mode == RepeatMode.Greedy && !(follow.MayEnd && follow.IsConditional) && !set.MayOverlap(follow.Set))
        {
            mode = RepeatMode.Possessive;
        }

        Emit(mode == RepeatMode.Greedy ? RegexOp.RepeatGreedy : mode == RepeatMode.Lazy ? RegexOp.RepeatLazy : RegexOp.RepeatPossessive);
        code.Add(node.Value);
        code.Add(node.Most);
        EmitSingle(body);
        code.Add(follow.MayEnd || follow.AtTextEnd ? -1 : follow.Set.Single());
    }

    /// <summary>A loop without upper limit, or an option, of a body that consumes something: no counting.</summary>
    private void EmitPlainLoop(RegexNode body, int least, int most, RepeatMode mode, Follow follow)
    {
        Follow first = Follow.Before(body, Follow.End);
        bool isLoop = most != 1;
        Follow after = isLoop ? Follow.Either(first, follow) : follow;
        int entry = -1;
        if (least == 1)
        {
            Emit(RegexOp.Jump);
            entry = code.Count;
            code.Add(0);
        }

        int head = code.Count;
        int exit;
        if (mode == RepeatMode.Lazy)
        {
            Emit(RegexOp.SplitLazy);
            exit = code.Count;
            code.Add(0);
        }
        else if (!first.Set.IsNearlyAll)
        {
            Emit(RegexOp.SplitOnSet);
            exit = code.Count;
            code.Add(0);
            Place(first.Set);
            code.Add(!follow.MayEnd && !first.Set.MayOverlap(follow.Set) ? 1 : 0);
        }
        else
        {
            Emit(RegexOp.Split);
            exit = code.Count;
            code.Add(0);
        }

        if (entry >= 0)
        {
            code[entry] = code.Count;
        }

        Emit(body, after);
        if (isLoop)
        {
            Emit(RegexOp.Jump, head);
        }

        code[exit] = code.Count;
    }

    private void EmitCountedLoop(RegexNode body, int least, int most, RepeatMode mode, Follow follow)
    {
        int register = registers;
        registers += 2;
        Follow after = Follow.Either(Follow.Before(body, follow), follow);
        Emit(RegexOp.LoopStart, register);
        if (mode == RepeatMode.Greedy)
        {
            int head = code.Count;
            Emit(RegexOp.LoopGreedy, register);
            code.Add(least);
            code.Add(most);
            int exit = code.Count;
            code.Add(0);
            Emit(body, after);
            Emit(RegexOp.Jump, head);
            code[exit] = code.Count;
            return;
        }

        Emit(RegexOp.Jump);
        int foot = code.Count;
        code.Add(0);
        int again = code.Count;
        Emit(RegexOp.LoopAgain, register);
        code.Add(most);
        int start = code.Count;
        Emit(body, after);
        code[foot] = code.Count;
        Emit(RegexOp.LoopLazy, register);
        code.Add(least);
        code.Add(again);
        code.Add(start);
    }

    private void EmitConditional(RegexNode node, Follow follow)
    {
        Emit(RegexOp.IfGroup, node.Value);
        int otherwise = code.Count;
        code.Add(0);
        Emit(node.Children[0], follow);
        if (node.Children.Count == 1)
        {
            code[otherwise] = code.Count;
            return;
        }

        Emit(RegexOp.Jump);
        int exit = code.Count;
        code.Add(0);
        code[otherwise] = code.Count;
        Emit(node.Children[1], follow);
        code[exit] = code.Count;
    }

    private void EmitAtomic(RegexNode body)
    {
        int register = registers++;
        Emit(RegexOp.AtomicStart, register);
        Emit(body, Follow.End);
        Emit(RegexOp.AtomicEnd, register);
    }

    private void EmitLook(RegexNode node)
    {
        bool isNegative = node.Kind is RegexNodeKind.NotAhead or RegexNodeKind.NotBehind;
        int register = registers;
        registers += 2;
        Emit(isNegative ? RegexOp.NotLookStart : RegexOp.LookStart, register);
        code.Add(node.Kind is RegexNodeKind.Behind or RegexNodeKind.NotBehind ? node.Value : 0);
        int exit = code.Count;
        if (isNegative)
        {
            code.Add(0);
        }

        Emit(node.Children[0], Follow.End);
        Emit(isNegative ? RegexOp.NotLookEnd : RegexOp.LookEnd, register);
        if (isNegative)
        {
            code[exit] = code.Count;
        }
    }

    private static int LeastWidth(RegexNode node)
    {
        long width = 0;
        switch (node.Kind)
        {
            case RegexNodeKind.Literal or RegexNodeKind.Set:
                return 1;
            case RegexNodeKind.Sequence:
                foreach (RegexNode child in node.Children)
                {
                    width += LeastWidth(child);
                }

                break;
            case RegexNodeKind.Branch or RegexNodeKind.Conditional:
                width = node.Kind == RegexNodeKind.Conditional && node.Children.Count == 1 ? 0 : int.MaxValue;
                foreach (RegexNode child in node.Children)
                {
                    width = Math.Min(width, LeastWidth(child));
                }

                break;
            case RegexNodeKind.Group or RegexNodeKind.Atomic:
                return LeastWidth(node.Children[0]);
            case RegexNodeKind.Repeat:
                width = (long)LeastWidth(node.Children[0]) * node.Value;
                break;
            default:
                break;
        }

        return (int)Math.Min(width, int.MaxValue);
    }

    private static bool IsAnchored(RegexNode node) => node.Kind switch
    {
        RegexNodeKind.At => node.Value == (int)RegexOp.TextStart,
        RegexNodeKind.Sequence => node.Children.Count > 0 && IsAnchored(node.Children[0]),
        RegexNodeKind.Group or RegexNodeKind.Atomic => IsAnchored(node.Children[0]),
        RegexNodeKind.Branch => node.Children.TrueForAll(IsAnchored),
        _ => false,
    };

    /// <summary>Collects the literal that a node begins with; true if that is all of the node.</summary>
    private static bool AddPrefix(RegexNode node, List<int> prefix)
    {
        switch (node.Kind)
        {
            case RegexNodeKind.Literal:
                prefix.Add(node.Value);
                return true;
            case RegexNodeKind.Sequence:
                foreach (RegexNode child in node.Children)
                {
                    if (!AddPrefix(child, prefix))
                    {
                        return false;
                    }
                }

                return true;
            case RegexNodeKind.Group or RegexNodeKind.Atomic:
                return AddPrefix(node.Children[0], prefix);
            case RegexNodeKind.Repeat:
                if (node.Value > 0 && node.Children[0].Kind == RegexNodeKind.Literal)
                {
                    prefix.Add(node.Children[0].Value);
                }

                return false;
            default:
                return false;
        }
    }
}
