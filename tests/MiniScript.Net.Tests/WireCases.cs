namespace MiniScript.Net.Tests;

/// <summary>The table of responses, good and bad, by section of RFC 9112 and RFC 9110.</summary>
internal static class WireCases
{
    private const string Head = "HTTP/1.1 200 OK\r\n";
    private const string Chunked = Head + "Transfer-Encoding: chunked\r\n\r\n";

    public static IReadOnlyList<WireCase> All { get; } = [.. StatusLines(), .. Fields(), .. Lengths(), .. Chunks(), .. BodylessResponses(), .. Persistence()];

    private static WireCase[] StatusLines() =>
    [
        new("status 200", Head + "Content-Length: 0\r\n\r\n"),
        new("status without reason", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"),
        new("status with empty reason", "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"),
        new("reason of several words", "HTTP/1.1 404 Not Found Here\r\nContent-Length: 0\r\n\r\n") { Status = 404 },
        new("reason outside ASCII", "HTTP/1.1 200 d\u00e9j\u00e0\r\nContent-Length: 0\r\n\r\n"),
        new("reason with a tab", "HTTP/1.1 200 a\tb\r\nContent-Length: 0\r\n\r\n"),
        new("status 599", "HTTP/1.1 599 Odd\r\nContent-Length: 0\r\n\r\n") { Status = 599 },
        new("status 999", "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n") { Status = 999 },
        new("a later minor version", "HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n"),
        Bad("status of two digits", "HTTP/1.1 20 OK\r\n\r\n", "status line"),
        Bad("status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", "status line"),
        Bad("status below 100", "HTTP/1.1 099 Low\r\n\r\n", "below 100"),
        Bad("status with a sign", "HTTP/1.1 +20 OK\r\n\r\n", "status line"),
        Bad("HTTP/2 in text", "HTTP/2 200 OK\r\n\r\n", "status line"),
        Bad("HTTP/0.9", "<html>hello</html>\r\n\r\n", "status line"),
        Bad("lower-case protocol", "http/1.1 200 OK\r\n\r\n", "status line"),
        Bad("leading space", " HTTP/1.1 200 OK\r\n\r\n", "status line"),
        Bad("leading empty line", "\r\nHTTP/1.1 200 OK\r\n\r\n", "status line"),
        Bad("two spaces before the status", "HTTP/1.1  200 OK\r\n\r\n", "status line"),
        Bad("tab before the status", "HTTP/1.1\t200 OK\r\n\r\n", "status line"),
        Bad("no space after the status", "HTTP/1.1 200OK\r\n\r\n", "status line"),
        Bad("control character in the reason", "HTTP/1.1 200 O\u0001K\r\n\r\n", "reason phrase"),
        Bad("bare CR in the status line", "HTTP/1.1 200 O\rK\r\n\r\n", "bare carriage return"),
        Bad("TLS alert instead of HTTP", "\u0015\u0003\u0001\u0000\u0002\u0002\n", "status line"),
        Bad("SSH banner", "SSH-2.0-OpenSSH_9.2\r\n", "status line"),
        new("nothing at all", string.Empty) { Closes = true, Failure = NetErrorKind.Closed, Message = "before answering" },
        new("half a status line", "HTTP/1.1 20") { Closes = true, Failure = NetErrorKind.Closed, Message = "response's header" },
    ];

    private static WireCase[] Fields() =>
    [
        new("field without space", Head + "X:1\r\nContent-Length:0\r\n\r\n") { Header = "X: 1" },
        new("field with white space around", Head + "X: \t 1 2 \t \r\nContent-Length: 0\r\n\r\n") { Header = "X: 1 2" },
        new("empty field value", Head + "X:\r\nContent-Length: 0\r\n\r\n") { Header = "X: " },
        new("field name in other case", Head + "CONTENT-LENGTH: 2\r\n\r\nok") { Body = "ok" },
        new("value with colons", Head + "X: a:b:c\r\nContent-Length: 0\r\n\r\n") { Header = "X: a:b:c" },
        new("value outside ASCII", Head + "X: \u00fc\r\nContent-Length: 0\r\n\r\n") { Header = "X: \u00fc" },
        new("name of odd token characters", Head + "!#$%&'*+-.^_`|~9z: 1\r\nContent-Length: 0\r\n\r\n") { Header = "!#$%&'*+-.^_`|~9z: 1" },
        new("repeated field", Head + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n") { Header = "Set-Cookie: b=2" },
        new("lines that end in LF alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok") { Body = "ok" },
        new("a long value", Head + "X: " + new string('x', 20_000) + "\r\nContent-Length: 0\r\n\r\n"),
        Bad("space before the colon", Head + "X : 1\r\n\r\n", "name is empty or contains"),
        Bad("tab before the colon", Head + "X\t: 1\r\n\r\n", "name is empty or contains"),
        Bad("space within a name", Head + "X Y: 1\r\n\r\n", "name is empty or contains"),
        Bad("empty name", Head + ": 1\r\n\r\n", "name is empty or contains"),
        Bad("name outside ASCII", Head + "\u00fc: 1\r\n\r\n", "name is empty or contains"),
        Bad("no colon", Head + "X\r\n\r\n", "no colon"),
        Bad("folded line", Head + "X: 1\r\n 2\r\n\r\n", "folded"),
        Bad("folded line with a tab", Head + "X: 1\r\n\t2\r\n\r\n", "folded"),
        Bad("first field folded", Head + " X: 1\r\n\r\n", "folded"),
        Bad("bare CR in a value", Head + "X: 1\r2\r\n\r\n", "bare carriage return"),
        Bad("bare CR at the start of a value", Head + "X:\r1\r\n\r\n", "bare carriage return"),
        Bad("CR CR LF", Head + "X: 1\r\r\n\r\n", "bare carriage return"),
        Bad("NUL in a value", Head + "X: 1\02\r\n\r\n", "control character"),
        Bad("escape character in a value", Head + "X: \u001b[31m\r\n\r\n", "control character"),
        Bad("DEL in a value", Head + "X: \u007f\r\n\r\n", "control character"),
        Bad("line too long", Head + "X: " + new string('x', 40_000) + "\r\n\r\n", "longer than 32768 bytes"),
        Bad("endless line", Head + "X: " + new string('x', 40_000), "longer than 32768 bytes"),
        Bad("too many fields", Head + string.Concat(Enumerable.Repeat("X: 1\r\n", 300)) + "\r\n", "more than 256 header fields"),
        Bad("header too large", Head + string.Concat(Enumerable.Repeat("X: " + new string('x', 20_000) + "\r\n", 20)) + "\r\n", "larger than 262144 bytes"),
        new("end within the header", Head + "X: 1\r\n") { Closes = true, Failure = NetErrorKind.Closed, Message = "response's header" },
    ];

    private static WireCase[] Lengths() =>
    [
        new("length", Head + "Content-Length: 5\r\n\r\nhello") { Body = "hello" },
        new("length with leading zeros", Head + "Content-Length: 0005\r\n\r\nhello") { Body = "hello" },
        new("same length twice", Head + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello") { Body = "hello" },
        new("same length in a list", Head + "Content-Length: 5, 5\r\n\r\nhello") { Body = "hello" },
        new("binary body", Head + "Content-Length: 6\r\n\r\n\r\n\0\u00ff\r\n") { Body = "\r\n\0\u00ff\r\n" },
        new("body over several reads", Head + "Content-Length: 40000\r\n\r\n" + new string('b', 40_000)) { Body = new string('b', 40_000) },
        Bad("conflicting lengths", Head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", "conflicting Content-Lengths (5, 6)"),
        Bad("conflicting lengths in a list", Head + "Content-Length: 5, 6\r\n\r\nhello!", "conflicting"),
        Bad("length and chunks", Head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "both"),
        Bad("chunks and length", Head + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", "both"),
        Bad("negative length", Head + "Content-Length: -1\r\n\r\n", "not a number"),
        Bad("length with a plus", Head + "Content-Length: +5\r\n\r\nhello", "not a number"),
        Bad("hexadecimal length", Head + "Content-Length: 0x5\r\n\r\nhello", "not a number"),
        Bad("length with a fraction", Head + "Content-Length: 5.0\r\n\r\nhello", "not a number"),
        Bad("empty length", Head + "Content-Length:\r\n\r\n", "not a number"),
        Bad("length list with a hole", Head + "Content-Length: 5,\r\n\r\nhello", "not a number"),
        Bad("length of two words", Head + "Content-Length: 5 5\r\n\r\nhello", "not a number"),
        Bad("length beyond 64 bits", Head + "Content-Length: 99999999999999999999\r\n\r\n", "not a number"),
        Bad("length beyond the limit", Head + "Content-Length: 9999999999\r\n\r\n", "larger than"),
        new("body cut short", Head + "Content-Length: 5\r\n\r\nhel") { Closes = true, Failure = NetErrorKind.Closed, Message = "2 bytes before the end of the body" },
        new("body missing", Head + "Content-Length: 5\r\n\r\n") { Closes = true, Failure = NetErrorKind.Closed, Message = "5 bytes before" },
        new("body until the end", Head + "\r\nhello") { Closes = true, Body = "hello", KeepsAlive = false },
        new("empty body until the end", Head + "\r\n") { Closes = true, KeepsAlive = false },
        new("large body until the end", Head + "\r\n" + new string('c', 50_000)) { Closes = true, Body = new string('c', 50_000), KeepsAlive = false },
    ];

    private static WireCase[] Chunks() =>
    [
        new("one chunk", Chunked + "5\r\nhello\r\n0\r\n\r\n") { Body = "hello" },
        new("several chunks", Chunked + "1\r\na\r\n2\r\nbc\r\n3\r\ndef\r\n0\r\n\r\n") { Body = "abcdef" },
        new("no chunk but the last", Chunked + "0\r\n\r\n"),
        new("sizes in both cases", Chunked + "a\r\n0123456789\r\nB\r\n0123456789a\r\n0\r\n\r\n") { Body = "01234567890123456789a" },
        new("size with leading zeros", Chunked + "0005\r\nhello\r\n000\r\n\r\n") { Body = "hello" },
        new("chunk extension", Chunked + "5;name=value\r\nhello\r\n0;last\r\n\r\n") { Body = "hello" },
        new("chunk extension in quotes", Chunked + "5;a=\"b;c\"\r\nhello\r\n0\r\n\r\n") { Body = "hello" },
        new("white space after the size", Chunked + "5 \r\nhello\r\n0\t;x\r\n\r\n") { Body = "hello" },
        new("line ends within a chunk", Chunked + "6\r\n\r\n0\r\n\n\r\n0\r\n\r\n") { Body = "\r\n0\r\n\n" },
        new("trailers", Chunked + "2\r\nok\r\n0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n") { Body = "ok" },
        new("coding in other case", Head + "Transfer-Encoding: CHUNKED\r\n\r\n2\r\nok\r\n0\r\n\r\n") { Body = "ok" },
        new("a large chunk", Chunked + "c350\r\n" + new string('d', 50_000) + "\r\n0\r\n\r\n") { Body = new string('d', 50_000) },
        Bad("size is no number", Chunked + "x\r\n", "chunk size"),
        Bad("empty size", Chunked + "\r\n", "chunk size"),
        Bad("size only of an extension", Chunked + ";a=b\r\n", "chunk size"),
        Bad("negative size", Chunked + "-5\r\nhello\r\n0\r\n\r\n", "chunk size"),
        Bad("size with 0x", Chunked + "0x5\r\nhello\r\n0\r\n\r\n", "chunk size"),
        Bad("space before the size", Chunked + " 5\r\nhello\r\n0\r\n\r\n", "chunk size"),
        Bad("size that overflows", Chunked + "10000000000000005\r\nhello\r\n0\r\n\r\n", "chunk size"),
        Bad("size beyond the limit", Chunked + "ffffffff\r\n", "larger than"),
        Bad("chunk longer than its size", Chunked + "4\r\nhello\r\n0\r\n\r\n", "chunk is longer"),
        Bad("LF alone after the size", Chunked + "5\nhello\r\n0\r\n\r\n", "bare line feed"),
        Bad("LF alone after the chunk", Chunked + "5\r\nhello\n0\r\n\r\n", "bare line feed"),
        Bad("bare CR in the size", Chunked + "5\r;\r\nhello\r\n0\r\n\r\n", "bare carriage return"),
        Bad("bad trailer", Chunked + "0\r\nX : 1\r\n\r\n", "name is empty or contains"),
        Bad("folded trailer", Chunked + "0\r\nX: 1\r\n 2\r\n\r\n", "folded"),
        Bad("coding besides chunked", Head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "not supported"),
        Bad("chunked twice", Head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "not supported"),
        Bad("unknown coding", Head + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "not supported"),
        Bad("coding with a tail", Head + "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n", "not supported"),
        Bad("chunks in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.0"),
        new("end within a size", Chunked + "5") { Closes = true, Failure = NetErrorKind.Closed, Message = "chunked body" },
        new("end within a chunk", Chunked + "5\r\nhel") { Closes = true, Failure = NetErrorKind.Closed, Message = "chunked body" },
        new("end before the last chunk", Chunked + "5\r\nhello\r\n") { Closes = true, Failure = NetErrorKind.Closed, Message = "chunked body" },
        new("end before the trailers' end", Chunked + "0\r\n") { Closes = true, Failure = NetErrorKind.Closed, Message = "chunked body" },
    ];

    private static WireCase[] BodylessResponses() =>
    [
        new("HEAD with a length", Head + "Content-Length: 500\r\n\r\n") { Method = "HEAD" },
        new("HEAD with chunks", Chunked) { Method = "HEAD" },
        new("HEAD without either", Head + "\r\n") { Method = "HEAD" },
        new("204", "HTTP/1.1 204 No Content\r\n\r\n") { Status = 204 },
        new("204 with a length", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n") { Status = 204 },
        new("304 with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n") { Status = 304 },
        new("100 before the response", "HTTP/1.1 100 Continue\r\n\r\n" + Head + "Content-Length: 2\r\n\r\nok") { Body = "ok" },
        new("103 with fields", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nContent-Length: 9\r\n\r\n" + Head + "Content-Length: 2\r\n\r\nok") { Body = "ok" },
        new("several interim responses", "HTTP/1.1 100 A\r\n\r\nHTTP/1.1 102 B\r\n\r\n" + Head + "Content-Length: 2\r\n\r\nok") { Body = "ok" },
        Bad("101 unasked", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "switches protocols"),
        Bad("HEAD with conflicting lengths", Head + "Content-Length: 5, 6\r\n\r\n", "conflicting") with { Method = "HEAD" },
        new("end after an interim response", "HTTP/1.1 100 Continue\r\n\r\n") { Closes = true, Failure = NetErrorKind.Closed, Message = "response's header" },
    ];

    private static WireCase[] Persistence() =>
    [
        new("Connection: close", Head + "Connection: close\r\nContent-Length: 2\r\n\r\nok") { Body = "ok", KeepsAlive = false, Closes = true },
        new("close in a list", Head + "Connection: x, Close\r\nContent-Length: 2\r\n\r\nok") { Body = "ok", KeepsAlive = false, Closes = true },
        new("close in a second field", Head + "Connection: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok") { Body = "ok", KeepsAlive = false, Closes = true },
        new("Connection: keep-alive", Head + "Connection: keep-alive\r\nContent-Length: 2\r\n\r\nok") { Body = "ok" },
        new("HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok") { Body = "ok", KeepsAlive = false, Closes = true },
        new("HTTP/1.0 keep-alive", "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok") { Body = "ok" },
        new("bytes behind the response", Head + "Content-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n") { Body = "ok", KeepsAlive = false },
        new("bytes behind a 204", "HTTP/1.1 204 No Content\r\n\r\nsurprise") { Status = 204, KeepsAlive = false },
    ];

    private static WireCase Bad(string name, string response, string message) =>
        new(name, response) { Failure = NetErrorKind.Protocol, Message = message };
}
