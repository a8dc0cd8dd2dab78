namespace MiniScript.Runtime.Syntax;

/// <summary>
/// The names of one source: equal names become one string object, so that an identifier costs an allocation only where it
/// first occurs. Open addressing with linear probing; at most half full.
/// </summary>
internal sealed class IdentifierTable
{
    private string?[] _slots = new string?[128];
    private int _count;

    /// <summary>The string equal to <paramref name="name"/>.</summary>
    public string Intern(ReadOnlySpan<char> name)
    {
        int mask = _slots.Length - 1;
        int slot = Hash(name) & mask;
        while (_slots[slot] is { } known)
        {
            if (name.SequenceEqual(known))
            {
                return known;
            }

            slot = (slot + 1) & mask;
        }

        string added = name.ToString();
        _slots[slot] = added;
        if (++_count * 2 > _slots.Length)
        {
            Grow();
        }

        return added;
    }

    private static int Hash(ReadOnlySpan<char> name)
    {
        uint hash = (uint)name.Length;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 0x9E3779B1;
        }

        return (int)(hash ^ (hash >> 15));
    }

    private void Grow()
    {
        string?[] old = _slots;
        _slots = new string?[old.Length * 2];
        int mask = _slots.Length - 1;
        foreach (string? name in old)
        {
            if (name is null)
            {
                continue;
            }

            int slot = Hash(name) & mask;
            while (_slots[slot] is not null)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = name;
        }
    }
}
