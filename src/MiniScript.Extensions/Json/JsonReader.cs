using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Extensions.Json;

/// <summary>Reads JSON from the code units of a string, whatever their width, straight into script objects.</summary>
/// <typeparam name="T"><see cref="byte"/>, <see cref="ushort"/> or <see cref="int"/>: the unit of the string.</typeparam>
/// <remarks>The text is kept alive by the caller. Failure is <see cref="Value.Undefined"/> with an exception pending.</remarks>
internal unsafe ref partial struct JsonReader<T>
    where T : unmanaged
{
    private const int KeyPlaces = 64;

    private readonly Vm* vm;
    private readonly Str* source;
    private readonly T* text;
    private readonly int length;
    private readonly Str** keys;
    private JsonHooks hooks;
    private int index;

    /// <summary>A reader at a position.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="source">The text, of this reader's width.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="hooks">What to call back.</param>
    /// <param name="keys">Room on the caller's stack for recent keys: <see cref="KeyRoom"/> null pointers.</param>
    public JsonReader(Vm* vm, Str* source, int start, in JsonHooks hooks, Str** keys)
    {
        this.vm = vm;
        this.source = source;
        this.hooks = hooks;
        this.keys = keys;
        text = (T*)source->Data;
        length = source->Length;
        index = start;
    }

    /// <summary>The places for recent keys.</summary>
    public static int KeyRoom => KeyPlaces;

    /// <summary>Where reading goes on.</summary>
    public readonly int Index => index;

    /// <summary>Reads the only value of a text.</summary>
    public Value ReadDocument()
    {
        if (length > 0 && At(0) == 0xfeff)
        {
            return Fail("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
        }

        SkipSpace();
        Value value = ReadValue();
        if (value.IsUndefined)
        {
            return value;
        }

        SkipSpace();
        return index < length ? Fail("Extra data", index) : value;
    }

    /// <summary>Reads the value that begins here.</summary>
    public Value ReadValue()
    {
        int first = index < length ? At(index) : -1;
        switch (first)
        {
            case '"':
                index++;
                return Value.FromObject(ReadString(false));
            case '{':
                return ReadNested(true);
            case '[':
                return ReadNested(false);
            case 'n' when Matches("null"u8):
                return Value.None;
            case 't' when Matches("true"u8):
                return Value.True;
            case 'f' when Matches("false"u8):
                return Value.False;
            case 'N' when Matches("NaN"u8):
                return ReadConstant(double.NaN, "NaN"u8);
            case 'I' when Matches("Infinity"u8):
                return ReadConstant(double.PositiveInfinity, "Infinity"u8);
            case '-' when Matches("-Infinity"u8):
                return ReadConstant(double.NegativeInfinity, "-Infinity"u8);
            case '-' or (>= '0' and <= '9'):
                return ReadNumber();
            default:
                return Fail("Expecting value", index);
        }
    }

    private Value ReadNested(bool isObject)
    {
        if (!Recursion.Enter(vm, isObject ? " while decoding a JSON object from a unicode string" : " while decoding a JSON array from a unicode string"))
        {
            return Value.Undefined;
        }

        index++;
        Value result = isObject ? ReadObject() : ReadArray();
        Recursion.Leave(vm);
        return result;
    }

    private Value ReadArray()
    {
        List* list = List.New(vm);
        SkipSpace();
        if (index < length && At(index) == ']')
        {
            index++;
            return Value.FromObject(list);
        }

        while (true)
        {
            Value item = ReadValue();
            if (item.IsUndefined || !List.Append(vm, list, item))
            {
                return Value.Undefined;
            }

            if (ReadSeparator(']', "Illegal trailing comma before end of array") is { } isLast)
            {
                if (isLast)
                {
                    return Value.FromObject(list);
                }

                continue;
            }

            return Value.Undefined;
        }
    }

    private Value ReadObject()
    {
        bool asPairs = !hooks.ObjectPairs.IsNone;
        Dict* dict = asPairs ? null : Dict.New(vm);
        List* pairs = asPairs ? List.New(vm) : null;
        SkipSpace();
        bool isDone = index < length && At(index) == '}';
        index += isDone ? 1 : 0;
        while (!isDone)
        {
            if (index >= length || At(index) != '"')
            {
                return Fail("Expecting property name enclosed in double quotes", index);
            }

            index++;
            Str* key = ReadString(true);
            if (key == null)
            {
                return Value.Undefined;
            }

            SkipSpace();
            if (index >= length || At(index) != ':')
            {
                return Fail("Expecting ':' delimiter", index);
            }

            index++;
            SkipSpace();
            Value item = ReadValue();
            if (item.IsUndefined || !(asPairs
                ? List.Append(vm, pairs, Value.FromObject(Tuple.New(vm, Value.FromObject(key), item))) : Dict.SetStr(vm, dict, key, item)))
            {
                return Value.Undefined;
            }

            if (ReadSeparator('}', "Illegal trailing comma before end of object") is not { } isLast)
            {
                return Value.Undefined;
            }

            isDone = isLast;
        }

        return asPairs ? Calls.Invoke(vm, hooks.ObjectPairs, Value.FromObject(pairs))
            : hooks.Object.IsNone ? Value.FromObject(dict) : Calls.Invoke(vm, hooks.Object, Value.FromObject(dict));
    }

    /// <summary>Reads what follows an item: true at the end, false after a comma, null with an exception pending.</summary>
    private bool? ReadSeparator(char end, string trailing)
    {
        SkipSpace();
        int separator = index < length ? At(index) : -1;
        if (separator == end)
        {
            index++;
            return true;
        }

        if (separator != ',')
        {
            Fail("Expecting ',' delimiter", index);
            return null;
        }

        int comma = index++;
        SkipSpace();
        if (index < length && At(index) == end)
        {
            Fail(trailing, comma);
            return null;
        }

        return false;
    }

    private readonly Value ReadConstant(double value, ReadOnlySpan<byte> name) =>
        hooks.Constant.IsNone ? Value.FromFloat(value) : Calls.Invoke(vm, hooks.Constant, Value.FromObject(Str.FromAscii(vm, name)));

    private bool Matches(ReadOnlySpan<byte> word)
    {
        if (length - index < word.Length)
        {
            return false;
        }

        for (int i = 0; i < word.Length; i++)
        {
            if (At(index + i) != word[i])
            {
                return false;
            }
        }

        index += word.Length;
        return true;
    }

    private void SkipSpace()
    {
        while (index < length && At(index) is ' ' or '\n' or '\r' or '\t')
        {
            index++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int At(int position) =>
        sizeof(T) == 1 ? *((byte*)text + position) : sizeof(T) == 2 ? *((ushort*)text + position) : *((int*)text + position);

    /// <summary>Raises the error of malformed text.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly Value Fail(string message, int position)
    {
        Value error = Calls.Invoke(vm, hooks.Error, Value.FromObject(Str.New(vm, message)), Value.FromObject(source), Value.FromInt(position));
        return error.Is(Kind.Exception) ? Throw.Raise(vm, (ExceptionObject*)error.AsObject) : Value.Undefined;
    }
}
