using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MiniScript.Net.Http;
using Xunit;

namespace MiniScript.Net.Tests;

/// <summary>What goes on around one response: stale connections, deadlines, cancellation, bodies both ways, encodings, the bound on requests.</summary>
public sealed class ExchangeTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public void A_connection_that_the_server_closed_is_not_used_again()
    {
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.Write(Ok);
        });
        using var client = new ClientFixture();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(200, client.Get(server.Url()).Status);
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public void A_stale_connection_is_replaced_once_for_an_idempotent_request(string method)
    {
        // The first connection answers once, then takes a second request and closes without an answer.
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.Write(Ok);
            if (connection.ReadRequest() is not null && connection.Index > 0)
            {
                connection.Write(Ok);
            }
        });
        using var client = new ClientFixture();
        client.Get(server.Url());

        Assert.Equal(200, client.Send(new HttpRequest(method, server.Url())).Status);
        Assert.Equal(2, server.Accepted);
    }

    [Fact]
    public void A_stale_connection_fails_a_post()
    {
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.Write(Ok);
            connection.ReadRequest();
        });
        using var client = new ClientFixture();
        client.Get(server.Url());

        NetException failure = client.Fail(new HttpRequest("POST", server.Url()) { Body = new byte[10] });

        Assert.Equal(NetErrorKind.Closed, failure.Kind);
        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public void A_new_connection_that_fails_is_not_tried_again()
    {
        using var server = new ScriptedServer(connection => connection.ReadRequest());
        using var client = new ClientFixture();

        Assert.Equal(NetErrorKind.Closed, client.FailGet(server.Url()).Kind);
        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public void A_reset_is_reported()
    {
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.Reset();
        });
        using var client = new ClientFixture();

        NetException failure = client.FailGet(server.Url());

        Assert.Equal(NetErrorKind.Closed, failure.Kind);
        Assert.Contains($"127.0.0.1:{server.Port}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_server_meets_the_deadline()
    {
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.ReadRequest();
        });
        using var client = new ClientFixture();
        var watch = Stopwatch.StartNew();

        NetException failure = client.Fail(new HttpRequest("GET", server.Url("/x")) { Timeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(NetErrorKind.Timeout, failure.Kind);
        Assert.Equal($"GET {server.Url("/x")} timed out after 0.2 s, waiting for the response of 127.0.0.1:{server.Port}", failure.Message);
        Assert.InRange(watch.ElapsedMilliseconds, 195, 2000);
        Assert.Equal(0, client.Reactor.PendingTimers);
    }

    [Fact]
    public void A_server_that_drips_meets_the_deadline()
    {
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            for (int i = 0; i < 1000; i++)
            {
                connection.Write("x");
                Thread.Sleep(10);
            }
        });
        using var client = new ClientFixture();

        NetException failure = client.Fail(new HttpRequest("GET", server.Url()) { Timeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(NetErrorKind.Timeout, failure.Kind);
    }

    [Fact]
    public void A_deadline_of_nothing_passes_at_once()
    {
        using var server = ScriptedServer.Answering(Ok);
        using var client = new ClientFixture();
        Assert.Equal(NetErrorKind.Timeout, client.Fail(new HttpRequest("GET", "http://host.test/") { Timeout = TimeSpan.Zero }).Kind);
    }

    [Fact]
    public void A_connect_that_gets_no_answer_meets_its_own_deadline()
    {
        // A listener whose queue is full lets further connections wait.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var fillers = new List<Socket>();
        for (int i = 0; i < 4; i++)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            try
            {
                filler.Connect(IPAddress.Loopback, port);
            }
            catch (SocketException)
            {
                // In progress, as wanted.
            }

            fillers.Add(filler);
        }

        using var client = new ClientFixture();
        NetException failure = client.Fail(new HttpRequest("GET", $"http://127.0.0.1:{port}/") { ConnectTimeout = TimeSpan.FromMilliseconds(200) });
        fillers.ForEach(filler => filler.Dispose());

        Assert.Equal(NetErrorKind.Timeout, failure.Kind);
        Assert.Equal($"connect to 127.0.0.1:{port} timed out after 0.2 s", failure.Message);
    }

    [Fact]
    public void Cancelling_closes_the_connection()
    {
        using var gone = new ManualResetEventSlim();
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            if (connection.ReadRequest() is null)
            {
                gone.Set();
            }
        });
        using var client = new ClientFixture();
        using var cancellation = new CancellationTokenSource(100);

        NetException failure = client.Fail(new HttpRequest("GET", server.Url()), cancellation.Token);

        Assert.Equal(NetErrorKind.Cancelled, failure.Kind);
        Assert.True(gone.Wait(5000));
    }

    [Fact]
    public void A_token_that_is_cancelled_already_sends_nothing()
    {
        using var server = ScriptedServer.Answering(Ok);
        using var client = new ClientFixture();
        Assert.Equal(NetErrorKind.Cancelled, client.Fail(new HttpRequest("GET", server.Url()), new CancellationToken(true)).Kind);
    }

    [Fact]
    public void Requests_beyond_the_bound_wait_in_order_and_all_succeed()
    {
        int running = 0;
        int most = 0;
        using var server = new ScriptedServer(connection =>
        {
            while (connection.ReadRequest() is not null)
            {
                int now = Interlocked.Increment(ref running);
                for (int seen = most; now > seen && Interlocked.CompareExchange(ref most, now, seen) != seen; seen = most)
                {
                }

                Thread.Sleep(2);
                Interlocked.Decrement(ref running);
                connection.Write(Ok);
            }
        });
        using var client = new ClientFixture(new HttpClientOptions { MaxConcurrent = 4 });
        var order = new List<int>();

        client.Run(async () =>
        {
            var tasks = new List<Task>();
            for (int i = 0; i < 40; i++)
            {
                tasks.Add(One(i));
            }

            await Task.WhenAll(tasks);
            return true;

            async Task One(int number)
            {
                Assert.Equal(200, (await client.Client.SendAsync(new HttpRequest("GET", server.Url()))).Status);
                order.Add(number);
            }
        });

        Assert.Equal(40, order.Count);
        Assert.InRange(most, 2, 4);
        Assert.InRange(server.Accepted, 1, 4);
        Assert.Equal(0, client.Client.InFlight);
    }

    [Fact]
    public void A_request_that_waits_its_turn_can_time_out()
    {
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            Thread.Sleep(500);
            connection.Write(Ok);
        });
        using var client = new ClientFixture(new HttpClientOptions { MaxConcurrent = 1 });
        NetException failure = client.Run(async () =>
        {
            Task<HttpResponse> first = client.Client.SendAsync(new HttpRequest("GET", server.Url())).AsTask();
            NetException late = await Assert.ThrowsAsync<NetException>(
                () => client.Client.SendAsync(new HttpRequest("GET", server.Url()) { Timeout = TimeSpan.FromMilliseconds(50) }).AsTask());
            await first;
            return late;
        });

        Assert.Equal(NetErrorKind.Timeout, failure.Kind);
        Assert.Contains("waiting for other requests", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, client.Client.InFlight);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(16 * 1024 + 1)]
    [InlineData(3_000_000)]
    public void Bodies_of_any_size_arrive(int length)
    {
        byte[] body = new byte[length];
        new Random(length).NextBytes(body);
        string? seen = null;
        using var server = new ScriptedServer(connection =>
        {
            seen = connection.ReadRequest();
            connection.Write(Ok);
        });
        using var client = new ClientFixture();

        Assert.Equal(200, client.Send(new HttpRequest("POST", server.Url()) { Body = body }).Status);

        string[] parts = seen!.Split("\r\n\r\n", 2);
        Assert.Contains($"\r\nContent-Length: {length}\r\n", parts[0] + "\r\n", StringComparison.Ordinal);
        Assert.Equal(body, Encoding.Latin1.GetBytes(parts[1]));
    }

    [Fact]
    public void An_answer_before_the_end_of_the_body_is_an_answer()
    {
        using var server = new ScriptedServer(connection =>
        {
            connection.Socket.Receive(new byte[100]);
            connection.Write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno!");
            Thread.Sleep(300);
        });
        using var client = new ClientFixture();

        HttpResponse response = client.Send(new HttpRequest("POST", server.Url()) { Body = new byte[20_000_000] });

        Assert.Equal(413, response.Status);
        Assert.Equal(0, client.Client.IdleConnections);
    }

    [Fact]
    public void A_large_response_arrives_whole()
    {
        byte[] body = new byte[5_000_000];
        new Random(7).NextBytes(body);
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.Write($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n");
            connection.Write(body);
        });
        using var client = new ClientFixture();
        Assert.True(client.Get(server.Url()).Body.Span.SequenceEqual(body));
    }

    public static TheoryData<string, string> Encodings => new()
    {
        { "gzip", "gzip" },
        { "x-gzip", "gzip" },
        { "GZIP", "gzip" },
        { "deflate", "zlib" },
        { "deflate", "deflate" },
        { "identity", "none" },
        { "gzip, identity", "gzip" },
        { "gzip, deflate", "gzip+zlib" },
        { "gzip", "members" },
        { "br", "none" },
        { "unknown", "none" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Content_encodings_are_undone(string header, string format)
    {
        byte[] plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("some text, then some more. ", 5000)));
        byte[] encoded = format.Split('+').Aggregate(plain, Encode);
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.Write($"HTTP/1.1 200 OK\r\nContent-Encoding: {header}\r\nContent-Length: {encoded.Length}\r\n\r\n");
            connection.Write(encoded);
        });
        using var client = new ClientFixture();
        Assert.True(client.Get(server.Url()).Body.Span.SequenceEqual(plain));
    }

    [Theory]
    [InlineData("gzip", "gzip", 10)]
    [InlineData("gzip", "gzip", -1)]
    [InlineData("gzip", "gzip", -4)]
    [InlineData("gzip", "gzip", -8)]
    [InlineData("gzip", "gzip", -20)]
    [InlineData("gzip", "members", -30)]
    [InlineData("deflate", "deflate", -2)]
    [InlineData("deflate", "zlib", 5)]
    [InlineData("gzip", "none", 0)]
    public void Damaged_content_is_refused(string header, string format, int cut)
    {
        byte[] encoded = Encode(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1000))), format);
        encoded = cut > 0 ? encoded[..cut] : cut < 0 ? encoded[..^-cut] : encoded;
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.Write($"HTTP/1.1 200 OK\r\nContent-Encoding: {header}\r\nContent-Length: {encoded.Length}\r\n\r\n");
            connection.Write(encoded);
        });
        using var client = new ClientFixture();
        NetException failure = client.FailGet(server.Url());
        Assert.Equal(NetErrorKind.Protocol, failure.Kind);
        Assert.Contains($"not valid {header}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_body_that_decodes_to_a_huge_one_is_refused()
    {
        byte[] encoded = Encode(new byte[50_000_000], "gzip");
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.Write($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {encoded.Length}\r\n\r\n");
            connection.Write(encoded);
        });
        using var client = new ClientFixture(new HttpClientOptions { Limits = new HttpLimits { MaxBodyBytes = 1_000_000 } });
        Assert.Contains("more than 1000000 bytes", client.FailGet(server.Url()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_resolved_off_the_thread_and_once_for_all_who_ask()
    {
        int lookups = 0;
        int thread = Environment.CurrentManagedThreadId;
        using var server = ScriptedServer.Answering(Ok);
        using var client = new ClientFixture(lookup: host =>
        {
            Assert.Equal("some.test", host);
            Assert.NotEqual(thread, Environment.CurrentManagedThreadId);
            Interlocked.Increment(ref lookups);
            Thread.Sleep(50);
            return [IPAddress.Loopback];
        });
        client.Run(async () =>
        {
            Task<HttpResponse>[] tasks = [.. Enumerable.Range(0, 5).Select(_ => client.Client.SendAsync(new HttpRequest("GET", $"http://SOME.test:{server.Port}/")).AsTask())];
            await Task.WhenAll(tasks);
            return true;
        });
        Assert.Equal(1, lookups);
    }

    [Fact]
    public void A_name_that_does_not_resolve_says_so()
    {
        using var client = new ClientFixture();
        NetException failure = client.FailGet("http://nowhere.test/");
        Assert.Equal(NetErrorKind.Resolve, failure.Kind);
        Assert.Equal("cannot resolve host 'nowhere.test': no such host", failure.Message);
    }

    [Fact]
    public void A_name_service_that_does_not_answer_meets_the_deadline()
    {
        using var release = new ManualResetEventSlim();
        using var client = new ClientFixture(lookup: _ =>
        {
            release.Wait(5000);
            return [IPAddress.Loopback];
        });
        NetException failure = client.Fail(new HttpRequest("GET", "http://slow.test/") { Timeout = TimeSpan.FromMilliseconds(100) });
        release.Set();
        Assert.Equal(NetErrorKind.Timeout, failure.Kind);
        Assert.Contains("resolving host 'slow.test'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_address_is_tried_when_one_refuses()
    {
        using var server = ScriptedServer.Answering(Ok);
        using var client = new ClientFixture(lookup: _ => [IPAddress.IPv6Loopback, IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]);
        Assert.Equal(200, client.Get($"http://several.test:{server.Port}/").Status);
    }

    [Fact]
    public void Localhost_never_leaves_the_thread()
    {
        using var server = ScriptedServer.Answering(Ok);
        using var client = new ClientFixture();
        Assert.Equal(200, client.Get($"http://localhost:{server.Port}/").Status);
    }

    [Theory]
    [InlineData("GE T", "X", "1", "method")]
    [InlineData("", "X", "1", "method")]
    [InlineData("GET\r\n", "X", "1", "method")]
    [InlineData("CONNECT", "X", "1", "CONNECT")]
    [InlineData("GET", "X Y", "1", "'X Y'")]
    [InlineData("GET", "", "1", "''")]
    [InlineData("GET", "X\r\nY", "1", "'X??Y'")]
    [InlineData("GET", "X", "1\r\nY: 2", "value of the header 'X'")]
    [InlineData("GET", "X", "1\nY: 2", "value of the header 'X'")]
    [InlineData("GET", "X", "a\0b", "value of the header 'X'")]
    [InlineData("GET", "X", "\u20ac", "value of the header 'X'")]
    [InlineData("GET", "Transfer-Encoding", "chunked", "client's own")]
    [InlineData("GET", "connection", "close", "client's own")]
    public void Requests_that_would_mean_something_else_are_refused(string method, string name, string value, string message)
    {
        using var client = new ClientFixture();
        var request = new HttpRequest(method, "http://127.0.0.1:1/");
        request.Headers.Add(name, value);
        NetException failure = client.Fail(request);
        Assert.Equal(NetErrorKind.InvalidUrl, failure.Kind);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_of_the_request_win_over_the_clients()
    {
        string? seen = null;
        using var server = new ScriptedServer(connection =>
        {
            seen = connection.ReadRequest();
            connection.Write(Ok);
        });
        using var client = new ClientFixture();
        var request = new HttpRequest("GET", server.Url());
        request.Headers.Add("host", "other.test");
        request.Headers.Add("User-Agent", "mine");
        request.Headers.Add("Accept", "text/plain");
        request.Headers.Add("Accept-Encoding", "identity");
        request.Headers.Add("Content-Length", "99");
        request.Headers.Add("X-Latin", "\u00e9");
        client.Send(request);
        Assert.Equal(
            "GET / HTTP/1.1\r\nHost: other.test\r\nUser-Agent: mine\r\nAccept: text/plain\r\nAccept-Encoding: identity\r\nX-Latin: \u00e9\r\n\r\n", seen);
    }

    [Theory]
    [InlineData("user:secret", "user:secret")]
    [InlineData("user", "user:")]
    [InlineData("us%40er:p%3Aw", "us@er:p:w")]
    [InlineData("a@b:c", "a@b:c")]
    [InlineData("\u00fc:\u00e9", "\u00fc:\u00e9")]
    public void User_information_becomes_basic_authentication(string userInfo, string credential)
    {
        string? seen = null;
        using var server = new ScriptedServer(connection =>
        {
            seen = connection.ReadRequest();
            connection.Write(Ok);
        });
        using var client = new ClientFixture();
        client.Get($"http://{userInfo}@127.0.0.1:{server.Port}/");
        Assert.Contains($"\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credential))}\r\n", seen, StringComparison.Ordinal);
        Assert.Contains($"\r\nHost: 127.0.0.1:{server.Port}\r\n", seen, StringComparison.Ordinal);
    }

    private static byte[] Encode(byte[] plain, string format)
    {
        if (format == "none")
        {
            return plain;
        }

        if (format == "members")
        {
            return [.. Encode(plain[..1000], "gzip"), .. Encode(plain[1000..], "gzip")];
        }

        using var target = new MemoryStream();
        using (Stream encoder = format switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Fastest),
            "zlib" => new ZLibStream(target, CompressionLevel.Fastest),
            _ => new DeflateStream(target, CompressionLevel.Fastest),
        })
        {
            encoder.Write(plain);
        }

        return target.ToArray();
    }
}
