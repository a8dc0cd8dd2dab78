using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sys;

/// <summary>The bytes that objects occupy, storage of their own included: <c>sys.getsizeof</c>.</summary>
internal static unsafe class ObjectSizes
{
    /// <summary>The size of a value; the eight bytes of the value itself for an immediate one.</summary>
    public static long Of(Vm* vm, Value value)
    {
        if (!value.IsObject)
        {
            return sizeof(Value);
        }

        ObjectHeader* cell = value.AsObject;
        switch (cell->Kind)
        {
            case Kind.Str:
                return Str.HeaderSize + ((long)((Str*)cell)->Length * ((Str*)cell)->Width);
            case Kind.Bytes:
                return Bytes.HeaderSize + ((Bytes*)cell)->Length;
            case Kind.List:
                return sizeof(List) + ((long)((List*)cell)->Capacity * sizeof(Value));
            case Kind.Tuple:
                return Tuple.HeaderSize + ((long)((Tuple*)cell)->Length * sizeof(Value));
            case Kind.Dict:
                Dict* dict = (Dict*)cell;
                return sizeof(Dict) + ((long)dict->Capacity * sizeof(DictEntry)) + (dict->IndexMask * sizeof(int));
            case Kind.Set:
                return sizeof(SetObject) + (((SetObject*)cell)->Count * 2L * sizeof(DictEntry));
            case Kind.BigInt:
                return sizeof(BigInt) + (Integers.BitLength(value) / 8);
            case Kind.Type:
                return sizeof(TypeObject);
            case Kind.Instance:
                return Instance.HeaderSize + ((long)((Shape*)vm->Shapes[cell->Shape])->InObject * sizeof(Value));
            default:
                return 64;
        }
    }
}
