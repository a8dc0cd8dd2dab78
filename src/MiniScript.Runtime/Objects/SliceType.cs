using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>slice</c>. Slices compare and hash as the tuple of their three parts.</summary>
internal static unsafe class SliceType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Hash = &Hash;
        slots.Compare = &Compare;
        slots.New = &New;
        slots.Initialize = null;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Str* parts = Text.Repr(vm, Value.FromObject(Parts(vm, self)));
        if (parts == null)
        {
            return Value.Undefined;
        }

        StrBuilder text = new(vm);
        text.Append("slice");
        text.Append(parts);
        return Value.FromObject(text.ToStr());
    }

    private static long Hash(Vm* vm, Value self) => Hashing.Of(vm, Value.FromObject(Parts(vm, self)));

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation) => right.Is(Kind.Slice)
        ? Sequences.Compare(vm, (ObjectHeader*)Parts(vm, left), (ObjectHeader*)Parts(vm, right), operation)
        : Value.NotImplemented;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "slice") || !Instances.TakesAtMost(vm, argc, 3, "slice"))
        {
            return Value.Undefined;
        }

        if (argc == 0)
        {
            return Throw.TypeError(vm, "slice expected at least 1 argument, got 0");
        }

        return Value.FromObject(SliceObject.New(vm, argc == 1 ? Value.None : args[0], args[argc == 1 ? 0 : 1], argc < 3 ? Value.None : args[2]));
    }

    private static Tuple* Parts(Vm* vm, Value self)
    {
        SliceObject* slice = (SliceObject*)self.AsObject;
        Value* parts = stackalloc Value[3] { slice->Start, slice->Stop, slice->Step };
        return Tuple.New(vm, parts, 3);
    }
}
