using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>compile</c>, <c>eval</c> and <c>exec</c>.</summary>
internal static unsafe class Evaluation
{
    /// <summary><c>compile(source, filename, mode)</c>.</summary>
    public static Value Compile(Vm* vm, Value source, Value fileName, Value mode, Value flags)
    {
        const long AllowTopLevelAwait = 0x2000;
        if (!mode.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"compile() argument 'mode' must be str, not {Types.NameOf(vm, mode)}");
        }

        if (!fileName.Is(Kind.Str) && !fileName.Is(Kind.Bytes))
        {
            return Throw.TypeError(vm, $"expected str, bytes or os.PathLike object, not {Types.NameOf(vm, fileName)}");
        }

        SourceMode sourceMode;
        switch (Str.ToManaged((Str*)mode.AsObject))
        {
            case "exec":
                sourceMode = SourceMode.Module;
                break;
            case "eval":
                sourceMode = SourceMode.Expression;
                break;
            case "single":
                sourceMode = SourceMode.Interactive;
                break;
            default:
                return Throw.ValueError(vm, "compile() mode must be 'exec', 'eval' or 'single'");
        }

        string name = fileName.Is(Kind.Str)
            ? Str.ToManaged((Str*)fileName.AsObject)
            : System.Text.Encoding.UTF8.GetString(Bytes.Span((Bytes*)fileName.AsObject));
        bool mayAwait = flags.IsInt && (flags.AsInt & AllowTopLevelAwait) != 0;
        return Value.FromObject(CompileText(vm, source, name, sourceMode, "compile() arg 1 must be a string, bytes or AST object", mayAwait));
    }

    /// <summary><c>eval</c> and <c>exec</c>: runs source or code in the given namespaces; the value, or <c>None</c>.</summary>
    public static Value Run(Vm* vm, Value source, Value globals, Value locals, bool isExpression)
    {
        string function = isExpression ? "eval" : "exec";
        if (!globals.IsNone && !globals.Is(Kind.Dict))
        {
            return Throw.TypeError(vm, isExpression
                ? "globals must be a dict"
                : $"exec() globals must be a dict, not {Types.NameOf(vm, globals)}");
        }

        if (!locals.IsNone && Types.Of(vm, locals)->Slots.GetItem == null)
        {
            return Throw.TypeError(vm, isExpression ? "locals must be a mapping" : $"locals must be a mapping or None, not {Types.NameOf(vm, locals)}");
        }

        Dict* ns = globals.IsNone ? Namespaces.Globals(vm) : (Dict*)globals.AsObject;
        if (locals.IsNone)
        {
            locals = globals.IsNone ? Value.FromObject(Namespaces.Locals(vm)) : globals;
        }

        Str* key = WellKnown.Name(vm, NameId.__builtins__);
        if (Dict.GetStr(ns, key).IsUndefined)
        {
            Value module = Dict.GetStr(WellKnown.Of(vm)->Modules, WellKnown.Name(vm, NameId.builtins));
            if (!Dict.SetStr(vm, ns, key, module))
            {
                return Value.Undefined;
            }
        }

        Code* code;
        if (source.Is(Kind.Code))
        {
            code = (Code*)source.AsObject;
            if (code->FreeNames->Length > 0)
            {
                return Throw.TypeError(vm, $"code object passed to {function}() may not contain free variables");
            }
        }
        else
        {
            code = CompileText(
                vm, source, "<string>", isExpression ? SourceMode.Expression : SourceMode.Module, $"{function}() arg 1 must be a string, bytes or code object");
            if (code == null)
            {
                return Value.Undefined;
            }
        }

        return CallBinding.RunNamespace(vm, Functions.New(vm, code, ns, BuiltinsOf(vm, ns)), locals);
    }

    /// <summary>The builtins that code with these globals sees: <c>__builtins__</c>, a module or a dict.</summary>
    public static Dict* BuiltinsOf(Vm* vm, Dict* globals)
    {
        Value declared = Dict.GetStr(globals, WellKnown.Name(vm, NameId.__builtins__));
        return declared.Is(Kind.Module) ? ((Module*)declared.AsObject)->Attributes
            : declared.Is(Kind.Dict) ? (Dict*)declared.AsObject : WellKnown.Of(vm)->Builtins;
    }

    private static Code* CompileText(Vm* vm, Value source, string fileName, SourceMode mode, string message, bool mayAwait = false)
    {
        string text;
        if (source.Is(Kind.Str))
        {
            text = Str.ToManaged((Str*)source.AsObject);
        }
        else if (source.Is(Kind.Bytes))
        {
            string? decoded = SourceLoader.Decode(vm, Bytes.Span((Bytes*)source.AsObject), fileName);
            if (decoded == null)
            {
                return null;
            }

            text = decoded;
        }
        else
        {
            Throw.TypeError(vm, message);
            return null;
        }

        if (text.Contains('\0'))
        {
            Throw.Raise(vm, TypeId.SyntaxError, "source code string cannot contain null bytes");
            return null;
        }

        if (mode == SourceMode.Expression)
        {
            text = text.TrimStart(' ', '\t');
        }

        return SourceLoader.Compile(vm, text, fileName, mode, true, mayAwait);
    }
}
