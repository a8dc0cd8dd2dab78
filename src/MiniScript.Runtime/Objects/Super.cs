using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>super</c>.</summary>
/// <remarks><code>
///  0        8     16     24          32
///  | header | type| self | self type |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 32)]
public unsafe struct Super
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The class behind which the search starts.</summary>
    public TypeObject* Type;

    /// <summary>The instance or class, or <see cref="Value.Undefined"/> if unbound.</summary>
    public Value Self;

    /// <summary>The class whose resolution order is searched, or null if unbound.</summary>
    public TypeObject* SelfType;
}
