using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MiniScript.Runtime.Tests.Extensions;

/// <summary>A server on 127.0.0.1 that answers each request on a fresh connection: files of a folder, or what a handler says.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string, string?> handler;

    /// <summary>Starts serving.</summary>
    /// <param name="handler">Gets the head and the body of a request, gives the whole response; null leaves the request without answer.</param>
    public LocalServer(Func<string, string, string?> handler)
    {
        this.handler = handler;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The URL of the server, ending in a slash.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";

    /// <summary>A response with a body.</summary>
    public static string Respond(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    /// <summary>A server of the files in a folder.</summary>
    public static LocalServer OfFolder(string folder) => new((head, _) =>
    {
        string file = Path.Combine(folder, Path.GetFileName(head.Split(' ')[1]));
        return File.Exists(file) ? Respond("200 OK", File.ReadAllText(file), "Content-Type: application/json\r\n") : Respond("404 Not Found", "");
    });

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using NetworkStream stream = client.GetStream();
        var received = new MemoryStream();
        byte[] buffer = new byte[4096];
        int headEnd;
        string text;
        do
        {
            int count = await stream.ReadAsync(buffer);
            received.Write(buffer, 0, count);
            text = Encoding.UTF8.GetString(received.ToArray());
            headEnd = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        }
        while (headEnd < 0 || received.Length < headEnd + 4 + LengthOf(text[..headEnd]));

        string? response = handler(text[..headEnd], text[(headEnd + 4)..]);
        if (response == null)
        {
            await Task.Delay(TimeSpan.FromSeconds(30));
            return;
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(response));
        client.Close();
    }

    private static int LengthOf(string head)
    {
        string? line = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line == null ? 0 : int.Parse(line.AsSpan(15), provider: null);
    }
}
