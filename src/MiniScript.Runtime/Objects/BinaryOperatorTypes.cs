using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>What tells one binary operator's special methods from another's at compile time.</summary>
internal interface IBinaryOperator
{
    /// <summary>The operator.</summary>
    static abstract BinaryOperation Operation { get; }

    /// <summary>The method of the left operand.</summary>
    static abstract NameId Method { get; }

    /// <summary>The method of the right operand.</summary>
    static abstract NameId Reflected { get; }

    /// <summary>The in-place method.</summary>
    static abstract NameId InPlace { get; }
}

/// <summary>The binary operators as types.</summary>
internal static class BinaryOperatorTypes
{
#pragma warning disable CS1591 // Each is the operator it is named for.
    internal readonly struct Add : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.Add;
        public static NameId Method => NameId.__add__;
        public static NameId Reflected => NameId.__radd__;
        public static NameId InPlace => NameId.__iadd__;
    }

    internal readonly struct Subtract : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.Subtract;
        public static NameId Method => NameId.__sub__;
        public static NameId Reflected => NameId.__rsub__;
        public static NameId InPlace => NameId.__isub__;
    }

    internal readonly struct Multiply : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.Multiply;
        public static NameId Method => NameId.__mul__;
        public static NameId Reflected => NameId.__rmul__;
        public static NameId InPlace => NameId.__imul__;
    }

    internal readonly struct Divide : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.Divide;
        public static NameId Method => NameId.__truediv__;
        public static NameId Reflected => NameId.__rtruediv__;
        public static NameId InPlace => NameId.__itruediv__;
    }

    internal readonly struct FloorDivide : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.FloorDivide;
        public static NameId Method => NameId.__floordiv__;
        public static NameId Reflected => NameId.__rfloordiv__;
        public static NameId InPlace => NameId.__ifloordiv__;
    }

    internal readonly struct Modulo : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.Modulo;
        public static NameId Method => NameId.__mod__;
        public static NameId Reflected => NameId.__rmod__;
        public static NameId InPlace => NameId.__imod__;
    }

    internal readonly struct Power : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.Power;
        public static NameId Method => NameId.__pow__;
        public static NameId Reflected => NameId.__rpow__;
        public static NameId InPlace => NameId.__ipow__;
    }

    internal readonly struct MatrixMultiply : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.MatrixMultiply;
        public static NameId Method => NameId.__matmul__;
        public static NameId Reflected => NameId.__rmatmul__;
        public static NameId InPlace => NameId.__imatmul__;
    }

    internal readonly struct LeftShift : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.LeftShift;
        public static NameId Method => NameId.__lshift__;
        public static NameId Reflected => NameId.__rlshift__;
        public static NameId InPlace => NameId.__ilshift__;
    }

    internal readonly struct RightShift : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.RightShift;
        public static NameId Method => NameId.__rshift__;
        public static NameId Reflected => NameId.__rrshift__;
        public static NameId InPlace => NameId.__irshift__;
    }

    internal readonly struct And : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.And;
        public static NameId Method => NameId.__and__;
        public static NameId Reflected => NameId.__rand__;
        public static NameId InPlace => NameId.__iand__;
    }

    internal readonly struct Or : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.Or;
        public static NameId Method => NameId.__or__;
        public static NameId Reflected => NameId.__ror__;
        public static NameId InPlace => NameId.__ior__;
    }

    internal readonly struct Xor : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.Xor;
        public static NameId Method => NameId.__xor__;
        public static NameId Reflected => NameId.__rxor__;
        public static NameId InPlace => NameId.__ixor__;
    }

    internal readonly struct DivMod : IBinaryOperator
    {
        public static BinaryOperation Operation => BinaryOperation.DivMod;
        public static NameId Method => NameId.__divmod__;
        public static NameId Reflected => NameId.__rdivmod__;
        public static NameId InPlace => NameId.Count;
    }
#pragma warning restore CS1591
}
