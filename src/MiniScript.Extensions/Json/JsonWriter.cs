using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Extensions.Json;

/// <summary>Writes script objects as JSON. False means that an exception is pending.</summary>
internal unsafe ref struct JsonWriter
{
    /// <summary>Bytes of scratch memory to begin with.</summary>
    public const int ScratchBytes = 1024;

    private readonly Vm* vm;
    private readonly JsonOptions options;
    private StrBuilder builder;

    /// <summary>A writer of one text.</summary>
    public JsonWriter(Vm* vm, in JsonOptions options, byte* scratch)
    {
        this.vm = vm;
        this.options = options;
        builder = new StrBuilder(vm, scratch, ScratchBytes);
    }

    /// <summary>A container that is being written, on the machine stack: the chain leads to the outermost.</summary>
    internal struct Enclosing
    {
        /// <summary>The container.</summary>
        public Value Container;

        /// <summary>The one around it.</summary>
        public Enclosing* Parent;
    }

    /// <summary>The text; null with <c>MemoryError</c> pending.</summary>
    public Str* ToStr() => builder.ToStr();

    /// <summary>Writes a value.</summary>
    public bool Write(Value value, Enclosing* parent, int depth)
    {
        if (value.Is(Kind.Str))
        {
            WriteString((Str*)value.AsObject);
            return true;
        }

        if (value.IsInt)
        {
            WriteInteger(value.AsInt);
            return true;
        }

        if (value.IsFloat)
        {
            return WriteFloat(value.AsFloat);
        }

        if (!value.IsObject)
        {
            ReadOnlySpan<byte> word = Word(value);
            if (!word.IsEmpty)
            {
                builder.AppendLatin1(word);
                return true;
            }
        }

        if (value.Is(Kind.List) || value.Is(Kind.Dict) || value.Is(Kind.Tuple))
        {
            return WriteNested(value, parent, depth);
        }

        return WriteNumberObject(value, out bool isNumber) && (isNumber || WriteDefault(value, parent, depth));
    }

    private static ReadOnlySpan<byte> Word(Value value) =>
        value.IsNone ? "null"u8 : value.IsTrue ? "true"u8 : value.IsFalse ? "false"u8 : default;

    /// <summary>Writes a big integer or an instance of a subclass of a number type.</summary>
    private bool WriteNumberObject(Value value, out bool isNumber)
    {
        isNumber = true;
        if (Floats.TryUnbox(value, out double number))
        {
            return WriteFloat(number);
        }

        Value integer = Integers.Unbox(value);
        if (integer.IsUndefined)
        {
            isNumber = false;
            return true;
        }

        Str* text = Integers.ToStr(vm, integer);
        if (text == null)
        {
            return false;
        }

        builder.Append(text);
        return true;
    }

    private bool WriteNested(Value container, Enclosing* parent, int depth)
    {
        if (!Enter(container, parent))
        {
            return false;
        }

        Enclosing self = new() { Container = container, Parent = parent };
        bool written = container.Is(Kind.Dict) ? WriteDict((Dict*)container.AsObject, &self, depth + 1) : WriteSequence(container, &self, depth + 1);
        Recursion.Leave(vm);
        return written && !builder.HasFailed;
    }

    private bool WriteDefault(Value value, Enclosing* parent, int depth)
    {
        if (options.Default.IsNone)
        {
            Throw.TypeError(vm, $"Object of type {Types.NameOf(vm, value)} is not JSON serializable");
            return false;
        }

        if (!Enter(value, parent))
        {
            return false;
        }

        Enclosing self = new() { Container = value, Parent = parent };
        Value replacement = Calls.Invoke(vm, options.Default, value);
        bool written = !replacement.IsUndefined && Write(replacement, &self, depth);
        Recursion.Leave(vm);
        return written;
    }

    private readonly bool Enter(Value container, Enclosing* parent)
    {
        for (; options.CheckCircular && parent != null; parent = parent->Parent)
        {
            if (parent->Container == container)
            {
                Throw.ValueError(vm, "Circular reference detected");
                return false;
            }
        }

        return Recursion.Enter(vm, " while encoding a JSON object");
    }

    private bool WriteSequence(Value sequence, Enclosing* self, int depth)
    {
        builder.Append('[');
        bool isList = sequence.Is(Kind.List);
        for (int i = 0; ; i++)
        {
            // A list may shrink while a script function runs: its length and items are read anew.
            int length = isList ? ((List*)sequence.AsObject)->Length : ((Tuple*)sequence.AsObject)->Length;
            if (i >= length)
            {
                if (i > 0)
                {
                    NewLine(depth - 1);
                }

                builder.Append(']');
                return true;
            }

            if (i > 0)
            {
                builder.Append(options.ItemSeparator);
            }

            NewLine(depth);
            if (!Write(isList ? ((List*)sequence.AsObject)->Items[i] : Tuple.Items((Tuple*)sequence.AsObject)[i], self, depth))
            {
                return false;
            }
        }
    }

    private bool WriteDict(Dict* dict, Enclosing* self, int depth)
    {
        builder.Append('{');
        bool isFirst = true;
        if (options.SortKeys)
        {
            List* keys = Iteration.ToList(vm, Value.FromObject(dict));
            if (keys == null || Calls.InvokeMethod(vm, Value.FromObject(keys), Str.Intern(vm, "sort"u8), null, 0).IsUndefined)
            {
                return false;
            }

            for (int i = 0; i < keys->Length; i++)
            {
                Value key = keys->Items[i];
                Value item = Dict.Get(vm, dict, key);
                if (item.IsUndefined ? vm->HasPending : !WriteEntry(key, item, self, depth, ref isFirst))
                {
                    return false;
                }
            }

            Calls.KeepAlive(keys);
        }
        else
        {
            int position = 0;
            int count = dict->Count;
            while (Dict.Next(dict, ref position, out Value key, out Value item))
            {
                if (!WriteEntry(key, item, self, depth, ref isFirst))
                {
                    return false;
                }

                if (dict->Count != count)
                {
                    Throw.RuntimeError(vm, "dictionary changed size during iteration");
                    return false;
                }
            }
        }

        if (!isFirst)
        {
            NewLine(depth - 1);
        }

        builder.Append('}');
        return true;
    }

    private bool WriteEntry(Value key, Value item, Enclosing* self, int depth, ref bool isFirst)
    {
        if (!key.Is(Kind.Str))
        {
            ReadOnlySpan<byte> word = key.IsObject ? default : Word(key);
            bool isNumber = key.IsFloat || (word.IsEmpty && Integers.IsInteger(key)) || Floats.TryUnbox(key, out _);
            if (!isNumber && word.IsEmpty)
            {
                if (options.SkipKeys)
                {
                    return true;
                }

                Throw.TypeError(vm, $"keys must be str, int, float, bool or None, not {Types.NameOf(vm, key)}");
                return false;
            }
        }

        if (!isFirst)
        {
            builder.Append(options.ItemSeparator);
        }

        isFirst = false;
        NewLine(depth);
        if (key.Is(Kind.Str))
        {
            WriteString((Str*)key.AsObject);
        }
        else
        {
            builder.Append('"');
            if (!Write(key, null, depth))
            {
                return false;
            }

            builder.Append('"');
        }

        builder.Append(options.KeySeparator);
        return Write(item, self, depth);
    }

    private void NewLine(int depth)
    {
        if (options.Indent == null)
        {
            return;
        }

        builder.Append('\n');
        for (int i = 0; i < depth; i++)
        {
            builder.Append(options.Indent);
        }
    }

    private void WriteInteger(long value)
    {
        Span<byte> text = stackalloc byte[24];
        value.TryFormat(text, out int length, default, System.Globalization.CultureInfo.InvariantCulture);
        builder.AppendLatin1(text[..length]);
    }

    private bool WriteFloat(double value)
    {
        if (!double.IsFinite(value))
        {
            if (!options.AllowNaN)
            {
                Throw.ValueError(vm, "Out of range float values are not JSON compliant: " + Floats.Repr(value));
                return false;
            }

            builder.AppendLatin1(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
            return true;
        }

        Span<byte> text = stackalloc byte[Floats.ReprRoom];
        builder.AppendLatin1(text[..Floats.WriteRepr(value, text)]);
        return true;
    }

    private void WriteString(Str* text)
    {
        builder.Append('"');
        int runStart = 0;
        int length = text->Length;
        bool isNarrow = text->Width == 1;
        for (int i = 0; i < length; i++)
        {
            int code = isNarrow ? text->Data[i] : text->At(i);
            if (code is >= ' ' and < 0x7f && code != '"' && code != '\\')
            {
                continue;
            }

            if (code >= 0x7f && !options.EnsureAscii)
            {
                continue;
            }

            AppendRun(text, runStart, i - runStart);
            runStart = i + 1;
            WriteEscape(code);
        }

        AppendRun(text, runStart, length - runStart);
        builder.Append('"');
    }

    private void AppendRun(Str* text, int start, int count)
    {
        if (count > 0)
        {
            builder.Append(text, start, count);
        }
    }

    private void WriteEscape(int code)
    {
        int letter = code switch { '"' => '"', '\\' => '\\', '\n' => 'n', '\r' => 'r', '\t' => 't', '\b' => 'b', '\f' => 'f', _ => 0 };
        if (letter != 0)
        {
            builder.Append('\\');
            builder.Append(letter);
        }
        else if (code >= 0x10000)
        {
            WriteHex(0xd800 + ((code - 0x10000) >> 10));
            WriteHex(0xdc00 + ((code - 0x10000) & 0x3ff));
        }
        else
        {
            WriteHex(code);
        }
    }

    private void WriteHex(int code)
    {
        Span<byte> escape = [(byte)'\\', (byte)'u', Hex(code >> 12), Hex(code >> 8), Hex(code >> 4), Hex(code)];
        builder.AppendLatin1(escape);

        static byte Hex(int digit) => (byte)((digit & 15) < 10 ? '0' + (digit & 15) : 'a' + (digit & 15) - 10);
    }
}
