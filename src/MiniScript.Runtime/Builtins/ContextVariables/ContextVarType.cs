using MiniScript.Extensions;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Hosting.Tracebacks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.ContextVariables;

/// <summary><c>contextvars.ContextVar</c>: a record of the name and the default, undefined if there is none.</summary>
[BuiltinType("ContextVar")]
internal static unsafe partial class ContextVarType
{
    private const int NameField = 0;
    private const int DefaultField = 1;

    /// <summary>Sets the slots.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Repr = &Repr;
    }

    private static Value* Fields(Value self) => Record.Fields((Record*)self.AsObject);

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        int keywords = kwNames == null ? 0 : kwNames->Length;
        if (argc != 1)
        {
            return Throw.TypeError(vm, argc == 0
                ? "ContextVar() takes exactly 1 positional argument (0 given)"
                : $"ContextVar() takes at most 1 positional argument ({argc} given)");
        }

        Value missing = Value.Undefined;
        for (int i = 0; i < keywords; i++)
        {
            Str* name = (Str*)Tuple.Items(kwNames)[i].AsObject;
            if (!Str.Equals(name, WellKnown.Name(vm, NameId.@default)))
            {
                return Throw.TypeError(vm, $"ContextVar() got an unexpected keyword argument '{Str.ToManaged(name)}'");
            }

            missing = args[argc + i];
        }

        if (!args[0].Is(Kind.Str))
        {
            return Throw.TypeError(vm, "context variable name must be a str");
        }

        Record* variable = Record.New(vm, TypeId.ContextVar, 2);
        Record.Fields(variable)[NameField] = args[0];
        Record.Fields(variable)[DefaultField] = missing;
        return Value.FromObject(variable);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Str* name = Text.Repr(vm, Fields(self)[NameField]);
        Value missing = Fields(self)[DefaultField];
        Str* shown = missing.IsUndefined ? null : Text.Repr(vm, missing);
        if (name == null || (!missing.IsUndefined && shown == null))
        {
            return Value.Undefined;
        }

        string fallback = shown == null ? string.Empty : $" default={Str.ToManaged(shown)}";
        return Value.FromObject(Str.New(vm, $"<ContextVar name={Str.ToManaged(name)}{fallback} at 0x{ObjectType.Identity(self):x}>"));
    }

    [Method("get", Signature = "($self, default=<unrepresentable>, /)")]
    private static Value Get(Vm* vm, Value self, Value missing)
    {
        Value value = vm->Async.Context.IsUndefined ? Value.Undefined : Contexts.Get(vm, Contexts.Current(vm), self);
        if (!value.IsUndefined || vm->HasPending)
        {
            return value;
        }

        value = missing.IsUndefined ? Fields(self)[DefaultField] : missing;
        return value.IsUndefined ? Throw.Raise(vm, TypeId.LookupError, self) : value;
    }

    [Method("set", Signature = "($self, value, /)")]
    private static Value Set(Vm* vm, Value self, Value value)
    {
        Record* context = Contexts.Current(vm);
        Value old = Contexts.Get(vm, context, self);
        return !vm->HasPending && Contexts.Set(vm, context, self, value) ? ContextTokenType.New(vm, self, old, Value.FromObject(context)) : Value.Undefined;
    }

    [Method("reset", Signature = "($self, token, /)")]
    private static Value Reset(Vm* vm, Value self, Value token)
    {
        if (!token.IsExactly(TypeId.ContextToken))
        {
            Str* shown = Text.Repr(vm, token);
            return shown == null ? Value.Undefined : Throw.TypeError(vm, $"expected an instance of Token, got {Str.ToManaged(shown)}");
        }

        Record* context = Contexts.Current(vm);
        string? problem = ContextTokenType.Problem(token, self, Value.FromObject(context), out TypeId type);
        if (problem != null)
        {
            return Throw.Raise(vm, type, $"{SafeText.Repr(vm, token, "token")} {problem}");
        }

        return Contexts.Set(vm, context, self, ContextTokenType.Use(token)) ? Value.None : Value.Undefined;
    }

    [ClassMethod("__class_getitem__", Signature = "($type, item, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value item) => GenericAliasType.New(vm, type, item);

    [Property("name")]
    private static Value GetName(Vm* vm, Value self) => Fields(self)[NameField];
}
