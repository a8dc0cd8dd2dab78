using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Functional;

/// <summary>A callable that calls the given method of its operand with the given arguments.</summary>
/// <remarks>A record: the name, the tuple of positional arguments, the dict of keyword arguments or undefined.</remarks>
[BuiltinType("methodcaller")]
internal static unsafe partial class MethodCaller
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
    private static Value Reduce(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        Value type = Value.FromObject(Types.Of(vm, self));
        Tuple* given = (Tuple*)fields[1].AsObject;
        Tuple* all = Tuple.Allocate(vm, given->Length + 1);
        Tuple.Items(all)[0] = fields[0];
        List.Move(Tuple.Items(given), Tuple.Items(all) + 1, given->Length);
        if (fields[2].IsUndefined)
        {
            return Value.FromObject(Tuple.New(vm, type, Value.FromObject(all)));
        }

        // Keyword arguments travel in a partial of the class.
        Value partial = Modules.Importer.Load(vm, "functools");
        partial = partial.IsUndefined ? partial : Attributes.Get(vm, partial, Str.Intern(vm, "partial"u8));
        Tuple* names = PartialType.NamesOf(vm, (Dict*)fields[2].AsObject);
        Value* parts = stackalloc Value[names->Length + 2];
        parts[0] = type;
        parts[1] = fields[0];
        PartialType.CopyValues((Dict*)fields[2].AsObject, parts + 2);
        Value made = partial.IsUndefined ? partial : Calls.Invoke(vm, partial, parts, 2, names);
        return made.IsUndefined ? made : Value.FromObject(Tuple.New(vm, made, fields[1]));
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (argc == 0)
        {
            return Throw.TypeError(vm, "methodcaller needs at least one argument, the method name");
        }

        if (!args[0].Is(Kind.Str))
        {
            return Throw.TypeError(vm, "method name must be a string");
        }

        Record* self = Record.New(vm, type, 3);
        Value* fields = Record.Fields(self);
        fields[0] = Value.FromObject(Str.Intern(vm, (Str*)args[0].AsObject));
        fields[1] = Value.FromObject(Tuple.New(vm, args + 1, argc - 1));
        if (kwNames != null && kwNames->Length > 0)
        {
            Dict* keywords = Dict.New(vm);
            fields[2] = Value.FromObject(keywords);
            if (!DictType.SetKeywords(vm, keywords, args + argc, kwNames))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(self);
    }

    private static Value Call(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 1 || kwNames != null)
        {
            return Throw.TypeError(vm, kwNames != null ? "methodcaller() takes no keyword arguments" : $"methodcaller expected 1 argument, got {argc}");
        }

        Value* fields = Record.Fields((Record*)callee.AsObject);
        Tuple* given = (Tuple*)fields[1].AsObject;
        Value method = Attributes.Get(vm, args[0], (Str*)fields[0].AsObject);
        return method.IsUndefined ? method
            : PartialType.Invoke(vm, method, given, fields[2].IsUndefined ? null : (Dict*)fields[2].AsObject, null, 0, null);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        Tuple* given = (Tuple*)fields[1].AsObject;
        Tuple* shown = Tuple.Allocate(vm, given->Length + 1);
        Tuple.Items(shown)[0] = fields[0];
        List.Move(Tuple.Items(given), Tuple.Items(shown) + 1, given->Length);
        return ItemGetter.Describe(vm, self, shown, new KeywordText(fields[2].IsUndefined ? null : (Dict*)fields[2].AsObject));
    }
}
