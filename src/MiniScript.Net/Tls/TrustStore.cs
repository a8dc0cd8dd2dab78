using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MiniScript.Net.Tls;

/// <summary>
/// The certificates of the authorities that TLS trusts, read from files at first use: those that <c>SSL_CERT_FILE</c> and
/// <c>SSL_CERT_DIR</c> name, or else the system's.
/// </summary>
public sealed class TrustStore
{
    private static readonly string[] SystemFiles =
    [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
        "/usr/local/share/certs/ca-root-nss.crt",
    ];

    private static readonly string[] SystemDirectories = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

    private readonly string? file;
    private readonly string? directories;
    private X509Certificate2Collection? roots;

    /// <summary>A store of the given PEM file and colon-separated directories of PEM files; with neither, the system's.</summary>
    public TrustStore(string? file, string? directories)
    {
        this.file = string.IsNullOrEmpty(file) ? null : file;
        this.directories = string.IsNullOrEmpty(directories) ? null : directories;
    }

    /// <summary>The store that the environment asks for.</summary>
    public static TrustStore FromEnvironment() =>
        new(Environment.GetEnvironmentVariable("SSL_CERT_FILE"), Environment.GetEnvironmentVariable("SSL_CERT_DIR"));

    /// <summary>The certificates.</summary>
    /// <exception cref="NetException">With <see cref="NetErrorKind.Tls"/> when none can be read.</exception>
    public X509Certificate2Collection Roots => roots ??= file is null && directories is null ? LoadSystem() : LoadNamed();

    private X509Certificate2Collection LoadNamed()
    {
        var loaded = new X509Certificate2Collection();
        if (file is not null && !TryAddFile(loaded, file))
        {
            throw new NetException(NetErrorKind.Tls, $"the trusted certificates in SSL_CERT_FILE '{file}' cannot be read");
        }

        if (directories is not null)
        {
            foreach (string directory in directories.Split(':', StringSplitOptions.RemoveEmptyEntries))
            {
                AddDirectory(loaded, directory);
            }
        }

        return loaded.Count > 0
            ? loaded
            : throw new NetException(
                NetErrorKind.Tls,
                $"there are no trusted certificates in SSL_CERT_FILE '{file}' or SSL_CERT_DIR '{directories}'");
    }

    private static X509Certificate2Collection LoadSystem()
    {
        var loaded = new X509Certificate2Collection();
        foreach (string candidate in SystemFiles)
        {
            if (File.Exists(candidate) && TryAddFile(loaded, candidate) && loaded.Count > 0)
            {
                return loaded;
            }
        }

        foreach (string candidate in SystemDirectories)
        {
            AddDirectory(loaded, candidate);
            if (loaded.Count > 0)
            {
                return loaded;
            }
        }

        throw new NetException(NetErrorKind.Tls, "this system has no trusted certificates; name a PEM file of them in SSL_CERT_FILE");
    }

    private static void AddDirectory(X509Certificate2Collection target, string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (string path in Directory.GetFiles(directory))
        {
            // A directory of certificates may hold other files too.
            TryAddFile(target, path);
        }
    }

    private static bool TryAddFile(X509Certificate2Collection target, string path)
    {
        try
        {
            target.ImportFromPemFile(path);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
