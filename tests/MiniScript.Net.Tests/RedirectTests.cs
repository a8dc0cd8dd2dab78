using MiniScript.Net.Http;
using Xunit;

namespace MiniScript.Net.Tests;

/// <summary>Redirects: where they lead, what the request becomes, what it must not carry along.</summary>
public sealed class RedirectTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData(301, "GET", "GET")]
    [InlineData(301, "POST", "GET")]
    [InlineData(301, "PUT", "PUT")]
    [InlineData(301, "HEAD", "HEAD")]
    [InlineData(302, "POST", "GET")]
    [InlineData(302, "DELETE", "DELETE")]
    [InlineData(303, "GET", "GET")]
    [InlineData(303, "POST", "GET")]
    [InlineData(303, "PUT", "GET")]
    [InlineData(303, "HEAD", "HEAD")]
    [InlineData(307, "POST", "POST")]
    [InlineData(308, "PUT", "PUT")]
    public void Methods_are_rewritten_as_the_status_says(int status, string method, string expected)
    {
        string? seen = null;
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.Write($"HTTP/1.1 {status} Moved\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n");
            seen = connection.ReadRequest();
            connection.Write(expected == "HEAD" ? Ok[..^2] : Ok);
        });
        using var client = new ClientFixture();
        var request = new HttpRequest(method, server.Url()) { Body = method is "POST" or "PUT" ? "body"u8.ToArray() : default };
        request.Headers.Add("Content-Type", "text/plain");
        request.Headers.Add("Authorization", "mine");

        HttpResponse response = client.Send(request);

        Assert.Equal(200, response.Status);
        Assert.Equal(server.Url("/next"), response.Url.ToString());
        Assert.Equal(1, response.Redirects);
        Assert.StartsWith($"{expected} /next HTTP/1.1\r\n", seen, StringComparison.Ordinal);
        bool keepsBody = method is "POST" or "PUT" && expected == method;
        Assert.Equal(keepsBody, seen!.EndsWith("body", StringComparison.Ordinal));
        Assert.Equal(expected == method, seen.Contains("Content-Type", StringComparison.Ordinal));
        Assert.Contains("Authorization: mine", seen, StringComparison.Ordinal);
        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public void Credentials_do_not_cross_origins()
    {
        string? seen = null;
        using var target = new ScriptedServer(connection =>
        {
            seen = connection.ReadRequest();
            connection.Write(Ok);
        });
        using var server = ScriptedServer.Answering($"HTTP/1.1 302 Found\r\nLocation: {target.Url("/t")}\r\nContent-Length: 0\r\n\r\n");
        using var client = new ClientFixture();
        var request = new HttpRequest("GET", $"http://user:pw@127.0.0.1:{server.Port}/");
        request.Headers.Add("Authorization", "Bearer secret");
        request.Headers.Add("Cookie", "secret");
        request.Headers.Add("Host", "secret.test");
        request.Headers.Add("X-Kept", "yes");

        Assert.Equal(200, client.Send(request).Status);

        Assert.DoesNotContain("secret", seen, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Authorization", seen, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("X-Kept: yes", seen, StringComparison.Ordinal);
        Assert.Contains($"Host: 127.0.0.1:{target.Port}", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_redirects_end()
    {
        using var server = ScriptedServer.Answering("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
        using var client = new ClientFixture();

        NetException failure = client.FailGet(server.Url());

        Assert.Equal(NetErrorKind.TooManyRedirects, failure.Kind);
        Assert.Equal($"GET {server.Url()} was redirected more than 20 times, at last to {server.Url("/again")}", failure.Message);
    }

    [Fact]
    public void The_limit_is_the_requests()
    {
        using var server = ScriptedServer.Answering("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
        using var client = new ClientFixture();
        Assert.Equal(302, client.Send(new HttpRequest("GET", server.Url()) { MaxRedirects = 0 }).Status);
        Assert.Contains("more than 3 times", client.Fail(new HttpRequest("GET", server.Url()) { MaxRedirects = 3 }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", 302)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nLocation: /x\r\n\r\n", 304)]
    [InlineData("HTTP/1.1 300 Choices\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", 300)]
    [InlineData("HTTP/1.1 201 Created\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", 201)]
    public void What_is_no_redirect_is_returned(string response, int status)
    {
        using var server = ScriptedServer.Answering(response);
        using var client = new ClientFixture();
        Assert.Equal(status, client.Get(server.Url()).Status);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/x", "not supported")]
    [InlineData("javascript:alert(1)", "http:// or https://")]
    [InlineData("http:///x", "names no host")]
    [InlineData("http://127.0.0.1:99999/", "port")]
    [InlineData("/a\u0001b", "control")]
    public void Redirects_to_nowhere_are_refused(string location, string message)
    {
        using var server = ScriptedServer.Answering($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
        using var client = new ClientFixture();
        NetException failure = client.FailGet(server.Url());
        Assert.Equal(NetErrorKind.Protocol, failure.Kind);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Locations_are_escaped_as_users_expect()
    {
        string? seen = null;
        using var server = new ScriptedServer(connection =>
        {
            connection.ReadRequest();
            connection.Write(System.Text.Encoding.UTF8.GetBytes("HTTP/1.1 302 Found\r\nLocation: /\u00fc b?q=\u20ac\r\nContent-Length: 0\r\n\r\n"));
            seen = connection.ReadRequest();
            connection.Write(Ok);
        });
        using var client = new ClientFixture();
        client.Get(server.Url());
        Assert.StartsWith("GET /%C3%BC%20b?q=%E2%82%AC HTTP/1.1\r\n", seen, StringComparison.Ordinal);
    }
}
