using MiniScript.Extensions;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>A hash is an object used to calculate a checksum of a string of information, of any length.</summary>
[BuiltinType("hash_xof")]
internal static unsafe partial class XofType
{
    /// <summary>Return the digest value as a bytes object.</summary>
    [Method("digest", Signature = "($self, /, length)")]
    private static Value GetDigest(Vm* vm, Value self, long length) => HashType.Finish(vm, self, length, isHex: false);

    /// <summary>Return the digest value as a string of hexadecimal digits.</summary>
    [Method("hexdigest", Signature = "($self, /, length)")]
    private static Value GetHexDigest(Vm* vm, Value self, long length) => HashType.Finish(vm, self, length, isHex: true);
}
