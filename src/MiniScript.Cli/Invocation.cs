namespace MiniScript.Cli;

/// <summary>What a command line asks for.</summary>
/// <param name="Kind">Where the program comes from.</param>
/// <param name="Program">The file, the code or the module's name; otherwise empty.</param>
/// <param name="Arguments"><c>sys.argv</c>; of a module its first item is set when the module is found.</param>
internal sealed record Invocation(ProgramKind Kind, string Program, string[] Arguments)
{
    /// <summary>What CPython's options ask for.</summary>
    public PythonOptions Python { get; } = new();

    /// <summary>What the script may reach.</summary>
    public PolicyOptions? Policy { get; init; }

    /// <summary>The limit of the script heap in bytes.</summary>
    public nuint MaxMemory { get; init; } = nuint.MaxValue;

    /// <summary>Collect at every safepoint and check the heap.</summary>
    public bool Torture { get; init; }

    /// <summary>Show the heap's statistics at the end.</summary>
    public bool Statistics { get; init; }

    /// <summary>List the program's instructions instead of running it.</summary>
    public bool DumpBytecode { get; init; }
}

/// <summary>Where a program comes from.</summary>
internal enum ProgramKind
{
    /// <summary>A file, or a directory with a <c>__main__</c> in it.</summary>
    File,

    /// <summary>The argument of <c>-c</c>.</summary>
    Code,

    /// <summary>The module that <c>-m</c> names.</summary>
    Module,

    /// <summary>Standard input, read to its end.</summary>
    StandardInput,

    /// <summary>The interactive prompt.</summary>
    Prompt,
}
