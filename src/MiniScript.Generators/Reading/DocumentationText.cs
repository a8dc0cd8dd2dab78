using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace MiniScript.Generators.Reading;

/// <summary>
/// The text of a declaration's <c>&lt;summary&gt;</c>. It is read from the comment itself: the compiler parses documentation only when
/// it is to write a documentation file.
/// </summary>
internal static class DocumentationText
{
    private static readonly Regex Summary = new(@"<summary>(?<text>.*?)</summary>", RegexOptions.Singleline);
    private static readonly Regex Reference = new(@"<(?:see|paramref|typeparamref)\s+(?:cref|name|langword)=""(?<name>[^""]*)""\s*/>");
    private static readonly Regex Tag = new("<[^>]+>");
    private static readonly Regex Space = new(@"\s+");

    /// <summary>The summary as one line of plain text; empty when there is none.</summary>
    public static string Read(SyntaxNode declaration)
    {
        var comment = new StringBuilder();
        foreach (var line in declaration.GetLeadingTrivia().ToFullString().Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith("///", StringComparison.Ordinal))
            {
                comment.Append(text.Substring(3)).Append('\n');
            }
        }
        var match = Summary.Match(comment.ToString());
        if (!match.Success)
        {
            return "";
        }
        var plain = Tag.Replace(Reference.Replace(match.Groups["text"].Value, "${name}"), "");
        return Space.Replace(plain, " ").Trim().Replace("&lt;", "<").Replace("&gt;", ">").Replace("&quot;", "\"").Replace("&amp;", "&");
    }
}
