using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>bytes(iterable_of_ints) -> bytes; bytes(string, encoding[, errors]) -> bytes; bytes(bytes_or_buffer) -> immutable copy; bytes(int) -> zeros</summary>
/// <remarks>Searching and text; the other files of the class group the rest by subject.</remarks>
[BuiltinType("bytes")]
internal static unsafe partial class BytesMethods
{
    /// <summary>Return the lowest index in B where subsection sub is found, such that sub is contained within B[start:end]; -1 on failure.</summary>
    [Method("find")]
    internal static Value Find(Vm* vm, Bytes* self, Value sub, Value start = default, Value end = default) =>
        Search(vm, self, sub, start, end, backward: false, mustFind: false);

    /// <summary>Return the highest index in B where subsection sub is found, such that sub is contained within B[start:end]; -1 on failure.</summary>
    [Method("rfind")]
    internal static Value FindLast(Vm* vm, Bytes* self, Value sub, Value start = default, Value end = default) =>
        Search(vm, self, sub, start, end, backward: true, mustFind: false);

    /// <summary>Return the lowest index in B where subsection sub is found; raise ValueError when it is not.</summary>
    [Method("index")]
    internal static Value Index(Vm* vm, Bytes* self, Value sub, Value start = default, Value end = default) =>
        Search(vm, self, sub, start, end, backward: false, mustFind: true);

    /// <summary>Return the highest index in B where subsection sub is found; raise ValueError when it is not.</summary>
    [Method("rindex")]
    internal static Value IndexLast(Vm* vm, Bytes* self, Value sub, Value start = default, Value end = default) =>
        Search(vm, self, sub, start, end, backward: true, mustFind: true);

    /// <summary>Return the number of non-overlapping occurrences of subsection sub in B[start:end].</summary>
    [Method("count")]
    internal static Value Count(Vm* vm, Bytes* self, Value sub, Value start = default, Value end = default)
    {
        byte single;
        if (!BytesArguments.TryGetWanted(vm, sub, &single, out ReadOnlySpan<byte> wanted)
            || !IndexArguments.TryBounds(vm, start, end, self->Length, out int from, out int to))
        {
            return Value.Undefined;
        }

        if (from > to)
        {
            return Value.FromInt(0);
        }

        ReadOnlySpan<byte> range = Bytes.Span(self)[from..to];
        return Value.FromInt(wanted.Length == 0 ? range.Length + 1 : wanted.Length == 1 ? range.Count(wanted[0]) : Substring.Count(range, wanted));
    }

    /// <summary>Return True if the bytes starts with the specified prefix (or one of a tuple of them), False otherwise.</summary>
    [Method("startswith")]
    internal static Value StartsWith(Vm* vm, Bytes* self, Value prefix, Value start = default, Value end = default) =>
        HasAffix(vm, self, prefix, start, end, atEnd: false, "startswith");

    /// <summary>Return True if the bytes ends with the specified suffix (or one of a tuple of them), False otherwise.</summary>
    [Method("endswith")]
    internal static Value EndsWith(Vm* vm, Bytes* self, Value suffix, Value start = default, Value end = default) =>
        HasAffix(vm, self, suffix, start, end, atEnd: true, "endswith");

    /// <summary>Decode the bytes using the codec registered for encoding.</summary>
    [Method("decode", Signature = "($self, /, encoding='utf-8', errors='strict')")]
    internal static Str* Decode(Vm* vm, Bytes* self, string encoding, string errors) =>
        self->Length == 0 ? Str.Empty(vm) : Codecs.Decode(vm, self, encoding, errors);

    /// <summary>Create a string of hexadecimal numbers from the bytes, with an optional separator every bytes_per_sep bytes from the right.</summary>
    [Method("hex", Signature = "($self, /, sep=<unrepresentable>, bytes_per_sep=1)")]
    internal static Str* Hex(Vm* vm, Bytes* self, Value sep, int bytes_per_sep)
    {
        int separator = -1;
        if (!sep.IsUndefined && !TrySeparator(vm, sep, out separator))
        {
            return null;
        }

        ReadOnlySpan<byte> content = Bytes.Span(self);
        long group = separator < 0 ? 0 : Math.Abs((long)bytes_per_sep);
        StrBuilder text = new(vm);
        for (int i = 0; i < content.Length; i++)
        {
            // Groups are counted from the right, or from the left if the number is negative.
            int place = bytes_per_sep < 0 ? i : content.Length - i;
            if (i > 0 && group > 0 && place % group == 0)
            {
                text.Append(separator);
            }

            Str.AppendHex(ref text, content[i], 2);
        }

        return text.ToStr();
    }

    /// <summary>Create a bytes object from a string of hexadecimal numbers; spaces between two numbers are accepted.</summary>
    [Method("__bytes__", Signature = "($self, /)", Doc = "Convert this value to exact type bytes.")]
    private static Value ToBytes(Vm* vm, Value self) => Value.FromObject(Bytes.Exact(vm, (Bytes*)self.AsObject));

    [ClassMethod("fromhex", Signature = "($type, string, /)")]
    internal static Value FromHex(Vm* vm, TypeObject* type, Str* @string)
    {
        int foreign = 0;
        while (foreign < @string->Length && @string->At(foreign) < 128)
        {
            foreign++;
        }

        if (foreign < @string->Length)
        {
            return Throw.ValueError(vm, $"non-hexadecimal number found in fromhex() arg at position {foreign}");
        }

        StrBuilder content = new(vm);
        ReadOnlySpan<byte> digits = @string->Latin1;
        for (int i = 0; i < digits.Length;)
        {
            if (BytesArguments.IsSpace(digits[i]))
            {
                i++;
                continue;
            }

            int high = HexValue(digits[i]);
            int low = high >= 0 && i + 1 < digits.Length ? HexValue(digits[i + 1]) : -1;
            if (high < 0 || low < 0)
            {
                return Throw.ValueError(vm, $"non-hexadecimal number found in fromhex() arg at position {(high < 0 ? i : i + 1)}");
            }

            content.Append((high << 4) | low);
            i += 2;
        }

        Bytes* bytes = content.ToBytes();
        return bytes == null ? Value.Undefined
            : type->Id == TypeId.Bytes ? Value.FromObject(bytes)
            : Calls.Invoke(vm, Value.FromObject(type), Value.FromObject(bytes));
    }

    /// <summary>Return a translation table usable for the translate method: 256 bytes that map each of frm to the one in to at the same place.</summary>
    [StaticMethod("maketrans")]
    internal static Bytes* MakeTranslation(Vm* vm, Value frm, Value to)
    {
        if (!BytesArguments.TryGet(vm, frm, out ReadOnlySpan<byte> from) || !BytesArguments.TryGet(vm, to, out ReadOnlySpan<byte> into))
        {
            return null;
        }

        if (from.Length != into.Length)
        {
            Throw.ValueError(vm, "maketrans arguments must have same length");
            return null;
        }

        byte* table = stackalloc byte[256];
        for (int i = 0; i < 256; i++)
        {
            table[i] = (byte)i;
        }

        for (int i = 0; i < from.Length; i++)
        {
            table[from[i]] = into[i];
        }

        return Bytes.New(vm, new ReadOnlySpan<byte>(table, 256));
    }

    /// <summary>Return a copy with each byte mapped by a table of 256 bytes, those in delete left out.</summary>
    [Method("translate", Signature = "($self, table, /, delete=<unrepresentable>)")]
    internal static Bytes* Translate(Vm* vm, Bytes* self, Value table, Value delete)
    {
        ReadOnlySpan<byte> mapping = default;
        ReadOnlySpan<byte> dropped = default;
        if (!table.IsNone && !BytesArguments.TryGet(vm, table, out mapping))
        {
            return null;
        }

        if (!table.IsNone && mapping.Length != 256)
        {
            Throw.ValueError(vm, "translation table must be 256 characters long");
            return null;
        }

        if (!delete.IsUndefined && !BytesArguments.TryGet(vm, delete, out dropped))
        {
            return null;
        }

        Bytes* result = Bytes.Allocate(vm, self->Length);
        if (result == null)
        {
            return null;
        }

        int length = 0;
        foreach (byte b in Bytes.Span(self))
        {
            if (dropped.IsEmpty || !dropped.Contains(b))
            {
                Bytes.Data(result)[length++] = mapping.IsEmpty ? b : mapping[b];
            }
        }

        return length == result->Length ? result : Bytes.New(vm, new ReadOnlySpan<byte>(Bytes.Data(result), length));
    }

    internal static bool TrySeparator(Vm* vm, Value sep, out int separator)
    {
        separator = -1;
        if (sep.Is(Kind.Str))
        {
            Str* text = (Str*)sep.AsObject;
            separator = text->Length == 1 ? text->At(0) : -1;
        }
        else if (sep.Is(Kind.Bytes))
        {
            Bytes* bytes = (Bytes*)sep.AsObject;
            separator = bytes->Length == 1 ? *Bytes.Data(bytes) : -1;
        }
        else
        {
            Throw.TypeError(vm, "sep must be str or bytes.");
            return false;
        }

        if (separator is < 0 or > 127)
        {
            Throw.ValueError(vm, separator < 0 ? "sep must be length 1." : "sep must be ASCII.");
            return false;
        }

        return true;
    }

    internal static int HexValue(int c) => (uint)(c - '0') < 10 ? c - '0' : (uint)((c | 0x20) - 'a') < 6 ? (c | 0x20) - 'a' + 10 : -1;

    internal static Value Search(Vm* vm, Bytes* self, Value sub, Value startValue, Value endValue, bool backward, bool mustFind)
    {
        byte single;
        if (!BytesArguments.TryGetWanted(vm, sub, &single, out ReadOnlySpan<byte> wanted)
            || !IndexArguments.TryBounds(vm, startValue, endValue, self->Length, out int start, out int end))
        {
            return Value.Undefined;
        }

        int index = -1;
        if (end - start >= wanted.Length)
        {
            ReadOnlySpan<byte> range = Bytes.Span(self)[start..end];
            index = backward ? Substring.LastIndexOf(range, wanted) : Substring.IndexOf(range, wanted);
            index = backward && wanted.IsEmpty ? range.Length : index;
            index = index < 0 ? -1 : index + start;
        }

        return index < 0 && mustFind ? Throw.ValueError(vm, "subsection not found") : Value.FromInt(index);
    }

    internal static Value HasAffix(Vm* vm, Bytes* self, Value affix, Value startValue, Value endValue, bool atEnd, string method)
    {
        if (!IndexArguments.TryBounds(vm, startValue, endValue, self->Length, out int start, out int end))
        {
            return Value.Undefined;
        }

        ReadOnlySpan<byte> range = start > end ? default : Bytes.Span(self)[start..end];
        Value shown = affix.Is(Kind.Tuple) ? affix : BytesArguments.Shown(vm, affix);
        if (shown.IsUndefined && vm->HasPending)
        {
            return shown;
        }

        affix = shown.IsUndefined ? affix : shown;
        if (BytesArguments.IsBytesLike(affix))
        {
            ReadOnlySpan<byte> wanted = BytesArguments.Content(vm, affix);
            return Value.FromBool(start <= end && (atEnd ? range.EndsWith(wanted) : range.StartsWith(wanted)));
        }

        if (!affix.Is(Kind.Tuple))
        {
            return Throw.TypeError(vm, $"{method} first arg must be bytes or a tuple of bytes, not {Types.NameOf(vm, affix)}");
        }

        Objects.Tuple* candidates = (Objects.Tuple*)affix.AsObject;
        for (int i = 0; i < candidates->Length; i++)
        {
            if (!BytesArguments.TryGet(vm, Objects.Tuple.Items(candidates)[i], out ReadOnlySpan<byte> wanted))
            {
                return Value.Undefined;
            }

            if (start <= end && (atEnd ? range.EndsWith(wanted) : range.StartsWith(wanted)))
            {
                return Value.True;
            }
        }

        return Value.False;
    }
}
