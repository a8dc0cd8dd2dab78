using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Regex;

/// <content>The time by which searches of a thread must have ended.</content>
internal static unsafe partial class RegexModule
{
    /// <summary>In milliseconds of <see cref="Environment.TickCount64"/>; 0 for none.</summary>
    [ThreadStatic]
    private static long deadline;

    /// <summary>False with <c>TimeoutError</c> pending behind the thread's deadline.</summary>
    internal static bool IsInTime(Vm* vm)
    {
        if (deadline == 0 || Environment.TickCount64 < deadline)
        {
            return true;
        }

        Throw.Raise(vm, TypeId.TimeoutError, "the search took too long");
        return false;
    }

    /// <summary>Give searches of this thread some seconds from now on; return the deadline before.</summary>
    [Function("deadline_after", Signature = "(seconds, /)")]
    private static long DeadlineAfter(Vm* vm, double seconds) =>
        ReplaceDeadline(vm, Environment.TickCount64 + (long)(Math.Clamp(seconds, 0, 1e9) * 1000) + 1);

    /// <summary>Set a deadline that one of these functions has returned, or 0 for none; return the deadline before.</summary>
    [Function("replace_deadline", Signature = "(deadline, /)")]
    private static long ReplaceDeadline(Vm* vm, long value)
    {
        long before = deadline;
        deadline = value;
        return before;
    }
}
