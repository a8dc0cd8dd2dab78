using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>Makes file objects and reads them: cells that own a <see cref="TextStream"/> or a <see cref="BufferedFile"/>.</summary>
/// <remarks>The collector closes a file whose cell dies. <c>name</c> and <c>mode</c> are plain attributes of the cell.</remarks>
internal static unsafe class FileObjects
{
    /// <summary>A text file object.</summary>
    public static Value New(Vm* vm, TextStream stream, Value name, string mode)
    {
        Value file = New(vm, TypeId.TextIOWrapper, stream);
        return SetAttribute(vm, file, WellKnown.Name(vm, NameId.name), name)
            && SetAttribute(vm, file, Str.Intern(vm, "mode"u8), Value.FromObject(Str.New(vm, mode)))
            ? file
            : Value.Undefined;
    }

    /// <summary>A binary file object.</summary>
    public static Value New(Vm* vm, BufferedFile file, Value name, string mode)
    {
        TypeId type = !file.IsReadable ? TypeId.BufferedWriter : file.IsWritable ? TypeId.BufferedRandom : TypeId.BufferedReader;
        Value self = New(vm, type, file);
        return SetAttribute(vm, self, WellKnown.Name(vm, NameId.name), name)
            && SetAttribute(vm, self, Str.Intern(vm, "mode"u8), Value.FromObject(Str.New(vm, mode)))
            ? self
            : Value.Undefined;
    }

    /// <summary>The stream of a text file object.</summary>
    public static TextStream Text(Vm* vm, Value file) => (TextStream)vm->Host.GetObject(((ManagedCell*)file.AsObject)->Handle);

    /// <summary>The file of a binary file object.</summary>
    public static BufferedFile Binary(Vm* vm, Value file) => (BufferedFile)vm->Host.GetObject(((ManagedCell*)file.AsObject)->Handle);

    /// <summary>Closes a file; false with an exception pending.</summary>
    public static bool Close(Vm* vm, BufferedFile file)
    {
        int result = file.Close();
        if (result < 0)
        {
            FileErrors.Raise(vm, -result);
        }

        return result >= 0;
    }

    /// <summary>A result of a file as an integer value; a failure raises.</summary>
    public static Value Result(Vm* vm, long result) =>
        vm->HasPending ? Value.Undefined : result < 0 ? FileErrors.Raise(vm, (int)-result) : Integers.FromLong(vm, result);

    /// <summary><c>None</c> for a call of a file that succeeded; a failure raises.</summary>
    public static Value None(Vm* vm, long result) => result < 0 ? FileErrors.Raise(vm, (int)-result) : Value.None;

    /// <summary>A size argument: -1 for <c>None</c> or a missing one; false with <c>TypeError</c> pending.</summary>
    public static bool TrySize(Vm* vm, Value value, out long size)
    {
        size = -1;
        if (value.IsUndefined || value.IsNone)
        {
            return true;
        }

        Value index = Integers.Unbox(value);
        if (index.IsUndefined && Types.Of(vm, value)->Slots.Index == null)
        {
            Throw.TypeError(vm, $"argument should be integer or None, not '{Types.NameOf(vm, value)}'");
            return false;
        }

        return Integers.TryIndex(vm, value, out size);
    }

    private static Value New(Vm* vm, TypeId type, IDisposable state)
    {
        ManagedCell* cell = (ManagedCell*)vm->Heap.AllocateSmall((nuint)sizeof(ManagedCell), Kind.Managed, (uint)type);
        cell->Header.Flags = ObjectFlags.Subclass;
        cell->Attributes = Value.Undefined;
        ManagedCell.Own(vm, cell, state);
        return Value.FromObject(cell);
    }

    private static bool SetAttribute(Vm* vm, Value file, Str* name, Value value) => InstanceAttributes.Set(vm, file, name, value);
}
