using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Os;

/// <content>What <c>fcntl</c> and <c>termios</c> are made of.</content>
internal static unsafe partial class OsModule
{
    /// <summary>The least room that a structure has, whatever its length: a device may write more than it was given.</summary>
    private const int StructureRoom = 1024;

    /// <summary>Call ioctl with a number.</summary>
    [Function("ioctl", Signature = "(fd, request, argument, /)")]
    private static Value DeviceControl(Vm* vm, int descriptor, long request, long argument) =>
        AllowsControl(vm, request, isDevice: true) ? FileObjects.Result(vm, System.DeviceControl(descriptor, (ulong)request, (nint)argument)) : Value.Undefined;

    /// <summary>Call ioctl, or else fcntl, with a structure; return the result and the structure as the call left it.</summary>
    [Function("control_with", Signature = "(fd, request, structure, is_device, /)")]
    private static Value ControlWith(Vm* vm, int descriptor, long request, Value structure, bool isDevice)
    {
        if (!BytesArguments.TryGet(vm, structure, out ReadOnlySpan<byte> content) || !AllowsControl(vm, request, isDevice))
        {
            return Value.Undefined;
        }

        byte[] copy = new byte[Math.Max(content.Length, StructureRoom)];
        int length = content.Length;
        content.CopyTo(copy);
        int result;
        fixed (byte* first = copy)
        {
            nint address = (nint)first;
            do
            {
                result = 0;
                Execution.Threads.Block(
                    vm,
                    () => result = isDevice ? System.DeviceControl(descriptor, (ulong)request, address) : System.ControlWith(descriptor, (int)request, (void*)address));
            }
            while (result == -FileErrors.Interrupted && Execution.Safepoints.Serve(vm));
        }

        if (result < 0)
        {
            return vm->HasPending ? Value.Undefined : FileErrors.Raise(vm, -result);
        }

        Value* items = stackalloc Value[2] { Value.FromInt(result), Value.FromObject(Bytes.New(vm, copy.AsSpan(0, length))) };
        return Value.FromObject(Objects.Tuple.New(vm, items, 2));
    }

    /// <summary>Whether the host's policy lets a command through; false with <c>PermissionError</c> pending.</summary>
    private static bool AllowsControl(Vm* vm, long request, bool isDevice)
    {
        if (Hosting.MachineHost.Of(vm).Processes == null || (isDevice ? ProcessGate.AllowsDeviceControl((uint)request) : ProcessGate.AllowsControl((int)request)))
        {
            return true;
        }

        FileErrors.Deny(vm, $"the command 0x{request:x} for a descriptor");
        return false;
    }

    [Function("flock", Signature = "(fd, operation, /)")]
    private static Value Lock(Vm* vm, int descriptor, int operation)
    {
        int result;
        do
        {
            result = 0;
            Execution.Threads.Block(vm, () => result = System.Lock(descriptor, operation));
        }
        while (result == -FileErrors.Interrupted && Execution.Safepoints.Serve(vm));

        return vm->HasPending ? Value.Undefined : FileObjects.None(vm, result);
    }
}
