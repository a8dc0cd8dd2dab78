using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>The cells of closures.</summary>
[BuiltinType("cell")]
internal static unsafe partial class CellType
{
    /// <summary>Sets the slots of cells.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.New = &New;
        type->Slots.Initialize = null;
    }

    private static Cell* Of(Value self) => (Cell*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Objects.Tuple* kwNames) =>
        argc > 1 ? Throw.TypeError(vm, $"cell expected at most 1 argument, got {argc}") : Value.FromObject(Cell.New(vm, argc == 1 ? args[0] : Value.Undefined));

    private static Value Repr(Vm* vm, Value self)
    {
        Value content = Of(self)->Content;
        string what = content.IsUndefined ? "empty" : $"{Types.NameOf(vm, content)} object at 0x{ObjectType.Identity(content):x12}";
        return Value.FromObject(Str.New(vm, $"<cell at 0x{ObjectType.Identity(self):x12}: {what}>"));
    }

    [Property("cell_contents", Setter = nameof(SetContents))]
    private static Value GetContents(Vm* vm, Value self) =>
        Of(self)->Content.IsUndefined ? Throw.ValueError(vm, "Cell is empty") : Of(self)->Content;

    private static bool SetContents(Vm* vm, Value self, Value value)
    {
        Of(self)->Content = value;
        return true;
    }
}
