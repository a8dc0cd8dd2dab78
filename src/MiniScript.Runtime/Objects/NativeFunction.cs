using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A function in native code.</summary>
/// <remarks>
/// <code>
///  0        8      16          24     32     40        48     56
///  | header | code | signature | name | self | module  | owner |
/// </code>
/// <c>header.Aux</c> holds <see cref="NativeFunctionKind"/>. Called with (vm, args, count of positional arguments, names of keyword arguments or null): the
/// values of keyword arguments follow the positional ones. The result is <see cref="Value.Undefined"/> if and only if an exception is pending.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 56)]
public unsafe struct NativeFunction
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The native code.</summary>
    public delegate*<Vm*, Value*, int, Tuple*, Value> Code;

    /// <summary>Signature and documentation, or null: static data of the executable.</summary>
    public NativeDocumentation* Documentation;

    /// <summary><c>__name__</c>.</summary>
    public Str* Name;

    /// <summary>What the function is bound to and passed first, or <see cref="Value.Undefined"/>.</summary>
    public Value Self;

    /// <summary><c>__module__</c>: a string or <c>None</c>.</summary>
    public Value Module;

    /// <summary>The class that a method belongs to, or null.</summary>
    public TypeObject* Owner;

    /// <summary>Function, method, class method or static method.</summary>
    public readonly NativeFunctionKind NativeKind => (NativeFunctionKind)Header.Aux;
}

/// <summary>How a native function behaves when it is looked up on an instance.</summary>
public enum NativeFunctionKind : ushort
{
    /// <summary>Never binds.</summary>
    Function,

    /// <summary>Binds to the instance, as its first argument.</summary>
    Method,

    /// <summary>Binds to the class.</summary>
    ClassMethod,

    /// <summary>Never binds.</summary>
    StaticMethod,

    /// <summary><c>__new__</c> of a class: never binds, and is passed its own class before the arguments.</summary>
    Constructor,
}

/// <summary>
/// Texts about a native function or property in the executable's read-only data: the UTF-8 signature, for example
/// <c>($self, object, /)</c>, a zero byte, the UTF-8 documentation, a zero byte. Used by address only.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 1)]
public unsafe struct NativeDocumentation
{
    /// <summary>The signature; empty if it is not known.</summary>
    public static ReadOnlySpan<byte> Signature(NativeDocumentation* self) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)self);

    /// <summary>The documentation; empty if there is none.</summary>
    public static ReadOnlySpan<byte> Text(NativeDocumentation* self) =>
        MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)self + Signature(self).Length + 1);
}
