using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MiniScript.Generators;

/// <summary>
/// Forbids what would put a script value into a .NET object, where the collector does not look: fields and auto-properties of classes,
/// arrays, type arguments, boxing, captured locals, and locals or parameters of async methods and iterators. Ref structs, pointers and
/// stack memory are free, and so is the namespace <c>MiniScript.Runtime.Memory</c>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ManagedValueAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Diagnostics.ManagedValue];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(RuntimeNames.ValueMetadataName) is not { } value)
            {
                return;
            }
            var rule = new Rule(value);
            start.RegisterSymbolAction(rule.CheckFields, SymbolKind.NamedType);
            start.RegisterOperationAction(rule.CheckArray, OperationKind.ArrayCreation);
            start.RegisterOperationAction(rule.CheckBoxing, OperationKind.Conversion);
            start.RegisterOperationAction(rule.CheckClosure, OperationKind.AnonymousFunction, OperationKind.LocalFunction);
            start.RegisterOperationAction(rule.CheckStateMachine, OperationKind.MethodBody);
            start.RegisterSyntaxNodeAction(rule.CheckTypeArguments, SyntaxKind.GenericName);
        });
    }

    /// <summary>The checks, over one compilation's <c>Value</c>.</summary>
    private sealed class Rule(INamedTypeSymbol value)
    {
        /// <summary>Fields, those behind auto-properties included.</summary>
        public void CheckFields(SymbolAnalysisContext context)
        {
            var owner = (INamedTypeSymbol)context.Symbol;
            if (IsExempt(owner))
            {
                return;
            }
            foreach (var field in owner.GetMembers().OfType<IFieldSymbol>())
            {
                if ((owner.TypeKind == TypeKind.Class || field.IsStatic) && Holds(field.Type))
                {
                    var name = field.AssociatedSymbol is { } property ? $"Property '{property.Name}'" : $"Field '{field.Name}'";
                    context.ReportDiagnostic(Diagnostic.Create(Diagnostics.ManagedValue, (field.AssociatedSymbol ?? field).Locations[0], name));
                }
            }
        }

        public void CheckArray(OperationAnalysisContext context)
        {
            var creation = (IArrayCreationOperation)context.Operation;
            if (creation.Type is IArrayTypeSymbol array && Holds(array.ElementType) && !IsExempt(context.ContainingSymbol))
            {
                Report(context, creation.Syntax, "This array");
            }
        }

        public void CheckBoxing(OperationAnalysisContext context)
        {
            var conversion = (IConversionOperation)context.Operation;
            if (conversion.Operand.Type is { IsValueType: true } from && conversion.Type is { IsReferenceType: true } && Holds(from)
                && conversion.OperatorMethod == null && !IsExempt(context.ContainingSymbol))
            {
                Report(context, conversion.Syntax, "This boxed copy");
            }
        }

        /// <summary>A lambda or local function that uses a local of an enclosing method keeps it in a closure object.</summary>
        public void CheckClosure(OperationAnalysisContext context)
        {
            if (IsExempt(context.ContainingSymbol))
            {
                return;
            }
            foreach (var descendant in context.Operation.Descendants())
            {
                var (symbol, type) = descendant switch
                {
                    ILocalReferenceOperation local => ((ISymbol)local.Local, local.Type),
                    IParameterReferenceOperation parameter => (parameter.Parameter, parameter.Type),
                    _ => (null!, null),
                };
                if (type != null && Holds(type) && !IsDeclaredWithin(symbol, context.Operation.Syntax))
                {
                    Report(context, descendant.Syntax, $"Captured '{symbol.Name}'");
                }
            }
        }

        /// <summary>The locals and parameters of an async method or iterator live in its state machine.</summary>
        public void CheckStateMachine(OperationAnalysisContext context)
        {
            if (context.ContainingSymbol is not IMethodSymbol method || IsExempt(method))
            {
                return;
            }
            var body = (IMethodBodyOperation)context.Operation;
            if (!method.IsAsync && !body.Descendants().Any(o => o.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak))
            {
                return;
            }
            foreach (var parameter in method.Parameters.Where(p => Holds(p.Type)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Diagnostics.ManagedValue, parameter.Locations[0], $"Parameter '{parameter.Name}' of a state machine"));
            }
            foreach (var declarator in body.Descendants().OfType<IVariableDeclaratorOperation>().Where(d => Holds(d.Symbol.Type)))
            {
                Report(context, declarator.Syntax, $"Local '{declarator.Symbol.Name}' of a state machine");
            }
        }

        /// <summary>A type argument stands for fields of that type, except in ref structs, which live on the stack, and in delegates, which hold none.</summary>
        public void CheckTypeArguments(SyntaxNodeAnalysisContext context)
        {
            var name = (GenericNameSyntax)context.Node;
            if (IsExempt(context.ContainingSymbol)
                || context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol is not INamedTypeSymbol type
                || type.IsRefLikeType || type.IsStatic || type.TypeKind is TypeKind.Delegate or TypeKind.Interface
                || (type.IsValueType && type.IsUnmanagedType))
            {
                return;
            }
            if (type.TypeArguments.Any(Holds))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Diagnostics.ManagedValue, name.GetLocation(), $"'{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'"));
            }
        }

        /// <summary>Whether a variable of the type has a <c>Value</c> inside itself; what it points to is another matter.</summary>
        private bool Holds(ITypeSymbol type)
        {
            switch (type)
            {
                case IArrayTypeSymbol array:
                    return Holds(array.ElementType);
                case INamedTypeSymbol { TypeKind: TypeKind.Struct } named:
                    if (SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, value))
                    {
                        return true;
                    }
                    return named.SpecialType == SpecialType.None
                        && named.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && field.Type.IsValueType && Holds(field.Type));
                default:
                    return false;
            }
        }

        private static bool IsExempt(ISymbol? symbol)
        {
            for (var space = symbol as INamespaceSymbol ?? symbol?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            {
                if (space.ToDisplayString() == RuntimeNames.MemoryNamespace)
                {
                    return true;
                }
            }
            return false;
        }

        private static bool IsDeclaredWithin(ISymbol symbol, SyntaxNode scope)
        {
            foreach (var reference in symbol.DeclaringSyntaxReferences)
            {
                if (reference.SyntaxTree == scope.SyntaxTree && scope.Span.Contains(reference.Span))
                {
                    return true;
                }
            }
            return symbol.DeclaringSyntaxReferences.IsEmpty;
        }

        private static void Report(OperationAnalysisContext context, SyntaxNode node, string what) =>
            context.ReportDiagnostic(Diagnostic.Create(Diagnostics.ManagedValue, node.GetLocation(), what));
    }
}
