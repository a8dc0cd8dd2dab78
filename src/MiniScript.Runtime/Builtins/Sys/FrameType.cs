using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sys;

/// <summary>Frames as scripts see them.</summary>
[BuiltinType("frame")]
internal static unsafe partial class FrameType
{
    /// <summary>Sets the slots of frames.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = null;
        type->Slots.Repr = &Repr;
    }

    /// <summary>The frame so many calls below the running one; undefined with <c>ValueError</c> pending if there are not so many.</summary>
    public static Value At(Vm* vm, int depth)
    {
        Frame* wanted = (Frame*)vm->CurrentFrame - depth;
        return vm->CurrentFrame == null || wanted < (Frame*)vm->FrameBase
            ? Throw.ValueError(vm, "call stack is not deep enough")
            : Value.FromObject(Frames.Of(vm, wanted));
    }

    /// <summary>The frame of a generator or coroutine; <c>None</c> if it has finished.</summary>
    public static Value OfGenerator(Vm* vm, Generator* generator) =>
        generator->State == GeneratorState.Finished ? Value.None : Value.FromObject(Frames.OfGenerator(vm, generator));

    private static FrameObject* Of(Value self) => (FrameObject*)self.AsObject;

    private static Value Repr(Vm* vm, Value self) => Value.FromObject(Str.New(
        vm,
        $"<frame at 0x{ObjectType.Identity(self):x12}, file '{Str.ToManaged(Of(self)->Code->FileName)}', line {Frames.Line(vm, Of(self))}, code {Str.ToManaged(Of(self)->Code->Name)}>"));

    [Property("f_code")]
    private static Value GetCode(Value self) => Value.FromObject(Of(self)->Code);

    [Property("f_globals")]
    private static Value GetGlobals(Value self) => Value.FromObject(Of(self)->Function->Globals);

    [Property("f_builtins")]
    private static Value GetBuiltins(Value self) => Value.FromObject(Of(self)->Function->Builtins);

    /// <summary>The namespace of a module or class body; of a function a mapping that reads and writes its local variables.</summary>
    [Property("f_locals")]
    private static Value GetLocals(Vm* vm, Value self)
    {
        FrameObject* frame = Of(self);
        if ((frame->Code->Flags & CodeFlags.Function) != 0)
        {
            return FrameLocalsType.New(vm, frame);
        }

        return frame->Namespace.IsUndefined ? Value.FromObject(frame->Function->Globals) : frame->Namespace;
    }

    [Property("f_lineno")]
    private static Value GetLine(Vm* vm, Value self) => Value.FromInt(Frames.Line(vm, Of(self)));

    [Property("f_lasti")]
    private static Value GetInstruction(Vm* vm, Value self)
    {
        int instruction = Frames.InstructionOf(vm, Of(self));
        return Value.FromInt(instruction < 0 ? instruction : CodeContents.InstructionUnits * instruction);
    }

    [Property("f_back")]
    private static Value GetBack(Vm* vm, Value self) => Frames.Back(vm, Of(self));

    /// <summary>The function that traces this frame, while <c>sys.settrace</c> has one.</summary>
    [Property("f_trace", Setter = nameof(SetTrace))]
    private static Value GetTrace(Value self) => Of(self)->Trace.IsUndefined ? Value.None : Of(self)->Trace;

    private static bool SetTrace(Vm* vm, Value self, Value value)
    {
        bool isUnset = value.IsNone || value.IsUndefined;
        Of(self)->Trace = isUnset ? Value.Undefined : value;
        if (!isUnset)
        {
            TraceFunctions.Follow(vm, Of(self));
        }

        return true;
    }

    /// <summary>Whether the trace function is told the lines.</summary>
    [Property("f_trace_lines", Setter = nameof(SetTraceLines))]
    private static bool GetTraceLines(Value self) => Of(self)->Header.Aux == 0;

    private static bool SetTraceLines(Vm* vm, Value self, Value value)
    {
        if (!value.IsBool)
        {
            Throw.TypeError(vm, value.IsUndefined ? "cannot delete attribute" : "attribute value type must be bool");
            return false;
        }

        Of(self)->Header.Aux = (ushort)(value == Value.True ? 0 : 1);
        return true;
    }

    /// <summary>Whether the trace function is told each instruction, which is not supported.</summary>
    [Property("f_trace_opcodes", Setter = nameof(SetTraceOpcodes))]
    private static bool GetTraceOpcodes(Value self) => self.IsUndefined;

    private static bool SetTraceOpcodes(Vm* vm, Value self, Value value)
    {
        int isWanted = value.IsUndefined ? 0 : Truth.Of(vm, value);
        if (isWanted > 0)
        {
            Throw.Raise(vm, TypeId.NotImplementedError, "f_trace_opcodes is not supported by MiniScript");
        }

        return isWanted == 0;
    }

    /// <summary>Clear most references held by the frame.</summary>
    [Method("clear", Signature = "($self, /)")]
    private static Value Clear(Vm* vm, Value self)
    {
        FrameObject* frame = Of(self);
        if (Frames.Running(vm, frame) != null)
        {
            return Throw.RuntimeError(vm, "cannot clear an executing frame");
        }

        if (frame->Generator != null)
        {
            return frame->Generator->State == GeneratorState.Created
                ? Calls.InvokeMethod(vm, Value.FromObject(frame->Generator), NameId.close)
                : Throw.RuntimeError(vm, "cannot clear a suspended frame");
        }

        Frames.Clear(frame);
        return Value.None;
    }
}
