using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Warnings of native code about what the language will not allow for ever.</summary>
internal static unsafe class Deprecation
{
    /// <summary>Gives a <c>DeprecationWarning</c>; false with an exception pending, because it is an error or could not be given.</summary>
    public static bool Warn(Vm* vm, string message) => LibraryCalls.Warn(vm, TypeId.DeprecationWarning, message);

    /// <summary>Warns of a special method whose result is of a subclass of the number that it has to give.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="method">The method's name, with that of its class where the reference says so.</param>
    /// <param name="number">The type that the result should have.</param>
    /// <param name="result">The result.</param>
    public static bool WarnOfSubclass(Vm* vm, string method, string number, Value result) => Warn(
        vm,
        $"{method} returned non-{number} (type {Types.NameOf(vm, result)}).  The ability to return an instance of a strict subclass of {number} is deprecated, " +
        "and may be removed in a future version of Python.");
}
