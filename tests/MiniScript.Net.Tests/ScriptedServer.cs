using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MiniScript.Net.Tests;

/// <summary>
/// A server on a free port of 127.0.0.1 whose connections are played by a script: one call for each connection, on a thread of its own.
/// Failures in a script end its connection; the test sees what the client sees.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private static readonly TimeSpan IoLimit = TimeSpan.FromSeconds(10);

    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> open = [];
    private readonly Action<Connection> script;
    private int accepted;

    public ScriptedServer(Action<Connection> script)
    {
        this.script = script;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(128);
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        new Thread(AcceptAll) { IsBackground = true }.Start();
    }

    public int Port { get; }

    public int Accepted => Volatile.Read(ref accepted);

    public string Url(string target = "/") => $"http://127.0.0.1:{Port}{target}";

    /// <summary>A server that answers every request with the same bytes and keeps the connection.</summary>
    public static ScriptedServer Answering(string response) => new(connection =>
    {
        while (connection.ReadRequest() is not null)
        {
            connection.Write(response);
        }
    });

    public void Dispose()
    {
        listener.Dispose();
        lock (open)
        {
            foreach (Socket socket in open)
            {
                socket.Dispose();
            }
        }
    }

    private void AcceptAll()
    {
        try
        {
            while (true)
            {
                Socket socket = listener.Accept();
                lock (open)
                {
                    open.Add(socket);
                }

                int index = Interlocked.Increment(ref accepted) - 1;
                new Thread(() => Play(socket, index)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private void Play(Socket socket, int index)
    {
        try
        {
            socket.NoDelay = true;
            socket.ReceiveTimeout = socket.SendTimeout = (int)IoLimit.TotalMilliseconds;
            script(new Connection(socket, index));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The client has gone, or the test is over.
        }
        finally
        {
            socket.Dispose();
        }
    }

    /// <summary>The server's end of one connection.</summary>
    internal sealed class Connection(Socket socket, int index)
    {
        private readonly List<byte> pending = [];

        public int Index => index;

        public Socket Socket => socket;

        /// <summary>Reads one request, its body by Content-Length included; null when the client has closed.</summary>
        public string? ReadRequest()
        {
            byte[] chunk = new byte[4096];
            while (true)
            {
                string text = Encoding.Latin1.GetString([.. pending]);
                int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (end >= 0)
                {
                    int length = end + 4 + ContentLength(text[..end]);
                    if (text.Length >= length)
                    {
                        pending.RemoveRange(0, length);
                        return text[..length];
                    }
                }

                int count = socket.Receive(chunk);
                if (count == 0)
                {
                    return null;
                }

                pending.AddRange(chunk.AsSpan(0, count));
            }
        }

        public void Write(string latin1) => Write(Encoding.Latin1.GetBytes(latin1));

        public void Write(ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[socket.Send(bytes)..];
            }
        }

        /// <summary>Sends every byte by itself.</summary>
        public void WriteSlowly(string latin1)
        {
            foreach (byte b in Encoding.Latin1.GetBytes(latin1))
            {
                socket.Send([b]);
                Thread.Yield();
            }
        }

        /// <summary>Closes with a reset instead of an orderly end.</summary>
        public void Reset() => socket.Close(0);

        private static int ContentLength(string head)
        {
            foreach (string line in head.Split("\r\n"))
            {
                if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                {
                    return int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture);
                }
            }

            return 0;
        }
    }
}
