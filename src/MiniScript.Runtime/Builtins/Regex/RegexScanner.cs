using System.Runtime.CompilerServices;
using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>Finds one match after another.</summary>
/// <remarks>A record of pattern, text, start, end, the place where an empty match is refused, and the first start; the iterator of <c>finditer</c> is one too.</remarks>
[BuiltinType("regex_scanner")]
internal static unsafe partial class RegexScanner
{
    private const int PatternField = 0;
    private const int TextField = 1;
    private const int StartField = 2;
    private const int EndField = 3;
    private const int RefusedField = 4;
    private const int FromField = 5;
    private const int FieldCount = 6;

    /// <summary>Sets the slots of the iterator.</summary>
    public static void InitializeIteratorSlots(TypeObject* type)
    {
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
    }

    /// <summary>A scanner, or the iterator of <c>finditer</c>; undefined with <c>TypeError</c> pending.</summary>
    public static Value New(Vm* vm, TypeId type, Value pattern, Value text, long pos, long endpos)
    {
        if (!RegexSubject.TryOpen(vm, text, PatternObject.IsText(pattern), out RegexSubject subject))
        {
            return Value.Undefined;
        }

        Record* self = Record.New(vm, type, FieldCount);
        Value* fields = Record.Fields(self);
        fields[PatternField] = pattern;
        fields[TextField] = text;
        fields[StartField] = Value.FromInt(long.Clamp(pos, 0, subject.Length));
        fields[EndField] = Value.FromInt(long.Clamp(endpos, 0, subject.Length));
        fields[RefusedField] = Value.FromInt(-1);
        fields[FromField] = fields[StartField];
        return Value.FromObject(self);
    }

    /// <summary>The next match that begins where the last one ended.</summary>
    [Method("match", Signature = "($self, /)")]
    private static Value Match(Vm* vm, Value self) => Advance(vm, self, isSearch: false);

    /// <summary>The next match.</summary>
    [Method("search", Signature = "($self, /)")]
    private static Value Search(Vm* vm, Value self) => Advance(vm, self, isSearch: true);

    /// <summary>The pattern.</summary>
    [Property("pattern")]
    private static Value GetPattern(Value self) => Record.Fields((Record*)self.AsObject)[PatternField];

    private static Value Next(Vm* vm, Value self)
    {
        Value match = Advance(vm, self, isSearch: true);
        return match.IsNone ? Value.Undefined : match;
    }

    [SkipLocalsInit]
    private static Value Advance(Vm* vm, Value self, bool isSearch)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        if (fields[StartField].AsInt < 0)
        {
            return Value.None;
        }

        MatchState state;
        int* scratch = stackalloc int[RegexSearch.ScratchWords];
        Value pattern = fields[PatternField];
        if (!RegexSearch.TryBegin(vm, pattern, fields[TextField], fields[StartField].AsInt, fields[EndField].AsInt, &state, scratch, out RegexSearch search))
        {
            return Value.Undefined;
        }

        state.From = (int)fields[FromField].AsInt;
        state.Refused = (int)fields[RefusedField].AsInt;
        int result = isSearch ? search.Next() : search.MatchHere(isFull: false);
        Value match = result > 0 ? MatchObject.New(vm, pattern, fields[TextField], &state) : result == 0 ? Value.None : Value.Undefined;
        if (result > 0)
        {
            search.Advance();
        }

        fields[StartField] = Value.FromInt(result > 0 ? state.Start : -1);
        fields[RefusedField] = Value.FromInt(state.Refused);
        search.Dispose();
        return match;
    }
}
