using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>The open files of a machine, the standard ones among them.</summary>
/// <remarks>
/// A script that forgets to close a file loses nothing: before anything can look at the file from another side
/// (<see cref="FlushAll"/>), and when the machine ends, what waits is written.
/// </remarks>
internal sealed unsafe class FileTable
{
    private readonly List<BufferedFile> open = [];
    private readonly ValueHandle?[] standardObjects = new ValueHandle?[3];

    private FileTable(Vm* vm, FileCalls calls)
    {
        Calls = calls;
        MachineOptions options = MachineHost.Of(vm).Options;
        BufferedFile output = new(vm, calls, options.StandardOutput, false, true, 1 << 15, ownsDescriptor: false);
        Output = new TextStream(output, "utf-8", "strict", NewlineMode.Universal) { IsLineBuffered = output.IsTerminal || options.IsUnbuffered };
        BufferedFile error = new(vm, calls, options.StandardError, false, true, ownsDescriptor: false);
        Error = new TextStream(error, "utf-8", "backslashreplace", NewlineMode.Universal) { IsLineBuffered = true };
        BufferedFile input = new(vm, calls, options.StandardInput, true, false, ownsDescriptor: false);
        Input = new TextStream(input, "utf-8", "strict", NewlineMode.Universal) { Tied = output };
        Add(output);
        Add(error);
    }

    /// <summary>The system.</summary>
    public FileCalls Calls { get; }

    /// <summary>Standard input.</summary>
    public TextStream Input { get; }

    /// <summary>Standard output: written out by line to a terminal, else when the buffer is full.</summary>
    public TextStream Output { get; }

    /// <summary>Standard error: written out by line.</summary>
    public TextStream Error { get; }

    /// <summary>The exception class <c>io.UnsupportedOperation</c>, once it is made.</summary>
    public ValueHandle? UnsupportedOperation { get; set; }

    /// <summary>The class <c>os.stat_result</c>, once it is made.</summary>
    public ValueHandle? StatusType { get; set; }

    /// <summary>The table of a machine.</summary>
    public static FileTable Of(Vm* vm)
    {
        MachineHost host = MachineHost.Of(vm);
        return host.Services.TryGetValue(typeof(FileTable), out object? table) ? (FileTable)table : Create(vm, host);
    }

    /// <summary>The file object of standard input, output or error (0, 1, 2), made on first use.</summary>
    public Value StandardObject(Vm* vm, int descriptor)
    {
        if (standardObjects[descriptor] is { } kept)
        {
            return vm->Handles.Get(kept);
        }

        TextStream stream = descriptor == 0 ? Input : descriptor == 1 ? Output : Error;
        Value name = Value.FromObject(Str.New(vm, descriptor == 0 ? "<stdin>" : descriptor == 1 ? "<stdout>" : "<stderr>"));
        Value file = FileObjects.New(vm, stream, name, descriptor == 0 ? "r" : "w");
        if (!file.IsUndefined)
        {
            standardObjects[descriptor] = vm->Handles.Keep(file);
        }

        return file;
    }

    /// <summary>Lists a file until it is closed.</summary>
    public void Add(BufferedFile file)
    {
        file.Table = this;
        open.Add(file);
    }

    /// <summary>Takes a file off the list.</summary>
    public void Remove(BufferedFile file) => open.Remove(file);

    /// <summary>Writes out what waits in every file but the standard ones. Failures come up again when the file itself is written or closed.</summary>
    public void FlushAll()
    {
        foreach (BufferedFile file in open)
        {
            if (file != Output.File && file != Error.File)
            {
                file.Flush();
            }
        }
    }

    private static FileTable Create(Vm* vm, MachineHost host)
    {
        FileTable table = new(vm, FileCalls.Of(vm));
        host.Services.Add(typeof(FileTable), table);
        host.AtExit(table.CloseAll);
        return table;
    }

    /// <summary>Writes out and closes every file: the machine ends.</summary>
    private void CloseAll()
    {
        for (int i = open.Count - 1; i >= 0; i--)
        {
            open[i].Close();
        }
    }
}
