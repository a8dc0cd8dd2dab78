using System.Text;
using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Os;

/// <summary>The native half of the library module <c>socket</c>: descriptors, and addresses as the bytes of the system's structures.</summary>
[BuiltinModule("_sockets")]
internal static unsafe partial class SocketModule
{
    private const int NameRoom = 1025;
    private const int ServiceRoom = 64;
    private const long MostReceived = 1 << 30;

    private static SocketCalls System => SocketCalls.Current;

    [Function("open", Signature = "(family, type, protocol, /)")]
    private static Value Open(Vm* vm, int family, int type, int protocol) =>
        SocketPolicy.AllowsFamily(vm, family, type) && Execution.Limits.AllowDescriptor(vm)
            ? FileObjects.Result(vm, Execution.Limits.Count(vm, System.Open(family, type, protocol)))
            : Value.Undefined;

    [Function("pair", Signature = "(family, type, protocol, /)")]
    private static Value OpenPair(Vm* vm, int family, int type, int protocol)
    {
        int* ends = stackalloc int[2];
        if (!Execution.Limits.AllowDescriptor(vm))
        {
            return Value.Undefined;
        }

        int result = System.OpenPair(family, type, protocol, ends);
        if (result >= 0)
        {
            Execution.Limits.Count(vm, ends[0]);
            Execution.Limits.Count(vm, ends[1]);
        }

        return result < 0 ? FileErrors.Raise(vm, -result) : Pair(vm, Value.FromInt(ends[0]), Value.FromInt(ends[1]));
    }

    [Function("bind", Signature = "(fd, address, /)")]
    private static Value Bind(Vm* vm, int descriptor, Value address)
    {
        if (!BytesArguments.TryGet(vm, address, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        if (!SocketPolicy.AllowsAddress(vm, content, isListening: true))
        {
            return Value.Undefined;
        }

        fixed (byte* first = content)
        {
            return FileObjects.None(vm, System.Bind(descriptor, first, content.Length));
        }
    }

    /// <summary>Connect; return the number of the error, 0 if there is none.</summary>
    [Function("connect", Signature = "(fd, address, /)")]
    private static Value Connect(Vm* vm, int descriptor, Value address)
    {
        if (!BytesArguments.TryGet(vm, address, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        if (!SocketPolicy.AllowsAddress(vm, content, isListening: false))
        {
            return Value.Undefined;
        }

        int result = 0;
        fixed (byte* first = content.ToArray())
        {
            nint start = (nint)first;
            int length = content.Length;
            Execution.Threads.Block(vm, () => result = System.Connect(descriptor, (byte*)start, length));
        }

        return result == -FileErrors.Interrupted && !Execution.Safepoints.Serve(vm) ? Value.Undefined : Value.FromInt(-result);
    }

    [Function("listen", Signature = "(fd, backlog, /)")]
    private static Value Listen(Vm* vm, int descriptor, int backlog)
    {
        byte* address = stackalloc byte[SocketCalls.AddressRoom];
        int length = SocketCalls.AddressRoom;

        // A socket that was not bound listens everywhere.
        bool isAllowed = System.Name(descriptor, isPeer: false, address, &length) < 0
            || SocketPolicy.AllowsAddress(vm, new ReadOnlySpan<byte>(address, Math.Clamp(length, 0, SocketCalls.AddressRoom)), isListening: true);
        return isAllowed ? FileObjects.None(vm, System.Listen(descriptor, backlog)) : Value.Undefined;
    }

    [Function("accept", Signature = "(fd, /)")]
    private static Value Accept(Vm* vm, int descriptor)
    {
        if (!Execution.Limits.AllowDescriptor(vm))
        {
            return Value.Undefined;
        }

        byte* address = stackalloc byte[SocketCalls.AddressRoom];
        int length;
        int result;
        nint start = (nint)address;
        do
        {
            length = SocketCalls.AddressRoom;
            result = 0;
            Execution.Threads.Block(vm, () =>
            {
                int written = SocketCalls.AddressRoom;
                result = System.Accept(descriptor, (byte*)start, &written);
                length = written;
            });
        }
        while (result == -FileErrors.Interrupted && Execution.Safepoints.Serve(vm));

        return vm->HasPending ? Value.Undefined
            : result < 0 ? FileErrors.Raise(vm, -result)
            : Pair(vm, Value.FromInt(Execution.Limits.Count(vm, result)), Address(vm, address, length));
    }

    /// <summary>Receive at most so many bytes; return them and the address that they are from.</summary>
    [Function("receive", Signature = "(fd, count, flags, /)")]
    private static Value Receive(Vm* vm, int descriptor, long count, int flags)
    {
        byte* address = stackalloc byte[SocketCalls.AddressRoom];
        byte[] target = new byte[Math.Clamp(count, 0, MostReceived)];
        int length;
        long result;
        nint from = (nint)address;
        fixed (byte* first = target)
        {
            nint start = (nint)first;
            nint room = target.Length;
            do
            {
                length = 0;
                result = 0;
                Execution.Threads.Block(vm, () =>
                {
                    int written = SocketCalls.AddressRoom;
                    result = System.Receive(descriptor, (byte*)start, room, flags, (byte*)from, &written);
                    length = written;
                });
            }
            while (result == -FileErrors.Interrupted && Execution.Safepoints.Serve(vm));
        }

        return vm->HasPending ? Value.Undefined
            : result < 0 ? FileErrors.Raise(vm, (int)-result)
            : Pair(vm, Value.FromObject(Bytes.New(vm, target.AsSpan(0, (int)Math.Min(result, target.Length)))), Address(vm, address, length));
    }

    /// <summary>Send bytes, to an address unless it is empty; return how many went.</summary>
    [Function("send", Signature = "(fd, data, flags, address, /)")]
    private static Value Send(Vm* vm, int descriptor, Value data, int flags, Value address)
    {
        if (!BytesArguments.TryGet(vm, data, out ReadOnlySpan<byte> content) || !BytesArguments.TryGet(vm, address, out ReadOnlySpan<byte> target))
        {
            return Value.Undefined;
        }

        if (!target.IsEmpty && !SocketPolicy.AllowsAddress(vm, target, isListening: false))
        {
            return Value.Undefined;
        }

        long result;
        byte[]? copy = data.Is(Kind.Bytes) ? null : content.ToArray(); // what can be changed may move while others run
        fixed (byte* first = copy ?? content)
        {
            fixed (byte* to = target.ToArray())
            {
                nint start = (nint)first;
                nint count = content.Length;
                nint toStart = (nint)to;
                int toLength = target.Length;
                do
                {
                    result = 0;
                    Execution.Threads.Block(vm, () => result = System.Send(descriptor, (byte*)start, count, flags, (byte*)toStart, toLength));
                }
                while (result == -FileErrors.Interrupted && Execution.Safepoints.Serve(vm));
            }
        }

        return vm->HasPending ? Value.Undefined : FileObjects.Result(vm, result);
    }

    /// <summary>Read an option of at most so many bytes.</summary>
    [Function("get_option", Signature = "(fd, level, option, count, /)")]
    private static Value GetOption(Vm* vm, int descriptor, int level, int option, int count)
    {
        byte[] value = new byte[Math.Clamp(count, 0, 1024)];
        int length = value.Length;
        int result;
        fixed (byte* first = value)
        {
            result = System.GetOption(descriptor, level, option, first, &length);
        }

        return result < 0 ? FileErrors.Raise(vm, -result) : Value.FromObject(Bytes.New(vm, value.AsSpan(0, Math.Clamp(length, 0, value.Length))));
    }

    [Function("set_option", Signature = "(fd, level, option, value, /)")]
    private static Value SetOption(Vm* vm, int descriptor, int level, int option, Value value)
    {
        if (!BytesArguments.TryGet(vm, value, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        fixed (byte* first = content)
        {
            return FileObjects.None(vm, System.SetOption(descriptor, level, option, first, content.Length));
        }
    }

    [Function("name", Signature = "(fd, is_peer, /)")]
    private static Value Name(Vm* vm, int descriptor, bool isPeer)
    {
        byte* address = stackalloc byte[SocketCalls.AddressRoom];
        int length = SocketCalls.AddressRoom;
        int result = System.Name(descriptor, isPeer, address, &length);
        return result < 0 ? FileErrors.Raise(vm, -result) : Address(vm, address, length);
    }

    [Function("shutdown", Signature = "(fd, how, /)")]
    private static Value Shutdown(Vm* vm, int descriptor, int how) => FileObjects.None(vm, System.Shutdown(descriptor, how));

    /// <summary>Look a host up: a list of lists of family, type, protocol, canonical name and address, or the number of an error.</summary>
    [Function("lookup", Signature = "(host, service, family, type, protocol, flags, /)")]
    private static Value Lookup(Vm* vm, string? host, string? service, int family, int type, int protocol, int flags)
    {
        if (host != null && !SocketPolicy.AllowsLookup(vm, host))
        {
            return Value.Undefined;
        }

        AddressRecord wanted = new() { Flags = flags, Family = family, Type = type, Protocol = protocol };
        nint found = 0;
        int error = 0;
        Execution.Threads.Block(vm, () =>
        {
            AddressRecord* results = null;
            error = System.Lookup(host, service, wanted, &results);
            found = (nint)results;
        });
        if (error != 0)
        {
            return Value.FromInt(error);
        }

        List* records = List.New(vm);
        for (AddressRecord* record = (AddressRecord*)found; record != null; record = record->Next)
        {
            List* fields = List.New(vm);
            foreach (int number in (ReadOnlySpan<int>)[record->Family, record->Type, record->Protocol])
            {
                List.Append(vm, fields, Value.FromInt(number));
            }

            List.Append(vm, fields, record->CanonicalName == null ? Value.FromObject(Str.New(vm, string.Empty)) : CText(vm, record->CanonicalName));
            List.Append(vm, fields, Address(vm, record->Address, (int)record->Length));
            SocketPolicy.Remember(vm, host, new ReadOnlySpan<byte>(record->Address, (int)record->Length));
            List.Append(vm, records, Value.FromObject(fields));
        }

        System.Release((AddressRecord*)found);
        return Value.FromObject(records);
    }

    /// <summary>Look an address up: a pair of host and service, or the number of an error.</summary>
    [Function("lookup_name", Signature = "(address, flags, /)")]
    private static Value LookupName(Vm* vm, Value address, int flags)
    {
        if (!BytesArguments.TryGet(vm, address, out ReadOnlySpan<byte> content))
        {
            return Value.Undefined;
        }

        const int Numeric = 1;
        if ((flags & Numeric) == 0 && !SocketPolicy.AllowsAddress(vm, content, isListening: false))
        {
            return Value.Undefined;
        }

        byte* host = stackalloc byte[NameRoom];
        byte* service = stackalloc byte[ServiceRoom];
        int error;
        fixed (byte* first = content)
        {
            error = System.LookupName(first, content.Length, host, NameRoom, service, ServiceRoom, flags);
        }

        return error != 0 ? Value.FromInt(error) : Pair(vm, CText(vm, host), CText(vm, service));
    }

    private static Value Address(Vm* vm, byte* address, int length) =>
        Value.FromObject(Bytes.New(vm, new ReadOnlySpan<byte>(address, Math.Clamp(length, 0, SocketCalls.AddressRoom))));

    private static Value CText(Vm* vm, byte* text) =>
        Value.FromObject(Str.New(vm, Encoding.UTF8.GetString(global::System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text))));

    private static Value Pair(Vm* vm, Value first, Value second)
    {
        Value* items = stackalloc Value[2] { first, second };
        return Value.FromObject(Objects.Tuple.New(vm, items, 2));
    }
}
