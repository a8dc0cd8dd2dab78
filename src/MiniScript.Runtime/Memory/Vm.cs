using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>One script machine: its heap, stacks, caches and pending exception. Everything mutable hangs off it; any number run in parallel, each on its thread.</summary>
/// <remarks>Lives in unmanaged memory at a fixed address; its managed half (streams, options, extensions) is <see cref="Host"/>.</remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe partial struct Vm
{
    /// <summary>Work for the next safepoint; 0 means none. The interpreter polls it at back-edges and calls.</summary>
    public int SafepointRequests;

    /// <summary>The depth of script calls.</summary>
    public int Depth;

    /// <summary>The depth at which a call raises <c>RecursionError</c>.</summary>
    public int RecursionLimit;

    /// <summary>The decimal digits up to which integers are converted from and to text; 0: any number. Set by <c>sys.set_int_max_str_digits</c>.</summary>
    public int MaxIntDigits;

    /// <summary>Counts changes to classes that may change what an attribute lookup finds. Inline caches remember it.</summary>
    public uint TypeEpoch;

    /// <summary>The next version for a dict's keys; see <c>Dict.KeysVersion</c>.</summary>
    public uint NextKeysVersion;

    /// <summary>The exception that is propagating, an <c>ExceptionObject*</c>, or <see cref="Value.Undefined"/>.</summary>
    public Value Pending;

    /// <summary>The exception that is being handled (<c>sys.exception()</c>), or <see cref="Value.Undefined"/>.</summary>
    public Value Handled;

    /// <summary>The frame that runs, a <c>Frame*</c>.</summary>
    public void* CurrentFrame;

    /// <summary>The start of the register stack.</summary>
    public Value* StackBase;

    /// <summary>No register at or above this address may be used before the stack's soft limit is raised.</summary>
    public Value* StackSoftLimit;

    /// <summary>The end of the register stack.</summary>
    public Value* StackLimit;

    /// <summary>The first object of a running frame, a <c>FrameObject*</c>, or null.</summary>
    public void* ObservedFrames;

    /// <summary>Shapes by id.</summary>
    public void** Shapes;

    /// <summary>Entries in <see cref="Shapes"/>.</summary>
    public uint ShapeCount;

    /// <summary>Room in <see cref="Shapes"/>.</summary>
    public uint ShapeCapacity;

    /// <summary>The common objects, a <c>WellKnown*</c>.</summary>
    public void* WellKnown;

    /// <summary>The table of interned strings, private to <c>Str</c>.</summary>
    public void* InternTable;

    /// <summary>The cache of method lookups, private to <c>Attributes</c>.</summary>
    public void* MethodCache;

    /// <summary>What attribute instructions share, private to the interpreter.</summary>
    public void* SharedCache;

    /// <summary>How often the shared cache helped an instruction.</summary>
    public uint SharedCacheHits;

    /// <summary>The first frame of the frame stack, a <c>Frame*</c>.</summary>
    public void* FrameBase;

    /// <summary>Address above every machine frame that may hold values of this machine.</summary>
    public void* MachineStackBase;

    /// <summary>Native recursion raises <c>RecursionError</c> below this address.</summary>
    public void* MachineStackLimit;

    /// <summary>Interned strings and cached one-character strings, a <c>StrTable*</c>.</summary>
    public void* Strings;

    /// <summary>
    /// One more than the descriptor that a signal handler writes eight bytes to, so that a wait for events ends (the wake-up event of a
    /// reactor); 0 for none. Whoever waits sets it.
    /// </summary>
    public int WakeDescriptor;

    /// <summary>What asynchronous code needs at hand.</summary>
    public AsyncState Async;

    /// <summary>Who follows the execution.</summary>
    internal TraceState Trace;

    /// <summary>Signals that have come and whose script handlers are to be called: bit <i>n</i> for signal <i>n</i>. Signal handlers set it.</summary>
    public ulong PendingSignals;

    /// <summary>The heap.</summary>
    public Heap Heap;

    /// <summary>The threads of the machine, a list; null unless script has begun to use threads.</summary>
    internal ThreadContext* Threads;

    /// <summary>The one that runs; null unless script has begun to use threads.</summary>
    internal ThreadContext* CurrentThread;

    /// <summary>Values that native code keeps alive across collections; see <see cref="ValueHandle"/>.</summary>
    internal HandleTable Handles;

    /// <summary>Objects and generators to finalize when they die, not kept alive by this; in the order of their making.</summary>
    internal CellList Finalizable;

    /// <summary>Those that died and whose finalizer is to be called at the next safepoint.</summary>
    internal CellList Finalizing;

    /// <summary>Views of bytes whose length could change, not kept alive by this.</summary>
    internal CellList Views;

    /// <summary>Weak references whose target died and whose callback is to be called at the next safepoint.</summary>
    internal CellList DeadReferences;

    /// <summary>True when the next call of script is that of a finalizer or a callback: it begins at once, without a safepoint at which the next one would run first.</summary>
    internal bool EntersFinalizer;

    /// <summary>Collections for the sake of finalizers so far.</summary>
    internal int Reclamations;

    /// <summary>The bytes in use at each of those collections, added up: about what they had to look at.</summary>
    internal nuint ReclamationBytes;

    /// <summary>The time that collections for the sake of finalizers have taken, in ticks of <see cref="TimeSpan"/>.</summary>
    internal long ReclamationTicks;

    /// <summary>What <c>gc.disable</c> was called for; it has no other effect.</summary>
    internal bool IsCollectorDisabled;

    /// <summary>What <c>gc.set_threshold</c> was told; it has no other effect.</summary>
    internal (int First, int Second, int Third) CollectorThresholds;

    /// <summary>The steps that script may still take, if <see cref="SafepointRequest.Steps"/> is set.</summary>
    internal long StepsLeft;

    private GCHandle host;
    private delegate*<Marker*, ObjectHeader*, void> trace;
    private delegate*<Vm*, Marker*, void> traceRoots;

    /// <summary>The managed half.</summary>
    public VmHost Host
    {
        readonly get => Unsafe.As<VmHost>(host.Target)!;
        set => host = GCHandle.Alloc(value);
    }

    /// <summary>True if an exception is pending.</summary>
    public readonly bool HasPending => !Pending.IsUndefined;

    /// <summary>Sets how cells and roots are traced; the layers above know the layouts.</summary>
    public void SetTracing(delegate*<Marker*, ObjectHeader*, void> cells, delegate*<Vm*, Marker*, void> roots)
    {
        trace = cells;
        traceRoots = roots;
    }

    /// <summary>Asks for a collection at the next safepoint.</summary>
    public void RequestCollection() => Request(SafepointRequest.Collect);

    /// <summary>Makes the next safepoint raise <c>MemoryError</c>.</summary>
    public void RequestMemoryError() => Request(SafepointRequest.MemoryError | SafepointRequest.Collect);

    /// <summary>Asks for work at the next safepoint; callable from other threads and signal handlers.</summary>
    public void Request(SafepointRequest request) => Interlocked.Or(ref SafepointRequests, (int)request);

    /// <summary>Takes a request back that has been served.</summary>
    public void Served(SafepointRequest request) => Interlocked.And(ref SafepointRequests, ~(int)request);

    /// <summary>True if that work is asked for.</summary>
    public readonly bool IsRequested(SafepointRequest request) => (SafepointRequests & (int)request) != 0;

    internal readonly void TraceCell(Marker* marker, ObjectHeader* cell) => trace(marker, cell);

    internal void TraceRoots(Marker* marker)
    {
        marker->Mark(Pending);
        marker->Mark(Handled);
        Async.Trace(marker);
        Trace.Mark(marker);
        Handles.Trace(marker);
        Finalizing.Trace(marker);
        DeadReferences.Trace(marker);
        traceRoots((Vm*)Unsafe.AsPointer(ref this), marker);
    }

    internal readonly void AfterMark(Marker* marker) => Host.AfterMark(marker);

    internal readonly void ReleaseCell(ObjectHeader* cell) => Host.ReleaseObject(((ManagedCell*)cell)->Handle);

    internal void ReleaseHost()
    {
        host.Free();
        Handles.Dispose();
        Finalizable.Dispose();
        Finalizing.Dispose();
        DeadReferences.Dispose();
        Views.Dispose();
    }
}

/// <summary>Bits of <see cref="Vm.SafepointRequests"/>.</summary>
[Flags]
public enum SafepointRequest
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Collect garbage.</summary>
    Collect = 1,

    /// <summary>Raise <c>MemoryError</c>: the heap has passed its limit.</summary>
    MemoryError = 2,

    /// <summary>Raise <c>KeyboardInterrupt</c>.</summary>
    Interrupt = 4,

    /// <summary>Raise <c>SystemExit(143)</c>: SIGTERM arrived.</summary>
    Terminate = 8,

    /// <summary>Every safepoint collects; never served.</summary>
    Torture = 16,

    /// <summary>Let another thread run.</summary>
    Switch = 32,

    /// <summary>Call the script's handlers of <see cref="Vm.PendingSignals"/>.</summary>
    Signal = 64,

    /// <summary>Raise the exception of a limit that was passed.</summary>
    Limit = 128,

    /// <summary>Every safepoint is counted; never served.</summary>
    Steps = 256,

    /// <summary>Calls of script are followed (<see cref="TraceState"/>); not served while they are.</summary>
    Trace = 512,

    /// <summary>What a call that waits is ended for.</summary>
    Waking = Interrupt | Terminate | Signal | Limit,
}
