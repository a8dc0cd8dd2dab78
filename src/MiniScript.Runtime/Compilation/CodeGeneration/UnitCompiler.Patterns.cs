namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Emission;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>The patterns of <c>match</c>.</summary>
internal sealed partial class UnitCompiler
{
    /// <summary>Emits the tests of a pattern, which go on behind them if it matches.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="subject">What it is matched against.</param>
    /// <param name="failure">Where it goes if it does not match.</param>
    /// <param name="captures">Receives the names to bind.</param>
    /// <param name="mayBeIrrefutable">False where a pattern that always matches makes what follows unreachable, which is an error.</param>
    private void Pattern(Pattern pattern, PatternSubject subject, PatternFailure failure, List<PatternCapture> captures, bool mayBeIrrefutable)
    {
        EnsureStack();
        switch (pattern)
        {
            case MatchValue value:
                ValueTest(value, subject.Register, failure.Label, jumpIf: false);
                break;
            case MatchSingleton singleton:
                SingletonTest(singleton, subject.Register, failure.Label, jumpIf: false);
                break;
            case MatchSequence { Patterns: var items } when subject.Items is { } registers:
                ItemwiseSequence(pattern, items, registers, failure, captures);
                break;
            case MatchSequence sequence:
                Sequence(sequence, subject.Register, failure, captures);
                break;
            case MatchMapping mapping:
                Mapping(mapping, subject.Register, failure, captures);
                break;
            case MatchClass match:
                Class(match, subject.Register, failure, captures);
                break;
            case MatchAs { Pattern: null, Name: var name }:
                if (!mayBeIrrefutable)
                {
                    throw Errors.At(pattern, name is null
                        ? "wildcard makes remaining patterns unreachable"
                        : $"name capture '{name}' makes remaining patterns unreachable");
                }

                Capture(pattern, name, subject.Register, captures);
                break;
            case MatchAs capture:
                Pattern(capture.Pattern!, subject, failure, captures, mayBeIrrefutable);
                Capture(capture, capture.Name, subject.Register, captures);
                break;
            case MatchOr alternatives:
                Alternatives(alternatives, subject, failure, captures, mayBeIrrefutable);
                break;
        }
    }

    private void Capture(Pattern at, string? name, int register, List<PatternCapture> captures)
    {
        if (name is null)
        {
            return;
        }

        CheckBindable(at, name, "assign to");
        if (captures.Exists(capture => capture.Name == name))
        {
            throw Errors.At(at, $"multiple assignments to name '{name}' in pattern");
        }

        captures.Add(new PatternCapture(name, register, at));
    }

    private void ValueTest(MatchValue pattern, int subject, Label label, bool jumpIf)
    {
        if (ConstantFolder.TryFold(pattern.Value, out object? literal))
        {
            if (constants.Add(literal) is <= ushort.MaxValue and int constant)
            {
                code.Position = pattern.Span;
                code.JumpCompare(Opcode.JumpEqualConstant, subject, constant, jumpIf, label);
                return;
            }
        }
        else if (pattern.Value is not Attribute)
        {
            throw Errors.At(pattern, "patterns may only match literals and attribute lookups");
        }

        int mark = top;
        int value = Value(pattern.Value);
        top = mark;
        code.Position = pattern.Span;
        code.JumpCompare(Opcode.JumpEqual, subject, value, jumpIf, label);
    }

    private void SingletonTest(MatchSingleton pattern, int subject, Label label, bool jumpIf)
    {
        code.Position = pattern.Span;
        if (pattern.Value is null)
        {
            code.JumpWide(jumpIf ? Opcode.JumpIfNone : Opcode.JumpIfNotNone, subject, label);
            return;
        }

        int truth = NewTemporary();
        top = truth;
        LoadConstant(pattern, truth, pattern.Value);
        code.Emit(Opcode.Is, truth, subject, truth);
        code.JumpWide(jumpIf ? Opcode.JumpIfTrue : Opcode.JumpIfFalse, truth, label);
    }

    /// <summary>The place of the star in a sequence pattern; -1 without one.</summary>
    private int StarOf(Pattern at, Pattern[] items)
    {
        int star = Array.FindIndex(items, item => item is MatchStar);
        if (star < 0)
        {
            return star;
        }

        if (Array.FindIndex(items, star + 1, item => item is MatchStar) >= 0)
        {
            throw Errors.At(at, "multiple starred names in sequence pattern");
        }

        return star <= byte.MaxValue && items.Length - star - 1 <= ushort.MaxValue
            ? star
            : throw Errors.At(at, "too many expressions in star-unpacking sequence pattern");
    }

    private static bool IsWildcard(Pattern pattern) => pattern is MatchAs { Pattern: null, Name: null } or MatchStar { Name: null };

    /// <summary>A sequence pattern against the items of a tuple that is not made: its length is known.</summary>
    private void ItemwiseSequence(Pattern at, Pattern[] items, int[] registers, PatternFailure failure, List<PatternCapture> captures)
    {
        int star = StarOf(at, items);
        bool fits = star < 0 ? items.Length == registers.Length : items.Length - 1 <= registers.Length;
        if (!fits)
        {
            code.Position = at.Span;
            code.Jump(failure.Label);
        }

        for (int i = 0; i < items.Length; i++)
        {
            if (i != star)
            {
                int from = star < 0 || i < star ? i : registers.Length - items.Length + i;
                int register = fits ? registers[from] : registers[0];
                Pattern(items[i], new PatternSubject(register, null), failure, captures, mayBeIrrefutable: true);
            }
        }
    }

    private void Sequence(MatchSequence pattern, int subject, PatternFailure failure, List<PatternCapture> captures)
    {
        Pattern[] items = pattern.Patterns;
        int star = StarOf(pattern, items);
        int least = star < 0 ? items.Length : items.Length - 1;
        if (least > MaxRegisters)
        {
            throw Errors.At(pattern, "too many values at once");
        }

        code.Position = pattern.Span;
        code.JumpCompare(star < 0 ? Opcode.JumpSequence : Opcode.JumpSequenceAtLeast, subject, least, sense: false, failure.Label);
        if (Array.TrueForAll(items, IsWildcard))
        {
            return;
        }

        if (star >= 0 && IsWildcard(items[star]))
        {
            for (int i = 0; i < items.Length; i++)
            {
                if (IsWildcard(items[i]))
                {
                    continue;
                }

                int item = NewTemporary();
                code.Position = pattern.Span;
                if (i < star)
                {
                    code.Emit(Opcode.GetItemInt, item, subject, i);
                }
                else
                {
                    code.Emit(Opcode.GetItemFromEnd, item, subject, items.Length - i);
                }

                Pattern(items[i], new PatternSubject(item, null), failure, captures, mayBeIrrefutable: true);
            }

            return;
        }

        int first = NewTemporaries(items.Length);
        code.Position = pattern.Span;
        if (star >= 0)
        {
            EmitUnpackStar(first, subject, star, items.Length - star - 1);
        }
        else
        {
            code.Emit(Opcode.Unpack, first, subject, items.Length);
        }

        for (int i = 0; i < items.Length; i++)
        {
            if (items[i] is MatchStar rest)
            {
                Capture(rest, rest.Name, first + i, captures);
            }
            else
            {
                Pattern(items[i], new PatternSubject(first + i, null), failure, captures, mayBeIrrefutable: true);
            }
        }
    }

    private void Mapping(MatchMapping pattern, int subject, PatternFailure failure, List<PatternCapture> captures)
    {
        int count = pattern.Keys.Length;
        code.Position = pattern.Span;
        code.JumpCompare(Opcode.JumpMapping, subject, Narrow(pattern, count), sense: false, failure.Label);
        int keys = -1;
        if (count > 0)
        {
            keys = NewTemporary();
            MappingKeys(pattern, keys);
            int found = NewTemporaries(count + 1);
            Emit(pattern, Opcode.MatchKeys, found, subject, keys);
            code.JumpWide(Opcode.JumpIfFalse, found, failure.Label);
            for (int i = 0; i < count; i++)
            {
                Pattern(pattern.Patterns[i], new PatternSubject(found + 1 + i, null), failure, captures, mayBeIrrefutable: true);
            }
        }

        if (pattern.Rest is { } name)
        {
            if (count == 0)
            {
                keys = Literal(pattern, new TupleLiteral([]), -1);
            }

            int rest = NewTemporary();
            Emit(pattern, Opcode.MappingRest, rest, subject, keys);
            Capture(pattern, name, rest, captures);
        }
    }

    /// <summary>Puts the keys of a mapping pattern into a tuple.</summary>
    private void MappingKeys(MatchMapping pattern, int target)
    {
        var seen = new HashSet<object>(MappingKeyComparer.Instance);
        var literals = new object?[pattern.Keys.Length];
        bool areConstant = true;
        for (int i = 0; i < literals.Length; i++)
        {
            Expression key = pattern.Keys[i];
            if (ConstantFolder.TryFold(key, out literals[i]))
            {
                if (!seen.Add(literals[i] ?? MappingKeyComparer.None))
                {
                    throw Errors.At(pattern, $"mapping pattern checks duplicate key ({LiteralText.Repr(literals[i])})");
                }
            }
            else if (key is Attribute)
            {
                areConstant = false;
            }
            else
            {
                throw Errors.At(pattern, "mapping pattern keys may only match literals and attribute lookups");
            }
        }

        if (areConstant)
        {
            LoadConstant(pattern, target, new TupleLiteral(literals));
            return;
        }

        int mark = top;
        int first = Values(pattern.Keys);
        top = mark;
        Emit(pattern, Opcode.BuildTuple, target, first, literals.Length);
    }

    private void Class(MatchClass pattern, int subject, PatternFailure failure, List<PatternCapture> captures)
    {
        for (int i = 0; i < pattern.KwdAttrs.Length; i++)
        {
            CheckBindable(pattern.KwdPatterns[i], pattern.KwdAttrs[i], "assign to");
            if (Array.IndexOf(pattern.KwdAttrs, pattern.KwdAttrs[i], 0, i) >= 0)
            {
                throw Errors.At(pattern.KwdPatterns[i], $"attribute name repeated in class pattern: {pattern.KwdAttrs[i]}");
            }
        }

        int mark = top;
        int positional = pattern.Patterns.Length;
        int first = NewTemporaries(1 + positional + pattern.KwdAttrs.Length);
        int type = Value(pattern.Cls, positional > 0 ? first : -1);
        code.Position = pattern.Span;
        code.JumpCompare(Opcode.JumpInstance, subject, type, sense: false, failure.Label);
        top = mark + 1 + positional + pattern.KwdAttrs.Length;
        if (positional > 0)
        {
            // The constant is the number of positional patterns and the names that keyword patterns take.
            Emit(pattern, Opcode.MatchPositional, first, subject, NarrowConstant(pattern, new TupleLiteral([(long)positional, .. pattern.KwdAttrs])));
            code.JumpWide(Opcode.JumpIfFalse, first, failure.Label);
        }

        if (pattern.KwdAttrs.Length > 0)
        {
            OpenAttributes(failure);
            for (int i = 0; i < pattern.KwdAttrs.Length; i++)
            {
                int cache = Cache(pattern, Opcode.LoadAttribute, pattern.KwdAttrs[i]);
                Emit(pattern, Opcode.LoadAttribute, first + 1 + positional + i, subject, cache);
            }

            code.Close(failure.Range!);
        }

        for (int i = 0; i < positional; i++)
        {
            Pattern(pattern.Patterns[i], new PatternSubject(first + 1 + i, null), failure, captures, mayBeIrrefutable: true);
        }

        for (int i = 0; i < pattern.KwdPatterns.Length; i++)
        {
            Pattern(pattern.KwdPatterns[i], new PatternSubject(first + 1 + positional + i, null), failure, captures, mayBeIrrefutable: true);
        }
    }

    /// <summary>From here on an <c>AttributeError</c> means that the pattern does not match.</summary>
    private void OpenAttributes(PatternFailure failure)
    {
        if (failure.Range is { } range)
        {
            code.Open(range);
            return;
        }

        failure.ExceptionRegister = NewTemporary();
        failure.Range = code.OpenRange(failure.ExceptionRegister, rangeDepth);
    }

    private void Alternatives(MatchOr pattern, PatternSubject subject, PatternFailure failure, List<PatternCapture> captures, bool mayBeIrrefutable)
    {
        var success = new Label();
        List<PatternCapture>? shared = null;
        int mark = top;
        for (int i = 0; i < pattern.Patterns.Length; i++)
        {
            Pattern alternative = pattern.Patterns[i];
            bool isLast = i == pattern.Patterns.Length - 1;
            if (!isLast && alternative is MatchValue or MatchSingleton)
            {
                SimpleAlternative(alternative, subject.Register, success);
                CheckSameNames(pattern, shared ??= [], []);
                continue;
            }

            PatternFailure next = isLast ? failure : new PatternFailure();
            List<PatternCapture> own = [];
            RegisterSet assigned = AssignedInHandler();
            Pattern(alternative, subject, next, own, isLast && mayBeIrrefutable);
            if (shared is null)
            {
                shared = own.ConvertAll(capture => capture with { Register = NewTemporary(), At = pattern });
                mark = top;
            }

            CheckSameNames(pattern, shared, own);
            foreach (PatternCapture capture in own)
            {
                Emit(capture.At, Opcode.Move, shared.Find(wanted => wanted.Name == capture.Name).Register, capture.Register);
            }

            if (!isLast)
            {
                code.Position = alternative.Span;
                code.Jump(success);
                BindFailure(alternative, next, assigned);
            }

            top = mark;
        }

        code.Bind(success);
        foreach (PatternCapture capture in shared!)
        {
            Capture(pattern, capture.Name, capture.Register, captures);
        }
    }

    private void SimpleAlternative(Pattern alternative, int subject, Label success)
    {
        if (alternative is MatchValue value)
        {
            ValueTest(value, subject, success, jumpIf: true);
        }
        else
        {
            SingletonTest((MatchSingleton)alternative, subject, success, jumpIf: true);
        }
    }

    private void CheckSameNames(MatchOr pattern, List<PatternCapture> names, List<PatternCapture> own)
    {
        if (names.Count != own.Count || !own.TrueForAll(capture => names.Exists(wanted => wanted.Name == capture.Name)))
        {
            throw Errors.At(pattern, "alternative patterns bind different names");
        }
    }
}
