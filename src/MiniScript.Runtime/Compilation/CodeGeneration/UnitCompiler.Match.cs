namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Emission;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>The <c>match</c> statement.</summary>
/// <remarks>
/// A case is straight code of tests that jump to the next case, then the moves that bind its names, its guard and its body: a pattern binds nothing
/// until all of it matches. A subject that is a tuple display which no pattern needs as a whole is never made; its items are matched one by one.
/// </remarks>
internal sealed partial class UnitCompiler
{
    private void Match(Match statement)
    {
        PatternSubject subject = Subject(statement);
        int mark = top;
        var end = new Label();
        for (int i = 0; i < statement.Cases.Length; i++)
        {
            MatchCase clause = statement.Cases[i];
            var failure = new PatternFailure();
            List<PatternCapture> captures = [];
            RegisterSet assigned = AssignedInHandler();
            Pattern(clause.Pattern, subject, failure, captures, clause.Guard is not null || i == statement.Cases.Length - 1);
            foreach (PatternCapture capture in captures)
            {
                StoreName(capture.At, capture.Name, capture.Register);
            }

            if (clause.Guard is { } guard)
            {
                Condition(guard, failure.Label, jumpIf: false);
            }

            top = mark;
            Statements(clause.Body);
            code.Position = clause.Body[^1].Span;
            code.Jump(end);
            BindFailure(clause.Pattern, failure, assigned);
            top = mark;
        }

        code.Bind(end);
    }

    /// <summary>Puts the place for "does not match" here, where control does not arrive otherwise.</summary>
    private void BindFailure(Pattern at, PatternFailure failure, RegisterSet assigned)
    {
        if (failure.Range is { } range)
        {
            code.BindHandler(range, assigned);
            top = Math.Max(top, failure.ExceptionRegister + 1);
            int type = NewTemporaries(2);
            Emit(at, Opcode.LoadBuiltinType, type, (int)TypeId.AttributeError);
            Emit(at, Opcode.MatchException, type + 1, failure.ExceptionRegister, type);
            code.JumpWide(Opcode.JumpIfTrue, type + 1, failure.Label);
            code.EmitLast(Opcode.Reraise, failure.ExceptionRegister);
        }

        code.Bind(failure.Label);
    }

    private PatternSubject Subject(Match statement)
    {
        if (statement.Subject is Tuple { Elts.Length: > 0 } tuple && !HasStars(tuple.Elts)
            && Array.TrueForAll(statement.Cases, clause => NeedsItemsOnly(clause.Pattern)))
        {
            var items = new int[tuple.Elts.Length];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = Value(tuple.Elts[i]);
                if (MustCopy(items[i], tuple.Elts.AsSpan(i + 1)) || IsRebound(items[i], statement))
                {
                    items[i] = Copy(tuple.Elts[i], items[i]);
                }
            }

            return new PatternSubject(-1, items);
        }

        int register = Value(statement.Subject);
        return new PatternSubject(IsRebound(register, statement) ? Copy(statement.Subject, register) : register, null);
    }

    /// <summary>True if a pattern can be matched against the items of a tuple that is not made.</summary>
    private static bool NeedsItemsOnly(Pattern pattern) => pattern switch
    {
        MatchSequence sequence => !Array.Exists(sequence.Patterns, item => item is MatchStar { Name: not null }),
        MatchAs { Pattern: null, Name: null } => true,
        MatchOr alternatives => Array.TrueForAll(alternatives.Patterns, NeedsItemsOnly),
        _ => false,
    };

    /// <summary>True if the register is a variable that a pattern or guard binds, while later ones still need its old value.</summary>
    private bool IsRebound(int register, Match statement)
    {
        if (register >= localCount)
        {
            return false;
        }

        foreach (MatchCase clause in statement.Cases)
        {
            if (Binds(clause.Pattern, register) || (clause.Guard is { } guard && MustCopy(register, guard)))
            {
                return true;
            }
        }

        return false;
    }

    private bool Binds(Pattern pattern, int register) => pattern switch
    {
        MatchSequence sequence => Array.Exists(sequence.Patterns, item => Binds(item, register)),
        MatchMapping mapping => IsVariable(mapping.Rest, register) || Array.Exists(mapping.Patterns, item => Binds(item, register)),
        MatchClass match => Array.Exists(match.Patterns, item => Binds(item, register)) || Array.Exists(match.KwdPatterns, item => Binds(item, register)),
        MatchStar star => IsVariable(star.Name, register),
        MatchAs capture => IsVariable(capture.Name, register) || (capture.Pattern is { } inner && Binds(inner, register)),
        MatchOr alternatives => Array.Exists(alternatives.Patterns, item => Binds(item, register)),
        _ => false,
    };

    private bool IsVariable(string? name, int register) => name is not null && Find(name) is { Place: Place.Register } variable && variable.Index == register;
}
