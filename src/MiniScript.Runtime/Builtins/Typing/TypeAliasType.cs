using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Typing;

/// <summary><c>typing.TypeAliasType</c>: what a <c>type</c> statement makes.</summary>
/// <remarks>
/// <code>
///  0      1                              2                              3              4
///  | name | type parameters or undefined | value, undefined until asked | its function | module |
/// </code>
/// </remarks>
[BuiltinType("TypeAliasType", Doc = "A name for a type, whose value is evaluated when it is asked for.")]
internal static unsafe partial class TypeAliasType
{
    private const int Name = 0;
    private const int Parameters = 1;
    private const int Content = 2;
    private const int Function = 3;
    private const int Module = 4;

    /// <summary>An alias of the syntax; <paramref name="parameters"/> may be undefined.</summary>
    public static Value FromSyntax(Vm* vm, Str* name, Value function, Value parameters)
    {
        Value self = Make(vm, name, parameters);
        Field(self, Function) = function;
        return self;
    }

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Repr = &Repr;
        type->Slots.GetItem = &GetItem;
        type->Slots.Binary[BinaryOperation.Or] = &UnionType.Or;
    }

    private static ref Value Field(Value self, int index) => ref Record.Fields((Record*)self.AsObject)[index];

    private static Value Make(Vm* vm, Str* name, Value parameters)
    {
        Value self = Value.FromObject(Record.New(vm, TypingTypes.Get(vm, TypeId.TypeAliasType), 5));
        Field(self, Name) = Value.FromObject(name);
        Field(self, Parameters) = parameters;
        Field(self, Module) = TypingTypes.CallerModule(vm);
        return self;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (argc > 2)
        {
            return Throw.TypeError(vm, $"typealias() takes exactly 2 positional arguments ({argc} given)");
        }

        Value name = argc > 0 ? args[0] : Value.Undefined;
        Value value = argc > 1 ? args[1] : Value.Undefined;
        Value parameters = Value.Undefined;
        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            Str* key = (Str*)Tuple.Items(kwNames)[i].AsObject;
            if (Str.Equals(key, "type_params"u8))
            {
                parameters = args[argc + i];
            }
            else if (name.IsUndefined && Str.Equals(key, "name"u8))
            {
                name = args[argc + i];
            }
            else if (value.IsUndefined && Str.Equals(key, "value"u8))
            {
                value = args[argc + i];
            }
            else
            {
                return Throw.TypeError(vm, $"typealias() got an unexpected keyword argument '{Str.ToManaged(key)}'");
            }
        }

        if (name.IsUndefined || value.IsUndefined)
        {
            return Throw.TypeError(vm, $"typealias() missing required argument {(name.IsUndefined ? "'name' (pos 1)" : "'value' (pos 2)")}");
        }

        if (!name.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"typealias() argument 'name' must be str, not {Types.NameOf(vm, name)}");
        }

        if (!parameters.IsUndefined && !parameters.Is(Kind.Tuple))
        {
            return Throw.TypeError(vm, "type_params must be a tuple");
        }

        bool isGeneric = !parameters.IsUndefined && ((Tuple*)parameters.AsObject)->Length > 0;
        Value self = Make(vm, (Str*)name.AsObject, isGeneric ? parameters : Value.Undefined);
        Field(self, Content) = value;
        return self;
    }

    private static Value Repr(Vm* vm, Value self) => Field(self, Name);

    private static Value GetItem(Vm* vm, Value self, Value arguments) =>
        Field(self, Parameters).IsUndefined ? Throw.TypeError(vm, "Only generic type aliases are subscriptable") : GenericAliasType.New(vm, self, arguments);

    [Property("__name__", Setter = nameof(Refuse))]
    private static Value GetName(Value self) => Field(self, Name);

    private static bool Refuse(Vm* vm, Value self, Value value)
    {
        Throw.AttributeError(vm, "readonly attribute");
        return false;
    }

    [Property("__value__")]
    private static Value GetValue(Vm* vm, Value self)
    {
        if (Field(self, Content).IsUndefined)
        {
            Value value = Calls.Invoke(vm, Field(self, Function));
            if (value.IsUndefined)
            {
                return value;
            }

            Field(self, Content) = value;
        }

        return Field(self, Content);
    }

    [Property("__type_params__")]
    private static Value TypeParams(Vm* vm, Value self) =>
        Field(self, Parameters).IsUndefined ? Value.FromObject(WellKnown.Of(vm)->EmptyTuple) : Field(self, Parameters);

    /// <summary>As <c>__type_params__</c>, variables for any number of types unpacked.</summary>
    [Property("__parameters__")]
    private static Value GetParameters(Vm* vm, Value self)
    {
        Value parameters = TypeParams(vm, self);
        return ((Tuple*)parameters.AsObject)->Length == 0 ? parameters : TypingTypes.Call(vm, "unpack_parameters"u8, &parameters, 1);
    }

    [Property("__module__")]
    private static Value GetModule(Value self) => Field(self, Module);

    [Method("__reduce__", Signature = "($self, /)")]
    private static Value Reduce(Value self) => Field(self, Name);
}
