using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Generators.</summary>
[BuiltinType("generator")]
internal static unsafe partial class GeneratorType
{
    /// <summary>Sets the slots of generators.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Iterate = &Self;
        type->Slots.Next = &Next;
        type->Slots.New = null;
    }

    private static Generator* Of(Value self) => (Generator*)self.AsObject;

    private static Value Repr(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"<{Types.NameOf(vm, self)} object {Str.ToManaged(Of(self)->QualifiedName)} at 0x{ObjectType.Identity(self):x12}>"));

    private static Value Self(Vm* vm, Value self) => self;

    private static Value Next(Vm* vm, Value self)
    {
        Value item = Generators.Resume(vm, Of(self), Value.None, out Value returned);
        return item.IsUndefined && !vm->HasPending && !returned.IsNone ? Throw.StopIteration(vm, returned) : item;
    }

    [Method("send", Signature = "($self, arg, /)")]
    private static Value Send(Vm* vm, Value self, Value value)
    {
        if (Of(self)->State == GeneratorState.Created && !value.IsNone)
        {
            return Throw.TypeError(vm, $"can't send non-None value to a just-started {Generators.KindName(Of(self))}");
        }

        return Deliver(vm, Generators.Resume(vm, Of(self), value, out Value returned), returned);
    }

    [Method("throw", Raw = true)]
    private static Value ThrowMethod(Vm* vm, Value* args, int argc, Objects.Tuple* kwNames)
    {
        if (argc is < 2 or > 4 || kwNames != null)
        {
            return Throw.TypeError(vm, argc < 2 ? "throw expected at least 1 argument, got 0" : $"throw expected at most 3 arguments, got {argc - 1}");
        }

        Value exception = args[1];
        if (Slow.IsExceptionClass(vm, exception))
        {
            if (argc > 2 && args[2].Is(Kind.Exception))
            {
                exception = args[2];
            }
            else
            {
                exception = argc > 2 && !args[2].IsNone ? Calls.Invoke(vm, exception, args[2]) : Calls.Invoke(vm, exception);
            }
        }

        if (exception.IsUndefined)
        {
            return exception;
        }

        if (!exception.Is(Kind.Exception))
        {
            return Throw.TypeError(
                vm, $"exceptions must be classes or instances deriving from BaseException, not {Types.NameOf(vm, exception)}");
        }

        return ThrowInto(vm, Of(args[0]), exception);
    }

    [Method("close", Signature = "($self, /)")]
    private static Value Close(Vm* vm, Value self)
    {
        Generator* generator = Of(self);
        if (generator->State == GeneratorState.Created)
        {
            generator->State = GeneratorState.Finished;
            generator->Registers = null;
        }

        if (generator->State == GeneratorState.Finished)
        {
            return Value.None;
        }

        if (generator->State == GeneratorState.Running)
        {
            return Throw.ValueError(vm, $"{Generators.KindName(generator)} already executing");
        }

        Value target = Generators.Delegate(generator);
        if (!target.IsUndefined && !CloseDelegate(vm, target))
        {
            return Propagate(vm, generator);
        }

        Throw.Raise(vm, TypeId.GeneratorExit, Value.Undefined);
        return Propagate(vm, generator);
    }

    /// <summary>Raises the pending exception in a generator that is being closed.</summary>
    private static Value Propagate(Vm* vm, Generator* generator)
    {
        Value item = Generators.ResumeWithPending(vm, generator, out Value returned);
        if (!item.IsUndefined)
        {
            return Throw.RuntimeError(vm, $"{Generators.KindName(generator)} ignored GeneratorExit");
        }

        if (!vm->HasPending)
        {
            return returned;
        }

        return Throw.ClearIf(vm, TypeId.GeneratorExit) || Throw.ClearIf(vm, TypeId.StopIteration) ? Value.None : Value.Undefined;
    }

    private static bool CloseDelegate(Vm* vm, Value target)
    {
        if (target.Is(Kind.Generator))
        {
            return !Close(vm, target).IsUndefined;
        }

        int found = Attributes.TryGet(vm, target, WellKnown.Name(vm, NameId.close), out Value close);
        return found == 0 || (found > 0 && !Calls.Invoke(vm, close).IsUndefined);
    }

    private static Value ThrowInto(Vm* vm, Generator* generator, Value exception)
    {
        if (generator->State == GeneratorState.Running)
        {
            return Throw.ValueError(vm, $"{Generators.KindName(generator)} already executing");
        }

        Value target = Generators.Delegate(generator);
        if (!target.IsUndefined)
        {
            if (Types.IsInstance(vm, exception, TypeId.GeneratorExit))
            {
                if (!CloseDelegate(vm, target))
                {
                    return Deliver(vm, Generators.ResumeWithPending(vm, generator, out Value outcome), outcome);
                }
            }
            else if (target.Is(Kind.Generator) || Attributes.TryGet(vm, target, WellKnown.Name(vm, NameId.@throw), out _) > 0)
            {
                return ThrowIntoDelegate(vm, generator, target, exception);
            }
            else if (vm->HasPending)
            {
                return Value.Undefined;
            }
        }

        if (generator->State is GeneratorState.Created or GeneratorState.Finished)
        {
            generator->State = GeneratorState.Finished;
            generator->Registers = null;
            vm->Pending = exception;
            return Value.Undefined;
        }

        Throw.Raise(vm, (ExceptionObject*)exception.AsObject);
        return Deliver(vm, Generators.ResumeWithPending(vm, generator, out Value returned), returned);
    }

    /// <summary>Throws into the iterator that a generator delegates to, then lets the generator go on with the outcome.</summary>
    private static Value ThrowIntoDelegate(Vm* vm, Generator* generator, Value target, Value exception)
    {
        generator->State = GeneratorState.Running;
        Value item = target.Is(Kind.Generator)
            ? ThrowInto(vm, Of(target), exception)
            : Calls.InvokeMethod(vm, target, NameId.@throw, exception);
        generator->State = GeneratorState.Suspended;
        if (!item.IsUndefined)
        {
            return item;
        }

        if (Generators.TakeStopIteration(vm, out Value value))
        {
            // The delegation is over: go on behind it, with the value where Send leaves it.
            ulong send = generator->Instruction[-2];
            generator->Instruction = generator->Instruction - 1 + (send >> 48);
            generator->Registers[(ushort)(send >> 32)] = value;
            generator->State = GeneratorState.Created;
            return Deliver(vm, Generators.Resume(vm, generator, value, out Value returned), returned);
        }

        return Deliver(vm, Generators.ResumeWithPending(vm, generator, out Value outcome), outcome);
    }

    private static Value Deliver(Vm* vm, Value item, Value returned)
    {
        if (!item.IsUndefined || vm->HasPending)
        {
            return item;
        }

        return Throw.StopIteration(vm, returned.IsNone ? Value.Undefined : returned);
    }

    [Property("__name__", Setter = nameof(SetName))]
    private static Value GetName(Vm* vm, Value self) => Value.FromObject(Of(self)->Name);

    private static bool SetName(Vm* vm, Value self, Value value)
    {
        if (!value.Is(Kind.Str))
        {
            Throw.TypeError(vm, "__name__ must be set to a string object");
            return false;
        }

        Of(self)->Name = (Str*)value.AsObject;
        return true;
    }

    [Property("__qualname__")]
    private static Value GetQualifiedName(Vm* vm, Value self) => Value.FromObject(Of(self)->QualifiedName);

    [Property("gi_code")]
    private static Value GetCode(Vm* vm, Value self) => Value.FromObject(Of(self)->Code);

    [Property("gi_running")]
    private static Value GetRunning(Vm* vm, Value self) => Value.FromBool(Of(self)->State == GeneratorState.Running);

    [Property("gi_suspended")]
    private static Value GetSuspended(Vm* vm, Value self) => Value.FromBool(Of(self)->State == GeneratorState.Suspended);

    [Property("gi_yieldfrom")]
    private static Value GetYieldFrom(Vm* vm, Value self)
    {
        Value target = Generators.Delegate(Of(self));
        return target.IsUndefined ? Value.None : target;
    }
}
