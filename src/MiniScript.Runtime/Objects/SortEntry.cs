using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Objects;

/// <summary>What sorting moves: something that orders, and the index of the item it stands for.</summary>
/// <remarks><code>
///  0     8       16
///  | key | index |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct SortEntry : IRadixKey
{
    /// <summary>The bits of a value, an unsigned number with the order of the values, or the start of a text.</summary>
    public ulong Key;

    /// <summary>The index of the item before sorting.</summary>
    public long Index;

    readonly ulong IRadixKey.Key => Key;
}
