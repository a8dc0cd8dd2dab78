using System.Runtime.InteropServices;
using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Os;

/// <summary>The native half of the library module <c>signal</c>.</summary>
[BuiltinModule("_signal")]
internal static unsafe partial class SignalModule
{
    /// <summary>Let a signal be noted for its script handler.</summary>
    [Function("catch", Signature = "(signal)")]
    private static Value Catch(Vm* vm, int signal) => FileObjects.None(vm, Table(vm).Catch(signal));

    /// <summary>Give a signal the meaning back that it had.</summary>
    [Function("restore", Signature = "(signal)")]
    private static Value Restore(Vm* vm, int signal) => FileObjects.None(vm, Table(vm).Set(signal, isIgnored: false, isOriginal: true));

    /// <summary>Give a signal its default meaning.</summary>
    [Function("default", Signature = "(signal)")]
    private static Value Default(Vm* vm, int signal) => FileObjects.None(vm, Table(vm).Set(signal, isIgnored: false, isOriginal: false));

    /// <summary>Ignore a signal.</summary>
    [Function("ignore", Signature = "(signal)")]
    private static Value Ignore(Vm* vm, int signal) => FileObjects.None(vm, Table(vm).Set(signal, isIgnored: true, isOriginal: false));

    /// <summary>Wait until a signal has come.</summary>
    [Function("pause", Signature = "()")]
    private static Value Pause(Vm* vm)
    {
        while (!vm->IsRequested(SafepointRequest.Waking))
        {
            Execution.Threads.Block(vm, static () => Thread.Sleep(5));
        }

        return Execution.Safepoints.Serve(vm) ? Value.None : Value.Undefined;
    }

    private static SignalTable Table(Vm* vm)
    {
        MachineHost host = MachineHost.Of(vm);
        if (!host.Services.TryGetValue(typeof(SignalTable), out object? table))
        {
            host.Services.Add(typeof(SignalTable), table = new SignalTable(vm));
            host.AtExit(((SignalTable)table).RestoreAll);
        }

        return (SignalTable)table;
    }
}
