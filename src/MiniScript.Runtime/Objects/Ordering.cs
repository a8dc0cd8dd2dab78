using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Comparisons that sorting structures make.</summary>
internal static unsafe class Ordering
{
    /// <summary>Truth of <c>left &lt; right</c>: 1, 0, or -1 with an exception pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Less(Vm* vm, Value left, Value right)
    {
        if (Value.BothInt(left, right))
        {
            return left.AsInt < right.AsInt ? 1 : 0;
        }

        return left.IsFloat && right.IsFloat ? (left.AsFloat < right.AsFloat ? 1 : 0) : Operators.CompareTruth(vm, left, right, CompareOperation.Less);
    }
}
