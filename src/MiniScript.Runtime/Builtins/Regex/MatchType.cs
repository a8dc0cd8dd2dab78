using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>The result of re.match() and re.search(). Match objects always have a boolean value of True.</summary>
[BuiltinType("Match")]
internal static unsafe partial class MatchType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.GetItem = &GetItem;
    }

    /// <summary>Return subgroup(s) of the match by indices or names. For 0 returns the entire match.</summary>
    [Method("group", Signature = "($self, /, *args)")]
    private static Value Group(Vm* vm, Value self, Args args)
    {
        if (args.Count <= 1)
        {
            return args.Count == 0 ? MatchObject.Group(vm, self, 0, Value.None) : GetItem(vm, self, args[0]);
        }

        Tuple* groups = Tuple.Allocate(vm, args.Count);
        if (groups == null)
        {
            return Value.Undefined;
        }

        new Span<Value>(Tuple.Items(groups), args.Count).Fill(Value.None);
        for (int i = 0; i < args.Count; i++)
        {
            Value item = GetItem(vm, self, args[i]);
            if (item.IsUndefined)
            {
                return item;
            }

            Tuple.Items(groups)[i] = item;
        }

        return Value.FromObject(groups);
    }

    /// <summary>Return a tuple containing all the subgroups of the match, from 1.</summary>
    [Method("groups", Signature = "($self, /, default=None)")]
    private static Value Groups(Vm* vm, Value self, Value @default)
    {
        int count = PatternObject.Groups(MatchObject.Pattern(self));
        Tuple* groups = Tuple.Allocate(vm, count);
        if (groups == null)
        {
            return Value.Undefined;
        }

        new Span<Value>(Tuple.Items(groups), count).Fill(Value.None);
        for (int i = 0; i < count; i++)
        {
            Value item = MatchObject.Group(vm, self, i + 1, @default);
            if (item.IsUndefined)
            {
                return item;
            }

            Tuple.Items(groups)[i] = item;
        }

        return Value.FromObject(groups);
    }

    /// <summary>Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.</summary>
    [Method("groupdict", Signature = "($self, /, default=None)")]
    private static Value GroupDict(Vm* vm, Value self, Value @default)
    {
        Dict* groups = Dict.New(vm);
        int position = 0;
        while (Dict.Next(PatternObject.Index(MatchObject.Pattern(self)), ref position, out Value name, out Value group))
        {
            Value item = MatchObject.Group(vm, self, (int)group.AsInt, @default);
            if (item.IsUndefined || !Dict.Set(vm, groups, name, item))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(groups);
    }

    /// <summary>Return index of the start of the substring matched by group.</summary>
    [Method("start", Signature = "($self, group=0, /)")]
    private static Value Start(Vm* vm, Value self, Value group)
    {
        int index = MatchObject.GroupIndex(vm, self, group);
        return index < 0 ? Value.Undefined : Value.FromInt(MatchObject.Start(self, index));
    }

    /// <summary>Return index of the end of the substring matched by group.</summary>
    [Method("end", Signature = "($self, group=0, /)")]
    private static Value End(Vm* vm, Value self, Value group)
    {
        int index = MatchObject.GroupIndex(vm, self, group);
        return index < 0 ? Value.Undefined : Value.FromInt(MatchObject.End(self, index));
    }

    /// <summary>For match object m, return the 2-tuple (m.start(group), m.end(group)).</summary>
    [Method("span", Signature = "($self, group=0, /)")]
    private static Value Span(Vm* vm, Value self, Value group)
    {
        int index = MatchObject.GroupIndex(vm, self, group);
        return index < 0 ? Value.Undefined : MatchObject.Span(vm, self, index);
    }

    /// <summary>Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.</summary>
    [Method("expand", Signature = "($self, /, template)")]
    private static Value Expand(Vm* vm, Value self, Value template)
    {
        Value pattern = MatchObject.Pattern(self);
        Value parts = RegexTemplate.Parts(vm, pattern, template);
        if (parts.IsUndefined || !parts.Is(Kind.Tuple))
        {
            return parts;
        }

        if (!RegexSubject.TryOpen(vm, MatchObject.Subject(self), PatternObject.IsText(pattern), out RegexSubject subject))
        {
            return Value.Undefined;
        }

        StrBuilder output = new(vm);
        Tuple* items = (Tuple*)parts.AsObject;
        for (int i = 0; i < items->Length; i++)
        {
            Value item = Tuple.Items(items)[i];
            item = item.IsInt ? MatchObject.Group(vm, self, (int)item.AsInt, subject.Empty(vm)) : item;
            if (item.IsUndefined || !RegexTemplate.AppendItem(vm, ref output, item, subject.IsText, i))
            {
                return Value.Undefined;
            }
        }

        return subject.IsText ? Value.FromObject(output.ToStr()) : Value.FromObject(output.ToBytes());
    }

    [Method("__copy__", Signature = "($self, /)")]
    private static Value Copy(Value self) => self;

    [Method("__deepcopy__", Signature = "($self, memo, /)")]
    private static Value DeepCopy(Value self, Value memo) => self;

    /// <summary>See PEP 585.</summary>
    [ClassMethod("__class_getitem__", Signature = "($type, object, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value item) => GenericAliasType.New(vm, type, item);

    /// <summary>The string passed to match() or search().</summary>
    [Property("string")]
    private static Value GetString(Value self) => MatchObject.Subject(self);

    /// <summary>The regular expression object.</summary>
    [Property("re")]
    private static Value GetPattern(Value self) => MatchObject.Pattern(self);

    /// <summary>The index into the string at which the RE engine started looking for a match.</summary>
    [Property("pos")]
    private static Value GetPos(Value self) => MatchObject.From(self);

    /// <summary>The index into the string beyond which the RE engine will not go.</summary>
    [Property("endpos")]
    private static Value GetEndPos(Value self) => MatchObject.To(self);

    /// <summary>The integer index of the last matched capturing group.</summary>
    [Property("lastindex")]
    private static Value GetLastIndex(Value self) => MatchObject.LastGroup(self) is > 0 and int last ? Value.FromInt(last) : Value.None;

    /// <summary>The name of the last matched capturing group.</summary>
    [Property("lastgroup")]
    private static Value GetLastGroup(Value self)
    {
        Tuple* names = PatternObject.Names(MatchObject.Pattern(self));
        int last = MatchObject.LastGroup(self);
        return last > 0 && last < names->Length ? Tuple.Items(names)[last] : Value.None;
    }

    /// <summary>Start and end of the match and of every group.</summary>
    [Property("regs")]
    private static Value GetRegs(Vm* vm, Value self)
    {
        int count = PatternObject.Groups(MatchObject.Pattern(self)) + 1;
        Tuple* spans = Tuple.Allocate(vm, count);
        if (spans == null)
        {
            return Value.Undefined;
        }

        new Span<Value>(Tuple.Items(spans), count).Fill(Value.None);
        for (int i = 0; i < count; i++)
        {
            Tuple.Items(spans)[i] = MatchObject.Span(vm, self, i);
        }

        return Value.FromObject(spans);
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        int index = MatchObject.GroupIndex(vm, self, key);
        return index < 0 ? Value.Undefined : MatchObject.Group(vm, self, index, Value.None);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Value whole = MatchObject.Group(vm, self, 0, Value.None);
        Str* quoted = whole.IsUndefined ? null : Text.Repr(vm, whole);
        if (quoted == null)
        {
            return Value.Undefined;
        }

        StrBuilder text = new(vm);
        text.Append($"<re.Match object; span=({MatchObject.Start(self, 0)}, {MatchObject.End(self, 0)}), match=");
        text.Append(quoted, 0, Math.Min(quoted->Length, 50));
        text.Append('>');
        return Value.FromObject(text.ToStr());
    }
}
