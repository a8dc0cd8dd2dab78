using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>The work of safepoints.</summary>
public static unsafe class Safepoints
{
    /// <summary>Does what is asked for; false with an exception pending.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Serve(Vm* vm)
    {
        if (vm->IsRequested(SafepointRequest.Collect) || (vm->IsRequested(SafepointRequest.Torture) && vm->Heap.IsTortureDue()))
        {
            vm->Served(SafepointRequest.Collect);
            vm->Heap.Collect();
            vm->Host.AfterCollection();
        }

        if (vm->IsRequested(SafepointRequest.MemoryError))
        {
            vm->Served(SafepointRequest.MemoryError);
            if (vm->Heap.IsExhausted)
            {
                vm->Heap.Collect(); // blocks that the first one found empty are free behind the second
                vm->Host.AfterCollection();
            }

            if (vm->Heap.BytesInUse > vm->Heap.Limit || vm->Heap.IsExhausted)
            {
                Throw.MemoryError(vm);
                return false;
            }
        }

        if (vm->IsRequested(SafepointRequest.Limit | SafepointRequest.Steps) && !Limits.Serve(vm))
        {
            return false;
        }

        if (vm->IsRequested(SafepointRequest.Switch))
        {
            vm->Served(SafepointRequest.Switch);
            Threads.Yield(vm);
        }

        if (vm->IsRequested(SafepointRequest.Trace) && !TraceFunctions.AtSafepoint(vm))
        {
            return false;
        }

        // Signals are the main thread's, as in the reference.
        return !vm->IsRequested(SafepointRequest.Waking) || !Threads.IsMain(vm) || ServeSignals(vm);
    }

    private static bool ServeSignals(Vm* vm)
    {
        if (vm->IsRequested(SafepointRequest.Signal))
        {
            vm->Served(SafepointRequest.Signal);
            if (!SignalHandlers.Call(vm))
            {
                return false;
            }
        }

        if (vm->IsRequested(SafepointRequest.Terminate))
        {
            vm->Served(SafepointRequest.Terminate);
            Throw.Raise(vm, TypeId.SystemExit, Value.FromInt(143));
            ((ExceptionObject*)vm->Pending.AsObject)->Details = Value.FromInt(143);
            return false;
        }

        if (vm->IsRequested(SafepointRequest.Interrupt))
        {
            vm->Served(SafepointRequest.Interrupt);
            if (!vm->Async.InterruptHandler.IsUndefined)
            {
                return !Calls.Invoke(vm, vm->Async.InterruptHandler).IsUndefined;
            }

            Throw.Raise(vm, TypeId.KeyboardInterrupt, Value.Undefined);
            return false;
        }

        return true;
    }
}
