using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Modules;

/// <summary>
/// The import system as scripts can change it: <c>sys.meta_path</c>, <c>sys.path_hooks</c>, <c>sys.path_importer_cache</c>. The three are made when they are
/// first asked for, by the module <c>importlib._bootstrap_external</c>. As long as nobody has changed them, modules are found natively; then by script.
/// </summary>
internal static unsafe class ImportHooks
{
    /// <summary>The module that finds modules by script.</summary>
    public const string Bootstrap = "importlib._bootstrap";

    /// <summary>True if modules are to be found by script.</summary>
    public static bool AreChanged(Vm* vm)
    {
        Value sys = Importer.Find(vm, "sys");
        Value finders = Attribute(vm, sys, "meta_path"u8);
        if (finders.IsUndefined)
        {
            return false;
        }

        Value external = Importer.Find(vm, Builtins.Imports.LoaderTypes.Definitions);
        Value cache = Attribute(vm, sys, "path_importer_cache"u8);
        return !AreSame(finders, Attribute(vm, external, "_meta_path"u8))
            || !AreSame(Attribute(vm, sys, "path_hooks"u8), Attribute(vm, external, "_path_hooks"u8))
            || !cache.Is(Kind.Dict) || HasForeignFinders(vm, (Dict*)cache.AsObject, Attribute(vm, external, "FileFinder"u8));
    }

    /// <summary>Finds and loads a module by script.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="name">Its absolute name.</param>
    /// <param name="path">The <c>__path__</c> of its package, or <c>None</c>.</param>
    /// <returns>The module; <c>NotImplemented</c> if there is none of that name; undefined with an exception pending.</returns>
    public static Value Load(Vm* vm, string name, Value path)
    {
        Value bootstrap = Start(vm) ? Importer.Find(vm, Bootstrap) : Value.Undefined;
        Value load = bootstrap.IsUndefined ? bootstrap : Attributes.Get(vm, bootstrap, Str.Intern(vm, "_find_and_load"u8));
        Value module = load.IsUndefined ? load : Calls.Invoke(vm, load, Value.FromObject(Str.New(vm, name)), path);
        if (module.IsUndefined)
        {
            HideFrames(vm);
        }

        return module;
    }

    /// <summary>Loads the module that defines loaders and <c>sys.meta_path</c>; false with an exception pending.</summary>
    public static bool LoadDefinitions(Vm* vm) => StartWith(vm, Builtins.Imports.LoaderTypes.Definitions);

    /// <summary>Loads the modules that find modules by script; false with an exception pending.</summary>
    public static bool Start(Vm* vm) => LoadDefinitions(vm) && StartWith(vm, "zipimport");

    private static bool StartWith(Vm* vm, string module)
    {
        ImportState state = ImportState.Of(vm);
        bool isStarting = state.IsStarting;
        state.IsStarting = true;
        bool isLoaded = !Importer.Load(vm, module).IsUndefined;
        state.IsStarting = isStarting;
        return isLoaded;
    }

    private static Value Attribute(Vm* vm, Value module, ReadOnlySpan<byte> name) =>
        module.Is(Kind.Module) ? Dict.GetStr(((Module*)module.AsObject)->Attributes, Str.Intern(vm, name)) : Value.Undefined;

    /// <summary>True if an entry of the cache is no finder of directories.</summary>
    private static bool HasForeignFinders(Vm* vm, Dict* cache, Value finderType)
    {
        int position = 0;
        while (Dict.Next(cache, ref position, out _, out Value finder))
        {
            if (!finder.IsNone && Value.FromObject(Types.Of(vm, finder)) != finderType)
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreSame(Value list, Value original)
    {
        if (!list.Is(Kind.List) || !original.Is(Kind.Tuple))
        {
            return false;
        }

        List* now = (List*)list.AsObject;
        Tuple* then = (Tuple*)original.AsObject;
        return new ReadOnlySpan<Value>(now->Items, (int)now->Length).SequenceEqual(new ReadOnlySpan<Value>(Tuple.Items(then), (int)then->Length));
    }

    /// <summary>Takes the frames of the import system out of the traceback of the pending exception, as CPython does.</summary>
    private static void HideFrames(Vm* vm)
    {
        if (!vm->Pending.Is(Kind.Exception))
        {
            return;
        }

        Value* link = &((ExceptionObject*)vm->Pending.AsObject)->Traceback;
        while (link->IsObject)
        {
            Traceback* entry = (Traceback*)link->AsObject;
            string file = Str.ToManaged(entry->Code->FileName);
            if (file is EmbeddedLibrary.Root + "/importlib/_bootstrap.py" or EmbeddedLibrary.Root + "/importlib/_bootstrap_external.py")
            {
                *link = entry->Next;
            }
            else
            {
                link = &entry->Next;
            }
        }
    }
}
