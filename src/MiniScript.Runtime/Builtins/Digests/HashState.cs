namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>What a hash object owns.</summary>
internal sealed class HashState(string name, Digest digest) : IDisposable
{
    private bool isFresh = true;

    /// <summary>The function's name.</summary>
    public string Name => name;

    /// <summary>The state of the function.</summary>
    public Digest Digest { get; private set; } = digest;

    /// <summary>Takes more input. A long first one moves the work to the system's library.</summary>
    public void Update(ReadOnlySpan<byte> data)
    {
        if (isFresh && data.Length >= SystemDigest.Threshold && SystemDigest.Create(name) is { } system)
        {
            Digest = system;
        }

        isFresh &= data.IsEmpty;
        Digest.Update(data);
    }

    /// <summary>A state that goes on from here on its own.</summary>
    public HashState Copy() => new(name, Digest.Copy()) { isFresh = isFresh };

    /// <inheritdoc/>
    public void Dispose() => (Digest as IDisposable)?.Dispose();
}
