using System.Text;
using Microsoft.CodeAnalysis;
using MiniScript.Generators.Models;
using MiniScript.Generators.Signatures;

namespace MiniScript.Generators.Reading;

/// <summary>Matches a method's C# parameters with its text signature, or makes the signature from them.</summary>
/// <param name="method">The method.</param>
/// <param name="name">Its name in script.</param>
/// <param name="container">What its class declares.</param>
/// <param name="type">The class.</param>
/// <param name="kind">What it declares.</param>
/// <param name="signature">The text signature, or null.</param>
/// <param name="result">What it returns, for the signature that is made.</param>
internal sealed class ParameterReader(
    IMethodSymbol method, string name, ContainerKind container, INamedTypeSymbol type, MemberKind kind, string? signature, ConversionModel result)
{
    private readonly bool isExtension = container is ContainerKind.Extension or ContainerKind.ExtensionType;

    /// <summary>Whether the method's first parameter is the <c>Vm*</c>.</summary>
    public bool TakesVm { get; private set; }

    /// <summary>Whether the method's first parameter is the <c>ExtensionContext</c>.</summary>
    public bool TakesContext { get; private set; }

    /// <summary>The instance or class parameter, for those kinds that have one.</summary>
    public ParameterModel? Self { get; private set; }

    /// <summary>The parameters that arguments are bound to.</summary>
    public List<ParameterModel> Parameters { get; } = [];

    /// <summary>The signature as <c>help()</c> shows it.</summary>
    public string SignatureText { get; private set; } = "";

    private bool HasSelf => kind is MemberKind.Method or MemberKind.ClassMethod or MemberKind.Property or MemberKind.Constructor;

    /// <summary>Reads all of it; false after adding a diagnostic.</summary>
    public bool Read(List<DiagnosticInfo> diagnostics)
    {
        var location = LocationInfo.From(method.Locations[0]);
        TakesVm = method.Parameters.Length > 0 && ConversionReader.IsVm(method.Parameters[0].Type);
        TakesContext = isExtension && method.Parameters.Length > 0 && ConversionReader.IsContext(method.Parameters[0].Type);
        var own = new List<(IParameterSymbol Symbol, ConversionModel Conversion)>();
        foreach (var parameter in method.Parameters.Skip(TakesVm || TakesContext ? 1 : 0))
        {
            if (ConversionReader.ForParameter(parameter.Type) is not { } conversion || (conversion.IsExtensionOnly && !isExtension))
            {
                diagnostics.Add(DiagnosticInfo.At(
                    Diagnostics.UnsupportedParameter, LocationInfo.From(parameter.Locations[0]), parameter.Name, method.Name, parameter.Type.ToDisplayString()));
                return false;
            }
            own.Add((parameter, conversion));
        }
        var fault = ReadSelf(own) ?? (signature == null ? ReadParameters(own) : ReadSignature(own));
        if (fault == null && kind == MemberKind.Property && Parameters.Count > 0)
        {
            fault = "a property takes the instance alone";
        }
        if (fault != null)
        {
            diagnostics.Add(DiagnosticInfo.At(Diagnostics.BadSignature, location, name, fault));
        }
        return fault == null;
    }

    private string? ReadSelf(List<(IParameterSymbol Symbol, ConversionModel Conversion)> own)
    {
        if (!HasSelf)
        {
            return null;
        }
        if (container == ContainerKind.ExtensionType)
        {
            Self = SelfOf(type);
            return null;
        }
        if (own.Count == 0 || own[0].Conversion.Kind is not (ConversionKind.Value or ConversionKind.Pointer))
        {
            return "the method must take the instance (or class) first, as a Value or a pointer";
        }
        Self = new ParameterModel(kind == MemberKind.ClassMethod ? "type" : "self", ParameterKind.PositionalOnly, own[0].Conversion, false, null);
        own.RemoveAt(0);
        return null;
    }

    /// <summary>The instance of an extension type.</summary>
    public static ParameterModel SelfOf(INamedTypeSymbol type) => new(
        "self", ParameterKind.PositionalOnly, new ConversionModel(ConversionKind.Instance, ConversionReader.FullName(type), "", false), false, null);

    /// <summary>Makes the signature from the C# parameters.</summary>
    private string? ReadParameters(List<(IParameterSymbol Symbol, ConversionModel Conversion)> own)
    {
        var named = isExtension ? ParameterKind.Standard : ParameterKind.PositionalOnly;
        var text = new StringBuilder("(").Append(Self is { } self ? "$" + self.Name : "");
        foreach (var (symbol, conversion) in own)
        {
            var parameterKind = conversion.Kind switch
            {
                ConversionKind.Args => ParameterKind.VarArgs,
                ConversionKind.KeywordArgs => ParameterKind.VarKeywords,
                ConversionKind.Array when symbol.IsParams => ParameterKind.VarArgs,
                _ => named,
            };
            var parameterName = ScriptName.FromParameter(symbol.Name);
            string? @default = null;
            var defaultText = "";
            if (symbol.HasExplicitDefaultValue)
            {
                DefaultValue.FromParameter(symbol, conversion, out @default, out defaultText);
                defaultText = (isExtension ? " = " : "=") + defaultText;
            }
            if (parameterKind == ParameterKind.VarArgs)
            {
                named = ParameterKind.KeywordOnly;
            }
            if (text.Length > 1)
            {
                text.Append(", ");
            }
            text.Append(parameterKind switch { ParameterKind.VarArgs => "*", ParameterKind.VarKeywords => "**", _ => "" })
                .Append(parameterName).Append(!isExtension ? "" : ": " + TypeHint.OfParameter(
                    parameterKind == ParameterKind.VarArgs && conversion.Element != null ? conversion.Element : conversion)).Append(defaultText);
            Parameters.Add(new ParameterModel(parameterName, parameterKind, conversion, symbol.HasExplicitDefaultValue, @default));
            if (parameterKind == ParameterKind.PositionalOnly && !own.SkipWhile(p => !SymbolEqualityComparer.Default.Equals(p.Symbol, symbol)).Skip(1)
                .Any(p => p.Conversion.Kind is not (ConversionKind.Args or ConversionKind.KeywordArgs)))
            {
                text.Append(", /");
            }
        }
        if (own.Count == 0 && Self != null)
        {
            text.Append(", /");
        }
        text.Append(')');
        if (isExtension && kind != MemberKind.Constructor)
        {
            text.Append(" -> ").Append(TypeHint.OfResult(result));
        }
        SignatureText = text.ToString();
        return null;
    }

    /// <summary>Matches the C# parameters with the text signature.</summary>
    private string? ReadSignature(List<(IParameterSymbol Symbol, ConversionModel Conversion)> own)
    {
        if (TextSignature.Parse(signature!, out var error) is not { } parsed)
        {
            return error;
        }
        if (parsed.SelfName != null != HasSelf)
        {
            return HasSelf ? "it must begin with '$self' or '$type'" : "'$' marks an instance, which this member does not take";
        }
        if (parsed.Parameters.Count != own.Count)
        {
            return $"it has {parsed.Parameters.Count} parameters, but the method takes {own.Count}";
        }
        for (var i = 0; i < own.Count; i++)
        {
            var parameter = parsed.Parameters[i];
            var conversion = own[i].Conversion;
            if (parameter.Kind == ParameterKind.VarArgs != (conversion.Kind == ConversionKind.Args || (conversion.Kind == ConversionKind.Array && own[i].Symbol.IsParams))
                || parameter.Kind == ParameterKind.VarKeywords != (conversion.Kind == ConversionKind.KeywordArgs))
            {
                return $"'*{parameter.Name}' pairs with a parameter of type Args, '**{parameter.Name}' with KeywordArgs, any other with neither";
            }
            string? @default = null;
            if (parameter.Default != null && !DefaultValue.FromSignature(parameter.Default, conversion, out @default))
            {
                return $"the default {parameter.Default} of '{parameter.Name}' does not fit '{own[i].Symbol.Type.ToDisplayString()}'";
            }
            Parameters.Add(new ParameterModel(parameter.Name, parameter.Kind, conversion, parameter.Default != null, @default));
        }
        SignatureText = signature!;
        return null;
    }
}
