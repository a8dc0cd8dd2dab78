using System.Runtime.InteropServices;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The weak references of a machine: a chain for each object that is referred to weakly.</summary>
/// <remarks>
/// A collection clears the references to what it found dead before finalizers bring anything back, and takes references that died themselves out of
/// their chains at its end. The callbacks run at the safepoint behind it.
/// </remarks>
internal sealed unsafe class WeakReferences
{
    private readonly Dictionary<nint, nint> chains = [];

    /// <summary>True if the instances of a type can be referred to weakly.</summary>
    public static bool AreAllowed(TypeObject* type)
    {
        if ((type->Flags & TypeFlags.Heap) != 0)
        {
            return (type->Flags & TypeFlags.WeakReferable) != 0;
        }

        return type->InstanceKind is Kind.Set or Kind.Function or Kind.Type or Kind.Module or Kind.Generator or Kind.NativeFunction or Kind.Deque or Kind.Future
            or Kind.EventLoop or Kind.MemoryView or Kind.Array or Kind.Code or Kind.MethodWrapper
            || type->Id is TypeId.Method or TypeId.Pattern or TypeId.Partial or TypeId.LruCacheWrapper or TypeId.OrderedDict or TypeId.Context or TypeId.Lock
                or TypeId.UnionType or TypeId.GenericAlias or TypeId.TypeVar or TypeId.ParamSpec or TypeId.TypeVarTuple or TypeId.SqliteCursor
            || type->Id is >= TypeId.TextIOWrapper and <= TypeId.BufferedRandom;
    }

    /// <summary>True if there is a reference whose target lives.</summary>
    public bool HasTargets => chains.Count > 0;

    /// <summary>The references of a machine, made on first use.</summary>
    public static WeakReferences Of(Vm* vm) => MachineHost.Of(vm).Service(static () => new WeakReferences());

    /// <summary>The references of a machine, or null if there never were any.</summary>
    public static WeakReferences? Find(Vm* vm) =>
        MachineHost.Of(vm).Services.TryGetValue(typeof(WeakReferences), out object? found) ? (WeakReferences)found : null;

    /// <summary>The first reference to an object, or null.</summary>
    public WeakReference* First(void* target) => chains.TryGetValue((nint)target, out nint first) ? (WeakReference*)first : null;

    /// <summary>A new reference of a type to an object.</summary>
    public WeakReference* New(Vm* vm, TypeObject* type, ObjectHeader* target, Value callback)
    {
        WeakReference* reference = (WeakReference*)vm->Heap.AllocateSmall((nuint)sizeof(WeakReference), Kind.WeakReference, (uint)type->BuiltinBase);
        Instances.Adopt(reference, type);
        reference->Target = target;
        reference->Callback = callback;
        reference->Hash = -1;
        reference->Attributes = Value.Undefined;
        ref nint first = ref CollectionsMarshal.GetValueRefOrAddDefault(chains, (nint)target, out _);
        reference->Next = (WeakReference*)first;
        first = (nint)reference;
        return reference;
    }

    /// <summary>Clears the references to objects that are not marked; those with a callback are left to <see cref="CallBack"/>.</summary>
    public void ClearDead(Vm* vm)
    {
        foreach ((nint target, nint first) in chains)
        {
            if (Block.IsMarked((void*)target))
            {
                continue;
            }

            for (WeakReference* reference = (WeakReference*)first; reference != null; reference = reference->Next)
            {
                reference->Target = null;
                if (!reference->Callback.IsUndefined && Block.IsMarked(reference))
                {
                    vm->DeadReferences.Add(reference);
                }
            }

            chains.Remove(target);
        }
    }

    /// <summary>Takes the references that are not marked out of their chains.</summary>
    public void Prune()
    {
        foreach ((nint target, nint first) in chains)
        {
            WeakReference* kept = (WeakReference*)first;
            while (kept != null && !Block.IsMarked(kept))
            {
                kept = kept->Next;
            }

            if (kept == null)
            {
                chains.Remove(target);
                continue;
            }

            if ((nint)kept != first)
            {
                CollectionsMarshal.GetValueRefOrNullRef(chains, target) = (nint)kept;
            }

            while (kept->Next != null)
            {
                if (Block.IsMarked(kept->Next))
                {
                    kept = kept->Next;
                }
                else
                {
                    kept->Next = kept->Next->Next;
                }
            }
        }
    }

    /// <summary>Calls the callbacks of the references that a collection cleared.</summary>
    public static void CallBack(Vm* vm)
    {
        while (vm->DeadReferences.Count > 0)
        {
            WeakReference* reference = (WeakReference*)vm->DeadReferences.Take();
            Value callback = reference->Callback;
            reference->Callback = Value.Undefined;
            vm->EntersFinalizer = true;
            if (Calls.Invoke(vm, callback, Value.FromObject(reference)).IsUndefined)
            {
                Unraisable.Report(vm, callback);
            }
        }
    }
}
