using System.Security.Cryptography;
using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Functional;

/// <summary>The operators with one operand, and those of containers and calls.</summary>
internal static unsafe partial class OperatorModule
{
    /// <summary>Same as abs(a).</summary>
    [Function("abs", Signature = "(a, /)")]
    private static Value Absolute(Vm* vm, Value a) => Operators.Absolute(vm, a);

    /// <summary>Same as -a.</summary>
    [Function("neg", Signature = "(a, /)")]
    private static Value Negative(Vm* vm, Value a) => Operators.Negative(vm, a);

    /// <summary>Same as +a.</summary>
    [Function("pos", Signature = "(a, /)")]
    private static Value Positive(Vm* vm, Value a) => Operators.Positive(vm, a);

    /// <summary>Same as ~a.</summary>
    [Function("inv", Signature = "(a, /)")]
    private static Value InvertShort(Vm* vm, Value a) => Operators.Invert(vm, a);

    /// <summary>Same as ~a.</summary>
    [Function("invert", Signature = "(a, /)")]
    private static Value Invert(Vm* vm, Value a) => Operators.Invert(vm, a);

    /// <summary>Same as a.__index__()</summary>
    [Function("index", Signature = "(a, /)")]
    private static Value Index(Vm* vm, Value a) => Integers.Index(vm, a);

    /// <summary>Same as not a.</summary>
    [Function("not_", Signature = "(a, /)")]
    private static Value Not(Vm* vm, Value a)
    {
        int truth = Truth.Of(vm, a);
        return truth < 0 ? Value.Undefined : Value.FromBool(truth == 0);
    }

    /// <summary>Return True if a is true, False otherwise.</summary>
    [Function("truth", Signature = "(a, /)")]
    private static Value TruthOf(Vm* vm, Value a)
    {
        int truth = Truth.Of(vm, a);
        return truth < 0 ? Value.Undefined : Value.FromBool(truth > 0);
    }

    /// <summary>Same as a is b.</summary>
    [Function("is_", Signature = "(a, b, /)")]
    private static bool Is(Value a, Value b) => a == b;

    /// <summary>Same as a is not b.</summary>
    [Function("is_not", Signature = "(a, b, /)")]
    private static bool IsNot(Value a, Value b) => a != b;

    /// <summary>Same as a + b, for a and b sequences.</summary>
    [Function("concat", Signature = "(a, b, /)")]
    private static Value Concatenate(Vm* vm, Value a, Value b) =>
        IsSequence(vm, a) ? Operators.Binary(vm, BinaryOperation.Add, a, b) : Throw.TypeError(vm, $"'{Types.NameOf(vm, a)}' object can't be concatenated");

    /// <summary>Same as a += b, for a and b sequences.</summary>
    [Function("iconcat", Signature = "(a, b, /)")]
    private static Value ConcatenateInPlace(Vm* vm, Value a, Value b) =>
        IsSequence(vm, a) ? Operators.InPlace(vm, BinaryOperation.Add, a, b) : Throw.TypeError(vm, $"'{Types.NameOf(vm, a)}' object can't be concatenated");

    /// <summary>Same as b in a (note reversed operands).</summary>
    [Function("contains", Signature = "(a, b, /)")]
    private static Value Contains(Vm* vm, Value a, Value b)
    {
        int found = Operators.Contains(vm, a, b);
        return found < 0 ? Value.Undefined : Value.FromBool(found > 0);
    }

    /// <summary>Return the number of items in a which are, or which equal, b.</summary>
    [Function("countOf", Signature = "(a, b, /)")]
    private static Value CountOf(Vm* vm, Value a, Value b)
    {
        long count = 0;
        Value iterator = IterateContainer(vm, a);
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.Next(vm, iterator);
            int equal = item.IsUndefined ? -1 : Operators.Equal(vm, item, b);
            if (equal < 0)
            {
                return vm->HasPending ? Value.Undefined : Integers.FromLong(vm, count);
            }

            count += equal;
        }

        return iterator;
    }

    /// <summary>Return the first index of b in a.</summary>
    [Function("indexOf", Signature = "(a, b, /)")]
    private static Value IndexOf(Vm* vm, Value a, Value b)
    {
        Value iterator = IterateContainer(vm, a);
        for (long index = 0; !iterator.IsUndefined; index++)
        {
            Value item = Iteration.Next(vm, iterator);
            int equal = item.IsUndefined ? -1 : Operators.Equal(vm, item, b);
            if (equal != 0)
            {
                return equal > 0 ? Integers.FromLong(vm, index)
                    : vm->HasPending ? Value.Undefined : Throw.ValueError(vm, "sequence.index(x): x not in sequence");
            }
        }

        return iterator;
    }

    /// <summary>Same as a[b].</summary>
    [Function("getitem", Signature = "(a, b, /)")]
    private static Value GetItem(Vm* vm, Value a, Value b) => Items.Get(vm, a, b);

    /// <summary>Same as a[b] = c.</summary>
    [Function("setitem", Signature = "(a, b, c, /)")]
    private static Value SetItem(Vm* vm, Value a, Value b, Value c) => Items.Set(vm, a, b, c) ? Value.None : Value.Undefined;

    /// <summary>Same as del a[b].</summary>
    [Function("delitem", Signature = "(a, b, /)")]
    private static Value DeleteItem(Vm* vm, Value a, Value b) => Items.Delete(vm, a, b) ? Value.None : Value.Undefined;

    /// <summary>Return an estimate of the number of items in obj: its length, or its __length_hint__(), or the default.</summary>
    [Function("length_hint", Signature = "(obj, default=0, /)")]
    private static Value LengthHint(Vm* vm, Value value, Value fallback)
    {
        Value result = fallback.IsUndefined ? Value.FromInt(0) : fallback;
        if (!Integers.IsInteger(result) && !result.IsBool)
        {
            return Throw.TypeError(vm, $"'{Types.NameOf(vm, result)}' object cannot be interpreted as an integer");
        }

        if (Types.Of(vm, value)->Slots.Length != null)
        {
            long length = Items.Length(vm, value);
            if (length >= 0)
            {
                return Integers.FromLong(vm, length);
            }

            if (!Throw.ClearIf(vm, TypeId.TypeError))
            {
                return Value.Undefined;
            }
        }

        if (Attributes.Lookup(vm, Types.Of(vm, value), WellKnown.Name(vm, NameId.__length_hint__)).IsUndefined)
        {
            return result;
        }

        Value hint = Calls.InvokeSpecial(vm, value, NameId.__length_hint__);
        if (hint.IsUndefined)
        {
            return Throw.ClearIf(vm, TypeId.TypeError) ? result : hint;
        }

        if (hint.IsNotImplemented)
        {
            return result;
        }

        if (!Integers.IsInteger(hint) && !hint.IsBool)
        {
            return Throw.TypeError(vm, $"__length_hint__ must be an integer, not {Types.NameOf(vm, hint)}");
        }

        return Integers.Sign(Integers.Index(vm, hint)) < 0 ? Throw.ValueError(vm, "__length_hint__() should return >= 0") : hint;
    }

    /// <summary>Same as obj(*args, **kwargs).</summary>
    [Function("call", Signature = "(obj, /, *args, **kwargs)")]
    private static Value Call(Vm* vm, Value callee, Args args, KeywordArgs kwargs)
    {
        // Keyword arguments follow the positional ones in the registers of the caller.
        return Calls.Invoke(vm, callee, args.Start, args.Count, kwargs.Names);
    }

    /// <summary>Return 'a == b', in a time that does not tell where they differ: bytes-like objects, or ASCII strings.</summary>
    [Function("_compare_digest", Signature = "(a, b, /)")]
    private static Value CompareDigest(Vm* vm, Value a, Value b)
    {
        if (a.Is(Kind.Str) && b.Is(Kind.Str))
        {
            Str* x = (Str*)a.AsObject;
            Str* y = (Str*)b.AsObject;
            if (((x->Header.Flags & y->Header.Flags) & ObjectFlags.Ascii) == 0)
            {
                return Throw.TypeError(vm, "comparing strings with non-ASCII characters is not supported");
            }

            return Value.FromBool(CryptographicOperations.FixedTimeEquals(new ReadOnlySpan<byte>(x->Data, x->Length), new ReadOnlySpan<byte>(y->Data, y->Length)));
        }

        if (!BytesArguments.IsBytesLike(a) || !BytesArguments.IsBytesLike(b))
        {
            return Throw.TypeError(vm, $"unsupported operand types(s) or combination of types: '{Types.NameOf(vm, a)}' and '{Types.NameOf(vm, b)}'");
        }

        return Value.FromBool(CryptographicOperations.FixedTimeEquals(BytesArguments.Content(vm, a), BytesArguments.Content(vm, b)));
    }

    [Constant("itemgetter")]
    private static Value ItemGetterClass(Vm* vm) =>
        Value.FromObject(LibraryTypes.Get(vm, TypeId.ItemGetter, "operator.itemgetter"u8, Kind.Record, TypeFlags.None, &ItemGetter.InitializeSlots, &ItemGetter.Register));

    [Constant("attrgetter")]
    private static Value AttrGetterClass(Vm* vm) =>
        Value.FromObject(LibraryTypes.Get(vm, TypeId.AttrGetter, "operator.attrgetter"u8, Kind.Record, TypeFlags.None, &AttrGetter.InitializeSlots, &AttrGetter.Register));

    [Constant("methodcaller")]
    private static Value MethodCallerClass(Vm* vm) =>
        Value.FromObject(LibraryTypes.Get(vm, TypeId.MethodCaller, "operator.methodcaller"u8, Kind.Record, TypeFlags.None, &MethodCaller.InitializeSlots, &MethodCaller.Register));

    private static Value IterateContainer(Vm* vm, Value container)
    {
        Value iterator = Iteration.Iterate(vm, container);
        return iterator.IsUndefined && Throw.ClearIf(vm, TypeId.TypeError)
            ? Throw.TypeError(vm, $"argument of type '{Types.NameOf(vm, container)}' is not iterable")
            : iterator;
    }

    private static bool IsSequence(Vm* vm, Value value) => Types.Of(vm, value)->Slots.GetItem != null && !value.Is(Kind.Dict);
}
