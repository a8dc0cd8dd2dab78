namespace MiniScript.Generators.Models;

/// <summary>The conversions between script values and C# types.</summary>
internal enum ConversionKind
{
    /// <summary>No value: <c>None</c> in script.</summary>
    Void,

    /// <summary>The script value itself.</summary>
    Value,

    /// <summary><c>long</c>.</summary>
    Int64,

    /// <summary><c>int</c>.</summary>
    Int32,

    /// <summary><c>double</c>.</summary>
    Double,

    /// <summary><c>bool</c>: as a parameter, the argument's truth.</summary>
    Boolean,

    /// <summary><c>string</c>.</summary>
    Text,

    /// <summary><c>byte[]</c>.</summary>
    Bytes,

    /// <summary><c>System.Numerics.BigInteger</c>.</summary>
    BigInteger,

    /// <summary>A pointer to a heap object, whose struct is <see cref="ConversionModel.TypeName"/>.</summary>
    Pointer,

    /// <summary><c>object?</c>: any value, as what it is in C#.</summary>
    Object,

    /// <summary><c>ScriptObject</c>: any value, by handle.</summary>
    Handle,

    /// <summary><c>ScriptCallable</c>.</summary>
    Callable,

    /// <summary>A list of <see cref="ConversionModel.Element"/>.</summary>
    List,

    /// <summary>An array of <see cref="ConversionModel.Element"/>.</summary>
    Array,

    /// <summary>A dictionary from <see cref="ConversionModel.Key"/> to <see cref="ConversionModel.Element"/>.</summary>
    Map,

    /// <summary>A task, whose result is <see cref="ConversionModel.Element"/>: scripts await it.</summary>
    Task,

    /// <summary>A result that scripts iterate over, item by item.</summary>
    Sequence,

    /// <summary>An instance of an extension type, whose script name is <see cref="ConversionModel.SimpleName"/>.</summary>
    Instance,

    /// <summary>All positional arguments that are left.</summary>
    Args,

    /// <summary>All keyword arguments that are left.</summary>
    KeywordArgs,
}

/// <summary>A C# type at the border to script.</summary>
/// <param name="TypeName">The fully qualified C# type, without nullability; for a pointer, of the struct.</param>
/// <param name="SimpleName">The struct's own name, for a pointer.</param>
/// <param name="IsNullable">Whether <c>None</c> stands for null.</param>
/// <param name="Element">The type of items, for what has items.</param>
/// <param name="Key">The type of keys, for a map.</param>
internal sealed record ConversionModel(
    ConversionKind Kind, string TypeName, string SimpleName, bool IsNullable, ConversionModel? Element = null, ConversionModel? Key = null)
{
    /// <summary>Whether the conversion is one that only extensions have.</summary>
    public bool IsExtensionOnly => Kind is >= ConversionKind.Object and <= ConversionKind.Instance;

    /// <summary>Whether the converted argument may be, or hold, handles of script values.</summary>
    public bool HasHandles => Kind is ConversionKind.Object or ConversionKind.Handle or ConversionKind.Callable || Element is { HasHandles: true } || Key is { HasHandles: true };

    /// <summary>The C# type of a local that holds the converted value.</summary>
    public string LocalType => Kind == ConversionKind.Pointer ? TypeName + "*" : IsNullable ? TypeName + "?" : TypeName;
}

/// <summary>How an argument reaches a parameter.</summary>
internal enum ParameterKind
{
    /// <summary>By position alone.</summary>
    PositionalOnly,

    /// <summary>By position or name.</summary>
    Standard,

    /// <summary>The rest of the positional arguments.</summary>
    VarArgs,

    /// <summary>By name alone.</summary>
    KeywordOnly,

    /// <summary>The rest of the keyword arguments.</summary>
    VarKeywords,
}

/// <summary>One parameter.</summary>
/// <param name="Name">The name in script.</param>
/// <param name="HasDefault">Whether the argument may be missing.</param>
/// <param name="Default">
/// The C# expression of the converted value that stands in for a missing argument; null with <paramref name="HasDefault"/> leaves
/// <c>Value.Undefined</c>.
/// </param>
internal readonly record struct ParameterModel(
    string Name,
    ParameterKind Kind,
    ConversionModel Conversion,
    bool HasDefault,
    string? Default);
