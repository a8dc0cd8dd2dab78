using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>What follows the execution of script: the functions of <c>sys.settrace</c> and <c>sys.setprofile</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TraceState
{
    /// <summary>The trace function, or <see cref="Value.Undefined"/>.</summary>
    public Value Function;

    /// <summary>The profile function, or <see cref="Value.Undefined"/>.</summary>
    public Value Profile;

    /// <summary>The thread that they are of; null for the main thread of a machine without others.</summary>
    public ThreadContext* Thread;

    /// <summary>The code, a <c>Code</c>, with an instruction that is not armed just now; or null.</summary>
    public void* Disarmed;

    /// <summary>The index of that instruction.</summary>
    public int DisarmedIndex;

    /// <summary>True while one of the functions runs: it is not followed itself.</summary>
    public bool IsBusy;

    /// <summary>True if there is a function.</summary>
    public readonly bool IsWanted => !Function.IsUndefined || !Profile.IsUndefined;

    /// <summary>Marks what it refers to.</summary>
    public readonly void Mark(Marker* marker)
    {
        marker->Mark(Function);
        marker->Mark(Profile);
        marker->Mark(Disarmed);
    }
}
