using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>slice</c>.</summary>
/// <remarks><code>
///  0        8       16     24     32
///  | header | start | stop | step |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 32)]
public unsafe partial struct SliceObject
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The start, often an integer or <c>None</c>.</summary>
    public Value Start;

    /// <summary>The stop.</summary>
    public Value Stop;

    /// <summary>The step.</summary>
    public Value Step;

    /// <summary>A slice.</summary>
    public static SliceObject* New(Vm* vm, Value start, Value stop, Value step)
    {
        SliceObject* slice = (SliceObject*)vm->Heap.AllocateSmall((nuint)sizeof(SliceObject), Kind.Slice, (uint)TypeId.Slice);
        slice->Start = start;
        slice->Stop = stop;
        slice->Step = step;
        return slice;
    }
}
