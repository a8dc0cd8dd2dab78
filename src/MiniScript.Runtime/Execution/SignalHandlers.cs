using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>Calls the handlers that script set for signals.</summary>
internal static unsafe class SignalHandlers
{
    /// <summary>Calls the handlers of all signals that have come; false with an exception pending.</summary>
    public static bool Call(Vm* vm)
    {
        Value pending = vm->Pending;
        vm->Pending = Value.Undefined;
        for (int signal = 1; signal < 64; signal++)
        {
            ulong bit = 1UL << signal;
            if ((vm->PendingSignals & bit) == 0)
            {
                continue;
            }

            Interlocked.And(ref vm->PendingSignals, ~bit);
            Value call = LibraryCalls.Attribute(vm, "signal", "_dispatch");
            if (call.IsUndefined || Calls.Invoke(vm, call, Value.FromInt(signal)).IsUndefined)
            {
                if (vm->PendingSignals != 0)
                {
                    vm->Request(SafepointRequest.Signal);
                }

                return false;
            }
        }

        vm->Pending = pending;
        return true;
    }
}
