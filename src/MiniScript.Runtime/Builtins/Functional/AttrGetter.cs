using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Functional;

/// <summary>A callable that fetches the given attribute, or a tuple of the given attributes, from its operand; names may have dots.</summary>
/// <remarks>A record: the tuple of names as given, the tuple of names as used: interned strings, or tuples of them for names with dots.</remarks>
[BuiltinType("attrgetter")]
internal static unsafe partial class AttrGetter
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Call = &Call;
        type->Slots.Repr = &Repr;
    }

    /// <summary>Return state information for pickling.</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self) =>
        Value.FromObject(Tuple.New(vm, Value.FromObject(Types.Of(vm, self)), Record.Fields((Record*)self.AsObject)[0]));

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "attrgetter"))
        {
            return Value.Undefined;
        }

        if (argc == 0)
        {
            return Throw.TypeError(vm, "attrgetter expected 1 argument, got 0");
        }

        Tuple* paths = Tuple.Allocate(vm, argc);
        for (int i = 0; i < argc; i++)
        {
            if (!args[i].Is(Kind.Str))
            {
                return Throw.TypeError(vm, "attribute name must be a string");
            }

            Tuple.Items(paths)[i] = Path(vm, (Str*)args[i].AsObject);
        }

        Record* self = Record.New(vm, type, 2);
        Record.Fields(self)[0] = Value.FromObject(Tuple.New(vm, args, argc));
        Record.Fields(self)[1] = Value.FromObject(paths);
        return Value.FromObject(self);
    }

    private static Value Path(Vm* vm, Str* name)
    {
        string text = Str.ToManaged(name);
        if (!text.Contains('.', StringComparison.Ordinal))
        {
            return Value.FromObject(Str.Intern(vm, name));
        }

        string[] steps = text.Split('.');
        Tuple* path = Tuple.Allocate(vm, steps.Length);
        for (int i = 0; i < steps.Length; i++)
        {
            Tuple.Items(path)[i] = Value.FromObject(Str.Intern(vm, Str.New(vm, steps[i])));
        }

        return Value.FromObject(path);
    }

    private static Value Call(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 1 || kwNames != null)
        {
            return Throw.TypeError(vm, kwNames != null ? "attrgetter() takes no keyword arguments" : $"attrgetter expected 1 argument, got {argc}");
        }

        Tuple* paths = (Tuple*)Record.Fields((Record*)callee.AsObject)[1].AsObject;
        Value source = args[0];
        if (paths->Length == 1)
        {
            return Follow(vm, source, Tuple.Items(paths)[0]);
        }

        Tuple* result = Tuple.Allocate(vm, paths->Length);
        new Span<Value>(Tuple.Items(result), paths->Length).Clear();
        for (int i = 0; i < paths->Length; i++)
        {
            Value value = Follow(vm, source, Tuple.Items(paths)[i]);
            if (value.IsUndefined)
            {
                return value;
            }

            Tuple.Items(result)[i] = value;
        }

        return Value.FromObject(result);
    }

    private static Value Follow(Vm* vm, Value source, Value path)
    {
        if (path.Is(Kind.Str))
        {
            return Attributes.Get(vm, source, (Str*)path.AsObject);
        }

        Tuple* steps = (Tuple*)path.AsObject;
        for (int i = 0; i < steps->Length && !source.IsUndefined; i++)
        {
            source = Attributes.Get(vm, source, (Str*)Tuple.Items(steps)[i].AsObject);
        }

        return source;
    }

    private static Value Repr(Vm* vm, Value self) => ItemGetter.Describe(vm, self, (Tuple*)Record.Fields((Record*)self.AsObject)[0].AsObject);
}
