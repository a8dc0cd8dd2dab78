using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MiniScript.Net.Sockets;

namespace MiniScript.Net.Tls;

/// <summary>Puts TLS 1.2 or 1.3 on a connection, as its client, with certificate and host name checked.</summary>
internal sealed class TlsHandshake
{
    private readonly string host;
    private string? refusal;

    private TlsHandshake(string host)
    {
        this.host = host;
    }

    /// <summary>Shakes hands with <paramref name="host"/> and returns the encrypted stream, which owns the socket.</summary>
    /// <exception cref="NetException">
    /// With <see cref="NetErrorKind.Tls"/> and the reason. When the socket was closed meanwhile, that is the reason.
    /// </exception>
    public static async ValueTask<SslStream> AuthenticateAsync(TcpSocket socket, string host, int port, TrustStore trust)
    {
        var handshake = new TlsHandshake(host.TrimEnd('.'));
        var stream = new SslStream(new TcpStream(socket), leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(handshake.Options(trust), CancellationToken.None).ConfigureAwait(false);
            return stream;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or InvalidOperationException)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            if (e is NetException { Kind: NetErrorKind.Tls })
            {
                throw;
            }

            throw new NetException(NetErrorKind.Tls, $"TLS handshake with {host}:{port} failed: {handshake.refusal ?? Explain(e)}", e);
        }
    }

    private SslClientAuthenticationOptions Options(TrustStore trust)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,

            // Fetching a missing intermediate would block the loop, and reach out to where the certificate says.
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(trust.Roots);
        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = Check,
        };
    }

    private bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.None)
        {
            refusal = Explain(certificate, chain, errors);
        }

        return errors == SslPolicyErrors.None;
    }

    private string Explain(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the server sent no certificate";
        }

        string? reason = null;
        X509ChainStatusFlags flags = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatus status in chain?.ChainStatus ?? [])
        {
            flags |= status.Status;
            reason ??= status.StatusInformation;
        }

        if ((flags & X509ChainStatusFlags.NotTimeValid) != 0)
        {
            return "the certificate has expired or is not valid yet";
        }

        if ((flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
        {
            return certificate.Subject == certificate.Issuer
                ? "the certificate is self-signed and not trusted"
                : "the certificate is not signed by a trusted authority";
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"the certificate is not for the host '{host}'"
            : "the certificate was refused: " + (reason ?? "no reason is given");
    }

    /// <summary>Why a handshake failed that did not get as far as the certificate.</summary>
    private static string Explain(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            // OpenSSL's own text: "error:0A00010B:SSL routines::wrong version number".
            int routine = cause.Message.LastIndexOf("routines:", StringComparison.Ordinal);
            if (routine >= 0)
            {
                return cause.Message[(cause.Message.LastIndexOf(':') + 1)..].Trim();
            }

            if (cause is NetException)
            {
                return cause.Message;
            }
        }

        return failure is AuthenticationException
            ? "the server does not speak TLS 1.2 or 1.3, or offered nothing that both sides support"
            : "the server closed the connection";
    }
}
