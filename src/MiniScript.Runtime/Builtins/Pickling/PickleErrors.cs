using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Pickling;

/// <summary>The exceptions of pickling, whose classes are script.</summary>
internal static unsafe class PickleErrors
{
    /// <summary>Raises <c>PicklingError</c>; false.</summary>
    public static bool Pickling(Vm* vm, string message)
    {
        LibraryCalls.Raise(vm, "pickle", "PicklingError", message);
        return false;
    }

    /// <summary>Raises <c>UnpicklingError</c>; false.</summary>
    public static bool Unpickling(Vm* vm, string message)
    {
        LibraryCalls.Raise(vm, "pickle", "UnpicklingError", message);
        return false;
    }

    /// <summary>Raises <c>PicklingError</c> about an object; false.</summary>
    public static bool Cannot(Vm* vm, Value self, string why)
    {
        Str* shown = Text.Repr(vm, self);
        return shown != null && Pickling(vm, $"Can't pickle {Str.ToManaged(shown)}: {why}");
    }
}
