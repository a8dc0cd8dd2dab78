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
        slots->Invert = &Invert;
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

    private static Value Invert(Vm* vm, Value self)
    {
        const string Message =
            "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and " +
            "is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of " +
            "the underlying int.";
        return Deprecation.Warn(vm, Message) ? Value.FromInt(self.IsTrue ? -2 : -1) : Value.Undefined;
    }

    private static Value Repr(Vm* vm, Value self) => Value.FromObject(Str.Intern(vm, self.IsTrue ? "True"u8 : "False"u8));

    private static Value And(Vm* vm, Value a, Value b) =>
        a.IsBool && b.IsBool ? new Value(a.Bits & b.Bits) : Types.Of(vm, TypeId.Int)->Slots.Binary[BinaryOperation.And](vm, a, b);

    private static Value Or(Vm* vm, Value a, Value b) =>
        a.IsBool && b.IsBool ? new Value(a.Bits | b.Bits) : Types.Of(vm, TypeId.Int)->Slots.Binary[BinaryOperation.Or](vm, a, b);

    private static Value Xor(Vm* vm, Value a, Value b) =>
        a.IsBool && b.IsBool ? Value.FromBool(a != b) : Types.Of(vm, TypeId.Int)->Slots.Binary[BinaryOperation.Xor](vm, a, b);
}
