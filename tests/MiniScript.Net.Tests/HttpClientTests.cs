using System.Text;
using MiniScript.Net.Http;
using Xunit;

namespace MiniScript.Net.Tests;

/// <summary>The client against servers that say exactly what the test wants.</summary>
public sealed class HttpClientTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public void Get_sends_what_a_server_expects()
    {
        string? seen = null;
        using var server = new ScriptedServer(connection =>
        {
            seen = connection.ReadRequest();
            connection.Write(Ok);
        });
        using var client = new ClientFixture();

        HttpResponse response = client.Get(server.Url("/a/b?c=d#e"));

        Assert.Equal(200, response.Status);
        Assert.Equal("OK", response.Reason);
        Assert.Equal("ok", Encoding.ASCII.GetString(response.Body.Span));
        Assert.Equal(
            $"GET /a/b?c=d HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\nUser-Agent: MiniScript/0.1\r\nAccept: */*\r\n" +
            "Accept-Encoding: gzip, deflate\r\n\r\n",
            seen);
    }

    [Fact]
    public void Connections_are_kept_and_used_again()
    {
        using var server = ScriptedServer.Answering(Ok);
        using var client = new ClientFixture();
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(200, client.Get(server.Url()).Status);
        }

        Assert.Equal(1, server.Accepted);
        Assert.Equal(1, client.Client.IdleConnections);
    }

    [Fact]
    public void A_refused_connection_says_so()
    {
        using var client = new ClientFixture();
        using var server = ScriptedServer.Answering(Ok);
        int port = server.Port;
        server.Dispose();

        NetException failure = client.FailGet($"http://127.0.0.1:{port}/");

        Assert.Equal(NetErrorKind.Connect, failure.Kind);
        Assert.Equal($"connect to 127.0.0.1:{port} failed: connection refused", failure.Message);
    }
}
