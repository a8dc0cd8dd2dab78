using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>What native modules need of library modules that are written in script.</summary>
internal static unsafe class LibraryCalls
{
    /// <summary>An attribute of a module, which is imported; undefined with an exception pending.</summary>
    public static Value Attribute(Vm* vm, string module, string name)
    {
        Value loaded = Importer.Load(vm, module);
        return loaded.IsUndefined ? loaded : Attributes.Get(vm, loaded, Str.Intern(vm, Str.New(vm, name)));
    }

    /// <summary>Raises an exception whose class a module defines, with a message.</summary>
    public static Value Raise(Vm* vm, string module, string name, string message) =>
        Raise(vm, Attribute(vm, module, name), Value.FromObject(Str.New(vm, message)));

    /// <summary>Raises an exception of a class, made with one argument; does nothing more if the class is undefined.</summary>
    public static Value Raise(Vm* vm, Value type, Value argument)
    {
        Value error = type.IsUndefined ? type : Calls.Invoke(vm, type, argument);
        return error.IsUndefined ? error : Throw.Raise(vm, (ExceptionObject*)error.AsObject);
    }

    /// <summary>Warns by <c>warnings.warn</c>; false with an exception pending, because warnings are errors or the call failed.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="category">The warning's class.</param>
    /// <param name="message">What it says.</param>
    /// <param name="level">Which caller it is about: 1 for the script function that called native code.</param>
    public static bool Warn(Vm* vm, TypeId category, string message, int level = 1)
    {
        Value warn = Attribute(vm, "warnings", "warn");
        if (warn.IsUndefined && Throw.ClearIf(vm, TypeId.ModuleNotFoundError))
        {
            return true; // a library without warnings
        }

        return !warn.IsUndefined
            && !Calls.Invoke(vm, warn, Value.FromObject(Str.New(vm, message)), Value.FromObject(Types.Of(vm, category)), Value.FromInt(level)).IsUndefined;
    }
}
