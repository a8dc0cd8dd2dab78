using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Typing;

/// <summary>Type variables of all three kinds: records with attributes.</summary>
/// <remarks>
/// <code>
///  0      1       2              3             4         5                6
///  | name | bound | its function | constraints | default | its function   | variance | attributes |
/// </code>
/// Bound, constraints and default are undefined until their function, if there is one, has been called. A missing bound or constraint is undefined for
/// good; a missing default is <c>NoDefault</c>.
/// </remarks>
internal static unsafe class TypeParameters
{
    /// <summary>The place of the name.</summary>
    public const int Name = 0;

    /// <summary>The place of the bound.</summary>
    public const int Bound = 1;

    /// <summary>The place of the function that gives the bound, or the constraints if <see cref="HasLazyConstraints"/>.</summary>
    public const int BoundFunction = 2;

    /// <summary>The place of the tuple of constraints.</summary>
    public const int Constraints = 3;

    /// <summary>The place of the default.</summary>
    public const int Default = 4;

    /// <summary>The place of the function that gives the default.</summary>
    public const int DefaultFunction = 5;

    /// <summary>The place of the flags.</summary>
    public const int Variance = 6;

    /// <summary>Flag: covariant.</summary>
    public const int Covariant = 1;

    /// <summary>Flag: contravariant.</summary>
    public const int Contravariant = 2;

    /// <summary>Flag: the variance is inferred.</summary>
    public const int Inferred = 4;

    /// <summary>Flag: the function of the bound gives constraints.</summary>
    public const int HasLazyConstraints = 8;

    private const int FieldCount = 7;

    /// <summary>A type variable without bound, constraints and default.</summary>
    public static Value New(Vm* vm, TypeId kind, Str* name, int flags)
    {
        Record* self = Record.New(vm, TypingTypes.Get(vm, kind), FieldCount, hasAttributes: true);
        Record.Fields(self)[Name] = Value.FromObject(name);
        Record.Fields(self)[Default] = NoDefaultType.Instance(vm);
        Record.Fields(self)[Variance] = Value.FromInt(flags);
        return Value.FromObject(self);
    }

    /// <summary>A type variable of the syntax for type parameters; see the instruction.</summary>
    public static Value FromSyntax(Vm* vm, Str* name, int kind, Value bound, Value defaultValue)
    {
        TypeId id = kind switch { 2 => TypeId.TypeVarTuple, 3 => TypeId.ParamSpec, _ => TypeId.TypeVar };
        Value self = New(vm, id, name, Inferred | (kind == 1 ? HasLazyConstraints : 0));
        Field(self, BoundFunction) = bound;
        if (!defaultValue.IsUndefined)
        {
            Field(self, Default) = Value.Undefined;
            Field(self, DefaultFunction) = defaultValue;
        }

        return self;
    }

    /// <summary>A field.</summary>
    public static ref Value Field(Value self, int index) => ref Record.Fields((Record*)self.AsObject)[index];

    /// <summary>True if a flag is set.</summary>
    public static bool Has(Value self, int flag) => (Field(self, Variance).AsInt & flag) != 0;

    /// <summary><c>__bound__</c>.</summary>
    public static Value BoundOf(Vm* vm, Value self) => Has(self, HasLazyConstraints) ? Value.None : Evaluate(vm, self, Bound, BoundFunction, Value.None);

    /// <summary><c>__constraints__</c>.</summary>
    public static Value ConstraintsOf(Vm* vm, Value self)
    {
        Value none = Value.FromObject(WellKnown.Of(vm)->EmptyTuple);
        return Has(self, HasLazyConstraints) || !Field(self, Constraints).IsUndefined ? Evaluate(vm, self, Constraints, BoundFunction, none) : none;
    }

    /// <summary><c>__default__</c>.</summary>
    public static Value DefaultOf(Vm* vm, Value self) => Evaluate(vm, self, Default, DefaultFunction, Value.Undefined);

    /// <summary><c>has_default()</c>: whether there is one, evaluated or not.</summary>
    public static bool HasDefault(Vm* vm, Value self) => Field(self, Default) != NoDefaultType.Instance(vm);

    /// <summary>The name, behind a sign for the variance unless that is inferred.</summary>
    public static Value Repr(Vm* vm, Value self)
    {
        Str* name = (Str*)Field(self, Name).AsObject;
        if (Has(self, Inferred))
        {
            return Value.FromObject(name);
        }

        string sign = Has(self, Covariant) ? "+" : Has(self, Contravariant) ? "-" : "~";
        return Value.FromObject(Str.Concat(vm, Str.New(vm, sign), name));
    }

    /// <summary>The <c>|</c> of type variables.</summary>
    public static Value Or(Vm* vm, Value left, Value right) => TypingTypes.Union(vm, left, right);

    /// <summary>True if keyword arguments of a constructor are all among the known ones; false with <c>TypeError</c> pending.</summary>
    public static bool CheckKeywords(Vm* vm, string function, Value* args, int argc, Tuple* kwNames, ReadOnlySpan<string> known, Value* values)
    {
        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            string key = Str.ToManaged((Str*)Tuple.Items(kwNames)[i].AsObject);
            int index = known.IndexOf(key);
            if (index < 0)
            {
                Throw.TypeError(vm, $"{function}() got an unexpected keyword argument '{key}'");
                return false;
            }

            if (index == 0 && argc > 0)
            {
                Throw.TypeError(vm, $"argument for {function}() given by name ('name') and position (1)");
                return false;
            }

            values[index] = args[argc + i];
        }

        if (argc > 0)
        {
            values[0] = args[0];
        }

        if (values[0].IsUndefined)
        {
            Throw.TypeError(vm, $"{function}() missing required argument 'name' (pos 1)");
            return false;
        }

        if (!values[0].Is(Kind.Str))
        {
            Throw.TypeError(vm, $"{function}() argument 'name' must be str, not {(values[0].IsNone ? "None" : Types.NameOf(vm, values[0]))}");
            return false;
        }

        return true;
    }

    /// <summary>The flags that the keywords for variance ask for; -1 with an exception pending.</summary>
    public static int ReadVariance(Vm* vm, Value covariant, Value contravariant, Value infer)
    {
        int isCovariant = covariant.IsUndefined ? 0 : Truth.Of(vm, covariant);
        int isContravariant = isCovariant < 0 || contravariant.IsUndefined ? 0 : Truth.Of(vm, contravariant);
        int isInferred = isCovariant < 0 || isContravariant < 0 || infer.IsUndefined ? 0 : Truth.Of(vm, infer);
        if (vm->HasPending)
        {
            return -1;
        }

        if (isCovariant != 0 && isContravariant != 0)
        {
            Throw.ValueError(vm, "Bivariant types are not supported.");
            return -1;
        }

        if (isInferred != 0 && (isCovariant | isContravariant) != 0)
        {
            Throw.ValueError(vm, "Variance cannot be specified with infer_variance.");
            return -1;
        }

        return (isCovariant != 0 ? Covariant : 0) | (isContravariant != 0 ? Contravariant : 0) | (isInferred != 0 ? Inferred : 0);
    }

    /// <summary>Sets <c>__module__</c> of a type variable that a script makes by a call.</summary>
    public static Value InModule(Vm* vm, Value self)
    {
        Value module = TypingTypes.CallerModule(vm);
        return module.IsNone || InstanceAttributes.Set(vm, self, WellKnown.Name(vm, NameId.__module__), module) ? self : Value.Undefined;
    }

    private static Value Evaluate(Vm* vm, Value self, int place, int functionPlace, Value missing)
    {
        Value value = Field(self, place);
        Value function = Field(self, functionPlace);
        if (!value.IsUndefined || function.IsUndefined)
        {
            return value.IsUndefined ? missing : value;
        }

        value = Calls.Invoke(vm, function);
        if (!value.IsUndefined)
        {
            Field(self, place) = value;
        }

        return value;
    }
}
