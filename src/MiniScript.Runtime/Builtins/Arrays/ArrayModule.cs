using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Arrays;

/// <summary>The module <c>array</c>.</summary>
[BuiltinModule("array", Doc = "This module defines an object type which can efficiently represent an array of basic values.")]
internal static unsafe partial class ArrayModule
{
    [Constant("typecodes")]
    private const string TypeCodes = ArrayType.Codes;

    [Constant("array")]
    private static Value ArrayClass(Vm* vm)
    {
        // Where the abstract classes are not there yet, they ask for this module when they are made.
        Value type = Value.FromObject(ArrayType.Get(vm));
        Value module = Dict.GetStr(WellKnown.Of(vm)->Modules, Str.Intern(vm, "_collections_abc"u8));
        if (!module.IsUndefined && Attributes.TryGet(vm, module, Str.Intern(vm, "MutableSequence"u8), out Value sequence) > 0)
        {
            Value registered = Calls.InvokeMethod(vm, sequence, Str.Intern(vm, "register"u8), &type, 1);
            return registered.IsUndefined ? registered : type;
        }

        return vm->HasPending ? Value.Undefined : type;
    }

    [Constant("ArrayType")]
    private static Value ArrayTypeClass(Vm* vm) => Value.FromObject(ArrayType.Get(vm));

    /// <summary>Make an array of a class from its bytes in a machine format; what pickles of arrays call.</summary>
    [Function("_array_reconstructor", Signature = "(arraytype, typecode, mformat_code, items, /)")]
    private static Value Reconstruct(Vm* vm, Value arraytype, Value typecode, long mformat_code, Value items)
    {
        if (!arraytype.Is(Kind.Type) || !TypeObject.IsSubtype((TypeObject*)arraytype.AsObject, ArrayType.Get(vm)))
        {
            return Throw.TypeError(vm, "first argument must be a type object");
        }

        if (!ArrayType.TryCode(vm, typecode, out char code))
        {
            return Value.Undefined;
        }

        if (!items.Is(Kind.Bytes))
        {
            return Throw.TypeError(vm, $"fourth argument should be bytes, not {Types.NameOf(vm, items)}");
        }

        if (mformat_code != ArrayMethods.MachineFormat(code))
        {
            return Throw.Raise(vm, TypeId.NotImplementedError, $"array: machine format {mformat_code} differs from that of this machine");
        }

        ByteArray* array = ArrayType.New(vm, (TypeObject*)arraytype.AsObject, code);
        return ByteArray.Replace(vm, array, 0, 0, Bytes.Span((Bytes*)items.AsObject)) ? Value.FromObject(array) : Value.Undefined;
    }
}
