using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>
/// Slots as functions that scripts call: <c>int.__add__</c>, <c>list.__len__</c>. Each runs the slot of the class it belongs to, on a first argument
/// that is an instance of it; <see cref="SpecialMethods.Invoke"/> has checked that.
/// </summary>
internal static unsafe class SlotWrappers
{
    public static Value Repr(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 0) ? owner->Slots.Repr(vm, args[0]) : Value.Undefined;

    public static Value Str(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 0) ? owner->Slots.Str(vm, args[0]) : Value.Undefined;

    public static Value Hash(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw)
    {
        if (!Check(vm, args, argc, 0))
        {
            return Value.Undefined;
        }

        long hash = owner->Slots.Hash == null ? Hashing.Of(vm, args[0]) : owner->Slots.Hash(vm, args[0]);
        return hash == -1 ? Value.Undefined : Integers.FromLong(vm, hash);
    }

    public static Value Compare<T>(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw)
        where T : struct, IComparison
    {
        if (!Check(vm, args, argc, 1))
        {
            return Value.Undefined;
        }

        return owner->Slots.Compare(vm, args[0], args[1], T.Operation);
    }

    public static Value Bool(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 0) ? FromTruth(owner->Slots.Bool(vm, args[0])) : Value.Undefined;

    public static Value Length(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw)
    {
        if (!Check(vm, args, argc, 0))
        {
            return Value.Undefined;
        }

        long length = owner->Slots.Length(vm, args[0]);
        return length < 0 ? Value.Undefined : Integers.FromLong(vm, length);
    }

    public static Value Iterate(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 0) ? owner->Slots.Iterate(vm, args[0]) : Value.Undefined;

    public static Value Next(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw)
    {
        if (!Check(vm, args, argc, 0))
        {
            return Value.Undefined;
        }

        Value item = owner->Slots.Next(vm, args[0]);
        return item.IsUndefined && !vm->HasPending ? Throw.StopIteration(vm, Value.Undefined) : item;
    }

    public static Value GetItem(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 1) ? owner->Slots.GetItem(vm, args[0], args[1]) : Value.Undefined;

    public static Value SetItem(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 2) ? FromDone(owner->Slots.SetItem(vm, args[0], args[1], args[2])) : Value.Undefined;

    public static Value DeleteItem(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 1) ? FromDone(owner->Slots.SetItem(vm, args[0], args[1], Value.Undefined)) : Value.Undefined;

    public static Value Contains(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 1) ? FromTruth(owner->Slots.Contains(vm, args[0], args[1])) : Value.Undefined;

    public static Value GetAttribute(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw)
    {
        Str* name = Check(vm, args, argc, 1) ? NameOf(vm, args[1]) : null;
        if (name == null)
        {
            return Value.Undefined;
        }

        return owner->Slots.GetAttribute != null ? owner->Slots.GetAttribute(vm, args[0], name) : Attributes.GetGeneric(vm, args[0], name);
    }

    public static Value SetAttribute(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw)
    {
        Str* name = Check(vm, args, argc, 2) ? NameOf(vm, args[1]) : null;
        return name == null ? Value.Undefined : FromDone(SetNative(vm, owner, "__setattr__", args[0], name, args[2]));
    }

    public static Value DeleteAttribute(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw)
    {
        Str* name = Check(vm, args, argc, 1) ? NameOf(vm, args[1]) : null;
        return name == null ? Value.Undefined : FromDone(SetNative(vm, owner, "__delattr__", args[0], name, Value.Undefined));
    }

    public static Value Call(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) => owner->Slots.Call(vm, args[0], args + 1, argc - 1, kw);

    public static Value Initialize(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        FromDone(owner->Slots.Initialize == null || owner->Slots.Initialize(vm, args[0], args + 1, argc - 1, kw));

    public static Value DescriptorGet(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw)
    {
        if (!Between(vm, argc - 1, 1, 2))
        {
            return Value.Undefined;
        }

        Value instance = args[1].IsNone ? Value.Undefined : args[1];
        bool hasType = argc == 3 && args[2].Is(Kind.Type);
        if (instance.IsUndefined && !hasType)
        {
            return Throw.TypeError(vm, "__get__(None, None) is invalid");
        }

        return owner->Slots.DescriptorGet(vm, args[0], instance, hasType ? (TypeObject*)args[2].AsObject : Types.Of(vm, args[1]));
    }

    public static Value DescriptorSet(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 2) ? FromDone(owner->Slots.DescriptorSet(vm, args[0], args[1], args[2])) : Value.Undefined;

    public static Value DescriptorDelete(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 1) ? FromDone(owner->Slots.DescriptorSet(vm, args[0], args[1], Value.Undefined)) : Value.Undefined;

    public static Value Negative(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 0) ? owner->Slots.Negative(vm, args[0]) : Value.Undefined;

    public static Value Positive(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 0) ? owner->Slots.Positive(vm, args[0]) : Value.Undefined;

    public static Value Invert(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 0) ? owner->Slots.Invert(vm, args[0]) : Value.Undefined;

    public static Value Absolute(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 0) ? owner->Slots.Absolute(vm, args[0]) : Value.Undefined;

    public static Value Int(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 0) ? owner->Slots.Int(vm, args[0]) : Value.Undefined;

    public static Value Float(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 0) ? owner->Slots.Float(vm, args[0]) : Value.Undefined;

    public static Value Index(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw) =>
        Check(vm, args, argc, 0) ? owner->Slots.Index(vm, args[0]) : Value.Undefined;

    public static Value Binary<T>(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw)
        where T : struct, IBinaryOperator
    {
        if (T.Operation == BinaryOperation.Power)
        {
            if (!Between(vm, argc - 1, 1, 2))
            {
                return Value.Undefined;
            }

            if (argc == 3 && !args[2].IsNone)
            {
                return owner->Slots.PowerModulo == null ? Value.NotImplemented : owner->Slots.PowerModulo(vm, args[0], args[1], args[2]);
            }
        }

        if (T.Operation != BinaryOperation.Power && !Check(vm, args, argc, 1))
        {
            return Value.Undefined;
        }

        Value result = owner->Slots.Binary[T.Operation](vm, args[0], args[1]);
        bool isSequenceOperation = T.Operation is BinaryOperation.Add or BinaryOperation.Multiply
            && owner->Id is TypeId.Str or TypeId.List or TypeId.Tuple or TypeId.Bytes or TypeId.ByteArray;
        return isSequenceOperation && result.IsNotImplemented ? Operators.Binary(vm, T.Operation, args[0], args[1]) : result;
    }

    public static Value Reflected<T>(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw)
        where T : struct, IBinaryOperator
    {
        if (T.Operation == BinaryOperation.Power ? !Between(vm, argc - 1, 1, 2) : !Check(vm, args, argc, 1))
        {
            return Value.Undefined;
        }

        return owner->Slots.Binary[T.Operation](vm, args[1], args[0]);
    }

    public static Value InPlace<T>(Vm* vm, TypeObject* owner, Value* args, int argc, Tuple* kw)
        where T : struct, IBinaryOperator =>
        Check(vm, args, argc, 1) ? owner->Slots.InPlace[T.Operation](vm, args[0], args[1]) : Value.Undefined;

    private static bool SetNative(Vm* vm, TypeObject* owner, string name, Value self, Str* attribute, Value value)
    {
        var set = owner->Slots.SetAttribute;
        TypeObject* builtin = Types.Of(vm, Types.Of(vm, self)->BuiltinBase);
        if ((nint)builtin->Slots.SetAttribute != (nint)set)
        {
            Throw.TypeError(vm, $"can't apply this {name} to {Types.NameOf(vm, self)} object");
            return false;
        }

        return set != null ? set(vm, self, attribute, value) : Attributes.SetGeneric(vm, self, attribute, value);
    }

    private static Value FromTruth(int truth) => truth < 0 ? Value.Undefined : Value.FromBool(truth != 0);

    private static Value FromDone(bool done) => done ? Value.None : Value.Undefined;

    private static Str* NameOf(Vm* vm, Value name)
    {
        if (name.Is(Kind.Str))
        {
            return Objects.Str.Intern(vm, (Str*)name.AsObject);
        }

        Throw.TypeError(vm, $"attribute name must be string, not '{Types.NameOf(vm, name)}'");
        return null;
    }

    private static bool Check(Vm* vm, Value* args, int argc, int expected)
    {
        if (argc == expected + 1)
        {
            return true;
        }

        Throw.TypeError(vm, $"expected {expected} argument{(expected == 1 ? string.Empty : "s")}, got {argc - 1}");
        return false;
    }

    private static bool Between(Vm* vm, int given, int least, int most)
    {
        if (given >= least && given <= most)
        {
            return true;
        }

        int bound = given < least ? least : most;
        Throw.TypeError(vm, $"expected at {(given < least ? "least" : "most")} {bound} argument{(bound == 1 ? string.Empty : "s")}, got {given}");
        return false;
    }
}
