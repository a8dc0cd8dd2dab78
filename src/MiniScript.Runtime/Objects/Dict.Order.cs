using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Changing the order of entries, for <c>OrderedDict</c>.</summary>
public unsafe partial struct Dict
{
    /// <summary>Moves an entry to the end of the order, or to its start; 1 if it is there, 0 if not, -1 with an exception pending.</summary>
    public static int MoveToEnd(Vm* vm, Dict* self, Value key, bool isLast)
    {
        long hash = HashOf(vm, key);
        int number = hash == -1 ? Failed : Find(vm, self, key, hash);
        if (number < 0)
        {
            return number == Absent ? 0 : -1;
        }

        DictEntry entry = self->Entries[number];
        if (isLast)
        {
            if (number == self->Used - 1)
            {
                return 1;
            }

            Delete(self, number);
            return Insert(vm, self, entry.Key, entry.Hash, entry.Item) ? 1 : -1;
        }

        return IsFirst(self, number) || MoveToStart(vm, self, number, entry) ? 1 : -1;
    }

    /// <summary>Takes the first entry out; false if the dict is empty.</summary>
    public static bool RemoveFirst(Dict* self, out Value key, out Value item)
    {
        int position = 0;
        if (!Next(self, ref position, out key, out item))
        {
            return false;
        }

        self->First = position - 1;
        Delete(self, position - 1);
        return true;
    }

    private static bool IsFirst(Dict* self, int number)
    {
        int position = 0;
        return Next(self, ref position, out _, out _) && position - 1 == number;
    }

    /// <summary>Moves an entry before all others: into a hole there, made in a move of all entries if need be.</summary>
    private static bool MoveToStart(Vm* vm, Dict* self, int number, DictEntry entry)
    {
        // A hole's old place in the index stays taken, and the entry takes another one: Capacity counts these places.
        bool hasRoom = self->First > 0 && (self->Index == null || self->Used < self->Capacity);
        if (!hasRoom)
        {
            int gap = Math.Max(self->Count / 2, 1);
            int before = CountBefore(self, number);
            if (!MoveEntries(vm, self, CapacityFor(self->Count + (2 * gap) + 1)))
            {
                return false;
            }

            List.Move((Value*)self->Entries, (Value*)(self->Entries + gap), self->Used * (sizeof(DictEntry) / sizeof(Value)));
            new Span<DictEntry>(self->Entries, gap).Clear();
            self->Used += gap;
            self->First = gap;
            BuildIndexOfLive(self);
            number = before + gap;
        }

        Delete(self, number);
        int place = --self->First;
        self->Entries[place] = entry;
        self->Count++;
        if (self->Index != null)
        {
            self->Capacity--;
            Link(self->Index, (uint)self->IndexMask, entry.Hash, place);
        }

        return true;
    }

    private static int CountBefore(Dict* self, int number)
    {
        int count = 0;
        for (int i = 0; i < number; i++)
        {
            count += self->Entries[i].Key.IsUndefined ? 0 : 1;
        }

        return count;
    }

    private static void BuildIndexOfLive(Dict* self)
    {
        if (self->Index == null)
        {
            return;
        }

        new Span<int>(self->Index, self->IndexMask + 1).Clear();
        for (int i = self->First; i < self->Used; i++)
        {
            Link(self->Index, (uint)self->IndexMask, self->Entries[i].Hash, i);
        }
    }
}
