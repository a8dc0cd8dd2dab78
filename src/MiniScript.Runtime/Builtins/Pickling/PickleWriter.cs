using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Pickling;

/// <summary>Writes an object as a pickle. Simple values and containers are here, classes and all other objects in <c>PickleWriter.Objects.cs</c>.</summary>
/// <remarks>It lives on the machine stack, which keeps the values in it visible to the collector. Objects that have a number are kept alive by a list.</remarks>
internal unsafe ref partial struct PickleWriter
{
    private const int BatchSize = 1000;

    private readonly Vm* vm;
    private readonly int protocol;
    private readonly bool isFast;
    private readonly bool fixesImports;
    private readonly Value persistentId;
    private readonly Value reducerOverride;
    private readonly List* kept;
    private readonly PickleMemo memo = new();
    private readonly PickleOutput output = new();
    private Value dispatchTable;
    private TypeObject* plainType;

    /// <summary>A writer.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="protocol">0 to 5.</param>
    /// <param name="fixesImports">Whether protocols below 3 name modules as Python 2 does.</param>
    /// <param name="isFast">Whether objects are written each time they occur.</param>
    /// <param name="kept">The objects that have a number already, in order.</param>
    /// <param name="persistentId">A function that is asked for an object's persistent id, or None.</param>
    /// <param name="reducerOverride">A function that may take objects apart, or None.</param>
    /// <param name="dispatchTable">Functions that take objects apart, by class; None for those of copyreg.</param>
    public PickleWriter(Vm* vm, int protocol, bool fixesImports, bool isFast, List* kept, Value persistentId, Value reducerOverride, Value dispatchTable)
    {
        this.vm = vm;
        this.protocol = protocol;
        this.fixesImports = fixesImports && protocol < 3;
        this.isFast = isFast;
        this.kept = kept;
        this.persistentId = persistentId;
        this.reducerOverride = reducerOverride;
        this.dispatchTable = dispatchTable.IsNone ? Value.Undefined : dispatchTable;
        for (int i = 0; i < kept->Length; i++)
        {
            memo.Add(kept->Items[i].Bits);
        }
    }

    private readonly bool IsBinary => protocol > 0;

    /// <summary>Writes a whole pickle; null with an exception pending.</summary>
    public Bytes* Run(Value self)
    {
        if (protocol >= 2)
        {
            output.Bytes(PickleOp.Proto, (byte)protocol);
            output.Framing = protocol >= 4;
        }

        if (!Save(self))
        {
            return null;
        }

        output.Byte(PickleOp.Stop);
        output.CommitFrame();
        return Bytes.New(vm, output.Written);
    }

    private bool Save(Value self, bool isPersistentId = false)
    {
        output.Boundary();
        if (!persistentId.IsNone && !isPersistentId)
        {
            Value id = Calls.Invoke(vm, persistentId, self);
            if (!id.IsNone)
            {
                return !id.IsUndefined && SavePersistentId(id);
            }
        }

        if (!self.IsObject)
        {
            return SaveImmediate(self);
        }

        Kind kind = self.AsObject->Kind;
        TypeId type = self.AsObject->Shape < (uint)TypeId.Count ? (TypeId)self.AsObject->Shape : TypeId.Invalid;
        if (type == TypeId.Int && kind == Kind.BigInt)
        {
            return SaveInteger(self);
        }

        int number = memo.Find(self.Bits);
        if (number >= 0)
        {
            return Recall(number);
        }

        switch (type)
        {
            case TypeId.Str:
                return SaveText(self);
            case TypeId.Bytes:
                return SaveBytes(self);
        }

        if (!Recursion.Enter(vm, " while pickling an object"))
        {
            return false;
        }

        bool saved = type switch
        {
            TypeId.Dict => SaveDict(self),
            TypeId.Set => SaveSet(self),
            TypeId.FrozenSet => SaveFrozenSet(self),
            TypeId.List => SaveList(self),
            TypeId.Tuple => SaveTuple(self),
            TypeId.ByteArray => SaveByteArray(self),
            _ => SaveObject(self, type),
        };
        Recursion.Leave(vm);
        return saved;
    }

    private bool SavePersistentId(Value id)
    {
        if (IsBinary)
        {
            if (!Save(id, isPersistentId: true))
            {
                return false;
            }

            output.Byte(PickleOp.BinPersId);
            return true;
        }

        Str* text = Text.ToStr(vm, id);
        if (text == null)
        {
            return false;
        }

        if (!text->IsAscii)
        {
            return PickleErrors.Pickling(vm, "persistent IDs in protocol 0 must be ASCII strings");
        }

        output.Byte(PickleOp.PersId);
        output.Write(text->Latin1);
        output.Byte((byte)'\n');
        return true;
    }

    private bool SaveImmediate(Value self)
    {
        if (self.IsInt)
        {
            return SaveInteger(self);
        }

        if (self.IsFloat)
        {
            if (IsBinary)
            {
                output.Float(PickleOp.BinFloat, self.AsFloat);
            }
            else
            {
                output.Byte(PickleOp.Float);
                output.Write(Text.Repr(vm, self)->Latin1);
                output.Byte((byte)'\n');
            }

            return true;
        }

        if (self.IsNone)
        {
            output.Byte(PickleOp.None);
        }
        else if (self.IsBool)
        {
            if (protocol >= 2)
            {
                output.Byte(self.IsTrue ? PickleOp.NewTrue : PickleOp.NewFalse);
            }
            else
            {
                output.Write(self.IsTrue ? "I01\n"u8 : "I00\n"u8);
            }
        }
        else
        {
            int number = memo.Find(self.Bits);
            return number >= 0 ? Recall(number) : SaveGlobal(self, Value.FromObject(Str.New(vm, self.IsNotImplemented ? "NotImplemented" : "Ellipsis")));
        }

        return true;
    }

    private readonly bool SaveInteger(Value self)
    {
        if (self.IsInt && self.AsInt is >= int.MinValue and <= int.MaxValue)
        {
            long value = self.AsInt;
            if (!IsBinary)
            {
                output.Write(Encoding.ASCII.GetBytes($"I{value}\n"));
            }
            else if ((ulong)value < 256)
            {
                output.Bytes(PickleOp.BinInt1, (byte)value);
            }
            else if ((ulong)value < 65536)
            {
                output.Number(PickleOp.BinInt2, value, 2);
            }
            else
            {
                output.Number(PickleOp.BinInt, value, 4);
            }

            return true;
        }

        if (protocol < 2)
        {
            Str* digits = Integers.ToStr(vm, self);
            if (digits == null)
            {
                return false;
            }

            output.Byte(PickleOp.Long);
            output.Write(digits->Latin1);
            output.Write("L\n"u8);
            return true;
        }

        byte[] bytes = Integers.ToBigInteger(self).ToByteArray();
        if (bytes.Length < 256)
        {
            output.Bytes(PickleOp.Long1, (byte)bytes.Length);
        }
        else
        {
            output.Number(PickleOp.Long4, bytes.Length, 4);
        }

        output.Write(bytes);
        return true;
    }

    private readonly bool SaveText(Value self)
    {
        Str* text = (Str*)self.AsObject;
        if (IsBinary)
        {
            long length = text->IsAscii ? text->Length : Str.Utf8Length(text);
            Span<byte> room = length < 256 && protocol >= 4 ? output.Payload(PickleOp.ShortBinUnicode, length, 1) : output.Payload(PickleOp.BinUnicode, length, 4);
            if (text->IsAscii)
            {
                text->Latin1.CopyTo(room);
            }
            else
            {
                fixed (byte* target = room)
                {
                    Str.CopyUtf8(text, target);
                }
            }
        }
        else
        {
            output.Byte(PickleOp.Unicode);
            for (int i = 0; i < text->Length; i++)
            {
                int c = text->At(i);
                if (c < 256 && c is not ('\\' or 0 or '\n' or '\r' or 0x1a))
                {
                    output.Byte((byte)c);
                }
                else
                {
                    output.Write(Encoding.ASCII.GetBytes(c > 0xffff ? $"\\U{c:x8}" : $"\\u{c:x4}"));
                }
            }

            output.Byte((byte)'\n');
        }

        return Remember(self);
    }

    private bool SaveBytes(Value self)
    {
        Bytes* bytes = (Bytes*)self.AsObject;
        if (protocol < 3)
        {
            if (bytes->Length == 0)
            {
                return SaveCall(Value.FromObject(Types.Of(vm, TypeId.Bytes)), Value.FromObject(Tuple.Allocate(vm, 0)), self);
            }

            Value encode = LibraryCalls.Attribute(vm, "_codecs", "encode");
            Value arguments = Value.FromObject(Tuple.New(vm, Value.FromObject(Str.FromLatin1(vm, Bytes.Span(bytes))), Value.FromObject(Str.Intern(vm, "latin1"u8))));
            return !encode.IsUndefined && SaveCall(encode, arguments, self);
        }

        Span<byte> room = bytes->Length < 256 ? output.Payload(PickleOp.ShortBinBytes, bytes->Length, 1) : output.Payload(PickleOp.BinBytes, bytes->Length, 4);
        Bytes.Span(bytes).CopyTo(room);
        return Remember(self);
    }

    private bool SaveByteArray(Value self)
    {
        ByteArray* bytes = (ByteArray*)self.AsObject;
        if (protocol < 5)
        {
            Value copy = Value.FromObject(ByteArray.ToBytes(vm, bytes));
            Value arguments = Value.FromObject(bytes->Length == 0 ? Tuple.Allocate(vm, 0) : Tuple.New(vm, &copy, 1));
            return SaveCall(Value.FromObject(Types.Of(vm, TypeId.ByteArray)), arguments, self);
        }

        ByteArray.Span(bytes).CopyTo(output.Payload(PickleOp.ByteArray8, bytes->Length, 8));
        return Remember(self);
    }

    private bool SaveTuple(Value self)
    {
        Tuple* tuple = (Tuple*)self.AsObject;
        if (tuple->Length == 0)
        {
            output.Write(IsBinary ? ")"u8 : "(t"u8);
            return true;
        }

        bool isShort = tuple->Length <= 3 && protocol >= 2;
        if (!isShort)
        {
            output.Byte(PickleOp.Mark);
        }

        for (int i = 0; i < tuple->Length; i++)
        {
            if (!Save(Tuple.Items(tuple)[i]))
            {
                return false;
            }
        }

        // A tuple that holds itself was written on the way: what was written for it here is dropped.
        int number = memo.Find(self.Bits);
        if (number >= 0)
        {
            if (!isShort && IsBinary)
            {
                output.Byte(PickleOp.PopMark);
            }
            else
            {
                for (int i = isShort ? 1 : 0; i <= tuple->Length; i++)
                {
                    output.Byte(PickleOp.Pop);
                }
            }

            return Recall(number);
        }

        output.Byte(isShort ? (byte)(PickleOp.Tuple1 + tuple->Length - 1) : PickleOp.Tuple);
        return Remember(self);
    }

    private bool SaveList(Value self)
    {
        List* list = (List*)self.AsObject;
        output.Write(IsBinary ? "]"u8 : "(l"u8);
        if (!Remember(self))
        {
            return false;
        }

        if (!IsBinary || list->Length == 1)
        {
            for (int i = 0; i < list->Length; i++)
            {
                if (!Save(list->Items[i]))
                {
                    return false;
                }

                output.Byte(PickleOp.Append);
            }

            return true;
        }

        for (int i = 0; i < list->Length;)
        {
            output.Byte(PickleOp.Mark);
            for (int batch = 0; batch < BatchSize && i < list->Length; batch++, i++)
            {
                if (!Save(list->Items[i]))
                {
                    return false;
                }
            }

            output.Byte(PickleOp.Appends);
        }

        return true;
    }

    private bool SaveDict(Value self)
    {
        Dict* dict = (Dict*)self.AsObject;
        output.Write(IsBinary ? "}"u8 : "(d"u8);
        if (!Remember(self))
        {
            return false;
        }

        int position = 0;
        int batch = 0;
        int size = dict->Count;
        bool isSingle = size == 1 || !IsBinary;
        while (Dict.Next(dict, ref position, out Value key, out Value item))
        {
            if (!isSingle && batch == 0)
            {
                output.Byte(PickleOp.Mark);
            }

            if (!Save(key) || !Save(item))
            {
                return false;
            }

            if (dict->Count != size)
            {
                Throw.RuntimeError(vm, "dictionary changed size during iteration");
                return false;
            }

            if (isSingle)
            {
                output.Byte(PickleOp.SetItem);
            }
            else if (++batch == BatchSize)
            {
                output.Byte(PickleOp.SetItems);
                batch = 0;
            }
        }

        if (batch != 0)
        {
            output.Byte(PickleOp.SetItems);
        }

        return true;
    }

    private bool SaveSet(Value self)
    {
        SetObject* set = (SetObject*)self.AsObject;
        if (protocol < 4)
        {
            return SaveSetByCall(self, TypeId.Set);
        }

        output.Byte(PickleOp.EmptySet);
        if (!Remember(self))
        {
            return false;
        }

        int position = 0;
        int batch = 0;
        int size = set->Count;
        while (SetObject.Next(set, ref position, out Value item))
        {
            if (batch == 0)
            {
                output.Byte(PickleOp.Mark);
            }

            if (!Save(item))
            {
                return false;
            }

            if (set->Count != size)
            {
                Throw.RuntimeError(vm, "set changed size during iteration");
                return false;
            }

            if (++batch == BatchSize)
            {
                output.Byte(PickleOp.AddItems);
                batch = 0;
            }
        }

        if (batch != 0)
        {
            output.Byte(PickleOp.AddItems);
        }

        return true;
    }

    private bool SaveFrozenSet(Value self)
    {
        if (protocol < 4)
        {
            return SaveSetByCall(self, TypeId.FrozenSet);
        }

        output.Byte(PickleOp.Mark);
        int position = 0;
        while (SetObject.Next((SetObject*)self.AsObject, ref position, out Value item))
        {
            if (!Save(item))
            {
                return false;
            }
        }

        int number = memo.Find(self.Bits);
        if (number >= 0)
        {
            output.Byte(PickleOp.PopMark);
            return Recall(number);
        }

        output.Byte(PickleOp.FrozenSet);
        return Remember(self);
    }

    private bool SaveSetByCall(Value self, TypeId type)
    {
        Value items = Value.FromObject(Iteration.ToList(vm, self));
        return !items.IsUndefined && SaveCall(Value.FromObject(Types.Of(vm, type)), Value.FromObject(Tuple.New(vm, &items, 1)), self);
    }

    /// <summary>Gives an object a number.</summary>
    private readonly bool Remember(Value self)
    {
        if (isFast)
        {
            return true;
        }

        int number = memo.Add(self.Bits);
        if (protocol >= 4)
        {
            output.Byte(PickleOp.Memoize);
        }
        else if (!IsBinary)
        {
            output.Write(Encoding.ASCII.GetBytes($"p{number}\n"));
        }
        else if (number < 256)
        {
            output.Bytes(PickleOp.BinPut, (byte)number);
        }
        else
        {
            output.Number(PickleOp.LongBinPut, number, 4);
        }

        return List.Append(vm, kept, self);
    }

    /// <summary>Writes a reference to an object that has a number.</summary>
    private readonly bool Recall(int number)
    {
        if (!IsBinary)
        {
            output.Write(Encoding.ASCII.GetBytes($"g{number}\n"));
        }
        else if (number < 256)
        {
            output.Bytes(PickleOp.BinGet, (byte)number);
        }
        else
        {
            output.Number(PickleOp.LongBinGet, number, 4);
        }

        return true;
    }
}
