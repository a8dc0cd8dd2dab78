using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;
using WeakReference = MiniScript.Runtime.Objects.WeakReference;

namespace MiniScript.Runtime.Builtins.Weak;

/// <summary><c>weakref.ProxyType</c> and <c>CallableProxyType</c>: every operation is the target's; once that has died, <c>ReferenceError</c>.</summary>
[BuiltinType("ProxyType", Ids = "WeakProxy CallableWeakProxy")]
internal static unsafe partial class WeakProxyType
{
    /// <summary>The type of proxies of objects that can be called, or of others; made on first use.</summary>
    public static TypeObject* Get(Vm* vm, bool isCallable) => isCallable
        ? LibraryTypes.Get(
            vm, TypeId.CallableWeakProxy, "weakref.CallableProxyType"u8, Kind.WeakReference, TypeFlags.NotCallable, &InitializeCallableSlots, &Register)
        : LibraryTypes.Get(vm, TypeId.WeakProxy, "weakref.ProxyType"u8, Kind.WeakReference, TypeFlags.NotCallable, &InitializeSlots, &Register);

    private static void InitializeCallableSlots(TypeObject* type)
    {
        InitializeSlots(type);
        type->Slots.Call = &Call;
    }

    private static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.Repr = &Repr;
        slots.Str = &ToStr;
        slots.Hash = null;
        slots.Compare = &Compare;
        slots.Bool = &Bool;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.Next = &Next;
        slots.GetItem = &GetItem;
        slots.SetItem = &SetItem;
        slots.Contains = &Contains;
        slots.GetAttribute = &GetAttribute;
        slots.SetAttribute = &SetAttribute;
        slots.Negative = &Negative;
        slots.Positive = &Positive;
        slots.Invert = &Invert;
        slots.Absolute = &Absolute;
        slots.Int = &Int;
        slots.Float = &Float;
        slots.Index = &Index;
        Operator<BinaryOperatorTypes.Add>(ref slots);
        Operator<BinaryOperatorTypes.Subtract>(ref slots);
        Operator<BinaryOperatorTypes.Multiply>(ref slots);
        Operator<BinaryOperatorTypes.Divide>(ref slots);
        Operator<BinaryOperatorTypes.FloorDivide>(ref slots);
        Operator<BinaryOperatorTypes.Modulo>(ref slots);
        Operator<BinaryOperatorTypes.Power>(ref slots);
        Operator<BinaryOperatorTypes.MatrixMultiply>(ref slots);
        Operator<BinaryOperatorTypes.LeftShift>(ref slots);
        Operator<BinaryOperatorTypes.RightShift>(ref slots);
        Operator<BinaryOperatorTypes.And>(ref slots);
        Operator<BinaryOperatorTypes.Or>(ref slots);
        Operator<BinaryOperatorTypes.Xor>(ref slots);
        Operator<BinaryOperatorTypes.DivMod>(ref slots);
    }

    private static void Operator<T>(ref Slots slots)
        where T : struct, IBinaryOperator
    {
        slots.Binary[T.Operation] = &Binary<T>;
        slots.InPlace[T.Operation] = &InPlace<T>;
    }

    private static WeakReference* Of(Value self) => (WeakReference*)self.AsObject;

    /// <summary>The target; undefined with <c>ReferenceError</c> pending once it has died.</summary>
    private static Value Target(Vm* vm, Value self) => Of(self)->Target == null
        ? Throw.Raise(vm, TypeId.ReferenceError, "weakly-referenced object no longer exists")
        : Value.FromObject(Of(self)->Target);

    /// <summary>The target of a proxy; another value as it is.</summary>
    private static Value Unwrap(Vm* vm, Value value) =>
        value.IsExactly(TypeId.WeakProxy) || value.IsExactly(TypeId.CallableWeakProxy) ? Target(vm, value) : value;

    private static Value Repr(Vm* vm, Value self)
    {
        Value target = WeakReference.TargetOf(Of(self));
        return Value.FromObject(Str.New(
            vm,
            $"<weakproxy at 0x{ObjectType.Identity(self):x} to {Types.NameOf(vm, target)} at 0x{ObjectType.Identity(target):x}>"));
    }

    private static Value ToStr(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        Str* text = target.IsUndefined ? null : Text.ToStr(vm, target);
        return text == null ? Value.Undefined : Value.FromObject(text);
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        Value a = Unwrap(vm, left);
        Value b = a.IsUndefined ? a : Unwrap(vm, right);
        return b.IsUndefined ? b : Operators.Compare(vm, a, b, operation);
    }

    private static int Bool(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? -1 : Truth.Of(vm, target);
    }

    private static long Length(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? -1 : Items.Length(vm, target);
    }

    private static Value Iterate(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Iteration.Iterate(vm, target);
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target
            : Types.Of(vm, target)->Slots.Next == null ? Throw.TypeError(vm, $"Weakref proxy referenced a non-iterator '{Types.NameOf(vm, target)}' object")
            : Iteration.Next(vm, target);
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Items.Get(vm, target, key);
    }

    private static bool SetItem(Vm* vm, Value self, Value key, Value value)
    {
        Value target = Target(vm, self);
        return !target.IsUndefined && (value.IsUndefined ? Items.Delete(vm, target, key) : Items.Set(vm, target, key, value));
    }

    private static int Contains(Vm* vm, Value self, Value item)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? -1 : Operators.Contains(vm, target, item);
    }

    private static Value GetAttribute(Vm* vm, Value self, Str* name)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Attributes.Get(vm, target, name);
    }

    private static bool SetAttribute(Vm* vm, Value self, Str* name, Value value)
    {
        Value target = Target(vm, self);
        return !target.IsUndefined && Attributes.Set(vm, target, name, value);
    }

    private static Value Call(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Calls.Invoke(vm, target, args, argc, kwNames);
    }

    private static Value Negative(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Operators.Negative(vm, target);
    }

    private static Value Positive(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Operators.Positive(vm, target);
    }

    private static Value Invert(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Operators.Invert(vm, target);
    }

    private static Value Absolute(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Operators.Absolute(vm, target);
    }

    private static Value Int(Vm* vm, Value self) => Construct(vm, self, TypeId.Int);

    private static Value Float(Vm* vm, Value self) => Construct(vm, self, TypeId.Float);

    private static Value Construct(Vm* vm, Value self, TypeId type)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Calls.Invoke(vm, Value.FromObject(Types.Of(vm, type)), target);
    }

    private static Value Index(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Integers.Index(vm, target);
    }

    private static Value Binary<T>(Vm* vm, Value left, Value right)
        where T : struct, IBinaryOperator
    {
        Value a = Unwrap(vm, left);
        Value b = a.IsUndefined ? a : Unwrap(vm, right);
        return b.IsUndefined ? b : Operators.TryBinary(vm, T.Operation, a, b);
    }

    private static Value InPlace<T>(Vm* vm, Value left, Value right)
        where T : struct, IBinaryOperator
    {
        Value a = Unwrap(vm, left);
        Value b = a.IsUndefined ? a : Unwrap(vm, right);
        return b.IsUndefined ? b : Operators.InPlace(vm, T.Operation, a, b);
    }

    [Method("__bytes__")]
    private static Value ToBytes(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Calls.InvokeSpecial(vm, target, NameId.__bytes__);
    }

    [Method("__reversed__")]
    private static Value Reversed(Vm* vm, Value self)
    {
        Value target = Target(vm, self);
        return target.IsUndefined ? target : Calls.InvokeSpecial(vm, target, NameId.__reversed__);
    }
}
