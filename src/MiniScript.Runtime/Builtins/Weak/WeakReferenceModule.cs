using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using WeakReference = MiniScript.Runtime.Objects.WeakReference;

namespace MiniScript.Runtime.Builtins.Weak;

/// <summary>The native half of the library module <c>weakref</c>.</summary>
[BuiltinModule("_weakref", Doc = "Weak-reference support module.")]
internal static unsafe partial class WeakReferenceModule
{
    [Constant("ref")]
    private static Value Reference(Vm* vm) => Value.FromObject(WeakReferenceType.Get(vm));

    [Constant("ReferenceType")]
    private static Value ReferenceClass(Vm* vm) => Value.FromObject(WeakReferenceType.Get(vm));

    [Constant("ProxyType")]
    private static Value ProxyClass(Vm* vm) => Value.FromObject(WeakProxyType.Get(vm, isCallable: false));

    [Constant("CallableProxyType")]
    private static Value CallableProxyClass(Vm* vm) => Value.FromObject(WeakProxyType.Get(vm, isCallable: true));

    /// <summary>Return a proxy of an object that does not keep it alive; callback, if given, is called with the proxy when the object has died.</summary>
    [Function("proxy", Signature = "(object, callback=None, /)")]
    private static Value Proxy(Vm* vm, Value target, Value callback) =>
        WeakReferenceType.New(vm, WeakProxyType.Get(vm, Types.Of(vm, target)->Slots.Call != null), target, callback);

    /// <summary>Return the number of weak references to an object.</summary>
    [Function("getweakrefcount", Signature = "(object, /)")]
    private static long GetCount(Vm* vm, Value target)
    {
        long count = 0;
        for (WeakReference* reference = First(vm, target); reference != null; reference = reference->Next)
        {
            count++;
        }

        return count;
    }

    /// <summary>Return a list of the weak references to an object.</summary>
    [Function("getweakrefs", Signature = "(object, /)")]
    private static Value GetReferences(Vm* vm, Value target)
    {
        List* list = List.New(vm);
        for (WeakReference* reference = First(vm, target); reference != null; reference = reference->Next)
        {
            List.Append(vm, list, Value.FromObject(reference));
        }

        return Value.FromObject(list);
    }

    private static WeakReference* First(Vm* vm, Value target)
    {
        WeakReferences? references = target.IsObject ? WeakReferences.Find(vm) : null;
        return references == null ? null : references.First(target.AsObject);
    }
}
