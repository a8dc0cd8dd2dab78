using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace MiniScript.Cli;

/// <summary>The command lines with options of ours. Options stand before the program; all behind it belongs to the program.</summary>
internal static class OptionParser
{
    private const int UsageError = 2;

    private const string Version = "MiniScript 0.1.0 (Python 3.13)\n";

    private const string Usage =
        """
        usage: miniscript [OPTION]... FILE [ARG]...
               miniscript [OPTION]... -c CODE [ARG]...
               miniscript [OPTION]... -m MODULE [ARG]...
               miniscript [OPTION]... - [ARG]...

        Runs a script: the language is Python 3.13. Without a program it reads one from standard input, or prompts if that is a terminal.

        Programs:
          FILE                 a script, or a directory with __main__.ms or __main__.py in it
          -c CODE              the argument itself
          -m MODULE            a module found along sys.path, or the __main__ of a package
          -                    standard input

        Options:
          --dump-bytecode      list the program's instructions instead of running it
          --max-memory SIZE    raise MemoryError when the heap passes SIZE bytes; K, M and G multiply by 1024, 1024² and 1024³
          --stats              show what the heap did on standard error at the end
          --torture            collect garbage whenever possible and check the heap: slow, finds faults of native code
          -V, --version        print the version
          -h, --help           print this

        Of CPython's options there are -u, -E, -I, -P, -W FILTER; -B, -s, -S, -q and -X OPTION are taken and change nothing.
        """;

    /// <summary>What a command line asks for; null if it is answered already.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="status">The exit status if the result is null.</param>
    public static Invocation? Parse(string[] args, out int status)
    {
        Option<string> code = new("-c");
        Option<string> module = new("-m");
        Option<string> memory = new("--max-memory");
        Option<bool> dump = new("--dump-bytecode");
        Option<bool> statistics = new("--stats");
        Option<bool> torture = new("--torture");
        Option<bool> version = new("--version", "-V");
        Option<bool> help = new("--help", "-h");
        Argument<string?> file = new("FILE") { Arity = ArgumentArity.ZeroOrOne };
        Command command = new("miniscript") { code, module, memory, dump, statistics, torture, version, help, file };

        int own = OwnLength(args, out bool hasProgram);
        ParseResult result = command.Parse(args.AsSpan(0, own).ToArray());
        status = 0;
        if (result.Errors.Count > 0)
        {
            status = Fail(result.Errors[0].Message);
            return null;
        }

        if (result.GetValue(help) || result.GetValue(version))
        {
            Terminal.Write(result.GetValue(help) ? Usage + "\n" : Version, isError: false);
            return null;
        }

        nuint limit = nuint.MaxValue;
        if (result.GetValue(memory) is { } size && !TryParseSize(size, out limit))
        {
            status = Fail($"'{size}' is no size: a number of bytes, or one with K, M or G behind it, is");
            return null;
        }

        ReadOnlySpan<string> rest = args.AsSpan(own);
        Invocation invocation =
            result.GetValue(code) is { } text ? PlainForms.Of(ProgramKind.Code, text, "-c", rest)
            : result.GetValue(module) is { } name ? PlainForms.Of(ProgramKind.Module, name, "-m", rest)
            : result.GetValue(file) is { } path && path != "-" ? new Invocation(ProgramKind.File, path, [path, .. rest])
            : PlainForms.FromInput(hasProgram ? ["-", .. rest] : [string.Empty]);
        return invocation with
        {
            MaxMemory = limit,
            Torture = result.GetValue(torture),
            Statistics = result.GetValue(statistics),
            DumpBytecode = result.GetValue(dump),
        };
    }

    /// <summary>How many arguments are ours: those up to the program, itself included.</summary>
    private static int OwnLength(string[] args, out bool hasProgram)
    {
        hasProgram = true;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] is "-c" or "-m")
            {
                return Math.Min(i + 2, args.Length);
            }

            if (args[i] == "--max-memory")
            {
                i++;
            }
            else if (args[i] == "-" || !args[i].StartsWith('-'))
            {
                return i + 1;
            }
        }

        hasProgram = false;
        return args.Length;
    }

    private static bool TryParseSize(string text, out nuint size)
    {
        int shift = text.Length == 0 ? 0 : char.ToUpperInvariant(text[^1]) switch { 'K' => 10, 'M' => 20, 'G' => 30, _ => 0 };
        ReadOnlySpan<char> digits = shift == 0 ? text : text.AsSpan(0, text.Length - 1);
        bool isNumber = ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number);
        bool fits = isNumber && number > 0 && number <= ulong.MaxValue >> shift;
        size = fits ? (nuint)(number << shift) : 0;
        return fits;
    }

    /// <summary>Says what is wrong with a command line; returns the exit status for that.</summary>
    public static int Fail(string message)
    {
        Terminal.Write($"miniscript: {message}\nTry 'miniscript --help'.\n", isError: true);
        return UsageError;
    }
}
