using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <content>The methods that <c>bytes</c> has too: they work on an immutable copy, so that nothing can change what they read.</content>
internal static unsafe partial class ByteArrayMethods
{
    /// <summary>Return a copy with all ASCII characters converted to uppercase.</summary>
    [Method("upper")]
    private static ByteArray* Upper(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.Upper(vm, content));
    }

    /// <summary>Return a copy with all ASCII characters converted to lowercase.</summary>
    [Method("lower")]
    private static ByteArray* Lower(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.Lower(vm, content));
    }

    /// <summary>Return a copy with uppercase ASCII characters converted to lowercase and vice versa.</summary>
    [Method("swapcase")]
    private static ByteArray* SwapCase(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.SwapCase(vm, content));
    }

    /// <summary>Return a copy with only its first character capitalized (ASCII) and the rest lower-cased.</summary>
    [Method("capitalize")]
    private static ByteArray* Capitalize(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.Capitalize(vm, content));
    }

    /// <summary>Return a titlecased version: ASCII words start with uppercase characters, the rest is lowercase.</summary>
    [Method("title")]
    private static ByteArray* Title(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.Title(vm, content));
    }

    /// <summary>Return a centered copy of length width, padded with the fill byte.</summary>
    [Method("center", Signature = "($self, width, fillchar=b' ', /)")]
    private static ByteArray* Center(Vm* vm, ByteArray* self, long width, Value fillchar)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.Center(vm, content, width, fillchar));
    }

    /// <summary>Return a left-justified copy of length width, padded with the fill byte.</summary>
    [Method("ljust", Signature = "($self, width, fillchar=b' ', /)")]
    private static ByteArray* JustifyLeft(Vm* vm, ByteArray* self, long width, Value fillchar)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.JustifyLeft(vm, content, width, fillchar));
    }

    /// <summary>Return a right-justified copy of length width, padded with the fill byte.</summary>
    [Method("rjust", Signature = "($self, width, fillchar=b' ', /)")]
    private static ByteArray* JustifyRight(Vm* vm, ByteArray* self, long width, Value fillchar)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.JustifyRight(vm, content, width, fillchar));
    }

    /// <summary>Pad a numeric string with zeros on the left, behind its sign, to fill a field of the given width.</summary>
    [Method("zfill")]
    private static ByteArray* ZeroFill(Vm* vm, ByteArray* self, long width)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.ZeroFill(vm, content, width));
    }

    /// <summary>Return a copy where all tab characters are expanded using spaces.</summary>
    [Method("expandtabs", Signature = "($self, /, tabsize=8)")]
    private static ByteArray* ExpandTabs(Vm* vm, ByteArray* self, int tabsize)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.ExpandTabs(vm, content, tabsize));
    }

    /// <summary>Strip leading and trailing bytes contained in the argument; None strips ASCII whitespace.</summary>
    [Method("strip", Signature = "($self, bytes=None, /)")]
    private static ByteArray* Strip(Vm* vm, ByteArray* self, Value bytes)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.Strip(vm, content, bytes));
    }

    /// <summary>Strip leading bytes contained in the argument; None strips ASCII whitespace.</summary>
    [Method("lstrip", Signature = "($self, bytes=None, /)")]
    private static ByteArray* StripLeft(Vm* vm, ByteArray* self, Value bytes)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.StripLeft(vm, content, bytes));
    }

    /// <summary>Strip trailing bytes contained in the argument; None strips ASCII whitespace.</summary>
    [Method("rstrip", Signature = "($self, bytes=None, /)")]
    private static ByteArray* StripRight(Vm* vm, ByteArray* self, Value bytes)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.StripRight(vm, content, bytes));
    }

    /// <summary>Return a copy with all (or the first count) occurrences of old replaced by new.</summary>
    [Method("replace", Signature = "($self, old, new, count=-1, /)")]
    private static ByteArray* Replace(Vm* vm, ByteArray* self, Value old, Value @new, long count)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.Replace(vm, content, old, @new, count));
    }

    /// <summary>Return a copy with the given prefix removed if present.</summary>
    [Method("removeprefix")]
    private static ByteArray* RemovePrefix(Vm* vm, ByteArray* self, Value prefix)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.RemovePrefix(vm, content, prefix));
    }

    /// <summary>Return a copy with the given suffix removed if present.</summary>
    [Method("removesuffix")]
    private static ByteArray* RemoveSuffix(Vm* vm, ByteArray* self, Value suffix)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.RemoveSuffix(vm, content, suffix));
    }

    /// <summary>Concatenate any number of bytes-like objects, with the bytearray whose method is called in between.</summary>
    [Method("join", Signature = "($self, iterable_of_bytes, /)")]
    private static ByteArray* Join(Vm* vm, ByteArray* self, Value iterable)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.Join(vm, content, iterable));
    }

    /// <summary>Return a copy with each byte mapped by a table of 256 bytes, those in delete left out.</summary>
    [Method("translate", Signature = "($self, table, /, delete=<unrepresentable>)")]
    private static ByteArray* Translate(Vm* vm, ByteArray* self, Value table, Value delete)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return Thaw(vm, content == null ? null : BytesMethods.Translate(vm, content, table, delete));
    }

    /// <summary>Return the lowest index where subsection sub is found within [start:end]; -1 on failure.</summary>
    [Method("find")]
    private static Value Find(Vm* vm, ByteArray* self, Value sub, Value start = default, Value end = default)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content == null ? Value.Undefined : BytesMethods.Find(vm, content, sub, start, end);
    }

    /// <summary>Return the highest index where subsection sub is found within [start:end]; -1 on failure.</summary>
    [Method("rfind")]
    private static Value FindLast(Vm* vm, ByteArray* self, Value sub, Value start = default, Value end = default)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content == null ? Value.Undefined : BytesMethods.FindLast(vm, content, sub, start, end);
    }

    /// <summary>Return the lowest index where subsection sub is found; raise ValueError when it is not.</summary>
    [Method("index")]
    private static Value Index(Vm* vm, ByteArray* self, Value sub, Value start = default, Value end = default)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content == null ? Value.Undefined : BytesMethods.Index(vm, content, sub, start, end);
    }

    /// <summary>Return the highest index where subsection sub is found; raise ValueError when it is not.</summary>
    [Method("rindex")]
    private static Value IndexLast(Vm* vm, ByteArray* self, Value sub, Value start = default, Value end = default)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content == null ? Value.Undefined : BytesMethods.IndexLast(vm, content, sub, start, end);
    }

    /// <summary>Return the number of non-overlapping occurrences of subsection sub within [start:end].</summary>
    [Method("count")]
    private static Value Count(Vm* vm, ByteArray* self, Value sub, Value start = default, Value end = default)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content == null ? Value.Undefined : BytesMethods.Count(vm, content, sub, start, end);
    }

    /// <summary>Return True if the bytearray starts with the specified prefix (or one of a tuple of them), False otherwise.</summary>
    [Method("startswith")]
    private static Value StartsWith(Vm* vm, ByteArray* self, Value prefix, Value start = default, Value end = default)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content == null ? Value.Undefined : BytesMethods.StartsWith(vm, content, prefix, start, end);
    }

    /// <summary>Return True if the bytearray ends with the specified suffix (or one of a tuple of them), False otherwise.</summary>
    [Method("endswith")]
    private static Value EndsWith(Vm* vm, ByteArray* self, Value suffix, Value start = default, Value end = default)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content == null ? Value.Undefined : BytesMethods.EndsWith(vm, content, suffix, start, end);
    }

    /// <summary>Return a list of the sections, using sep as the delimiter; None splits on ASCII whitespace and drops empty sections.</summary>
    [Method("split", Signature = "($self, /, sep=None, maxsplit=-1)")]
    private static Objects.List* Split(Vm* vm, ByteArray* self, Value sep, long maxsplit)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return ThawItems(vm, content == null ? null : BytesMethods.Split(vm, content, sep, maxsplit));
    }

    /// <summary>Return a list of the sections, splitting from the end.</summary>
    [Method("rsplit", Signature = "($self, /, sep=None, maxsplit=-1)")]
    private static Objects.List* SplitFromEnd(Vm* vm, ByteArray* self, Value sep, long maxsplit)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return ThawItems(vm, content == null ? null : BytesMethods.SplitFromEnd(vm, content, sep, maxsplit));
    }

    /// <summary>Return a list of the lines, breaking at \n, \r and \r\n.</summary>
    [Method("splitlines", Signature = "($self, /, keepends=False)")]
    private static Objects.List* SplitLines(Vm* vm, ByteArray* self, bool keepends)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return ThawItems(vm, content == null ? null : BytesMethods.SplitLines(vm, content, keepends));
    }

    /// <summary>Partition the bytearray into three parts using the given separator: before it, itself, after it.</summary>
    [Method("partition")]
    private static Value Partition(Vm* vm, ByteArray* self, Value sep)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return ThawParts(vm, content == null ? Value.Undefined : BytesMethods.Partition(vm, content, sep));
    }

    /// <summary>Partition the bytearray into three parts using the last occurrence of the given separator.</summary>
    [Method("rpartition")]
    private static Value PartitionLast(Vm* vm, ByteArray* self, Value sep)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return ThawParts(vm, content == null ? Value.Undefined : BytesMethods.PartitionLast(vm, content, sep));
    }

    /// <summary>Return True if all bytes are ASCII letters and there is at least one, False otherwise.</summary>
    [Method("isalpha")]
    private static bool IsAlpha(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content != null && BytesMethods.IsAlpha(content);
    }

    /// <summary>Return True if all bytes are ASCII letters or digits and there is at least one, False otherwise.</summary>
    [Method("isalnum")]
    private static bool IsAlnum(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content != null && BytesMethods.IsAlnum(content);
    }

    /// <summary>Return True if all bytes are ASCII digits and there is at least one, False otherwise.</summary>
    [Method("isdigit")]
    private static bool IsDigit(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content != null && BytesMethods.IsDigit(content);
    }

    /// <summary>Return True if all bytes are ASCII whitespace and there is at least one, False otherwise.</summary>
    [Method("isspace")]
    private static bool IsSpace(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content != null && BytesMethods.IsSpace(content);
    }

    /// <summary>Return True if all bytes are below 128, False otherwise.</summary>
    [Method("isascii")]
    private static bool IsAscii(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content != null && BytesMethods.IsAscii(content);
    }

    /// <summary>Return True if all ASCII letters are uppercase and there is at least one, False otherwise.</summary>
    [Method("isupper")]
    private static bool IsUpper(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content != null && BytesMethods.IsUpper(content);
    }

    /// <summary>Return True if all ASCII letters are lowercase and there is at least one, False otherwise.</summary>
    [Method("islower")]
    private static bool IsLower(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content != null && BytesMethods.IsLower(content);
    }

    /// <summary>Return True if uppercase characters only follow uncased ones and lowercase only cased ones, False otherwise.</summary>
    [Method("istitle")]
    private static bool IsTitle(Vm* vm, ByteArray* self)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content != null && BytesMethods.IsTitle(content);
    }

    /// <summary>Decode the bytearray using the codec registered for encoding.</summary>
    [Method("decode", Signature = "($self, /, encoding='utf-8', errors='strict')")]
    private static Str* Decode(Vm* vm, ByteArray* self, string encoding, string errors)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content == null ? null : BytesMethods.Decode(vm, content, encoding, errors);
    }

    /// <summary>Create a string of hexadecimal numbers, with an optional separator every bytes_per_sep bytes from the right.</summary>
    [Method("hex", Signature = "($self, /, sep=<unrepresentable>, bytes_per_sep=1)")]
    private static Str* Hex(Vm* vm, ByteArray* self, Value sep, int bytes_per_sep)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content == null ? null : BytesMethods.Hex(vm, content, sep, bytes_per_sep);
    }

    /// <summary>Return a translation table usable for the translate method: 256 bytes that map each of frm to the one in to at the same place.</summary>
    [StaticMethod("maketrans")]
    private static Bytes* MakeTranslation(Vm* vm, Value frm, Value to) => BytesMethods.MakeTranslation(vm, frm, to);

    private static ByteArray* Thaw(Vm* vm, Bytes* content) => content == null ? null : ByteArray.New(vm, Bytes.Span(content));

    private static Objects.List* ThawItems(Vm* vm, Objects.List* parts) => parts == null || Thaw(vm, parts->Items, parts->Length) ? parts : null;

    private static Value ThawParts(Vm* vm, Value parts) =>
        parts.IsUndefined || Thaw(vm, Objects.Tuple.Items((Objects.Tuple*)parts.AsObject), 3) ? parts : Value.Undefined;

    private static bool Thaw(Vm* vm, Value* items, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ByteArray* item = ByteArray.New(vm, BytesArguments.Content(vm, items[i]));
            if (item == null)
            {
                return false;
            }

            items[i] = Value.FromObject(item);
        }

        return true;
    }
}
