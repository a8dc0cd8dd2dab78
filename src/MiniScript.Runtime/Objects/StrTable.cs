using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The strings that a <see cref="Vm"/> shares: the empty one, those of one Latin-1 character, and the interned ones.</summary>
/// <remarks>
/// The intern table is open addressing over string cells, linear probing, at most half full. It holds its strings weakly: after marking,
/// <see cref="AfterMark"/> drops those that died. The other strings are roots that <see cref="WellKnown"/> marks.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct StrTable
{
    private const int CharacterCount = 256;
    private const int FirstPlaces = 1024;

    /// <summary>The empty string.</summary>
    public Str* Empty;

    /// <summary>The strings of one character below 256.</summary>
    public Str** Characters;

    private Str** places;
    private int mask;
    private int count;

    /// <summary>The table of a machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StrTable* Of(Vm* vm) => (StrTable*)vm->Strings;

    /// <summary>Gives a machine its table; before any string is made.</summary>
    public static void Create(Vm* vm)
    {
        StrTable* table = (StrTable*)NativeMemory.AllocZeroed((nuint)sizeof(StrTable));
        table->Characters = (Str**)NativeMemory.AllocZeroed(CharacterCount, (nuint)sizeof(Str*));
        table->places = (Str**)NativeMemory.AllocZeroed(FirstPlaces, (nuint)sizeof(Str*));
        table->mask = FirstPlaces - 1;
        vm->Strings = table;
        Str* empty = Str.Allocate(vm, 0, 1);
        empty->Header.Flags |= ObjectFlags.Ascii;
        table->Empty = table->Intern(empty);
        for (int i = 0; i < CharacterCount; i++)
        {
            Str* character = Str.Allocate(vm, 1, 1);
            *character->Data = (byte)i;
            character->DetectAscii();
            table->Characters[i] = table->Intern(character);
        }
    }

    /// <summary>Gives the table's memory back, when the machine ends.</summary>
    public static void Release(Vm* vm)
    {
        StrTable* table = Of(vm);
        NativeMemory.Free(table->Characters);
        NativeMemory.Free(table->places);
        NativeMemory.Free(table);
        vm->Strings = null;
    }

    /// <summary>Forgets interned strings that the collection found dead. Call between marking and sweeping.</summary>
    public static void AfterMark(Vm* vm)
    {
        StrTable* table = Of(vm);
        if (table == null)
        {
            return;
        }

        int live = 0;
        for (int i = 0; i <= table->mask; i++)
        {
            Str* str = table->places[i];
            if (str != null && !Block.IsMarked(str))
            {
                table->places[i] = null;
            }
            else if (str != null)
            {
                live++;
            }
        }

        if (live != table->count)
        {
            table->Rebuild(table->mask + 1);
        }
    }

    /// <summary>The interned string that equals an exact string: that string itself, if there was none.</summary>
    public Str* Intern(Str* str)
    {
        Str** place = Find(str);
        if (*place != null)
        {
            return *place;
        }

        *place = str;
        str->Header.Flags |= ObjectFlags.Interned;
        if (++count > mask / 2)
        {
            Rebuild((mask + 1) * 2);
        }

        return str;
    }

    /// <summary>The interned string of that text, or null.</summary>
    public readonly Str* FindAscii(ReadOnlySpan<byte> text, uint hash)
    {
        for (int i = (int)hash & mask; places[i] != null; i = (i + 1) & mask)
        {
            if (places[i]->HashCache == hash && Str.Equals(places[i], text))
            {
                return places[i];
            }
        }

        return null;
    }

    private readonly Str** Find(Str* str)
    {
        int i = (int)Str.Hash(str) & mask;
        while (places[i] != null && !Str.Equals(places[i], str))
        {
            i = (i + 1) & mask;
        }

        return places + i;
    }

    private void Rebuild(int size)
    {
        Str** old = places;
        int oldSize = mask + 1;
        places = (Str**)NativeMemory.AllocZeroed((nuint)size, (nuint)sizeof(Str*));
        mask = size - 1;
        count = 0;
        for (int i = 0; i < oldSize; i++)
        {
            if (old[i] != null)
            {
                *Find(old[i]) = old[i];
                count++;
            }
        }

        NativeMemory.Free(old);
    }
}
