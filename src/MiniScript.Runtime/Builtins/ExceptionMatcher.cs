using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Tells which exceptions of a group are meant: those of some classes, those that a function accepts, or given ones.</summary>
internal unsafe ref struct ExceptionMatcher
{
    private Value classes;
    private Value predicate;
    private SetObject* leaves;

    /// <summary>A matcher by classes.</summary>
    public static ExceptionMatcher OfClasses(Value classes) => new() { classes = classes };

    /// <summary>A matcher for single exceptions; <paramref name="leaves"/> holds their addresses as integers.</summary>
    public static ExceptionMatcher OfLeaves(SetObject* leaves) => new() { leaves = leaves };

    /// <summary>The argument of <c>split</c> and <c>subgroup</c>; false with <c>TypeError</c> pending if it is none.</summary>
    public static bool TryMake(Vm* vm, Value argument, out ExceptionMatcher matcher)
    {
        matcher = default;
        if (argument.Is(Kind.Type) ? Slow.IsExceptionClass(vm, argument) : argument.Is(Kind.Tuple) && AreClasses(vm, (Tuple*)argument.AsObject))
        {
            matcher.classes = argument;
            return true;
        }

        if (!argument.Is(Kind.Type) && Types.Of(vm, argument)->Slots.Call != null)
        {
            matcher.predicate = argument;
            return true;
        }

        Throw.TypeError(vm, "expected an exception type, a tuple of exception types, or a callable (other than a class)");
        return false;
    }

    /// <summary>1 if an exception, which may be a group, is meant; 0 if not; -1 with an exception pending.</summary>
    public readonly int Matches(Vm* vm, Value exception)
    {
        if (!predicate.IsUndefined)
        {
            Value answer = Calls.Invoke(vm, predicate, exception);
            return answer.IsUndefined ? -1 : Truth.Of(vm, answer);
        }

        if (leaves != null)
        {
            return ExceptionGroupType.IsGroup(vm, exception) ? 0 : SetObject.Contains(vm, leaves, ExceptionGroups.IdentityOf(vm, exception));
        }

        return Slow.MatchException(vm, exception.Bits, classes.Bits);
    }

    private static bool AreClasses(Vm* vm, Tuple* tuple)
    {
        for (int i = 0; i < tuple->Length; i++)
        {
            if (!Slow.IsExceptionClass(vm, Tuple.Items(tuple)[i]))
            {
                return false;
            }
        }

        return true;
    }
}
