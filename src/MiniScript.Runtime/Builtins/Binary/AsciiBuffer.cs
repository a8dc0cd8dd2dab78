using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>Arguments that may be bytes or ASCII text.</summary>
internal static unsafe class AsciiBuffer
{
    /// <summary>The bytes of an argument, valid until script runs; false with an exception pending.</summary>
    public static bool TryGet(Vm* vm, Value value, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (value.Is(Kind.Str))
        {
            Str* text = (Str*)value.AsObject;
            if (!text->IsAscii && text->Length > 0)
            {
                Throw.ValueError(vm, "string argument should contain only ASCII characters");
                return false;
            }

            content = text->Latin1;
            return true;
        }

        if (BytesArguments.IsBytesLike(value))
        {
            content = BytesArguments.Content(vm, value);
            return true;
        }

        Throw.TypeError(vm, $"argument should be bytes, buffer or ASCII string, not '{Types.NameOf(vm, value)}'");
        return false;
    }
}
