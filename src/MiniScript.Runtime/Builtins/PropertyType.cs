using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>property</c>.</summary>
[BuiltinType("property", Doc = "Property attribute.")]
internal static unsafe partial class PropertyType
{
    /// <summary>Sets the slots of <c>property</c>.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = &Initialize;
        type->Slots.DescriptorGet = &DescriptorGet;
        type->Slots.DescriptorSet = &DescriptorSet;
    }

    /// <summary>The header's Aux of a property whose documentation is its getter's.</summary>
    private const ushort FromGetter = 1;

    private static Property* Of(Value self) => (Property*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Objects.Tuple* kwNames)
    {
        Property* property = (Property*)vm->Heap.AllocateSmall((nuint)sizeof(Property), Kind.Property, type->DictionaryShape->Id);
        if (type->Id != TypeId.Property)
        {
            property->Header.Flags |= ObjectFlags.Subclass;
        }

        property->Getter = Value.None;
        property->Setter = Value.None;
        property->Deleter = Value.None;
        property->Doc = Value.None;
        property->Name = Value.Undefined;
        property->Attributes = Value.Undefined;
        return Value.FromObject(property);
    }

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Objects.Tuple* kwNames)
    {
        ReadOnlySpan<NameId> names = [NameId.fget, NameId.fset, NameId.fdel];
        Value* parts = stackalloc Value[4] { Value.None, Value.None, Value.None, Value.Undefined };
        if (argc > 4)
        {
            Throw.TypeError(vm, $"property expected at most 4 arguments, got {argc}");
            return false;
        }

        for (int i = 0; i < argc; i++)
        {
            parts[i] = args[i];
        }

        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            Str* key = (Str*)Objects.Tuple.Items(kwNames)[i].AsObject;
            int index = -1;
            for (int j = 0; j < names.Length; j++)
            {
                index = Str.Equals(key, WellKnown.Name(vm, names[j])) ? j : index;
            }

            if (Str.ToManaged(key) == "doc")
            {
                index = 3;
            }

            if (index < 0)
            {
                Throw.TypeError(vm, $"property() got an unexpected keyword argument '{Str.ToManaged(key)}'");
                return false;
            }

            parts[index] = args[argc + i];
        }

        Property* property = Of(self);
        property->Getter = parts[0];
        property->Setter = parts[1];
        property->Deleter = parts[2];
        return InitializeDoc(vm, self, parts[3].IsUndefined ? Value.None : parts[3]);
    }

    /// <summary>
    /// The documentation: what is given, else the getter's. An instance of a subclass has it as an attribute of its own, because the class has one;
    /// where it cannot be set there, what was given is dropped and what the getter has is an error.
    /// </summary>
    private static bool InitializeDoc(Vm* vm, Value self, Value doc)
    {
        Property* property = Of(self);
        Str* key = WellKnown.Name(vm, NameId.__doc__);
        property->Header.Aux = 0;
        if (doc.IsNone && !property->Getter.IsNone && Attributes.TryGet(vm, property->Getter, key, out Value found) > 0 && !found.IsNone)
        {
            doc = found;
            property->Header.Aux = FromGetter;
        }

        bool isExact = Types.Of(vm, self)->Id == TypeId.Property;
        property->Doc = isExact ? doc : Value.None;
        if (vm->HasPending)
        {
            return false;
        }

        if (isExact || Attributes.Set(vm, self, key, doc))
        {
            return true;
        }

        if (property->Header.Aux == FromGetter || !Types.IsInstance(vm, vm->Pending, TypeId.AttributeError))
        {
            return false;
        }

        vm->Pending = Value.Undefined;
        return true;
    }

    private static Value DescriptorGet(Vm* vm, Value self, Value instance, TypeObject* owner)
    {
        if (instance.IsUndefined)
        {
            return self;
        }

        return Of(self)->Getter.IsNone ? Missing(vm, self, instance, "getter") : Calls.Invoke(vm, Of(self)->Getter, instance);
    }

    private static bool DescriptorSet(Vm* vm, Value self, Value instance, Value value)
    {
        Value function = value.IsUndefined ? Of(self)->Deleter : Of(self)->Setter;
        if (function.IsNone)
        {
            Missing(vm, self, instance, value.IsUndefined ? "deleter" : "setter");
            return false;
        }

        Value result = value.IsUndefined ? Calls.Invoke(vm, function, instance) : Calls.Invoke(vm, function, instance, value);
        return !result.IsUndefined;
    }

    private static Value Missing(Vm* vm, Value self, Value instance, string what)
    {
        string name = Of(self)->Name.Is(Kind.Str) ? $" '{Str.ToManaged((Str*)Of(self)->Name.AsObject)}'" : string.Empty;
        return Throw.AttributeError(vm, $"property{name} of '{Str.ToManaged(Types.Of(vm, instance)->QualifiedName)}' object has no {what}");
    }

    private static Value Copy(Vm* vm, Value self, Value getter, Value setter, Value deleter)
    {
        TypeObject* type = Types.Of(vm, self);
        Property* old = Of(self);
        Value* arguments = stackalloc Value[4];
        arguments[0] = getter.IsUndefined ? old->Getter : getter;
        arguments[1] = setter.IsUndefined ? old->Setter : setter;
        arguments[2] = deleter.IsUndefined ? old->Deleter : deleter;
        arguments[3] = old->Header.Aux == FromGetter && !arguments[0].IsNone ? Value.None : old->Doc;
        Value copy = Calls.Invoke(vm, Value.FromObject(type), arguments, 4, null);
        if (!copy.IsUndefined && Types.Of(vm, copy)->Id == TypeId.Property)
        {
            Of(copy)->Name = old->Name;
        }

        return copy;
    }

    [Method("getter", Signature = "($self, object, /)")]
    private static Value Getter(Vm* vm, Value self, Value function) => Copy(vm, self, function, Value.Undefined, Value.Undefined);

    [Method("setter", Signature = "($self, object, /)")]
    private static Value Setter(Vm* vm, Value self, Value function) => Copy(vm, self, Value.Undefined, function, Value.Undefined);

    [Method("deleter", Signature = "($self, object, /)")]
    private static Value Deleter(Vm* vm, Value self, Value function) => Copy(vm, self, Value.Undefined, Value.Undefined, function);

    [Method("__set_name__", Raw = true)]
    private static Value SetName(Vm* vm, Value* args, int argc, Objects.Tuple* kwNames)
    {
        if (argc != 3)
        {
            return Throw.TypeError(vm, $"__set_name__() takes 2 positional arguments but {argc - 1} were given");
        }

        Of(args[0])->Name = args[2];
        return Value.None;
    }

    [Property("__isabstractmethod__")]
    private static Value GetIsAbstract(Vm* vm, Value self)
    {
        int isAbstract = Collections.AbcModule.IsAbstract(vm, Of(self)->Getter);
        isAbstract = isAbstract == 0 ? Collections.AbcModule.IsAbstract(vm, Of(self)->Setter) : isAbstract;
        isAbstract = isAbstract == 0 ? Collections.AbcModule.IsAbstract(vm, Of(self)->Deleter) : isAbstract;
        return isAbstract < 0 ? Value.Undefined : Value.FromBool(isAbstract > 0);
    }

    [Property("fget")]
    private static Value GetGetter(Vm* vm, Value self) => Of(self)->Getter;

    [Property("fset")]
    private static Value GetSetter(Vm* vm, Value self) => Of(self)->Setter;

    [Property("fdel")]
    private static Value GetDeleter(Vm* vm, Value self) => Of(self)->Deleter;

    [Property("__doc__", Setter = nameof(SetDoc))]
    private static Value GetDoc(Vm* vm, Value self) => Of(self)->Doc;

    private static bool SetDoc(Vm* vm, Value self, Value value)
    {
        Of(self)->Doc = value.IsUndefined ? Value.None : value;
        return true;
    }

    [Property("__name__", Setter = nameof(SetOwnName))]
    private static Value GetName(Vm* vm, Value self)
    {
        if (!Of(self)->Name.IsUndefined)
        {
            return Of(self)->Name;
        }

        Str* key = WellKnown.Name(vm, NameId.__name__);
        int found = Attributes.TryGet(vm, Of(self)->Getter, key, out Value name);
        return found > 0 ? name : found < 0 ? Value.Undefined : Throw.AttributeErrorFor(vm, "'property' object has no attribute '__name__'", self, key);
    }

    private static bool SetOwnName(Vm* vm, Value self, Value value)
    {
        Of(self)->Name = value;
        return true;
    }
}
