using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
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
        return Value.FromObject(module);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Value name = Dict.GetStr(Of(self)->Attributes, WellKnown.Name(vm, NameId.__name__));
        Value file = Dict.GetStr(Of(self)->Attributes, WellKnown.Name(vm, NameId.__file__));
        string text = name.Is(Kind.Str) ? Str.ToManaged((Str*)name.AsObject) : "?";
        string origin = file.Is(Kind.Str) ? $"from '{Str.ToManaged((Str*)file.AsObject)}'" : "(built-in)";
        return Value.FromObject(Str.New(vm, $"<module '{text}' {origin}>"));
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

        Value moduleName = Dict.GetStr(attributes, WellKnown.Name(vm, NameId.__name__));
        return Throw.AttributeErrorFor(
            vm,
            moduleName.Is(Kind.Str)
                ? $"module '{Str.ToManaged((Str*)moduleName.AsObject)}' has no attribute '{Str.ToManaged(name)}'"
                : $"module has no attribute '{Str.ToManaged(name)}'",
            self,
            name);
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
