using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>asyncio.Future</c>: a result that is to come.</summary>
/// <remarks><code>
///  0        8      16       24          32          40         48        56          64
///  | header | loop | result | exception | traceback | callback | context | callbacks |
///  | cancel message | cancelled error | attributes | state | flags | next unretrieved |
///  64               72                80           88      92      96                 104
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 104)]
public unsafe struct Future
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The event loop; <see cref="Value.Undefined"/> until <c>__init__</c> has run.</summary>
    public Value Loop;

    /// <summary>The result.</summary>
    public Value Result;

    /// <summary>The exception, or <see cref="Value.Undefined"/>.</summary>
    public Value Exception;

    /// <summary>The traceback that the exception had when it was set.</summary>
    public Value Traceback;

    /// <summary>The first callback, or <see cref="Value.Undefined"/>. A task stands for its wake-up.</summary>
    public Value Callback;

    /// <summary>The context of the first callback.</summary>
    public Value Context;

    /// <summary>The other callbacks, each followed by its context, in a list; or <see cref="Value.Undefined"/>.</summary>
    public Value Callbacks;

    /// <summary>The message that it was cancelled with, or None.</summary>
    public Value CancelMessage;

    /// <summary>The exception by which a task ended as cancelled, or <see cref="Value.Undefined"/>.</summary>
    public Value CancelledError;

    /// <summary>A dict of attributes, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;

    /// <summary>Where it is in its life.</summary>
    public FutureState State;

    /// <summary>Bits.</summary>
    public FutureFlags Flags;

    /// <summary>The next cell of the list it is in, <see cref="AsyncState.UnretrievedFutures"/> or <see cref="AsyncState.AbandonedFutures"/>.</summary>
    public Future* NextUnretrieved;

    /// <summary>True if a bit is set.</summary>
    public readonly bool Has(FutureFlags flag) => (Flags & flag) != 0;

    /// <summary>Marks what the future refers to.</summary>
    internal static void Trace(Marker* marker, Future* self)
    {
        marker->Mark(&self->Loop, 10);
        if ((self->Flags & FutureFlags.Task) != 0)
        {
            marker->Mark(&((TaskObject*)self)->Coroutine, 5);
        }
    }
}

/// <summary><c>asyncio.Task</c>: a future whose result a coroutine computes.</summary>
/// <remarks><code>
///  0        104         112    120       128      136          144               152        160
///  | future | coroutine | name | context | waiter | step error | cancel requests | previous | next |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 168)]
public unsafe struct TaskObject
{
    /// <summary>The common part.</summary>
    public Future Future;

    /// <summary>The coroutine; None once a task is let go of.</summary>
    public Value Coroutine;

    /// <summary>The name; the number of a task that got none.</summary>
    public Value Name;

    /// <summary>The context that its steps run in.</summary>
    public Value Context;

    /// <summary>The future that it waits for, or <see cref="Value.Undefined"/>.</summary>
    public Value Waiter;

    /// <summary>The exception that its next step throws into the coroutine, or <see cref="Value.Undefined"/>.</summary>
    public Value StepError;

    /// <summary>Requests to cancel that were not taken back.</summary>
    public long CancelRequests;

    /// <summary>The task before it in the list of pending tasks, or null.</summary>
    public TaskObject* Previous;

    /// <summary>The task behind it, or null.</summary>
    public TaskObject* Next;
}

/// <summary>Where a future is in its life.</summary>
public enum FutureState
{
    /// <summary>Not done.</summary>
    Pending,

    /// <summary>Cancelled.</summary>
    Cancelled,

    /// <summary>It has a result or an exception.</summary>
    Finished,
}

/// <summary>Bits of <see cref="Future.Flags"/>.</summary>
[Flags]
public enum FutureFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is a task.</summary>
    Task = 1,

    /// <summary>What is awaited yields it, and whoever resumes has yet to see it (<c>_asyncio_future_blocking</c>).</summary>
    Blocking = 2,

    /// <summary>Nobody has asked for its exception: it is reported when the future is collected.</summary>
    Unretrieved = 4,

    /// <summary>It is in the list of unretrieved futures.</summary>
    Listed = 8,

    /// <summary>Of a task: its next step throws <c>CancelledError</c>.</summary>
    MustCancel = 16,

    /// <summary>Of a task: it is reported if it is pending when the program ends.</summary>
    LogDestroyed = 32,

    /// <summary>Of a task: it is in the list of pending tasks.</summary>
    Registered = 64,
}
