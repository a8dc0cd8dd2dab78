using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>The common start of every cell with <see cref="ObjectFlags.OwnsHandle"/>.</summary>
/// <remarks><code>
///  0        8        12       16           24
///  | header | handle | unused | attributes |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 24)]
public unsafe struct ManagedCell
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>Handle of the managed object, for <see cref="VmHost.GetObject"/>.</summary>
    public int Handle;

    private readonly int unused;

    /// <summary>Attributes of an instance of a script subclass: a dict, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;

    /// <summary>Makes the cell own a managed object, which is released when the cell has died.</summary>
    public static void Own(Vm* vm, ManagedCell* cell, object target)
    {
        cell->Handle = vm->Host.KeepObject(target);
        cell->Header.Flags |= ObjectFlags.OwnsHandle;
        Block.Of(cell)->HasHandles = true;
    }
}
