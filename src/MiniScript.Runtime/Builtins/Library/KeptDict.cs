using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>A dict that native code keeps for a machine: derive a service from it.</summary>
internal abstract unsafe class KeptDict
{
    private ValueHandle handle;
    private bool isMade;

    /// <summary>The dict, made on first use.</summary>
    public Dict* Of(Vm* vm)
    {
        if (!isMade)
        {
            handle = vm->Handles.Keep(Value.FromObject(Dict.New(vm)));
            isMade = true;
        }

        return (Dict*)vm->Handles.Get(handle).AsObject;
    }
}
