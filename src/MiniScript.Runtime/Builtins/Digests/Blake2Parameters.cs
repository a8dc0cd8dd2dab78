namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>What a BLAKE2 function is made with (RFC 7693, and the tree mode of the BLAKE2 paper).</summary>
internal sealed class Blake2Parameters
{
    /// <summary>Bytes of the result.</summary>
    public required int Size { get; init; }

    /// <summary>The key; empty for none.</summary>
    public byte[] Key { get; init; } = [];

    /// <summary>The salt.</summary>
    public byte[] Salt { get; init; } = [];

    /// <summary>The personalisation.</summary>
    public byte[] Person { get; init; } = [];

    /// <summary>The fan-out.</summary>
    public int Fanout { get; init; } = 1;

    /// <summary>The greatest depth.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>Bytes of a leaf.</summary>
    public uint LeafSize { get; init; }

    /// <summary>The place among its siblings.</summary>
    public ulong NodeOffset { get; init; }

    /// <summary>The depth of this node.</summary>
    public int NodeDepth { get; init; }

    /// <summary>Bytes of an inner result.</summary>
    public int InnerSize { get; init; }

    /// <summary>Whether this is the last node of its depth.</summary>
    public bool IsLastNode { get; init; }
}
