using System.Net;
using MiniScript.Net.EventLoop;
using MiniScript.Net.Sockets;
using Xunit;

namespace MiniScript.Net.Tests;

/// <summary>The loop on the real kernel: timers, posted calls, nesting, sockets.</summary>
public sealed class ReactorTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);

    [Fact]
    public void Timers_fire_in_order_of_their_due_time()
    {
        using Reactor reactor = Reactor.Create();
        var fired = new List<int>();
        var random = new Random(42);
        var timers = new List<ReactorTimer>();
        for (int i = 0; i < 500; i++)
        {
            int delay = random.Next(20);
            timers.Add(reactor.Schedule(TimeSpan.FromMilliseconds(delay), _ => fired.Add(delay), null));
        }

        for (int i = 0; i < 500; i += 3)
        {
            timers[i].Cancel();
            timers[i].Cancel();
        }

        reactor.RunUntil(() => reactor.PendingTimers == 0);

        Assert.Equal(333, fired.Count);
        Assert.Equal(fired.Order(), fired);
        Assert.DoesNotContain(timers, timer => timer.IsPending);
    }

    [Fact]
    public void Timers_due_at_once_fire_in_the_order_of_scheduling()
    {
        using var reactor = new Reactor(new Linux.EpollKernel(new FakeLinux(Linux.EpollEventLayout.Packed)), new FakeClock());
        var fired = new List<int>();
        for (int i = 0; i < 100; i++)
        {
            int number = i;
            reactor.Schedule(TimeSpan.Zero, _ => fired.Add(number), null);
        }

        reactor.RunOnce(TimeSpan.Zero);

        Assert.Equal(Enumerable.Range(0, 100), fired);
    }

    [Fact]
    public void A_timer_that_schedules_itself_at_once_does_not_hold_the_pass()
    {
        using var reactor = new Reactor(new Linux.EpollKernel(new FakeLinux(Linux.EpollEventLayout.Packed)), new FakeClock());
        int count = 0;
        void Again(object? state)
        {
            count++;
            reactor.Schedule(TimeSpan.Zero, Again, null);
        }

        Again(null);
        reactor.RunOnce(TimeSpan.Zero);
        reactor.RunOnce(TimeSpan.Zero);

        Assert.Equal(3, count);
    }

    [Fact]
    public void A_pass_without_work_takes_its_time_and_says_so()
    {
        using Reactor reactor = Reactor.Create();
        long start = Environment.TickCount64;
        Assert.False(reactor.RunOnce(TimeSpan.FromMilliseconds(20)));
        Assert.InRange(Environment.TickCount64 - start, 15, 2000);
    }

    [Fact]
    public void Other_threads_wake_the_loop()
    {
        using Reactor reactor = Reactor.Create();
        int calls = 0;
        var threads = new List<Thread>();
        for (int i = 0; i < 4; i++)
        {
            var thread = new Thread(() =>
            {
                for (int k = 0; k < 250; k++)
                {
                    reactor.Post(_ => calls++, null);
                }
            });
            thread.Start();
            threads.Add(thread);
        }

        bool late = false;
        reactor.Schedule(TimeSpan.FromSeconds(10), _ => late = true, null);
        reactor.RunUntil(() => calls == 1000, () => late);
        threads.ForEach(thread => thread.Join());

        Assert.Equal(1000, calls);
    }

    [Fact]
    public void An_interruption_ends_the_run()
    {
        using Reactor reactor = Reactor.Create();
        bool interrupted = false;
        new Thread(() =>
        {
            Thread.Sleep(10);
            Volatile.Write(ref interrupted, true);
            reactor.Wake();
        }).Start();
        bool late = false;
        reactor.Schedule(TimeSpan.FromSeconds(10), _ => late = true, null);

        Assert.False(reactor.RunUntil(() => false, () => Volatile.Read(ref interrupted) || late));
        Assert.False(late);
    }

    [Fact]
    public void Runs_nest()
    {
        using Reactor reactor = Reactor.Create();
        var order = new List<string>();
        reactor.Post(
            _ =>
            {
                reactor.Run(() => reactor.Delay(Soon));
                order.Add("inner");
            },
            null);
        reactor.Post(_ => order.Add("other"), null);
        reactor.RunOnce(TimeSpan.Zero);

        Assert.Equal(["other", "inner"], order);
    }

    [Fact]
    public void Continuations_stay_on_the_thread_even_under_a_foreign_context()
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
        try
        {
            using Reactor reactor = Reactor.Create();
            int thread = Environment.CurrentManagedThreadId;
            reactor.Run(async () =>
            {
                for (int i = 0; i < 3; i++)
                {
                    await reactor.Delay(Soon);
                    Assert.Equal(thread, Environment.CurrentManagedThreadId);
                }
            });
            Assert.NotNull(SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    [Fact]
    public void Other_threads_may_not_run_it()
    {
        using Reactor reactor = Reactor.Create();
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => reactor.RunOnce(TimeSpan.Zero)));
        thread.Start();
        thread.Join();
        Assert.IsType<InvalidOperationException>(failure);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Sockets_carry_more_than_their_buffers_hold(string host)
    {
        const int Total = 8 * 1024 * 1024;
        using Reactor reactor = Reactor.Create();
        using var listener = new TcpListener(reactor, new IPEndPoint(IPAddress.Parse(host), 0));
        byte[] data = new byte[Total];
        new Random(1).NextBytes(data);

        Task<byte[]> receiving = reactor.Start(async () =>
        {
            using TcpSocket accepted = await listener.AcceptAsync();
            byte[] received = new byte[Total];
            int length = 0;
            for (int count; (count = await accepted.ReceiveAsync(received.AsMemory(length))) > 0;)
            {
                length += count;
            }

            Assert.Equal(Total, length);
            return received;
        });
        Task<int> sending = reactor.Start(async () =>
        {
            using TcpSocket socket = TcpSocket.Create(reactor, listener.Address);
            await socket.ConnectAsync(listener.Address);
            int sent = await socket.SendAsync(data);
            socket.ShutdownSend();
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1]));
            return sent;
        });
        bool late = false;
        reactor.Schedule(TimeSpan.FromSeconds(20), _ => late = true, null);
        reactor.RunUntil(() => receiving.IsCompleted && sending.IsCompleted, () => late);

        Assert.Equal(Total, sending.GetAwaiter().GetResult());
        Assert.Equal(data, receiving.GetAwaiter().GetResult());
    }

    [Fact]
    public void An_address_in_use_is_reported()
    {
        using Reactor reactor = Reactor.Create();
        using var listener = new TcpListener(reactor, new IPEndPoint(IPAddress.Loopback, 0));
        NetException failure = Assert.Throws<NetException>(() => new TcpListener(reactor, listener.Address));
        Assert.Equal($"listening on {listener.Address} failed: address already in use", failure.Message);
    }
}
