using System.Globalization;

namespace MiniScript.Generators.Signatures;

/// <summary>What one extension requires of another: <c>math >= 1.0</c>, or <c>math</c>.</summary>
/// <param name="Name">The extension.</param>
/// <param name="Version">The least version; empty for any.</param>
internal sealed record Requirement(string Name, string Version)
{
    /// <summary>Reads a requirement; null when it is none.</summary>
    public static Requirement? Parse(string text)
    {
        var at = text.IndexOf(">=", StringComparison.Ordinal);
        var name = (at < 0 ? text : text.Substring(0, at)).Trim();
        var version = at < 0 ? "" : text.Substring(at + 2).Trim();
        return ScriptName.IsModuleName(name) && (at < 0 || IsVersion(version)) ? new Requirement(name, version) : null;
    }

    /// <summary>Whether a text is a version: one to four numbers joined by dots.</summary>
    public static bool IsVersion(string text) => text.Split('.') is { Length: <= 4 } parts
        && Array.TrueForAll(parts, part => part.Length > 0 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>Whether a version is at least another. Missing numbers are zero.</summary>
    public static bool IsAtLeast(string version, string least)
    {
        var have = version.Split('.');
        var want = least.Split('.');
        for (var i = 0; i < Math.Max(have.Length, want.Length); i++)
        {
            var difference = Number(have, i) - Number(want, i);
            if (difference != 0)
            {
                return difference > 0;
            }
        }
        return true;
    }

    private static int Number(string[] parts, int index) =>
        index < parts.Length && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
