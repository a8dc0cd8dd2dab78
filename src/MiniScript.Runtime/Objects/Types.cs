using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The types of values.</summary>
public static unsafe class Types
{
    /// <summary>A built-in type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TypeObject* Of(Vm* vm, TypeId id) => ((Shape*)vm->Shapes[(uint)id])->Type;

    /// <summary><c>type(value)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TypeObject* Of(Vm* vm, Value value) => value.IsObject ? ((Shape*)vm->Shapes[value.AsObject->Shape])->Type : OfImmediate(vm, value);

    /// <summary>True if the type of a value is that type or derives from it.</summary>
    public static bool IsInstance(Vm* vm, Value value, TypeId type) => TypeObject.IsSubtype(Of(vm, value), Of(vm, type));

    /// <summary>The name of the type of a value, for messages.</summary>
    public static string NameOf(Vm* vm, Value value) => Str.ToManaged(Of(vm, value)->Name);

    private static TypeObject* OfImmediate(Vm* vm, Value value) => Of(vm, ImmediateId(value));

    private static TypeId ImmediateId(Value value)
    {
        if (value.IsInt)
        {
            return TypeId.Int;
        }

        if (value.IsFloat)
        {
            return TypeId.Float;
        }

        return value.Bits switch
        {
            0x02 => TypeId.NoneType,
            0x06 or 0x07 => TypeId.Bool,
            0x0a => TypeId.NotImplementedType,
            0x0e => TypeId.EllipsisType,
            _ => TypeId.Invalid,
        };
    }
}
