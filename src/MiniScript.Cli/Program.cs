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
        Invocation? invocation = OptionParser.Parse(args, out int status);
        return invocation == null ? status : ProgramRunner.Run(invocation, stackBase);
    }
}
