using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Typing;

/// <summary><c>typing.ParamSpec</c>.</summary>
[BuiltinType("ParamSpec", Doc = "A variable that stands for the parameters of a callable.")]
internal static unsafe partial class ParamSpecType
{
    private static readonly string[] Keywords = ["name", "bound", "default", "covariant", "contravariant", "infer_variance"];

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Repr = &TypeParameters.Repr;
        type->Slots.Binary[BinaryOperation.Or] = &TypeParameters.Or;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* values = stackalloc Value[6];
        new Span<Value>(values, 6).Clear();
        if (argc > 1)
        {
            return Throw.TypeError(vm, $"paramspec() takes at most 1 positional argument ({argc} given)");
        }

        if (!TypeParameters.CheckKeywords(vm, "paramspec", args, argc, kwNames, Keywords, values))
        {
            return Value.Undefined;
        }

        int variance = TypeParameters.ReadVariance(vm, values[3], values[4], values[5]);
        if (variance < 0)
        {
            return Value.Undefined;
        }

        Value self = TypeParameters.New(vm, TypeId.ParamSpec, (Str*)values[0].AsObject, variance);
        if (!values[1].IsUndefined && !values[1].IsNone)
        {
            Value bound = TypingTypes.Call(vm, "check_type"u8, values[1], Value.FromObject(Str.New(vm, "Bound must be a type.")));
            if (bound.IsUndefined)
            {
                return bound;
            }

            TypeParameters.Field(self, TypeParameters.Bound) = bound;
        }

        if (!values[2].IsUndefined)
        {
            TypeParameters.Field(self, TypeParameters.Default) = values[2];
        }

        return TypeParameters.InModule(vm, self);
    }

    [Property("__name__")]
    private static Value Name(Value self) => TypeParameters.Field(self, TypeParameters.Name);

    [Property("__bound__")]
    private static Value Bound(Vm* vm, Value self) => TypeParameters.BoundOf(vm, self);

    [Property("__default__")]
    private static Value Default(Vm* vm, Value self) => TypeParameters.DefaultOf(vm, self);

    [Property("__covariant__")]
    private static Value Covariant(Value self) => Value.FromBool(TypeParameters.Has(self, TypeParameters.Covariant));

    [Property("__contravariant__")]
    private static Value Contravariant(Value self) => Value.FromBool(TypeParameters.Has(self, TypeParameters.Contravariant));

    [Property("__infer_variance__")]
    private static Value InferVariance(Value self) => Value.FromBool(TypeParameters.Has(self, TypeParameters.Inferred));

    /// <summary>Represents positional arguments.</summary>
    [Property("args")]
    private static Value Args(Vm* vm, Value self) => ParamSpecPartType.New(vm, TypeId.ParamSpecArgs, self);

    /// <summary>Represents keyword arguments.</summary>
    [Property("kwargs")]
    private static Value Kwargs(Vm* vm, Value self) => ParamSpecPartType.New(vm, TypeId.ParamSpecKwargs, self);

    /// <summary>Whether there is a default.</summary>
    [Method("has_default", Signature = "($self, /)")]
    private static bool HasDefault(Vm* vm, Value self) => TypeParameters.HasDefault(vm, self);

    [Method("__typing_subst__", Signature = "($self, arg, /)")]
    private static Value Substitute(Vm* vm, Value self, Value argument) => TypingTypes.Call(vm, "paramspec_subst"u8, self, argument);

    [Method("__typing_prepare_subst__", Signature = "($self, alias, args, /)")]
    private static Value PrepareSubstitution(Vm* vm, Value self, Value alias, Value arguments)
    {
        Value* args = stackalloc Value[] { self, alias, arguments };
        return TypingTypes.Call(vm, "paramspec_prepare_subst"u8, args, 3);
    }

    [Method("__mro_entries__", Signature = "($self, bases, /)")]
    private static Value ResolveBases(Vm* vm, Value self, Value bases) => Throw.TypeError(vm, "Cannot subclass an instance of ParamSpec");

    [Method("__reduce__", Signature = "($self, /)")]
    private static Value Reduce(Value self) => TypeParameters.Field(self, TypeParameters.Name);
}
