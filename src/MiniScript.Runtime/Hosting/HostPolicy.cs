namespace MiniScript.Runtime.Hosting;

/// <summary>What a host lets the scripts of a machine reach. A kind of thing that no property speaks of is open unless <see cref="DeniesByDefault"/>.</summary>
/// <remarks>It describes; the gates enforce: see <c>docs/design/host-policy.md</c>. The working directory and the real paths of files stay visible.</remarks>
public sealed class HostPolicy
{
    /// <summary>Whether everything is denied that is not allowed here: files, network, variables of the environment, programs.</summary>
    public bool DeniesByDefault { get; init; }

    /// <summary>The directories in which files may be used, with all below them.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>Files and directories that scripts neither see nor use, wherever they are.</summary>
    public IReadOnlyList<string> ExcludedPaths { get; init; } = [];

    /// <summary>A file that may be read wherever it is: the script itself; null for none.</summary>
    public string? ReadableFile { get; init; }

    /// <summary>Where a script may connect to, and listen: see <see cref="NetworkRule"/>.</summary>
    public IReadOnlyList<NetworkRule> AllowedHosts { get; init; } = [];

    /// <summary>Where it may not, whatever is allowed.</summary>
    public IReadOnlyList<NetworkRule> DeniedHosts { get; init; } = [];

    /// <summary>The variables of the environment that a script sees and may set.</summary>
    public IReadOnlyList<string> AllowedVariables { get; init; } = [];

    /// <summary>The programs that a script may start: paths, or names that are looked up in the host's <c>PATH</c>.</summary>
    public IReadOnlyList<string> AllowedPrograms { get; init; } = [];

    /// <summary>Whether files are restricted.</summary>
    public bool RestrictsFiles => DeniesByDefault || Roots.Count > 0 || ExcludedPaths.Count > 0;

    /// <summary>Whether the network is restricted.</summary>
    public bool RestrictsNetwork => DeniesByDefault || AllowedHosts.Count > 0 || DeniedHosts.Count > 0;

    /// <summary>Whether variables of the environment are restricted.</summary>
    public bool RestrictsVariables => DeniesByDefault || AllowedVariables.Count > 0;

    /// <summary>Whether programs are restricted. They are as soon as files or the network are: neither binds a program that is started.</summary>
    public bool RestrictsPrograms => RestrictsFiles || RestrictsNetwork || AllowedPrograms.Count > 0;

    /// <summary>Whether a script sees a variable of the environment and may set it.</summary>
    public bool AllowsVariable(string name)
    {
        bool isAllowed = !RestrictsVariables;
        foreach (string allowed in AllowedVariables)
        {
            isAllowed |= allowed == name || allowed == "*";
        }

        return isAllowed;
    }
}
