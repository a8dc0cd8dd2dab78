namespace MiniScript.Extensions.Mathematics;

/// <summary>An exact sum of floats, kept as floats that do not overlap (Shewchuk, 1997).</summary>
internal sealed class ExactSum
{
    private double[] partials = new double[32];
    private int count;
    private double special;
    private double infinities;

    /// <summary>True if both infinities were among the summands.</summary>
    public bool HasOpposedInfinities => double.IsNaN(infinities);

    /// <summary>The sum, rounded once, ties to even.</summary>
    public double Result
    {
        get
        {
            if (special != 0)
            {
                return special;
            }

            if (count == 0)
            {
                return 0.0;
            }

            int i = count - 1;
            double high = partials[i];
            double low = 0;
            while (i > 0)
            {
                double x = high;
                double y = partials[--i];
                high = x + y;
                low = y - (high - x);
                if (low != 0)
                {
                    break;
                }
            }

            // The rest decides a tie: if it pulls the same way as the rounding error, the sum is on the other side.
            if (i > 0 && ((low < 0 && partials[i - 1] < 0) || (low > 0 && partials[i - 1] > 0)))
            {
                double twice = low * 2.0;
                double moved = high + twice;
                if (twice == moved - high)
                {
                    high = moved;
                }
            }

            return high;
        }
    }

    /// <summary>Adds a float; false if the finite sum leaves the range.</summary>
    public bool Add(double summand)
    {
        double x = summand;
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            double y = partials[i];
            if (double.Abs(x) < double.Abs(y))
            {
                (x, y) = (y, x);
            }

            double high = x + y;
            double low = y - (high - x);
            if (low != 0)
            {
                partials[kept++] = low;
            }

            x = high;
        }

        count = kept;
        if (x == 0)
        {
            return true;
        }

        if (!double.IsFinite(x))
        {
            if (double.IsFinite(summand))
            {
                return false;
            }

            infinities += double.IsInfinity(summand) ? summand : 0;
            special += summand;
            count = 0;
            return true;
        }

        if (count == partials.Length)
        {
            Array.Resize(ref partials, count * 2);
        }

        partials[count++] = x;
        return true;
    }
}
