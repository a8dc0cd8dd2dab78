using System.Text;
using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <content>Bytes taken as ASCII characters: case, predicates, padding, stripping.</content>
internal static unsafe partial class BytesMethods
{
    /// <summary>B.upper() -> copy of B with all ASCII characters converted to uppercase.</summary>
    [Method("upper")]
    internal static Bytes* Upper(Vm* vm, Bytes* self) => Map(vm, self, &ToUpper);

    /// <summary>B.lower() -> copy of B with all ASCII characters converted to lowercase.</summary>
    [Method("lower")]
    internal static Bytes* Lower(Vm* vm, Bytes* self) => Map(vm, self, &ToLower);

    /// <summary>B.swapcase() -> copy of B with uppercase ASCII characters converted to lowercase and vice versa.</summary>
    [Method("swapcase")]
    internal static Bytes* SwapCase(Vm* vm, Bytes* self) => Map(vm, self, &ToSwapped);

    /// <summary>B.capitalize() -> copy of B with only its first character capitalized (ASCII) and the rest lower-cased.</summary>
    [Method("capitalize")]
    internal static Bytes* Capitalize(Vm* vm, Bytes* self)
    {
        Bytes* result = Map(vm, self, &ToLower);
        if (result != null && result->Length > 0)
        {
            *Bytes.Data(result) = ToUpper(*Bytes.Data(result));
        }

        return result;
    }

    /// <summary>B.title() -> titlecased version of B: ASCII words start with uppercase characters, the rest is lowercase.</summary>
    [Method("title")]
    internal static Bytes* Title(Vm* vm, Bytes* self)
    {
        Bytes* result = Bytes.New(vm, Bytes.Span(self));
        bool inWord = false;
        for (int i = 0; result != null && i < result->Length; i++)
        {
            byte* at = Bytes.Data(result) + i;
            *at = inWord ? ToLower(*at) : ToUpper(*at);
            inWord = IsLetter(*at);
        }

        return result;
    }

    /// <summary>Return True if all bytes are ASCII letters and there is at least one, False otherwise.</summary>
    [Method("isalpha")]
    internal static bool IsAlpha(Bytes* self) => All(self, &IsLetter);

    /// <summary>Return True if all bytes are ASCII letters or digits and there is at least one, False otherwise.</summary>
    [Method("isalnum")]
    internal static bool IsAlnum(Bytes* self) => All(self, &IsLetterOrDigit);

    /// <summary>Return True if all bytes are ASCII digits and there is at least one, False otherwise.</summary>
    [Method("isdigit")]
    internal static bool IsDigit(Bytes* self) => All(self, &IsDigitByte);

    /// <summary>Return True if all bytes are ASCII whitespace and there is at least one, False otherwise.</summary>
    [Method("isspace")]
    internal static bool IsSpace(Bytes* self) => All(self, &BytesArguments.IsSpace);

    /// <summary>Return True if all bytes are below 128, False otherwise.</summary>
    [Method("isascii")]
    internal static bool IsAscii(Bytes* self) => Ascii.IsValid(Bytes.Span(self));

    /// <summary>Return True if all ASCII letters are uppercase and there is at least one, False otherwise.</summary>
    [Method("isupper")]
    internal static bool IsUpper(Bytes* self) => Bytes.Span(self).ContainsAnyInRange((byte)'A', (byte)'Z') && !Bytes.Span(self).ContainsAnyInRange((byte)'a', (byte)'z');

    /// <summary>Return True if all ASCII letters are lowercase and there is at least one, False otherwise.</summary>
    [Method("islower")]
    internal static bool IsLower(Bytes* self) => Bytes.Span(self).ContainsAnyInRange((byte)'a', (byte)'z') && !Bytes.Span(self).ContainsAnyInRange((byte)'A', (byte)'Z');

    /// <summary>Return True if uppercase characters only follow uncased ones and lowercase only cased ones, False otherwise.</summary>
    [Method("istitle")]
    internal static bool IsTitle(Bytes* self)
    {
        bool found = false;
        bool inWord = false;
        foreach (byte b in Bytes.Span(self))
        {
            bool isUpper = char.IsAsciiLetterUpper((char)b);
            bool isLower = char.IsAsciiLetterLower((char)b);
            if ((isUpper && inWord) || (isLower && !inWord))
            {
                return false;
            }

            inWord = isUpper || isLower;
            found |= inWord;
        }

        return found;
    }

    /// <summary>Return a centered string of length width, padded with the fill byte.</summary>
    [Method("center", Signature = "($self, width, fillchar=b' ', /)")]
    internal static Bytes* Center(Vm* vm, Bytes* self, long width, Value fillchar)
    {
        long margin = Math.Max(width - self->Length, 0);
        long left = (margin / 2) + (margin & width & 1);
        return Pad(vm, self, left, margin - left, fillchar, "center");
    }

    /// <summary>Return a left-justified string of length width, padded with the fill byte.</summary>
    [Method("ljust", Signature = "($self, width, fillchar=b' ', /)")]
    internal static Bytes* JustifyLeft(Vm* vm, Bytes* self, long width, Value fillchar) => Pad(vm, self, 0, width - self->Length, fillchar, "ljust");

    /// <summary>Return a right-justified string of length width, padded with the fill byte.</summary>
    [Method("rjust", Signature = "($self, width, fillchar=b' ', /)")]
    internal static Bytes* JustifyRight(Vm* vm, Bytes* self, long width, Value fillchar) => Pad(vm, self, width - self->Length, 0, fillchar, "rjust");

    /// <summary>Pad a numeric string with zeros on the left, behind its sign, to fill a field of the given width.</summary>
    [Method("zfill")]
    internal static Bytes* ZeroFill(Vm* vm, Bytes* self, long width)
    {
        Bytes* result = Pad(vm, self, width - self->Length, 0, (byte)'0');
        int filled = result == null ? 0 : result->Length - self->Length;
        if (filled > 0 && self->Length > 0 && *Bytes.Data(self) is (byte)'+' or (byte)'-')
        {
            Bytes.Data(result)[filled] = (byte)'0';
            *Bytes.Data(result) = *Bytes.Data(self);
        }

        return result;
    }

    /// <summary>Return a copy where all tab characters are expanded using spaces.</summary>
    [Method("expandtabs", Signature = "($self, /, tabsize=8)")]
    internal static Bytes* ExpandTabs(Vm* vm, Bytes* self, int tabsize)
    {
        StrBuilder content = new(vm);
        long column = 0;
        foreach (byte b in Bytes.Span(self))
        {
            if (b != '\t')
            {
                content.Append((int)b);
                column = b is (byte)'\n' or (byte)'\r' ? 0 : column + 1;
            }
            else if (tabsize > 0)
            {
                long spaces = tabsize - (column % tabsize);
                content.Append(' ', spaces);
                column += spaces;
            }
        }

        return content.ToBytes();
    }

    /// <summary>Strip leading and trailing bytes contained in the argument; None strips ASCII whitespace.</summary>
    [Method("strip", Signature = "($self, bytes=None, /)")]
    internal static Bytes* Strip(Vm* vm, Bytes* self, Value bytes) => Strip(vm, self, bytes, atStart: true, atEnd: true);

    /// <summary>Strip leading bytes contained in the argument; None strips ASCII whitespace.</summary>
    [Method("lstrip", Signature = "($self, bytes=None, /)")]
    internal static Bytes* StripLeft(Vm* vm, Bytes* self, Value bytes) => Strip(vm, self, bytes, atStart: true, atEnd: false);

    /// <summary>Strip trailing bytes contained in the argument; None strips ASCII whitespace.</summary>
    [Method("rstrip", Signature = "($self, bytes=None, /)")]
    internal static Bytes* StripRight(Vm* vm, Bytes* self, Value bytes) => Strip(vm, self, bytes, atStart: false, atEnd: true);

    internal static byte ToUpper(byte b) => (byte)(char.IsAsciiLetterLower((char)b) ? b - 32 : b);

    internal static byte ToLower(byte b) => (byte)(char.IsAsciiLetterUpper((char)b) ? b + 32 : b);

    internal static byte ToSwapped(byte b) => IsLetter(b) ? (byte)(b ^ 32) : b;

    internal static bool IsLetter(byte b) => char.IsAsciiLetter((char)b);

    internal static bool IsLetterOrDigit(byte b) => char.IsAsciiLetterOrDigit((char)b);

    internal static bool IsDigitByte(byte b) => char.IsAsciiDigit((char)b);

    internal static Bytes* Map(Vm* vm, Bytes* self, delegate*<byte, byte> mapping)
    {
        Bytes* result = Bytes.Allocate(vm, self->Length);
        for (int i = 0; result != null && i < self->Length; i++)
        {
            Bytes.Data(result)[i] = mapping(Bytes.Data(self)[i]);
        }

        return result;
    }

    internal static bool All(Bytes* self, delegate*<byte, bool> test)
    {
        foreach (byte b in Bytes.Span(self))
        {
            if (!test(b))
            {
                return false;
            }
        }

        return self->Length > 0;
    }

    internal static Bytes* Pad(Vm* vm, Bytes* self, long left, long right, Value fillchar, string method)
    {
        if (fillchar.IsUndefined)
        {
            return Pad(vm, self, left, right, (byte)' ');
        }

        if (!BytesArguments.IsBytesLike(fillchar) || BytesArguments.Content(vm, fillchar).Length != 1)
        {
            Throw.TypeError(vm, $"{method}() argument 2 must be a byte string of length 1, not {Types.NameOf(vm, fillchar)}");
            return null;
        }

        return Pad(vm, self, left, right, BytesArguments.Content(vm, fillchar)[0]);
    }

    internal static Bytes* Pad(Vm* vm, Bytes* self, long left, long right, byte fill)
    {
        if (left <= 0 && right <= 0)
        {
            return Bytes.Exact(vm, self);
        }

        left = Math.Clamp(left, 0, int.MaxValue);
        right = Math.Clamp(right, 0, int.MaxValue);
        Bytes* result = Bytes.Allocate(vm, left + self->Length + right);
        if (result != null)
        {
            Span<byte> target = new(Bytes.Data(result), result->Length);
            target.Fill(fill);
            Bytes.Span(self).CopyTo(target[(int)left..]);
        }

        return result;
    }

    internal static Bytes* Strip(Vm* vm, Bytes* self, Value bytes, bool atStart, bool atEnd)
    {
        ReadOnlySpan<byte> set = " \t\n\r\v\f"u8;
        if (!bytes.IsNone && !BytesArguments.TryGet(vm, bytes, out set))
        {
            return null;
        }

        ReadOnlySpan<byte> content = Bytes.Span(self);
        content = atStart ? content.TrimStart(set) : content;
        content = atEnd ? content.TrimEnd(set) : content;
        return Part(vm, self, content);
    }

    /// <summary>A part of a byte string; all of an exact one is itself.</summary>
    internal static Bytes* Part(Vm* vm, Bytes* self, ReadOnlySpan<byte> part) =>
        part.Length == self->Length ? Bytes.Exact(vm, self) : Bytes.New(vm, part);
}
