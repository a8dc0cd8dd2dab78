using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Builtins.Imports;
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
    /// <param name="module">The full name of what runs.</param>
    /// <param name="problem">Why there is none to run; null if an import failed with an exception pending.</param>
    /// <returns>The file, or null.</returns>
    public static string? Find(Vm* vm, string name, out string module, out string? problem)
    {
        int dot = name.LastIndexOf('.');
        string package = dot < 0 ? string.Empty : name[..dot];
        module = name;
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

        ModuleFile? found = path == null ? null : SearchPath.Locate(vm, path, name[(dot + 1)..], skipArchives: true);
        if (found is null or { File: null })
        {
            problem = $"No module named {name}";
            return null;
        }

        if (found.Directory == null)
        {
            return found.File;
        }

        string? main = Find(vm, name + ".__main__", out module, out problem);
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

        if (file.PackageDirectory != null)
        {
            name += ".__main__";
            if (!EmbeddedLibrary.TryRead(name, out file))
            {
                return false;
            }
        }

        string package = name[..Math.Max(name.LastIndexOf('.'), 0)];
        arguments[0] = file.Path;
        if (package.Length > 0 && Importer.Load(vm, package).IsUndefined)
        {
            return true;
        }

        Module* main = Script.NewMain(vm, file.Path);
        SetSpec(vm, main, name, file.Path);
        Script.Run(vm, main, file.Source, file.Path);
        return true;
    }

    /// <summary>Gives <c>__main__</c> the spec of the module that it is, and its package for relative imports.</summary>
    public static void SetSpec(Vm* vm, Module* main, string module, string file)
    {
        Value name = Value.FromObject(Str.New(vm, module));
        Value path = Value.FromObject(Str.New(vm, file));
        Value loader = LoaderTypes.New(vm, LoaderTypes.SourceFile(vm), name, path);
        Value spec = ModuleSpecType.New(vm, name, loader, path, hasLocation: true, Value.None);
        string package = module[..Math.Max(module.LastIndexOf('.'), 0)];
        Dict.SetStr(vm, main->Attributes, WellKnown.Name(vm, NameId.__loader__), loader);
        Dict.SetStr(vm, main->Attributes, WellKnown.Name(vm, NameId.__spec__), spec);
        Dict.SetStr(vm, main->Attributes, WellKnown.Name(vm, NameId.__package__), Value.FromObject(Str.New(vm, package)));
    }

    /// <summary>Runs a module as <c>__main__</c> by the library's <c>runpy</c>: one that is no file, or that is in an archive.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="name">The module's name; <c>__main__</c> for that in the first entry of <c>sys.path</c>.</param>
    /// <returns>False with an exception pending.</returns>
    public static bool RunByLibrary(Vm* vm, string name)
    {
        ModuleLoading.NewMain(vm, null);
        Value run = LibraryCalls.Attribute(vm, "runpy", "_run_module_as_main");
        return !run.IsUndefined && !Calls.Invoke(vm, run, Value.FromObject(Str.New(vm, name)), Value.FromBool(name != "__main__")).IsUndefined;
    }
}
