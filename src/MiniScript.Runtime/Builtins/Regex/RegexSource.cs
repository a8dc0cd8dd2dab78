using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>Reads the text of patterns and templates.</summary>
internal static unsafe class RegexSource
{
    /// <summary>The code points of a string, or the bytes of bytes; false with <c>TypeError</c> pending.</summary>
    public static bool TryRead(Vm* vm, Value source, out int[] text, out bool isText)
    {
        isText = source.Is(Kind.Str);
        if (isText)
        {
            Str* str = (Str*)source.AsObject;
            text = new int[str->Length];
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = str->At(i);
            }

            return true;
        }

        text = [];
        if (!BytesArguments.IsBytesLike(source))
        {
            Throw.TypeError(vm, "first argument must be string or compiled pattern");
            return false;
        }

        ReadOnlySpan<byte> bytes = BytesArguments.Content(vm, source);
        text = new int[bytes.Length];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = bytes[i];
        }

        return true;
    }
}
