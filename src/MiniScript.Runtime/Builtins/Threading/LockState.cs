using System.Diagnostics;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Threading;

/// <summary>A lock of script. Only the thread that runs looks at it; a release hands it to the thread that has waited longest.</summary>
internal sealed unsafe class LockState
{
    private const int SliceMilliseconds = 20;

    private readonly LinkedList<Waiter> waiters = new();

    /// <summary>Whether it is held.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Takes the lock; 1, 0 if it is not to be had in time, or -1 with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="milliseconds">How long to wait; negative: for ever.</param>
    public int Acquire(Vm* vm, double milliseconds)
    {
        if (!IsHeld)
        {
            IsHeld = true;
            return 1;
        }

        if (milliseconds == 0)
        {
            return 0;
        }

        Threads threads = Threads.Of(vm);
        bool isStuck = milliseconds < 0;
        if (isStuck && threads.StuckCount + 1 >= threads.Count)
        {
            Throw.RuntimeError(vm, "deadlock: every thread waits for a lock that no thread will release");
            return -1;
        }

        threads.StuckCount += isStuck ? 1 : 0;
        Waiter waiter = new(isStuck);
        LinkedListNode<Waiter> node = waiters.AddLast(waiter);
        bool isMain = Threads.IsMain(vm);
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            double left = isStuck ? double.MaxValue : milliseconds - Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            int slice = (int)Math.Ceiling(Math.Min(Math.Max(left, 0), isMain ? SliceMilliseconds : int.MaxValue));
            Threads.Block(vm, () => waiter.Granted.WaitOne(slice));
            if (waiter.IsGranted)
            {
                return 1;
            }

            if (isMain && !Safepoints.Serve(vm))
            {
                GiveUp(threads, node);
                return -1;
            }

            if (waiter.IsGranted)
            {
                return 1;
            }

            if (!isStuck && Stopwatch.GetElapsedTime(started).TotalMilliseconds >= milliseconds)
            {
                GiveUp(threads, node);
                return 0;
            }
        }
    }

    /// <summary>Gives the lock to the next, or to nobody; false if it is not held.</summary>
    public bool Release(Vm* vm)
    {
        if (!IsHeld)
        {
            return false;
        }

        if (waiters.First is { } node)
        {
            waiters.Remove(node);
            Threads.Of(vm).StuckCount -= node.Value.IsStuck ? 1 : 0;
            node.Value.IsGranted = true;
            node.Value.Granted.Set();
        }
        else
        {
            IsHeld = false;
        }

        return true;
    }

    private void GiveUp(Threads threads, LinkedListNode<Waiter> node)
    {
        if (!node.Value.IsGranted)
        {
            waiters.Remove(node);
            threads.StuckCount -= node.Value.IsStuck ? 1 : 0;
        }
        else if (waiters.First is { } next)
        {
            waiters.Remove(next);
            threads.StuckCount -= next.Value.IsStuck ? 1 : 0;
            next.Value.IsGranted = true;
            next.Value.Granted.Set();
        }
        else
        {
            IsHeld = false;
        }
    }

    /// <summary>A thread that waits.</summary>
    private sealed class Waiter(bool isStuck)
    {
        /// <summary>Whether it waits without a limit of time.</summary>
        public bool IsStuck { get; } = isStuck;

        /// <summary>Set when the lock is the thread's.</summary>
        public AutoResetEvent Granted { get; } = new(false);

        /// <summary>Whether the lock is the thread's.</summary>
        public bool IsGranted { get; set; }
    }
}
