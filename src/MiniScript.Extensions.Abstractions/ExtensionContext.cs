namespace MiniScript.Extensions;

/// <summary>
/// What a function of an extension may ask of the machine that calls it. A function gets it by declaring a parameter of this type before all others. It belongs to
/// the thread of the machine: other threads must not use it.
/// </summary>
/// <remarks>
/// Script values that C# has no type for are <see cref="ScriptObject"/>s. Others pass as <c>bool long double string byte[]</c> and <c>BigInteger</c> (an
/// <c>int</c> beyond 64 bits); a list as <c>List&lt;object?&gt;</c>, a tuple as <c>object?[]</c>, a dict as <c>Dictionary&lt;object, object?&gt;</c>, an instance of
/// an extension type as itself, <c>None</c> as null.
/// </remarks>
public abstract class ExtensionContext
{
    /// <summary>Calls something callable of the script's. An exception of the script comes out as <see cref="ScriptException"/>; one that is let through goes on in
    /// the script that called the extension, with the tracebacks of both.</summary>
    /// <param name="callable">What to call.</param>
    /// <param name="arguments">The positional arguments.</param>
    public object? Apply(ScriptObject callable, params ReadOnlySpan<object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(callable);
        return Invoke(callable, null, arguments);
    }

    /// <summary>Calls something callable of the script's, which is to give a certain type.</summary>
    /// <exception cref="ScriptException"><c>TypeError</c> if it gives another.</exception>
    public T Apply<T>(ScriptObject callable, params ReadOnlySpan<object?> arguments) => Expect<T>(Apply(callable, arguments));

    /// <summary>Writes to the script's standard output.</summary>
    public abstract void Write(string text);

    /// <summary>Imports a module.</summary>
    public abstract ScriptObject Import(string name);

    /// <summary>A script value as a type of C#.</summary>
    /// <exception cref="ScriptException"><c>TypeError</c> if it has another.</exception>
    internal static T Expect<T>(object? value)
    {
        if (value is T typed)
        {
            return typed;
        }

        if (value == null && default(T) == null)
        {
            return default!;
        }

        object? widened = value switch
        {
            long number when typeof(T) == typeof(double) || typeof(T) == typeof(double?) => (double)number,
            long number when typeof(T) == typeof(int) && number == (int)number => (int)number,
            long number when typeof(T) == typeof(System.Numerics.BigInteger) => (System.Numerics.BigInteger)number,
            _ => null,
        };
        return widened is T converted ? converted : throw new ScriptException("TypeError", $"expected {ScriptName(typeof(T))}, got {NameOf(value)}");
    }

    /// <summary>Calls a value, or a method of it.</summary>
    protected internal abstract object? Invoke(ScriptObject target, string? method, ReadOnlySpan<object?> arguments);

    /// <summary>Reads an attribute.</summary>
    protected internal abstract object? GetAttribute(ScriptObject target, string name);

    /// <summary>Sets an attribute.</summary>
    protected internal abstract void SetAttribute(ScriptObject target, string name, object? value);

    /// <summary>The text of a value: <c>str()</c>, or the name of its type.</summary>
    protected internal abstract string Describe(ScriptObject target, bool typeOnly);

    /// <summary>The traceback of an exception.</summary>
    protected internal abstract string FormatTraceback(ScriptObject exception);

    /// <summary>Keeps the value of a slot in a further one.</summary>
    protected internal abstract int Keep(int slot);

    /// <summary>Frees a slot. Any thread may do it.</summary>
    protected internal abstract void Release(int slot);

    private static string NameOf(object? value) => value switch
    {
        null => "None",
        ScriptObject other => other.TypeName,
        _ => ScriptName(value.GetType()),
    };

    private static string ScriptName(Type type) =>
        type == typeof(long) || type == typeof(int) || type == typeof(System.Numerics.BigInteger) ? "int"
        : type == typeof(double) ? "float"
        : type == typeof(bool) ? "bool"
        : type == typeof(string) ? "str"
        : type == typeof(byte[]) ? "bytes"
        : type == typeof(List<object?>) ? "list"
        : type == typeof(object[]) ? "tuple"
        : type == typeof(Dictionary<object, object?>) ? "dict"
        : "an object of another type";
}
