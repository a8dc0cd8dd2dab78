using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Itertools;

/// <summary>An independent iterator over what another one gives.</summary>
/// <remarks>
/// A record: the source, the next link. The source, shared by all of a kind, is a list of one item: the iterator, undefined while it runs. A link
/// is a list of the item and the link after it, empty until the item has been read.
/// </remarks>
[BuiltinType("_tee")]
internal static unsafe partial class Tee
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type) => Parts.Initialize(type, &Next, &New);

    /// <summary>That many independent iterators over an iterable; null with an exception pending.</summary>
    public static Tuple* Split(Vm* vm, Value iterable, long count)
    {
        if (count < 0)
        {
            Throw.ValueError(vm, "n must be >= 0");
            return null;
        }

        Tuple* result = Tuple.Allocate(vm, count);
        if (result == null || count == 0)
        {
            return result;
        }

        new Span<Value>(Tuple.Items(result), result->Length).Clear();
        Value first = Over(vm, Types.Of(vm, TypeId.Tee), iterable);
        if (first.IsUndefined)
        {
            return null;
        }

        Tuple.Items(result)[0] = first;
        for (int i = 1; i < count; i++)
        {
            Tuple.Items(result)[i] = Copy(vm, first);
        }

        return result;
    }

    /// <summary>Return an independent iterator that goes on at the same place.</summary>
    [Method("__copy__")]
    private static Value Copy(Vm* vm, Value self)
    {
        Record* copy = Record.New(vm, TypeId.Tee, 2);
        Record.Fields(copy)[0] = Parts.Of(self)[0];
        Record.Fields(copy)[1] = Parts.Of(self)[1];
        return Value.FromObject(copy);
    }

    private static Value Over(Vm* vm, TypeObject* type, Value iterable)
    {
        Value iterator = Iteration.Iterate(vm, iterable);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        if (iterator.IsExactly(TypeId.Tee))
        {
            return iterator;
        }

        Record* tee = Record.New(vm, type, 2);
        Record.Fields(tee)[0] = Value.FromObject(List.New(vm, &iterator, 1));
        Record.Fields(tee)[1] = Value.FromObject(NewLink(vm));
        return Value.FromObject(tee);
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        Parts.TakesExactly(vm, type, "_tee", 1, argc, kwNames) ? CopyOf(vm, args[0], Over(vm, type, args[0])) : Value.Undefined;

    /// <summary>What the constructor returns for an iterator of its own type: another one.</summary>
    private static Value CopyOf(Vm* vm, Value iterable, Value tee) => !tee.IsUndefined && tee == iterable ? Copy(vm, tee) : tee;

    private static Record* NewLink(Vm* vm) => Record.New(vm, TypeId.Object, 2);

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Parts.Of(self);
        Value* link = Parts.Of(fields[1]);
        if (link[1].IsUndefined)
        {
            Value* source = ((List*)fields[0].AsObject)->Items;
            Value iterator = *source;
            if (iterator.IsUndefined)
            {
                return Throw.RuntimeError(vm, "cannot re-enter the tee iterator");
            }

            *source = Value.Undefined;
            Value item = Iteration.Next(vm, iterator);
            *source = iterator;
            if (item.IsUndefined)
            {
                return item;
            }

            link[0] = item;
            link[1] = Value.FromObject(NewLink(vm));
        }

        fields[1] = link[1];
        return link[0];
    }
}
