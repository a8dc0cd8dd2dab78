using MiniScript.Runtime.Builtins.Sys;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>What the methods and attributes of generators, coroutines and asynchronous generators have in common.</summary>
internal static unsafe class GeneratorControl
{
    /// <summary>The cell of any of the three.</summary>
    public static Generator* Of(Value self) => (Generator*)self.AsObject;

    /// <summary><c>repr</c>.</summary>
    public static Value Repr(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"<{Types.NameOf(vm, self)} object {Str.ToManaged(Of(self)->QualifiedName)} at 0x{ObjectType.Identity(self):x12}>"));

    /// <summary><c>send</c>.</summary>
    public static Value Send(Vm* vm, Generator* generator, Value value) => Deliver(vm, Generators.Resume(vm, generator, value, out Value returned), returned);

    /// <summary><c>throw</c>, with the method's arguments, the first of which is the object.</summary>
    public static Value Throw(Vm* vm, Generator* generator, Value* args, int argc, Tuple* kwNames)
    {
        Value exception = ExceptionOf(vm, args, argc, kwNames);
        return exception.IsUndefined ? exception : Deliver(vm, Generators.ThrowInto(vm, generator, exception, out Value returned), returned);
    }

    /// <summary>The exception that the arguments of a method <c>throw</c> stand for, the first of which is the object.</summary>
    public static Value ExceptionOf(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc is < 2 or > 4 || kwNames != null)
        {
            return Objects.Throw.TypeError(
                vm, argc < 2 ? "throw expected at least 1 argument, got 0" : $"throw expected at most 3 arguments, got {argc - 1}");
        }

        return argc == 2 || WarnOfArguments(vm, "throw") ? Generators.ExceptionOf(vm, args + 1, argc - 1) : Value.Undefined;
    }

    /// <summary>Warns of <c>throw(type, value, traceback)</c>; false with an exception pending.</summary>
    public static bool WarnOfArguments(Vm* vm, string method) =>
        Deprecation.Warn(vm, $"the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead.");

    /// <summary>The result of a step as a method has it: the item, or <c>StopIteration</c> with the value returned.</summary>
    public static Value Deliver(Vm* vm, Value item, Value returned)
    {
        if (!item.IsUndefined || vm->HasPending)
        {
            return item;
        }

        return Objects.Throw.StopIteration(vm, returned.IsNone ? Value.Undefined : returned);
    }

    /// <summary>The result of a step as the slot <c>next</c> has it: at the end nothing is pending unless a value was returned.</summary>
    public static Value DeliverNext(Vm* vm, Value item, Value returned) =>
        item.IsUndefined && !vm->HasPending && !returned.IsNone ? Objects.Throw.StopIteration(vm, returned) : item;

    /// <summary>Sets <c>__name__</c> or <c>__qualname__</c>; false with an exception pending.</summary>
    public static bool SetName(Vm* vm, Value self, Value value, NameId attribute)
    {
        if (!value.Is(Kind.Str))
        {
            Objects.Throw.TypeError(vm, $"{Str.ToManaged(WellKnown.Name(vm, attribute))} must be set to a string object");
            return false;
        }

        if (attribute == NameId.__name__)
        {
            Of(self)->Name = (Str*)value.AsObject;
        }
        else
        {
            Of(self)->QualifiedName = (Str*)value.AsObject;
        }

        return true;
    }

    /// <summary>What it awaits or delegates to, or None.</summary>
    public static Value Delegate(Value self)
    {
        Value target = Generators.Delegate(Of(self));
        return target.IsUndefined ? Value.None : target;
    }
}
