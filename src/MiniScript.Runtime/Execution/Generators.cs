using System.Runtime.CompilerServices;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <summary>Suspends and resumes generators.</summary>
internal static unsafe partial class Generators
{
    private const string AlreadyAwaited = "cannot reuse already awaited coroutine";

    /// <summary>Moves a frame that has just been entered into a new generator; 0 with <c>MemoryError</c> pending past the limit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong FromFrame(Vm* vm, Frame* frame)
    {
        Code* code = frame->Code;
        TypeId type = (code->Flags & CodeFlags.Coroutine) != 0 ? TypeId.Coroutine
            : (code->Flags & CodeFlags.AsyncGenerator) != 0 ? TypeId.AsyncGenerator : TypeId.Generator;
        nuint size = (nuint)(type == TypeId.Generator ? sizeof(Generator) : sizeof(Coroutine));
        nuint registerBytes = (nuint)code->FrameSize * (nuint)sizeof(Value);
        bool isInside = size + registerBytes <= Heap.MaxSmall;
        Generator* generator = (Generator*)vm->Heap.AllocateSmall(isInside ? size + registerBytes : size, Kind.Generator, (uint)type);
        Value* registers = isInside ? (Value*)((byte*)generator + size) : (Value*)vm->Heap.AllocateBuffer(registerBytes, Kind.ValueBuffer);
        if (registers == null)
        {
            Throw.MemoryError(vm);
            return 0;
        }

        generator->Code = code;
        generator->Function = frame->Function;
        generator->Registers = registers;
        generator->Instruction = frame->Instruction;
        generator->Handled = Value.Undefined;
        generator->Name = frame->Function->Name;
        generator->QualifiedName = frame->Function->QualifiedName;
        generator->State = GeneratorState.Created;
        generator->Frame = null;
        generator->Place = 0;
        if (code->HandlerCount > 0 && type != TypeId.AsyncGenerator)
        {
            Finalizers.Watch(vm, &generator->Header);
        }

        if (type != TypeId.Generator)
        {
            Initialize(vm, (Coroutine*)generator, frame, type == TypeId.Coroutine);
        }

        int locals = code->LocalCount;
        for (int i = 0; i < locals; i++)
        {
            registers[i] = frame->Registers[i];
        }

        for (int i = locals; i < code->FrameSize; i++)
        {
            registers[i] = Value.Undefined;
        }

        return (ulong)generator;
    }

    /// <summary>Pushes the frame of a generator that is created or suspended and delivers the value sent; null with an exception pending.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Frame* Push(Vm* vm, Generator* generator, ulong sent, FrameExit exit)
    {
        Frame* caller = (Frame*)vm->CurrentFrame;
        Value* top = caller == null ? vm->StackBase : caller->Top;
        if (!CallBinding.Reserve(vm, top, 1))
        {
            return null;
        }

        if (generator->State == GeneratorState.Suspended)
        {
            // The instruction it is suspended at names the register that receives the value.
            ((ulong*)generator->Registers)[(ushort)(generator->Instruction[-1] >> 16)] = sent;
        }

        Frame* frame = CallBinding.Enter(vm, caller, generator->Function, generator->Registers, exit);
        frame->Instruction = generator->Instruction;
        frame->Top = top;
        frame->Generator = generator;
        frame->CallerHandled = vm->Handled;
        if (generator->Handled.IsObject)
        {
            vm->Handled = generator->Handled;
        }

        if (generator->Header.Shape == (uint)TypeId.Coroutine)
        {
            frame->Locals = ((Coroutine*)generator)->Locals;
            if (vm->Async.WatchedCoroutines == generator)
            {
                // The usual coroutine is awaited as soon as it is made.
                vm->Async.WatchedCoroutines = ((Coroutine*)generator)->Next;
            }
        }

        generator->State = GeneratorState.Running;
        return frame;
    }

    /// <summary>Pops the frame of a generator that yields; returns the frame below.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Frame* Suspend(Vm* vm, Frame* frame)
    {
        if ((frame->Exit & FrameExit.Traced) != 0)
        {
            TraceFunctions.Yielded(vm, frame);
        }

        Generator* generator = frame->Generator;
        generator->Instruction = frame->Instruction;
        generator->State = GeneratorState.Suspended;
        vm->Handled = frame->CallerHandled;
        return PopFrame(vm, frame);
    }

    /// <summary>Makes an exception the one that a generator handles; returns the one before it, undefined if that is its caller's.</summary>
    public static ulong EnterHandler(Vm* vm, Frame* frame, ulong exception)
    {
        Value before = frame->Generator->Handled;
        frame->Generator->Handled = vm->Handled = new Value(exception);
        return before.Bits;
    }

    /// <summary>Goes back to the exception that a generator handled before, or to that of its caller, which may be another one than then.</summary>
    public static void LeaveHandler(Vm* vm, Frame* frame, ulong before)
    {
        frame->Generator->Handled = new Value(before);
        vm->Handled = frame->Generator->Handled.IsObject ? frame->Generator->Handled : frame->CallerHandled;
    }

    /// <summary>Marks the generator of a frame that returns or raises as finished, and lets go of its registers.</summary>
    public static void Finish(Vm* vm, Frame* frame)
    {
        Generator* generator = frame->Generator;
        if (generator->Frame != null)
        {
            Frames.LeaveGenerator(vm, frame);
        }

        generator->State = GeneratorState.Finished;
        generator->Registers = null;
        generator->Handled = Value.Undefined;
        vm->Handled = frame->CallerHandled;
    }

    /// <summary>Resumes a generator from native code.</summary>
    /// <returns>The item, or undefined: with an exception pending if it raised; with none if it returned, its value then in <paramref name="returned"/>.</returns>
    public static Value Resume(Vm* vm, Generator* generator, Value sent, out Value returned)
    {
        returned = Value.None;
        switch (generator->State)
        {
            case GeneratorState.Created when !sent.IsNone:
                return Throw.TypeError(vm, $"can't send non-None value to a just-started {KindName(generator)}");
            case GeneratorState.Running:
                return Throw.ValueError(vm, $"{KindName(generator)} already executing");
            case GeneratorState.Finished:
                return IsCoroutine(generator) ? Throw.RuntimeError(vm, AlreadyAwaited) : Value.Undefined;
            default:
                return Continue(vm, generator, sent, out returned);
        }
    }

    /// <summary>Resumes a plain generator that is created or suspended, with a sink for its items; the first item that it refuses, or undefined as of <see cref="Resume"/>.</summary>
    public static Value ResumeInto(Vm* vm, Generator* generator, ItemSink* sink)
    {
        Frame* frame = CallBinding.CheckMachineStack(vm) ? Push(vm, generator, Value.None.Bits, FrameExit.Native | FrameExit.Sinking) : null;
        if (frame == null)
        {
            return Value.Undefined;
        }

        frame->Sink = sink;
        Value result = Interpreter.Run(vm);
        return generator->State == GeneratorState.Suspended ? result : Value.Undefined;
    }

    /// <summary>Resumes a generator that can be; the result is that of <see cref="Resume"/>.</summary>
    private static Value Continue(Vm* vm, Generator* generator, Value sent, out Value returned)
    {
        returned = Value.None;
        if (!CallBinding.CheckMachineStack(vm) || Push(vm, generator, sent.Bits, FrameExit.Native) == null)
        {
            return Value.Undefined;
        }

        Value result = Interpreter.Run(vm);
        if (generator->State == GeneratorState.Suspended || result.IsUndefined)
        {
            return result;
        }

        returned = result;
        return Value.Undefined;
    }

    /// <summary>Raises the pending exception inside a suspended generator; the result is that of <see cref="Resume"/>.</summary>
    public static Value ResumeWithPending(Vm* vm, Generator* generator, out Value returned)
    {
        returned = Value.None;
        Value exception = vm->Pending;
        if (!CallBinding.CheckMachineStack(vm) || Push(vm, generator, Value.None.Bits, FrameExit.Native) == null)
        {
            return Value.Undefined;
        }

        vm->Pending = exception;
        Frame* frame = Unwinding.Unwind(vm, (Frame*)vm->CurrentFrame);
        if (frame == null)
        {
            return Value.Undefined;
        }

        Value result = Interpreter.Run(vm);
        if (generator->State == GeneratorState.Suspended || result.IsUndefined)
        {
            return result;
        }

        returned = result;
        return Value.Undefined;
    }

    /// <summary>One step of <c>yield from</c> on an iterator that is not a runnable generator.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="target">The iterator.</param>
    /// <param name="register">In: the value to send. Out: the item, or the value returned.</param>
    /// <returns>1: it yielded; 0: it returned; -1: an exception is pending.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int SendTo(Vm* vm, ulong target, ulong* register)
    {
        Value iterator = new(target);
        Value sent = new(*register);
        Value item;
        Future* future = Futures.AsExact(iterator);
        if (future != null)
        {
            int outcome = Futures.Await(vm, future, out item);
            *register = item.Bits;
            return outcome;
        }

        if (iterator.Is(Kind.Generator) || iterator.IsExactly(TypeId.AsyncGeneratorSend))
        {
            item = iterator.Is(Kind.Generator)
                ? Resume(vm, (Generator*)target, sent, out Value returned)
                : AsyncGenerators.Send(vm, (Record*)target, sent, out returned);
            if (item.IsUndefined && !vm->HasPending)
            {
                *register = returned.Bits;
                return 0;
            }
        }
        else if (sent.IsNone)
        {
            TypeObject* type = Types.Of(vm, iterator);
            item = type->Slots.Next == null
                ? Throw.TypeError(vm, $"'{Types.NameOf(vm, iterator)}' object is not an iterator")
                : type->Slots.Next(vm, iterator);
        }
        else
        {
            item = Calls.InvokeMethod(vm, iterator, NameId.send, sent);
        }

        if (!item.IsUndefined)
        {
            *register = item.Bits;
            return 1;
        }

        Value value = Value.None;
        if (vm->HasPending && !TakeStopIteration(vm, out value))
        {
            return -1;
        }

        *register = value.Bits;
        return 0;
    }

    /// <summary>If <c>StopIteration</c> is pending, drops it and gives its value.</summary>
    public static bool TakeStopIteration(Vm* vm, out Value value)
    {
        Value pending = vm->Pending;
        value = Value.None;
        if (!Throw.ClearIf(vm, TypeId.StopIteration))
        {
            return false;
        }

        Value details = ((ExceptionObject*)pending.AsObject)->Details;
        if (!details.IsUndefined)
        {
            value = details;
        }

        return true;
    }

    /// <summary>The iterator that a suspended generator delegates to, or <see cref="Value.Undefined"/>.</summary>
    public static Value Delegate(Generator* generator)
    {
        if (generator->State != GeneratorState.Suspended)
        {
            return Value.Undefined;
        }

        ulong instruction = LastInstruction(generator);
        bool delegates = Compilation.Instruction.Op(instruction) == Compilation.Opcode.Yield && Compilation.Instruction.D(instruction) == 1;
        return delegates ? generator->Registers[instruction >> 48] : Value.Undefined;
    }

    /// <summary>True for a coroutine, of an <c>async def</c> or a module that awaits.</summary>
    public static bool IsCoroutine(Generator* generator) => generator->Header.Shape == (uint)TypeId.Coroutine;

    /// <summary>True if a generator is suspended at a <c>yield</c> of an asynchronous generator, not in an <c>await</c>.</summary>
    public static bool IsAtAsyncYield(Generator* generator) =>
        generator->State == GeneratorState.Suspended
        && Compilation.Instruction.Op(LastInstruction(generator)) == Compilation.Opcode.Yield && Compilation.Instruction.D(LastInstruction(generator)) == 2;

    /// <summary>The instruction that a generator is suspended at.</summary>
    private static ulong LastInstruction(Generator* generator) =>
        generator->Code->InstructionAt((int)(generator->Instruction - generator->Code->Instructions) - 1);

    /// <summary>What to call such an object in messages.</summary>
    public static string KindName(Generator* generator) => (generator->Code->Flags & CodeFlags.Coroutine) != 0 ? "coroutine"
        : (generator->Code->Flags & CodeFlags.AsyncGenerator) != 0 ? "async generator" : "generator";

    /// <summary>Fills what a coroutine or asynchronous generator has beyond a generator.</summary>
    private static void Initialize(Vm* vm, Coroutine* coroutine, Frame* frame, bool isCoroutine)
    {
        coroutine->Next = null;
        coroutine->Creator = null;
        coroutine->Locals = frame->Locals;
        coroutine->Finalizer = Value.Undefined;
        if (!isCoroutine)
        {
            return;
        }

        Frame* caller = frame - 1;
        if (caller >= (Frame*)vm->FrameBase)
        {
            coroutine->Creator = caller->Code;
            coroutine->Generator.Place = (int)(caller->Instruction - caller->Code->Instructions) - 1;
        }

        coroutine->Next = (Coroutine*)vm->Async.WatchedCoroutines;
        vm->Async.WatchedCoroutines = coroutine;
    }

    private static Frame* PopFrame(Vm* vm, Frame* frame)
    {
        Frame* caller = frame - 1;
        vm->CurrentFrame = caller >= (Frame*)vm->FrameBase ? caller : null;
        vm->Depth--;
        return caller;
    }
}
