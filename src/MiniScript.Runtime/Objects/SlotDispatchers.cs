using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The slots of script classes: each calls the special method.</summary>
internal static unsafe class SlotDispatchers
{
    public static Value Repr(Vm* vm, Value self) => Calls.InvokeSpecial(vm, self, NameId.__repr__);

    public static Value Str(Vm* vm, Value self) => Calls.InvokeSpecial(vm, self, NameId.__str__);

    public static long Hash(Vm* vm, Value self)
    {
        Value result = Calls.InvokeSpecial(vm, self, NameId.__hash__);
        if (result.IsUndefined)
        {
            return -1;
        }

        Value number = Integers.Unbox(result);
        if (!number.IsInt && !number.Is(Kind.BigInt) && !number.IsBool)
        {
            Throw.TypeError(vm, "__hash__ method should return an integer");
            return -1;
        }

        // A number of 64 bits is the hash; a larger one is hashed itself.
        long hash = number.IsBool || !Integers.TryToLong(number, out long fitting) ? Hashing.Of(vm, number) : fitting;
        return hash == -1 ? -2 : hash;
    }

    public static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        NameId name = operation switch
        {
            CompareOperation.Less => NameId.__lt__,
            CompareOperation.LessEqual => NameId.__le__,
            CompareOperation.Equal => NameId.__eq__,
            CompareOperation.NotEqual => NameId.__ne__,
            CompareOperation.Greater => NameId.__gt__,
            _ => NameId.__ge__,
        };
        return Attributes.Lookup(vm, Types.Of(vm, left), WellKnown.Name(vm, name)).IsUndefined
            ? Value.NotImplemented
            : Calls.InvokeSpecial(vm, left, name, right);
    }

    public static int Bool(Vm* vm, Value self)
    {
        Value result = Calls.InvokeSpecial(vm, self, NameId.__bool__);
        if (result.IsUndefined)
        {
            return -1;
        }

        if (!result.IsBool)
        {
            Throw.TypeError(vm, $"__bool__ should return bool, returned {Types.NameOf(vm, result)}");
            return -1;
        }

        return result.IsTrue ? 1 : 0;
    }

    public static long Length(Vm* vm, Value self)
    {
        Value result = Calls.InvokeSpecial(vm, self, NameId.__len__);
        if (result.IsUndefined)
        {
            return -1;
        }

        Value number = Integers.Index(vm, result);
        if (number.IsUndefined)
        {
            return -1;
        }

        if (!Integers.TryToLong(number, out long length))
        {
            if (Integers.Sign(number) > 0)
            {
                Throw.OverflowError(vm, "cannot fit 'int' into an index-sized integer");
                return -1;
            }

            length = -1;
        }

        if (length < 0)
        {
            Throw.ValueError(vm, "__len__() should return >= 0");
            return -1;
        }

        return length;
    }

    public static Value Iterate(Vm* vm, Value self)
    {
        Value method = Attributes.Lookup(vm, Types.Of(vm, self), WellKnown.Name(vm, NameId.__iter__));
        return method.IsNone
            ? Throw.TypeError(vm, $"'{Types.NameOf(vm, self)}' object is not iterable")
            : Calls.InvokeSpecial(vm, self, NameId.__iter__);
    }

    public static Value Next(Vm* vm, Value self) => Calls.InvokeSpecial(vm, self, NameId.__next__);

    public static Value GetItem(Vm* vm, Value self, Value key) => Calls.InvokeSpecial(vm, self, NameId.__getitem__, key);

    public static bool SetItem(Vm* vm, Value self, Value key, Value value)
    {
        bool isDelete = value.IsUndefined;
        NameId name = isDelete ? NameId.__delitem__ : NameId.__setitem__;
        Value method = Attributes.Lookup(vm, Types.Of(vm, self), WellKnown.Name(vm, name));
        if (IsOwn(vm, method, name))
        {
            // A class that defines one of the two methods has the other of its built-in base.
            return ((SlotWrapper*)method.AsObject)->Owner->Slots.SetItem(vm, self, key, value);
        }

        if (method.IsUndefined)
        {
            return isDelete ? Items.RefuseDeletion(vm, self, key)
                : !Throw.TypeError(vm, $"'{Types.NameOf(vm, self)}' object does not support item assignment").IsUndefined;
        }

        Value result = isDelete ? Calls.InvokeSpecial(vm, self, name, key) : Calls.InvokeSpecial(vm, self, name, key, value);
        return !result.IsUndefined;
    }

    /// <summary>True if a method is the slot of a built-in type under its own name.</summary>
    public static bool IsOwn(Vm* vm, Value method, NameId name) =>
        method.Is(Kind.SlotWrapper) && ((SlotWrapper*)method.AsObject)->Name == WellKnown.Name(vm, name);

    public static int Contains(Vm* vm, Value self, Value item)
    {
        Value method = Attributes.Lookup(vm, Types.Of(vm, self), WellKnown.Name(vm, NameId.__contains__));
        if (method.IsNone)
        {
            Throw.TypeError(vm, $"'{Types.NameOf(vm, self)}' object is not a container");
            return -1;
        }

        Value result = Calls.InvokeSpecial(vm, self, NameId.__contains__, item);
        return result.IsUndefined ? -1 : Truth.Of(vm, result);
    }

    public static Value GetAttribute(Vm* vm, Value self, Str* name)
    {
        TypeObject* type = Types.Of(vm, self);
        Value getAttribute = Attributes.Lookup(vm, type, WellKnown.Name(vm, NameId.__getattribute__));
        bool isNative = getAttribute.Is(Kind.SlotWrapper);
        Value fallback = Attributes.Lookup(vm, type, WellKnown.Name(vm, NameId.__getattr__));
        Value result;
        if (isNative)
        {
            var native = ((SlotWrapper*)getAttribute.AsObject)->Owner->Slots.GetAttribute;
            if (native == null)
            {
                result = Attributes.FindGeneric(vm, self, name);
                if (result.IsUndefined && !vm->HasPending && fallback.IsUndefined)
                {
                    return Attributes.Missing(vm, self, name);
                }
            }
            else
            {
                result = native(vm, self, name);
            }
        }
        else
        {
            result = Calls.InvokeSpecial(vm, self, NameId.__getattribute__, Value.FromObject(name));
        }

        if (!result.IsUndefined || fallback.IsUndefined || (vm->HasPending && !Throw.ClearIf(vm, TypeId.AttributeError)))
        {
            return result;
        }

        result = Calls.InvokeSpecial(vm, self, NameId.__getattr__, Value.FromObject(name));
        if (result.IsUndefined)
        {
            Throw.CompleteAttributeError(vm, self, name);
        }

        return result;
    }

    public static bool SetAttribute(Vm* vm, Value self, Str* name, Value value)
    {
        Value text = Value.FromObject(name);
        Value result = value.IsUndefined
            ? Calls.InvokeSpecial(vm, self, NameId.__delattr__, text)
            : Calls.InvokeSpecial(vm, self, NameId.__setattr__, text, value);
        return !result.IsUndefined;
    }

    public static Value Call(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        TypeObject* type = Types.Of(vm, self);
        Value found = Attributes.Lookup(vm, type, WellKnown.Name(vm, NameId.__call__));
        if (found.Is(Kind.Function))
        {
            return Calls.InvokeWithFirst(vm, found, self, args, argc, kwNames);
        }

        Value bound = Attributes.Bind(vm, found, self, type);
        if (bound.IsUndefined || !Recursion.Enter(vm, " while calling a Python object"))
        {
            return Value.Undefined;
        }

        Value result = Calls.Invoke(vm, bound, args, argc, kwNames);
        Recursion.Leave(vm);
        return result;
    }

    public static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value self = Value.FromObject(type);
        Value found = Attributes.Lookup(vm, type, WellKnown.Name(vm, NameId.__new__));
        Value function = Attributes.Bind(vm, found, Value.Undefined, type);
        return function.IsUndefined ? function : Calls.InvokeWithFirst(vm, function, self, args, argc, kwNames);
    }

    public static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        TypeObject* type = Types.Of(vm, self);
        Value found = Attributes.Lookup(vm, type, WellKnown.Name(vm, NameId.__init__));
        Value result;
        if (found.Is(Kind.Function))
        {
            result = Calls.InvokeWithFirst(vm, found, self, args, argc, kwNames);
        }
        else
        {
            Value bound = Attributes.Bind(vm, found, self, type);
            result = bound.IsUndefined ? bound : Calls.Invoke(vm, bound, args, argc, kwNames);
        }

        if (!result.IsUndefined && !result.IsNone)
        {
            Throw.TypeError(vm, $"__init__() should return None, not '{Types.NameOf(vm, result)}'");
            return false;
        }

        return !result.IsUndefined;
    }

    public static Value DescriptorGet(Vm* vm, Value self, Value instance, TypeObject* owner)
    {
        if (Attributes.Lookup(vm, Types.Of(vm, self), WellKnown.Name(vm, NameId.__get__)).IsUndefined)
        {
            return self;
        }

        return Calls.InvokeSpecial(vm, self, NameId.__get__, instance.IsUndefined ? Value.None : instance, Value.FromObject(owner));
    }

    public static bool DescriptorSet(Vm* vm, Value self, Value instance, Value value)
    {
        bool isDelete = value.IsUndefined;
        NameId name = isDelete ? NameId.__delete__ : NameId.__set__;
        if (Attributes.Lookup(vm, Types.Of(vm, self), WellKnown.Name(vm, name)).IsUndefined)
        {
            Throw.AttributeError(vm, isDelete ? "__delete__" : "__set__");
            return false;
        }

        Value result = isDelete ? Calls.InvokeSpecial(vm, self, name, instance) : Calls.InvokeSpecial(vm, self, name, instance, value);
        return !result.IsUndefined;
    }

    public static Value Negative(Vm* vm, Value self) => Calls.InvokeSpecial(vm, self, NameId.__neg__);

    public static Value Positive(Vm* vm, Value self) => Calls.InvokeSpecial(vm, self, NameId.__pos__);

    public static Value Invert(Vm* vm, Value self) => Calls.InvokeSpecial(vm, self, NameId.__invert__);

    public static Value Absolute(Vm* vm, Value self) => Calls.InvokeSpecial(vm, self, NameId.__abs__);

    public static Value Int(Vm* vm, Value self) => Calls.InvokeSpecial(vm, self, NameId.__int__);

    public static Value Float(Vm* vm, Value self) => Calls.InvokeSpecial(vm, self, NameId.__float__);

    public static Value Index(Vm* vm, Value self) => Calls.InvokeSpecial(vm, self, NameId.__index__);

    public static Value Binary<T>(Vm* vm, Value left, Value right)
        where T : struct, IBinaryOperator
    {
        nint here = (nint)(delegate*<Vm*, Value, Value, Value>)&Binary<T>;
        TypeObject* leftType = Types.Of(vm, left);
        TypeObject* rightType = Types.Of(vm, right);
        Str* method = WellKnown.Name(vm, T.Method);
        Str* reflected = WellKnown.Name(vm, T.Reflected);
        bool tryRight = leftType != rightType && (nint)rightType->Slots.Binary[T.Operation] == here
            && !Attributes.Lookup(vm, rightType, reflected).IsUndefined;
        if ((nint)leftType->Slots.Binary[T.Operation] == here)
        {
            if (tryRight && TypeObject.IsSubtype(rightType, leftType) && Attributes.Lookup(vm, rightType, reflected) != Attributes.Lookup(vm, leftType, reflected))
            {
                Value first = Calls.InvokeSpecial(vm, right, T.Reflected, left);
                if (!first.IsNotImplemented)
                {
                    return first;
                }

                tryRight = false;
            }

            if (!Attributes.Lookup(vm, leftType, method).IsUndefined)
            {
                Value result = Calls.InvokeSpecial(vm, left, T.Method, right);
                if (!result.IsNotImplemented)
                {
                    return result;
                }
            }
        }

        return tryRight ? Calls.InvokeSpecial(vm, right, T.Reflected, left) : Value.NotImplemented;
    }

    public static Value InPlace<T>(Vm* vm, Value left, Value right)
        where T : struct, IBinaryOperator =>
        Calls.InvokeSpecial(vm, left, T.InPlace, right);
}
