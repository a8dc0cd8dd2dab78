namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>The state of a hash function that has taken part of its input.</summary>
/// <remarks>
/// These are implementations of our own where .NET has none (SHA-224, SHA-3 on older systems, BLAKE2), and for short inputs, for which the
/// way to the system's library costs more than the work: see <see cref="SystemDigest"/>.
/// </remarks>
internal abstract class Digest
{
    /// <summary>Bytes of the result; 0 for a function whose result is as long as asked for.</summary>
    public abstract int Size { get; }

    /// <summary>Bytes that are worked on together.</summary>
    public abstract int BlockSize { get; }

    /// <summary>Takes more input.</summary>
    public abstract void Update(ReadOnlySpan<byte> data);

    /// <summary>Writes the result for the input so far; the state stays as it is.</summary>
    public abstract void Finish(Span<byte> result);

    /// <summary>A state that goes on from here on its own.</summary>
    public abstract Digest Copy();
}
