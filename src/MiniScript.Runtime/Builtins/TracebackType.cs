using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Tracebacks.</summary>
[BuiltinType("traceback")]
internal static unsafe partial class TracebackType
{
    /// <summary>Sets the slots of tracebacks.</summary>
    public static void InitializeSlots(TypeObject* type) => type->Slots.New = null;

    private static Traceback* Of(Value self) => (Traceback*)self.AsObject;

    [Property("tb_next")]
    private static Value GetNext(Vm* vm, Value self) => Of(self)->Next;

    [Property("tb_lineno")]
    private static Value GetLine(Vm* vm, Value self) => Value.FromInt(Of(self)->Code->Positions[Of(self)->Instruction].Line);

    [Property("tb_lasti")]
    private static Value GetInstruction(Vm* vm, Value self) => Value.FromInt(Of(self)->Instruction);
}
