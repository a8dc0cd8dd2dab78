using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MiniScript.Net.EventLoop;
using MiniScript.Net.Http;
using HttpRequest = MiniScript.Net.Http.HttpRequest;
using HttpResponse = MiniScript.Net.Http.HttpResponse;

// Requests a second over keep-alive against Kestrel in a process of its own, for this client and for .NET's.
//   dotnet run -c Release --project perf/net            all measurements
//   dotnet run -c Release --project perf/net serve      the server alone: prints its port, ends with its input
TimeSpan span = TimeSpan.FromSeconds(3);
if (args is ["serve"])
{
    Serve();
    return;
}

using Process server = StartServer();
string url = $"http://127.0.0.1:{server.StandardOutput.ReadLine()}/";
Console.WriteLine("client            in flight   requests/s   mean latency   allocated/request   sleeps/request   CPU/request");
for (int round = 0; round < 3; round++)
{
    foreach (int inFlight in new[] { 1, 64 })
    {
        MeasureOurs(inFlight);
        MeasureTheirs(inFlight);
    }
}

server.StandardInput.Close();
server.WaitForExit(5000);

void MeasureOurs(int inFlight)
{
    using Reactor reactor = Reactor.Create();
    using var client = new HttpClientCore(reactor);
    Measure("MiniScript.Net", inFlight, stop => reactor.Run(async () =>
    {
        var workers = new Task<int>[inFlight];
        for (int i = 0; i < inFlight; i++)
        {
            workers[i] = Work();
        }

        return (await Task.WhenAll(workers).ConfigureAwait(false)).Sum();

        async Task<int> Work()
        {
            int count = 0;
            for (; !stop(); count++)
            {
                HttpResponse response = await client.SendAsync(new HttpRequest("GET", url)).ConfigureAwait(false);
                if (response.Status != 200 || response.Body.Length != 13)
                {
                    throw new InvalidOperationException("wrong answer");
                }
            }

            return count;
        }
    }));
}

void MeasureTheirs(int inFlight)
{
    using var client = new HttpClient();
    Measure("HttpClient", inFlight, stop =>
    {
        var workers = new Task<int>[inFlight];
        for (int i = 0; i < inFlight; i++)
        {
            workers[i] = Task.Run(Work);
        }

        return Task.WhenAll(workers).GetAwaiter().GetResult().Sum();

        async Task<int> Work()
        {
            int count = 0;
            for (; !stop(); count++)
            {
                using HttpResponseMessage response = await client.GetAsync(new Uri(url)).ConfigureAwait(false);
                if ((await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)).Length != 13)
                {
                    throw new InvalidOperationException("wrong answer");
                }
            }

            return count;
        }
    });
}

void Measure(string name, int inFlight, Func<Func<bool>, int> run)
{
    long warm = Stopwatch.GetTimestamp();
    run(() => Stopwatch.GetElapsedTime(warm) > span / 3);
    long allocated = GC.GetTotalAllocatedBytes();
    long switches = ContextSwitches();
    TimeSpan processor = Environment.CpuUsage.TotalTime;
    long start = Stopwatch.GetTimestamp();
    int count = run(() => Stopwatch.GetElapsedTime(start) > span);
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    processor = Environment.CpuUsage.TotalTime - processor;
    allocated = GC.GetTotalAllocatedBytes() - allocated;
    switches = ContextSwitches() - switches;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-16} {inFlight,10} {count / seconds,12:N0} {seconds * 1e6 * inFlight / count,11:N0} us" +
        $" {allocated / (double)count,17:N0} B {switches / (double)count,16:N2} {processor.TotalMicroseconds / count,10:N1} us"));
}

// Voluntary switches of all threads: how often a thread went to sleep.
static long ContextSwitches()
{
    long sum = 0;
    foreach (string task in Directory.GetDirectories("/proc/self/task"))
    {
        foreach (string line in File.ReadLines(Path.Combine(task, "status")))
        {
            if (line.StartsWith("voluntary_ctxt_switches:", StringComparison.Ordinal))
            {
                sum += long.Parse(line.AsSpan(24), CultureInfo.InvariantCulture);
            }
        }
    }

    return sum;
}

static Process StartServer() => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve"])
{
    RedirectStandardInput = true,
    RedirectStandardOutput = true,
})!;

static void Serve()
{
    WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
    WebApplication app = builder.Build();
    app.Run(context =>
    {
        context.Response.ContentLength = 13;
        return context.Response.WriteAsync("Hello, World!");
    });
    app.StartAsync().GetAwaiter().GetResult();
    Console.WriteLine(new Uri(app.Urls.First()).Port);
    Console.In.ReadToEnd();
    app.StopAsync().GetAwaiter().GetResult();
}
