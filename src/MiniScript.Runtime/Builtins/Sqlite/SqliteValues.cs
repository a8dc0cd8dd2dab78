using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Utf8Text = System.Text.Unicode.Utf8;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>Values of SQLite as values of script, and the texts of script as those of SQLite.</summary>
internal static unsafe class SqliteValues
{
    /// <summary>A value of SQLite; undefined with nothing pending if it is a text that is not UTF-8.</summary>
    public static Value Read(Vm* vm, void* value)
    {
        switch (Sqlite.TypeOf(value))
        {
            case Sqlite.IntegerType:
                return Integers.FromLong(vm, Sqlite.ToInteger(value));
            case Sqlite.FloatType:
                return Value.FromForeignFloat(Sqlite.ToFloat(value));
            case Sqlite.TextType:
                byte* text = Sqlite.ToText(value);
                ReadOnlySpan<byte> utf8 = new(text, Sqlite.ByteCount(value));
                return Ascii.IsValid(utf8) ? Value.FromObject(Str.FromAscii(vm, utf8))
                    : Utf8Text.IsValid(utf8) ? Value.FromObject(Str.FromUtf8(vm, utf8))
                    : Value.Undefined;
            case Sqlite.BlobType:
                return Value.FromObject(ReadBytes(vm, value));
            default:
                return Value.None;
        }
    }

    /// <summary>The bytes of a text or blob.</summary>
    public static Bytes* ReadBytes(Vm* vm, void* value)
    {
        byte* bytes = Sqlite.ToBlob(value);
        return Bytes.New(vm, new ReadOnlySpan<byte>(bytes, Sqlite.ByteCount(value)));
    }

    /// <summary>A text that a method takes, in UTF-8 with a zero behind; null with an exception pending.</summary>
    public static byte[]? ToZeroTerminated(Vm* vm, Value text)
    {
        Bytes* bytes = Encode(vm, (Str*)text.AsObject);
        if (bytes == null)
        {
            return null;
        }

        ReadOnlySpan<byte> utf8 = Bytes.Span(bytes);
        if (utf8.Contains((byte)0))
        {
            Throw.ValueError(vm, "embedded null character");
            return null;
        }

        return [.. utf8, 0];
    }

    /// <summary>The bytes of a bytes-like value in one piece; false with an exception pending.</summary>
    public static bool TryGetContent(Vm* vm, Value value, out ReadOnlySpan<byte> content)
    {
        if (value.Is(Kind.MemoryView) && !MemoryView.IsContiguous((MemoryView*)value.AsObject))
        {
            content = default;
            Throw.Raise(vm, TypeId.BufferError, "memoryview: underlying buffer is not C-contiguous");
            return false;
        }

        return BytesArguments.TryGet(vm, value, out content);
    }

    /// <summary>A text in UTF-8; null with <c>UnicodeEncodeError</c> pending.</summary>
    public static Bytes* Encode(Vm* vm, Str* text) => Codecs.Encode(vm, text, "utf-8", "strict");
}
