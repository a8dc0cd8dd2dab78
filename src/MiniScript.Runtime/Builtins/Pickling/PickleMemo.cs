namespace MiniScript.Runtime.Builtins.Pickling;

/// <summary>The numbers of objects, by identity.</summary>
internal sealed class PickleMemo
{
    private ulong[] keys = new ulong[64];
    private int[] numbers = new int[64];

    /// <summary>How many objects there are; also the number of the next.</summary>
    public int Count { get; private set; }

    /// <summary>The number of an object; -1 if it has none.</summary>
    public int Find(ulong key)
    {
        for (int i = Slot(key, keys.Length);; i = (i + 1) & (keys.Length - 1))
        {
            if (keys[i] == key)
            {
                return numbers[i];
            }

            if (keys[i] == 0)
            {
                return -1;
            }
        }
    }

    /// <summary>Gives an object the next number.</summary>
    public int Add(ulong key)
    {
        if ((Count + 1) * 2 > keys.Length)
        {
            Grow();
        }

        Insert(key, Count);
        return Count++;
    }

    private static int Slot(ulong key, int size) => (int)((key >> 4) * 0x9e3779b97f4a7c15UL >> 32) & (size - 1);

    private void Insert(ulong key, int number)
    {
        int i = Slot(key, keys.Length);
        while (keys[i] != 0)
        {
            i = (i + 1) & (keys.Length - 1);
        }

        keys[i] = key;
        numbers[i] = number;
    }

    private void Grow()
    {
        ulong[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new ulong[oldKeys.Length * 2];
        numbers = new int[oldKeys.Length * 2];
        for (int i = 0; i < oldKeys.Length; i++)
        {
            if (oldKeys[i] != 0)
            {
                Insert(oldKeys[i], oldNumbers[i]);
            }
        }
    }
}
