using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Builtins;

/// <content>Splitting and joining.</content>
internal static unsafe partial class StrMethods
{
    /// <summary>Return a list of the substrings in the string, using sep as the separator string; None splits on whitespace and drops empty strings.</summary>
    [Method("split", Signature = "($self, /, sep=None, maxsplit=-1)")]
    private static Objects.List* Split(Vm* vm, Str* self, Value sep, long maxsplit)
    {
        if (!CheckSeparator(vm, sep, out Str* separator))
        {
            return null;
        }

        Objects.List* parts = Objects.List.New(vm);
        long limit = maxsplit < 0 ? long.MaxValue : maxsplit;
        bool done = separator == null ? SplitSpace(vm, self, limit, parts) : SplitOn(vm, self, separator, limit, parts);
        return done ? parts : null;
    }

    /// <summary>Return a list of the substrings in the string, splitting from the end.</summary>
    [Method("rsplit", Signature = "($self, /, sep=None, maxsplit=-1)")]
    private static Objects.List* SplitFromEnd(Vm* vm, Str* self, Value sep, long maxsplit)
    {
        if (!CheckSeparator(vm, sep, out Str* separator))
        {
            return null;
        }

        Objects.List* parts = Objects.List.New(vm);
        long limit = maxsplit < 0 ? long.MaxValue : maxsplit;
        bool done = separator == null ? SplitSpaceFromEnd(vm, self, limit, parts) : SplitOnFromEnd(vm, self, separator, limit, parts);
        if (!done)
        {
            return null;
        }

        new Span<Value>(parts->Items, parts->Length).Reverse();
        return parts;
    }

    /// <summary>Return a list of the lines in the string, breaking at line boundaries.</summary>
    [Method("splitlines", Signature = "($self, /, keepends=False)")]
    private static Objects.List* SplitLines(Vm* vm, Str* self, bool keepends)
    {
        Objects.List* lines = Objects.List.New(vm);
        int start = 0;
        while (start < self->Length)
        {
            int end = start;
            while (end < self->Length && !UnicodeData.IsLineBreak(self->At(end)))
            {
                end++;
            }

            int next = end;
            if (next < self->Length)
            {
                next += self->At(end) == '\r' && end + 1 < self->Length && self->At(end + 1) == '\n' ? 2 : 1;
            }

            if (!AppendPart(vm, lines, self, start, keepends ? next : end))
            {
                return null;
            }

            start = next;
        }

        return lines;
    }

    /// <summary>Partition the string into three parts using the given separator: before it, itself, after it.</summary>
    [Method("partition")]
    private static Objects.Tuple* Partition(Vm* vm, Str* self, Value sep) => Partition(vm, self, sep, backward: false);

    /// <summary>Partition the string into three parts using the last occurrence of the given separator.</summary>
    [Method("rpartition")]
    private static Objects.Tuple* PartitionLast(Vm* vm, Str* self, Value sep) => Partition(vm, self, sep, backward: true);

    /// <summary>Concatenate any number of strings, with the string whose method is called in between.</summary>
    [Method("join")]
    private static Str* Join(Vm* vm, Str* self, Value iterable)
    {
        if (iterable.IsExactly(TypeId.List))
        {
            Objects.List* list = (Objects.List*)iterable.AsObject;
            return Join(vm, self, list->Items, list->Length);
        }

        if (iterable.IsExactly(TypeId.Tuple))
        {
            Objects.Tuple* tuple = (Objects.Tuple*)iterable.AsObject;
            return Join(vm, self, Objects.Tuple.Items(tuple), tuple->Length);
        }

        TypeObject* type = Types.Of(vm, iterable);
        if (type->Slots.Iterate == null && type->Slots.GetItem == null)
        {
            Throw.TypeError(vm, "can only join an iterable");
            return null;
        }

        Objects.List* items = Iteration.ToList(vm, iterable);
        return items == null ? null : Join(vm, self, items->Items, items->Length);
    }

    /// <summary>Joins strings that stay where they are: nothing in here runs script.</summary>
    private static Str* Join(Vm* vm, Str* separator, Value* items, int count)
    {
        long length = 0;
        int width = separator->Width;
        ObjectFlags common = count > 1 ? separator->Header.Flags : ObjectFlags.Ascii;
        for (int i = 0; i < count; i++)
        {
            if (!items[i].Is(Kind.Str))
            {
                Throw.TypeError(vm, $"sequence item {i}: expected str instance, {Types.NameOf(vm, items[i])} found");
                return null;
            }

            Str* item = (Str*)items[i].AsObject;
            length += item->Length;
            width = Math.Max(width, item->Width);
            common &= item->Header.Flags;
        }

        if (count <= 1)
        {
            return count == 0 ? Str.Empty(vm) : Str.Exact(vm, (Str*)items[0].AsObject);
        }

        Str* result = Str.Allocate(vm, length + ((count - 1L) * separator->Length), width);
        if (result == null)
        {
            return null;
        }

        result->Header.Flags |= common & ObjectFlags.Ascii;
        byte* target = result->Data;
        for (int i = 0; i < count; i++)
        {
            if (i > 0 && separator->Length > 0)
            {
                target = CopyTo(separator, target, width);
            }

            target = CopyTo((Str*)items[i].AsObject, target, width);
        }

        return result;
    }

    private static byte* CopyTo(Str* source, byte* target, int width)
    {
        Str.CopyUnits(source->Data, source->Width, target, width, source->Length);
        return target + ((long)source->Length * width);
    }

    private static bool CheckSeparator(Vm* vm, Value sep, out Str* separator)
    {
        separator = null;
        if (sep.IsNone)
        {
            return true;
        }

        if (!sep.Is(Kind.Str))
        {
            Throw.TypeError(vm, $"must be str or None, not {Types.NameOf(vm, sep)}");
            return false;
        }

        separator = (Str*)sep.AsObject;
        return CheckNotEmpty(vm, separator);
    }

    private static bool CheckNotEmpty(Vm* vm, Str* separator)
    {
        if (separator->Length == 0)
        {
            Throw.ValueError(vm, "empty separator");
            return false;
        }

        return true;
    }

    private static bool AppendPart(Vm* vm, Objects.List* parts, Str* self, int start, int end)
    {
        Str* part = Str.Slice(vm, self, start, end - start);
        return part != null && Objects.List.Append(vm, parts, Value.FromObject(part));
    }

    private static bool SplitSpace(Vm* vm, Str* self, long limit, Objects.List* parts)
    {
        int position = SkipSpace(self, 0);
        while (position < self->Length)
        {
            // What is left after the last split keeps its trailing white space.
            int end = limit-- > 0 ? SkipWord(self, position) : self->Length;
            if (!AppendPart(vm, parts, self, position, end))
            {
                return false;
            }

            position = SkipSpace(self, end);
        }

        return true;
    }

    private static int SkipSpace(Str* self, int position)
    {
        while (position < self->Length && UnicodeData.IsSpace(self->At(position)))
        {
            position++;
        }

        return position;
    }

    private static int SkipWord(Str* self, int position)
    {
        if (self->Width == 1)
        {
            byte* data = self->Data;
            int length = self->Length;
            while (position < length && !UnicodeData.IsSpace(data[position]))
            {
                position++;
            }

            return position;
        }

        while (position < self->Length && !UnicodeData.IsSpace(self->At(position)))
        {
            position++;
        }

        return position;
    }

    private static bool SplitSpaceFromEnd(Vm* vm, Str* self, long limit, Objects.List* parts)
    {
        int end = SkipSpaceBack(self, self->Length);
        while (end > 0)
        {
            int start = 0;
            if (limit-- > 0)
            {
                start = end;
                while (start > 0 && !UnicodeData.IsSpace(self->At(start - 1)))
                {
                    start--;
                }
            }

            if (!AppendPart(vm, parts, self, start, end))
            {
                return false;
            }

            end = SkipSpaceBack(self, start);
        }

        return true;
    }

    private static int SkipSpaceBack(Str* self, int end)
    {
        while (end > 0 && UnicodeData.IsSpace(self->At(end - 1)))
        {
            end--;
        }

        return end;
    }

    private static bool SplitOn(Vm* vm, Str* self, Str* separator, long limit, Objects.List* parts)
    {
        int start = 0;
        while (limit-- > 0)
        {
            int found = Str.Find(self, separator, start, self->Length);
            if (found < 0)
            {
                break;
            }

            if (!AppendPart(vm, parts, self, start, found))
            {
                return false;
            }

            start = found + separator->Length;
        }

        return AppendPart(vm, parts, self, start, self->Length);
    }

    private static bool SplitOnFromEnd(Vm* vm, Str* self, Str* separator, long limit, Objects.List* parts)
    {
        int end = self->Length;
        while (limit-- > 0)
        {
            int found = Str.FindLast(self, separator, 0, end);
            if (found < 0)
            {
                break;
            }

            if (!AppendPart(vm, parts, self, found + separator->Length, end))
            {
                return false;
            }

            end = found;
        }

        return AppendPart(vm, parts, self, 0, end);
    }

    private static Objects.Tuple* Partition(Vm* vm, Str* self, Value sep, bool backward)
    {
        if (!sep.Is(Kind.Str))
        {
            Throw.TypeError(vm, $"must be str, not {Types.NameOf(vm, sep)}");
            return null;
        }

        Str* separator = (Str*)sep.AsObject;
        if (!CheckNotEmpty(vm, separator))
        {
            return null;
        }

        int found = backward ? Str.FindLast(self, separator, 0, self->Length) : Str.Find(self, separator, 0, self->Length);
        Str* empty = Str.Empty(vm);
        Value* parts = stackalloc Value[3];
        if (found >= 0)
        {
            int end = found + separator->Length;
            Str* before = Str.Slice(vm, self, 0, found);
            Str* after = before == null ? null : Str.Slice(vm, self, end, self->Length - end);
            if (after == null)
            {
                return null;
            }

            parts[0] = Value.FromObject(before);
            parts[1] = Value.FromObject(separator);
            parts[2] = Value.FromObject(after);
        }
        else
        {
            Str* whole = Str.Exact(vm, self);
            if (whole == null)
            {
                return null;
            }

            parts[0] = Value.FromObject(backward ? empty : whole);
            parts[1] = Value.FromObject(empty);
            parts[2] = Value.FromObject(backward ? whole : empty);
        }

        return Objects.Tuple.New(vm, parts, 3);
    }
}
