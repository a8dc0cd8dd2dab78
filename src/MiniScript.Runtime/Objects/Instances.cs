using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Instances of built-in types and of script classes derived from them share a layout; this makes one into the other.</summary>
internal static unsafe class Instances
{
    /// <summary>Gives a fresh cell of a built-in layout its class, which is that built-in type or derives from it.</summary>
    public static Value Adopt(void* cell, TypeObject* type)
    {
        ObjectHeader* header = (ObjectHeader*)cell;
        if (header != null)
        {
            header->Shape = type->DictionaryShape->Id;
            header->Flags |= (type->Flags & TypeFlags.Heap) != 0 ? ObjectFlags.Subclass : ObjectFlags.None;
        }

        return Value.FromObject(cell);
    }

    /// <summary>Refuses keyword arguments where the type takes none; false with <c>TypeError</c> pending. A subclass may take some for itself.</summary>
    public static bool TakesNoKeywords(Vm* vm, TypeObject* type, Tuple* kwNames, string name)
    {
        if (kwNames == null || kwNames->Length == 0)
        {
            return true;
        }

        // A subclass with a constructor of its own is free to have some.
        nint ownNew = (nint)(delegate*<Vm*, TypeObject*, Value*, int, Tuple*, Value>)&SlotDispatchers.New;
        nint ownInitialize = (nint)(delegate*<Vm*, Value, Value*, int, Tuple*, bool>)&SlotDispatchers.Initialize;
        if ((nint)type->Slots.New == ownNew || (nint)type->Slots.Initialize == ownInitialize)
        {
            return true;
        }

        Throw.TypeError(vm, $"{name}() takes no keyword arguments");
        return false;
    }

    /// <summary>Checks the number of positional arguments of a constructor; false with <c>TypeError</c> pending.</summary>
    public static bool TakesAtMost(Vm* vm, int argc, int most, string name)
    {
        if (argc <= most)
        {
            return true;
        }

        Throw.TypeError(vm, $"{name} expected at most {most} argument{(most == 1 ? "" : "s")}, got {argc}");
        return false;
    }
}
