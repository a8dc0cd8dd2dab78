using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary>The native half of the library module <c>decimal</c>: numbers and their arithmetic. Contexts' methods and exceptions are script.</summary>
[BuiltinModule("_decimal")]
internal static unsafe partial class DecimalModule
{
    [Constant("Decimal")]
    private static Value Decimal(Vm* vm) => Value.FromObject(
        LibraryTypes.Get(vm, TypeId.Decimal, "decimal.Decimal"u8, Kind.Record, TypeFlags.BaseType, &DecimalType.InitializeSlots, &DecimalType.Register));

    [Constant("_Context")]
    private static Value Context(Vm* vm) => Value.FromObject(
        LibraryTypes.Get(vm, TypeId.DecimalContext, "decimal._Context"u8, Kind.Record, TypeFlags.BaseType, &DecimalContextType.InitializeSlots, &DecimalContextType.Register));

    /// <summary>Take the context variable that holds the current context.</summary>
    [Function("use", Signature = "(variable, /)")]
    private static void Use(Vm* vm, Value variable) => DecimalContexts.Use(vm, variable);

    /// <summary>Return the result of an operation in a context.</summary>
    [Function("apply", Signature = "(context, operation, a, b=None, /)")]
    private static Value Apply(Vm* vm, Value context, long operation, Value a, Value b)
    {
        if (!DecimalContexts.Check(vm, context) || operation is < 0 or > (long)DecOperation.Finish)
        {
            return vm->HasPending ? Value.Undefined : Throw.ValueError(vm, "unknown operation");
        }

        DecContext arithmetic = DecimalContexts.Read(context);
        if (!DecimalType.TryConvert(vm, a, context, out Dec left) || !DecimalType.TryConvert(vm, b.IsNone || b.IsUndefined ? a : b, context, out Dec right))
        {
            return Value.Undefined;
        }

        Dec result = DecimalContexts.Apply((DecOperation)operation, left, right, ref arithmetic);
        return DecimalContexts.Result(vm, context, in arithmetic, result);
    }

    /// <summary>Return quotient and rest.</summary>
    [Function("divmod", Signature = "(context, a, b, /)")]
    private static Value DivMod(Vm* vm, Value context, Value a, Value b) =>
        DecimalContexts.Check(vm, context) && DecimalType.TryConvert(vm, a, context, out Dec left) && DecimalType.TryConvert(vm, b, context, out Dec right)
            ? DecimalType.DivMod(vm, context, left, right) : Value.Undefined;

    /// <summary>Return a * b + c, or a ** b % c.</summary>
    [Function("three", Signature = "(context, is_power, a, b, c, /)")]
    private static Value Three(Vm* vm, Value context, bool isPower, Value a, Value b, Value c)
    {
        if (!DecimalContexts.Check(vm, context))
        {
            return Value.Undefined;
        }

        DecContext arithmetic = DecimalContexts.Read(context);
        if (!DecimalType.TryConvert(vm, a, context, out Dec x) || !DecimalType.TryConvert(vm, b, context, out Dec y) || !DecimalType.TryConvert(vm, c, context, out Dec z))
        {
            return Value.Undefined;
        }

        Dec result = isPower ? DecimalMath.PowerModulo(x, y, z, ref arithmetic) : DecimalMath.FusedMultiplyAdd(x, y, z, ref arithmetic);
        return DecimalContexts.Result(vm, context, in arithmetic, result);
    }

    /// <summary>Return a number that a context made of a value, rounded.</summary>
    [Function("create", Signature = "(context, value, /)")]
    private static Value Create(Vm* vm, Value context, Value value) => DecimalContexts.Check(vm, context)
        ? DecimalType.Create(vm, Types.Of(vm, TypeId.Decimal), value, context, isExact: false) : Value.Undefined;

    /// <summary>Return a value as a number, unchanged if it is one.</summary>
    [Function("convert", Signature = "(context, value, /)")]
    private static Value Convert(Vm* vm, Value context, Value value) =>
        !DecimalContexts.Check(vm, context) ? Value.Undefined
        : DecimalCells.Is(vm, value) ? value : DecimalType.TryConvert(vm, value, context, out Dec number) ? DecimalCells.New(vm, number) : Value.Undefined;
}
