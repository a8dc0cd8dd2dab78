using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>hash(value)</c>.</summary>
public static unsafe class Hashing
{
    /// <summary>The hash, never -1; -1 with <c>TypeError</c> pending if the value is unhashable.</summary>
    public static long Of(Vm* vm, Value value)
    {
        if (value.IsExactly(TypeId.Str))
        {
            return Str.Hash((Str*)value.AsObject);
        }

        TypeObject* type = Types.Of(vm, value);
        if (type->Slots.Hash == null)
        {
            Throw.TypeError(vm, $"unhashable type: '{Str.ToManaged(type->Name)}'");
            return -1;
        }

        return type->Slots.Hash(vm, value);
    }

    /// <summary>The hash by identity.</summary>
    public static long OfIdentity(Value value)
    {
        long hash = (long)((value.Bits >> 4) | (value.Bits << 60));
        return hash == -1 ? -2 : hash;
    }
}
