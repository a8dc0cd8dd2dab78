using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Typing;

/// <summary>The type of <c>typing.NoDefault</c>, which a type variable without default has for one.</summary>
internal static unsafe class NoDefaultType
{
    /// <summary>The only instance.</summary>
    public static Value Instance(Vm* vm)
    {
        TypeObject* type = TypingTypes.Get(vm, TypeId.NoDefaultType);
        Str* key = Str.Intern(vm, "<instance>"u8);
        Value instance = Dict.GetStr(type->Attributes, key);
        if (instance.IsUndefined)
        {
            instance = Value.FromObject(Record.New(vm, TypeId.NoDefaultType, 0));
            Dict.SetStr(vm, type->Attributes, key, instance);
        }

        return instance;
    }

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.New = &New;
        type->Slots.Initialize = null;
    }

    private static Value Repr(Vm* vm, Value self) => Value.FromObject(Str.New(vm, "typing.NoDefault"));

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        argc > 0 || kwNames != null ? Throw.TypeError(vm, "NoDefaultType takes no arguments") : Instance(vm);
}
