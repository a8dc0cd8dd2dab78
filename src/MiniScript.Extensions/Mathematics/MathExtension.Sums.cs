using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Extensions.Mathematics;

/// <summary>Sums, products and distances.</summary>
public static unsafe partial class MathExtension
{
    private const int StackCoordinates = 16;

    /// <summary>Return an accurate floating-point sum of values in the iterable seq. Assumes IEEE-754 floating-point arithmetic.</summary>
    [Function("fsum", Signature = "(seq, /)")]
    private static Value Fsum(Vm* vm, Value seq)
    {
        Value iterator = Iteration.Iterate(vm, seq);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        ExactSum sum = new();
        while (true)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                break;
            }

            if (!Floats.TryGet(vm, item, out double number))
            {
                return Value.Undefined;
            }

            if (!sum.Add(number))
            {
                return Throw.OverflowError(vm, "intermediate overflow in fsum");
            }
        }

        if (vm->HasPending)
        {
            return Value.Undefined;
        }

        return sum.HasOpposedInfinities ? Throw.ValueError(vm, "-inf + inf in fsum") : Value.FromForeignFloat(sum.Result);
    }

    /// <summary>Calculate the product of all the elements in the input iterable. The default start value for the product is 1.</summary>
    [Function("prod", Signature = "(iterable, /, *, start=1)")]
    private static Value Prod(Vm* vm, Value iterable, Value start)
    {
        Value iterator = Iteration.Iterate(vm, iterable);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        Value product = start.IsUndefined ? Value.FromInt(1) : start;
        while (true)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return vm->HasPending ? item : product;
            }

            product = product.IsFloat && item.IsFloat ? Value.FromFloat(product.AsFloat * item.AsFloat)
                : Operators.Binary(vm, BinaryOperation.Multiply, product, item);
            if (product.IsUndefined)
            {
                return product;
            }
        }
    }

    /// <summary>Return the sum of products of values from two iterables p and q.</summary>
    [Function("sumprod", Signature = "(p, q, /)")]
    private static Value SumProd(Vm* vm, Value p, Value q)
    {
        Value left = Iteration.Iterate(vm, p);
        Value right = left.IsUndefined ? left : Iteration.Iterate(vm, q);
        if (right.IsUndefined)
        {
            return right;
        }

        Value total = Value.FromInt(0);
        ExtendedSum floats = default;
        bool hasFloats = false;
        bool isClosed = false;
        while (true)
        {
            Value a = Iteration.Next(vm, left);
            if (a.IsUndefined && vm->HasPending)
            {
                return a;
            }

            Value b = Iteration.Next(vm, right);
            if (b.IsUndefined && vm->HasPending)
            {
                return b;
            }

            if (a.IsUndefined != b.IsUndefined)
            {
                return Throw.ValueError(vm, "Inputs are not the same length");
            }

            if (a.IsUndefined)
            {
                return hasFloats && !isClosed ? Operators.Binary(vm, BinaryOperation.Add, total, Value.FromForeignFloat(floats.Result)) : total;
            }

            if (!isClosed && (a.IsFloat || b.IsFloat) && TryFactor(vm, a, out double x) && TryFactor(vm, b, out double y))
            {
                hasFloats = true;
                floats.AddProduct(x, y);
                continue;
            }

            // Behind the first product that is neither of small integers nor of floats all is added as it comes: the order is the reference's.
            if (!isClosed && (hasFloats || !IsInteger(a) || !IsInteger(b)))
            {
                isClosed = true;
                total = hasFloats ? Operators.Binary(vm, BinaryOperation.Add, total, Value.FromForeignFloat(floats.Result)) : total;
                if (total.IsUndefined)
                {
                    return total;
                }
            }

            Value product = Operators.Binary(vm, BinaryOperation.Multiply, a, b);
            total = product.IsUndefined ? product : Operators.Binary(vm, BinaryOperation.Add, total, product);
            if (total.IsUndefined)
            {
                return total;
            }

            isClosed = isClosed || !Integers.TryToLong(Integers.Unbox(total), out _);
        }
    }

    private static bool IsInteger(Value value) => value.IsInt || value.IsExactly(TypeId.Int);

    /// <summary>A factor that is a float, or an integer in the range of floats.</summary>
    private static bool TryFactor(Vm* vm, Value value, out double factor)
    {
        factor = value.IsFloat ? value.AsFloat : 0;
        return value.IsFloat || (IsInteger(value) && (Floats.TryGet(vm, value, out factor) || !Throw.ClearIf(vm, TypeId.OverflowError)));
    }

    /// <summary>hypot(*coordinates) -> value. Multidimensional Euclidean distance from the origin to a point.</summary>
    [Function("hypot", Signature = "(*coordinates)")]
    private static Value Hypot(Vm* vm, Args coordinates)
    {
        Span<double> vector = coordinates.Count <= StackCoordinates ? stackalloc double[StackCoordinates] : new double[coordinates.Count];
        for (int i = 0; i < coordinates.Count; i++)
        {
            if (!Floats.TryGet(vm, coordinates[i], out vector[i]))
            {
                return Value.Undefined;
            }
        }

        return Value.FromForeignFloat(VectorNorm.Of(vector[..coordinates.Count]));
    }

    /// <summary>Return the Euclidean distance between two points p and q. The points should be specified as sequences (or iterables) of coordinates.</summary>
    [Function("dist", Signature = "(p, q, /)")]
    private static Value Dist(Vm* vm, Value p, Value q)
    {
        Tuple* a = Iteration.ToTuple(vm, p);
        Tuple* b = a == null ? null : Iteration.ToTuple(vm, q);
        if (b == null)
        {
            return Value.Undefined;
        }

        if (a->Length != b->Length)
        {
            return Throw.ValueError(vm, "both points must have the same number of dimensions");
        }

        Span<double> vector = a->Length <= StackCoordinates ? stackalloc double[StackCoordinates] : new double[a->Length];
        for (int i = 0; i < a->Length; i++)
        {
            if (!Floats.TryGet(vm, Tuple.Items(a)[i], out double x) || !Floats.TryGet(vm, Tuple.Items(b)[i], out double y))
            {
                return Value.Undefined;
            }

            vector[i] = x - y;
        }

        return Value.FromForeignFloat(VectorNorm.Of(vector[..a->Length]));
    }
}
