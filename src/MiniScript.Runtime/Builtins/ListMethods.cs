using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Range = MiniScript.Runtime.Objects.Range;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Built-in mutable sequence. If no argument is given, the constructor creates a new empty list. The argument must be an iterable if specified.</summary>
[BuiltinType("list")]
internal static unsafe partial class ListMethods
{
    /// <summary>Append object to the end of the list.</summary>
    [Method("append", Signature = "($self, object, /)")]
    private static Value Append(Vm* vm, List* self, Value item) => List.Append(vm, self, item) ? Value.None : Value.Undefined;

    /// <summary>Remove all items from list.</summary>
    [Method("clear")]
    private static Value Clear(Vm* vm, List* self)
    {
        List.Clear(vm, self);
        return Value.None;
    }

    /// <summary>Return a shallow copy of the list.</summary>
    [Method("copy")]
    private static List* Copy(Vm* vm, List* self) => List.New(vm, self->Items, self->Length);

    /// <summary>Return number of occurrences of value.</summary>
    [Method("count", Signature = "($self, value, /)")]
    private static Value Count(Vm* vm, List* self, Value value)
    {
        long count = Sequences.Count(vm, (ObjectHeader*)self, value);
        return count < 0 ? Value.Undefined : Value.FromInt(count);
    }

    /// <summary>Extend list by appending elements from the iterable.</summary>
    [Method("extend", Signature = "($self, iterable, /)")]
    private static Value Extend(Vm* vm, List* self, Value iterable) => Iteration.Extend(vm, self, iterable) ? Value.None : Value.Undefined;

    /// <summary>Return first index of value. Raises ValueError if the value is not present.</summary>
    [Method("index", Signature = "($self, value, start=0, stop=sys.maxsize, /)")]
    private static Value Index(Vm* vm, List* self, Value value, Value start, Value stop)
    {
        long index = Sequences.IndexWithin(vm, (ObjectHeader*)self, value, start, stop);
        if (index == -1)
        {
            Str* text = Text.Repr(vm, value);
            return text == null ? Value.Undefined : Throw.ValueError(vm, $"{Str.ToManaged(text)} is not in list");
        }

        return index < 0 ? Value.Undefined : Value.FromInt(index);
    }

    /// <summary>Insert object before index.</summary>
    [Method("insert", Signature = "($self, index, object, /)")]
    private static Value Insert(Vm* vm, List* self, long index, Value item)
    {
        index = Math.Min(index < 0 ? Math.Max(index + self->Length, 0) : index, self->Length);
        return List.Insert(vm, self, index, item) ? Value.None : Value.Undefined;
    }

    /// <summary>Remove and return item at index (default last). Raises IndexError if list is empty or index is out of range.</summary>
    [Method("pop", Signature = "($self, index=-1, /)")]
    private static Value Pop(Vm* vm, List* self, long index)
    {
        if (self->Length == 0)
        {
            return Throw.IndexError(vm, "pop from empty list");
        }

        index += index < 0 ? self->Length : 0;
        return (ulong)index < (ulong)self->Length ? List.RemoveAt(self, index) : Throw.IndexError(vm, "pop index out of range");
    }

    /// <summary>Remove first occurrence of value. Raises ValueError if the value is not present.</summary>
    [Method("remove", Signature = "($self, value, /)")]
    private static Value Remove(Vm* vm, List* self, Value value)
    {
        long index = Sequences.IndexOf(vm, (ObjectHeader*)self, value);
        if (index < 0)
        {
            return index == -1 ? Throw.ValueError(vm, "list.remove(x): x not in list") : Value.Undefined;
        }

        // The comparison may have shortened the list.
        if (index < self->Length)
        {
            List.RemoveAt(self, index);
        }

        return Value.None;
    }

    /// <summary>Reverse *IN PLACE*.</summary>
    [Method("reverse")]
    private static Value Reverse(List* self)
    {
        new Span<Value>(self->Items, self->Length).Reverse();
        return Value.None;
    }

    /// <summary>Sort the list in ascending order and return None. The sort is in-place and stable; a key function is applied once to each item.</summary>
    [Method("sort", Signature = "($self, /, *, key=None, reverse=False)")]
    private static Value Sort(Vm* vm, List* self, Value key, bool reverse) => ListSort.Sort(vm, self, key, reverse) ? Value.None : Value.Undefined;

    /// <summary>Return a reverse iterator over the list.</summary>
    [Method("__reversed__")]
    private static Value Reversed(Vm* vm, List* self) => ReversedType.OfList(vm, self);

    /// <summary>See PEP 585</summary>
    [ClassMethod("__class_getitem__")]
    private static Value ClassGetItem(Vm* vm, TypeObject* type, Value item) => GenericAliasType.New(vm, Value.FromObject(type), item);

    /// <summary>Return the size of the list in memory, in bytes.</summary>
    [Method("__sizeof__")]
    private static long SizeOf(List* self) => sizeof(List) + ((long)self->Capacity * sizeof(Value));
}
