using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Modules.</summary>
[BuiltinType("module")]
internal static unsafe partial class ModuleType
{
    /// <summary>Sets the slots of modules.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Repr = &Repr;
        type->Slots.GetAttribute = &GetAttribute;
    }

    private static Module* Of(Value self) => (Module*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (argc is < 1 or > 2 || !args[0].Is(Kind.Str))
        {
            return Throw.TypeError(vm, argc < 1 ? "module() missing required argument 'name' (pos 1)" : "module() argument 'name' must be str");
        }

        Module* module = Objects.Modules.New(vm, (Str*)args[0].AsObject);
        module->Header.Shape = type->DictionaryShape->Id;
        Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__doc__), argc == 2 ? args[1] : Value.None);
        Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__package__), Value.None);
        Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__loader__), Value.None);
        Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__spec__), Value.None);
        return Value.FromObject(module);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Value name = Find(vm, self, "__name__"u8);
        Value file = Find(vm, self, "__file__"u8);
        Value loader = Find(vm, self, "__loader__"u8);
        Value spec = Find(vm, self, "__spec__"u8);
        bool hasLocation = !file.IsUndefined;
        Value shown = file;
        if (!spec.IsUndefined && !spec.IsNone)
        {
            shown = Find(vm, spec, "origin"u8);
            shown = shown.IsNone ? Value.Undefined : shown;
            name = Find(vm, spec, "name"u8);
            name = name.IsNone ? Value.Undefined : name;
            loader = Find(vm, spec, "loader"u8);
            Value place = Find(vm, spec, "has_location"u8);
            hasLocation = !place.IsUndefined && Truth.Of(vm, place) > 0;
        }

        name = name.IsUndefined ? Value.FromObject(Str.New(vm, "?")) : name;
        Str* text = Text.Repr(vm, name);
        if (text == null)
        {
            return Value.Undefined;
        }

        string start = $"<module {Str.ToManaged(text)}";
        if (shown.IsUndefined)
        {
            if (loader.IsUndefined || loader.IsNone)
            {
                return Value.FromObject(Str.New(vm, start + ">"));
            }

            bool isNamespace = loader.Is(Kind.Record) && Types.Of(vm, loader)->BuiltinBase == TypeId.NamespaceLoader;
            Str* source = Text.Repr(vm, isNamespace ? *Imports.LoaderTypes.Path(loader) : loader);
            return source == null ? Value.Undefined
                : Value.FromObject(Str.New(vm, isNamespace ? $"{start} (namespace) from {Str.ToManaged(source)}>" : $"{start} ({Str.ToManaged(source)})>"));
        }

        Str* where = hasLocation ? Text.Repr(vm, shown) : Text.ToStr(vm, shown);
        return where == null ? Value.Undefined
            : Value.FromObject(Str.New(vm, hasLocation ? $"{start} from {Str.ToManaged(where)}>" : $"{start} ({Str.ToManaged(where)})>"));
    }

    /// <summary>An attribute, undefined if there is none or asking for it raises.</summary>
    private static Value Find(Vm* vm, Value self, ReadOnlySpan<byte> name)
    {
        int found = Attributes.TryGet(vm, self, Str.Intern(vm, name), out Value value);
        vm->Pending = found < 0 ? Value.Undefined : vm->Pending;
        return found > 0 ? value : Value.Undefined;
    }

    private static Value GetAttribute(Vm* vm, Value self, Str* name)
    {
        Value found = Attributes.FindGeneric(vm, self, name);
        if (!found.IsUndefined || vm->HasPending)
        {
            return found;
        }

        Dict* attributes = Of(self)->Attributes;
        Value fallback = Dict.GetStr(attributes, WellKnown.Name(vm, NameId.__getattr__));
        if (!fallback.IsUndefined)
        {
            return Calls.Invoke(vm, fallback, Value.FromObject(name));
        }

        Value late = LateAttributes.Make(vm, attributes, name);
        return late.IsUndefined && !vm->HasPending ? ImportErrors.NoAttribute(vm, self, name) : late;
    }

    /// <summary>__dir__() -> list specialized dir() implementation</summary>
    [Method("__dir__", Signature = "($self, /)")]
    private static Value Names(Vm* vm, Value self)
    {
        Value own = Dict.GetStr(Of(self)->Attributes, WellKnown.Name(vm, NameId.__dir__));
        return own.IsUndefined ? Value.FromObject(Directory.OfObject(vm, self)) : Calls.Invoke(vm, own);
    }

    [Property("__annotations__", Setter = nameof(SetAnnotations))]
    private static Value GetAnnotations(Vm* vm, Value self)
    {
        Str* key = WellKnown.Name(vm, NameId.__annotations__);
        Value annotations = Dict.GetStr(Of(self)->Attributes, key);
        if (annotations.IsUndefined)
        {
            annotations = Value.FromObject(Dict.New(vm));
            Dict.SetStr(vm, Of(self)->Attributes, key, annotations);
        }

        return annotations;
    }

    private static bool SetAnnotations(Vm* vm, Value self, Value value)
    {
        Str* key = WellKnown.Name(vm, NameId.__annotations__);
        if (!value.IsUndefined)
        {
            return Dict.SetStr(vm, Of(self)->Attributes, key, value);
        }

        if (Dict.Remove(vm, Of(self)->Attributes, Value.FromObject(key), out _) > 0)
        {
            return true;
        }

        Throw.AttributeErrorFor(vm, Str.ToManaged(key), self, key);
        return false;
    }

    [Property("__dict__")]
    private static Value GetDict(Vm* vm, Value self) => Value.FromObject(Of(self)->Attributes);
}
