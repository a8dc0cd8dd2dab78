using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Script functions.</summary>
[BuiltinType("function")]
internal static unsafe partial class FunctionType
{
    /// <summary>Sets the slots of functions.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Call = &CallBinding.Invoke;
        type->Slots.DescriptorGet = &DescriptorGet;
        type->Slots.New = null;
    }

    private static Function* Of(Value self) => (Function*)self.AsObject;

    private static Value Repr(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"<function {Str.ToManaged(Of(self)->QualifiedName)} at 0x{ObjectType.Identity(self):x12}>"));

    private static Value DescriptorGet(Vm* vm, Value self, Value instance, TypeObject* owner) =>
        instance.IsUndefined ? self : Value.FromObject(BoundMethod.New(vm, self, instance));

    [Property("__name__", Setter = nameof(SetName))]
    private static Value GetName(Vm* vm, Value self) => Value.FromObject(Of(self)->Name);

    private static bool SetName(Vm* vm, Value self, Value value)
    {
        if (!value.Is(Kind.Str))
        {
            Throw.TypeError(vm, "__name__ must be set to a string object");
            return false;
        }

        Of(self)->Name = (Str*)value.AsObject;
        return true;
    }

    [Property("__qualname__", Setter = nameof(SetQualifiedName))]
    private static Value GetQualifiedName(Vm* vm, Value self) => Value.FromObject(Of(self)->QualifiedName);

    private static bool SetQualifiedName(Vm* vm, Value self, Value value)
    {
        if (!value.Is(Kind.Str))
        {
            Throw.TypeError(vm, "__qualname__ must be set to a string object");
            return false;
        }

        Of(self)->QualifiedName = (Str*)value.AsObject;
        return true;
    }

    [Property("__module__", Setter = nameof(SetModule))]
    private static Value GetModule(Vm* vm, Value self) => Functions.ModuleOf(vm, Of(self));

    private static bool SetModule(Vm* vm, Value self, Value value)
    {
        Of(self)->Module = value.IsUndefined ? Value.None : value;
        return true;
    }

    [Property("__doc__", Setter = nameof(SetDoc))]
    private static Value GetDoc(Vm* vm, Value self) => Of(self)->Doc.IsUndefined ? Value.None : Of(self)->Doc;

    private static bool SetDoc(Vm* vm, Value self, Value value)
    {
        Of(self)->Doc = value.IsUndefined ? Value.None : value;
        return true;
    }

    [Property("__dict__", Setter = nameof(SetDict))]
    private static Value GetDict(Vm* vm, Value self) => Value.FromObject(InstanceAttributes.MaterialiseDict(vm, self));

    private static bool SetDict(Vm* vm, Value self, Value value)
    {
        if (value.IsUndefined)
        {
            Throw.TypeError(vm, "cannot delete __dict__");
            return false;
        }

        if (!value.Is(Kind.Dict))
        {
            Throw.TypeError(vm, $"__dict__ must be set to a dictionary, not a '{Types.NameOf(vm, value)}'");
            return false;
        }

        Of(self)->Attributes = value;
        return true;
    }

    [Property("__code__")]
    private static Value GetCode(Vm* vm, Value self) => Value.FromObject(Of(self)->Code);

    [Property("__globals__")]
    private static Value GetGlobals(Vm* vm, Value self) => Value.FromObject(Of(self)->Globals);

    [Property("__builtins__")]
    private static Value GetBuiltins(Vm* vm, Value self) => Value.FromObject(Of(self)->Builtins);

    [Property("__closure__")]
    private static Value GetClosure(Vm* vm, Value self) => Of(self)->Closure == null ? Value.None : Value.FromObject(Of(self)->Closure);

    [Property("__defaults__", Setter = nameof(SetDefaults))]
    private static Value GetDefaults(Vm* vm, Value self) => Of(self)->Defaults == null ? Value.None : Value.FromObject(Of(self)->Defaults);

    private static bool SetDefaults(Vm* vm, Value self, Value value)
    {
        if (!value.IsNone && !value.IsUndefined && !value.Is(Kind.Tuple))
        {
            Throw.TypeError(vm, "__defaults__ must be set to a tuple object");
            return false;
        }

        Of(self)->Defaults = value.Is(Kind.Tuple) ? (Objects.Tuple*)value.AsObject : null;
        return true;
    }

    [Property("__kwdefaults__", Setter = nameof(SetKeywordDefaults))]
    private static Value GetKeywordDefaults(Vm* vm, Value self) =>
        Of(self)->KeywordDefaults == null ? Value.None : Value.FromObject(Of(self)->KeywordDefaults);

    private static bool SetKeywordDefaults(Vm* vm, Value self, Value value)
    {
        if (!value.IsNone && !value.IsUndefined && !value.Is(Kind.Dict))
        {
            Throw.TypeError(vm, "__kwdefaults__ must be set to a dict object");
            return false;
        }

        Of(self)->KeywordDefaults = value.Is(Kind.Dict) ? (Dict*)value.AsObject : null;
        return true;
    }

    [Property("__annotations__", Setter = nameof(SetAnnotations))]
    private static Value GetAnnotations(Vm* vm, Value self)
    {
        if (Of(self)->Annotations.IsUndefined)
        {
            Of(self)->Annotations = Value.FromObject(Dict.New(vm));
        }

        return Of(self)->Annotations;
    }

    private static bool SetAnnotations(Vm* vm, Value self, Value value)
    {
        if (!value.IsNone && !value.IsUndefined && !value.Is(Kind.Dict))
        {
            Throw.TypeError(vm, "__annotations__ must be set to a dict object");
            return false;
        }

        Of(self)->Annotations = value.Is(Kind.Dict) ? value : Value.Undefined;
        return true;
    }

    [Property("__type_params__", Setter = nameof(SetTypeParameters))]
    private static Value GetTypeParameters(Vm* vm, Value self) =>
        Of(self)->TypeParameters.IsUndefined ? Value.FromObject(WellKnown.Of(vm)->EmptyTuple) : Of(self)->TypeParameters;

    private static bool SetTypeParameters(Vm* vm, Value self, Value value)
    {
        if (!value.Is(Kind.Tuple))
        {
            Throw.TypeError(vm, "__type_params__ must be set to a tuple");
            return false;
        }

        Of(self)->TypeParameters = value;
        return true;
    }
}
