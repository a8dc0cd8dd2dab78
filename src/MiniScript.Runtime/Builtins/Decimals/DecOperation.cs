namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary>The operations that methods of numbers and of contexts share; the library module names them by these numbers.</summary>
internal enum DecOperation
{
#pragma warning disable CS1591 // The names say it.
    Add, Subtract, Multiply, Divide, DivideInt, Remainder, RemainderNear, Compare, CompareSignal, CompareTotal, CompareTotalMag, Max, MaxMag, Min, MinMag,
    NextToward, Quantize, Rotate, Shift, ScaleB, LogicalAnd, LogicalOr, LogicalXor, Power, CopySign,
    Abs, Minus, Plus, Exp, Ln, Log10, Sqrt, LogB, Normalize, NextMinus, NextPlus, ToIntegralExact, ToIntegralValue, LogicalInvert, Finish,
#pragma warning restore CS1591
}
