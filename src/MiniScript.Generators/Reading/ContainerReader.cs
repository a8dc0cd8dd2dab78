using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MiniScript.Generators.Models;
using MiniScript.Generators.Signatures;

namespace MiniScript.Generators.Reading;

/// <summary>Reads one attributed class into its model. Every fault becomes a diagnostic of the model; nothing throws.</summary>
internal sealed class ContainerReader
{
    private readonly ContainerKind kind;
    private readonly INamedTypeSymbol type;
    private readonly List<DiagnosticInfo> diagnostics = [];
    private readonly List<MemberModel> members = [];
    private readonly List<ConstantModel> constants = [];
    private readonly HashSet<string> memberNames = new(StringComparer.Ordinal);

    private ContainerReader(ContainerKind kind, INamedTypeSymbol type)
    {
        this.kind = kind;
        this.type = type;
    }

    /// <summary>Reads the class that an attribute of the given kind was found on.</summary>
    public static ContainerModel Read(ContainerKind kind, GeneratorAttributeSyntaxContext context) =>
        new ContainerReader(kind, (INamedTypeSymbol)context.TargetSymbol).Read(
            context.Attributes[0], (TypeDeclarationSyntax)context.TargetNode, context.SemanticModel.Compilation);

    private ContainerModel Read(AttributeData attribute, TypeDeclarationSyntax syntax, Compilation compilation)
    {
        var name = FirstArgument(attribute);
        var location = LocationInfo.From(syntax.Identifier.GetLocation());
        var isValid = CheckContainer(syntax, location);
        var isNamed = kind switch
        {
            ContainerKind.BuiltinType => ScriptName.IsIdentifier(name),
            ContainerKind.ExtensionType => name.Contains('.') && ScriptName.IsModuleName(name),
            _ => ScriptName.IsModuleName(name),
        };
        if (!isNamed)
        {
            diagnostics.Add(DiagnosticInfo.At(Diagnostics.BadName, location, name));
            isValid = false;
        }
        var functions = 0;
        foreach (var member in type.GetMembers())
        {
            foreach (var data in member.GetAttributes())
            {
                if (data.AttributeClass is not { } attributeClass || attributeClass.ContainingNamespace.ToDisplayString() + "." != RuntimeNames.AttributeNamespace)
                {
                    continue;
                }
                if (attributeClass.Name == "ConstantAttribute")
                {
                    ReadConstant(member, FirstArgument(data));
                }
                else if (member is IPropertySymbol property && attributeClass.Name == "PropertyAttribute")
                {
                    ReadProperty(property, data);
                }
                else if (member is IMethodSymbol method && KindOf(attributeClass.Name) is { } memberKind && ReadMember(method, memberKind, data)
                    && kind == ContainerKind.Extension && ++functions > Diagnostics.MaximumFunctions)
                {
                    diagnostics.Add(DiagnosticInfo.At(
                        Diagnostics.TooManyFunctions, LocationInfo.From(member.Locations[0]), FirstArgument(data), functions.ToString(), name));
                }
            }
        }
        var details = ReadDetails(attribute, syntax, location);
        return new ContainerModel(
            kind, name, type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(), type.Name,
            kind == ContainerKind.BuiltinType ? NamedArgument(attribute, "Ids") as string ?? FindTypeId(name, compilation) : null, Documentation(attribute, syntax), isValid, location,
            new EquatableArray<MemberModel>([.. members]), new EquatableArray<ConstantModel>([.. constants]),
            new EquatableArray<DiagnosticInfo>([.. diagnostics]), details);
    }

    private ExtensionDetails ReadDetails(AttributeData attribute, TypeDeclarationSyntax syntax, LocationInfo location)
    {
        var version = NamedArgument(attribute, "Version") as string ?? "";
        if (version.Length > 0 && !Requirement.IsVersion(version))
        {
            Report(Diagnostics.BadVersion, location, version);
        }
        var requires = attribute.NamedArguments.Where(argument => argument.Key == "Requires" && argument.Value.Kind == TypedConstantKind.Array)
            .SelectMany(argument => argument.Value.Values).Select(value => value.Value as string ?? "").ToArray();
        foreach (var bad in requires.Where(text => Requirement.Parse(text) == null))
        {
            Report(Diagnostics.BadRequirement, location, bad);
        }
        var errors = new List<ErrorModel>();
        foreach (var data in type.GetAttributes().Where(data => data.AttributeClass?.ToDisplayString() == RuntimeNames.AttributeNamespace + "ExtensionErrorAttribute"))
        {
            var error = new ErrorModel(FirstArgument(data), NamedArgument(data, "Base") as string ?? "Exception", NamedArgument(data, "Doc") as string ?? "");
            if (kind != ContainerKind.Extension)
            {
                Report(Diagnostics.MisplacedMember, location, error.Name, "ExtensionError", "put it on the class of the extension");
            }
            else if (CheckName(error.Name, location))
            {
                errors.Add(error);
            }
        }
        return new ExtensionDetails(
            version, new EquatableArray<string>([.. requires.Where(text => Requirement.Parse(text) != null)]), new EquatableArray<ErrorModel>([.. errors]),
            syntax.Keyword.Text, type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_IDisposable),
            kind == ContainerKind.ExtensionType ? ConversionReader.ItemsOf(type) : null);
    }

    private bool CheckContainer(TypeDeclarationSyntax syntax, LocationInfo location)
    {
        if (kind == ContainerKind.ExtensionType)
        {
            return CheckType(syntax, location);
        }
        var fault = type.ContainingType != null ? "is nested"
            : type.IsGenericType ? "has type parameters"
            : !type.IsStatic ? "is not static"
            : !syntax.Modifiers.Any(SyntaxKind.PartialKeyword) ? "is not partial"
            : null;
        if (fault != null)
        {
            diagnostics.Add(DiagnosticInfo.At(Diagnostics.BadContainer, location, type.Name, fault));
        }
        return fault == null;
    }

    private bool CheckType(TypeDeclarationSyntax syntax, LocationInfo location)
    {
        var fault = type.ContainingType != null ? "is nested"
            : type.IsGenericType ? "has type parameters"
            : type.IsStatic ? "is static"
            : type.IsAbstract ? "is abstract"
            : !type.IsSealed ? "is not sealed"
            : !syntax.Modifiers.Any(SyntaxKind.PartialKeyword) ? "is not partial"
            : null;
        if (fault != null)
        {
            Report(Diagnostics.BadTypeContainer, location, type.Name, fault);
        }
        return fault == null;
    }

    /// <summary>The runtime's id of a type, by name: <c>dict_keys</c> is <c>DictKeys</c>, <c>ellipsis</c> is <c>EllipsisType</c>.</summary>
    private static string? FindTypeId(string name, Compilation compilation)
    {
        var wanted = name.Replace("_", "");
        foreach (var member in compilation.GetTypeByMetadataName(RuntimeNames.TypeIdMetadataName)?.GetMembers() ?? [])
        {
            if (member is IFieldSymbol && (string.Equals(member.Name, wanted, StringComparison.OrdinalIgnoreCase)
                || string.Equals(member.Name, wanted + "Type", StringComparison.OrdinalIgnoreCase)))
            {
                return member.Name;
            }
        }
        return null;
    }

    private static MemberKind? KindOf(string attributeName) => attributeName switch
    {
        "FunctionAttribute" => MemberKind.Function,
        "MethodAttribute" => MemberKind.Method,
        "ClassMethodAttribute" => MemberKind.ClassMethod,
        "StaticMethodAttribute" => MemberKind.StaticMethod,
        "PropertyAttribute" => MemberKind.Property,
        "ConstructorAttribute" => MemberKind.Constructor,
        _ => null,
    };

    /// <summary>Reads one member and says whether it carries a function that a script can name.</summary>
    private bool ReadMember(IMethodSymbol method, MemberKind memberKind, AttributeData attribute)
    {
        var location = LocationInfo.From(method.Locations[0]);
        var name = memberKind == MemberKind.Constructor ? "__init__" : FirstArgument(attribute);
        if (!Takes(memberKind, method))
        {
            Report(Diagnostics.MisplacedMember, location, name, memberKind.ToString(), kind switch
            {
                ContainerKind.BuiltinType => "a builtin type has [Method], [ClassMethod], [StaticMethod] and [Property]",
                ContainerKind.ExtensionType => "an extension type has [Constructor] on a constructor, [Method], [StaticMethod], and [Property] on properties",
                _ => "a module has [Function] and [Constant]",
            });
            return false;
        }
        if (!CheckName(name, location))
        {
            return false;
        }
        var isInstance = kind == ContainerKind.ExtensionType && memberKind != MemberKind.StaticMethod;
        var fault = !method.IsStatic && !isInstance ? "is not static" : method.IsStatic && isInstance ? "is static" : method.IsGenericMethod ? "has type parameters"
            : method.Parameters.Any(p => p.RefKind != RefKind.None) ? "takes a parameter by reference" : null;
        if (fault != null)
        {
            Report(kind == ContainerKind.ExtensionType ? Diagnostics.BadTypeMethod : Diagnostics.BadMethod, location, method.Name, fault);
            return true;
        }
        if (NamedArgument(attribute, "Raw") is true)
        {
            ReadRaw(method, memberKind, name, attribute, location);
            return true;
        }
        if (ConversionReader.ForResult(method.ReturnType) is not { } result || (result.IsExtensionOnly && !IsExtension))
        {
            Report(Diagnostics.UnsupportedResult, location, method.Name, method.ReturnType.ToDisplayString());
            return true;
        }
        var reader = new ParameterReader(method, name, kind, type, memberKind, NamedArgument(attribute, "Signature") as string, result);
        if (!reader.Read(diagnostics))
        {
            return true;
        }
        SetterModel? setter = null;
        if (NamedArgument(attribute, "Setter") is string setterName && !ReadSetter(setterName, name, location, out setter))
        {
            return true;
        }
        members.Add(new MemberModel(
            memberKind, name, memberKind == MemberKind.Constructor ? "new " + ConversionReader.FullName(type) : method.Name, false, reader.TakesVm, reader.TakesContext, reader.Self, new EquatableArray<ParameterModel>([.. reader.Parameters]), result,
            reader.SignatureText, Documentation(attribute, Declaration(method)), setter));
        return true;
    }

    private bool IsExtension => kind is ContainerKind.Extension or ContainerKind.ExtensionType;

    /// <summary>Whether the class takes a member of that kind.</summary>
    private bool Takes(MemberKind memberKind, IMethodSymbol method) => kind switch
    {
        ContainerKind.BuiltinType => memberKind is not (MemberKind.Function or MemberKind.Constructor),
        ContainerKind.ExtensionType => memberKind is MemberKind.Method or MemberKind.StaticMethod
            || (memberKind == MemberKind.Constructor && method.MethodKind == MethodKind.Constructor),
        _ => memberKind == MemberKind.Function,
    };

    /// <summary>Reads a C# property of an extension type.</summary>
    private void ReadProperty(IPropertySymbol property, AttributeData attribute)
    {
        var location = LocationInfo.From(property.Locations[0]);
        var name = FirstArgument(attribute);
        if (kind != ContainerKind.ExtensionType)
        {
            Report(Diagnostics.MisplacedMember, location, name, "Property", "put it on a method; only extension types have it on properties");
            return;
        }
        if (!CheckName(name, location))
        {
            return;
        }
        if (property.IsStatic || property.IsIndexer || property.GetMethod == null)
        {
            Report(Diagnostics.BadTypeMethod, location, property.Name, property.IsStatic ? "is static" : "has no getter without parameters");
            return;
        }
        if (ConversionReader.ForResult(property.Type) is not { Kind: not ConversionKind.Void } result)
        {
            Report(Diagnostics.UnsupportedResult, location, property.Name, property.Type.ToDisplayString());
            return;
        }
        SetterModel? setter = null;
        var self = ParameterReader.SelfOf(type);
        if (property.SetMethod is { IsInitOnly: false, DeclaredAccessibility: not Accessibility.Private } && ConversionReader.ForParameter(property.Type) is { } value)
        {
            setter = new SetterModel(property.Name, false, self, new ParameterModel("value", ParameterKind.PositionalOnly, value, false, null), result with { Kind = ConversionKind.Void });
        }
        members.Add(new MemberModel(
            MemberKind.Property, name, property.Name, false, false, false, self, EquatableArray<ParameterModel>.Empty, result,
            $"($self, /) -> {TypeHint.OfResult(result)}", Documentation(attribute, Declaration(property)), setter));
    }

    private void ReadRaw(IMethodSymbol method, MemberKind memberKind, string name, AttributeData attribute, LocationInfo location)
    {
        string[] expected = [RuntimeNames.Vm + "*", RuntimeNames.Value + "*", "int", RuntimeNames.Tuple + "*"];
        if (ConversionReader.FullName(method.ReturnType) != RuntimeNames.Value
            || !method.Parameters.Select(p => ConversionReader.FullName(p.Type)).SequenceEqual(expected))
        {
            Report(Diagnostics.BadRaw, location, method.Name);
            return;
        }
        var text = NamedArgument(attribute, "Signature") as string;
        if (text != null && TextSignature.Parse(text, out var error) == null)
        {
            Report(Diagnostics.BadSignature, location, name, error);
            return;
        }
        members.Add(new MemberModel(
            memberKind, name, method.Name, true, true, false, null, EquatableArray<ParameterModel>.Empty,
            new ConversionModel(ConversionKind.Value, RuntimeNames.Value, "Value", false), text ?? "", Documentation(attribute, Declaration(method)), null));
    }

    private bool ReadSetter(string setterName, string name, LocationInfo location, out SetterModel? setter)
    {
        setter = null;
        if (type.GetMembers(setterName).OfType<IMethodSymbol>().FirstOrDefault() is not { IsStatic: true } method)
        {
            Report(Diagnostics.BadSetter, location, setterName, name, "is not there");
            return false;
        }
        var takesVm = method.Parameters.Length > 0 && ConversionReader.IsVm(method.Parameters[0].Type);
        var own = method.Parameters.Skip(takesVm ? 1 : 0).ToArray();
        if (own.Length != 2 || ConversionReader.ForParameter(own[0].Type) is not { } self || ConversionReader.ForParameter(own[1].Type) is not { } value
            || ConversionReader.ForResult(method.ReturnType) is not { Kind: ConversionKind.Void or ConversionKind.Value or ConversionKind.Boolean, IsNullable: false } result)
        {
            Report(Diagnostics.BadSetter, location, setterName, name, "has the wrong parameters or result");
            return false;
        }
        setter = new SetterModel(
            method.Name, takesVm, new ParameterModel("self", ParameterKind.PositionalOnly, self, false, null),
            new ParameterModel("value", ParameterKind.PositionalOnly, value, false, null), result);
        return true;
    }

    private void ReadConstant(ISymbol member, string name)
    {
        var location = LocationInfo.From(member.Locations[0]);
        if (!CheckName(name, location))
        {
            return;
        }
        var (valueType, expression) = member switch
        {
            IFieldSymbol { IsStatic: true } field when field.IsConst || field.IsReadOnly => (field.Type, field.Name),
            IPropertySymbol { IsStatic: true, GetMethod: not null } property => (property.Type, property.Name),
            IMethodSymbol { IsStatic: true, Parameters.Length: 1 } method when ConversionReader.IsVm(method.Parameters[0].Type) =>
                (method.ReturnType, method.Name + "(vm)"),
            _ => (null, ""),
        };
        if (kind is ContainerKind.BuiltinType or ContainerKind.ExtensionType)
        {
            Report(Diagnostics.MisplacedMember, location, name, "Constant", kind == ContainerKind.BuiltinType
                ? "a builtin type has [Method], [ClassMethod], [StaticMethod] and [Property]" : "put it into the class of the extension");
        }
        else if (valueType == null)
        {
            Report(Diagnostics.BadConstant, location, name, "is not a member whose value can be read once");
        }
        else if (ConversionReader.ForResult(valueType) is not { Kind: not (ConversionKind.Void or ConversionKind.Sequence or ConversionKind.Task) } conversion || (conversion.IsExtensionOnly && !IsExtension))
        {
            Report(Diagnostics.BadConstant, location, name, $"has type '{valueType.ToDisplayString()}', which does not convert to a script value");
        }
        else
        {
            constants.Add(new ConstantModel(name, expression, conversion));
        }
    }

    private bool CheckName(string name, LocationInfo location)
    {
        if (!ScriptName.IsIdentifier(name))
        {
            Report(Diagnostics.BadName, location, name);
            return false;
        }
        if (!memberNames.Add(name))
        {
            Report(Diagnostics.DuplicateMember, location, type.Name, name);
            return false;
        }
        return true;
    }

    private void Report(DiagnosticDescriptor descriptor, LocationInfo location, params string[] arguments) =>
        diagnostics.Add(DiagnosticInfo.At(descriptor, location, arguments));

    private static string FirstArgument(AttributeData attribute) =>
        attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is string name ? name : "";

    private static object? NamedArgument(AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value.Value;
            }
        }
        return null;
    }

    private static SyntaxNode Declaration(ISymbol symbol) => symbol.DeclaringSyntaxReferences[0].GetSyntax();

    private static string Documentation(AttributeData attribute, SyntaxNode declaration) =>
        NamedArgument(attribute, "Doc") as string ?? DocumentationText.Read(declaration);
}
