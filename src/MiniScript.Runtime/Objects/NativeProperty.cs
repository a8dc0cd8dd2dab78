using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>An attribute of a built-in type that native code reads and writes.</summary>
/// <remarks><code>
///  0        8        16       24     32      40              48
///  | header | getter | setter | name | owner | documentation |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 48)]
public unsafe struct NativeProperty
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>(vm, object) → value.</summary>
    public delegate*<Vm*, Value, Value> Getter;

    /// <summary>(vm, object, value or undefined to delete) → false with an exception pending; null if read-only.</summary>
    public delegate*<Vm*, Value, Value, bool> Setter;

    /// <summary>The attribute's name.</summary>
    public Str* Name;

    /// <summary>The type it belongs to.</summary>
    public TypeObject* Owner;

    /// <summary>Signature and documentation, or null: static data of the executable.</summary>
    public NativeDocumentation* Documentation;
}
