using System.Runtime.CompilerServices;
using System.Text;
using MiniScript.Extensions;
using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting.Extending;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting;

/// <summary>Runs scripts inside a program of C#.</summary>
/// <remarks>
/// One thread at a time may use an engine; functions that scripts call may use it too, from the thread that they are called on. Any number of engines work in
/// parallel. Values pass as <see cref="ExtensionContext"/> says. An uncaught exception of a script comes out as <see cref="ScriptException"/>.
/// </remarks>
public sealed unsafe class ScriptEngine : IDisposable
{
    private readonly Vm* vm;
    private readonly MachineContext context;
    private readonly bool capturesOutput;
    private readonly int main;
    private int depth;
    private int owner;

    /// <summary>Makes an engine.</summary>
    /// <param name="extensions">The native modules of the program: <c>ExtensionTable.Set</c>, which the generator writes into the namespace <c>….Generated</c>.</param>
    /// <param name="options">How it is set up.</param>
    public ScriptEngine(ExtensionSet extensions, ScriptEngineOptions? options = null)
    {
        options ??= new ScriptEngineOptions();
        capturesOutput = options.CapturesOutput;
        byte here;
        vm = Machine.Create(
            new MachineOptions
            {
                NativeModules = extensions.Find,
                MaxMemory = options.MaxMemory is { } limit ? (nuint)limit : nuint.MaxValue,
                RecursionLimit = options.RecursionLimit,
                Arguments = options.Arguments,
                SearchPath = options.SearchPath,
                Torture = options.Torture,
                Policy = options.Policy,
                Limits = options.Limits,
            },
            &here);
        context = MachineContext.Of(vm);
        Extensions = new HostExtensions(vm, extensions.Extensions.Count((byte)0));
        main = Start(capturesOutput);
    }

    /// <summary>The extensions that the program registers while it runs.</summary>
    public HostExtensions Extensions { get; }

    /// <summary>A global variable of the main module. One that is not there reads as null.</summary>
    public object? this[string name]
    {
        get => Enter(() => TryGetGlobal(name, out object? value) ? value : null);
        set => Enter(() =>
        {
            Dict.SetStr(vm, Globals, Str.Intern(vm, Encoding.UTF8.GetBytes(name)), DynamicValues.ToScript(vm, value));
            return null;
        });
    }

    /// <summary>Runs a program in the main module, which keeps its globals from run to run.</summary>
    /// <param name="code">The source text.</param>
    /// <param name="fileName">The name of the file in tracebacks.</param>
    /// <param name="cancellation">Ends the run: the script gets <c>KeyboardInterrupt</c>.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(string code, string fileName = "<string>", CancellationToken cancellation = default) => Enter(
        () =>
        {
            Check(Script.Run(vm, (Module*)vm->Handles.Get(new ValueHandle(main)).AsObject, code, fileName));
            return null;
        },
        cancellation);

    /// <summary>Runs a file in the main module.</summary>
    public void RunFile(string path, CancellationToken cancellation = default)
    {
        byte[] source = File.ReadAllBytes(path);
        Enter(
            () =>
            {
                Check(Script.Run(vm, (Module*)vm->Handles.Get(new ValueHandle(main)).AsObject, source, path));
                return null;
            },
            cancellation);
    }

    /// <summary>The value of an expression over the globals of the main module.</summary>
    public object? Evaluate(string expression, CancellationToken cancellation = default) => Enter(
        () =>
        {
            Value eval = Dict.GetStr(Builtins, Str.Intern(vm, "eval"u8));
            Value result = Calls.Invoke(vm, eval, Value.FromObject(Str.New(vm, expression)), Value.FromObject(Globals));
            return DynamicValues.FromScript(vm, context.Result(result));
        },
        cancellation);

    /// <summary>Calls a global of the main module, a builtin, or a function of a module by its dotted name, which imports the module.</summary>
    public object? Call(string function, params object?[] arguments) => Enter(() =>
    {
        int dot = function.LastIndexOf('.');
        if (dot > 0)
        {
            return context.Invoke(context.Import(function[..dot]), function[(dot + 1)..], arguments);
        }

        Str* name = Str.Intern(vm, Encoding.UTF8.GetBytes(function));
        Value callee = Dict.GetStr(Globals, name);
        callee = callee.IsUndefined ? Dict.GetStr(Builtins, name) : callee;
        return callee.IsUndefined
            ? throw new ScriptException("NameError", $"name '{function}' is not defined")
            : context.Apply(context.Local(callee), arguments);
    });

    /// <summary>Calls a function for a result of a certain type.</summary>
    public T Call<T>(string function, params object?[] arguments) => ExtensionContext.Expect<T>(Call(function, arguments));

    /// <summary>What scripts have written to standard output since the last call.</summary>
    /// <exception cref="InvalidOperationException">The engine does not capture output.</exception>
    public string TakeOutput()
    {
        if (!capturesOutput)
        {
            throw new InvalidOperationException("The engine does not capture output: make it with the option CapturesOutput");
        }

        return (string)Enter(() =>
        {
            using ScriptObject sys = context.Import("sys");
            ScriptObject output = (ScriptObject)sys.GetAttribute("__stdout__")!;
            object? text = output.CallMethod("getvalue");
            output.CallMethod("seek", 0);
            output.CallMethod("truncate", 0);
            return text;
        })!;
    }

    /// <summary>Ends the engine: calls what scripts gave to <c>atexit</c> and disposes of what belongs to it.</summary>
    public void Dispose()
    {
        if (vm == null || owner == -1)
        {
            return;
        }

        Enter(() =>
        {
            ScriptExit.Finish(vm);
            return null;
        });
        owner = -1;
        Machine.Destroy(vm);
    }

    private Dict* Globals => ((Module*)vm->Handles.Get(new ValueHandle(main)).AsObject)->Attributes;

    private Dict* Builtins => ((Module*)Importer.Find(vm, "builtins").AsObject)->Attributes;

    private bool TryGetGlobal(string name, out object? value)
    {
        Value found = Dict.GetStr(Globals, Str.Intern(vm, Encoding.UTF8.GetBytes(name)));
        value = found.IsUndefined ? null : DynamicValues.FromScript(vm, found);
        return !found.IsUndefined;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Start(bool captures)
    {
        Module* module = Script.NewMain(vm, null);
        int slot = context.KeepValue(Value.FromObject(module));
        if (captures)
        {
            Check(Script.Run(vm, module, "import io, sys\nsys.stdout = sys.__stdout__ = io.StringIO()\ndel io, sys\n", "<engine>"));
        }

        return slot;
    }

    private void Check(bool succeeded)
    {
        if (!succeeded)
        {
            throw context.TakePending();
        }
    }

    /// <summary>Uses the machine on the calling thread: what holds values lies below this frame.</summary>
    private object? Enter(Func<object?> use, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(owner == -1, this);
        int thread = Environment.CurrentManagedThreadId;
        int before = Interlocked.CompareExchange(ref owner, thread, 0);
        if (before != 0 && before != thread)
        {
            throw new InvalidOperationException("Another thread is using the engine");
        }

        byte here;
        void* stackBase = vm->MachineStackBase;
        void* stackLimit = vm->MachineStackLimit;
        if (depth++ == 0)
        {
            context.IsIdle = false;
            Machine.SetMachineStack(vm, &here);
            MachineHost.Of(vm).Limits?.Restart(vm);
        }

        nint machine = (nint)vm;
        WakeSignal? signal = cancellation.CanBeCanceled ? new WakeSignal() : null;
        using CancellationTokenRegistration registration = signal == null ? default : cancellation.Register(() =>
        {
            ((Vm*)machine)->Request(SafepointRequest.Interrupt);
            signal.Wake((Vm*)machine);
        });
        try
        {
            return Invoke(use);
        }
        catch (ScriptException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        finally
        {
            vm->Served(SafepointRequest.Interrupt);
            if (--depth == 0)
            {
                MachineHost.Of(vm).Limits?.End();
                context.IsIdle = true;
                owner = 0;
            }
            else
            {
                vm->MachineStackBase = stackBase;
                vm->MachineStackLimit = stackLimit;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object? Invoke(Func<object?> use) => use();
}
