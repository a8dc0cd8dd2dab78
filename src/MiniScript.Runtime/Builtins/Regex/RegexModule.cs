using MiniScript.Extensions;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>The native half of the library module <c>re</c>.</summary>
[BuiltinModule("_re")]
internal static unsafe partial class RegexModule
{
    /// <summary>Compiled patterns that are kept.</summary>
    private const int CacheSize = 512;

    [Constant("Pattern")]
    private static Value Pattern(Vm* vm) => Value.FromObject(
        LibraryTypes.Get(vm, TypeId.Pattern, "re.Pattern"u8, Kind.Record, TypeFlags.NotCallable, &PatternType.InitializeSlots, &PatternType.Register));

    [Constant("Match")]
    private static Value Match(Vm* vm)
    {
        LibraryTypes.Get(vm, TypeId.RegexScanner, "_sre.SRE_Scanner"u8, Kind.Record, TypeFlags.NotCallable, null, &RegexScanner.Register);
        LibraryTypes.Get(vm, TypeId.RegexIterator, "callable_iterator"u8, Kind.Record, TypeFlags.NotCallable, &RegexScanner.InitializeIteratorSlots, null);
        return Value.FromObject(
            LibraryTypes.Get(vm, TypeId.Match, "re.Match"u8, Kind.Record, TypeFlags.NotCallable, &MatchType.InitializeSlots, &MatchType.Register));
    }

    /// <summary>The compiled form of a pattern; one that is compiled already is given back.</summary>
    [Function("compile", Signature = "(pattern, flags, /)")]
    private static Value Compile(Vm* vm, Value pattern, Value flags)
    {
        if (pattern.IsExactly(TypeId.Pattern))
        {
            return flags == Value.FromInt(0) || Integers.Unbox(flags) == Value.FromInt(0)
                ? pattern
                : Throw.ValueError(vm, "cannot process flags argument with a compiled pattern");
        }

        if (!Integers.TryIndex(vm, flags, out long bits))
        {
            return Value.Undefined;
        }

        bool isCached = pattern.IsExactly(TypeId.Str) || pattern.IsExactly(TypeId.Bytes);
        if (!isCached)
        {
            if (Hashing.Of(vm, pattern) == -1)
            {
                return Value.Undefined;
            }

            return PatternObject.Compile(vm, pattern, (RegexFlags)bits);
        }

        Dict* cache = Cache(vm);
        Value key = bits == 0 ? pattern : Value.FromObject(Tuple.New(vm, pattern, Value.FromInt(bits & 0xffffffff)));
        Value known = Dict.Get(vm, cache, key);
        if (!known.IsUndefined || vm->HasPending)
        {
            return known;
        }

        Value compiled = PatternObject.Compile(vm, pattern, (RegexFlags)bits);
        if (!compiled.IsUndefined)
        {
            if (cache->Count >= CacheSize)
            {
                Dict.Clear(vm, cache);
            }

            Dict.Set(vm, cache, key, compiled);
        }

        return compiled;
    }

    /// <summary>One pattern of which each of some patterns is an alternative and a group.</summary>
    [Function("compile_alternatives", Signature = "(shown, patterns, flags, /)")]
    private static Value CompileAlternatives(Vm* vm, Value shown, List* patterns, int flags) =>
        patterns->Length == 0 ? Throw.ValueError(vm, "no alternatives")
        : PatternObject.CompileAlternatives(vm, shown, patterns, (RegexFlags)flags);

    /// <summary>Forget the compiled patterns.</summary>
    [Function("purge", Signature = "()")]
    private static Value Purge(Vm* vm)
    {
        Dict.Clear(vm, Cache(vm));
        return Value.None;
    }

    /// <summary>Escape special characters in a string.</summary>
    [Function("escape", Signature = "(pattern, /)")]
    private static Value Escape(Vm* vm, Value pattern)
    {
        StrBuilder output = new(vm);
        if (pattern.Is(Kind.Str))
        {
            Str* text = (Str*)pattern.AsObject;
            for (int i = 0; i < text->Length; i++)
            {
                int c = text->At(i);
                if (IsSpecial(c))
                {
                    output.Append('\\');
                }

                output.Append(c);
            }

            return Value.FromObject(output.ToStr());
        }

        if (!BytesArguments.IsBytesLike(pattern))
        {
            return Throw.TypeError(vm, $"decoding to str: need a bytes-like object, {Types.NameOf(vm, pattern)} found");
        }

        foreach (byte c in BytesArguments.Content(vm, pattern))
        {
            if (IsSpecial(c))
            {
                output.Append('\\');
            }

            output.Append(c);
        }

        return Value.FromObject(output.ToBytes());
    }

    private static bool IsSpecial(int c) => c < 128 && "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"u8.Contains((byte)c);

    private static Dict* Cache(Vm* vm) => MachineHost.Of(vm).Service(static () => new PatternCache()).Of(vm);

    /// <summary>Compiled patterns by source, or by source and flags.</summary>
    private sealed class PatternCache : KeptDict;
}
