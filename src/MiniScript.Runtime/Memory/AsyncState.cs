using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>The state of asynchronous code in a machine: coroutines, tasks, the event loop that runs, context variables.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct AsyncState
{
    /// <summary>Coroutines that were not started when last seen, and asynchronous generators with a finalizer: a list of <c>Coroutine</c> held weakly.</summary>
    public void* WatchedCoroutines;

    /// <summary>Asynchronous generators that nothing refers to any more and whose finalizer is to be called: a list of <c>Coroutine</c>.</summary>
    public void* AbandonedGenerators;

    /// <summary>Futures with an exception that nobody has asked for: a list of <c>Future</c> held weakly.</summary>
    public void* UnretrievedFutures;

    /// <summary>Futures that nothing refers to any more and whose exception is to be reported: a list of <c>Future</c>.</summary>
    public void* AbandonedFutures;

    /// <summary>The tasks that are not done: a list of <c>Task</c>, the latest first.</summary>
    public void* PendingTasks;

    /// <summary>The number of the last task that got no name of its own.</summary>
    public long TaskNames;

    /// <summary>The tasks of C# that futures of this machine stand for and that have not been heard of.</summary>
    public int ForeignTasks;

    /// <summary>The context of context variables that is entered, or <see cref="Value.Undefined"/> until one is asked for.</summary>
    public Value Context;

    /// <summary>The event loop that runs, or <see cref="Value.Undefined"/>.</summary>
    public Value RunningLoop;

    /// <summary>The task that runs, or <see cref="Value.Undefined"/>.</summary>
    public Value CurrentTask;

    /// <summary>The class <c>asyncio.CancelledError</c>, or <see cref="Value.Undefined"/> until it is asked for.</summary>
    public Value CancelledError;

    /// <summary>The class <c>asyncio.InvalidStateError</c>, or <see cref="Value.Undefined"/> until it is asked for.</summary>
    public Value InvalidStateError;

    /// <summary>Called when SIGINT arrives, instead of raising <c>KeyboardInterrupt</c>; or <see cref="Value.Undefined"/>.</summary>
    public Value InterruptHandler;

    /// <summary>The hook called when an asynchronous generator is first iterated (<c>sys.set_asyncgen_hooks</c>), or <see cref="Value.Undefined"/>.</summary>
    public Value GeneratorStart;

    /// <summary>The hook called when an asynchronous generator is collected, or <see cref="Value.Undefined"/>.</summary>
    public Value GeneratorFinalizer;

    /// <summary>Marks the values; what the lists hold is for the layers above, which know the cells.</summary>
    internal readonly void Trace(Marker* marker)
    {
        marker->Mark(Context);
        marker->Mark(RunningLoop);
        marker->Mark(CurrentTask);
        marker->Mark(CancelledError);
        marker->Mark(InvalidStateError);
        marker->Mark(InterruptHandler);
        marker->Mark(GeneratorStart);
        marker->Mark(GeneratorFinalizer);
    }
}
