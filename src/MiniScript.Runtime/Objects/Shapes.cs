using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Makes shapes and finds slots in them.</summary>
public static unsafe class Shapes
{
    /// <summary>An instance with more attributes than this keeps them in a dict.</summary>
    public const int MaxSlots = 128;

    private const int LinearLimit = 8;

    /// <summary>A shape without attributes for a class.</summary>
    public static Shape* New(Vm* vm, TypeObject* type, int inObject, bool isDictionary)
    {
        Shape* shape = (Shape*)NativeMemory.AllocZeroed((nuint)sizeof(Shape));
        shape->Type = type;
        shape->InObject = Math.Max(inObject, type->ReservedSlots);
        shape->SlotCount = type->ReservedSlots;
        shape->IsDictionary = isDictionary;
        Register(vm, shape);
        return shape;
    }

    /// <summary>Sets the shape of a built-in type's exact instances: its id is the type's.</summary>
    public static Shape* NewBuiltin(Vm* vm, TypeObject* type, TypeId id)
    {
        Shape* shape = (Shape*)NativeMemory.AllocZeroed((nuint)sizeof(Shape));
        shape->Type = type;
        shape->IsDictionary = true;
        shape->Id = (uint)id;
        vm->Shapes[(uint)id] = shape;
        return shape;
    }

    /// <summary>The slot of an attribute, or -1. The name must be interned.</summary>
    public static int Find(Shape* shape, Str* name)
    {
        if (shape->SlotCount <= LinearLimit)
        {
            for (; shape->Name != null; shape = shape->Parent)
            {
                if (shape->Name == name)
                {
                    return shape->SlotCount - 1;
                }
            }

            return -1;
        }

        if (shape->Table == null)
        {
            BuildTable(shape);
        }

        for (int place = HashOf(name) & shape->TableMask; shape->Table[place] != null; place = (place + 1) & shape->TableMask)
        {
            if (shape->Table[place]->Name == name)
            {
                return shape->Table[place]->SlotCount - 1;
            }
        }

        return -1;
    }

    /// <summary>The shape with one attribute more.</summary>
    public static Shape* Extend(Vm* vm, Shape* shape, Str* name)
    {
        Shape* previous = null;
        for (Shape* child = shape->FirstChild; child != null; previous = child, child = child->NextSibling)
        {
            if (child->Name == name)
            {
                if (previous != null)
                {
                    // The transition taken last is the likeliest next.
                    previous->NextSibling = child->NextSibling;
                    child->NextSibling = shape->FirstChild;
                    shape->FirstChild = child;
                }

                return child;
            }
        }

        Shape* extended = New(vm, shape->Type, shape->InObject, false);
        extended->Parent = shape;
        extended->Name = name;
        extended->SlotCount = shape->SlotCount + 1;
        extended->NextSibling = shape->FirstChild;
        shape->FirstChild = extended;
        return extended;
    }

    /// <summary>Where an instance keeps a slot.</summary>
    public static Value* SlotAddress(Instance* instance, Shape* shape, int slot) =>
        slot < shape->InObject
            ? Instance.Slots(instance) + slot
            : (Value*)(instance->Outside.Bits + (ulong)sizeof(ObjectHeader)) + (slot - shape->InObject);

    /// <summary>Marks the names in shapes: slots are found by them.</summary>
    internal static void TraceNames(Marker* marker)
    {
        Vm* vm = marker->Vm;
        for (uint id = (uint)TypeId.Count; id < vm->ShapeCount; id++)
        {
            marker->Mark(((Shape*)vm->Shapes[id])->Name);
        }
    }

    /// <summary>Frees every shape.</summary>
    internal static void Dispose(Vm* vm)
    {
        for (uint id = 0; id < vm->ShapeCount; id++)
        {
            Shape* shape = (Shape*)vm->Shapes[id];
            if (shape != null)
            {
                NativeMemory.Free(shape->Table);
                NativeMemory.Free(shape);
            }
        }

        NativeMemory.Free(vm->Shapes);
    }

    private static void Register(Vm* vm, Shape* shape)
    {
        if (vm->ShapeCount == vm->ShapeCapacity)
        {
            vm->ShapeCapacity *= 2;
            vm->Shapes = (void**)NativeMemory.Realloc(vm->Shapes, vm->ShapeCapacity * (nuint)sizeof(void*));
        }

        shape->Id = vm->ShapeCount;
        vm->Shapes[vm->ShapeCount++] = shape;
    }

    private static void BuildTable(Shape* shape)
    {
        int places = 16;
        while (places < shape->SlotCount * 2)
        {
            places *= 2;
        }

        shape->Table = (Shape**)NativeMemory.AllocZeroed((nuint)places, (nuint)sizeof(Shape*));
        shape->TableMask = places - 1;
        for (Shape* step = shape; step->Name != null; step = step->Parent)
        {
            int place = HashOf(step->Name) & shape->TableMask;
            while (shape->Table[place] != null)
            {
                place = (place + 1) & shape->TableMask;
            }

            shape->Table[place] = step;
        }
    }

    private static int HashOf(Str* name) => (int)((ulong)name >> 4) ^ (int)((ulong)name >> 12);
}
