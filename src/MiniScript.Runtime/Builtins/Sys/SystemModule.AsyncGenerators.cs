using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sys;

/// <content>The hooks of asynchronous generators.</content>
internal static unsafe partial class SystemModule
{
    /// <summary>Set the hooks that learn of asynchronous generators: one when it is first iterated, one when it is collected before its end.</summary>
    [Function("set_asyncgen_hooks", Signature = "(firstiter=<unrepresentable>, finalizer=<unrepresentable>)")]
    private static Value SetAsyncGeneratorHooks(Vm* vm, Value firstIteration, Value finalizer)
    {
        if (!IsHook(vm, finalizer, "finalizer") || !IsHook(vm, firstIteration, "firstiter"))
        {
            return Value.Undefined;
        }

        if (!firstIteration.IsUndefined)
        {
            vm->Async.GeneratorStart = firstIteration.IsNone ? Value.Undefined : firstIteration;
        }

        if (!finalizer.IsUndefined)
        {
            vm->Async.GeneratorFinalizer = finalizer.IsNone ? Value.Undefined : finalizer;
        }

        return Value.None;
    }

    /// <summary>Return the hooks of asynchronous generators as a named tuple (firstiter, finalizer).</summary>
    [Function("get_asyncgen_hooks", Signature = "()")]
    private static Value GetAsyncGeneratorHooks(Vm* vm)
    {
        Value sys = Importer.Find(vm, "sys");
        Str* key = Str.Intern(vm, "asyncgen_hooks"u8);
        Value type = sys.Is(Kind.Module) ? Dict.GetStr(((Module*)sys.AsObject)->Attributes, key) : Value.Undefined;
        if (!type.Is(Kind.Type))
        {
            TypeObject* made = StructSequence.NewType(vm, "builtins", "asyncgen_hooks", "firstiter finalizer");
            if (made == null)
            {
                return Value.Undefined;
            }

            type = Value.FromObject(made);
            if (sys.Is(Kind.Module) && !Dict.SetStr(vm, ((Module*)sys.AsObject)->Attributes, key, type))
            {
                return Value.Undefined;
            }
        }

        return StructSequence.New(vm, (TypeObject*)type.AsObject, [Shown(vm->Async.GeneratorStart), Shown(vm->Async.GeneratorFinalizer)]);
    }

    private static Value Shown(Value hook) => hook.IsUndefined ? Value.None : hook;

    private static bool IsHook(Vm* vm, Value value, string name)
    {
        if (value.IsUndefined || value.IsNone || Types.Of(vm, value)->Slots.Call != null)
        {
            return true;
        }

        Throw.TypeError(vm, $"callable {name} expected, got {Types.NameOf(vm, value)}");
        return false;
    }
}
