namespace MiniScript.Runtime.Compilation;

/// <summary>Hands out the inline caches of one code unit.</summary>
/// <remarks>Each attribute instruction learns for itself; all instructions that read one global, or write it, learn the same and share a cache.</remarks>
internal sealed class CacheTable
{
    /// <summary>From here on attribute instructions share caches by name, so that the operand suffices.</summary>
    private const int SharingThreshold = 32_768;

    private readonly List<string> names = [];
    private readonly Dictionary<(Opcode, string), int> shared = [];

    /// <summary>A cache for an instruction.</summary>
    public int Add(Opcode opcode, string name)
    {
        if (opcode is not (Opcode.LoadGlobal or Opcode.StoreGlobal) && names.Count < SharingThreshold)
        {
            names.Add(name);
            return names.Count - 1;
        }

        if (!shared.TryGetValue((opcode, name), out int index))
        {
            index = names.Count;
            names.Add(name);
            shared.Add((opcode, name), index);
        }

        return index;
    }

    /// <summary>The name of each cache.</summary>
    public string[] ToArray() => [.. names];
}
