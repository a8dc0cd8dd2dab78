using System.Numerics;

namespace MiniScript.Extensions.Tests;

/// <summary>An extension with a function for each conversion.</summary>
[Extension("sample", Version = "1.2.0", Requires = ["math"])]
[ExtensionError("SampleError", Base = "ValueError", Doc = "What samples raise.")]
[ExtensionError("DeepError", Base = "SampleError")]
public static partial class SampleExtension
{
    [Constant("primes")] private static readonly int[] Primes = [2, 3, 5];

    private static ScriptObject? kept;

    /// <summary>The area of a circle.</summary>
    [Function("area")]
    private static double Area(double radius) => Math.PI * radius * radius;

    [Function("half")]
    private static long? Half(long? number = null) => number / 2;

    [Function("mean")]
    private static double Mean(IReadOnlyList<double> numbers) => numbers.Count == 0 ? double.NaN : numbers.Average();

    [Function("longest")]
    private static string? Longest(string[] words, string? fallback = null) => words.MaxBy(word => word.Length) ?? fallback;

    [Function("total")]
    private static double Total(string label, params double[] numbers) => numbers.Sum() + label.Length;

    [Function("count_words")]
    private static Dictionary<string, int> CountWords(IEnumerable<string> words)
    {
        Dictionary<string, int> counts = [];
        foreach (string word in words)
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return counts;
    }

    [Function("turn")]
    private static Dictionary<long, string> Turn(IReadOnlyDictionary<string, long> map) => map.ToDictionary(pair => pair.Value, pair => pair.Key);

    [Function("matrix")]
    private static List<List<double?>> Matrix(List<List<double?>> rows) => rows;

    [Function("reverse")]
    private static byte[] Reverse(ReadOnlySpan<byte> data)
    {
        byte[] copy = data.ToArray();
        Array.Reverse(copy);
        return copy;
    }

    [Function("power")]
    private static BigInteger Power(BigInteger number, int exponent) => BigInteger.Pow(number, exponent);

    [Function("echo")]
    private static object? Echo(object? value) => value;

    [Function("same")]
    private static ScriptObject Same(ScriptObject value) => value;

    [Function("kind")]
    private static string Kind(object? value) => value switch
    {
        null => "null",
        bool => "Boolean",
        long => "Int64",
        BigInteger => "BigInteger",
        double => "Double",
        string => "String",
        byte[] => "Byte[]",
        List<object?> => "List`1",
        object?[] => "Object[]",
        Dictionary<object, object?> => "Dictionary`2",
        ScriptCallable => "ScriptCallable",
        ScriptObject => "ScriptObject",
        _ => "other",
    };

    [Function("apply")]
    private static object? Apply(ExtensionContext ctx, ScriptCallable function, object? argument, long times = 1)
    {
        for (long i = 0; i < times; i++)
        {
            argument = ctx.Apply(function, argument);
        }

        return argument;
    }

    [Function("map")]
    private static IEnumerable<object?> Map(ScriptCallable function, IEnumerable<double> numbers)
    {
        foreach (double number in numbers)
        {
            yield return function.Invoke(number);
        }
    }

    [Function("integral")]
    private static double Integral(ExtensionContext ctx, ScriptCallable function, double from, double to, int steps = 100)
    {
        double width = (to - from) / steps;
        double sum = 0;
        for (int i = 0; i < steps; i++)
        {
            sum += ctx.Apply<double>(function, from + ((i + 0.5) * width));
        }

        return sum * width;
    }

    [Function("attempt")]
    private static string Attempt(ScriptCallable function)
    {
        try
        {
            return "gave " + function.Invoke();
        }
        catch (ScriptException failure)
        {
            return $"{failure.TypeName}: {failure.Message}";
        }
    }

    [Function("wrap")]
    private static object? Wrap(ScriptCallable function)
    {
        try
        {
            return function.Invoke();
        }
        catch (ScriptException failure)
        {
            throw new ScriptException("sample.SampleError", "wrapped", failure);
        }
    }

    [Function("fail")]
    private static void Fail(string type, string message) => throw new ScriptException(type, message);

    [Function("fail_in_csharp")]
    private static void FailInCSharp(string which) => throw (which switch
    {
        "argument" => new ArgumentException("bad argument"),
        "format" => new FormatException("bad format"),
        "file" => new FileNotFoundException("no file"),
        "key" => new KeyNotFoundException("no key"),
        "divide" => new DivideByZeroException("by zero"),
        "time" => new TimeoutException("late"),
        _ => new InvalidOperationException("other"),
    });

    [Function("keep")]
    private static void Keep(ScriptObject value, bool properly)
    {
        kept?.Dispose();
        kept = properly ? value.Keep() : value;
    }

    [Function("kept")]
    private static ScriptObject? Kept() => kept;

    [Function("describe")]
    private static string Describe(ScriptObject value) => $"{value.TypeName} {value} {value.GetAttribute("__class__")}";

    [Function("sleep")]
    private static async Task<string> Sleep(int milliseconds, string result)
    {
        await Task.Delay(milliseconds);
        return result;
    }

    [Function("work")]
    private static Task Work(int milliseconds) => Task.Run(() => Thread.Sleep(milliseconds));

    [Function("later")]
    private static async ValueTask<object?> Later(ExtensionContext ctx, ScriptCallable function, int milliseconds)
    {
        await Task.Delay(milliseconds);
        object? first = ctx.Apply(function, 1);
        await Task.Yield();
        return new List<object?> { first, function.Invoke(2) };
    }

    [Function("fail_later")]
    private static async Task<long> FailLater(string type)
    {
        await Task.Delay(1);
        throw type == "cancel" ? new OperationCanceledException() : new ScriptException(type, "late");
    }

    [Function("misuse")]
    private static async Task<object?> Misuse(ExtensionContext ctx, ScriptCallable function)
    {
        await Task.Delay(1).ConfigureAwait(false);
        return ctx.Apply(function);
    }

    [Function("write")]
    private static void Write(ExtensionContext ctx, string text) => ctx.Write(text);
}
