using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <content>Replacing and translating.</content>
internal static unsafe partial class StrMethods
{
    private const int NotCached = -1;
    private const int Deleted = -2;

    /// <summary>Return a copy with all (or the first count) occurrences of substring old replaced by new.</summary>
    [Method("replace", Signature = "($self, old, new, /, count=-1)")]
    private static Str* Replace(Vm* vm, Str* self, Str* old, Str* @new, long count)
    {
        long limit = count < 0 ? long.MaxValue : count;
        if (limit == 0 || old->Width > self->Width || old->Length > self->Length || Str.Equals(old, @new))
        {
            return Str.Exact(vm, self);
        }

        if (old->Length == 0)
        {
            return Interleave(vm, self, @new, limit);
        }

        int first = Str.Find(self, old, 0, self->Length);
        if (first < 0)
        {
            return Str.Exact(vm, self);
        }

        if (self->Width == 1 && old->Length == 1 && @new->Length == 1 && @new->Width == 1 && limit >= self->Length)
        {
            Str* result = Str.Allocate(vm, self->Length, 1);
            if (result != null)
            {
                self->Latin1.Replace(new Span<byte>(result->Data, self->Length), *old->Data, *@new->Data);
                result->DetectAscii();
            }

            return result;
        }

        byte* scratch = stackalloc byte[512];
        StrBuilder text = new(vm, scratch, 512);
        int start = 0;
        for (int found = first; found >= 0 && limit-- > 0; found = Str.Find(self, old, start, self->Length))
        {
            text.Append(self, start, found - start);
            text.Append(@new);
            start = found + old->Length;
        }

        text.Append(self, start, self->Length - start);
        return text.ToStr();
    }

    /// <summary>Replace each character in the string using the given translation table: a mapping of code points to code points, strings or None.</summary>
    [Method("translate")]
    private static Str* Translate(Vm* vm, Str* self, Value table)
    {
        StrBuilder text = new(vm);

        // What the table says of ASCII characters, once asked: a code point, or that the character goes.
        int* cache = stackalloc int[128];
        new Span<int>(cache, 128).Fill(NotCached);
        for (int i = 0; i < self->Length; i++)
        {
            int c = self->At(i);
            int mapped = c < 128 ? cache[c] : NotCached;
            if (mapped >= 0)
            {
                text.Append(mapped);
            }
            else if (mapped == NotCached && !TranslateOne(vm, table, c, ref text, cache))
            {
                return null;
            }
        }

        return text.ToStr();
    }

    /// <summary>Return a translation table usable for str.translate().</summary>
    [StaticMethod("maketrans", Signature = "(x, y=<unrepresentable>, z=<unrepresentable>, /)")]
    private static Value MakeTranslation(Vm* vm, Value x, Value y, Value z)
    {
        Dict* table = Dict.New(vm);
        if (y.IsUndefined)
        {
            return FillFromDict(vm, table, x) ? Value.FromObject(table) : Value.Undefined;
        }

        if (!x.Is(Kind.Str))
        {
            return Throw.TypeError(vm, "first maketrans argument must be a string if there is a second argument");
        }

        if (!y.Is(Kind.Str) || !(z.IsUndefined || z.Is(Kind.Str)))
        {
            Value wrong = y.Is(Kind.Str) ? z : y;
            return Throw.TypeError(vm, $"maketrans() argument {(y.Is(Kind.Str) ? 3 : 2)} must be str, not {Types.NameOf(vm, wrong)}");
        }

        Str* from = (Str*)x.AsObject;
        Str* to = (Str*)y.AsObject;
        if (from->Length != to->Length)
        {
            return Throw.ValueError(vm, "the first two maketrans arguments must have equal length");
        }

        for (int i = 0; i < from->Length; i++)
        {
            if (!Dict.Set(vm, table, Value.FromInt(from->At(i)), Value.FromInt(to->At(i))))
            {
                return Value.Undefined;
            }
        }

        Str* dropped = z.IsUndefined ? Str.Empty(vm) : (Str*)z.AsObject;
        for (int i = 0; i < dropped->Length; i++)
        {
            if (!Dict.Set(vm, table, Value.FromInt(dropped->At(i)), Value.None))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(table);
    }

    private static bool FillFromDict(Vm* vm, Dict* table, Value source)
    {
        if (!source.Is(Kind.Dict))
        {
            Throw.TypeError(vm, "if you give only one argument to maketrans it must be a dict");
            return false;
        }

        int position = 0;
        while (Dict.Next((Dict*)source.AsObject, ref position, out Value key, out Value value))
        {
            if (key.Is(Kind.Str))
            {
                Str* text = (Str*)key.AsObject;
                if (text->Length != 1)
                {
                    Throw.ValueError(vm, "string keys in translate table must be of length 1");
                    return false;
                }

                key = Value.FromInt(text->At(0));
            }
            else if (!Integers.IsInteger(key))
            {
                Throw.TypeError(vm, "keys in translate table must be strings or integers");
                return false;
            }

            if (!Dict.Set(vm, table, key, value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TranslateOne(Vm* vm, Value table, int c, ref StrBuilder text, int* cache)
    {
        Value key = Value.FromInt(c);
        Value found = table.IsExactly(TypeId.Dict) ? Dict.Get(vm, (Dict*)table.AsObject, key) : Items.Get(vm, table, key);
        int single = c;
        if (found.IsUndefined)
        {
            if (vm->HasPending && !Throw.ClearIf(vm, TypeId.LookupError))
            {
                return false;
            }
        }
        else if (found.IsNone)
        {
            single = Deleted;
        }
        else if (found.Is(Kind.Str))
        {
            Str* replacement = (Str*)found.AsObject;
            if (replacement->Length != 1)
            {
                text.Append(replacement);
                return !text.HasFailed;
            }

            single = replacement->At(0);
        }
        else if (Integers.IsInteger(found))
        {
            if (!Integers.TryToLong(Integers.Unbox(found), out long codePoint) || codePoint is < 0 or > 0x10ffff)
            {
                Throw.ValueError(vm, "character mapping must be in range(0x110000)");
                return false;
            }

            single = (int)codePoint;
        }
        else
        {
            Throw.TypeError(vm, "character mapping must return integer, None or str");
            return false;
        }

        if (c < 128)
        {
            cache[c] = single;
        }

        if (single >= 0)
        {
            text.Append(single);
        }

        return true;
    }

    /// <summary>Puts a text before each character and at the end, as often as the limit lets it.</summary>
    private static Str* Interleave(Vm* vm, Str* self, Str* inserted, long limit)
    {
        StrBuilder text = new(vm);
        for (int i = 0; i < self->Length; i++)
        {
            if (limit-- > 0)
            {
                text.Append(inserted);
            }

            text.Append(self->At(i));
        }

        if (limit > 0)
        {
            text.Append(inserted);
        }

        return text.ToStr();
    }
}
