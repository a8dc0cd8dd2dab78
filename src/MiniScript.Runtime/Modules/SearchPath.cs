using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Modules;

/// <summary>What a search found: a file, and the directory if it is a package; a directory alone is a namespace package.</summary>
internal sealed record ModuleFile(string? File, string? Directory);

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
    public static ModuleFile? Locate(List* path, string name)
    {
        string? plainDirectory = null;
        for (int i = 0; i < path->Length; i++)
        {
            if (!path->Items[i].Is(Kind.Str))
            {
                continue;
            }

            string entry = Str.ToManaged((Str*)path->Items[i].AsObject);
            string candidate = Path.Combine(entry.Length == 0 ? Environment.CurrentDirectory : entry, name);
            foreach (string extension in Extensions)
            {
                string package = Path.Combine(candidate, "__init__" + extension);
                if (File.Exists(package))
                {
                    return new ModuleFile(package, candidate);
                }
            }

            foreach (string extension in Extensions)
            {
                if (File.Exists(candidate + extension))
                {
                    return new ModuleFile(candidate + extension, null);
                }
            }

            if (plainDirectory == null && Directory.Exists(candidate))
            {
                plainDirectory = candidate;
            }
        }

        return plainDirectory == null ? null : new ModuleFile(null, plainDirectory);
    }
}
