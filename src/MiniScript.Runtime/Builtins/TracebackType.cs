using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Tracebacks.</summary>
[BuiltinType("traceback", Doc = "Create a new traceback object.")]
internal static unsafe partial class TracebackType
{
    /// <summary>Sets the slots of tracebacks.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
    }

    private static Traceback* Of(Value self) => (Traceback*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        ReadOnlySpan<string> names = ["tb_next", "tb_frame", "tb_lasti", "tb_lineno"];
        Value* values = stackalloc Value[4];
        new Span<Value>(values, 4).Clear();
        new ReadOnlySpan<Value>(args, Math.Min(argc, 4)).CopyTo(new Span<Value>(values, 4));
        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            int index = names.IndexOf(Str.ToManaged((Str*)Tuple.Items(kwNames)[i].AsObject));
            if (index < 0)
            {
                return Throw.TypeError(vm, $"traceback() got an unexpected keyword argument '{Str.ToManaged((Str*)Tuple.Items(kwNames)[i].AsObject)}'");
            }

            values[index] = args[argc + i];
        }

        for (int i = 0; i < 4; i++)
        {
            if (values[i].IsUndefined)
            {
                return Throw.TypeError(vm, $"traceback() missing required argument '{names[i]}' (pos {i + 1})");
            }
        }

        if (!values[1].Is(Kind.Frame))
        {
            return Throw.TypeError(vm, $"traceback() argument 'tb_frame' must be frame, not {Types.NameOf(vm, values[1])}");
        }

        if (!values[0].IsNone && !values[0].Is(Kind.Traceback))
        {
            return Throw.TypeError(vm, $"expected traceback object or None, got '{Types.NameOf(vm, values[0])}'");
        }

        if (!ArgumentBinder.ToInt32(vm, values[2], out int instruction) || !ArgumentBinder.ToInt32(vm, values[3], out int line))
        {
            return Throw.TypeError(vm, "'tb_lasti' and 'tb_lineno' must be integers");
        }

        FrameObject* frame = (FrameObject*)values[1].AsObject;
        Traceback* entry = (Traceback*)vm->Heap.AllocateSmall((nuint)sizeof(Traceback), Kind.Traceback, (uint)TypeId.Traceback);
        entry->Header.Aux = 0;
        entry->Next = values[0];
        entry->Code = frame->Code;
        entry->Function = frame->Function;
        entry->Frame = values[1];
        entry->Owner = Value.Undefined;
        entry->Outer = null;
        entry->Instruction = Math.Clamp(instruction / CodeContents.InstructionUnits, 0, frame->Code->InstructionCount - 1);
        entry->Place = -1;
        entry->GivenLine = line;
        return Value.FromObject(entry);
    }

    [Property("tb_next", Setter = nameof(SetNext))]
    private static Value GetNext(Value self) => Of(self)->Next;

    private static bool SetNext(Vm* vm, Value self, Value value)
    {
        if (value.IsUndefined)
        {
            Throw.TypeError(vm, "can't delete tb_next attribute");
            return false;
        }

        if (!value.IsNone && !value.Is(Kind.Traceback))
        {
            Throw.TypeError(vm, $"expected traceback object or None, got '{Types.NameOf(vm, value)}'");
            return false;
        }

        for (Value entry = value; entry.IsObject; entry = Of(entry)->Next)
        {
            if (entry == self)
            {
                Throw.ValueError(vm, "traceback loop detected");
                return false;
            }
        }

        Of(self)->Next = value;
        return true;
    }

    [Property("tb_frame")]
    private static Value GetFrame(Vm* vm, Value self) => Value.FromObject(Frames.OfTraceback(vm, Of(self)));

    [Property("tb_lineno")]
    private static Value GetLine(Value self) => Value.FromInt(Traceback.Line(Of(self)));

    /// <summary>The instruction that failed, counted in units of which <c>co_positions</c> has half as many.</summary>
    [Property("tb_lasti")]
    private static Value GetInstruction(Value self) => Value.FromInt(CodeContents.InstructionUnits * Of(self)->Instruction);
}
