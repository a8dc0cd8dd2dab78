using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>UnicodeEncodeError</c> and <c>UnicodeDecodeError</c>: encoding, object, start, end, reason.</summary>
internal static unsafe class UnicodeErrors
{
    /// <summary>Raises <c>UnicodeEncodeError</c> for a range of a string.</summary>
    public static void RaiseEncode(Vm* vm, string encoding, Str* text, int start, int end, string reason) =>
        Raise(vm, TypeId.UnicodeEncodeError, encoding, Value.FromObject(text), start, end, reason);

    /// <summary>Raises <c>UnicodeDecodeError</c> for a range of a byte string.</summary>
    public static void RaiseDecode(Vm* vm, string encoding, Bytes* data, int start, int end, string reason) =>
        Raise(vm, TypeId.UnicodeDecodeError, encoding, Value.FromObject(data), start, end, reason);

    private static void Raise(Vm* vm, TypeId type, string encoding, Value source, int start, int end, string reason)
    {
        Value* arguments = stackalloc Value[5];
        arguments[0] = Value.FromObject(Str.New(vm, encoding));
        arguments[1] = source;
        arguments[2] = Value.FromInt(start);
        arguments[3] = Value.FromInt(end);
        arguments[4] = Value.FromObject(Str.New(vm, reason));
        Tuple* details = Tuple.New(vm, arguments, 5);
        ExceptionObject* error = ExceptionObject.New(vm, Types.Of(vm, type), details);
        error->Details = Value.FromObject(details);
        Throw.Raise(vm, error);
    }
}
