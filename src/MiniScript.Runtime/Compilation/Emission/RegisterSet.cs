namespace MiniScript.Runtime.Compilation.Emission;

/// <summary>The registers that hold a value for certain at one point of the code.</summary>
internal sealed class RegisterSet
{
    private ulong[] words;

    /// <summary>The empty set.</summary>
    public RegisterSet() => words = new ulong[1];

    private RegisterSet(ulong[] words) => this.words = words;

    /// <summary>True if the register is in the set.</summary>
    public bool Contains(int register)
    {
        int word = register >> 6;
        return word < words.Length && (words[word] & (1UL << (register & 63))) != 0;
    }

    /// <summary>Adds a register.</summary>
    public void Add(int register)
    {
        int word = register >> 6;
        if (word >= words.Length)
        {
            Array.Resize(ref words, Math.Max(word + 1, words.Length * 2));
        }

        words[word] |= 1UL << (register & 63);
    }

    /// <summary>Removes a register.</summary>
    public void Remove(int register)
    {
        int word = register >> 6;
        if (word < words.Length)
        {
            words[word] &= ~(1UL << (register & 63));
        }
    }

    /// <summary>Removes the registers of another set.</summary>
    public void RemoveAll(RegisterSet other)
    {
        for (int i = 0; i < words.Length && i < other.words.Length; i++)
        {
            words[i] &= ~other.words[i];
        }
    }

    /// <summary>Keeps only the registers that another set has as well.</summary>
    public void IntersectWith(RegisterSet other)
    {
        for (int i = 0; i < words.Length; i++)
        {
            words[i] &= i < other.words.Length ? other.words[i] : 0;
        }
    }

    /// <summary>An independent copy.</summary>
    public RegisterSet Clone() => new((ulong[])words.Clone());
}
