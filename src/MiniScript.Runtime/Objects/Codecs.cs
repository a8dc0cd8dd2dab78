using System.Text;
using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Text encodings by name, with CPython's error handlers.</summary>
internal static unsafe partial class Codecs
{
    private enum Codec
    {
        Unknown,
        Ascii,
        Latin1,
        Utf8,
        Utf8Signature,
        Utf16,
        Utf16LittleEndian,
        Utf16BigEndian,
        Utf32,
        Utf32LittleEndian,
        Utf32BigEndian,

        /// <summary>A table of the code points of all bytes.</summary>
        Charmap,
    }

    /// <summary>Encodes a string; null with <c>LookupError</c> or <c>UnicodeEncodeError</c> pending.</summary>
    public static Bytes* Encode(Vm* vm, Str* text, string encoding, string errors)
    {
        Codec codec = Find(encoding);
        switch (codec)
        {
            case Codec.Unknown:
                return EncodeElsewhere(vm, text, encoding, errors);
            case Codec.Utf8 or Codec.Ascii when text->IsAscii:
            case Codec.Latin1 when text->Width == 1:
                return Bytes.New(vm, text->Latin1);
            case Codec.Utf8 when !HasSurrogates(text):
                Bytes* bytes = Bytes.Allocate(vm, Str.Utf8Length(text));
                if (bytes != null)
                {
                    Str.CopyUtf8(text, Bytes.Data(bytes));
                }

                return bytes;
            default:
                return new Encoder(vm, text, codec, errors, null).Run();
        }
    }

    /// <summary>Decodes for <c>str(bytes, encoding, errors)</c>, whose optional arguments may be missing; null with an exception pending.</summary>
    public static Str* Decode(Vm* vm, Bytes* data, Value encoding, Value errors, string function)
    {
        if (!TryName(vm, encoding, "utf-8", function, "encoding", out string encodingName)
            || !TryName(vm, errors, "strict", function, "errors", out string errorsName))
        {
            return null;
        }

        return Decode(vm, data, encodingName, errorsName);
    }

    /// <summary>Decodes a byte string; null with <c>LookupError</c> or <c>UnicodeDecodeError</c> pending.</summary>
    public static Str* Decode(Vm* vm, Bytes* data, string encoding, string errors) => Decode(vm, data, encoding, errors, isFinal: true, out _);

    /// <summary>Decodes a byte string, whose last character may be cut off; null with <c>LookupError</c> or <c>UnicodeDecodeError</c> pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="encoding">The encoding's name.</param>
    /// <param name="errors">The error handler's name.</param>
    /// <param name="isFinal">False if more may follow: then an unfinished character at the end is left alone.</param>
    /// <param name="consumed">The number of bytes decoded.</param>
    public static Str* Decode(Vm* vm, Bytes* data, string encoding, string errors, bool isFinal, out int consumed)
    {
        Codec codec = Find(encoding);
        ReadOnlySpan<byte> bytes = Bytes.Span(data);
        consumed = bytes.Length;
        switch (codec)
        {
            case Codec.Unknown:
                return DecodeElsewhere(vm, data, encoding, errors);
            case Codec.Latin1:
                return Str.FromLatin1(vm, bytes);
            case Codec.Ascii or Codec.Utf8 when Ascii.IsValid(bytes):
                return Str.FromAscii(vm, bytes);
            case Codec.Utf8 when System.Text.Unicode.Utf8.IsValid(bytes):
                return Str.FromUtf8(vm, bytes);
            default:
                Decoder decoder = new(vm, data, codec, errors, null, isFinal);
                Str* text = decoder.Run();
                consumed = decoder.Consumed;
                return text;
        }
    }

    /// <summary>Encodes by a table of 256 code points, U+FFFE for bytes without one; null with an exception pending.</summary>
    public static Bytes* EncodeMapped(Vm* vm, Str* text, Str* table, string errors) => new Encoder(vm, text, Codec.Charmap, errors, table).Run();

    /// <summary>Decodes by a table of code points, U+FFFE for bytes without one; null with an exception pending.</summary>
    public static Str* DecodeMapped(Vm* vm, Bytes* data, Str* table, string errors) => new Decoder(vm, data, Codec.Charmap, errors, table, true).Run();

    private static Bytes* EncodeElsewhere(Vm* vm, Str* text, string encoding, string errors)
    {
        Str* table = CodecRegistry.Table(vm, encoding);
        return table != null ? EncodeMapped(vm, text, table, errors) : CodecRegistry.Encode(vm, text, encoding, errors);
    }

    private static Str* DecodeElsewhere(Vm* vm, Bytes* data, string encoding, string errors)
    {
        Str* table = CodecRegistry.Table(vm, encoding);
        return table != null ? DecodeMapped(vm, data, table, errors) : CodecRegistry.Decode(vm, data, encoding, errors);
    }

    /// <summary>The bytes of a string argument that names an encoding or handler.</summary>
    public static bool TryName(Vm* vm, Value value, string missing, string function, string parameter, out string name)
    {
        name = missing;
        if (value.IsUndefined)
        {
            return true;
        }

        if (!value.Is(Kind.Str))
        {
            Throw.TypeError(vm, $"{function}() argument '{parameter}' must be str, not {Types.NameOf(vm, value)}");
            return false;
        }

        name = Str.ToManaged((Str*)value.AsObject);
        return true;
    }

    private static Codec Find(string name)
    {
        // The streams of every process ask for it: without the tables of letter cases less of the executable is touched at start.
        if (name == "utf-8")
        {
            return Codec.Utf8;
        }

        string normal = name.ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        return normal switch
        {
            "utf-8" or "utf8" or "u8" or "utf" or "cp65001" or "utf8-ucs2" or "utf8-ucs4" => Codec.Utf8,
            "utf-8-sig" or "utf8-sig" => Codec.Utf8Signature,
            "ascii" or "us-ascii" or "646" or "ansi-x3.4-1968" or "iso646-us" or "us" or "cp367" => Codec.Ascii,
            "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1" or "8859" or "cp819" or "l1" or "latin" or "iso8859" => Codec.Latin1,
            "utf-16" or "utf16" or "u16" => Codec.Utf16,
            "utf-16-le" or "utf-16le" or "utf16-le" or "unicodelittleunmarked" => Codec.Utf16LittleEndian,
            "utf-16-be" or "utf-16be" or "utf16-be" or "unicodebigunmarked" => Codec.Utf16BigEndian,
            "utf-32" or "utf32" or "u32" => Codec.Utf32,
            "utf-32-le" or "utf-32le" or "utf32-le" => Codec.Utf32LittleEndian,
            "utf-32-be" or "utf-32be" or "utf32-be" => Codec.Utf32BigEndian,
            _ => Codec.Unknown,
        };
    }

    /// <summary>The one name of an encoding that has several; null if it is unknown, or not one that characters are written in byte by byte.</summary>
    public static string? Canonical(Vm* vm, string encoding) => Find(encoding) switch
    {
        Codec.Unknown => CodecRegistry.Table(vm, encoding) != null ? encoding : null,
        Codec.Utf8Signature => "utf-8-sig",
        Codec codec => NameOf(codec),
    };

    /// <summary>The one name of an encoding that is built in; null for all others.</summary>
    public static string? NativeName(string encoding) => Find(encoding) switch
    {
        Codec.Unknown => null,
        Codec.Utf8Signature => "utf-8-sig",
        Codec codec => NameOf(codec),
    };

    /// <summary>Whether a string has code points that no encoding has.</summary>
    public static bool HasSurrogates(Str* text) => text->Width switch
    {
        1 => false,
        2 => text->Ucs2.IndexOfAnyInRange('\ud800', '\udfff') >= 0,
        _ => text->Ucs4.IndexOfAnyInRange(0xd800, 0xdfff) >= 0,
    };

    /// <summary>The name that messages show.</summary>
    private static string NameOf(Codec codec) => codec switch
    {
        Codec.Ascii => "ascii",
        Codec.Latin1 => "latin-1",
        Codec.Utf16 => "utf-16",
        Codec.Utf16LittleEndian => "utf-16-le",
        Codec.Utf16BigEndian => "utf-16-be",
        Codec.Utf32 => "utf-32",
        Codec.Utf32LittleEndian => "utf-32-le",
        Codec.Utf32BigEndian => "utf-32-be",
        Codec.Charmap => "charmap",
        _ => "utf-8",
    };

    private static bool IsSurrogate(int c) => (uint)(c - 0xd800) < 0x800;
}
