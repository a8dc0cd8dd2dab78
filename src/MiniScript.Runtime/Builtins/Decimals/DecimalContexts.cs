using System.Numerics;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Decimals;

/// <summary>The contexts of scripts: which one is current, their fields, the exceptions that they ask for.</summary>
internal static unsafe class DecimalContexts
{
    /// <summary>The fields of a context's record.</summary>
    public const int Precision = 0, MostExponent = 1, LeastExponent = 2, Rounding = 3, Clamp = 4, Capitals = 5, Traps = 6, Flags = 7, FieldCount = 8;

    /// <summary>Remembers the context variable that holds the current context.</summary>
    public static void Use(Vm* vm, Value variable) => MachineHost.Of(vm).Service(static () => new KeptVariable()).Handle = vm->Handles.Keep(variable);

    /// <summary>The current context; undefined with an exception pending.</summary>
    public static Value Current(Vm* vm)
    {
        Value variable = vm->Handles.Get(MachineHost.Of(vm).Service(static () => new KeptVariable()).Handle);
        Value found = vm->Async.Context.IsUndefined ? Value.Undefined : Contexts.Get(vm, Contexts.Current(vm), variable);
        if (found.IsUndefined && vm->Pending.IsUndefined)
        {
            Value get = LibraryCalls.Attribute(vm, "decimal", "getcontext");
            found = get.IsUndefined ? get : Calls.Invoke(vm, get);
        }

        return found;
    }

    /// <summary>The context that an argument names: the current one for None; undefined with <c>TypeError</c> pending.</summary>
    public static Value Of(Vm* vm, Value argument) =>
        argument.IsUndefined || argument.IsNone ? Current(vm)
        : Types.IsInstance(vm, argument, TypeId.DecimalContext) ? argument : Throw.TypeError(vm, "optional argument must be a context");

    /// <summary>False with <c>TypeError</c> pending if a value is no context.</summary>
    public static bool Check(Vm* vm, Value context) =>
        Types.IsInstance(vm, context, TypeId.DecimalContext)
        || !Throw.TypeError(vm, $"a 'decimal.Context' object is required, not '{Types.NameOf(vm, context)}'").IsUndefined;

    /// <summary>A field of a context.</summary>
    public static long Field(Value context, int field)
    {
        Integers.TryToLong(Record.Fields((Record*)context.AsObject)[field], out long value);
        return value;
    }

    /// <summary>What the arithmetic needs of a context.</summary>
    public static DecContext Read(Value context) => new()
    {
        Precision = Field(context, Precision),
        MostExponent = Field(context, MostExponent),
        LeastExponent = Field(context, LeastExponent),
        Rounding = (DecRounding)Field(context, Rounding),
        Clamp = Field(context, Clamp) != 0,
    };

    /// <summary>Enters what happened into a context; false with the exception pending that it asks for.</summary>
    public static bool Note(Vm* vm, Value context, DecStatus status)
    {
        if (status == DecStatus.None)
        {
            return true;
        }

        if ((status & DecStatus.OutOfMemory) != 0)
        {
            Throw.MemoryError(vm);
            return false;
        }

        Value* fields = Record.Fields((Record*)context.AsObject);
        fields[Flags] = Value.FromInt(fields[Flags].AsInt | (long)status);
        long trapped = fields[Traps].AsInt & (long)status;
        if (trapped == 0)
        {
            return true;
        }

        Value raise = LibraryCalls.Attribute(vm, "decimal", "_raise");
        if (!raise.IsUndefined)
        {
            Calls.Invoke(vm, raise, Value.FromInt(trapped));
        }

        return false;
    }

    /// <summary>A result as a new number, or the exception that a context asks for.</summary>
    public static Value Result(Vm* vm, Value context, in DecContext arithmetic, Dec result) =>
        Note(vm, context, arithmetic.Status) ? DecimalCells.New(vm, result) : Value.Undefined;

    /// <summary>Computes an operation of two numbers, or of one (the second is not looked at).</summary>
    public static Dec Apply(DecOperation operation, Dec a, Dec b, ref DecContext context) => operation switch
    {
        DecOperation.Add => DecimalMath.Add(a, b, ref context),
        DecOperation.Subtract => DecimalMath.Subtract(a, b, ref context),
        DecOperation.Multiply => DecimalMath.Multiply(a, b, ref context),
        DecOperation.Divide => DecimalMath.Divide(a, b, ref context),
        DecOperation.DivideInt => DecimalMath.DivideInt(a, b, ref context),
        DecOperation.Remainder => DecimalMath.Remainder(a, b, ref context),
        DecOperation.RemainderNear => DecimalMath.RemainderNear(a, b, ref context),
        DecOperation.Compare => DecimalMath.Compare(a, b, false, ref context),
        DecOperation.CompareSignal => DecimalMath.Compare(a, b, true, ref context),
        DecOperation.CompareTotal => Dec.Of(DecimalMath.TotalOrder(a, b)),
        DecOperation.CompareTotalMag => Dec.Of(DecimalMath.TotalOrder(a with { Negative = false }, b with { Negative = false })),
        DecOperation.Max => DecimalMath.Extreme(a, b, true, false, ref context),
        DecOperation.MaxMag => DecimalMath.Extreme(a, b, true, true, ref context),
        DecOperation.Min => DecimalMath.Extreme(a, b, false, false, ref context),
        DecOperation.MinMag => DecimalMath.Extreme(a, b, false, true, ref context),
        DecOperation.NextToward => DecimalMath.NextToward(a, b, ref context),
        DecOperation.Quantize => DecimalMath.Quantize(a, b, ref context),
        DecOperation.Rotate => DecimalMath.Shift(a, b, true, ref context),
        DecOperation.Shift => DecimalMath.Shift(a, b, false, ref context),
        DecOperation.ScaleB => DecimalMath.ScaleB(a, b, ref context),
        DecOperation.LogicalAnd => DecimalMath.Logical(a, b, 0, ref context),
        DecOperation.LogicalOr => DecimalMath.Logical(a, b, 1, ref context),
        DecOperation.LogicalXor => DecimalMath.Logical(a, b, 2, ref context),
        DecOperation.Power => DecimalMath.Power(a, b, ref context),
        DecOperation.CopySign => a with { Negative = b.Negative },
        DecOperation.Abs => DecimalMath.Absolute(a, ref context),
        DecOperation.Minus => DecimalMath.Signed(a, true, ref context),
        DecOperation.Plus => DecimalMath.Signed(a, false, ref context),
        DecOperation.Exp => DecimalMath.Exp(a, ref context),
        DecOperation.Ln => DecimalMath.Log(a, false, ref context),
        DecOperation.Log10 => DecimalMath.Log(a, true, ref context),
        DecOperation.Sqrt => DecimalMath.SquareRoot(a, ref context),
        DecOperation.LogB => DecimalMath.LogB(a, ref context),
        DecOperation.Normalize => DecimalMath.Normalize(a, ref context),
        DecOperation.NextMinus => DecimalMath.Next(a, false, ref context),
        DecOperation.NextPlus => DecimalMath.Next(a, true, ref context),
        DecOperation.ToIntegralExact => DecimalMath.ToIntegral(a, true, ref context),
        DecOperation.ToIntegralValue => DecimalMath.ToIntegral(a, false, ref context),
        DecOperation.LogicalInvert => DecimalMath.Invert(a, ref context),
        _ => context.Finish(a),
    };

    /// <summary>The number of a context's way to round, by its name; -1 if it is none.</summary>
    public static int RoundingOf(Value name) => !name.Is(Kind.Str) ? -1 : Array.IndexOf(RoundingNames, Str.ToManaged((Str*)name.AsObject));

    /// <summary>The names of the ways to round.</summary>
    public static readonly string[] RoundingNames =
        ["ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"];

    /// <summary>Keeps the variable that holds the current context.</summary>
    private sealed class KeptVariable
    {
        public ValueHandle Handle { get; set; }
    }
}
