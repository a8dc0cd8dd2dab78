using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting;

/// <summary>Runs a module by its name as the main program: <c>-m</c>.</summary>
public static unsafe class MainModule
{
    /// <summary>Finds a module, of a package its <c>__main__</c>, importing the packages around it.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="name">The dotted name.</param>
    /// <param name="package">The package that relative imports start from; empty for none.</param>
    /// <param name="problem">Why there is none to run; null if an import failed with an exception pending.</param>
    /// <returns>The file, or null.</returns>
    public static string? Find(Vm* vm, string name, out string package, out string? problem)
    {
        int dot = name.LastIndexOf('.');
        package = dot < 0 ? string.Empty : name[..dot];
        problem = null;
        List* path = SearchPath.Of(vm);
        if (dot >= 0)
        {
            Value parent = Importer.Load(vm, package);
            if (parent.IsUndefined)
            {
                if (Throw.ClearIf(vm, TypeId.ModuleNotFoundError))
                {
                    problem = $"Error while finding module specification for '{name}' (ModuleNotFoundError: No module named '{package}')";
                }

                return null;
            }

            Value parentPath = parent.Is(Kind.Module) ? Dict.GetStr(((Module*)parent.AsObject)->Attributes, WellKnown.Name(vm, NameId.__path__)) : Value.Undefined;
            path = parentPath.Is(Kind.List) ? (List*)parentPath.AsObject : null;
        }

        ModuleFile? found = path == null ? null : SearchPath.Locate(path, name[(dot + 1)..]);
        if (found == null)
        {
            problem = $"No module named {name}";
            return null;
        }

        if (found.Directory == null)
        {
            return found.File;
        }

        string? main = Find(vm, name + ".__main__", out package, out problem);
        if (main == null && problem != null)
        {
            problem = $"No module named {name}.__main__; '{name}' is a package and cannot be directly executed";
        }

        return main;
    }

    /// <summary>Runs a module of the embedded library, of a package its <c>__main__</c>; an exception may be pending then.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="name">The dotted name.</param>
    /// <param name="arguments"><c>sys.argv</c>, whose first item becomes the module's path.</param>
    /// <returns>False if the library has no such module.</returns>
    public static bool RunEmbedded(Vm* vm, string name, string[] arguments)
    {
        if (!EmbeddedLibrary.TryRead(name, out LibraryFile? file))
        {
            return false;
        }

        if (file.PackageDirectory != null && !EmbeddedLibrary.TryRead($"{name}.__main__", out file))
        {
            return false;
        }

        int slash = file.Path.LastIndexOf('/');
        string package = file.Path[..slash] == EmbeddedLibrary.Root ? string.Empty : file.Path[(EmbeddedLibrary.Root.Length + 1)..slash].Replace('/', '.');
        arguments[0] = file.Path;
        if (package.Length > 0 && Importer.Load(vm, package).IsUndefined)
        {
            return true;
        }

        Module* main = Script.NewMain(vm, file.Path);
        SetPackage(vm, main, package);
        Script.Run(vm, main, file.Source, file.Path);
        return true;
    }

    /// <summary>Makes <c>__main__</c> a member of a package, for its relative imports.</summary>
    public static void SetPackage(Vm* vm, Module* main, string package) =>
        Dict.SetStr(vm, main->Attributes, WellKnown.Name(vm, NameId.__package__), Value.FromObject(Str.New(vm, package)));
}
