using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Typing;

/// <summary>The native half of <c>typing</c>.</summary>
[BuiltinModule("_typing", Doc = "Primitives and accelerators for the typing module.")]
internal static unsafe partial class TypingModule
{
    [Constant("TypeVar")]
    private static Value TypeVar(Vm* vm) => Get(vm, TypeId.TypeVar);

    [Constant("TypeVarTuple")]
    private static Value TypeVarTuple(Vm* vm) => Get(vm, TypeId.TypeVarTuple);

    [Constant("ParamSpec")]
    private static Value ParamSpec(Vm* vm) => Get(vm, TypeId.ParamSpec);

    [Constant("ParamSpecArgs")]
    private static Value ParamSpecArgs(Vm* vm) => Get(vm, TypeId.ParamSpecArgs);

    [Constant("ParamSpecKwargs")]
    private static Value ParamSpecKwargs(Vm* vm) => Get(vm, TypeId.ParamSpecKwargs);

    [Constant("TypeAliasType")]
    private static Value TypeAliasType(Vm* vm) => Get(vm, TypeId.TypeAliasType);

    [Constant("Generic")]
    private static Value Generic(Vm* vm) => Get(vm, TypeId.Generic);

    [Constant("_GenericAlias")]
    private static Value GenericAlias(Vm* vm) => Get(vm, TypeId.TypingAlias);

    [Constant("NoDefault")]
    private static Value NoDefault(Vm* vm) => NoDefaultType.Instance(vm);

    /// <summary>Return the argument.</summary>
    [Function("_idfunc", Signature = "(x, /)")]
    private static Value Identity(Value x) => x;

    /// <summary>Return the union of some types.</summary>
    [Function("_make_union", Signature = "(members, /)")]
    private static Value MakeUnion(Vm* vm, Tuple* members) => UnionType.OfTuple(vm, members);

    private static Value Get(Vm* vm, TypeId id) => Value.FromObject(TypingTypes.Get(vm, id));
}
