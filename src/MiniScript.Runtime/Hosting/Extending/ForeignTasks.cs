using System.Runtime.CompilerServices;
using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting.Extending;

/// <summary>The tasks of C# that scripts await. What they leave to do on the machine's thread waits here until the event loop comes by.</summary>
/// <remarks>
/// It is the synchronization context of asynchronous extension functions, so that they go on behind an <c>await</c> on the thread that runs the machine.
/// </remarks>
internal sealed unsafe class ForeignTasks(Vm* vm) : SynchronizationContext
{
    /// <summary>How often a loop that waits for descriptors looks whether a task has ended.</summary>
    public const double PollingSeconds = 0.002;

    private const int Slice = 20;
    private const int SliceWithThreads = 2;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> posted = [];

    /// <summary>The tasks of a machine.</summary>
    public static ForeignTasks Of(Vm* vm) => MachineContext.Of(vm).Tasks;

    /// <summary>Makes the awaitable of a task: a future of the loop that runs. It takes the handles of the innermost scope.</summary>
    public Value Start(Task task, ForeignResult result, int scope)
    {
        Value loop = vm->Async.RunningLoop;
        if (loop.IsUndefined)
        {
            return Throw.RuntimeError(vm, "no running event loop: await this function's result in a coroutine");
        }

        Future* future = (Future*)vm->Heap.AllocateSmall((nuint)sizeof(Future), Kind.Future, (uint)TypeId.Future);
        Futures.Clear(future);
        future->Loop = loop;
        MachineContext context = MachineContext.Of(vm);
        Pending pending = new(context.KeepValue(Value.FromObject(future)), result, context.Detach(scope));
        vm->Async.ForeignTasks++;
        if (task.IsCompleted)
        {
            Finish(pending);
        }
        else
        {
            task.GetAwaiter().UnsafeOnCompleted(() => Post(Finish, pending));
        }

        return Value.FromObject(future);
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (posted)
        {
            posted.Enqueue((d, state));
            Monitor.Pulse(posted);
        }
    }

    /// <summary>Does what was left to do.</summary>
    public void Deliver()
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            while (true)
            {
                (SendOrPostCallback Callback, object? State) next;
                lock (posted)
                {
                    if (!posted.TryDequeue(out next))
                    {
                        return;
                    }
                }

                Perform(next.Callback, next.State);
            }
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Waits until there is something to do, a signal, or the time is over; other threads of the script run in the meantime.</summary>
    public void Wait(long milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds;
        int slice = Threads.Exist(vm) ? SliceWithThreads : Slice;
        nint machine = (nint)vm;
        Threads.Block(vm, () =>
        {
            lock (posted)
            {
                long left = milliseconds;
                while (posted.Count == 0 && left > 0 && !((Vm*)machine)->IsRequested(SafepointRequest.Waking))
                {
                    Monitor.Wait(posted, (int)long.Min(left, slice));
                    left = slice == Slice ? end - Environment.TickCount64 : 0;
                }
            }
        });
        Deliver();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Perform(SendOrPostCallback callback, object? state)
    {
        MachineContext context = MachineContext.Of(vm);
        int scope = context.Enter();
        callback(state);
        context.Leave(scope);
    }

    /// <summary>Gives a future what its task came to.</summary>
    private void Finish(object? state)
    {
        Pending pending = (Pending)state!;
        Future* future = (Future*)vm->Handles.Get(new ValueHandle(pending.Future)).AsObject;
        Value value;
        try
        {
            value = pending.Result.Convert(vm);
        }
        catch (OperationCanceledException)
        {
            value = Value.Undefined;
        }
        catch (Exception failure)
        {
            value = ArgumentBinder.Raise(vm, failure);
        }

        Value exception = vm->Pending;
        vm->Pending = Value.Undefined;
        if (future->State == FutureState.Pending)
        {
            if (!value.IsUndefined)
            {
                Futures.SetResult(vm, future, value);
            }
            else if (exception.IsUndefined)
            {
                Futures.Cancel(vm, future, Value.None);
            }
            else
            {
                Futures.SetException(vm, future, exception);
            }

            // The loop may be closed: then nobody waits.
            vm->Pending = Value.Undefined;
        }

        vm->Async.ForeignTasks--;
        vm->Handles.Free(new ValueHandle(pending.Future));
        foreach (ScriptObject handle in pending.Handles)
        {
            handle.Dispose();
        }
    }

    private sealed record Pending(int Future, ForeignResult Result, ScriptObject[] Handles);
}

/// <summary>What a task of C# came to.</summary>
internal abstract unsafe class ForeignResult
{
    /// <summary>The result as a script value; throws what the task threw.</summary>
    public abstract Value Convert(Vm* vm);
}

/// <summary>That of a task without result.</summary>
internal sealed unsafe class ForeignNothing(Task task) : ForeignResult
{
    /// <inheritdoc/>
    public override Value Convert(Vm* vm)
    {
        task.GetAwaiter().GetResult();
        return Value.None;
    }
}

/// <summary>That of a task with a result.</summary>
internal sealed unsafe class ForeignResult<T>(Task<T> task, delegate*<Vm*, T, Value> convert) : ForeignResult
{
    /// <inheritdoc/>
    public override Value Convert(Vm* vm) => convert(vm, task.GetAwaiter().GetResult());
}
