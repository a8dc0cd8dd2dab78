using MiniScript.Net.Http;
using Xunit;

namespace MiniScript.Net.Tests;

/// <summary>URLs: what is read from them, what they become on the wire, what is refused.</summary>
public sealed class UrlTests
{
    [Theory]
    [InlineData("http://host", "host", 80, "/", "host")]
    [InlineData("https://host", "host", 443, "/", "host")]
    [InlineData("HTTP://HOST/Path", "host", 80, "/Path", "host")]
    [InlineData("http://host:80/", "host", 80, "/", "host")]
    [InlineData("http://host:443/", "host", 443, "/", "host:443")]
    [InlineData("https://host:443/", "host", 443, "/", "host")]
    [InlineData("http://host:/x", "host", 80, "/x", "host")]
    [InlineData("http://host:8080?q", "host", 8080, "/?q", "host:8080")]
    [InlineData("http://host#f", "host", 80, "/", "host")]
    [InlineData("http://host/a?b#c?d", "host", 80, "/a?b", "host")]
    [InlineData("http://u:p@host:1/", "host", 1, "/", "host:1")]
    [InlineData("http://[::1]/", "::1", 80, "/", "[::1]")]
    [InlineData("http://[2001:DB8::1]:8080/x", "2001:db8::1", 8080, "/x", "[2001:db8::1]:8080")]
    [InlineData("http://my_host.test./", "my_host.test.", 80, "/", "my_host.test.")]
    [InlineData("http://h/\u00fc", "h", 80, "/%C3%BC", "h")]
    [InlineData("http://h/a%20b", "h", 80, "/a%20b", "h")]
    [InlineData("http://h/\ud83d\ude00", "h", 80, "/%F0%9F%98%80", "h")]
    [InlineData("http://h/\"<>`{}|^", "h", 80, "/%22%3C%3E%60%7B%7D%7C%5E", "h")]
    [InlineData("http://h/100%", "h", 80, "/100%", "h")]
    [InlineData("http://h/a/./b/../c", "h", 80, "/a/c", "h")]
    [InlineData("http://h/../../x", "h", 80, "/x", "h")]
    [InlineData("http://h/a/..", "h", 80, "/", "h")]
    [InlineData("http://h/a/.", "h", 80, "/a/", "h")]
    [InlineData("http://h/a/...", "h", 80, "/a/...", "h")]
    [InlineData("http://h/?a=/../b", "h", 80, "/?a=/../b", "h")]
    [InlineData("http://h//a", "h", 80, "//a", "h")]
    public void They_are_taken_apart(string text, string host, int port, string target, string authority)
    {
        Url url = Url.Parse(text);
        Assert.Equal((host, port, target, authority), (url.Host, url.Port, url.Target, url.Authority));
    }

    [Theory]
    [InlineData("", "does not start with http")]
    [InlineData("host/path", "does not start with http")]
    [InlineData("//host/", "does not start with http")]
    [InlineData("http:/host/", "does not start with http")]
    [InlineData("ftp://host/", "'ftp' is not supported")]
    [InlineData("file:///etc/passwd", "'file' is not supported")]
    [InlineData("http://", "names no host")]
    [InlineData("http:///path", "names no host")]
    [InlineData("http://:80/", "names no host")]
    [InlineData("http://user@/", "names no host")]
    [InlineData("http://ho st/", "contains a space")]
    [InlineData("http://host/a b", "contains a space")]
    [InlineData(" http://host/", "contains a space")]
    [InlineData("http://host/\r\nX: 1", "U+000D")]
    [InlineData("http://host/\n", "U+000A")]
    [InlineData("http://host/\t", "U+0009")]
    [InlineData("http://host/\0", "U+0000")]
    [InlineData("http://host/\u007f", "U+007F")]
    [InlineData("http://host\\@evil/", "backslash")]
    [InlineData("http://ho%73t/", "contains '%'")]
    [InlineData("http://h\u00fcst/", "contains '\u00fc'")]
    [InlineData("http://a,b/", "contains ','")]
    [InlineData("http://host:0/", "port is 0")]
    [InlineData("http://host:65536/", "65535")]
    [InlineData("http://host:99999999999/", "65535")]
    [InlineData("http://host:8a/", "65535")]
    [InlineData("http://host:-1/", "65535")]
    [InlineData("http://host:80:80/", "65535")]
    [InlineData("http://[::1/", "IPv6")]
    [InlineData("http://[nope]/", "IPv6")]
    [InlineData("http://[127.0.0.1]/", "IPv6")]
    [InlineData("http://[::1]x/", "only a port")]
    public void Bad_ones_are_refused(string text, string problem)
    {
        NetException failure = Assert.Throws<NetException>(() => Url.Parse(text));
        Assert.Equal(NetErrorKind.InvalidUrl, failure.Kind);
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Messages_do_not_show_passwords()
    {
        Assert.Equal(
            "invalid URL 'http://***@host/a b': it contains a space",
            Assert.Throws<NetException>(() => Url.Parse("http://me:secret@host/a b")).Message);
        Assert.Equal("http://host/", Url.Parse("http://me:secret@host/").ToString());
    }

    // The examples of RFC 3986, section 5.4, with http for the scheme.
    [Theory]
    [InlineData("g", "http://a/b/c/g")]
    [InlineData("./g", "http://a/b/c/g")]
    [InlineData("g/", "http://a/b/c/g/")]
    [InlineData("/g", "http://a/g")]
    [InlineData("//g", "http://g/")]
    [InlineData("?y", "http://a/b/c/d;p?y")]
    [InlineData("g?y", "http://a/b/c/g?y")]
    [InlineData("#s", "http://a/b/c/d;p?q")]
    [InlineData("g#s", "http://a/b/c/g")]
    [InlineData(";x", "http://a/b/c/;x")]
    [InlineData("g;x?y#s", "http://a/b/c/g;x?y")]
    [InlineData("", "http://a/b/c/d;p?q")]
    [InlineData(".", "http://a/b/c/")]
    [InlineData("./", "http://a/b/c/")]
    [InlineData("..", "http://a/b/")]
    [InlineData("../", "http://a/b/")]
    [InlineData("../g", "http://a/b/g")]
    [InlineData("../..", "http://a/")]
    [InlineData("../../g", "http://a/g")]
    [InlineData("../../../g", "http://a/g")]
    [InlineData("/./g", "http://a/g")]
    [InlineData("/../g", "http://a/g")]
    [InlineData("g.", "http://a/b/c/g.")]
    [InlineData(".g", "http://a/b/c/.g")]
    [InlineData("g..", "http://a/b/c/g..")]
    [InlineData("./../g", "http://a/b/g")]
    [InlineData("./g/.", "http://a/b/c/g/")]
    [InlineData("g/./h", "http://a/b/c/g/h")]
    [InlineData("g/../h", "http://a/b/c/h")]
    [InlineData("g;x=1/./y", "http://a/b/c/g;x=1/y")]
    [InlineData("g?y/./x", "http://a/b/c/g?y/./x")]
    [InlineData("https://other/x", "https://other/x")]
    [InlineData("a:b/c@d", null)]
    public void References_are_resolved(string reference, string? expected)
    {
        Url origin = Url.Parse("http://a/b/c/d;p?q");
        if (expected is null)
        {
            Assert.Throws<NetException>(() => origin.Resolve(reference));
        }
        else
        {
            Assert.Equal(expected, origin.Resolve(reference).ToString());
        }
    }
}
