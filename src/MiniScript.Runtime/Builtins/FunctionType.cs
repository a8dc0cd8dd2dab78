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
        type->Slots.New = &New;
        type->Slots.Initialize = null;
    }

    private static Function* Of(Value self) => (Function*)self.AsObject;

    private static Value Repr(Vm* vm, Value self) =>
        Value.FromObject(Str.New(vm, $"<function {Str.ToManaged(Of(self)->QualifiedName)} at 0x{ObjectType.Identity(self):x12}>"));

    /// <summary><c>function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)</c>.</summary>
    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Objects.Tuple* kwNames)
    {
        const int Count = 6;
        ReadOnlySpan<string> names = ["code", "globals", "name", "argdefs", "closure", "kwdefaults"];
        Value* values = stackalloc Value[Count];
        new Span<Value>(values, Count).Clear();
        if (argc > Count)
        {
            return Throw.TypeError(vm, $"function() takes at most {Count} arguments ({argc} given)");
        }

        new ReadOnlySpan<Value>(args, argc).CopyTo(new Span<Value>(values, Count));
        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            string key = Str.ToManaged((Str*)Objects.Tuple.Items(kwNames)[i].AsObject);
            int index = names.IndexOf(key);
            if (index < 0)
            {
                return Throw.TypeError(vm, $"function() got an unexpected keyword argument '{key}'");
            }

            values[index] = args[argc + i];
        }

        for (int i = 0; i < 2; i++)
        {
            if (values[i].IsUndefined)
            {
                return Throw.TypeError(vm, $"function() missing required argument '{names[i]}' (pos {i + 1})");
            }
        }

        if (!values[0].Is(Kind.Code))
        {
            return Throw.TypeError(vm, $"function() argument 'code' must be code, not {Types.NameOf(vm, values[0])}");
        }

        if (!values[1].Is(Kind.Dict))
        {
            return Throw.TypeError(vm, $"function() argument 'globals' must be dict, not {Types.NameOf(vm, values[1])}");
        }

        return CheckParts(vm, (Code*)values[0].AsObject, values) ? Make(vm, values) : Value.Undefined;
    }

    private static bool CheckParts(Vm* vm, Code* code, Value* values)
    {
        if (!values[2].IsUndefined && !values[2].IsNone && !values[2].Is(Kind.Str))
        {
            Throw.TypeError(vm, "arg 3 (name) must be None or string");
            return false;
        }

        if (!values[3].IsUndefined && !values[3].IsNone && !values[3].Is(Kind.Tuple))
        {
            Throw.TypeError(vm, "arg 4 (defaults) must be None or tuple");
            return false;
        }

        if (!values[5].IsUndefined && !values[5].IsNone && !values[5].Is(Kind.Dict))
        {
            Throw.TypeError(vm, "arg 6 (kwdefaults) must be None or dict");
            return false;
        }

        int free = code->FreeNames->Length;
        if (!values[4].Is(Kind.Tuple))
        {
            if (free == 0 && (values[4].IsUndefined || values[4].IsNone))
            {
                return true;
            }

            Throw.TypeError(vm, free > 0 ? "arg 5 (closure) must be tuple" : "arg 5 (closure) must be None or tuple");
            return false;
        }

        Objects.Tuple* cells = (Objects.Tuple*)values[4].AsObject;
        if (cells->Length != free)
        {
            Throw.ValueError(vm, $"{Str.ToManaged(code->Name)} requires closure of length {free}, not {cells->Length}");
            return false;
        }

        for (int i = 0; i < free; i++)
        {
            if (!Objects.Tuple.Items(cells)[i].Is(Kind.Cell))
            {
                Throw.TypeError(vm, $"arg 5 (closure) expected cell, found {Types.NameOf(vm, Objects.Tuple.Items(cells)[i])}");
                return false;
            }
        }

        return true;
    }

    private static Value Make(Vm* vm, Value* values)
    {
        Dict* globals = (Dict*)values[1].AsObject;
        Function* function = Functions.New(vm, (Code*)values[0].AsObject, globals, Evaluation.BuiltinsOf(vm, globals));
        function->Name = values[2].Is(Kind.Str) ? (Str*)values[2].AsObject : function->Name;
        function->Defaults = values[3].Is(Kind.Tuple) ? (Objects.Tuple*)values[3].AsObject : null;
        function->Closure = values[4].Is(Kind.Tuple) && ((Objects.Tuple*)values[4].AsObject)->Length > 0 ? (Objects.Tuple*)values[4].AsObject : null;
        function->KeywordDefaults = values[5].Is(Kind.Dict) ? (Dict*)values[5].AsObject : null;
        return Value.FromObject(function);
    }

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

    [Property("__code__", Setter = nameof(SetCode))]
    private static Value GetCode(Vm* vm, Value self) => Value.FromObject(Of(self)->Code);

    private static bool SetCode(Vm* vm, Value self, Value value)
    {
        if (!value.Is(Kind.Code))
        {
            Throw.TypeError(vm, "__code__ must be set to a code object");
            return false;
        }

        int expected = Of(self)->Closure == null ? 0 : Of(self)->Closure->Length;
        int free = ((Code*)value.AsObject)->FreeNames->Length;
        if (free != expected)
        {
            Throw.ValueError(vm, $"{Str.ToManaged(Of(self)->Name)}() requires a code object with {expected} free vars, not {free}");
            return false;
        }

        const CodeFlags Kinds = CodeFlags.Generator | CodeFlags.Coroutine | CodeFlags.AsyncGenerator;
        if ((((Code*)value.AsObject)->Flags & Kinds) != (Of(self)->Code->Flags & Kinds)
            && !Deprecation.Warn(vm, "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)"))
        {
            return false;
        }

        Of(self)->Code = (Code*)value.AsObject;
        vm->TypeEpoch++;
        return true;
    }

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
