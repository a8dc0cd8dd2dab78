namespace MiniScript.Runtime.Objects.Unicode;

/// <summary>A growing row of code points.</summary>
internal sealed class IntBuffer
{
    private int[] items = new int[32];
    private int count;

    /// <summary>The code points so far.</summary>
    public Span<int> Items => items.AsSpan(0, count);

    /// <summary>Appends a code point.</summary>
    public void Add(int item)
    {
        if (count == items.Length)
        {
            Array.Resize(ref items, 2 * count);
        }

        items[count++] = item;
    }

    /// <summary>Empties the row.</summary>
    public void Clear() => count = 0;
}
