using System.Buffers.Text;
using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

internal static unsafe partial class BuiltinFunctions
{
    /// <summary>Prints the values to a stream, or to sys.stdout by default.</summary>
    [Function("print", Raw = true)]
    private static Value Print(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        Value separator = Value.None;
        Value end = Value.None;
        Value file = Value.None;
        Value flush = Value.False;
        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            Str* name = (Str*)Tuple.Items(kwNames)[i].AsObject;
            if (name == WellKnown.Name(vm, NameId.sep))
            {
                separator = args[argc + i];
            }
            else if (name == WellKnown.Name(vm, NameId.end))
            {
                end = args[argc + i];
            }
            else if (name == WellKnown.Name(vm, NameId.file))
            {
                file = args[argc + i];
            }
            else if (name == WellKnown.Name(vm, NameId.flush))
            {
                flush = args[argc + i];
            }
            else
            {
                return Throw.TypeError(vm, $"print() got an unexpected keyword argument '{Str.ToManaged(name)}'");
            }
        }

        if (file.IsNone)
        {
            file = StandardStreams.Current(vm, NameId.stdout);
            if (file.IsNone || vm->HasPending)
            {
                return vm->HasPending ? Value.Undefined : Value.None;
            }
        }

        if (!IsTextOrNone(vm, separator, "sep") || !IsTextOrNone(vm, end, "end"))
        {
            return Value.Undefined;
        }

        TextStream? stream = file.IsUndefined ? FileTable.Of(vm).Output : StandardStreams.Writable(vm, file);
        PrintTarget target = new(vm, file, stream);
        for (int i = 0; i < argc; i++)
        {
            if ((i > 0 && !target.Write(separator, " "u8)) || !target.Write(args[i]))
            {
                return Value.Undefined;
            }
        }

        if (!target.Write(end, "\n"u8))
        {
            return Value.Undefined;
        }

        int flushes = flush.IsFalse ? 0 : Truth.Of(vm, flush);
        return flushes < 0 || (flushes > 0 && !target.Flush()) ? Value.Undefined : Value.None;
    }

    private static bool IsTextOrNone(Vm* vm, Value value, string name)
    {
        if (value.IsNone || value.Is(Kind.Str))
        {
            return true;
        }

        Throw.TypeError(vm, $"{name} must be None or a string, not {Types.NameOf(vm, value)}");
        return false;
    }

    /// <summary>Where <c>print</c> writes: straight into the buffer of a native text file, or to the <c>write</c> method of any object.</summary>
    private readonly ref struct PrintTarget(Vm* vm, Value file, TextStream? stream)
    {
        private readonly bool isPlain = stream is { IsPlain: true };

        /// <summary>Writes a separator or an end; the default for <c>None</c>. False with an exception pending.</summary>
        public bool Write(Value text, ReadOnlySpan<byte> defaultText)
        {
            if (!text.IsNone)
            {
                return Write(text);
            }

            return isPlain ? stream!.Write(vm, defaultText) : WriteText(Str.FromLatin1(vm, defaultText));
        }

        /// <summary>Writes the text of a value; false with an exception pending.</summary>
        public bool Write(Value value)
        {
            if (value.IsInt && isPlain)
            {
                Span<byte> digits = stackalloc byte[20];
                Utf8Formatter.TryFormat(value.AsInt, digits, out int length);
                return stream!.Write(vm, digits[..length]);
            }

            Str* text = Text.ToStr(vm, value);
            return text != null && WriteText(text);
        }

        /// <summary>Flushes; false with an exception pending.</summary>
        public bool Flush()
        {
            if (stream == null)
            {
                return !Calls.InvokeMethod(vm, file, NameId.flush).IsUndefined;
            }

            return !FileObjects.None(vm, stream.File.Flush()).IsUndefined;
        }

        private bool WriteText(Str* text)
        {
            if (text == null)
            {
                return false;
            }

            // Making the text may have run script code that closed the file.
            return stream is { File.IsClosed: false }
                ? stream.Write(vm, text)
                : !Calls.InvokeMethod(vm, file, NameId.write, Value.FromObject(text)).IsUndefined;
        }
    }
}
