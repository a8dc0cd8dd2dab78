namespace MiniScript.Runtime.Hosting.Tracebacks;

/// <summary>The colours of tracebacks: CPython's, or none.</summary>
/// <param name="isColored">Whether there are colours.</param>
internal readonly struct Palette(bool isColored)
{
    /// <summary>Ends a colour.</summary>
    public const string ResetCode = "\e[0m";

    /// <summary>What carets point at.</summary>
    public const string BoldRedCode = "\e[1;31m";

    /// <summary>What is around it.</summary>
    public const string RedCode = "\e[31m";

    /// <summary>Ends a colour.</summary>
    public string Reset => isColored ? ResetCode : string.Empty;

    /// <summary>Places and messages.</summary>
    public string Magenta => isColored ? "\e[35m" : string.Empty;

    /// <summary>The name of the exception.</summary>
    public string BoldMagenta => isColored ? "\e[1;35m" : string.Empty;

    /// <summary>Where a syntax error is.</summary>
    public string BoldRed => isColored ? BoldRedCode : string.Empty;
}
