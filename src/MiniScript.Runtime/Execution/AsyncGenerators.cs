using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <summary>The awaitables that drive asynchronous generators: what <c>asend</c>, <c>athrow</c> and <c>aclose</c> return.</summary>
/// <remarks>
/// Each is a <see cref="Record"/> of the generator, the value to send (of <c>athrow</c> the tuple of its arguments, of <c>aclose</c> undefined), and its
/// state. Their functions give results as <see cref="Generators.Resume"/> does: what the generator awaits is an item, what it yields is the value returned.
/// </remarks>
internal static unsafe class AsyncGenerators
{
    private const int GeneratorField = 0;
    private const int ArgumentField = 1;
    private const int StateField = 2;
    private const int FieldCount = 3;

    private const int Initial = 0;
    private const int Iterating = 1;
    private const int Ended = 2;

    private const string SendUsed = "cannot reuse already awaited __anext__()/asend()";
    private const string ThrowUsed = "cannot reuse already awaited aclose()/athrow()";
    private const string IgnoredExit = "async generator ignored GeneratorExit";

    /// <summary><c>asend(value)</c>, and <c>__anext__()</c> for None; undefined if the hook that learns of a new generator raises.</summary>
    public static Value NewSend(Vm* vm, Coroutine* generator, Value value) => New(vm, TypeId.AsyncGeneratorSend, generator, value);

    /// <summary><c>athrow(…)</c> with a tuple of its arguments, <c>aclose()</c> with <see cref="Value.Undefined"/>.</summary>
    public static Value NewThrow(Vm* vm, Coroutine* generator, Value arguments) => New(vm, TypeId.AsyncGeneratorThrow, generator, arguments);

    /// <summary>True if an awaitable drives the generator (<c>ag_running</c>).</summary>
    public static bool IsRunning(Coroutine* generator) => Has(generator, AsyncGeneratorFlags.Running);

    /// <summary>Goes on with an awaitable of either type.</summary>
    public static Value Resume(Vm* vm, Record* self, Value sent, out Value returned) =>
        self->Header.Shape == (uint)TypeId.AsyncGeneratorSend ? Send(vm, self, sent, out returned) : SendToThrow(vm, self, sent, out returned);

    /// <summary>Goes on with an awaitable of <c>asend</c>.</summary>
    public static Value Send(Vm* vm, Record* self, Value sent, out Value returned)
    {
        Value* fields = Record.Fields(self);
        Coroutine* generator = (Coroutine*)fields[GeneratorField].AsObject;
        returned = Value.None;
        if (fields[StateField].AsInt == Ended)
        {
            return Throw.RuntimeError(vm, SendUsed);
        }

        if (fields[StateField].AsInt == Initial)
        {
            if (IsRunning(generator))
            {
                fields[StateField] = Value.FromInt(Ended);
                return Throw.RuntimeError(vm, "anext(): asynchronous generator is already running");
            }

            sent = sent.IsNone ? fields[ArgumentField] : sent;
            fields[StateField] = Value.FromInt(Iterating);
        }

        Set(generator, AsyncGeneratorFlags.Running, true);
        Value item = Generators.Resume(vm, &generator->Generator, sent, out _);
        return Unwrap(vm, fields, item, out returned);
    }

    /// <summary>Raises an exception in the generator that an awaitable drives.</summary>
    public static Value ThrowInto(Vm* vm, Record* self, Value exception, out Value returned)
    {
        Value* fields = Record.Fields(self);
        Coroutine* generator = (Coroutine*)fields[GeneratorField].AsObject;
        bool isSend = self->Header.Shape == (uint)TypeId.AsyncGeneratorSend;
        bool isClose = !isSend && fields[ArgumentField].IsUndefined;
        returned = Value.None;
        if (fields[StateField].AsInt == Ended)
        {
            return Throw.RuntimeError(vm, isSend ? SendUsed : ThrowUsed);
        }

        if (fields[StateField].AsInt == Initial)
        {
            if (IsRunning(generator))
            {
                fields[StateField] = Value.FromInt(Ended);
                return Throw.RuntimeError(vm, $"{(isSend ? "anext" : isClose ? "aclose" : "athrow")}(): asynchronous generator is already running");
            }

            fields[StateField] = Value.FromInt(Iterating);
            Set(generator, AsyncGeneratorFlags.Running, true);
        }

        Value item = Generators.ThrowInto(vm, &generator->Generator, exception, out _);
        if (!isClose)
        {
            return Unwrap(vm, fields, item, out returned);
        }

        return item.IsUndefined ? EndClosing(vm, fields) : Generators.IsAtAsyncYield(&generator->Generator) ? RefuseExit(vm, fields) : item;
    }

    /// <summary><c>close()</c> of an awaitable: raises <c>GeneratorExit</c> in its generator. False with an exception pending.</summary>
    public static bool Close(Vm* vm, Record* self)
    {
        if (Record.Fields(self)[StateField].AsInt == Ended)
        {
            return true;
        }

        Value exit = Value.FromObject(ExceptionObject.New(vm, Types.Of(vm, TypeId.GeneratorExit), Value.Undefined));
        Value item = ThrowInto(vm, self, exit, out _);
        if (!item.IsUndefined)
        {
            Throw.RuntimeError(vm, "coroutine ignored GeneratorExit");
            return false;
        }

        return !vm->HasPending || Throw.ClearIf(vm, TypeId.StopIteration) || Throw.ClearIf(vm, TypeId.StopAsyncIteration)
            || Throw.ClearIf(vm, TypeId.GeneratorExit);
    }

    /// <summary>Goes on with an awaitable of <c>athrow</c> or <c>aclose</c>.</summary>
    private static Value SendToThrow(Vm* vm, Record* self, Value sent, out Value returned)
    {
        Value* fields = Record.Fields(self);
        Coroutine* generator = (Coroutine*)fields[GeneratorField].AsObject;
        bool isClose = fields[ArgumentField].IsUndefined;
        returned = Value.None;
        if (fields[StateField].AsInt == Ended)
        {
            return Throw.RuntimeError(vm, ThrowUsed);
        }

        if (generator->Generator.State == GeneratorState.Finished)
        {
            fields[StateField] = Value.FromInt(Ended);
            return Value.Undefined;
        }

        Value item;
        if (fields[StateField].AsInt == Initial)
        {
            if (IsRunning(generator))
            {
                fields[StateField] = Value.FromInt(Ended);
                return Throw.RuntimeError(vm, $"{(isClose ? "aclose" : "athrow")}(): asynchronous generator is already running");
            }

            if (Has(generator, AsyncGeneratorFlags.Closed))
            {
                fields[StateField] = Value.FromInt(Ended);
                return Throw.Raise(vm, TypeId.StopAsyncIteration, Value.Undefined);
            }

            if (!sent.IsNone)
            {
                return Throw.RuntimeError(vm, "can't send non-None value to a just-started coroutine");
            }

            fields[StateField] = Value.FromInt(Iterating);
            Set(generator, AsyncGeneratorFlags.Running, true);
            if (!isClose && ((Tuple*)fields[ArgumentField].AsObject)->Length is var given and (< 1 or > 3))
            {
                // As in CPython the generator counts as running from then on.
                return Throw.TypeError(vm, $"athrow expected at {(given < 1 ? "least 1 argument" : "most 3 arguments")}, got {given}");
            }

            item = Start(vm, generator, fields[ArgumentField]);
        }
        else
        {
            item = Generators.Resume(vm, &generator->Generator, sent, out _);
        }

        if (item.IsUndefined)
        {
            return isClose ? EndClosing(vm, fields) : Unwrap(vm, fields, item, out returned);
        }

        return !isClose ? Unwrap(vm, fields, item, out returned) : Generators.IsAtAsyncYield(&generator->Generator) ? RefuseExit(vm, fields) : item;
    }

    /// <summary>The first step of <c>athrow</c> or <c>aclose</c>.</summary>
    private static Value Start(Vm* vm, Coroutine* generator, Value arguments)
    {
        Value exception;
        if (arguments.IsUndefined)
        {
            Set(generator, AsyncGeneratorFlags.Closed, true);
            exception = Value.FromObject(ExceptionObject.New(vm, Types.Of(vm, TypeId.GeneratorExit), Value.Undefined));
        }
        else
        {
            Tuple* given = (Tuple*)arguments.AsObject;
            exception = Generators.ExceptionOf(vm, Tuple.Items(given), given->Length);
        }

        return exception.IsUndefined ? exception : Generators.ThrowInto(vm, &generator->Generator, exception, out _);
    }

    /// <summary>Makes the result of a step of a generator that of its awaitable: an item that it yields ends the awaitable with that value.</summary>
    private static Value Unwrap(Vm* vm, Value* fields, Value item, out Value returned)
    {
        Coroutine* generator = (Coroutine*)fields[GeneratorField].AsObject;
        returned = Value.None;
        if (item.IsUndefined)
        {
            if (!vm->HasPending)
            {
                Throw.Raise(vm, TypeId.StopAsyncIteration, Value.Undefined);
            }

            if (IsEnd(vm))
            {
                Set(generator, AsyncGeneratorFlags.Closed, true);
            }
        }
        else if (Generators.IsAtAsyncYield(&generator->Generator))
        {
            returned = item;
        }
        else
        {
            return item;
        }

        Set(generator, AsyncGeneratorFlags.Running, false);
        fields[StateField] = Value.FromInt(Ended);
        return Value.Undefined;
    }

    /// <summary>Ends <c>aclose</c> when the generator has ended, which is what was asked for.</summary>
    private static Value EndClosing(Vm* vm, Value* fields)
    {
        Set((Coroutine*)fields[GeneratorField].AsObject, AsyncGeneratorFlags.Running, false);
        fields[StateField] = Value.FromInt(Ended);
        if (vm->HasPending && IsEnd(vm))
        {
            vm->Pending = Value.Undefined;
        }

        return Value.Undefined;
    }

    private static Value RefuseExit(Vm* vm, Value* fields)
    {
        Set((Coroutine*)fields[GeneratorField].AsObject, AsyncGeneratorFlags.Running, false);
        fields[StateField] = Value.FromInt(Ended);
        return Throw.RuntimeError(vm, IgnoredExit);
    }

    private static bool IsEnd(Vm* vm) =>
        Types.IsInstance(vm, vm->Pending, TypeId.StopAsyncIteration) || Types.IsInstance(vm, vm->Pending, TypeId.GeneratorExit);

    private static Value New(Vm* vm, TypeId type, Coroutine* generator, Value argument)
    {
        if (!Has(generator, AsyncGeneratorFlags.HooksCalled) && !CallHooks(vm, generator))
        {
            return Value.Undefined;
        }

        Record* record = Record.New(vm, type, FieldCount);
        Value* fields = Record.Fields(record);
        fields[GeneratorField] = Value.FromObject(generator);
        fields[ArgumentField] = argument;
        fields[StateField] = Value.FromInt(Initial);
        return Value.FromObject(record);
    }

    /// <summary>Tells the hooks of a generator that is iterated for the first time.</summary>
    private static bool CallHooks(Vm* vm, Coroutine* generator)
    {
        Set(generator, AsyncGeneratorFlags.HooksCalled, true);
        if (!vm->Async.GeneratorFinalizer.IsUndefined)
        {
            generator->Finalizer = vm->Async.GeneratorFinalizer;
            generator->Next = (Coroutine*)vm->Async.WatchedCoroutines;
            vm->Async.WatchedCoroutines = generator;
        }

        return vm->Async.GeneratorStart.IsUndefined || !Calls.Invoke(vm, vm->Async.GeneratorStart, Value.FromObject(generator)).IsUndefined;
    }

    private static bool Has(Coroutine* generator, AsyncGeneratorFlags flag) => ((AsyncGeneratorFlags)generator->Generator.Place & flag) != 0;

    private static void Set(Coroutine* generator, AsyncGeneratorFlags flag, bool value) =>
        generator->Generator.Place = value ? generator->Generator.Place | (int)flag : generator->Generator.Place & ~(int)flag;
}
