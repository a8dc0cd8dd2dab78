using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MiniScript.Net.Http;
using MiniScript.Net.Tls;
using Xunit;

namespace MiniScript.Net.Tests;

/// <summary>HTTPS against a server of the test's own: what is trusted, what is refused, and how that is said.</summary>
public sealed class TlsTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly string directory = Directory.CreateTempSubdirectory("miniscript-tls").FullName;
    private readonly X509Certificate2 authority = MakeAuthority();

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public void A_server_of_a_trusted_authority_is_spoken_to(SslProtocols protocol)
    {
        using ScriptedServer server = Serve(Issue("localhost"), protocol);
        using var client = new ClientFixture(Trusting(authority));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("ok", Encoding.ASCII.GetString(client.Get($"https://localhost:{server.Port}/").Body.Span));
        }

        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public void Large_bodies_go_both_ways()
    {
        byte[] body = new byte[2_000_000];
        new Random(3).NextBytes(body);
        using ScriptedServer server = Serve(Issue("localhost"), SslProtocols.Tls13, echo: true);
        using var client = new ClientFixture(Trusting(authority));
        HttpResponse response = client.Send(new HttpRequest("POST", $"https://localhost:{server.Port}/") { Body = body });
        Assert.True(response.Body.Span.SequenceEqual(body));
    }

    [Fact]
    public void Continuations_stay_on_the_reactors_thread()
    {
        using ScriptedServer server = Serve(Issue("localhost"), SslProtocols.Tls13);
        using var client = new ClientFixture(Trusting(authority));
        int thread = Environment.CurrentManagedThreadId;
        int after = client.Run(async () =>
        {
            await client.Client.SendAsync(new HttpRequest("GET", $"https://localhost:{server.Port}/"));
            return Environment.CurrentManagedThreadId;
        });
        Assert.Equal(thread, after);
    }

    [Fact]
    public void A_directory_of_certificates_is_trusted_too()
    {
        File.WriteAllText(Path.Combine(directory, "ca.pem"), authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "README"), "not a certificate");
        using ScriptedServer server = Serve(Issue("localhost"), SslProtocols.Tls13);
        using var client = new ClientFixture(new HttpClientOptions { Trust = new TrustStore(null, directory) });
        Assert.Equal(200, client.Get($"https://localhost:{server.Port}/").Status);
    }

    [Fact]
    public void An_unknown_authority_is_refused()
    {
        using X509Certificate2 other = MakeAuthority();
        using ScriptedServer server = Serve(Issue("localhost"), SslProtocols.Tls13);
        using var client = new ClientFixture(Trusting(other));
        Refused(client, $"https://localhost:{server.Port}/", server.Port, "localhost", "the certificate is not signed by a trusted authority");
    }

    [Fact]
    public void A_self_signed_certificate_is_refused_by_the_systems_roots()
    {
        using ScriptedServer server = Serve(SelfSigned(), SslProtocols.Tls13);
        using var client = new ClientFixture(Trusting(authority));
        Refused(client, $"https://localhost:{server.Port}/", server.Port, "localhost", "the certificate is self-signed and not trusted");
    }

    [Fact]
    public void A_self_signed_certificate_is_accepted_when_named()
    {
        X509Certificate2 certificate = SelfSigned();
        using ScriptedServer server = Serve(certificate, SslProtocols.Tls13);
        using var client = new ClientFixture(Trusting(certificate));
        Assert.Equal(200, client.Get($"https://localhost:{server.Port}/").Status);
    }

    [Fact]
    public void A_certificate_for_another_host_is_refused()
    {
        using ScriptedServer server = Serve(Issue("other.test"), SslProtocols.Tls13);
        using var client = new ClientFixture(Trusting(authority));
        Refused(client, $"https://localhost:{server.Port}/", server.Port, "localhost", "the certificate is not for the host 'localhost'");
    }

    [Fact]
    public void An_address_is_checked_too()
    {
        using ScriptedServer server = Serve(Issue("localhost"), SslProtocols.Tls13);
        using var client = new ClientFixture(Trusting(authority));
        Refused(client, $"https://127.0.0.1:{server.Port}/", server.Port, "127.0.0.1", "the certificate is not for the host '127.0.0.1'");
    }

    [Fact]
    public void An_address_in_the_certificate_is_accepted()
    {
        using ScriptedServer server = Serve(Issue("127.0.0.1"), SslProtocols.Tls13);
        using var client = new ClientFixture(Trusting(authority));
        Assert.Equal(200, client.Get($"https://127.0.0.1:{server.Port}/").Status);
    }

    [Fact]
    public void An_expired_certificate_is_refused()
    {
        using ScriptedServer server = Serve(Issue("localhost", expired: true), SslProtocols.Tls13);
        using var client = new ClientFixture(Trusting(authority));
        Refused(client, $"https://localhost:{server.Port}/", server.Port, "localhost", "the certificate has expired or is not valid yet");
    }

    [Fact]
    public void A_server_without_TLS_is_named_as_such()
    {
        using var server = new ScriptedServer(connection =>
        {
            connection.Socket.Receive(new byte[1000]);
            connection.Write("HTTP/1.1 400 Bad Request\r\n\r\n");
        });
        using var client = new ClientFixture(Trusting(authority));
        NetException failure = client.FailGet($"https://localhost:{server.Port}/");
        Assert.Equal(NetErrorKind.Tls, failure.Kind);
        Assert.StartsWith($"TLS handshake with localhost:{server.Port} failed: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_closes_is_named_as_such()
    {
        using var server = new ScriptedServer(connection => connection.Socket.Receive(new byte[1000]));
        using var client = new ClientFixture(Trusting(authority));
        NetException failure = client.FailGet($"https://localhost:{server.Port}/");
        Assert.Equal(NetErrorKind.Tls, failure.Kind);
        Assert.StartsWith($"TLS handshake with localhost:{server.Port} failed: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_versions_are_refused()
    {
#pragma warning disable SYSLIB0039, CA5397 // The version is obsolete: that is what the test is about.
        using ScriptedServer server = Serve(Issue("localhost"), SslProtocols.Tls11);
#pragma warning restore SYSLIB0039, CA5397
        using var client = new ClientFixture(Trusting(authority));
        Assert.Equal(NetErrorKind.Tls, client.FailGet($"https://localhost:{server.Port}/").Kind);
    }

    [Fact]
    public void A_handshake_that_stalls_meets_the_deadline()
    {
        using var server = new ScriptedServer(connection =>
        {
            while (connection.Socket.Receive(new byte[1000]) > 0)
            {
            }
        });
        using var client = new ClientFixture(Trusting(authority));
        NetException failure = client.Fail(new HttpRequest("GET", $"https://localhost:{server.Port}/") { Timeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(NetErrorKind.Timeout, failure.Kind);
        Assert.Contains($"in the TLS handshake with localhost:{server.Port}", failure.Message, StringComparison.Ordinal);
        failure = client.Fail(new HttpRequest("GET", $"https://localhost:{server.Port}/") { ConnectTimeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal($"connect to localhost:{server.Port} timed out after 0.2 s", failure.Message);
    }

    [Fact]
    public void A_trust_file_that_is_not_there_is_named()
    {
        using ScriptedServer server = Serve(Issue("localhost"), SslProtocols.Tls13);
        using var client = new ClientFixture(new HttpClientOptions { Trust = new TrustStore("/nowhere/ca.pem", null) });
        NetException failure = client.FailGet($"https://localhost:{server.Port}/");
        Assert.Equal(NetErrorKind.Tls, failure.Kind);
        Assert.Contains("/nowhere/ca.pem", failure.Message, StringComparison.Ordinal);
    }

    private static void Refused(ClientFixture client, string url, int port, string host, string reason)
    {
        NetException failure = client.FailGet(url);
        Assert.Equal(NetErrorKind.Tls, failure.Kind);
        Assert.Equal($"TLS handshake with {host}:{port} failed: {reason}", failure.Message);
        Assert.Equal(0, client.Client.IdleConnections);
    }

    private HttpClientOptions Trusting(X509Certificate2 root)
    {
        string path = Path.Combine(directory, Guid.NewGuid() + ".pem");
        File.WriteAllText(path, root.ExportCertificatePem());
        return new HttpClientOptions { Trust = new TrustStore(path, null), Timeout = TimeSpan.FromSeconds(10) };
    }

    private static ScriptedServer Serve(X509Certificate2 certificate, SslProtocols protocol, bool echo = false) => new(connection =>
    {
        using var stream = new SslStream(new NetworkStream(connection.Socket));
        try
        {
            stream.AuthenticateAsServer(certificate, clientCertificateRequired: false, protocol, checkCertificateRevocation: false);
            while (ReadRequest(stream) is { } body)
            {
                stream.Write(Encoding.ASCII.GetBytes(echo ? $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n" : Ok));
                stream.Write(echo ? body : []);
            }
        }
        catch (AuthenticationException)
        {
            // The client has refused.
        }
    });

    private static byte[]? ReadRequest(SslStream stream)
    {
        var received = new MemoryStream();
        byte[] chunk = new byte[65536];
        while (true)
        {
            int count = stream.Read(chunk);
            if (count == 0)
            {
                return null;
            }

            received.Write(chunk, 0, count);
            ReadOnlySpan<byte> all = received.GetBuffer().AsSpan(0, (int)received.Length);
            int end = all.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                continue;
            }

            string head = Encoding.ASCII.GetString(all[..end]);
            int at = head.IndexOf("Content-Length: ", StringComparison.Ordinal);
            int length = at < 0 ? 0 : int.Parse(head[(at + 16)..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture);
            if (all.Length >= end + 4 + length)
            {
                return all[(end + 4)..].ToArray();
            }
        }
    }

    private static X509Certificate2 MakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Test authority {Guid.NewGuid()}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private X509Certificate2 Issue(string host, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = RequestFor(host, key);
        DateTimeOffset end = DateTimeOffset.UtcNow.AddHours(expired ? -1 : 1);
        using X509Certificate2 bare = request.Create(authority, DateTimeOffset.UtcNow.AddDays(-2), end, RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return RequestFor("localhost", key).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static CertificateRequest RequestFor(string host, ECDsa key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}
