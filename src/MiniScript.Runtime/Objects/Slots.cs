using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of a type, as function pointers; null if the type lacks one. A class inherits those of its base.</summary>
/// <remarks>Each returns <see cref="Value.Undefined"/> (or what is said) with an exception pending if it fails.</remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct Slots
{
    /// <summary><c>repr</c>: a string.</summary>
    public delegate*<Vm*, Value, Value> Repr;

    /// <summary><c>str</c>: a string.</summary>
    public delegate*<Vm*, Value, Value> Str;

    /// <summary><c>hash</c>: never -1; -1 with an exception pending. Null: unhashable.</summary>
    public delegate*<Vm*, Value, long> Hash;

    /// <summary>Comparison; may return <c>NotImplemented</c>.</summary>
    public delegate*<Vm*, Value, Value, CompareOperation, Value> Compare;

    /// <summary>Truth: 1, 0, or -1 with an exception pending.</summary>
    public delegate*<Vm*, Value, int> Bool;

    /// <summary><c>len</c>; -1 with an exception pending.</summary>
    public delegate*<Vm*, Value, long> Length;

    /// <summary><c>iter</c>.</summary>
    public delegate*<Vm*, Value, Value> Iterate;

    /// <summary><c>next</c>: <see cref="Value.Undefined"/> with nothing pending means exhausted.</summary>
    public delegate*<Vm*, Value, Value> Next;

    /// <summary>object[key].</summary>
    public delegate*<Vm*, Value, Value, Value> GetItem;

    /// <summary>object[key] = value; an undefined value deletes. False with an exception pending.</summary>
    public delegate*<Vm*, Value, Value, Value, bool> SetItem;

    /// <summary>item in object: 1, 0, or -1 with an exception pending.</summary>
    public delegate*<Vm*, Value, Value, int> Contains;

    /// <summary>object.name. Null: the generic lookup.</summary>
    public delegate*<Vm*, Value, Str*, Value> GetAttribute;

    /// <summary>object.name = value; an undefined value deletes. False with an exception pending.</summary>
    public delegate*<Vm*, Value, Str*, Value, bool> SetAttribute;

    /// <summary>(callee, arguments, count of positional ones, keyword names or null).</summary>
    public delegate*<Vm*, Value, Value*, int, Tuple*, Value> Call;

    /// <summary><c>__new__</c>: (class, arguments without the class, …).</summary>
    public delegate*<Vm*, TypeObject*, Value*, int, Tuple*, Value> New;

    /// <summary><c>__init__</c>: (self, arguments without self, …); false with an exception pending. Null: nothing to do.</summary>
    public delegate*<Vm*, Value, Value*, int, Tuple*, bool> Initialize;

    /// <summary><c>__get__</c>: (descriptor, instance or undefined, class).</summary>
    public delegate*<Vm*, Value, Value, TypeObject*, Value> DescriptorGet;

    /// <summary><c>__set__</c>, or <c>__delete__</c> for an undefined value: (descriptor, instance, value).</summary>
    public delegate*<Vm*, Value, Value, Value, bool> DescriptorSet;

    /// <summary>Unary <c>-</c>.</summary>
    public delegate*<Vm*, Value, Value> Negative;

    /// <summary>Unary <c>+</c>.</summary>
    public delegate*<Vm*, Value, Value> Positive;

    /// <summary>Unary <c>~</c>.</summary>
    public delegate*<Vm*, Value, Value> Invert;

    /// <summary><c>abs</c>.</summary>
    public delegate*<Vm*, Value, Value> Absolute;

    /// <summary><c>int()</c>.</summary>
    public delegate*<Vm*, Value, Value> Int;

    /// <summary><c>float()</c>.</summary>
    public delegate*<Vm*, Value, Value> Float;

    /// <summary><c>__index__</c>: an exact integer.</summary>
    public delegate*<Vm*, Value, Value> Index;

    /// <summary>Binary operators, called as (left, right) from either operand's type; may return <c>NotImplemented</c>.</summary>
    public BinarySlots Binary;

    /// <summary>In-place operators; null or <c>NotImplemented</c>: the binary one.</summary>
    public BinarySlots InPlace;

    /// <summary><c>pow</c> with three arguments.</summary>
    public delegate*<Vm*, Value, Value, Value, Value> PowerModulo;
}

/// <summary>One function for each <see cref="BinaryOperation"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct BinarySlots
{
    private fixed ulong functions[BinaryOperations.Count];

    /// <summary>The function for an operator, or null.</summary>
    public delegate*<Vm*, Value, Value, Value> this[BinaryOperation operation]
    {
        readonly get => (delegate*<Vm*, Value, Value, Value>)functions[(int)operation];
        set => functions[(int)operation] = (ulong)value;
    }
}

/// <summary>The binary operators.</summary>
public enum BinaryOperation
{
#pragma warning disable CS1591 // The names say it.
    Add, Subtract, Multiply, Divide, FloorDivide, Modulo, Power, MatrixMultiply, LeftShift, RightShift, And, Or, Xor, DivMod,
#pragma warning restore CS1591
}

/// <summary>Facts about <see cref="BinaryOperation"/>.</summary>
public static class BinaryOperations
{
    /// <summary>The number of operators.</summary>
    public const int Count = 14;
}

/// <summary>The comparisons.</summary>
public enum CompareOperation
{
#pragma warning disable CS1591 // The names say it.
    Less, LessEqual, Equal, NotEqual, Greater, GreaterEqual,
#pragma warning restore CS1591
}
