using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MiniScript.Net.Http;
using Xunit;
using HttpRequest = MiniScript.Net.Http.HttpRequest;
using HttpResponse = MiniScript.Net.Http.HttpResponse;

namespace MiniScript.Net.Tests;

/// <summary>The client against a server that others wrote.</summary>
public sealed class KestrelTests : IAsyncLifetime
{
    private readonly WebApplication server = Build();

    private string Url => server.Urls.First();

    public Task InitializeAsync() => server.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("/length", "Hello, World!")]
    [InlineData("/chunks", "0 1 2 3 4 5 6 7 8 9 ")]
    public void Responses_arrive(string path, string body)
    {
        using var client = new ClientFixture();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(body, Encoding.UTF8.GetString(client.Get(Url + path).Body.Span));
        }

        Assert.Equal(1, client.Client.IdleConnections);
    }

    [Fact]
    public void Bodies_are_echoed()
    {
        byte[] body = new byte[1_000_000];
        new Random(5).NextBytes(body);
        using var client = new ClientFixture();
        Assert.True(client.Send(new HttpRequest("POST", Url + "/echo") { Body = body }).Body.Span.SequenceEqual(body));
    }

    [Fact]
    public void Many_requests_overlap()
    {
        using var client = new ClientFixture();
        int count = client.Run(async () =>
        {
            HttpResponse[] responses = await Task.WhenAll(
                Enumerable.Range(0, 500).Select(_ => client.Client.SendAsync(new HttpRequest("GET", Url + "/length")).AsTask()));
            return responses.Count(response => response.Status == 200);
        });
        Assert.Equal(500, count);
        Assert.InRange(client.Client.IdleConnections, 1, 256);
    }

    private static WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            switch (context.Request.Path.Value)
            {
                case "/echo":
                    await context.Request.Body.CopyToAsync(context.Response.Body);
                    break;
                case "/chunks":
                    for (int i = 0; i < 10; i++)
                    {
                        await context.Response.WriteAsync($"{i} ");
                        await context.Response.Body.FlushAsync();
                    }

                    break;
                default:
                    context.Response.ContentLength = 13;
                    await context.Response.WriteAsync("Hello, World!");
                    break;
            }
        });
        return app;
    }
}
