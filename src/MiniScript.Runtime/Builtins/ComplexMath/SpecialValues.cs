namespace MiniScript.Runtime.Builtins.ComplexMath;

/// <summary>The values of complex functions where a part is infinite or a NaN, as Annex G of the C standard has them.</summary>
/// <remarks>
/// Each table has a row for each real part and a pair of letters for each imaginary part, both of -∞, negative, -0, 0, positive, ∞, NaN. The letters:
/// <c>i I</c> ±∞, <c>n</c> NaN, <c>0 Z</c> ±0, <c>1 u</c> ±1, <c>p P</c> ±π, <c>h H</c> ±π/2, <c>q Q</c> ±π/4, <c>t T</c> ±3π/4, <c>d</c> a domain
/// error. An entry that depends on more than the sign of a finite part is not used.
/// </remarks>
internal static class SpecialValues
{
    /// <summary>acos.</summary>
    public static ReadOnlySpan<byte> Acos =>
        "tipipipIpItInihixxxxxxxxhInnhixxxxxxxxhIhnhixxxxxxxxhIhnhixxxxxxxxhInnqi0i0i0I0IqInininnnnnnnnnInn"u8;

    /// <summary>acosh.</summary>
    public static ReadOnlySpan<byte> Acosh =>
        "iTiPiPipipitiniHxxxxxxxxihnniHxxxxxxxxihnniHxxxxxxxxihnniHxxxxxxxxihnniQiZiZi0i0iqininnnnnnnnninnn"u8;

    /// <summary>asinh.</summary>
    public static ReadOnlySpan<byte> Asinh =>
        "IQIZIZI0I0IqInIHxxxxxxxxIhnnIHxxxxxxxxIhnniHxxxxxxxxihnniHxxxxxxxxihnniQiZiZi0i0iqininnnnZn0nninnn"u8;

    /// <summary>atanh.</summary>
    public static ReadOnlySpan<byte> Atanh =>
        "ZHZHZHZhZhZhZnZHxxxxxxxxZhnnZHxxxxxxxxZhZn0Hxxxxxxxx0h0n0Hxxxxxxxx0hnn0H0H0H0h0h0h0n0Hnnnnnnnn0hnn"u8;

    /// <summary>cosh.</summary>
    public static ReadOnlySpan<byte> Cosh =>
        "ddIii0iZIIddinddxxxxxxxxddnnddxxxxxxxxddn0ddxxxxxxxxddn0ddxxxxxxxxddnnddIIiZi0Iiddinnnnnn0n0nnnnnn"u8;

    /// <summary>exp.</summary>
    public static ReadOnlySpan<byte> Exp =>
        "00ZZ0Z00Z00000ddxxxxxxxxddnnddxxxxxxxxddnnddxxxxxxxxddnnddxxxxxxxxddnnddIIiZi0IiddinnnnnnZn0nnnnnn"u8;

    /// <summary>log.</summary>
    public static ReadOnlySpan<byte> Log =>
        "iTiPiPipipitiniHxxxxxxxxihnniHxxxxxxxxihnniHxxxxxxxxihnniHxxxxxxxxihnniQiZiZi0i0iqininnnnnnnnninnn"u8;

    /// <summary>sinh.</summary>
    public static ReadOnlySpan<byte> Sinh =>
        "ddiIIZI0iiddinddxxxxxxxxddnnddxxxxxxxxdd0nddxxxxxxxxdd0nddxxxxxxxxddnnddIIiZi0IiddinnnnnnZn0nnnnnn"u8;

    /// <summary>sqrt.</summary>
    public static ReadOnlySpan<byte> Sqrt =>
        "iI0I0I0i0iiiniiIxxxxxxxxiinniIxxxxxxxxiinniIxxxxxxxxiinniIxxxxxxxxiinniIiZiZi0i0iiiniInnnnnnnniinn"u8;

    /// <summary>tanh.</summary>
    public static ReadOnlySpan<byte> Tanh =>
        "u0u0uZu0uZu0u0ddxxxxxxxxddnnddxxxxxxxxddnnddxxxxxxxxddnnddxxxxxxxxddnn10101Z101Z1010nnnnnZn0nnnnnn"u8;

    /// <summary>rect.</summary>
    public static ReadOnlySpan<byte> Rect =>
        "ddiiI0IZiIddinddxxxxxxxxddnn00xxxxxxxx000000xxxxxxxx0000ddxxxxxxxxddnnddIIiZi0Iiddinnnnnn0n0nnnnnn"u8;

    /// <summary>Looks up the value for a number with a part that is not finite; false for a domain error.</summary>
    public static bool TryFind(ReadOnlySpan<byte> table, double real, double imaginary, out double resultReal, out double resultImaginary)
    {
        int at = ((Row(real) * 7) + Row(imaginary)) * 2;
        resultReal = Of(table[at]);
        resultImaginary = Of(table[at + 1]);
        return table[at] != 'd';
    }

    private static int Row(double part) => double.IsNaN(part) ? 6 : double.IsInfinity(part) ? (part < 0 ? 0 : 5)
        : part != 0 ? (part < 0 ? 1 : 4) : double.IsNegative(part) ? 2 : 3;

    private static double Of(byte letter) => letter switch
    {
        (byte)'i' => double.PositiveInfinity,
        (byte)'I' => double.NegativeInfinity,
        (byte)'0' => 0.0,
        (byte)'Z' => -0.0,
        (byte)'1' => 1.0,
        (byte)'u' => -1.0,
        (byte)'p' => Math.PI,
        (byte)'P' => -Math.PI,
        (byte)'h' => Math.PI / 2,
        (byte)'H' => -Math.PI / 2,
        (byte)'q' => Math.PI / 4,
        (byte)'Q' => -Math.PI / 4,
        (byte)'t' => 3 * Math.PI / 4,
        (byte)'T' => -3 * Math.PI / 4,
        _ => BitConverter.UInt64BitsToDouble(0x7ff8UL << 48),
    };
}
