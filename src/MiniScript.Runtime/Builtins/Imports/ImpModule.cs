using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Imports;

/// <summary>What <c>importlib</c> needs of the native import system.</summary>
[BuiltinModule("_imp", Doc = "(Extremely) low-level import machinery bits as used by importlib.")]
internal static unsafe partial class ImpModule
{
    [Constant("ModuleSpec")]
    private static Value ModuleSpec(Vm* vm) => Value.FromObject(ModuleSpecType.Type(vm));

    [Constant("BuiltinImporter")]
    private static Value BuiltinImporter(Vm* vm) => Value.FromObject(BuiltinImporterType.Type(vm));

    [Constant("SourceFileLoader")]
    private static Value SourceFileLoader(Vm* vm) => Value.FromObject(LoaderTypes.SourceFile(vm));

    [Constant("NamespaceLoader")]
    private static Value NamespaceLoader(Vm* vm) => Value.FromObject(LoaderTypes.Namespace(vm));

    /// <summary>Add the public members of a class to a native type.</summary>
    [Function("extend", Signature = "(native, script, /)")]
    private static void Extend(Vm* vm, TypeObject* native, TypeObject* script)
    {
        Dict* members = Attributes.DictOf(vm, native);
        int position = 0;
        while (Dict.Next(script->Attributes, ref position, out Value key, out Value value))
        {
            Str* name = (Str*)key.AsObject;
            if (!Str.ToManaged(name).StartsWith("__", StringComparison.Ordinal) || Str.Equals(name, "__doc__"u8))
            {
                Dict.SetStr(vm, members, name, value);
            }
        }

        vm->TypeEpoch++;
    }

    /// <summary>Return the module of an absolute name, which is imported if it is not in sys.modules.</summary>
    [Function("import_module", Signature = "(name, /)")]
    private static Value ImportModule(Vm* vm, string name) => Importer.Load(vm, name);

    /// <summary>Return a native module, which is made if it is not in sys.modules.</summary>
    [Function("load_builtin", Signature = "(name, /)")]
    private static Value LoadBuiltin(Vm* vm, string name) => ModuleLoading.LoadNative(vm, name);

    /// <summary>A module's code starts to run: until end(), importing from it is likely a circular import.</summary>
    [Function("begin", Signature = "(name, /)")]
    private static void Begin(Vm* vm, string name) => ImportState.Of(vm).Begin(vm, name);

    /// <summary>A module's code has run.</summary>
    [Function("end", Signature = "(name, /)")]
    private static void End(Vm* vm, string name) => ImportState.Of(vm).End(name);

    /// <summary>Return the path of a module of the embedded library and whether it is a package; None if there is none of that name.</summary>
    [Function("library_find", Signature = "(name, /)")]
    private static Value FindInLibrary(Vm* vm, string name)
    {
        if (!EmbeddedLibrary.TryRead(name, out LibraryFile? file))
        {
            return Value.None;
        }

        Value* found = stackalloc Value[2] { Value.FromObject(Str.New(vm, file.Path)), Value.FromBool(file.PackageDirectory != null) };
        return Value.FromObject(Objects.Tuple.New(vm, found, 2));
    }

    /// <summary>Return the bytes of a file of the embedded library; None if there is none of that path.</summary>
    [Function("library_data", Signature = "(path, /)")]
    private static byte[]? ReadLibrary(string path) => EmbeddedLibrary.ReadBytes(path);

    /// <summary>Return the names in a directory of the embedded library, those of directories with a slash behind.</summary>
    [Function("library_list", Signature = "(path, /)")]
    private static Value ListLibrary(Vm* vm, string path)
    {
        List* names = List.New(vm);
        foreach (string name in EmbeddedLibrary.List(path))
        {
            List.Append(vm, names, Value.FromObject(Str.New(vm, name)));
        }

        return Value.FromObject(names);
    }

    /// <summary>Decode the bytes of a source file by its byte order mark, its coding line, or as UTF-8, with line ends of one kind.</summary>
    [Function("decode_source", Signature = "(data, path='<string>', /)")]
    private static Value DecodeSource(Vm* vm, ReadOnlySpan<byte> data, string path = "<string>")
    {
        string? text = SourceLoader.Decode(vm, data, path);
        return text == null ? Value.Undefined
            : Value.FromObject(Str.New(vm, text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')));
    }

    /// <summary>Returns True if the module name corresponds to a built-in module.</summary>
    [Function("is_builtin", Signature = "(name, /)")]
    private static long IsBuiltin(Vm* vm, string name) => name is "sys" or "builtins" ? -1 : MachineHost.Of(vm).FindNative(name, out _) ? 1 : 0;

    /// <summary>Returns True if the module name corresponds to a frozen module: there are none.</summary>
    [Function("is_frozen", Signature = "(name, /)")]
    private static bool IsFrozen(string name) => false;

    /// <summary>Returns the list of file suffixes used to identify extension modules: there are none.</summary>
    [Function("extension_suffixes", Signature = "()")]
    private static Value ExtensionSuffixes(Vm* vm) => Value.FromObject(List.New(vm));

    /// <summary>Return True if the import lock is currently held: there is none, one thread runs at a time.</summary>
    [Function("lock_held", Signature = "()")]
    private static bool LockHeld() => false;

    /// <summary>Acquires the interpreter's import lock for the current thread: there is none, one thread runs at a time.</summary>
    [Function("acquire_lock", Signature = "()")]
    private static void AcquireLock()
    {
    }

    /// <summary>Release the interpreter's import lock.</summary>
    [Function("release_lock", Signature = "()")]
    private static void ReleaseLock()
    {
    }
}
