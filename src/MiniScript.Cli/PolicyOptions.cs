using System.Globalization;
using System.Text;
using MiniScript.Cli.Generated;
using MiniScript.Runtime.Hosting;

namespace MiniScript.Cli;

/// <summary>The options that say what a script may reach and how much it may use.</summary>
internal sealed class PolicyOptions
{
    private readonly List<string> roots = [];
    private readonly List<string> excluded = [];
    private readonly List<NetworkRule> allowedHosts = [];
    private readonly List<NetworkRule> deniedHosts = [];
    private readonly List<string> variables = [];
    private readonly List<string> programs = [];
    private List<string>? extensions;
    private readonly Dictionary<string, long> numbers = [];
    private double maxTime;
    private bool isSandbox;
    private bool hasNoDefaults;

    /// <summary>The names of the extensions that are switched off; null for none.</summary>
    public HashSet<string>? DisabledModules { get; private set; }

    /// <summary>Takes an option without a value; false if it is none of these.</summary>
    public bool TrySwitch(string name)
    {
        isSandbox |= name == "--sandbox";
        hasNoDefaults |= name == "--no-default-extensions";
        return name is "--sandbox" or "--no-default-extensions";
    }

    /// <summary>Whether an option takes a value.</summary>
    public static bool TakesValue(string name) => name is "--root" or "--exclude" or "--allow-net" or "--deny-net" or "--allow-env" or "--allow-run"
        or "--extensions" or "--extern-assembly" or "--max-time" or "--max-steps" or "--max-depth" or "--max-open-files" or "--max-concurrent-requests";

    /// <summary>Takes an option with its value; what is wrong with it, or null.</summary>
    public string? Take(string name, string? value)
    {
        if (name == "--extern-assembly")
        {
            return "--extern-assembly is not possible: this executable cannot load .NET assemblies. Compile the extension into one of your own "
                + "(reference its project or package and run publish.sh)";
        }

        if (string.IsNullOrEmpty(value))
        {
            return $"the option {name} needs a value";
        }

        switch (name)
        {
            case "--root":
                roots.Add(value);
                return Directory.Exists(value) ? null : $"the root '{value}' is no directory";
            case "--exclude":
                excluded.Add(value);
                return null;
            case "--allow-net" or "--deny-net":
                if (!NetworkRule.TryParse(value, out NetworkRule? rule))
                {
                    return $"'{value}' is no HOST, ADDRESS or RANGE, with :PORT behind it or not";
                }

                (name == "--allow-net" ? allowedHosts : deniedHosts).Add(rule);
                return null;
            case "--allow-env":
                variables.Add(value);
                return null;
            case "--allow-run":
                programs.Add(value);
                return null;
            case "--max-time":
                bool isTime = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out maxTime) && maxTime is > 0 and < 1e9;
                return isTime ? null : $"'{value}' is no time in seconds";
            case "--max-steps" or "--max-depth" or "--max-open-files" or "--max-concurrent-requests":
                long most = name == "--max-steps" ? long.MaxValue : 1_000_000;
                bool isNumber = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0 && number <= most;
                numbers[name] = number;
                return isNumber ? null : $"'{value}' is no number from 1 to {most}";
            default:
                extensions = [.. extensions ?? [], .. value.Split(',')];
                return null;
        }
    }

    /// <summary>Works out which extensions there are; what is wrong with the choice, or null.</summary>
    public string? ChooseExtensions()
    {
        if (extensions == null && !hasNoDefaults)
        {
            return null;
        }

        HashSet<string> known = [.. Encoding.UTF8.GetString(ExtensionTable.Extensions).Split('\0', StringSplitOptions.RemoveEmptyEntries)];
        HashSet<string> chosen = [];
        foreach (string name in extensions ?? [])
        {
            string native = known.Contains(name) ? name : "_" + name;
            if (!known.Contains(native))
            {
                return $"there is no extension '{name}'; there are {string.Join(", ", known.Select(each => each.TrimStart('_')).Order(StringComparer.Ordinal))}";
            }

            if (!chosen.Add(native))
            {
                return $"the extension '{name}' is given twice";
            }
        }

        known.ExceptWith(chosen);
        DisabledModules = known;
        return null;
    }

    /// <summary>The limits; null if there are none.</summary>
    public MachineLimits? BuildLimits() => maxTime == 0 && numbers.Count == 0 ? null : new MachineLimits
    {
        MaxTime = maxTime == 0 ? null : TimeSpan.FromSeconds(maxTime),
        MaxSteps = numbers.GetValueOrDefault("--max-steps"),
        MaxDepth = (int)numbers.GetValueOrDefault("--max-depth"),
        MaxOpenFiles = (int)numbers.GetValueOrDefault("--max-open-files"),
        MaxConcurrentRequests = (int)numbers.GetValueOrDefault("--max-concurrent-requests", new MachineLimits().MaxConcurrentRequests),
        EndsProcess = true,
    };

    /// <summary>The policy for a program; null if nothing is restricted.</summary>
    /// <param name="script">The script's file, if it is one.</param>
    public HostPolicy? Build(string? script)
    {
        HostPolicy policy = new()
        {
            DeniesByDefault = isSandbox,
            Roots = roots,
            ExcludedPaths = excluded,
            AllowedHosts = allowedHosts,
            DeniedHosts = deniedHosts,
            AllowedVariables = variables,
            AllowedPrograms = programs,
            ReadableFile = script == null ? null : Path.GetFullPath(script),
        };
        return policy.RestrictsFiles || policy.RestrictsNetwork || policy.RestrictsPrograms || policy.RestrictsVariables ? policy : null;
    }
}
