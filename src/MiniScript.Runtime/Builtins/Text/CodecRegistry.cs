using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>What encoding and decoding need of the library: tables of single-byte encodings, codecs and error handlers that script has registered.</summary>
internal static unsafe class CodecRegistry
{
    /// <summary>What stands in a table for a byte without a character.</summary>
    public const int Unmapped = 0xfffe;

    /// <summary>Whether an error handler is one that encoders and decoders know themselves.</summary>
    public static bool IsBuiltInHandler(string name) => name is "strict" or "ignore" or "replace" or "backslashreplace" or "namereplace" or "xmlcharrefreplace"
        or "surrogateescape" or "surrogatepass";

    /// <summary>The 256 code points of a single-byte encoding; null, with nothing pending, if there is none of that name.</summary>
    public static Str* Table(Vm* vm, string encoding)
    {
        Value pending = vm->Pending;
        vm->Pending = Value.Undefined;
        Value find = LibraryCalls.Attribute(vm, "encodings._charmaps", "find");
        Value table = find.IsUndefined ? find : Calls.Invoke(vm, find, Value.FromObject(Str.New(vm, encoding)));
        vm->Pending = pending;
        return table.Is(Kind.Str) ? (Str*)table.AsObject : null;
    }

    /// <summary>Encodes by a codec of the module <c>codecs</c>; null with an exception pending.</summary>
    public static Bytes* Encode(Vm* vm, Str* text, string encoding, string errors)
    {
        Value bytes = Convert(vm, "_encode_text", Value.FromObject(text), encoding, errors);
        return bytes.Is(Kind.Bytes) ? (Bytes*)bytes.AsObject : null;
    }

    /// <summary>Decodes by a codec of the module <c>codecs</c>; null with an exception pending.</summary>
    public static Str* Decode(Vm* vm, Bytes* data, string encoding, string errors)
    {
        Value text = Convert(vm, "_decode_text", Value.FromObject(data), encoding, errors);
        return text.Is(Kind.Str) ? (Str*)text.AsObject : null;
    }

    /// <summary>The error handlers that script has registered, by name.</summary>
    public static Dict* Handlers(Vm* vm) => MachineHost.Of(vm).Service(static () => new HandlerTable()).Of(vm);

    /// <summary>The error handler that script has registered under a name; undefined with <c>LookupError</c> pending.</summary>
    public static Value Handler(Vm* vm, string name)
    {
        Value handler = Dict.GetStr(Handlers(vm), Str.Intern(vm, Str.New(vm, name)));
        return handler.IsUndefined ? Throw.Raise(vm, TypeId.LookupError, $"unknown error handler name '{name}'") : handler;
    }

    /// <summary>Asks a handler about the pending exception, which is dropped; false with another one pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="handler">The handler.</param>
    /// <param name="refusal">What is said of a result of the wrong form.</param>
    /// <param name="mayBeBytes">Whether the replacement may be bytes.</param>
    /// <param name="length">The length of what is converted, or -1 if the caller checks the position.</param>
    /// <param name="replacement">The replacement.</param>
    /// <param name="position">Where to go on.</param>
    public static bool Ask(Vm* vm, Value handler, string refusal, bool mayBeBytes, int length, out Value replacement, out int position)
    {
        replacement = Value.Undefined;
        position = 0;
        Value error = vm->Pending;
        vm->Pending = Value.Undefined;
        Value answer = Calls.Invoke(vm, handler, error);
        if (answer.IsUndefined)
        {
            return false;
        }

        Tuple* pair = answer.Is(Kind.Tuple) ? (Tuple*)answer.AsObject : null;
        if (pair == null || pair->Length != 2 || !(Tuple.Items(pair)[0].Is(Kind.Str) || (mayBeBytes && Tuple.Items(pair)[0].Is(Kind.Bytes)))
            || !Integers.IsInteger(Tuple.Items(pair)[1]))
        {
            Throw.TypeError(vm, refusal);
            return false;
        }

        replacement = Tuple.Items(pair)[0];
        if (!Integers.TryIndexClipped(vm, Tuple.Items(pair)[1], out long place))
        {
            return false;
        }

        position = (int)long.Clamp(place, int.MinValue, int.MaxValue);
        return length < 0 || TryPosition(vm, ref position, length);
    }

    /// <summary>Brings a position that a handler has returned to where it points; false with <c>IndexError</c> pending.</summary>
    public static bool TryPosition(Vm* vm, ref int position, int length)
    {
        int given = position;
        position += position < 0 ? length : 0;
        if (position < 0 || position > length)
        {
            Throw.IndexError(vm, $"position {given} from error handler out of bounds");
            return false;
        }

        return true;
    }

    private static Value Convert(Vm* vm, string function, Value source, string encoding, string errors)
    {
        Value convert = LibraryCalls.Attribute(vm, "codecs", function);
        return convert.IsUndefined ? convert
            : Calls.Invoke(vm, convert, source, Value.FromObject(Str.New(vm, encoding)), Value.FromObject(Str.New(vm, errors)));
    }

    /// <summary>The error handlers of a machine.</summary>
    private sealed class HandlerTable : KeptDict;
}
