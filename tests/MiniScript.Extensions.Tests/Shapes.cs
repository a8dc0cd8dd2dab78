using System.Collections;

namespace MiniScript.Extensions.Tests;

/// <summary>Shapes that scripts make.</summary>
[Extension("shapes", Version = "0.3")]
public static partial class ShapesExtension
{
    /// <summary>What became of the disposable objects, in order.</summary>
    internal static readonly List<string> Log = [];

    [Constant("unit")] private static readonly Circle Unit = new(1);

    [Function("double")]
    private static Circle Double(Circle circle) => new(circle.Radius * 2);

    [Function("same")]
    private static Circle? Same(Circle? circle) => circle;

    [Function("sum_areas")]
    private static double SumAreas(IReadOnlyList<Circle> circles) => circles.Sum(circle => circle.Area());

    [Function("circles")]
    private static List<Circle> Circles(int count) => [.. Enumerable.Range(1, count).Select(radius => new Circle(radius))];
}

/// <summary>A circle.</summary>
[ExtensionType("shapes.Circle")]
public sealed partial class Circle
{
    /// <summary>A circle of a radius.</summary>
    [Constructor]
    public Circle(double radius, string? label = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        Radius = radius;
        Label = label;
    }

    /// <summary>The radius.</summary>
    [Property("radius")]
    public double Radius { get; set; }

    [Property("label")]
    public string? Label { get; }

    /// <summary>The area.</summary>
    [Method("area")]
    public double Area() => Math.PI * Radius * Radius;

    [Method("scale")]
    internal Circle Scale(double by = 2)
    {
        Radius *= by;
        return this;
    }

    [StaticMethod("of_area")]
    private static Circle OfArea(double area) => new(Math.Sqrt(area / Math.PI));

    [Method("__repr__")]
    private string Repr() => $"Circle({Radius})";

    [Method("__eq__")]
    private bool EqualTo(object? other) => other is Circle circle && circle.Radius.Equals(Radius);

    [Method("__add__")]
    private Circle Add(Circle other) => new(Radius + other.Radius);

    [Method("each")]
    private IEnumerable<object?> Each(ScriptCallable function, int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return function.Invoke(Radius * i);
        }
    }
}

/// <summary>Numbers that a script iterates over and must give back.</summary>
[ExtensionType("shapes.Countdown")]
internal sealed partial class Countdown : IEnumerable<long>, IDisposable
{
    private readonly long from;
    private readonly string name;

    [Constructor]
    public Countdown(long from, string name)
    {
        this.from = from;
        this.name = name;
    }

    [Method("__len__")]
    public long Count() => from;

    public IEnumerator<long> GetEnumerator()
    {
        for (long i = from; i > 0; i--)
        {
            yield return i;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        ShapesExtension.Log.Add(name);
        if (name.StartsWith("bad", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("cannot end " + name);
        }
    }
}
