using System.Text;

namespace MiniScript.Generators.Signatures;

/// <summary>Names as scripts spell them.</summary>
internal static class ScriptName
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
        "while", "with", "yield",
    };

    /// <summary>Whether a script can write the name: ASCII letters, digits and underscores, not led by a digit, no keyword.</summary>
    public static bool IsIdentifier(string name)
    {
        if (name.Length == 0 || (name[0] >= '0' && name[0] <= '9') || Keywords.Contains(name))
        {
            return false;
        }
        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Whether <c>import</c> takes the name: identifiers joined by dots.</summary>
    public static bool IsModuleName(string name) => Array.TrueForAll(name.Split('.'), IsIdentifier);

    /// <summary>A C# parameter name as a script spells it: <c>maxSplit</c> becomes <c>max_split</c>.</summary>
    public static string FromParameter(string name)
    {
        var result = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]))
            {
                result.Append('_');
            }
            result.Append(char.ToLowerInvariant(name[i]));
        }
        return Keywords.Contains(result.ToString()) ? result.Append('_').ToString() : result.ToString();
    }
}
