namespace MiniScript.Net.EventLoop;

/// <summary>A socket as its kernel sees it; each kernel derives its own with the state that it keeps for a socket.</summary>
internal abstract class KernelSocket
{
    /// <summary>True once the socket is closed: every later submission completes at once as aborted.</summary>
    public bool IsClosed { get; protected set; }
}
