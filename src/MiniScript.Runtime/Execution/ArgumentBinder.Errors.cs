using System.Runtime.CompilerServices;
using MiniScript.Extensions;
using MiniScript.Runtime.Hosting.Extending;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

public static unsafe partial class ArgumentBinder
{
    /// <summary>Raises for a wrong number of arguments, or any keyword argument, of a function whose parameters are all positional-only.</summary>
    /// <param name="least">The fewest arguments.</param>
    /// <param name="most">The most; <see cref="int.MaxValue"/> for no limit.</param>
    /// <param name="given">The number of positional arguments.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value ArityError(Vm* vm, ReadOnlySpan<byte> function, int least, int most, int given, bool hasKeywords)
    {
        if (hasKeywords)
        {
            return TypeError(vm, $"{Text(function)}() takes no keyword arguments");
        }

        if (most == 0)
        {
            return TypeError(vm, $"{Text(function)}() takes no arguments ({given} given)");
        }

        if (least == 1 && most == 1)
        {
            return TypeError(vm, $"{Text(function)}() takes exactly one argument ({given} given)");
        }

        int bound = given < least ? least : most;
        string quantity = least == most ? "" : given < least ? "at least " : "at most ";
        return TypeError(vm, $"{Bare(function)} expected {quantity}{bound} argument{Plural(bound)}, got {given}");
    }

    /// <summary>Raises for a method that is called on its class without an instance.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value UnboundError(Vm* vm, ReadOnlySpan<byte> function) => TypeError(vm, $"unbound method {Text(function)}() needs an argument");

    /// <summary>Raises for a method or property that is used on an instance of another type.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value SelfError(Vm* vm, ReadOnlySpan<byte> function, Value self)
    {
        int dot = function.LastIndexOf((byte)'.');
        return TypeError(vm, $"descriptor '{Bare(function)}' for '{TypeName(vm, function[..Math.Max(dot, 0)])}' objects doesn't apply to a '{Types.NameOf(vm, self)}' object");
    }

    /// <summary>Raises for a class method that is called on something that is no class, or not derived from its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value ClassError(Vm* vm, ReadOnlySpan<byte> function, Value type)
    {
        string owner = TypeName(vm, function[..Math.Max(function.LastIndexOf((byte)'.'), 0)]);
        return TypeError(vm, type.Is(Kind.Type)
            ? $"descriptor '{Bare(function)}' requires a subtype of '{owner}' but received '{Str.ToManaged(((TypeObject*)type.AsObject)->Name)}'"
            : $"descriptor '{Bare(function)}' for type '{owner}' needs a type, not a '{Types.NameOf(vm, type)}' as arg 2");
    }

    /// <summary>A built-in type's name as messages have it, with its module.</summary>
    private static string TypeName(Vm* vm, ReadOnlySpan<byte> name)
    {
        for (int id = 1; id < (int)TypeId.Count; id++)
        {
            TypeObject* type = WellKnown.Of(vm)->Types[id];
            if (type != null && Str.Equals(type->QualifiedName, name))
            {
                return Str.ToManaged(type->Name);
            }
        }

        return Text(name);
    }

    /// <summary>Raises for the deletion of a property that can only be set.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value DeleteError(Vm* vm, ReadOnlySpan<byte> property) => TypeError(vm, $"cannot delete {Bare(property)}");

    /// <summary>Raises for an argument of the wrong type.</summary>
    /// <param name="place">Which argument: <c>argument</c>, <c>argument 2</c>, <c>argument 'encoding'</c>.</param>
    /// <param name="expected">The type that it should have.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value ArgumentTypeError(Vm* vm, ReadOnlySpan<byte> function, ReadOnlySpan<byte> place, ReadOnlySpan<byte> expected, Value actual) =>
        TypeError(vm, $"{Bare(function)}() {Text(place)} must be {Text(expected)}, not {(actual.IsNone ? "None" : Types.NameOf(vm, actual))}");

    /// <summary>Whether the native function that just returned left an exception pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasPending(Vm* vm) => vm->HasPending;

    /// <summary>Raises what a C# exception that left an extension function means to a script.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value Raise(Vm* vm, Exception exception)
    {
        if (exception is ScriptException script)
        {
            return ExtensionErrors.Raise(vm, script);
        }

        if (exception is OutOfMemoryException)
        {
            return Throw.MemoryError(vm);
        }

        return Throw.Raise(vm, TypeOf(exception), exception.Message);
    }

    private static TypeId TypeOf(Exception exception) => exception switch
    {
        OverflowException => TypeId.OverflowError,
        DivideByZeroException => TypeId.ZeroDivisionError,
        FileNotFoundException or DirectoryNotFoundException => TypeId.FileNotFoundError,
        UnauthorizedAccessException => TypeId.PermissionError,
        IOException => TypeId.OSError,
        TimeoutException => TypeId.TimeoutError,
        IndexOutOfRangeException => TypeId.IndexError,
        KeyNotFoundException => TypeId.KeyError,
        ObjectDisposedException => TypeId.ValueError,
        NotSupportedException or NotImplementedException => TypeId.NotImplementedError,
        ArgumentException or FormatException => TypeId.ValueError,
        _ => TypeId.RuntimeError,
    };

    private static void UnexpectedKeyword(Vm* vm, ReadOnlySpan<byte> function, ReadOnlySpan<byte> names, in BindShape shape, Tuple* kwNames)
    {
        for (int i = 0; i < kwNames->Length; i++)
        {
            Str* keyword = (Str*)Tuple.Items(kwNames)[i].AsObject;
            if (!NamesParameter(keyword, names, in shape))
            {
                TypeError(vm, $"{Bare(function)}() got an unexpected keyword argument '{Str.ToManaged(keyword)}'");
                return;
            }
        }
    }

    private static Value TypeError(Vm* vm, string message) => Throw.TypeError(vm, message);
}
