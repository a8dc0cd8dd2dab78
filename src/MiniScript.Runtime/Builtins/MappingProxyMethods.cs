using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Read-only proxy of a mapping.</summary>
[BuiltinType("mappingproxy")]
internal static unsafe partial class MappingProxyMethods
{
    /// <summary>Return the value for key if key is in the mapping, else default.</summary>
    [Method("get", Signature = "($self, key, default=None, /)")]
    private static Value Get(Vm* vm, Value self, Value key, Value fallback)
    {
        Value* args = stackalloc Value[2] { key, fallback };
        return Calls.InvokeMethod(vm, MappingProxyType.Target(self), Str.Intern(vm, "get"u8), args, 2);
    }

    /// <summary>a set-like object providing a view on the keys</summary>
    [Method("keys")]
    private static Value Keys(Vm* vm, Value self) => Calls.InvokeMethod(vm, MappingProxyType.Target(self), NameId.keys);

    /// <summary>an object providing a view on the values</summary>
    [Method("values")]
    private static Value Values(Vm* vm, Value self) => Calls.InvokeMethod(vm, MappingProxyType.Target(self), NameId.values);

    /// <summary>a set-like object providing a view on the items</summary>
    [Method("items")]
    private static Value GetItems(Vm* vm, Value self) => Calls.InvokeMethod(vm, MappingProxyType.Target(self), NameId.items);

    /// <summary>a shallow copy of the mapping</summary>
    [Method("copy")]
    private static Value Copy(Vm* vm, Value self) => Calls.InvokeMethod(vm, MappingProxyType.Target(self), Str.Intern(vm, "copy"u8), null, 0);

    /// <summary>a reverse iterator over the keys</summary>
    [Method("__reversed__")]
    private static Value Reversed(Vm* vm, Value self) => Calls.InvokeMethod(vm, MappingProxyType.Target(self), NameId.__reversed__);
}
