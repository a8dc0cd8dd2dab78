namespace MiniScript.Runtime.Objects.Unicode;

/// <summary>The syllables of Hangul: their letters, and with them their decompositions and names, follow from their code points.</summary>
internal static class Hangul
{
    /// <summary>The first syllable.</summary>
    public const int First = 0xac00;

    /// <summary>The number of syllables.</summary>
    public const int Count = 19 * Vowels * Finals;

    private const int FirstLead = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int BeforeFinals = 0x11a7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Finals = 28;

    private const string LeadNames = "G GG N D DD R M B BB S SS  J JJ C K T P H";
    private const string VowelNames = "A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I";
    private const string FinalNames = " G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H";

    /// <summary>Whether a code point is a syllable.</summary>
    public static bool IsSyllable(int c) => (uint)(c - First) < Count;

    /// <summary>Writes the two or three letters of a syllable and returns their number.</summary>
    public static int Decompose(int c, Span<int> letters)
    {
        int index = c - First;
        letters[0] = FirstLead + (index / (Vowels * Finals));
        letters[1] = FirstVowel + (index / Finals % Vowels);
        letters[2] = BeforeFinals + (index % Finals);
        return index % Finals == 0 ? 2 : 3;
    }

    /// <summary>The syllable of two letters, or of one without a final letter and that letter; -1 if they make none.</summary>
    public static int Compose(int first, int second)
    {
        if ((uint)(first - FirstLead) < Leads && (uint)(second - FirstVowel) < Vowels)
        {
            return First + ((((first - FirstLead) * Vowels) + second - FirstVowel) * Finals);
        }

        bool isOpen = IsSyllable(first) && (first - First) % Finals == 0;
        return isOpen && second > BeforeFinals && second < BeforeFinals + Finals ? first + second - BeforeFinals : -1;
    }

    /// <summary>The name of a syllable without the words before it.</summary>
    public static string Name(int c)
    {
        int index = c - First;
        return LeadNames.Split(' ')[index / (Vowels * Finals)] + VowelNames.Split(' ')[index / Finals % Vowels] + FinalNames.Split(' ')[index % Finals];
    }

    /// <summary>The syllable of such a name, or -1.</summary>
    public static int Find(ReadOnlySpan<char> name)
    {
        int lead = Longest(LeadNames, name, out int length);
        name = name[length..];
        int vowel = Longest(VowelNames, name, out length);
        if (vowel < 0)
        {
            return -1;
        }

        name = name[length..];
        int final = Longest(FinalNames, name, out length);
        return length == name.Length ? First + (((lead * Vowels) + vowel) * Finals) + final : -1;
    }

    /// <summary>The longest of some words that a text starts with.</summary>
    private static int Longest(string words, ReadOnlySpan<char> text, out int length)
    {
        int found = -1;
        length = -1;
        int index = 0;
        foreach (string word in words.Split(' '))
        {
            if (word.Length > length && text.StartsWith(word, StringComparison.Ordinal))
            {
                found = index;
                length = word.Length;
            }

            index++;
        }

        length = int.Max(length, 0);
        return found;
    }
}
