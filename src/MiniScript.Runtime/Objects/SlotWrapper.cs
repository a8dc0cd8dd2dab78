using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A slot of a built-in type as a function: <c>int.__add__</c>.</summary>
/// <remarks><code>
///  0        8       16     24
///  | header | owner | name |
/// </code>
/// <c>header.Aux</c> is the index of the slot in the table of <see cref="SpecialMethods"/>.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 24)]
public unsafe struct SlotWrapper
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The type whose slot it is.</summary>
    public TypeObject* Owner;

    /// <summary>The name of the special method.</summary>
    public Str* Name;

    /// <summary>The function of a slot.</summary>
    public static SlotWrapper* New(Vm* vm, TypeObject* owner, Str* name, int index)
    {
        SlotWrapper* self = (SlotWrapper*)vm->Heap.AllocateSmall((nuint)sizeof(SlotWrapper), Kind.SlotWrapper, (uint)TypeId.WrapperDescriptor);
        self->Header.Aux = (ushort)index;
        self->Owner = owner;
        self->Name = name;
        return self;
    }
}
