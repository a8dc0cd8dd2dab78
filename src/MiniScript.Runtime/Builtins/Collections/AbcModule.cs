using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Collections;

/// <summary>The native half of <c>abc</c>: registered classes and the caches of subclass checks.</summary>
/// <remarks>
/// The state of an abstract class is a record in its attribute <c>_abc_impl</c>: the set of registered classes, the set of classes known to be
/// subclasses, that of classes known not to be, and the registrations of the machine that the latter holds for.
/// </remarks>
[BuiltinModule("_abc")]
internal static unsafe partial class AbcModule
{
    private const int RegistryField = 0;
    private const int CacheField = 1;
    private const int NegativeField = 2;
    private const int VersionField = 3;

    /// <summary>Raises for a class that has abstract methods.</summary>
    public static Value RaiseAbstract(Vm* vm, TypeObject* type)
    {
        Value names = Dict.GetStr(type->Attributes, WellKnown.Name(vm, NameId.__abstractmethods__));
        List* sorted = names.IsUndefined ? List.New(vm) : Iteration.ToList(vm, names);
        if (sorted == null || !ListSort.Sort(vm, sorted, Value.None, false))
        {
            return Value.Undefined;
        }

        string text = string.Empty;
        for (int i = 0; i < sorted->Length; i++)
        {
            if (!sorted->Items[i].Is(Kind.Str))
            {
                return Throw.TypeError(vm, $"sequence item {i}: expected str instance, {Types.NameOf(vm, sorted->Items[i])} found");
            }

            text += (i > 0 ? "', '" : string.Empty) + Str.ToManaged((Str*)sorted->Items[i].AsObject);
        }

        string plural = sorted->Length > 1 ? "s" : string.Empty;
        return Throw.TypeError(vm, $"Can't instantiate abstract class {Str.ToManaged(type->Name)} without an implementation for abstract method{plural} '{text}'");
    }

    /// <summary>Whether a value says of itself that it is abstract: 1, 0, or -1 with an exception pending.</summary>
    public static int IsAbstract(Vm* vm, Value value)
    {
        if (value.IsUndefined || value.IsNone)
        {
            return 0;
        }

        int found = Attributes.TryGet(vm, value, WellKnown.Name(vm, NameId.__isabstractmethod__), out Value flag);
        return found <= 0 ? found : Truth.Of(vm, flag);
    }

    /// <summary>Find the abstract methods of a new class and give it the state of an abstract class.</summary>
    [Function("_abc_init", Signature = "(cls, /)")]
    private static Value Initialize(Vm* vm, TypeObject* type)
    {
        SetObject* names = SetObject.New(vm, TypeId.FrozenSet);
        Dict* own = Dict.Copy(vm, Attributes.DictOf(vm, type));
        int position = 0;
        while (Dict.Next(own, ref position, out Value key, out Value value))
        {
            int isAbstract = value.Is(Kind.Function) && !((Function*)value.AsObject)->Attributes.IsObject ? 0 : IsAbstract(vm, value);
            if (isAbstract < 0 || (isAbstract > 0 && !SetObject.Add(vm, names, key)))
            {
                return Value.Undefined;
            }
        }

        for (int i = 0; i < type->Bases->Length; i++)
        {
            if (!AddInherited(vm, type, (TypeObject*)Tuple.Items(type->Bases)[i].AsObject, names))
            {
                return Value.Undefined;
            }
        }

        Record* state = Record.New(vm, TypeId.AbcData, 4);
        Value* fields = Record.Fields(state);
        fields[RegistryField] = Value.FromObject(SetObject.New(vm));
        fields[CacheField] = Value.FromObject(SetObject.New(vm));
        fields[NegativeField] = Value.FromObject(SetObject.New(vm));
        fields[VersionField] = Value.FromInt(WellKnown.Of(vm)->AbstractRegistrations);
        Value self = Value.FromObject(type);
        return Attributes.Set(vm, self, WellKnown.Name(vm, NameId.__abstractmethods__), Value.FromObject(names))
            && Attributes.Set(vm, self, WellKnown.Name(vm, NameId._abc_impl), Value.FromObject(state))
            ? Value.None : Value.Undefined;
    }

    private static bool AddInherited(Vm* vm, TypeObject* type, TypeObject* parent, SetObject* names)
    {
        if ((parent->Flags & TypeFlags.Heap) == 0)
        {
            return true;
        }

        Value inherited = Dict.GetStr(parent->Attributes, WellKnown.Name(vm, NameId.__abstractmethods__));
        List* list = inherited.IsUndefined ? null : Iteration.ToList(vm, inherited);
        for (int i = 0; list != null && i < list->Length; i++)
        {
            if (!list->Items[i].Is(Kind.Str))
            {
                continue;
            }

            int found = Attributes.TryGet(vm, Value.FromObject(type), Str.Intern(vm, (Str*)list->Items[i].AsObject), out Value value);
            int isAbstract = found <= 0 ? found : IsAbstract(vm, value);
            if (isAbstract < 0 || (isAbstract > 0 && !SetObject.Add(vm, names, list->Items[i])))
            {
                return false;
            }
        }

        return !vm->HasPending;
    }

    /// <summary>Register a class as a virtual subclass and return it.</summary>
    [Function("_abc_register", Signature = "(cls, subclass, /)")]
    private static Value Register(Vm* vm, TypeObject* type, Value subclass)
    {
        if (!subclass.Is(Kind.Type))
        {
            return Throw.TypeError(vm, "Can only register classes");
        }

        Value self = Value.FromObject(type);
        int known = ClassChecks.IsSubclass(vm, subclass, self);
        if (known != 0)
        {
            return known < 0 ? Value.Undefined : subclass;
        }

        int cycle = ClassChecks.IsSubclass(vm, self, subclass);
        if (cycle != 0)
        {
            return cycle < 0 ? Value.Undefined : Throw.RuntimeError(vm, "Refusing to create an inheritance cycle");
        }

        Value* fields = StateOf(vm, type);
        if (fields == null || !SetObject.Add(vm, (SetObject*)fields[RegistryField].AsObject, subclass, Hashing.OfIdentity(subclass)))
        {
            return Value.Undefined;
        }

        PassPatterns((TypeObject*)subclass.AsObject, type->Flags & (TypeFlags.SequencePattern | TypeFlags.MappingPattern));
        WellKnown.Of(vm)->AbstractRegistrations++;
        return subclass;
    }

    /// <summary>Lets instances of a class and those derived from it match patterns as its new abstract base does.</summary>
    private static void PassPatterns(TypeObject* type, TypeFlags patterns)
    {
        if (patterns == 0 || (type->Flags & TypeFlags.Heap) == 0)
        {
            return;
        }

        type->Flags = (type->Flags & ~(TypeFlags.SequencePattern | TypeFlags.MappingPattern)) | patterns;
        for (int i = 0; type->Subclasses != null && i < type->Subclasses->Length; i++)
        {
            PassPatterns((TypeObject*)type->Subclasses->Items[i].AsObject, patterns);
        }
    }

    /// <summary>Whether an object is an instance of an abstract class.</summary>
    [Function("_abc_instancecheck", Signature = "(cls, instance, /)")]
    private static Value InstanceCheck(Vm* vm, Value self, Value instance)
    {
        if (!self.Is(Kind.Type))
        {
            return Throw.TypeError(vm, $"argument 1 must be a class, not {Types.NameOf(vm, self)}");
        }

        TypeObject* type = (TypeObject*)self.AsObject;
        Value* fields = StateOf(vm, type);
        if (fields == null)
        {
            return Value.Undefined;
        }

        Value real = Value.FromObject(Types.Of(vm, instance));
        Value claimed = real;
        if (((TypeObject*)real.AsObject)->Slots.GetAttribute != null || instance.Is(Kind.Instance))
        {
            claimed = Attributes.Get(vm, instance, WellKnown.Name(vm, NameId.__class__));
            if (claimed.IsUndefined)
            {
                return claimed;
            }
        }

        int outcome = Cached(vm, fields, claimed);
        if (outcome < 0)
        {
            outcome = AskSubclass(vm, self, claimed);
        }

        if (outcome == 0 && claimed != real)
        {
            outcome = AskSubclass(vm, self, real);
        }

        return outcome < 0 ? Value.Undefined : Value.FromBool(outcome > 0);
    }

    /// <summary>Whether a class is a subclass of an abstract class.</summary>
    [Function("_abc_subclasscheck", Signature = "(cls, subclass, /)")]
    private static Value SubclassCheck(Vm* vm, Value self, Value subclass)
    {
        if (!subclass.Is(Kind.Type) || !self.Is(Kind.Type))
        {
            return Throw.TypeError(vm, "issubclass() arg 1 must be a class");
        }

        TypeObject* type = (TypeObject*)self.AsObject;
        Value* fields = StateOf(vm, type);
        if (fields == null)
        {
            return Value.Undefined;
        }

        int outcome = Cached(vm, fields, subclass);
        if (outcome < 0)
        {
            outcome = Recursion.Enter(vm, " in __subclasscheck__") ? Search(vm, type, subclass) : -1;
            if (outcome >= 0)
            {
                Recursion.Leave(vm);
                fields = StateOf(vm, type);
                SetObject* cache = (SetObject*)fields[outcome > 0 ? CacheField : NegativeField].AsObject;
                outcome = SetObject.Add(vm, cache, subclass, Hashing.OfIdentity(subclass)) ? outcome : -1;
            }
        }

        return outcome < 0 ? Value.Undefined : Value.FromBool(outcome > 0);
    }

    /// <summary>Forget the registered classes of an abstract class.</summary>
    [Function("_reset_registry", Signature = "(cls, /)")]
    private static Value ResetRegistry(Vm* vm, TypeObject* type)
    {
        Value* fields = StateOf(vm, type);
        if (fields == null)
        {
            return Value.Undefined;
        }

        SetObject.Clear(vm, (SetObject*)fields[RegistryField].AsObject);
        return Value.None;
    }

    /// <summary>Forget the subclass checks of an abstract class.</summary>
    [Function("_reset_caches", Signature = "(cls, /)")]
    private static Value ResetCaches(Vm* vm, TypeObject* type)
    {
        Value* fields = StateOf(vm, type);
        if (fields == null)
        {
            return Value.Undefined;
        }

        SetObject.Clear(vm, (SetObject*)fields[CacheField].AsObject);
        SetObject.Clear(vm, (SetObject*)fields[NegativeField].AsObject);
        return Value.None;
    }

    /// <summary>Return the registry, the two caches and the version of an abstract class.</summary>
    [Function("_get_dump", Signature = "(cls, /)")]
    private static Value GetDump(Vm* vm, TypeObject* type)
    {
        Value* fields = StateOf(vm, type);
        return fields == null ? Value.Undefined : Value.FromObject(Tuple.New(vm, fields, 4));
    }

    /// <summary>Return a number that changes with each registration.</summary>
    [Function("get_cache_token", Signature = "()")]
    private static long CacheToken(Vm* vm) => WellKnown.Of(vm)->AbstractRegistrations;

    /// <summary>The checks as methods, which bind to the class.</summary>
    [Constant("_methods")]
    private static Value Methods(Vm* vm)
    {
        LibraryTypes.Hidden(vm, TypeId.AbcData, "_abc._abc_data"u8, null);
        NativeFunction* instance = Natives.New(vm, WellKnown.Name(vm, NameId.__instancecheck__), &InstanceMethod, NativeFunctionKind.Method);
        NativeFunction* subclass = Natives.New(vm, WellKnown.Name(vm, NameId.__subclasscheck__), &SubclassMethod, NativeFunctionKind.Method);
        return Value.FromObject(Tuple.New(vm, Value.FromObject(instance), Value.FromObject(subclass)));
    }

    private static Value InstanceMethod(Vm* vm, Value* args, int argc, Tuple* kwNames) =>
        argc == 2 && kwNames == null
            ? InstanceCheck(vm, args[0], args[1])
            : Throw.TypeError(vm, $"ABCMeta.__instancecheck__() takes 2 positional arguments but {argc} were given");

    private static Value SubclassMethod(Vm* vm, Value* args, int argc, Tuple* kwNames) =>
        argc == 2 && kwNames == null
            ? SubclassCheck(vm, args[0], args[1])
            : Throw.TypeError(vm, $"ABCMeta.__subclasscheck__() takes 2 positional arguments but {argc} were given");

    private static Value* StateOf(Vm* vm, TypeObject* type)
    {
        Value state = Dict.GetStr(type->Attributes, WellKnown.Name(vm, NameId._abc_impl));
        if (state.IsExactly(TypeId.AbcData))
        {
            return Record.Fields((Record*)state.AsObject);
        }

        Throw.TypeError(vm, $"_abc_impl is set to a wrong type, not of class {Str.ToManaged(type->Name)}");
        return null;
    }

    /// <summary>What the caches say of a class: 1, 0, or -1 if nothing.</summary>
    private static int Cached(Vm* vm, Value* fields, Value type)
    {
        long hash = Hashing.OfIdentity(type);
        if (ContainsClass(vm, fields[CacheField], type, hash))
        {
            return 1;
        }

        long version = WellKnown.Of(vm)->AbstractRegistrations;
        if (fields[VersionField].AsInt != version)
        {
            SetObject.Clear(vm, (SetObject*)fields[NegativeField].AsObject);
            fields[VersionField] = Value.FromInt(version);
            return -1;
        }

        return ContainsClass(vm, fields[NegativeField], type, hash) ? 0 : -1;
    }

    /// <summary>Membership of a class, hashed by identity: a metaclass may redefine hashing, which the caches do not ask.</summary>
    private static bool ContainsClass(Vm* vm, Value set, Value type, long hash)
    {
        SetObject* classes = (SetObject*)set.AsObject;
        return classes->Count > 0 && SetObject.Contains(vm, classes, type, hash) > 0;
    }

    private static int AskSubclass(Vm* vm, Value self, Value subclass)
    {
        Value answer = Calls.InvokeSpecial(vm, self, NameId.__subclasscheck__, subclass);
        return answer.IsUndefined ? -1 : Truth.Of(vm, answer);
    }

    /// <summary>The full check: the class's own hook, its subclasses by inheritance, registered ones and those of its subclasses; -1 with an exception pending.</summary>
    private static int Search(Vm* vm, TypeObject* type, Value subclass)
    {
        Value self = Value.FromObject(type);
        Value hook = Calls.InvokeMethod(vm, self, WellKnown.Name(vm, NameId.__subclasshook__), &subclass, 1);
        if (hook.IsUndefined)
        {
            return -1;
        }

        if (hook.IsBool)
        {
            return hook.IsTrue ? 1 : 0;
        }

        if (!hook.IsNotImplemented)
        {
            Throw.Raise(vm, TypeId.AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
            return -1;
        }

        if (TypeObject.IsSubtype((TypeObject*)subclass.AsObject, type))
        {
            return 1;
        }

        List* registered = Iteration.ToList(vm, StateOf(vm, type)[RegistryField]);
        int outcome = registered == null ? -1 : AnySuperclass(vm, registered, subclass);
        if (outcome != 0)
        {
            return outcome;
        }

        Value derived = Calls.InvokeMethod(vm, self, WellKnown.Name(vm, NameId.__subclasses__), null, 0);
        List* subclasses = derived.IsUndefined ? null : Iteration.ToList(vm, derived);
        return subclasses == null ? -1 : AnySuperclass(vm, subclasses, subclass);
    }

    private static int AnySuperclass(Vm* vm, List* classes, Value subclass)
    {
        for (int i = 0; i < classes->Length; i++)
        {
            int outcome = ClassChecks.IsSubclass(vm, subclass, classes->Items[i]);
            if (outcome != 0)
            {
                return outcome;
            }
        }

        return 0;
    }
}
