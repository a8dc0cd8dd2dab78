using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Typing;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>type</c>: the class of classes.</summary>
[BuiltinType("type", Doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type")]
internal static unsafe partial class TypeType
{
    /// <summary>Sets the slots of <c>type</c>.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Call = &Call;
        type->Slots.New = &New;
        type->Slots.Initialize = &Initialize;
        type->Slots.GetAttribute = &GetAttribute;
        type->Slots.SetAttribute = &SetAttribute;
        type->Slots.Binary[BinaryOperation.Or] = &UnionType.Or;
    }

    /// <summary>A class's module and qualified name, the module left out for built-in classes.</summary>
    public static string FullName(Vm* vm, TypeObject* type)
    {
        string name = Str.ToManaged(type->QualifiedName);
        Value module = ModuleOf(vm, type);
        return module.Is(Kind.Str) && (Str*)module.AsObject != WellKnown.Name(vm, NameId.builtins)
            ? $"{Str.ToManaged((Str*)module.AsObject)}.{name}"
            : name;
    }

    /// <summary><c>__module__</c> of a class.</summary>
    public static Value ModuleOf(Vm* vm, TypeObject* type)
    {
        if ((type->Flags & TypeFlags.Heap) == 0)
        {
            Value declared = Dict.GetStr(type->Attributes, WellKnown.Name(vm, NameId.__module__));
            if (declared.Is(Kind.Str))
            {
                return declared;
            }

            // A property for instances may be in the way: the name in messages has the module too.
            string name = Str.ToManaged(type->Name);
            int dot = name.LastIndexOf('.');
            return Value.FromObject(dot < 0 ? WellKnown.Name(vm, NameId.builtins) : Str.Intern(vm, Str.New(vm, name[..dot])));
        }

        return Dict.GetStr(type->Attributes, WellKnown.Name(vm, NameId.__module__));
    }

    /// <summary>Makes an instance: <c>__new__</c>, then <c>__init__</c>.</summary>
    public static Value Call(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames)
    {
        TypeObject* type = (TypeObject*)callee.AsObject;
        if (type->Id == TypeId.Type && argc == 1 && kwNames == null)
        {
            return Value.FromObject(Types.Of(vm, args[0]));
        }

        if (type->Id == TypeId.Type && argc != 3)
        {
            return Throw.TypeError(vm, "type() takes 1 or 3 arguments");
        }

        if ((type->Flags & TypeFlags.NotCallable) != 0)
        {
            return Throw.TypeError(vm, $"cannot create '{FullName(vm, type)}' instances");
        }

        Value instance = type->Slots.New(vm, type, args, argc, kwNames);
        if (instance.IsUndefined)
        {
            return instance;
        }

        TypeObject* made = Types.Of(vm, instance);
        if ((made->Flags & TypeFlags.Finalized) != 0)
        {
            Finalizers.Watch(vm, instance.AsObject);
        }

        // What object.__init__ would refuse, __new__ has refused already.
        bool initializes = made->Slots.Initialize != null && (nint)made->Slots.Initialize != (nint)Types.Of(vm, TypeId.Object)->Slots.Initialize;
        if (!initializes || (made != type && !TypeObject.IsSubtype(made, type)))
        {
            return instance;
        }

        return made->Slots.Initialize(vm, instance, args, argc, kwNames) ? instance : Value.Undefined;
    }

    /// <summary>The lookup on a class: its metaclass's data descriptors, its own and its bases' attributes, the metaclass's others.</summary>
    public static Value GetAttribute(Vm* vm, Value self, Str* name)
    {
        TypeObject* type = (TypeObject*)self.AsObject;
        TypeObject* meta = Types.Of(vm, self);
        Value metaFound = Attributes.Lookup(vm, meta, name);
        if (!metaFound.IsUndefined && Types.Of(vm, metaFound)->Slots.DescriptorSet != null && Types.Of(vm, metaFound)->Slots.DescriptorGet != null)
        {
            return Attributes.Bind(vm, metaFound, self, meta);
        }

        Value found = Attributes.Lookup(vm, type, name);
        if (!found.IsUndefined)
        {
            return Attributes.Bind(vm, found, Value.Undefined, type);
        }

        if (!metaFound.IsUndefined)
        {
            return Attributes.Bind(vm, metaFound, self, meta);
        }

        return Throw.AttributeErrorFor(vm, $"type object '{Str.ToManaged(type->Name)}' has no attribute '{Str.ToManaged(name)}'", self, name);
    }

    /// <summary>Sets or deletes an attribute of a class and lets caches and slots know.</summary>
    public static bool SetAttribute(Vm* vm, Value self, Str* name, Value value)
    {
        TypeObject* type = (TypeObject*)self.AsObject;
        if ((type->Flags & TypeFlags.Heap) == 0)
        {
            Throw.TypeError(vm, $"cannot set '{Str.ToManaged(name)}' attribute of immutable type '{Str.ToManaged(type->Name)}'");
            return false;
        }

        TypeObject* meta = Types.Of(vm, self);
        Value metaFound = Attributes.Lookup(vm, meta, name);
        if (!metaFound.IsUndefined && Types.Of(vm, metaFound)->Slots.DescriptorSet != null)
        {
            return Types.Of(vm, metaFound)->Slots.DescriptorSet(vm, metaFound, self, value);
        }

        Value* present = Dict.FindSlot(type->Attributes, name);
        if (value.IsUndefined)
        {
            if (present == null)
            {
                Throw.AttributeErrorFor(vm, $"type object '{Str.ToManaged(type->Name)}' has no attribute '{Str.ToManaged(name)}'", self, name);
                return false;
            }

            Dict.Remove(vm, type->Attributes, Value.FromObject(name), out _);
            vm->TypeEpoch++;
        }
        else if (present != null && IsPlain(vm, *present) && IsPlain(vm, value))
        {
            // Caches hold the place of the value, so that a plain value may change under them.
            *present = value;
        }
        else
        {
            if (!Dict.SetStr(vm, type->Attributes, name, value))
            {
                return false;
            }

            vm->TypeEpoch++;
        }

        if (SpecialMethods.IsSpecial(name))
        {
            vm->TypeEpoch++;
            SpecialMethods.UpdateSlotsOfFamily(vm, type);
        }

        return true;
    }

    /// <summary>A value that attribute access returns as it is.</summary>
    private static bool IsPlain(Vm* vm, Value value)
    {
        if (!value.IsObject)
        {
            return true;
        }

        Slots* slots = &Types.Of(vm, value)->Slots;
        return slots->DescriptorGet == null && slots->DescriptorSet == null;
    }

    private static Value New(Vm* vm, TypeObject* meta, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 3)
        {
            return Throw.TypeError(vm, $"type.__new__() takes exactly 3 arguments ({argc} given)");
        }

        if (!args[0].Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"type.__new__() argument 1 must be str, not {Types.NameOf(vm, args[0])}");
        }

        if (!args[1].Is(Kind.Tuple))
        {
            return Throw.TypeError(vm, $"type.__new__() argument 2 must be tuple, not {Types.NameOf(vm, args[1])}");
        }

        if (!args[2].Is(Kind.Dict))
        {
            return Throw.TypeError(vm, $"type.__new__() argument 3 must be dict, not {Types.NameOf(vm, args[2])}");
        }

        Tuple* bases = (Tuple*)args[1].AsObject;
        for (int i = 0; i < bases->Length; i++)
        {
            Value item = Tuple.Items(bases)[i];
            int found = item.Is(Kind.Type) ? 0 : Attributes.TryGet(vm, item, WellKnown.Name(vm, NameId.__mro_entries__), out _);
            if (found != 0)
            {
                return found < 0 ? Value.Undefined : Throw.TypeError(vm, "type() doesn't support MRO entry resolution; use types.new_class()");
            }
        }

        TypeObject* winner = ClassBuilder.Metaclass(vm, meta, bases);
        if (winner == null)
        {
            return Value.Undefined;
        }

        if (winner != meta && (nint)winner->Slots.New != (nint)Types.Of(vm, TypeId.Type)->Slots.New)
        {
            return winner->Slots.New(vm, winner, args, argc, kwNames);
        }

        Dict* ns = (Dict*)args[2].AsObject;
        TypeObject* type = ClassBuilder.New(vm, winner, (Str*)args[0].AsObject, bases, ns, args + argc, kwNames);
        if (type == null)
        {
            return Value.Undefined;
        }

        Str* moduleKey = WellKnown.Name(vm, NameId.__module__);
        if (Dict.GetStr(type->Attributes, moduleKey).IsUndefined && vm->CurrentFrame != null)
        {
            Value module = Dict.GetStr(((Frame*)vm->CurrentFrame)->Function->Globals, WellKnown.Name(vm, NameId.__name__));
            if (!module.IsUndefined)
            {
                Dict.SetStr(vm, type->Attributes, moduleKey, module);
                vm->TypeEpoch++;
            }
        }

        return Value.FromObject(type);
    }

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (kwNames != null && kwNames->Length > 0 && argc == 1)
        {
            Throw.TypeError(vm, "type.__init__() takes no keyword arguments");
            return false;
        }

        if (argc is 1 or 3)
        {
            return true;
        }

        Throw.TypeError(vm, "type.__init__() takes 1 or 3 arguments");
        return false;
    }

    private static Value Repr(Vm* vm, Value self) => Value.FromObject(Str.New(vm, $"<class '{FullName(vm, (TypeObject*)self.AsObject)}'>"));

    [Method("mro", Signature = "($self, /)")]
    private static Value Mro(Vm* vm, Value self) =>
        Value.FromObject(Iteration.ToList(vm, Value.FromObject(((TypeObject*)self.AsObject)->ResolutionOrder)));

    [Method("__subclasses__", Signature = "($self, /)")]
    private static Value GetSubclasses(Vm* vm, Value self)
    {
        TypeObject* type = (TypeObject*)self.AsObject;
        List* result = List.New(vm);
        for (int id = 1; id < (int)TypeId.Count; id++)
        {
            TypeObject* builtin = WellKnown.Of(vm)->Types[id];
            if (builtin != null && builtin->Base == type)
            {
                List.Append(vm, result, Value.FromObject(builtin));
            }
        }

        for (int i = 0; type->Subclasses != null && i < type->Subclasses->Length; i++)
        {
            List.Append(vm, result, type->Subclasses->Items[i]);
        }

        return Value.FromObject(result);
    }

    [Method("__instancecheck__", Signature = "($self, instance, /)")]
    private static bool InstanceCheck(Vm* vm, Value self, Value instance) => TypeObject.IsSubtype(Types.Of(vm, instance), (TypeObject*)self.AsObject);

    [Method("__subclasscheck__", Signature = "($self, subclass, /)")]
    private static Value SubclassCheck(Vm* vm, Value self, Value subclass)
    {
        int outcome = ClassChecks.IsSubclassByBases(vm, subclass, self);
        return outcome < 0 ? Value.Undefined : Value.FromBool(outcome > 0);
    }

    [ClassMethod("__prepare__", Raw = true)]
    private static Value Prepare(Vm* vm, Value* args, int argc, Tuple* kwNames) => Value.FromObject(Dict.New(vm));

    [Method("__dir__", Signature = "($self, /)")]
    private static Value Dir(Vm* vm, Value self) => Value.FromObject(Directory.OfObject(vm, self));

    [Property("__name__", Setter = nameof(SetName))]
    private static Value GetName(Vm* vm, Value self) => Value.FromObject(TypeObject.ShortName((TypeObject*)self.AsObject));

    private static bool SetName(Vm* vm, Value self, Value value)
    {
        if (!CheckName(vm, self, "__name__", value, out TypeObject* type))
        {
            return false;
        }

        if (!CheckName(vm, (Str*)value.AsObject))
        {
            return false;
        }

        type->Name = Str.Intern(vm, (Str*)value.AsObject);
        return true;
    }

    [Property("__qualname__", Setter = nameof(SetQualifiedName))]
    private static Value GetQualifiedName(Vm* vm, Value self) => Value.FromObject(((TypeObject*)self.AsObject)->QualifiedName);

    private static bool SetQualifiedName(Vm* vm, Value self, Value value)
    {
        if (!CheckName(vm, self, "__qualname__", value, out TypeObject* type))
        {
            return false;
        }

        type->QualifiedName = (Str*)value.AsObject;
        return true;
    }

    [Property("__module__", Setter = nameof(SetModule))]
    private static Value GetModule(Vm* vm, Value self)
    {
        Value module = ModuleOf(vm, (TypeObject*)self.AsObject);
        return module.IsUndefined ? Throw.AttributeError(vm, "__module__") : module;
    }

    private static bool SetModule(Vm* vm, Value self, Value value)
    {
        if (!CheckMutable(vm, self, "__module__", value, out TypeObject* type))
        {
            return false;
        }

        // Where the class stood says nothing about its new module.
        Dict.Remove(vm, type->Attributes, Value.FromObject(Str.Intern(vm, "__firstlineno__"u8)), out _);
        return SetOwn(vm, type, NameId.__module__, value);
    }

    [Property("__bases__", Setter = nameof(SetBases))]
    private static Value GetBases(Vm* vm, Value self) => Value.FromObject(((TypeObject*)self.AsObject)->Bases);

    private static bool SetBases(Vm* vm, Value self, Value value)
    {
        if (!CheckMutable(vm, self, "__bases__", value, out TypeObject* type))
        {
            return false;
        }

        if (!value.Is(Kind.Tuple))
        {
            Throw.TypeError(vm, $"can only assign tuple to {Str.ToManaged(type->Name)}.__bases__, not {Types.NameOf(vm, value)}");
            return false;
        }

        return ClassBuilder.Rebase(vm, type, (Tuple*)value.AsObject);
    }

    [Property("__base__")]
    private static Value GetBase(Vm* vm, Value self)
    {
        TypeObject* parent = ((TypeObject*)self.AsObject)->Base;
        return parent == null ? Value.None : Value.FromObject(parent);
    }

    [Property("__flags__")]
    private static long GetFlags(Value self) => TypeLayouts.Flags((TypeObject*)self.AsObject);

    [Property("__basicsize__")]
    private static long GetBasicSize(Value self) => TypeLayouts.Sizes((TypeObject*)self.AsObject).Basic;

    [Property("__itemsize__")]
    private static long GetItemSize(Value self) => TypeLayouts.Sizes((TypeObject*)self.AsObject).Item;

    [Property("__dictoffset__")]
    private static long GetDictOffset(Value self) => TypeLayouts.DictOffset((TypeObject*)self.AsObject);

    [Property("__weakrefoffset__")]
    private static long GetWeakOffset(Value self) => TypeLayouts.WeakOffset((TypeObject*)self.AsObject);

    [Property("__mro__")]
    private static Value GetMro(Vm* vm, Value self) => Value.FromObject(((TypeObject*)self.AsObject)->ResolutionOrder);

    [Property("__dict__")]
    private static Value GetDict(Vm* vm, Value self)
    {
        Record* proxy = Record.New(vm, TypeId.MappingProxy, 1);
        Record.Fields(proxy)[0] = Value.FromObject(Attributes.DictOf(vm, (TypeObject*)self.AsObject));
        return Value.FromObject(proxy);
    }

    /// <summary>The parameters of a built-in class's constructor; <c>None</c> for any other class and for those that no signature describes.</summary>
    [Property("__text_signature__")]
    private static string? GetTextSignature(Value self) => TypeSignatures.Of(((TypeObject*)self.AsObject)->Id);

    [Property("__doc__", Setter = nameof(SetDoc))]
    private static Value GetDoc(Vm* vm, Value self)
    {
        if (((TypeObject*)self.AsObject)->Id == TypeId.Type)
        {
            // Its own entry is this property.
            return Value.FromObject(Str.New(vm, "type(object) -> the object's type; type(name, bases, dict, **kwds) -> a new type"));
        }

        Value doc = Dict.GetStr(Attributes.DictOf(vm, (TypeObject*)self.AsObject), WellKnown.Name(vm, NameId.__doc__));
        return doc.IsUndefined ? Value.None : Attributes.Bind(vm, doc, Value.Undefined, (TypeObject*)self.AsObject);
    }

    private static bool SetDoc(Vm* vm, Value self, Value value)
    {
        return CheckMutable(vm, self, "__doc__", value, out TypeObject* type) && SetOwn(vm, type, NameId.__doc__, value);
    }

    [Property("__type_params__", Setter = nameof(SetTypeParameters))]
    private static Value GetTypeParameters(Vm* vm, Value self)
    {
        TypeObject* type = (TypeObject*)self.AsObject;
        Value parameters = (type->Flags & TypeFlags.Heap) == 0 ? Value.Undefined : Dict.GetStr(type->Attributes, WellKnown.Name(vm, NameId.__type_params__));
        return parameters.IsUndefined ? Value.FromObject(WellKnown.Of(vm)->EmptyTuple) : parameters;
    }

    private static bool SetTypeParameters(Vm* vm, Value self, Value value) =>
        CheckMutable(vm, self, "__type_params__", value, out TypeObject* type) && SetOwn(vm, type, NameId.__type_params__, value);

    [Property("__annotations__", Setter = nameof(SetAnnotations))]
    private static Value GetAnnotations(Vm* vm, Value self)
    {
        TypeObject* type = (TypeObject*)self.AsObject;
        if ((type->Flags & TypeFlags.Heap) == 0)
        {
            return Throw.AttributeErrorFor(
                vm, $"type object '{Str.ToManaged(type->Name)}' has no attribute '__annotations__'", self, WellKnown.Name(vm, NameId.__annotations__));
        }

        Str* key = WellKnown.Name(vm, NameId.__annotations__);
        Value present = Dict.GetStr(type->Attributes, key);
        if (present.IsUndefined)
        {
            present = Value.FromObject(Dict.New(vm));
            Dict.SetStr(vm, type->Attributes, key, present);
            vm->TypeEpoch++;
        }

        var get = Types.Of(vm, present)->Slots.DescriptorGet;
        return get == null ? present : get(vm, present, Value.Undefined, type);
    }

    private static bool SetAnnotations(Vm* vm, Value self, Value value)
    {
        TypeObject* type = (TypeObject*)self.AsObject;
        Str* key = WellKnown.Name(vm, NameId.__annotations__);
        if (!value.IsUndefined || (type->Flags & TypeFlags.Heap) == 0)
        {
            return CheckMutable(vm, self, "__annotations__", Value.None, out _) && SetOwn(vm, type, NameId.__annotations__, value);
        }

        if (Dict.GetStr(type->Attributes, key).IsUndefined)
        {
            Throw.AttributeError(vm, "__annotations__");
            return false;
        }

        vm->TypeEpoch++;
        return Dict.Remove(vm, type->Attributes, Value.FromObject(key), out _) > 0;
    }

    [Property("__abstractmethods__", Setter = nameof(SetAbstractMethods))]
    private static Value GetAbstractMethods(Vm* vm, Value self)
    {
        Str* key = WellKnown.Name(vm, NameId.__abstractmethods__);
        Value names = Dict.GetStr(((TypeObject*)self.AsObject)->Attributes, key);
        return names.IsUndefined ? Throw.AttributeErrorFor(vm, "__abstractmethods__", self, key) : names;
    }

    private static bool SetAbstractMethods(Vm* vm, Value self, Value value)
    {
        TypeObject* type = (TypeObject*)self.AsObject;
        Str* key = WellKnown.Name(vm, NameId.__abstractmethods__);
        int isAbstract = value.IsUndefined ? 0 : Truth.Of(vm, value);
        if (isAbstract < 0)
        {
            return false;
        }

        if (value.IsUndefined)
        {
            if (Dict.Remove(vm, type->Attributes, Value.FromObject(key), out _) == 0)
            {
                Throw.AttributeErrorFor(vm, "__abstractmethods__", self, key);
                return false;
            }
        }
        else if (!Dict.SetStr(vm, type->Attributes, key, value))
        {
            return false;
        }

        type->Flags = isAbstract > 0 ? type->Flags | TypeFlags.Abstract : type->Flags & ~TypeFlags.Abstract;
        vm->TypeEpoch++;
        return true;
    }

    private static bool SetOwn(Vm* vm, TypeObject* type, NameId name, Value value)
    {
        vm->TypeEpoch++;
        return Dict.SetStr(vm, type->Attributes, WellKnown.Name(vm, name), value);
    }

    /// <summary>True if an attribute of a class may be set to a value, which is undefined for a deletion; else raises <c>TypeError</c>.</summary>
    private static bool CheckMutable(Vm* vm, Value self, string attribute, Value value, out TypeObject* type)
    {
        type = (TypeObject*)self.AsObject;
        if ((type->Flags & TypeFlags.Heap) == 0)
        {
            Throw.TypeError(vm, $"cannot set '{attribute}' attribute of immutable type '{Str.ToManaged(type->Name)}'");
            return false;
        }

        if (value.IsUndefined)
        {
            Throw.TypeError(vm, $"cannot delete '{attribute}' attribute of immutable type '{Str.ToManaged(type->Name)}'");
            return false;
        }

        return true;
    }

    private static bool CheckName(Vm* vm, Value self, string attribute, Value value, out TypeObject* type)
    {
        if (!CheckMutable(vm, self, attribute, value, out type))
        {
            return false;
        }

        if (!value.Is(Kind.Str))
        {
            Throw.TypeError(vm, $"can only assign string to {Str.ToManaged(type->Name)}.{attribute}, not '{Types.NameOf(vm, value)}'");
            return false;
        }

        return true;
    }

    /// <summary>Checks a class's name: a string without null characters that UTF-8 can say; false with an exception pending.</summary>
    internal static bool CheckName(Vm* vm, Str* name)
    {
        for (int i = 0; !name->IsAscii && i < name->Length; i++)
        {
            if (name->At(i) is >= 0xD800 and < 0xE000)
            {
                Codecs.Encode(vm, name, "utf-8", "strict");
                return false;
            }
        }

        for (int i = 0; i < name->Length; i++)
        {
            if (name->At(i) == 0)
            {
                Throw.ValueError(vm, "type name must not contain null characters");
                return false;
            }
        }

        return true;
    }
}
