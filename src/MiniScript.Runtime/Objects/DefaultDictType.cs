using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operations of <c>collections.defaultdict</c>.</summary>
internal static unsafe class DefaultDictType
{
    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.GetItem = &GetItem;
        slots.New = &New;
        slots.Initialize = &Initialize;
        slots.Binary[BinaryOperation.Or] = &Or;
    }

    /// <summary>The value of a missing key: what the factory makes, entered; undefined with an exception pending.</summary>
    public static Value Missing(Vm* vm, DefaultDict* self, Value key)
    {
        if (self->Factory.IsNone)
        {
            return Throw.KeyError(vm, key);
        }

        Value item = Calls.Invoke(vm, self->Factory);
        return item.IsUndefined || !Items.Set(vm, Value.FromObject(self), key, item) ? Value.Undefined : item;
    }

    /// <summary>A shallow copy of the same type; undefined with an exception pending.</summary>
    public static Value Copy(Vm* vm, Value self) =>
        Calls.Invoke(vm, Value.FromObject(Types.Of(vm, self)), ((DefaultDict*)self.AsObject)->Factory, self);

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Value item = Dict.Get(vm, (Dict*)self.AsObject, key);
        if (!item.IsUndefined || vm->HasPending)
        {
            return item;
        }

        return self.IsExactly(TypeId.DefaultDict)
            ? Missing(vm, (DefaultDict*)self.AsObject, key)
            : Calls.InvokeSpecial(vm, self, NameId.__missing__, key);
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => Value.FromObject(DefaultDict.New(vm, type));

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Value factory = Value.None;
        if (argc > 0)
        {
            factory = args[0];
            if (!factory.IsNone && Types.Of(vm, factory)->Slots.Call == null)
            {
                Throw.TypeError(vm, "first argument must be callable or None");
                return false;
            }
        }

        ((DefaultDict*)self.AsObject)->Factory = factory;
        int skip = argc > 0 ? 1 : 0;
        return Types.Of(vm, TypeId.Dict)->Slots.Initialize(vm, self, args + skip, argc - skip, kwNames);
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Str* factory = FactoryText(vm, (DefaultDict*)self.AsObject);
        Value inner = factory == null ? Value.Undefined : Types.Of(vm, TypeId.Dict)->Slots.Repr(vm, self);
        if (inner.IsUndefined)
        {
            return Value.Undefined;
        }

        StrBuilder text = new(vm);
        text.Append(TypeObject.ShortName(Types.Of(vm, self)));
        text.Append('(');
        text.Append(factory);
        text.Append(", ");
        text.Append((Str*)inner.AsObject);
        text.Append(')');
        return Value.FromObject(text.ToStr());
    }

    /// <summary>The factory's text; <c>...</c> for one whose text is being made, such as a method of the dict itself.</summary>
    private static Str* FactoryText(Vm* vm, DefaultDict* dict)
    {
        const ushort InFactory = 2;
        if ((dict->Entries.Header.Aux & InFactory) != 0)
        {
            return Str.New(vm, "...");
        }

        dict->Entries.Header.Aux |= InFactory;
        Str* text = Text.Repr(vm, dict->Factory);
        dict->Entries.Header.Aux &= unchecked((ushort)~InFactory);
        return text;
    }

    private static Value Or(Vm* vm, Value left, Value right)
    {
        bool isLeft = left.Is(Kind.Dict) && Types.IsInstance(vm, left, TypeId.DefaultDict);
        Value self = isLeft ? left : right;
        Value other = isLeft ? right : left;
        if (!other.Is(Kind.Dict))
        {
            return Value.NotImplemented;
        }

        Value type = Value.FromObject(Types.Of(vm, self));
        Value result = Calls.Invoke(vm, type, ((DefaultDict*)self.AsObject)->Factory, left);
        return result.IsUndefined || !result.Is(Kind.Dict) || !Dict.Update(vm, (Dict*)result.AsObject, right) ? Value.Undefined : result;
    }
}
