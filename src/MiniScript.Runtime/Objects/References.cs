using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The graph of objects as the collector sees it.</summary>
internal static unsafe class References
{
    /// <summary>Appends the objects that a cell refers to directly.</summary>
    public static void AddReferents(Vm* vm, List* list, ObjectHeader* cell)
    {
        CellList found = default;
        Marker marker = new(vm, &found);
        Tracing.Trace(&marker, cell);
        Append(vm, list, &found, isFollowedOnly: false);
        AddImmediates(vm, list, cell);
    }

    /// <summary>Appends the items of a container that are no cells: small integers, floats, None and so on.</summary>
    private static void AddImmediates(Vm* vm, List* list, ObjectHeader* cell)
    {
        int position = 0;
        switch (cell->Kind)
        {
            case Kind.List or Kind.Tuple:
                Value* items = Sequences.View(cell, out int length);
                for (int i = 0; i < length; i++)
                {
                    AddImmediate(vm, list, items[i]);
                }

                break;
            case Kind.Dict:
                while (Dict.Next((Dict*)cell, ref position, out Value key, out Value item))
                {
                    AddImmediate(vm, list, key);
                    AddImmediate(vm, list, item);
                }

                break;
            case Kind.Set:
                while (SetObject.Next((SetObject*)cell, ref position, out Value member))
                {
                    AddImmediate(vm, list, member);
                }

                break;
        }
    }

    private static void AddImmediate(Vm* vm, List* list, Value value)
    {
        if (!value.IsObject && !value.IsUndefined)
        {
            List.Append(vm, list, value);
        }
    }

    /// <summary>True if objects of a kind can refer to others.</summary>
    public static bool AreFollowed(Kind kind) =>
        kind is not (Kind.Free or Kind.Buffer or Kind.ValueBuffer or Kind.Str or Kind.Bytes or Kind.BigInt or Kind.Complex or Kind.ByteArray or Kind.Array or Kind.Code);

    /// <summary>Collects and lists the live objects that can refer to others.</summary>
    public static List* AllObjects(Vm* vm)
    {
        CellList found = default;
        vm->Heap.CollectAndList(&found);
        List* list = List.New(vm);
        Append(vm, list, &found, isFollowedOnly: true);
        return list;
    }

    private static void Append(Vm* vm, List* list, CellList* found, bool isFollowedOnly)
    {
        for (int i = 0; i < found->Count; i++)
        {
            ObjectHeader* cell = (*found)[i];
            if (isFollowedOnly ? AreFollowed(cell->Kind) : cell->Kind > Kind.ValueBuffer)
            {
                List.Append(vm, list, Value.FromObject(cell));
            }
        }

        found->Dispose();
    }
}
