using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Makes modules.</summary>
public static unsafe class Modules
{
    /// <summary>A module with nothing but its name.</summary>
    public static Module* New(Vm* vm, Str* name)
    {
        Dict* attributes = Dict.New(vm);
        Dict.SetStr(vm, attributes, WellKnown.Name(vm, NameId.__name__), Value.FromObject(name));
        Module* module = (Module*)vm->Heap.AllocateSmall((nuint)sizeof(Module), Kind.Module, (uint)TypeId.Module);
        module->Attributes = attributes;
        return module;
    }
}
