using System.Globalization;
using MiniScript.Net.EventLoop;

namespace MiniScript.Net.Http;

/// <summary>
/// One request's deadline and cancellation. Whatever the request waits for is attached; when time is up or the caller gives up, it is
/// disposed, which fails the wait, and <see cref="Translate"/> turns that failure into the true one.
/// </summary>
internal sealed class RequestScope : IDisposable
{
    private readonly string request;
    private readonly TimeSpan timeout;
    private readonly ReactorTimer? timer;
    private readonly CancellationTokenRegistration registration;
    private IDisposable? awaited;
    private NetErrorKind? ended;
    private bool disposed;

    /// <param name="reactor">The loop that the request runs on.</param>
    /// <param name="request">The request's method and URL, for messages.</param>
    /// <param name="timeout">Time for everything; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellation">May be cancelled from any thread.</param>
    public RequestScope(Reactor reactor, string request, TimeSpan timeout, CancellationToken cancellation)
    {
        this.request = request;
        this.timeout = timeout;
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            timer = reactor.Schedule(timeout, static state => ((RequestScope)state!).End(NetErrorKind.Timeout), this);
        }

        if (cancellation.IsCancellationRequested)
        {
            ended = NetErrorKind.Cancelled;
        }
        else if (cancellation.CanBeCanceled)
        {
            registration = cancellation.UnsafeRegister(
                _ => reactor.Post(static state => ((RequestScope)state!).End(NetErrorKind.Cancelled), this), null);
        }
    }

    /// <summary>What the request is doing, for the message of a time-out: "connecting to …".</summary>
    public string Stage { get; set; } = "starting";

    /// <summary>True once the deadline has passed or the request was cancelled.</summary>
    public bool HasEnded => ended is not null;

    /// <summary>Makes <paramref name="resource"/> what is disposed when the request ends early.</summary>
    /// <exception cref="NetException">The request has ended; the resource has been disposed.</exception>
    public void Attach(IDisposable resource)
    {
        awaited = resource;
        if (HasEnded)
        {
            resource.Dispose();
            throw Failure(null);
        }
    }

    /// <summary>Nothing is waited for any more: what was attached outlives the request.</summary>
    public void Detach() => awaited = null;

    /// <summary>The true reason of a failure that was met while something was attached.</summary>
    public NetException Translate(NetException failure) => HasEnded ? Failure(failure) : failure;

    /// <summary>Ends the watch; what is attached stays as it is.</summary>
    public void Dispose()
    {
        disposed = true;
        awaited = null;
        timer?.Cancel();
        registration.Dispose();
    }

    private void End(NetErrorKind reason)
    {
        if (!disposed && ended is null)
        {
            ended = reason;
            awaited?.Dispose();
        }
    }

    private NetException Failure(NetException? inner) => ended == NetErrorKind.Timeout
        ? new NetException(
            NetErrorKind.Timeout,
            string.Create(CultureInfo.InvariantCulture, $"{request} timed out after {timeout.TotalSeconds:0.###} s, {Stage}"),
            inner)
        : new NetException(NetErrorKind.Cancelled, $"{request} was cancelled, {Stage}", inner);
}
