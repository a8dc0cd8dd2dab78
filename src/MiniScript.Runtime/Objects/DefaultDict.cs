using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>collections.defaultdict</c>: a dict that makes the values of missing keys.</summary>
/// <remarks><code>
///  0      64        72
///  | dict | factory |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 72)]
public unsafe struct DefaultDict
{
    /// <summary>The dict; its header's Aux is 1.</summary>
    public Dict Entries;

    /// <summary><c>default_factory</c>: a callable, or <c>None</c>.</summary>
    public Value Factory;

    /// <summary>An empty one of a type, which is <c>defaultdict</c> or derives from it, without a factory. Never fails.</summary>
    public static DefaultDict* New(Vm* vm, TypeObject* type)
    {
        DefaultDict* self = (DefaultDict*)vm->Heap.AllocateSmall((nuint)sizeof(DefaultDict), Kind.Dict, (uint)TypeId.DefaultDict);
        self->Entries.Header.Aux = 1;
        Dict.Initialize(&self->Entries);
        self->Factory = Value.None;
        return (DefaultDict*)Instances.Adopt(self, type).AsObject;
    }
}
