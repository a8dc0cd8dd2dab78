using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting.Tracebacks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting;

/// <summary>What becomes of a script's last exception: text on standard error, and the exit status of the process.</summary>
public static unsafe class ScriptExit
{
    /// <summary>An uncaught exception.</summary>
    public const int Failure = 1;

    /// <summary>An uncaught <c>KeyboardInterrupt</c>: what shells report of a process that SIGINT ended.</summary>
    public const int Interrupted = 130;

    /// <summary>Nobody reads what the script writes: what shells report of a process that SIGPIPE ended.</summary>
    public const int BrokenPipe = 141;

    /// <summary>A limit of the host was passed.</summary>
    public const int LimitPassed = 124;

    /// <summary>Ends a run: flushes standard output, shows the pending exception if there is one and clears it, and calls what <c>atexit</c> was given.</summary>
    /// <returns>The exit status.</returns>
    public static int Finish(Vm* vm)
    {
        if (!vm->HasPending)
        {
            // A signal may have come behind the last safepoint.
            Safepoints.Serve(vm);
        }

        if (!vm->HasPending)
        {
            AtExitModule.RunAfterMain(vm);
        }

        Value exception = Take(vm);
        Value unflushed = FlushOutput(vm);
        if (exception.IsUndefined)
        {
            exception = unflushed;
        }

        int status = exception.IsUndefined ? 0 : Report(vm, exception);
        if (AtExitModule.HasAny(vm) || MachineHost.Of(vm).Limits != null)
        {
            Threads.Finish(vm);
            AtExitModule.Run(vm);
            FlushOutput(vm);
        }

        FutureWatch.ReportAtExit(vm);
        CoroutineWatch.WarnAtExit(vm);
        Finalizers.RunAtExit(vm);
        FlushOutput(vm);
        return Limits.HavePassed(vm) ? LimitPassed : status;
    }

    /// <summary>Shows the pending exception as <c>sys.excepthook</c> does and clears it; a prompt goes on after it. <c>SystemExit</c> stays pending.</summary>
    /// <returns>False if it was <c>SystemExit</c>.</returns>
    public static bool TryShow(Vm* vm)
    {
        if (Types.IsInstance(vm, vm->Pending, TypeId.SystemExit))
        {
            return false;
        }

        Value exception = Take(vm);
        FlushOutput(vm);
        Show(vm, exception);
        return true;
    }

    private static int Report(Vm* vm, Value exception)
    {
        if (Types.IsInstance(vm, exception, TypeId.SystemExit))
        {
            return StatusOf(vm, exception);
        }

        if (Types.IsInstance(vm, exception, TypeId.BrokenPipeError))
        {
            return BrokenPipe;
        }

        Show(vm, exception);
        return Types.IsInstance(vm, exception, TypeId.KeyboardInterrupt) ? Interrupted : Failure;
    }

    /// <summary>The status that <c>sys.exit</c> was given: an integer's low byte, 0 for <c>None</c>; anything else is shown and means failure.</summary>
    private static int StatusOf(Vm* vm, Value exit)
    {
        Value code = ExceptionTypes.Field(vm, exit, NameId.code);
        if (code.IsUndefined || code.IsNone)
        {
            return 0;
        }

        Value number = Integers.Unbox(code);
        if (code.IsBool)
        {
            return code.IsTrue ? 1 : 0;
        }

        if (number.IsInt)
        {
            return (int)(number.AsInt & 0xff);
        }

        if (number.Is(Kind.BigInt))
        {
            // CPython converts through a C long, whose failure is -1.
            return 0xff;
        }

        StandardError.Write(vm, SafeText.Of(vm, code, "exception") + "\n");
        return Failure;
    }

    private static void Show(Vm* vm, Value exception)
    {
        Value hook = StandardError.SysAttribute(vm, "excepthook"u8);
        if (hook.Is(Kind.Function) || hook.Is(Kind.Instance) || hook.Is(Kind.BoundMethod))
        {
            Value traceback = ((ExceptionObject*)exception.AsObject)->Traceback;
            Value type = Value.FromObject(Types.Of(vm, exception));
            if (!Calls.Invoke(vm, hook, type, exception, traceback.IsUndefined ? Value.None : traceback).IsUndefined)
            {
                return;
            }

            Value failure = Take(vm);
            StandardError.Write(vm, $"Error in sys.excepthook:\n{TracebackFormatter.Format(vm, failure)}\nOriginal exception was:\n");
        }

        StandardError.Write(vm, TracebackFormatter.Format(vm, exception, TerminalColors.AreForced));
    }

    private static Value Take(Vm* vm)
    {
        Value exception = vm->Pending;
        vm->Pending = Value.Undefined;
        vm->Handled = Value.Undefined;
        return exception;
    }

    /// <summary>Flushes <c>sys.stdout</c>; returns the exception that came of it, or <see cref="Value.Undefined"/>.</summary>
    private static Value FlushOutput(Vm* vm)
    {
        Value output = StandardError.SysAttribute(vm, "stdout"u8);
        bool isReplaced = output.IsObject && StandardStreams.Writable(vm, output) == null;
        if (!isReplaced || !Calls.InvokeMethod(vm, output, NameId.flush).IsUndefined)
        {
            StandardStreams.Flush(vm);
        }

        return Take(vm);
    }
}
