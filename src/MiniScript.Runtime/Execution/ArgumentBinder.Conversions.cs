using System.Numerics;
using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Complex = MiniScript.Runtime.Objects.Complex;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

public static unsafe partial class ArgumentBinder
{
    /// <summary>Whether a value is an instance of a built-in type: the check of <c>self</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSelf(Vm* vm, Value value, TypeId type) => value.IsExactly(type) || IsInstance(vm, value, type);

    /// <summary>Whether a value is a built-in type or derived from it: the check of the class that a class method is for.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool IsClass(Vm* vm, Value value, TypeId type) =>
        value.Is(Kind.Type) && WellKnown.Of(vm)->Types[(int)type] is var owner && owner != null && TypeObject.IsSubtype((TypeObject*)value.AsObject, owner);

    /// <summary>An integer argument: an <c>int</c> or what has <c>__index__</c>; false with <c>TypeError</c> or <c>OverflowError</c> pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ToInt64(Vm* vm, Value value, out long result)
    {
        if (value.IsInt)
        {
            result = value.AsInt;
            return true;
        }

        return IndexOf(vm, value, out result);
    }

    /// <summary>An integer argument of 32 bits; false with <c>TypeError</c> or <c>OverflowError</c> pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ToInt32(Vm* vm, Value value, out int result)
    {
        bool converted = ToInt64(vm, value, out long wide);
        result = (int)wide;
        return converted && (result == wide || OverflowsInt32(vm));
    }

    /// <summary>A float argument: a <c>float</c>, an integer, or what has <c>__float__</c> or <c>__index__</c>; false with an exception pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ToDouble(Vm* vm, Value value, out double result)
    {
        if (value.IsFloat)
        {
            result = value.AsFloat;
            return true;
        }

        if (value.IsInt)
        {
            result = value.AsInt;
            return true;
        }

        return FloatOf(vm, value, out result);
    }

    /// <summary>The truth of an argument; false with an exception pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ToBoolean(Vm* vm, Value value, out bool result)
    {
        result = value.IsTrue;
        return value.IsBool || TruthOf(vm, value, out result);
    }

    /// <summary>An integer argument of any size; false with <c>TypeError</c> pending.</summary>
    public static bool ToBigInteger(Vm* vm, Value value, out BigInteger result)
    {
        result = default;
        Value integer = Integers.Unbox(value);
        if (!integer.IsInt && !integer.Is(Kind.BigInt))
        {
            delegate*<Vm*, Value, Value> index = Types.Of(vm, value)->Slots.Index;
            if (index == null)
            {
                TypeError(vm, $"'{Types.NameOf(vm, value)}' object cannot be interpreted as an integer");
                return false;
            }

            integer = index(vm, value);
            if (integer.IsUndefined)
            {
                return false;
            }
        }

        result = Integers.ToBigInteger(integer);
        return true;
    }

    /// <summary>The text of a <c>str</c> argument; null if it is none, with nothing pending.</summary>
    public static string? AsManagedText(Value value) => value.Is(Kind.Str) ? Str.ToManaged((Str*)value.AsObject) : null;

    /// <summary>A copy of a <c>bytes</c> argument; null if it is none, with nothing pending.</summary>
    public static byte[]? AsManagedBytes(Value value) => value.Is(Kind.Bytes) ? Bytes.Span((Bytes*)value.AsObject).ToArray() : null;

#pragma warning disable CS1591 // Each gives the cell of its layout, or null if the value is another, with nothing pending.
    public static Str* AsStr(Value value) => (Str*)Cell(value, Kind.Str);

    public static Bytes* AsBytes(Value value) => (Bytes*)Cell(value, Kind.Bytes);

    public static ByteArray* AsByteArray(Value value) => (ByteArray*)Cell(value, Kind.ByteArray);

    public static Deque* AsDeque(Value value) => (Deque*)Cell(value, Kind.Deque);

    public static BigInt* AsBigInt(Value value) => (BigInt*)Cell(value, Kind.BigInt);

    public static Complex* AsComplex(Value value) => (Complex*)Cell(value, Kind.Complex);

    public static Tuple* AsTuple(Value value) => (Tuple*)Cell(value, Kind.Tuple);

    public static List* AsList(Value value) => (List*)Cell(value, Kind.List);

    public static Dict* AsDict(Value value) => (Dict*)Cell(value, Kind.Dict);

    public static SetObject* AsSetObject(Value value) => (SetObject*)Cell(value, Kind.Set);

    public static Range* AsRange(Value value) => (Range*)Cell(value, Kind.Range);

    public static SliceObject* AsSliceObject(Value value) => (SliceObject*)Cell(value, Kind.Slice);

    public static TypeObject* AsTypeObject(Value value) => (TypeObject*)Cell(value, Kind.Type);

    public static Code* AsCode(Value value) => (Code*)Cell(value, Kind.Code);

    public static Function* AsFunction(Value value) => (Function*)Cell(value, Kind.Function);

    public static NativeFunction* AsNativeFunction(Value value) => (NativeFunction*)Cell(value, Kind.NativeFunction);

    public static BoundMethod* AsBoundMethod(Value value) => (BoundMethod*)Cell(value, Kind.BoundMethod);

    public static Generator* AsGenerator(Value value) => (Generator*)Cell(value, Kind.Generator);

    public static ExceptionObject* AsExceptionObject(Value value) => (ExceptionObject*)Cell(value, Kind.Exception);

    public static Traceback* AsTraceback(Value value) => (Traceback*)Cell(value, Kind.Traceback);

    public static Module* AsModule(Value value) => (Module*)Cell(value, Kind.Module);

    public static Property* AsProperty(Value value) => (Property*)Cell(value, Kind.Property);

    public static ManagedCell* AsManagedCell(Value value) => (ManagedCell*)Cell(value, Kind.Managed);
#pragma warning restore CS1591

    /// <summary>A result of <c>int</c>.</summary>
    public static Value Return(Vm* vm, int value) => Value.FromInt(value);

    /// <summary>A result of <c>int</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Return(Vm* vm, long value) => Value.FitsInt(value) ? Value.FromInt(value) : Integers.FromLong(vm, value);

    /// <summary>A result of <c>int</c>, of any size.</summary>
    public static Value Return(Vm* vm, BigInteger value) => Integers.FromBigInteger(vm, value);

    /// <summary>A result of <c>float</c>.</summary>
    public static Value Return(Vm* vm, double value) => Value.FromForeignFloat(value);

    /// <summary>A result of <c>bool</c>.</summary>
    public static Value Return(Vm* vm, bool value) => Value.FromBool(value);

    /// <summary>A result of <c>str</c>, or <c>None</c>.</summary>
    public static Value Return(Vm* vm, string? value) => value == null ? Value.None : Value.FromObject(Str.New(vm, value));

    /// <summary>A result of <c>bytes</c>, or <c>None</c>.</summary>
    public static Value Return(Vm* vm, byte[]? value) => value == null ? Value.None : Value.FromObject(Bytes.New(vm, value));

    /// <summary>A result of <c>int</c>, or <c>None</c>.</summary>
    public static Value Return(Vm* vm, int? value) => value is { } number ? Return(vm, number) : Value.None;

    /// <summary>A result of <c>int</c>, or <c>None</c>.</summary>
    public static Value Return(Vm* vm, long? value) => value is { } number ? Return(vm, number) : Value.None;

    /// <summary>A result of <c>int</c> of any size, or <c>None</c>.</summary>
    public static Value Return(Vm* vm, BigInteger? value) => value is { } number ? Return(vm, number) : Value.None;

    /// <summary>A result of <c>float</c>, or <c>None</c>.</summary>
    public static Value Return(Vm* vm, double? value) => value is { } number ? Return(vm, number) : Value.None;

    /// <summary>A result of <c>bool</c>, or <c>None</c>.</summary>
    public static Value Return(Vm* vm, bool? value) => value is { } flag ? Return(vm, flag) : Value.None;

    /// <summary>A heap object as a result; null means that an exception is pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value ReturnObject(void* cell) => Value.FromObject(cell);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ObjectHeader* Cell(Value value, Kind kind) => value.Is(kind) ? value.AsObject : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsInstance(Vm* vm, Value value, TypeId type) => Types.IsInstance(vm, value, type);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IndexOf(Vm* vm, Value value, out long result) => Integers.TryIndex(vm, value, out result);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool FloatOf(Vm* vm, Value value, out double result) => Floats.TryGet(vm, value, out result);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TruthOf(Vm* vm, Value value, out bool result)
    {
        int truth = Truth.Of(vm, value);
        result = truth > 0;
        return truth >= 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool OverflowsInt32(Vm* vm)
    {
        Throw.OverflowError(vm, "Python int too large to convert to C int");
        return false;
    }
}
