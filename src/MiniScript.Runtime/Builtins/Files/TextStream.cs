using System.Diagnostics.CodeAnalysis;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>Text over a <see cref="BufferedFile"/>: decoding, lines, encoding.</summary>
/// <remarks>
/// What is read passes through a window of UTF-8: <c>window[start..end]</c> is decoded and not yet taken, with its line ends as in
/// the file; <c>window[end..end + tail]</c> are bytes of a character whose rest is not read yet. UTF-8 files need no conversion
/// into it, only validation. Bytes are read in CPython's portions, because its errors count positions from where a portion starts.
/// </remarks>
internal sealed unsafe partial class TextStream : IDisposable
{
    private const int Portion = 8192;
    private const int SeenAll = 7;

    private string codec;
    private byte[] window = [];
    private int start;
    private int end;
    private int tail;
    private bool isPlain = true; // the window has the very bytes of the file
    private bool hasBegun; // the first portion, which may start with a signature, is read

    /// <summary>Wraps a file; the encoding is one that <see cref="Codecs"/> knows.</summary>
    public TextStream(BufferedFile file, string encoding, string errors, NewlineMode newlines)
    {
        File = file;
        Configure(encoding, errors, newlines);
    }

    /// <summary>Sets how bytes become text; before anything was read.</summary>
    [MemberNotNull(nameof(codec), nameof(Encoding), nameof(Errors), nameof(LineEnd))]
    public void Configure(string encoding, string errors, NewlineMode newlines)
    {
        Encoding = encoding;
        Errors = errors;
        Newlines = newlines;
        codec = Codecs.NativeName(encoding) ?? encoding;
        LineEnd = newlines switch
        {
            NewlineMode.Universal => OperatingSystem.IsWindows() ? "\r\n" : "\n",
            NewlineMode.CarriageReturn => "\r",
            NewlineMode.Both => "\r\n",
            _ => "\n",
        };
    }

    /// <summary>The bytes.</summary>
    public BufferedFile File { get; }

    /// <summary>The encoding, as the script named it.</summary>
    public string Encoding { get; private set; }

    /// <summary>How errors of the encoding are treated.</summary>
    public string Errors { get; private set; }

    /// <summary>What ends a line.</summary>
    public NewlineMode Newlines { get; private set; }

    /// <summary>Whether a written line end flushes.</summary>
    public bool IsLineBuffered { get; set; }

    /// <summary>Whether iteration has begun: <c>tell</c> is refused until it ends, as in CPython.</summary>
    public bool IsIterated { get; set; }

    /// <summary>Whether each write goes to the system at once.</summary>
    public bool WritesThrough { get; set; }

    /// <summary>Whether something was read.</summary>
    public bool HasRead => window.Length > 0;

    /// <summary>Whether the file was taken away from the text (<c>detach</c>).</summary>
    public bool IsDetached { get; set; }

    /// <summary>Bits of the line ends met so far: 1 CR, 2 LF, 4 both.</summary>
    public int SeenLineEnds { get; private set; }

    /// <summary>What is written out before this waits for input.</summary>
    public BufferedFile? Tied { get; init; }

    /// <summary>Whether ASCII text is written as it is.</summary>
    public bool IsPlain => LineEnd == "\n" && !File.IsClosed && start == end && tail == 0 && codec is ("utf-8" or "ascii" or "latin-1");

    /// <summary>As what <c>\n</c> is written.</summary>
    private string LineEnd { get; set; }

    /// <summary>The next line with its end, empty at the end of the file; null with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="limit">The most code points, or a negative number.</param>
    public Str* ReadLine(Vm* vm, long limit = -1)
    {
        int searched = 0;
        while (true)
        {
            ReadOnlySpan<byte> ahead = window.AsSpan(start, end - start);
            int length = FindLineEnd(ahead, searched, false);
            if (length < 0)
            {
                // A carriage return at the end of the window may be half of a line end: look at it again.
                searched = Math.Max(ahead.Length - 1, 0);
                int filled = Fill(vm, Portion);
                if (filled < 0)
                {
                    return null;
                }

                if (filled > 0)
                {
                    continue;
                }

                ahead = window.AsSpan(start, end - start);
                length = FindLineEnd(ahead, 0, true);
                length = length < 0 ? ahead.Length : length;
            }

            return Take(vm, limit < 0 ? length : Math.Min(length, CharactersLength(ahead[..length], limit)));
        }
    }

    /// <summary>Reads code points, or all that is left for a negative count; null with an exception pending.</summary>
    public Str* Read(Vm* vm, long count)
    {
        if (count < 0)
        {
            return ReadAll(vm);
        }

        while (true)
        {
            int length = CharactersLength(window.AsSpan(start, end - start), count, out bool isEnough);
            if (isEnough)
            {
                return Take(vm, length);
            }

            int filled = Fill(vm, Portion);
            if (filled <= 0)
            {
                return filled < 0 ? null : Take(vm, end - start);
            }
        }
    }

    /// <summary>The position: the number of bytes in front of what is read next. A failure is a negated error number.</summary>
    public long Tell(Vm* vm)
    {
        long position = File.Tell();
        if (position < 0 || start == end)
        {
            return position < 0 ? position : position - tail;
        }

        if (isPlain)
        {
            return position - tail - (end - start);
        }

        // The window was converted: count what it was converted from.
        Str* rest = Str.FromUtf8(vm, window.AsSpan(start, end - start));
        Bytes* encoded = rest == null ? null : Codecs.Encode(vm, rest, codec is "utf-16" or "utf-32" ? codec + "-le" : codec, "surrogatepass");
        return encoded == null ? 0 : position - tail - encoded->Length;
    }

    /// <summary>Moves the position, in bytes; see <see cref="FileCalls.Seek"/>.</summary>
    public long Seek(long offset, int origin)
    {
        long position = File.Seek(offset, origin);
        if (position >= 0)
        {
            DropAhead();
            hasBegun = position > 0;
        }

        return position;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!IsDetached)
        {
            File.Dispose();
        }
    }

    private void DropAhead()
    {
        start = end = tail = 0;
        isPlain = true;
        IsIterated = false;
    }

    private Str* ReadAll(Vm* vm)
    {
        long remaining = Math.Min(File.Remaining(), int.MaxValue / 2);
        int filled;
        do
        {
            filled = Fill(vm, (int)Math.Max(remaining + 1, Portion), untilEnd: true);
        }
        while (filled > 0);

        Str* text = filled < 0 ? null : Take(vm, end - start);
        if (window.Length > 16 * Portion)
        {
            window = [];
            start = end = tail = 0;
        }

        return text;
    }

    /// <summary>Takes bytes out of the window as a string, with line ends translated if the mode says so.</summary>
    private Str* Take(Vm* vm, int length)
    {
        ReadOnlySpan<byte> taken = window.AsSpan(start, length);
        start += length;
        if (SeenLineEnds != SeenAll && Newlines is (NewlineMode.Universal or NewlineMode.Untranslated))
        {
            NoteLineEnds(taken);
        }

        if (Newlines != NewlineMode.Universal || !taken.Contains((byte)'\r'))
        {
            return Str.FromUtf8(vm, taken);
        }

        byte[] translated = new byte[taken.Length];
        int count = 0;
        for (int i = 0; i < taken.Length; i++)
        {
            if (taken[i] != '\r')
            {
                translated[count++] = taken[i];
            }
            else
            {
                translated[count++] = (byte)'\n';
                i += i + 1 < taken.Length && taken[i + 1] == '\n' ? 1 : 0;
            }
        }

        return Str.FromUtf8(vm, translated.AsSpan(0, count));
    }

    private void NoteLineEnds(ReadOnlySpan<byte> taken)
    {
        int at = 0;
        while (SeenLineEnds != SeenAll && taken[at..].IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var found)
        {
            at += found;
            bool isBoth = taken[at] == '\r' && at + 1 < taken.Length && taken[at + 1] == '\n';
            SeenLineEnds |= isBoth ? 4 : taken[at] == '\n' ? 2 : 1;
            at += isBoth ? 2 : 1;
            if (SeenLineEnds == 2 && !taken[at..].Contains((byte)'\r'))
            {
                break;
            }
        }
    }

    /// <summary>The length of the line at the start of some text, with its end; -1 if it does not end there.</summary>
    private int FindLineEnd(ReadOnlySpan<byte> text, int from, bool isFinal)
    {
        switch (Newlines)
        {
            case NewlineMode.LineFeed:
                int feed = text[from..].IndexOf((byte)'\n');
                return feed < 0 ? -1 : from + feed + 1;
            case NewlineMode.CarriageReturn:
                int carriage = text[from..].IndexOf((byte)'\r');
                return carriage < 0 ? -1 : from + carriage + 1;
            case NewlineMode.Both:
                int both = text[from..].IndexOf("\r\n"u8);
                return both < 0 ? -1 : from + both + 2;
            default:
                int found = text[from..].IndexOfAny((byte)'\n', (byte)'\r');
                if (found < 0)
                {
                    return -1;
                }

                int at = from + found;
                if (text[at] == '\n')
                {
                    return at + 1;
                }

                return at + 1 < text.Length ? (text[at + 1] == '\n' ? at + 2 : at + 1) : isFinal ? at + 1 : -1;
        }
    }

    private int CharactersLength(ReadOnlySpan<byte> text, long count) => CharactersLength(text, count, out _);

    /// <summary>The bytes of the first code points of some text; a translated line end counts as one.</summary>
    private int CharactersLength(ReadOnlySpan<byte> text, long count, out bool isEnough)
    {
        int i = 0;
        while (count > 0 && i < text.Length)
        {
            int first = text[i];
            if (first == '\r' && Newlines == NewlineMode.Universal)
            {
                if (i + 1 == text.Length)
                {
                    isEnough = false;
                    return text.Length; // whether a line feed follows is not known yet
                }

                i += text[i + 1] == '\n' ? 2 : 1;
            }
            else
            {
                i += first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
            }

            count--;
        }

        isEnough = count == 0;
        return Math.Min(i, text.Length);
    }
}
