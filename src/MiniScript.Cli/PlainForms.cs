namespace MiniScript.Cli;

/// <summary>
/// The command lines that name a program and no option of ours, recognised without the parser of options: it takes 1.5 ms and 2.7 MB to
/// start, as much as the rest of the process.
/// </summary>
internal static class PlainForms
{
    /// <summary>What a plain command line asks for, or null for one that is not plain.</summary>
    public static Invocation? Recognise(string[] args)
    {
        if (args.Length == 0)
        {
            return FromInput([string.Empty]);
        }

        string first = args[0];
        if (first == "-")
        {
            return FromInput(args);
        }

        if (first is "-c" or "-m")
        {
            return args.Length < 2 ? null : Of(first == "-c" ? ProgramKind.Code : ProgramKind.Module, args[1], first, args.AsSpan(2));
        }

        return first.Length == 0 || first[0] == '-' ? null : new Invocation(ProgramKind.File, first, args);
    }

    /// <summary>A program out of an option's value.</summary>
    /// <param name="kind">Where it comes from.</param>
    /// <param name="program">The value.</param>
    /// <param name="option">The option, which becomes <c>sys.argv[0]</c>.</param>
    /// <param name="arguments">The arguments of the program.</param>
    public static Invocation Of(ProgramKind kind, string program, string option, ReadOnlySpan<string> arguments) =>
        new(kind, program, [option, .. arguments]);

    /// <summary>The prompt if standard input is a terminal, else the program in it.</summary>
    /// <param name="arguments"><c>sys.argv</c>.</param>
    public static Invocation FromInput(string[] arguments) =>
        new(Terminal.IsInput ? ProgramKind.Prompt : ProgramKind.StandardInput, string.Empty, arguments);
}
