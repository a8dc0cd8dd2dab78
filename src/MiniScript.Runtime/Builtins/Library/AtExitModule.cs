using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Hosting.Tracebacks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The module <c>atexit</c>. What is registered is a tuple: the function, its arguments (keyword arguments last), and their names or <c>None</c>.</summary>
[BuiltinModule("atexit", Doc = "Functions that are called when the program ends.")]
internal static unsafe partial class AtExitModule
{
    /// <summary>True if something was ever registered.</summary>
    internal static bool HasAny(Vm* vm) => MachineHost.Of(vm).Services.ContainsKey(typeof(Callbacks));

    /// <summary>Runs what is registered, last first, and forgets it. Errors are shown; none stays pending.</summary>
    internal static void Run(Vm* vm)
    {
        List* callbacks = Registered(vm);

        // What a callback registers lies behind those still to run, and is not called, as in CPython.
        for (int i = callbacks->Length - 1; i >= 0; i--)
        {
            if (i >= callbacks->Length)
            {
                continue;
            }

            Tuple* callback = (Tuple*)callbacks->Items[i].AsObject;
            Value function = Tuple.Items(callback)[0];
            Tuple* args = (Tuple*)Tuple.Items(callback)[1].AsObject;
            Value names = Tuple.Items(callback)[2];
            Tuple* kwNames = names.IsNone ? null : (Tuple*)names.AsObject;
            int positional = args->Length - (kwNames == null ? 0 : kwNames->Length);
            if (!Calls.Invoke(vm, function, Tuple.Items(args), positional, kwNames).IsUndefined)
            {
                continue;
            }

            Value error = vm->Pending;
            vm->Pending = Value.Undefined;
            vm->Handled = Value.Undefined;
            string text = $"Exception ignored in atexit callback {SafeText.Repr(vm, function, "callback")}:\n{TracebackFormatter.Format(vm, error)}";
            StandardError.Write(vm, text);
        }

        Registered(vm)->Length = 0;
    }

    /// <summary>Calls what follows the main module, in order, as long as there is no exception.</summary>
    internal static void RunAfterMain(Vm* vm)
    {
        if (!MachineHost.Of(vm).Services.ContainsKey(typeof(MainCallbacks)))
        {
            return;
        }

        List* followers = MainFollowers(vm);
        for (int i = 0; i < followers->Length; i++)
        {
            if (Calls.Invoke(vm, followers->Items[i]).IsUndefined)
            {
                break;
            }
        }

        followers->Length = 0;
    }

    /// <summary>Register a function to be called with the given arguments when the program ends; it is returned.</summary>
    [Function("register", Signature = "(*args, **kwargs)")]
    private static Value Register(Vm* vm, Args args, KeywordArgs kwargs)
    {
        if (args.Count == 0)
        {
            return Throw.TypeError(vm, "register() takes at least 1 argument (0 given)");
        }

        if (Types.Of(vm, args[0])->Slots.Call == null)
        {
            return Throw.TypeError(vm, "the first argument must be callable");
        }

        int positional = args.Count - 1;
        Tuple* given = Tuple.Allocate(vm, positional + kwargs.Count);
        if (given == null)
        {
            return Value.Undefined;
        }

        args.Span[1..].CopyTo(new Span<Value>(Tuple.Items(given), positional));
        new ReadOnlySpan<Value>(kwargs.Values, kwargs.Count).CopyTo(new Span<Value>(Tuple.Items(given) + positional, kwargs.Count));
        Value* fields = stackalloc Value[3]
        {
            args[0],
            Value.FromObject(given),
            kwargs.Names == null ? Value.None : Value.FromObject(kwargs.Names),
        };
        List.Append(vm, Registered(vm), Value.FromObject(Tuple.New(vm, fields, 3)));
        return args[0];
    }

    /// <summary>Forget all registrations of a function.</summary>
    [Function("unregister", Signature = "(func, /)")]
    private static Value Unregister(Vm* vm, Value func)
    {
        List* callbacks = Registered(vm);
        for (int i = callbacks->Length - 1; i >= 0; i--)
        {
            int same = i < callbacks->Length ? Operators.Equal(vm, Tuple.Items((Tuple*)callbacks->Items[i].AsObject)[0], func) : 0;
            if (same < 0)
            {
                return Value.Undefined;
            }

            if (same > 0 && i < callbacks->Length)
            {
                new Span<Value>(callbacks->Items + i + 1, callbacks->Length - i - 1).CopyTo(new Span<Value>(callbacks->Items + i, callbacks->Length - i - 1));
                callbacks->Length--;
            }
        }

        return Value.None;
    }

    /// <summary>Call a function once when the main module has ended without an exception, before threads are waited for and what is registered runs.
    /// Its exceptions are those of the program.</summary>
    [Function("_after_main", Signature = "(func, /)")]
    private static Value AfterMain(Vm* vm, Value func) => List.Append(vm, MainFollowers(vm), func) ? Value.None : Value.Undefined;

    /// <summary>Forget all registrations.</summary>
    [Function("_clear", Signature = "()")]
    private static void Clear(Vm* vm) => Registered(vm)->Length = 0;

    /// <summary>Call all registered functions now.</summary>
    [Function("_run_exitfuncs", Signature = "()")]
    private static void RunNow(Vm* vm) => Run(vm);

    /// <summary>Return the number of registered functions.</summary>
    [Function("_ncallbacks", Signature = "()")]
    private static long Count(Vm* vm) => Registered(vm)->Length;

    private static List* Registered(Vm* vm) => MachineHost.Of(vm).Service(static () => new Callbacks()).Of(vm);

    private static List* MainFollowers(Vm* vm) => MachineHost.Of(vm).Service(static () => new MainCallbacks()).Of(vm);

    private sealed class MainCallbacks : Callbacks;

    private class Callbacks
    {
        private ValueHandle handle;
        private bool isMade;

        /// <summary>The list, made on first use.</summary>
        public List* Of(Vm* vm)
        {
            if (!isMade)
            {
                handle = vm->Handles.Keep(Value.FromObject(List.New(vm)));
                isMade = true;
            }

            return (List*)vm->Handles.Get(handle).AsObject;
        }
    }
}
