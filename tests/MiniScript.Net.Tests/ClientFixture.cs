using System.Net;
using MiniScript.Net.EventLoop;
using MiniScript.Net.Http;
using MiniScript.Net.Resolution;
using Xunit;

namespace MiniScript.Net.Tests;

/// <summary>A reactor and a client for one test, on the test's own thread; every wait is bounded.</summary>
internal sealed class ClientFixture : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public ClientFixture(HttpClientOptions? options = null, Func<string, IPAddress[]>? lookup = null)
    {
        Client = new HttpClientCore(Reactor, options ?? new HttpClientOptions { Timeout = TimeSpan.FromSeconds(10) }, new FakeLookup(lookup));
    }

    public Reactor Reactor { get; } = Reactor.Create();

    public HttpClientCore Client { get; }

    public HttpResponse Get(string url) => Send(new HttpRequest("GET", url));

    public HttpResponse Send(HttpRequest request, CancellationToken cancellation = default) =>
        Run(() => Client.SendAsync(request, cancellation));

    /// <summary>The failure that a request must end in.</summary>
    public NetException Fail(HttpRequest request, CancellationToken cancellation = default) =>
        Assert.Throws<NetException>(() => Send(request, cancellation));

    public NetException FailGet(string url) => Fail(new HttpRequest("GET", url));

    public T Run<T>(Func<ValueTask<T>> work)
    {
        Task<T> task = Reactor.Start(work);
        bool late = false;
        ReactorTimer watch = Reactor.Schedule(Limit, _ => late = true, null);
        Assert.True(Reactor.RunUntil(task, () => late), "the work did not end in time");
        watch.Cancel();
        return task.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Client.Dispose();
        Reactor.Dispose();
    }

    private sealed class FakeLookup(Func<string, IPAddress[]>? lookup) : IHostLookup
    {
        public IPAddress[] Lookup(string host) =>
            lookup?.Invoke(host) ?? throw new NetException(NetErrorKind.Resolve, $"cannot resolve host '{host}': no such host");
    }
}
