using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Threading;

/// <summary>The native half of the library module <c>_thread</c>.</summary>
[BuiltinModule("_threads")]
internal static unsafe partial class ThreadModule
{
    [Constant("LockType")]
    private static Value Lock(Vm* vm) => Value.FromObject(LockType.Get(vm));

    /// <summary>Start a thread that calls a function without arguments; return its identifier.</summary>
    [Function("start", Signature = "(function, daemon)")]
    private static Value Start(Vm* vm, Value function, bool isDaemon)
    {
        long identifier = Threads.Of(vm).Start(function, isDaemon);
        return identifier == 0 ? Throw.RuntimeError(vm, "can't start new thread") : Value.FromInt(identifier);
    }

    /// <summary>The identifier of the thread that runs; 1 for the main thread.</summary>
    [Function("get_ident", Signature = "()")]
    private static Value Identifier(Vm* vm) => Value.FromInt(vm->CurrentThread == null ? 1 : vm->CurrentThread->Identifier);

    /// <summary>The number of threads that run, the main one not counted.</summary>
    [Function("count", Signature = "()")]
    private static Value Count(Vm* vm) => Value.FromInt(vm->CurrentThread == null ? 0 : Threads.Of(vm).Count - 1);
}
