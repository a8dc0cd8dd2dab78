using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Makes the built-in types of a machine.</summary>
internal static unsafe class BuiltinTypes
{
    /// <summary>Makes a built-in type and the shape of its exact instances.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="id">Its id.</param>
    /// <param name="name">Its name as messages have it, in ASCII: qualified by its module unless that is <c>builtins</c>.</param>
    /// <param name="baseId">The base; <see cref="TypeId.Invalid"/> for <c>object</c>.</param>
    /// <param name="kind">The layout of instances.</param>
    /// <param name="flags">Bits.</param>
    /// <param name="initializeSlots">Sets the slots that differ from the base's; or null.</param>
    /// <param name="populate">Fills the attributes on first use.</param>
    public static TypeObject* Define(
        Vm* vm,
        TypeId id,
        ReadOnlySpan<byte> name,
        TypeId baseId,
        Kind kind,
        TypeFlags flags,
        delegate*<TypeObject*, void> initializeSlots,
        delegate*<Vm*, TypeObject*, void> populate)
    {
        TypeObject* type = (TypeObject*)vm->Heap.AllocateSmall((nuint)sizeof(TypeObject), Kind.Type, (uint)TypeId.Type);
        new Span<byte>((byte*)type + sizeof(ObjectHeader), sizeof(TypeObject) - sizeof(ObjectHeader)).Clear();
        WellKnown.Of(vm)->Types[(int)id] = type;
        Shape* shape = Shapes.NewBuiltin(vm, type, id);
        type->DictionaryShape = shape;
        type->Id = id;
        type->BuiltinBase = id;
        type->Flags = flags;
        type->InstanceKind = kind;
        type->ExpectedSlots = 0;
        type->Name = Str.Intern(vm, name);
        type->QualifiedName = type->Name;
        type->Attributes = Dict.New(vm);
        int dot = name.LastIndexOf((byte)'.');
        if (dot >= 0)
        {
            type->QualifiedName = Str.Intern(vm, name[(dot + 1)..]);
            Dict.SetStr(vm, type->Attributes, WellKnown.Name(vm, NameId.__module__), Value.FromObject(Str.Intern(vm, name[..dot])));
        }

        type->Populate = populate;

        if (baseId != TypeId.Invalid)
        {
            TypeObject* parent = Types.Of(vm, baseId);
            type->Base = parent;
            Value parentValue = Value.FromObject(parent);
            type->Bases = Tuple.New(vm, &parentValue, 1);
            type->Slots = parent->Slots;
            int depth = parent->ResolutionOrder->Length;
            Tuple* order = Tuple.Allocate(vm, depth + 1);
            Tuple.Items(order)[0] = Value.FromObject(type);
            for (int i = 0; i < depth; i++)
            {
                Tuple.Items(order)[i + 1] = Tuple.Items(parent->ResolutionOrder)[i];
            }

            type->ResolutionOrder = order;
        }
        else
        {
            type->Bases = WellKnown.Of(vm)->EmptyTuple;
            Value self = Value.FromObject(type);
            type->ResolutionOrder = Tuple.New(vm, &self, 1);
        }

        if (initializeSlots != null)
        {
            initializeSlots(type);
        }

        return type;
    }

    /// <summary>Adds a type to the list of its base's subclasses.</summary>
    public static void AddSubclass(Vm* vm, TypeObject* parent, TypeObject* type)
    {
        if (parent->Subclasses == null)
        {
            parent->Subclasses = List.New(vm);
        }

        List.Append(vm, parent->Subclasses, Value.FromObject(type));
    }
}
