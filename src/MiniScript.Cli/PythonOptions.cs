namespace MiniScript.Cli;

/// <summary>CPython's single-letter options, so that command lines written for it run: what they ask for, and the arguments without them.</summary>
/// <remarks>They may be written together (<c>-uB</c>), and a value may follow its letter directly (<c>-Wignore</c>).</remarks>
internal sealed class PythonOptions
{
    /// <summary>Letters that ask for what is so here in any case: no bytecode files, no site packages, no copyright at the prompt.</summary>
    private const string WithoutEffect = "BsSq";

    private const string Switches = WithoutEffect + "uEIP";

    private const string WithValue = "WX";

    private const string Refused = "bdiORtvx";

    /// <summary>Output is written at each line end (<c>-u</c>, <c>PYTHONUNBUFFERED</c>).</summary>
    public bool IsUnbuffered { get; private set; }

    /// <summary>Variables of the environment do not count (<c>-E</c>, <c>-I</c>).</summary>
    public bool IgnoresEnvironment { get; private set; }

    /// <summary><c>sys.path</c> does not begin with the script's directory (<c>-P</c>, <c>-I</c>).</summary>
    public bool HasSafePath { get; private set; }

    /// <summary>The filters of warnings, first given first (<c>PYTHONWARNINGS</c>, then <c>-W</c>).</summary>
    public List<string> WarningFilters { get; } = [];

    /// <summary>Takes the options off the front of a command line.</summary>
    /// <param name="args">The arguments of the process; then those that are left.</param>
    /// <param name="problem">What is wrong with them, or null.</param>
    public static PythonOptions Take(ref string[] args, out string? problem)
    {
        PythonOptions options = new();
        problem = null;
        if (args.Length == 0 || !args[0].StartsWith('-'))
        {
            options.ReadEnvironment();
            return options;
        }

        List<string> kept = [];
        for (int i = 0; i < args.Length && problem == null; i++)
        {
            string argument = args[i];
            bool isProgram = argument is "-" or "-c" or "-m" || !argument.StartsWith('-');
            bool isOurs = isProgram || argument.StartsWith("--", StringComparison.Ordinal) || argument == "-h" || argument == "-V";
            if (isOurs)
            {
                int count = isProgram ? args.Length - i : argument == "--max-memory" ? Math.Min(2, args.Length - i) : 1;
                kept.AddRange(args.AsSpan(i, count));
                i += count - 1;
                continue;
            }

            options.TakeCluster(args, ref i, kept, ref problem);
        }

        args = [.. kept];
        options.ReadEnvironment();
        return options;
    }

    /// <summary>Takes the letters of one argument; one of <c>-c</c> and <c>-m</c> ends them and is kept.</summary>
    private void TakeCluster(string[] args, ref int i, List<string> kept, ref string? problem)
    {
        string argument = args[i];
        for (int k = 1; k < argument.Length; k++)
        {
            char letter = argument[k];
            if (letter is 'c' or 'm')
            {
                kept.Add($"-{letter}");
                if (k + 1 < argument.Length)
                {
                    kept.Add(argument[(k + 1)..]);
                }

                kept.AddRange(args.AsSpan(i + 1));
                i = args.Length;
                return;
            }

            if (Switches.Contains(letter, StringComparison.Ordinal))
            {
                IsUnbuffered |= letter == 'u';
                IgnoresEnvironment |= letter is 'E' or 'I';
                HasSafePath |= letter is 'P' or 'I';
            }
            else if (WithValue.Contains(letter, StringComparison.Ordinal))
            {
                string? value = k + 1 < argument.Length ? argument[(k + 1)..] : i + 1 < args.Length ? args[++i] : null;
                problem = value == null ? $"argument expected for the -{letter} option" : null;
                if (letter == 'W' && value != null)
                {
                    WarningFilters.Add(value);
                }

                return;
            }
            else
            {
                problem = Refused.Contains(letter, StringComparison.Ordinal)
                    ? $"the option -{letter} of CPython is not supported"
                    : $"unknown option -{letter}";
                return;
            }
        }
    }

    private void ReadEnvironment()
    {
        if (IgnoresEnvironment)
        {
            return;
        }

        IsUnbuffered |= Environment.GetEnvironmentVariable("PYTHONUNBUFFERED") is { Length: > 0 };
        if (Environment.GetEnvironmentVariable("PYTHONWARNINGS") is { Length: > 0 } filters)
        {
            WarningFilters.InsertRange(0, filters.Split(','));
        }
    }

    /// <summary>The directories of <c>PYTHONPATH</c>.</summary>
    public string[] SearchPath() => !IgnoresEnvironment && Environment.GetEnvironmentVariable("PYTHONPATH") is { Length: > 0 } path
        ? path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        : [];
}
