using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Arrays;

/// <summary>The operations of <c>array.array</c>.</summary>
internal static unsafe class ArrayType
{
    /// <summary>The formats that arrays can have.</summary>
    public const string Codes = "bBuwhHiIlLqQfd";

    /// <summary>The type, made on first use.</summary>
    public static TypeObject* Get(Vm* vm)
    {
        LibraryTypes.Get(vm, TypeId.ArrayIterator, "array.arrayiterator"u8, Kind.Record, TypeFlags.NotCallable, &MemoryViewType.InitializeIteratorSlots, &ArrayIteratorMethods.Register);
        return LibraryTypes.Get(
            vm, TypeId.Array, "array.array"u8, Kind.Array, TypeFlags.BaseType | TypeFlags.SequencePattern, &InitializeSlots, &ArrayMethods.Register);
    }

    /// <summary>An empty array of a class.</summary>
    public static ByteArray* New(Vm* vm, TypeObject* type, char code)
    {
        ByteArray* self = ByteArray.New(vm);
        self->Header.Kind = Kind.Array;
        self->Header.Aux = code;
        Instances.Adopt(self, type);
        return self;
    }

    /// <summary>The array of a value that is one.</summary>
    public static ByteArray* Of(Value self) => (ByteArray*)self.AsObject;

    /// <summary>The format of the elements.</summary>
    public static char CodeOf(ByteArray* self) => (char)self->Header.Aux;

    /// <summary>The bytes of an element.</summary>
    public static int SizeOf(ByteArray* self) => Elements.SizeOf(CodeOf(self));

    /// <summary>The number of elements.</summary>
    public static int CountOf(ByteArray* self) => self->Length / SizeOf(self);

    /// <summary>An element.</summary>
    public static Value At(Vm* vm, ByteArray* self, long index) => Elements.Get(vm, CodeOf(self), self->Data + (index * SizeOf(self)));

    /// <summary>A type code that script gives; false with an exception pending.</summary>
    public static bool TryCode(Vm* vm, Value value, out char code)
    {
        code = '\0';
        if (!value.Is(Kind.Str) || ((Str*)value.AsObject)->Length != 1)
        {
            Throw.TypeError(vm, $"array() argument 1 must be a unicode character, not {Types.NameOf(vm, value)}");
            return false;
        }

        int point = ((Str*)value.AsObject)->At(0);
        if (point > 127 || !Codes.Contains((char)point, StringComparison.Ordinal))
        {
            Throw.ValueError(vm, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
            return false;
        }

        code = (char)point;
        return true;
    }

    /// <summary>Converts a value to an element; false with an exception pending.</summary>
    public static bool Convert(Vm* vm, char code, Value value, byte* into)
    {
        ElementProblem problem = Elements.Set(vm, code, value, into);
        if (problem is ElementProblem.None or ElementProblem.Pending)
        {
            return problem == ElementProblem.None;
        }

        if (problem == ElementProblem.Type)
        {
            Throw.TypeError(
                vm,
                code is 'u' or 'w' ? "array item must be unicode character"
                : code is 'f' or 'd' ? $"must be real number, not {Types.NameOf(vm, value)}"
                : $"'{Types.NameOf(vm, value)}' object cannot be interpreted as an integer");
        }
        else
        {
            Throw.OverflowError(vm, RangeMessage(code, Integers.Index(vm, value)));
        }

        return false;
    }

    /// <summary>Appends or inserts an element; false with an exception pending.</summary>
    public static bool Insert(Vm* vm, ByteArray* self, long index, Value value)
    {
        byte* element = stackalloc byte[8];
        if (!Convert(vm, CodeOf(self), value, element))
        {
            return false;
        }

        int size = SizeOf(self);
        long count = CountOf(self);
        long place = Math.Clamp(index < 0 ? index + count : index, 0, count);
        return ByteArray.Replace(vm, self, (int)place * size, 0, new ReadOnlySpan<byte>(element, size));
    }

    /// <summary>Appends the items of an iterable; false with an exception pending.</summary>
    public static bool Extend(Vm* vm, ByteArray* self, Value source)
    {
        if (source.Is(Kind.Array))
        {
            if (CodeOf(Of(source)) != CodeOf(self))
            {
                Throw.TypeError(vm, "can only extend with array of same kind");
                return false;
            }

            Bytes* copy = ByteArray.ToBytes(vm, Of(source));
            return copy != null && ByteArray.Replace(vm, self, self->Length, 0, Bytes.Span(copy));
        }

        return AppendItems(vm, self, source);
    }

    /// <summary>Appends the items of an iterable one by one; false with an exception pending.</summary>
    public static bool AppendItems(Vm* vm, ByteArray* self, Value source)
    {
        Value iterator = Iteration.Iterate(vm, source);
        while (!iterator.IsUndefined)
        {
            Value item = Iteration.Next(vm, iterator);
            if (item.IsUndefined)
            {
                return !vm->HasPending;
            }

            if (!Insert(vm, self, long.MaxValue, item))
            {
                return false;
            }
        }

        return false;
    }

    private static void InitializeSlots(TypeObject* type)
    {
        ref Slots slots = ref type->Slots;
        slots.New = &New;
        slots.Repr = &Repr;
        slots.Hash = null;
        slots.Compare = &Compare;
        slots.Length = &Length;
        slots.Iterate = &Iterate;
        slots.GetItem = &GetItem;
        slots.SetItem = &SetItem;
        slots.Contains = &Contains;
        slots.Binary[BinaryOperation.Add] = &Add;
        slots.Binary[BinaryOperation.Multiply] = &Multiply;
        slots.InPlace[BinaryOperation.Add] = &AddInPlace;
        slots.InPlace[BinaryOperation.Multiply] = &MultiplyInPlace;
    }

    private static string RangeMessage(char code, Value integer)
    {
        bool isNegative = Integers.Sign(integer) < 0;
        string side = isNegative ? "less than minimum" : "greater than maximum";
        bool fitsLong = Integers.TryToLong(integer, out long number);
        return code switch
        {
            'b' or 'B' or 'h' or 'H' or 'i' or 'l' when !fitsLong => "Python int too large to convert to C long",
            'b' or 'h' when number != (short)number => $"signed short integer is {side}",
            'b' => $"signed char is {side}",
            'B' => $"unsigned byte integer is {side}",
            'H' when number == (int)number => $"unsigned short is {side}",
            'H' or 'i' => $"signed integer is {side}",
            'I' or 'L' when isNegative => "can't convert negative value to unsigned int",
            'I' when Integers.TryToUlong(integer, out _) => "unsigned int is greater than maximum",
            'I' or 'L' => "Python int too large to convert to C unsigned long",
            'Q' when isNegative => "can't convert negative int to unsigned",
            _ => "int too big to convert",
        };
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (!Instances.TakesNoKeywords(vm, type, kwNames, "array.array"))
        {
            return Value.Undefined;
        }

        if (argc is < 1 or > 2)
        {
            return Throw.TypeError(vm, argc < 1 ? "array() takes at least 1 argument (0 given)" : $"array() takes at most 2 arguments ({argc} given)");
        }

        if (!TryCode(vm, args[0], out char code))
        {
            return Value.Undefined;
        }

        Value initial = argc > 1 ? args[1] : Value.Undefined;
        bool isText = code is 'u' or 'w';
        if (initial.Is(Kind.Str) && !isText)
        {
            return Throw.TypeError(vm, $"cannot use a str to initialize an array with typecode '{code}'");
        }

        if (initial.Is(Kind.Array) && !isText && CodeOf(Of(initial)) is 'u' or 'w')
        {
            return Throw.TypeError(vm, $"cannot use a unicode array to initialize an array with typecode '{code}'");
        }

        ByteArray* self = New(vm, type, code);
        bool isDone = initial.IsUndefined
            || (BytesArguments.IsByteString(initial) ? ArrayMethods.AppendBytes(vm, self, BytesArguments.Content(vm, initial))
                : initial.Is(Kind.Array) && CodeOf(Of(initial)) == code ? Extend(vm, self, initial) : AppendItems(vm, self, initial));
        return isDone ? Value.FromObject(self) : Value.Undefined;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        ByteArray* array = Of(self);
        string head = $"{Str.ToManaged(TypeObject.ShortName(Types.Of(vm, self)))}('{CodeOf(array)}'";
        if (array->Length == 0)
        {
            return Value.FromObject(Str.New(vm, head + ")"));
        }

        Value items = CodeOf(array) is 'u' or 'w' ? ArrayMethods.ToText(vm, array) : ArrayMethods.ToList(vm, array);
        Str* shown = items.IsUndefined ? null : Text.Repr(vm, items);
        if (shown == null)
        {
            return Value.Undefined;
        }

        StrBuilder text = new(vm);
        text.Append(head);
        text.Append(", ");
        text.Append(shown);
        text.Append(')');
        return Value.FromObject(text.ToStr());
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!right.Is(Kind.Array))
        {
            return Value.NotImplemented;
        }

        ByteArray* a = Of(left);
        ByteArray* b = Of(right);
        bool isEquality = operation is CompareOperation.Equal or CompareOperation.NotEqual;
        if (isEquality && CountOf(a) != CountOf(b))
        {
            return Value.FromBool(operation == CompareOperation.NotEqual);
        }

        for (int i = 0; i < Math.Min(CountOf(a), CountOf(b)); i++)
        {
            Value x = At(vm, a, i);
            Value y = At(vm, b, i);
            int equal = x.IsUndefined || y.IsUndefined ? -1 : Operators.CompareTruth(vm, x, y, CompareOperation.Equal);
            if (equal < 0)
            {
                return Value.Undefined;
            }

            if (equal == 0)
            {
                return isEquality ? Value.FromBool(operation == CompareOperation.NotEqual) : Operators.Compare(vm, x, y, operation);
            }
        }

        int order = CountOf(a).CompareTo(CountOf(b));
        return Value.FromBool(operation switch
        {
            CompareOperation.Equal => order == 0,
            CompareOperation.NotEqual => order != 0,
            CompareOperation.Less => order < 0,
            CompareOperation.LessEqual => order <= 0,
            CompareOperation.Greater => order > 0,
            _ => order >= 0,
        });
    }

    private static long Length(Vm* vm, Value self) => CountOf(Of(self));

    private static Value Iterate(Vm* vm, Value self) => MemoryViewType.NewIterator(vm, self, TypeId.ArrayIterator);

    private static int Contains(Vm* vm, Value self, Value item)
    {
        for (int i = 0; i < CountOf(Of(self)); i++)
        {
            Value element = At(vm, Of(self), i);
            int equal = element.IsUndefined ? -1 : Operators.Equal(vm, element, item);
            if (equal != 0)
            {
                return equal;
            }
        }

        return 0;
    }

    private static Value GetItem(Vm* vm, Value self, Value key)
    {
        ByteArray* array = Of(self);
        if (!key.Is(Kind.Slice))
        {
            return TryPlace(vm, array, key, "array index out of range", out long place) ? At(vm, array, place) : Value.Undefined;
        }

        if (!Slices.Adjust(vm, (SliceObject*)key.AsObject, CountOf(array), out long start, out _, out long step, out long count))
        {
            return Value.Undefined;
        }

        ByteArray* part = New(vm, Get(vm), CodeOf(array));
        int size = SizeOf(array);
        if (step == 1)
        {
            return ByteArray.Replace(vm, part, 0, 0, ByteArray.Span(array).Slice((int)start * size, (int)count * size)) ? Value.FromObject(part) : Value.Undefined;
        }

        for (long i = 0; i < count; i++)
        {
            if (!ByteArray.Replace(vm, part, part->Length, 0, ByteArray.Span(array).Slice((int)(start + (i * step)) * size, size)))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(part);
    }

    private static bool SetItem(Vm* vm, Value self, Value key, Value value)
    {
        ByteArray* array = Of(self);
        if (key.Is(Kind.Slice))
        {
            return SetSlice(vm, array, (SliceObject*)key.AsObject, value);
        }

        byte* element = stackalloc byte[8];
        if (!TryPlace(vm, array, key, "array assignment index out of range", out long place)
            || (!value.IsUndefined && !Convert(vm, CodeOf(array), value, element)))
        {
            return false;
        }

        int size = SizeOf(array);
        if (place >= CountOf(array))
        {
            // The conversion has run script that shortened the array.
            Throw.IndexError(vm, "array assignment index out of range");
            return false;
        }

        return ByteArray.Replace(vm, array, (int)place * size, size, value.IsUndefined ? default : new ReadOnlySpan<byte>(element, size));
    }

    private static bool SetSlice(Vm* vm, ByteArray* self, SliceObject* slice, Value value)
    {
        Bytes* content = WellKnown.Of(vm)->EmptyBytes;
        if (!value.IsUndefined)
        {
            if (!value.Is(Kind.Array))
            {
                Throw.TypeError(vm, $"can only assign array (not \"{Types.NameOf(vm, value)}\") to array slice");
                return false;
            }

            if (CodeOf(Of(value)) != CodeOf(self))
            {
                Throw.TypeError(vm, "bad argument type for built-in operation");
                return false;
            }

            content = ByteArray.ToBytes(vm, Of(value));
        }

        if (content == null || !Slices.Adjust(vm, slice, CountOf(self), out long start, out _, out long step, out long count))
        {
            return false;
        }

        int size = SizeOf(self);
        if (step == 1)
        {
            return ByteArray.Replace(vm, self, (int)start * size, (int)count * size, Bytes.Span(content));
        }

        if (value.IsUndefined)
        {
            // From the last place on, so that the earlier ones stay where they are.
            for (long i = 0; i < count; i++)
            {
                long place = step > 0 ? start + ((count - 1 - i) * step) : start + (i * step);
                if (!ByteArray.Replace(vm, self, (int)place * size, size, default))
                {
                    return false;
                }
            }

            return true;
        }

        if (content->Length / size != count)
        {
            Throw.ValueError(vm, $"attempt to assign array of size {content->Length / size} to extended slice of size {count}");
            return false;
        }

        for (long i = 0; i < count; i++)
        {
            Bytes.Span(content).Slice((int)i * size, size).CopyTo(ByteArray.Span(self)[((int)(start + (i * step)) * size)..]);
        }

        return true;
    }

    private static bool TryPlace(Vm* vm, ByteArray* self, Value key, string outOfRange, out long place)
    {
        place = 0;
        if (!IndexArguments.IsIndex(vm, key))
        {
            Throw.TypeError(vm, "array indices must be integers");
            return false;
        }

        if (!IndexArguments.TryIndex(vm, key, out long index))
        {
            return false;
        }

        place = index < 0 ? index + CountOf(self) : index;
        if ((ulong)place < (ulong)CountOf(self))
        {
            return true;
        }

        Throw.IndexError(vm, outOfRange);
        return false;
    }

    private static Value Add(Vm* vm, Value left, Value right)
    {
        if (!left.Is(Kind.Array))
        {
            return Value.NotImplemented;
        }

        if (!right.Is(Kind.Array))
        {
            return Throw.TypeError(vm, $"can only append array (not \"{Types.NameOf(vm, right)}\") to array");
        }

        if (CodeOf(Of(left)) != CodeOf(Of(right)))
        {
            return Throw.TypeError(vm, "bad argument type for built-in operation");
        }

        ByteArray* sum = New(vm, Get(vm), CodeOf(Of(left)));
        return ByteArray.Replace(vm, sum, 0, 0, ByteArray.Span(Of(left))) && ByteArray.Replace(vm, sum, sum->Length, 0, ByteArray.Span(Of(right)))
            ? Value.FromObject(sum)
            : Value.Undefined;
    }

    private static Value AddInPlace(Vm* vm, Value left, Value right) => !right.Is(Kind.Array)
        ? Throw.TypeError(vm, $"can only extend array with array (not \"{Types.NameOf(vm, right)}\")")
        : Extend(vm, Of(left), right) ? left : Value.Undefined;

    private static Value Multiply(Vm* vm, Value left, Value right)
    {
        bool isLeft = left.Is(Kind.Array);
        ByteArray* self = Of(isLeft ? left : right);
        Value product = Product(vm, self, isLeft ? right : left);
        if (!product.Is(Kind.Bytes))
        {
            return product;
        }

        ByteArray* result = New(vm, Get(vm), CodeOf(self));
        return ByteArray.Replace(vm, result, 0, 0, Bytes.Span((Bytes*)product.AsObject)) ? Value.FromObject(result) : Value.Undefined;
    }

    private static Value MultiplyInPlace(Vm* vm, Value left, Value right)
    {
        if (!IndexArguments.IsIndex(vm, right))
        {
            return Throw.TypeError(vm, $"'{Types.NameOf(vm, right)}' object cannot be interpreted as an integer");
        }

        Value product = Product(vm, Of(left), right);
        return !product.Is(Kind.Bytes) ? product
            : ByteArray.Replace(vm, Of(left), 0, Of(left)->Length, Bytes.Span((Bytes*)product.AsObject)) ? left : Value.Undefined;
    }

    /// <summary>The bytes of the product, or <c>NotImplemented</c>.</summary>
    private static Value Product(Vm* vm, ByteArray* self, Value times)
    {
        Bytes* content = ByteArray.ToBytes(vm, self);
        return content == null ? Value.Undefined : BytesType.Multiply(vm, Value.FromObject(content), times);
    }
}
