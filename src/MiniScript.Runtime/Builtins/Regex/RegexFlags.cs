namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>The flags of a pattern, with the values that scripts see.</summary>
[Flags]
internal enum RegexFlags
{
#pragma warning disable CS1591 // The names are those of the module re.
    None = 0,
    IgnoreCase = 2,
    Locale = 4,
    Multiline = 8,
    DotAll = 16,
    Unicode = 32,
    Verbose = 64,
    Debug = 128,
    Ascii = 256,
    Types = Ascii | Locale | Unicode,
#pragma warning restore CS1591
}
