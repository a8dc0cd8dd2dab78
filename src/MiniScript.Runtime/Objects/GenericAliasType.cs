using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>types.GenericAlias</c>, such as <c>list[int]</c>: a record of the origin and the tuple of arguments. It behaves as its origin, and prints with its arguments.</summary>
internal static unsafe class GenericAliasType
{
    /// <summary>An alias; a single argument stands for the tuple of it.</summary>
    public static Value New(Vm* vm, Value origin, Value arguments)
    {
        if (!arguments.Is(Kind.Tuple))
        {
            arguments = Value.FromObject(Tuple.New(vm, &arguments, 1));
        }

        Record* alias = Record.New(vm, TypeId.GenericAlias, 2);
        Record.Fields(alias)[0] = origin;
        Record.Fields(alias)[1] = arguments;
        return Value.FromObject(alias);
    }

    /// <summary>The generic class.</summary>
    public static Value Origin(Value alias) => Record.Fields((Record*)alias.AsObject)[0];

    /// <summary>The tuple of arguments.</summary>
    public static Value Arguments(Value alias) => Record.Fields((Record*)alias.AsObject)[1];

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Hash = &Hash;
        slots.Compare = &Compare;
        slots.GetAttribute = &GetAttribute;
        slots.GetItem = &GetItem;
        slots.Call = &Call;
        slots.New = &IteratorSlots.NoInstances;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        StrBuilder text = new(vm);
        if (!AppendArgument(vm, ref text, Origin(self)))
        {
            return Value.Undefined;
        }

        Tuple* arguments = (Tuple*)Arguments(self).AsObject;
        text.Append('[');
        if (arguments->Length == 0)
        {
            text.Append("()");
        }

        for (int i = 0; i < arguments->Length; i++)
        {
            if (i > 0)
            {
                text.Append(", ");
            }

            if (!AppendArgument(vm, ref text, Tuple.Items(arguments)[i]))
            {
                return Value.Undefined;
            }
        }

        text.Append(']');
        return Value.FromObject(text.ToStr());
    }

    /// <summary>Appends a class by its qualified name, with its module unless that is <c>builtins</c>; anything else by its <c>repr</c>.</summary>
    private static bool AppendArgument(Vm* vm, ref StrBuilder text, Value argument)
    {
        if (argument == Value.Ellipsis)
        {
            text.Append("...");
            return true;
        }

        if (argument.Is(Kind.Type))
        {
            TypeObject* type = (TypeObject*)argument.AsObject;
            if (Attributes.TryGet(vm, argument, WellKnown.Name(vm, NameId.__module__), out Value module) < 0)
            {
                return false;
            }

            if (module.Is(Kind.Str) && !Str.Equals((Str*)module.AsObject, "builtins"u8))
            {
                text.Append((Str*)module.AsObject);
                text.Append('.');
            }

            text.Append(type->QualifiedName);
            return true;
        }

        Str* repr = Text.Repr(vm, argument);
        if (repr != null)
        {
            text.Append(repr);
        }

        return repr != null;
    }

    private static long Hash(Vm* vm, Value self)
    {
        long origin = Hashing.Of(vm, Origin(self));
        long arguments = origin == -1 ? -1 : Hashing.Of(vm, Arguments(self));
        if (arguments == -1)
        {
            return -1;
        }

        long hash = origin ^ arguments;
        return hash == -1 ? -2 : hash;
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!right.IsExactly(TypeId.GenericAlias) || operation is not (CompareOperation.Equal or CompareOperation.NotEqual))
        {
            return Value.NotImplemented;
        }

        int equal = Operators.Equal(vm, Origin(left), Origin(right));
        if (equal > 0)
        {
            equal = Operators.Equal(vm, Arguments(left), Arguments(right));
        }

        return equal < 0 ? Value.Undefined : Value.FromBool((equal > 0) == (operation == CompareOperation.Equal));
    }

    private static Value GetAttribute(Vm* vm, Value self, Str* name) =>
        IsOwn(name) ? Attributes.GetGeneric(vm, self, name) : Attributes.Get(vm, Origin(self), name);

    private static bool IsOwn(Str* name) =>
        Str.Equals(name, "__origin__"u8) || Str.Equals(name, "__args__"u8) || Str.Equals(name, "__class__"u8)
        || Str.Equals(name, "__mro_entries__"u8) || Str.Equals(name, "__parameters__"u8);

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Str* text = Text.Repr(vm, self);
        return text == null ? Value.Undefined : Throw.TypeError(vm, $"{Str.ToManaged(text)} is not a generic class");
    }

    private static Value Call(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames) => Calls.Invoke(vm, Origin(callee), args, argc, kwNames);
}
