using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>Any script value in eight bytes: a NaN-boxed union of heap pointer, integer, float and singleton.</summary>
/// <remarks>
/// <code>
///  63            48                                            0
///  0000 0000 0000 00xx   singletons: Undefined, None, False, True, …  (below 0x100)
///  0000 pppp pppp pppp   pointer to a heap cell, dereferenced without unmasking
///  0001 … fffa           float: its IEEE 754 bits + 2^48
///  fffc … ffff           integer: the low 50 bits, two's complement
/// </code>
/// NaNs are kept canonical (0x7ff8… or 0xfff8…): arithmetic preserves that, <see cref="FromFloat"/> is for its results,
/// <see cref="FromForeignFloat"/> for bits from outside.
/// A value lives in registers, on the machine stack and in unmanaged memory only, never in a managed object: the
/// collector would not see it there. Analyzer MSX100 enforces this.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 8)]
[DebuggerDisplay("{Bits,h}")]
public readonly unsafe struct Value : IEquatable<Value>
{
    private const ulong FloatOffset = 1UL << 48;
    private const ulong FloatEnd = 0xfffaUL << 48;
    private const ulong IntTag = 0xfffcUL << 48;
    private const int IntShift = 14;

    /// <summary>The greatest integer that is immediate.</summary>
    public const long MaxInt = (1L << 49) - 1;

    /// <summary>The least integer that is immediate.</summary>
    public const long MinInt = -(1L << 49);

    /// <summary>The raw encoding.</summary>
    public readonly ulong Bits;

    /// <summary>Wraps a raw encoding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value(ulong bits) => Bits = bits;

    /// <summary>No value: an unbound variable, an absent argument, an exhausted iterator; returned by native code it means that an exception is pending.</summary>
    public static Value Undefined => new(0);

    /// <summary><c>None</c>.</summary>
    public static Value None => new(0x02);

    /// <summary><c>False</c>.</summary>
    public static Value False => new(0x06);

    /// <summary><c>True</c>.</summary>
    public static Value True => new(0x07);

    /// <summary><c>NotImplemented</c>.</summary>
    public static Value NotImplemented => new(0x0a);

    /// <summary><c>Ellipsis</c>.</summary>
    public static Value Ellipsis => new(0x0e);

    /// <summary>True for <see cref="Undefined"/>.</summary>
    public bool IsUndefined { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Bits == 0; }

    /// <summary>True for <c>None</c>.</summary>
    public bool IsNone { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Bits == 0x02; }

    /// <summary>True for <c>True</c>.</summary>
    public bool IsTrue { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Bits == 0x07; }

    /// <summary>True for <c>False</c>.</summary>
    public bool IsFalse { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Bits == 0x06; }

    /// <summary>True for <c>True</c> and <c>False</c>.</summary>
    public bool IsBool { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => (Bits | 1) == 0x07; }

    /// <summary>True for <c>NotImplemented</c>.</summary>
    public bool IsNotImplemented { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Bits == 0x0a; }

    /// <summary>True for an immediate integer; <c>bool</c> and big integers are not.</summary>
    public bool IsInt { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Bits >= IntTag; }

    /// <summary>True for a float.</summary>
    public bool IsFloat { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Bits - FloatOffset < FloatEnd - FloatOffset; }

    /// <summary>True for a pointer to a heap cell.</summary>
    public bool IsObject { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Bits - 0x100 < FloatOffset - 0x100; }

    /// <summary>The integer; only if <see cref="IsInt"/>.</summary>
    public long AsInt { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => (long)(Bits << IntShift) >> IntShift; }

    /// <summary>The float; only if <see cref="IsFloat"/>.</summary>
    public double AsFloat { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => BitConverter.UInt64BitsToDouble(Bits - FloatOffset); }

    /// <summary>The heap cell; only if <see cref="IsObject"/>.</summary>
    public ObjectHeader* AsObject { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => (ObjectHeader*)Bits; }

    /// <summary>True if both are immediate integers: one test.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool BothInt(Value a, Value b) => (a.Bits & b.Bits) >= IntTag;

    /// <summary>True if the value is a heap cell of that layout (subclasses included).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Is(Kind kind) => IsObject && AsObject->Kind == kind;

    /// <summary>True if the value is a heap cell of exactly that built-in type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsExactly(TypeId type) => IsObject && AsObject->Shape == (uint)type;

    /// <summary>Boxes an integer known to fit 50 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value FromInt(long value)
    {
        Debug.Assert(FitsInt(value));
        return new((ulong)value | IntTag);
    }

    /// <summary>True if an integer is immediate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt(long value) => (ulong)(value - MinInt) <= (ulong)(MaxInt - MinInt);

    /// <summary>Boxes a float that arithmetic produced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value FromFloat(double value) => new(BitConverter.DoubleToUInt64Bits(value) + FloatOffset);

    /// <summary>Boxes a float whose bits came from outside: a NaN is made canonical.</summary>
    public static Value FromForeignFloat(double value) =>
        FromFloat(double.IsNaN(value) ? BitConverter.UInt64BitsToDouble(double.IsNegative(value) ? 0xfff8UL << 48 : 0x7ff8UL << 48) : value);

    /// <summary><c>True</c> or <c>False</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value FromBool(bool value) => new(0x06UL | (value ? 1UL : 0UL));

    /// <summary>Boxes a heap pointer; null becomes <see cref="Undefined"/>, the error return.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value FromObject(void* cell) => new((ulong)cell);

    /// <summary>Identity: the script operator <c>is</c>.</summary>
    public static bool operator ==(Value a, Value b) => a.Bits == b.Bits;

    /// <summary>Negated identity: the script operator <c>is not</c>.</summary>
    public static bool operator !=(Value a, Value b) => a.Bits != b.Bits;

    /// <inheritdoc/>
    public bool Equals(Value other) => Bits == other.Bits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => false;

    /// <inheritdoc/>
    public override int GetHashCode() => Bits.GetHashCode();
}
