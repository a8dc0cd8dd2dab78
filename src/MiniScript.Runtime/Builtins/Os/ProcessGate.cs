using MiniScript.Runtime.Hosting;

namespace MiniScript.Runtime.Builtins.Os;

/// <summary>Decides about programs that a script starts, and what it may do to processes and devices.</summary>
internal sealed class ProcessGate
{
    private readonly List<string> programs = [];
    private readonly bool isOpen;
    private readonly HashSet<int> children = [];

    /// <summary>Looks the programs up that a policy allows.</summary>
    public ProcessGate(HostPolicy policy)
    {
        foreach (string program in policy.AllowedPrograms)
        {
            isOpen |= program == "*";
            if (program.Contains('/', StringComparison.Ordinal))
            {
                programs.Add(Path.GetFullPath(program));
                continue;
            }

            foreach (string directory in (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries))
            {
                string candidate = Path.GetFullPath(Path.Combine(directory, program));
                if (File.Exists(candidate))
                {
                    programs.Add(candidate);
                }
            }
        }
    }

    /// <summary>Whether a program may be started with these variables.</summary>
    /// <param name="path">Its path as it is started.</param>
    /// <param name="variables">Its variables as <c>name=value</c>.</param>
    /// <param name="denied">What is denied.</param>
    public bool AllowsProgram(string path, string[] variables, out string denied)
    {
        denied = $"the program '{path}': --allow-run allows one";
        if (!isOpen && !(Path.IsPathRooted(path) && programs.Contains(path)))
        {
            return false;
        }

        foreach (string variable in variables)
        {
            if (!isOpen && variable.StartsWith("LD_", StringComparison.Ordinal))
            {
                denied = $"the variable '{variable.Split('=')[0]}' for a program: it would load code of the script's choice";
                return false;
            }
        }

        return true;
    }

    /// <summary>Notes a process that the script has started.</summary>
    public void Started(int process) => children.Add(process);

    /// <summary>Whether a signal may be sent to a process: to this one, and to those that the script has started.</summary>
    public bool AllowsSignal(int process) => process == Environment.ProcessId || children.Contains(Math.Abs(process));

    /// <summary>Whether a command may be sent to a device: the ones that ask, and those that set how a terminal shows what is typed.</summary>
    public static bool AllowsDeviceControl(long request) =>
        request is (>= 0x5401 and <= 0x5408) or 0x540B or 0x540F or 0x5411 or 0x5413 or 0x541B or 0x5421 or 0x5450 or 0x5451;

    /// <summary>Whether <c>fcntl</c> may be called with a command: those that send signals to other processes may not.</summary>
    public static bool AllowsControl(int command) => command is not (8 or 10 or 15 or 1026);
}
