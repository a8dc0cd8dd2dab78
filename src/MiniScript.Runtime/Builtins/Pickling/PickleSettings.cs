namespace MiniScript.Runtime.Builtins.Pickling;

/// <summary>How what Python 2 wrote is read.</summary>
/// <param name="FixesImports">Whether names of Python 2's modules are translated.</param>
/// <param name="Encoding">The encoding of its strings; <c>bytes</c> leaves them as they are.</param>
/// <param name="Errors">What happens to what the encoding does not know.</param>
internal sealed record PickleSettings(bool FixesImports, string Encoding, string Errors);
