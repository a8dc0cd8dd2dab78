using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Typing;

/// <summary><c>P.args</c> and <c>P.kwargs</c> of a <c>ParamSpec</c>: records of it.</summary>
internal static unsafe class ParamSpecPartType
{
    /// <summary>The part of a <c>ParamSpec</c>.</summary>
    public static Value New(Vm* vm, TypeId kind, Value origin)
    {
        Record* self = Record.New(vm, TypingTypes.Get(vm, kind), 1);
        Record.Fields(self)[0] = origin;
        return Value.FromObject(self);
    }

    /// <summary>Sets the slots of both types.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &Make;
        type->Slots.Initialize = null;
        type->Slots.Repr = &Repr;
        type->Slots.Compare = &Compare;
        type->Slots.Hash = null;
    }

    /// <summary>Adds the members of <c>ParamSpecArgs</c>.</summary>
    public static void RegisterArgs(ref NativeTableBuilder table) => Register(ref table);

    /// <summary>Adds the members of <c>ParamSpecKwargs</c>.</summary>
    public static void RegisterKwargs(ref NativeTableBuilder table) => Register(ref table);

    private static void Register(ref NativeTableBuilder table) => table.AddProperty("__origin__"u8, &Origin, null, "\0"u8);

    private static Value Origin(Vm* vm, Value self) => Record.Fields((Record*)self.AsObject)[0];

    private static Value Make(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        string function = type->Id == TypeId.ParamSpecArgs ? "paramspecargs" : "paramspeckwargs";
        if (argc != 1 || kwNames != null)
        {
            return Throw.TypeError(vm, $"{function}() missing required argument 'origin' (pos 1)");
        }

        return New(vm, type->Id, args[0]);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Value origin = Origin(vm, self);
        string part = self.IsExactly(TypeId.ParamSpecArgs) ? ".args" : ".kwargs";
        Str* name = origin.IsExactly(TypeId.ParamSpec) ? (Str*)TypeParameters.Field(origin, TypeParameters.Name).AsObject : Text.Repr(vm, origin);
        return name == null ? Value.Undefined : Value.FromObject(Str.Concat(vm, name, Str.New(vm, part)));
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (Types.Of(vm, left) != Types.Of(vm, right) || operation is not (CompareOperation.Equal or CompareOperation.NotEqual))
        {
            return Value.NotImplemented;
        }

        int equal = Operators.Equal(vm, Origin(vm, left), Origin(vm, right));
        return equal < 0 ? Value.Undefined : Value.FromBool((equal > 0) == (operation == CompareOperation.Equal));
    }
}
