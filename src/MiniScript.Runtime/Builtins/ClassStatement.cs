using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The <c>class</c> statement: <c>__build_class__(body, name, *bases, metaclass=…, **keywords)</c>.</summary>
internal static unsafe class ClassStatement
{
    /// <summary>Runs the body in a fresh namespace and calls the metaclass.</summary>
    public static Value Build(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc < 2)
        {
            return Throw.TypeError(vm, "__build_class__: not enough arguments");
        }

        if (!args[0].Is(Kind.Function))
        {
            return Throw.TypeError(vm, "__build_class__: func must be a function");
        }

        if (!args[1].Is(Kind.Str))
        {
            return Throw.TypeError(vm, "__build_class__: name is not a string");
        }

        Tuple* written = Tuple.New(vm, args + 2, argc - 2);
        Tuple* bases = ResolveBases(vm, written);
        if (bases == null)
        {
            return Value.Undefined;
        }

        Value meta = Value.Undefined;
        int keywordCount = kwNames == null ? 0 : kwNames->Length;
        List* names = List.New(vm);
        List* values = List.New(vm);
        for (int i = 0; i < keywordCount; i++)
        {
            Value key = Tuple.Items(kwNames)[i];
            if (Str.Equals((Str*)key.AsObject, WellKnown.Name(vm, NameId.metaclass)))
            {
                meta = args[argc + i];
                continue;
            }

            List.Append(vm, names, key);
            List.Append(vm, values, args[argc + i]);
        }

        if (meta.IsUndefined)
        {
            meta = Value.FromObject(bases->Length == 0 ? Types.Of(vm, TypeId.Type) : Types.Of(vm, Tuple.Items(bases)[0]));
        }

        if (meta.Is(Kind.Type))
        {
            TypeObject* winner = ClassBuilder.Metaclass(vm, (TypeObject*)meta.AsObject, bases);
            if (winner == null)
            {
                return Value.Undefined;
            }

            meta = Value.FromObject(winner);
        }

        Tuple* keywordNames = names->Length == 0 ? null : Tuple.New(vm, names->Items, names->Length);
        Value ns = Prepare(vm, meta, args[1], bases, values, keywordNames);
        if (ns.IsUndefined)
        {
            return Value.Undefined;
        }

        Value cell = CallBinding.RunNamespace(vm, (Function*)args[0].AsObject, ns);
        if (cell.IsUndefined)
        {
            return Value.Undefined;
        }

        if (bases != written && !Items.Set(vm, ns, Value.FromObject(Str.Intern(vm, "__orig_bases__"u8)), Value.FromObject(written)))
        {
            return Value.Undefined;
        }

        Tuple* call = Tuple.Allocate(vm, 3 + values->Length);
        Value* arguments = Tuple.Items(call);
        arguments[0] = args[1];
        arguments[1] = Value.FromObject(bases);
        arguments[2] = ns;
        for (int i = 0; i < values->Length; i++)
        {
            arguments[3 + i] = values->Items[i];
        }

        Value result = Calls.Invoke(vm, meta, arguments, 3, keywordNames);
        Calls.KeepAlive(call);
        return result.Is(Kind.Type) && cell.Is(Kind.Cell) && !CheckCell(vm, (TypeObject*)result.AsObject, ((Cell*)cell.AsObject)->Content, args[1]) ? Value.Undefined : result;
    }

    /// <summary>Checks that <c>__class__</c> in methods of a new class is that class; false with an exception pending.</summary>
    private static bool CheckCell(Vm* vm, TypeObject* type, Value content, Value name)
    {
        if (content.IsObject && content.AsObject == (void*)type)
        {
            return true;
        }

        Str* quoted = Text.Repr(vm, name);
        Str* made = quoted == null ? null : Text.Repr(vm, Value.FromObject(type));
        if (made == null)
        {
            return false;
        }

        if (content.IsUndefined)
        {
            Throw.RuntimeError(vm, $"__class__ not set defining {Str.ToManaged(quoted)} as {Str.ToManaged(made)}. Was __classcell__ propagated to type.__new__?");
            return false;
        }

        Str* other = Text.Repr(vm, content);
        if (other != null)
        {
            Throw.TypeError(vm, $"__class__ set to {Str.ToManaged(other)} defining {Str.ToManaged(quoted)} as {Str.ToManaged(made)}");
        }

        return false;
    }

    /// <summary>Replaces bases that are no classes by what their <c>__mro_entries__</c> give (PEP 560).</summary>
    private static Tuple* ResolveBases(Vm* vm, Tuple* written)
    {
        bool isPlain = true;
        for (int i = 0; i < written->Length; i++)
        {
            isPlain &= Tuple.Items(written)[i].Is(Kind.Type);
        }

        if (isPlain)
        {
            return written;
        }

        List* resolved = List.New(vm);
        for (int i = 0; i < written->Length; i++)
        {
            Value item = Tuple.Items(written)[i];
            Value hook = Value.Undefined;
            int found = item.Is(Kind.Type) ? 0 : Attributes.TryGet(vm, item, WellKnown.Name(vm, NameId.__mro_entries__), out hook);
            if (found < 0)
            {
                return null;
            }

            if (found == 0)
            {
                List.Append(vm, resolved, item);
                continue;
            }

            Value entries = Calls.Invoke(vm, hook, Value.FromObject(written));
            if (entries.IsUndefined)
            {
                return null;
            }

            if (!entries.Is(Kind.Tuple))
            {
                Throw.TypeError(vm, "__mro_entries__ must return a tuple");
                return null;
            }

            if (!Iteration.Extend(vm, resolved, entries))
            {
                return null;
            }
        }

        return Tuple.New(vm, resolved->Items, resolved->Length);
    }

    private static Value Prepare(Vm* vm, Value meta, Value name, Tuple* bases, List* values, Tuple* keywordNames)
    {
        if (meta.Is(Kind.Type) && ((TypeObject*)meta.AsObject)->Id == TypeId.Type)
        {
            return Value.FromObject(Dict.New(vm));
        }

        int found = Attributes.TryGet(vm, meta, WellKnown.Name(vm, NameId.__prepare__), out Value prepare);
        if (found <= 0)
        {
            return found < 0 ? Value.Undefined : Value.FromObject(Dict.New(vm));
        }

        Tuple* call = Tuple.Allocate(vm, 2 + values->Length);
        Tuple.Items(call)[0] = name;
        Tuple.Items(call)[1] = Value.FromObject(bases);
        for (int i = 0; i < values->Length; i++)
        {
            Tuple.Items(call)[2 + i] = values->Items[i];
        }

        Value ns = Calls.Invoke(vm, prepare, Tuple.Items(call), 2, keywordNames);
        Calls.KeepAlive(call);
        if (!ns.IsUndefined && Types.Of(vm, ns)->Slots.GetItem == null)
        {
            string who = meta.Is(Kind.Type) ? Str.ToManaged(((TypeObject*)meta.AsObject)->Name) : "<metaclass>";
            return Throw.TypeError(vm, $"{who}.__prepare__() must return a mapping, not {Types.NameOf(vm, ns)}");
        }

        return ns;
    }
}
