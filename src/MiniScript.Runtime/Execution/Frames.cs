using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>Ties <see cref="FrameObject"/> to the frames of running calls.</summary>
/// <remarks>
/// The frame of a call whose object was asked for has <see cref="FrameExit.Observed"/> set, which makes its return take the slow way, where the object takes
/// over the registers. All other calls pay nothing. A generator keeps its frame object itself.
/// </remarks>
internal static unsafe class Frames
{
    /// <summary>The object of a running frame.</summary>
    public static FrameObject* Of(Vm* vm, Frame* frame)
    {
        if (frame->Generator != null)
        {
            return OfGenerator(vm, frame->Generator);
        }

        int place = PlaceOf(vm, frame);
        if ((frame->Exit & FrameExit.Observed) != 0)
        {
            for (FrameObject* known = (FrameObject*)vm->ObservedFrames; known != null; known = known->Next)
            {
                if (known->Place == place)
                {
                    return known;
                }
            }
        }

        FrameObject* self = New(vm, frame->Code, frame->Function);
        self->Namespace = frame->Locals;
        self->Registers = frame->Registers;
        self->Place = place;
        self->Next = (FrameObject*)vm->ObservedFrames;
        vm->ObservedFrames = self;
        frame->Exit |= FrameExit.Observed;
        return self;
    }

    /// <summary>The object of a generator's frame; null if the generator has finished and nobody asked before.</summary>
    public static FrameObject* OfGenerator(Vm* vm, Generator* generator)
    {
        if (generator->Frame == null && generator->State != GeneratorState.Finished)
        {
            FrameObject* self = New(vm, generator->Code, generator->Function);
            self->Generator = generator;
            generator->Frame = self;
        }

        return generator->Frame;
    }

    /// <summary>The object of the frame of a traceback's entry. Of a call that has ended it is a picture of the moment when the exception passed.</summary>
    public static FrameObject* OfTraceback(Vm* vm, Traceback* entry)
    {
        if (entry->Frame.IsObject)
        {
            return (FrameObject*)entry->Frame.AsObject;
        }

        FrameObject* self = null;
        if (entry->Owner.Is(Kind.Generator))
        {
            self = OfGenerator(vm, (Generator*)entry->Owner.AsObject);
        }
        else if (RunningAt(vm, entry->Place) is var running && running != null && running->Function == entry->Function && running->Code == entry->Code
            && running->Generator == null)
        {
            self = Of(vm, running);
        }

        if (self == null)
        {
            self = New(vm, entry->Code, entry->Function);
            self->Namespace = entry->Owner.Is(Kind.Generator) ? Value.Undefined : entry->Owner;
            self->Instruction = entry->Instruction;
            self->Registers = Copy(vm, Traceback.Locals(entry), entry->Header.Aux, entry->Code->LocalCount);
            entry->Frame = Value.FromObject(self);
            Frame* caller = RunningAt(vm, entry->Place - 1);
            bool isCalledByOuter = entry->Outer != null && entry->Outer->Place == entry->Place - 1;
            self->Back = isCalledByOuter ? Value.FromObject(OfTraceback(vm, entry->Outer)) : caller == null ? Value.None : Value.FromObject(Of(vm, caller));
        }

        entry->Frame = Value.FromObject(self);
        return self;
    }

    /// <summary>Lets the object of a frame that ends take over what it needs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Leave(Vm* vm, Frame* frame)
    {
        frame->Exit &= ~FrameExit.Observed;
        int place = PlaceOf(vm, frame);
        FrameObject** link = (FrameObject**)&vm->ObservedFrames;
        while (*link != null && (*link)->Place != place)
        {
            link = &(*link)->Next;
        }

        FrameObject* self = *link;
        if (self == null)
        {
            return;
        }

        *link = self->Next;
        self->Next = null;
        self->Instruction = InstructionOf(frame);
        self->Back = BackOf(vm, frame);
        self->Registers = Copy(vm, frame->Registers, frame->Code->LocalCount, frame->Code->LocalCount);
        self->Place = FrameObject.Nowhere;
    }

    /// <summary>Lets the object of a generator that finishes take over its registers; they are still there, and its frame is the current one.</summary>
    public static void LeaveGenerator(Vm* vm, Frame* frame)
    {
        FrameObject* self = frame->Generator->Frame;
        self->Instruction = InstructionOf(frame);
        self->Back = BackOf(vm, frame);
        self->Registers = Copy(vm, frame->Generator->Registers, frame->Code->LocalCount, frame->Code->LocalCount);
        self->Generator = null;
    }

    /// <summary>The frame of a frame object that runs now, or null.</summary>
    public static Frame* Running(Vm* vm, FrameObject* self)
    {
        if (self->Generator == null)
        {
            // The place may be one of another thread's frames, which are not looked at from here.
            Frame* running = RunningAt(vm, self->Place);
            return running != null && running->Code == self->Code && running->Function == self->Function ? running : null;
        }

        if (self->Generator->State == GeneratorState.Running)
        {
            for (Frame* frame = (Frame*)vm->CurrentFrame; frame >= (Frame*)vm->FrameBase; frame--)
            {
                if (frame->Generator == self->Generator)
                {
                    return frame;
                }
            }
        }

        return null;
    }

    /// <summary>The frame that called, a frame object or <c>None</c>.</summary>
    public static Value Back(Vm* vm, FrameObject* self)
    {
        Frame* running = Running(vm, self);
        return running != null ? BackOf(vm, running) : self->Generator != null ? Value.None : self->Back;
    }

    /// <summary>The index of the instruction that runs, or ran last; -1 before the first.</summary>
    public static int InstructionOf(Vm* vm, FrameObject* self)
    {
        Frame* running = Running(vm, self);
        return running != null ? InstructionOf(running)
            : self->Generator != null ? (int)(self->Generator->Instruction - self->Code->Instructions) - 1
            : self->Instruction;
    }

    /// <summary>The line that runs, or ran last.</summary>
    public static int Line(Vm* vm, FrameObject* self)
    {
        Frame* running = self->Line == 0 ? null : Running(vm, self);
        if (running != null && TraceFunctions.LineAtEnd(running, self) is var line and not 0)
        {
            return line;
        }

        int instruction = InstructionOf(vm, self);
        bool isCreated = self->Generator != null && self->Generator->State == GeneratorState.Created;
        return instruction < 0 || isCreated || self->Code->Positions[instruction].Line == 0 ? self->Code->FirstLine : self->Code->Positions[instruction].Line;
    }

    /// <summary>The registers, or null where there are none any more.</summary>
    public static Value* Registers(FrameObject* self) => self->Generator != null ? self->Generator->Registers : self->Registers;

    /// <summary>The registers as <see cref="Registers"/> gives them, those of variables that were never assigned undefined.</summary>
    public static Value* AssignedRegisters(Vm* vm, FrameObject* self)
    {
        Value* registers = Registers(self);
        if (registers != null)
        {
            UnassignedLocals.Clear(self->Code, InstructionOf(vm, self), registers);
        }

        return registers;
    }

    /// <summary>Lets go of the local variables of a call that has ended.</summary>
    public static void Clear(FrameObject* self)
    {
        self->Registers = null;
        self->Extra = Value.Undefined;
        self->Back = Value.None;
    }

    /// <summary>The index of the instruction that a frame runs.</summary>
    internal static int InstructionOf(Frame* frame) => (int)(frame->Instruction - frame->Code->Instructions) - 1;

    /// <summary>Marks the objects of running frames.</summary>
    internal static void TraceRoots(Vm* vm, Marker* marker) => marker->Mark(vm->ObservedFrames);

    private static FrameObject* New(Vm* vm, Code* code, Function* function)
    {
        FrameObject* self = (FrameObject*)vm->Heap.AllocateSmall((nuint)sizeof(FrameObject), Kind.Frame, (uint)TypeId.Frame);
        new Span<byte>((byte*)self + sizeof(ObjectHeader), sizeof(FrameObject) - sizeof(ObjectHeader)).Clear();
        self->Code = code;
        self->Function = function;
        self->Back = Value.None;
        self->Place = FrameObject.Nowhere;
        return self;
    }

    private static int PlaceOf(Vm* vm, Frame* frame) => (int)(frame - (Frame*)vm->FrameBase);

    private static Frame* RunningAt(Vm* vm, int place)
    {
        Frame* frame = (Frame*)vm->FrameBase + place;
        return place >= 0 && vm->CurrentFrame != null && frame <= (Frame*)vm->CurrentFrame ? frame : null;
    }

    private static Value BackOf(Vm* vm, Frame* frame)
    {
        Frame* caller = frame - 1;
        return caller >= (Frame*)vm->FrameBase ? Value.FromObject(Of(vm, caller)) : Value.None;
    }

    private static Value* Copy(Vm* vm, Value* from, int count, int room)
    {
        if (room == 0)
        {
            return null;
        }

        Value* copy = (Value*)vm->Heap.AllocateBuffer((nuint)(room * sizeof(Value)), Kind.ValueBuffer);
        if (copy != null)
        {
            new ReadOnlySpan<Value>(from, count).CopyTo(new Span<Value>(copy, count));
            new Span<Value>(copy + count, room - count).Clear();
        }

        return copy;
    }
}
