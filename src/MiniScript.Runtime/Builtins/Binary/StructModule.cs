using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>The native half of the library module <c>struct</c>.</summary>
[BuiltinModule("_struct")]
internal static unsafe partial class StructModule
{
    /// <summary>Compiled formats that are kept.</summary>
    private const int CacheSize = 100;

    [Constant("Struct")]
    private static Value Struct(Vm* vm)
    {
        LibraryTypes.Get(
            vm, TypeId.StructIterator, "_struct.unpack_iterator"u8, Kind.Record, TypeFlags.NotCallable, &StructType.InitializeIteratorSlots, &StructIteratorMethods.Register);
        return Value.FromObject(LibraryTypes.Get(vm, TypeId.Struct, "_struct.Struct"u8, Kind.Record, TypeFlags.BaseType, &StructType.InitializeSlots, &StructType.Register));
    }

    /// <summary>Clear the internal cache.</summary>
    [Function("_clearcache", Signature = "()")]
    private static void ClearCache(Vm* vm) => Dict.Clear(vm, MachineHost.Of(vm).Service(static () => new ScriptCache()).Of(vm));

    /// <summary>Return size in bytes of the struct described by the format string.</summary>
    [Function("calcsize", Signature = "(format, /)")]
    private static Value CalcSize(Vm* vm, Value format)
    {
        int* program = Program(vm, format, out _);
        return program == null ? Value.Undefined : Value.FromInt(program[StructFormat.Size]);
    }

    /// <summary>Return a bytes object containing the values v1, v2, ... packed according to the format string.</summary>
    [Function("pack", Signature = "(*args)")]
    private static Value Pack(Vm* vm, Args args)
    {
        int* program = First(vm, args, out Args rest);
        return program == null ? Value.Undefined : StructType.Pack(vm, program, rest);
    }

    /// <summary>Pack the values v1, v2, ... according to the format string and write the packed bytes into the writable buffer starting at offset.</summary>
    [Function("pack_into", Signature = "(*args)")]
    private static Value PackInto(Vm* vm, Args args)
    {
        int* program = First(vm, args, out Args rest);
        return program == null ? Value.Undefined : StructType.PackInto(vm, program, rest);
    }

    /// <summary>Return a tuple containing values unpacked according to the format string.</summary>
    [Function("unpack", Signature = "(format, buffer, /)")]
    private static Value Unpack(Vm* vm, Value format, Value buffer)
    {
        int* program = Program(vm, format, out _);
        return program == null ? Value.Undefined : StructType.Unpack(vm, program, buffer);
    }

    /// <summary>Return a tuple containing values unpacked according to the format string, from a place in the buffer.</summary>
    [Function("unpack_from", Signature = "(format, /, buffer, offset=0)")]
    private static Value UnpackFrom(Vm* vm, Value format, Value buffer, long offset)
    {
        int* program = Program(vm, format, out _);
        return program == null ? Value.Undefined : StructType.UnpackFrom(vm, program, buffer, offset);
    }

    /// <summary>Return an iterator yielding tuples unpacked from the given bytes source.</summary>
    [Function("iter_unpack", Signature = "(format, buffer, /)")]
    private static Value IterUnpack(Vm* vm, Value format, Value buffer) =>
        Program(vm, format, out Value compiled) == null ? Value.Undefined : StructType.IterUnpack(vm, compiled, buffer);

    private static int* First(Vm* vm, Args args, out Args rest)
    {
        rest = default;
        if (args.Count == 0)
        {
            Throw.TypeError(vm, "missing format argument");
            return null;
        }

        rest = new Args(args.Start + 1, args.Count - 1);
        return Program(vm, args[0], out _);
    }

    /// <summary>The compiled form of a format, from the cache if it is there; null with an exception pending.</summary>
    private static int* Program(Vm* vm, Value format, out Value compiled)
    {
        if (format.IsExactly(TypeId.Struct))
        {
            compiled = format;
            return StructType.Program(vm, format);
        }

        Dict* cache = MachineHost.Of(vm).Service(static () => new ScriptCache()).Of(vm);
        bool isCached = format.IsExactly(TypeId.Str) || format.IsExactly(TypeId.Bytes);
        compiled = isCached ? Dict.Get(vm, cache, format) : Value.Undefined;
        if (compiled.IsUndefined)
        {
            compiled = StructType.Compile(vm, format);
            if (compiled.IsUndefined)
            {
                return null;
            }

            if (isCached)
            {
                if (cache->Count >= CacheSize)
                {
                    Dict.Clear(vm, cache);
                }

                Dict.Set(vm, cache, format, compiled);
            }
        }

        return StructType.Program(vm, compiled);
    }

    /// <summary>The cache of compiled formats.</summary>
    private sealed class ScriptCache : KeptDict;
}
