using System.Runtime.CompilerServices;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <summary>The limits of a machine: what happens when one is passed.</summary>
/// <remarks>
/// The exception is raised where the limit is passed, in the main thread in any case. Script that goes on regardless gets it again at a safepoint
/// after each <see cref="LimitWatch.Grace"/>; in the end the process ends, if the host wants that.
/// </remarks>
internal sealed unsafe class Limits
{
    private static readonly string[] Names = ["LimitExceeded", "TimeLimitExceeded", "StepLimitExceeded", "DepthLimitExceeded", "OpenFileLimitExceeded"];

    private readonly MachineLimits limits;
    private LimitWatch watch;
    private readonly ValueHandle?[] types = new ValueHandle?[5];
    private readonly HashSet<int> descriptors = [];

    private Limits(Vm* vm, MachineLimits limits)
    {
        this.limits = limits;
        watch = new LimitWatch(vm, limits);
    }

    /// <summary>The limit that was passed first.</summary>
    public LimitKind Passed { get; private set; }

    /// <summary>Begins to count and to watch.</summary>
    public static void Begin(Vm* vm, MachineLimits limits)
    {
        Limits service = new(vm, limits);
        MachineHost.Of(vm).Limits = service;
        if (limits.MaxDepth > 0)
        {
            vm->RecursionLimit = Math.Min(vm->RecursionLimit, limits.MaxDepth);
        }

        service.Count(vm);
    }

    /// <summary>Begins anew: nothing has been passed, and the calling thread is the one to watch.</summary>
    public void Restart(Vm* vm)
    {
        watch.End();
        watch = new LimitWatch(vm, limits);
        Passed = LimitKind.None;
        vm->Served(SafepointRequest.Limit);
        Count(vm);
    }

    /// <summary>Counts a step, and raises if a limit is passed; false with the exception pending.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Serve(Vm* vm)
    {
        if (vm->IsRequested(SafepointRequest.Steps) && --vm->StepsLeft < 0)
        {
            vm->StepsLeft = long.MaxValue;
            return Pass(vm, LimitKind.Steps);
        }

        return !vm->IsRequested(SafepointRequest.Limit) || Pass(vm, LimitKind.Time);
    }

    /// <summary>Raises the exception of a limit, or of the one that was passed before it; returns false.</summary>
    public static bool Pass(Vm* vm, LimitKind kind)
    {
        Limits service = MachineHost.Of(vm).Limits!;
        service.Passed = service.Passed == LimitKind.None ? kind : service.Passed;
        kind = service.Passed;
        if (Threads.IsMain(vm))
        {
            vm->Served(SafepointRequest.Limit);
            service.watch.Raised();
        }
        else
        {
            vm->Request(SafepointRequest.Limit); // the main thread gets it as well
        }

        service.watch.Start();
        TypeObject* type = service.Type(vm, kind);
        if (type != null)
        {
            MachineLimits limits = service.limits;
            string message = kind switch
            {
                LimitKind.Time => $"the script has run for {limits.MaxTime!.Value.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)} s",
                LimitKind.Steps => $"the script has taken {limits.MaxSteps} steps",
                LimitKind.Depth => $"calls are more than {limits.MaxDepth} deep",
                _ => $"more than {limits.MaxOpenFiles} files are open",
            };
            Throw.Raise(vm, ExceptionObject.New(vm, type, Value.FromObject(Str.New(vm, message))));
        }

        return false;
    }

    /// <summary>Raises if the depth of calls is the limit of it; false if it is not, and nothing is raised.</summary>
    public static bool PassDepth(Vm* vm)
    {
        int most = MachineHost.Of(vm).Options.Limits?.MaxDepth ?? 0;
        return most > 0 && vm->Depth >= most && !Pass(vm, LimitKind.Depth);
    }

    /// <summary>The class of a limit's exception, made on first use; null with an exception pending.</summary>
    public static TypeObject* Class(Vm* vm, LimitKind kind)
    {
        MachineHost host = MachineHost.Of(vm);
        host.Limits ??= new Limits(vm, new MachineLimits());
        return host.Limits.Type(vm, kind);
    }

    /// <summary>Whether a limit has been passed.</summary>
    public static bool HavePassed(Vm* vm) => MachineHost.Of(vm).Limits is { Passed: not LimitKind.None };

    /// <summary>Whether one more descriptor may be opened; false with the exception pending.</summary>
    public static bool AllowDescriptor(Vm* vm)
    {
        Limits? service = MachineHost.Of(vm).Limits;
        if (service == null || service.limits.MaxOpenFiles == 0 || service.HasRoom())
        {
            return true;
        }

        // Files that the script forgot are closed when they are collected.
        vm->Heap.Collect();
        return service.HasRoom() || Pass(vm, LimitKind.OpenFiles);
    }

    /// <summary>Counts a descriptor that was opened; what is negative is none.</summary>
    public static int Count(Vm* vm, int descriptor)
    {
        if (descriptor >= 0 && MachineHost.Of(vm).Limits is { limits.MaxOpenFiles: > 0 } service)
        {
            service.descriptors.Add(descriptor);
        }

        return descriptor;
    }

    /// <summary>Ends watching: the machine ends.</summary>
    public void End() => watch.End();

    private void Count(Vm* vm)
    {
        if (limits.MaxSteps > 0)
        {
            vm->StepsLeft = limits.MaxSteps;
            vm->Request(SafepointRequest.Steps);
        }

        if (limits.MaxTime != null)
        {
            watch.Start();
        }
    }

    private bool HasRoom()
    {
        if (descriptors.Count >= limits.MaxOpenFiles)
        {
            descriptors.RemoveWhere(static each => Builtins.Files.FileCalls.Current.Status(each, out _) < 0);
        }

        return descriptors.Count < limits.MaxOpenFiles;
    }

    private TypeObject* Type(Vm* vm, LimitKind kind)
    {
        if (types[(int)kind] is { } kept)
        {
            return (TypeObject*)vm->Handles.Get(kept).AsObject;
        }

        TypeObject* parent = kind == LimitKind.None ? Types.Of(vm, TypeId.BaseException) : Type(vm, LimitKind.None);
        if (parent == null)
        {
            return null;
        }

        Value only = Value.FromObject(parent);
        Dict* members = Dict.New(vm);
        Dict.SetStr(vm, members, WellKnown.Name(vm, NameId.__module__), Value.FromObject(Str.Intern(vm, "miniscript"u8)));
        TypeObject* type = ClassBuilder.New(
            vm, Types.Of(vm, TypeId.Type), Str.Intern(vm, Str.New(vm, Names[(int)kind])), Tuple.New(vm, &only, 1), members, null, null);
        if (type != null)
        {
            types[(int)kind] = vm->Handles.Keep(Value.FromObject(type));
        }

        return type;
    }
}
