using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The functions of <c>builtins</c> about objects, attributes and classes.</summary>
[BuiltinModule("builtins")]
internal static unsafe partial class BuiltinFunctions
{
    [Function("__build_class__", Raw = true)]
    private static Value BuildClass(Vm* vm, Value* args, int argc, Tuple* kwNames) => ClassStatement.Build(vm, args, argc, kwNames);

    [Function("__import__", Signature = "(name, globals=None, locals=None, fromlist=(), level=0)", Raw = true)]
    private static Value Import(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc > 5)
        {
            return Throw.TypeError(vm, $"__import__() takes at most 5 arguments ({argc} given)");
        }

        Value* parts = stackalloc Value[5] { Value.Undefined, Value.None, Value.None, Value.None, Value.FromInt(0) };
        for (int i = 0; i < argc && i < 5; i++)
        {
            parts[i] = args[i];
        }

        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            string key = Str.ToManaged((Str*)Tuple.Items(kwNames)[i].AsObject);
            int index = Array.IndexOf(["name", "globals", "locals", "fromlist", "level"], key);
            if (index < 0)
            {
                return Throw.TypeError(vm, $"__import__() got an unexpected keyword argument '{key}'");
            }

            if (index < argc)
            {
                return Throw.TypeError(vm, $"argument for __import__() given by name ('{key}') and position ({index + 1})");
            }

            parts[index] = args[argc + i];
        }

        if (parts[0].IsUndefined)
        {
            return Throw.TypeError(vm, "__import__() missing required argument 'name' (pos 1)");
        }

        if (!ArgumentBinder.ToInt64(vm, parts[4], out long level))
        {
            return Value.Undefined;
        }

        if (!parts[0].Is(Kind.Str))
        {
            return Throw.TypeError(vm, "module name must be a string");
        }

        if (level < 0)
        {
            return Throw.ValueError(vm, "level must be >= 0");
        }

        Dict* globals = parts[1].Is(Kind.Dict) ? (Dict*)parts[1].AsObject : Namespaces.Globals(vm);
        return Modules.Importer.Import(vm, globals, Str.ToManaged((Str*)parts[0].AsObject), parts[3], (int)Math.Min(level, int.MaxValue));
    }

    [Function("abs", Signature = "(x, /)")]
    private static Value Abs(Vm* vm, Value x) => Operators.Absolute(vm, x);

    [Function("aiter", Signature = "(async_iterable, /)")]
    private static Value AsyncIterator(Vm* vm, Value iterable)
    {
        int found = Attributes.LookupSpecial(vm, iterable, NameId.__aiter__, out Value method);
        if (found <= 0)
        {
            return found < 0 ? Value.Undefined : Throw.TypeError(vm, $"'{Types.NameOf(vm, iterable)}' object is not an async iterable");
        }

        Value iterator = Calls.Invoke(vm, method);
        return iterator.IsUndefined || !Attributes.Lookup(vm, Types.Of(vm, iterator), WellKnown.Name(vm, NameId.__anext__)).IsUndefined
            ? iterator
            : Throw.TypeError(vm, $"aiter() returned not an async iterator of type '{Types.NameOf(vm, iterator)}'");
    }

    [Function("anext", Raw = true)]
    private static Value AsyncNext(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc is < 1 or > 2 || kwNames != null)
        {
            return Throw.TypeError(vm, kwNames != null ? "anext() takes no keyword arguments"
                : argc < 1 ? "anext expected at least 1 argument, got 0" : $"anext expected at most 2 arguments, got {argc}");
        }

        int found = Attributes.LookupSpecial(vm, args[0], NameId.__anext__, out Value method);
        if (found <= 0)
        {
            return found < 0 ? Value.Undefined : Throw.TypeError(vm, $"'{Types.NameOf(vm, args[0])}' object is not an async iterator");
        }

        Value awaitable = Calls.Invoke(vm, method);
        return argc == 1 || awaitable.IsUndefined ? awaitable : DefaultedNextType.New(vm, awaitable, args[1]);
    }

    [Function("ascii", Signature = "(obj, /)")]
    private static Value Ascii(Vm* vm, Value value) => Value.FromObject(Text.Ascii(vm, value));

    [Function("bin", Signature = "(number, /)")]
    private static Value Bin(Vm* vm, Value number) => WithPrefix(vm, number, 2, "0b");

    [Function("callable", Signature = "(obj, /)")]
    private static bool Callable(Vm* vm, Value value) => Types.Of(vm, value)->Slots.Call != null;

    [Function("chr", Signature = "(i, /)")]
    private static Value Chr(Vm* vm, Value i)
    {
        if (!Integers.TryIndexClipped(vm, i, out long point))
        {
            return Value.Undefined;
        }

        return point is < 0 or > 0x10ffff
            ? Throw.ValueError(vm, "chr() arg not in range(0x110000)")
            : Value.FromObject(Str.FromCodePoint(vm, (int)point));
    }

    [Function("compile", Signature = "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)")]
    private static Value Compile(Vm* vm, Value source, Value fileName, Value mode, Value flags, Value dontInherit, Value optimize) =>
        Evaluation.Compile(vm, source, fileName, mode, flags, dontInherit, optimize);

    [Function("delattr", Signature = "(obj, name, /)")]
    private static Value DelAttr(Vm* vm, Value value, Value name)
    {
        Str* interned = AttributeName(vm, name);
        return interned != null && Attributes.Delete(vm, value, interned) ? Value.None : Value.Undefined;
    }

    [Function("dir", Raw = true)]
    private static Value Dir(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc > 1 || kwNames != null)
        {
            return Throw.TypeError(vm, kwNames != null ? "dir() takes no keyword arguments" : $"dir expected at most 1 argument, got {argc}");
        }

        Value names;
        if (argc == 0)
        {
            Dict* locals = Namespaces.Locals(vm);
            names = locals == null ? Value.Undefined : Value.FromObject(Iteration.ToList(vm, Value.FromObject(locals)));
        }
        else
        {
            Value found = Calls.InvokeSpecial(vm, args[0], NameId.__dir__);
            names = found.IsUndefined ? found : Value.FromObject(Iteration.ToList(vm, found));
        }

        return names.IsUndefined || Calls.InvokeMethod(vm, names, Str.Intern(vm, "sort"u8), null, 0).IsUndefined ? Value.Undefined : names;
    }

    /// <summary>Call sys.breakpointhook(*args, **kws).</summary>
    [Function("breakpoint", Raw = true)]
    private static Value Breakpoint(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        Value sys = Modules.Importer.Load(vm, "sys");
        if (sys.IsUndefined)
        {
            return sys;
        }

        int found = Attributes.TryGet(vm, sys, Str.Intern(vm, "breakpointhook"u8), out Value hook);
        return found <= 0 ? found < 0 ? Value.Undefined : Throw.RuntimeError(vm, "lost sys.breakpointhook") : Calls.Invoke(vm, hook, args, argc, kwNames);
    }

    [Function("divmod", Signature = "(x, y, /)")]
    private static Value DivMod(Vm* vm, Value x, Value y) => Operators.Binary(vm, BinaryOperation.DivMod, x, y);

    [Function("eval", Signature = "(source, /, globals=None, locals=None)")]
    private static Value Eval(Vm* vm, Value source, Value globals, Value locals) => Evaluation.Run(vm, source, globals, locals, Value.None, true);

    [Function("exec", Signature = "(source, /, globals=None, locals=None, *, closure=None)")]
    private static Value Exec(Vm* vm, Value source, Value globals, Value locals, Value closure) =>
        Evaluation.Run(vm, source, globals, locals, closure.IsUndefined ? Value.None : closure, false).IsUndefined ? Value.Undefined : Value.None;

    [Function("format", Signature = "(value, format_spec='', /)")]
    private static Value Format(Vm* vm, Value value, Value specification)
    {
        if (!specification.IsUndefined && !specification.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"format() argument 2 must be str, not {Types.NameOf(vm, specification)}");
        }

        return Value.FromObject(Text.Format(vm, value, (Str*)specification.AsObject));
    }

    [Function("getattr", Raw = true)]
    private static Value GetAttr(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc is < 2 or > 3 || kwNames != null)
        {
            return Throw.TypeError(vm, kwNames != null ? "getattr() takes no keyword arguments"
                : argc < 2 ? $"getattr expected at least 2 arguments, got {argc}" : $"getattr expected at most 3 arguments, got {argc}");
        }

        Str* name = AttributeName(vm, args[1]);
        if (name == null)
        {
            return Value.Undefined;
        }

        if (argc == 2)
        {
            return Attributes.Get(vm, args[0], name);
        }

        int found = Attributes.TryGet(vm, args[0], name, out Value value);
        return found > 0 ? value : found < 0 ? Value.Undefined : args[2];
    }

    [Function("globals", Signature = "()")]
    private static Value Globals(Vm* vm) => Value.FromObject(Namespaces.Globals(vm));

    [Function("hasattr", Signature = "(obj, name, /)")]
    private static Value HasAttr(Vm* vm, Value value, Value name)
    {
        Str* interned = AttributeName(vm, name);
        int found = interned == null ? -1 : Attributes.TryGet(vm, value, interned, out _);
        return found < 0 ? Value.Undefined : Value.FromBool(found > 0);
    }

    [Function("hash", Signature = "(obj, /)")]
    private static Value Hash(Vm* vm, Value value)
    {
        long hash = Hashing.Of(vm, value);
        return hash == -1 ? Value.Undefined : Integers.FromLong(vm, hash);
    }

    [Function("hex", Signature = "(number, /)")]
    private static Value Hex(Vm* vm, Value number) => WithPrefix(vm, number, 16, "0x");

    [Function("id", Signature = "(obj, /)")]
    private static Value Id(Vm* vm, Value value) => Integers.FromLong(vm, (long)(ObjectType.Identity(value) & long.MaxValue));

    [Function("isinstance", Signature = "(obj, class_or_tuple, /)")]
    private static Value IsInstance(Vm* vm, Value value, Value classes)
    {
        int result = ClassChecks.IsInstance(vm, value, classes);
        return result < 0 ? Value.Undefined : Value.FromBool(result > 0);
    }

    [Function("issubclass", Signature = "(cls, class_or_tuple, /)")]
    private static Value IsSubclass(Vm* vm, Value type, Value classes)
    {
        int result = ClassChecks.IsSubclass(vm, type, classes);
        return result < 0 ? Value.Undefined : Value.FromBool(result > 0);
    }

    [Function("iter", Raw = true)]
    private static Value Iter(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc is < 1 or > 2 || kwNames != null)
        {
            return Throw.TypeError(vm, kwNames != null ? "iter() takes no keyword arguments"
                : argc < 1 ? "iter expected at least 1 argument, got 0" : $"iter expected at most 2 arguments, got {argc}");
        }

        if (argc == 1)
        {
            return Iteration.Iterate(vm, args[0]);
        }

        if (Types.Of(vm, args[0])->Slots.Call == null)
        {
            return Throw.TypeError(vm, "iter(v, w): v must be callable");
        }

        Record* iterator = Record.New(vm, TypeId.CallableIterator, 2);
        Record.Fields(iterator)[0] = args[0];
        Record.Fields(iterator)[1] = args[1];
        return Value.FromObject(iterator);
    }

    [Function("locals", Signature = "()")]
    private static Value Locals(Vm* vm) => Value.FromObject(Namespaces.Locals(vm));

    [Function("next", Raw = true)]
    private static Value Next(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc is < 1 or > 2 || kwNames != null)
        {
            return Throw.TypeError(vm, kwNames != null ? "next() takes no keyword arguments"
                : argc < 1 ? "next expected at least 1 argument, got 0" : $"next expected at most 2 arguments, got {argc}");
        }

        TypeObject* type = Types.Of(vm, args[0]);
        if (type->Slots.Next == null)
        {
            return Throw.TypeError(vm, $"'{Types.NameOf(vm, args[0])}' object is not an iterator");
        }

        Value item = type->Slots.Next(vm, args[0]);
        if (!item.IsUndefined)
        {
            return item;
        }

        if (argc == 2)
        {
            return !vm->HasPending || Throw.ClearIf(vm, TypeId.StopIteration) ? args[1] : Value.Undefined;
        }

        return vm->HasPending ? Value.Undefined : Throw.StopIteration(vm, Value.Undefined);
    }

    [Function("oct", Signature = "(number, /)")]
    private static Value Oct(Vm* vm, Value number) => WithPrefix(vm, number, 8, "0o");

    [Function("ord", Signature = "(c, /)")]
    private static Value Ord(Vm* vm, Value c)
    {
        if (c.Is(Kind.Str))
        {
            Str* text = (Str*)c.AsObject;
            return text->Length == 1
                ? Value.FromInt(text->At(0))
                : Throw.TypeError(vm, $"ord() expected a character, but string of length {text->Length} found");
        }

        if (c.Is(Kind.Bytes))
        {
            ReadOnlySpan<byte> bytes = Bytes.Span((Bytes*)c.AsObject);
            return bytes.Length == 1
                ? Value.FromInt(bytes[0])
                : Throw.TypeError(vm, $"ord() expected a character, but string of length {bytes.Length} found");
        }

        if (c.Is(Kind.ByteArray))
        {
            ByteArray* array = (ByteArray*)c.AsObject;
            return array->Length == 1
                ? Value.FromInt(ByteArray.Span(array)[0])
                : Throw.TypeError(vm, $"ord() expected a character, but string of length {array->Length} found");
        }

        return Throw.TypeError(vm, $"ord() expected string of length 1, but {Types.NameOf(vm, c)} found");
    }

    [Function("pow", Signature = "(base, exp, mod=None)")]
    private static Value Pow(Vm* vm, Value number, Value exponent, Value modulo) => Operators.Power(vm, number, exponent, modulo);

    [Function("repr", Signature = "(obj, /)")]
    private static Value Repr(Vm* vm, Value value) => Value.FromObject(Text.Repr(vm, value));

    [Function("round", Signature = "(number, ndigits=None)")]
    private static Value Round(Vm* vm, Value number, Value digits)
    {
        int found = Attributes.LookupSpecial(vm, number, NameId.__round__, out Value method);
        if (found == 0)
        {
            return Throw.TypeError(vm, $"type {Types.NameOf(vm, number)} doesn't define __round__ method");
        }

        return found < 0 ? Value.Undefined : digits.IsNone ? Calls.Invoke(vm, method) : Calls.Invoke(vm, method, digits);
    }

    [Function("setattr", Signature = "(obj, name, value, /)")]
    private static Value SetAttr(Vm* vm, Value self, Value name, Value value)
    {
        Str* interned = AttributeName(vm, name);
        return interned != null && Attributes.Set(vm, self, interned, value) ? Value.None : Value.Undefined;
    }

    [Function("vars", Raw = true)]
    private static Value Vars(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (argc > 1 || kwNames != null)
        {
            return Throw.TypeError(vm, kwNames != null ? "vars() takes no keyword arguments" : $"vars expected at most 1 argument, got {argc}");
        }

        if (argc == 0)
        {
            return Value.FromObject(Namespaces.Locals(vm));
        }

        int found = Attributes.TryGet(vm, args[0], WellKnown.Name(vm, NameId.__dict__), out Value dict);
        return found > 0 ? dict : found < 0 ? Value.Undefined : Throw.TypeError(vm, "vars() argument must have __dict__ attribute");
    }

    private static Str* AttributeName(Vm* vm, Value name)
    {
        if (name.Is(Kind.Str))
        {
            return Str.Intern(vm, (Str*)name.AsObject);
        }

        Throw.TypeError(vm, $"attribute name must be string, not '{Types.NameOf(vm, name)}'");
        return null;
    }

    private static Value WithPrefix(Vm* vm, Value number, int radix, string prefix)
    {
        Value integer = Integers.Index(vm, number);
        if (integer.IsUndefined)
        {
            return Value.Undefined;
        }

        Str* digits = Integers.ToStr(vm, integer, radix);
        if (digits == null)
        {
            return Value.Undefined;
        }

        string text = Str.ToManaged(digits);
        return Value.FromObject(Str.New(vm, text[0] == '-' ? "-" + prefix + text[1..] : prefix + text));
    }
}
