using MiniScript.Net.EventLoop;
using MiniScript.Net.Http;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;

namespace MiniScript.Extensions.Http;

/// <summary>The reactor and the client of a machine, made when its first request is sent. Requests run on the script's own thread.</summary>
internal sealed unsafe class HttpService : IDisposable
{
    /// <summary>The longest time for which a request of another thread is not noticed; the handler of a signal ends the wait itself.</summary>
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(500);

    /// <summary>How long, in milliseconds, the main thread waits for another thread's request without looking for signals.</summary>
    private const int Slice = 20;

    private readonly object gate = new();
    private readonly Reactor reactor = Reactor.Create();
    private readonly HttpClientCore client;

    private HttpService(MachineHost host) => client = new HttpClientCore(
        reactor, new HttpClientOptions { Policy = ConnectPolicy.Of(host), MaxConcurrent = (host.Options.Limits ?? new MachineLimits()).MaxConcurrentRequests });

    /// <summary>The service of a machine.</summary>
    public static HttpService Of(Vm* vm)
    {
        MachineHost host = MachineHost.Of(vm);
        return host.Service(() =>
        {
            HttpService service = new(host);
            vm->WakeDescriptor = service.reactor.WakeDescriptor + 1;
            host.AtExit(() =>
            {
                vm->WakeDescriptor = 0;
                service.Dispose();
            });
            return service;
        });
    }

    /// <summary>Sends a request and waits for the response, while other threads run; null with an exception pending if a signal interrupts the script.</summary>
    /// <exception cref="Net.NetException">There is no response.</exception>
    public HttpResponse? Send(Vm* vm, HttpRequest request)
    {
        // One thread at a time runs the reactor.
        bool isEntered = false;
        while (!isEntered)
        {
            Threads.Block(vm, () => isEntered = Monitor.TryEnter(gate, Slice));
            if (!isEntered && Threads.IsMain(vm) && !Safepoints.Serve(vm))
            {
                return null;
            }
        }

        try
        {
            return Exchange(vm, request);
        }
        finally
        {
            Monitor.Exit(gate);
        }
    }

    private HttpResponse? Exchange(Vm* vm, HttpRequest request)
    {
        using CancellationTokenSource cancellation = new();
        Task<HttpResponse> task = reactor.Start(() => client.SendAsync(request, cancellation.Token));
        while (!task.IsCompleted)
        {
            if (vm->IsRequested(SafepointRequest.Interrupt | SafepointRequest.Terminate | SafepointRequest.Limit) && !Safepoints.Serve(vm))
            {
                cancellation.Cancel();
                while (!task.IsCompleted)
                {
                    RunOnce(vm);
                }

                _ = task.Exception;
                return null;
            }

            RunOnce(vm);
        }

        return task.GetAwaiter().GetResult();
    }

    private void RunOnce(Vm* vm) => Threads.Block(vm, () => reactor.RunOnce(Watch));

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        reactor.Dispose();
    }
}
