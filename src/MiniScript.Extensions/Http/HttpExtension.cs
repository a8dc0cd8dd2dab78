using MiniScript.Net;
using MiniScript.Net.Http;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Extensions.Http;

/// <summary>The native half of the library module <c>http</c>.</summary>
[Extension("_http")]
internal static unsafe partial class HttpExtension
{
    /// <summary>
    /// Send a request and wait for what comes of it: ('response', status, reason, headers, body, url), the headers as names and values in turn,
    /// or (stage, message) of the failure. A raw exchange follows no redirects and leaves the body as it was sent.
    /// </summary>
    [Function("exchange")]
    private static Value Exchange(Vm* vm, string url, string method, byte[] body, Value headers, Value timeout, bool raw = false)
    {
        HttpRequest request = new(method, url)
        {
            Body = body, Timeout = ReadTimeout(vm, timeout), MaxRedirects = raw ? 0 : null, DecodesContent = !raw,
        };
        if (vm->HasPending || !AddHeaders(vm, request, headers))
        {
            return Value.Undefined;
        }

        try
        {
            HttpResponse? response = HttpService.Of(vm).Send(vm, request);
            return response == null ? Value.Undefined : Describe(vm, response);
        }
        catch (NetException exception) when (exception.Kind == NetErrorKind.Denied)
        {
            throw new HostPolicyException($"Permission denied by the host's policy: {exception.Message}: --allow-net HOST[:PORT] allows one");
        }
        catch (NetException exception)
        {
            return Value.FromObject(Tuple.New(vm, Text(vm, StageName(exception.Kind)), Text(vm, exception.Message)));
        }
    }

    private static TimeSpan ReadTimeout(Vm* vm, Value timeout)
    {
        if (timeout.IsNone)
        {
            return TimeSpan.FromDays(24);
        }

        if (Floats.TryGet(vm, timeout, out double seconds) && !(seconds > 0))
        {
            Throw.ValueError(vm, "timeout must be positive");
        }

        return TimeSpan.FromSeconds(Math.Min(vm->HasPending ? 0 : seconds, 2e6));
    }

    private static bool AddHeaders(Vm* vm, HttpRequest request, Value headers)
    {
        Runtime.Objects.List* parts = Iteration.ToList(vm, headers);
        for (int i = 0; parts != null && i + 1 < parts->Length; i += 2)
        {
            if (!parts->Items[i].Is(Kind.Str) || !parts->Items[i + 1].Is(Kind.Str))
            {
                Throw.TypeError(vm, "header names and values must be str");
                return false;
            }

            request.Headers.Add(Str.ToManaged((Str*)parts->Items[i].AsObject), Str.ToManaged((Str*)parts->Items[i + 1].AsObject));
        }

        return parts != null;
    }

    private static Value Describe(Vm* vm, HttpResponse response)
    {
        Runtime.Objects.List* headers = Runtime.Objects.List.New(vm, response.Headers.Count * 2);
        foreach (HttpHeader header in response.Headers)
        {
            Runtime.Objects.List.Append(vm, headers, Text(vm, header.Name));
            Runtime.Objects.List.Append(vm, headers, Text(vm, header.Value));
        }

        Bytes* body = Bytes.New(vm, response.Body.Span);
        if (body == null)
        {
            return Value.Undefined;
        }

        Value* parts = stackalloc Value[6];
        parts[0] = Text(vm, "response");
        parts[1] = Value.FromInt(response.Status);
        parts[2] = Text(vm, response.Reason);
        parts[3] = Value.FromObject(headers);
        parts[4] = Value.FromObject(body);
        parts[5] = Text(vm, response.Url.ToString());
        return Value.FromObject(Tuple.New(vm, parts, 6));
    }

    private static Value Text(Vm* vm, string text) => Value.FromObject(Str.New(vm, text));

    private static string StageName(NetErrorKind kind) => kind switch
    {
        NetErrorKind.Resolve => "resolve",
        NetErrorKind.Connect => "connect",
        NetErrorKind.Tls => "tls",
        NetErrorKind.Timeout => "timeout",
        NetErrorKind.TooManyRedirects => "redirects",
        NetErrorKind.InvalidUrl => "url",
        NetErrorKind.Closed or NetErrorKind.Cancelled => "closed",
        _ => "protocol",
    };
}
