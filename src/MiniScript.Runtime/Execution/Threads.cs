using System.Runtime.CompilerServices;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>The threads of a machine. Each is a thread of the system; one at a time runs script, the others wait for their turn or for the system.</summary>
/// <remarks>
/// <para>A turn ends at a safepoint, if another thread has waited for some milliseconds, and in a call that waits (<see cref="Block"/>). Turns go
/// round in the order in which they were asked for.</para>
/// <para>A machine without a second thread has none of this: <c>Vm.CurrentThread</c> is null.</para>
/// </remarks>
public sealed unsafe class Threads
{
    private const int TurnMilliseconds = 5;
    private const int StackBytes = 4 << 20;
    private const int StackReserve = 128 << 10;
    private const nuint RegisterBytes = 16 << 20;
    private const int MaxDepth = 20_000;
    private const int SignalSlice = 20;

    private static readonly long[] Zeros = new long[8];

    private readonly Vm* vm;
    private readonly object gate = new();
    private readonly Queue<ScriptThread> waiting = new();
    private readonly List<ManualResetEventSlim> loops = [];
    private ScriptThread? holder;
    private ScriptThread current;
    private bool hasEnded;
    private long lastIdentifier = 1;

    private Threads(Vm* vm)
    {
        this.vm = vm;
        current = holder = new ScriptThread(NewContext(1), false);
        vm->CurrentThread = current.Context;
        Count = 1;
    }

    /// <summary>The threads that have not ended, the main one included.</summary>
    public int Count { get; private set; }

    /// <summary>Those of them that wait for a lock without a limit of time.</summary>
    public int StuckCount { get; set; }

    /// <summary>Those that the machine's end waits for, the main thread not included.</summary>
    public int RegularCount { get; private set; }

    /// <summary>The thread that runs.</summary>
    public ScriptThread Current => current;

    /// <summary>The threads of a machine.</summary>
    public static Threads Of(Vm* vm)
    {
        MachineHost host = MachineHost.Of(vm);
        if (!host.Services.TryGetValue(typeof(Threads), out object? threads))
        {
            host.Services.Add(typeof(Threads), threads = new Threads(vm));
        }

        return (Threads)threads;
    }

    /// <summary>Whether there may be other threads.</summary>
    public static bool Exist(Vm* vm) => vm->CurrentThread != null;

    /// <summary>Whether the main thread runs.</summary>
    public static bool IsMain(Vm* vm) => vm->CurrentThread == null || vm->CurrentThread->Identifier == 1;

    /// <summary>Waits for something outside; other threads run in the meantime. The action must touch neither the machine nor its heap.</summary>
    public static void Block(Vm* vm, Action wait)
    {
        if (vm->CurrentThread == null)
        {
            wait();
        }
        else
        {
            Of(vm).LetGo(wait);
        }
    }

    /// <summary>Waits until <see cref="WakeLoops"/>, a signal, or the time is over; other threads run in the meantime.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="milliseconds">The longest time to wait.</param>
    public static void WaitForCall(Vm* vm, long milliseconds)
    {
        Threads threads = Of(vm);
        using ManualResetEventSlim called = new();
        threads.loops.Add(called);
        long end = Environment.TickCount64 + milliseconds;

        // A signal may hit another thread: the main one looks up from time to time.
        long slice = IsMain(vm) ? SignalSlice : int.MaxValue;
        Block(vm, () =>
        {
            long left = milliseconds;
            while (left > 0 && !called.Wait((int)long.Min(left, slice)) && !vm->IsRequested(SafepointRequest.Waking))
            {
                left = end - Environment.TickCount64;
            }
        });
        threads.loops.Remove(called);
    }

    /// <summary>Ends the waiting of event loops: another thread has given one of them something to do.</summary>
    public static void WakeLoops(Vm* vm)
    {
        if (Exist(vm))
        {
            foreach (ManualResetEventSlim called in Of(vm).loops)
            {
                called.Set();
            }
        }
    }

    /// <summary>Lets the other threads have their turn.</summary>
    public static void Yield(Vm* vm) => Block(vm, static () => { });

    /// <summary>Waits until all threads but daemons have ended, then stops the others for good; false if a signal or an exception ended the waiting.</summary>
    public static bool Finish(Vm* vm)
    {
        if (vm->CurrentThread == null)
        {
            return true;
        }

        Threads threads = Of(vm);
        bool isInterrupted = false;
        while (threads.RegularCount > 0 && !isInterrupted)
        {
            if (threads.StuckCount >= threads.Count - 1)
            {
                StandardError.Write(vm, "RuntimeError: deadlock: every thread waits for a lock that no thread will release\n");
                isInterrupted = true;
                break;
            }

            threads.LetGo(static () => Thread.Sleep(1));
            isInterrupted = !Safepoints.Serve(vm);
        }

        vm->Pending = isInterrupted ? Value.Undefined : vm->Pending;
        lock (threads.gate)
        {
            threads.hasEnded = true;
        }

        return !isInterrupted && threads.Count == 1;
    }

    /// <summary>Starts a thread that calls a function without arguments; returns its identifier, or 0 if the system gives no more threads.</summary>
    /// <param name="function">The function.</param>
    /// <param name="isDaemon">Whether the machine's end does not wait for it.</param>
    public long Start(Value function, bool isDaemon)
    {
        ThreadContext* context = NewContext(++lastIdentifier);
        context->Function = function;
        context->IsParked = true;
        context->StackBase = (Value*)Pages.Reserve(RegisterBytes);
        context->StackLimit = context->StackBase + (RegisterBytes / (nuint)sizeof(Value));
        context->StackSoftLimit = context->StackBase;
        context->FrameBase = Pages.Reserve(FrameBytes);
        context->RecursionLimit = Math.Min(vm->RecursionLimit, MaxDepth);
        ScriptThread thread = new(context, isDaemon);
        try
        {
            new Thread(() => Run(thread), StackBytes) { IsBackground = true }.Start();
        }
        catch (Exception error) when (error is OutOfMemoryException or ThreadStartException)
        {
            Release(context);
            return 0;
        }

        Count++;
        RegularCount += isDaemon ? 0 : 1;
        return context->Identifier;
    }

    private static nuint FrameBytes => (nuint)((MaxDepth + 16) * sizeof(Frame));

    private ThreadContext* NewContext(long identifier)
    {
        ThreadContext* context = (ThreadContext*)System.Runtime.InteropServices.NativeMemory.AllocZeroed((nuint)sizeof(ThreadContext));
        context->Identifier = identifier;
        context->Function = context->Pending = context->Handled = Value.Undefined;
        context->Context = context->RunningLoop = context->CurrentTask = Value.Undefined;
        context->Next = vm->Threads;
        vm->Threads = context;
        return context;
    }

    /// <summary>Takes an ended thread off the list and gives its stacks back.</summary>
    private void Release(ThreadContext* context)
    {
        ThreadContext* before = vm->Threads;
        if (before == context)
        {
            vm->Threads = context->Next;
        }
        else
        {
            while (before->Next != context)
            {
                before = before->Next;
            }

            before->Next = context->Next;
        }

        Pages.Unmap(context->StackBase, RegisterBytes);
        Pages.Unmap(context->FrameBase, FrameBytes);
        System.Runtime.InteropServices.NativeMemory.Free(context);
    }

    /// <summary>The life of a thread.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Run(ScriptThread thread)
    {
        long here = 0;
        TakeTurn(thread);
        thread.Context->MachineStackBase = &here;
        thread.Context->MachineStackLimit = (byte*)&here - (StackBytes - StackReserve);
        thread.Context->Load(vm);
        Call(thread);
        Count--;
        RegularCount -= thread.IsDaemon ? 0 : 1;
        vm->CurrentThread = null;
        Release(thread.Context);
        PassTurn();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Call(ScriptThread thread)
    {
        Value function = thread.Context->Function;
        thread.Context->Function = Value.Undefined;
        if (Calls.Invoke(vm, function).IsUndefined && vm->HasPending)
        {
            Value error = vm->Pending;
            vm->Pending = Value.Undefined;
            if (!Types.IsInstance(vm, error, TypeId.SystemExit))
            {
                Str* name = Text.Repr(vm, function);
                string shown = name == null ? "a thread" : Str.ToManaged(name);
                vm->Pending = Value.Undefined;
                StandardError.Write(vm, $"Exception ignored in thread started by: {shown}\n{Hosting.Tracebacks.TracebackFormatter.Format(vm, error)}");
            }
        }
    }

    /// <summary>Pushes all callee-saved registers onto the stack, as <see cref="MachineStack.Scan"/> does, and lets go below them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LetGo(Action wait)
    {
        long a = Zeros[0], b = Zeros[1], c = Zeros[2], d = Zeros[3], e = Zeros[4], f = Zeros[5], g = Zeros[6], h = Zeros[7];
        LetGoFromHere(wait);
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
    private void LetGoFromHere(Action wait)
    {
        ulong here = 0;
        ScriptThread thread = current;
        thread.Context->StackTop = &here;
        thread.Context->Save(vm);
        PassTurn();
        try
        {
            wait();
        }
        finally
        {
            TakeTurn(thread);
            thread.Context->Load(vm);
        }
    }

    private void PassTurn()
    {
        ScriptThread? next;
        lock (gate)
        {
            holder = next = waiting.Count > 0 ? waiting.Dequeue() : null;
        }

        next?.Turn.Set();
    }

    /// <summary>Waits for the turn; for ever once the machine has ended.</summary>
    private void TakeTurn(ScriptThread thread)
    {
        bool isHolder = false;
        lock (gate)
        {
            if (holder == null && !hasEnded)
            {
                holder = thread;
                isHolder = true;
            }
            else
            {
                waiting.Enqueue(thread);
            }
        }

        while (!isHolder && !thread.Turn.WaitOne(TurnMilliseconds))
        {
            bool isOver;
            lock (gate)
            {
                isOver = hasEnded;
                if (!isOver)
                {
                    vm->Request(SafepointRequest.Switch);
                }
            }

            if (isOver)
            {
                Thread.Sleep(Timeout.Infinite);
            }
        }

        current = thread;
    }
}

/// <summary>The managed half of a thread.</summary>
public sealed unsafe class ScriptThread
{
    internal ScriptThread(ThreadContext* context, bool isDaemon)
    {
        Context = context;
        IsDaemon = isDaemon;
    }

    /// <summary>Whether the machine's end does not wait for it.</summary>
    public bool IsDaemon { get; }

    /// <summary>Set when its turn has come.</summary>
    internal AutoResetEvent Turn { get; } = new(false);

    /// <summary>The rest.</summary>
    internal ThreadContext* Context { get; }
}
