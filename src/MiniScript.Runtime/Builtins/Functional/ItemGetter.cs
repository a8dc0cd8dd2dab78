using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Functional;

/// <summary>A callable that fetches the given item, or a tuple of the given items, from its operand.</summary>
/// <remarks>A record: the only key (undefined if there are several), the tuple of keys.</remarks>
[BuiltinType("itemgetter")]
internal static unsafe partial class ItemGetter
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Call = &Call;
        type->Slots.Repr = &Repr;
    }

    /// <summary>The text of a callable: its type's name and the texts of some values.</summary>
    public static Value Describe(Vm* vm, Value self, Tuple* parts, KeywordText keywords = default)
    {
        if ((self.AsObject->Flags & ObjectFlags.InRepr) != 0)
        {
            return Value.FromObject(Str.New(vm, $"{Types.NameOf(vm, self)}(...)"));
        }

        self.AsObject->Flags |= ObjectFlags.InRepr;
        StrBuilder text = new(vm);
        text.Append(Types.NameOf(vm, self));
        text.Append('(');
        bool done = true;
        for (int i = 0; done && i < parts->Length; i++)
        {
            Str* part = Text.Repr(vm, Tuple.Items(parts)[i]);
            done = part != null;
            if (done)
            {
                text.Append(i > 0 ? ", " : string.Empty);
                text.Append(part);
            }
        }

        done = done && (keywords.Names == null || keywords.Append(vm, ref text, parts->Length > 0));
        self.AsObject->Flags &= ~ObjectFlags.InRepr;
        text.Append(')');
        return done ? Value.FromObject(text.ToStr()) : Value.Undefined;
    }

    /// <summary>Return state information for pickling.</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self) =>
        Value.FromObject(Tuple.New(vm, Value.FromObject(Types.Of(vm, self)), Record.Fields((Record*)self.AsObject)[1]));

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "itemgetter"))
        {
            return Value.Undefined;
        }

        if (argc == 0)
        {
            return Throw.TypeError(vm, "itemgetter expected 1 argument, got 0");
        }

        Record* self = Record.New(vm, type, 2);
        Record.Fields(self)[0] = argc == 1 ? args[0] : Value.Undefined;
        Record.Fields(self)[1] = Value.FromObject(Tuple.New(vm, args, argc));
        return Value.FromObject(self);
    }

    private static Value Call(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 1 || kwNames != null)
        {
            return Throw.TypeError(vm, kwNames != null ? "itemgetter() takes no keyword arguments" : $"itemgetter expected 1 argument, got {argc}");
        }

        Value* fields = Record.Fields((Record*)callee.AsObject);
        Value source = args[0];
        if (!fields[0].IsUndefined)
        {
            return Get(vm, source, fields[0]);
        }

        Tuple* keys = (Tuple*)fields[1].AsObject;
        Tuple* result = Tuple.Allocate(vm, keys->Length);
        if (result == null)
        {
            return Value.Undefined;
        }

        new Span<Value>(Tuple.Items(result), keys->Length).Clear();
        for (int i = 0; i < keys->Length; i++)
        {
            Value item = Get(vm, source, Tuple.Items(keys)[i]);
            if (item.IsUndefined)
            {
                return item;
            }

            Tuple.Items(result)[i] = item;
        }

        return Value.FromObject(result);
    }

    private static Value Get(Vm* vm, Value source, Value key)
    {
        if (key.IsInt && (source.IsExactly(TypeId.Tuple) || source.IsExactly(TypeId.List)))
        {
            Value* items = source.Is(Kind.List) ? ((List*)source.AsObject)->Items : Tuple.Items((Tuple*)source.AsObject);
            int length = source.Is(Kind.List) ? ((List*)source.AsObject)->Length : ((Tuple*)source.AsObject)->Length;
            if ((ulong)key.AsInt < (ulong)length)
            {
                return items[key.AsInt];
            }
        }

        return Items.Get(vm, source, key);
    }

    private static Value Repr(Vm* vm, Value self) => Describe(vm, self, (Tuple*)Record.Fields((Record*)self.AsObject)[1].AsObject);
}
