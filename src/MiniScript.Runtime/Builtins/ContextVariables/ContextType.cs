using MiniScript.Extensions;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.ContextVariables;

/// <summary><c>contextvars.Context</c>: a mapping from variables to values; see <see cref="Contexts"/>.</summary>
[BuiltinType("Context")]
internal static unsafe partial class ContextType
{
    /// <summary>Sets the slots.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Hash = null;
        type->Slots.Compare = &Compare;
        type->Slots.GetItem = &GetItem;
        type->Slots.Contains = &Contains;
        type->Slots.Length = &Length;
        type->Slots.Iterate = &Iterate;
    }

    private static Record* Of(Value self) => (Record*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => argc > 0 || kwNames != null
        ? Throw.TypeError(vm, "Context() does not accept any arguments")
        : Value.FromObject(Contexts.New(vm));

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!right.IsExactly(TypeId.Context) || operation is not (CompareOperation.Equal or CompareOperation.NotEqual))
        {
            return Value.NotImplemented;
        }

        Value first = Value.FromObject(Contexts.Variables(vm, Of(left)));
        return Operators.Compare(vm, first, Value.FromObject(Contexts.Variables(vm, Of(right))), operation);
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        if (!IsVariable(vm, key))
        {
            return Value.Undefined;
        }

        Value value = Contexts.Get(vm, Of(self), key);
        return value.IsUndefined && !vm->HasPending ? Throw.KeyError(vm, key) : value;
    }

    private static int Contains(Vm* vm, Value self, Value key) =>
        !IsVariable(vm, key) ? -1 : Contexts.Get(vm, Of(self), key).IsUndefined ? 0 : 1;

    private static long Length(Vm* vm, Value self) => Contexts.Count(Of(self));

    private static Value Iterate(Vm* vm, Value self) => DictIterators.New(vm, Contexts.Variables(vm, Of(self)), TypeId.DictKeyIterator);

    [Method("run", Raw = true)]
    private static Value Run(Vm* vm, Value* args, int argc, Tuple* kwNames) => argc < 2
        ? Throw.TypeError(vm, "run() missing 1 required positional argument")
        : Contexts.Run(vm, Of(args[0]), args[1], args + 2, argc - 2, kwNames);

    [Method("copy", Signature = "($self, /)")]
    private static Value Copy(Vm* vm, Value self) => Value.FromObject(Contexts.Copy(vm, Of(self)));

    [Method("get", Signature = "($self, key, default=None, /)")]
    private static Value Get(Vm* vm, Value self, Value key, Value missing)
    {
        if (!IsVariable(vm, key))
        {
            return Value.Undefined;
        }

        Value value = Contexts.Get(vm, Of(self), key);
        return value.IsUndefined ? missing : value;
    }

    [Method("keys", Signature = "($self, /)")]
    private static Value Keys(Vm* vm, Value self) => DictViews.New(vm, Contexts.Variables(vm, Of(self)), TypeId.DictKeys);

    [Method("values", Signature = "($self, /)")]
    private static Value Values(Vm* vm, Value self) => DictViews.New(vm, Contexts.Variables(vm, Of(self)), TypeId.DictValues);

    [Method("items", Signature = "($self, /)")]
    private static Value Items(Vm* vm, Value self) => DictViews.New(vm, Contexts.Variables(vm, Of(self)), TypeId.DictItems);

    private static bool IsVariable(Vm* vm, Value key)
    {
        if (key.IsExactly(TypeId.ContextVar))
        {
            return true;
        }

        Str* shown = Text.Repr(vm, key);
        if (shown != null)
        {
            Throw.TypeError(vm, $"a ContextVar key was expected, got {Str.ToManaged(shown)}");
        }

        return false;
    }
}
