namespace MiniScript.Extensions.Mathematics;

/// <summary>The gamma function by Lanczos's approximation, with the coefficients (g = 6.0246…, 13 terms) that the Boost library published.</summary>
internal static class GammaFunction
{
    private const double G = 6.024680040776729583740234375;
    private const double GMinusHalf = 5.524680040776729583740234375;
    private const double LogPi = 1.144729885849400174143427351353058711647;

    /// <summary>Beyond this, powers are taken in two halves so that no partial result overflows.</summary>
    private const double SplitPowers = 140;

    private static ReadOnlySpan<double> Numerator =>
    [
        23531376880.410759688572007674451636754734846804940,
        42919803642.649098768957899047001988850926355848959,
        35711959237.355668049440185451547166705960488635843,
        17921034426.037209699919755754458931112671403265390,
        6039542586.3520280050642916443072979210699388420708,
        1439720407.3117216736632230727949123939715485786372,
        248874557.86205415651146038641322942321632125127801,
        31426415.585400194380614231628318205362874684987640,
        2876370.6289353724412254090516208496135991145378768,
        186056.26539522349504029498971604569928220784236328,
        8071.6720023658162106380029022722506138218516325024,
        210.82427775157934587250973392071336271166969580291,
        2.5066282746310002701649081771338373386264310793408,
    ];

    private static ReadOnlySpan<double> Denominator =>
    [
        0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0, 2637558.0, 357423.0, 32670.0, 1925.0, 66.0, 1.0,
    ];

    /// <summary>Γ(x); NaN at the poles and at -∞, infinite on overflow.</summary>
    public static double Gamma(double x)
    {
        if (!double.IsFinite(x))
        {
            return x == double.NegativeInfinity ? double.NaN : x;
        }

        if (x == double.Floor(x))
        {
            if (x <= 0)
            {
                return double.NaN;
            }

            if (x <= 23)
            {
                double factorial = 1; // exact: 22! fits the 53 bits of a double but for its trailing zeros
                for (int i = 2; i < (int)x; i++)
                {
                    factorial *= i;
                }

                return factorial;
            }
        }

        double size = double.Abs(x);
        if (size < 1e-20)
        {
            return 1.0 / x;
        }

        if (size > 200.0)
        {
            return x < 0 ? 0.0 / SinPi(x) : double.PositiveInfinity;
        }

        // y carries the rounding error of size + G - 1/2; z corrects for it.
        double y = size + GMinusHalf;
        double z = size > GMinusHalf ? y - size - GMinusHalf : y - GMinusHalf - size;
        z = z * G / y;
        bool split = size >= SplitPowers;
        double power = split ? double.Pow(y, (size / 2.0) - 0.25) : double.Pow(y, size - 0.5);
        double result;
        if (x < 0)
        {
            result = -double.Pi / SinPi(size) / size * double.Exp(y) / Sum(size);
            result -= z * result;
            result /= power;
            return split ? result / power : result;
        }

        result = Sum(size) / double.Exp(y);
        result += z * result;
        result *= power;
        return split ? result * power : result;
    }

    /// <summary>log |Γ(x)|; NaN at the poles, infinite on overflow and at ±∞.</summary>
    public static double LogGamma(double x)
    {
        if (!double.IsFinite(x))
        {
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        }

        if (x == double.Floor(x) && x <= 2.0)
        {
            return x <= 0 ? double.NaN : 0.0;
        }

        double size = double.Abs(x);
        if (size < 1e-20)
        {
            return -double.Log(size);
        }

        double result = double.Log(Sum(size)) - G;
        result += (size - 0.5) * (double.Log(size + G - 0.5) - 1);
        return x < 0 ? LogPi - double.Log(double.Abs(SinPi(size))) - double.Log(size) - result : result;
    }

    private static double Sum(double x)
    {
        double numerator = 0;
        double denominator = 0;
        if (x < 5.0)
        {
            for (int i = Numerator.Length - 1; i >= 0; i--)
            {
                numerator = (numerator * x) + Numerator[i];
                denominator = (denominator * x) + Denominator[i];
            }
        }
        else
        {
            for (int i = 0; i < Numerator.Length; i++)
            {
                numerator = (numerator / x) + Numerator[i];
                denominator = (denominator / x) + Denominator[i];
            }
        }

        return numerator / denominator;
    }

    /// <summary>sin(πx) with the argument reduced before the multiplication.</summary>
    private static double SinPi(double x)
    {
        double y = double.Abs(x) % 2.0;
        double result = (int)double.Round(2.0 * y, MidpointRounding.AwayFromZero) switch
        {
            0 => double.Sin(double.Pi * y),
            1 => double.Cos(double.Pi * (y - 0.5)),
            2 => double.Sin(double.Pi * (1.0 - y)),
            3 => -double.Cos(double.Pi * (y - 1.5)),
            _ => double.Sin(double.Pi * (y - 2.0)),
        };
        return double.CopySign(1.0, x) * result;
    }
}
