using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Raises script exceptions from native code: makes one pending and returns <see cref="Value.Undefined"/>, so that callers write <c>return Throw.TypeError(vm, …)</c>.</summary>
public static unsafe partial class Throw
{
    /// <summary>Raises a built-in exception with one message argument.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value Raise(Vm* vm, TypeId type, string message)
    {
        Str* text = Str.New(vm, message);
        return Raise(vm, type, Value.FromObject(text));
    }

    /// <summary>Raises a built-in exception with one argument.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value Raise(Vm* vm, TypeId type, Value argument)
    {
        ExceptionObject* exception = ExceptionObject.New(vm, Types.Of(vm, type), argument);
        return Raise(vm, exception);
    }

    /// <summary>Makes an exception pending. The exception being handled becomes its context.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value Raise(Vm* vm, ExceptionObject* exception)
    {
        ExceptionObject.SetContext(vm, exception);
        vm->Pending = Value.FromObject(exception);
        return Value.Undefined;
    }

    /// <summary>Raises <c>TypeError</c>.</summary>
    public static Value TypeError(Vm* vm, string message) => Raise(vm, TypeId.TypeError, message);

    /// <summary>Raises <c>ValueError</c>.</summary>
    public static Value ValueError(Vm* vm, string message) => Raise(vm, TypeId.ValueError, message);

    /// <summary>Raises <c>IndexError</c>.</summary>
    public static Value IndexError(Vm* vm, string message) => Raise(vm, TypeId.IndexError, message);

    /// <summary>Raises <c>KeyError</c> for a key.</summary>
    public static Value KeyError(Vm* vm, Value key) => Raise(vm, TypeId.KeyError, key);

    /// <summary>Raises <c>OverflowError</c>.</summary>
    public static Value OverflowError(Vm* vm, string message) => Raise(vm, TypeId.OverflowError, message);

    /// <summary>Raises <c>ZeroDivisionError</c>.</summary>
    public static Value ZeroDivisionError(Vm* vm, string message) => Raise(vm, TypeId.ZeroDivisionError, message);

    /// <summary>Raises <c>RuntimeError</c>.</summary>
    public static Value RuntimeError(Vm* vm, string message) => Raise(vm, TypeId.RuntimeError, message);

    /// <summary>Raises <c>AttributeError</c>.</summary>
    public static Value AttributeError(Vm* vm, string message) => Raise(vm, TypeId.AttributeError, message);

    /// <summary>Raises <c>AttributeError</c> that knows its object and name, so that a traceback can suggest one.</summary>
    public static Value AttributeErrorFor(Vm* vm, string message, Value self, Str* name)
    {
        Str* text = Str.New(vm, message);
        ExceptionObject* exception = ExceptionObject.New(vm, Types.Of(vm, TypeId.AttributeError), Value.FromObject(text));
        exception->Details = Value.FromObject(Tuple.New(vm, Value.FromObject(name), self));
        return Raise(vm, exception);
    }

    /// <summary>Tells a pending <c>AttributeError</c> what was asked for, if script raised it without saying so; its traceback may then suggest a name.</summary>
    public static void CompleteAttributeError(Vm* vm, Value self, Str* name)
    {
        if (!vm->HasPending || !Types.IsInstance(vm, vm->Pending, TypeId.AttributeError))
        {
            return;
        }

        ExceptionObject* exception = (ExceptionObject*)vm->Pending.AsObject;
        Value details = exception->Details;
        if (details.Is(Kind.Tuple) && !IsNothing(Tuple.Items((Tuple*)details.AsObject)[0], Tuple.Items((Tuple*)details.AsObject)[1]))
        {
            return;
        }

        exception->Details = Value.FromObject(Tuple.New(vm, Value.FromObject(name), self));

        static bool IsNothing(Value first, Value second) => (first.IsNone || first.IsUndefined) && (second.IsNone || second.IsUndefined);
    }

    /// <summary>Raises <c>NameError</c> that knows its name.</summary>
    public static Value NameErrorFor(Vm* vm, TypeId type, string message, Str* name)
    {
        ExceptionObject* exception = ExceptionObject.New(vm, Types.Of(vm, type), Value.FromObject(Str.New(vm, message)));
        exception->Details = Value.FromObject(Tuple.New(vm, Value.FromObject(name), Value.None));
        return Raise(vm, exception);
    }

    /// <summary>Raises <c>StopIteration</c> with a value.</summary>
    public static Value StopIteration(Vm* vm, Value value)
    {
        ExceptionObject* exception = ExceptionObject.New(vm, Types.Of(vm, TypeId.StopIteration), value.IsUndefined ? Value.Undefined : value);
        exception->Details = value.IsUndefined ? Value.None : value;
        return Raise(vm, exception);
    }

    /// <summary>Raises <c>MemoryError</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value MemoryError(Vm* vm)
    {
        vm->RequestCollection();
        return Raise(vm, ExceptionObject.New(vm, Types.Of(vm, TypeId.MemoryError), Value.Undefined));
    }

    /// <summary>Raises <c>RecursionError</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value RecursionError(Vm* vm, string where = "") =>
        Execution.Limits.PassDepth(vm) ? Value.Undefined : Raise(vm, TypeId.RecursionError, "maximum recursion depth exceeded" + where);

    /// <summary>If the pending exception is of that type, drops it and returns true.</summary>
    public static bool ClearIf(Vm* vm, TypeId type)
    {
        if (!Types.IsInstance(vm, vm->Pending, type))
        {
            return false;
        }

        vm->Pending = Value.Undefined;
        return true;
    }

    /// <summary>Adds a note (PEP 678) to the pending exception.</summary>
    public static void AddNote(Vm* vm, string note)
    {
        Value exception = vm->Pending;
        vm->Pending = Value.Undefined;
        Str* key = WellKnown.Name(vm, NameId.__notes__);
        Value notes = InstanceAttributes.Get(vm, exception, key);
        if (!notes.Is(Kind.List))
        {
            notes = Value.FromObject(List.New(vm));
            InstanceAttributes.Set(vm, exception, key, notes);
        }

        List.Append(vm, (List*)notes.AsObject, Value.FromObject(Str.New(vm, note)));
        vm->Pending = exception;
    }
}
