using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.ContextVariables;

/// <summary>The native part of the module <c>contextvars</c>.</summary>
[BuiltinModule("_contextvars", Doc = "Context Variables")]
internal static unsafe partial class ContextVariablesModule
{
    /// <summary>Makes the types that contexts need, if they are not there yet.</summary>
    public static void DefineTypes(Vm* vm)
    {
        if (WellKnown.Of(vm)->Types[(int)TypeId.Context] == null)
        {
            Define(vm, TypeId.Context, "_contextvars.Context"u8, 0, &ContextType.InitializeSlots, &ContextType.Register);
            Define(vm, TypeId.ContextVar, "_contextvars.ContextVar"u8, 0, &ContextVarType.InitializeSlots, &ContextVarType.Register);
            Define(vm, TypeId.ContextToken, "_contextvars.Token"u8, 0, &ContextTokenType.InitializeSlots, &ContextTokenType.Register);
            Define(vm, TypeId.MissingContextValue, "Token.MISSING"u8, TypeFlags.NotCallable, &ContextTokenType.InitializeMissingSlots, null);
            Dict.SetStr(
                vm,
                Types.Of(vm, TypeId.ContextToken)->Attributes,
                Str.Intern(vm, "MISSING"u8),
                Value.FromObject(Record.New(vm, TypeId.MissingContextValue, 0)));
        }
    }

    [Constant("Context")]
    private static Value ContextClass(Vm* vm) => Class(vm, TypeId.Context);

    [Constant("ContextVar")]
    private static Value ContextVarClass(Vm* vm) => Class(vm, TypeId.ContextVar);

    [Constant("Token")]
    private static Value TokenClass(Vm* vm) => Class(vm, TypeId.ContextToken);

    [Function("copy_context", Signature = "()")]
    private static Value CopyContext(Vm* vm) => Value.FromObject(Contexts.Copy(vm, Contexts.Current(vm)));

    private static Value Class(Vm* vm, TypeId id)
    {
        DefineTypes(vm);
        return Value.FromObject(Types.Of(vm, id));
    }

    private static void Define(
        Vm* vm,
        TypeId id,
        ReadOnlySpan<byte> name,
        TypeFlags flags,
        delegate*<TypeObject*, void> initializeSlots,
        delegate* managed<ref NativeTableBuilder, void> register) =>
        TypeDefinitions.Add(vm, id, name, TypeId.Object, Kind.Record, flags, initializeSlots, register);
}
