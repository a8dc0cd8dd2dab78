using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Csv;

/// <summary>The native half of the library module <c>csv</c>.</summary>
[BuiltinModule("_csv")]
internal static unsafe partial class CsvModule
{
    [Constant("Dialect")]
    private static Value Dialect(Vm* vm)
    {
        LibraryTypes.Get(vm, TypeId.CsvReader, "_csv.reader"u8, Kind.Record, TypeFlags.NotCallable, &CsvReader.InitializeSlots, &CsvReader.Register);
        LibraryTypes.Get(vm, TypeId.CsvWriter, "_csv.writer"u8, Kind.Record, TypeFlags.NotCallable, null, &CsvWriter.Register);
        return Value.FromObject(
            LibraryTypes.Get(vm, TypeId.CsvDialect, "_csv.Dialect"u8, Kind.Record, TypeFlags.None, &CsvDialect.InitializeSlots, &CsvDialect.Register));
    }

    /// <summary>The registered dialects by name.</summary>
    internal static Dict* Dialects(Vm* vm) => MachineHost.Of(vm).Service(static () => new CsvState()).Of(vm);

    /// <summary>The greatest length of a field that is read.</summary>
    internal static long FieldLimit(Vm* vm) => MachineHost.Of(vm).Service(static () => new CsvState()).FieldLimit;

    /// <summary>Return a reader object that will process lines from the given iterable.</summary>
    [Function("reader", Signature = "(*args, **fmtparams)")]
    private static Value Reader(Vm* vm, Args args, KeywordArgs fmtparams)
    {
        if (!CheckCount(vm, args))
        {
            return Value.Undefined;
        }

        Value lines = Iteration.Iterate(vm, args[0]);
        Value dialect = lines.IsUndefined ? lines : MakeDialect(vm, args, fmtparams);
        return dialect.IsUndefined ? dialect : CsvReader.New(vm, lines, dialect);
    }

    /// <summary>Return a writer object that will write user data on the given file object.</summary>
    [Function("writer", Signature = "(*args, **fmtparams)")]
    private static Value Writer(Vm* vm, Args args, KeywordArgs fmtparams)
    {
        if (!CheckCount(vm, args))
        {
            return Value.Undefined;
        }

        int found = Attributes.TryGet(vm, args[0], WellKnown.Name(vm, NameId.write), out Value write);
        if (found < 0)
        {
            return Value.Undefined;
        }

        if (found == 0 || Types.Of(vm, write)->Slots.Call == null)
        {
            return Throw.TypeError(vm, "argument 1 must have a \"write\" method");
        }

        Value dialect = MakeDialect(vm, args, fmtparams);
        return dialect.IsUndefined ? dialect : CsvWriter.New(vm, write, dialect);
    }

    /// <summary>Create a mapping from a string name to a CVS dialect.</summary>
    [Function("register_dialect", Signature = "(name, dialect=None, /, **fmtparams)")]
    private static Value RegisterDialect(Vm* vm, Value name, Value dialect, KeywordArgs fmtparams)
    {
        if (!name.Is(Kind.Str))
        {
            return Throw.TypeError(vm, "dialect name must be a string");
        }

        Value made = CsvDialect.Make(vm, dialect, fmtparams.Names, fmtparams.Values);
        return made.IsUndefined || !Dict.Set(vm, Dialects(vm), name, made) ? Value.Undefined : Value.None;
    }

    /// <summary>Delete the name/dialect mapping associated with a string name.</summary>
    [Function("unregister_dialect", Signature = "(name)")]
    private static Value UnregisterDialect(Vm* vm, Value name)
    {
        int removed = Dict.Remove(vm, Dialects(vm), name, out _);
        return removed > 0 ? Value.None : removed < 0 ? Value.Undefined : CsvFormat.Error(vm, "unknown dialect");
    }

    /// <summary>Return the dialect instance associated with name.</summary>
    [Function("get_dialect", Signature = "(name)")]
    private static Value GetDialect(Vm* vm, Value name)
    {
        Value found = Dict.Get(vm, Dialects(vm), name);
        return found.IsUndefined && !vm->HasPending ? CsvFormat.Error(vm, "unknown dialect") : found;
    }

    /// <summary>Return a list of all known dialect names.</summary>
    [Function("list_dialects", Signature = "()")]
    private static List* ListDialects(Vm* vm) => Iteration.ToList(vm, Value.FromObject(Dialects(vm)));

    /// <summary>Sets an upper limit on parsed fields. Returns old limit. If limit is not given, no new limit is set and the old limit is returned.</summary>
    [Function("field_size_limit", Signature = "(new_limit=<unrepresentable>)")]
    private static Value FieldSizeLimit(Vm* vm, Value new_limit)
    {
        CsvState state = MachineHost.Of(vm).Service(static () => new CsvState());
        long old = state.FieldLimit;
        if (!new_limit.IsUndefined)
        {
            if (!Integers.IsInteger(new_limit))
            {
                return Throw.TypeError(vm, "limit must be an integer");
            }

            if (!Integers.TryIndex(vm, new_limit, out long limit))
            {
                return Value.Undefined;
            }

            state.FieldLimit = limit;
        }

        return Integers.FromLong(vm, old);
    }

    private static bool CheckCount(Vm* vm, Args args)
    {
        if (args.Count is 1 or 2)
        {
            return true;
        }

        Throw.TypeError(vm, args.Count == 0 ? " expected at least 1 argument, got 0" : $" expected at most 2 arguments, got {args.Count}");
        return false;
    }

    /// <summary>The dialect of a reader or writer, which may be given as second argument or by the name dialect.</summary>
    private static Value MakeDialect(Vm* vm, Args args, KeywordArgs fmtparams)
    {
        Value source = args.Count > 1 ? args[1] : Value.None;
        for (int i = 0; i < fmtparams.Count; i++)
        {
            Value name = Objects.Tuple.Items(fmtparams.Names)[i];
            if (Str.Equals((Str*)name.AsObject, "dialect"u8))
            {
                return WithoutDialect(vm, fmtparams, i);
            }
        }

        return CsvDialect.Make(vm, source, fmtparams.Names, fmtparams.Values);
    }

    private static Value WithoutDialect(Vm* vm, KeywordArgs fmtparams, int index)
    {
        int count = fmtparams.Count - 1;
        Objects.Tuple* names = Objects.Tuple.Allocate(vm, count);
        Objects.Tuple* values = Objects.Tuple.Allocate(vm, count);
        if (names == null || values == null)
        {
            return Value.Undefined;
        }

        for (int i = 0; i < count; i++)
        {
            int from = i < index ? i : i + 1;
            Objects.Tuple.Items(names)[i] = Objects.Tuple.Items(fmtparams.Names)[from];
            Objects.Tuple.Items(values)[i] = fmtparams.Values[from];
        }

        return CsvDialect.Make(vm, fmtparams.Values[index], names, Objects.Tuple.Items(values));
    }

    /// <summary>The dialects by name and the limit of a machine.</summary>
    private sealed class CsvState : KeptDict
    {
        /// <summary>The greatest length of a field.</summary>
        public long FieldLimit { get; set; } = 128 * 1024;
    }
}
