using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Cli;

/// <summary>SIGINT and SIGTERM, which ask the machine for an exception at its next safepoint.</summary>
/// <remarks>
/// The handler runs on whatever thread the signal hits, as a rule the script's, in the middle of managed code: a managed function must not be
/// entered there. On Linux x64 it is a few instructions of machine code of our own, which set a bit of <see cref="Vm.SafepointRequests"/> and write to
/// <see cref="Vm.WakeDescriptor"/>, if there is one, to end a wait for events. Calls that block end with EINTR. It costs two system calls to set up and no
/// thread; where it cannot be had, the framework's handlers do the same from a thread of theirs.
/// </remarks>
internal static unsafe partial class InterruptSignals
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const nuint CodeBytes = 4096;

    private static readonly List<PosixSignalRegistration> Registrations = [];

    /// <summary>Sends the signals to a machine; to one at a time.</summary>
    public static void Attach(Vm* vm)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 || !TryInstall(vm))
        {
            Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Serve(context, vm, SafepointRequest.Interrupt)));
            Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Serve(context, vm, SafepointRequest.Terminate)));
        }
    }

    /// <summary>Gives the signals their default meaning back; before the machine ends.</summary>
    public static void Detach()
    {
        if (Registrations.Count == 0)
        {
            SignalAction none = default;
            _ = SetAction(Interrupt, &none, null);
            _ = SetAction(Terminate, &none, null);
        }

        foreach (PosixSignalRegistration registration in Registrations)
        {
            registration.Dispose();
        }

        Registrations.Clear();
    }

    private static void Serve(PosixSignalContext context, Vm* vm, SafepointRequest request)
    {
        context.Cancel = true;
        vm->Request(request);
        int wake = vm->WakeDescriptor - 1;
        if (wake >= 0 && !OperatingSystem.IsWindows())
        {
            ulong one = 1;
            Write(wake, &one, sizeof(ulong));
        }
    }

    private static bool TryInstall(Vm* vm)
    {
        byte* code = (byte*)Map(null, CodeBytes, 0x3, 0x22, -1, 0);
        if (code == (byte*)-1)
        {
            return false;
        }

        // The word that is written to wake a wait lies behind the code.
        ulong* one = (ulong*)(code + (CodeBytes / 2));
        *one = 1;
        Assemble(code, &vm->SafepointRequests, &vm->WakeDescriptor, one);
        if (Protect(code, CodeBytes, 0x5) != 0)
        {
            _ = Unmap(code, CodeBytes);
            return false;
        }

        SignalAction action = default;
        action.Handler = code;
        return SetAction(Interrupt, &action, null) == 0 && SetAction(Terminate, &action, null) == 0;
    }

    /// <summary>Writes the handler: <c>edi</c> is the signal; all registers used may be changed; neither the stack nor <c>errno</c> is touched.</summary>
    private static void Assemble(byte* code, int* requests, int* wake, ulong* one)
    {
        Append(ref code, [0xf3, 0x0f, 0x1e, 0xfa]);                                     // endbr64
        Append(ref code, [0xb8, (byte)SafepointRequest.Interrupt, 0, 0, 0]);            // mov eax, Interrupt
        Append(ref code, [0x83, 0xff, Terminate]);                                      // cmp edi, SIGTERM
        Append(ref code, [0x75, 0x05]);                                                 // jne +5
        Append(ref code, [0xb8, (byte)SafepointRequest.Terminate, 0, 0, 0]);            // mov eax, Terminate
        Append(ref code, [0x48, 0xba]);                                                 // mov rdx, requests
        AppendAddress(ref code, requests);
        Append(ref code, [0xf0, 0x09, 0x02]);                                           // lock or [rdx], eax
        Append(ref code, [0x48, 0xba]);                                                 // mov rdx, wake
        AppendAddress(ref code, wake);
        Append(ref code, [0x8b, 0x3a]);                                                 // mov edi, [rdx]
        Append(ref code, [0x83, 0xef, 0x01]);                                           // sub edi, 1
        Append(ref code, [0x78, 0x16]);                                                 // js end
        Append(ref code, [0x48, 0xbe]);                                                 // mov rsi, one
        AppendAddress(ref code, one);
        Append(ref code, [0xba, 0x08, 0, 0, 0]);                                        // mov edx, 8
        Append(ref code, [0xb8, 0x01, 0, 0, 0]);                                        // mov eax, SYS_write
        Append(ref code, [0x0f, 0x05]);                                                 // syscall
        Append(ref code, [0xc3]);                                                       // end: ret
    }

    private static void Append(ref byte* code, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(code, bytes.Length));
        code += bytes.Length;
    }

    private static void AppendAddress(ref byte* code, void* address)
    {
        *(void**)code = address;
        code += sizeof(void*);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, void* source, nuint length);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SetAction(int signal, SignalAction* action, SignalAction* previous);

    /// <summary><c>struct sigaction</c> of Linux. Without the flag <c>SA_RESTART</c> calls that block end when a signal comes.</summary>
    /// <remarks><code>
    ///  0         8              136     144
    ///  | handler | blocked[128] | flags | restorer |
    /// </code></remarks>
    [StructLayout(LayoutKind.Sequential, Size = 152)]
    private struct SignalAction
    {
        /// <summary>The handler; null for the default.</summary>
        public void* Handler;
    }
}
