using System.Runtime.CompilerServices;
using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>Takes the pending exception to its handler.</summary>
internal static unsafe class Unwinding
{
    /// <summary>Pops frames until one handles the pending exception.</summary>
    /// <returns>The frame that goes on, its instruction at the handler; null if the exception leaves a frame that native code called.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Frame* Unwind(Vm* vm, Frame* frame)
    {
        while (true)
        {
            Code* code = frame->Code;
            int index = (int)(frame->Instruction - code->Instructions) - 1;
            ExceptionObject* exception = (ExceptionObject*)vm->Pending.AsObject;
            if (index < 0)
            {
                index = 0;
            }

            if (!IsRaisedAgain(vm, code->InstructionAt(index)))
            {
                AddTraceback(vm, exception, frame, index);
                if ((frame->Exit & FrameExit.Traced) != 0)
                {
                    TraceFunctions.Raised(vm, frame, leaves: false);
                }
            }

            ExceptionHandler* handler = Find(code, index);
            if (handler != null)
            {
                frame->Registers[handler->Register] = vm->Pending;
                vm->Pending = Value.Undefined;
                frame->Instruction = code->Instructions + handler->Target;
                return frame;
            }

            if ((frame->Exit & FrameExit.Traced) != 0)
            {
                TraceFunctions.Raised(vm, frame, leaves: true);
            }

            if ((frame->Exit & FrameExit.Observed) != 0)
            {
                Frames.Leave(vm, frame);
            }

            FrameExit exit = frame->Exit & FrameExit.Mask;
            if (frame->Generator != null)
            {
                Generators.Finish(vm, frame);
                ReplaceStopIteration(vm, frame->Generator);
            }

            frame--;
            vm->CurrentFrame = frame >= (Frame*)vm->FrameBase ? frame : null;
            vm->Depth--;
            if (exit == FrameExit.Native)
            {
                return null;
            }
        }
    }

    /// <summary>Adds a frame at the front of an exception's traceback.</summary>
    public static void AddTraceback(Vm* vm, ExceptionObject* exception, Frame* frame, int index)
    {
        int locals = (frame->Code->Flags & CodeFlags.Function) != 0 && frame->Code->LocalCount <= Traceback.MaxLocals ? frame->Code->LocalCount : 0;
        Traceback* entry = (Traceback*)vm->Heap.AllocateSmall((nuint)(sizeof(Traceback) + (locals * sizeof(Value))), Kind.Traceback, (uint)TypeId.Traceback);
        entry->Header.Aux = (ushort)locals;
        entry->Next = exception->Traceback.IsObject ? exception->Traceback : Value.None;
        entry->Code = frame->Code;
        entry->Instruction = index;
        entry->Function = frame->Function;
        entry->Frame = (frame->Exit & FrameExit.Observed) != 0 ? Value.FromObject(Frames.Of(vm, frame)) : Value.Undefined;
        entry->Owner = frame->Generator != null ? Value.FromObject(frame->Generator) : frame->Locals;
        entry->Place = (int)(frame - (Frame*)vm->FrameBase);
        entry->GivenLine = 0;
        entry->Outer = null;
        if (entry->Next.IsObject)
        {
            ((Traceback*)entry->Next.AsObject)->Outer = entry;
        }

        new ReadOnlySpan<Value>(frame->Registers, locals).CopyTo(new Span<Value>(Traceback.Locals(entry), locals));
        exception->Traceback = Value.FromObject(entry);
    }

    /// <summary>True for an instruction that lets an exception go on whose traceback has the frame already: the end of a handler, a bare <c>raise</c>.</summary>
    private static bool IsRaisedAgain(Vm* vm, ulong instruction) => Instruction.Op(instruction) switch
    {
        Opcode.Reraise or Opcode.EndAsyncFor => true,
        Opcode.RaiseException => (byte)(instruction >> 8) == 0 && vm->Pending == vm->Handled,
        _ => false,
    };

    private static ExceptionHandler* Find(Code* code, int index)
    {
        ExceptionHandler* end = code->Handlers + code->HandlerCount;
        for (ExceptionHandler* handler = code->Handlers; handler < end; handler++)
        {
            if (index >= handler->Start && index < handler->End)
            {
                return handler;
            }
        }

        return null;
    }

    /// <summary>A <c>StopIteration</c> that leaves a generator becomes a <c>RuntimeError</c> (PEP 479).</summary>
    private static void ReplaceStopIteration(Vm* vm, Generator* generator)
    {
        Value pending = vm->Pending;
        bool isAsync = (generator->Code->Flags & CodeFlags.AsyncGenerator) != 0;
        string what;
        if (Types.IsInstance(vm, pending, TypeId.StopIteration))
        {
            what = "StopIteration";
        }
        else if (isAsync && Types.IsInstance(vm, pending, TypeId.StopAsyncIteration))
        {
            what = "StopAsyncIteration";
        }
        else
        {
            return;
        }

        vm->Pending = Value.Undefined;
        Throw.RuntimeError(vm, $"{Generators.KindName(generator)} raised {what}");
        ExceptionObject* replacement = (ExceptionObject*)vm->Pending.AsObject;
        replacement->Cause = pending;
        replacement->Context = pending;
        replacement->SuppressContext = true;
    }
}
