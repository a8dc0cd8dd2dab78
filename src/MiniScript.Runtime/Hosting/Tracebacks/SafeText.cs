using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting.Tracebacks;

/// <summary>Text of values whose methods may raise: what they raise is dropped.</summary>
internal static unsafe class SafeText
{
    /// <summary><c>str(value)</c>, or <c>&lt;what str() failed&gt;</c>.</summary>
    public static string Of(Vm* vm, Value value, string what) => Check(vm, Text.ToStr(vm, value), what, "str");

    /// <summary><c>repr(value)</c>, or <c>&lt;what repr() failed&gt;</c>.</summary>
    public static string Repr(Vm* vm, Value value, string what) => Check(vm, Text.Repr(vm, value), what, "repr");

    private static string Check(Vm* vm, Str* text, string what, string function)
    {
        if (text != null)
        {
            return Str.ToManaged(text);
        }

        vm->Pending = Value.Undefined;
        return $"<{what} {function}() failed>";
    }
}
