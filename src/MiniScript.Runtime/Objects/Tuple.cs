using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>tuple</c>: an immutable sequence, its items inline.</summary>
/// <remarks>
/// <code>
///  0        8        12     16
///  | header | length | hash | items … | attributes, of a subclass only |
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = HeaderSize)]
public unsafe partial struct Tuple
{
    /// <summary>Offset of the items.</summary>
    public const int HeaderSize = 16;

    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The number of items.</summary>
    public int Length;

    private readonly uint unused;

    /// <summary>The items of a cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value* Items(Tuple* self) => (Value*)((byte*)self + HeaderSize);

    /// <summary>Where an instance of a subclass keeps its attributes.</summary>
    public static Value* Attributes(Tuple* self) => Items(self) + self->Length;

    /// <summary>Allocates a tuple with its items not yet written: fill all of them before anything else. Null with <c>MemoryError</c> pending past the limit.</summary>
    public static Tuple* Allocate(Vm* vm, long length)
    {
        if (length == 0)
        {
            return WellKnown.Of(vm)->EmptyTuple;
        }

        Tuple* tuple = length > int.MaxValue / 16 ? null
            : (Tuple*)vm->Heap.Allocate((nuint)(HeaderSize + (length * sizeof(Value))), Kind.Tuple, (uint)TypeId.Tuple);
        if (tuple == null)
        {
            Throw.MemoryError(vm);
            return null;
        }

        tuple->Length = (int)length;
        return tuple;
    }

    /// <summary>A tuple of the given values.</summary>
    public static Tuple* New(Vm* vm, Value* items, int length)
    {
        Tuple* tuple = Allocate(vm, length);
        if (tuple != null)
        {
            new ReadOnlySpan<Value>(items, length).CopyTo(new Span<Value>(Items(tuple), length));
        }

        return tuple;
    }

    /// <summary>A tuple of two.</summary>
    public static Tuple* New(Vm* vm, Value first, Value second)
    {
        Tuple* tuple = Allocate(vm, 2);
        Items(tuple)[0] = first;
        Items(tuple)[1] = second;
        return tuple;
    }

    /// <summary>Marks what the tuple refers to.</summary>
    internal static void Trace(Marker* marker, Tuple* self)
    {
        int extra = (self->Header.Flags & ObjectFlags.Subclass) != 0 ? 1 : 0;
        marker->Mark(Items(self), self->Length + extra);
    }
}
