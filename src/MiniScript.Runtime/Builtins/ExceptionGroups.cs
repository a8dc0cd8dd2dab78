using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Taking exception groups apart, and what <c>except*</c> does with them (PEP 654).</summary>
internal static unsafe class ExceptionGroups
{
    /// <summary>Parts an exception, group or not, into what matches and the rest; each is <c>None</c> if empty.</summary>
    /// <param name="wantsRest">False to leave the rest <c>None</c>.</param>
    /// <returns>False with an exception pending.</returns>
    public static bool Split(Vm* vm, Value exception, ExceptionMatcher matcher, bool wantsRest, out Value matching, out Value rest)
    {
        matching = rest = Value.None;
        int matches = matcher.Matches(vm, exception);
        if (matches != 0)
        {
            matching = exception;
            return matches > 0;
        }

        if (!ExceptionGroupType.IsGroup(vm, exception))
        {
            rest = wantsRest ? exception : Value.None;
            return true;
        }

        if (!Recursion.Enter(vm, " in exceptiongroup_split_recursive"))
        {
            return false;
        }

        bool succeeded = SplitItems(vm, exception, matcher, wantsRest, out matching, out rest);
        Recursion.Leave(vm);
        return succeeded;
    }

    /// <summary>What of an exception an <c>except*</c> clause handles, and the rest; each is <c>None</c> if empty. A single exception is put into a group.</summary>
    public static bool Match(Vm* vm, Value exception, Value classes, out Value matching, out Value rest)
    {
        matching = rest = Value.None;
        if (!CheckClasses(vm, exception, classes) || exception.IsNone)
        {
            return !vm->HasPending;
        }

        int matches = Slow.MatchException(vm, exception.Bits, classes.Bits);
        if (matches < 0)
        {
            return false;
        }

        bool isGroup = ExceptionGroupType.IsGroup(vm, exception);
        if (matches > 0)
        {
            matching = exception;
            if (!isGroup)
            {
                matching = ExceptionGroupType.Make(vm, Value.FromObject(WellKnown.Of(vm)->EmptyStr), Value.FromObject(Tuple.New(vm, &exception, 1)));
            }

            return !matching.IsUndefined;
        }

        if (!isGroup)
        {
            rest = exception;
            return true;
        }

        Value pair = Calls.InvokeMethod(vm, exception, NameId.split, classes);
        if (pair.IsUndefined)
        {
            return false;
        }

        string name = Types.NameOf(vm, exception);
        if (!pair.Is(Kind.Tuple))
        {
            Throw.TypeError(vm, $"{name}.split must return a tuple, not {Types.NameOf(vm, pair)}");
            return false;
        }

        if (((Tuple*)pair.AsObject)->Length < 2)
        {
            Throw.TypeError(vm, $"{name}.split must return a 2-tuple, got tuple of size {((Tuple*)pair.AsObject)->Length}");
            return false;
        }

        matching = Tuple.Items((Tuple*)pair.AsObject)[0];
        rest = Tuple.Items((Tuple*)pair.AsObject)[1];
        return true;
    }

    /// <summary>What is to be raised behind the clauses of an <c>except*</c>: <c>None</c> if nothing is left, <see cref="Value.Undefined"/> with an exception pending.</summary>
    /// <param name="original">What was caught.</param>
    /// <param name="left">What the clauses raised, or raised again, and what none of them handled; <c>None</c> entries count for nothing.</param>
    public static Value Remains(Vm* vm, Value original, List* left)
    {
        if (!ExceptionGroupType.IsGroup(vm, original))
        {
            // At most one clause ran, on the single exception in a group of its own.
            return left->Items[0];
        }

        List* raised = List.New(vm);
        SetObject* reraised = SetObject.New(vm);
        for (int i = 0; i < left->Length; i++)
        {
            Value exception = left->Items[i];
            if (exception.IsNone)
            {
                continue;
            }

            if (IsPartOf(vm, exception, original) ? !AddLeaves(vm, reraised, exception) : !List.Append(vm, raised, exception))
            {
                return Value.Undefined;
            }
        }

        if (!Split(vm, original, ExceptionMatcher.OfLeaves(reraised), wantsRest: false, out Value again, out _))
        {
            return Value.Undefined;
        }

        if (raised->Length == 0)
        {
            return again;
        }

        if (!again.IsNone)
        {
            List.Append(vm, raised, again);
        }

        return raised->Length > 1
            ? ExceptionGroupType.Make(vm, Value.FromObject(WellKnown.Of(vm)->EmptyStr), Value.FromObject(raised))
            : raised->Items[0];
    }

    /// <summary>A number that stands for an exception as long as it lives.</summary>
    public static Value IdentityOf(Vm* vm, Value exception) => Integers.FromLong(vm, (long)exception.Bits);

    private static bool SplitItems(Vm* vm, Value group, ExceptionMatcher matcher, bool wantsRest, out Value matching, out Value rest)
    {
        matching = rest = Value.None;
        List* accepted = List.New(vm);
        List* refused = List.New(vm);
        Tuple* items = ExceptionGroupType.Exceptions(group);
        for (int i = 0; i < items->Length; i++)
        {
            if (!Split(vm, Tuple.Items(items)[i], matcher, wantsRest, out Value part, out Value other)
                || (!part.IsNone && !List.Append(vm, accepted, part))
                || (!other.IsNone && !List.Append(vm, refused, other)))
            {
                return false;
            }
        }

        matching = accepted->Length == 0 ? Value.None : ExceptionGroupType.Derive(vm, group, accepted);
        if (matching.IsUndefined)
        {
            return false;
        }

        rest = refused->Length == 0 ? Value.None : ExceptionGroupType.Derive(vm, group, refused);
        return !rest.IsUndefined;
    }

    /// <summary>True if an exception came out of a group by splitting: it shares the group's history.</summary>
    private static bool IsPartOf(Vm* vm, Value exception, Value group)
    {
        if (!ExceptionGroupType.IsGroup(vm, exception))
        {
            return false;
        }

        ExceptionObject* a = ExceptionType.Of(exception);
        ExceptionObject* b = ExceptionType.Of(group);
        return IsSame(a->Traceback, b->Traceback) && IsSame(a->Cause, b->Cause) && IsSame(a->Context, b->Context);
    }

    private static bool IsSame(Value a, Value b) => a == b || (!a.IsObject && !b.IsObject);

    private static bool AddLeaves(Vm* vm, SetObject* leaves, Value exception)
    {
        if (!ExceptionGroupType.IsGroup(vm, exception))
        {
            return SetObject.Add(vm, leaves, IdentityOf(vm, exception));
        }

        if (!Recursion.Enter(vm, " in collect_exception_group_leaf_ids"))
        {
            return false;
        }

        Tuple* items = ExceptionGroupType.Exceptions(exception);
        bool succeeded = true;
        for (int i = 0; i < items->Length && succeeded; i++)
        {
            succeeded = AddLeaves(vm, leaves, Tuple.Items(items)[i]);
        }

        Recursion.Leave(vm);
        return succeeded;
    }

    /// <summary>False with <c>TypeError</c> pending unless the classes may stand behind <c>except*</c>.</summary>
    private static bool CheckClasses(Vm* vm, Value exception, Value classes)
    {
        TypeObject* group = Types.Of(vm, TypeId.BaseExceptionGroup);
        Value single = classes;
        bool isTuple = classes.Is(Kind.Tuple);
        int count = isTuple ? ((Tuple*)classes.AsObject)->Length : 1;
        for (int i = 0; i < count; i++)
        {
            single = isTuple ? Tuple.Items((Tuple*)classes.AsObject)[i] : classes;
            if (!Slow.IsExceptionClass(vm, single))
            {
                Throw.TypeError(vm, "catching classes that do not inherit from BaseException is not allowed");
                return false;
            }
        }

        for (int i = 0; i < count; i++)
        {
            single = isTuple ? Tuple.Items((Tuple*)classes.AsObject)[i] : classes;
            if (TypeObject.IsSubtype((TypeObject*)single.AsObject, group))
            {
                Throw.TypeError(vm, "catching ExceptionGroup with except* is not allowed. Use except instead.");
                return false;
            }
        }

        return true;
    }
}
