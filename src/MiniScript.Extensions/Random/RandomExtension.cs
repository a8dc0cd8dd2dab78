using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Extensions.Random;

/// <summary>The generator behind the <c>random</c> module, which is written in script. A state is a bytes object that these functions alone write to.</summary>
[Extension("_random")]
public static unsafe partial class RandomExtension
{
    /// <summary>Bits beyond which a request is refused with <c>MemoryError</c>.</summary>
    private const long MaxBits = 1L << 31;

    /// <summary>Return a new state, which must be seeded.</summary>
    [Function("state", Signature = "()")]
    private static Bytes* NewState(Vm* vm)
    {
        Bytes* state = Bytes.Allocate(vm, MersenneTwister.StateBytes);
        new Span<byte>(Bytes.Data(state), MersenneTwister.StateBytes).Clear();
        return state;
    }

    /// <summary>Start the sequence of a seed: the magnitude of an integer, or the hash of any other object.</summary>
    [Function("seed", Signature = "(state, seed, /)")]
    private static Value Seed(Vm* vm, Bytes* state, Value seed)
    {
        Value integer = Integers.Unbox(seed);
        if (integer.IsUndefined)
        {
            long hash = Hashing.Of(vm, seed);
            if (hash == -1)
            {
                return Value.Undefined;
            }

            integer = Integers.FromUlong(vm, (ulong)hash);
        }

        BigInteger magnitude = BigInteger.Abs(Integers.ToBigInteger(integer));
        uint[] key = new uint[long.Max((magnitude.GetBitLength() + 31) / 32, 1)];
        magnitude.TryWriteBytes(MemoryMarshal.AsBytes(key.AsSpan()), out _, isUnsigned: true);
        Generator(state)->Seed(key);
        return Value.None;
    }

    /// <summary>Return the integer that text or bytes seed with: followed by their SHA-512 digest, as one big-endian number.</summary>
    [Function("digest", Signature = "(data, /)")]
    private static Value Digest(Vm* vm, Bytes* data)
    {
        ReadOnlySpan<byte> content = Bytes.Span(data);
        byte[] whole = new byte[content.Length + SHA512.HashSizeInBytes];
        content.CopyTo(whole);
        SHA512.HashData(content, whole.AsSpan(content.Length));
        return Integers.FromBigInteger(vm, new BigInteger(whole, isUnsigned: true, isBigEndian: true));
    }

    /// <summary>Return the next random floating-point number in the interval [0, 1).</summary>
    [Function("random", Signature = "(state, /)")]
    private static double Next(Bytes* state) => Generator(state)->NextDouble();

    /// <summary>Return an integer with k random bits.</summary>
    [Function("getrandbits", Signature = "(state, k, /)")]
    private static Value Bits(Vm* vm, Bytes* state, long k)
    {
        if (k < 0)
        {
            return Throw.ValueError(vm, "number of bits must be non-negative");
        }

        return k <= 32 ? Value.FromInt(k == 0 ? 0 : Generator(state)->Next() >> (int)(32 - k))
            : k > MaxBits ? Throw.MemoryError(vm) : Integers.FromBigInteger(vm, ManyBits(Generator(state), k));
    }

    /// <summary>Return an integer in the range [0, n), for n above 0, each equally likely.</summary>
    [Function("below", Signature = "(state, n, /)")]
    private static Value Below(Vm* vm, Bytes* state, Value n)
    {
        MersenneTwister* generator = Generator(state);
        if (n.IsInt && n.AsInt is > 0 and < 1L << 32)
        {
            long limit = n.AsInt;
            int shift = BitOperations.LeadingZeroCount((uint)limit);
            uint result;
            do
            {
                result = generator->Next() >> shift;
            }
            while (result >= limit);
            return Value.FromInt(result);
        }

        Value index = Integers.Index(vm, n);
        if (index.IsUndefined)
        {
            return index;
        }

        if (Integers.Sign(index) <= 0)
        {
            return Throw.ValueError(vm, "the limit must be positive");
        }

        BigInteger bound = Integers.ToBigInteger(index);
        BigInteger drawn;
        do
        {
            drawn = ManyBits(generator, bound.GetBitLength());
        }
        while (drawn >= bound);
        return Integers.FromBigInteger(vm, drawn);
    }

    /// <summary>Return the words of a state and its index as a tuple of integers.</summary>
    [Function("words", Signature = "(state, /)")]
    private static Tuple* Words(Vm* vm, Bytes* state)
    {
        MersenneTwister* generator = Generator(state);
        Tuple* words = Tuple.Allocate(vm, MersenneTwister.Words + 1);
        for (int i = 0; i < MersenneTwister.Words; i++)
        {
            Tuple.Items(words)[i] = Value.FromInt((*generator)[i]);
        }

        Tuple.Items(words)[MersenneTwister.Words] = Value.FromInt(generator->Index);
        return words;
    }

    /// <summary>Set a state to what words() returned.</summary>
    [Function("restore", Signature = "(state, words, /)")]
    private static Value Restore(Vm* vm, Bytes* state, Tuple* words)
    {
        if (words->Length != MersenneTwister.Words + 1)
        {
            return Throw.ValueError(vm, "state vector is the wrong size");
        }

        for (int i = 0; i <= MersenneTwister.Words; i++)
        {
            if (!Tuple.Items(words)[i].IsInt || Tuple.Items(words)[i].AsInt is < 0 or > uint.MaxValue)
            {
                return Throw.ValueError(vm, "invalid state");
            }
        }

        if (Tuple.Items(words)[MersenneTwister.Words].AsInt > MersenneTwister.Words)
        {
            return Throw.ValueError(vm, "invalid state");
        }

        MersenneTwister* generator = Generator(state);
        for (int i = 0; i < MersenneTwister.Words; i++)
        {
            (*generator)[i] = (uint)Tuple.Items(words)[i].AsInt;
        }

        generator->Index = (uint)Tuple.Items(words)[MersenneTwister.Words].AsInt;
        return Value.None;
    }

    /// <summary>Return a native function with its first argument given.</summary>
    [Function("bind", Signature = "(function, first, /)")]
    private static Value Bind(Vm* vm, NativeFunction* function, Value first) => Value.FromObject(Natives.Bind(vm, function, first));

    /// <summary>Return n bytes from the system's source of randomness.</summary>
    [Function("system_bytes", Signature = "(n, /)")]
    private static Bytes* SystemBytes(Vm* vm, long n)
    {
        if (n < 0)
        {
            Throw.ValueError(vm, "negative argument not allowed");
            return null;
        }

        Bytes* result = Bytes.Allocate(vm, n);
        if (result != null)
        {
            RandomNumberGenerator.Fill(new Span<byte>(Bytes.Data(result), result->Length));
        }

        return result;
    }

    private static MersenneTwister* Generator(Bytes* state)
    {
        // Only the library's own module calls these functions; a foreign bytes object must not be written past its end all the same.
        if (state->Length < MersenneTwister.StateBytes)
        {
            throw new ScriptException("TypeError", "not a generator's state");
        }

        return (MersenneTwister*)Bytes.Data(state);
    }

    private static BigInteger ManyBits(MersenneTwister* generator, long bits)
    {
        uint[] words = new uint[(bits + 31) / 32];
        for (int i = 0; i < words.Length; i++)
        {
            long rest = bits - (i * 32L);
            words[i] = rest >= 32 ? generator->Next() : generator->Next() >> (int)(32 - rest);
        }

        return new BigInteger(MemoryMarshal.AsBytes(words.AsSpan()), isUnsigned: true);
    }
}
