using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Hosting.Tracebacks;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sys;

/// <summary>The module <c>sys</c>.</summary>
[BuiltinModule("sys", Doc = "This module provides access to some objects used or maintained by the interpreter.")]
internal static unsafe partial class SystemModule
{
    /// <summary>The fewest digits that <c>set_int_max_str_digits</c> takes, apart from 0.</summary>
    private const int LeastMaxIntDigits = 640;

    [Function("exit", Raw = true)]
    private static Value Exit(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc > 1 || kwNames != null)
        {
            return Throw.TypeError(vm, kwNames != null ? "sys.exit() takes no keyword arguments" : $"exit expected at most 1 argument, got {argc}");
        }

        ExceptionObject* exception = argc == 1 && args[0].Is(Kind.Tuple)
            ? ExceptionObject.New(vm, Types.Of(vm, TypeId.SystemExit), (Tuple*)args[0].AsObject)
            : ExceptionObject.New(vm, Types.Of(vm, TypeId.SystemExit), argc == 1 && !args[0].IsNone ? args[0] : Value.Undefined);
        exception->Details = argc == 1 ? args[0] : Value.None;
        return Throw.Raise(vm, exception);
    }

    [Function("exc_info", Signature = "()")]
    private static Value ExceptionInfo(Vm* vm)
    {
        Value* parts = stackalloc Value[3];
        Value handled = vm->Handled;
        bool isHandling = handled.Is(Kind.Exception);
        parts[0] = isHandling ? Value.FromObject(Types.Of(vm, handled)) : Value.None;
        parts[1] = isHandling ? handled : Value.None;
        Value traceback = isHandling ? ((ExceptionObject*)handled.AsObject)->Traceback : Value.None;
        parts[2] = traceback.IsUndefined ? Value.None : traceback;
        return Value.FromObject(Tuple.New(vm, parts, 3));
    }

    [Function("exception", Signature = "()")]
    private static Value CurrentException(Vm* vm) => vm->Handled.Is(Kind.Exception) ? vm->Handled : Value.None;

    [Function("getrecursionlimit", Signature = "()")]
    private static Value GetRecursionLimit(Vm* vm) => Value.FromInt(vm->RecursionLimit);

    [Function("setrecursionlimit", Signature = "(limit, /)")]
    private static Value SetRecursionLimit(Vm* vm, int limit)
    {
        if (limit < 1)
        {
            return Throw.ValueError(vm, "recursion limit must be greater or equal than 1");
        }

        if (vm->Depth >= limit)
        {
            return Throw.Raise(
                vm, TypeId.RecursionError, $"cannot set the recursion limit to {limit} at the recursion depth {vm->Depth}: the limit is too low");
        }

        int most = MachineHost.Of(vm).Options.Limits is { MaxDepth: > 0 } limits ? limits.MaxDepth : Machine.MaxRecursionLimit;
        vm->RecursionLimit = Math.Min(limit, most);
        return Value.None;
    }

    [Function("get_int_max_str_digits", Signature = "()")]
    private static Value GetMaxIntDigits(Vm* vm) => Value.FromInt(vm->MaxIntDigits);

    [Function("set_int_max_str_digits", Signature = "(maxdigits)")]
    private static Value SetMaxIntDigits(Vm* vm, int digits)
    {
        if (digits is not 0 and < LeastMaxIntDigits)
        {
            return Throw.ValueError(vm, $"maxdigits must be 0 or larger than {LeastMaxIntDigits}");
        }

        vm->MaxIntDigits = digits;
        return Value.None;
    }

    [Function("getsizeof", Signature = "(object, default=<unrepresentable>)")]
    private static Value GetSizeOf(Vm* vm, Value value, Value missing) => Value.FromInt(ObjectSizes.Of(vm, value));

    [Function("getrefcount", Signature = "(object, /)")]
    private static Value GetReferenceCount(Vm* vm, Value value) => Value.FromInt(2); // there are no counts: the caller's and this call's

    [Function("intern", Signature = "(string, /)")]
    private static Value Intern(Vm* vm, Value text)
    {
        if (!text.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"intern() argument must be str, not {Types.NameOf(vm, text)}");
        }

        return text.IsExactly(TypeId.Str)
            ? Value.FromObject(Str.Intern(vm, (Str*)text.AsObject))
            : Throw.TypeError(vm, $"can't intern {Types.NameOf(vm, text)}");
    }

    [Function("getdefaultencoding", Signature = "()")]
    private static string GetDefaultEncoding() => "utf-8";

    [Function("getfilesystemencoding", Signature = "()")]
    private static string GetFileSystemEncoding() => "utf-8";

    [Function("getfilesystemencodeerrors", Signature = "()")]
    private static string GetFileSystemEncodeErrors() => "surrogateescape";

    [Function("is_finalizing", Signature = "()")]
    private static bool IsFinalizing() => false;

    [Function("_getframe", Signature = "(depth=0, /)")]
    private static Value GetFrame(Vm* vm, int depth) => FrameType.At(vm, Math.Max(depth, 0));

    /// <summary>Return the name of the module that a frame runs, or None.</summary>
    [Function("_getframemodulename", Signature = "(depth=0)")]
    private static Value GetFrameModuleName(Vm* vm, int depth = 0)
    {
        Frame* frame = (Frame*)vm->CurrentFrame;
        if (frame == null || depth < 0 || frame - (Frame*)vm->FrameBase < depth)
        {
            return Value.None;
        }

        Value name = Dict.GetStr((frame - depth)->Function->Globals, WellKnown.Name(vm, NameId.__name__));
        return name.IsUndefined ? Value.None : name;
    }

    /// <summary>Print an object to sys.stdout and also save it in builtins._</summary>
    [Function("displayhook", Signature = "(object, /)")]
    private static Value DisplayHook(Vm* vm, Value value)
    {
        if (value.IsNone)
        {
            return Value.None;
        }

        Dict* builtins = WellKnown.Of(vm)->Builtins;
        Str* last = Str.Intern(vm, "_"u8);
        Dict.SetStr(vm, builtins, last, Value.None);
        Str* text = Text.Repr(vm, value);
        if (text == null)
        {
            return Value.Undefined;
        }

        Value print = Dict.GetStr(builtins, WellKnown.Name(vm, NameId.print));
        if (print.IsUndefined || Calls.Invoke(vm, print, Value.FromObject(text)).IsUndefined)
        {
            return Value.Undefined;
        }

        Dict.SetStr(vm, builtins, last, value);
        return Value.None;
    }

    /// <summary>Handle an exception by displaying it with a traceback on sys.stderr.</summary>
    [Function("excepthook", Signature = "(exctype, value, traceback, /)")]
    private static void ExceptionHook(Vm* vm, Value type, Value value, Value traceback)
    {
        if (value.Is(Kind.Exception))
        {
            StandardError.Write(vm, TracebackFormatter.Format(vm, value));
        }
    }

    [Function("__excepthook__", Signature = "(exctype, value, traceback, /)")]
    private static void OriginalExceptionHook(Vm* vm, Value type, Value value, Value traceback) => ExceptionHook(vm, type, value, traceback);

    /// <summary>Handle an unraisable exception.</summary>
    [Function("unraisablehook", Signature = "(unraisable, /)")]
    private static Value UnraisableHook(Vm* vm, Value unraisable)
    {
        Value type = StandardError.SysAttribute(vm, "UnraisableHookArgs"u8);
        if (!type.Is(Kind.Type) || !TypeObject.IsSubtype(Types.Of(vm, unraisable), (TypeObject*)type.AsObject))
        {
            return Throw.TypeError(vm, "sys.unraisablehook argument type must be UnraisableHookArgs");
        }

        Value exception = Attributes.Get(vm, unraisable, Str.Intern(vm, "exc_value"u8));
        Value message = exception.IsUndefined ? exception : Attributes.Get(vm, unraisable, Str.Intern(vm, "err_msg"u8));
        Value culprit = message.IsUndefined ? message : Attributes.Get(vm, unraisable, Str.Intern(vm, "object"u8));
        if (culprit.IsUndefined)
        {
            return culprit;
        }

        Unraisable.Show(vm, exception, culprit, message.Is(Kind.Str) ? Str.ToManaged((Str*)message.AsObject) : null);
        return Value.None;
    }

    [Function("__unraisablehook__", Signature = "(unraisable, /)")]
    private static Value OriginalUnraisableHook(Vm* vm, Value unraisable) => UnraisableHook(vm, unraisable);

    [Constant("UnraisableHookArgs")]
    private static Value UnraisableHookArguments(Vm* vm)
    {
        TypeObject* type = StructSequence.NewType(vm, "sys", "UnraisableHookArgs", "exc_type exc_value exc_traceback err_msg object");
        return type == null ? Value.Undefined : Value.FromObject(type);
    }

    [Function("__displayhook__", Signature = "(object, /)")]
    private static Value OriginalDisplayHook(Vm* vm, Value value) => DisplayHook(vm, value);

    [Constant("argv")]
    private static Value Arguments(Vm* vm)
    {
        List* list = List.New(vm);
        foreach (string argument in MachineHost.Of(vm).Options.Arguments)
        {
            List.Append(vm, list, Value.FromObject(Str.New(vm, argument)));
        }

        return Value.FromObject(list);
    }

    [Constant("path")]
    private static Value Path(Vm* vm) => Value.FromObject(MiniScript.Runtime.Modules.SearchPath.Of(vm));

    [Constant("modules")]
    private static Value LoadedModules(Vm* vm) => Value.FromObject(WellKnown.Of(vm)->Modules);

    [Constant("stdin")]
    private static Value StandardInputFile(Vm* vm) => FileTable.Of(vm).StandardObject(vm, 0);

    [Constant("stdout")]
    private static Value StandardOutputFile(Vm* vm) => FileTable.Of(vm).StandardObject(vm, 1);

    [Constant("stderr")]
    private static Value StandardErrorFile(Vm* vm) => FileTable.Of(vm).StandardObject(vm, 2);

    [Constant("__stdin__")]
    private static Value OriginalInput(Vm* vm) => FileTable.Of(vm).StandardObject(vm, 0);

    [Constant("__stdout__")]
    private static Value OriginalOutput(Vm* vm) => FileTable.Of(vm).StandardObject(vm, 1);

    [Constant("__stderr__")]
    private static Value OriginalError(Vm* vm) => FileTable.Of(vm).StandardObject(vm, 2);
}
