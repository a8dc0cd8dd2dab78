using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Modules;

/// <summary>What a search found: a file, and the directory if it is a package; a directory alone is a namespace package.</summary>
/// <param name="File">The file, or null.</param>
/// <param name="Directory">The directory, or null.</param>
/// <param name="IsForeign">True if an entry comes first that is no directory: an archive, of which others know.</param>
internal sealed record ModuleFile(string? File, string? Directory, bool IsForeign = false);

/// <summary><c>sys.path</c> and the search along it.</summary>
internal static unsafe class SearchPath
{
    private static readonly string[] Extensions = [".ms", ".py"];

    /// <summary>The list that <c>sys.path</c> names: the machine's own, unless the script has bound another to it. Null if that is no list.</summary>
    public static List* Of(Vm* vm)
    {
        Value sys = Dict.GetStr(WellKnown.Of(vm)->Modules, Str.Intern(vm, "sys"u8));
        if (sys.Is(Kind.Module))
        {
            Value bound = Dict.GetStr(((Module*)sys.AsObject)->Attributes, WellKnown.Name(vm, NameId.path));
            if (!bound.IsUndefined)
            {
                return bound.Is(Kind.List) ? (List*)bound.AsObject : null;
            }
        }

        WellKnown* common = WellKnown.Of(vm);
        if (common->SearchPath == null)
        {
            common->SearchPath = List.New(vm);
            foreach (string entry in MachineHost.Of(vm).Options.SearchPath)
            {
                List.Append(vm, common->SearchPath, Value.FromObject(Str.New(vm, entry)));
            }
        }

        return common->SearchPath;
    }

    /// <summary>Looks for a module in each directory of a path: a package, a file, at last a plain directory.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="path">The list of directories.</param>
    /// <param name="name">The name, without dots.</param>
    /// <param name="skipArchives">Whether entries that are no directories are passed over.</param>
    public static ModuleFile? Locate(Vm* vm, List* path, string name, bool skipArchives)
    {
        string? plainDirectory = null;
        for (int i = 0; i < path->Length; i++)
        {
            string? entry = Entry(path, i);
            if (entry == null)
            {
                continue;
            }

            string candidate = Path.Combine(entry, name);
            foreach (string extension in Extensions)
            {
                string package = Path.Combine(candidate, "__init__" + extension);
                if (HostFiles.IsFile(vm, package))
                {
                    return new ModuleFile(package, candidate);
                }
            }

            foreach (string extension in Extensions)
            {
                if (HostFiles.IsFile(vm, candidate + extension))
                {
                    return new ModuleFile(candidate + extension, null);
                }
            }

            if (plainDirectory == null && HostFiles.IsDirectory(vm, candidate))
            {
                plainDirectory = candidate;
            }
            else if (!skipArchives && IsInArchive(vm, entry))
            {
                return new ModuleFile(null, null, IsForeign: true);
            }
        }

        return plainDirectory == null ? null : new ModuleFile(null, plainDirectory);
    }

    /// <summary>All directories of a name on a path.</summary>
    public static List<string> Portions(Vm* vm, List* path, string name)
    {
        List<string> portions = [];
        for (int i = 0; i < path->Length; i++)
        {
            string? entry = Entry(path, i);
            if (entry != null && HostFiles.IsDirectory(vm, Path.Combine(entry, name)))
            {
                portions.Add(Path.Combine(entry, name));
            }
        }

        return portions;
    }

    /// <summary>The first JSON file of a name on a path, or null.</summary>
    public static string? LocateData(Vm* vm, List* path, string name)
    {
        for (int i = 0; i < path->Length; i++)
        {
            string? entry = Entry(path, i);
            string candidate = entry == null ? string.Empty : Path.Combine(entry, name + ".json");
            if (entry != null && HostFiles.IsFile(vm, candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static string? Entry(List* path, int index)
    {
        Value entry = path->Items[index];
        string? text = entry.Is(Kind.Str) ? Str.ToManaged((Str*)entry.AsObject) : null;
        return text is { Length: 0 } ? Environment.CurrentDirectory : text;
    }

    /// <summary>True if a path is that of a file, or leads through one.</summary>
    private static bool IsInArchive(Vm* vm, string entry)
    {
        for (string? part = entry; !string.IsNullOrEmpty(part); part = Path.GetDirectoryName(part))
        {
            if (HostFiles.IsDirectory(vm, part))
            {
                return false;
            }

            if (HostFiles.IsFile(vm, part))
            {
                return true;
            }
        }

        return false;
    }
}
