using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MiniScript.Generators;

/// <summary>
/// Forbids what needs the names of types and of enumeration members at run time. The published executable holds no reflection data: there an
/// enumeration value formats as its number, and the name of a type is refused.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReflectedNameAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Diagnostics.ReflectedName];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(CheckInterpolation, OperationKind.Interpolation);
        context.RegisterOperationAction(CheckConcatenation, OperationKind.Binary);
        context.RegisterOperationAction(CheckCall, OperationKind.Invocation);
        context.RegisterOperationAction(CheckProperty, OperationKind.PropertyReference);
    }

    private static void CheckInterpolation(OperationAnalysisContext context) => CheckText(context, ((IInterpolationOperation)context.Operation).Expression);

    private static void CheckConcatenation(OperationAnalysisContext context)
    {
        var binary = (IBinaryOperation)context.Operation;
        if (binary.OperatorKind == BinaryOperatorKind.Add && binary.Type?.SpecialType == SpecialType.System_String)
        {
            CheckText(context, binary.LeftOperand);
            CheckText(context, binary.RightOperand);
        }
    }

    private static void CheckCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var receiver = call.Instance?.Type;
        if (call.TargetMethod.ContainingType.SpecialType == SpecialType.System_Enum
            ? call.TargetMethod.Name is not ("HasFlag" or "GetHashCode" or "Equals" or "CompareTo")
            : call.TargetMethod.Name == "ToString" && receiver is not null && NeedsName(receiver))
        {
            Report(context, call.Syntax, $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}");
        }
    }

    private static void CheckProperty(OperationAnalysisContext context)
    {
        var property = ((IPropertyReferenceOperation)context.Operation).Property;
        if (property.ContainingType.ToDisplayString() is "System.Type" or "System.Reflection.MemberInfo" && property.Name is not "TypeHandle")
        {
            Report(context, context.Operation.Syntax, $"{property.ContainingType.Name}.{property.Name}");
        }
    }

    private static void CheckText(OperationAnalysisContext context, IOperation operand)
    {
        while (operand is IConversionOperation { IsImplicit: true } conversion)
        {
            operand = conversion.Operand;
        }
        if (operand.Type is { } type && NeedsName(type))
        {
            Report(context, operand.Syntax, $"The text of a '{type.Name}'");
        }
    }

    private static bool NeedsName(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || type.ToDisplayString() == "System.Type"
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && nullable.TypeArguments[0].TypeKind == TypeKind.Enum);

    private static void Report(OperationAnalysisContext context, SyntaxNode node, string what) =>
        context.ReportDiagnostic(Diagnostic.Create(Diagnostics.ReflectedName, node.GetLocation(), what));
}
