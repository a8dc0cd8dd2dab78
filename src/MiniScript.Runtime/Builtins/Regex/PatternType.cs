using System.Runtime.CompilerServices;
using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>Compiled regular expression object.</summary>
[BuiltinType("Pattern")]
internal static unsafe partial class PatternType
{
    private static readonly string[] FlagNames = ["re.IGNORECASE", "re.LOCALE", "re.MULTILINE", "re.DOTALL", "re.UNICODE", "re.VERBOSE", "re.DEBUG", "re.ASCII"];

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Hash = &Hash;
        type->Slots.Compare = &Compare;
    }

    /// <summary>Matches zero or more characters at the beginning of the string.</summary>
    [Method("match", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    private static Value Match(Vm* vm, Value self, Value text, long pos, long endpos) => Find(vm, self, text, pos, endpos, SearchKind.Match);

    /// <summary>Matches against all of the string.</summary>
    [Method("fullmatch", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    private static Value FullMatch(Vm* vm, Value self, Value text, long pos, long endpos) => Find(vm, self, text, pos, endpos, SearchKind.Full);

    /// <summary>Scan through string looking for a match, and return a corresponding match object instance. Return None if no position in the string matches.</summary>
    [Method("search", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    private static Value Search(Vm* vm, Value self, Value text, long pos, long endpos) => Find(vm, self, text, pos, endpos, SearchKind.Search);

    /// <summary>Return a list of all non-overlapping matches of pattern in string.</summary>
    [Method("findall", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    [SkipLocalsInit]
    private static Value FindAll(Vm* vm, Value self, Value text, long pos, long endpos)
    {
        MatchState state;
        int* scratch = stackalloc int[RegexSearch.ScratchWords];
        if (!RegexSearch.TryBegin(vm, self, text, pos, endpos, &state, scratch, out RegexSearch search))
        {
            return Value.Undefined;
        }

        int groups = PatternObject.Groups(self);
        List* found = List.New(vm);
        Value empty = search.Subject.Empty(vm);
        int result;
        while ((result = search.Next()) > 0)
        {
            Value item = groups > 1 ? Groups(vm, in search, groups, empty) : search.Group(groups, empty);
            if (item.IsUndefined || !List.Append(vm, found, item))
            {
                result = -1;
                break;
            }

            search.Advance();
        }

        search.Dispose();
        return result < 0 ? Value.Undefined : Value.FromObject(found);
    }

    /// <summary>Return an iterator over all non-overlapping matches for the RE pattern in string. For each match, the iterator returns a match object.</summary>
    [Method("finditer", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    private static Value FindIter(Vm* vm, Value self, Value text, long pos, long endpos) => RegexScanner.New(vm, TypeId.RegexIterator, self, text, pos, endpos);

    /// <summary>An object that finds one match after another.</summary>
    [Method("scanner", Signature = "($self, /, string, pos=0, endpos=sys.maxsize)")]
    private static Value Scanner(Vm* vm, Value self, Value text, long pos, long endpos) => RegexScanner.New(vm, TypeId.RegexScanner, self, text, pos, endpos);

    /// <summary>Split string by the occurrences of pattern.</summary>
    [Method("split", Signature = "($self, /, string, maxsplit=0)")]
    [SkipLocalsInit]
    private static Value Split(Vm* vm, Value self, Value text, long maxsplit)
    {
        MatchState state;
        int* scratch = stackalloc int[RegexSearch.ScratchWords];
        if (!RegexSearch.TryBegin(vm, self, text, 0, long.MaxValue, &state, scratch, out RegexSearch search))
        {
            return Value.Undefined;
        }

        int groups = PatternObject.Groups(self);
        List* parts = List.New(vm);
        int last = 0;
        int result = 1;
        for (long count = 0; (maxsplit <= 0 || count < maxsplit) && maxsplit >= 0 && (result = search.Next()) > 0; count++)
        {
            if (!Add(vm, parts, search.Subject.Slice(vm, last, search.Marks[0])))
            {
                result = -1;
                break;
            }

            for (int group = 1; group <= groups; group++)
            {
                if (!Add(vm, parts, search.Group(group, Value.None)))
                {
                    result = -1;
                }
            }

            last = search.Marks[1];
            search.Advance();
        }

        bool succeeded = result >= 0 && Add(vm, parts, search.Subject.Slice(vm, last, search.Subject.Length));
        search.Dispose();
        return succeeded ? Value.FromObject(parts) : Value.Undefined;
    }

    /// <summary>Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.</summary>
    [Method("sub", Signature = "($self, /, repl, string, count=0)")]
    private static Value Sub(Vm* vm, Value self, Value repl, Value text, long count) => Replace(vm, self, repl, text, count, out _);

    /// <summary>Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.</summary>
    [Method("subn", Signature = "($self, /, repl, string, count=0)")]
    private static Value SubN(Vm* vm, Value self, Value repl, Value text, long count)
    {
        Value replaced = Replace(vm, self, repl, text, count, out long made);
        return replaced.IsUndefined ? replaced : Value.FromObject(Tuple.New(vm, replaced, Value.FromInt(made)));
    }

    [Method("__copy__", Signature = "($self, /)")]
    private static Value Copy(Value self) => self;

    [Method("__deepcopy__", Signature = "($self, memo, /)")]
    private static Value DeepCopy(Value self, Value memo) => self;

    [Method("__reduce__", Signature = "($self, /)")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Value compile = LibraryCalls.Attribute(vm, "re", "_compile");
        if (compile.IsUndefined)
        {
            return compile;
        }

        Value arguments = Value.FromObject(Tuple.New(vm, PatternObject.Source(self), Value.FromInt((int)PatternObject.Flags(self))));
        return Value.FromObject(Tuple.New(vm, compile, arguments));
    }

    /// <summary>See PEP 585.</summary>
    [ClassMethod("__class_getitem__", Signature = "($type, object, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value item) => GenericAliasType.New(vm, type, item);

    /// <summary>The pattern string from which the RE object was compiled.</summary>
    [Property("pattern")]
    private static Value GetPattern(Value self) => PatternObject.Source(self);

    /// <summary>The regex matching flags.</summary>
    [Property("flags")]
    private static Value GetFlags(Value self) => Value.FromInt((int)PatternObject.Flags(self));

    /// <summary>The number of capturing groups in the pattern.</summary>
    [Property("groups")]
    private static Value GetGroups(Value self) => Value.FromInt(PatternObject.Groups(self));

    /// <summary>A dictionary mapping group names to group numbers.</summary>
    [Property("groupindex")]
    private static Value GetGroupIndex(Vm* vm, Value self) => MappingProxyType.New(vm, PatternObject.Index(self));

    /// <summary>How a match is looked for.</summary>
    internal enum SearchKind
    {
        /// <summary>At the start of the range.</summary>
        Match,

        /// <summary>At the start of the range, up to its end.</summary>
        Full,

        /// <summary>Anywhere in the range.</summary>
        Search,
    }

    [SkipLocalsInit]
    private static Value Find(Vm* vm, Value self, Value text, long pos, long endpos, SearchKind kind)
    {
        MatchState state;
        int* scratch = stackalloc int[RegexSearch.ScratchWords];
        if (!RegexSearch.TryBegin(vm, self, text, pos, endpos, &state, scratch, out RegexSearch search))
        {
            return Value.Undefined;
        }

        int result = kind == SearchKind.Search ? search.Next() : search.MatchHere(kind == SearchKind.Full);
        Value match = result > 0 ? MatchObject.New(vm, self, text, &state) : result == 0 ? Value.None : Value.Undefined;
        search.Dispose();
        return match;
    }

    private static bool Add(Vm* vm, List* list, Value item) => !item.IsUndefined && List.Append(vm, list, item);

    private static Value Groups(Vm* vm, in RegexSearch search, int groups, Value missing)
    {
        Tuple* tuple = Tuple.Allocate(vm, groups);
        for (int i = 0; tuple != null && i < groups; i++)
        {
            Tuple.Items(tuple)[i] = search.Group(i + 1, missing);
            if (Tuple.Items(tuple)[i].IsUndefined)
            {
                new Span<Value>(Tuple.Items(tuple), groups)[i..].Fill(Value.None);
                return Value.Undefined;
            }
        }

        return Value.FromObject(tuple);
    }

    [SkipLocalsInit]
    private static Value Replace(Vm* vm, Value self, Value repl, Value text, long count, out long made)
    {
        made = 0;
        bool isCallback = Types.Of(vm, repl)->Slots.Call != null;
        Value parts = isCallback ? Value.Undefined : RegexTemplate.Parts(vm, self, repl);
        if (!isCallback && parts.IsUndefined)
        {
            return parts;
        }

        MatchState state;
        int* scratch = stackalloc int[RegexSearch.ScratchWords];
        if (!RegexSearch.TryBegin(vm, self, text, 0, long.MaxValue, &state, scratch, out RegexSearch search))
        {
            return Value.Undefined;
        }

        byte* room = stackalloc byte[512];
        StrBuilder output = new(vm, room, 512);
        int last = 0;
        int items = 0;
        int result = 1;
        while ((count == 0 || made < count) && (result = search.Next()) > 0)
        {
            int start = search.Marks[0];
            if (start > last)
            {
                RegexTemplate.AppendPart(ref output, in search.Subject, last, start);
                items++;
            }

            last = search.Marks[1];
            search.Advance();
            bool isDone = isCallback
                ? Call(vm, ref output, in search, self, repl, ref items)
                : RegexTemplate.Append(vm, ref output, parts, in search.Subject, search.Marks, items++);
            if (!isDone || output.HasFailed)
            {
                result = -1;
                break;
            }

            made++;
        }

        Value replaced = Value.Undefined;
        if (result >= 0 && made == 0)
        {
            replaced = search.Subject.Slice(vm, 0, search.Subject.Length);
        }
        else if (result >= 0)
        {
            RegexTemplate.AppendPart(ref output, in search.Subject, last, search.Subject.Length);
            replaced = search.Subject.IsText ? Value.FromObject(output.ToStr()) : Value.FromObject(output.ToBytes());
        }

        search.Dispose();
        return replaced;
    }

    private static bool Call(Vm* vm, ref StrBuilder output, in RegexSearch search, Value self, Value callback, ref int items)
    {
        Value match = MatchObject.New(vm, self, search.Subject.Original, search.State);
        Value item = match.IsUndefined ? match : Calls.Invoke(vm, callback, match);
        if (item.IsUndefined)
        {
            return false;
        }

        return item.IsNone || RegexTemplate.AppendItem(vm, ref output, item, search.Subject.IsText, items++);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        RegexFlags flags = PatternObject.Flags(self);
        if (PatternObject.IsText(self) && (flags & RegexFlags.Types) == RegexFlags.Unicode)
        {
            flags &= ~RegexFlags.Unicode;
        }

        Str* source = Text.Repr(vm, PatternObject.Source(self));
        if (source == null)
        {
            return Value.Undefined;
        }

        StrBuilder text = new(vm);
        text.Append("re.compile(");
        text.Append(source, 0, Math.Min(source->Length, 200));
        string separator = ", ";
        for (int i = 0; i < FlagNames.Length; i++)
        {
            RegexFlags flag = (RegexFlags)(2 << i);
            if ((flags & flag) != 0)
            {
                text.Append(separator);
                text.Append(FlagNames[i]);
                separator = "|";
                flags &= ~flag;
            }
        }

        if (flags != 0)
        {
            text.Append($"{separator}0x{(int)flags:x}");
        }

        text.Append(')');
        return Value.FromObject(text.ToStr());
    }

    private static long Hash(Vm* vm, Value self)
    {
        long hash = Hashing.Of(vm, PatternObject.Source(self));
        return hash == -1 ? -1 : (hash * 31) ^ (long)PatternObject.Flags(self) ^ 0x5bd1e995;
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!right.IsExactly(TypeId.Pattern) || operation is not (CompareOperation.Equal or CompareOperation.NotEqual))
        {
            return Value.NotImplemented;
        }

        bool isEqual = left == right;
        if (!isEqual && PatternObject.Flags(left) == PatternObject.Flags(right) && PatternObject.IsText(left) == PatternObject.IsText(right))
        {
            int equal = Operators.Equal(vm, PatternObject.Source(left), PatternObject.Source(right));
            if (equal < 0)
            {
                return Value.Undefined;
            }

            isEqual = equal > 0;
        }

        return Value.FromBool(isEqual == (operation == CompareOperation.Equal));
    }
}
