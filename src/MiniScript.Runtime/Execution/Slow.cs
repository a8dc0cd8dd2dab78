using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <summary>What instructions do when their fast path does not apply. Words in, words out; 0, false or -1 mean that an exception is pending.</summary>
internal static unsafe partial class Slow
{
    /// <summary>A binary operator; bit 8 of the instruction asks for the in-place one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Binary(Vm* vm, BinaryOperation operation, ulong left, ulong right, ulong instruction)
    {
        Value a = new(left);
        Value b = new(right);
        if (operation == BinaryOperation.Add && a.IsExactly(TypeId.Str) && b.IsExactly(TypeId.Str))
        {
            return (ulong)Str.Concat(vm, (Str*)left, (Str*)right);
        }

        return ((byte)(instruction >> 8) switch
        {
            0 => Operators.Binary(vm, operation, a, b),
            1 => Operators.InPlace(vm, operation, a, b),
            _ => Operators.Binary(vm, operation, b, a),
        }).Bits;
    }

    /// <summary>A comparison.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Compare(Vm* vm, ulong left, ulong right, CompareOperation operation)
    {
        Value a = new(left);
        Value b = new(right);
        if (operation is CompareOperation.Equal or CompareOperation.NotEqual && a.IsExactly(TypeId.Str) && b.IsExactly(TypeId.Str))
        {
            return Value.FromBool(Str.Equals((Str*)left, (Str*)right) == (operation == CompareOperation.Equal)).Bits;
        }

        return Operators.Compare(vm, a, b, operation).Bits;
    }

    /// <summary>The truth of a comparison.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int CompareTruth(Vm* vm, ulong left, ulong right, CompareOperation operation)
    {
        ulong result = Compare(vm, left, right, operation);
        return result == 0 ? -1 : Truth.Of(vm, new Value(result));
    }

    /// <summary>Membership.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Contains(Vm* vm, ulong container, ulong item)
    {
        Value self = new(container);
        Value key = new(item);
        if (self.IsExactly(TypeId.Set) && !key.Is(Kind.Set))
        {
            return SetObject.Contains(vm, (SetObject*)container, key);
        }

        return self.IsExactly(TypeId.Dict) ? Dict.Contains(vm, (Dict*)container, key) : Operators.Contains(vm, self, key);
    }

    /// <summary><c>container[key]</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong GetItem(Vm* vm, ulong container, ulong key)
    {
        Value self = new(container);
        if (self.IsExactly(TypeId.Dict))
        {
            Value found = Dict.Get(vm, (Dict*)container, new Value(key));
            if (!found.IsUndefined || vm->HasPending)
            {
                return found.Bits;
            }

            return Throw.KeyError(vm, new Value(key)).Bits;
        }

        return Items.Get(vm, self, new Value(key)).Bits;
    }

    /// <summary><c>container[start:stop]</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong GetSlice(Vm* vm, ulong container, ulong start, ulong stop)
    {
        Value self = new(container);
        if (self.IsExactly(TypeId.List) || self.IsExactly(TypeId.Str))
        {
            long length = self.Is(Kind.List) ? ((List*)container)->Length : ((Str*)container)->Length;
            if (TryBound(start, 0, length, out long from) && TryBound(stop, length, length, out long to))
            {
                long count = Math.Max(to - from, 0);
                return self.Is(Kind.List)
                    ? (ulong)ListType.Slice(vm, (List*)container, from, 1, count)
                    : (ulong)Str.Slice(vm, (Str*)container, (int)from, (int)count);
            }
        }

        SliceObject* slice = SliceObject.New(vm, new Value(start), new Value(stop), Value.None);
        return Items.Get(vm, new Value(container), Value.FromObject(slice)).Bits;
    }

    /// <summary><c>container[key] = value</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool SetItem(Vm* vm, ulong container, ulong key, ulong value)
    {
        Value self = new(container);
        return self.IsExactly(TypeId.Dict)
            ? Dict.Set(vm, (Dict*)container, new Value(key), new Value(value))
            : Items.Set(vm, self, new Value(key), new Value(value));
    }

    /// <summary><c>iter(value)</c>, with ranges and lists at hand.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong GetIterator(Vm* vm, ulong source) => Iteration.Iterate(vm, new Value(source)).Bits;

    /// <summary>The next item; 0 with nothing pending at the end.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Next(Vm* vm, ulong iterator) => ((ObjectHeader*)iterator)->Shape == (uint)TypeId.StrIterator
        ? StrType.Next(vm, new Value(iterator)).Bits
        : Iteration.Next(vm, new Value(iterator)).Bits;

    /// <summary>The next pair of an iterator that makes pairs, without a tuple: 1 if there is one, 0 at the end or with an exception pending, -1 if it makes none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int NextPair(Vm* vm, ulong iterator, ulong* pair) => ((ObjectHeader*)iterator)->Shape switch
    {
        (uint)TypeId.Enumerate => EnumerateType.NextPair(vm, (Record*)iterator, (Value*)pair),
        (uint)TypeId.Zip => ZipType.NextPair(vm, (Record*)iterator, (Value*)pair),
        (uint)TypeId.DictItemIterator => DictIterators.NextPair(vm, (Record*)iterator, (Value*)pair),
        _ => -1,
    };

    /// <summary>A call of something that is no script function.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Call(Vm* vm, ulong callee, ulong* args, int argc) => Calls.Invoke(vm, new Value(callee), (Value*)args, argc).Bits;

    /// <summary>Gathers the arguments of a call with a tuple of arguments and a dict of keyword arguments; <paramref name="call"/> is laid out as the
    /// instruction says. Afterwards <c>call[2]</c> is the tuple of all values and <c>call[3]</c> the tuple of keyword names, or 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool SpreadArguments(Vm* vm, ulong* call)
    {
        Tuple* positional = (Tuple*)call[2];
        Dict* keywords = (Dict*)call[3];
        int first = call[1] == 0 ? 0 : 1;
        int keywordCount = keywords == null ? 0 : keywords->Count;
        call[3] = 0;
        if (first == 0 && keywordCount == 0)
        {
            return true;
        }

        int count = positional->Length + first;
        Tuple* all = Tuple.Allocate(vm, (long)count + keywordCount);
        Tuple* names = keywordCount == 0 ? null : Tuple.Allocate(vm, keywordCount);
        if (all == null || (keywordCount > 0 && names == null))
        {
            return false;
        }

        Value* items = Tuple.Items(all);
        if (first != 0)
        {
            items[0] = new Value(call[1]);
        }

        new ReadOnlySpan<Value>(Tuple.Items(positional), positional->Length).CopyTo(new Span<Value>(items + first, positional->Length));
        int position = 0;
        for (int i = 0; i < keywordCount && Dict.Next(keywords, ref position, out Value key, out Value value); i++)
        {
            if (!key.Is(Kind.Str))
            {
                Throw.TypeError(vm, "keywords must be strings");
                return false;
            }

            Tuple.Items(names)[i] = key;
            items[count + i] = value;
        }

        call[2] = (ulong)all;
        call[3] = (ulong)names;
        return true;
    }

    /// <summary>Unpacks an iterable into exactly so many registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Unpack(Vm* vm, ulong source, ulong* target, int count)
    {
        Value value = new(source);
        if (value.IsExactly(TypeId.List) || value.IsExactly(TypeId.Tuple))
        {
            bool isList = value.Is(Kind.List);
            int length = isList ? ((List*)source)->Length : ((Tuple*)source)->Length;
            if (length != count)
            {
                return WrongCount(vm, length, count);
            }

            Value* items = isList ? ((List*)source)->Items : Tuple.Items((Tuple*)source);
            for (int i = 0; i < count; i++)
            {
                target[i] = items[i].Bits;
            }

            return true;
        }

        Value iterator = IterateToUnpack(vm, value);
        if (iterator.IsUndefined)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return !vm->HasPending && WrongCount(vm, i, count);
            }

            target[i] = item.Bits;
        }

        if (Iteration.Next(vm, iterator).IsUndefined)
        {
            return !vm->HasPending;
        }

        Throw.ValueError(vm, $"too many values to unpack (expected {count})");
        return false;
    }

    /// <summary>Unpacks an iterable into registers, a list, and more registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool UnpackStar(Vm* vm, ulong source, ulong* target, int before, int after)
    {
        Value iterator = IterateToUnpack(vm, new Value(source));
        if (iterator.IsUndefined)
        {
            return false;
        }

        List* all = List.New(vm);
        if (!Iteration.Extend(vm, all, iterator))
        {
            return false;
        }

        if (all->Length < before + after)
        {
            Throw.ValueError(vm, $"not enough values to unpack (expected at least {before + after}, got {all->Length})");
            return false;
        }

        int middle = all->Length - before - after;
        List* rest = List.New(vm, middle);
        if (rest == null)
        {
            return false;
        }

        for (int i = 0; i < before; i++)
        {
            target[i] = all->Items[i].Bits;
        }

        for (int i = 0; i < middle; i++)
        {
            List.Append(vm, rest, all->Items[before + i]);
        }

        target[before] = (ulong)rest;
        for (int i = 0; i < after; i++)
        {
            target[before + 1 + i] = all->Items[before + middle + i].Bits;
        }

        return true;
    }

    /// <summary>A list of registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong BuildList(Vm* vm, ulong* items, int count)
    {
        List* list = List.New(vm, count);
        if (list != null)
        {
            new ReadOnlySpan<ulong>(items, count).CopyTo(new Span<ulong>(list->Items, count));
            list->Length = count;
        }

        return (ulong)list;
    }

    /// <summary>A set of registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong BuildSet(Vm* vm, ulong* items, int count)
    {
        SetObject* set = SetObject.New(vm);
        for (int i = 0; i < count; i++)
        {
            if (!SetObject.Add(vm, set, new Value(items[i])))
            {
                return 0;
            }
        }

        return (ulong)set;
    }

    /// <summary>A dict of pairs of registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong BuildDict(Vm* vm, ulong* pairs, int count)
    {
        Dict* dict = Dict.New(vm, count);
        if (dict == null)
        {
            return 0;
        }

        for (int i = 0; i < count; i++)
        {
            if (!Dict.Set(vm, dict, new Value(pairs[2 * i]), new Value(pairs[(2 * i) + 1])))
            {
                return 0;
            }
        }

        return (ulong)dict;
    }

    /// <summary>Strings joined.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong BuildString(Vm* vm, ulong* parts, int count)
    {
        long length = 0;
        int width = 1;
        bool isAscii = true;
        for (int i = 0; i < count; i++)
        {
            Str* part = (Str*)parts[i];
            length += part->Length;
            width = Math.Max(width, part->Width);
            isAscii &= part->IsAscii;
        }

        if (width == 1)
        {
            Str* joined = Str.Allocate(vm, length, 1);
            if (joined == null)
            {
                return 0;
            }

            byte* target = joined->Data;
            for (int i = 0; i < count; i++)
            {
                Str* part = (Str*)parts[i];
                Unsafe.CopyBlockUnaligned(target, part->Data, (uint)part->Length);
                target += part->Length;
            }

            joined->Header.Flags |= isAscii ? ObjectFlags.Ascii : ObjectFlags.None;
            return (ulong)joined;
        }

        Str* result = (Str*)parts[0];
        for (int i = 1; i < count && result != null; i++)
        {
            result = Str.Concat(vm, result, (Str*)parts[i]);
        }

        return (ulong)result;
    }

    /// <summary>A slice of three registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong BuildSlice(Vm* vm, ulong* parts) => (ulong)SliceObject.New(vm, new Value(parts[0]), new Value(parts[1]), new Value(parts[2]));

    /// <summary><c>[*iterable]</c> and <c>f(item, *iterable)</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool ListExtend(Vm* vm, ulong list, ulong iterable)
    {
        Value source = new(iterable);
        TypeObject* type = Types.Of(vm, source);
        if (type->Slots.Iterate == null && type->Slots.GetItem == null)
        {
            Throw.TypeError(vm, $"Value after * must be an iterable, not {Types.NameOf(vm, source)}");
            return false;
        }

        return Iteration.Extend(vm, (List*)list, source);
    }

    /// <summary><c>f(*iterable)</c> where that is the only positional argument: a tuple, the iterable itself if it is one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong SpreadTuple(Vm* vm, ulong iterable, ulong callee)
    {
        Value source = new(iterable);
        if (source.IsExactly(TypeId.Tuple))
        {
            return iterable;
        }

        TypeObject* type = Types.Of(vm, source);
        if (type->Slots.Iterate == null && type->Slots.GetItem == null)
        {
            return Throw.TypeError(vm, $"{CalleeName(vm, callee)} argument after * must be an iterable, not {Types.NameOf(vm, source)}").Bits;
        }

        return (ulong)Iteration.ToTuple(vm, source);
    }

    /// <summary><c>{*iterable}</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool SetUpdate(Vm* vm, ulong set, ulong iterable)
    {
        Value iterator = Iteration.Iterate(vm, new Value(iterable));
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return !vm->HasPending;
            }

            if (!SetObject.Add(vm, (SetObject*)set, item))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary><c>{**mapping}</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool DictUpdate(Vm* vm, ulong dict, ulong mapping)
    {
        Value source = new(mapping);
        if (!source.Is(Kind.Dict) && Attributes.TryGet(vm, source, WellKnown.Name(vm, NameId.keys), out _) <= 0)
        {
            if (!vm->HasPending)
            {
                Throw.TypeError(vm, $"'{Types.NameOf(vm, source)}' object is not a mapping");
            }

            return false;
        }

        return Dict.Update(vm, (Dict*)dict, source);
    }

    /// <summary><c>f(**mapping)</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool DictMerge(Vm* vm, ulong dict, ulong mapping, ulong callee)
    {
        Value source = new(mapping);
        Dict* target = (Dict*)dict;
        if (!source.Is(Kind.Dict))
        {
            if (Attributes.TryGet(vm, source, WellKnown.Name(vm, NameId.keys), out _) <= 0)
            {
                if (!vm->HasPending)
                {
                    Throw.TypeError(vm, $"{CalleeName(vm, callee)} argument after ** must be a mapping, not {Types.NameOf(vm, source)}");
                }

                return false;
            }

            Dict* copy = Dict.New(vm);
            if (!Dict.Update(vm, copy, source))
            {
                return RaiseMissingKey(vm, callee);
            }

            source = Value.FromObject(copy);
        }

        int position = 0;
        while (Dict.Next((Dict*)source.AsObject, ref position, out Value key, out Value value))
        {
            if (!key.Is(Kind.Str))
            {
                Throw.TypeError(vm, "keywords must be strings");
                return false;
            }

            if (!Dict.Get(vm, target, key).IsUndefined)
            {
                Throw.TypeError(vm, $"{CalleeName(vm, callee)} got multiple values for keyword argument '{Str.ToManaged((Str*)key.AsObject)}'");
                return false;
            }

            if (vm->HasPending || !Dict.Set(vm, target, key, value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An f-string's replacement field.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Format(Vm* vm, ulong value, ulong specification, int conversion)
    {
        Value source = new(value);
        if (conversion != 0)
        {
            Str* converted = conversion switch
            {
                1 => Text.ToStr(vm, source),
                2 => Text.Repr(vm, source),
                _ => Text.Ascii(vm, source),
            };
            if (converted == null)
            {
                return 0;
            }

            source = Value.FromObject(converted);
        }

        return (ulong)Text.Format(vm, source, (Str*)specification);
    }

    /// <summary>A function; see the instruction for its operands.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong MakeFunction(Vm* vm, Frame* frame, Code* code, ulong* operands)
    {
        Function* function = Functions.New(vm, code, frame->Function->Globals, frame->Function->Builtins);
        function->Defaults = (Tuple*)operands[0];
        function->KeywordDefaults = (Dict*)operands[1];
        function->Closure = (Tuple*)operands[2];
        function->Annotations = new Value(operands[3]);
        return (ulong)function;
    }

    /// <summary>A <c>KeyError</c> of the mapping behind <c>**</c> reads as a repeated keyword, as in the reference.</summary>
    private static bool RaiseMissingKey(Vm* vm, ulong callee)
    {
        Value pending = vm->Pending;
        Tuple* arguments = ((ExceptionObject*)pending.AsObject)->Arguments;
        if (arguments->Length == 1 && Tuple.Items(arguments)[0].Is(Kind.Str) && Throw.ClearIf(vm, TypeId.KeyError))
        {
            string key = Str.ToManaged((Str*)Tuple.Items(arguments)[0].AsObject);
            Throw.TypeError(vm, $"{CalleeName(vm, callee)} got multiple values for keyword argument '{key}'");
        }

        return false;
    }

    /// <summary>A slice bound that is None or an immediate integer, clipped to the sequence.</summary>
    private static bool TryBound(ulong bound, long missing, long length, out long clipped)
    {
        Value value = new(bound);
        clipped = missing;
        if (value.IsInt)
        {
            long index = value.AsInt;
            clipped = Math.Clamp(index < 0 ? index + length : index, 0, length);
            return true;
        }

        return value.IsNone;
    }

    private static Value IterateToUnpack(Vm* vm, Value source)
    {
        TypeObject* type = Types.Of(vm, source);
        return type->Slots.Iterate == null && type->Slots.GetItem == null
            ? Throw.TypeError(vm, $"cannot unpack non-iterable {Types.NameOf(vm, source)} object")
            : Iteration.Iterate(vm, source);
    }

    private static bool WrongCount(Vm* vm, int length, int expected)
    {
        Throw.ValueError(
            vm,
            length < expected
                ? $"not enough values to unpack (expected {expected}, got {length})"
                : $"too many values to unpack (expected {expected})");
        return false;
    }

    /// <summary>What errors call a callee: <c>module.name()</c> by its attributes, its <c>str()</c> where it has no name.</summary>
    private static string CalleeName(Vm* vm, ulong callee)
    {
        Value value = new(callee);
        if (value.Is(Kind.Function))
        {
            return Functions.DescribeForError(vm, (Function*)callee) + "()";
        }

        Str* text;
        if (Attributes.TryGet(vm, value, WellKnown.Name(vm, NameId.__qualname__), out Value name) > 0 && (text = Text.ToStr(vm, name)) != null)
        {
            string described = Str.ToManaged(text) + "()";
            return Attributes.TryGet(vm, value, WellKnown.Name(vm, NameId.__module__), out Value module) > 0
                && module.Is(Kind.Str) && (Str*)module.AsObject != WellKnown.Name(vm, NameId.builtins)
                ? $"{Str.ToManaged((Str*)module.AsObject)}.{described}"
                : described;
        }

        return vm->HasPending || (text = Text.ToStr(vm, value)) == null ? "function" : Str.ToManaged(text);
    }
}
