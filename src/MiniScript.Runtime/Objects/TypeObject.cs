using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A class, built in or of the script.</summary>
/// <remarks>
/// <see cref="Slots"/> is what native code calls; a slot that a script class overrides holds a function that looks the special method up and calls it.
/// A built-in type's <see cref="Attributes"/> are filled on the first lookup, by <see cref="Populate"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe partial struct TypeObject
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The name in messages: <c>__name__</c>, but for a built-in type its module goes before, unless that is <c>builtins</c>.</summary>
    public Str* Name;

    /// <summary><c>__qualname__</c>.</summary>
    public Str* QualifiedName;

    /// <summary>The base whose layout and slots it inherits; null for <c>object</c>.</summary>
    public TypeObject* Base;

    /// <summary><c>__bases__</c>.</summary>
    public Tuple* Bases;

    /// <summary><c>__mro__</c>, itself first.</summary>
    public Tuple* ResolutionOrder;

    /// <summary><c>__dict__</c>.</summary>
    public Dict* Attributes;

    /// <summary>Weakly held direct subclasses, as a list of types.</summary>
    public List* Subclasses;

    /// <summary>The shape of a fresh instance; null for types whose instances are not <see cref="Kind.Instance"/>.</summary>
    public Shape* RootShape;

    /// <summary>The shape of instances that keep their attributes in a dict, and of all instances of other kinds.</summary>
    public Shape* DictionaryShape;

    /// <summary>Fills <see cref="Attributes"/> of a built-in type; null once it ran.</summary>
    public delegate*<Vm*, TypeObject*, void> Populate;

    /// <summary>The generated method that adds the members of a built-in type, or null; for <see cref="Populate"/>.</summary>
    public void* Members;

    /// <summary>The id if built in, else <see cref="TypeId.Invalid"/>.</summary>
    public TypeId Id;

    /// <summary>The nearest built-in ancestor or itself.</summary>
    public TypeId BuiltinBase;

    /// <summary>Bits.</summary>
    public TypeFlags Flags;

    /// <summary>The layout of instances.</summary>
    public Kind InstanceKind;

    /// <summary>The most attributes seen on an instance: the room that fresh instances get.</summary>
    public int ExpectedSlots;

    /// <summary>The first in-object slots of instances that <c>__slots__</c> declarations have, those of bases included.</summary>
    public int ReservedSlots;

    /// <summary>The type epoch for which <see cref="PlainInitialize"/> holds.</summary>
    public uint PlainInitializeEpoch;

    /// <summary>The script function <c>__init__</c> of a class made by <c>object.__new__</c>; weak, valid in one type epoch.</summary>
    public Function* PlainInitialize;

    /// <summary>The operations.</summary>
    public Slots Slots;

    /// <summary>Marks what the type refers to.</summary>
    internal static void Trace(Marker* marker, TypeObject* self)
    {
        marker->Mark(self->Name);
        marker->Mark(self->QualifiedName);
        marker->Mark(self->Base);
        marker->Mark(self->Bases);
        marker->Mark(self->ResolutionOrder);
        marker->Mark(self->Attributes);
        marker->Mark(self->Subclasses);
    }

    /// <summary><c>__name__</c>.</summary>
    public static Str* ShortName(TypeObject* self) => (self->Flags & TypeFlags.Heap) == 0 ? self->QualifiedName : self->Name;

    /// <summary>True if <paramref name="self"/> is <paramref name="other"/> or derives from it.</summary>
    public static bool IsSubtype(TypeObject* self, TypeObject* other)
    {
        if (self == other)
        {
            return true;
        }

        Tuple* order = self->ResolutionOrder;
        Value wanted = Value.FromObject(other);
        for (int i = 1; i < order->Length; i++)
        {
            if (Tuple.Items(order)[i] == wanted)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Bits of <see cref="TypeObject.Flags"/>.</summary>
[Flags]
public enum TypeFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Scripts may derive from it.</summary>
    BaseType = 1,

    /// <summary>A class of the script.</summary>
    Heap = 2,

    /// <summary>Instances have no <c>__dict__</c>: attributes are the declared slots only.</summary>
    NoDict = 4,

    /// <summary>Calling it makes no instance ("cannot create 'x' instances").</summary>
    NotCallable = 8,

    /// <summary>Overrides attribute reading with <c>__getattribute__</c> or <c>__getattr__</c>: lookups are not cached.</summary>
    CustomGetAttr = 16,

    /// <summary>A data descriptor: it defines <c>__set__</c> or <c>__delete__</c>.</summary>
    DataDescriptor = 32,

    /// <summary>Its metaclass is not <c>type</c>.</summary>
    CustomMeta = 64,

    /// <summary>Instances match sequence patterns.</summary>
    SequencePattern = 128,

    /// <summary>Instances match mapping patterns.</summary>
    MappingPattern = 256,

    /// <summary>A single positional pattern of a class pattern is matched against the instance itself.</summary>
    MatchSelf = 512,

    /// <summary>It has abstract methods: it makes no instances.</summary>
    Abstract = 1024,

    /// <summary>Instances can be referred to weakly.</summary>
    WeakReferable = 2048,

    /// <summary>It has <c>__del__</c>: new instances are watched.</summary>
    Finalized = 4096,
}
