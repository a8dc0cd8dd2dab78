using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Typing;

/// <summary>The built-in types of the module <c>typing</c>, each made when it is first needed, and what is written in script of their behaviour.</summary>
internal static unsafe class TypingTypes
{
    private const string Support = "_typing_support";

    /// <summary>One of the types.</summary>
    public static TypeObject* Get(Vm* vm, TypeId id)
    {
        TypeObject* known = WellKnown.Of(vm)->Types[(int)id];
        return known != null ? known : Make(vm, id);
    }

    /// <summary>Calls a function of the library module that holds the parts in script.</summary>
    public static Value Call(Vm* vm, ReadOnlySpan<byte> function, Value a, Value b)
    {
        Value* args = stackalloc Value[] { a, b };
        return Call(vm, Support, function, args, 2);
    }

    /// <summary>Calls a function of the library module that holds the parts in script.</summary>
    public static Value Call(Vm* vm, ReadOnlySpan<byte> function, Value* args, int argc) => Call(vm, Support, function, args, argc);

    /// <summary>The union of two types of which one is no class: <c>typing.Union</c>.</summary>
    public static Value Union(Vm* vm, Value left, Value right) => Call(vm, "make_union"u8, left, right);

    /// <summary>The name of the module whose code runs, or <c>None</c>.</summary>
    public static Value CallerModule(Vm* vm)
    {
        Execution.Frame* frame = (Execution.Frame*)vm->CurrentFrame;
        Value name = frame == null ? Value.Undefined : Dict.GetStr(frame->Function->Globals, WellKnown.Name(vm, NameId.__name__));
        return name.IsUndefined ? Value.None : name;
    }

    private static Value Call(Vm* vm, string module, ReadOnlySpan<byte> function, Value* args, int argc)
    {
        Value loaded = Importer.Load(vm, module);
        Value callee = loaded.IsUndefined ? loaded : Attributes.Get(vm, loaded, Str.Intern(vm, function));
        return callee.IsUndefined ? callee : Calls.Invoke(vm, callee, args, argc);
    }

    private static TypeObject* Make(Vm* vm, TypeId id)
    {
        const TypeFlags Closed = TypeFlags.None;
        switch (id)
        {
            case TypeId.TypeVar:
                Define(vm, id, "typing.TypeVar"u8, Closed, &TypeVarType.InitializeSlots, &TypeVarType.Register);
                break;
            case TypeId.TypeVarTuple:
                Define(vm, id, "typing.TypeVarTuple"u8, Closed, &TypeVarTupleType.InitializeSlots, &TypeVarTupleType.Register);
                break;
            case TypeId.ParamSpec:
                Define(vm, id, "typing.ParamSpec"u8, Closed, &ParamSpecType.InitializeSlots, &ParamSpecType.Register);
                break;
            case TypeId.ParamSpecArgs:
                Define(vm, id, "typing.ParamSpecArgs"u8, Closed, &ParamSpecPartType.InitializeSlots, &ParamSpecPartType.RegisterArgs);
                break;
            case TypeId.ParamSpecKwargs:
                Define(vm, id, "typing.ParamSpecKwargs"u8, Closed, &ParamSpecPartType.InitializeSlots, &ParamSpecPartType.RegisterKwargs);
                break;
            case TypeId.TypeAliasType:
                Define(vm, id, "typing.TypeAliasType"u8, Closed, &TypeAliasType.InitializeSlots, &TypeAliasType.Register);
                break;
            case TypeId.NoDefaultType:
                Define(vm, id, "NoDefaultType"u8, Closed, &NoDefaultType.InitializeSlots, null);
                break;
            case TypeId.TypingAlias:
                Define(vm, id, "typing._GenericAlias"u8, Closed, &TypingAliasType.InitializeSlots, &TypingAliasType.Register);
                TypeObject* alias = WellKnown.Of(vm)->Types[(int)id];
                alias->Name = alias->QualifiedName; // messages name it as they name classes of the script
                break;
            default:
                TypeDefinitions.Add(
                    vm, TypeId.Generic, "typing.Generic"u8, TypeId.Object, Kind.Instance, TypeFlags.BaseType, null, &GenericType.Register);
                TypeObject* generic = WellKnown.Of(vm)->Types[(int)TypeId.Generic];
                generic->RootShape = Shapes.New(vm, generic, 2, false);
                break;
        }

        return WellKnown.Of(vm)->Types[(int)id];
    }

    private static void Define(
        Vm* vm,
        TypeId id,
        ReadOnlySpan<byte> name,
        TypeFlags flags,
        delegate*<TypeObject*, void> slots,
        delegate* managed<ref Execution.NativeTableBuilder, void> register) =>
        TypeDefinitions.Add(vm, id, name, TypeId.Object, Kind.Record, flags, slots, register);
}
