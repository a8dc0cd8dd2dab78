using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MiniScript.Generators.Models;

/// <summary>A place in a source file that holds on to no syntax tree.</summary>
internal readonly record struct LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The place of a symbol or node; the start of nothing when it has none in source.</summary>
    public static LocationInfo From(Location? location) => location is { IsInSource: true }
        ? new LocationInfo(location.GetLineSpan().Path, location.SourceSpan, location.GetLineSpan().Span)
        : new LocationInfo("", default, default);

    /// <summary>The place as the compiler reports it.</summary>
    public Location ToLocation() => Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines);
}

/// <summary>A diagnostic that is found while the model is read and reported when it is emitted.</summary>
internal readonly record struct DiagnosticInfo(string Id, LocationInfo Location, EquatableArray<string> Arguments)
{
    /// <summary>A diagnostic at a place, its message's holes filled in order.</summary>
    public static DiagnosticInfo At(DiagnosticDescriptor descriptor, LocationInfo location, params string[] arguments) =>
        new(descriptor.Id, location, new EquatableArray<string>(arguments));

    /// <summary>The diagnostic as the compiler reports it.</summary>
    public Diagnostic ToDiagnostic()
    {
        var arguments = new object[Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Arguments[i];
        }
        return Diagnostic.Create(Diagnostics.ById(Id), Location.ToLocation(), arguments);
    }
}
