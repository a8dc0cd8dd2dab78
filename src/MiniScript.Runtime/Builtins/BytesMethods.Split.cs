using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <content>Splitting, joining, replacing.</content>
internal static unsafe partial class BytesMethods
{
    /// <summary>Return a list of the sections in the bytes, using sep as the delimiter; None splits on ASCII whitespace and drops empty sections.</summary>
    [Method("split", Signature = "($self, /, sep=None, maxsplit=-1)")]
    internal static Objects.List* Split(Vm* vm, Bytes* self, Value sep, long maxsplit)
    {
        if (!TryDelimiter(vm, sep, out ReadOnlySpan<byte> delimiter))
        {
            return null;
        }

        Objects.List* parts = Objects.List.New(vm);
        long limit = maxsplit < 0 ? long.MaxValue : maxsplit;
        ReadOnlySpan<byte> rest = Bytes.Span(self);
        bool done = delimiter.IsEmpty ? SplitSpace(vm, rest, limit, parts) : SplitOn(vm, rest, delimiter, limit, parts);
        return done ? parts : null;
    }

    /// <summary>Return a list of the sections in the bytes, splitting from the end.</summary>
    [Method("rsplit", Signature = "($self, /, sep=None, maxsplit=-1)")]
    internal static Objects.List* SplitFromEnd(Vm* vm, Bytes* self, Value sep, long maxsplit)
    {
        if (!TryDelimiter(vm, sep, out ReadOnlySpan<byte> delimiter))
        {
            return null;
        }

        Objects.List* parts = Objects.List.New(vm);
        long limit = maxsplit < 0 ? long.MaxValue : maxsplit;
        ReadOnlySpan<byte> rest = Bytes.Span(self);
        bool done = delimiter.IsEmpty ? SplitSpaceFromEnd(vm, rest, limit, parts) : SplitOnFromEnd(vm, rest, delimiter, limit, parts);
        if (!done)
        {
            return null;
        }

        new Span<Value>(parts->Items, parts->Length).Reverse();
        return parts;
    }

    /// <summary>Return a list of the lines in the bytes, breaking at \n, \r and \r\n.</summary>
    [Method("splitlines", Signature = "($self, /, keepends=False)")]
    internal static Objects.List* SplitLines(Vm* vm, Bytes* self, bool keepends)
    {
        Objects.List* lines = Objects.List.New(vm);
        ReadOnlySpan<byte> rest = Bytes.Span(self);
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            end = end < 0 ? rest.Length : end;
            int next = Math.Min(end + (rest[end..].StartsWith("\r\n"u8) ? 2 : 1), rest.Length);
            if (!Append(vm, lines, rest[..(keepends ? next : end)]))
            {
                return null;
            }

            rest = rest[next..];
        }

        return lines;
    }

    /// <summary>Partition the bytes into three parts using the given separator: before it, itself, after it.</summary>
    [Method("partition")]
    internal static Value Partition(Vm* vm, Bytes* self, Value sep) => Partition(vm, self, sep, backward: false);

    /// <summary>Partition the bytes into three parts using the last occurrence of the given separator.</summary>
    [Method("rpartition")]
    internal static Value PartitionLast(Vm* vm, Bytes* self, Value sep) => Partition(vm, self, sep, backward: true);

    /// <summary>Concatenate any number of bytes objects, with the bytes whose method is called in between.</summary>
    [Method("join", Signature = "($self, iterable_of_bytes, /)")]
    internal static Bytes* Join(Vm* vm, Bytes* self, Value iterable)
    {
        TypeObject* type = Types.Of(vm, iterable);
        if (type->Slots.Iterate == null && type->Slots.GetItem == null)
        {
            Throw.TypeError(vm, "can only join an iterable");
            return null;
        }

        List* list = iterable.IsExactly(TypeId.List) ? (List*)iterable.AsObject : Iteration.ToList(vm, iterable);
        if (list == null)
        {
            return null;
        }

        List* given = list;
        Value* items = list->Items;
        int count = list->Length;
        long length = 0;
        for (int i = 0; i < count; i++)
        {
            Value item = items[i];
            if (!BytesArguments.IsBytesLike(item))
            {
                Value shown = BytesArguments.Shown(vm, item);
                if (!shown.IsUndefined)
                {
                    if (list == given)
                    {
                        list = List.New(vm, items, count);
                        items = list == null ? null : list->Items;
                    }

                    if (list == null || i >= list->Length)
                    {
                        return null;
                    }

                    items[i--] = shown;
                    continue;
                }

                vm->Pending = Value.Undefined;
                Throw.TypeError(vm, $"sequence item {i}: expected a bytes-like object, {Types.NameOf(vm, item)} found");
                return null;
            }

            length += BytesArguments.Content(vm, item).Length + (i > 0 ? self->Length : 0);
        }

        if (count == 1 && items->IsExactly(TypeId.Bytes))
        {
            return (Bytes*)items->AsObject;
        }

        Bytes* result = Bytes.Allocate(vm, length);
        if (result == null)
        {
            return null;
        }

        Span<byte> target = new(Bytes.Data(result), result->Length);
        for (int i = 0; i < count; i++)
        {
            if (i > 0 && self->Length > 0)
            {
                Bytes.Span(self).CopyTo(target);
                target = target[self->Length..];
            }

            ReadOnlySpan<byte> item = BytesArguments.Content(vm, items[i]);
            item.CopyTo(target);
            target = target[item.Length..];
        }

        Calls.KeepAlive(list);
        return result;
    }

    /// <summary>Return a copy with all (or the first count) occurrences of old replaced by new.</summary>
    [Method("replace", Signature = "($self, old, new, count=-1, /)")]
    internal static Bytes* Replace(Vm* vm, Bytes* self, Value old, Value @new, long count)
    {
        if (!BytesArguments.TryGet(vm, old, out ReadOnlySpan<byte> from) || !BytesArguments.TryGet(vm, @new, out ReadOnlySpan<byte> to))
        {
            return null;
        }

        long limit = count < 0 ? long.MaxValue : count;
        ReadOnlySpan<byte> rest = Bytes.Span(self);
        StrBuilder content = new(vm);
        while (limit-- > 0)
        {
            int found = Substring.IndexOf(rest, from);
            if (found < 0)
            {
                break;
            }

            content.AppendLatin1(rest[..found]);
            content.AppendLatin1(to);
            rest = rest[(found + from.Length)..];
            if (from.IsEmpty)
            {
                if (rest.IsEmpty)
                {
                    break;
                }

                content.Append((int)rest[0]);
                rest = rest[1..];
            }
        }

        content.AppendLatin1(rest);
        return content.ToBytes();
    }

    /// <summary>Return a bytes object with the given prefix string removed if present.</summary>
    [Method("removeprefix")]
    internal static Bytes* RemovePrefix(Vm* vm, Bytes* self, Value prefix)
    {
        if (!BytesArguments.TryGet(vm, prefix, out ReadOnlySpan<byte> wanted))
        {
            return null;
        }

        ReadOnlySpan<byte> content = Bytes.Span(self);
        return Part(vm, self, content.StartsWith(wanted) ? content[wanted.Length..] : content);
    }

    /// <summary>Return a bytes object with the given suffix string removed if present.</summary>
    [Method("removesuffix")]
    internal static Bytes* RemoveSuffix(Vm* vm, Bytes* self, Value suffix)
    {
        if (!BytesArguments.TryGet(vm, suffix, out ReadOnlySpan<byte> wanted))
        {
            return null;
        }

        ReadOnlySpan<byte> content = Bytes.Span(self);
        return Part(vm, self, content.EndsWith(wanted) ? content[..^wanted.Length] : content);
    }

    internal static bool TryDelimiter(Vm* vm, Value sep, out ReadOnlySpan<byte> delimiter)
    {
        delimiter = default;
        return sep.IsNone || (BytesArguments.TryGet(vm, sep, out delimiter) && CheckNotEmpty(vm, delimiter));
    }

    internal static bool CheckNotEmpty(Vm* vm, ReadOnlySpan<byte> delimiter)
    {
        if (delimiter.IsEmpty)
        {
            Throw.ValueError(vm, "empty separator");
            return false;
        }

        return true;
    }

    internal static bool Append(Vm* vm, Objects.List* parts, ReadOnlySpan<byte> part)
    {
        Bytes* bytes = Bytes.New(vm, part);
        return bytes != null && Objects.List.Append(vm, parts, Value.FromObject(bytes));
    }

    internal static bool SplitSpace(Vm* vm, ReadOnlySpan<byte> rest, long limit, Objects.List* parts)
    {
        ReadOnlySpan<byte> space = " \t\n\r\v\f"u8;
        for (rest = rest.TrimStart(space); !rest.IsEmpty; rest = rest.TrimStart(space))
        {
            int end = limit-- > 0 ? rest.IndexOfAny(space) : -1;
            end = end < 0 ? rest.Length : end;
            if (!Append(vm, parts, rest[..end]))
            {
                return false;
            }

            rest = rest[end..];
        }

        return true;
    }

    internal static bool SplitSpaceFromEnd(Vm* vm, ReadOnlySpan<byte> rest, long limit, Objects.List* parts)
    {
        ReadOnlySpan<byte> space = " \t\n\r\v\f"u8;
        for (rest = rest.TrimEnd(space); !rest.IsEmpty; rest = rest.TrimEnd(space))
        {
            int start = limit-- > 0 ? rest.LastIndexOfAny(space) + 1 : 0;
            if (!Append(vm, parts, rest[start..]))
            {
                return false;
            }

            rest = rest[..start];
        }

        return true;
    }

    internal static bool SplitOn(Vm* vm, ReadOnlySpan<byte> rest, ReadOnlySpan<byte> delimiter, long limit, Objects.List* parts)
    {
        while (limit-- > 0)
        {
            int found = Substring.IndexOf(rest, delimiter);
            if (found < 0)
            {
                break;
            }

            if (!Append(vm, parts, rest[..found]))
            {
                return false;
            }

            rest = rest[(found + delimiter.Length)..];
        }

        return Append(vm, parts, rest);
    }

    internal static bool SplitOnFromEnd(Vm* vm, ReadOnlySpan<byte> rest, ReadOnlySpan<byte> delimiter, long limit, Objects.List* parts)
    {
        while (limit-- > 0)
        {
            int found = Substring.LastIndexOf(rest, delimiter);
            if (found < 0)
            {
                break;
            }

            if (!Append(vm, parts, rest[(found + delimiter.Length)..]))
            {
                return false;
            }

            rest = rest[..found];
        }

        return Append(vm, parts, rest);
    }

    internal static Value Partition(Vm* vm, Bytes* self, Value sep, bool backward)
    {
        if (!BytesArguments.TryGet(vm, sep, out ReadOnlySpan<byte> delimiter) || !CheckNotEmpty(vm, delimiter))
        {
            return Value.Undefined;
        }

        ReadOnlySpan<byte> content = Bytes.Span(self);
        int found = backward ? Substring.LastIndexOf(content, delimiter) : Substring.IndexOf(content, delimiter);
        Bytes* empty = WellKnown.Of(vm)->EmptyBytes;
        Bytes* before = found >= 0 ? Bytes.New(vm, content[..found]) : backward ? empty : Bytes.Exact(vm, self);
        Bytes* after = before == null ? null
            : found >= 0 ? Bytes.New(vm, content[(found + delimiter.Length)..])
            : backward ? Bytes.Exact(vm, self) : empty;
        if (after == null)
        {
            return Value.Undefined;
        }

        Value* parts = stackalloc Value[3];
        parts[0] = Value.FromObject(before);
        parts[1] = found >= 0 ? sep : Value.FromObject(empty);
        parts[2] = Value.FromObject(after);
        return Value.FromObject(Objects.Tuple.New(vm, parts, 3));
    }
}
