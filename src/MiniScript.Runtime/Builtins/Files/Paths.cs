using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>Paths that scripts give: <c>str</c>, <c>bytes</c>, or objects with <c>__fspath__</c>.</summary>
internal static unsafe class Paths
{
    /// <summary>The text of a path; null with <c>TypeError</c> or <c>ValueError</c> pending.</summary>
    public static string? Text(Vm* vm, Value path)
    {
        path = Resolve(vm, path);
        string? text = path.Is(Kind.Str) ? Str.ToManaged((Str*)path.AsObject)
            : path.Is(Kind.Bytes) ? Encoding.UTF8.GetString(Bytes.Span((Bytes*)path.AsObject))
            : null;
        if (text == null || !text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        Throw.ValueError(vm, "embedded null byte");
        return null;
    }

    /// <summary>A path as <c>str</c> or <c>bytes</c>, as <c>os.fspath</c> gives it; <see cref="Value.Undefined"/> with <c>TypeError</c> pending.</summary>
    public static Value Resolve(Vm* vm, Value path)
    {
        if (path.Is(Kind.Str) || path.Is(Kind.Bytes))
        {
            return path;
        }

        Value method = Attributes.Lookup(vm, Types.Of(vm, path), Str.Intern(vm, "__fspath__"u8));
        if (method.IsUndefined)
        {
            return Throw.TypeError(vm, $"expected str, bytes or os.PathLike object, not {Types.NameOf(vm, path)}");
        }

        Value result = Calls.Invoke(vm, method, path);
        return result.IsUndefined || result.Is(Kind.Str) || result.Is(Kind.Bytes)
            ? result
            : Throw.TypeError(vm, $"expected {Types.NameOf(vm, path)}.__fspath__() to return str or bytes, not {Types.NameOf(vm, result)}");
    }
}
