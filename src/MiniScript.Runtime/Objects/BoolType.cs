using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>bool</c>: those of <c>int</c>, except that the bitwise ones stay within <c>bool</c>.</summary>
internal static unsafe class BoolType
{
    /// <summary>Fills the slots.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        IntType.InitializeSlots(type);
        Slots* slots = &type->Slots;
        slots->Repr = &Repr;
        slots->New = &New;
        slots->Binary[BinaryOperation.And] = &And;
        slots->Binary[BinaryOperation.Or] = &Or;
        slots->Binary[BinaryOperation.Xor] = &Xor;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (kwNames != null && kwNames->Length > 0)
        {
            return Throw.TypeError(vm, "bool() takes no keyword arguments");
        }

        if (argc > 1)
        {
            return Throw.TypeError(vm, $"bool expected at most 1 argument, got {argc}");
        }

        int truth = argc == 0 ? 0 : Truth.Of(vm, args[0]);
        return truth < 0 ? Value.Undefined : Value.FromBool(truth == 1);
    }

    private static Value Repr(Vm* vm, Value self) => Value.FromObject(Str.Intern(vm, self.IsTrue ? "True"u8 : "False"u8));

    private static Value And(Vm* vm, Value a, Value b) =>
        a.IsBool && b.IsBool ? new Value(a.Bits & b.Bits) : Types.Of(vm, TypeId.Int)->Slots.Binary[BinaryOperation.And](vm, a, b);

    private static Value Or(Vm* vm, Value a, Value b) =>
        a.IsBool && b.IsBool ? new Value(a.Bits | b.Bits) : Types.Of(vm, TypeId.Int)->Slots.Binary[BinaryOperation.Or](vm, a, b);

    private static Value Xor(Vm* vm, Value a, Value b) =>
        a.IsBool && b.IsBool ? Value.FromBool(a != b) : Types.Of(vm, TypeId.Int)->Slots.Binary[BinaryOperation.Xor](vm, a, b);
}
