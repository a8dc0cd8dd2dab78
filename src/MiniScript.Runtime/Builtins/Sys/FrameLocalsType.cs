using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sys;

/// <summary><c>f_locals</c> of a function's frame (PEP 667): a mapping that reads and writes the local variables themselves. A record of the frame.</summary>
[BuiltinType("FrameLocalsProxy")]
internal static unsafe partial class FrameLocalsType
{
    /// <summary>The mapping of a frame.</summary>
    public static Value New(Vm* vm, FrameObject* frame)
    {
        Record* self = Record.New(vm, TypeId.FrameLocalsProxy, 1);
        Record.Fields(self)[0] = Value.FromObject(frame);
        return Value.FromObject(self);
    }

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.New = &NewInstance;
        slots.Initialize = null;
        slots.Repr = &Repr;
        slots.Hash = null;
        slots.Compare = &Compare;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.GetItem = &GetItem;
        slots.SetItem = &SetItem;
        slots.Contains = &Contains;
        slots.Binary[BinaryOperation.Or] = &Or;
        slots.InPlace[BinaryOperation.Or] = &OrInPlace;
    }

    /// <summary>The variables as a dict of their own.</summary>
    public static Dict* Copy(Vm* vm, FrameObject* frame)
    {
        Dict* all = Namespaces.Variables(vm, frame->Code, frame->Function, Frames.AssignedRegisters(vm, frame));
        return all == null || !frame->Extra.IsObject || Dict.Update(vm, all, frame->Extra) ? all : null;
    }

    private static FrameObject* Frame(Value self) => (FrameObject*)Record.Fields((Record*)self.AsObject)[0].AsObject;

    /// <summary>Where a variable is kept, or null if the code has none of that name.</summary>
    private static Value* Find(Vm* vm, FrameObject* frame, Value key)
    {
        if (!key.Is(Kind.Str))
        {
            return null;
        }

        Code* code = frame->Code;
        Value* registers = Frames.AssignedRegisters(vm, frame);
        for (int i = 0; registers != null && i < code->LocalNames->Length; i++)
        {
            if (Str.Equals((Str*)Tuple.Items(code->LocalNames)[i].AsObject, (Str*)key.AsObject))
            {
                return registers[i].Is(Kind.Cell) ? &((Cell*)registers[i].AsObject)->Content : registers + i;
            }
        }

        for (int i = 0; i < code->FreeNames->Length; i++)
        {
            if (Str.Equals((Str*)Tuple.Items(code->FreeNames)[i].AsObject, (Str*)key.AsObject))
            {
                return &((Cell*)Tuple.Items(frame->Function->Closure)[i].AsObject)->Content;
            }
        }

        return null;
    }

    private static Value NewInstance(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (kwNames != null && kwNames->Length > 0)
        {
            return Throw.TypeError(vm, "FrameLocalsProxy takes no keyword arguments");
        }

        if (argc != 1)
        {
            return Throw.TypeError(vm, $"FrameLocalsProxy expected 1 argument, got {argc}");
        }

        return args[0].Is(Kind.Frame) ? New(vm, (FrameObject*)args[0].AsObject) : Throw.TypeError(vm, $"expect frame, not {Types.NameOf(vm, args[0])}");
    }

    private static Value AsDict(Vm* vm, Value self) => Value.FromObject(Copy(vm, Frame(self)));

    private static Value Repr(Vm* vm, Value self)
    {
        Value all = AsDict(vm, self);
        return all.IsUndefined ? all : Value.FromObject(Text.Repr(vm, all));
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (operation is not (CompareOperation.Equal or CompareOperation.NotEqual))
        {
            return Value.NotImplemented;
        }

        if (right.IsExactly(TypeId.FrameLocalsProxy))
        {
            return Value.FromBool((Frame(left) == Frame(right)) == (operation == CompareOperation.Equal));
        }

        Value all = AsDict(vm, left);
        return all.IsUndefined ? all : right.Is(Kind.Dict) ? Operators.Compare(vm, all, right, operation) : Value.NotImplemented;
    }

    private static long Length(Vm* vm, Value self)
    {
        Dict* all = Copy(vm, Frame(self));
        return all == null ? -1 : all->Count;
    }

    private static Value Iterate(Vm* vm, Value self)
    {
        Value all = AsDict(vm, self);
        List* names = all.IsUndefined ? null : Iteration.ToList(vm, all);
        return names == null ? Value.Undefined : Iteration.Iterate(vm, Value.FromObject(names));
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Value found = Get(vm, self, key);
        if (!found.IsUndefined || vm->HasPending)
        {
            return found;
        }

        Str* text = Text.Repr(vm, key);
        return text == null ? Value.Undefined : Throw.KeyError(vm, Value.FromObject(Str.New(vm, $"local variable '{Str.ToManaged(text)}' is not defined")));
    }

    /// <summary>A variable; undefined, with nothing pending if there is none.</summary>
    private static Value Get(Vm* vm, Value self, Value key)
    {
        FrameObject* frame = Frame(self);
        Value* place = Find(vm, frame, key);
        if (place != null)
        {
            return *place;
        }

        if (frame->Extra.IsObject)
        {
            return Dict.Get(vm, (Dict*)frame->Extra.AsObject, key);
        }

        Hashing.Of(vm, key);
        return Value.Undefined;
    }

    private static bool SetItem(Vm* vm, Value self, Value key, Value value)
    {
        FrameObject* frame = Frame(self);
        Value* place = Find(vm, frame, key);
        if (value.IsUndefined)
        {
            if (place != null)
            {
                Throw.ValueError(vm, "cannot remove local variables from FrameLocalsProxy");
                return false;
            }

            int removed = frame->Extra.IsObject ? Dict.Remove(vm, (Dict*)frame->Extra.AsObject, key, out _) : 0;
            if (removed == 0)
            {
                Throw.KeyError(vm, key);
            }

            return removed > 0;
        }

        if (place != null)
        {
            *place = value;
            return true;
        }

        if (!frame->Extra.IsObject)
        {
            frame->Extra = Value.FromObject(Dict.New(vm));
        }

        return Dict.Set(vm, (Dict*)frame->Extra.AsObject, key, value);
    }

    private static int Contains(Vm* vm, Value self, Value key)
    {
        Value found = Get(vm, self, key);
        return vm->HasPending ? -1 : found.IsUndefined ? 0 : 1;
    }

    private static Value Or(Vm* vm, Value left, Value right)
    {
        Value a = left.IsExactly(TypeId.FrameLocalsProxy) ? AsDict(vm, left) : left;
        Value b = a.IsUndefined ? a : right.IsExactly(TypeId.FrameLocalsProxy) ? AsDict(vm, right) : right;
        return b.IsUndefined ? b : a.Is(Kind.Dict) && b.Is(Kind.Dict) ? Operators.Binary(vm, BinaryOperation.Or, a, b) : Value.NotImplemented;
    }

    private static Value OrInPlace(Vm* vm, Value self, Value other)
    {
        if (!other.Is(Kind.Dict) && !other.IsExactly(TypeId.FrameLocalsProxy))
        {
            return Value.NotImplemented;
        }

        return Update(vm, self, other).IsUndefined ? Value.Undefined : self;
    }

    [Method("keys", Signature = "($self, /)")]
    private static Value Keys(Vm* vm, Value self)
    {
        Value all = AsDict(vm, self);
        return all.IsUndefined ? all : Value.FromObject(Iteration.ToList(vm, all));
    }

    [Method("values", Signature = "($self, /)")]
    private static Value Values(Vm* vm, Value self) => ListOf(vm, self, NameId.values);

    [Method("items", Signature = "($self, /)")]
    private static Value GetItems(Vm* vm, Value self) => ListOf(vm, self, NameId.items);

    [Method("copy", Signature = "($self, /)")]
    private static Value CopyMethod(Vm* vm, Value self) => AsDict(vm, self);

    [Method("__copy__", Signature = "($self, /)")]
    private static Value CopyProtocol(Vm* vm, Value self) => AsDict(vm, self);

    [Method("get", Signature = "($self, key, default=None, /)")]
    private static Value GetMethod(Vm* vm, Value self, Value key, Value defaultValue)
    {
        Value found = Get(vm, self, key);
        return found.IsUndefined && !vm->HasPending ? (defaultValue.IsUndefined ? Value.None : defaultValue) : found;
    }

    [Method("setdefault", Signature = "($self, key, default=None, /)")]
    private static Value SetDefault(Vm* vm, Value self, Value key, Value defaultValue)
    {
        Value found = Get(vm, self, key);
        if (!found.IsUndefined || vm->HasPending)
        {
            return found;
        }

        Value added = defaultValue.IsUndefined ? Value.None : defaultValue;
        return SetItem(vm, self, key, added) ? added : Value.Undefined;
    }

    [Method("update", Signature = "($self, other, /)")]
    private static Value Update(Vm* vm, Value self, Value other)
    {
        Dict* added = Dict.New(vm);
        if (!Dict.Update(vm, added, other.IsExactly(TypeId.FrameLocalsProxy) ? AsDict(vm, other) : other))
        {
            return Value.Undefined;
        }

        int position = 0;
        while (Dict.Next(added, ref position, out Value key, out Value value))
        {
            if (!SetItem(vm, self, key, value))
            {
                return Value.Undefined;
            }
        }

        return Value.None;
    }

    [Method("pop", Signature = "($self, key, default=<unrepresentable>, /)")]
    private static Value Pop(Vm* vm, Value self, Value key, Value defaultValue)
    {
        Value found = Get(vm, self, key);
        if (found.IsUndefined && !vm->HasPending && !defaultValue.IsUndefined)
        {
            return defaultValue;
        }

        return !vm->HasPending && SetItem(vm, self, key, Value.Undefined) ? found : Value.Undefined;
    }

    [Method("__reversed__", Signature = "($self, /)")]
    private static Value Reversed(Vm* vm, Value self)
    {
        Value all = AsDict(vm, self);
        return all.IsUndefined ? all : Calls.InvokeMethod(vm, all, NameId.__reversed__);
    }

    private static Value ListOf(Vm* vm, Value self, NameId view)
    {
        Value all = AsDict(vm, self);
        Value items = all.IsUndefined ? all : Calls.InvokeMethod(vm, all, view);
        return items.IsUndefined ? items : Value.FromObject(Iteration.ToList(vm, items));
    }
}
