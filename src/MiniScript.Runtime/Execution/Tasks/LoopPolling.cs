using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution.Tasks;

/// <summary>Descriptors that an event loop watches, by <c>epoll</c>; their handles are in the dicts <c>_readers</c> and <c>_writers</c> of the loop, by descriptor.</summary>
/// <remarks>
/// <code>
///  struct epoll_event   x64:    0        4      12      others:  0        4         8      16
///                               | events | data |                | events | padding | data |
/// </code>
/// </remarks>
internal static unsafe partial class LoopPolling
{
    private const int CloseOnExecute = 0x80000;
    private const int Add = 1;
    private const int Delete = 2;
    private const int Modify = 3;
    private const uint In = 0x1;
    private const uint Out = 0x4;
    private const uint Failed = 0x8;
    private const uint HungUp = 0x10;
    private const int FileExists = 17;
    private const int FunctionNotImplemented = 38;
    private const int MaxEvents = 64;
    private const int LargestEvent = 16;
    private const int SignalSlice = 20;

    private static int DataOffset => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <summary>Changes what is watched for at a descriptor: bit 0 reading, bit 1 writing; none ends the watch. Returns 0 or an error number of the system.</summary>
    public static int Watch(EventLoop* loop, int descriptor, int events)
    {
        if (!OperatingSystem.IsLinux())
        {
            return FunctionNotImplemented;
        }

        if (loop->Poller == 0)
        {
            int created = epoll_create1(CloseOnExecute);
            if (created < 0)
            {
                return Marshal.GetLastPInvokeError();
            }

            loop->Poller = created;
        }

        byte* wanted = stackalloc byte[LargestEvent];
        *(uint*)wanted = ((events & 1) != 0 ? In : 0) | ((events & 2) != 0 ? Out : 0);
        *(ulong*)(wanted + DataOffset) = (uint)descriptor;
        if (events == 0)
        {
            // The system has ended the watch already if the descriptor was closed.
            _ = epoll_ctl(loop->Poller, Delete, descriptor, wanted);
            return 0;
        }

        if (epoll_ctl(loop->Poller, Add, descriptor, wanted) == 0)
        {
            return 0;
        }

        int error = Marshal.GetLastPInvokeError();
        return error != FileExists ? error : epoll_ctl(loop->Poller, Modify, descriptor, wanted) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Waits so many milliseconds at most, and makes the handles of what has come ready; false with an exception pending. A signal ends the waiting.</summary>
    public static bool Wait(Vm* vm, EventLoop* loop, int milliseconds)
    {
        byte* events = stackalloc byte[MaxEvents * LargestEvent];
        int poller = loop->Poller;
        int count;
        if (milliseconds != 0 && Threads.Exist(vm))
        {
            // A signal may hit another thread: the main one looks up from time to time.
            int wait = Threads.IsMain(vm) && (milliseconds < 0 || milliseconds > SignalSlice) ? SignalSlice : milliseconds;
            int came = 0;
            nint target = (nint)events;
            Threads.Block(vm, () => came = epoll_wait(poller, (byte*)target, MaxEvents, wait));
            count = came;
        }
        else
        {
            count = epoll_wait(poller, events, MaxEvents, milliseconds);
        }

        int size = DataOffset + sizeof(ulong);
        for (int i = 0; i < count; i++)
        {
            uint mask = *(uint*)(events + (i * size));
            Value descriptor = Value.FromInt((int)*(ulong*)(events + (i * size) + DataOffset));
            if (((mask & (In | Failed | HungUp)) != 0 && !MakeReady(vm, loop, "_readers"u8, descriptor))
                || ((mask & (Out | Failed | HungUp)) != 0 && !MakeReady(vm, loop, "_writers"u8, descriptor)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gives the system's object back.</summary>
    public static void Close(EventLoop* loop)
    {
        if (loop->Poller > 0)
        {
            _ = close(loop->Poller);
            loop->Poller = 0;
        }
    }

    private static bool MakeReady(Vm* vm, EventLoop* loop, ReadOnlySpan<byte> table, Value descriptor)
    {
        Value handles = Attributes.Get(vm, Value.FromObject(loop), Str.Intern(vm, table));
        if (!handles.Is(Kind.Dict))
        {
            return !vm->HasPending;
        }

        Value handle = Dict.Get(vm, (Dict*)handles.AsObject, descriptor);
        return handle.IsUndefined ? !vm->HasPending : LoopHandles.IsCancelled(handle) || EventLoop.Push(vm, loop, handle);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int poller, int operation, int descriptor, byte* wanted);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int poller, byte* events, int count, int milliseconds);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
