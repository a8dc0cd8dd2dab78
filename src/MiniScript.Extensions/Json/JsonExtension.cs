using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Extensions.Json;

/// <summary>The reader and writer behind the <c>json</c> module, which is written in script.</summary>
[Extension("_json")]
public static unsafe partial class JsonExtension
{
    /// <summary>Reads the only value of a JSON text.</summary>
    [Function("decode", Signature = "(text, error, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, strict, /)")]
    private static Value Decode(
        Vm* vm, Str* text, Value error, Value objectHook, Value objectPairsHook, Value parseFloat, Value parseInt, Value parseConstant, bool strict)
    {
        JsonHooks hooks = Hooks(error, objectHook, objectPairsHook, parseFloat, parseInt, parseConstant, strict);
        return text->Width switch
        {
            1 => Decode<byte>(vm, text, in hooks),
            2 => Decode<ushort>(vm, text, in hooks),
            _ => Decode<int>(vm, text, in hooks),
        };
    }

    /// <summary>Reads the JSON value that begins at an index of a text; returns it and the index behind it.</summary>
    [Function("scan", Signature = "(text, index, error, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, strict, /)")]
    private static Value Scan(
        Vm* vm, Str* text, long index, Value error, Value objectHook, Value objectPairsHook, Value parseFloat, Value parseInt, Value parseConstant, bool strict)
    {
        if (index < 0)
        {
            return Throw.ValueError(vm, "idx cannot be negative");
        }

        JsonHooks hooks = Hooks(error, objectHook, objectPairsHook, parseFloat, parseInt, parseConstant, strict);
        int start = (int)long.Min(index, text->Length);
        return text->Width switch
        {
            1 => Scan<byte>(vm, text, start, in hooks),
            2 => Scan<ushort>(vm, text, start, in hooks),
            _ => Scan<int>(vm, text, start, in hooks),
        };
    }

    /// <summary>Writes a value as JSON text.</summary>
    [Function(
        "encode", Signature = "(value, default, skipkeys, ensure_ascii, check_circular, allow_nan, indent, item_separator, key_separator, sort_keys, /)")]
    private static Str* Encode(
        Vm* vm, Value value, Value @default, bool skipkeys, bool ensureAscii, bool checkCircular, bool allowNan, Value indent, Str* itemSeparator,
        Str* keySeparator, bool sortKeys)
    {
        JsonOptions options = new()
        {
            Default = @default,
            SkipKeys = skipkeys,
            EnsureAscii = ensureAscii,
            CheckCircular = checkCircular,
            AllowNaN = allowNan,
            SortKeys = sortKeys,
            ItemSeparator = itemSeparator,
            KeySeparator = keySeparator,
            Indent = null,
        };
        if (indent.Is(Kind.Str))
        {
            options.Indent = (Str*)indent.AsObject;
        }
        else if (!indent.IsNone)
        {
            if (!Integers.TryIndexClipped(vm, indent, out long spaces))
            {
                return null;
            }

            options.Indent = Str.Repeat(vm, Str.FromCodePoint(vm, ' '), long.Max(spaces, 0));
            if (options.Indent == null)
            {
                return null;
            }
        }

        byte* scratch = stackalloc byte[JsonWriter.ScratchBytes];
        JsonWriter writer = new(vm, in options, scratch);
        return writer.Write(value, null, 0) ? writer.ToStr() : null;
    }

    private static JsonHooks Hooks(
        Value error, Value objectHook, Value objectPairsHook, Value parseFloat, Value parseInt, Value parseConstant, bool strict) => new()
        {
            Error = error,
            Object = objectHook,
            ObjectPairs = objectPairsHook,
            Float = parseFloat,
            Integer = parseInt,
            Constant = parseConstant,
            IsStrict = strict,
        };

    private static Value Decode<T>(Vm* vm, Str* text, in JsonHooks hooks)
        where T : unmanaged
    {
        Str** keys = stackalloc Str*[JsonReader<T>.KeyRoom];
        JsonReader<T> reader = new(vm, text, 0, in hooks, keys);
        Value value = reader.ReadDocument();
        Calls.KeepAlive(text);
        return value;
    }

    private static Value Scan<T>(Vm* vm, Str* text, int start, in JsonHooks hooks)
        where T : unmanaged
    {
        Str** keys = stackalloc Str*[JsonReader<T>.KeyRoom];
        JsonReader<T> reader = new(vm, text, start, in hooks, keys);
        Value value = reader.ReadValue();
        Calls.KeepAlive(text);
        return value.IsUndefined ? value : Value.FromObject(Tuple.New(vm, value, Value.FromInt(reader.Index)));
    }
}
