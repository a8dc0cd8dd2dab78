using MiniScript.Generators.Models;
using MiniScript.Generators.Reading;

namespace MiniScript.Generators.Emission;

/// <summary>
/// Finds the functions that convert between C# and script for one class, and writes those that the runtime does not have: the conversions of lists, maps,
/// nullable items and extension types, each once for a type.
/// </summary>
internal sealed class ConversionEmitter
{
    private const string Binder = RuntimeNames.Binder;
    private const string Extending = RuntimeNames.ExtensionBinder;

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly List<string> lines = [];

    /// <summary>The function <c>bool (Vm*, Value, out T)</c> that converts a value. It returns false with nothing pending when the value has another type.</summary>
    public string To(ConversionModel conversion)
    {
        if (conversion.IsNullable && conversion.Kind != ConversionKind.Object)
        {
            var inner = To(conversion with { IsNullable = false });
            return Add("To", conversion.LocalType, name =>
                $"{{ if (value.IsNone) {{ result = null; return true; }} bool done = {inner}(vm, value, out {(conversion with { IsNullable = false }).LocalType} inner); result = inner; return done; }}");
        }
        return conversion.Kind switch
        {
            ConversionKind.Int64 => Binder + ".ToInt64",
            ConversionKind.Int32 => Binder + ".ToInt32",
            ConversionKind.Double => Binder + ".ToDouble",
            ConversionKind.Boolean => Binder + ".ToBoolean",
            ConversionKind.BigInteger => Binder + ".ToBigInteger",
            ConversionKind.Text => Extending + ".ToText",
            ConversionKind.Bytes => Extending + ".ToBytes",
            ConversionKind.Object => Extending + ".ToObject",
            ConversionKind.Handle => Extending + ".ToHandle",
            ConversionKind.Callable => Extending + ".ToCallable",
            ConversionKind.List => Add("To", conversion.LocalType, _ => $"=> {Extending}.ToList<{conversion.Element!.LocalType}>(vm, value, &{To(conversion.Element!)}, {Expected(conversion.Element!)}, out result);"),
            ConversionKind.Array => Add("To", conversion.LocalType, _ => $"=> {Extending}.ToArray<{conversion.Element!.LocalType}>(vm, value, &{To(conversion.Element!)}, {Expected(conversion.Element!)}, out result);"),
            ConversionKind.Map => Add("To", conversion.LocalType, _ =>
                $"=> {Extending}.ToMap<{conversion.Key!.LocalType}, {conversion.Element!.LocalType}>(vm, value, &{To(conversion.Key!)}, {Expected(conversion.Key!)}, &{To(conversion.Element!)}, {Expected(conversion.Element!)}, out result);"),
            _ => Add("To", conversion.LocalType, _ => $"=> (result = ({Extending}.Target(vm, value) as {conversion.TypeName})!) != null;"),
        };
    }

    /// <summary>The function <c>Value (Vm*, T)</c> that converts back.</summary>
    public string From(ConversionModel conversion)
    {
        var item = conversion.Element;
        return conversion.Kind switch
        {
            ConversionKind.Object => Extending + ".ReturnObject",
            ConversionKind.Handle or ConversionKind.Callable => Add("From", conversion.TypeName + "?", _ => $"=> {Extending}.Return(vm, value);"),
            ConversionKind.List => Add("From", $"global::System.Collections.Generic.IEnumerable<{item!.LocalType}>?", _ => $"=> {Extending}.ReturnList<{item.LocalType}>(vm, value, &{From(item)});"),
            ConversionKind.Array => Add("From", item!.LocalType + "[]?", _ => $"=> {Extending}.ReturnList<{item.LocalType}>(vm, value, &{From(item)});"),
            ConversionKind.Map => Add("From", $"global::System.Collections.Generic.IEnumerable<global::System.Collections.Generic.KeyValuePair<{conversion.Key!.LocalType}, {item!.LocalType}>>?", _ =>
                $"=> {Extending}.ReturnMap<{conversion.Key!.LocalType}, {item.LocalType}>(vm, value, &{From(conversion.Key!)}, &{From(item)});"),
            ConversionKind.Instance => Add("From", conversion.TypeName + "?", _ =>
                $"=> {Extending}.ReturnInstance(vm, value, \"{conversion.SimpleName.Substring(0, conversion.SimpleName.LastIndexOf('.'))}\");"),
            _ => Binder + ".Return",
        };
    }

    /// <summary>The name of a type in messages, as a literal.</summary>
    public static string Expected(ConversionModel conversion) => SourceWriter.Utf8(conversion.Kind switch
    {
        ConversionKind.List or ConversionKind.Array => "iterable",
        ConversionKind.Map => "dict",
        ConversionKind.Instance => conversion.SimpleName,
        ConversionKind.Callable => "callable",
        _ => TypeHint.OfParameter(conversion with { IsNullable = false }),
    } + (conversion.IsNullable ? " or None" : ""));

    /// <summary>Writes the functions that were asked for.</summary>
    public void Emit(SourceWriter writer)
    {
        foreach (var line in lines)
        {
            writer.Line(line).Line();
        }
    }

    private string Add(string prefix, string type, Func<string, string> body)
    {
        var key = prefix + type;
        if (names.TryGetValue(key, out var known))
        {
            return known;
        }
        var name = prefix + names.Count;
        names.Add(key, name);
        var text = body(name);
        lines.Add(prefix == "To"
            ? $"private static bool {name}({RuntimeNames.Vm}* vm, {RuntimeNames.Value} value, out {type} result) {text}"
            : $"private static {RuntimeNames.Value} {name}({RuntimeNames.Vm}* vm, {type} value) {text}");
        return name;
    }
}
