using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Collections;

/// <summary>A dict that calls default_factory, without arguments, to make the value of a key that is missing.</summary>
[BuiltinType("defaultdict")]
internal static unsafe partial class DefaultDictMethods
{
    /// <summary>Make, enter and return the value of a missing key; without a factory raise KeyError.</summary>
    [Method("__missing__", Signature = "($self, key, /)")]
    private static Value Missing(Vm* vm, Value self, Value key) => DefaultDictType.Missing(vm, (DefaultDict*)self.AsObject, key);

    /// <summary>Return a shallow copy.</summary>
    [Method("copy")]
    private static Value Copy(Vm* vm, Value self) => DefaultDictType.Copy(vm, self);

    /// <summary>Return a shallow copy.</summary>
    [Method("__copy__")]
    private static Value CopySpecial(Vm* vm, Value self) => DefaultDictType.Copy(vm, self);

    /// <summary>Return state information for pickling.</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Value factory = ((DefaultDict*)self.AsObject)->Factory;
        Tuple* arguments = factory.IsNone ? WellKnown.Of(vm)->EmptyTuple : Tuple.New(vm, &factory, 1);
        Value items = Calls.InvokeMethod(vm, self, NameId.items);
        Value iterator = items.IsUndefined ? items : Iteration.Iterate(vm, items);
        Value* parts = stackalloc Value[5] { Value.FromObject(Types.Of(vm, self)), Value.FromObject(arguments), Value.None, Value.None, iterator };
        return iterator.IsUndefined ? iterator : Value.FromObject(Tuple.New(vm, parts, 5));
    }

    /// <summary>See PEP 585</summary>
    [ClassMethod("__class_getitem__")]
    private static Value ClassGetItem(Vm* vm, TypeObject* type, Value item) => GenericAliasType.New(vm, Value.FromObject(type), item);

    /// <summary>Factory for the values of missing keys.</summary>
    [Property("default_factory", Setter = nameof(SetFactory))]
    private static Value Factory(Value self) => ((DefaultDict*)self.AsObject)->Factory;

    private static bool SetFactory(Vm* vm, Value self, Value value)
    {
        ((DefaultDict*)self.AsObject)->Factory = value.IsUndefined ? Value.None : value;
        return true;
    }
}
