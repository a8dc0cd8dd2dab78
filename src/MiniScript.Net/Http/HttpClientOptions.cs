using MiniScript.Net.Tls;

namespace MiniScript.Net.Http;

/// <summary>What a client does where a request says nothing else.</summary>
public sealed record HttpClientOptions
{
    /// <summary>Time for a whole request, redirects included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time to make one connection, all addresses and the TLS handshake included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Redirects to follow in one request.</summary>
    public int MaxRedirects { get; init; } = 20;

    /// <summary>Requests in flight; more wait for their turn, in order.</summary>
    public int MaxConcurrent { get; init; } = 256;

    /// <summary>Idle connections kept, of all origins.</summary>
    public int MaxIdleConnections { get; init; } = 256;

    /// <summary>How long an idle connection is kept.</summary>
    public TimeSpan MaxIdleTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Bounds on responses.</summary>
    public HttpLimits Limits { get; init; } = HttpLimits.Default;

    /// <summary>What decides where a client may connect to; null: anywhere.</summary>
    public IConnectPolicy? Policy { get; init; }

    /// <summary>The authorities to trust; null: those that the environment names at the first request over TLS.</summary>
    public TrustStore? Trust { get; init; }
}
