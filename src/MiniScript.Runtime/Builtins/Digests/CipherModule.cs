using System.Security.Cryptography;
using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>The native half of the library module <c>crypto</c>: AES in Galois/Counter Mode, by the system's OpenSSL.</summary>
[BuiltinModule("_cipher")]
internal static unsafe partial class CipherModule
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Return the encrypted data and behind them the tag. The key has 16, 24 or 32 bytes, the nonce 12.</summary>
    [Function("seal", Signature = "(key, nonce, data, extra, /)")]
    private static Value Seal(Vm* vm, Value key, Value nonce, Value data, Value extra) => Work(vm, key, nonce, data, extra, isSealing: true);

    /// <summary>Return the data that were encrypted; None unless the key, the nonce, the extra data and the tag belong to them.</summary>
    [Function("open", Signature = "(key, nonce, sealed, extra, /)")]
    private static Value Open(Vm* vm, Value key, Value nonce, Value data, Value extra) => Work(vm, key, nonce, data, extra, isSealing: false);

    private static Value Work(Vm* vm, Value key, Value nonce, Value data, Value extra, bool isSealing)
    {
        if (!BytesArguments.TryGet(vm, key, out ReadOnlySpan<byte> secret) || !BytesArguments.TryGet(vm, nonce, out ReadOnlySpan<byte> once)
            || !BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content) || !BytesArguments.TryGet(vm, extra, out ReadOnlySpan<byte> associated))
        {
            return Value.Undefined;
        }

        if (secret.Length is not (16 or 24 or 32))
        {
            return Throw.ValueError(vm, "the key must have 16, 24 or 32 bytes");
        }

        if (once.Length != NonceLength)
        {
            return Throw.ValueError(vm, "the nonce must have 12 bytes");
        }

        if (!isSealing && content.Length < TagLength)
        {
            return Value.None;
        }

        Bytes* result = Bytes.Allocate(vm, isSealing ? (long)content.Length + TagLength : content.Length - TagLength);
        if (result == null)
        {
            return Value.Undefined;
        }

        Span<byte> output = new(Bytes.Data(result), result->Length);
        try
        {
            using AesGcm cipher = new(secret, TagLength);
            if (isSealing)
            {
                cipher.Encrypt(once, content, output[..^TagLength], output[^TagLength..], associated);
            }
            else
            {
                cipher.Decrypt(once, content[..^TagLength], content[^TagLength..], output, associated);
            }
        }
        catch (AuthenticationTagMismatchException)
        {
            return Value.None;
        }
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException or TypeInitializationException or DllNotFoundException)
        {
            return Throw.RuntimeError(vm, "this system has no AES-GCM");
        }

        return Value.FromObject(result);
    }
}
