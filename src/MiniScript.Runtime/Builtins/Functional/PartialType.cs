using System.Runtime.CompilerServices;
using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Functional;

/// <summary>Create a new function with partial application of the given arguments and keywords.</summary>
/// <remarks>A record: the function, the tuple of positional arguments, the dict of keyword arguments; it has attributes.</remarks>
[BuiltinType("partial")]
internal static unsafe partial class PartialType
{
    private const int InlineArguments = 16;

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Call = &Call;
        type->Slots.Repr = &Repr;
    }

    /// <summary>The keys of a dict of keyword arguments.</summary>
    public static Tuple* NamesOf(Vm* vm, Dict* keywords)
    {
        Tuple* names = Tuple.Allocate(vm, keywords->Count);
        int position = 0;
        for (int i = 0; Dict.Next(keywords, ref position, out Value key, out _); i++)
        {
            Tuple.Items(names)[i] = key;
        }

        return names;
    }

    /// <summary>Writes the values of a dict of keyword arguments, in the order of <see cref="NamesOf"/>.</summary>
    public static void CopyValues(Dict* keywords, Value* target)
    {
        int position = 0;
        while (Dict.Next(keywords, ref position, out _, out Value value))
        {
            *target++ = value;
        }
    }

    /// <summary>Calls with given arguments before those of the call; keyword arguments of the call override given ones.</summary>
    [SkipLocalsInit]
    public static Value Invoke(Vm* vm, Value callee, Tuple* given, Dict* keywords, Value* args, int argc, Tuple* kwNames)
    {
        int named = kwNames == null ? 0 : kwNames->Length;
        if (keywords != null && keywords->Count > 0)
        {
            return InvokeMerged(vm, callee, given, keywords, args, argc, kwNames);
        }

        int positional = given->Length + argc;
        if (given->Length == 0)
        {
            return Calls.Invoke(vm, callee, args, argc, kwNames);
        }

        if (positional + named <= InlineArguments)
        {
            Value* all = stackalloc Value[InlineArguments];
            List.Move(Tuple.Items(given), all, given->Length);
            List.Move(args, all + given->Length, argc + named);
            return Calls.Invoke(vm, callee, all, positional, kwNames);
        }

        Tuple* copy = Tuple.Allocate(vm, positional + named);
        if (copy == null)
        {
            return Value.Undefined;
        }

        List.Move(Tuple.Items(given), Tuple.Items(copy), given->Length);
        List.Move(args, Tuple.Items(copy) + given->Length, argc + named);
        Value result = Calls.Invoke(vm, callee, Tuple.Items(copy), positional, kwNames);
        Calls.KeepAlive(copy);
        return result;
    }

    private static Value InvokeMerged(Vm* vm, Value callee, Tuple* given, Dict* keywords, Value* args, int argc, Tuple* kwNames)
    {
        Dict* merged = keywords;
        if (kwNames != null && kwNames->Length > 0)
        {
            merged = Dict.Copy(vm, keywords);
            if (merged == null || !DictType.SetKeywords(vm, merged, args + argc, kwNames))
            {
                return Value.Undefined;
            }
        }

        Tuple* names = NamesOf(vm, merged);
        int positional = given->Length + argc;
        Tuple* all = Tuple.Allocate(vm, positional + names->Length);
        if (all == null)
        {
            return Value.Undefined;
        }

        List.Move(Tuple.Items(given), Tuple.Items(all), given->Length);
        List.Move(args, Tuple.Items(all) + given->Length, argc);
        CopyValues(merged, Tuple.Items(all) + positional);
        for (int i = 0; i < names->Length; i++)
        {
            if (!Tuple.Items(names)[i].Is(Kind.Str))
            {
                return Throw.TypeError(vm, "keywords must be strings");
            }
        }

        Value result = Calls.Invoke(vm, callee, Tuple.Items(all), positional, names);
        Calls.KeepAlive(all);
        Calls.KeepAlive(names);
        return result;
    }

    /// <summary>Return state information for pickling.</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        Value* attributes = InstanceAttributes.DictAddress(self);
        Value* state = stackalloc Value[4] { fields[0], fields[1], fields[2], attributes->IsObject ? *attributes : Value.None };
        Value function = fields[0];
        Value* parts = stackalloc Value[3]
        {
            Value.FromObject(Types.Of(vm, self)), Value.FromObject(Tuple.New(vm, &function, 1)), Value.FromObject(Tuple.New(vm, state, 4)),
        };
        return Value.FromObject(Tuple.New(vm, parts, 3));
    }

    /// <summary>Set the state that __reduce__() gives.</summary>
    [Method("__setstate__", Signature = "($self, state, /)")]
    private static Value SetState(Vm* vm, Value self, Value state)
    {
        Value* items = state.Is(Kind.Tuple) ? Tuple.Items((Tuple*)state.AsObject) : null;
        if (items == null || ((Tuple*)state.AsObject)->Length != 4 || Types.Of(vm, items[0])->Slots.Call == null || !items[1].Is(Kind.Tuple)
            || !(items[2].Is(Kind.Dict) || items[2].IsNone) || !(items[3].Is(Kind.Dict) || items[3].IsNone))
        {
            return Throw.TypeError(vm, "invalid partial state");
        }

        Value* fields = Record.Fields((Record*)self.AsObject);
        fields[0] = items[0];
        fields[1] = Value.FromObject(Tuple.New(vm, Tuple.Items((Tuple*)items[1].AsObject), ((Tuple*)items[1].AsObject)->Length));
        fields[2] = Value.FromObject(items[2].IsNone ? Dict.New(vm) : Dict.Copy(vm, (Dict*)items[2].AsObject));
        *InstanceAttributes.DictAddress(self) = items[3].IsNone ? Value.Undefined : items[3];
        return Value.None;
    }

    /// <summary>See PEP 585</summary>
    [ClassMethod("__class_getitem__")]
    private static Value ClassGetItem(Vm* vm, TypeObject* type, Value item) => GenericAliasType.New(vm, Value.FromObject(type), item);

    /// <summary>function object to use in future partial calls</summary>
    [Property("func")]
    private static Value Function(Value self) => Record.Fields((Record*)self.AsObject)[0];

    /// <summary>tuple of arguments to future partial calls</summary>
    [Property("args")]
    private static Value Arguments(Value self) => Record.Fields((Record*)self.AsObject)[1];

    /// <summary>dictionary of keyword arguments to future partial calls</summary>
    [Property("keywords")]
    private static Value Keywords(Value self) => Record.Fields((Record*)self.AsObject)[2];

    /// <summary>The attributes of the object.</summary>
    [Property("__dict__")]
    private static Value GetDict(Vm* vm, Value self) => Value.FromObject(InstanceAttributes.MaterialiseDict(vm, self));

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (argc == 0)
        {
            return Throw.TypeError(vm, "type 'partial' takes at least one argument");
        }

        Value function = args[0];
        if (Types.Of(vm, function)->Slots.Call == null)
        {
            return Throw.TypeError(vm, "the first argument must be callable");
        }

        Tuple* given = Tuple.New(vm, args + 1, argc - 1);
        Dict* keywords = Dict.New(vm);

        // A partial of a partial calls the function itself, unless the inner one has attributes that would be lost.
        if (function.IsExactly(TypeId.Partial) && type->Id == TypeId.Partial && !Record.Attributes((Record*)function.AsObject)->IsObject)
        {
            Value* inner = Record.Fields((Record*)function.AsObject);
            Tuple* before = (Tuple*)inner[1].AsObject;
            Tuple* all = Tuple.Allocate(vm, before->Length + given->Length);
            List.Move(Tuple.Items(before), Tuple.Items(all), before->Length);
            List.Move(Tuple.Items(given), Tuple.Items(all) + before->Length, given->Length);
            given = all;
            keywords = Dict.Copy(vm, (Dict*)inner[2].AsObject);
            function = inner[0];
        }

        if (keywords == null || !DictType.SetKeywords(vm, keywords, args + argc, kwNames))
        {
            return Value.Undefined;
        }

        Record* self = Record.New(vm, type, 3, hasAttributes: true);
        Record.Fields(self)[0] = function;
        Record.Fields(self)[1] = Value.FromObject(given);
        Record.Fields(self)[2] = Value.FromObject(keywords);
        return Value.FromObject(self);
    }

    private static Value Call(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames)
    {
        Value* fields = Record.Fields((Record*)callee.AsObject);
        return Invoke(vm, fields[0], (Tuple*)fields[1].AsObject, (Dict*)fields[2].AsObject, args, argc, kwNames);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if ((self.AsObject->Flags & ObjectFlags.InRepr) != 0)
        {
            return Value.FromObject(Str.New(vm, "..."));
        }

        Tuple* given = (Tuple*)fields[1].AsObject;
        Tuple* shown = Tuple.Allocate(vm, given->Length + 1);
        Tuple.Items(shown)[0] = fields[0];
        List.Move(Tuple.Items(given), Tuple.Items(shown) + 1, given->Length);
        StrBuilder text = new(vm);
        self.AsObject->Flags |= ObjectFlags.InRepr;
        text.Append(TypeType.FullName(vm, Types.Of(vm, self)));
        text.Append('(');
        bool done = true;
        for (int i = 0; done && i < shown->Length; i++)
        {
            Str* part = Text.Repr(vm, Tuple.Items(shown)[i]);
            done = part != null;
            if (done)
            {
                text.Append(i > 0 ? ", " : string.Empty);
                text.Append(part);
            }
        }

        done = done && new KeywordText((Dict*)fields[2].AsObject).Append(vm, ref text, true);
        self.AsObject->Flags &= ~ObjectFlags.InRepr;
        text.Append(')');
        return done ? Value.FromObject(text.ToStr()) : Value.Undefined;
    }
}
