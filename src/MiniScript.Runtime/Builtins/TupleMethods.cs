using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Built-in immutable sequence. If no argument is given, the constructor returns an empty tuple. If iterable is specified the tuple is initialized from iterable's items.</summary>
[BuiltinType("tuple")]
internal static unsafe partial class TupleMethods
{
    /// <summary>Return number of occurrences of value.</summary>
    [Method("count", Signature = "($self, value, /)")]
    private static Value Count(Vm* vm, Tuple* self, Value value)
    {
        long count = Sequences.Count(vm, (ObjectHeader*)self, value);
        return count < 0 ? Value.Undefined : Value.FromInt(count);
    }

    /// <summary>Return first index of value. Raises ValueError if the value is not present.</summary>
    [Method("index", Signature = "($self, value, start=0, stop=sys.maxsize, /)")]
    private static Value Index(Vm* vm, Tuple* self, Value value, Value start, Value stop)
    {
        long index = Sequences.IndexWithin(vm, (ObjectHeader*)self, value, start, stop);
        if (index == -1)
        {
            return Throw.ValueError(vm, "tuple.index(x): x not in tuple");
        }

        return index < 0 ? Value.Undefined : Value.FromInt(index);
    }

    /// <summary>The arguments that make an equal tuple.</summary>
    [Method("__getnewargs__")]
    private static Tuple* GetNewArguments(Vm* vm, Tuple* self)
    {
        Value plain = Value.FromObject(Tuple.New(vm, Tuple.Items(self), self->Length));
        return plain.IsUndefined ? null : Tuple.New(vm, &plain, 1);
    }

    /// <summary>See PEP 585</summary>
    [ClassMethod("__class_getitem__")]
    private static Value ClassGetItem(Vm* vm, TypeObject* type, Value item) => GenericAliasType.New(vm, Value.FromObject(type), item);
}
