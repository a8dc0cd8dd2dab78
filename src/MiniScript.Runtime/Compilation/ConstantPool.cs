namespace MiniScript.Runtime.Compilation;

/// <summary>The constants of one code unit; equal ones are kept once.</summary>
internal sealed class ConstantPool
{
    private static readonly object None = new();
    private readonly List<object?> constants = [];
    private readonly Dictionary<object, int> indexes = new(LiteralComparer.Instance);

    /// <summary>The index of a literal.</summary>
    public int Add(object? literal)
    {
        object key = literal ?? None;
        if (!indexes.TryGetValue(key, out int index))
        {
            index = constants.Count;
            constants.Add(literal);
            indexes.Add(key, index);
        }

        return index;
    }

    /// <summary>The constants by index.</summary>
    public object?[] ToArray() => [.. constants];
}
