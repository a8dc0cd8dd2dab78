namespace MiniScript.Extensions.Mathematics;

/// <summary>The length of a vector, without undue overflow or underflow, to almost the last bit.</summary>
internal static class VectorNorm
{
    /// <summary>The square root of the sum of the squares; infinite if any coordinate is, else NaN if any is.</summary>
    /// <param name="vector">The coordinates; they are scaled in place.</param>
    public static double Of(Span<double> vector)
    {
        double greatest = 0;
        bool hasNaN = false;
        foreach (double coordinate in vector)
        {
            greatest = double.Max(double.IsNaN(coordinate) ? 0 : double.Abs(coordinate), greatest);
            hasNaN |= double.IsNaN(coordinate);
        }

        if (double.IsInfinity(greatest) || hasNaN)
        {
            return double.IsInfinity(greatest) ? greatest : double.NaN;
        }

        if (greatest == 0 || vector.Length <= 1)
        {
            return greatest;
        }

        int exponent = double.ILogB(greatest) + 1;
        double sum = 0;
        double errors = 0;
        foreach (double coordinate in vector)
        {
            Accumulate(double.ScaleB(coordinate, -exponent), 1, ref sum, ref errors);
        }

        // One Newton step on the root, with the residue computed in twice the precision.
        double root = double.Sqrt(sum + errors);
        Accumulate(root, -1, ref sum, ref errors);
        root += (sum + errors) / (2.0 * root);
        return double.ScaleB(root, exponent);
    }

    private static void Accumulate(double x, double sign, ref double sum, ref double errors)
    {
        double square = x * x;
        double squareError = double.FusedMultiplyAdd(x, x, -square);
        (sum, double sumError) = ExtendedSum.Add(sum, sign * square);
        errors += (sign * squareError) + sumError;
    }
}
