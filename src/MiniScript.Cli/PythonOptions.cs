using System.Globalization;

namespace MiniScript.Cli;

/// <summary>What CPython's options and variables of the environment ask for.</summary>
internal sealed class PythonOptions
{
    /// <summary>Output is written at each line end (<c>-u</c>, <c>PYTHONUNBUFFERED</c>).</summary>
    public bool IsUnbuffered { get; private set; }

    /// <summary>Variables of the environment do not count (<c>-E</c>, <c>-I</c>).</summary>
    public bool IgnoresEnvironment { get; private set; }

    /// <summary><c>sys.path</c> does not begin with the script's directory (<c>-P</c>, <c>-I</c>).</summary>
    public bool HasSafePath { get; private set; }

    /// <summary>How much code is left out: <c>assert</c> (<c>-O</c>), documentation too (<c>-OO</c>); <c>PYTHONOPTIMIZE</c> is as many.</summary>
    public int Optimization { get; private set; }

    /// <summary>The filters of warnings, first given first (<c>PYTHONWARNINGS</c>, then <c>-W</c>).</summary>
    public List<string> WarningFilters { get; } = [];

    /// <summary>Sets what an option without a value asks for; false if there is no such option.</summary>
    public bool TrySwitch(char letter)
    {
        // B, s, S and q ask for what is so here in any case: no bytecode files, no site packages, no copyright at the prompt.
        IsUnbuffered |= letter == 'u';
        IgnoresEnvironment |= letter is 'E' or 'I';
        HasSafePath |= letter is 'P' or 'I';
        Optimization = letter == 'O' ? Math.Min(Optimization + 1, 2) : Optimization;
        return letter is 'u' or 'O' or 'E' or 'I' or 'P' or 'B' or 's' or 'S' or 'q';
    }

    /// <summary>Reads the variables of the environment, if they count.</summary>
    public void ReadEnvironment()
    {
        if (IgnoresEnvironment)
        {
            return;
        }

        IsUnbuffered |= Environment.GetEnvironmentVariable("PYTHONUNBUFFERED") is { Length: > 0 };
        if (Environment.GetEnvironmentVariable("PYTHONOPTIMIZE") is { Length: > 0 } level)
        {
            int number = int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : 1;
            Optimization = Math.Clamp(number, Optimization, 2);
        }

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
