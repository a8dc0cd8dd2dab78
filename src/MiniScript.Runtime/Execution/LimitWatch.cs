using System.Text;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Execution;

/// <summary>The thread that looks at the clock for a machine with limits: it asks for the exception, ends waits of the system, and knows when it is enough.</summary>
internal sealed unsafe class LimitWatch
{
    /// <summary>How long, in milliseconds, script may go on behind an exception before it gets another: for <c>finally</c> blocks.</summary>
    public const int Grace = 250;

    private const int MostExceptions = 3;
    private const int Tick = 5;
    private const int Patience = 40;
    private const int PatienceWithoutWork = 200;

    private readonly Vm* vm;
    private readonly MachineLimits limits;
    private readonly long started = Environment.TickCount64;
    private readonly object gate = new();
    private readonly WakeSignal signal = new();
    private Thread? thread;
    private bool hasEnded;
    private long raisedAt;
    private int exceptions;

    /// <summary>Watches a machine of the calling thread, once it is started.</summary>
    public LimitWatch(Vm* vm, MachineLimits limits)
    {
        this.vm = vm;
        this.limits = limits;
    }

    /// <summary>Starts the thread, unless it runs.</summary>
    public void Start()
    {
        if (thread == null)
        {
            thread = new Thread(Run, 64 << 10) { IsBackground = true };
            thread.Start();
        }
    }

    /// <summary>An exception has been raised: the time of grace begins.</summary>
    public void Raised()
    {
        Volatile.Write(ref raisedAt, Environment.TickCount64);
        Interlocked.Increment(ref exceptions);
    }

    /// <summary>Ends the thread and waits for that.</summary>
    public void End()
    {
        lock (gate)
        {
            hasEnded = true;
            Monitor.PulseAll(gate);
        }

        thread?.Join();
    }

    private void Run()
    {
        if (limits.MaxTime is { } limit)
        {
            long left;
            while (exceptions == 0 && (left = (long)limit.TotalMilliseconds - (Environment.TickCount64 - started)) > 0)
            {
                if (EndsWithin((int)Math.Min(left, Grace)))
                {
                    return;
                }
            }

            if (exceptions == 0)
            {
                vm->Request(SafepointRequest.Limit);
            }
        }

        long waited = 0;
        long worked = 0;
        do
        {
            long now = Environment.TickCount64;
            if (vm->IsRequested(SafepointRequest.Limit))
            {
                if (waited == 0)
                {
                    waited = now;
                    worked = signal.WorkedMilliseconds();
                }

                // A thread that the system does not let run is not stuck.
                signal.Wake(vm);
                if (now - waited >= PatienceWithoutWork || (now - waited >= Patience && signal.WorkedMilliseconds() - worked >= Patience / 2))
                {
                    EndProcess("and could not be interrupted");
                }
            }
            else if (exceptions > 0 && now - Volatile.Read(ref raisedAt) >= Grace)
            {
                waited = 0;
                if (exceptions >= MostExceptions)
                {
                    EndProcess("and went on regardless");
                }

                vm->Request(SafepointRequest.Limit);
            }
        }
        while (!EndsWithin(Tick));
    }

    /// <summary>Waits; true once the machine ends.</summary>
    private bool EndsWithin(int milliseconds)
    {
        lock (gate)
        {
            return hasEnded || (Monitor.Wait(gate, milliseconds) && hasEnded);
        }
    }

    private void EndProcess(string how)
    {
        if (limits.EndsProcess)
        {
            byte[] text = Encoding.UTF8.GetBytes($"miniscript: stopped: the script passed a limit {how}\n");
            fixed (byte* first = text)
            {
                _ = FileCalls.Current.Write(2, first, text.Length);
            }

            FileCalls.Current.Exit(ScriptExit.LimitPassed);
        }
    }
}
