using System.Buffers;
using System.Runtime.CompilerServices;
using MiniScript.Net.EventLoop;
using MiniScript.Net.Linux;
using MiniScript.Net.Resolution;
using MiniScript.Net.Tls;

namespace MiniScript.Net.Http;

/// <summary>
/// An HTTP/1.1 client over a <see cref="Reactor"/>: keep-alive, redirects, content decoding, deadlines. Used from the reactor's thread;
/// requests overlap as far as the caller lets them.
/// </summary>
public sealed class HttpClientCore : IDisposable
{
    private const int MaxKeptHeadBytes = 8 * 1024;

    private readonly Reactor reactor;
    private readonly HttpClientOptions options;
    private readonly HttpConnectionPool pool;
    private readonly HttpConnector connector;
    private readonly RequestGate gate;
    private readonly Stack<ArrayBufferWriter<byte>> headBuffers = new();

    /// <summary>A client with the system's name service.</summary>
    public HttpClientCore(Reactor reactor, HttpClientOptions? options = null)
        : this(reactor, options ?? new HttpClientOptions(), new SystemHostLookup())
    {
    }

    internal HttpClientCore(Reactor reactor, HttpClientOptions options, IHostLookup lookup)
    {
        ArgumentNullException.ThrowIfNull(reactor);
        this.reactor = reactor;
        this.options = options;
        pool = new HttpConnectionPool(options.MaxIdleConnections, options.MaxIdleTime);
        connector = new HttpConnector(reactor, new NameResolver(reactor, lookup), options.Trust ?? TrustStore.FromEnvironment(), options.Policy);
        gate = new RequestGate(reactor, options.MaxConcurrent);
    }

    /// <summary>Requests that are under way, those waiting for their turn not counted.</summary>
    public int InFlight => gate.Running;

    /// <summary>Connections that wait for another request.</summary>
    public int IdleConnections => pool.Count;

    /// <summary>Sends a request and returns its response, whatever its status.</summary>
    /// <param name="request">Not changed, and not to be changed until the end.</param>
    /// <param name="cancellation">Gives the request up and closes its connection. May be cancelled from any thread.</param>
    /// <exception cref="NetException">There is no response; the exception's kind says why.</exception>
    public async ValueTask<HttpResponse> SendAsync(HttpRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        HttpRequestWriter.Validate(request);
        Url url = Url.Parse(request.Url);
        using var scope = new RequestScope(reactor, $"{request.Method} {url}", request.Timeout ?? options.Timeout, cancellation);
        if (!gate.TryEnter())
        {
            scope.Stage = "waiting for other requests to end";
            RequestGate.Ticket ticket = gate.Queue();
            scope.Attach(ticket);
            try
            {
                await ticket.Source.Task.ConfigureAwait(false);
            }
            catch (NetException e)
            {
                throw scope.Translate(e);
            }
        }

        try
        {
            return await FollowAsync(request, url, scope).ConfigureAwait(false);
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>Closes the idle connections.</summary>
    public void Dispose() => pool.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HttpResponse> FollowAsync(HttpRequest request, Url url, RequestScope scope)
    {
        int allowed = request.MaxRedirects ?? options.MaxRedirects;
        Url first = url;
        string method = request.Method;
        HttpHeaders headers = request.Headers;
        ReadOnlyMemory<byte> body = request.Body;
        for (int redirects = 0; ; redirects++)
        {
            HttpResponseParser answer = await SendAsync(url, method, headers, body, request.ConnectTimeout, scope).ConfigureAwait(false);
            if (allowed == 0 || !RedirectPolicy.IsRedirect(answer.Status, answer.Headers))
            {
                ReadOnlyMemory<byte> decoded = request.DecodesContent
                    ? ContentDecoder.Decode(answer.Body.Written, answer.Headers, url.Authority, options.Limits)
                    : answer.Body.Written;
                return new HttpResponse(url, answer.Status, answer.Reason, answer.Headers, decoded) { Redirects = redirects };
            }

            Url next = RedirectPolicy.Target(url, answer.Headers);
            if (redirects == allowed)
            {
                throw new NetException(
                    NetErrorKind.TooManyRedirects,
                    $"{request.Method} {first} was redirected more than {allowed} times, at last to {next}");
            }

            bool becomesGet = RedirectPolicy.BecomesGet(answer.Status, method);
            headers = RedirectPolicy.Headers(headers, becomesGet, !next.HasSameOrigin(url));
            if (becomesGet)
            {
                method = "GET";
                body = default;
            }

            url = next;
        }
    }

    /// <summary>
    /// One exchange, on an idle connection if there is one; repeated once on a new one if the idle one turns out to be stale.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HttpResponseParser> SendAsync(
        Url url, string method, HttpHeaders headers, ReadOnlyMemory<byte> body, TimeSpan? connectTimeout, RequestScope scope)
    {
        HttpOrigin origin = HttpOrigin.Of(url);
        ArrayBufferWriter<byte> head = headBuffers.TryPop(out ArrayBufferWriter<byte>? used) ? used : new ArrayBufferWriter<byte>(512);
        HttpRequestWriter.WriteHead(head, method, url, headers, body.Length);
        HttpConnection? connection = pool.Take(origin);
        while (true)
        {
            bool reused = connection is not null;
            connection ??= await connector.ConnectAsync(origin, connectTimeout ?? options.ConnectTimeout, scope).ConfigureAwait(false);
            var parser = new HttpResponseParser(url.Authority, method == "HEAD", options.Limits);
            bool reusable = false;
            try
            {
                scope.Stage = $"waiting for the response of {url.Authority}";
                scope.Attach(connection);
                reusable = await connection.ExchangeAsync(head.WrittenMemory, body, parser).ConfigureAwait(false);
            }
            catch (NetException e)
            {
                if (reused && e.Kind == NetErrorKind.Closed && !parser.HasStarted && IsIdempotent(method) && !scope.HasEnded)
                {
                    connection.Dispose();
                    connection = null;
                    continue;
                }

                throw scope.Translate(e);
            }
            finally
            {
                if (!reusable)
                {
                    connection?.Dispose();
                }
            }

            scope.Detach();
            if (reusable)
            {
                // The whole request is on its way, so the buffer is free; after a failure it might still be in use.
                if (head.Capacity <= MaxKeptHeadBytes)
                {
                    head.ResetWrittenCount();
                    headBuffers.Push(head);
                }

                pool.Return(connection);
            }

            return parser;
        }
    }

    private static bool IsIdempotent(string method) => method is "GET" or "HEAD" or "PUT" or "DELETE" or "OPTIONS" or "TRACE";
}
