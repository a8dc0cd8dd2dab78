namespace MiniScript.Runtime.Syntax;

/// <summary>Collects an array of unknown length; lists of no or one item, the most frequent ones, cost no more than their array.</summary>
internal struct ArrayBuilder<T>
    where T : class?
{
    private T _first;
    private T[]? _items;

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>The last item; there is at least one.</summary>
    public readonly T Last => Count == 1 ? _first : _items![Count - 1];

    /// <summary>The first item; there is at least one.</summary>
    public readonly T First => _first;

    /// <summary>Appends an item.</summary>
    public void Add(T item)
    {
        if (Count == 0)
        {
            _first = item;
        }
        else
        {
            if (_items is null)
            {
                _items = new T[4];
                _items[0] = _first;
            }
            else if (Count == _items.Length)
            {
                Array.Resize(ref _items, Count * 2);
            }

            _items[Count] = item;
        }

        Count++;
    }

    /// <summary>Appends all items of another list.</summary>
    public void AddRange(T[] items)
    {
        foreach (T item in items)
        {
            Add(item);
        }
    }

    /// <summary>The items so far.</summary>
    public readonly T[] ToArray() => Count switch
    {
        0 => [],
        1 => [_first],
        _ => Count == _items!.Length ? _items : _items[..Count],
    };
}
