using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>The texts of native functions as script values.</summary>
internal static unsafe class NativeTexts
{
    /// <summary><c>__doc__</c>.</summary>
    public static Value Doc(Vm* vm, NativeDocumentation* documentation) =>
        documentation == null ? Value.None : OrNone(vm, NativeDocumentation.Text(documentation));

    /// <summary><c>__text_signature__</c>.</summary>
    public static Value Signature(Vm* vm, NativeDocumentation* documentation) =>
        documentation == null ? Value.None : OrNone(vm, NativeDocumentation.Signature(documentation));

    private static Value OrNone(Vm* vm, ReadOnlySpan<byte> text) => text.IsEmpty ? Value.None : Value.FromObject(Str.FromUtf8(vm, text));
}
