using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>
/// What a class says of the layout of its instances: <c>__flags__</c>, <c>__basicsize__</c> and so on. The numbers are those of the reference, whose instances
/// are laid out otherwise: scripts compare them with each other and with zero.
/// </summary>
internal static unsafe class TypeLayouts
{
    private const long Pointer = 8;

    /// <summary>Bytes of an instance without its items, and of an item.</summary>
    public static (long Basic, long Item) Sizes(TypeObject* type)
    {
        (long basic, long item) = type->BuiltinBase switch
        {
            TypeId.Type => (928, 40),
            TypeId.Int or TypeId.Bool => (24, 4),
            TypeId.Tuple => (24, 8),
            TypeId.Bytes => (33, 1),
            TypeId.Float => (24, 0),
            TypeId.Complex or TypeId.StaticMethod or TypeId.ClassMethod => (32, 0),
            TypeId.Str or TypeId.Property => (64, 0),
            TypeId.ByteArray or TypeId.Module or TypeId.NativeFunction => (56, 0),
            TypeId.MemoryView => (144, 8),
            TypeId.List or TypeId.Slice or TypeId.Super => (40, 0),
            TypeId.Dict or TypeId.Range or TypeId.Method => (48, 0),
            TypeId.Set or TypeId.FrozenSet => (200, 0),
            TypeId.Function => (144, 0),
            TypeId.Generator or TypeId.Coroutine or TypeId.AsyncGenerator => (144, 8),
            TypeId.Code => (200, 2),
            TypeId.OrderedDict => (112, 0),
            TypeId.Deque => (216, 0),
            >= TypeId.FirstException and <= TypeId.LastException => (72, 0),
            _ => (16, 0L),
        };
        return (basic + (type->ReservedSlots * Pointer), item);
    }

    /// <summary>Where instances keep their attributes: -1 beside them, 0 if they have none.</summary>
    public static long DictOffset(TypeObject* type) => type->BuiltinBase switch
    {
        TypeId.Type => 264,
        TypeId.Function => 88,
        TypeId.Module or (>= TypeId.FirstException and <= TypeId.LastException) => 16,
        TypeId.StaticMethod or TypeId.ClassMethod => 24,
        TypeId.OrderedDict => 96,
        _ => (type->Flags & TypeFlags.Heap) != 0 && (type->Flags & TypeFlags.NoDict) == 0 ? -1 : 0,
    };

    /// <summary>Where instances keep their weak references: 0 if they can have none.</summary>
    public static long WeakOffset(TypeObject* type)
    {
        if (!WeakReferences.AreAllowed(type))
        {
            return 0;
        }

        return type->BuiltinBase switch
        {
            TypeId.Type => 368,
            TypeId.Set or TypeId.FrozenSet => 192,
            TypeId.Function => 96,
            _ => (type->Flags & TypeFlags.Heap) != 0 ? -32 : 40,
        };
    }

    /// <summary>The bits of <c>__flags__</c> that say what a class is and whether scripts may derive from it.</summary>
    public static long Flags(TypeObject* type)
    {
        const int Sequence = 5, Mapping = 6, NotCallable = 7, Immutable = 8, Heap = 9, BaseType = 10, Ready = 12, Collected = 14, Abstract = 20;
        bool isHeap = (type->Flags & TypeFlags.Heap) != 0;
        int kind = type->BuiltinBase switch
        {
            TypeId.Int or TypeId.Bool => 24,
            TypeId.List => 25,
            TypeId.Tuple => 26,
            TypeId.Bytes => 27,
            TypeId.Str => 28,
            TypeId.Dict or TypeId.DefaultDict or TypeId.OrderedDict => 29,
            >= TypeId.FirstException and <= TypeId.LastException => 30,
            TypeId.Type => 31,
            _ => -1,
        };
        bool isAtom = !isHeap && (kind is 24 or 27 or 28 || type->BuiltinBase is TypeId.Object or TypeId.Float or TypeId.Complex or TypeId.ByteArray or TypeId.NoneType);
        return (1L << Ready)
            | (kind < 0 ? 0 : 1L << kind)
            | (1L << (isHeap ? Heap : Immutable))
            | (isAtom ? 0 : 1L << Collected)
            | Bit(TypeFlags.BaseType, BaseType)
            | Bit(TypeFlags.NotCallable, NotCallable)
            | Bit(TypeFlags.SequencePattern, Sequence)
            | Bit(TypeFlags.MappingPattern, Mapping)
            | Bit(TypeFlags.Abstract, Abstract);

        long Bit(TypeFlags flag, int bit) => (type->Flags & flag) != 0 ? 1L << bit : 0;
    }
}
