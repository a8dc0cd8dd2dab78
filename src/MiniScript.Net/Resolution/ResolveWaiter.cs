using System.Net;

namespace MiniScript.Net.Resolution;

/// <summary>
/// One caller's wait for the addresses of a host. Disposing it gives the wait up with <see cref="NetErrorKind.Cancelled"/>.
/// </summary>
internal sealed class ResolveWaiter(string host) : IDisposable
{
    private readonly TaskCompletionSource<IPAddress[]> source = new();

    /// <summary>The addresses in the order to try them, or the failure.</summary>
    public Task<IPAddress[]> Addresses => source.Task;

    /// <summary>Ends the wait, unless it was given up.</summary>
    public void Complete(IPAddress[]? addresses, NetException? failure)
    {
        if (addresses is not null)
        {
            source.TrySetResult(addresses);
        }
        else
        {
            // An exception is thrown once for each waiter: one object would gather the stack traces of all.
            source.TrySetException(new NetException(NetErrorKind.Resolve, failure!.Message, failure));
        }
    }

    /// <inheritdoc/>
    public void Dispose() =>
        source.TrySetException(new NetException(NetErrorKind.Cancelled, $"resolving host '{host}' was given up"));
}
