using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sys;

/// <summary>Frames as scripts see them: pictures of the moment in which <c>sys._getframe</c> was called, whose line goes on while the frame runs.</summary>
/// <remarks>
/// A record of code, globals, locals (of the frame asked for only, else <c>None</c>), line, the frame below or <c>None</c>, and the place
/// in the frame stack.
/// </remarks>
[BuiltinType("frame")]
internal static unsafe partial class FrameType
{
    private const int CodeField = 0;
    private const int GlobalsField = 1;
    private const int LocalsField = 2;
    private const int LineField = 3;
    private const int BackField = 4;
    private const int PlaceField = 5;
    private const int FieldCount = 6;

    /// <summary>Sets the slots of frames.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = null;
        type->Slots.Repr = &Repr;
    }

    /// <summary>A picture of the frame that many calls below the running one; undefined with <c>ValueError</c> pending if there are not so many.</summary>
    public static Value Snapshot(Vm* vm, int depth)
    {
        Frame* bottom = (Frame*)vm->FrameBase;
        Frame* wanted = (Frame*)vm->CurrentFrame - depth;
        if (vm->CurrentFrame == null || wanted < bottom)
        {
            return Throw.ValueError(vm, "call stack is not deep enough");
        }

        Value below = Value.None;
        for (Frame* frame = bottom; frame <= wanted; frame++)
        {
            Record* record = Record.New(vm, TypeId.Frame, FieldCount);
            Value* fields = Record.Fields(record);
            fields[CodeField] = Value.FromObject(frame->Code);
            fields[GlobalsField] = Value.FromObject(frame->Function->Globals);
            fields[LocalsField] = frame == wanted && depth == 0 ? Value.FromObject(Namespaces.Locals(vm)) : Value.None;
            fields[LineField] = Value.FromInt(LineOf(frame));
            fields[BackField] = below;
            fields[PlaceField] = Value.FromInt(frame - bottom);
            below = Value.FromObject(record);
        }

        return below;
    }

    /// <summary>A picture of the frame of a generator or coroutine as it is suspended; None if it has ended.</summary>
    public static Value OfGenerator(Vm* vm, Generator* generator)
    {
        if (generator->State == GeneratorState.Finished)
        {
            return Value.None;
        }

        Code* code = generator->Code;
        Dict* locals = Dict.New(vm);
        for (int i = 0; i < code->LocalCount; i++)
        {
            Value value = generator->Registers[i];
            value = value.Is(Kind.Cell) ? ((Cell*)value.AsObject)->Content : value;
            if (!value.IsUndefined && !Dict.SetStr(vm, locals, (Str*)Objects.Tuple.Items(code->LocalNames)[i].AsObject, value))
            {
                return Value.Undefined;
            }
        }

        Record* record = Record.New(vm, TypeId.Frame, FieldCount);
        Value* fields = Record.Fields(record);
        fields[CodeField] = Value.FromObject(code);
        fields[GlobalsField] = Value.FromObject(generator->Function->Globals);
        fields[LocalsField] = Value.FromObject(locals);
        fields[LineField] = Value.FromInt(
            generator->State == GeneratorState.Created ? code->FirstLine : code->Positions[generator->Instruction - code->Instructions - 1].Line);
        fields[BackField] = Value.None;
        fields[PlaceField] = Value.FromInt(-1);
        return Value.FromObject(record);
    }

    private static int LineOf(Frame* frame)
    {
        long instruction = frame->Instruction - frame->Code->Instructions - 1;
        return instruction < 0 ? frame->Code->FirstLine : frame->Code->Positions[instruction].Line;
    }

    private static Value Field(Value self, int index) => Record.Fields((Record*)self.AsObject)[index];

    private static Value Repr(Vm* vm, Value self)
    {
        Code* code = (Code*)Field(self, CodeField).AsObject;
        return Value.FromObject(Str.New(
            vm, $"<frame at 0x{ObjectType.Identity(self):x12}, line {GetLine(vm, self).AsInt}, code {Str.ToManaged(code->Name)}>"));
    }

    [Property("f_code")]
    private static Value GetCode(Vm* vm, Value self) => Field(self, CodeField);

    [Property("f_globals")]
    private static Value GetGlobals(Vm* vm, Value self) => Field(self, GlobalsField);

    [Property("f_locals")]
    private static Value GetLocals(Vm* vm, Value self) => Field(self, LocalsField);

    [Property("f_lineno")]
    private static Value GetLine(Vm* vm, Value self)
    {
        Frame* frame = (Frame*)vm->FrameBase + Field(self, PlaceField).AsInt;
        bool isRunning = Field(self, PlaceField).AsInt >= 0 && vm->CurrentFrame != null && frame <= vm->CurrentFrame && Value.FromObject(frame->Code) == Field(self, CodeField);
        return isRunning ? Value.FromInt(LineOf(frame)) : Field(self, LineField);
    }

    [Property("f_back")]
    private static Value GetBack(Vm* vm, Value self) => Field(self, BackField);
}
