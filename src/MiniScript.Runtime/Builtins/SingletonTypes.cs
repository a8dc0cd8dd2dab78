using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The types of <c>None</c>, <c>NotImplemented</c> and <c>Ellipsis</c>.</summary>
internal static unsafe class SingletonTypes
{
    /// <summary>Sets the slots of <c>NoneType</c>.</summary>
    public static void InitializeNone(TypeObject* type)
    {
        type->Slots.Repr = &ReprNone;
        type->Slots.Hash = &HashNone;
        type->Slots.Bool = &FalseSlot;
        type->Slots.Binary[BinaryOperation.Or] = &Typing.UnionType.Or;
        type->Slots.New = &NewNone;
        type->Slots.Initialize = null;
    }

    /// <summary>Sets the slots of <c>NotImplementedType</c>.</summary>
    public static void InitializeNotImplemented(TypeObject* type)
    {
        type->Slots.Repr = &ReprNotImplemented;
        type->Slots.Bool = &BoolNotImplemented;
        type->Slots.New = &NewNotImplemented;
        type->Slots.Initialize = null;
    }

    /// <summary>Sets the slots of <c>ellipsis</c>.</summary>
    public static void InitializeEllipsis(TypeObject* type)
    {
        type->Slots.Repr = &ReprEllipsis;
        type->Slots.New = &NewEllipsis;
        type->Slots.Initialize = null;
    }

    private static Value ReprNone(Vm* vm, Value self) => Value.FromObject(Str.Intern(vm, "None"u8));

    private static long HashNone(Vm* vm, Value self) => 0xfca86420;

    private static int FalseSlot(Vm* vm, Value self) => 0;

    private static Value NewNone(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => Singleton(vm, Value.None, "NoneType", argc, kwNames);

    private static Value ReprNotImplemented(Vm* vm, Value self) => Value.FromObject(Str.Intern(vm, "NotImplemented"u8));

    /// <summary>True, though CPython 3.13 warns about asking.</summary>
    private static int BoolNotImplemented(Vm* vm, Value self) => 1;

    private static Value NewNotImplemented(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        Singleton(vm, Value.NotImplemented, "NotImplementedType", argc, kwNames);

    private static Value ReprEllipsis(Vm* vm, Value self) => Value.FromObject(Str.Intern(vm, "Ellipsis"u8));

    private static Value NewEllipsis(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => Singleton(vm, Value.Ellipsis, "EllipsisType", argc, kwNames);

    private static Value Singleton(Vm* vm, Value value, string name, int argc, Tuple* kwNames) =>
        argc > 0 || kwNames != null ? Throw.TypeError(vm, $"{name} takes no arguments") : value;
}
