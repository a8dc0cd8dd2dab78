using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Modules;

/// <summary>Attributes of <c>sys</c> and <c>builtins</c> that are made when they are first asked for, because they are rarely needed and written in script.</summary>
internal static unsafe class LateAttributes
{
    private const string Imports = "meta_path path_hooks path_importer_cache";
    private const string Site = "copyright credits exit help license quit";
    private const string ModuleNames = "stdlib_module_names";

    /// <summary>Makes an attribute; undefined if the name is none of these, or with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="namespace">The attributes of a module.</param>
    /// <param name="name">The name that is not among them.</param>
    public static Value Make(Vm* vm, Dict* @namespace, Str* name)
    {
        if (@namespace == WellKnown.Of(vm)->Builtins)
        {
            string text = Str.ToManaged(name);
            return Contains(Site, text) ? Store(vm, @namespace, name, Builtins.LibraryCalls.Attribute(vm, "_sitebuiltins", text)) : Value.Undefined;
        }

        if (!IsSystem(vm, @namespace))
        {
            return Value.Undefined;
        }

        string wanted = Str.ToManaged(name);
        if (wanted == ModuleNames)
        {
            return Store(vm, @namespace, name, StandardNames(vm));
        }

        bool isMissing = Contains(Imports, wanted) && Importer.Find(vm, Builtins.Imports.LoaderTypes.Definitions).IsUndefined;
        return isMissing && ImportHooks.LoadDefinitions(vm) ? Dict.GetStr(@namespace, name) : Value.Undefined;
    }

    /// <summary>Adds the names to those that <c>dir</c> lists.</summary>
    public static void AddNames(Vm* vm, Dict* @namespace, Dict* names)
    {
        string late = @namespace == WellKnown.Of(vm)->Builtins ? Site : IsSystem(vm, @namespace) ? $"{Imports} {ModuleNames}" : string.Empty;
        foreach (string name in late.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Dict.SetStr(vm, names, Str.Intern(vm, Str.New(vm, name)), Value.None);
        }
    }

    private static bool Contains(string names, string name) => $" {names} ".Contains($" {name} ", StringComparison.Ordinal);

    private static bool IsSystem(Vm* vm, Dict* @namespace)
    {
        Value sys = Importer.Find(vm, "sys");
        return sys.Is(Kind.Module) && ((Module*)sys.AsObject)->Attributes == @namespace;
    }

    private static Value Store(Vm* vm, Dict* @namespace, Str* name, Value value)
    {
        if (!value.IsUndefined)
        {
            Dict.SetStr(vm, @namespace, Str.Intern(vm, name), value);
        }

        return value;
    }

    private static Value StandardNames(Vm* vm)
    {
        SetObject* names = SetObject.New(vm, TypeId.FrozenSet);
        foreach (string name in StandardModules.Names.Split(' '))
        {
            SetObject.Add(vm, names, Value.FromObject(Str.Intern(vm, Str.New(vm, name))));
        }

        return Value.FromObject(names);
    }
}
