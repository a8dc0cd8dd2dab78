using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Modules;

/// <summary>Which modules of a machine are being initialised: importing from one of them is likely a circular import.</summary>
internal sealed unsafe class ImportState
{
    private readonly HashSet<string> initialising = [];

    /// <summary>The state of a machine.</summary>
    public static ImportState Of(Vm* vm) => MachineHost.Of(vm).Service(static () => new ImportState());

    /// <summary>True while the modules are loaded that find modules by script: they are found natively, whatever <c>sys.path</c> says.</summary>
    public bool IsStarting { get; set; }

    /// <summary>A module's code starts to run.</summary>
    public void Begin(string name) => initialising.Add(name);

    /// <summary>A module's code has run.</summary>
    public void End(string name) => initialising.Remove(name);

    /// <summary>True while a module's code runs.</summary>
    public bool IsInitialising(string name) => initialising.Contains(name);
}
