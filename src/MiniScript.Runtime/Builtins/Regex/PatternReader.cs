using System.Text;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>Reads a pattern or template token by token: a code point, or a backslash with the code point behind it.</summary>
/// <remarks>The next token is read ahead, so that a backslash at the end is found before what precedes it is understood.</remarks>
internal sealed class PatternReader
{
    /// <summary>What <see cref="Next"/> is at the end.</summary>
    public const int End = -1;

    /// <summary>The bit of a token that is an escape; the other bits are the code point behind the backslash.</summary>
    public const int Escape = 1 << 24;

    private readonly int[] text;
    private int index; // behind the token read ahead

    /// <summary>Begins with the first token.</summary>
    public PatternReader(int[] text, bool isText)
    {
        this.text = text;
        IsText = isText;
        Advance();
    }

    /// <summary>True for a string, false for bytes.</summary>
    public bool IsText { get; }

    /// <summary>The token read ahead, or <see cref="End"/>.</summary>
    public int Next { get; private set; }

    /// <summary>The index of the token read ahead.</summary>
    public int Position => index - (Next == End ? 0 : (Next & Escape) != 0 ? 2 : 1);

    /// <summary>Takes the token read ahead.</summary>
    public int Get()
    {
        int token = Next;
        Advance();
        return token;
    }

    /// <summary>Takes the token read ahead if it is that character.</summary>
    public bool Match(char character)
    {
        if (Next != character)
        {
            return false;
        }

        Advance();
        return true;
    }

    /// <summary>Takes up to a number of characters that a test accepts.</summary>
    public string GetWhile(int most, Func<int, bool> test)
    {
        StringBuilder taken = new();
        while (taken.Length < most && Next != End && (Next & Escape) == 0 && test(Next))
        {
            taken.Append((char)Get());
        }

        return taken.ToString();
    }

    /// <summary>Takes everything up to a terminator, and that.</summary>
    /// <param name="terminator">What ends it.</param>
    /// <param name="what">What the text is, for messages.</param>
    public string GetUntil(char terminator, string what)
    {
        StringBuilder taken = new();
        int length = 0;
        while (true)
        {
            int token = Get();
            if (token == End)
            {
                throw taken.Length == 0 ? Error("missing " + what) : Error($"missing {terminator}, unterminated name", length);
            }

            if (token == terminator)
            {
                return taken.Length == 0 ? throw Error("missing " + what, 1) : taken.ToString();
            }

            Append(taken, token);
            length += (token & Escape) != 0 ? 2 : 1;
        }
    }

    /// <summary>Goes back to an index.</summary>
    public void Seek(int position)
    {
        index = position;
        Advance();
    }

    /// <summary>What is wrong, at a distance before the token read ahead.</summary>
    public RegexSyntaxException Error(string message, int offset = 0) =>
        new(RegexFault.PatternError, IsText || Ascii.IsValid(message) ? message : Escaped(message), Position - offset);

    /// <summary>A token as text.</summary>
    public static string Text(int token)
    {
        StringBuilder text = new();
        Append(text, token);
        return text.ToString();
    }

    private static string Escaped(string message)
    {
        StringBuilder text = new();
        foreach (char c in message)
        {
            _ = c < 128 ? text.Append(c) : text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, int token)
    {
        if ((token & Escape) != 0)
        {
            text.Append('\\');
            token &= ~Escape;
        }

        if (token >= 0x10000)
        {
            text.Append(char.ConvertFromUtf32(token));
        }
        else
        {
            text.Append((char)token);
        }
    }

    private void Advance()
    {
        if (index >= text.Length)
        {
            Next = End;
            return;
        }

        int token = text[index++];
        if (token == '\\')
        {
            if (index >= text.Length)
            {
                throw new RegexSyntaxException(RegexFault.PatternError, "bad escape (end of pattern)", text.Length - 1);
            }

            token = Escape | text[index++];
        }

        Next = token;
    }
}
