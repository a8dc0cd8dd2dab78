using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Pickling;

/// <summary>The native half of the library module <c>pickle</c>: reading and writing. Classes, errors and files are script.</summary>
[BuiltinModule("_pickle")]
internal static unsafe partial class PickleModule
{
    private const int Highest = 5;
    private const int Default = 4;

    /// <summary>Return the pickled representation of the object as a bytes object.</summary>
    [Function("dumps", Signature = "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)")]
    private static Value Dumps(Vm* vm, Value obj, Value protocol, bool fixImports, Value bufferCallback)
    {
        int number = Protocol(vm, protocol.IsUndefined ? Value.None : protocol);
        if (number < 0)
        {
            return Value.Undefined;
        }

        if (!bufferCallback.IsNone && !bufferCallback.IsUndefined && number < 5)
        {
            return Throw.ValueError(vm, "buffer_callback needs protocol >= 5");
        }

        PickleWriter writer = new(vm, number, fixImports, false, List.New(vm), Value.None, Value.None, Value.None);
        return Value.FromObject(writer.Run(obj));
    }

    /// <summary>Return an object pickled by a Pickler that has memo, fast mode and functions of its own.</summary>
    [Function("save", Signature = "(obj, protocol, fix_imports, fast, memo, persistent_id, reducer_override, dispatch_table, /)")]
    private static Value Save(
        Vm* vm, Value obj, long protocol, bool fixImports, bool fast, List* memo, Value persistentId, Value reducerOverride, Value dispatchTable)
    {
        PickleWriter writer = new(vm, (int)protocol, fixImports, fast, memo, persistentId, reducerOverride, dispatchTable);
        return Value.FromObject(writer.Run(obj));
    }

    /// <summary>Return the number of a protocol, checked; the default one for None.</summary>
    [Function("protocol", Signature = "(number, /)")]
    private static Value CheckProtocol(Vm* vm, Value number)
    {
        int protocol = Protocol(vm, number);
        return protocol < 0 ? Value.Undefined : Value.FromInt(protocol);
    }

    /// <summary>Read and return an object from the given pickle data.</summary>
    [Function("loads", Signature = "(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())")]
    private static Value Loads(Vm* vm, Value data, bool fixImports, string encoding, string errors, Value buffers)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        Value iterator = Buffers(vm, buffers);
        Bytes* bytes = data.IsExactly(TypeId.Bytes) ? (Bytes*)data.AsObject : Bytes.New(vm, content);
        if (iterator.IsUndefined || bytes == null)
        {
            return Value.Undefined;
        }

        PickleReader reader = new(vm, new PickleSettings(fixImports, encoding, errors), List.New(vm), Value.None, Value.None, iterator);
        reader.From(bytes);
        return reader.Run();
    }

    /// <summary>Return an object read by an Unpickler, and how many of the last bytes read are not part of its pickle.</summary>
    [Function("read", Signature = "(read, readline, reads_ahead, memo, find_class, persistent_load, fix_imports, encoding, errors, buffers, /)")]
    private static Value Load(
        Vm* vm, Value read, Value readline, bool readsAhead, List* memo, Value findClass, Value persistentLoad, bool fixImports, string encoding, string errors, Value buffers)
    {
        Value iterator = Buffers(vm, buffers);
        if (iterator.IsUndefined)
        {
            return iterator;
        }

        PickleReader reader = new(vm, new PickleSettings(fixImports, encoding, errors), memo, findClass, persistentLoad, iterator);
        reader.From(read, readline, readsAhead);
        Value result = reader.Run();
        return result.IsUndefined ? result : Value.FromObject(Tuple.New(vm, result, Value.FromInt(reader.Unused)));
    }

    /// <summary>Return the object of a name in a module, which is imported.</summary>
    [Function("find_class", Signature = "(module, name, protocol, fix_imports, /)")]
    private static Value FindClass(Vm* vm, Str* module, Str* name, long protocol, bool fixImports) =>
        PickleReader.Find(vm, Value.FromObject(module), Value.FromObject(name), (int)protocol, fixImports);

    /// <summary>Return a memo as a dict of objects by their numbers.</summary>
    [Function("memo_dict", Signature = "(memo, /)")]
    private static Dict* MemoDict(Vm* vm, List* memo)
    {
        Dict* dict = Dict.New(vm);
        for (int i = 0; i < memo->Length; i++)
        {
            if (!memo->Items[i].IsUndefined && !Dict.Set(vm, dict, Value.FromInt(i), memo->Items[i]))
            {
                return null;
            }
        }

        return dict;
    }

    private static Value Buffers(Vm* vm, Value buffers) => buffers.IsUndefined || buffers.IsNone ? Value.None : Iteration.Iterate(vm, buffers);

    private static int Protocol(Vm* vm, Value number)
    {
        if (number.IsNone)
        {
            return Default;
        }

        if (!Integers.TryIndex(vm, number, out long protocol))
        {
            return -1;
        }

        if (protocol > Highest)
        {
            Throw.ValueError(vm, $"pickle protocol must be <= {Highest}");
            return -1;
        }

        return protocol < 0 ? Highest : (int)protocol;
    }
}
