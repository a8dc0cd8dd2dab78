using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Functional;

/// <summary>The native half of <c>operator</c>: the binary operators.</summary>
[BuiltinModule("_operator", Doc = "Operator interface.")]
internal static unsafe partial class OperatorModule
{
    /// <summary>Same as a + b.</summary>
    [Function("add", Signature = "(a, b, /)")]
    private static Value Add(Vm* vm, Value a, Value b) =>
        Value.BothInt(a, b) ? Integers.FromLong(vm, a.AsInt + b.AsInt) : Operators.Binary(vm, BinaryOperation.Add, a, b);

    /// <summary>Same as a - b.</summary>
    [Function("sub", Signature = "(a, b, /)")]
    private static Value Subtract(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.Subtract, a, b);

    /// <summary>Same as a * b.</summary>
    [Function("mul", Signature = "(a, b, /)")]
    private static Value Multiply(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.Multiply, a, b);

    /// <summary>Same as a @ b.</summary>
    [Function("matmul", Signature = "(a, b, /)")]
    private static Value MatrixMultiply(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.MatrixMultiply, a, b);

    /// <summary>Same as a / b.</summary>
    [Function("truediv", Signature = "(a, b, /)")]
    private static Value Divide(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.Divide, a, b);

    /// <summary>Same as a // b.</summary>
    [Function("floordiv", Signature = "(a, b, /)")]
    private static Value FloorDivide(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.FloorDivide, a, b);

    /// <summary>Same as a % b.</summary>
    [Function("mod", Signature = "(a, b, /)")]
    private static Value Modulo(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.Modulo, a, b);

    /// <summary>Same as a ** b.</summary>
    [Function("pow", Signature = "(a, b, /)")]
    private static Value Power(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.Power, a, b);

    /// <summary>Same as a &lt;&lt; b.</summary>
    [Function("lshift", Signature = "(a, b, /)")]
    private static Value LeftShift(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.LeftShift, a, b);

    /// <summary>Same as a &gt;&gt; b.</summary>
    [Function("rshift", Signature = "(a, b, /)")]
    private static Value RightShift(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.RightShift, a, b);

    /// <summary>Same as a &amp; b.</summary>
    [Function("and_", Signature = "(a, b, /)")]
    private static Value And(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.And, a, b);

    /// <summary>Same as a | b.</summary>
    [Function("or_", Signature = "(a, b, /)")]
    private static Value Or(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.Or, a, b);

    /// <summary>Same as a ^ b.</summary>
    [Function("xor", Signature = "(a, b, /)")]
    private static Value Xor(Vm* vm, Value a, Value b) => Operators.Binary(vm, BinaryOperation.Xor, a, b);

    /// <summary>Same as a += b.</summary>
    [Function("iadd", Signature = "(a, b, /)")]
    private static Value AddInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.Add, a, b);

    /// <summary>Same as a -= b.</summary>
    [Function("isub", Signature = "(a, b, /)")]
    private static Value SubtractInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.Subtract, a, b);

    /// <summary>Same as a *= b.</summary>
    [Function("imul", Signature = "(a, b, /)")]
    private static Value MultiplyInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.Multiply, a, b);

    /// <summary>Same as a @= b.</summary>
    [Function("imatmul", Signature = "(a, b, /)")]
    private static Value MatrixMultiplyInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.MatrixMultiply, a, b);

    /// <summary>Same as a /= b.</summary>
    [Function("itruediv", Signature = "(a, b, /)")]
    private static Value DivideInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.Divide, a, b);

    /// <summary>Same as a //= b.</summary>
    [Function("ifloordiv", Signature = "(a, b, /)")]
    private static Value FloorDivideInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.FloorDivide, a, b);

    /// <summary>Same as a %= b.</summary>
    [Function("imod", Signature = "(a, b, /)")]
    private static Value ModuloInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.Modulo, a, b);

    /// <summary>Same as a **= b.</summary>
    [Function("ipow", Signature = "(a, b, /)")]
    private static Value PowerInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.Power, a, b);

    /// <summary>Same as a &lt;&lt;= b.</summary>
    [Function("ilshift", Signature = "(a, b, /)")]
    private static Value LeftShiftInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.LeftShift, a, b);

    /// <summary>Same as a &gt;&gt;= b.</summary>
    [Function("irshift", Signature = "(a, b, /)")]
    private static Value RightShiftInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.RightShift, a, b);

    /// <summary>Same as a &amp;= b.</summary>
    [Function("iand", Signature = "(a, b, /)")]
    private static Value AndInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.And, a, b);

    /// <summary>Same as a |= b.</summary>
    [Function("ior", Signature = "(a, b, /)")]
    private static Value OrInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.Or, a, b);

    /// <summary>Same as a ^= b.</summary>
    [Function("ixor", Signature = "(a, b, /)")]
    private static Value XorInPlace(Vm* vm, Value a, Value b) => Operators.InPlace(vm, BinaryOperation.Xor, a, b);

    /// <summary>Same as a &lt; b.</summary>
    [Function("lt", Signature = "(a, b, /)")]
    private static Value Less(Vm* vm, Value a, Value b) => Operators.Compare(vm, a, b, CompareOperation.Less);

    /// <summary>Same as a &lt;= b.</summary>
    [Function("le", Signature = "(a, b, /)")]
    private static Value LessEqual(Vm* vm, Value a, Value b) => Operators.Compare(vm, a, b, CompareOperation.LessEqual);

    /// <summary>Same as a == b.</summary>
    [Function("eq", Signature = "(a, b, /)")]
    private static Value Equal(Vm* vm, Value a, Value b) => Operators.Compare(vm, a, b, CompareOperation.Equal);

    /// <summary>Same as a != b.</summary>
    [Function("ne", Signature = "(a, b, /)")]
    private static Value NotEqual(Vm* vm, Value a, Value b) => Operators.Compare(vm, a, b, CompareOperation.NotEqual);

    /// <summary>Same as a &gt; b.</summary>
    [Function("gt", Signature = "(a, b, /)")]
    private static Value Greater(Vm* vm, Value a, Value b) => Operators.Compare(vm, a, b, CompareOperation.Greater);

    /// <summary>Same as a &gt;= b.</summary>
    [Function("ge", Signature = "(a, b, /)")]
    private static Value GreaterEqual(Vm* vm, Value a, Value b) => Operators.Compare(vm, a, b, CompareOperation.GreaterEqual);
}
