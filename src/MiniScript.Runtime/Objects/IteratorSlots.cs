using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Slots that iterators and views share.</summary>
internal static unsafe class IteratorSlots
{
    /// <summary><c>iter(iterator)</c>.</summary>
    public static Value Itself(Vm* vm, Value self) => self;

    /// <summary>The constructor of types whose instances only native code makes.</summary>
    public static Value NoInstances(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        Throw.TypeError(vm, $"cannot create '{Str.ToManaged(type->Name)}' instances");
}
