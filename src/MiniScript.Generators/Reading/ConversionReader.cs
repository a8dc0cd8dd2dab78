using Microsoft.CodeAnalysis;
using MiniScript.Generators.Models;

namespace MiniScript.Generators.Reading;

/// <summary>Finds the conversion between a C# type and script values.</summary>
internal static class ConversionReader
{
    /// <summary>The conversion of a parameter type, or null when there is none.</summary>
    public static ConversionModel? ForParameter(ITypeSymbol type)
    {
        switch (type.Name)
        {
            case "Args" when FullName(type) == RuntimeNames.Args:
                return new ConversionModel(ConversionKind.Args, RuntimeNames.Args, "Args", false);
            case "KeywordArgs" when FullName(type) == RuntimeNames.KeywordArgs:
                return new ConversionModel(ConversionKind.KeywordArgs, RuntimeNames.KeywordArgs, "KeywordArgs", false);
            case "List" or "IList" or "IReadOnlyList" or "ICollection" or "IReadOnlyCollection" or "IEnumerable" when IsGenericCollection(type, 1):
                return Element(type, 0) is { } item ? new ConversionModel(ConversionKind.List, $"global::System.Collections.Generic.List<{item.LocalType}>", "list", IsAnnotated(type), item) : null;
            case "ReadOnlySpan" when FullName(type) == "global::System.ReadOnlySpan<byte>":
                return new ConversionModel(ConversionKind.Bytes, "byte[]", "byte[]", false);
            default:
                return type.SpecialType != SpecialType.System_Void && ForResult(type) is { Kind: not (ConversionKind.Task or ConversionKind.Sequence) } found ? found : null;
        }
    }

    /// <summary>The conversion of a result type, or null when there is none.</summary>
    public static ConversionModel? ForResult(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return ForResult(nullable.TypeArguments[0]) is { Kind: not ConversionKind.Value } inner ? inner with { IsNullable = true } : null;
        }
        if (type is IPointerTypeSymbol { PointedAtType: INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } pointed })
        {
            return FullName(pointed) is RuntimeNames.Vm or RuntimeNames.Value
                ? null
                : new ConversionModel(ConversionKind.Pointer, FullName(pointed), pointed.Name, false);
        }
        var annotated = IsAnnotated(type);
        return type.SpecialType switch
        {
            SpecialType.System_Void => new ConversionModel(ConversionKind.Void, "void", "void", false),
            SpecialType.System_Int64 => new ConversionModel(ConversionKind.Int64, "long", "long", false),
            SpecialType.System_Int32 => new ConversionModel(ConversionKind.Int32, "int", "int", false),
            SpecialType.System_Double => new ConversionModel(ConversionKind.Double, "double", "double", false),
            SpecialType.System_Boolean => new ConversionModel(ConversionKind.Boolean, "bool", "bool", false),
            SpecialType.System_String => new ConversionModel(ConversionKind.Text, "string", "string", annotated),
            _ when type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } =>
                new ConversionModel(ConversionKind.Bytes, "byte[]", "byte[]", annotated),
            _ when FullName(type) == "global::System.Numerics.BigInteger" =>
                new ConversionModel(ConversionKind.BigInteger, "global::System.Numerics.BigInteger", "BigInteger", false),
            SpecialType.System_Object when annotated => new ConversionModel(ConversionKind.Object, "object", "object", true),
            _ when FullName(type) is RuntimeNames.ScriptObject or RuntimeNames.ScriptCallable => new ConversionModel(
                type.Name == "ScriptObject" ? ConversionKind.Handle : ConversionKind.Callable, FullName(type), type.Name == "ScriptObject" ? "object" : "callable", annotated),
            _ when type is IArrayTypeSymbol { Rank: 1 } array =>
                ForResult(array.ElementType) is { } item && IsItem(item) ? new ConversionModel(ConversionKind.Array, item.LocalType + "[]", "list", annotated, item) : null,
            _ when type.Name is "Task" or "ValueTask" && type.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks" => ForTask((INamedTypeSymbol)type),
            _ when type is INamedTypeSymbol { IsGenericType: true } => ForCollection((INamedTypeSymbol)type, annotated),
            _ when FindAttribute(type, RuntimeNames.ExtensionType) is { } attribute && attribute.ConstructorArguments.Length == 1 =>
                new ConversionModel(ConversionKind.Instance, FullName(type), attribute.ConstructorArguments[0].Value as string ?? "", annotated),
            _ when FullName(type) == RuntimeNames.Value => new ConversionModel(ConversionKind.Value, RuntimeNames.Value, "Value", false),
            _ => null,
        };
    }

    /// <summary>What iterating over a class gives; null if it is no sequence, or one of what has no conversion.</summary>
    public static ConversionModel? ItemsOf(ITypeSymbol type)
    {
        var sequence = type.AllInterfaces.FirstOrDefault(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);
        return sequence == null ? null : Element(sequence, 0);
    }

    /// <summary>The attribute of that name, or null.</summary>
    public static AttributeData? FindAttribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    /// <summary>Whether a type is the context that extension functions may take first.</summary>
    public static bool IsContext(ITypeSymbol type) => FullName(type) == RuntimeNames.Context;

    private static bool IsAnnotated(ITypeSymbol type) => type.NullableAnnotation == NullableAnnotation.Annotated;

    private static bool IsGenericCollection(ITypeSymbol type, int count) => type is INamedTypeSymbol { IsGenericType: true } named
        && named.TypeArguments.Length == count && named.ContainingNamespace.ToDisplayString() == "System.Collections.Generic";

    /// <summary>A type argument's conversion, if it can be that of an item.</summary>
    private static ConversionModel? Element(ITypeSymbol type, int index) =>
        ForResult(((INamedTypeSymbol)type).TypeArguments[index]) is { } item && IsItem(item) ? item : null;

    private static bool IsItem(ConversionModel conversion) =>
        conversion.Kind is not (ConversionKind.Void or ConversionKind.Value or ConversionKind.Pointer or ConversionKind.Sequence or ConversionKind.Task);

    private static ConversionModel? ForTask(INamedTypeSymbol type)
    {
        var result = type.IsGenericType ? ForResult(type.TypeArguments[0]) : new ConversionModel(ConversionKind.Void, "void", "void", false);
        return result != null && (!type.IsGenericType || IsItem(result)) ? new ConversionModel(ConversionKind.Task, FullName(type), type.Name, false, result) : null;
    }

    private static ConversionModel? ForCollection(INamedTypeSymbol type, bool annotated)
    {
        if (IsGenericCollection(type, 1) && Element(type, 0) is { } item)
        {
            return type.Name switch
            {
                "List" or "IList" or "IReadOnlyList" or "ICollection" or "IReadOnlyCollection" =>
                    new ConversionModel(ConversionKind.List, $"global::System.Collections.Generic.List<{item.LocalType}>", "list", annotated, item),
                "IEnumerable" => new ConversionModel(ConversionKind.Sequence, FullName(type), "iterator", annotated, item),
                _ => null,
            };
        }
        return IsGenericCollection(type, 2) && type.Name is "Dictionary" or "IDictionary" or "IReadOnlyDictionary"
            && Element(type, 0) is { IsNullable: false } key && Element(type, 1) is { } value
            ? new ConversionModel(ConversionKind.Map, $"global::System.Collections.Generic.Dictionary<{key.LocalType}, {value.LocalType}>", "dict", annotated, value, key)
            : null;
    }

    /// <summary>Whether a type is a pointer to the virtual machine.</summary>
    public static bool IsVm(ITypeSymbol type) => type is IPointerTypeSymbol pointer && FullName(pointer.PointedAtType) == RuntimeNames.Vm;

    /// <summary>A type's fully qualified name, without nullability.</summary>
    public static string FullName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
