using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting;

/// <summary>The standard output that a machine began with.</summary>
public static unsafe class StandardOutput
{
    /// <summary>Writes text and flushes it; false with an exception pending.</summary>
    public static bool Write(Vm* vm, string text)
    {
        TextStream stream = FileTable.Of(vm).Output;
        return stream.Write(vm, Str.New(vm, text)) && StandardStreams.Flush(vm);
    }
}
