using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>An <c>int</c> outside the immediate range: sign and magnitude.</summary>
/// <remarks>
/// <code>
///  0        8      12            16
///  | header | sign | limb count  | limbs, 64 bits each, least significant first … |
/// </code>
/// The top limb is never zero, and a value that fits <see cref="Value.IsInt"/> is never a BigInt.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = HeaderSize)]
public unsafe partial struct BigInt
{
    /// <summary>Offset of the limbs.</summary>
    public const int HeaderSize = 16;

    /// <summary>The most bits that any integer may have: more is <c>MemoryError</c>, before any work is done.</summary>
    public const long MaxBits = 1L << 31;

    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>-1 or 1.</summary>
    public int Sign;

    /// <summary>The number of limbs.</summary>
    public int Count;

    /// <summary>The limbs of a cell.</summary>
    public static ulong* Limbs(BigInt* self) => (ulong*)((byte*)self + HeaderSize);

    /// <summary>Allocates a cell with its limbs not yet written and a positive sign; null with <c>MemoryError</c> pending past the limits.</summary>
    internal static BigInt* Allocate(Vm* vm, long limbs)
    {
        BigInt* cell = limbs > MaxBits / 64 ? null
            : (BigInt*)vm->Heap.Allocate((nuint)(HeaderSize + (limbs * sizeof(ulong))), Kind.BigInt, (uint)TypeId.Int);
        if (cell == null)
        {
            Throw.MemoryError(vm);
            return null;
        }

        cell->Sign = 1;
        cell->Count = (int)limbs;
        return cell;
    }

    /// <summary>Finishes a computed cell: drops leading zero limbs, sets the sign, and turns a value in the immediate range into one.</summary>
    internal static Value Finish(BigInt* cell, bool negative)
    {
        ulong* limbs = Limbs(cell);
        int count = cell->Count;
        while (count > 0 && limbs[count - 1] == 0)
        {
            count--;
        }

        if (count <= 1)
        {
            ulong low = count == 0 ? 0 : limbs[0];
            if (low <= (negative ? (ulong)-Value.MinInt : (ulong)Value.MaxInt))
            {
                return Value.FromInt(negative ? -(long)low : (long)low);
            }
        }

        cell->Count = count;
        cell->Sign = negative ? -1 : 1;
        return Value.FromObject(cell);
    }
}
