using System.Text;

namespace MiniScript.Fuzz.Tests;

/// <summary>Damages scripts: bytes are flipped, removed, repeated, and spans come from other scripts or from a list of awkward tokens.</summary>
internal sealed class ByteMutator(IReadOnlyList<byte[]> corpus)
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "(", ")", "[", "]", "{", "}", ":", ";", ",", "=", "==", ":=", "->", "**", "//", "<<", ">>=", "@", "~", "!", "\\", "\n", "\t", "    ", "\"\"\"", "'''", "#",
            "f'{", "}'", "rb'", "\\N{", "\\x", "\\u0000", "0x", "0b", "1e999", "1_0", "9999999999999999999999", "-1", "0", "None", "True", "lambda", "lambda *a, **k: ",
            "yield", "yield from", "return", "await", "async", "def f(", "class C:", "try:", "except:", "finally:", "with", "import", "from", "global x", "nonlocal x",
            "del", "raise", "for x in ", "while ", "if ", "else:", "not ", " in ", " is ", "*", "__class__", "super()", "self", "print(", "repr(", "sorted(", "\0", "\ufeff",
            "é", "𝒳", "\u2028", "\r",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80],
    ];

    /// <summary>The damaged script of a seed.</summary>
    public byte[] Create(int seed)
    {
        var random = new Random(seed);
        var script = new List<byte>(Pick(random));
        for (int i = random.Next(1, 8); i > 0; i--)
        {
            Mutate(script, random);
        }

        return [.. script];
    }

    private void Mutate(List<byte> script, Random random)
    {
        int at = random.Next(script.Count + 1);
        int length = Math.Min(random.Next(1, 24), script.Count - at);
        switch (random.Next(7))
        {
            case 0 when at < script.Count:
                script[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                script.RemoveRange(at, length);
                break;
            case 2:
                script.InsertRange(at, script.GetRange(at, length));
                break;
            case 3:
                byte[] other = Pick(random);
                int from = random.Next(other.Length + 1);
                script.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(200))]);
                break;
            case 4 when at < script.Count:
                script[at] = (byte)random.Next(256);
                break;
            case 5:
                script.RemoveRange(at, length);
                script.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                break;
            default:
                script.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                break;
        }
    }

    private byte[] Pick(Random random) => corpus[random.Next(corpus.Count)];
}
