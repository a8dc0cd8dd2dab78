using System.Diagnostics;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Execution.Tasks;

/// <summary>Sleeps until the time is over or a signal asks the machine for something.</summary>
public static unsafe partial class Sleeper
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Sleeps. A signal that only runs its handler does not shorten the time; one that interrupts the script ends it; the caller serves the request.</summary>
    public static void Sleep(Vm* vm, long nanoseconds)
    {
        if (OperatingSystem.IsWindows())
        {
            long end = Environment.TickCount64 + ((nanoseconds + NanosecondsPerMillisecond - 1) / NanosecondsPerMillisecond);
            while (!IsInterrupted(vm) && Environment.TickCount64 is var now && now < end)
            {
                Thread.Sleep((int)long.Min(end - now, 50));
            }

            return;
        }

        if (Threads.Exist(vm))
        {
            // A signal may hit another thread: the main one looks up from time to time.
            long until = Stopwatch.GetTimestamp() + (long)(nanoseconds * (Stopwatch.Frequency / (double)NanosecondsPerSecond));
            long slice = Threads.IsMain(vm) ? 20 * NanosecondsPerMillisecond : long.MaxValue;
            Threads.Block(vm, () =>
            {
                long left = nanoseconds;
                while (left > 0 && !(slice < long.MaxValue && IsInterrupted(vm)))
                {
                    long next = long.Min(left, slice);
                    TimeSpec time = new() { Seconds = next / NanosecondsPerSecond, Nanoseconds = next % NanosecondsPerSecond };
                    _ = NanoSleep(&time, &time);
                    left = (long)((until - Stopwatch.GetTimestamp()) * (NanosecondsPerSecond / (double)Stopwatch.Frequency));
                }
            });
            return;
        }

        TimeSpec rest = new() { Seconds = nanoseconds / NanosecondsPerSecond, Nanoseconds = nanoseconds % NanosecondsPerSecond };
        while (!IsInterrupted(vm) && NanoSleep(&rest, &rest) != 0)
        {
        }
    }

    private static bool IsInterrupted(Vm* vm) => vm->IsRequested(SafepointRequest.Waking);

    /// <summary><c>struct timespec</c> of 64-bit systems.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(TimeSpec* request, TimeSpec* remaining);
}
