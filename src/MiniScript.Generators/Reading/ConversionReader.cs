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
            case "ReadOnlySpan" when FullName(type) == "global::System.ReadOnlySpan<byte>":
                return new ConversionModel(ConversionKind.Bytes, "byte[]", "byte[]", false);
            default:
                return type.SpecialType == SpecialType.System_Void ? null : ForResult(type);
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
        var annotated = type.NullableAnnotation == NullableAnnotation.Annotated;
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
            _ when FullName(type) == RuntimeNames.Value => new ConversionModel(ConversionKind.Value, RuntimeNames.Value, "Value", false),
            _ => null,
        };
    }

    /// <summary>Whether a type is a pointer to the virtual machine.</summary>
    public static bool IsVm(ITypeSymbol type) => type is IPointerTypeSymbol pointer && FullName(pointer.PointedAtType) == RuntimeNames.Vm;

    /// <summary>A type's fully qualified name, without nullability.</summary>
    public static string FullName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
