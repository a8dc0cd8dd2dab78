using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Typing;

/// <summary><c>typing._GenericAlias</c>: a class derived from <c>Generic</c> with arguments. It has the layout of <see cref="GenericAliasType"/>.</summary>
[BuiltinType("TypingAlias")]
internal static unsafe partial class TypingAliasType
{
    /// <summary>An alias.</summary>
    public static Value New(Vm* vm, Value origin, Tuple* arguments)
    {
        TypingTypes.Get(vm, TypeId.TypingAlias);
        return GenericAliasType.Make(vm, TypeId.TypingAlias, origin, Value.FromObject(arguments), isUnpacked: false);
    }

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        GenericAliasType.InitializeSlots(type);
        type->Slots.New = &NewInstance;
        type->Slots.Repr = &Repr;
        type->Slots.Iterate = &Iterate;
        type->Slots.GetItem = &GetItem;
        type->Slots.SetAttribute = &SetAttribute;
        type->Slots.GetAttribute = &GetAttribute;
        type->Slots.Call = &Call;
        type->Slots.Binary[BinaryOperation.Or] = &TypeParameters.Or;
    }

    private static Value NewInstance(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 2)
        {
            return Throw.TypeError(vm, $"_GenericAlias expected 2 arguments, got {argc}");
        }

        Tuple* arguments = args[1].Is(Kind.Tuple) ? (Tuple*)args[1].AsObject : Tuple.New(vm, args + 1, 1);
        return New(vm, args[0], arguments);
    }

    private static Value Repr(Vm* vm, Value self) => TypingTypes.Call(vm, "alias_repr"u8, &self, 1);

    /// <summary>One item: the alias unpacked.</summary>
    private static Value Iterate(Vm* vm, Value self)
    {
        Value unpacked = TypingTypes.Call(vm, "unpack"u8, &self, 1);
        return unpacked.IsUndefined ? unpacked : Iteration.Iterate(vm, Value.FromObject(Tuple.New(vm, &unpacked, 1)));
    }

    private static Value GetItem(Vm* vm, Value self, Value arguments) => TypingTypes.Call(vm, "alias_getitem"u8, self, arguments);

    private static bool IsDunder(Str* name)
    {
        int length = name->Length;
        return length > 4 && name->At(0) == '_' && name->At(1) == '_' && name->At(length - 1) == '_' && name->At(length - 2) == '_';
    }

    /// <summary>Its own attributes, then those of the class, but for special names.</summary>
    private static Value GetAttribute(Vm* vm, Value self, Str* name)
    {
        if (name == WellKnown.Name(vm, NameId.__name__) || name == WellKnown.Name(vm, NameId.__qualname__) || name == WellKnown.Name(vm, NameId.__module__))
        {
            return Attributes.Get(vm, GenericAliasType.Origin(self), name);
        }

        Value found = Attributes.FindGeneric(vm, self, name);
        if (!found.IsUndefined || vm->HasPending)
        {
            return found;
        }

        return !IsDunder(name) ? Attributes.Get(vm, GenericAliasType.Origin(self), name) : Throw.AttributeErrorFor(vm, Str.ToManaged(name), self, name);
    }

    private static bool SetAttribute(Vm* vm, Value self, Str* name, Value value) =>
        IsDunder(name) ? Attributes.SetGeneric(vm, self, name, value) : Attributes.Set(vm, GenericAliasType.Origin(self), name, value);

    private static Value Call(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames) => GenericAliasType.CallOrigin(vm, self, args, argc, kwNames);

    [Property("__origin__")]
    private static Value Origin(Value self) => GenericAliasType.Origin(self);

    [Property("__args__")]
    private static Value Arguments(Value self) => GenericAliasType.Arguments(self);

    [Property("__parameters__")]
    private static Value Parameters(Vm* vm, Value self) => GenericAliasType.Parameters(vm, self);

    /// <summary>The classes that stand for the alias among the bases of a class.</summary>
    [Method("__mro_entries__", Signature = "($self, bases, /)")]
    private static Value ResolveBases(Vm* vm, Value self, Value bases)
    {
        Value origin = GenericAliasType.Origin(self);
        if (origin.AsObject == (void*)TypingTypes.Get(vm, TypeId.Generic) && bases.Is(Kind.Tuple))
        {
            // A later base derives from Generic already.
            Tuple* all = (Tuple*)bases.AsObject;
            bool isBehind = false;
            for (int i = 0; i < all->Length; i++)
            {
                Value item = Tuple.Items(all)[i];
                if (isBehind && item.IsExactly(TypeId.TypingAlias) && item != self)
                {
                    return Value.FromObject(WellKnown.Of(vm)->EmptyTuple);
                }

                isBehind |= item == self;
            }
        }

        return Value.FromObject(Tuple.New(vm, &origin, 1));
    }

    [Method("__instancecheck__", Signature = "($self, obj, /)")]
    private static Value InstanceCheck(Vm* vm, Value self, Value instance) =>
        Throw.TypeError(vm, "Subscripted generics cannot be used with class and instance checks");

    [Method("__subclasscheck__", Signature = "($self, cls, /)")]
    private static Value SubclassCheck(Vm* vm, Value self, Value type) =>
        Throw.TypeError(vm, "Subscripted generics cannot be used with class and instance checks");

    [Method("__reduce__", Signature = "($self, /)")]
    private static Value Reduce(Vm* vm, Value self) => TypingTypes.Call(vm, "alias_reduce"u8, &self, 1);
}
