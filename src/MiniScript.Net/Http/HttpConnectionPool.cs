namespace MiniScript.Net.Http;

/// <summary>
/// Idle connections by origin. The one used last is taken first, so that the others get old and are dropped. The servers' ends of idle
/// connections are noticed when one is to be used again.
/// </summary>
internal sealed class HttpConnectionPool(int maxIdle, TimeSpan maxIdleTime) : IDisposable
{
    private readonly Dictionary<HttpOrigin, List<HttpConnection>> idle = [];

    /// <summary>Idle connections, of all origins.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a live idle connection to an origin, or null.</summary>
    public HttpConnection? Take(HttpOrigin origin)
    {
        if (!idle.TryGetValue(origin, out List<HttpConnection>? connections))
        {
            return null;
        }

        while (connections.Count > 0)
        {
            HttpConnection connection = connections[^1];
            connections.RemoveAt(connections.Count - 1);
            Count--;
            if (!IsOld(connection) && connection.IsAlive)
            {
                return connection;
            }

            connection.Dispose();
        }

        idle.Remove(origin);
        return null;
    }

    /// <summary>Takes a connection back for later use.</summary>
    public void Return(HttpConnection connection)
    {
        if (Count >= maxIdle)
        {
            DropOld();
            if (Count >= maxIdle)
            {
                connection.Dispose();
                return;
            }
        }

        connection.IdleSince = Environment.TickCount64;
        if (!idle.TryGetValue(connection.Origin, out List<HttpConnection>? connections))
        {
            idle.Add(connection.Origin, connections = []);
        }

        connections.Add(connection);
        Count++;
    }

    /// <summary>Closes all idle connections.</summary>
    public void Dispose()
    {
        foreach (List<HttpConnection> connections in idle.Values)
        {
            foreach (HttpConnection connection in connections)
            {
                connection.Dispose();
            }
        }

        idle.Clear();
        Count = 0;
    }

    private void DropOld()
    {
        foreach ((HttpOrigin origin, List<HttpConnection> connections) in idle)
        {
            Count -= connections.RemoveAll(connection =>
            {
                bool drop = IsOld(connection);
                if (drop)
                {
                    connection.Dispose();
                }

                return drop;
            });
            if (connections.Count == 0)
            {
                // Removing the current key is allowed while a dictionary is enumerated.
                idle.Remove(origin);
            }
        }
    }

    private bool IsOld(HttpConnection connection) =>
        Environment.TickCount64 - connection.IdleSince > (long)maxIdleTime.TotalMilliseconds;
}
