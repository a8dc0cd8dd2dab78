using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Hosting.Tracebacks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting;

/// <summary>Exceptions that have nowhere to go: those of finalizers and of callbacks that the collector caused. <c>sys.unraisablehook</c> gets them.</summary>
internal static unsafe class Unraisable
{
    /// <summary>Hands the pending exception to the hook and clears it.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="culprit">What raised it.</param>
    public static void Report(Vm* vm, Value culprit)
    {
        Value exception = vm->Pending;
        Value handled = vm->Handled;
        vm->Pending = Value.Undefined;
        Value hook = StandardError.SysAttribute(vm, "unraisablehook"u8);
        if (hook.IsNone)
        {
            return;
        }

        if (!hook.IsUndefined && !hook.Is(Kind.NativeFunction))
        {
            Value* fields = stackalloc Value[5]
            {
                Value.FromObject(Types.Of(vm, exception)), exception, TracebackOf(exception), Value.None, culprit,
            };
            Value type = StandardError.SysAttribute(vm, "UnraisableHookArgs"u8);
            Value arguments = type.Is(Kind.Type) ? StructSequence.New(vm, (TypeObject*)type.AsObject, new ReadOnlySpan<Value>(fields, 5)) : Throw.RuntimeError(vm, "lost sys.UnraisableHookArgs");
            if (!arguments.IsUndefined && !Calls.Invoke(vm, hook, arguments).IsUndefined)
            {
                vm->Handled = handled;
                return;
            }

            Value failure = vm->Pending;
            vm->Pending = Value.Undefined;
            Show(vm, exception, culprit, null);
            Show(vm, failure, hook, "Exception ignored in sys.unraisablehook");
            vm->Handled = handled;
            return;
        }

        Show(vm, exception, culprit, null);
        vm->Handled = handled;
    }

    /// <summary>Writes an exception as the hook that a script finds does.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="culprit">What raised it, or None.</param>
    /// <param name="message">What to say instead of "Exception ignored in", or null.</param>
    public static void Show(Vm* vm, Value exception, Value culprit, string? message)
    {
        string head = culprit.IsNone || culprit.IsUndefined ? message == null ? string.Empty : $"{message}:\n"
            : $"{message ?? "Exception ignored in"}: {SafeText.Repr(vm, culprit, "object")}\n";
        StandardError.Write(vm, head + (exception.Is(Kind.Exception) ? TracebackFormatter.Format(vm, exception) : string.Empty));
    }

    private static Value TracebackOf(Value exception)
    {
        Value traceback = ((ExceptionObject*)exception.AsObject)->Traceback;
        return traceback.IsUndefined ? Value.None : traceback;
    }
}
