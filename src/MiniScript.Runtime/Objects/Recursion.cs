using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The guard of native recursion: machine stack and depth.</summary>
public static unsafe class Recursion
{
    /// <summary>Counts a level; false with <c>RecursionError</c> pending if there are too many or the machine stack runs out. Pair with <see cref="Leave"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Enter(Vm* vm, string where = "")
    {
        byte here;
        if (&here < vm->MachineStackLimit || vm->Depth >= vm->RecursionLimit)
        {
            Throw.RecursionError(vm, where);
            return false;
        }

        vm->Depth++;
        return true;
    }

    /// <summary>Leaves a level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Leave(Vm* vm) => vm->Depth--;
}
