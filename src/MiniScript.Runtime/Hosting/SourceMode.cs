namespace MiniScript.Runtime.Hosting;

/// <summary>What a source text is.</summary>
public enum SourceMode
{
    /// <summary>A module.</summary>
    Module,

    /// <summary>The file of the main program; what is wrong with it as a file is reported in words of its own.</summary>
    Program,

    /// <summary>One expression.</summary>
    Expression,

    /// <summary>Interactive input: expression statements echo their value.</summary>
    Interactive,
}
