using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Objects;

/// <summary>Working room for limbs: the caller's stack while it suffices, else unmanaged memory until disposed of.</summary>
internal readonly unsafe ref struct LimbScratch
{
    /// <summary>Limbs worth taking from the stack.</summary>
    public const int StackLimbs = 128;

    private readonly void* owned;

    /// <summary>Takes room for <paramref name="count"/> limbs; <paramref name="stack"/> has <see cref="StackLimbs"/>.</summary>
    public LimbScratch(ulong* stack, long count)
    {
        if (count <= StackLimbs)
        {
            Limbs = stack;
        }
        else
        {
            owned = NativeMemory.Alloc((nuint)count, sizeof(ulong));
            Limbs = (ulong*)owned;
        }
    }

    /// <summary>The room, not cleared.</summary>
    public ulong* Limbs { get; }

    /// <summary>Gives the room back.</summary>
    public void Dispose() => NativeMemory.Free(owned);
}
