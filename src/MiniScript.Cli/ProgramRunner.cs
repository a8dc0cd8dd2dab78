using System.Globalization;
using System.Text;
using MiniScript.Cli.Generated;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Cli;

/// <summary>Runs what a command line asks for.</summary>
internal static unsafe class ProgramRunner
{
    private const int UsageError = 2;

    private const string Banner = "MiniScript 0.1.0 (Python 3.13)\n";

    /// <summary>Runs it; returns the exit status of the process.</summary>
    /// <param name="invocation">What to run.</param>
    /// <param name="stackBase">An address above every machine frame that may hold values.</param>
    public static int Run(Invocation invocation, void* stackBase)
    {
        // What is asked for is read before there is a machine: a file that is missing costs nothing more.
        string file = string.Empty;
        byte[]? source = null;
        if (invocation.Kind == ProgramKind.File && !TryReadFile(invocation.Program, out file, out source, out int failure))
        {
            return failure;
        }

        if (invocation.Kind == ProgramKind.StandardInput)
        {
            // Ctrl+C still ends the process by itself here.
            source = Terminal.ReadInput();
            file = "<stdin>";
        }

        HostPolicy? policy = invocation.Policy?.Build(invocation.Kind == ProgramKind.File ? file : null);
        if (policy is { RestrictsFiles: true } && !OperatingSystem.IsLinux())
        {
            Terminal.Write("miniscript: --sandbox, --root and --exclude need Linux\n", isError: true);
            return UsageError;
        }

        Vm* vm = Machine.Create(
            new MachineOptions
            {
                Arguments = invocation.Arguments,
                SearchPath = SearchPath(invocation, file, source),
                WarningFilters = invocation.Python.WarningFilters,
                Optimization = invocation.Python.Optimization,
                IsUnbuffered = invocation.Python.IsUnbuffered,
                NativeModules = &ExtensionTable.Find,
                MaxMemory = invocation.MaxMemory,
                Policy = policy,
                Limits = invocation.Policy?.BuildLimits(),
                DisabledModules = invocation.Policy?.DisabledModules,
                Torture = invocation.Torture || Environment.GetEnvironmentVariable("MINISCRIPT_TORTURE") == "1",
            },
            stackBase);
        InterruptSignals.Attach(vm);
        int status = Run(vm, invocation, file, source);
        if (invocation.Statistics)
        {
            StandardError.Write(vm, Statistics(vm));
        }

        InterruptSignals.Detach();
        Machine.Destroy(vm);
        return status;
    }

    private static int Run(Vm* vm, Invocation invocation, string file, byte[]? source)
    {
        switch (invocation.Kind)
        {
            case ProgramKind.Code:
                source = Encoding.UTF8.GetBytes(invocation.Program);
                file = "<string>";
                break;
            case ProgramKind.Module:
                return RunModule(vm, invocation);
            case ProgramKind.Prompt:
                StandardError.Write(vm, Banner);
                Prompt.Run(vm, Script.NewMain(vm, null));
                return ScriptExit.Finish(vm);
            default:
                break;
        }

        if (IsArchive(invocation.Kind, source))
        {
            MainModule.RunByLibrary(vm, "__main__");
        }
        else if (invocation.DumpBytecode)
        {
            Dump(vm, source, file);
        }
        else if (invocation.Kind == ProgramKind.Code)
        {
            Script.Run(vm, Script.NewMain(vm, null), invocation.Program, file);
        }
        else
        {
            Module* main = Script.NewMain(vm, invocation.Kind == ProgramKind.File ? file : null);
            if (invocation.Kind == ProgramKind.File && Directory.Exists(invocation.Program))
            {
                MainModule.SetSpec(vm, main, "__main__", file);
            }

            Script.Run(vm, main, source, file);
        }

        return ScriptExit.Finish(vm);
    }

    private static int RunModule(Vm* vm, Invocation invocation)
    {
        string? file = MainModule.Find(vm, invocation.Program, out string module, out string? problem);
        if (problem != null && MainModule.RunEmbedded(vm, invocation.Program, invocation.Arguments))
        {
            return ScriptExit.Finish(vm);
        }

        if (problem != null)
        {
            MainModule.RunByLibrary(vm, invocation.Program);
        }

        if (file != null)
        {
            invocation.Arguments[0] = file;
            byte[] source = File.ReadAllBytes(file);
            if (invocation.DumpBytecode)
            {
                Dump(vm, source, file);
            }
            else
            {
                Module* main = Script.NewMain(vm, file);
                MainModule.SetSpec(vm, main, module, file);
                Script.Run(vm, main, source, file);
            }
        }

        return ScriptExit.Finish(vm);
    }

    private static void Dump(Vm* vm, byte[]? source, string file)
    {
        string? listing = BytecodeListing.Of(vm, source, file);
        if (listing != null)
        {
            StandardOutput.Write(vm, listing);
        }
    }

    /// <summary>Reads a script; a directory stands for the <c>__main__</c> in it. Its path is made absolute as it is written, links and dots left in.</summary>
    private static bool TryReadFile(string given, out string file, out byte[]? source, out int status)
    {
        file = Path.Combine(Environment.CurrentDirectory, given);
        source = null;
        status = UsageError;
        if (Directory.Exists(file))
        {
            string directory = file;
            file = Path.Combine(directory, "__main__.ms");
            file = File.Exists(file) ? file : Path.Combine(directory, "__main__.py");
            if (!File.Exists(file))
            {
                Terminal.Write($"miniscript: can't find '__main__' module in '{directory}'\n", isError: true);
                status = ScriptExit.Failure;
                return false;
            }
        }

        try
        {
            source = File.ReadAllBytes(file);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string reason = error switch
            {
                FileNotFoundException or DirectoryNotFoundException => "[Errno 2] No such file or directory",
                UnauthorizedAccessException => "[Errno 13] Permission denied",
                _ => error.Message,
            };
            Terminal.Write($"miniscript: can't open file '{file}': {reason}\n", isError: true);
            return false;
        }
    }

    /// <summary>True for a program that is an archive with a <c>__main__</c> in it: the end of a ZIP file is marked, whatever stands before it.</summary>
    private static bool IsArchive(ProgramKind kind, byte[]? source)
    {
        const int EndRecord = 22;
        const int LongestComment = 65535;
        return kind == ProgramKind.File && source is { Length: >= EndRecord }
            && source.AsSpan(Math.Max(source.Length - EndRecord - LongestComment, 0)).LastIndexOf("PK\x05\x06"u8) >= 0;
    }

    private static string[] SearchPath(Invocation invocation, string file, byte[]? source)
    {
        bool isArchive = IsArchive(invocation.Kind, source);
        string first = isArchive ? file : SearchPathFor(invocation.Kind, file);
        string[] others = invocation.Python.SearchPath();
        return invocation.Python.HasSafePath && !isArchive ? others : [first, .. others];
    }

    /// <summary>The first entry of <c>sys.path</c>: the script's directory; the working directory, by whatever name it has then, if there is no script.</summary>
    private static string SearchPathFor(ProgramKind kind, string file) => kind switch
    {
        ProgramKind.File => Path.GetDirectoryName(file)!,
        ProgramKind.Module => Environment.CurrentDirectory,
        _ => string.Empty,
    };

    private static string Statistics(Vm* vm) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        allocations  {vm->Heap.Allocations:n0}
        collections  {vm->Heap.Collections:n0}
        pause max    {vm->Heap.PauseMax.TotalMilliseconds:f2} ms
        pause total  {vm->Heap.PauseTotal.TotalMilliseconds:f2} ms
        heap peak    {(ulong)vm->Heap.BytesPeak / 1024:n0} KiB
        heap at end  {(ulong)vm->Heap.BytesInUse / 1024:n0} KiB

        """);
}
