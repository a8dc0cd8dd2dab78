namespace MiniScript.Extensions.Mathematics;

/// <summary>A sum of products carried in three floats, so that rounding errors of single steps do not show (Ogita, Rump and Oishi, 2005).</summary>
internal struct ExtendedSum
{
    private double high;
    private double low;
    private double tiny;
    private double plain;

    /// <summary>The sum, rounded once. What is not finite follows the plain arithmetic.</summary>
    public readonly double Result
    {
        get
        {
            double result = high + (low + tiny);
            return double.IsFinite(result) ? result : plain;
        }
    }

    /// <summary>Adds x × y.</summary>
    public void AddProduct(double x, double y)
    {
        double product = x * y;
        double productError = double.FusedMultiplyAdd(x, y, -product);
        plain += product;
        (high, double highError) = Add(high, product);
        (double lower, double lowError) = Add(low, productError);
        (low, double lastError) = Add(lower, highError);
        tiny += lowError + lastError;
    }

    /// <summary>The sum of two floats and its rounding error (Knuth).</summary>
    internal static (double Sum, double Error) Add(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }
}
