using MiniScript.Runtime.Builtins.SyntaxTrees;
using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>compile</c>, <c>eval</c> and <c>exec</c>.</summary>
internal static unsafe class Evaluation
{
    private const long AllowTopLevelAwait = 0x2000;
    private const long OnlyTree = 0x400;
    private const long FutureAnnotations = 0x1000000;

    /// <summary>Flags that change nothing: the features that are the rule by now, and hints for interactive use.</summary>
    private const long Ignored = 0xfe0000 | 0x200 | 0x1000 | 0x4000 | 0x8000;

    /// <summary><c>compile(source, filename, mode, flags, dont_inherit, optimize)</c>.</summary>
    public static Value Compile(Vm* vm, Value source, Value fileName, Value mode, Value flags, Value dontInherit, Value optimize)
    {
        if (!mode.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"compile() argument 'mode' must be str, not {Types.NameOf(vm, mode)}");
        }

        if (!fileName.Is(Kind.Str) && !fileName.Is(Kind.Bytes))
        {
            return Throw.TypeError(vm, $"expected str, bytes or os.PathLike object, not {Types.NameOf(vm, fileName)}");
        }

        if (!ArgumentBinder.ToInt64(vm, flags.IsUndefined ? Value.FromInt(0) : flags, out long bits)
            || !ArgumentBinder.ToInt64(vm, optimize.IsUndefined ? Value.FromInt(-1) : optimize, out long level))
        {
            return vm->HasPending ? Value.Undefined : Throw.TypeError(vm, "compile() flags and optimize must be integers");
        }

        bool isTreeWanted = (bits & OnlyTree) != 0;
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
            case "func_type" when !isTreeWanted:
                return Throw.ValueError(vm, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
            default:
                return Throw.ValueError(vm, isTreeWanted
                    ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'" : "compile() mode must be 'exec', 'eval' or 'single'");
        }

        string name = fileName.Is(Kind.Str)
            ? Str.ToManaged((Str*)fileName.AsObject)
            : System.Text.Encoding.UTF8.GetString(Bytes.Span((Bytes*)fileName.AsObject));
        if ((bits & ~(Ignored | AllowTopLevelAwait | OnlyTree | FutureAnnotations)) != 0)
        {
            return Throw.ValueError(vm, "compile(): unrecognised flags");
        }

        if (level is < -1 or > 2)
        {
            return Throw.ValueError(vm, "compile(): invalid optimize value");
        }

        int optimization = level < 0 ? MachineHost.Of(vm).Options.Optimization : (int)level;
        int inherits = dontInherit.IsUndefined ? 0 : Truth.Of(vm, dontInherit);
        CompilerOptions options = new()
        {
            SeparateLocals = true,
            AllowTopLevelAwait = (bits & AllowTopLevelAwait) != 0,
            FutureAnnotations = (bits & FutureAnnotations) != 0 || (inherits == 0 && CallerKeepsAnnotations(vm)),
            Optimize = optimization > 0,
            DropDocumentation = optimization == 2,
        };
        const string Expected = "compile() arg 1 must be a string, bytes or AST object";
        bool isTree = AstClasses.IsTree(vm, source);
        if (inherits < 0 || (isTree && isTreeWanted))
        {
            return inherits < 0 ? Value.Undefined : source;
        }

        if (isTree)
        {
            string wanted = sourceMode switch { SourceMode.Module => "Module", SourceMode.Expression => "Expression", _ => "Interactive" };
            Syntax.Tree.Node? tree = ObjectReader.Read(vm, source, wanted);
            return tree is null ? Value.Undefined : Value.FromObject(SourceLoader.Compile(vm, tree, name, options));
        }

        if (isTreeWanted)
        {
            string? text = TextOf(vm, source, name, Expected);
            Syntax.Tree.Node? tree = text is null ? null : SourceLoader.Parse(vm, text, name, sourceMode, out _);
            return tree is null ? Value.Undefined : TreeObjects.Make(vm, tree, new SourceText(text!, name));
        }

        return Value.FromObject(CompileText(vm, source, name, sourceMode, Expected, options));
    }

    /// <summary><c>eval</c> and <c>exec</c>: runs source or code in the given namespaces; the value, or <c>None</c>.</summary>
    public static Value Run(Vm* vm, Value source, Value globals, Value locals, Value closure, bool isExpression)
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
            if (!CheckClosure(vm, code, closure, isExpression))
            {
                return Value.Undefined;
            }
        }
        else
        {
            if (!closure.IsNone)
            {
                return Throw.TypeError(vm, "closure can only be used when source is a code object");
            }

            int optimization = MachineHost.Of(vm).Options.Optimization;
            CompilerOptions options = new()
            {
                SeparateLocals = true,
                FutureAnnotations = CallerKeepsAnnotations(vm),
                Optimize = optimization > 0,
                DropDocumentation = optimization == 2,
            };
            source = isExpression ? WithoutIndentation(vm, source) : source;
            code = CompileText(
                vm, source, "<string>", isExpression ? SourceMode.Expression : SourceMode.Module, $"{function}() arg 1 must be a string, bytes or code object", options);
            if (code == null)
            {
                return Value.Undefined;
            }
        }

        Function* run = Functions.New(vm, code, ns, BuiltinsOf(vm, ns));
        run->Closure = closure.Is(Kind.Tuple) ? (Objects.Tuple*)closure.AsObject : null;
        return CallBinding.RunNamespace(vm, run, locals);
    }

    /// <summary>The builtins that code with these globals sees: <c>__builtins__</c>, a module or a dict.</summary>
    public static Dict* BuiltinsOf(Vm* vm, Dict* globals)
    {
        Value declared = Dict.GetStr(globals, WellKnown.Name(vm, NameId.__builtins__));
        return declared.Is(Kind.Module) ? ((Module*)declared.AsObject)->Attributes
            : declared.Is(Kind.Dict) ? (Dict*)declared.AsObject : WellKnown.Of(vm)->Builtins;
    }

    /// <summary>True if the running code has <c>from __future__ import annotations</c>, which what it compiles inherits.</summary>
    private static bool CallerKeepsAnnotations(Vm* vm) =>
        vm->CurrentFrame != null && (((Frame*)vm->CurrentFrame)->Code->Flags & CodeFlags.FutureAnnotations) != 0;

    /// <summary>False with <c>TypeError</c> pending unless the code has as many free variables as the closure has cells.</summary>
    private static bool CheckClosure(Vm* vm, Code* code, Value closure, bool isExpression)
    {
        int count = code->FreeNames->Length;
        if (isExpression && count > 0)
        {
            Throw.TypeError(vm, "code object passed to eval() may not contain free variables");
            return false;
        }

        if (count == 0)
        {
            if (!closure.IsNone)
            {
                Throw.TypeError(vm, "cannot use a closure with this code object");
            }

            return closure.IsNone;
        }

        bool fits = closure.IsExactly(TypeId.Tuple) && ((Objects.Tuple*)closure.AsObject)->Length == count;
        for (int i = 0; fits && i < count; i++)
        {
            fits = Objects.Tuple.Items((Objects.Tuple*)closure.AsObject)[i].Is(Kind.Cell);
        }

        if (!fits)
        {
            Throw.TypeError(vm, $"code object requires a closure of exactly length {count}");
        }

        return fits;
    }

    /// <summary>The argument of <c>eval</c> without the blanks before it.</summary>
    private static Value WithoutIndentation(Vm* vm, Value source) =>
        source.Is(Kind.Str) ? Value.FromObject(Str.New(vm, Str.ToManaged((Str*)source.AsObject).TrimStart(' ', '\t'))) : source;

    private static Code* CompileText(Vm* vm, Value source, string fileName, SourceMode mode, string message, CompilerOptions options)
    {
        string? text = TextOf(vm, source, fileName, message);
        return text is null ? null : SourceLoader.Compile(vm, text, fileName, mode, options, isFromScript: true);
    }

    /// <summary>The text of a source; null with an exception pending.</summary>
    private static string? TextOf(Vm* vm, Value source, string fileName, string message)
    {
        string text;
        if (source.Is(Kind.Str))
        {
            text = Str.ToManaged((Str*)source.AsObject);
        }
        else if (source.Is(Kind.Bytes) || source.Is(Kind.ByteArray))
        {
            ReadOnlySpan<byte> bytes = source.Is(Kind.Bytes) ? Bytes.Span((Bytes*)source.AsObject) : ByteArray.Span((ByteArray*)source.AsObject);
            string? decoded = SourceLoader.Decode(vm, bytes, fileName);
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
            SourceLoader.RaiseWithoutPlace(vm, "source code string cannot contain null bytes");
            return null;
        }

        return text;
    }
}
