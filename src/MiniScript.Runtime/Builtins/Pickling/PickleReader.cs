using System.Buffers.Binary;
using System.Numerics;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Pickling;

/// <summary>Reads a pickle. The instructions are here; what makes objects is in <c>PickleReader.Objects.cs</c>, input in <c>PickleReader.Input.cs</c>.</summary>
/// <remarks>It lives on the machine stack, which keeps the values in it visible to the collector.</remarks>
internal unsafe ref partial struct PickleReader
{
    private readonly Vm* vm;
    private readonly List* stack;
    private readonly PickleSettings settings;
    private readonly Value findClass;
    private readonly Value persistentLoad;
    private readonly List* memo;
    private Dict* farMemo;
    private Value buffers;
    private int[] marks = new int[16];
    private int markCount;
    private int fence;
    private int protocol;
    private byte* data;
    private Value owner;
    private long at;
    private long end;
    private Value read;
    private Value readLine;
    private bool readsAhead;

    /// <summary>A reader.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="settings">How old text is decoded.</param>
    /// <param name="memo">The objects that have numbers already, by number.</param>
    /// <param name="findClass">A function that finds classes, or None.</param>
    /// <param name="persistentLoad">A function that gives the object of a persistent id, or None.</param>
    /// <param name="buffers">An iterator over buffers, or None.</param>
    public PickleReader(Vm* vm, PickleSettings settings, List* memo, Value findClass, Value persistentLoad, Value buffers)
    {
        this.vm = vm;
        this.settings = settings;
        this.memo = memo;
        this.findClass = findClass;
        this.persistentLoad = persistentLoad;
        this.buffers = buffers;
        stack = List.New(vm, 32);
    }

    /// <summary>Reads one object; undefined with an exception pending.</summary>
    public Value Run()
    {
        while (true)
        {
            if (!Has(1))
            {
                // The end where an instruction should be is another error than the end within one.
                if (vm->Pending.IsUndefined || IsTruncation())
                {
                    vm->Pending = Value.Undefined;
                    Throw.Raise(vm, TypeId.EOFError, "Ran out of input");
                }

                return Value.Undefined;
            }

            byte op = data[at++];
            if (op == PickleOp.Stop)
            {
                return Pop(out Value result) ? result : Value.Undefined;
            }

            if (!Step(op))
            {
                return Value.Undefined;
            }
        }
    }

    private bool Step(byte op)
    {
        switch (op)
        {
            case PickleOp.Proto:
                return ReadProtocol();
            case PickleOp.Frame:
                return ReadFrame();
            case PickleOp.None:
                return Push(Value.None);
            case PickleOp.NewTrue:
                return Push(Value.True);
            case PickleOp.NewFalse:
                return Push(Value.False);
            case PickleOp.BinInt1:
                return Has(1) && Push(Value.FromInt(data[at++]));
            case PickleOp.BinInt2:
                return Number(2, out long small) && Push(Value.FromInt(small));
            case PickleOp.BinInt:
                return Number(4, out long wide) && Push(Value.FromInt((int)wide));
            case PickleOp.Long1:
                return Number(1, out long bytes) && ReadInteger(bytes);
            case PickleOp.Long4:
                return Number(4, out bytes) && ((int)bytes >= 0 ? ReadInteger(bytes) : PickleErrors.Unpickling(vm, "LONG pickle has negative byte count"));
            case PickleOp.BinFloat:
                return ReadFloat();
            case PickleOp.ShortBinUnicode:
                return Number(1, out long length) && ReadText(length);
            case PickleOp.BinUnicode:
                return Number(4, out length) && ReadText(length);
            case PickleOp.BinUnicode8:
                return Number(8, out length) && ReadText(length);
            case PickleOp.ShortBinBytes:
                return Number(1, out length) && ReadBytes(length);
            case PickleOp.BinBytes:
                return Number(4, out length) && ReadBytes(length);
            case PickleOp.BinBytes8:
                return Number(8, out length) && ReadBytes(length);
            case PickleOp.ByteArray8:
                return Number(8, out length) && ReadByteArray(length);
            case PickleOp.Memoize:
                return Top(out Value top) && Remember(memo->Length, top);
            case PickleOp.BinPut:
                return Has(1) && PutTop(data[at++]);
            case PickleOp.LongBinPut:
                return Number(4, out long number) && PutTop(number);
            case PickleOp.BinGet:
                return Has(1) && Recall(data[at++]);
            case PickleOp.LongBinGet:
                return Number(4, out number) && Recall(number);
            case PickleOp.Mark:
                return PushMark();
            case PickleOp.EmptyTuple:
                return Push(Value.FromObject(Tuple.Allocate(vm, 0)));
            case PickleOp.Tuple1 or PickleOp.Tuple2 or PickleOp.Tuple3:
                return MakeTuple(op - PickleOp.Tuple1 + 1);
            case PickleOp.Tuple:
                return PopMark(out int start) && MakeTuple(stack->Length - start);
            case PickleOp.EmptyList:
                return Push(Value.FromObject(List.New(vm)));
            case PickleOp.EmptyDict:
                return Push(Value.FromObject(Dict.New(vm)));
            case PickleOp.Append:
                return stack->Length - 1 <= fence ? Underflow() : Append(stack->Length - 1);
            case PickleOp.Appends:
                return PopMark(out start) && Append(start);
            case PickleOp.SetItem:
                return SetItems(stack->Length - 2);
            case PickleOp.SetItems:
                return PopMark(out start) && SetItems(start);
            default:
                return StepFurther(op);
        }
    }

    private bool StepFurther(byte op)
    {
        int start;
        switch (op)
        {
            case PickleOp.Global:
                return Line(out Value module) && Line(out Value name) && PushGlobal(module, name);
            case PickleOp.StackGlobal:
                return Pop(out name) && Pop(out module)
                    && (module.Is(Kind.Str) && name.Is(Kind.Str) ? PushGlobal(module, name) : PickleErrors.Unpickling(vm, "STACK_GLOBAL requires str"));
            case PickleOp.Reduce:
                return Pop(out Value arguments) && Pop(out Value callee) && PushCall(callee, arguments);
            case PickleOp.NewObj:
                return Pop(out arguments) && Pop(out callee) && PushNew(callee, arguments, Value.Undefined, "NEWOBJ");
            case PickleOp.NewObjEx:
                return Pop(out Value keywords) && Pop(out arguments) && Pop(out callee) && PushNew(callee, arguments, keywords, "NEWOBJ_EX");
            case PickleOp.Build:
                return Build();
            case PickleOp.EmptySet:
                return Push(Value.FromObject(SetObject.New(vm)));
            case PickleOp.FrozenSet:
                return PopMark(out start) && MakeFrozenSet(start);
            case PickleOp.AddItems:
                return PopMark(out start) && AddItems(start);
            case PickleOp.List:
                return PopMark(out start) && MakeList(start);
            case PickleOp.Dict:
                return PopMark(out start) && MakeDict(start);
            case PickleOp.Pop:
                return PopTop();
            case PickleOp.PopMark:
                if (!PopMark(out start))
                {
                    return false;
                }

                stack->Length = start;
                return true;
            case PickleOp.Dup:
                return Top(out Value top) && Push(top);
            case PickleOp.Int:
                return Line(out Value line) && PushOldInteger(line);
            case PickleOp.Long:
                return Line(out line) && PushOldLong(line);
            case PickleOp.Float:
                return Line(out line) && PushResult(Calls.Invoke(vm, Value.FromObject(Types.Of(vm, TypeId.Float)), line));
            case PickleOp.String:
                return RawLine(out line) && PushQuoted(line);
            case PickleOp.BinString:
                return Number(4, out long length)
                    && ((int)length >= 0 ? PushOldText(length) : PickleErrors.Unpickling(vm, "BINSTRING exceeds system's maximum size of 2147483647 bytes"));
            case PickleOp.ShortBinString:
                return Number(1, out length) && PushOldText(length);
            case PickleOp.Unicode:
                return RawLine(out line) && PushRawUnicode((Bytes*)line.AsObject);
            case PickleOp.Get:
                return LineNumber(out long number) && Recall(number);
            case PickleOp.Put:
                return LineNumber(out number) && PutTop(number);
            case PickleOp.PersId:
                return Line(out line) && PushPersistent(line);
            case PickleOp.BinPersId:
                return Pop(out Value id) && PushPersistent(id);
            case PickleOp.Ext1:
                return Number(1, out number) && PushExtension(number);
            case PickleOp.Ext2:
                return Number(2, out number) && PushExtension(number);
            case PickleOp.Ext4:
                return Number(4, out number) && PushExtension((int)number);
            case PickleOp.Inst:
                return Line(out module) && Line(out name) && MakeInstance(FindClass(module, name));
            case PickleOp.Obj:
                return MakeInstanceOfMark();
            case PickleOp.NextBuffer:
                return NextBuffer();
            case PickleOp.ReadOnlyBuffer:
                return Top(out top) && (top.Is(Kind.Bytes) || ReadOnly(top));
            default:
                return PickleErrors.Unpickling(vm, op is >= 0x20 and < 0x7f ? $"invalid load key, '{(char)op}'." : $"invalid load key, '\\x{op:x2}'.");
        }
    }

    private bool ReadProtocol()
    {
        if (!Has(1))
        {
            return false;
        }

        protocol = data[at++];
        if (protocol <= 5)
        {
            return true;
        }

        Throw.ValueError(vm, $"unsupported pickle protocol: {protocol}");
        return false;
    }

    private bool ReadFrame() =>
        Number(8, out long length) && (length >= 0 ? Has(length) : PickleErrors.Unpickling(vm, "FRAME length exceeds system's maximum of 9223372036854775807 bytes"));

    private bool ReadInteger(long bytes)
    {
        if (!Has(bytes))
        {
            return false;
        }

        ReadOnlySpan<byte> digits = new(data + at, (int)bytes);
        at += bytes;
        return PushResult(Integers.FromBigInteger(vm, new BigInteger(digits)));
    }

    private bool ReadFloat()
    {
        if (!Has(8))
        {
            return false;
        }

        double value = BinaryPrimitives.ReadDoubleBigEndian(new ReadOnlySpan<byte>(data + at, 8));
        at += 8;
        return Push(Value.FromForeignFloat(value));
    }

    private bool ReadText(long length)
    {
        if (!Has(length))
        {
            return false;
        }

        ReadOnlySpan<byte> utf8 = new(data + at, (int)length);
        at += length;
        if (System.Text.Ascii.IsValid(utf8))
        {
            return PushResult(Value.FromObject(Str.FromAscii(vm, utf8)));
        }

        Bytes* copy = Bytes.New(vm, utf8);
        return copy != null && PushResult(Value.FromObject(Codecs.Decode(vm, copy, "utf-8", "surrogatepass")));
    }

    private bool ReadBytes(long length)
    {
        if (!Has(length))
        {
            return false;
        }

        Bytes* bytes = Bytes.New(vm, new ReadOnlySpan<byte>(data + at, (int)length));
        at += length;
        return PushResult(Value.FromObject(bytes));
    }

    private bool ReadByteArray(long length)
    {
        if (!Has(length))
        {
            return false;
        }

        ByteArray* bytes = ByteArray.New(vm, new ReadOnlySpan<byte>(data + at, (int)length));
        at += length;
        return PushResult(Value.FromObject(bytes));
    }

    private readonly bool Push(Value value) => List.Append(vm, stack, value);

    private readonly bool PushResult(Value value) => !value.IsUndefined && List.Append(vm, stack, value);

    private readonly bool Pop(out Value value)
    {
        value = Value.Undefined;
        if (stack->Length <= fence)
        {
            return Underflow();
        }

        value = stack->Items[--stack->Length];
        return true;
    }

    private readonly bool Top(out Value value)
    {
        value = Value.Undefined;
        if (stack->Length <= fence)
        {
            return Underflow();
        }

        value = stack->Items[stack->Length - 1];
        return true;
    }

    private readonly bool Underflow() => PickleErrors.Unpickling(vm, markCount > 0 ? "unexpected MARK found" : "unpickling stack underflow");

    private bool PopTop()
    {
        if (markCount > 0 && marks[markCount - 1] == stack->Length)
        {
            return PopMark(out _);
        }

        return Pop(out _);
    }

    private bool PushMark()
    {
        if (markCount == marks.Length)
        {
            Array.Resize(ref marks, markCount * 2);
        }

        fence = marks[markCount++] = stack->Length;
        return true;
    }

    private bool PopMark(out int start)
    {
        start = 0;
        if (markCount == 0)
        {
            return PickleErrors.Unpickling(vm, "could not find MARK");
        }

        start = marks[--markCount];
        fence = markCount == 0 ? 0 : marks[markCount - 1];
        return true;
    }

    private bool PutTop(long number)
    {
        if (!Top(out Value top))
        {
            return false;
        }

        if (number < 0)
        {
            Throw.ValueError(vm, "negative PUT argument");
            return false;
        }

        return Remember(number, top);
    }

    /// <summary>Enters an object under a number. Numbers far beyond the others go to a dict, so that none costs the memory of all below it.</summary>
    private bool Remember(long number, Value value)
    {
        const int Gap = 4096;
        if (number > memo->Length + Gap)
        {
            farMemo = farMemo == null ? Dict.New(vm) : farMemo;
            return Dict.Set(vm, farMemo, Integers.FromLong(vm, number), value);
        }

        while (memo->Length <= number)
        {
            if (!List.Append(vm, memo, Value.Undefined))
            {
                return false;
            }
        }

        memo->Items[number] = value;
        return true;
    }

    private bool Recall(long number)
    {
        Value found = number >= 0 && number < memo->Length ? memo->Items[number]
            : farMemo != null ? Dict.Get(vm, farMemo, Integers.FromLong(vm, number)) : Value.Undefined;
        return found.IsUndefined ? PickleErrors.Unpickling(vm, $"Memo value not found at index {number}") : Push(found);
    }
}
