using System.Runtime.CompilerServices;
using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>Calls the functions that <c>sys.settrace</c> and <c>sys.setprofile</c> were given.</summary>
/// <remarks>
/// <para>While there is one, a safepoint is always asked for, so that each call is seen here when it begins. Its frame gets <see cref="FrameExit.Traced"/>,
/// which takes its return and its exceptions the slow way. Without such a function nothing of this costs anything.</para>
/// <para>For the lines of a traced call its code is armed: the opcode of the first instruction of each line becomes <see cref="Opcode.TraceLine"/>, all operands stay.
/// That instruction reports the line, puts the true opcode back and has it executed; the next event or safepoint, which comes before the instruction can be
/// reached again, arms it anew. <see cref="Code.InstructionAt"/> shows code as if it were never armed.</para>
/// </remarks>
internal static unsafe class TraceFunctions
{
    /// <summary>Sets or unsets (<c>None</c>) the function of the current thread.</summary>
    public static void Set(Vm* vm, Value function, bool isProfile)
    {
        Value kept = function.IsNone ? Value.Undefined : function;
        if (isProfile)
        {
            vm->Trace.Profile = kept;
        }
        else
        {
            vm->Trace.Function = kept;
        }

        vm->Trace.Thread = vm->CurrentThread;
        if (vm->Trace.IsWanted)
        {
            vm->Request(SafepointRequest.Trace);
            for (Frame* frame = (Frame*)vm->CurrentFrame; !isProfile && frame >= (Frame*)vm->FrameBase; frame--)
            {
                // What has f_trace set already is followed from here on.
                FrameObject* self = (frame->Exit & FrameExit.Observed) != 0 || (frame->Generator != null && frame->Generator->Frame != null) ? Frames.Of(vm, frame) : null;
                if (self != null && !self->Trace.IsUndefined)
                {
                    Follow(vm, self);
                }
            }
        }
        else
        {
            vm->Served(SafepointRequest.Trace);
        }
    }

    /// <summary>Sees to it that the lines of a frame are reported, whose <c>f_trace</c> script has set.</summary>
    public static void Follow(Vm* vm, FrameObject* self)
    {
        Frame* frame = Frames.Running(vm, self);
        if (frame != null)
        {
            frame->Exit |= FrameExit.Traced;
            self->Line = Frames.Line(vm, self);
            self->LastTraced = Frames.InstructionOf(frame);
        }

        Arm(vm, self->Code);
    }

    /// <summary>Reports a call, if this is the safepoint of its beginning; false with an exception pending.</summary>
    public static bool AtSafepoint(Vm* vm)
    {
        Rearm(vm);
        Frame* frame = (Frame*)vm->CurrentFrame;
        if (frame == null || !IsOn(vm))
        {
            return true;
        }

        if ((frame->Exit & FrameExit.Traced) != 0)
        {
            return ReportRepeatedLine(vm, frame);
        }

        // A call that makes a generator is none; resuming one is.
        bool makesGenerator = frame->Generator == null && (frame->Code->Flags & (CodeFlags.Generator | CodeFlags.Coroutine | CodeFlags.AsyncGenerator)) != 0;
        ulong* first = frame->Generator != null ? frame->Generator->Instruction : frame->Code->Instructions;
        return frame->Instruction - 1 != first || makesGenerator || ReportCall(vm, frame);
    }

    /// <summary>The work of <see cref="Opcode.TraceLine"/>; false with an exception pending.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool AtLine(Vm* vm, Frame* frame)
    {
        Rearm(vm);
        Code* code = frame->Code;
        int index = Frames.InstructionOf(frame);
        if (vm->Trace.Function.IsUndefined && !vm->Trace.IsBusy)
        {
            Disarm(code);
            return true;
        }

        bool isDone = (frame->Exit & FrameExit.Traced) == 0 || !IsOn(vm) || ReportLine(vm, frame, index);
        *(Opcode*)(code->Instructions + index) = (Opcode)code->Opcodes[index];
        vm->Trace.Disarmed = code;
        vm->Trace.DisarmedIndex = index;
        return isDone;
    }

    /// <summary>Reports that a traced frame yields.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Yielded(Vm* vm, Frame* frame)
    {
        if (!ReportReturn(vm, frame, frame->Registers[Instruction.B(frame->Instruction[-1])]))
        {
            Hosting.Unraisable.Report(vm, Value.FromObject(frame->Generator));
        }
    }

    /// <summary>Reports that a traced frame returns; false with an exception pending.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool ReportReturn(Vm* vm, Frame* frame, Value result)
    {
        if (!IsOn(vm))
        {
            return true;
        }

        FrameObject* self = Frames.Of(vm, frame);
        if (!vm->Trace.Function.IsUndefined && !self->Trace.IsUndefined && Call(vm, self->Trace, self, "return"u8, result, isProfile: false).IsUndefined)
        {
            return false;
        }

        return vm->Trace.Profile.IsUndefined || !Call(vm, vm->Trace.Profile, self, "return"u8, result, isProfile: true).IsUndefined;
    }

    /// <summary>Reports the pending exception to a traced frame that it passes. What the function raises takes its place.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="leaves">True if it leaves the frame.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Raised(Vm* vm, Frame* frame, bool leaves)
    {
        if (!IsOn(vm))
        {
            return;
        }

        Value pending = vm->Pending;
        vm->Pending = Value.Undefined;
        bool isQuiet = true;
        FrameObject* self = Frames.Of(vm, frame);
        if (leaves)
        {
            isQuiet = ReportReturn(vm, frame, Value.None);
        }
        else if (!vm->Trace.Function.IsUndefined && !self->Trace.IsUndefined)
        {
            Value* parts = stackalloc Value[3];
            parts[0] = Value.FromObject(Types.Of(vm, pending));
            parts[1] = pending;
            parts[2] = ((ExceptionObject*)pending.AsObject)->Traceback.IsObject ? ((ExceptionObject*)pending.AsObject)->Traceback : Value.None;
            isQuiet = TakeLocal(vm, self, Call(vm, self->Trace, self, "exception"u8, Value.FromObject(Objects.Tuple.New(vm, parts, 3)), isProfile: false));
        }

        if (isQuiet)
        {
            vm->Pending = pending;
        }
    }

    /// <summary>The line of a traced frame that stands at the end of its body: the last one that was reported. 0 if it stands elsewhere.</summary>
    public static int LineAtEnd(Frame* frame, FrameObject* self) =>
        (frame->Exit & FrameExit.Traced) != 0 && self->Line != 0 && Frames.InstructionOf(frame) is var index && index >= 0 && IsEnd(frame->Code, index) ? self->Line : 0;

    private static bool IsOn(Vm* vm) =>
        vm->Trace.IsWanted && !vm->Trace.IsBusy && (vm->CurrentThread == vm->Trace.Thread || (vm->Trace.Thread == null && Threads.IsMain(vm)));

    private static bool ReportCall(Vm* vm, Frame* frame)
    {
        // Meanwhile the frame is where it was before its first instruction, in the line of its definition or of its yield.
        frame->Exit |= FrameExit.Traced;
        frame->Instruction--;
        FrameObject* self = Frames.Of(vm, frame);
        bool isDone = vm->Trace.Profile.IsUndefined || !Call(vm, vm->Trace.Profile, self, "call"u8, Value.None, isProfile: true).IsUndefined;
        if (isDone && !vm->Trace.Function.IsUndefined)
        {
            isDone = TakeLocal(vm, self, Call(vm, vm->Trace.Function, self, "call"u8, Value.None, isProfile: false));
            if (isDone && !self->Trace.IsUndefined)
            {
                self->Line = 0;
                Arm(vm, frame->Code);
            }
        }

        frame->Instruction++;
        return isDone;
    }

    private static bool ReportLine(Vm* vm, Frame* frame, int index)
    {
        FrameObject* self = Frames.Of(vm, frame);
        int line = frame->Code->Positions[index].Line;
        bool isNews = line != self->Line || index <= self->LastTraced;
        self->Line = line;
        self->LastTraced = index;
        return !isNews || self->Trace.IsUndefined || self->Header.Aux != 0
            || TakeLocal(vm, self, Call(vm, self->Trace, self, "line"u8, Value.None, isProfile: false));
    }

    /// <summary>Reports a line that a loop begins anew within it: a comprehension, a body behind the colon.</summary>
    private static bool ReportRepeatedLine(Vm* vm, Frame* frame)
    {
        Code* code = frame->Code;
        int index = (int)(frame->Instruction - code->Instructions) - 1;
        FrameObject* self = Frames.Of(vm, frame);
        if (code->Opcodes == null || self->Trace.IsUndefined || index >= code->InstructionCount || code->Positions[index].Line != self->Line
            || Instruction.Op(code->Instructions[index]) == Opcode.TraceLine)
        {
            return true;
        }

        for (int i = index; i < code->InstructionCount && code->Positions[i].Line == self->Line; i++)
        {
            if (UnassignedLocals.Target(code->InstructionAt(i), i) == index)
            {
                self->LastTraced = index;
                return ReportLine(vm, frame, index);
            }
        }

        return true;
    }

    /// <summary>Makes what a trace function returned the one of the frame; false if it raised.</summary>
    private static bool TakeLocal(Vm* vm, FrameObject* self, Value result)
    {
        if (result.IsUndefined)
        {
            self->Trace = Value.Undefined;
            return false;
        }

        self->Trace = result.IsNone ? self->Trace : result;
        return true;
    }

    /// <summary>Calls a function without tracing it. If it raises it is called no more.</summary>
    private static Value Call(Vm* vm, Value function, FrameObject* self, ReadOnlySpan<byte> name, Value argument, bool isProfile)
    {
        Value* args = stackalloc Value[3];
        args[0] = Value.FromObject(self);
        args[1] = Value.FromObject(Str.Intern(vm, name));
        args[2] = argument;
        vm->Trace.IsBusy = true;
        Value result = Calls.Invoke(vm, function, args, 3);
        vm->Trace.IsBusy = false;
        if (result.IsUndefined)
        {
            Set(vm, Value.None, isProfile);
        }

        return result;
    }

    private static void Rearm(Vm* vm)
    {
        Code* code = (Code*)vm->Trace.Disarmed;
        if (code != null && code->Opcodes != null)
        {
            *(Opcode*)(code->Instructions + vm->Trace.DisarmedIndex) = Opcode.TraceLine;
        }

        vm->Trace.Disarmed = null;
    }

    private static void Arm(Vm* vm, Code* code)
    {
        if (code->Opcodes != null)
        {
            return;
        }

        byte* opcodes = (byte*)vm->Heap.AllocateBuffer((nuint)code->InstructionCount, Kind.Buffer);
        if (opcodes == null)
        {
            return;
        }

        for (int i = 0; i < code->InstructionCount; i++)
        {
            opcodes[i] = (byte)Instruction.Op(code->Instructions[i]);
        }

        int last = 0;
        for (int i = 0; i < code->InstructionCount; i++)
        {
            int line = code->Positions[i].Line;
            Opcode op = (Opcode)opcodes[i];
            if (line == 0 || line == last || IsWithoutLine(op) || IsEnd(code, i))
            {
                continue;
            }

            last = line;
            if (op != Opcode.LeaveHandler)
            {
                *(Opcode*)(code->Instructions + i) = Opcode.TraceLine;
            }
        }

        code->Opcodes = opcodes;
    }

    /// <summary>True for an instruction that begins no line: of a prologue, or one whose opcode others look at.</summary>
    private static bool IsWithoutLine(Opcode op) => op is Opcode.MakeCell or Opcode.Clear or Opcode.ReturnGenerator or Opcode.Reraise
        or Opcode.EndAsyncFor or Opcode.Reclaim;

    /// <summary>True for the end of a body, which is in no line: the return that no statement asks for, and what a class body ends in.</summary>
    private static bool IsEnd(Code* code, int index)
    {
        ulong instruction = code->InstructionAt(index);
        if (Instruction.Op(instruction) == Opcode.ReturnConstant && Instruction.D(instruction) == 1)
        {
            return true;
        }

        // The last instructions of a class body are in the line of the class, as the first.
        int line = code->Positions[index].Line;
        bool isEnd = false;
        for (int i = 0; (code->Flags & CodeFlags.ClassBody) != 0 && i < index && line == code->Positions[code->InstructionCount - 1].Line; i++)
        {
            isEnd |= code->Positions[i].Line != line;
        }

        return isEnd;
    }

    private static void Disarm(Code* code)
    {
        for (int i = 0; i < code->InstructionCount; i++)
        {
            *(Opcode*)(code->Instructions + i) = (Opcode)code->Opcodes[i];
        }

        code->Opcodes = null;
    }
}
