using MiniScript.Testing;

namespace MiniScript.Runtime.Tests.Extensions;

/// <summary>The module <c>http</c> in the published executable, against servers of the test's own.</summary>
public class HttpTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_response_has_its_parts()
    {
        using var server = new LocalServer((_, _) => LocalServer.Respond("200 Fine", "{\"é\": [1]}", "X-One: a\r\nX-ONE: b\r\nContent-Type: application/json\r\n"));
        Assert.Equal("200 Fine a, b 2 ['a', 'b'] {'é': [1]} True\n{\"é\": [1]}\n<Response [200]> True None\n", Run(
            """
            import http, sys
            r = http.get(sys.argv[1])
            print(r.status, r.reason, r.headers['x-one'], len(r.headers.get_all('X-One')), r.headers.get_all('x-one'), r.json(), r.url == sys.argv[1])
            print(r)
            print(repr(r), 'CONTENT-type' in r.headers, r.headers.get('nothing'))
            """,
            server.Url));
    }

    [Fact]
    public void A_body_goes_as_its_type_says()
    {
        using var server = new LocalServer((head, body) =>
            LocalServer.Respond("200 OK", head.Split(' ')[0] + " " + string.Concat(head.Split("\r\n").Where(line => line.StartsWith("Content-Type", StringComparison.Ordinal))) + " " + body));
        Assert.Equal(
            "POST Content-Type: application/json {\"a\": [1, \"é\"]}\nPOST Content-Type: text/plain; charset=utf-8 é\nPUT  raw\nPOST Content-Type: x/y t\n",
            Run(
                """
                import http, sys
                url = sys.argv[1]
                print(http.post(url, {'a': [1, 'é']}).text.replace('\\u00e9', 'é'))
                print(http.post(url, 'é'))
                print(http.request(url, 'PUT', b'raw'))
                print(http.post(url, 't', headers={'Content-Type': 'x/y'}))
                """,
                server.Url));
    }

    [Fact]
    public void Urllib_and_http_client_send_requests()
    {
        using var server = new LocalServer((head, body) => head.StartsWith("GET /moved", StringComparison.Ordinal)
            ? LocalServer.Respond("302 Found", "", "Location: /there\r\nSet-Cookie: a=b\r\n")
            : head.StartsWith("GET /missing", StringComparison.Ordinal) ? LocalServer.Respond("404 Not Found", "none")
            : LocalServer.Respond("200 OK", head.Split(' ')[0] + " " + head.Split(' ')[1] + " " + body, "X-One: 1\r\nX-One: 2\r\n"));
        Assert.Equal(
            "200 b'GET /there ' True 1\n404 Not Found b'none'\nPOST /form a=1\n200 OK 1, 2 b'PUT' b' /x data' True\n",
            Run(
                """
                import http.client, sys, urllib.error, urllib.parse, urllib.request
                base = sys.argv[1].rstrip('/')
                with urllib.request.urlopen(base + '/moved') as response:
                    print(response.status, response.read(), response.url == base + '/there', response.headers['x-one'])
                try:
                    urllib.request.urlopen(base + '/missing')
                except urllib.error.HTTPError as error:
                    print(error.code, error.reason, error.read())
                print(urllib.request.urlopen(base + '/form', urllib.parse.urlencode({'a': 1}).encode()).read().decode())
                connection = http.client.HTTPConnection(urllib.parse.urlsplit(base).netloc, timeout=10)
                connection.request('PUT', '/x', b'data')
                response = connection.getresponse()
                print(response.status, response.reason, response.getheader('X-One'), response.read(3), response.read(), response.isclosed())
                """,
                server.Url));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/", "ConnectError connect to 127.0.0.1:9 failed: connection refused")]
    [InlineData("nonsense", "InvalidUrlError invalid URL 'nonsense': it does not start with http:// or https://")]
    [InlineData("http://no-such-host.invalid/", "ResolveError cannot resolve host 'no-such-host.invalid': no such host")]
    public void A_failure_says_what_failed(string url, string expected) => Assert.Equal(expected + "\n", Run(
        """
        import http, sys
        try:
            http.get(sys.argv[1])
        except http.HttpError as error:
            print(type(error).__name__, error)
        """,
        url));

    [Fact]
    public void Time_runs_out()
    {
        using var server = new LocalServer((_, _) => null);
        Assert.StartsWith("TimeoutError GET ", Run(
            """
            import http, sys
            try:
                http.get(sys.argv[1], timeout=0.3)
            except http.TimeoutError as error:
                print(type(error).__name__, error)
            """,
            server.Url), StringComparison.Ordinal);
    }

    [Fact]
    public void A_waiting_request_can_be_interrupted()
    {
        using var server = new LocalServer((_, _) => null);
        ScriptOutcome outcome = PublishedBinary.Run(
            ["-c", "import http, sys\ntry:\n    http.get(sys.argv[1])\nfinally:\n    print('unwound')", server.Url], Repository.Root, TimeSpan.FromSeconds(2));
        Assert.False(outcome.Killed);
        Assert.Equal("unwound\n", outcome.Output);
        Assert.EndsWith("KeyboardInterrupt\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tour_reads_from_a_server_what_it_reads_from_files()
    {
        string examples = Repository.Combine("docs", "examples");
        using var server = LocalServer.OfFolder(Path.Combine(examples, "data"));
        string folder = Directory.CreateTempSubdirectory("miniscript-tour").FullName;
        try
        {
            foreach ((string url, string target) in new[] { ("", "files"), (server.Url, "served") })
            {
                ScriptOutcome outcome = PublishedBinary.Run([Path.Combine(examples, "tour.ms"), url, target], folder, Limit);
                Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
                Assert.Contains("Rejected 4 of 57:", outcome.Output, StringComparison.Ordinal);
            }

            foreach (string report in new[] { "report.json", "report.txt" })
            {
                Assert.Equal(File.ReadAllText(Path.Combine(folder, "files", report)), File.ReadAllText(Path.Combine(folder, "served", report)));
            }
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static string Run(string script, string argument)
    {
        ScriptOutcome outcome = PublishedBinary.Run(["-c", script, argument], Repository.Root, Limit);
        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        return outcome.Output;
    }
}
