namespace MiniScript.Runtime.Execution;

/// <summary>The parameters of a native function, as <see cref="ArgumentBinder.Bind"/> needs them. Variadic ones are not counted.</summary>
/// <param name="Count">All parameters; at most 64.</param>
/// <param name="PositionalOnly">Those that come first and have no name for the caller.</param>
/// <param name="Positional">Those that take positional arguments, the positional-only ones included; the rest are keyword-only.</param>
/// <param name="Required">A bit for each parameter that must be given, the first parameter lowest.</param>
/// <param name="HasVarArgs">Whether further positional arguments are accepted.</param>
/// <param name="HasVarKeywords">Whether further keyword arguments are accepted.</param>
public readonly record struct BindShape(int Count, int PositionalOnly, int Positional, ulong Required, bool HasVarArgs, bool HasVarKeywords)
{
    /// <summary>How many positional parameters lead that must be given.</summary>
    public int Least => Math.Min(System.Numerics.BitOperations.TrailingZeroCount(~Required), Positional);

    /// <summary>Whether the parameter at an index must be given.</summary>
    public bool IsRequired(int index) => ((Required >> index) & 1) != 0;
}
