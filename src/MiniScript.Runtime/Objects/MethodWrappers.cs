using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Makes <c>staticmethod</c> and <c>classmethod</c> objects.</summary>
public static unsafe class MethodWrappers
{
    /// <summary>A wrapper of the given type around a callable.</summary>
    public static MethodWrapper* New(Vm* vm, TypeId type, Value function)
    {
        MethodWrapper* wrapper = (MethodWrapper*)vm->Heap.AllocateSmall((nuint)sizeof(MethodWrapper), Kind.MethodWrapper, (uint)type);
        wrapper->Function = function;
        wrapper->Attributes = Value.Undefined;
        return wrapper;
    }
}
