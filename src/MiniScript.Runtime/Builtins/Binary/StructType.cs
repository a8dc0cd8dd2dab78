using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>Return a Struct object which writes and reads binary data according to the format string format.</summary>
/// <remarks>A record of the format as text and its compiled form; both undefined before <c>__init__</c>.</remarks>
[BuiltinType("Struct")]
internal static unsafe partial class StructType
{
    private const int FormatField = 0;
    private const int ProgramField = 1;
    private const int FieldCount = 2;

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = &Initialize;
        type->Slots.Repr = &Repr;
    }

    /// <summary>Sets the slots of the iterator of <c>iter_unpack</c>.</summary>
    public static void InitializeIteratorSlots(TypeObject* type)
    {
        type->Slots.Iterate = &IteratorSlots.Itself;
        type->Slots.Next = &Next;
    }

    /// <summary>The compiled form; null with an exception pending if there is none.</summary>
    public static int* Program(Vm* vm, Value self)
    {
        Value program = Record.Fields((Record*)self.AsObject)[ProgramField];
        if (program.Is(Kind.Bytes))
        {
            return (int*)Bytes.Data((Bytes*)program.AsObject);
        }

        Throw.RuntimeError(vm, "Struct object is not initialized");
        return null;
    }

    /// <summary>A struct of exactly this type for a format; undefined with an exception pending.</summary>
    public static Value Compile(Vm* vm, Value format)
    {
        Value self = New(vm, Types.Of(vm, TypeId.Struct), null, 0, null);
        return Initialize(vm, self, &format, 1, null) ? self : Value.Undefined;
    }

    /// <summary>Packs arguments into new bytes; undefined with an exception pending.</summary>
    public static Value Pack(Vm* vm, int* program, Args args)
    {
        if (args.Count != program[StructFormat.Values])
        {
            return StructFormat.Error(vm, $"pack expected {program[StructFormat.Values]} items for packing (got {args.Count})");
        }

        Bytes* packed = Bytes.Allocate(vm, program[StructFormat.Size]);
        if (packed == null)
        {
            return Value.Undefined;
        }

        new Span<byte>(Bytes.Data(packed), packed->Length).Clear();
        bool succeeded = StructPacker.Pack(vm, program, args.Start, Bytes.Data(packed));
        Calls.KeepAlive(program);
        return succeeded ? Value.FromObject(packed) : Value.Undefined;
    }

    /// <summary>Packs arguments into a buffer, both among the arguments; undefined with an exception pending.</summary>
    public static Value PackInto(Vm* vm, int* program, Args args)
    {
        int size = program[StructFormat.Size];
        if (args.Count < 2)
        {
            return StructFormat.Error(vm, args.Count == 0 ? "pack_into expected buffer argument" : "pack_into expected offset argument");
        }

        if (args.Count - 2 != program[StructFormat.Values])
        {
            return StructFormat.Error(vm, $"pack_into expected {program[StructFormat.Values]} items for packing (got {args.Count - 2})");
        }

        Value buffer = args[0];
        if (!BytesArguments.TryGetWritable(vm, buffer, "argument", out Span<byte> target) || !Integers.TryIndex(vm, args[1], out long offset))
        {
            return Value.Undefined;
        }

        int length = target.Length;
        if (offset < 0)
        {
            if (offset + size > 0)
            {
                return StructFormat.Error(vm, $"no space to pack {size} bytes at offset {offset}");
            }

            if (offset + length < 0)
            {
                return StructFormat.Error(vm, $"offset {offset} out of range for {length}-byte buffer");
            }

            offset += length;
        }

        if (length - offset < size)
        {
            return StructFormat.Error(
                vm, $"pack_into requires a buffer of at least {(ulong)(size + offset)} bytes for packing {size} bytes at offset {offset} (actual buffer size is {length})");
        }

        // Conversions may run script that shortens the array, so they write elsewhere.
        Bytes* packed = Bytes.Allocate(vm, size);
        if (packed == null)
        {
            return Value.Undefined;
        }

        new Span<byte>(Bytes.Data(packed), size).Clear();
        if (!StructPacker.Pack(vm, program, args.Start + 2, Bytes.Data(packed)))
        {
            return Value.Undefined;
        }

        if (!BytesArguments.TryGetWritable(vm, buffer, "argument", out target))
        {
            return Value.Undefined;
        }

        if (target.Length < offset + size)
        {
            return Throw.Raise(vm, TypeId.BufferError, "Existing exports of data: object cannot be re-sized");
        }

        Bytes.Span(packed).CopyTo(target[(int)offset..]);
        return Value.None;
    }

    /// <summary>Unpacks a buffer of exactly the size; undefined with an exception pending.</summary>
    public static Value Unpack(Vm* vm, int* program, Value buffer)
    {
        if (!BytesArguments.TryGet(vm, buffer, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        return content.Length != program[StructFormat.Size]
            ? StructFormat.Error(vm, $"unpack requires a buffer of {program[StructFormat.Size]} bytes")
            : Value.FromObject(StructPacker.Unpack(vm, program, content));
    }

    /// <summary>Unpacks from a place in a buffer; undefined with an exception pending.</summary>
    public static Value UnpackFrom(Vm* vm, int* program, Value buffer, long offset)
    {
        int size = program[StructFormat.Size];
        if (!BytesArguments.TryGet(vm, buffer, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        if (offset < 0)
        {
            if (offset + size > 0)
            {
                return StructFormat.Error(vm, $"not enough data to unpack {size} bytes at offset {offset}");
            }

            if (offset + content.Length < 0)
            {
                return StructFormat.Error(vm, $"offset {offset} out of range for {content.Length}-byte buffer");
            }

            offset += content.Length;
        }

        if (content.Length - offset < size)
        {
            return StructFormat.Error(
                vm,
                $"unpack_from requires a buffer of at least {(ulong)(size + offset)} bytes for unpacking {size} bytes at offset {offset} (actual buffer size is {content.Length})");
        }

        return Value.FromObject(StructPacker.Unpack(vm, program, content.Slice((int)offset, size)));
    }

    /// <summary>An iterator that unpacks a buffer piece by piece; undefined with an exception pending.</summary>
    public static Value IterUnpack(Vm* vm, Value self, Value buffer)
    {
        int* program = Program(vm, self);
        if (program == null || !BytesArguments.TryGet(vm, buffer, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        int size = program[StructFormat.Size];
        if (size == 0)
        {
            return StructFormat.Error(vm, "cannot iteratively unpack with a struct of length 0");
        }

        if (content.Length % size != 0)
        {
            return StructFormat.Error(vm, $"iterative unpacking requires a buffer of a multiple of {size} bytes");
        }

        Record* iterator = Record.New(vm, TypeId.StructIterator, 3);
        Record.Fields(iterator)[0] = self;
        Record.Fields(iterator)[1] = buffer;
        Record.Fields(iterator)[2] = Value.FromInt(0);
        return Value.FromObject(iterator);
    }

    /// <summary>Return a bytes object containing values v1, v2, ... packed according to the format string S.format.</summary>
    [Method("pack", Signature = "($self, /, *values)")]
    private static Value Pack(Vm* vm, Value self, Args values)
    {
        int* program = Program(vm, self);
        return program == null ? Value.Undefined : Pack(vm, program, values);
    }

    /// <summary>Pack the values v1, v2, ... according to the format string S.format and write the packed bytes into the writable buffer starting at offset.</summary>
    [Method("pack_into", Signature = "($self, /, *args)")]
    private static Value PackInto(Vm* vm, Value self, Args args)
    {
        int* program = Program(vm, self);
        return program == null ? Value.Undefined : PackInto(vm, program, args);
    }

    /// <summary>Return a tuple containing unpacked values.</summary>
    [Method("unpack", Signature = "($self, buffer, /)")]
    private static Value Unpack(Vm* vm, Value self, Value buffer)
    {
        int* program = Program(vm, self);
        return program == null ? Value.Undefined : Unpack(vm, program, buffer);
    }

    /// <summary>Return a tuple containing unpacked values, from a place in the buffer.</summary>
    [Method("unpack_from", Signature = "($self, /, buffer, offset=0)")]
    private static Value UnpackFrom(Vm* vm, Value self, Value buffer, long offset)
    {
        int* program = Program(vm, self);
        return program == null ? Value.Undefined : UnpackFrom(vm, program, buffer, offset);
    }

    /// <summary>Return an iterator yielding tuples.</summary>
    [Method("iter_unpack", Signature = "($self, buffer, /)")]
    private static Value IterUnpackMethod(Vm* vm, Value self, Value buffer) => IterUnpack(vm, self, buffer);

    /// <summary>struct format string</summary>
    [Property("format")]
    private static Value GetFormat(Vm* vm, Value self) =>
        Program(vm, self) == null ? Value.Undefined : Record.Fields((Record*)self.AsObject)[FormatField];

    /// <summary>struct size in bytes</summary>
    [Property("size")]
    private static Value GetSize(Vm* vm, Value self)
    {
        Value program = Record.Fields((Record*)self.AsObject)[ProgramField];
        return Value.FromInt(program.IsUndefined ? -1 : Program(vm, self)[StructFormat.Size]);
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => Value.FromObject(Record.New(vm, type, FieldCount));

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        bool isKeyword = argc == 0 && kwNames != null && kwNames->Length == 1 && Str.Equals((Str*)Tuple.Items(kwNames)[0].AsObject, "format"u8);
        if (argc + (kwNames == null ? 0 : kwNames->Length) != 1 || (argc == 0 && !isKeyword))
        {
            Throw.TypeError(vm, argc > 1 ? $"Struct() takes exactly one argument ({argc} given)" : "Struct() missing required argument 'format' (pos 1)");
            return false;
        }

        Value format = args[0];
        Value text = format;
        ReadOnlySpan<byte> content;
        if (format.Is(Kind.Str))
        {
            Bytes* ascii = Codecs.Encode(vm, (Str*)format.AsObject, "ascii", "strict");
            if (ascii == null)
            {
                return false;
            }

            content = Bytes.Span(ascii);
        }
        else if (format.Is(Kind.Bytes))
        {
            content = Bytes.Span((Bytes*)format.AsObject);
            text = Value.FromObject(Str.FromLatin1(vm, content));
        }
        else
        {
            Throw.TypeError(vm, $"Struct() argument 1 must be a str or bytes object, not {Types.NameOf(vm, format)}");
            return false;
        }

        Bytes* program = StructFormat.Compile(vm, content);
        Record.Fields((Record*)self.AsObject)[FormatField] = text;
        Record.Fields((Record*)self.AsObject)[ProgramField] = Value.FromObject(program);
        return program != null;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Value format = GetFormat(vm, self);
        Str* quoted = format.IsUndefined ? null : Text.Repr(vm, format);
        return quoted == null ? Value.Undefined : Value.FromObject(Str.New(vm, $"{Types.NameOf(vm, self).Replace("_struct.", string.Empty, StringComparison.Ordinal)}({Str.ToManaged(quoted)})"));
    }

    private static Value Next(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        int* program = Program(vm, fields[0]);
        if (program == null || !BytesArguments.TryGet(vm, fields[1], out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        int size = program[StructFormat.Size];
        long at = fields[2].AsInt;
        if (content.Length - at < size)
        {
            return Value.Undefined;
        }

        fields[2] = Value.FromInt(at + size);
        return Value.FromObject(StructPacker.Unpack(vm, program, content.Slice((int)at, size)));
    }
}
