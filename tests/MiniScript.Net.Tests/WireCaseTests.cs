using System.Text;
using MiniScript.Net.Http;
using Xunit;

namespace MiniScript.Net.Tests;

/// <summary>Every <see cref="WireCase"/>, in every way its bytes can be cut in two, byte by byte, and through a real connection.</summary>
public sealed class WireCaseTests
{
    /// <summary>Cases longer than this are cut at some places only, around their ends and in steps between.</summary>
    private const int CutEverywhereBytes = 600;

    public static TheoryData<string> Names => [.. WireCases.All.Select(wire => wire.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_parser_reads_it_in_any_pieces(string name)
    {
        WireCase wire = Find(name);
        byte[] bytes = Encoding.Latin1.GetBytes(wire.Response);
        Check(wire, [bytes]);
        int step = bytes.Length <= CutEverywhereBytes ? 1 : 997;
        for (int cut = 1; cut < bytes.Length; cut += cut < 100 ? 1 : step)
        {
            Check(wire, [bytes[..cut], bytes[cut..]]);
        }

        if (bytes.Length <= CutEverywhereBytes)
        {
            Check(wire, bytes.Select(b => new[] { b }));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_client_reads_it_from_a_connection(string name)
    {
        WireCase wire = Find(name);
        foreach (bool slowly in wire.Response.Length <= CutEverywhereBytes ? [false, true] : new[] { false })
        {
            using var server = new ScriptedServer(connection =>
            {
                connection.ReadRequest();
                if (slowly)
                {
                    connection.WriteSlowly(wire.Response);
                }
                else
                {
                    connection.Write(wire.Response);
                }

                if (!wire.Closes)
                {
                    connection.ReadRequest();
                }
            });
            using var client = new ClientFixture();
            var request = new HttpRequest(wire.Method, server.Url());
            if (wire.Failure is { } kind)
            {
                NetException failure = client.Fail(request);
                Assert.Equal(kind, failure.Kind);
                Assert.Contains(wire.Message, failure.Message, StringComparison.Ordinal);
                Assert.Contains($"127.0.0.1:{server.Port}", failure.Message, StringComparison.Ordinal);
                Assert.Equal(0, client.Client.IdleConnections);
                continue;
            }

            HttpResponse response = client.Send(request);
            Assert.Equal(wire.Status, response.Status);
            Assert.Equal(wire.Body, Encoding.Latin1.GetString(response.Body.Span));
            if (!slowly || wire.Closes || wire.KeepsAlive)
            {
                // Bytes behind a response may still be on their way when they come one by one.
                Assert.Equal(wire.KeepsAlive ? 1 : 0, client.Client.IdleConnections);
            }
        }
    }

    [Fact]
    public void There_are_enough_cases_and_no_name_twice()
    {
        Assert.True(WireCases.All.Count >= 80);
        Assert.Equal(WireCases.All.Count, WireCases.All.Select(wire => wire.Name).Distinct().Count());
    }

    private static WireCase Find(string name) => WireCases.All.Single(wire => wire.Name == name);

    private static void Check(WireCase wire, IEnumerable<byte[]> pieces)
    {
        var parser = new HttpResponseParser("server", wire.Method == "HEAD", HttpLimits.Default);
        if (wire.Failure is { } kind)
        {
            NetException failure = Assert.Throws<NetException>(() => Feed(parser, pieces, wire.Closes));
            Assert.Equal(kind, failure.Kind);
            Assert.Contains(wire.Message, failure.Message, StringComparison.Ordinal);
            return;
        }

        int left = Feed(parser, pieces, wire.Closes);
        Assert.True(parser.IsDone);
        Assert.Equal(wire.Status, parser.Status);
        Assert.Equal(wire.Body, Encoding.Latin1.GetString(parser.Body.Written.Span));
        Assert.Equal(wire.KeepsAlive, parser.KeepsAlive && left == 0);
        if (wire.Header is not null)
        {
            Assert.Contains(parser.Headers, header => $"{header.Name}: {header.Value}" == wire.Header);
        }
    }

    /// <summary>Offers the pieces as a connection would, what was not consumed before each; returns how many bytes were never consumed.</summary>
    private static int Feed(HttpResponseParser parser, IEnumerable<byte[]> pieces, bool closes)
    {
        byte[] pending = [];
        foreach (byte[] piece in pieces)
        {
            pending = [.. pending, .. piece];
            pending = pending[parser.Consume(pending)..];
        }

        if (closes && !parser.IsDone)
        {
            parser.EndOfStream();
        }

        return pending.Length;
    }
}
