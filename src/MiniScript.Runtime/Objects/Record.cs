using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A cell of a few values: the state of an iterator, a view, a small built-in object. The type says what each is for.</summary>
/// <remarks>
/// <code>
///  0        8
///  | header | value 0 | value 1 | … |
/// </code>
/// <c>header.Aux</c> counts the values; the last one is the dict of attributes of a cell with <see cref="ObjectFlags.Subclass"/>. Machine integers may be kept as <see cref="Value.FromInt"/>.
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

    /// <summary>A record of a built-in type or of a script class derived from it, whose instances have a dict of attributes behind the values.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="type">The type.</param>
    /// <param name="count">The values, without the attributes.</param>
    /// <param name="hasAttributes">True if instances of the built-in type itself have attributes too.</param>
    public static Record* New(Vm* vm, TypeObject* type, int count, bool hasAttributes = false)
    {
        hasAttributes |= (type->Flags & TypeFlags.Heap) != 0;
        Record* record = New(vm, type->BuiltinBase, hasAttributes ? count + 1 : count);
        record->Header.Shape = type->DictionaryShape->Id;
        record->Header.Flags |= hasAttributes ? ObjectFlags.Subclass : ObjectFlags.None;
        return record;
    }

    /// <summary>Where a record with <see cref="ObjectFlags.Subclass"/> keeps its dict of attributes.</summary>
    public static Value* Attributes(Record* self) => Fields(self) + self->Header.Aux - 1;
}
