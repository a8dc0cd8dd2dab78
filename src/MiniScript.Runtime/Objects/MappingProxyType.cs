using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>mappingproxy</c>: a record of a dict that it shows and does not change.</summary>
internal static unsafe class MappingProxyType
{
    /// <summary>A read-only view of a dict.</summary>
    public static Value New(Vm* vm, Dict* dict)
    {
        Record* proxy = Record.New(vm, TypeId.MappingProxy, 1);
        Record.Fields(proxy)[0] = Value.FromObject(dict);
        return Value.FromObject(proxy);
    }

    /// <summary>The dict behind a proxy.</summary>
    public static Value Target(Value proxy) => Record.Fields((Record*)proxy.AsObject)[0];

    /// <summary>Sets the slots of the type: those of the dict, without the ones that change it.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Str = &ToStr;
        slots.Hash = &Hash;
        slots.Compare = &Compare;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.GetItem = &GetItem;
        slots.Contains = &Contains;
        slots.Binary[BinaryOperation.Or] = &Or;
        slots.InPlace[BinaryOperation.Or] = &OrInPlace;
        slots.New = &New;
        slots.Initialize = null;
    }

    private static long Hash(Vm* vm, Value self) => Hashing.Of(vm, Target(self));

    private static Value Repr(Vm* vm, Value self)
    {
        Str* dict = Text.Repr(vm, Target(self));
        if (dict == null)
        {
            return Value.Undefined;
        }

        StrBuilder text = new(vm);
        text.Append("mappingproxy(");
        text.Append(dict);
        text.Append(')');
        return Value.FromObject(text.ToStr());
    }

    private static Value ToStr(Vm* vm, Value self) => Value.FromObject(Text.ToStr(vm, Target(self)));

    private static Value Unwrap(Value value) => value.IsExactly(TypeId.MappingProxy) ? Target(value) : value;

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation) =>
        Operators.Compare(vm, Target(left), Unwrap(right), operation);

    private static long Length(Vm* vm, Value self) => Items.Length(vm, Target(self));

    private static Value Iterate(Vm* vm, Value self) => Iteration.Iterate(vm, Target(self));

    private static Value GetItem(Vm* vm, Value self, Value key) => Items.Get(vm, Target(self), key);

    private static int Contains(Vm* vm, Value self, Value key) => Operators.Contains(vm, Target(self), key);

    private static Value Or(Vm* vm, Value left, Value right) => Operators.TryBinary(vm, BinaryOperation.Or, Unwrap(left), Unwrap(right));

    private static Value OrInPlace(Vm* vm, Value self, Value other) =>
        Throw.TypeError(vm, "'|=' is not supported by mappingproxy; use '|' instead");

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "mappingproxy"))
        {
            return Value.Undefined;
        }

        if (argc != 1)
        {
            return Throw.TypeError(vm, $"mappingproxy expected 1 argument, got {argc}");
        }

        if (Types.Of(vm, args[0])->Slots.GetItem != null && !args[0].Is(Kind.List) && !args[0].Is(Kind.Tuple))
        {
            Record* proxy = Record.New(vm, TypeId.MappingProxy, 1);
            Record.Fields(proxy)[0] = args[0];
            return Value.FromObject(proxy);
        }

        return Throw.TypeError(vm, $"mappingproxy() argument must be a mapping, not {Types.NameOf(vm, args[0])}");
    }
}
