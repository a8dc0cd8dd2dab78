namespace MiniScript.Runtime.Objects;

/// <summary>UTF-8 of single code points, surrogates included (each as three bytes).</summary>
internal static unsafe class Utf8
{
    /// <summary>The bytes of a code point.</summary>
    public static int Length(int codePoint) => codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

    /// <summary>Writes a code point; returns the bytes written.</summary>
    public static int Encode(int codePoint, byte* target)
    {
        switch (Length(codePoint))
        {
            case 1:
                target[0] = (byte)codePoint;
                return 1;
            case 2:
                target[0] = (byte)(0xc0 | (codePoint >> 6));
                target[1] = (byte)(0x80 | (codePoint & 0x3f));
                return 2;
            case 3:
                target[0] = (byte)(0xe0 | (codePoint >> 12));
                target[1] = (byte)(0x80 | ((codePoint >> 6) & 0x3f));
                target[2] = (byte)(0x80 | (codePoint & 0x3f));
                return 3;
            default:
                target[0] = (byte)(0xf0 | (codePoint >> 18));
                target[1] = (byte)(0x80 | ((codePoint >> 12) & 0x3f));
                target[2] = (byte)(0x80 | ((codePoint >> 6) & 0x3f));
                target[3] = (byte)(0x80 | (codePoint & 0x3f));
                return 4;
        }
    }

    /// <summary>Reads the code point at the start of a nonempty text; U+FFFD, one byte long, if there is none. Returns the bytes read.</summary>
    public static int Decode(ReadOnlySpan<byte> text, out int codePoint)
    {
        int first = text[0];
        if (first < 0x80)
        {
            codePoint = first;
            return 1;
        }

        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        codePoint = 0xfffd;
        if (first is < 0xc2 or > 0xf4 || text.Length < length)
        {
            return 1;
        }

        int value = first & (0x7f >> length);
        for (int i = 1; i < length; i++)
        {
            if ((text[i] & 0xc0) != 0x80)
            {
                return 1;
            }

            value = (value << 6) | (text[i] & 0x3f);
        }

        if (value > 0x10ffff || Length(value) != length)
        {
            return 1;
        }

        codePoint = value;
        return length;
    }
}
