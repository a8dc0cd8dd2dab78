using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Cells that own a managed object.</summary>
internal static unsafe class ManagedCells
{
    /// <summary>A cell of a built-in type or a class derived from it, for an object.</summary>
    public static Value New(Vm* vm, TypeObject* type, object state)
    {
        ManagedCell* cell = (ManagedCell*)vm->Heap.AllocateSmall((nuint)sizeof(ManagedCell), Kind.Managed, type->DictionaryShape->Id);
        cell->Header.Flags = (type->Flags & TypeFlags.Heap) != 0 ? ObjectFlags.Subclass : ObjectFlags.None;
        cell->Attributes = Value.Undefined;
        ManagedCell.Own(vm, cell, state);
        return Value.FromObject(cell);
    }

    /// <summary>The object of a cell.</summary>
    public static T Get<T>(Vm* vm, Value cell)
        where T : class => (T)vm->Host.GetObject(((ManagedCell*)cell.AsObject)->Handle);
}
