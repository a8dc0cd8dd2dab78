using System.Runtime.CompilerServices;
using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <content>Raising, matching and context managers.</content>
internal static unsafe partial class Slow
{
    /// <summary>The <c>raise</c> statement; see the instruction for the forms.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Raise(Vm* vm, int form, ulong exception, ulong cause)
    {
        if (form == 0)
        {
            if (!vm->Handled.IsObject)
            {
                Throw.RuntimeError(vm, "No active exception to reraise");
                return;
            }

            vm->Pending = vm->Handled;
            return;
        }

        Value raised = Instantiate(vm, new Value(exception), "exceptions must derive from BaseException");
        if (raised.IsUndefined)
        {
            return;
        }

        ExceptionObject* instance = (ExceptionObject*)raised.AsObject;
        if (form == 2)
        {
            Value origin = new(cause);
            if (!origin.IsNone)
            {
                origin = Instantiate(vm, origin, "exception causes must derive from BaseException");
                if (origin.IsUndefined)
                {
                    return;
                }
            }

            instance->Cause = origin;
            instance->SuppressContext = true;
        }

        Throw.Raise(vm, instance);
    }

    /// <summary>1 if an exception is an instance of a class or of one in a tuple.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int MatchException(Vm* vm, ulong exception, ulong pattern)
    {
        Value value = new(pattern);
        TypeObject* type = Types.Of(vm, new Value(exception));
        if (value.Is(Kind.Tuple))
        {
            Tuple* tuple = (Tuple*)pattern;
            for (int i = 0; i < tuple->Length; i++)
            {
                if (!IsExceptionClass(vm, Tuple.Items(tuple)[i]))
                {
                    return NotAnExceptionClass(vm);
                }
            }

            for (int i = 0; i < tuple->Length; i++)
            {
                if (TypeObject.IsSubtype(type, (TypeObject*)Tuple.Items(tuple)[i].AsObject))
                {
                    return 1;
                }
            }

            return 0;
        }

        if (!IsExceptionClass(vm, value))
        {
            return NotAnExceptionClass(vm);
        }

        return TypeObject.IsSubtype(type, (TypeObject*)pattern) ? 1 : 0;
    }

    /// <summary>Takes out of an exception what an <c>except*</c> clause handles; the rest replaces it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool MatchGroup(Vm* vm, ulong* target, ulong* exception, ulong classes)
    {
        if (!ExceptionGroups.Match(vm, new Value(*exception), new Value(classes), out Value matching, out Value rest))
        {
            return false;
        }

        *target = matching.Bits;
        *exception = rest.Bits;
        if (!matching.IsNone)
        {
            vm->Handled = matching;
            Generator* generator = ((Frame*)vm->CurrentFrame)->Generator;
            if (generator != null)
            {
                generator->Handled = matching;
            }
        }

        return true;
    }

    /// <summary>What is left to raise behind the clauses of an <c>except*</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong GroupRemains(Vm* vm, ulong original, ulong left) => ExceptionGroups.Remains(vm, new Value(original), (List*)left).Bits;

    /// <summary>Enters a context manager: its bound <c>__exit__</c> and the result of <c>__enter__</c> go to two registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool WithEnter(Vm* vm, ulong manager, ulong* target)
    {
        Value self = new(manager);
        int hasEnter = Attributes.LookupSpecial(vm, self, NameId.__enter__, out Value enter);
        int hasExit = hasEnter <= 0 ? 0 : Attributes.LookupSpecial(vm, self, NameId.__exit__, out _);
        if (hasEnter < 0 || hasExit < 0)
        {
            return false;
        }

        if (hasEnter == 0 || hasExit == 0)
        {
            string name = Types.NameOf(vm, self);
            string missing = hasEnter == 0 ? string.Empty : " (missed __exit__ method)";
            Throw.TypeError(vm, $"'{name}' object does not support the context manager protocol{missing}");
            return false;
        }

        if (Attributes.LookupSpecial(vm, self, NameId.__exit__, out Value exit) < 0)
        {
            return false;
        }

        target[0] = exit.Bits;
        Value entered = Calls.Invoke(vm, enter);
        target[1] = entered.Bits;
        return !entered.IsUndefined;
    }

    /// <summary>Leaves a context manager without an exception.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool WithExit(Vm* vm, ulong exit) => !Calls.Invoke(vm, new Value(exit), Value.None, Value.None, Value.None).IsUndefined;

    /// <summary>Leaves a context manager with an exception; the result is whether it suppresses it, or, if <paramref name="isAsync"/>, what is to be awaited.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong WithExcept(Vm* vm, ulong exit, ulong exception, bool isAsync)
    {
        Value raised = new(exception);
        Value traceback = ((ExceptionObject*)exception)->Traceback;
        Value result = Calls.Invoke(
            vm, new Value(exit), Value.FromObject(Types.Of(vm, raised)), raised, traceback.IsUndefined ? Value.None : traceback);
        if (isAsync || result.IsUndefined)
        {
            return result.Bits;
        }

        int truth = Truth.Of(vm, result);
        return truth < 0 ? 0 : Value.FromBool(truth > 0).Bits;
    }

    /// <summary>True if a value is a class that derives from <c>BaseException</c>.</summary>
    internal static bool IsExceptionClass(Vm* vm, Value value) =>
        value.Is(Kind.Type) && TypeObject.IsSubtype((TypeObject*)value.AsObject, Types.Of(vm, TypeId.BaseException));

    /// <summary>An exception as it is, an exception class called; anything else raises <c>TypeError</c>.</summary>
    internal static Value Instantiate(Vm* vm, Value value, string message)
    {
        if (value.Is(Kind.Exception))
        {
            return value;
        }

        if (!IsExceptionClass(vm, value))
        {
            return Throw.TypeError(vm, message);
        }

        Value instance = Calls.Invoke(vm, value);
        if (instance.IsUndefined || instance.Is(Kind.Exception))
        {
            return instance;
        }

        Str* type = Text.Repr(vm, Value.FromObject(Types.Of(vm, instance)));
        return type == null ? Value.Undefined : NotAnException(vm, value, Str.ToManaged(type));
    }

    /// <summary>Raises <c>TypeError</c> for an exception class whose instances are something else.</summary>
    internal static Value NotAnException(Vm* vm, Value type, string made)
    {
        Str* shown = Text.Repr(vm, type);
        return shown == null ? Value.Undefined : Throw.TypeError(vm, $"calling {Str.ToManaged(shown)} should have returned an instance of BaseException, not {made}");
    }

    private static int NotAnExceptionClass(Vm* vm)
    {
        Throw.TypeError(vm, "catching classes that do not inherit from BaseException is not allowed");
        return -1;
    }
}
