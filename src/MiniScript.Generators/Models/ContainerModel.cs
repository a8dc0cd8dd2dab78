namespace MiniScript.Generators.Models;

/// <summary>What a class declares to script.</summary>
internal enum ContainerKind
{
    /// <summary>A module that counts against the limits.</summary>
    Extension,

    /// <summary>A module of the language.</summary>
    BuiltinModule,

    /// <summary>The methods of a type of the language.</summary>
    BuiltinType,

    /// <summary>A class whose instances scripts use.</summary>
    ExtensionType,
}

/// <summary>Everything the emitter needs of one declared class.</summary>
/// <param name="Name">The name in script.</param>
/// <param name="Namespace">The C# namespace; empty for the global one.</param>
/// <param name="ClassName">The C# class.</param>
/// <param name="TypeIds">For a builtin type, the members of the runtime's <c>TypeId</c> that name it, between blanks; null when there is none.</param>
/// <param name="IsValid">False when the class has a diagnostic after which emitting code would only add noise.</param>
internal sealed record ContainerModel(
    ContainerKind Kind,
    string Name,
    string Namespace,
    string ClassName,
    string? TypeIds,
    string Doc,
    bool IsValid,
    LocationInfo Location,
    EquatableArray<MemberModel> Members,
    EquatableArray<ConstantModel> Constants,
    EquatableArray<DiagnosticInfo> Diagnostics,
    ExtensionDetails Details)
{
    /// <summary>Whether its members have the conversions, names and error handling of extensions.</summary>
    public bool IsExtension => Kind is ContainerKind.Extension or ContainerKind.ExtensionType;

    /// <summary>The class's name from anywhere.</summary>
    public string FullName => Namespace.Length == 0 ? $"global::{ClassName}" : $"global::{Namespace}.{ClassName}";
}

/// <summary>What only extensions and their types have.</summary>
/// <param name="Version">The version, or empty.</param>
/// <param name="Requires">What the extension requires.</param>
/// <param name="Errors">The exception types of the module.</param>
/// <param name="Keyword">For a type, how C# declares it: <c>class</c> or <c>record</c>.</param>
/// <param name="IsDisposable">Whether a type is disposable.</param>
/// <param name="Items">What iterating over a type's instances gives; null if it is no sequence.</param>
internal sealed record ExtensionDetails(
    string Version, EquatableArray<string> Requires, EquatableArray<ErrorModel> Errors, string Keyword, bool IsDisposable, ConversionModel? Items);

/// <summary>An exception type of a module.</summary>
internal sealed record ErrorModel(string Name, string Base, string Doc);

/// <summary>How a member is reached from script.</summary>
internal enum MemberKind
{
    /// <summary>A module's function.</summary>
    Function,

    /// <summary>A method whose first argument is the instance.</summary>
    Method,

    /// <summary>A method whose first argument is the class.</summary>
    ClassMethod,

    /// <summary>A method that takes neither.</summary>
    StaticMethod,

    /// <summary>The reading half of a computed attribute.</summary>
    Property,

    /// <summary>The initialization of an instance of an extension type.</summary>
    Constructor,
}

/// <summary>One native callable.</summary>
/// <param name="Name">The name in script.</param>
/// <param name="CSharpName">The method's name in C#.</param>
/// <param name="TakesVm">Whether the method's first parameter is the <c>Vm*</c>.</param>
/// <param name="TakesContext">Whether the method's first parameter is the <c>ExtensionContext</c>.</param>
/// <param name="Self">The instance or class parameter, for those kinds that have one.</param>
/// <param name="Parameters">The parameters that arguments are bound to, in C# order, which is also signature order.</param>
/// <param name="SignatureText">The text signature that <c>help()</c> and the language server show.</param>
/// <param name="Setter">The C# method that writes a property, when it has one.</param>
internal sealed record MemberModel(
    MemberKind Kind,
    string Name,
    string CSharpName,
    bool Raw,
    bool TakesVm,
    bool TakesContext,
    ParameterModel? Self,
    EquatableArray<ParameterModel> Parameters,
    ConversionModel Result,
    string SignatureText,
    string Doc,
    SetterModel? Setter)
{
    /// <summary>Whether handles of script values may be made while the function runs.</summary>
    public bool HasScope => TakesContext || Result.Kind is ConversionKind.Sequence or ConversionKind.Task || Parameters.Any(parameter => parameter.Conversion.HasHandles);
}

/// <summary>The writing half of a property. A <c>bool</c> result is false when an exception is pending.</summary>
internal sealed record SetterModel(string CSharpName, bool TakesVm, ParameterModel Self, ParameterModel Value, ConversionModel Result);

/// <summary>A constant: a C# expression over <c>vm</c> that gives its value.</summary>
internal sealed record ConstantModel(string Name, string Expression, ConversionModel Conversion);
