using System.Text;
using MiniScript.Extensions;
using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Hosting.Tracebacks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting.Extending;

/// <summary>The context of a machine: what extension functions reach it by, and the handles that they hold.</summary>
/// <remarks>
/// A handle is a slot of <c>Vm.Handles</c>. Those made while a function runs are in a scope and end with it; others live until C# lets them go, on whatever thread.
/// </remarks>
internal sealed unsafe class MachineContext : ExtensionContext
{
    private const nuint StackSlack = 512 * 1024;

    private readonly Vm* vm;
    private readonly List<ScriptObject> scope = [];
    private readonly Lock gate = new();
    private readonly Stack<int> released = [];
    private int depth;
    private bool hasEnded;

    private MachineContext(Vm* vm)
    {
        this.vm = vm;
        MachineHost.Of(vm).AtExit(End);
    }

    /// <summary>Whether no thread runs the machine: then the one that asks something of it does, for so long.</summary>
    public bool IsIdle { get; set; }

    /// <summary>The types and instances of extensions.</summary>
    public ExtensionObjects Instances => field ??= new ExtensionObjects(vm);

    /// <summary>The tasks of extensions.</summary>
    public ForeignTasks Tasks => field ??= new ForeignTasks(vm);

    /// <summary>The context of a machine.</summary>
    public static MachineContext Of(Vm* vm)
    {
        MachineHost host = MachineHost.Of(vm);
        return host.Context ??= new MachineContext(vm);
    }

    /// <inheritdoc/>
    public override void Write(string text)
    {
        Check();
        Value stream = StandardError.SysAttribute(vm, "stdout"u8);
        Str* message = Str.New(vm, text);
        if (stream.IsUndefined)
        {
            FileTable.Of(vm).Output.Write(vm, message);
        }
        else if (!stream.IsNone)
        {
            Calls.InvokeMethod(vm, stream, NameId.write, Value.FromObject(message));
        }

        ThrowPending();
    }

    /// <inheritdoc/>
    public override ScriptObject Import(string name)
    {
        Check();
        return Local(Result(Importer.Load(vm, name)));
    }

    /// <summary>Opens a scope of handles; what <see cref="Leave"/> takes.</summary>
    public int Enter()
    {
        depth++;
        return scope.Count;
    }

    /// <summary>Ends a scope: its handles end.</summary>
    public void Leave(int start)
    {
        depth--;
        for (int i = start; i < scope.Count; i++)
        {
            scope[i].Dispose();
        }

        scope.RemoveRange(start, scope.Count - start);
        FreeReleased();
    }

    /// <summary>Takes the handles of the innermost scope out of it: what outlives the call keeps them.</summary>
    public ScriptObject[] Detach(int start)
    {
        if (start >= scope.Count)
        {
            return [];
        }

        ScriptObject[] taken = [.. scope[start..]];
        scope.RemoveRange(start, taken.Length);
        return taken;
    }

    /// <summary>A handle that ends with the running function; outside any function, one that C# lets go of.</summary>
    public ScriptObject Local(Value value)
    {
        int slot = KeepValue(value);
        bool isKept = depth == 0;
        ScriptObject handle = Types.Of(vm, value)->Slots.Call != null ? new ScriptCallable(this, slot, isKept) : new ScriptObject(this, slot, isKept);
        if (!isKept)
        {
            scope.Add(handle);
        }

        return handle;
    }

    /// <summary>The value of a handle.</summary>
    /// <exception cref="InvalidOperationException">It belongs to another machine, or another thread runs the machine.</exception>
    public Value ValueOf(ScriptObject handle)
    {
        Check();
        return ReferenceEquals(handle.Context, this)
            ? vm->Handles.Get(new ValueHandle(handle.Slot))
            : throw new InvalidOperationException("a value of one machine was used with another");
    }

    /// <summary>The pending exception, taken, as one of C#.</summary>
    public ScriptException TakePending()
    {
        Value exception = vm->Pending;
        vm->Pending = Value.Undefined;
        string message = SafeText.Of(vm, exception, "exception");
        vm->Pending = Value.Undefined;
        return new ScriptException(Types.NameOf(vm, exception), message, new ScriptObject(this, KeepValue(exception), isKept: true));
    }

    /// <summary>A result.</summary>
    /// <exception cref="ScriptException">The value is undefined: an exception is pending.</exception>
    public Value Result(Value value) => value.IsUndefined ? throw TakePending() : value;

    /// <summary>Checks that the calling thread runs the machine.</summary>
    public void Check()
    {
        byte here;
        if (hasEnded)
        {
            throw new ObjectDisposedException(null, "the machine has ended");
        }

        if (IsIdle)
        {
            Machine.SetMachineStack(vm, null);
        }
        else if (&here >= vm->MachineStackBase || (nuint)(&here) + StackSlack < (nuint)vm->MachineStackLimit)
        {
            throw new InvalidOperationException("a machine was used by a thread that does not run it: await on its own thread, or use what is not its own");
        }
    }

    /// <inheritdoc/>
    protected internal override object? Invoke(ScriptObject target, string? method, ReadOnlySpan<object?> arguments)
    {
        Value callee = ValueOf(target);
        if (method != null)
        {
            callee = Result(Attributes.Get(vm, callee, Str.Intern(vm, Encoding.UTF8.GetBytes(method))));
        }

        // A list on the heap keeps the arguments alive and is seen from here.
        List* list = List.New(vm, arguments.Length);
        foreach (object? argument in arguments)
        {
            List.Append(vm, list, DynamicValues.ToScript(vm, argument));
        }

        Value result = Calls.Invoke(vm, callee, list->Items, arguments.Length);
        Calls.KeepAlive(list);
        return DynamicValues.FromScript(vm, Result(result));
    }

    /// <inheritdoc/>
    protected internal override object? GetAttribute(ScriptObject target, string name) =>
        DynamicValues.FromScript(vm, Result(Attributes.Get(vm, ValueOf(target), Str.Intern(vm, Encoding.UTF8.GetBytes(name)))));

    /// <inheritdoc/>
    protected internal override void SetAttribute(ScriptObject target, string name, object? value)
    {
        Attributes.Set(vm, ValueOf(target), Str.Intern(vm, Encoding.UTF8.GetBytes(name)), DynamicValues.ToScript(vm, value));
        ThrowPending();
    }

    /// <inheritdoc/>
    protected internal override string Describe(ScriptObject target, bool typeOnly)
    {
        Value value = ValueOf(target);
        if (typeOnly)
        {
            return Types.NameOf(vm, value);
        }

        Str* text = Text.ToStr(vm, value);
        return text == null ? throw TakePending() : Str.ToManaged(text);
    }

    /// <inheritdoc/>
    protected internal override string FormatTraceback(ScriptObject exception) => TracebackFormatter.Format(vm, ValueOf(exception));

    /// <inheritdoc/>
    protected internal override int Keep(int slot)
    {
        Check();
        return KeepValue(vm->Handles.Get(new ValueHandle(slot)));
    }

    /// <inheritdoc/>
    protected internal override void Release(int slot)
    {
        lock (gate)
        {
            released.Push(slot);
        }
    }

    /// <summary>Keeps a value in a slot, having freed those that were let go.</summary>
    internal int KeepValue(Value value)
    {
        FreeReleased();
        return vm->Handles.Keep(value).Index;
    }

    /// <summary>Frees the slots that were let go.</summary>
    internal void FreeReleased()
    {
        if (released.Count == 0)
        {
            return;
        }

        lock (gate)
        {
            while (released.TryPop(out int slot))
            {
                vm->Handles.Free(new ValueHandle(slot));
            }
        }
    }

    private void ThrowPending()
    {
        if (vm->HasPending)
        {
            throw TakePending();
        }
    }

    private void End()
    {
        Instances.End();
        hasEnded = true;
    }
}
