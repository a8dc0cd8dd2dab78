using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Syntax;

namespace MiniScript.Runtime.Hosting;

/// <summary>Serves signals while a source is compiled; gives up if that raises.</summary>
internal sealed unsafe class SignalWatch(Vm* vm) : SourceWatch
{
    /// <inheritdoc/>
    protected override bool IsToGoOn() => !vm->IsRequested(SafepointRequest.Waking) || !Threads.IsMain(vm) || Safepoints.Serve(vm);
}
