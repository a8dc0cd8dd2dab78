using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Slots as functions that scripts call: <c>int.__add__</c>, <c>list.__len__</c>.</summary>
internal static unsafe class SlotWrappers
{
    public static Value Repr(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__repr__", args, argc, kw, 0) ? TypeOf(vm, args)->Slots.Repr(vm, args[0]) : Value.Undefined;

    public static Value Str(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__str__", args, argc, kw, 0) ? TypeOf(vm, args)->Slots.Str(vm, args[0]) : Value.Undefined;

    public static Value Hash(Vm* vm, Value* args, int argc, Tuple* kw)
    {
        if (!Check(vm, "__hash__", args, argc, kw, 0))
        {
            return Value.Undefined;
        }

        long hash = TypeOf(vm, args)->Slots.Hash == null ? Hashing.Of(vm, args[0]) : TypeOf(vm, args)->Slots.Hash(vm, args[0]);
        return hash == -1 ? Value.Undefined : Integers.FromLong(vm, hash);
    }

    public static Value Compare<T>(Vm* vm, Value* args, int argc, Tuple* kw)
        where T : struct, IComparison
    {
        if (!Check(vm, "comparison", args, argc, kw, 1))
        {
            return Value.Undefined;
        }

        return TypeOf(vm, args)->Slots.Compare(vm, args[0], args[1], T.Operation);
    }

    public static Value Bool(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__bool__", args, argc, kw, 0) ? FromTruth(TypeOf(vm, args)->Slots.Bool(vm, args[0])) : Value.Undefined;

    public static Value Length(Vm* vm, Value* args, int argc, Tuple* kw)
    {
        if (!Check(vm, "__len__", args, argc, kw, 0))
        {
            return Value.Undefined;
        }

        long length = TypeOf(vm, args)->Slots.Length(vm, args[0]);
        return length < 0 ? Value.Undefined : Integers.FromLong(vm, length);
    }

    public static Value Iterate(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__iter__", args, argc, kw, 0) ? TypeOf(vm, args)->Slots.Iterate(vm, args[0]) : Value.Undefined;

    public static Value Next(Vm* vm, Value* args, int argc, Tuple* kw)
    {
        if (!Check(vm, "__next__", args, argc, kw, 0))
        {
            return Value.Undefined;
        }

        Value item = TypeOf(vm, args)->Slots.Next(vm, args[0]);
        return item.IsUndefined && !vm->HasPending ? Throw.StopIteration(vm, Value.Undefined) : item;
    }

    public static Value GetItem(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__getitem__", args, argc, kw, 1) ? TypeOf(vm, args)->Slots.GetItem(vm, args[0], args[1]) : Value.Undefined;

    public static Value SetItem(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__setitem__", args, argc, kw, 2) ? FromDone(TypeOf(vm, args)->Slots.SetItem(vm, args[0], args[1], args[2])) : Value.Undefined;

    public static Value DeleteItem(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__delitem__", args, argc, kw, 1) ? FromDone(TypeOf(vm, args)->Slots.SetItem(vm, args[0], args[1], Value.Undefined)) : Value.Undefined;

    public static Value Contains(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__contains__", args, argc, kw, 1) ? FromTruth(TypeOf(vm, args)->Slots.Contains(vm, args[0], args[1])) : Value.Undefined;

    public static Value GetAttribute(Vm* vm, Value* args, int argc, Tuple* kw)
    {
        Str* name = Check(vm, "__getattribute__", args, argc, kw, 1) ? NameOf(vm, args[1]) : null;
        if (name == null)
        {
            return Value.Undefined;
        }

        TypeObject* builtin = Types.Of(vm, TypeOf(vm, args)->BuiltinBase);
        return builtin->Slots.GetAttribute != null ? builtin->Slots.GetAttribute(vm, args[0], name) : Attributes.GetGeneric(vm, args[0], name);
    }

    public static Value SetAttribute(Vm* vm, Value* args, int argc, Tuple* kw)
    {
        Str* name = Check(vm, "__setattr__", args, argc, kw, 2) ? NameOf(vm, args[1]) : null;
        return name == null ? Value.Undefined : FromDone(SetNative(vm, args[0], name, args[2]));
    }

    public static Value DeleteAttribute(Vm* vm, Value* args, int argc, Tuple* kw)
    {
        Str* name = Check(vm, "__delattr__", args, argc, kw, 1) ? NameOf(vm, args[1]) : null;
        return name == null ? Value.Undefined : FromDone(SetNative(vm, args[0], name, Value.Undefined));
    }

    public static Value Call(Vm* vm, Value* args, int argc, Tuple* kw)
    {
        if (argc < 1)
        {
            return Throw.TypeError(vm, "unbound method __call__() needs an argument");
        }

        return TypeOf(vm, args)->Slots.Call(vm, args[0], args + 1, argc - 1, kw);
    }

    public static Value New(Vm* vm, Value* args, int argc, Tuple* kw)
    {
        if (argc < 1 || !args[0].Is(Kind.Type))
        {
            return Throw.TypeError(vm, argc < 1 ? "object.__new__(): not enough arguments" : "object.__new__(X): X is not a type object");
        }

        // The nearest built-in base knows how to make the layout; script overrides of __new__ are not called again.
        TypeObject* type = (TypeObject*)args[0].AsObject;
        return Types.Of(vm, type->BuiltinBase)->Slots.New(vm, type, args + 1, argc - 1, kw);
    }

    public static Value Initialize(Vm* vm, Value* args, int argc, Tuple* kw)
    {
        if (argc < 1)
        {
            return Throw.TypeError(vm, "unbound method __init__() needs an argument");
        }

        var initialize = Types.Of(vm, TypeOf(vm, args)->BuiltinBase)->Slots.Initialize;
        return FromDone(initialize == null || initialize(vm, args[0], args + 1, argc - 1, kw));
    }

    public static Value DescriptorGet(Vm* vm, Value* args, int argc, Tuple* kw)
    {
        if (argc is < 2 or > 3)
        {
            return Throw.TypeError(vm, $"expected at least 1 argument, got {argc - 1}");
        }

        Value instance = args[1].IsNone && argc == 3 ? Value.Undefined : args[1];
        TypeObject* owner = argc == 3 && args[2].Is(Kind.Type) ? (TypeObject*)args[2].AsObject : Types.Of(vm, args[1]);
        return TypeOf(vm, args)->Slots.DescriptorGet(vm, args[0], instance, owner);
    }

    public static Value DescriptorSet(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__set__", args, argc, kw, 2) ? FromDone(TypeOf(vm, args)->Slots.DescriptorSet(vm, args[0], args[1], args[2])) : Value.Undefined;

    public static Value DescriptorDelete(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__delete__", args, argc, kw, 1) ? FromDone(TypeOf(vm, args)->Slots.DescriptorSet(vm, args[0], args[1], Value.Undefined)) : Value.Undefined;

    public static Value Negative(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__neg__", args, argc, kw, 0) ? TypeOf(vm, args)->Slots.Negative(vm, args[0]) : Value.Undefined;

    public static Value Positive(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__pos__", args, argc, kw, 0) ? TypeOf(vm, args)->Slots.Positive(vm, args[0]) : Value.Undefined;

    public static Value Invert(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__invert__", args, argc, kw, 0) ? TypeOf(vm, args)->Slots.Invert(vm, args[0]) : Value.Undefined;

    public static Value Absolute(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__abs__", args, argc, kw, 0) ? TypeOf(vm, args)->Slots.Absolute(vm, args[0]) : Value.Undefined;

    public static Value Int(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__int__", args, argc, kw, 0) ? TypeOf(vm, args)->Slots.Int(vm, args[0]) : Value.Undefined;

    public static Value Float(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__float__", args, argc, kw, 0) ? TypeOf(vm, args)->Slots.Float(vm, args[0]) : Value.Undefined;

    public static Value Index(Vm* vm, Value* args, int argc, Tuple* kw) =>
        Check(vm, "__index__", args, argc, kw, 0) ? TypeOf(vm, args)->Slots.Index(vm, args[0]) : Value.Undefined;

    public static Value Binary<T>(Vm* vm, Value* args, int argc, Tuple* kw)
        where T : struct, IBinaryOperator
    {
        if (T.Operation == BinaryOperation.Power && argc == 3 && kw == null)
        {
            return Operators.Power(vm, args[0], args[1], args[2]);
        }

        return Check(vm, "operator", args, argc, kw, 1) ? NativeBinary(vm, T.Operation, args[0])(vm, args[0], args[1]) : Value.Undefined;
    }

    public static Value Reflected<T>(Vm* vm, Value* args, int argc, Tuple* kw)
        where T : struct, IBinaryOperator =>
        Check(vm, "operator", args, argc, kw, 1) ? NativeBinary(vm, T.Operation, args[0])(vm, args[1], args[0]) : Value.Undefined;

    public static Value InPlace<T>(Vm* vm, Value* args, int argc, Tuple* kw)
        where T : struct, IBinaryOperator =>
        Check(vm, "operator", args, argc, kw, 1) ? Builtin(vm, args[0])->Slots.InPlace[T.Operation](vm, args[0], args[1]) : Value.Undefined;

    private static delegate*<Vm*, Value, Value, Value> NativeBinary(Vm* vm, BinaryOperation operation, Value self) => Builtin(vm, self)->Slots.Binary[operation];

    private static TypeObject* Builtin(Vm* vm, Value self) => Types.Of(vm, Types.Of(vm, self)->BuiltinBase);

    /// <summary>The built-in ancestor of the first argument's type: a wrapper runs the native slot even if a script class overrides it.</summary>
    private static TypeObject* TypeOf(Vm* vm, Value* args) => Builtin(vm, args[0]);

    private static bool SetNative(Vm* vm, Value self, Str* name, Value value)
    {
        var set = Builtin(vm, self)->Slots.SetAttribute;
        return set != null ? set(vm, self, name, value) : Attributes.SetGeneric(vm, self, name, value);
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

    private static bool Check(Vm* vm, string name, Value* args, int argc, Tuple* kw, int expected)
    {
        if (argc == expected + 1 && kw == null)
        {
            return true;
        }

        if (kw != null)
        {
            Throw.TypeError(vm, $"wrapper {name}() takes no keyword arguments");
        }
        else if (argc < 1)
        {
            Throw.TypeError(vm, $"unbound method {name}() needs an argument");
        }
        else
        {
            Throw.TypeError(vm, $"expected {expected} argument{(expected == 1 ? string.Empty : "s")}, got {argc - 1}");
        }

        return false;
    }
}
