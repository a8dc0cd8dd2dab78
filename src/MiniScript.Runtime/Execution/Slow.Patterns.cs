using System.Runtime.CompilerServices;
using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <content>The tests of <c>match</c>: 1, 0, or -1 with an exception pending.</content>
internal static unsafe partial class Slow
{
    /// <summary>Whether a value matches sequence patterns and has so many items.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int MatchSequence(Vm* vm, ulong subject, int count, bool exactly)
    {
        Value value = new(subject);
        long length;
        if (value.IsExactly(TypeId.Tuple))
        {
            length = ((Tuple*)subject)->Length;
        }
        else if (value.IsExactly(TypeId.List))
        {
            length = ((List*)subject)->Length;
        }
        else
        {
            if ((Types.Of(vm, value)->Flags & TypeFlags.SequencePattern) == 0)
            {
                return 0;
            }

            if (count == 0 && !exactly)
            {
                return 1;
            }

            length = Items.Length(vm, value);
            if (length < 0)
            {
                return -1;
            }
        }

        return exactly ? (length == count ? 1 : 0) : (length >= count ? 1 : 0);
    }

    /// <summary>Whether a value matches mapping patterns and has at least so many items.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int MatchMapping(Vm* vm, ulong subject, int count)
    {
        Value value = new(subject);
        if ((Types.Of(vm, value)->Flags & TypeFlags.MappingPattern) == 0)
        {
            return 0;
        }

        if (count == 0)
        {
            return 1;
        }

        long length = Items.Length(vm, value);
        return length < 0 ? -1 : length >= count ? 1 : 0;
    }

    /// <summary>Whether a value is an instance of what a class pattern names.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int MatchInstance(Vm* vm, ulong subject, ulong type)
    {
        Value classes = new(type);
        if (classes.Is(Kind.Type))
        {
            return (ulong)Types.Of(vm, new Value(subject)) == type ? 1 : ClassChecks.IsInstance(vm, new Value(subject), classes);
        }

        Throw.TypeError(vm, "called match pattern must be a class");
        return -1;
    }

    /// <summary>An item counted from the end, 1 being the last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong GetItemFromEnd(Vm* vm, ulong sequence, int back)
    {
        Value self = new(sequence);
        long length = Items.Length(vm, self);
        return length < 0 ? 0 : Items.Get(vm, self, Value.FromInt(length - back)).Bits;
    }

    /// <summary>Stores the values of all keys if a mapping has them all.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int MatchKeys(Vm* vm, ulong mapping, ulong keys, ulong* target)
    {
        Value self = new(mapping);
        Tuple* wanted = (Tuple*)keys;
        bool isDict = self.IsExactly(TypeId.Dict);
        Value get = Value.Undefined;
        if (!isDict)
        {
            get = Attributes.Get(vm, self, WellKnown.Name(vm, NameId.get));
            if (get.IsUndefined)
            {
                return -1;
            }
        }

        // A mapping's get() may make up values, so an object that is nobody's value says that there is none.
        Value missing = isDict ? Value.Undefined : Value.FromObject(List.New(vm));
        SetObject* seen = wanted->Length > 1 ? SetObject.New(vm) : null;
        for (int i = 0; i < wanted->Length; i++)
        {
            Value key = Tuple.Items(wanted)[i];
            if (seen != null && !IsNewKey(vm, seen, key))
            {
                return -1;
            }

            Value value = isDict ? Dict.Get(vm, (Dict*)mapping, key) : Calls.Invoke(vm, get, key, missing);
            if (value.IsUndefined)
            {
                return vm->HasPending ? -1 : 0;
            }

            if (!isDict && value == missing)
            {
                return 0;
            }

            target[i] = value.Bits;
        }

        return 1;
    }

    /// <summary>A dict of what a mapping has besides some keys.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong MappingRest(Vm* vm, ulong mapping, ulong keys)
    {
        Dict* rest = Dict.New(vm);
        if (!Dict.Update(vm, rest, new Value(mapping)))
        {
            return 0;
        }

        Tuple* taken = (Tuple*)keys;
        for (int i = 0; i < taken->Length; i++)
        {
            Value key = Tuple.Items(taken)[i];
            int removed = Dict.Remove(vm, rest, key, out _);
            if (removed <= 0)
            {
                return removed < 0 ? 0 : Throw.KeyError(vm, key).Bits;
            }
        }

        return (ulong)rest;
    }

    /// <summary>Stores the attributes that a class assigns to positional patterns. The class is in the register before them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int MatchPositional(Vm* vm, ulong subject, ulong arguments, ulong* target)
    {
        Value type = new(target[0]);
        Value self = new(subject);
        Tuple* names = (Tuple*)arguments;
        int count = (int)Tuple.Items(names)[0].AsInt;
        TypeObject* described = (TypeObject*)type.AsObject;
        int found = Attributes.TryGet(vm, type, WellKnown.Name(vm, NameId.__match_args__), out Value declared);
        if (found < 0)
        {
            return -1;
        }

        if (found > 0 && !declared.IsExactly(TypeId.Tuple))
        {
            Throw.TypeError(vm, $"{Str.ToManaged(described->Name)}.__match_args__ must be a tuple (got {Types.NameOf(vm, declared)})");
            return -1;
        }

        bool isSelf = found == 0 && (described->Flags & TypeFlags.MatchSelf) != 0;
        int allowed = isSelf ? 1 : found == 0 ? 0 : ((Tuple*)declared.AsObject)->Length;
        if (count > allowed)
        {
            Throw.TypeError(
                vm, $"{Str.ToManaged(described->Name)}() accepts {allowed} positional sub-pattern{(allowed == 1 ? "" : "s")} ({count} given)");
            return -1;
        }

        if (isSelf)
        {
            target[1] = subject;
            return 1;
        }

        for (int i = 0; i < count; i++)
        {
            Value name = Tuple.Items((Tuple*)declared.AsObject)[i];
            if (!name.Is(Kind.Str))
            {
                Throw.TypeError(vm, $"__match_args__ elements must be strings (got {Types.NameOf(vm, name)})");
                return -1;
            }

            if (IsRepeated(vm, described, (Tuple*)declared.AsObject, i, names))
            {
                return -1;
            }

            int has = Attributes.TryGet(vm, self, Str.Intern(vm, (Str*)name.AsObject), out Value value);
            if (has <= 0)
            {
                return has;
            }

            target[1 + i] = value.Bits;
        }

        return 1;
    }

    /// <summary>True with <c>TypeError</c> pending if a name is taken by an earlier positional pattern or by a keyword pattern.</summary>
    private static bool IsRepeated(Vm* vm, TypeObject* type, Tuple* declared, int index, Tuple* keywords)
    {
        Str* name = (Str*)Tuple.Items(declared)[index].AsObject;
        bool isRepeated = false;
        for (int i = 0; i < index && !isRepeated; i++)
        {
            isRepeated = Str.Equals((Str*)Tuple.Items(declared)[i].AsObject, name);
        }

        for (int i = 1; i < keywords->Length && !isRepeated; i++)
        {
            isRepeated = Str.Equals((Str*)Tuple.Items(keywords)[i].AsObject, name);
        }

        if (isRepeated)
        {
            Throw.TypeError(
                vm, $"{Str.ToManaged(type->Name)}() got multiple sub-patterns for attribute {Str.ToManaged(Text.Repr(vm, Value.FromObject(name)))}");
        }

        return isRepeated;
    }

    private static bool IsNewKey(Vm* vm, SetObject* seen, Value key)
    {
        int isKnown = SetObject.Contains(vm, seen, key);
        if (isKnown == 0)
        {
            return SetObject.Add(vm, seen, key);
        }

        if (isKnown > 0)
        {
            Str* text = Text.Repr(vm, key);
            if (text != null)
            {
                Throw.ValueError(vm, $"mapping pattern checks duplicate key ({Str.ToManaged(text)})");
            }
        }

        return false;
    }
}
