using System.Runtime.CompilerServices;

namespace MiniScript.Cli;

/// <summary>The executable.</summary>
internal static unsafe class Program
{
    private static int Main(string[] args)
    {
        // Everything that can hold values has its frame below this one.
        byte here;
        return Run(args, &here);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] args, void* stackBase)
    {
        int status = 0;
        Invocation? invocation = ExtensionCommand.Parse(args) ?? OptionParser.Parse(args, out status);
        return invocation == null ? status : ProgramRunner.Run(invocation, stackBase);
    }
}
