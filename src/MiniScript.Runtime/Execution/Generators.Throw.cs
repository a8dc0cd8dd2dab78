using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <content>Throwing into generators and closing them.</content>
internal static unsafe partial class Generators
{
    /// <summary>The exception that the arguments of <c>throw</c> stand for: an exception or class, a value, a traceback. Undefined with an exception pending if they do not.</summary>
    public static Value ExceptionOf(Vm* vm, Value* args, int argc)
    {
        Value exception = args[0];
        Value value = argc > 1 ? args[1] : Value.None;
        Value traceback = argc > 2 ? args[2] : Value.None;
        if (!traceback.IsNone && !traceback.Is(Kind.Traceback))
        {
            return Throw.TypeError(vm, "throw() third argument must be a traceback object");
        }

        if (Slow.IsExceptionClass(vm, exception))
        {
            Value made = value.Is(Kind.Exception) && TypeObject.IsSubtype(Types.Of(vm, value), (TypeObject*)exception.AsObject) ? value
                : value.Is(Kind.Tuple) ? Calls.Invoke(vm, exception, Tuple.Items((Tuple*)value.AsObject), ((Tuple*)value.AsObject)->Length)
                : value.IsNone ? Calls.Invoke(vm, exception)
                : Calls.Invoke(vm, exception, value);
            if (!made.IsUndefined && !made.Is(Kind.Exception))
            {
                return Slow.NotAnException(vm, exception, Types.NameOf(vm, made));
            }

            if (!made.IsUndefined && !traceback.IsNone)
            {
                ((ExceptionObject*)made.AsObject)->Traceback = traceback;
            }

            return made;
        }

        if (exception.Is(Kind.Exception) && !value.IsNone)
        {
            return Throw.TypeError(vm, "instance exception may not have a separate value");
        }

        return exception.Is(Kind.Exception)
            ? exception
            : Throw.TypeError(vm, $"exceptions must be classes or instances deriving from BaseException, not {Types.NameOf(vm, exception)}");
    }

    /// <summary>Raises an exception at the place where a generator is suspended, in the innermost one that it delegates to; the result is that of <see cref="Resume"/>.</summary>
    public static Value ThrowInto(Vm* vm, Generator* generator, Value exception, out Value returned)
    {
        returned = Value.None;
        if (!CallBinding.CheckMachineStack(vm))
        {
            return Value.Undefined;
        }

        if (generator->State == GeneratorState.Running)
        {
            return Throw.ValueError(vm, $"{KindName(generator)} already executing");
        }

        if (generator->State == GeneratorState.Finished && IsCoroutine(generator))
        {
            return Throw.RuntimeError(vm, AlreadyAwaited);
        }

        Value target = Delegate(generator);
        if (!target.IsUndefined)
        {
            if (Types.IsInstance(vm, exception, TypeId.GeneratorExit))
            {
                if (!CloseDelegate(vm, target))
                {
                    return ResumeWithPending(vm, generator, out returned);
                }
            }
            else if (target.Is(Kind.Generator) || Attributes.TryGet(vm, target, WellKnown.Name(vm, NameId.@throw), out _) > 0)
            {
                return ThrowIntoDelegate(vm, generator, target, exception, out returned);
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

        // Its context is what the generator handles, not what the caller does.
        Value handled = vm->Handled;
        vm->Handled = generator->Handled;
        Throw.Raise(vm, (ExceptionObject*)exception.AsObject);
        vm->Handled = handled;
        return ResumeWithPending(vm, generator, out returned);
    }

    /// <summary>Closes a generator: raises <c>GeneratorExit</c> in it. The value it returns; undefined with an exception pending.</summary>
    public static Value Close(Vm* vm, Generator* generator)
    {
        if (!CallBinding.CheckMachineStack(vm))
        {
            return Value.Undefined;
        }

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
            return Throw.ValueError(vm, $"{KindName(generator)} already executing");
        }

        Value target = Delegate(generator);
        if (target.IsUndefined || CloseDelegate(vm, target))
        {
            Throw.Raise(vm, TypeId.GeneratorExit, Value.Undefined);
        }

        Value item = ResumeWithPending(vm, generator, out Value returned);
        if (!item.IsUndefined)
        {
            return Throw.RuntimeError(vm, $"{KindName(generator)} ignored GeneratorExit");
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
            return !Close(vm, (Generator*)target.AsObject).IsUndefined;
        }

        int found = Attributes.TryGet(vm, target, WellKnown.Name(vm, NameId.close), out Value close);
        if (found < 0)
        {
            Unraisable.Report(vm, target);
            return true;
        }

        return found == 0 || (found > 0 && !Calls.Invoke(vm, close).IsUndefined);
    }

    /// <summary>Throws into the iterator that a generator delegates to, then lets the generator go on with the outcome.</summary>
    private static Value ThrowIntoDelegate(Vm* vm, Generator* generator, Value target, Value exception, out Value returned)
    {
        returned = Value.None;
        Value value = Value.None;
        Value item;
        if (target.Is(Kind.Generator))
        {
            // The other generator's frame has this one's as f_back; other iterators have not, as in the reference.
            Frame* frame = Push(vm, generator, Value.None.Bits, FrameExit.Native);
            if (frame == null)
            {
                return Value.Undefined;
            }

            vm->Handled = frame->CallerHandled;
            item = ThrowInto(vm, (Generator*)target.AsObject, exception, out value);
            Suspend(vm, frame);
        }
        else
        {
            generator->State = GeneratorState.Running;
            item = Calls.InvokeMethod(vm, target, NameId.@throw, exception);
            generator->State = GeneratorState.Suspended;
        }

        if (!item.IsUndefined)
        {
            return item;
        }

        if (vm->HasPending && !TakeStopIteration(vm, out value))
        {
            return ResumeWithPending(vm, generator, out returned);
        }

        // The delegation is over: go on behind it, with the value where Send leaves it.
        ulong send = generator->Instruction[-2];
        generator->Instruction = generator->Instruction - 1 + (send >> 48);
        generator->Registers[(ushort)(send >> 32)] = value;
        generator->State = GeneratorState.Created;
        return Continue(vm, generator, Value.None, out returned);
    }
}
