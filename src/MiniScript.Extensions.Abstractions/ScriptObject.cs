namespace MiniScript.Extensions;

/// <summary>A value of a script, by a handle that keeps it alive.</summary>
/// <remarks>
/// One that a function is passed, or is given while it runs, ends with the call (of an asynchronous function, with its task). What is to be kept longer is kept by
/// <see cref="Keep"/>.
/// </remarks>
public class ScriptObject : IDisposable
{
    private readonly Keeper? keeper;
    private int slot;

    internal ScriptObject(ExtensionContext context, int slot, bool isKept = false)
    {
        Context = context;
        this.slot = slot;
        keeper = isKept ? new Keeper(context, slot) : null;
    }

    /// <summary>The name of the value's type in script.</summary>
    public string TypeName => Context.Describe(this, typeOnly: true);

    /// <summary>The machine it belongs to.</summary>
    internal ExtensionContext Context { get; }

    /// <summary>The handle.</summary>
    /// <exception cref="ObjectDisposedException">It has ended.</exception>
    internal int Slot => slot >= 0 ? slot
        : throw new ObjectDisposedException(null, "a script value was used after the call that it was passed to: keep it with Keep()");

    /// <summary>An attribute's value.</summary>
    public object? GetAttribute(string name) => Context.GetAttribute(this, name);

    /// <summary>Sets an attribute.</summary>
    public void SetAttribute(string name, object? value) => Context.SetAttribute(this, name, value);

    /// <summary>Calls a method.</summary>
    public object? CallMethod(string name, params ReadOnlySpan<object?> arguments) => Context.Invoke(this, name, arguments);

    /// <summary>A handle of the same value that lives until it is disposed of or collected.</summary>
    public ScriptObject Keep() => this is ScriptCallable ? new ScriptCallable(Context, Context.Keep(Slot), true) : new ScriptObject(Context, Context.Keep(Slot), true);

    /// <summary>The text that <c>str()</c> gives.</summary>
    public override string ToString() => Context.Describe(this, typeOnly: false);

    /// <summary>Lets the value go.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets the value go.</summary>
    protected virtual void Dispose(bool disposing)
    {
        int released = Interlocked.Exchange(ref slot, -1);
        if (released < 0)
        {
            return;
        }

        keeper?.Dispose();
        Context.Release(released);
    }

    /// <summary>Frees the handle of an object that nobody disposed of.</summary>
    private sealed class Keeper(ExtensionContext context, int slot) : IDisposable
    {
        ~Keeper() => context.Release(slot);

        /// <summary>Somebody did.</summary>
        public void Dispose() => GC.SuppressFinalize(this);
    }
}

/// <summary>Something that a script can call, passed to an extension.</summary>
public sealed class ScriptCallable : ScriptObject
{
    internal ScriptCallable(ExtensionContext context, int slot, bool isKept = false) : base(context, slot, isKept)
    {
    }

    /// <summary>Calls it; see <see cref="ExtensionContext.Apply"/>.</summary>
    public object? Invoke(params ReadOnlySpan<object?> arguments) => Context.Apply(this, arguments);

    /// <summary>Calls it for a result of a certain type; see <see cref="ExtensionContext.Apply{T}"/>.</summary>
    public T Invoke<T>(params ReadOnlySpan<object?> arguments) => Context.Apply<T>(this, arguments);
}
