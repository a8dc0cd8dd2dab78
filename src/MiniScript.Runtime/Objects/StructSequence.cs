using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Tuples whose items have names too: <c>sys.version_info</c>, <c>os.stat_result</c>.</summary>
internal static unsafe class StructSequence
{
    /// <summary>Makes a class of such tuples; null with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="module">The class's <c>__module__</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="fields">The names of the items, separated by spaces.</param>
    public static TypeObject* NewType(Vm* vm, string module, string name, string fields)
    {
        string[] names = fields.Split(' ');
        Tuple* keys = Tuple.Allocate(vm, names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            Tuple.Items(keys)[i] = Value.FromObject(Str.Intern(vm, Str.New(vm, names[i])));
        }

        Dict* members = Dict.New(vm);
        Str* repr = WellKnown.Name(vm, NameId.__repr__);
        Dict.SetStr(vm, members, WellKnown.Name(vm, NameId.__module__), Value.FromObject(Str.Intern(vm, Str.New(vm, module))));
        Dict.SetStr(vm, members, WellKnown.Name(vm, NameId.__match_args__), Value.FromObject(keys));
        Dict.SetStr(vm, members, repr, Value.FromObject(Natives.New(vm, repr, &Repr, NativeFunctionKind.Method)));
        Value parent = Value.FromObject(Types.Of(vm, TypeId.Tuple));
        return ClassBuilder.New(vm, Types.Of(vm, TypeId.Type), Str.Intern(vm, Str.New(vm, name)), Tuple.New(vm, &parent, 1), members, null, null);
    }

    /// <summary>Makes an instance of a class from <see cref="NewType"/>; undefined with an exception pending.</summary>
    public static Value New(Vm* vm, TypeObject* type, ReadOnlySpan<Value> items)
    {
        Tuple* self = (Tuple*)vm->Heap.Allocate((nuint)(Tuple.HeaderSize + ((items.Length + 1) * sizeof(Value))), Kind.Tuple, type->DictionaryShape->Id);
        if (self == null)
        {
            return Throw.MemoryError(vm);
        }

        self->Header.Flags |= ObjectFlags.Subclass;
        self->Length = items.Length;
        items.CopyTo(new Span<Value>(Tuple.Items(self), items.Length));
        *Tuple.Attributes(self) = Value.Undefined;
        Value result = Value.FromObject(self);
        Tuple* names = Names(vm, type);
        for (int i = 0; names != null && i < Math.Min(names->Length, items.Length); i++)
        {
            if (!InstanceAttributes.Set(vm, result, (Str*)Tuple.Items(names)[i].AsObject, items[i]))
            {
                return Value.Undefined;
            }
        }

        return result;
    }

    private static Tuple* Names(Vm* vm, TypeObject* type)
    {
        Value names = Attributes.Lookup(vm, type, WellKnown.Name(vm, NameId.__match_args__));
        return names.Is(Kind.Tuple) ? (Tuple*)names.AsObject : null;
    }

    /// <summary><c>module.name(field=value, …)</c>.</summary>
    private static Value Repr(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 1 || !args[0].Is(Kind.Tuple))
        {
            return Throw.TypeError(vm, "__repr__() takes no arguments");
        }

        Tuple* self = (Tuple*)args[0].AsObject;
        TypeObject* type = Types.Of(vm, args[0]);
        Tuple* names = Names(vm, type);
        Value module = Attributes.Lookup(vm, type, WellKnown.Name(vm, NameId.__module__));
        StrBuilder text = new(vm);
        if (module.Is(Kind.Str) && module.AsObject != (void*)WellKnown.Name(vm, NameId.builtins))
        {
            text.Append((Str*)module.AsObject);
            text.Append('.');
        }

        text.Append(type->Name);
        text.Append('(');
        for (int i = 0; i < self->Length; i++)
        {
            Str* item = Text.Repr(vm, Tuple.Items(self)[i]);
            if (item == null)
            {
                return Value.Undefined;
            }

            text.Append(i > 0 ? ", " : "");
            if (names != null && i < names->Length && Tuple.Items(names)[i].Is(Kind.Str))
            {
                text.Append((Str*)Tuple.Items(names)[i].AsObject);
                text.Append('=');
            }

            text.Append(item);
        }

        text.Append(')');
        return Value.FromObject(text.ToStr());
    }
}
