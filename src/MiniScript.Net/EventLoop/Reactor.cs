using System.Diagnostics;
using System.Runtime.CompilerServices;
using MiniScript.Net.Linux;

namespace MiniScript.Net.EventLoop;

/// <summary>
/// The event loop of one thread: it waits for sockets, timers and calls posted by other threads, and runs what follows from them.
/// Nothing runs concurrently with anything else: continuations of awaits on reactor operations run on the thread that calls
/// <see cref="RunOnce"/>, so code over it needs no locks. Only <see cref="Post"/> and <see cref="Wake"/> may be called from
/// other threads. Runs nest: a callback may itself run the loop until something it needs is there.
/// </summary>
public sealed class Reactor : IDisposable
{
    private readonly TimeProvider clock;
    private readonly int owner = Environment.CurrentManagedThreadId;
    private readonly TimerHeap timers = new();
    private readonly CompletionQueue completed = new();
    private readonly Lock postGate = new();
    private readonly Queue<(Action<object?> Callback, object? State)> posted = new();
    private volatile bool asleep;
    private bool disposed;

    internal Reactor(IReactorKernel kernel, TimeProvider clock)
    {
        Kernel = kernel;
        this.clock = clock;
    }

    /// <summary>True on the thread that created the reactor, the only one that may run it.</summary>
    public bool IsOwnerThread => Environment.CurrentManagedThreadId == owner;

    /// <summary>Timers that have neither fired nor been cancelled.</summary>
    public int PendingTimers => timers.Count;

    /// <summary>The operating system's side.</summary>
    internal IReactorKernel Kernel { get; }

    /// <summary>Creates the reactor of the calling thread, on the kernel facility of this operating system.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no backend for this operating system.</exception>
    /// <exception cref="NetException">The system refuses the descriptors it needs.</exception>
    public static Reactor Create()
    {
        if (OperatingSystem.IsLinux())
        {
            return new Reactor(new EpollKernel(new LinuxSystemCalls()), TimeProvider.System);
        }

        throw new PlatformNotSupportedException("the event loop has no backend for this operating system yet: only Linux (epoll)");
    }

    /// <summary>Calls <paramref name="callback"/> on the reactor's thread in its next pass. From any thread.</summary>
    public void Post(Action<object?> callback, object? state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        lock (postGate)
        {
            posted.Enqueue((callback, state));
        }

        Wake();
    }

    /// <summary>A descriptor that ends the reactor's wait, or the next one, when the eight bytes of the number 1 are written to it: for signal handlers.</summary>
    public int WakeDescriptor => Kernel.WakeDescriptor;

    /// <summary>Makes the reactor return from its wait, if it is in one. From any thread; cheap when it is not waiting.</summary>
    public void Wake()
    {
        // The fence pairs with the one in Wait: either this thread sees the flag, or the reactor sees what was posted before it.
        Interlocked.MemoryBarrier();
        if (asleep)
        {
            Kernel.Wake();
        }
    }

    /// <summary>
    /// Calls <paramref name="callback"/> once after <paramref name="delay"/> (at once, in the next pass, when it is not positive).
    /// </summary>
    public ReactorTimer Schedule(TimeSpan delay, Action<object?> callback, object? state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        VerifyThread();
        var timer = new ReactorTimer(timers, DueAfter(delay), callback, state);
        timers.Add(timer);
        return timer;
    }

    /// <summary>Completes after <paramref name="delay"/>.</summary>
    public ValueTask Delay(TimeSpan delay)
    {
        var source = new TaskCompletionSource();
        Schedule(delay, static state => ((TaskCompletionSource)state!).SetResult(), source);
        return new ValueTask(source.Task);
    }

    /// <summary>
    /// One pass: waits at most <paramref name="timeout"/> (<see cref="Timeout.InfiniteTimeSpan"/>: for ever) until there is work, then does
    /// all of it that was there. True when it ran anything; false when the time was over, or a signal or wake-up ended the wait.
    /// </summary>
    public bool RunOnce(TimeSpan timeout)
    {
        VerifyThread();
        ObjectDisposedException.ThrowIf(disposed, this);

        // A foreign context would make continuations leave this thread instead of running inline.
        SynchronizationContext? outer = SynchronizationContext.Current;
        if (outer is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        try
        {
            Wait(timeout);

            // Bitwise: all three kinds of work get their turn in every pass.
            return RunTimers() | RunPosted() | RunCompleted();
        }
        finally
        {
            if (outer is not null)
            {
                SynchronizationContext.SetSynchronizationContext(outer);
            }
        }
    }

    /// <summary>
    /// Runs until <paramref name="condition"/> holds (true), or until <paramref name="interrupted"/> does (false). Both are asked
    /// before every wait; whoever makes the second one true from a signal handler or another thread calls <see cref="Wake"/> after it.
    /// </summary>
    public bool RunUntil(Func<bool> condition, Func<bool>? interrupted = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (!condition())
        {
            if (interrupted is not null && interrupted())
            {
                return false;
            }

            RunOnce(Timeout.InfiniteTimeSpan);
        }

        return true;
    }

    /// <summary>Runs until <paramref name="task"/> is complete (true), or until <paramref name="interrupted"/> holds (false).</summary>
    public bool RunUntil(Task task, Func<bool>? interrupted = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        while (!task.IsCompleted)
        {
            if (interrupted is not null && interrupted())
            {
                return false;
            }

            RunOnce(Timeout.InfiniteTimeSpan);
        }

        return true;
    }

    /// <summary>
    /// Starts asynchronous work on this thread, runs the loop until it is done, and returns its result or throws its exception.
    /// </summary>
    public T Run<T>(Func<ValueTask<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Task<T> task = Start(work);
        RunUntil(task);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>As <see cref="Run{T}"/>, for work without a result.</summary>
    public void Run(Func<ValueTask> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Run(async () =>
        {
            await work().ConfigureAwait(false);
            return true;
        });
    }

    /// <summary>Starts asynchronous work so that all its continuations run on this thread, whatever context the caller is in.</summary>
    public Task<T> Start<T>(Func<ValueTask<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        VerifyThread();
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return work().AsTask();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Closes the kernel's descriptors. Sockets that are still open are closed with it.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            Kernel.Dispose();
        }
    }

    private void Wait(TimeSpan timeout)
    {
        if (completed.Count > 0)
        {
            timeout = TimeSpan.Zero;
        }

        asleep = true;
        Interlocked.MemoryBarrier();
        int milliseconds = HasPosted() ? 0 : WaitMilliseconds(timeout);
        Kernel.Wait(milliseconds, completed);
        asleep = false;
    }

    /// <summary>
    /// The wait that neither the caller's limit nor the first timer forbids, rounded up so that a timer is due when it ends.
    /// </summary>
    private int WaitMilliseconds(TimeSpan timeout)
    {
        double limit = timeout == Timeout.InfiniteTimeSpan ? double.PositiveInfinity : Math.Max(0, timeout.TotalMilliseconds);
        if (timers.First is { } first)
        {
            double untilFirst = (first.Due - clock.GetTimestamp()) * 1000.0 / clock.TimestampFrequency;
            limit = Math.Min(limit, Math.Max(0, untilFirst));
        }

        return double.IsPositiveInfinity(limit) ? -1 : (int)Math.Min(int.MaxValue, Math.Ceiling(limit));
    }

    private bool HasPosted()
    {
        lock (postGate)
        {
            return posted.Count > 0;
        }
    }

    private bool RunTimers()
    {
        if (timers.First is null)
        {
            return false;
        }

        // Timers that a callback schedules for "now" wait for the next pass: they must not keep sockets from their turn.
        long now = clock.GetTimestamp();
        long fence = timers.NextSequence;
        bool ran = false;
        while (timers.First is { } timer && timer.Due <= now && timer.Sequence < fence)
        {
            timers.Remove(timer);
            timer.Callback(timer.State);
            ran = true;
        }

        return ran;
    }

    private bool RunPosted()
    {
        bool ran = false;
        for (int remaining = PostedCount(); remaining > 0; remaining--)
        {
            (Action<object?> Callback, object? State) call;
            lock (postGate)
            {
                if (!posted.TryDequeue(out call))
                {
                    break;
                }
            }

            call.Callback(call.State);
            ran = true;
        }

        return ran;
    }

    private int PostedCount()
    {
        lock (postGate)
        {
            return posted.Count;
        }
    }

    private bool RunCompleted()
    {
        bool ran = false;
        for (int remaining = completed.Count; remaining > 0 && completed.TryDequeue(out IoOperation? operation); remaining--)
        {
            operation.Complete();
            ran = true;
        }

        return ran;
    }

    private long DueAfter(TimeSpan delay)
    {
        double ticks = Math.Max(0, delay.TotalSeconds) * clock.TimestampFrequency;
        long now = clock.GetTimestamp();
        return ticks >= long.MaxValue - now ? long.MaxValue : now + (long)ticks;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void VerifyThread()
    {
        if (!IsOwnerThread)
        {
            ThrowWrongThread();
        }
    }

    [StackTraceHidden]
    private static void ThrowWrongThread() =>
        throw new InvalidOperationException("a reactor is used by the thread that created it only; other threads go through Post");
}
