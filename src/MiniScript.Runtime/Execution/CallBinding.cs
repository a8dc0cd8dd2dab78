using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <summary>Pushes and pops the frames of calls, and binds arguments to parameters.</summary>
internal static unsafe class CallBinding
{
    private const nint StackStep = 64 * 1024;

    /// <summary>Pushes the frame of a call; null with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="frame">The frame that calls; null if none is there yet.</param>
    /// <param name="function">The function.</param>
    /// <param name="args">Positional arguments, then those that <paramref name="kwNames"/> names.</param>
    /// <param name="argc">Positional arguments.</param>
    /// <param name="kwNames">Keyword names, or null.</param>
    /// <param name="exit">What the frame does with its result.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Frame* Push(Vm* vm, Frame* frame, Function* function, Value* args, int argc, Tuple* kwNames, FrameExit exit)
    {
        Code* code = function->Code;
        Value* registers = frame == null ? vm->StackBase : frame->Top;
        if (!Reserve(vm, registers, code->FrameSize + argc + 1))
        {
            return null;
        }

        if ((code->Flags & CodeFlags.Simple) != 0 && argc == code->ArgumentCount && kwNames == null)
        {
            for (int i = 0; i < argc; i++)
            {
                registers[i] = args[i];
            }
        }
        else if (args >= registers && args < registers + code->FrameSize)
        {
            // The arguments lie where the registers will: bind from a copy behind them.
            int total = argc + (kwNames == null ? 0 : kwNames->Length);
            if (!Reserve(vm, registers, (2 * code->FrameSize) + total + argc + 1))
            {
                return null;
            }

            Value* copy = registers + code->FrameSize + argc;
            new ReadOnlySpan<Value>(args, total).CopyTo(new Span<Value>(copy, total));
            if (!ParameterBinding.Bind(vm, function, copy, argc, kwNames, registers))
            {
                return null;
            }
        }
        else if (!ParameterBinding.Bind(vm, function, args, argc, kwNames, registers))
        {
            return null;
        }

        return Enter(vm, frame, function, registers, exit);
    }

    /// <summary>Pushes the frame of a namespace: a module, a class body or <c>exec</c>.</summary>
    public static Frame* PushNamespace(Vm* vm, Frame* frame, Function* function, Value locals)
    {
        Value* registers = frame == null ? vm->StackBase : frame->Top;
        if (!Reserve(vm, registers, function->Code->FrameSize))
        {
            return null;
        }

        Frame* entered = Enter(vm, frame, function, registers, FrameExit.Native);
        entered->Locals = locals;
        return entered;
    }

    /// <summary>Pushes the frame of a call of something other than a function that ends in one: a class whose <c>__init__</c> is a script function, a bound method.</summary>
    /// <returns>The frame, or null: with an exception pending if it failed, with none if the callee is of another kind.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Frame* PushOther(Vm* vm, Frame* frame, ulong* call, int argc)
    {
        ObjectHeader* callee = (ObjectHeader*)call[0];
        if (call[1] != 0)
        {
            return null;
        }

        if (callee->Kind == Kind.BoundMethod)
        {
            BoundMethod* method = (BoundMethod*)callee;
            if (!method->Function.Is(Kind.Function))
            {
                return null;
            }

            call[1] = method->Self.Bits;
            return Push(vm, frame, (Function*)method->Function.AsObject, (Value*)(call + 1), argc + 1, null, FrameExit.Call);
        }

        if (callee->Kind != Kind.Type)
        {
            return null;
        }

        TypeObject* type = (TypeObject*)callee;
        Function* initialize = type->PlainInitialize;
        if (initialize == null || type->PlainInitializeEpoch != vm->TypeEpoch)
        {
            initialize = FindPlainInitialize(vm, type);
            if (initialize == null)
            {
                return null;
            }
        }

        call[1] = (ulong)InstanceAttributes.New(vm, type);
        call[0] = call[1];
        return Push(vm, frame, initialize, (Value*)(call + 1), argc + 1, null, FrameExit.Initialize);
    }

    /// <summary>Pushes the frame of a property's getter; the receiver is the first word above the frame.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Frame* PushGetter(Vm* vm, Frame* frame, InlineCache* cache, Value* argument)
    {
        Property* property = (Property*)((Value*)cache->Target)->AsObject;
        return Push(vm, frame, (Function*)property->Getter.AsObject, argument, 1, null, FrameExit.Attribute);
    }

    /// <summary>Pops a frame that returns and delivers its result to the frame below, unless native code called it.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="result">The result; set to 0 if delivering it raised.</param>
    /// <returns>The frame below, ready to go on.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Frame* Pop(Vm* vm, Frame* frame, ref ulong result)
    {
        if ((frame->Exit & FrameExit.Traced) != 0 && !TraceFunctions.ReportReturn(vm, frame, new Value(result)))
        {
            Unwinding.AddTraceback(vm, (ExceptionObject*)vm->Pending.AsObject, frame, Frames.InstructionOf(frame));
            result = 0;
        }

        if (frame->Generator != null)
        {
            Generators.Finish(vm, frame);
        }
        else if ((frame->Exit & FrameExit.Observed) != 0)
        {
            Frames.Leave(vm, frame);
        }

        Frame* caller = frame - 1;
        vm->CurrentFrame = caller >= (Frame*)vm->FrameBase ? caller : null;
        vm->Depth--;
        if ((frame->Exit & FrameExit.Reclaiming) != 0 && vm->CurrentFrame != null)
        {
            Reclamation.Clear(vm, frame->Registers);
        }

        FrameExit exit = frame->Exit & FrameExit.Mask;
        if (exit == FrameExit.Native || result == 0)
        {
            return caller;
        }

        ulong instruction = caller->Instruction[-1];
        ulong* registers = (ulong*)caller->Registers;
        switch (exit)
        {
            case FrameExit.Call:
                registers[instruction >> 48] = result;
                break;
            case FrameExit.Initialize:
                if (!new Value(result).IsNone)
                {
                    Throw.TypeError(vm, $"__init__() should return None, not '{Types.NameOf(vm, new Value(result))}'");
                    result = 0;
                    break;
                }

                registers[instruction >> 48] = registers[(ushort)(instruction >> 16)];
                break;
            case FrameExit.Attribute:
                registers[(ushort)(instruction >> 16)] = result;
                break;
            case FrameExit.Send:
                registers[(ushort)(instruction >> 32)] = result;
                caller->Instruction += instruction >> 48;
                break;
            default:
                break;
        }

        return caller;
    }

    /// <summary>Calls a script function from native code: the call slot of functions.</summary>
    public static Value Invoke(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames)
    {
        if (!CheckMachineStack(vm))
        {
            return Value.Undefined;
        }

        Frame* entered = Push(vm, (Frame*)vm->CurrentFrame, (Function*)callee.AsObject, args, argc, kwNames, FrameExit.Native);
        return entered == null ? Value.Undefined : Interpreter.Run(vm);
    }

    /// <summary>Runs code in a namespace.</summary>
    public static Value RunNamespace(Vm* vm, Function* function, Value locals)
    {
        if (!CheckMachineStack(vm))
        {
            return Value.Undefined;
        }

        Frame* entered = PushNamespace(vm, (Frame*)vm->CurrentFrame, function, locals);
        return entered == null ? Value.Undefined : Interpreter.Run(vm);
    }

    /// <summary>False with <c>RecursionError</c> pending if the machine stack runs out.</summary>
    public static bool CheckMachineStack(Vm* vm)
    {
        byte here;
        if (&here >= vm->MachineStackLimit)
        {
            return true;
        }

        Throw.RecursionError(vm);
        return false;
    }

    /// <summary>Makes sure that registers may be used; false with <c>RecursionError</c> pending at the end of the stack or of the depth.</summary>
    public static bool Reserve(Vm* vm, Value* from, int count)
    {
        Value* end = from + count;
        if (vm->Depth >= vm->RecursionLimit || end + StackStep >= vm->StackLimit)
        {
            Throw.RecursionError(vm);
            return false;
        }

        if (end >= vm->StackSoftLimit)
        {
            vm->StackSoftLimit = end + (StackStep / sizeof(Value));
        }

        return true;
    }

    /// <summary>Fills a frame whose registers are ready.</summary>
    public static Frame* Enter(Vm* vm, Frame* frame, Function* function, Value* registers, FrameExit exit)
    {
        Frame* entered = frame == null ? (Frame*)vm->FrameBase : frame + 1;
        Code* code = function->Code;
        entered->Instruction = code->Instructions;
        entered->Registers = registers;
        entered->Top = registers + code->FrameSize;
        entered->Code = code;
        entered->Function = function;
        entered->Locals = Value.Undefined;
        entered->Generator = null;
        entered->Exit = exit;
        vm->CurrentFrame = entered;
        vm->Depth++;
        return entered;
    }

    /// <summary>The <c>__init__</c> of a class whose instances are made by <c>object.__new__</c>, if it is a script function.</summary>
    private static Function* FindPlainInitialize(Vm* vm, TypeObject* type)
    {
        TypeObject* root = Types.Of(vm, TypeId.Object);
        if (type->InstanceKind != Kind.Instance || type->Id != TypeId.Invalid || (nint)type->Slots.New != (nint)root->Slots.New
            || (type->Flags & (TypeFlags.Abstract | TypeFlags.Finalized)) != 0 || (void*)Types.Of(vm, Value.FromObject(type))->Slots.Call != (void*)Types.Of(vm, TypeId.Type)->Slots.Call)
        {
            return null;
        }

        Value found = Attributes.Lookup(vm, type, WellKnown.Name(vm, NameId.__init__));
        if (!found.Is(Kind.Function))
        {
            return null;
        }

        type->PlainInitialize = (Function*)found.AsObject;
        type->PlainInitializeEpoch = vm->TypeEpoch;
        return type->PlainInitialize;
    }
}
