using MiniScript.Generators.Models;

namespace MiniScript.Generators.Reading;

/// <summary>Types as Python writes them, in the signatures of extensions.</summary>
internal static class TypeHint
{
    /// <summary>What a parameter takes.</summary>
    public static string OfParameter(ConversionModel conversion) => OrNone(conversion, conversion.Kind switch
    {
        ConversionKind.List or ConversionKind.Array => $"Iterable[{OfParameter(conversion.Element!)}]",
        _ => Plain(conversion, OfParameter),
    });

    /// <summary>What a function returns.</summary>
    public static string OfResult(ConversionModel conversion) => OrNone(conversion, conversion.Kind switch
    {
        ConversionKind.List or ConversionKind.Array => $"list[{OfResult(conversion.Element!)}]",
        ConversionKind.Task => $"Awaitable[{OfResult(conversion.Element!)}]",
        ConversionKind.Sequence => $"Iterator[{OfResult(conversion.Element!)}]",
        _ => Plain(conversion, OfResult),
    });

    private static string Plain(ConversionModel conversion, Func<ConversionModel, string> inner) => conversion.Kind switch
    {
        ConversionKind.Void => "None",
        ConversionKind.Int32 or ConversionKind.Int64 or ConversionKind.BigInteger => "int",
        ConversionKind.Double => "float",
        ConversionKind.Boolean => "bool",
        ConversionKind.Text => "str",
        ConversionKind.Bytes => "bytes",
        ConversionKind.Callable => "Callable",
        ConversionKind.Map => $"dict[{inner(conversion.Key!)}, {inner(conversion.Element!)}]",
        ConversionKind.Instance => conversion.SimpleName.Substring(conversion.SimpleName.LastIndexOf('.') + 1),
        ConversionKind.Pointer => conversion.SimpleName is "Str" or "List" or "Dict" or "Tuple" or "Bytes" ? conversion.SimpleName.ToLowerInvariant() : "object",
        _ => "object",
    };

    private static string OrNone(ConversionModel conversion, string hint) =>
        conversion.IsNullable && conversion.Kind != ConversionKind.Object ? hint + " | None" : hint;
}
