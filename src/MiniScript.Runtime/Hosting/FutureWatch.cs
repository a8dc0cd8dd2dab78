using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting;

/// <summary>Reports exceptions of futures and tasks that nobody asked for, once nothing refers to the future; and tasks that are pending when the program ends.</summary>
internal static unsafe class FutureWatch
{
    /// <summary>Takes what died, or was asked for its exception, off the list of unretrieved futures; live cells are marked.</summary>
    public static void AfterMark(Vm* vm, Marker* marker)
    {
        Future** link = (Future**)&vm->Async.UnretrievedFutures;
        while (*link != null)
        {
            Future* future = *link;
            bool isDead = !Block.IsMarked(future);
            bool isUnretrieved = future->Has(FutureFlags.Unretrieved);
            if (isUnretrieved && !isDead)
            {
                link = &future->NextUnretrieved;
                continue;
            }

            *link = future->NextUnretrieved;
            future->Flags &= ~FutureFlags.Listed;
            if (isUnretrieved)
            {
                future->NextUnretrieved = (Future*)vm->Async.AbandonedFutures;
                vm->Async.AbandonedFutures = future;
                marker->Mark(future);
            }
        }

        marker->Drain();
    }

    /// <summary>Marks the pending tasks, and the futures whose exception is still to be reported.</summary>
    public static void Trace(Vm* vm, Marker* marker)
    {
        for (Future* future = (Future*)vm->Async.AbandonedFutures; future != null; future = future->NextUnretrieved)
        {
            marker->Mark(future);
        }

        for (TaskObject* task = (TaskObject*)vm->Async.PendingTasks; task != null; task = task->Next)
        {
            marker->Mark(task);
        }
    }

    /// <summary>Reports what a collection left to report.</summary>
    public static void AfterCollection(Vm* vm)
    {
        while (vm->Async.AbandonedFutures != null)
        {
            Future* future = (Future*)vm->Async.AbandonedFutures;
            vm->Async.AbandonedFutures = future->NextUnretrieved;
            Report(vm, future);
        }
    }

    /// <summary>Collects if there is a future with an exception that nobody asked for, so that it is reported if nothing refers to it.</summary>
    public static void ReportDropped(Vm* vm)
    {
        if (HasUnretrieved(vm))
        {
            vm->Heap.Collect();
            vm->Host.AfterCollection();
        }
    }

    /// <summary>Reports what is left when a script has ended.</summary>
    public static void ReportAtExit(Vm* vm)
    {
        ReportDropped(vm);
        Future* future = (Future*)vm->Async.UnretrievedFutures;
        vm->Async.UnretrievedFutures = null;
        for (; future != null; future = future->NextUnretrieved)
        {
            Report(vm, future);
        }

        TaskObject* task = (TaskObject*)vm->Async.PendingTasks;
        while (task != null)
        {
            TaskObject* next = task->Next;
            TaskRunner.Unregister(vm, task);
            if (task->Future.Has(FutureFlags.LogDestroyed))
            {
                AsyncSupport.Call(vm, "pending_task_destroyed"u8, Value.FromObject(task));
                vm->Pending = Value.Undefined;
            }

            task = next;
        }
    }

    private static void Report(Vm* vm, Future* future)
    {
        if (future->Has(FutureFlags.Unretrieved))
        {
            future->Flags &= ~FutureFlags.Unretrieved;
            AsyncSupport.Call(vm, "exception_never_retrieved"u8, Value.FromObject(future));
            vm->Pending = Value.Undefined;
        }
    }

    private static bool HasUnretrieved(Vm* vm)
    {
        for (Future* future = (Future*)vm->Async.UnretrievedFutures; future != null; future = future->NextUnretrieved)
        {
            if (future->Has(FutureFlags.Unretrieved))
            {
                return true;
            }
        }

        return false;
    }
}
