using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.ContextVariables;

/// <summary>
/// <c>contextvars.Token</c>: what brings a variable back to what it was. A record of the variable, the value before (undefined if it had none),
/// the context, and whether it was used.
/// </summary>
[BuiltinType("Token", Ids = "ContextToken")]
internal static unsafe partial class ContextTokenType
{
    private const int VariableField = 0;
    private const int OldField = 1;
    private const int ContextField = 2;
    private const int UsedField = 3;

    /// <summary>Sets the slots.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &Refuse;
        type->Slots.Repr = &Repr;
        type->Slots.Hash = null;
    }

    /// <summary>Sets the slots of the type of <c>Token.MISSING</c>.</summary>
    public static void InitializeMissingSlots(TypeObject* type) => type->Slots.Repr = &MissingRepr;

    /// <summary>The token of a variable that was set.</summary>
    public static Value New(Vm* vm, Value variable, Value old, Value context)
    {
        Record* token = Record.New(vm, TypeId.ContextToken, 4);
        Value* fields = Record.Fields(token);
        fields[VariableField] = variable;
        fields[OldField] = old;
        fields[ContextField] = context;
        fields[UsedField] = Value.False;
        return Value.FromObject(token);
    }

    /// <summary>Why a token cannot be used for a variable in a context, or null.</summary>
    public static string? Problem(Value token, Value variable, Value context, out TypeId exception)
    {
        Value* fields = Fields(token);
        exception = TypeId.ValueError;
        if (fields[UsedField].IsTrue)
        {
            exception = TypeId.RuntimeError;
            return "has already been used once";
        }

        return fields[VariableField] != variable ? "was created by a different ContextVar"
            : fields[ContextField] != context ? "was created in a different Context" : null;
    }

    /// <summary>Marks a token as used; the value to go back to, undefined for none.</summary>
    public static Value Use(Value token)
    {
        Fields(token)[UsedField] = Value.True;
        return Fields(token)[OldField];
    }

    private static Value* Fields(Value self) => Record.Fields((Record*)self.AsObject);

    private static Value Refuse(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) =>
        Throw.RuntimeError(vm, "Tokens can only be created by ContextVars");

    private static Value Repr(Vm* vm, Value self)
    {
        Str* variable = Text.Repr(vm, Fields(self)[VariableField]);
        string used = Fields(self)[UsedField].IsTrue ? " used" : string.Empty;
        return variable == null
            ? Value.Undefined
            : Value.FromObject(Str.New(vm, $"<Token{used} var={Str.ToManaged(variable)} at 0x{ObjectType.Identity(self):x}>"));
    }

    private static Value MissingRepr(Vm* vm, Value self) => Value.FromObject(Str.New(vm, "<Token.MISSING>"));

    [ClassMethod("__class_getitem__", Signature = "($type, item, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value item) => GenericAliasType.New(vm, type, item);

    [Property("var")]
    private static Value GetVariable(Vm* vm, Value self) => Fields(self)[VariableField];

    [Property("old_value")]
    private static Value GetOld(Vm* vm, Value self)
    {
        Value old = Fields(self)[OldField];
        return old.IsUndefined ? Attributes.Lookup(vm, Types.Of(vm, self), Str.Intern(vm, "MISSING"u8)) : old;
    }
}
