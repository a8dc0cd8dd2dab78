using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>range(stop) -> range object; range(start, stop[, step]) -> range object: an immutable sequence of integers from start to stop by step.</summary>
[BuiltinType("range")]
internal static unsafe partial class RangeMethods
{
    /// <summary>rangeobject.count(value) -> integer -- return number of occurrences of value</summary>
    [Method("count", Signature = "($self, object, /)")]
    private static Value Count(Vm* vm, Range* self, Value item)
    {
        if (RangeType.IsPlainInteger(item))
        {
            return Value.FromInt(Range.IndexOf(vm, self, Integers.Unbox(item)).IsUndefined ? 0 : 1);
        }

        long count = 0;
        Value iterator = Range.Iterate(vm, self->Start, self->Step, self->Length);
        while (true)
        {
            Value number = Iteration.Next(vm, iterator);
            if (number.IsUndefined)
            {
                return vm->HasPending ? number : Value.FromInt(count);
            }

            int equal = Operators.Equal(vm, number, item);
            if (equal < 0)
            {
                return Value.Undefined;
            }

            count += equal;
        }
    }

    /// <summary>rangeobject.index(value) -> integer -- return index of value. Raise ValueError if the value is not present.</summary>
    [Method("index", Signature = "($self, object, /)")]
    private static Value Index(Vm* vm, Range* self, Value item)
    {
        if (RangeType.IsPlainInteger(item))
        {
            Value found = Range.IndexOf(vm, self, Integers.Unbox(item));
            if (!found.IsUndefined)
            {
                return found;
            }

            Str* text = Text.Repr(vm, item);
            return text == null ? Value.Undefined : Throw.ValueError(vm, $"{Str.ToManaged(text)} is not in range");
        }

        Value iterator = Range.Iterate(vm, self->Start, self->Step, self->Length);
        for (long index = 0; ; index++)
        {
            Value number = Iteration.Next(vm, iterator);
            if (number.IsUndefined)
            {
                return vm->HasPending ? number : Throw.ValueError(vm, "sequence.index(x): x not in sequence");
            }

            int equal = Operators.Equal(vm, number, item);
            if (equal != 0)
            {
                return equal < 0 ? Value.Undefined : Value.FromInt(index);
            }
        }
    }

    /// <summary>Return a reverse iterator.</summary>
    [Method("__reversed__")]
    private static Value Reversed(Vm* vm, Range* self)
    {
        Value last = Range.At(vm, self, Integers.Subtract(vm, self->Length, Value.FromInt(1)));
        return Range.Iterate(vm, last, Integers.Subtract(vm, Value.FromInt(0), self->Step), self->Length);
    }

    /// <summary>The first integer.</summary>
    [Property("start", Setter = nameof(Refuse))]
    private static Value Start(Range* self) => self->Start;

    /// <summary>The integer that the range stops before.</summary>
    [Property("stop", Setter = nameof(Refuse))]
    private static Value Stop(Range* self) => self->Stop;

    /// <summary>The step.</summary>
    [Property("step", Setter = nameof(Refuse))]
    private static Value Step(Range* self) => self->Step;

    private static Value Refuse(Vm* vm, Range* self, Value value) => Throw.AttributeError(vm, "readonly attribute");
}
