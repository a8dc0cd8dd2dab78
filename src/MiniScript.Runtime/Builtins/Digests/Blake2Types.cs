using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>The constructors of <c>hashlib.blake2b</c> and <c>hashlib.blake2s</c>, which are types.</summary>
internal static unsafe class Blake2Types
{
    private static ReadOnlySpan<byte> Names =>
        "data\0digest_size\0key\0salt\0person\0fanout\0depth\0leaf_size\0node_offset\0node_depth\0inner_size\0last_node\0usedforsecurity\0"u8;

    /// <summary>Sets the slots of <c>blake2b</c>.</summary>
    public static void InitializeLargeSlots(TypeObject* type) => type->Slots.New = &NewLarge;

    /// <summary>Sets the slots of <c>blake2s</c>.</summary>
    public static void InitializeSmallSlots(TypeObject* type) => type->Slots.New = &NewSmall;

    /// <summary>Sets the class attributes that tell limits.</summary>
    public static Value Describe(Vm* vm, TypeObject* type, bool isLarge)
    {
        int scale = isLarge ? 2 : 1;
        Set(vm, type, "SALT_SIZE"u8, 8 * scale);
        Set(vm, type, "PERSON_SIZE"u8, 8 * scale);
        Set(vm, type, "MAX_KEY_SIZE"u8, 32 * scale);
        Set(vm, type, "MAX_DIGEST_SIZE"u8, 32 * scale);
        return Value.FromObject(type);
    }

    private static void Set(Vm* vm, TypeObject* type, ReadOnlySpan<byte> name, int value) =>
        Dict.SetStr(vm, type->Attributes, Str.Intern(vm, name), Value.FromInt(value));

    private static Value NewLarge(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => New(vm, type, args, argc, kwNames, isLarge: true);

    private static Value NewSmall(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => New(vm, type, args, argc, kwNames, isLarge: false);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames, bool isLarge)
    {
        int scale = isLarge ? 2 : 1;
        string name = isLarge ? "blake2b" : "blake2s";
        Value* given = stackalloc Value[13];
        BindShape shape = new(13, 0, 1, 0, false, false);
        if (argc > 1)
        {
            return Throw.TypeError(vm, $"{name}() takes at most 1 positional argument ({argc} given)");
        }

        if (!ArgumentBinder.Bind(vm, isLarge ? "blake2b"u8 : "blake2s"u8, Names, in shape, args, argc, kwNames, given, out _, out _)
            || !TryNumber(vm, given[1], 32 * scale, out long size)
            || !TryBytes(vm, given[2], out byte[] key) || !TryBytes(vm, given[3], out byte[] salt) || !TryBytes(vm, given[4], out byte[] person)
            || !TryNumber(vm, given[5], 1, out long fanout) || !TryNumber(vm, given[6], 1, out long depth)
            || !TryUnsigned(vm, given[7], out ulong leafSize) || !TryUnsigned(vm, given[8], out ulong nodeOffset)
            || !TryNumber(vm, given[9], 0, out long nodeDepth) || !TryNumber(vm, given[10], 0, out long innerSize))
        {
            return Value.Undefined;
        }

        int isLast = given[11].IsUndefined ? 0 : Truth.Of(vm, given[11]);
        if (isLast < 0)
        {
            return Value.Undefined;
        }

        string? wrong = size < 1 || size > 32 * scale ? $"digest_size must be between 1 and {32 * scale} bytes"
            : salt.Length > 8 * scale ? $"maximum salt length is {8 * scale} bytes"
            : person.Length > 8 * scale ? $"maximum person length is {8 * scale} bytes"
            : fanout is < 0 or > 255 ? "fanout must be between 0 and 255"
            : depth is <= 0 or > 255 ? "depth must be between 1 and 255"
            : null;
        if (wrong != null)
        {
            return Throw.ValueError(vm, wrong);
        }

        if (leafSize > uint.MaxValue || (!isLarge && nodeOffset > 0xffff_ffff_ffff))
        {
            return Throw.OverflowError(vm, leafSize > uint.MaxValue ? "leaf_size is too large" : "node_offset is too large");
        }

        wrong = nodeDepth is < 0 or > 255 ? "node_depth must be between 0 and 255"
            : innerSize < 0 || innerSize > 32 * scale ? $"inner_size must be between 0 and is {32 * scale}"
            : key.Length > 32 * scale ? $"maximum key length is {32 * scale} bytes"
            : null;
        if (wrong != null)
        {
            return Throw.ValueError(vm, wrong);
        }

        Blake2Parameters parameters = new()
        {
            Size = (int)size,
            Key = key,
            Salt = salt,
            Person = person,
            Fanout = (int)fanout,
            Depth = (int)depth,
            LeafSize = (uint)leafSize,
            NodeOffset = nodeOffset,
            NodeDepth = (int)nodeDepth,
            InnerSize = (int)innerSize,
            IsLastNode = isLast > 0,
        };
        return HashType.New(vm, type, new HashState(name, isLarge ? new Blake2bDigest(parameters) : new Blake2sDigest(parameters)), given[0]);
    }

    private static bool TryNumber(Vm* vm, Value value, long missing, out long number)
    {
        number = missing;
        return value.IsUndefined || Integers.TryIndex(vm, value, out number);
    }

    private static bool TryUnsigned(Vm* vm, Value value, out ulong number)
    {
        number = 0;
        if (value.IsUndefined)
        {
            return true;
        }

        Value integer = Integers.Index(vm, value);
        if (integer.IsUndefined)
        {
            return false;
        }

        if (Integers.Sign(integer) < 0)
        {
            Throw.ValueError(vm, "value must be positive");
            return false;
        }

        if (!Integers.TryToUlong(integer, out number))
        {
            Throw.OverflowError(vm, "int too big to convert");
            return false;
        }

        return true;
    }

    private static bool TryBytes(Vm* vm, Value value, out byte[] content)
    {
        content = [];
        if (value.IsUndefined)
        {
            return true;
        }

        if (!BytesArguments.TryGet(vm, value, out ReadOnlySpan<byte> bytes))
        {
            return false;
        }

        content = bytes.ToArray();
        return true;
    }
}
