namespace MiniScript.Runtime.Objects;

/// <summary>Variations of <see cref="Floats.Format"/>.</summary>
[Flags]
public enum FloatStyle
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A plus sign before numbers that have no minus sign.</summary>
    AlwaysSign = 1,

    /// <summary>".0" behind a finite number that would look like an integer.</summary>
    AddDotZero = 2,

    /// <summary>Always a decimal point, and the trailing zeros of <c>g</c> (the <c>#</c> flag).</summary>
    Alternate = 4,

    /// <summary>No minus sign before what was rounded to zero (the <c>z</c> flag).</summary>
    NoNegativeZero = 8,
}
