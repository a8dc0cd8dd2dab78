using System.Net.Sockets;
using System.Threading.Tasks.Sources;
using MiniScript.Net.EventLoop;

namespace MiniScript.Net.Sockets;

/// <summary>
/// The operation of one direction of a <see cref="TcpSocket"/>, as something to await: reused for every operation of that direction,
/// so that waiting allocates nothing. Continuations run inline in <see cref="Complete"/>, on the reactor's thread.
/// </summary>
internal sealed class SocketOperation(TcpSocket owner) : IoOperation, IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> source;
    private bool busy;

    /// <summary>Starts the operation that the fields describe, and returns what it will come to.</summary>
    public ValueTask<int> Start(Reactor reactor)
    {
        if (busy)
        {
            throw new InvalidOperationException("a socket takes one operation a direction at a time");
        }

        source.Reset();
        if (!reactor.IsOwnerThread)
        {
            // A library in between (TLS) may resume on a pool thread when the stack is nearly used up.
            busy = true;
            reactor.Post(static state => ((SocketOperation)state!).SubmitLate(), this);
            return new ValueTask<int>(this, source.Version);
        }

        if (!reactor.Kernel.Submit(this))
        {
            busy = true;
            return new ValueTask<int>(this, source.Version);
        }

        return Error == SocketError.Success ? new ValueTask<int>(Count) : ValueTask.FromException<int>(owner.Failure(this));
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        busy = false;
        Buffer = default;
        source.SetResult(Count);
    }

    /// <inheritdoc/>
    public int GetResult(short token)
    {
        int count = source.GetResult(token);
        return Error == SocketError.Success ? count : throw owner.Failure(this);
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => source.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    private void SubmitLate()
    {
        if (owner.Reactor.Kernel.Submit(this))
        {
            Complete();
        }
    }
}
