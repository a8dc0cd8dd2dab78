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

    /// <summary>Gives a wrapper what describes its callable: name, module, documentation, annotations; false with an exception pending.</summary>
    public static bool CopyAttributes(Vm* vm, MethodWrapper* wrapper)
    {
        ReadOnlySpan<NameId> names = [NameId.__module__, NameId.__name__, NameId.__qualname__, NameId.__doc__, NameId.__annotations__];
        foreach (NameId name in names)
        {
            Str* key = WellKnown.Name(vm, name);
            int found = Attributes.TryGet(vm, wrapper->Function, key, out Value value);
            if (found < 0)
            {
                return false;
            }

            if (found == 0)
            {
                continue;
            }

            if (wrapper->Attributes.IsUndefined)
            {
                wrapper->Attributes = Value.FromObject(Dict.New(vm));
            }

            if (!Dict.SetStr(vm, (Dict*)wrapper->Attributes.AsObject, key, value))
            {
                return false;
            }
        }

        return true;
    }
}
