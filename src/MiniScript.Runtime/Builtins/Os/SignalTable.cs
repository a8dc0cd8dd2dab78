using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Builtins.Os;

/// <summary>The signals that a script handles: the system's handler notes them in <see cref="Vm.PendingSignals"/> and asks for a safepoint.</summary>
/// <remarks>
/// A managed function must not be entered from a signal. On Linux x64 the handler is a few instructions of machine code; elsewhere the
/// framework notes the signal from a thread of its own, and calls that block do not end.
/// </remarks>
internal sealed unsafe partial class SignalTable(Vm* vm)
{
    private const int InvalidArgument = 22;
    private const int Unsupported = 38;
    private const int Kill = 9;
    private const int Stop = 19;
    private const nuint CodeBytes = 4096;

    private readonly Dictionary<int, SignalAction> originals = [];
    private readonly Dictionary<int, PosixSignalRegistration> registrations = [];
    private byte* code;

    private static bool IsNative => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Notes a signal from now on; a negated error number on failure.</summary>
    public int Catch(int signal)
    {
        if (signal is < 1 or > 63 or Kill or Stop)
        {
            return -InvalidArgument;
        }

        if (!IsNative)
        {
            if (!registrations.ContainsKey(signal))
            {
                registrations.Add(signal, PosixSignalRegistration.Create((PosixSignal)signal, context => Note(context, signal)));
            }

            return 0;
        }

        if (code == null && !Assemble())
        {
            return -Unsupported;
        }

        SignalAction action = default;
        action.Handler = code;
        return Set(signal, in action);
    }

    /// <summary>Ignores a signal, or gives it its default or its original meaning.</summary>
    public int Set(int signal, bool isIgnored, bool isOriginal)
    {
        if (signal is < 1 or > 63 or Kill or Stop)
        {
            return -InvalidArgument;
        }

        if (!IsNative)
        {
            if (registrations.Remove(signal, out PosixSignalRegistration? registration))
            {
                registration.Dispose();
            }

            return isIgnored ? -Unsupported : 0;
        }

        if (isOriginal)
        {
            return originals.TryGetValue(signal, out SignalAction original) ? Set(signal, in original) : 0;
        }

        SignalAction action = default;
        action.Handler = (void*)(isIgnored ? 1 : 0);
        return Set(signal, in action);
    }

    /// <summary>Gives all signals their original meaning back: the machine ends.</summary>
    public void RestoreAll()
    {
        foreach (int signal in originals.Keys)
        {
            Set(signal, isIgnored: false, isOriginal: true);
        }

        foreach (PosixSignalRegistration registration in registrations.Values)
        {
            registration.Dispose();
        }
    }

    private void Note(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        Interlocked.Or(ref vm->PendingSignals, 1UL << signal);
        vm->Request(SafepointRequest.Signal);
    }

    private int Set(int signal, in SignalAction action)
    {
        SignalAction wanted = action;
        SignalAction previous = default;
        if (sigaction(signal, &wanted, &previous) != 0)
        {
            return -Marshal.GetLastPInvokeError();
        }

        originals.TryAdd(signal, previous);
        return 0;
    }

    /// <summary>Writes the handler: <c>edi</c> is the signal; all registers used may be changed; neither the stack nor <c>errno</c> is touched.</summary>
    private bool Assemble()
    {
        byte* start = (byte*)mmap(null, CodeBytes, 0x3, 0x22, -1, 0);
        if (start == (byte*)-1)
        {
            return false;
        }

        ulong* one = (ulong*)(start + (CodeBytes / 2)); // what is written to wake a wait
        *one = 1;
        byte* at = start;
        Append(ref at, [0xf3, 0x0f, 0x1e, 0xfa]);                               // endbr64
        Append(ref at, [0x48, 0xba], &vm->PendingSignals);                      // mov rdx, pending
        Append(ref at, [0xf0, 0x0f, 0xab, 0x3a]);                               // lock bts [rdx], edi
        Append(ref at, [0x48, 0xba], &vm->SafepointRequests);                   // mov rdx, requests
        Append(ref at, [0xf0, 0x83, 0x0a, (byte)SafepointRequest.Signal]);      // lock or dword [rdx], Signal
        Append(ref at, [0x48, 0xba], &vm->WakeDescriptor);                      // mov rdx, wake
        Append(ref at, [0x8b, 0x3a]);                                           // mov edi, [rdx]
        Append(ref at, [0x83, 0xef, 0x01]);                                     // sub edi, 1
        Append(ref at, [0x78, 0x16]);                                           // js end
        Append(ref at, [0x48, 0xbe], one);                                      // mov rsi, one
        Append(ref at, [0xba, 0x08, 0, 0, 0]);                                  // mov edx, 8
        Append(ref at, [0xb8, 0x01, 0, 0, 0]);                                  // mov eax, SYS_write
        Append(ref at, [0x0f, 0x05]);                                           // syscall
        Append(ref at, [0xc3]);                                                 // end: ret
        if (mprotect(start, CodeBytes, 0x5) != 0)
        {
            return false;
        }

        code = start;
        return true;
    }

    private static void Append(ref byte* at, ReadOnlySpan<byte> bytes, void* address = null)
    {
        bytes.CopyTo(new Span<byte>(at, bytes.Length));
        at += bytes.Length;
        if (address != null)
        {
            *(void**)at = address;
            at += sizeof(void*);
        }
    }

    [LibraryImport("libc")]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc")]
    private static partial int mprotect(void* address, nuint length, int protection);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sigaction(int signal, SignalAction* action, SignalAction* previous);

    /// <summary><c>struct sigaction</c> of Linux; without <c>SA_RESTART</c>, so that calls that block end.</summary>
    /// <remarks><code>
    ///  0         8              136     144
    ///  | handler | blocked[128] | flags | restorer |
    /// </code></remarks>
    [StructLayout(LayoutKind.Sequential, Size = 152)]
    private struct SignalAction
    {
        /// <summary>The handler; 0 for the default, 1 to ignore.</summary>
        public void* Handler;
    }
}
