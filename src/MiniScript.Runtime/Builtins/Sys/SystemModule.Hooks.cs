using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sys;

/// <content>Auditing, tracing, the debugger, and what the interpreter tells of its threads and its memory.</content>
internal static unsafe partial class SystemModule
{
    private const double DefaultSwitchInterval = 0.005;

    /// <summary>Adds a new audit hook callback.</summary>
    [Function("addaudithook", Signature = "(hook)")]
    private static Value AddAuditHook(Vm* vm, Value hook)
    {
        Dict* hooks = AuditHooks.Of(vm);
        return Dict.Set(vm, hooks, Value.FromInt(hooks->Count), hook) ? Value.None : Value.Undefined;
    }

    /// <summary>Passes the event to any hooks that are attached.</summary>
    [Function("audit", Raw = true)]
    private static Value Audit(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc == 0 || kwNames != null)
        {
            return Throw.TypeError(vm, kwNames != null ? "sys.audit() takes no keyword arguments" : "audit() missing 1 required positional argument: 'event'");
        }

        if (!args[0].Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"expected str for argument 'event', not {Types.NameOf(vm, args[0])}");
        }

        Dict* hooks = AuditHooks.Of(vm);
        Value rest = Value.FromObject(Tuple.New(vm, args + 1, argc - 1));
        for (int i = 0; i < hooks->Count; i++)
        {
            if (Calls.Invoke(vm, Dict.Get(vm, hooks, Value.FromInt(i)), args[0], rest).IsUndefined)
            {
                return Value.Undefined;
            }
        }

        return Value.None;
    }

    /// <summary>This hook function is called by built-in breakpoint().</summary>
    [Function("breakpointhook", Raw = true)]
    private static Value BreakpointHook(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        string? wanted = Environment.GetEnvironmentVariable("PYTHONBREAKPOINT");
        if (wanted == "0")
        {
            return Value.None;
        }

        string name = string.IsNullOrEmpty(wanted) ? "pdb.set_trace" : wanted;
        int dot = name.LastIndexOf('.');
        Value hook = LibraryCalls.Attribute(vm, dot < 0 ? "builtins" : name[..dot], name[(dot + 1)..]);
        if (!hook.IsUndefined)
        {
            return Calls.Invoke(vm, hook, args, argc, kwNames);
        }

        if (string.IsNullOrEmpty(wanted))
        {
            return Value.Undefined;
        }

        vm->Pending = Value.Undefined;
        return LibraryCalls.Warn(vm, TypeId.RuntimeWarning, $"Ignoring unimportable $PYTHONBREAKPOINT: \"{wanted}\"") ? Value.None : Value.Undefined;
    }

    [Function("__breakpointhook__", Raw = true)]
    private static Value OriginalBreakpointHook(Vm* vm, Value* args, int argc, Tuple* kwNames) => BreakpointHook(vm, args, argc, kwNames);

    /// <summary>Set the global debug tracing function. It is called on each function call and for each line.</summary>
    [Function("settrace", Signature = "(function, /)")]
    private static Value SetTrace(Vm* vm, Value function)
    {
        TraceFunctions.Set(vm, function, isProfile: false);
        return Value.None;
    }

    /// <summary>Set the profiling function. It is called on each call and return of a function of script.</summary>
    [Function("setprofile", Signature = "(function, /)")]
    private static Value SetProfile(Vm* vm, Value function)
    {
        TraceFunctions.Set(vm, function, isProfile: true);
        return Value.None;
    }

    /// <summary>Return the global debug tracing function set with sys.settrace.</summary>
    [Function("gettrace", Signature = "()")]
    private static Value GetTrace(Vm* vm) => vm->Trace.Function.IsUndefined ? Value.None : vm->Trace.Function;

    /// <summary>Return the profiling function set with sys.setprofile.</summary>
    [Function("getprofile", Signature = "()")]
    private static Value GetProfile(Vm* vm) => vm->Trace.Profile.IsUndefined ? Value.None : vm->Trace.Profile;

    /// <summary>Call func(*args), while tracing is enabled.</summary>
    [Function("call_tracing", Signature = "(func, args, /)")]
    private static Value CallTracing(Vm* vm, Value function, Value arguments) => !arguments.Is(Kind.Tuple)
        ? Throw.TypeError(vm, $"call_tracing() argument 2 must be tuple, not {Types.NameOf(vm, arguments)}")
        : Calls.Invoke(vm, function, Tuple.Items((Tuple*)arguments.AsObject), (int)((Tuple*)arguments.AsObject)->Length);

    /// <summary>Return the current thread switch interval; see sys.setswitchinterval().</summary>
    [Function("getswitchinterval", Signature = "()")]
    private static double GetSwitchInterval(Vm* vm) => MachineHost.Of(vm).Service(static () => new SwitchInterval()).Seconds;

    /// <summary>Set the ideal thread switching delay inside the interpreter. It is a hint that has no effect.</summary>
    [Function("setswitchinterval", Signature = "(interval, /)")]
    private static Value SetSwitchInterval(Vm* vm, double interval)
    {
        if (!(interval > 0))
        {
            return Throw.ValueError(vm, "switch interval must be strictly positive");
        }

        MachineHost.Of(vm).Service(static () => new SwitchInterval()).Seconds = interval;
        return Value.None;
    }

    /// <summary>Check status of origin tracking for coroutine objects in this thread: there is none.</summary>
    [Function("get_coroutine_origin_tracking_depth", Signature = "()")]
    private static long GetOriginDepth() => 0;

    /// <summary>Enable or disable origin tracking for coroutine objects in this thread: only 0 is possible.</summary>
    [Function("set_coroutine_origin_tracking_depth", Signature = "(depth)")]
    private static Value SetOriginDepth(Vm* vm, int depth) => depth == 0 ? Value.None
        : depth < 0 ? Throw.ValueError(vm, "depth must be >= 0")
        : Throw.Raise(vm, TypeId.NotImplementedError, "origin tracking of coroutines is not supported by MiniScript");

    /// <summary>Return the number of memory blocks currently allocated.</summary>
    [Function("getallocatedblocks", Signature = "()")]
    private static long GetAllocatedBlocks(Vm* vm) => (long)((ulong)vm->Heap.BytesInUse / 64);

    /// <summary>Return True: one thread runs at a time.</summary>
    [Function("_is_gil_enabled", Signature = "()")]
    private static bool IsLockEnabled() => true;

    /// <summary>Return True if the given string is "interned".</summary>
    [Function("_is_interned", Signature = "(string, /)")]
    private static Value IsInterned(Vm* vm, Value text) => text.Is(Kind.Str)
        ? Value.FromBool(Str.Intern(vm, (Str*)text.AsObject) == text.AsObject)
        : Throw.TypeError(vm, $"_is_interned() argument must be str, not {Types.NameOf(vm, text)}");

    /// <summary>Return a dict mapping the identifier of the current thread to its frame.</summary>
    [Function("_current_frames", Signature = "()")]
    private static Value CurrentFrames(Vm* vm)
    {
        Value frame = FrameType.At(vm, 0);
        Value ident = frame.IsUndefined ? frame : LibraryCalls.Attribute(vm, "_thread", "get_ident");
        ident = ident.IsUndefined ? ident : Calls.Invoke(vm, ident);
        Dict* frames = Dict.New(vm);
        return ident.IsUndefined || !Dict.Set(vm, frames, ident, frame) ? Value.Undefined : Value.FromObject(frames);
    }

    /// <summary>Return a dict mapping the identifier of the current thread to the exception that it handles.</summary>
    [Function("_current_exceptions", Signature = "()")]
    private static Value CurrentExceptions(Vm* vm)
    {
        Value ident = LibraryCalls.Attribute(vm, "_thread", "get_ident");
        ident = ident.IsUndefined ? ident : Calls.Invoke(vm, ident);
        Dict* exceptions = Dict.New(vm);
        return ident.IsUndefined || !Dict.Set(vm, exceptions, ident, CurrentException(vm)) ? Value.Undefined : Value.FromObject(exceptions);
    }

    /// <summary>Clear the caches of the interpreter.</summary>
    [Function("_clear_internal_caches", Signature = "()")]
    private static void ClearCaches(Vm* vm)
    {
        Attributes.ClearCache(vm);
        SharedCache.Clear(vm);
    }

    private sealed class AuditHookTable : KeptDict;

    private sealed class SwitchInterval
    {
        public double Seconds { get; set; } = DefaultSwitchInterval;
    }

    private static class AuditHooks
    {
        public static Dict* Of(Vm* vm) => MachineHost.Of(vm).Service(static () => new AuditHookTable()).Of(vm);
    }
}
