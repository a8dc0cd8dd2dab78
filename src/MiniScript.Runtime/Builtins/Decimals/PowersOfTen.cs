using System.Numerics;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary>Powers of ten and counts of digits.</summary>
internal static class PowersOfTen
{
    private const int Kept = 160;
    private const double LogTwo = 0.30102999566398119521;
    private static readonly BigInteger[] Table = Make();

    [ThreadStatic]
    private static long lastExponent;

    [ThreadStatic]
    private static BigInteger lastPower;

    /// <summary>Ten to a power that is not negative.</summary>
    public static BigInteger Of(long exponent)
    {
        if (exponent < Kept)
        {
            return Table[exponent];
        }

        if (exponent != lastExponent)
        {
            lastPower = BigInteger.Pow(10, checked((int)exponent));
            lastExponent = exponent;
        }

        return lastPower;
    }

    /// <summary>The number of decimal digits; 1 for zero.</summary>
    public static long Digits(BigInteger value)
    {
        if (value.IsZero)
        {
            return 1;
        }

        long guess = (long)((value.GetBitLength() - 1) * LogTwo);
        return value >= Of(guess + 1) ? guess + 2 : value >= Of(guess) ? guess + 1 : guess;
    }

    private static BigInteger[] Make()
    {
        BigInteger[] table = new BigInteger[Kept];
        table[0] = BigInteger.One;
        for (int i = 1; i < Kept; i++)
        {
            table[i] = table[i - 1] * 10;
        }

        return table;
    }
}
