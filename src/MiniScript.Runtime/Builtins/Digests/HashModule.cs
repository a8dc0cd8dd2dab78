using System.Security.Cryptography;
using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>The native half of the library modules <c>hashlib</c> and <c>hmac</c>.</summary>
[BuiltinModule("_hashlib")]
internal static unsafe partial class HashModule
{
    [Constant("HASH")]
    private static Value Hash(Vm* vm) => Value.FromObject(Type(vm));

    [Constant("HASHXOF")]
    private static Value Xof(Vm* vm) => Value.FromObject(XofTypeOf(vm));

    [Constant("blake2b")]
    private static Value Blake2b(Vm* vm)
    {
        Type(vm);
        return Blake2Types.Describe(
            vm, LibraryTypes.Get(vm, TypeId.Blake2b, "_blake2.blake2b"u8, Kind.Managed, TypeFlags.None, &Blake2Types.InitializeLargeSlots, null, TypeId.HashObject), isLarge: true);
    }

    [Constant("blake2s")]
    private static Value Blake2s(Vm* vm)
    {
        Type(vm);
        return Blake2Types.Describe(
            vm, LibraryTypes.Get(vm, TypeId.Blake2s, "_blake2.blake2s"u8, Kind.Managed, TypeFlags.None, &Blake2Types.InitializeSmallSlots, null, TypeId.HashObject), isLarge: false);
    }

    /// <summary>Return a new hash object using the named algorithm; optionally initialized with a bytes-like object.</summary>
    [Function("new", Signature = "(name, string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value New(Vm* vm, Value name, Value data, bool usedforsecurity)
    {
        if (!name.Is(Kind.Str))
        {
            return Throw.TypeError(vm, "name must be a string");
        }

        return Make(vm, Str.ToManaged((Str*)name.AsObject), data);
    }

    /// <summary>Returns a md5 hash object; optionally initialized with a string</summary>
    [Function("md5", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Md5(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "md5", data);

    /// <summary>Returns a sha1 hash object; optionally initialized with a string</summary>
    [Function("sha1", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Sha1(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "sha1", data);

    /// <summary>Returns a sha224 hash object; optionally initialized with a string</summary>
    [Function("sha224", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Sha224(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "sha224", data);

    /// <summary>Returns a sha256 hash object; optionally initialized with a string</summary>
    [Function("sha256", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Sha256(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "sha256", data);

    /// <summary>Returns a sha384 hash object; optionally initialized with a string</summary>
    [Function("sha384", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Sha384(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "sha384", data);

    /// <summary>Returns a sha512 hash object; optionally initialized with a string</summary>
    [Function("sha512", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Sha512(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "sha512", data);

    /// <summary>Returns a sha3-224 hash object; optionally initialized with a string</summary>
    [Function("sha3_224", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Sha3224(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "sha3_224", data);

    /// <summary>Returns a sha3-256 hash object; optionally initialized with a string</summary>
    [Function("sha3_256", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Sha3256(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "sha3_256", data);

    /// <summary>Returns a sha3-384 hash object; optionally initialized with a string</summary>
    [Function("sha3_384", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Sha3384(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "sha3_384", data);

    /// <summary>Returns a sha3-512 hash object; optionally initialized with a string</summary>
    [Function("sha3_512", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Sha3512(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "sha3_512", data);

    /// <summary>Returns a shake-128 variable hash object; optionally initialized with a string</summary>
    [Function("shake_128", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Shake128(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "shake_128", data);

    /// <summary>Returns a shake-256 variable hash object; optionally initialized with a string</summary>
    [Function("shake_256", Signature = "(string=<unrepresentable>, *, usedforsecurity=True)")]
    private static Value Shake256(Vm* vm, Value data, bool usedforsecurity) => Make(vm, "shake_256", data);

    /// <summary>Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.</summary>
    [Function("pbkdf2_hmac", Signature = "(hash_name, password, salt, iterations, dklen=None)")]
    private static Value Pbkdf2(Vm* vm, string hash_name, Value password, Value salt, long iterations, Value dklen)
    {
        string name = DigestNames.Canonical(hash_name);
        Digest? digest = DigestNames.Create(name);
        if (digest == null || digest.Size == 0)
        {
            return Throw.ValueError(vm, "unsupported hash type " + hash_name);
        }

        if (!BytesArguments.TryGet(vm, password, out ReadOnlySpan<byte> secret) || !BytesArguments.TryGet(vm, salt, out ReadOnlySpan<byte> grains))
        {
            return Value.Undefined;
        }

        if (iterations is < 1 or > int.MaxValue)
        {
            return iterations < 1 ? Throw.ValueError(vm, "iteration value must be greater than 0.") : Throw.OverflowError(vm, "iteration value is too great.");
        }

        long length = digest.Size;
        if (!dklen.IsNone && !Integers.TryIndex(vm, dklen, out length))
        {
            return Value.Undefined;
        }

        if (length is < 1 or > int.MaxValue)
        {
            return length < 1 ? Throw.ValueError(vm, "key length must be greater than 0.") : Throw.OverflowError(vm, "key length is too great.");
        }

        Bytes* key = Bytes.Allocate(vm, length);
        if (key != null)
        {
            KeyDerivation.Pbkdf2(name, secret, grains, (int)iterations, new Span<byte>(Bytes.Data(key), key->Length));
        }

        return Value.FromObject(key);
    }

    /// <summary>scrypt password-based key derivation function.</summary>
    [Function("scrypt", Signature = "(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)")]
    private static Value Scrypt(Vm* vm, Value password, Value salt, Value n, Value r, Value p, long maxmem, long dklen)
    {
        if (!BytesArguments.TryGet(vm, password, out ReadOnlySpan<byte> secret))
        {
            return Value.Undefined;
        }

        if (salt.IsNone)
        {
            return Throw.TypeError(vm, "salt is required");
        }

        if (!BytesArguments.TryGet(vm, salt, out ReadOnlySpan<byte> grains) || !Required(vm, n, "n", out long cost))
        {
            return Value.Undefined;
        }

        if (cost < 2 || !System.Numerics.BitOperations.IsPow2(cost))
        {
            return Throw.ValueError(vm, "n must be a power of 2.");
        }

        if (!Required(vm, r, "r", out long blocks) || !Required(vm, p, "p", out long lanes))
        {
            return Value.Undefined;
        }

        if (maxmem is < 0 or > int.MaxValue)
        {
            return Throw.ValueError(vm, $"maxmem must be positive and smaller than {int.MaxValue}");
        }

        if (dklen is < 1 or > int.MaxValue)
        {
            return Throw.ValueError(vm, $"dklen must be greater than 0 and smaller than {int.MaxValue}");
        }

        long limit = maxmem == 0 ? 32 * 1024 * 1024 : maxmem;
        if (blocks < 1 || lanes < 1 || blocks > int.MaxValue || lanes > int.MaxValue || blocks * lanes > (1 << 30) - 1)
        {
            return Throw.ValueError(vm, "Invalid parameter combination for n, r, p, maxmem.");
        }

        if (cost > int.MaxValue || (128 * blocks * lanes) + (32 * blocks * (cost + 2) * 4) > limit)
        {
            return Throw.ValueError(vm, "[digital envelope routines] memory limit exceeded");
        }

        Bytes* key = Bytes.Allocate(vm, dklen);
        if (key != null)
        {
            KeyDerivation.Scrypt(secret, grains, (int)cost, (int)blocks, (int)lanes, new Span<byte>(Bytes.Data(key), key->Length));
        }

        return Value.FromObject(key);
    }

    /// <summary>Return the HMAC of a message.</summary>
    [Function("hmac_digest", Signature = "(key, msg, digest, /)")]
    private static Value HmacDigest(Vm* vm, Value key, Value msg, string digest)
    {
        string name = DigestNames.Canonical(digest);
        Digest? function = DigestNames.Create(name);
        if (function == null || function.Size == 0)
        {
            return Throw.ValueError(vm, "unsupported hash type " + digest);
        }

        if (!BytesArguments.TryGet(vm, key, out ReadOnlySpan<byte> secret) || !BytesArguments.TryGet(vm, msg, out ReadOnlySpan<byte> message))
        {
            return Value.Undefined;
        }

        Bytes* result = Bytes.Allocate(vm, function.Size);
        if (result != null)
        {
            (Digest inner, Digest outer) = KeyDerivation.Keyed(name, secret);
            KeyDerivation.Authenticate(inner, outer, message, new Span<byte>(Bytes.Data(result), result->Length));
        }

        return Value.FromObject(result);
    }

    /// <summary>Return 'a == b', in a time that does not depend on where they differ.</summary>
    [Function("compare_digest", Signature = "(a, b, /)")]
    private static Value CompareDigest(Vm* vm, Value a, Value b)
    {
        if (a.Is(Kind.Str) && b.Is(Kind.Str))
        {
            Str* left = (Str*)a.AsObject;
            Str* right = (Str*)b.AsObject;
            bool isAscii = (left->IsAscii || left->Length == 0) && (right->IsAscii || right->Length == 0);
            return isAscii
                ? Value.FromBool(CryptographicOperations.FixedTimeEquals(left->Latin1, right->Latin1))
                : Throw.TypeError(vm, "comparing strings with non-ASCII characters is not supported");
        }

        if (!BytesArguments.IsBytesLike(a) && !BytesArguments.IsBytesLike(b))
        {
            return Throw.TypeError(vm, $"unsupported operand types(s) or combination of types: '{Types.NameOf(vm, a)}' and '{Types.NameOf(vm, b)}'");
        }

        return BytesArguments.TryGet(vm, a, out ReadOnlySpan<byte> first) && BytesArguments.TryGet(vm, b, out ReadOnlySpan<byte> second)
            ? Value.FromBool(CryptographicOperations.FixedTimeEquals(first, second))
            : Value.Undefined;
    }

    private static bool Required(Vm* vm, Value value, string name, out long number)
    {
        number = 0;
        if (value.IsNone)
        {
            Throw.TypeError(vm, $"{name} is required and must be an unsigned int");
            return false;
        }

        return Integers.TryIndex(vm, value, out number);
    }

    private static Value Make(Vm* vm, string asked, Value data)
    {
        string name = DigestNames.Canonical(asked);
        if (name is "blake2b" or "blake2s")
        {
            Value type = name == "blake2b" ? Blake2b(vm) : Blake2s(vm);
            return data.IsUndefined ? Calls.Invoke(vm, type) : Calls.Invoke(vm, type, data);
        }

        Digest? digest = DigestNames.Create(name);
        if (digest == null)
        {
            return Throw.ValueError(vm, "unsupported hash type " + asked);
        }

        return HashType.New(vm, digest.Size == 0 ? XofTypeOf(vm) : Type(vm), new HashState(name, digest), data);
    }

    private static TypeObject* Type(Vm* vm) =>
        LibraryTypes.Get(vm, TypeId.HashObject, "_hashlib.HASH"u8, Kind.Managed, TypeFlags.NotCallable, &HashType.InitializeSlots, &HashType.Register);

    private static TypeObject* XofTypeOf(Vm* vm)
    {
        Type(vm);
        return LibraryTypes.Get(vm, TypeId.HashXof, "_hashlib.HASHXOF"u8, Kind.Managed, TypeFlags.NotCallable, null, &XofType.Register, TypeId.HashObject);
    }
}
