using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Collections;

/// <summary>The descriptor of a field of a named tuple: a record of index and documentation.</summary>
[BuiltinType("_tuplegetter")]
internal static unsafe partial class TupleGetterType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.DescriptorGet = &Get;
        type->Slots.DescriptorSet = &Set;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 2 || kwNames != null)
        {
            return Throw.TypeError(vm, $"_tuplegetter expected 2 arguments, got {argc}");
        }

        if (!ArgumentBinder.ToInt64(vm, args[0], out long index))
        {
            return Value.Undefined;
        }

        Record* getter = Record.New(vm, type, 2);
        Record.Fields(getter)[0] = Value.FromInt(Math.Clamp(index, int.MinValue, int.MaxValue));
        Record.Fields(getter)[1] = args[1];
        return Value.FromObject(getter);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        Str* doc = Text.Repr(vm, fields[1]);
        return doc == null ? Value.Undefined : Value.FromObject(Str.New(vm, $"_tuplegetter({fields[0].AsInt}, {Str.ToManaged(doc)})"));
    }

    private static Value Get(Vm* vm, Value self, Value instance, TypeObject* owner)
    {
        if (instance.IsUndefined)
        {
            return self;
        }

        long index = Record.Fields((Record*)self.AsObject)[0].AsInt;
        if (!instance.Is(Kind.Tuple))
        {
            return instance.IsNone
                ? self
                : Throw.TypeError(vm, $"descriptor for index '{index}' for tuple subclasses doesn't apply to '{Types.NameOf(vm, instance)}' object");
        }

        Tuple* tuple = (Tuple*)instance.AsObject;
        return (ulong)index < (ulong)tuple->Length ? Tuple.Items(tuple)[index] : Throw.IndexError(vm, "tuple index out of range");
    }

    private static bool Set(Vm* vm, Value self, Value instance, Value value)
    {
        if (value.IsUndefined)
        {
            Throw.AttributeError(vm, "can't delete attribute");
        }
        else
        {
            Throw.AttributeError(vm, "can't set attribute");
        }

        return false;
    }

    /// <summary>The documentation of the field.</summary>
    [Property("__doc__", Setter = nameof(SetDoc))]
    private static Value Doc(Value self) => Record.Fields((Record*)self.AsObject)[1];

    private static bool SetDoc(Vm* vm, Value self, Value value)
    {
        Record.Fields((Record*)self.AsObject)[1] = value.IsUndefined ? Value.None : value;
        return true;
    }

    /// <summary>Return state information for pickling.</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self)
    {
        Tuple* arguments = Tuple.New(vm, Record.Fields((Record*)self.AsObject), 2);
        return Value.FromObject(Tuple.New(vm, Value.FromObject(Types.Of(vm, self)), Value.FromObject(arguments)));
    }
}
