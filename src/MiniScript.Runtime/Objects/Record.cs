using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A cell of a few values: the state of an iterator, a view, a small built-in object. The type says what each is for.</summary>
/// <remarks>
/// <code>
///  0        8
///  | header | value 0 | value 1 | … |
/// </code>
/// <c>header.Aux</c> counts the values. Machine integers may be kept as <see cref="Value.FromInt"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 8)]
public unsafe struct Record
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The values of a cell.</summary>
    public static Value* Fields(Record* self) => (Value*)((byte*)self + sizeof(Record));

    /// <summary>A record of the given type with all values undefined.</summary>
    public static Record* New(Vm* vm, TypeId type, int count)
    {
        Record* record = (Record*)vm->Heap.AllocateSmall((nuint)(sizeof(Record) + (count * sizeof(Value))), Kind.Record, (uint)type);
        record->Header.Aux = (ushort)count;
        new Span<Value>(Fields(record), count).Clear();
        return record;
    }
}
