using System.Net;
using System.Text;
using MiniScript.Net.EventLoop;
using MiniScript.Net.Http;
using MiniScript.Net.Linux;
using MiniScript.Net.Resolution;
using MiniScript.Net.Sockets;
using Xunit;

namespace MiniScript.Net.Tests;

/// <summary>The epoll backend over <see cref="FakeLinux"/>: every wait, edge and error is the test's.</summary>
public sealed class EpollKernelTests
{
    private const string Url = "http://10.0.0.1/";
    private static readonly byte[] Answer = Encoding.Latin1.GetBytes(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");

    public static TheoryData<bool> Layouts => [true, false];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_response_may_be_cut_anywhere(bool packed)
    {
        for (int cut = 1; cut < Answer.Length; cut++)
        {
            var system = new FakeLinux(packed ? EpollEventLayout.Packed : EpollEventLayout.Aligned);
            system.OnConnect = socket => socket.OnRequest = _ =>
            {
                socket.Deliver(Answer[..cut]);
                socket.Deliver(Answer[cut..]);
            };

            HttpResponse response = Exchange(system);

            Assert.Equal("hello world", Encoding.ASCII.GetString(response.Body.Span));
            Assert.Equal(1, system.EpollAdds);
            Assert.Equal(0, system.Open);
        }
    }

    [Fact]
    public void Chaos_changes_nothing()
    {
        for (int seed = 1; seed <= 500; seed++)
        {
            var system = new FakeLinux(EpollEventLayout.Packed, seed);
            system.OnConnect = socket => socket.OnRequest = _ =>
            {
                foreach (byte b in Answer)
                {
                    socket.Deliver([b]);
                }
            };

            Assert.Equal("hello world", Encoding.ASCII.GetString(Exchange(system).Body.Span));
            Assert.Equal(0, system.Open);
        }
    }

    [Fact]
    public void A_large_body_is_sent_in_as_many_parts_as_the_kernel_takes()
    {
        for (int seed = 0; seed <= 20; seed++)
        {
            var system = new FakeLinux(EpollEventLayout.Packed, seed);
            int headers = 0;
            system.OnConnect = socket => socket.OnRequest = _ =>
            {
                headers++;
                socket.Deliver(Answer);
            };

            HttpResponse response = Exchange(system, new HttpRequest("POST", Url) { Body = new byte[10_000] });

            Assert.Equal(200, response.Status);
            Assert.Equal(1, headers);
        }
    }

    [Fact]
    public void An_end_seen_together_with_the_last_bytes_is_not_lost()
    {
        var system = new FakeLinux(EpollEventLayout.Packed);
        system.OnConnect = socket => socket.OnRequest = _ =>
        {
            socket.Deliver(Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\n\r\nall of it"));
            Action deliver = socket.Steps.Dequeue();
            socket.End();
            Action end = socket.Steps.Dequeue();
            socket.Steps.Enqueue(() =>
            {
                deliver();
                end();
            });
        };

        Assert.Equal("all of it", Encoding.ASCII.GetString(Exchange(system).Body.Span));
    }

    [Fact]
    public void A_reset_is_reported()
    {
        var system = new FakeLinux(EpollEventLayout.Packed);
        system.OnConnect = socket => socket.OnRequest = _ => socket.Reset();

        NetException failure = Assert.Throws<NetException>(() => Exchange(system));

        Assert.Equal(NetErrorKind.Closed, failure.Kind);
        Assert.Equal("receiving from 10.0.0.1:80 failed: connection reset by peer", failure.Message);
        Assert.Equal(0, system.Open);
    }

    [Theory]
    [InlineData(Errno.ConnectionRefused, "connection refused")]
    [InlineData(Errno.HostUnreachable, "no route to host")]
    [InlineData(Errno.NetworkUnreachable, "network is unreachable")]
    [InlineData(Errno.TimedOut, "the host did not answer")]
    public void A_failed_connect_is_reported(int error, string reason)
    {
        var system = new FakeLinux(EpollEventLayout.Packed) { ConnectError = error };

        NetException failure = Assert.Throws<NetException>(() => Exchange(system));

        Assert.Equal(NetErrorKind.Connect, failure.Kind);
        Assert.Equal($"connect to 10.0.0.1:80 failed: {reason}", failure.Message);
        Assert.Equal(0, system.Open);
    }

    [Fact]
    public void A_silent_server_costs_one_wait_until_the_deadline()
    {
        var clock = new FakeClock();
        var system = new FakeLinux(EpollEventLayout.Packed) { OnIdle = milliseconds => clock.Advance(TimeSpan.FromMilliseconds(milliseconds)) };

        NetException failure = Assert.Throws<NetException>(
            () => Exchange(system, new HttpRequest("GET", Url) { Timeout = TimeSpan.FromSeconds(5) }, clock));

        Assert.Equal(NetErrorKind.Timeout, failure.Kind);
        Assert.Equal("GET http://10.0.0.1/ timed out after 5 s, waiting for the response of 10.0.0.1", failure.Message);
        Assert.True(system.Waits < 8);
        Assert.Equal(0, system.Open);
    }

    [Fact]
    public void An_exchange_costs_no_read_that_finds_nothing()
    {
        var system = new FakeLinux(EpollEventLayout.Packed);
        system.OnConnect = socket => socket.OnRequest = _ => socket.Deliver(Answer);

        Exchange(system);

        Assert.Equal(1, system.Receives);
    }

    [Fact]
    public void A_socket_with_endless_data_lets_others_have_their_turn()
    {
        var system = new FakeLinux(EpollEventLayout.Packed);
        FakeLinux.FakeSocket? busy = null;
        system.OnConnect = socket => busy = socket;
        using var kernel = new EpollKernel(system);
        using var reactor = new Reactor(kernel, TimeProvider.System);
        var endPoint = new IPEndPoint(IPAddress.Parse("10.0.0.1"), 80);
        using TcpSocket socket = TcpSocket.Create(reactor, endPoint);
        reactor.Run(() => socket.ConnectAsync(endPoint));
        busy!.Deliver(new byte[1000]);

        bool posted = false;
        int readsBefore = 0;
        Task<int> reading = reactor.Start(async () =>
        {
            int reads = 0;
            byte[] one = new byte[1];
            reactor.Post(_ => posted = true, null);
            while (reads < 1000)
            {
                reads += await socket.ReceiveAsync(one).ConfigureAwait(false);
                readsBefore += posted ? 0 : 1;
            }

            return reads;
        });
        reactor.RunUntil(reading);

        Assert.True(readsBefore <= EpollKernel.StreakLimit + 1);
    }

    [Fact]
    public void Closing_ends_what_is_in_flight_and_events_of_the_past_are_ignored()
    {
        var system = new FakeLinux(EpollEventLayout.Packed);
        FakeLinux.FakeSocket? peer = null;
        system.OnConnect = socket => peer = socket;
        using var reactor = new Reactor(new EpollKernel(system), TimeProvider.System);
        var endPoint = new IPEndPoint(IPAddress.Parse("10.0.0.1"), 80);
        TcpSocket socket = TcpSocket.Create(reactor, endPoint);
        reactor.Run(() => socket.ConnectAsync(endPoint));
        Task<int> reading = reactor.Start(() => socket.ReceiveAsync(new byte[10]));
        socket.Dispose();
        socket.Dispose();
        reactor.RunOnce(TimeSpan.Zero);

        Assert.True(reading.IsFaulted);
        Assert.Equal(NetErrorKind.Closed, ((NetException)reading.Exception!.InnerException!).Kind);
        Assert.Equal(NetErrorKind.Closed, Assert.Throws<NetException>(() => reactor.Run(() => socket.ReceiveAsync(new byte[1]))).Kind);
        Assert.NotNull(peer);
    }

    [Fact]
    public void Event_layouts_are_the_kernels()
    {
        byte[] packed = new byte[12];
        EpollEventLayout.Packed.Write(packed, 0x80000005, 0x1122334455667788);
        Assert.Equal([0x05, 0, 0, 0x80, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11], packed);

        byte[] aligned = new byte[16];
        EpollEventLayout.Aligned.Write(aligned, 0x80000005, 0x1122334455667788);
        Assert.Equal([0x05, 0, 0, 0x80, 0, 0, 0, 0, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11], aligned);
        Assert.Equal(12, EpollEventLayout.Packed.Size);
        Assert.Equal(16, EpollEventLayout.Aligned.Size);
    }

    [Fact]
    public unsafe void Address_structures_are_the_kernels()
    {
        Assert.Equal([2, 0, 0x1f, 0x90, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], LinuxSocketAddress.Encode(new IPEndPoint(IPAddress.Loopback, 8080)));
        var six = new IPEndPoint(new IPAddress(IPAddress.Parse("fe80::1").GetAddressBytes(), 7), 443);
        byte[] bytes = LinuxSocketAddress.Encode(six);
        Assert.Equal(28, bytes.Length);
        Assert.Equal([10, 0, 0x01, 0xbb, 0, 0, 0, 0, 0xfe, 0x80], bytes[..10]);
        Assert.Equal([7, 0, 0, 0], bytes[24..]);
        Assert.Equal(six, LinuxSocketAddress.Decode(bytes));
        Assert.Equal(48, sizeof(AddressInfo));
    }

    private static HttpResponse Exchange(FakeLinux system, HttpRequest? request = null, TimeProvider? clock = null)
    {
        using var reactor = new Reactor(new EpollKernel(system), clock ?? new FakeClock());
        using var client = new HttpClientCore(reactor, new HttpClientOptions { ConnectTimeout = TimeSpan.FromHours(1), Timeout = TimeSpan.FromHours(1) }, new NoLookup());
        return reactor.Run(() => client.SendAsync(request ?? new HttpRequest("GET", Url)));
    }

    private sealed class NoLookup : IHostLookup
    {
        public IPAddress[] Lookup(string host) => throw new NetException(NetErrorKind.Resolve, "no names here");
    }
}
