using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Returns True when the argument is true, False otherwise.</summary>
[BuiltinType("bool")]
internal static unsafe partial class BoolMethods
{
    /// <summary>Return what the text 'true' or 'false' stands for, in any case; None for other text.</summary>
    [StaticMethod("try_parse", Signature = "(text)")]
    private static Value ParseOrNone(Vm* vm, Str* text)
    {
        ReadOnlySpan<byte> word = NumberText.Trim(NumberText.ToAscii(text));
        return System.Text.Ascii.EqualsIgnoreCase(word, "true"u8) ? Value.True
            : System.Text.Ascii.EqualsIgnoreCase(word, "false"u8) ? Value.False
            : Value.None;
    }
}
