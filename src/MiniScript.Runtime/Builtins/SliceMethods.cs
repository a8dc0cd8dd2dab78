using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>slice(stop); slice(start, stop[, step]): create a slice object. This is used for extended slicing (e.g. a[0:10:2]).</summary>
[BuiltinType("slice")]
internal static unsafe partial class SliceMethods
{
    /// <summary>S.indices(len) -> (start, stop, stride): the start and stop indices and the stride length of the extended slice described by S for a sequence of length len.</summary>
    [Method("indices", Signature = "($self, object, /)")]
    private static Value Indices(Vm* vm, SliceObject* self, Value length)
    {
        Value count = Integers.Index(vm, length);
        if (count.IsUndefined)
        {
            return count;
        }

        if (Integers.Sign(count) < 0)
        {
            return Throw.ValueError(vm, "length should not be negative");
        }

        Value* parts = stackalloc Value[3];
        return Slices.Indices(vm, self, count, out parts[0], out parts[1], out parts[2]) ? Value.FromObject(Tuple.New(vm, parts, 3)) : Value.Undefined;
    }

    /// <summary>The start, often an integer or None.</summary>
    [Property("start", Setter = nameof(Refuse))]
    private static Value Start(SliceObject* self) => self->Start;

    /// <summary>The stop.</summary>
    [Property("stop", Setter = nameof(Refuse))]
    private static Value Stop(SliceObject* self) => self->Stop;

    /// <summary>The step.</summary>
    [Property("step", Setter = nameof(Refuse))]
    private static Value Step(SliceObject* self) => self->Step;

    private static Value Refuse(Vm* vm, SliceObject* self, Value value) => Throw.AttributeError(vm, "readonly attribute");
}
