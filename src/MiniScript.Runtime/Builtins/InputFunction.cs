using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

internal static unsafe partial class BuiltinFunctions
{
    /// <summary>Read a string from standard input. The trailing newline is stripped.</summary>
    [Function("input", Signature = "(prompt='', /)")]
    private static Value Input(Vm* vm, Value prompt)
    {
        Value output = StandardStreams.Current(vm, NameId.stdout);
        Value input = vm->HasPending ? Value.Undefined : StandardStreams.Current(vm, NameId.stdin);
        if (vm->HasPending || !StandardStreams.Flush(vm))
        {
            return Value.Undefined;
        }

        if (input.IsNone || output.IsNone)
        {
            return Throw.RuntimeError(vm, $"input(): lost sys.{(input.IsNone ? "stdin" : "stdout")}");
        }

        if (!prompt.IsUndefined && !WritePrompt(vm, prompt, output))
        {
            return Value.Undefined;
        }

        Value line = input.IsUndefined
            ? Value.FromObject(FileTable.Of(vm).Input.ReadLine(vm))
            : Calls.InvokeMethod(vm, input, NameId.readline);
        if (line.IsUndefined)
        {
            return line;
        }

        if (!line.Is(Kind.Str))
        {
            return Throw.TypeError(vm, "object.readline() returned non-string");
        }

        Str* text = (Str*)line.AsObject;
        if (text->Length == 0)
        {
            return Throw.Raise(vm, TypeId.EOFError, "EOF when reading a line");
        }

        return text->At(text->Length - 1) == '\n' ? Value.FromObject(Str.Slice(vm, text, 0, text->Length - 1)) : line;
    }

    private static bool WritePrompt(Vm* vm, Value prompt, Value output)
    {
        Str* text = Text.ToStr(vm, prompt);
        if (text == null)
        {
            return false;
        }

        if (!output.IsUndefined && StandardStreams.Writable(vm, output) == null)
        {
            return !Calls.InvokeMethod(vm, output, NameId.write, Value.FromObject(text)).IsUndefined
                && !Calls.InvokeMethod(vm, output, NameId.flush).IsUndefined;
        }

        TextStream stream = output.IsUndefined ? FileTable.Of(vm).Output : FileObjects.Text(vm, output);
        return stream.Write(vm, text) && !FileObjects.None(vm, stream.File.Flush()).IsUndefined;
    }
}
