using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Modules;

/// <summary>Which modules of a machine are being initialised: importing from one of them is likely a circular import.</summary>
internal sealed unsafe class ImportState
{
    private readonly Dictionary<string, long> initialising = [];
    private readonly Dictionary<long, string> waiting = [];

    /// <summary>The state of a machine.</summary>
    public static ImportState Of(Vm* vm) => MachineHost.Of(vm).Service(static () => new ImportState());

    /// <summary>True while the modules are loaded that find modules by script: they are found natively, whatever <c>sys.path</c> says.</summary>
    public bool IsStarting { get; set; }

    /// <summary>A module's code starts to run in the current thread.</summary>
    public void Begin(Vm* vm, string name) => initialising[name] = ThreadOf(vm);

    /// <summary>A module's code has run.</summary>
    public void End(string name) => initialising.Remove(name);

    /// <summary>True while a module's code runs.</summary>
    public bool IsInitialising(string name) => initialising.ContainsKey(name);

    /// <summary>
    /// Waits until a module has run that another thread initialises, unless that thread waits, at last, for what this one initialises. False with an
    /// exception pending.
    /// </summary>
    public bool Wait(Vm* vm, string name)
    {
        long self = ThreadOf(vm);
        bool succeeds = true;
        while (succeeds && initialising.TryGetValue(name, out long owner) && owner != self && !WaitsFor(owner, self))
        {
            waiting[self] = name;
            Threads.Block(vm, static () => Thread.Sleep(1));
            succeeds = Safepoints.Serve(vm);
        }

        waiting.Remove(self);
        return succeeds;
    }

    private static long ThreadOf(Vm* vm) => vm->CurrentThread == null ? 1 : vm->CurrentThread->Identifier;

    private bool WaitsFor(long thread, long other)
    {
        // Each thread waits for one module at most, so the way is no longer than the threads are many.
        for (int i = 0; i <= waiting.Count && waiting.TryGetValue(thread, out string? module) && initialising.TryGetValue(module, out thread); i++)
        {
            if (thread == other)
            {
                return true;
            }
        }

        return false;
    }
}
