using System.Text;
using MiniScript.Extensions;
using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting.Extending;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Hosting;

/// <summary>A function that a host gives to scripts.</summary>
/// <param name="context">The machine that calls it.</param>
/// <param name="arguments">The positional arguments, as <see cref="ExtensionContext"/> says.</param>
public delegate object? HostFunction(ExtensionContext context, ReadOnlySpan<object?> arguments);

/// <summary>The extensions that a program registers with an engine while it runs. The limits are those of the build.</summary>
public sealed unsafe class HostExtensions
{
    /// <summary>The most extensions of an engine, those that are compiled into the program included.</summary>
    public const int MaximumExtensions = 32;

    /// <summary>The most functions of an extension.</summary>
    public const int MaximumFunctions = 64;

    private readonly Vm* vm;
    private readonly int compiled;
    private readonly Dictionary<string, IReadOnlyDictionary<string, HostFunction>> registered = new(StringComparer.Ordinal);

    internal HostExtensions(Vm* vm, int compiled)
    {
        this.vm = vm;
        this.compiled = compiled;
    }

    /// <summary>The names of the registered extensions.</summary>
    public IReadOnlyCollection<string> Names => registered.Keys;

    /// <summary>Adds an extension: a module that scripts import.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="functions">Its functions by their names.</param>
    /// <param name="doc">Its documentation.</param>
    /// <exception cref="InvalidOperationException">There is a module of that name, or a limit is passed.</exception>
    /// <exception cref="ArgumentException">A name is no identifier.</exception>
    public void Register(string name, IReadOnlyDictionary<string, HostFunction> functions, string? doc = null)
    {
        CheckName(name);
        if (registered.ContainsKey(name) || MachineHost.Of(vm).FindNative(name, out _) || !Importer.Find(vm, name).IsUndefined)
        {
            throw new InvalidOperationException($"There is a module '{name}' already: choose another name, or unregister it first");
        }

        if (registered.Count + compiled >= MaximumExtensions)
        {
            throw new InvalidOperationException($"Extension '{name}' is number {registered.Count + compiled + 1}; an engine holds at most {MaximumExtensions} extensions: unregister one, or merge two");
        }

        if (functions.Count > MaximumFunctions)
        {
            throw new InvalidOperationException($"Extension '{name}' has {functions.Count} functions; an extension holds at most {MaximumFunctions}: move some to a second extension");
        }

        foreach (string function in functions.Keys)
        {
            CheckName(function);
        }

        Module* module = ModuleLoading.NewModule(vm, name, null, null);
        if (doc != null)
        {
            Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__doc__), Value.FromObject(Str.New(vm, doc)));
        }

        foreach ((string key, HostFunction function) in functions)
        {
            Str* id = Str.Intern(vm, Encoding.UTF8.GetBytes(key));
            NativeFunction* native = Natives.New(vm, id, &Call, NativeFunctionKind.Function);
            native->Module = Value.FromObject(Str.Intern(vm, Encoding.UTF8.GetBytes(name)));
            native->Self = ManagedCells.New(vm, Types.Of(vm, TypeId.Object), new Bound(key, function));
            Dict.SetStr(vm, module->Attributes, id, Value.FromObject(native));
        }

        registered.Add(name, functions);
    }

    /// <summary>The functions of a registered extension; null if there is none of that name.</summary>
    public IReadOnlyDictionary<string, HostFunction>? Find(string name) => registered.GetValueOrDefault(name);

    /// <summary>Calls a function of a registered extension.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public object? Call(string extension, string function, params object?[] arguments) =>
        registered.TryGetValue(extension, out IReadOnlyDictionary<string, HostFunction>? functions) && functions.TryGetValue(function, out HostFunction? found)
            ? found(MachineContext.Of(vm), arguments)
            : throw new KeyNotFoundException($"There is no function '{extension}.{function}'");

    /// <summary>Removes an extension: scripts that import it from now on find no such module. Those that have it keep it.</summary>
    /// <returns>False if there was none of that name.</returns>
    public bool Unregister(string name) =>
        registered.Remove(name) && Dict.Remove(vm, WellKnown.Of(vm)->Modules, Value.FromObject(Str.New(vm, name)), out _) > 0;

    private static void CheckName(string name)
    {
        bool isIdentifier = name.Length > 0 && !char.IsAsciiDigit(name[0]);
        foreach (char c in name)
        {
            isIdentifier &= char.IsAsciiLetterOrDigit(c) || c == '_';
        }

        if (!isIdentifier)
        {
            throw new ArgumentException($"'{name}' is not a name that a script can write: use a Python identifier", nameof(name));
        }
    }

    /// <summary>The code of every host function: the first argument is the cell that owns the delegate.</summary>
    private static Value Call(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        Bound bound = (Bound)vm->Host.GetObject(((ManagedCell*)args[0].AsObject)->Handle);
        if (kwNames != null)
        {
            return Throw.TypeError(vm, $"{bound.Name}() takes no keyword arguments");
        }

        MachineContext context = MachineContext.Of(vm);
        int scope = context.Enter();
        try
        {
            object?[] arguments = new object?[argc - 1];
            for (int i = 0; i < arguments.Length; i++)
            {
                arguments[i] = DynamicValues.FromScript(vm, args[i + 1]);
            }

            return DynamicValues.ToScript(vm, bound.Function(context, arguments));
        }
        catch (Exception failure)
        {
            return ArgumentBinder.Raise(vm, failure);
        }
        finally
        {
            context.Leave(scope);
        }
    }

    private sealed record Bound(string Name, HostFunction Function);
}
