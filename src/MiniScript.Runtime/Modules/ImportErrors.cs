using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Modules;

/// <summary>What is said of a name that a module does not have: most often the module is not the one that was meant, or not yet complete.</summary>
internal static unsafe class ImportErrors
{
    /// <summary>Raises <c>ImportError</c> for a name that a module does not have.</summary>
    public static Value NoName(Vm* vm, Value module, Value moduleName, string wanted)
    {
        string text = moduleName.Is(Kind.Str) ? Str.ToManaged((Str*)moduleName.AsObject) : "<unknown module name>";
        string? origin = Origin(vm, module, out bool isPlace);
        if (Attributes.TryGet(vm, module, WellKnown.Name(vm, NameId.__file__), out Value file) < 0)
        {
            return Value.Undefined;
        }

        string? shown = isPlace ? origin : file.Is(Kind.Str) ? Str.ToManaged((Str*)file.AsObject) : null;
        string where = shown == null ? string.Empty : $" ({shown})";
        bool isInitialising = ImportState.Of(vm).IsInitialising(text);
        string message = isInitialising
            ? $"cannot import name {Quoted(wanted)} from partially initialized module {Quoted(text)} (most likely due to a circular import){where}"
            : $"cannot import name {Quoted(wanted)} from {Quoted(text)}{(shown == null ? " (unknown location)" : where)}";
        return Importer.Raise(
            vm, TypeId.ImportError, message, moduleName.IsUndefined ? Value.None : moduleName, shown == null ? Value.None : Value.FromObject(Str.New(vm, shown)),
            Value.FromObject(Str.New(vm, wanted)));
    }

    /// <summary>Raises <c>AttributeError</c> for an attribute that a module does not have.</summary>
    public static Value NoAttribute(Vm* vm, Value module, Str* name)
    {
        Value moduleName = Dict.GetStr(((Module*)module.AsObject)->Attributes, WellKnown.Name(vm, NameId.__name__));
        string wanted = Str.ToManaged(name);
        if (!moduleName.Is(Kind.Str))
        {
            return Throw.AttributeErrorFor(vm, $"module has no attribute '{wanted}'", module, name);
        }

        string text = Str.ToManaged((Str*)moduleName.AsObject);
        string? origin = Origin(vm, module, out bool isPlace);
        ImportState state = ImportState.Of(vm);
        bool isInitialising = state.IsInitialising(text);
        string message = Renaming(vm, text, isPlace ? origin : null, isInitialising) is { } advice ? $"module '{text}' has no attribute '{wanted}' ({advice})"
            : isInitialising && origin != null ? $"partially initialized module '{text}' from '{origin}' has no attribute '{wanted}' (most likely due to a circular import)"
            : isInitialising ? $"partially initialized module '{text}' has no attribute '{wanted}' (most likely due to a circular import)"
            : state.IsInitialising($"{text}.{wanted}") ? $"cannot access submodule '{wanted}' of module '{text}' (most likely due to a circular import)"
            : $"module '{text}' has no attribute '{wanted}'";
        return Throw.AttributeErrorFor(vm, message, module, name);
    }

    /// <summary>What to do if a file of the script's own folder hides a module of the library, or may hide one; else null.</summary>
    private static string? Renaming(Vm* vm, string name, string? origin, bool isInitialising)
    {
        IReadOnlyList<string> start = MachineHost.Of(vm).Options.SearchPath;
        if (origin == null || start.Count == 0)
        {
            return null;
        }

        string? directory = Path.GetDirectoryName(origin);
        if (Path.GetFileNameWithoutExtension(origin) == "__init__")
        {
            directory = Path.GetDirectoryName(directory);
        }

        if (directory != (start[0].Length == 0 ? Environment.CurrentDirectory : start[0]))
        {
            return null;
        }

        return StandardModules.IsStandard(name)
            ? $"consider renaming '{origin}' since it has the same name as the standard library module named '{name}' and the import system gives it precedence"
            : isInitialising ? $"consider renaming '{origin}' if it has the same name as a third-party module you intended to import" : null;
    }

    /// <summary>Where a module comes from according to its spec, or null.</summary>
    private static string? Origin(Vm* vm, Value module, out bool isPlace)
    {
        isPlace = false;
        Value spec = module.Is(Kind.Module) ? Dict.GetStr(((Module*)module.AsObject)->Attributes, WellKnown.Name(vm, NameId.__spec__)) : Value.Undefined;
        if (spec.IsUndefined || spec.IsNone)
        {
            return null;
        }

        Value pending = vm->Pending;
        vm->Pending = Value.Undefined;
        Value origin = Attributes.TryGet(vm, spec, Str.Intern(vm, "origin"u8), out Value found) > 0 ? found : Value.Undefined;
        isPlace = Attributes.TryGet(vm, spec, Str.Intern(vm, "has_location"u8), out Value place) > 0 && Truth.Of(vm, place) > 0;
        vm->Pending = pending;
        return isPlace && origin.Is(Kind.Str) ? Str.ToManaged((Str*)origin.AsObject) : null;
    }

    private static string Quoted(string text) => text.Contains('\'') ? $"\"{text}\"" : $"'{text}'";
}
