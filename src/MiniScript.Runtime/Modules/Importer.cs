using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Modules;

/// <summary>The import system: native modules, the embedded library, files and packages on <c>sys.path</c>.</summary>
public static unsafe class Importer
{
    /// <summary>The <c>import</c> statement and <c>__import__</c>.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="globals">The namespace of the importing module, for relative imports.</param>
    /// <param name="name">The dotted name; may be empty for <c>from . import x</c>.</param>
    /// <param name="fromList">A sequence of names, or <c>None</c>.</param>
    /// <param name="level">Leading dots.</param>
    /// <returns>The named module if there is a from-list, else the top-level package.</returns>
    public static Value Import(Vm* vm, Dict* globals, string name, Value fromList, int level)
    {
        string absolute = name;
        if (level > 0)
        {
            string? package = PackageOf(vm, globals);
            if (package == null || !TryResolve(vm, package, name, level, out absolute))
            {
                return Value.Undefined;
            }
        }

        Value module = Load(vm, absolute);
        if (module.IsUndefined)
        {
            return module;
        }

        bool hasFromList = !fromList.IsNone && !fromList.IsUndefined;
        if (hasFromList && Truth.Of(vm, fromList) > 0)
        {
            return LoadFromList(vm, module, absolute, fromList) ? module : Value.Undefined;
        }

        if (level == 0)
        {
            int dot = absolute.IndexOf('.', StringComparison.Ordinal);
            return dot < 0 ? module : Find(vm, absolute[..dot]);
        }

        int inner = name.IndexOf('.', StringComparison.Ordinal);
        return inner < 0 ? module : Find(vm, absolute[..(absolute.Length - (name.Length - inner))]);
    }

    /// <summary><c>from module import name</c>.</summary>
    public static Value ImportFrom(Vm* vm, Value module, Str* name)
    {
        int found = Attributes.TryGet(vm, module, name, out Value value);
        if (found != 0)
        {
            return value;
        }

        if (Attributes.TryGet(vm, module, WellKnown.Name(vm, NameId.__name__), out Value moduleName) < 0)
        {
            return Value.Undefined;
        }

        string text = moduleName.Is(Kind.Str) ? Str.ToManaged((Str*)moduleName.AsObject) : "<unknown module name>";
        string wanted = Str.ToManaged(name);
        Value submodule = Find(vm, $"{text}.{wanted}");
        if (!submodule.IsUndefined)
        {
            return submodule;
        }

        return ImportErrors.NoName(vm, module, moduleName, wanted);
    }

    /// <summary><c>from module import *</c> into a namespace.</summary>
    public static bool ImportStar(Vm* vm, Value module, Value ns)
    {
        int found = Attributes.TryGet(vm, module, WellKnown.Name(vm, NameId.__all__), out Value all);
        if (found < 0)
        {
            return false;
        }

        bool isPublicOnly = found == 0;
        if (isPublicOnly && Attributes.TryGet(vm, module, WellKnown.Name(vm, NameId.__dict__), out all) <= 0)
        {
            Throw.Raise(vm, TypeId.ImportError, "from-import-* object has no __dict__ and no __all__");
            return false;
        }

        List* names = Iteration.ToList(vm, all);
        if (names == null)
        {
            return false;
        }

        for (int i = 0; i < names->Length; i++)
        {
            Value item = names->Items[i];
            if (!item.Is(Kind.Str))
            {
                string where = isPublicOnly ? "Key in" : "Item in";
                string member = isPublicOnly ? "__dict__" : "__all__";
                Throw.TypeError(vm, $"{where} {ModuleText(vm, module)}.{member} must be str, not {Types.NameOf(vm, item)}");
                return false;
            }

            Str* name = Str.Intern(vm, (Str*)item.AsObject);
            if (isPublicOnly && name->Length > 0 && name->At(0) == '_')
            {
                continue;
            }

            Value value = Attributes.Get(vm, module, name);
            if (value.IsUndefined)
            {
                return false;
            }

            bool isStored = ns.IsExactly(TypeId.Dict)
                ? Dict.SetStr(vm, (Dict*)ns.AsObject, name, value)
                : Items.Set(vm, ns, Value.FromObject(name), value);
            if (!isStored)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The module of an absolute name, loaded with its packages if it is not yet in <c>sys.modules</c>.</summary>
    public static Value Load(Vm* vm, string name)
    {
        if (name.Length == 0)
        {
            return Throw.ValueError(vm, "Empty module name");
        }

        Value module = Find(vm, name);
        if (!module.IsUndefined && vm->CurrentThread != null)
        {
            if (!ImportState.Of(vm).Wait(vm, name))
            {
                return Value.Undefined;
            }

            module = Find(vm, name);
        }

        if (!module.IsUndefined)
        {
            return module.IsNone
                ? RaiseNotFound(vm, $"import of {name} halted; None in sys.modules", name)
                : module;
        }

        int dot = name.LastIndexOf('.');
        Value parent = Value.Undefined;
        if (dot >= 0)
        {
            parent = Load(vm, name[..dot]);
            if (parent.IsUndefined)
            {
                return parent;
            }

            module = Find(vm, name);
            if (!module.IsUndefined)
            {
                return module;
            }
        }

        module = ModuleLoading.Load(vm, name, parent);
        if (!module.IsUndefined && !parent.IsUndefined && !Attributes.Set(vm, parent, Str.Intern(vm, Str.New(vm, name[(dot + 1)..])), module))
        {
            return Value.Undefined;
        }

        return module;
    }

    /// <summary>The entry of <c>sys.modules</c>, or <see cref="Value.Undefined"/>.</summary>
    public static Value Find(Vm* vm, string name) => Dict.GetStr(WellKnown.Of(vm)->Modules, Str.Intern(vm, Str.New(vm, name)));

    /// <summary>Runs a module's code in its namespace; false with an exception pending.</summary>
    public static bool Execute(Vm* vm, Module* module, Code* code)
    {
        Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__doc__), code->Doc);
        Function* function = Functions.New(vm, code, module->Attributes, Evaluation.BuiltinsOf(vm, module->Attributes));
        return !CallBinding.RunNamespace(vm, function, Value.FromObject(module->Attributes)).IsUndefined;
    }

    private static bool LoadFromList(Vm* vm, Value module, string name, Value fromList)
    {
        if (Attributes.TryGet(vm, module, WellKnown.Name(vm, NameId.__path__), out Value path) <= 0)
        {
            return !vm->HasPending;
        }

        List* names = Iteration.ToList(vm, fromList);
        for (int i = 0; names != null && i < names->Length; i++)
        {
            Value item = names->Items[i];
            if (!item.Is(Kind.Str))
            {
                Throw.TypeError(vm, $"Item in ``from list'' must be str, not {Types.NameOf(vm, item)}");
                return false;
            }

            string wanted = Str.ToManaged((Str*)item.AsObject);
            if (wanted == "*")
            {
                int found = Attributes.TryGet(vm, module, WellKnown.Name(vm, NameId.__all__), out Value all);
                if (found < 0 || (found > 0 && !LoadFromList(vm, module, name, all)))
                {
                    return false;
                }

                continue;
            }

            int present = Attributes.TryGet(vm, module, Str.Intern(vm, (Str*)item.AsObject), out _);
            if (present < 0)
            {
                return false;
            }

            if (present == 0 && Load(vm, $"{name}.{wanted}").IsUndefined)
            {
                // A missing submodule is reported by the import of the name itself.
                if (!IsMissing(vm, $"{name}.{wanted}"))
                {
                    return false;
                }

                vm->Pending = Value.Undefined;
            }
        }

        return names != null;
    }

    private static bool IsMissing(Vm* vm, string name)
    {
        if (!Types.IsInstance(vm, vm->Pending, TypeId.ModuleNotFoundError))
        {
            return false;
        }

        Value missing = ExceptionTypes.Field(vm, vm->Pending, NameId.name);
        return missing.Is(Kind.Str) && Str.ToManaged((Str*)missing.AsObject) == name;
    }

    private static string? PackageOf(Vm* vm, Dict* globals)
    {
        Value package = Dict.GetStr(globals, WellKnown.Name(vm, NameId.__package__));
        if (package.Is(Kind.Str))
        {
            return Str.ToManaged((Str*)package.AsObject);
        }

        Value name = Dict.GetStr(globals, WellKnown.Name(vm, NameId.__name__));
        if (!name.Is(Kind.Str))
        {
            Throw.Raise(vm, TypeId.KeyError, "'__name__' not in globals");
            return null;
        }

        string text = Str.ToManaged((Str*)name.AsObject);
        bool isPackage = !Dict.GetStr(globals, WellKnown.Name(vm, NameId.__path__)).IsUndefined;
        int dot = text.LastIndexOf('.');
        return isPackage ? text : dot < 0 ? string.Empty : text[..dot];
    }

    private static bool TryResolve(Vm* vm, string package, string name, int level, out string absolute)
    {
        absolute = string.Empty;
        if (package.Length == 0)
        {
            Throw.Raise(vm, TypeId.ImportError, "attempted relative import with no known parent package");
            return false;
        }

        string start = package;
        for (int i = 1; i < level; i++)
        {
            int dot = start.LastIndexOf('.');
            if (dot < 0)
            {
                Throw.Raise(vm, TypeId.ImportError, "attempted relative import beyond top-level package");
                return false;
            }

            start = start[..dot];
        }

        absolute = name.Length == 0 ? start : $"{start}.{name}";
        return true;
    }

    private static string ModuleText(Vm* vm, Value module)
    {
        int found = Attributes.TryGet(vm, module, WellKnown.Name(vm, NameId.__name__), out Value name);
        return found > 0 && name.Is(Kind.Str) ? Str.ToManaged((Str*)name.AsObject) : "?";
    }

    /// <summary>Raises <c>ModuleNotFoundError</c>.</summary>
    internal static Value RaiseNotFound(Vm* vm, string message, string name) =>
        Raise(vm, TypeId.ModuleNotFoundError, IsSwitchedOff(vm, name) ? $"No module named '{name}': the host has switched this extension off" : message, Value.FromObject(Str.New(vm, name)), Value.None, Value.None);

    private static bool IsSwitchedOff(Vm* vm, string name) => MachineHost.Of(vm).Options.DisabledModules is { } disabled && (disabled.Contains(name) || disabled.Contains("_" + name));

    /// <summary>Raises <c>ImportError</c> or a class derived from it, with its attributes.</summary>
    internal static Value Raise(Vm* vm, TypeId type, string message, Value name, Value path, Value nameFrom)
    {
        Value text = Value.FromObject(Str.New(vm, message));
        ExceptionObject* error = ExceptionObject.New(vm, Types.Of(vm, type), text);
        Value* details = stackalloc Value[4] { name, path, nameFrom, text };
        error->Details = Value.FromObject(Tuple.New(vm, details, 4));
        return Throw.Raise(vm, error);
    }
}
