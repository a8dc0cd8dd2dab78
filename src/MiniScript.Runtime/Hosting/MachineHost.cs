using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Builtins.Os;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting;

/// <summary>The managed half of a machine that runs scripts.</summary>
public sealed unsafe class MachineHost(Vm* vm, MachineOptions options) : VmHost
{
    private readonly List<Action> atExit = [];

    /// <summary>How the machine was set up.</summary>
    public MachineOptions Options { get; } = options;

    /// <summary>The calls for files under the host's policy; null if it does not restrict files.</summary>
    internal FileCalls? Files { get; } = options.Policy is { RestrictsFiles: true } policy ? new GuardedFileCalls(new PathGate(policy), policy.ReadableFile) : null;

    /// <summary>What decides about the network; null if it is open.</summary>
    public NetworkGate? Network { get; } = options.Policy is { RestrictsNetwork: true } policy ? new NetworkGate(policy) : null;

    /// <summary>What decides about programs and other processes; null if nothing is restricted.</summary>
    internal ProcessGate? Processes { get; } = options.Policy is { RestrictsPrograms: true } policy ? new ProcessGate(policy) : null;

    /// <summary>What watches over the limits; null if there are none.</summary>
    internal Limits? Limits { get; set; }

    /// <summary>When the machine was made, a time stamp of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long Started { get; } = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>State that native modules keep for this machine, by the type of the state.</summary>
    public Dictionary<Type, object> Services { get; } = [];

    /// <summary>What extensions reach the machine by; null until one of them needs it.</summary>
    internal Extending.MachineContext? Context { get; set; }

    /// <summary>The host of a machine.</summary>
    public static MachineHost Of(Vm* vm) => (MachineHost)vm->Host;

    /// <summary>The service of a type, made on first use.</summary>
    public T Service<T>(Func<T> create)
        where T : class
    {
        if (!Services.TryGetValue(typeof(T), out object? service))
        {
            service = create();
            Services.Add(typeof(T), service);
        }

        return (T)service;
    }

    /// <summary>The registration method of a native module, if there is one of that name.</summary>
    public bool FindNative(string name, out delegate* managed<ref NativeTableBuilder, void> register)
    {
        register = null;
        if (Options.NativeModules != null && Options.DisabledModules?.Contains(name) != true)
        {
            Span<byte> utf8 = stackalloc byte[256];
            register = System.Text.Encoding.UTF8.TryGetBytes(name, utf8, out int length) ? Options.NativeModules(utf8[..length]) : null;
        }

        return register != null;
    }

    /// <summary>Runs an action when the machine ends, last added first.</summary>
    public void AtExit(Action action) => atExit.Add(action);

    /// <inheritdoc/>
    public override void AfterMark(Marker* marker)
    {
        WeakReferences? references = WeakReferences.Find(vm);
        references?.ClearDead(vm);
        Finalizers.AfterMark(vm, marker);
        FutureWatch.AfterMark(vm, marker);
        CoroutineWatch.AfterMark(vm, marker);
        references?.Prune();
        MemoryViews.AfterMark(vm);
        StrTable.AfterMark(vm);
        Attributes.ClearCache(vm);
        SharedCache.Clear(vm);
    }

    /// <inheritdoc/>
    public override void AfterCollection()
    {
        Finalizers.Run(vm);
        WeakReferences.CallBack(vm);
        CoroutineWatch.AfterCollection(vm);
        FutureWatch.AfterCollection(vm);
        Context?.Instances.ReportFailures();
    }

    /// <summary>Runs the actions for the machine's end.</summary>
    internal void RunExitActions()
    {
        for (int i = atExit.Count - 1; i >= 0; i--)
        {
            atExit[i]();
        }

        atExit.Clear();
    }
}
