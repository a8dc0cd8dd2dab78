using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

internal sealed unsafe partial class TextStream
{
    private bool isBigEndian; // what the signature of a UTF-16 or UTF-32 file said

    /// <summary>Reads and decodes a portion into the window.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="size">Bytes to read.</param>
    /// <param name="untilEnd">Read on to the end of the file and decode all at once.</param>
    /// <returns>1; 0 at the end of the file; -1 with an exception pending.</returns>
    private int Fill(Vm* vm, int size, bool untilEnd = false)
    {
        if (Tied != null && Tied.Flush() is < 0 and var flushed)
        {
            FileErrors.Raise(vm, -flushed);
            return -1;
        }

        MakeRoom(size);
        int from = end + tail;
        int read;
        do
        {
            if (from == window.Length)
            {
                Array.Resize(ref window, checked(window.Length * 2));
            }

            read = File.ReadOnce(untilEnd ? window.AsSpan(from) : window.AsSpan(from, size));
            if (read < 0)
            {
                FileErrors.Raise(vm, -read);
                return -1;
            }

            from += read;
        }
        while (untilEnd && read != 0);

        bool isFinal = untilEnd || read == 0;
        int fresh = from - end;
        tail = 0;
        if (fresh == 0)
        {
            return 0;
        }

        return Decode(vm, fresh, isFinal) ? 1 : -1;
    }

    /// <summary>Makes room behind the window, and moves it to the front if that gives enough.</summary>
    private void MakeRoom(int size)
    {
        int used = end + tail - start;
        if (start > 0)
        {
            window.AsSpan(start, used).CopyTo(window);
            end -= start;
            start = 0;
        }

        if (end == 0)
        {
            isPlain = true;
        }

        if (window.Length < used + size)
        {
            Array.Resize(ref window, Math.Max(used + size, window.Length * 2));
        }
    }

    /// <summary>Decodes the bytes behind the window into it; false with an exception pending, and these bytes dropped.</summary>
    private bool Decode(Vm* vm, int fresh, bool isFinal)
    {
        ReadOnlySpan<byte> bytes = window.AsSpan(end, fresh);
        bool isFirst = !hasBegun;
        hasBegun = true;
        if (codec == "utf-8-sig" && isFirst && bytes.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]))
        {
            fresh -= 3;
            bytes[3..].CopyTo(window.AsSpan(end));
            bytes = window.AsSpan(end, fresh);
        }

        int whole = isFinal ? fresh : fresh - Incomplete(bytes);
        bool isUtf8 = codec is "utf-8" or "utf-8-sig";
        bool needsNoChange = isUtf8 ? System.Text.Unicode.Utf8.IsValid(bytes[..whole])
            : codec is ("ascii" or "latin-1") && Ascii.IsValid(bytes);
        if (needsNoChange)
        {
            end += whole;
            tail = fresh - whole;
            return true;
        }

        Bytes* source = Bytes.New(vm, bytes[..whole]);
        Str* text = source == null ? null : Codecs.Decode(vm, source, DecodingName(bytes, isFirst), Errors);
        if (text == null)
        {
            return false;
        }

        byte[] rest = bytes[whole..].ToArray();
        byte[] converted = Str.ToUtf8(text);
        if (window.Length < end + converted.Length + rest.Length)
        {
            Array.Resize(ref window, end + converted.Length + rest.Length);
        }

        converted.CopyTo(window, end);
        end += converted.Length;
        rest.CopyTo(window, end);
        tail = rest.Length;
        isPlain = false;
        return true;
    }

    /// <summary>The name of the codec for a portion: a signature at the start of the file chooses the byte order for all of it.</summary>
    private string DecodingName(ReadOnlySpan<byte> bytes, bool isFirst)
    {
        if (codec is not ("utf-16" or "utf-32"))
        {
            return codec == "utf-8-sig" ? "utf-8" : codec;
        }

        if (isFirst)
        {
            isBigEndian = bytes.StartsWith(codec == "utf-16" ? (ReadOnlySpan<byte>)[0xfe, 0xff] : [0, 0, 0xfe, 0xff]);
            return codec;
        }

        return codec + (isBigEndian ? "-be" : "-le");
    }

    /// <summary>The bytes at the end of a portion that start a character whose rest is to come.</summary>
    private int Incomplete(ReadOnlySpan<byte> bytes)
    {
        if (codec.StartsWith("utf-8", StringComparison.Ordinal))
        {
            for (int back = 1; back <= Math.Min(3, bytes.Length); back++)
            {
                int b = bytes[^back];
                if ((b & 0xc0) != 0x80)
                {
                    int length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : b >= 0xc0 ? 2 : 1;
                    return length > back ? back : 0;
                }
            }

            return 0;
        }

        if (codec.StartsWith("utf-16", StringComparison.Ordinal))
        {
            int odd = bytes.Length & 1;
            int last = bytes.Length - odd - 2;
            bool isBig = codec == "utf-16-be" || (codec == "utf-16" && isBigEndian);
            return last >= 0 && (bytes[last + (isBig ? 0 : 1)] & 0xfc) == 0xd8 ? odd + 2 : odd;
        }

        return codec.StartsWith("utf-32", StringComparison.Ordinal) ? bytes.Length & 3 : 0;
    }
}
