using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Execution;

/// <summary>Ends what the thread that made this waits for in the system, by a signal whose handler does nothing.</summary>
/// <remarks>Linux on x64 and Arm; elsewhere only waits for events end.</remarks>
internal sealed unsafe partial class WakeSignal
{
    private const int Signal = 62; // a real-time one that neither .NET nor the C library uses
    private const nuint CodeBytes = 4096;

    private static readonly bool IsInstalled = TryInstall();

    private readonly nint thread;

    /// <summary>A signal for the calling thread.</summary>
    public WakeSignal()
    {
        if (IsInstalled)
        {
            thread = pthread_self();
        }
    }

    /// <summary>Ends its wait. Callable from other threads while it lives.</summary>
    public void Wake(Vm* vm)
    {
        if (thread != 0)
        {
            _ = pthread_kill(thread, Signal);
        }

        int wake = vm->WakeDescriptor - 1;
        if (wake >= 0)
        {
            ulong one = 1;
            _ = Builtins.Files.FileCalls.Current.Write(wake, (byte*)&one, sizeof(ulong));
        }
    }

    /// <summary>The time that the processor has worked for the thread; the time of the clock where that is not known.</summary>
    public long WorkedMilliseconds()
    {
        long* time = stackalloc long[2];
        int clock;
        return thread != 0 && pthread_getcpuclockid(thread, &clock) == 0 && clock_gettime(clock, time) == 0
            ? (time[0] * 1000) + (time[1] / 1_000_000)
            : Environment.TickCount64;
    }

    private static bool TryInstall()
    {
        uint code = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 0xc3,
            Architecture.Arm64 => 0xd65f03c0,
            _ => 0,
        };
        if (code == 0 || !OperatingSystem.IsLinux())
        {
            return false;
        }

        uint* page = (uint*)mmap(null, CodeBytes, 0x3, 0x22, -1, 0);
        if (page == (uint*)-1)
        {
            return false;
        }

        *page = code;
        SignalAction action = default;
        action.Handler = page;
        return mprotect(page, CodeBytes, 0x5) == 0 && sigaction(Signal, &action, null) == 0;
    }

    [LibraryImport("libc")]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc")]
    private static partial int mprotect(void* address, nuint length, int protection);

    [LibraryImport("libc")]
    private static partial int sigaction(int signal, SignalAction* action, SignalAction* previous);

    [LibraryImport("libc")]
    private static partial nint pthread_self();

    [LibraryImport("libc")]
    private static partial int pthread_getcpuclockid(nint thread, int* clock);

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, long* time);

    [LibraryImport("libc")]
    private static partial int pthread_kill(nint thread, int signal);

    /// <summary><c>struct sigaction</c>; without <c>SA_RESTART</c>, so that calls that block end.</summary>
    /// <remarks><code>
    ///  0         8              136     144
    ///  | handler | blocked[128] | flags | restorer |
    /// </code></remarks>
    [StructLayout(LayoutKind.Sequential, Size = 152)]
    private struct SignalAction
    {
        /// <summary>The handler.</summary>
        public void* Handler;
    }
}
