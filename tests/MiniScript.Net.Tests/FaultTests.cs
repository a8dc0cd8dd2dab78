using System.Text;
using MiniScript.Net.Http;
using MiniScript.Net.Linux;
using Xunit;

namespace MiniScript.Net.Tests;

/// <summary>A server that does everything wrong, at random but repeatably: each request ends in the right answer or a named error, in time.</summary>
public sealed class FaultTests
{
    private static readonly string Body = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i} "));

    [Fact]
    public void Every_request_ends_well_or_says_why()
    {
        const int Requests = 600;
        var random = new Random(20);
        int[] plans = [.. Enumerable.Range(0, 10_000).Select(_ => random.Next())];
        int next = -1;
        using var server = new ScriptedServer(connection =>
        {
            while (connection.ReadRequest() is not null && Misbehave(connection, plans[Interlocked.Increment(ref next)]))
            {
            }
        });
        using var client = new ClientFixture(new HttpClientOptions { Timeout = TimeSpan.FromSeconds(4), MaxConcurrent = 64 });

        var outcomes = client.Run(async () =>
        {
            var results = new Dictionary<string, int>();
            await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => One(results)));
            return results;
        });

        Assert.Equal(Requests, outcomes.Values.Sum());
        Assert.True(outcomes["right"] > Requests / 4, string.Join(", ", outcomes));
        Assert.True(outcomes.ContainsKey("Closed") && outcomes.ContainsKey("Protocol") && outcomes.ContainsKey("Timeout"), string.Join(", ", outcomes));
        Assert.Equal(0, client.Client.InFlight);
        Assert.Equal(0, client.Reactor.PendingTimers);
        client.Client.Dispose();
        Assert.Equal(0, ((EpollKernel)client.Reactor.Kernel).WatchedSockets);

        async Task One(Dictionary<string, int> results)
        {
            string outcome;
            try
            {
                HttpResponse response = await client.Client.SendAsync(new HttpRequest("GET", server.Url()));
                Assert.Equal(200, response.Status);
                Assert.Equal(Body, Encoding.ASCII.GetString(response.Body.Span));
                outcome = "right";
            }
            catch (NetException e)
            {
                Assert.False(string.IsNullOrEmpty(e.Message));
                outcome = e.Kind.ToString();
            }

            results[outcome] = results.GetValueOrDefault(outcome) + 1;
        }
    }

    /// <summary>Answers one request after a plan; false when the connection is over.</summary>
    private static bool Misbehave(ScriptedServer.Connection connection, int plan)
    {
        string response = plan % 2 == 0
            ? $"HTTP/1.1 200 OK\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"
            : $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Body.Length:x}\r\n{Body}\r\n0\r\n\r\n";
        int cut = plan % response.Length;
        switch (plan / 7 % 12)
        {
            case 0:
                connection.Write(response[..cut]);
                return false;
            case 1:
                connection.Write(response[..cut]);
                connection.Reset();
                return false;
            case 2:
                return false;
            case 3:
                connection.Write("\u0001garbage\r\n" + response);
                return false;
            case 4:
                connection.Write(response[..cut]);
                Thread.Sleep(plan % 30);
                connection.Write(response[cut..]);
                return true;
            case 5 when plan % 5 == 0:
                connection.Write(response[..cut]);
                Thread.Sleep(5000);
                return false;
            case 6:
                connection.Write(response);
                return false;
            default:
                connection.Write(response);
                return true;
        }
    }
}
