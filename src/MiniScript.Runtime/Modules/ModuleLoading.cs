using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Builtins.Imports;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Modules;

/// <summary>Finds modules and loads them: native ones, files and packages on <c>sys.path</c>, the embedded library, JSON files.</summary>
internal static unsafe class ModuleLoading
{
    /// <summary>Loads a module that is not in <c>sys.modules</c>; undefined with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="name">The absolute name.</param>
    /// <param name="parent">The package, or undefined for a module at the top.</param>
    public static Value Load(Vm* vm, string name, Value parent)
    {
        Value path = Value.None;
        if (!parent.IsUndefined)
        {
            int found = Attributes.TryGet(vm, parent, WellKnown.Name(vm, NameId.__path__), out path);
            if (found <= 0)
            {
                return found < 0 ? Value.Undefined
                    : Importer.RaiseNotFound(vm, $"No module named '{name}'; '{name[..name.LastIndexOf('.')]}' is not a package", name);
            }
        }

        bool isStarting = ImportState.Of(vm).IsStarting;
        if (!isStarting && ImportHooks.AreChanged(vm))
        {
            return LoadByScript(vm, name, path);
        }

        if (parent.IsUndefined && MachineHost.Of(vm).FindNative(name, out var register))
        {
            return LoadNative(vm, name, register);
        }

        List* directories = parent.IsUndefined ? SearchPath.Of(vm) : Iteration.ToList(vm, path);
        if (directories == null && vm->HasPending)
        {
            return Value.Undefined;
        }

        ModuleFile? file = directories == null ? null : SearchPath.Locate(vm, directories, name[(name.LastIndexOf('.') + 1)..], isStarting);
        if (file is { IsForeign: true })
        {
            return LoadByScript(vm, name, path);
        }

        if (file?.File == null && (parent.IsUndefined || IsInLibrary(directories)) && EmbeddedLibrary.TryRead(name, out LibraryFile? library))
        {
            return LoadSource(vm, name, library.Source, library.Path, library.PackageDirectory);
        }

        if (file == null)
        {
            return LoadDataOrFail(vm, name, directories, parent.IsUndefined);
        }

        if (file.File == null)
        {
            return Value.FromObject(NewNamespace(vm, name, directories));
        }

        byte[] bytes;
        try
        {
            bytes = HostFiles.ReadAllBytes(vm, file.File);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Importer.Raise(
                vm, TypeId.ImportError, $"cannot read '{file.File}': {error.Message}", Value.FromObject(Str.New(vm, name)), Value.None, Value.None);
        }

        string? text = SourceLoader.Decode(vm, bytes, file.File);
        return text == null ? Value.Undefined : LoadSource(vm, name, text, file.File, file.Directory);
    }

    /// <summary>Loads a native module; undefined with an exception pending.</summary>
    public static Value LoadNative(Vm* vm, string name)
    {
        Value loaded = Importer.Find(vm, name);
        return !loaded.IsUndefined ? loaded
            : MachineHost.Of(vm).FindNative(name, out var register) ? LoadNative(vm, name, register)
            : Importer.RaiseNotFound(vm, $"No module named '{name}'", name);
    }

    /// <summary>Makes a module with the attributes that every loaded module has, and enters it into <c>sys.modules</c>.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="name">The absolute name.</param>
    /// <param name="file">The file, or null for a native module.</param>
    /// <param name="packageDirectory">The directory if it is a package, or null.</param>
    public static Module* NewModule(Vm* vm, string name, string? file, string? packageDirectory)
    {
        Value nameText = Value.FromObject(Str.Intern(vm, Str.New(vm, name)));
        Value path = packageDirectory == null ? Value.None : PathOf(vm, packageDirectory);
        Value spec;
        Value loader;
        if (file == null)
        {
            loader = Value.FromObject(BuiltinImporterType.Type(vm));
            spec = BuiltinImporterType.SpecOf(vm, nameText);
        }
        else
        {
            Value fileText = Value.FromObject(Str.New(vm, file));
            loader = LoaderTypes.New(vm, LoaderTypes.SourceFile(vm), nameText, fileText);
            spec = ModuleSpecType.New(vm, nameText, loader, fileText, hasLocation: true, path);
        }

        Module* module = NewModule(vm, name, spec, loader, path);
        if (file != null)
        {
            Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__file__), Value.FromObject(Str.New(vm, file)));
        }

        Builtins(vm, module);
        return module;
    }

    /// <summary>Makes the main module, which has no spec.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="file">The program's file, or null.</param>
    public static Module* NewMain(Vm* vm, string? file)
    {
        Value fileText = file == null ? Value.None : Value.FromObject(Str.New(vm, file));
        Value name = Value.FromObject(Str.Intern(vm, "__main__"u8));
        Value loader = file == null ? Value.FromObject(BuiltinImporterType.Type(vm)) : LoaderTypes.New(vm, LoaderTypes.SourceFile(vm), name, fileText);
        Module* module = NewModule(vm, "__main__", Value.None, loader, Value.None);
        Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__package__), Value.None);
        Builtins(vm, module);
        if (file != null)
        {
            Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__file__), fileText);
            Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__cached__), Value.None);
        }

        return module;
    }

    private static void Builtins(Vm* vm, Module* module) => Dict.SetStr(
        vm, module->Attributes, WellKnown.Name(vm, NameId.__builtins__), Dict.GetStr(WellKnown.Of(vm)->Modules, WellKnown.Name(vm, NameId.builtins)));

    private static Module* NewModule(Vm* vm, string name, Value spec, Value loader, Value path)
    {
        Str* key = Str.Intern(vm, Str.New(vm, name));
        Module* module = Objects.Modules.New(vm, key);
        Dict* attributes = module->Attributes;
        int dot = name.LastIndexOf('.');
        string package = !path.IsNone ? name : dot < 0 ? string.Empty : name[..dot];
        Dict.SetStr(vm, attributes, WellKnown.Name(vm, NameId.__doc__), Value.None);
        Dict.SetStr(vm, attributes, WellKnown.Name(vm, NameId.__package__), Value.FromObject(Str.New(vm, package)));
        Dict.SetStr(vm, attributes, WellKnown.Name(vm, NameId.__loader__), loader);
        Dict.SetStr(vm, attributes, WellKnown.Name(vm, NameId.__spec__), spec);
        if (!path.IsNone)
        {
            Dict.SetStr(vm, attributes, WellKnown.Name(vm, NameId.__path__), path);
        }

        Dict.SetStr(vm, WellKnown.Of(vm)->Modules, key, Value.FromObject(module));
        return module;
    }

    /// <summary>A namespace package: all directories of the name on the path.</summary>
    private static Module* NewNamespace(Vm* vm, string name, List* directories)
    {
        Value nameText = Value.FromObject(Str.Intern(vm, Str.New(vm, name)));
        List* portions = List.New(vm);
        foreach (string directory in SearchPath.Portions(vm, directories, name[(name.LastIndexOf('.') + 1)..]))
        {
            List.Append(vm, portions, Value.FromObject(Str.New(vm, directory)));
        }

        Value path = Value.FromObject(portions);
        Value loader = LoaderTypes.New(vm, LoaderTypes.Namespace(vm), nameText, path);
        Value spec = ModuleSpecType.New(vm, nameText, loader, Value.None, hasLocation: false, path);
        Module* module = NewModule(vm, name, spec, loader, path);
        Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__file__), Value.None);
        return module;
    }

    private static Value PathOf(Vm* vm, string directory)
    {
        List* path = List.New(vm);
        List.Append(vm, path, Value.FromObject(Str.New(vm, directory)));
        return Value.FromObject(path);
    }

    private static bool IsInLibrary(List* path) =>
        path != null && path->Length > 0 && path->Items[0].Is(Kind.Str)
        && Str.ToManaged((Str*)path->Items[0].AsObject).StartsWith(EmbeddedLibrary.Root, StringComparison.Ordinal);

    private static Value LoadByScript(Vm* vm, string name, Value path)
    {
        Value module = ImportHooks.Load(vm, name, path);
        if (module != Value.NotImplemented)
        {
            return module;
        }

        List* directories = path.IsNone ? SearchPath.Of(vm) : Iteration.ToList(vm, path);
        return LoadDataOrFail(vm, name, directories, path.IsNone);
    }

    /// <summary>A module that is a JSON file: its value. If there is no such file, <c>ModuleNotFoundError</c>.</summary>
    private static Value LoadDataOrFail(Vm* vm, string name, List* directories, bool isTop)
    {
        string? file = directories == null ? null : SearchPath.LocateData(vm, directories, name[(name.LastIndexOf('.') + 1)..]);
        if (file == null)
        {
            string reason = isTop && StandardModules.Contains(name) ? $": {StandardModules.Absence(name)}" : string.Empty;
            return vm->HasPending ? Value.Undefined : Importer.RaiseNotFound(vm, $"No module named '{name}'{reason}", name);
        }

        Value read = LibraryCalls.Attribute(vm, LoaderTypes.Definitions, "_read_data");
        Value value = read.IsUndefined ? read : Calls.Invoke(vm, read, Value.FromObject(Str.New(vm, file)));
        if (!value.IsUndefined)
        {
            Dict.SetStr(vm, WellKnown.Of(vm)->Modules, Str.Intern(vm, Str.New(vm, name)), value);
        }

        return value;
    }

    private static Value LoadNative(Vm* vm, string name, delegate* managed<ref NativeTableBuilder, void> register)
    {
        Module* module = NewModule(vm, name, null, null);
        NativeTableBuilder builder = NativeTableBuilder.ForModule(vm, module, Str.Intern(vm, Str.New(vm, name)));
        register(ref builder);
        if (builder.Succeeded)
        {
            return Value.FromObject(module);
        }

        Dict.Remove(vm, WellKnown.Of(vm)->Modules, Value.FromObject(Str.New(vm, name)), out _);
        return Value.Undefined;
    }

    private static Value LoadSource(Vm* vm, string name, string text, string file, string? packageDirectory)
    {
        Module* module = NewModule(vm, name, file, packageDirectory);
        ImportState state = ImportState.Of(vm);
        state.Begin(vm, name);
        Code* code = SourceLoader.Compile(vm, text, file, SourceMode.Module);
        bool succeeded = code != null && Importer.Execute(vm, module, code);
        state.End(name);
        if (!succeeded)
        {
            Value pending = vm->Pending;
            vm->Pending = Value.Undefined;
            Dict.Remove(vm, WellKnown.Of(vm)->Modules, Value.FromObject(Str.New(vm, name)), out _);
            vm->Pending = pending;
            return Value.Undefined;
        }

        // A module may replace itself in sys.modules.
        Value entry = Importer.Find(vm, name);
        return entry.IsUndefined ? Value.FromObject(module) : entry;
    }
}
