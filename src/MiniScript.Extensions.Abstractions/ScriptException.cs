namespace MiniScript.Extensions;

/// <summary>
/// An exception that a script sees as one of its own: thrown by an extension function, it is raised in the calling script as
/// <c>typeName(message)</c>. Any other exception that leaves an extension function arrives there as a <c>RuntimeError</c>, or as
/// the builtin type that means the same (<c>OSError</c> for an <see cref="IOException"/>, for example).
/// </summary>
public class ScriptException : Exception
{
    /// <summary>A <c>RuntimeError</c> with no message.</summary>
    public ScriptException() : this("RuntimeError", "")
    {
    }

    /// <summary>A <c>RuntimeError</c>.</summary>
    public ScriptException(string message) : this("RuntimeError", message)
    {
    }

    /// <summary>A <c>RuntimeError</c> that came of another exception.</summary>
    public ScriptException(string message, Exception innerException) : base(message, innerException)
    {
        TypeName = "RuntimeError";
    }

    /// <summary>An exception of the given type.</summary>
    /// <param name="typeName">The name of a builtin exception type, such as <c>ValueError</c>, or of an extension's own, with the extension: <c>geo.GeoError</c>.</param>
    /// <param name="message">What <c>str()</c> of the exception gives.</param>
    public ScriptException(string typeName, string message) : base(message)
    {
        TypeName = typeName;
    }

    /// <summary>An exception of the given type that came of another; if a script raised that, it is the <c>__cause__</c>.</summary>
    public ScriptException(string typeName, string message, Exception innerException) : base(message, innerException)
    {
        TypeName = typeName;
    }

    /// <summary>An exception that a script raised.</summary>
    internal ScriptException(string typeName, string message, ScriptObject raised) : this(typeName, message)
    {
        Raised = raised;
    }

    /// <summary>The name of the exception's type in script.</summary>
    public string TypeName { get; }

    /// <summary>The exception object, if a script raised it.</summary>
    public ScriptObject? Raised { get; }

    /// <summary>The traceback as scripts show it; empty if no script raised the exception.</summary>
    public string Traceback => Raised == null ? "" : Raised.Context.FormatTraceback(Raised);
}
