using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Arrays;

/// <summary>array(typecode [, initializer]) -> array: a sequence of basic values of one type.</summary>
[BuiltinType("array")]
internal static unsafe partial class ArrayMethods
{
    /// <summary>Appends the elements that bytes hold; false with an exception pending.</summary>
    public static bool AppendBytes(Vm* vm, ByteArray* self, ReadOnlySpan<byte> content)
    {
        if (content.Length % ArrayType.SizeOf(self) == 0)
        {
            return ByteArray.Replace(vm, self, self->Length, 0, content);
        }

        Throw.ValueError(vm, "bytes length not a multiple of item size");
        return false;
    }

    /// <summary>The elements as a list.</summary>
    public static Value ToList(Vm* vm, ByteArray* self)
    {
        List* list = List.New(vm, ArrayType.CountOf(self));
        for (int i = 0; list != null && i < ArrayType.CountOf(self); i++)
        {
            Value item = ArrayType.At(vm, self, i);
            if (item.IsUndefined || !List.Append(vm, list, item))
            {
                return Value.Undefined;
            }
        }

        return list == null ? Value.Undefined : Value.FromObject(list);
    }

    /// <summary>The characters of an array of characters as a string.</summary>
    public static Value ToText(Vm* vm, ByteArray* self)
    {
        StrBuilder text = new(vm);
        for (int i = 0; i < ArrayType.CountOf(self); i++)
        {
            Value item = ArrayType.At(vm, self, i);
            if (item.IsUndefined)
            {
                return item;
            }

            text.Append(((Str*)item.AsObject)->At(0));
        }

        return Value.FromObject(text.ToStr());
    }

    /// <summary>The code of the machine format of a type code, as pickles of arrays have it.</summary>
    public static int MachineFormat(char code) => code switch
    {
        'B' => 0,
        'b' => 1,
        'H' => 2,
        'h' => 4,
        'I' => 6,
        'i' => 8,
        'L' or 'Q' => 10,
        'l' or 'q' => 12,
        'f' => 14,
        'd' => 16,
        _ => 20,
    };

    /// <summary>Append new value v to the end of the array.</summary>
    [Method("append", Signature = "($self, v, /)")]
    private static Value Append(Vm* vm, Value self, Value v) => Done(ArrayType.Insert(vm, ArrayType.Of(self), long.MaxValue, v));

    /// <summary>Append items to the end of the array.</summary>
    [Method("extend", Signature = "($self, bb, /)")]
    private static Value Extend(Vm* vm, Value self, Value bb) => Done(ArrayType.Extend(vm, ArrayType.Of(self), bb));

    /// <summary>Insert a new item v into the array before position i.</summary>
    [Method("insert", Signature = "($self, i, v, /)")]
    private static Value Insert(Vm* vm, Value self, long i, Value v) => Done(ArrayType.Insert(vm, ArrayType.Of(self), i, v));

    /// <summary>Return the i-th element and delete it from the array; i defaults to -1.</summary>
    [Method("pop", Signature = "($self, i=-1, /)")]
    private static Value Pop(Vm* vm, Value self, long i = -1)
    {
        ByteArray* array = ArrayType.Of(self);
        long count = ArrayType.CountOf(array);
        if (count == 0)
        {
            return Throw.IndexError(vm, "pop from empty array");
        }

        long place = i < 0 ? i + count : i;
        if ((ulong)place >= (ulong)count)
        {
            return Throw.IndexError(vm, "pop index out of range");
        }

        Value item = ArrayType.At(vm, array, place);
        return item.IsUndefined || !RemoveAt(vm, array, place) ? Value.Undefined : item;
    }

    /// <summary>Remove the first occurrence of v in the array.</summary>
    [Method("remove", Signature = "($self, v, /)")]
    private static Value Remove(Vm* vm, Value self, Value v)
    {
        long place = Find(vm, ArrayType.Of(self), v, 0, long.MaxValue);
        return place >= 0 ? Done(RemoveAt(vm, ArrayType.Of(self), place))
            : vm->HasPending ? Value.Undefined : Throw.ValueError(vm, "array.remove(x): x not in array");
    }

    /// <summary>Return index of first occurrence of v in the array.</summary>
    [Method("index", Signature = "($self, v, start=0, stop=9223372036854775807, /)")]
    private static Value Index(Vm* vm, Value self, Value v, long start = 0, long stop = long.MaxValue)
    {
        long count = ArrayType.CountOf(ArrayType.Of(self));
        long place = Find(vm, ArrayType.Of(self), v, start < 0 ? Math.Max(start + count, 0) : start, stop < 0 ? stop + count : stop);
        return place >= 0 ? Value.FromInt(place) : vm->HasPending ? Value.Undefined : Throw.ValueError(vm, "array.index(x): x not in array");
    }

    /// <summary>Return number of occurrences of v in the array.</summary>
    [Method("count", Signature = "($self, v, /)")]
    private static Value Count(Vm* vm, Value self, Value v)
    {
        long found = 0;
        for (long i = Find(vm, ArrayType.Of(self), v, 0, long.MaxValue); i >= 0; i = Find(vm, ArrayType.Of(self), v, i + 1, long.MaxValue))
        {
            found++;
        }

        return vm->HasPending ? Value.Undefined : Value.FromInt(found);
    }

    /// <summary>Reverse the order of the items in the array.</summary>
    [Method("reverse")]
    private static void Reverse(Value self)
    {
        ByteArray* array = ArrayType.Of(self);
        int size = ArrayType.SizeOf(array);
        ByteArray.Span(array).Reverse();
        for (int i = 0; size > 1 && i < array->Length; i += size)
        {
            new Span<byte>(array->Data + i, size).Reverse();
        }
    }

    /// <summary>Byteswap all items of the array.</summary>
    [Method("byteswap")]
    private static void ByteSwap(Value self)
    {
        ByteArray* array = ArrayType.Of(self);
        int size = ArrayType.SizeOf(array);
        for (int i = 0; i < array->Length; i += size)
        {
            new Span<byte>(array->Data + i, size).Reverse();
        }
    }

    /// <summary>Remove all items from the array.</summary>
    [Method("clear")]
    private static Value Clear(Vm* vm, Value self) => Done(ByteArray.Replace(vm, ArrayType.Of(self), 0, ArrayType.Of(self)->Length, default));

    /// <summary>Convert array to an ordinary list with the same items.</summary>
    [Method("tolist")]
    private static Value ToList(Vm* vm, Value self) => ToList(vm, ArrayType.Of(self));

    /// <summary>Append items to array from list.</summary>
    [Method("fromlist", Signature = "($self, list, /)")]
    private static Value FromList(Vm* vm, Value self, Value list)
    {
        if (!list.Is(Kind.List))
        {
            return Throw.TypeError(vm, "arg must be list");
        }

        ByteArray* array = ArrayType.Of(self);
        int length = array->Length;
        for (int i = 0; i < ((List*)list.AsObject)->Length; i++)
        {
            if (!ArrayType.Insert(vm, array, long.MaxValue, ((List*)list.AsObject)->Items[i]))
            {
                Value failure = vm->Pending;
                vm->Pending = Value.Undefined;
                ByteArray.Replace(vm, array, length, Math.Max(array->Length - length, 0), default);
                vm->Pending = failure;
                return Value.Undefined;
            }
        }

        return Value.None;
    }

    /// <summary>Convert the array to an array of machine values and return the bytes representation.</summary>
    [Method("tobytes")]
    private static Value ToBytes(Vm* vm, Value self) => Value.FromObject(ByteArray.ToBytes(vm, ArrayType.Of(self)));

    /// <summary>Appends items from the bytes, interpreting it as an array of machine values.</summary>
    [Method("frombytes", Signature = "($self, buffer, /)")]
    private static Value FromBytes(Vm* vm, Value self, Value buffer)
    {
        if (!BytesArguments.TryGet(vm, buffer, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        Bytes* copy = Bytes.New(vm, content);
        return copy == null ? Value.Undefined : Done(AppendBytes(vm, ArrayType.Of(self), Bytes.Span(copy)));
    }

    /// <summary>Read n objects from the file object f and append them to the end of the array.</summary>
    [Method("fromfile", Signature = "($self, f, n, /)")]
    private static Value FromFile(Vm* vm, Value self, Value f, long n)
    {
        if (n < 0)
        {
            return Throw.ValueError(vm, "negative count");
        }

        long bytes = n * ArrayType.SizeOf(ArrayType.Of(self));
        Value content = Calls.InvokeMethod(vm, f, NameId.read, Value.FromInt(bytes));
        if (content.IsUndefined)
        {
            return content;
        }

        if (!content.Is(Kind.Bytes))
        {
            return Throw.TypeError(vm, "read() didn't return bytes");
        }

        if (!AppendBytes(vm, ArrayType.Of(self), Bytes.Span((Bytes*)content.AsObject)))
        {
            return Value.Undefined;
        }

        return ((Bytes*)content.AsObject)->Length == bytes ? Value.None : Throw.Raise(vm, TypeId.EOFError, "read() didn't return enough bytes");
    }

    /// <summary>Write all items (as machine values) to the file object f.</summary>
    [Method("tofile", Signature = "($self, f, /)")]
    private static Value ToFile(Vm* vm, Value self, Value f)
    {
        Bytes* content = ByteArray.ToBytes(vm, ArrayType.Of(self));
        Value written = content == null ? Value.Undefined : Calls.InvokeMethod(vm, f, NameId.write, Value.FromObject(content));
        return written.IsUndefined ? written : Value.None;
    }

    /// <summary>Convert the array to a unicode string.</summary>
    [Method("tounicode")]
    private static Value ToUnicode(Vm* vm, Value self) => ArrayType.CodeOf(ArrayType.Of(self)) is 'u' or 'w'
        ? ToText(vm, ArrayType.Of(self))
        : Throw.ValueError(vm, "tounicode() may only be called on unicode type arrays ('u' or 'w')");

    /// <summary>Extends this array with data from the unicode string.</summary>
    [Method("fromunicode", Signature = "($self, ustr, /)")]
    private static Value FromUnicode(Vm* vm, Value self, Value ustr)
    {
        if (!ustr.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"fromunicode() argument must be str, not {Types.NameOf(vm, ustr)}");
        }

        return ArrayType.CodeOf(ArrayType.Of(self)) is 'u' or 'w'
            ? Done(ArrayType.AppendItems(vm, ArrayType.Of(self), ustr))
            : Throw.ValueError(vm, "fromunicode() may only be called on unicode type arrays ('u' or 'w')");
    }

    /// <summary>Return a tuple (address, length) giving the current memory address and the length in elements of the buffer.</summary>
    [Method("buffer_info")]
    private static Value BufferInformation(Vm* vm, Value self) => Value.FromObject(Tuple.New(
        vm, Integers.FromLong(vm, (long)ArrayType.Of(self)->Data), Value.FromInt(ArrayType.CountOf(ArrayType.Of(self)))));

    /// <summary>Return a copy of the array.</summary>
    [Method("__copy__")]
    private static Value Copy(Vm* vm, Value self)
    {
        ByteArray* copy = ArrayType.New(vm, ArrayType.Get(vm), ArrayType.CodeOf(ArrayType.Of(self)));
        return ByteArray.Replace(vm, copy, 0, 0, ByteArray.Span(ArrayType.Of(self))) ? Value.FromObject(copy) : Value.Undefined;
    }

    /// <summary>Return a copy of the array.</summary>
    [Method("__deepcopy__", Signature = "($self, unused, /)")]
    private static Value DeepCopy(Vm* vm, Value self, Value unused) => Copy(vm, self);

    /// <summary>Return state information for pickling.</summary>
    [Method("__reduce_ex__", Signature = "($self, value, /)")]
    private static Value ReduceEx(Vm* vm, Value self, long value)
    {
        ByteArray* array = ArrayType.Of(self);
        Value type = Value.FromObject(Types.Of(vm, self));
        Value code = Value.FromObject(Str.New(vm, ArrayType.CodeOf(array).ToString()));
        Value attributes = (array->Header.Flags & ObjectFlags.Subclass) != 0 && array->Attributes.IsObject ? array->Attributes : Value.None;
        Value* items = stackalloc Value[4];
        if (value < 3)
        {
            items[0] = code;
            items[1] = ToList(vm, array);
            return items[1].IsUndefined ? items[1] : Triple(vm, type, Value.FromObject(Tuple.New(vm, items, 2)), attributes);
        }

        Value module = Modules.Importer.Find(vm, "array");
        Value rebuild = module.Is(Kind.Module) ? Dict.GetStr(((Module*)module.AsObject)->Attributes, Str.Intern(vm, "_array_reconstructor"u8)) : Value.Undefined;
        if (rebuild.IsUndefined)
        {
            return Throw.RuntimeError(vm, "the module array is not there any more");
        }

        items[0] = type;
        items[1] = code;
        items[2] = Value.FromInt(MachineFormat(ArrayType.CodeOf(array)));
        items[3] = Value.FromObject(ByteArray.ToBytes(vm, array));
        return Triple(vm, rebuild, Value.FromObject(Tuple.New(vm, items, 4)), attributes);
    }

    [ClassMethod("__class_getitem__", Signature = "($type, item, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value item) => GenericAliasType.New(vm, type, item);

    /// <summary>the typecode character used to create the array</summary>
    [Property("typecode")]
    private static Value GetTypeCode(Vm* vm, Value self) => Value.FromObject(Str.New(vm, ArrayType.CodeOf(ArrayType.Of(self)).ToString()));

    /// <summary>the size, in bytes, of one array item</summary>
    [Property("itemsize")]
    private static int GetItemSize(Value self) => ArrayType.SizeOf(ArrayType.Of(self));

    private static Value Triple(Vm* vm, Value first, Value second, Value third)
    {
        Value* items = stackalloc Value[3] { first, second, third };
        return Value.FromObject(Tuple.New(vm, items, 3));
    }

    private static Value Done(bool isDone) => isDone ? Value.None : Value.Undefined;

    private static bool RemoveAt(Vm* vm, ByteArray* self, long place) =>
        ByteArray.Replace(vm, self, (int)place * ArrayType.SizeOf(self), ArrayType.SizeOf(self), default);

    /// <summary>The first place of a value in a range; -1 if it is not there or an exception is pending.</summary>
    private static long Find(Vm* vm, ByteArray* self, Value wanted, long start, long stop)
    {
        for (long i = start; i < stop && i < ArrayType.CountOf(self); i++)
        {
            Value element = ArrayType.At(vm, self, i);
            int equal = element.IsUndefined ? -1 : Operators.Equal(vm, element, wanted);
            if (equal != 0)
            {
                return equal < 0 ? -1 : i;
            }
        }

        return -1;
    }
}
