using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operators, dispatched on the types of their operands as the language reference's data model says.</summary>
public static unsafe class Operators
{
    private static readonly string[] Symbols = ["+", "-", "*", "/", "//", "%", "** or pow()", "@", "<<", ">>", "&", "|", "^", "divmod()"];
    private static readonly string[] InPlaceSymbols = ["+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "<<=", ">>=", "&=", "|=", "^=", "divmod()"];
    private static readonly string[] CompareSymbols = ["<", "<=", "==", "!=", ">", ">="];

    /// <summary><c>left op right</c>.</summary>
    public static Value Binary(Vm* vm, BinaryOperation operation, Value left, Value right)
    {
        Value result = TryBinary(vm, operation, left, right);
        return result.IsNotImplemented ? Unsupported(vm, operation, left, right, Symbols[(int)operation]) : result;
    }

    /// <summary><c>left op= right</c>: the new value of left.</summary>
    public static Value InPlace(Vm* vm, BinaryOperation operation, Value left, Value right)
    {
        var slot = Types.Of(vm, left)->Slots.InPlace[operation];
        if (slot != null)
        {
            Value result = slot(vm, left, right);
            if (!result.IsNotImplemented)
            {
                return result;
            }
        }

        Value fallback = TryBinary(vm, operation, left, right);
        return fallback.IsNotImplemented ? Unsupported(vm, operation, left, right, InPlaceSymbols[(int)operation]) : fallback;
    }

    /// <summary><c>left op right</c>, or <c>NotImplemented</c> if neither operand knows.</summary>
    public static Value TryBinary(Vm* vm, BinaryOperation operation, Value left, Value right)
    {
        TypeObject* leftType = Types.Of(vm, left);
        TypeObject* rightType = Types.Of(vm, right);
        var leftSlot = leftType->Slots.Binary[operation];
        var rightSlot = rightType->Slots.Binary[operation];
        if ((nint)rightSlot == (nint)leftSlot)
        {
            rightSlot = null;
        }

        if (leftSlot != null)
        {
            if (rightSlot != null && TypeObject.IsSubtype(rightType, leftType))
            {
                Value result = rightSlot(vm, left, right);
                if (!result.IsNotImplemented)
                {
                    return result;
                }

                rightSlot = null;
            }

            Value direct = leftSlot(vm, left, right);
            if (!direct.IsNotImplemented)
            {
                return direct;
            }
        }

        return rightSlot != null ? rightSlot(vm, left, right) : Value.NotImplemented;
    }

    /// <summary><c>pow(left, right, modulo)</c>; modulo may be <c>None</c>.</summary>
    public static Value Power(Vm* vm, Value left, Value right, Value modulo)
    {
        if (modulo.IsNone)
        {
            return Binary(vm, BinaryOperation.Power, left, right);
        }

        TypeObject* type = Types.Of(vm, left);
        Value method = Attributes.Lookup(vm, type, WellKnown.Name(vm, NameId.__pow__));
        bool isScript = !method.IsUndefined && !method.Is(Kind.NativeFunction) && !method.Is(Kind.SlotWrapper);
        Value result = isScript ? Calls.InvokeSpecial(vm, left, NameId.__pow__, right, modulo)
            : PowerBy(vm, left, left, right, modulo);
        result = result.IsNotImplemented ? PowerBy(vm, right, left, right, modulo) : result;
        result = result.IsNotImplemented ? PowerBy(vm, modulo, left, right, modulo) : result;
        if (!result.IsNotImplemented)
        {
            return result;
        }

        return Throw.TypeError(
            vm,
            $"unsupported operand type(s) for ** or pow(): '{Types.NameOf(vm, left)}', '{Types.NameOf(vm, right)}', '{Types.NameOf(vm, modulo)}'");
    }

    /// <summary>Asks the native type of one of the three operands of <c>pow</c>.</summary>
    private static Value PowerBy(Vm* vm, Value operand, Value left, Value right, Value modulo)
    {
        delegate*<Vm*, Value, Value, Value, Value> slot = Types.Of(vm, operand)->Slots.PowerModulo;
        return slot == null ? Value.NotImplemented : slot(vm, left, right, modulo);
    }

    /// <summary><c>left op right</c> for a comparison.</summary>
    public static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!Recursion.Enter(vm, " in comparison"))
        {
            return Value.Undefined;
        }

        Value result = CompareUnguarded(vm, left, right, operation);
        Recursion.Leave(vm);
        return result;
    }

    /// <summary>Truth of a comparison: 1, 0, or -1 with an exception pending.</summary>
    public static int CompareTruth(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        Value result = Compare(vm, left, right, operation);
        return result.IsUndefined ? -1 : Truth.Of(vm, result);
    }

    /// <summary>Equality as containers see it, identity first: 1, 0, or -1 with an exception pending.</summary>
    public static int Equal(Vm* vm, Value left, Value right)
    {
        if (left == right)
        {
            return 1;
        }

        if (Value.BothInt(left, right))
        {
            return 0;
        }

        if (left.IsExactly(TypeId.Str) && right.IsExactly(TypeId.Str))
        {
            return Str.Equals((Str*)left.AsObject, (Str*)right.AsObject) ? 1 : 0;
        }

        return CompareTruth(vm, left, right, CompareOperation.Equal);
    }

    /// <summary><c>item in container</c>: 1, 0, or -1 with an exception pending.</summary>
    public static int Contains(Vm* vm, Value container, Value item)
    {
        TypeObject* type = Types.Of(vm, container);
        if (type->Slots.Contains != null)
        {
            return type->Slots.Contains(vm, container, item);
        }

        if (type->Slots.Iterate == null && type->Slots.GetItem == null)
        {
            Throw.TypeError(vm, $"argument of type '{Types.NameOf(vm, container)}' is not iterable");
            return -1;
        }

        Value iterator = Iteration.Iterate(vm, container);
        if (iterator.IsUndefined && Throw.ClearIf(vm, TypeId.TypeError))
        {
            Throw.TypeError(vm, $"argument of type '{Types.NameOf(vm, container)}' is not iterable");
        }

        while (!iterator.IsUndefined)
        {
            Value candidate = Iteration.Next(vm, iterator);
            if (candidate.IsUndefined)
            {
                return vm->HasPending ? -1 : 0;
            }

            int equal = Equal(vm, candidate, item);
            if (equal != 0)
            {
                return equal;
            }
        }

        return -1;
    }

    /// <summary><c>-value</c>.</summary>
    public static Value Negative(Vm* vm, Value value) => Unary(vm, value, Types.Of(vm, value)->Slots.Negative, "unary -");

    /// <summary><c>+value</c>.</summary>
    public static Value Positive(Vm* vm, Value value) => Unary(vm, value, Types.Of(vm, value)->Slots.Positive, "unary +");

    /// <summary><c>~value</c>.</summary>
    public static Value Invert(Vm* vm, Value value) => Unary(vm, value, Types.Of(vm, value)->Slots.Invert, "unary ~");

    /// <summary><c>abs(value)</c>.</summary>
    public static Value Absolute(Vm* vm, Value value) => Unary(vm, value, Types.Of(vm, value)->Slots.Absolute, "abs()");

    private static Value Unary(Vm* vm, Value value, delegate*<Vm*, Value, Value> slot, string name) =>
        slot != null ? slot(vm, value) : Throw.TypeError(vm, $"bad operand type for {name}: '{Types.NameOf(vm, value)}'");

    private static Value CompareUnguarded(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        TypeObject* leftType = Types.Of(vm, left);
        TypeObject* rightType = Types.Of(vm, right);
        var leftSlot = leftType->Slots.Compare;
        var rightSlot = rightType->Slots.Compare;
        bool rightTried = false;
        if (rightSlot != null && leftType != rightType && TypeObject.IsSubtype(rightType, leftType))
        {
            rightTried = true;
            Value result = rightSlot(vm, right, left, Swapped(operation));
            if (!result.IsNotImplemented)
            {
                return result;
            }
        }

        if (leftSlot != null)
        {
            Value result = leftSlot(vm, left, right, operation);
            if (!result.IsNotImplemented)
            {
                return result;
            }
        }

        if (!rightTried && rightSlot != null)
        {
            Value result = rightSlot(vm, right, left, Swapped(operation));
            if (!result.IsNotImplemented)
            {
                return result;
            }
        }

        return operation switch
        {
            CompareOperation.Equal => Value.FromBool(left == right),
            CompareOperation.NotEqual => Value.FromBool(left != right),
            _ => Throw.TypeError(
                vm,
                $"'{CompareSymbols[(int)operation]}' not supported between instances of '{Types.NameOf(vm, left)}' and '{Types.NameOf(vm, right)}'"),
        };
    }

    /// <summary>The comparison with its operands exchanged.</summary>
    public static CompareOperation Swapped(CompareOperation operation) => operation switch
    {
        CompareOperation.Less => CompareOperation.Greater,
        CompareOperation.LessEqual => CompareOperation.GreaterEqual,
        CompareOperation.Greater => CompareOperation.Less,
        CompareOperation.GreaterEqual => CompareOperation.LessEqual,
        _ => operation,
    };

    private static Value Unsupported(Vm* vm, BinaryOperation operation, Value left, Value right, string symbol)
    {
        if (operation == BinaryOperation.Add)
        {
            // The sequence types word their own refusal.
            if (left.Is(Kind.Str) || left.Is(Kind.List) || left.Is(Kind.Tuple))
            {
                string name = left.Is(Kind.Str) ? "str" : left.Is(Kind.List) ? "list" : "tuple";
                return Throw.TypeError(vm, $"can only concatenate {name} (not \"{Types.NameOf(vm, right)}\") to {name}");
            }

            if (left.Is(Kind.Bytes))
            {
                return Throw.TypeError(vm, $"can't concat {Types.NameOf(vm, right)} to bytes");
            }
        }

        if (operation == BinaryOperation.Multiply)
        {
            bool leftSequence = IsSequence(left);
            bool asksLeftOnly = symbol == "*=" && (left.Is(Kind.Dict) || left.Is(Kind.Set) || left.Is(Kind.Instance));
            if (leftSequence || (IsSequence(right) && !asksLeftOnly))
            {
                return Throw.TypeError(vm, $"can't multiply sequence by non-int of type '{Types.NameOf(vm, leftSequence ? right : left)}'");
            }
        }

        string hint = operation == BinaryOperation.RightShift && left.Is(Kind.NativeFunction) && Str.Equals(((NativeFunction*)left.AsObject)->Name, "print"u8)
            ? ". Did you mean \"print(<message>, file=<output_stream>)\"?"
            : string.Empty;
        return Throw.TypeError(vm, $"unsupported operand type(s) for {symbol}: '{Types.NameOf(vm, left)}' and '{Types.NameOf(vm, right)}'{hint}");
    }

    private static bool IsSequence(Value value) =>
        value.Is(Kind.Str) || value.Is(Kind.List) || value.Is(Kind.Tuple) || BytesArguments.IsByteString(value) || value.Is(Kind.Array)
        || value.Is(Kind.Deque);
}
