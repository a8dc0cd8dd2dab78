using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The native half of the library module <c>codecs</c>.</summary>
[BuiltinModule("_codecs")]
internal static unsafe partial class CodecsModule
{
    /// <summary>Encodes obj using the codec registered for encoding; pickles name this function for bytes.</summary>
    [Function("encode", Signature = "(obj, encoding='utf-8', errors='strict')")]
    private static Value Encode(Vm* vm, Value obj, string encoding, string errors)
    {
        Value encode = LibraryCalls.Attribute(vm, "codecs", "encode");
        return encode.IsUndefined ? encode : Calls.Invoke(vm, encode, obj, Value.FromObject(Str.New(vm, encoding)), Value.FromObject(Str.New(vm, errors)));
    }

    /// <summary>The one name of an encoding that is built in, or None.</summary>
    [Function("canonical", Signature = "(encoding, /)")]
    private static string? Canonical(string encoding) => Codecs.NativeName(encoding);

    /// <summary>Encode text by an encoding that is built in; returns the bytes and the length of the text.</summary>
    [Function("encode_text", Signature = "(encoding, text, errors='strict', /)")]
    private static Value EncodeText(Vm* vm, string encoding, Str* text, Value errors) =>
        TryErrors(vm, errors, out string handler) ? Pair(vm, Codecs.Encode(vm, text, encoding, handler), text->Length) : Value.Undefined;

    /// <summary>Decode bytes by an encoding that is built in; returns the text and the number of bytes decoded.</summary>
    [Function("decode_text", Signature = "(encoding, data, errors='strict', final=True, /)")]
    private static Value DecodeText(Vm* vm, string encoding, Value data, Value errors, bool final)
    {
        Bytes* bytes = ToBytes(vm, data);
        if (bytes == null || !TryErrors(vm, errors, out string handler))
        {
            return Value.Undefined;
        }

        Str* text = Codecs.Decode(vm, bytes, encoding, handler, final, out int consumed);
        return Pair(vm, text, consumed);
    }

    /// <summary>Encode text by a table of the characters of all bytes.</summary>
    [Function("encode_mapped", Signature = "(table, text, errors='strict', /)")]
    private static Value EncodeMapped(Vm* vm, Str* table, Str* text, Value errors) =>
        TryErrors(vm, errors, out string handler) ? Pair(vm, Codecs.EncodeMapped(vm, text, table, handler), text->Length) : Value.Undefined;

    /// <summary>Decode bytes by a table of the characters of all bytes.</summary>
    [Function("decode_mapped", Signature = "(table, data, errors='strict', /)")]
    private static Value DecodeMapped(Vm* vm, Str* table, Value data, Value errors)
    {
        Bytes* bytes = ToBytes(vm, data);
        return bytes != null && TryErrors(vm, errors, out string handler) ? Pair(vm, Codecs.DecodeMapped(vm, bytes, table, handler), bytes->Length) : Value.Undefined;
    }

    /// <summary>Encode text with the escapes of a literal.</summary>
    [Function("unicode_escape_encode", Signature = "(str, errors=None, /)")]
    private static Value UnicodeEscapeEncode(Vm* vm, Str* text, Value errors) => Pair(vm, UnicodeEscapes.Encode(vm, text, isRaw: false), text->Length);

    /// <summary>Encode text with the escapes of code points that a raw literal of old had.</summary>
    [Function("raw_unicode_escape_encode", Signature = "(str, errors=None, /)")]
    private static Value RawUnicodeEscapeEncode(Vm* vm, Str* text, Value errors) => Pair(vm, UnicodeEscapes.Encode(vm, text, isRaw: true), text->Length);

    /// <summary>Decode the escapes of a literal.</summary>
    [Function("unicode_escape_decode", Signature = "(data, errors=None, final=True, /)")]
    private static Value UnicodeEscapeDecode(Vm* vm, Value data, Value errors, bool final) => DecodeEscapes(vm, data, errors, final, isRaw: false);

    /// <summary>Decode the escapes of code points that a raw literal of old had.</summary>
    [Function("raw_unicode_escape_decode", Signature = "(data, errors=None, final=True, /)")]
    private static Value RawUnicodeEscapeDecode(Vm* vm, Value data, Value errors, bool final) => DecodeEscapes(vm, data, errors, final, isRaw: true);

    /// <summary>Decode the escapes of a bytes literal.</summary>
    [Function("escape_decode", Signature = "(data, errors=None, /)")]
    private static Value EscapeDecode(Vm* vm, Value data, Value errors)
    {
        Bytes* bytes = ToBytes(vm, data);
        return bytes == null || !TryErrors(vm, errors, out string handler) ? Value.Undefined : Pair(vm, UnicodeEscapes.DecodeBytes(vm, Bytes.Span(bytes), handler), bytes->Length);
    }

    /// <summary>Encode bytes with the escapes of a bytes literal.</summary>
    [Function("escape_encode", Signature = "(data, errors=None, /)")]
    private static Value EscapeEncode(Vm* vm, Bytes* data, Value errors) => Pair(vm, UnicodeEscapes.EncodeBytes(vm, Bytes.Span(data)), data->Length);

    /// <summary>Register an error handler under a name.</summary>
    [Function("register_error", Signature = "(errors, handler, /)")]
    private static Value RegisterError(Vm* vm, Str* errors, Value handler)
    {
        if (Types.Of(vm, handler)->Slots.Call == null)
        {
            return Throw.TypeError(vm, "handler must be callable");
        }

        return Dict.SetStr(vm, CodecRegistry.Handlers(vm), Str.Intern(vm, errors), handler) ? Value.None : Value.Undefined;
    }

    /// <summary>The error handlers that script has registered.</summary>
    [Function("handlers", Signature = "()")]
    private static Dict* Handlers(Vm* vm) => CodecRegistry.Handlers(vm);

    private static Value DecodeEscapes(Vm* vm, Value data, Value errors, bool isFinal, bool isRaw)
    {
        Bytes* bytes = ToBytes(vm, data);
        if (bytes == null || !TryErrors(vm, errors, out string handler))
        {
            return Value.Undefined;
        }

        Str* text = UnicodeEscapes.Decode(vm, bytes, handler, isRaw, isFinal, out int consumed);
        return Pair(vm, text, consumed);
    }

    /// <summary>The bytes of an argument, of text its UTF-8; null with <c>TypeError</c> pending.</summary>
    private static Bytes* ToBytes(Vm* vm, Value data)
    {
        if (data.Is(Kind.Str))
        {
            return Codecs.Encode(vm, (Str*)data.AsObject, "utf-8", "strict");
        }

        if (data.IsExactly(TypeId.Bytes))
        {
            return (Bytes*)data.AsObject;
        }

        return BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content) ? Bytes.New(vm, content) : null;
    }

    private static bool TryErrors(Vm* vm, Value errors, out string handler)
    {
        handler = "strict";
        return errors.IsUndefined || errors.IsNone || Codecs.TryName(vm, errors, handler, "codecs", "errors", out handler);
    }

    private static Value Pair(Vm* vm, void* result, int length) =>
        result == null ? Value.Undefined : Value.FromObject(Tuple.New(vm, Value.FromObject(result), Value.FromInt(length)));
}
