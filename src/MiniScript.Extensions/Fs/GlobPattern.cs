using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;

namespace MiniScript.Extensions.Fs;

/// <summary>A pattern of file paths: <c>*</c> and <c>?</c> match within a name, <c>**</c> matches any number of directories.</summary>
internal sealed unsafe class GlobPattern
{
    private readonly string[] parts;

    private GlobPattern(string[] parts) => this.parts = parts;

    /// <summary>Parses a pattern whose parts are separated by slashes; <c>.</c> and empty parts say nothing.</summary>
    public static GlobPattern Parse(string pattern) =>
        new(pattern.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray());

    /// <summary>The files below a directory that match, each with a prefix in front of its path.</summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public List<string> Files(Vm* vm, string directory, string prefix)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        if (parts.Length > 0)
        {
            Search(vm, directory, prefix, 0, found);
        }

        return [.. found];
    }

    /// <summary>Whether a name matches a pattern of <c>*</c> and <c>?</c>: on a mismatch the last star takes one character more.</summary>
    public static bool Matches(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        int n = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = n;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].Trim('*').IsEmpty;
    }

    private void Search(Vm* vm, string directory, string prefix, int index, HashSet<string> found)
    {
        string part = parts[index];
        bool isLast = index == parts.Length - 1;
        if (part == "..")
        {
            if (!isLast)
            {
                Search(vm, Path.Combine(directory, part), prefix + "../", index + 1, found);
            }

            return;
        }

        bool isDeep = part == "**";
        if (isDeep && !isLast)
        {
            Search(vm, directory, prefix, index + 1, found);
        }

        bool isLiteral = !part.AsSpan().ContainsAny('*', '?');
        foreach (string name in isLiteral ? [part] : HostFiles.Names(vm, directory))
        {
            bool matches = isDeep || Matches(name, part);
            if (!matches)
            {
                continue;
            }

            string path = Path.Combine(directory, name);
            if (!HostFiles.IsDirectory(vm, path))
            {
                if (isLast && (!isLiteral || HostFiles.IsFile(vm, path)))
                {
                    found.Add(prefix + name);
                }
            }
            else if ((isDeep || !isLast) && (!isDeep || !HostFiles.IsLink(vm, path)))
            {
                Search(vm, path, $"{prefix}{name}/", isDeep ? index : index + 1, found);
            }
        }
    }
}
