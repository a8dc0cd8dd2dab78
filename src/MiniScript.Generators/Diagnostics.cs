using Microsoft.CodeAnalysis;

namespace MiniScript.Generators;

/// <summary>Every diagnostic of the generator and the analyzer. A message says what is wrong and what to do about it.</summary>
internal static class Diagnostics
{
    /// <summary>The most extensions that an executable holds.</summary>
    public const int MaximumExtensions = 32;

    /// <summary>The most functions that an extension holds.</summary>
    public const int MaximumFunctions = 64;

    private const string ExtensionCategory = "MiniScript.Extensions";

    public static readonly DiagnosticDescriptor TooManyExtensions = Extension("MSX001", "Too many extensions",
        "Extension '{0}' is number {1}; an executable holds at most 32 extensions: remove one, or merge two");

    public static readonly DiagnosticDescriptor TooManyFunctions = Extension("MSX002", "Too many functions",
        "Function '{0}' is number {1} of extension '{2}'; an extension holds at most 64 functions: move some to a second extension");

    public static readonly DiagnosticDescriptor DuplicateExtension = Extension("MSX003", "Duplicate module name",
        "Module '{0}' is declared by both {1} and {2}: rename one of them");

    public static readonly DiagnosticDescriptor DuplicateMember = Extension("MSX004", "Duplicate member name",
        "'{0}' declares '{1}' twice: rename or remove one of the two");

    public static readonly DiagnosticDescriptor BadName = Extension("MSX005", "Bad name",
        "'{0}' is not a name that a script can write: use a Python identifier that is no keyword");

    public static readonly DiagnosticDescriptor UnsupportedParameter = Extension("MSX006", "Unsupported parameter type",
        "Parameter '{0}' of '{1}' has type '{2}', which no script value converts to: use long, int, double, bool, string, byte[], BigInteger, "
        + "one of these with '?', a list or dictionary of these, object?, ScriptCallable, ScriptObject, an extension type, or a runtime type");

    public static readonly DiagnosticDescriptor UnsupportedResult = Extension("MSX007", "Unsupported result type",
        "'{0}' returns '{1}', which does not convert to a script value: use void, long, int, double, bool, string, byte[], BigInteger, "
        + "one of these with '?', a list, dictionary or IEnumerable of these, object?, ScriptObject, an extension type, or a runtime type");

    public static readonly DiagnosticDescriptor BadSignature = Extension("MSX008", "Bad signature",
        "The signature of '{0}' is wrong: {1}");

    public static readonly DiagnosticDescriptor BadContainer = Extension("MSX009", "Bad container class",
        "Class '{0}' {1}: declare it as a top-level 'static partial class' without type parameters");

    public static readonly DiagnosticDescriptor BadMethod = Extension("MSX010", "Bad member method",
        "Method '{0}' {1}: declare it as a static method without type parameters or by-reference parameters");

    public static readonly DiagnosticDescriptor MisplacedMember = Extension("MSX011", "Misplaced member",
        "'{0}' carries [{1}], which its class does not take: {2}");

    public static readonly DiagnosticDescriptor BadSetter = Extension("MSX012", "Bad property setter",
        "The setter '{0}' of property '{1}' {2}: declare a static method of that name in the same class that takes the instance and the value");

    public static readonly DiagnosticDescriptor BadRaw = Extension("MSX013", "Bad raw function",
        "Raw function '{0}' does not have the native calling convention: declare it as 'static Value {0}(Vm* vm, Value* args, int argc, Tuple* kwNames)'");

    public static readonly DiagnosticDescriptor BadConstant = Extension("MSX014", "Bad constant",
        "Constant '{0}' {1}: use a constant, a static readonly field, a static property, or a static method that takes a Vm* and returns the value");

    public static readonly DiagnosticDescriptor BadTypeContainer = Extension("MSX015", "Bad extension type",
        "Class '{0}' {1}: declare an extension type as a top-level 'sealed partial class' without type parameters");

    public static readonly DiagnosticDescriptor BadTypeMethod = Extension("MSX016", "Bad member of an extension type",
        "'{0}' {1}: [Method] and [Property] go on instance members, [StaticMethod] on static ones, none with type parameters or by-reference parameters");

    public static readonly DiagnosticDescriptor HomelessType = Extension("MSX017", "Extension type without its extension",
        "Extension type '{0}' belongs to the extension '{1}', which this assembly does not declare: add a class with [Extension(\"{1}\")], or mend the name");

    public static readonly DiagnosticDescriptor BadVersion = Extension("MSX018", "Bad version",
        "'{0}' is no version: write one to four numbers joined by dots, such as 1.2.0");

    public static readonly DiagnosticDescriptor BadRequirement = Extension("MSX019", "Bad requirement",
        "'{0}' is no requirement: write the name of an extension, or a name and the least version, such as 'math >= 1.0'");

    public static readonly DiagnosticDescriptor UnmetRequirement = Extension("MSX020", "Unmet requirement",
        "Extension '{0}' requires '{1}', but {2}: reference an assembly with it, or change what '{0}' requires");

    public static readonly DiagnosticDescriptor ManagedValue = new("MSX100", "Script value in a managed object",
        "{0} would hold a script Value in a managed object, where the collector does not see it: keep it in a local, on the VM stack, or in a heap object",
        "MiniScript.Memory", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ReflectedName = new("MSX101", "Name that the executable does not keep",
        "{0} needs reflection, which the published executable does not have: write the names out in a switch, or give the number",
        "MiniScript.Publishing", DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static readonly Dictionary<string, DiagnosticDescriptor> All = new DiagnosticDescriptor[]
    {
        TooManyExtensions, TooManyFunctions, DuplicateExtension, DuplicateMember, BadName, UnsupportedParameter, UnsupportedResult,
        BadSignature, BadContainer, BadMethod, MisplacedMember, BadSetter, BadRaw, BadConstant, BadTypeContainer, BadTypeMethod, HomelessType,
        BadVersion, BadRequirement, UnmetRequirement, ManagedValue,
    }.ToDictionary(descriptor => descriptor.Id);

    /// <summary>The descriptor of an id.</summary>
    public static DiagnosticDescriptor ById(string id) => All[id];

    private static DiagnosticDescriptor Extension(string id, string title, string message) =>
        new(id, title, message, ExtensionCategory, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
