using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A script function.</summary>
/// <remarks><code>
///  0        8      16        24         32        40         48        56     64          72       80     88
///  | header | code | globals | builtins | closure | defaults | kwdefs  | name | qual name | module | doc  |
///  | annotations | attributes | type parameters |
///  88            96           104               112
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 112)]
public unsafe struct Function
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>What it runs.</summary>
    public Code* Code;

    /// <summary>The namespace of its module.</summary>
    public Dict* Globals;

    /// <summary>The namespace behind it.</summary>
    public Dict* Builtins;

    /// <summary>The cells of its free variables, or null.</summary>
    public Tuple* Closure;

    /// <summary>Defaults of the last positional parameters, or null.</summary>
    public Tuple* Defaults;

    /// <summary>Defaults of keyword-only parameters by name, or null.</summary>
    public Dict* KeywordDefaults;

    /// <summary><c>__name__</c>.</summary>
    public Str* Name;

    /// <summary><c>__qualname__</c>.</summary>
    public Str* QualifiedName;

    /// <summary><c>__module__</c>.</summary>
    public Value Module;

    /// <summary><c>__doc__</c>.</summary>
    public Value Doc;

    /// <summary><c>__annotations__</c>: a dict, or <see cref="Value.Undefined"/> until asked for.</summary>
    public Value Annotations;

    /// <summary><c>__dict__</c>: a dict, or <see cref="Value.Undefined"/> until asked for.</summary>
    public Value Attributes;

    /// <summary><c>__type_params__</c>: a tuple, or <see cref="Value.Undefined"/>.</summary>
    public Value TypeParameters;
}
