using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The module <c>gc</c>. There is one generation, and no reference counts beside it: collections go on when the collector is "disabled".</summary>
[BuiltinModule("gc", Doc = "This module provides access to the garbage collector.")]
internal static unsafe partial class GarbageModule
{
    [Constant("DEBUG_STATS")]
    private const int DebugStatistics = 1;

    [Constant("DEBUG_COLLECTABLE")]
    private const int DebugCollectable = 2;

    [Constant("DEBUG_UNCOLLECTABLE")]
    private const int DebugUncollectable = 4;

    [Constant("DEBUG_SAVEALL")]
    private const int DebugSaveAll = 32;

    [Constant("DEBUG_LEAK")]
    private const int DebugLeak = 38;

    [Constant("garbage")]
    private static Value Garbage(Vm* vm) => Value.FromObject(List.New(vm));

    [Constant("callbacks")]
    private static Value Callbacks(Vm* vm) => Value.FromObject(List.New(vm));

    /// <summary>Run the garbage collector; return the number of objects that were freed.</summary>
    [Function("collect", Signature = "(generation=2)", Raw = true)]
    private static Value Collect(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        int count = argc + (kwNames == null ? 0 : kwNames->Length);
        if (count > 1 || (kwNames != null && !Str.Equals((Str*)Tuple.Items(kwNames)[0].AsObject, Str.Intern(vm, "generation"u8))))
        {
            return Throw.TypeError(vm, $"collect() takes at most 1 argument ({count} given)");
        }

        long generation = 2;
        if (count == 1 && !Integers.TryIndex(vm, args[0], out generation))
        {
            return Value.Undefined;
        }

        if (generation is < 0 or > 2)
        {
            return Throw.ValueError(vm, "invalid generation");
        }

        if (!CallBack(vm, "start"u8, generation, 0))
        {
            return Value.Undefined;
        }

        // What the caller's temporaries held before this call is not in use.
        if (vm->CurrentFrame != null)
        {
            Reclamation.Clear(vm, args + count);
        }

        MachineStack.Scrub();
        long freed = vm->Heap.Collect();
        vm->Host.AfterCollection();
        return CallBack(vm, "stop"u8, generation, freed) ? Value.FromInt(freed) : Value.Undefined;
    }

    /// <summary>Enable automatic garbage collection.</summary>
    [Function("enable")]
    private static void Enable(Vm* vm) => vm->IsCollectorDisabled = false;

    /// <summary>Have isenabled() return False; memory is collected all the same.</summary>
    [Function("disable")]
    private static void Disable(Vm* vm) => vm->IsCollectorDisabled = true;

    /// <summary>Returns true if automatic garbage collection is enabled.</summary>
    [Function("isenabled")]
    private static bool IsEnabled(Vm* vm) => !vm->IsCollectorDisabled;

    /// <summary>Return whether the object takes part in collections.</summary>
    [Function("is_tracked", Signature = "(obj, /)")]
    private static bool IsTracked(Value value) => value.IsObject && References.AreFollowed(value.AsObject->Kind);

    /// <summary>Return whether the finalizer of the object was called.</summary>
    [Function("is_finalized", Signature = "(obj, /)")]
    private static bool IsFinalized(Vm* vm, Value value)
    {
        if (!value.IsObject || (value.AsObject->Flags & ObjectFlags.Watched) == 0)
        {
            return false;
        }

        for (int i = 0; i < vm->Finalizable.Count; i++)
        {
            if (vm->Finalizable[i] == value.AsObject)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Return the objects that the given objects refer to directly.</summary>
    [Function("get_referents", Signature = "(*objs)")]
    private static Value GetReferents(Vm* vm, Args objs)
    {
        List* list = List.New(vm);
        for (int i = 0; i < objs.Count; i++)
        {
            if (objs[i].IsObject)
            {
                References.AddReferents(vm, list, objs[i].AsObject);
            }
        }

        return Value.FromObject(list);
    }

    /// <summary>Return the objects that refer to any of the given objects directly.</summary>
    [Function("get_referrers", Signature = "(*objs)")]
    private static Value GetReferrers(Vm* vm, Args objs)
    {
        List* found = List.New(vm);
        List* all = References.AllObjects(vm);
        List* referents = List.New(vm);
        for (int i = 0; i < all->Length; i++)
        {
            referents->Length = 0;
            References.AddReferents(vm, referents, all->Items[i].AsObject);
            bool refers = false;
            for (int k = 0; k < referents->Length && !refers; k++)
            {
                for (int j = 0; j < objs.Count && !refers; j++)
                {
                    refers = referents->Items[k] == objs[j];
                }
            }

            if (refers)
            {
                List.Append(vm, found, all->Items[i]);
            }
        }

        return Value.FromObject(found);
    }

    /// <summary>Return a list of the objects that the collector follows.</summary>
    [Function("get_objects", Signature = "(generation=None)")]
    private static Value GetObjects(Vm* vm, Value generation) => Value.FromObject(References.AllObjects(vm));

    /// <summary>Return the thresholds that were set.</summary>
    [Function("get_threshold")]
    private static Value GetThreshold(Vm* vm) => Triple(vm, vm->CollectorThresholds.First, vm->CollectorThresholds.Second, vm->CollectorThresholds.Third);

    /// <summary>Keep thresholds for get_threshold(); this collector goes by the bytes allocated.</summary>
    [Function("set_threshold", Signature = "(threshold0, threshold1=10, threshold2=10, /)")]
    private static void SetThreshold(Vm* vm, int threshold0, int threshold1 = 10, int threshold2 = 10) =>
        vm->CollectorThresholds = (threshold0, threshold1, threshold2);

    /// <summary>Return the counts of allocations since the last collections: the one generation has no such counts.</summary>
    [Function("get_count")]
    private static Value GetCount(Vm* vm) => Triple(vm, 0, 0, 0);

    /// <summary>Return a list of dictionaries with the collections of each generation.</summary>
    [Function("get_stats")]
    private static Value GetStatistics(Vm* vm)
    {
        List* list = List.New(vm);
        for (int generation = 0; generation < 3; generation++)
        {
            Dict* entry = Dict.New(vm);
            Dict.SetStr(vm, entry, Str.Intern(vm, "collections"u8), Value.FromInt(generation == 2 ? vm->Heap.Collections : 0));
            Dict.SetStr(vm, entry, Str.Intern(vm, "collected"u8), Value.FromInt(generation == 2 ? vm->Heap.Freed : 0));
            Dict.SetStr(vm, entry, Str.Intern(vm, "uncollectable"u8), Value.FromInt(0));
            List.Append(vm, list, Value.FromObject(entry));
        }

        return Value.FromObject(list);
    }

    /// <summary>Return the debugging flags that were set.</summary>
    [Function("get_debug")]
    private static int GetDebug(Vm* vm) => 0;

    /// <summary>Set debugging flags; this collector has none, so that only 0 can be set.</summary>
    [Function("set_debug", Signature = "(flags, /)")]
    private static Value SetDebug(Vm* vm, long flags) =>
        flags == 0 ? Value.None : Throw.Raise(vm, TypeId.NotImplementedError, "gc.set_debug(): MiniScript's collector has no debugging output");

    /// <summary>Do nothing: there is one generation.</summary>
    [Function("freeze")]
    private static void Freeze()
    {
    }

    /// <summary>Do nothing: there is one generation.</summary>
    [Function("unfreeze")]
    private static void Unfreeze()
    {
    }

    /// <summary>Return 0: nothing is set aside.</summary>
    [Function("get_freeze_count")]
    private static int GetFreezeCount() => 0;

    private static Value Triple(Vm* vm, long first, long second, long third)
    {
        Value* items = stackalloc Value[3] { Value.FromInt(first), Value.FromInt(second), Value.FromInt(third) };
        return Value.FromObject(Tuple.New(vm, items, 3));
    }

    /// <summary>Calls what <c>gc.callbacks</c> holds.</summary>
    private static bool CallBack(Vm* vm, ReadOnlySpan<byte> phase, long generation, long freed)
    {
        Value module = Modules.Importer.Find(vm, "gc");
        Value callbacks = module.Is(Kind.Module) ? Dict.GetStr(((Module*)module.AsObject)->Attributes, Str.Intern(vm, "callbacks"u8)) : Value.Undefined;
        if (!callbacks.Is(Kind.List))
        {
            return true;
        }

        List* list = (List*)callbacks.AsObject;
        for (int i = 0; i < list->Length; i++)
        {
            Dict* facts = Dict.New(vm);
            Dict.SetStr(vm, facts, Str.Intern(vm, "generation"u8), Value.FromInt(generation));
            Dict.SetStr(vm, facts, Str.Intern(vm, "collected"u8), Value.FromInt(freed));
            Dict.SetStr(vm, facts, Str.Intern(vm, "uncollectable"u8), Value.FromInt(0));
            if (Calls.Invoke(vm, list->Items[i], Value.FromObject(Str.Intern(vm, phase)), Value.FromObject(facts)).IsUndefined)
            {
                return false;
            }
        }

        return true;
    }
}
