using MiniScript.Runtime.Builtins.Typing;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>types.GenericAlias</c>, such as <c>list[int]</c>. It behaves as its origin, and prints with its arguments.</summary>
/// <remarks>
/// A record:
/// <code>
///  0        1           2                                    3
///  | origin | arguments | parameters, undefined until asked | True if unpacked: *list[int] |
/// </code>
/// </remarks>
internal static unsafe class GenericAliasType
{
    private const int FieldCount = 4;

    /// <summary>An alias; a single argument stands for the tuple of it.</summary>
    public static Value New(Vm* vm, Value origin, Value arguments)
    {
        if (!arguments.Is(Kind.Tuple))
        {
            arguments = Value.FromObject(Tuple.New(vm, &arguments, 1));
        }

        return Make(vm, TypeId.GenericAlias, origin, arguments, isUnpacked: false);
    }

    /// <summary>An alias of this or another type of the same layout.</summary>
    public static Value Make(Vm* vm, TypeId type, Value origin, Value arguments, bool isUnpacked)
    {
        Record* alias = Record.New(vm, type, FieldCount);
        Fill(alias, origin, arguments, isUnpacked);
        return Value.FromObject(alias);
    }

    /// <summary>The generic class.</summary>
    public static Value Origin(Value alias) => Record.Fields((Record*)alias.AsObject)[0];

    /// <summary>The tuple of arguments.</summary>
    public static Value Arguments(Value alias) => Record.Fields((Record*)alias.AsObject)[1];

    /// <summary>True for <c>*list[int]</c>.</summary>
    public static bool IsUnpacked(Value alias) => Record.Fields((Record*)alias.AsObject)[3].IsTrue;

    /// <summary>The tuple of the type variables among the arguments of an alias.</summary>
    public static Value Parameters(Vm* vm, Value alias)
    {
        ref Value known = ref Record.Fields((Record*)alias.AsObject)[2];
        if (known.IsUndefined)
        {
            Value parameters = ParametersOf(vm, Arguments(alias));
            if (parameters.IsUndefined)
            {
                return parameters;
            }

            known = parameters;
        }

        return known;
    }

    /// <summary>The tuple of the type variables among some arguments and within them.</summary>
    public static Value ParametersOf(Vm* vm, Value arguments)
    {
        List* parameters = List.New(vm);
        Tuple* items = (Tuple*)arguments.AsObject;
        Str* substitute = Str.Intern(vm, "__typing_subst__"u8);
        Str* nested = Str.Intern(vm, "__parameters__"u8);
        for (int i = 0; i < items->Length; i++)
        {
            Value item = Tuple.Items(items)[i];
            if (!item.IsObject || item.Is(Kind.Type) || item.Is(Kind.Str))
            {
                continue;
            }

            int isVariable = Attributes.TryGet(vm, item, substitute, out _);
            if (isVariable > 0 ? !AddParameter(vm, parameters, item) : isVariable < 0)
            {
                return Value.Undefined;
            }

            if (isVariable > 0)
            {
                continue;
            }

            int hasParameters = Attributes.TryGet(vm, item, nested, out Value inner);
            if (hasParameters < 0)
            {
                return Value.Undefined;
            }

            for (int j = 0; hasParameters > 0 && inner.Is(Kind.Tuple) && j < ((Tuple*)inner.AsObject)->Length; j++)
            {
                if (!AddParameter(vm, parameters, Tuple.Items((Tuple*)inner.AsObject)[j]))
                {
                    return Value.Undefined;
                }
            }
        }

        return Value.FromObject(Tuple.New(vm, parameters->Items, parameters->Length));
    }

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Hash = &Hash;
        slots.Compare = &Compare;
        slots.GetAttribute = &GetAttribute;
        slots.GetItem = &GetItem;
        slots.Iterate = &Iterate;
        slots.Call = &CallOrigin;
        slots.Binary[BinaryOperation.Or] = &UnionType.Or;
        slots.New = &NewInstance;
        slots.Initialize = null;
    }

    /// <summary>Appends a class by its qualified name, with its module unless that is <c>builtins</c>; anything else by its <c>repr</c>.</summary>
    public static bool AppendArgument(Vm* vm, ref StrBuilder text, Value argument)
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

        if (argument.IsExactly(TypeId.List))
        {
            return AppendList(vm, ref text, (List*)argument.AsObject);
        }

        Str* repr = Text.Repr(vm, argument);
        if (repr != null)
        {
            text.Append(repr);
        }

        return repr != null;
    }

    /// <summary>Calls the origin and lets what it makes know the alias.</summary>
    public static Value CallOrigin(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames)
    {
        Value made = Calls.Invoke(vm, Origin(callee), args, argc, kwNames);
        if (made.IsUndefined || !Attributes.HasDict(made, Types.Of(vm, made)) || made.Is(Kind.Type))
        {
            return made;
        }

        if (!Attributes.Set(vm, made, Str.Intern(vm, "__orig_class__"u8), callee)
            && !Throw.ClearIf(vm, TypeId.AttributeError) && !Throw.ClearIf(vm, TypeId.TypeError))
        {
            return Value.Undefined;
        }

        return made;
    }

    private static void Fill(Record* alias, Value origin, Value arguments, bool isUnpacked)
    {
        Value* fields = Record.Fields(alias);
        fields[0] = origin;
        fields[1] = arguments;
        fields[3] = Value.FromBool(isUnpacked);
    }

    private static Value NewInstance(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "GenericAlias"))
        {
            return Value.Undefined;
        }

        if (argc != 2)
        {
            return Throw.TypeError(vm, $"GenericAlias expected 2 arguments, got {argc}");
        }

        Record* alias = Record.New(vm, type, FieldCount);
        Fill(alias, args[0], args[1].Is(Kind.Tuple) ? args[1] : Value.FromObject(Tuple.New(vm, args + 1, 1)), isUnpacked: false);
        return Value.FromObject(alias);
    }

    private static bool AddParameter(Vm* vm, List* parameters, Value variable)
    {
        for (int i = 0; i < parameters->Length; i++)
        {
            if (parameters->Items[i] == variable)
            {
                return true;
            }
        }

        return List.Append(vm, parameters, variable);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        StrBuilder text = new(vm);
        if (IsUnpacked(self))
        {
            text.Append('*');
        }

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

    private static bool AppendList(Vm* vm, ref StrBuilder text, List* items)
    {
        text.Append('[');
        for (int i = 0; i < items->Length; i++)
        {
            if (i > 0)
            {
                text.Append(", ");
            }

            if (!AppendArgument(vm, ref text, items->Items[i]))
            {
                return false;
            }
        }

        text.Append(']');
        return true;
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
        bool areAliases = left.Is(Kind.Record) && right.Is(Kind.Record) && Types.Of(vm, left)->BuiltinBase == Types.Of(vm, right)->BuiltinBase;
        if (!areAliases || operation is not (CompareOperation.Equal or CompareOperation.NotEqual))
        {
            return Value.NotImplemented;
        }

        int equal = IsUnpacked(left) == IsUnpacked(right) ? Operators.Equal(vm, Origin(left), Origin(right)) : 0;
        if (equal > 0)
        {
            equal = Operators.Equal(vm, Arguments(left), Arguments(right));
        }

        return equal < 0 ? Value.Undefined : Value.FromBool((equal > 0) == (operation == CompareOperation.Equal));
    }

    private static Value GetAttribute(Vm* vm, Value self, Str* name) =>
        IsOwn(vm, name) || !Origin(self).IsObject ? Attributes.GetGeneric(vm, self, name) : Attributes.Get(vm, Origin(self), name);

    /// <summary>Names that are not forwarded to the origin: what describes the alias, and how it is copied and subclassed.</summary>
    private static bool IsOwn(Vm* vm, Str* name) =>
        name == WellKnown.Name(vm, NameId.__class__) || name == WellKnown.Name(vm, NameId.__mro_entries__)
        || name == WellKnown.Name(vm, NameId.__reduce__) || name == WellKnown.Name(vm, NameId.__reduce_ex__)
        || Str.Equals(name, "__origin__"u8) || Str.Equals(name, "__args__"u8) || Str.Equals(name, "__parameters__"u8) || Str.Equals(name, "__unpacked__"u8)
        || Str.Equals(name, "__typing_unpacked_tuple_args__"u8) || Str.Equals(name, "__copy__"u8) || Str.Equals(name, "__deepcopy__"u8);

    private static Value Iterate(Vm* vm, Value self)
    {
        Record* unpacked = Record.New(vm, TypeId.GenericAlias, FieldCount);
        Fill(unpacked, Origin(self), Arguments(self), isUnpacked: true);
        Value item = Value.FromObject(unpacked);
        return Iteration.Iterate(vm, Value.FromObject(Tuple.New(vm, &item, 1)));
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Value parameters = Parameters(vm, self);
        if (parameters.IsUndefined)
        {
            return parameters;
        }

        Value* args = stackalloc Value[] { self, Arguments(self), parameters, key };
        Value arguments = TypingTypes.Call(vm, "substitute"u8, args, 4);
        return arguments.IsUndefined ? arguments : Make(vm, TypeId.GenericAlias, Origin(self), arguments, IsUnpacked(self));
    }
}
