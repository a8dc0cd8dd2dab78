using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Typing;

/// <summary><c>types.UnionType</c>, such as <c>int | None</c>: a record of the tuple of its members, no two of them equal.</summary>
[BuiltinType("UnionType", Doc = "Represent a union of types: what int | str makes.")]
internal static unsafe partial class UnionType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &IteratorSlots.NoInstances;
        type->Slots.Repr = &Repr;
        type->Slots.Hash = &Hash;
        type->Slots.Compare = &Compare;
        type->Slots.GetItem = &GetItem;
        type->Slots.Binary[BinaryOperation.Or] = &Or;
    }

    /// <summary><c>left | right</c> of classes, aliases, unions and <c>None</c>; <c>NotImplemented</c> for anything else.</summary>
    public static Value Or(Vm* vm, Value left, Value right)
    {
        if (!IsUnionable(vm, left) || !IsUnionable(vm, right) || (left.IsNone && right.IsNone))
        {
            return Value.NotImplemented;
        }

        List* members = List.New(vm);
        return AddMembers(vm, members, left) && AddMembers(vm, members, right) ? Of(vm, members) : Value.Undefined;
    }

    /// <summary>The union of the items of a tuple, whatever they are; the only item itself.</summary>
    public static Value OfTuple(Vm* vm, Tuple* items)
    {
        List* members = List.New(vm);
        for (int i = 0; i < items->Length; i++)
        {
            if (!AddMembers(vm, members, Tuple.Items(items)[i]))
            {
                return Value.Undefined;
            }
        }

        return Of(vm, members);
    }

    /// <summary>The members.</summary>
    public static Tuple* Members(Value self) => (Tuple*)Record.Fields((Record*)self.AsObject)[0].AsObject;

    /// <summary>Tests an object, or a class, against the members: 1, 0, or -1 with an exception pending.</summary>
    public static int Check(Vm* vm, Value self, Value tested, bool isInstance)
    {
        Tuple* members = Members(self);
        int outcome = 0;
        for (int i = 0; i < members->Length && outcome == 0; i++)
        {
            Value member = Tuple.Items(members)[i];
            outcome = isInstance ? ClassChecks.IsInstance(vm, tested, member) : ClassChecks.IsSubclass(vm, tested, member);
        }

        return outcome;
    }

    private static bool IsUnionable(Vm* vm, Value value) =>
        value.IsNone || value.Is(Kind.Type) || Types.IsInstance(vm, value, TypeId.GenericAlias) || value.IsExactly(TypeId.UnionType) || value.IsExactly(TypeId.TypeAliasType);

    private static Value Of(Vm* vm, List* members)
    {
        if (members->Length == 1)
        {
            return members->Items[0];
        }

        Record* self = Record.New(vm, TypeId.UnionType, 1);
        Record.Fields(self)[0] = Value.FromObject(Tuple.New(vm, members->Items, members->Length));
        return Value.FromObject(self);
    }

    private static bool AddMembers(Vm* vm, List* members, Value item)
    {
        if (item.IsExactly(TypeId.UnionType))
        {
            Tuple* inner = Members(item);
            for (int i = 0; i < inner->Length; i++)
            {
                if (!AddMember(vm, members, Tuple.Items(inner)[i]))
                {
                    return false;
                }
            }

            return true;
        }

        return AddMember(vm, members, item.IsNone ? Value.FromObject(Types.Of(vm, TypeId.NoneType)) : item);
    }

    private static bool AddMember(Vm* vm, List* members, Value item)
    {
        for (int i = 0; i < members->Length; i++)
        {
            Value known = members->Items[i];
            bool areAliases = known.IsExactly(TypeId.GenericAlias) && item.IsExactly(TypeId.GenericAlias);
            int isEqual = areAliases ? Operators.Equal(vm, known, item) : known == item ? 1 : 0;
            if (isEqual != 0)
            {
                return isEqual > 0;
            }
        }

        return List.Append(vm, members, item);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        StrBuilder text = new(vm);
        Tuple* members = Members(self);
        for (int i = 0; i < members->Length; i++)
        {
            if (i > 0)
            {
                text.Append(" | ");
            }

            Value member = Tuple.Items(members)[i];
            if (member.IsObject && member.AsObject == (void*)Types.Of(vm, TypeId.NoneType))
            {
                text.Append("None");
            }
            else if (!GenericAliasType.AppendArgument(vm, ref text, member))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(text.ToStr());
    }

    private static Value AsSet(Vm* vm, Value self)
    {
        SetObject* set = SetObject.New(vm, TypeId.FrozenSet);
        Tuple* members = Members(self);
        for (int i = 0; i < members->Length; i++)
        {
            if (!SetObject.Add(vm, set, Tuple.Items(members)[i]))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(set);
    }

    private static long Hash(Vm* vm, Value self)
    {
        Value set = AsSet(vm, self);
        return set.IsUndefined ? -1 : Hashing.Of(vm, set);
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!right.IsExactly(TypeId.UnionType) || !left.IsExactly(TypeId.UnionType) || operation is not (CompareOperation.Equal or CompareOperation.NotEqual))
        {
            return Value.NotImplemented;
        }

        Value a = AsSet(vm, left);
        Value b = a.IsUndefined ? a : AsSet(vm, right);
        return b.IsUndefined ? b : Operators.Compare(vm, a, b, operation);
    }

    private static Value GetItem(Vm* vm, Value self, Value arguments)
    {
        Value parameters = Parameters(vm, self);
        if (parameters.IsUndefined)
        {
            return parameters;
        }

        Value* args = stackalloc Value[] { self, Value.FromObject(Members(self)), parameters, arguments };
        Value members = TypingTypes.Call(vm, "substitute"u8, args, 4);
        if (members.IsUndefined)
        {
            return members;
        }

        Tuple* items = (Tuple*)members.AsObject;
        Value union = Tuple.Items(items)[0];
        for (int i = 1; i < items->Length && !union.IsUndefined; i++)
        {
            union = Operators.Binary(vm, BinaryOperation.Or, union, Tuple.Items(items)[i]);
        }

        return union;
    }

    [Property("__args__")]
    private static Value Arguments(Value self) => Value.FromObject(Members(self));

    /// <summary>Type variables in the types.UnionType.</summary>
    [Property("__parameters__")]
    private static Value Parameters(Vm* vm, Value self) => GenericAliasType.ParametersOf(vm, Value.FromObject(Members(self)));

    [Method("__instancecheck__", Signature = "($self, obj, /)")]
    private static Value InstanceCheck(Vm* vm, Value self, Value instance)
    {
        int outcome = Check(vm, self, instance, isInstance: true);
        return outcome < 0 ? Value.Undefined : Value.FromBool(outcome > 0);
    }

    [Method("__subclasscheck__", Signature = "($self, cls, /)")]
    private static Value SubclassCheck(Vm* vm, Value self, Value type)
    {
        int outcome = Check(vm, self, type, isInstance: false);
        return outcome < 0 ? Value.Undefined : Value.FromBool(outcome > 0);
    }
}
