using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Typing;

/// <summary><c>typing.TypeVarTuple</c>.</summary>
[BuiltinType("TypeVarTuple", Doc = "A variable that stands for any number of types.")]
internal static unsafe partial class TypeVarTupleType
{
    private static readonly string[] Keywords = ["name", "default"];

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Repr = &Repr;
        type->Slots.Iterate = &Iterate;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* values = stackalloc Value[2];
        new Span<Value>(values, 2).Clear();
        if (argc > 1)
        {
            return Throw.TypeError(vm, $"typevartuple() takes at most 1 positional argument ({argc} given)");
        }

        if (!TypeParameters.CheckKeywords(vm, "typevartuple", args, argc, kwNames, Keywords, values))
        {
            return Value.Undefined;
        }

        Value self = TypeParameters.New(vm, TypeId.TypeVarTuple, (Str*)values[0].AsObject, 0);
        if (!values[1].IsUndefined)
        {
            TypeParameters.Field(self, TypeParameters.Default) = values[1];
        }

        return TypeParameters.InModule(vm, self);
    }

    private static Value Repr(Vm* vm, Value self) => TypeParameters.Field(self, TypeParameters.Name);

    /// <summary>One item: the variable unpacked.</summary>
    private static Value Iterate(Vm* vm, Value self)
    {
        Value unpacked = TypingTypes.Call(vm, "unpack"u8, &self, 1);
        return unpacked.IsUndefined ? unpacked : Iteration.Iterate(vm, Value.FromObject(Tuple.New(vm, &unpacked, 1)));
    }

    [Property("__name__")]
    private static Value Name(Value self) => TypeParameters.Field(self, TypeParameters.Name);

    [Property("__default__")]
    private static Value Default(Vm* vm, Value self) => TypeParameters.DefaultOf(vm, self);

    /// <summary>Whether there is a default.</summary>
    [Method("has_default", Signature = "($self, /)")]
    private static bool HasDefault(Vm* vm, Value self) => TypeParameters.HasDefault(vm, self);

    [Method("__typing_subst__", Signature = "($self, arg, /)")]
    private static Value Substitute(Vm* vm, Value self, Value argument) => Throw.TypeError(vm, "Substitution of bare TypeVarTuple is not supported");

    [Method("__typing_prepare_subst__", Signature = "($self, alias, args, /)")]
    private static Value PrepareSubstitution(Vm* vm, Value self, Value alias, Value arguments)
    {
        Value* args = stackalloc Value[] { self, alias, arguments };
        return TypingTypes.Call(vm, "typevartuple_prepare_subst"u8, args, 3);
    }

    [Method("__mro_entries__", Signature = "($self, bases, /)")]
    private static Value ResolveBases(Vm* vm, Value self, Value bases) => Throw.TypeError(vm, "Cannot subclass an instance of TypeVarTuple");

    [Method("__reduce__", Signature = "($self, /)")]
    private static Value Reduce(Value self) => TypeParameters.Field(self, TypeParameters.Name);
}
