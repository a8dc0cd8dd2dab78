using System.Globalization;

namespace MiniScript.Cli;

/// <summary>The command line: options stand before the program; all behind it belongs to the program.</summary>
/// <remarks>By hand: <c>System.CommandLine</c> takes 1.5 ms and 2.7 MB of memory to start, as much as the rest of the process, and a megabyte of the executable.</remarks>
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
               miniscript ext list | info NAME | stubs DIR | new NAME

        Runs a script: the language is Python 3.13. Without a program it reads one from standard input, or prompts if that is a terminal.

        Programs:
          FILE                 a script, or a directory with __main__.ms or __main__.py in it
          -c CODE              the argument itself
          -m MODULE            a module found along sys.path, or the __main__ of a package
          -                    standard input

        Options:
          --dump-bytecode      list the program's instructions instead of running it
          --max-memory SIZE    raise MemoryError when the heap passes SIZE bytes; K, M and G multiply by 1024, 1024² and 1024³
          --max-time SECONDS, --max-steps N, --max-depth N, --max-open-files N, --max-concurrent-requests N
                               limits; passing one ends the script with an exception of the module miniscript
          --sandbox            deny files, network, environment and programs but for what these allow, each of which can be repeated:
          --root DIR           files in DIR; --exclude PATH: but not those
          --allow-net HOST[:PORT]  a host, address or range; --deny-net HOST[:PORT]: but not those
          --allow-env NAME     a variable of the environment
          --allow-run PROGRAM  a program
          --extensions A,B     only these extensions; --no-default-extensions: none
          --stats              show what the heap did on standard error at the end
          --torture            collect garbage whenever possible and check the heap: slow, finds faults of native code
          -V, --version        print the version
          -h, --help           print this

        Of CPython's options there are -u, -E, -I, -P, -O, -OO, -W FILTER; -B, -s, -S, -q and -X OPTION are taken and change nothing.
        """;

    private const string WithoutSupport = "bdiRtvx";

    /// <summary>What a command line asks for; null if it is answered already.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="status">The exit status if the result is null.</param>
    public static Invocation? Parse(string[] args, out int status)
    {
        Invocation asked = new(ProgramKind.StandardInput, string.Empty, [string.Empty]);
        string? answer = null;
        string? problem = null;
        int next = 0;
        while (next < args.Length && answer == null && problem == null && args[next] is ['-', _, ..] option)
        {
            next++;
            if (option.StartsWith("--", StringComparison.Ordinal))
            {
                asked = TakeLong(asked, option, args, ref next, ref answer, ref problem);
            }
            else if (TakeLetters(asked.Python, option, args, ref next, ref answer, ref problem) is var (kind, program))
            {
                problem = asked.Policy?.ChooseExtensions();
                if (problem != null)
                {
                    break;
                }

                asked.Python.ReadEnvironment();
                status = 0;
                return asked with { Kind = kind, Program = program, Arguments = [kind == ProgramKind.Code ? "-c" : "-m", .. args.AsSpan(next)] };
            }
        }

        problem ??= asked.Policy?.ChooseExtensions();
        if (problem != null)
        {
            Terminal.Write($"miniscript: {problem}\nTry 'miniscript --help'.\n", isError: true);
            status = UsageError;
            return null;
        }

        status = 0;
        if (answer != null)
        {
            Terminal.Write(answer, isError: false);
            return null;
        }

        asked.Python.ReadEnvironment();
        string[] rest = next == args.Length ? [string.Empty] : args[next..];
        return rest[0] is "" or "-"
            ? asked with { Kind = Terminal.IsInput && rest[0] != "-" ? ProgramKind.Prompt : ProgramKind.StandardInput, Arguments = rest }
            : asked with { Kind = ProgramKind.File, Program = rest[0], Arguments = rest };
    }

    /// <summary>Takes an option of ours, with its value.</summary>
    private static Invocation TakeLong(Invocation asked, string option, string[] args, ref int next, ref string? answer, ref string? problem)
    {
        int equals = option.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? option : option[..equals];
        string? value = equals < 0 ? null : option[(equals + 1)..];
        if (name == "--max-memory")
        {
            value ??= next < args.Length ? args[next++] : string.Empty;
            problem = TryParseSize(value, out nuint limit) ? null : $"'{value}' is no size: a number of bytes, or one with K, M or G behind it, is";
            return asked with { MaxMemory = limit };
        }

        if (PolicyOptions.TakesValue(name))
        {
            asked = asked with { Policy = asked.Policy ?? new PolicyOptions() };
            problem = asked.Policy.Take(name, value ?? (next < args.Length ? args[next++] : null));
            return asked;
        }

        if (value != null)
        {
            problem = $"the option {name} takes no value";
        }

        switch (name)
        {
            case "--stats":
                return asked with { Statistics = true };
            case "--torture":
                return asked with { Torture = true };
            case "--dump-bytecode":
                return asked with { DumpBytecode = true };
            case "--version":
                answer = Version;
                return asked;
            case "--help":
                answer = Usage + "\n";
                return asked;
            default:
                PolicyOptions policy = asked.Policy ?? new PolicyOptions();
                problem ??= policy.TrySwitch(name) ? null : $"unknown option {name}";
                return asked with { Policy = policy };
        }
    }

    /// <summary>
    /// Takes the letters of an argument, which may stand together (<c>-uB</c>) and be followed directly by a value (<c>-Wignore</c>); the program, if
    /// <c>-c</c> or <c>-m</c> is among them.
    /// </summary>
    private static (ProgramKind Kind, string Program)? TakeLetters(
        PythonOptions python, string letters, string[] args, ref int next, ref string? answer, ref string? problem)
    {
        for (int i = 1; i < letters.Length; i++)
        {
            char letter = letters[i];
            if (letter is 'c' or 'm' or 'W' or 'X')
            {
                string? value = i + 1 < letters.Length ? letters[(i + 1)..] : next < args.Length ? args[next++] : null;
                if (value == null)
                {
                    problem = $"argument expected for the -{letter} option";
                    return null;
                }

                if (letter is 'c' or 'm')
                {
                    return (letter == 'c' ? ProgramKind.Code : ProgramKind.Module, value);
                }

                if (letter == 'W')
                {
                    python.WarningFilters.Add(value);
                }

                return null;
            }

            if (letter is 'V' or 'h')
            {
                answer = letter == 'V' ? Version : Usage + "\n";
                return null;
            }

            if (!python.TrySwitch(letter))
            {
                problem = WithoutSupport.Contains(letter, StringComparison.Ordinal)
                    ? $"the option -{letter} of CPython is not supported"
                    : $"unknown option -{letter}";
                return null;
            }
        }

        return null;
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
}
