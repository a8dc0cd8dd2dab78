using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>object</c>: what every type inherits.</summary>
[BuiltinType("object", Doc = "The base class of the class hierarchy.")]
internal static unsafe partial class ObjectType
{
    /// <summary>Sets the slots of <c>object</c>.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Str = &ToStr;
        type->Slots.Hash = &Hash;
        type->Slots.Compare = &Compare;
        type->Slots.New = &New;
        type->Slots.Initialize = &Initialize;
    }

    /// <summary>Allocates an instance of any class whose layout is that of its built-in base's plain instances.</summary>
    public static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        bool hasArguments = argc > 0 || (kwNames != null && kwNames->Length > 0);
        if (hasArguments)
        {
            TypeObject* root = Types.Of(vm, TypeId.Object);
            if ((nint)type->Slots.New != (nint)root->Slots.New)
            {
                return Throw.TypeError(vm, "object.__new__() takes exactly one argument (the type to instantiate)");
            }

            if ((nint)type->Slots.Initialize == (nint)root->Slots.Initialize)
            {
                return Throw.TypeError(vm, $"{Str.ToManaged(type->Name)}() takes no arguments");
            }
        }

        if ((type->Flags & TypeFlags.Abstract) != 0)
        {
            return Collections.AbcModule.RaiseAbstract(vm, type);
        }

        if (type->Id == TypeId.Object)
        {
            Record* plain = Record.New(vm, TypeId.Object, 0);
            return Value.FromObject(plain);
        }

        Instance* instance = InstanceAttributes.New(vm, type);
        if ((type->Flags & TypeFlags.Finalized) != 0)
        {
            Finalizers.Watch(vm, &instance->Header);
        }

        return Value.FromObject(instance);
    }

    /// <summary>Accepts no arguments unless <c>__new__</c> took them.</summary>
    public static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (argc == 0 && (kwNames == null || kwNames->Length == 0))
        {
            return true;
        }

        TypeObject* type = Types.Of(vm, self);
        TypeObject* root = Types.Of(vm, TypeId.Object);
        if (Types.Of(vm, type->BuiltinBase)->Slots.Initialize == null)
        {
            return true; // __new__ of the built-in base has taken them
        }

        if ((nint)type->Slots.Initialize != (nint)root->Slots.Initialize)
        {
            Throw.TypeError(vm, "object.__init__() takes exactly one argument (the instance to initialize)");
            return false;
        }

        if ((nint)type->Slots.New == (nint)root->Slots.New)
        {
            Throw.TypeError(vm, $"{Str.ToManaged(type->Name)}.__init__() takes exactly one argument (the instance to initialize)");
            return false;
        }

        return true;
    }

    /// <summary><c>&lt;module.Class object at 0x…&gt;</c>.</summary>
    public static Value Repr(Vm* vm, Value self)
    {
        TypeObject* type = Types.Of(vm, self);
        return Value.FromObject(Str.New(vm, $"<{TypeType.FullName(vm, type)} object at 0x{Identity(self):x12}>"));
    }

    /// <summary>The number that <c>id()</c> gives.</summary>
    public static ulong Identity(Value self) => self.Bits;

    private static Value ToStr(Vm* vm, Value self) => Value.FromObject(Text.Repr(vm, self));

    private static long Hash(Vm* vm, Value self) => Hashing.OfIdentity(self);

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (operation == CompareOperation.Equal)
        {
            return left == right ? Value.True : Value.NotImplemented;
        }

        if (operation != CompareOperation.NotEqual)
        {
            return Value.NotImplemented;
        }

        // Inequality is what equality is not.
        var compare = Types.Of(vm, left)->Slots.Compare;
        if ((nint)compare == (nint)Types.Of(vm, TypeId.Object)->Slots.Compare)
        {
            return left == right ? Value.False : Value.NotImplemented;
        }

        Value equal = compare(vm, left, right, CompareOperation.Equal);
        if (equal.IsUndefined || equal.IsNotImplemented)
        {
            return equal;
        }

        int truth = Truth.Of(vm, equal);
        return truth < 0 ? Value.Undefined : Value.FromBool(truth == 0);
    }

    [Method("__format__", Signature = "($self, format_spec, /)")]
    private static Value Format(Vm* vm, Value self, Str* specification)
    {
        if (specification->Length > 0)
        {
            return Throw.TypeError(vm, $"unsupported format string passed to {Types.NameOf(vm, self)}.__format__");
        }

        return Value.FromObject(Text.ToStr(vm, self));
    }

    [Method("__dir__", Signature = "($self, /)")]
    private static Value Dir(Vm* vm, Value self) => Value.FromObject(Directory.OfObject(vm, self));

    [Method("__getstate__", Signature = "($self, /)", Doc = "Helper for pickle.")]
    private static Value GetState(Vm* vm, Value self) => AskCopyreg(vm, "_get_state"u8, self, Value.Undefined);

    [Method("__reduce__", Signature = "($self, /)", Doc = "Helper for pickle.")]
    private static Value Reduce(Vm* vm, Value self) => AskCopyreg(vm, "_reduce"u8, self, Value.FromInt(0));

    [Method("__reduce_ex__", Signature = "($self, protocol, /)", Doc = "Helper for pickle.")]
    private static Value ReduceExtended(Vm* vm, Value self, long protocol)
    {
        TypeObject* type = Types.Of(vm, self);
        Str* name = WellKnown.Name(vm, NameId.__reduce__);
        return Attributes.Lookup(vm, type, name) != Attributes.Lookup(vm, Types.Of(vm, TypeId.Object), name)
            ? Calls.InvokeSpecial(vm, self, NameId.__reduce__)
            : AskCopyreg(vm, "_reduce"u8, self, Integers.FromLong(vm, protocol));
    }

    /// <summary>Calls a function of the library module <c>copyreg</c>, which knows how objects are taken apart.</summary>
    private static Value AskCopyreg(Vm* vm, ReadOnlySpan<byte> function, Value self, Value argument)
    {
        Value module = Modules.Importer.Load(vm, "copyreg");
        Value callee = module.IsUndefined ? module : Attributes.Get(vm, module, Str.Intern(vm, function));
        return callee.IsUndefined ? callee : argument.IsUndefined ? Calls.Invoke(vm, callee, self) : Calls.Invoke(vm, callee, self, argument);
    }

    [Method("__sizeof__", Signature = "($self, /)")]
    private static long SizeOf(Value self) => self.IsObject ? (long)Block.Of(self.AsObject)->CellSize : 8;

    [ClassMethod("__init_subclass__", Raw = true)]
    private static Value InitSubclass(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        if (kwNames != null && kwNames->Length > 0)
        {
            string name = argc > 0 && args[0].Is(Kind.Type) ? Str.ToManaged(((TypeObject*)args[0].AsObject)->QualifiedName) : "object";
            return Throw.TypeError(vm, $"{name}.__init_subclass__() takes no keyword arguments");
        }

        return argc > 1 ? Throw.TypeError(vm, $"object.__init_subclass__() takes no arguments ({argc - 1} given)") : Value.None;
    }

    [ClassMethod("__subclasshook__", Raw = true)]
    private static Value SubclassHook(Vm* vm, Value* args, int argc, Tuple* kwNames) => Value.NotImplemented;

    [Property("__class__", Setter = nameof(SetClass))]
    private static Value GetClass(Vm* vm, Value self) => Value.FromObject(Types.Of(vm, self));

    private static bool SetClass(Vm* vm, Value self, Value value)
    {
        if (value.IsUndefined)
        {
            Throw.TypeError(vm, "can't delete __class__ attribute");
            return false;
        }

        if (!value.Is(Kind.Type))
        {
            Throw.TypeError(vm, $"__class__ must be set to a class, not '{Types.NameOf(vm, value)}' object");
            return false;
        }

        TypeObject* target = (TypeObject*)value.AsObject;
        TypeObject* current = Types.Of(vm, self);
        bool areModules = TypeObject.IsSubtype(current, Types.Of(vm, TypeId.Module)) && TypeObject.IsSubtype(target, Types.Of(vm, TypeId.Module));
        if (!areModules && ((current->Flags & target->Flags & TypeFlags.Heap) == 0 || !self.IsObject))
        {
            Throw.TypeError(vm, "__class__ assignment only supported for mutable types or ModuleType subclasses");
            return false;
        }

        if (!ClassSlots.HaveSameLayout(current, target) && !(areModules && target->ReservedSlots == 0))
        {
            Throw.TypeError(vm, $"__class__ assignment: '{Str.ToManaged(target->Name)}' object layout differs from '{Str.ToManaged(current->Name)}'");
            return false;
        }

        if (self.Is(Kind.Instance) && InstanceAttributes.MaterialiseDict(vm, self) == null)
        {
            return false;
        }

        self.AsObject->Shape = target->DictionaryShape->Id;
        return true;
    }
}
