namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>Hash functions by name.</summary>
internal static class DigestNames
{
    /// <summary>The function of a lower-case name at its beginning, or null.</summary>
    public static Digest? Create(string name) => name switch
    {
        "md5" => new Md5Digest(),
        "sha1" => new Sha1Digest(),
        "sha224" => new Sha256Digest(28),
        "sha256" => new Sha256Digest(32),
        "sha384" => new Sha512Digest(48),
        "sha512" => new Sha512Digest(64),
        "sha512_256" => new Sha512Digest(32),
        "sha512_224" => new Sha512Digest(28),
        "sha3_224" => new KeccakDigest(56, 28),
        "sha3_256" => new KeccakDigest(64, 32),
        "sha3_384" => new KeccakDigest(96, 48),
        "sha3_512" => new KeccakDigest(128, 64),
        "shake_128" => new KeccakDigest(32, 0),
        "shake_256" => new KeccakDigest(64, 0),
        "xxh64" => new Xxh64Digest(),
        "blake2b" => new Blake2bDigest(new Blake2Parameters { Size = 64 }),
        "blake2s" => new Blake2sDigest(new Blake2Parameters { Size = 32 }),
        _ => null,
    };

    /// <summary>A name as the functions are known by: <c>SHA512-256</c> is <c>sha512_256</c>.</summary>
    public static string Canonical(string name)
    {
        name = name.ToLowerInvariant().Replace('-', '_');
        return name switch
        {
            "sha_1" => "sha1",
            "sha_224" => "sha224",
            "sha_256" or "sha2_256" => "sha256",
            "sha_384" or "sha2_384" => "sha384",
            "sha_512" or "sha2_512" => "sha512",
            "sha512/256" or "sha2_512/256" => "sha512_256",
            "sha512/224" or "sha2_512/224" => "sha512_224",
            "shake128" => "shake_128",
            "shake256" => "shake_256",
            "blake2b512" or "blake2b_512" => "blake2b",
            "blake2s256" or "blake2s_256" => "blake2s",
            "ssl3_md5" => "md5",
            "ssl3_sha1" => "sha1",
            _ => name,
        };
    }
}
