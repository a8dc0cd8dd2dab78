using System.Runtime.CompilerServices;

namespace MiniScript.Runtime.Memory;

/// <summary>The conservative roots: every word between here and the machine's entry point, and the callee-saved registers.</summary>
internal static unsafe class MachineStack
{
    private static readonly long[] Zeros = new long[8];

    /// <summary>Marks what the machine stack of this thread seems to point to, up to the base recorded at entry.</summary>
    /// <remarks>
    /// Eight integers live across the call fill all callee-saved registers, so this frame's prologue pushes the caller's
    /// values onto the stack, where the scan finds them.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Scan(Vm* vm, Marker* marker)
    {
        long a = Zeros[0], b = Zeros[1], c = Zeros[2], d = Zeros[3], e = Zeros[4], f = Zeros[5], g = Zeros[6], h = Zeros[7];
        ScanFromHere(vm, marker);
        Zeros[0] = a;
        Zeros[1] = b;
        Zeros[2] = c;
        Zeros[3] = d;
        Zeros[4] = e;
        Zeros[5] = f;
        Zeros[6] = g;
        Zeros[7] = h;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ScanFromHere(Vm* vm, Marker* marker)
    {
        ulong here = 0;
        ulong* limit = (ulong*)vm->MachineStackBase;
        for (ulong* word = &here; word < limit; word++)
        {
            marker->MarkConservatively(*word);
        }

        for (ThreadContext* thread = vm->Threads; thread != null; thread = thread->Next)
        {
            if (thread->IsParked && thread->StackTop != null)
            {
                for (ulong* word = (ulong*)thread->StackTop; word < (ulong*)thread->MachineStackBase; word++)
                {
                    marker->MarkConservatively(*word);
                }
            }
        }
    }

    /// <summary>Clears the machine stack below the caller: the frames of a collection that starts there do not show old values in the words that they leave unset.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Scrub()
    {
        Span<byte> below = stackalloc byte[4096];
        below.Clear();
        Zeros[0] = below[^1];
    }

    /// <summary>Bytes of machine stack left for this thread are below the reserve: native recursion must stop.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* CurrentAddress()
    {
        byte local;
        return &local;
    }
}
