using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>Aligned, zeroed memory from the system for the heap's blocks and the stacks of a <see cref="Vm"/>.</summary>
internal static unsafe partial class Pages
{
    /// <summary>Bytes of a huge page.</summary>
    public const nuint Huge = 2 << 20;

    private const int ProtReadWrite = 1 | 2;
    private const int MapPrivateAnonymousLinux = 0x02 | 0x20;
    private const int MapPrivateAnonymousBsd = 0x02 | 0x1000;
    private const int MapNoReserve = 0x4000;
    private const int AdviceDontNeed = 4;
    private const int AdviceFreeBsd = 5;
    private const int AdviceHugePages = 14;
    private const uint MemCommitReserve = 0x1000 | 0x2000;
    private const uint MemRelease = 0x8000;
    private const uint MemReset = 0x80000;
    private const uint PageReadWrite = 4;

    /// <summary>Maps zeroed memory whose address is a multiple of <paramref name="alignment"/>, a power of two, on Windows 64 KiB whatever is asked; null if the system refuses.</summary>
    public static void* Map(nuint bytes, nuint alignment)
    {
        if (OperatingSystem.IsWindows())
        {
            return VirtualAlloc(null, bytes, MemCommitReserve, PageReadWrite); // aligned to 64 KiB by the system
        }

        nuint rounded = RoundUp(bytes);
        nuint total = rounded + alignment;
        byte* start = (byte*)MapAnonymous(total);
        if (start == null)
        {
            return null;
        }

        byte* aligned = (byte*)(((nuint)start + alignment - 1) & ~(alignment - 1));
        if (aligned > start)
        {
            _ = munmap(start, (nuint)(aligned - start));
        }

        nuint tail = total - (nuint)(aligned - start) - rounded;
        if (tail > 0)
        {
            _ = munmap(aligned + rounded, tail);
        }

        return aligned;
    }

    /// <summary>Asks for huge pages: without them, as on a kernel that has none, all is as right and somewhat slower.</summary>
    public static void AdviseHuge(void* start, nuint bytes)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = madvise(start, bytes, AdviceHugePages);
        }
    }

    /// <summary>Gives the pages of mapped memory back. The address space stays; what it contains next is unspecified.</summary>
    public static void Discard(void* start, nuint bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            _ = VirtualAlloc(start, bytes, MemReset, PageReadWrite);
        }
        else
        {
            _ = madvise(start, bytes, OperatingSystem.IsLinux() ? AdviceDontNeed : AdviceFreeBsd);
        }
    }

    /// <summary>Gives memory from <see cref="Map"/> or <see cref="Reserve"/> back.</summary>
    public static void Unmap(void* start, nuint bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            _ = VirtualFree(start, 0, MemRelease);
        }
        else
        {
            _ = munmap(start, RoundUp(bytes));
        }
    }

    /// <summary>Reserves zeroed address space whose pages cost memory once touched only; fails fast if the system refuses.</summary>
    public static void* Reserve(nuint bytes)
    {
        void* start = OperatingSystem.IsWindows() ? VirtualAlloc(null, bytes, MemCommitReserve, PageReadWrite) : MapAnonymous(RoundUp(bytes));
        if (start == null)
        {
            Environment.FailFast("MiniScript: the system refuses address space for the stack.");
        }

        return start;
    }

    /// <summary>As <see cref="NativeMemory.Realloc"/>, but null if the system refuses: a C# exception needs memory itself.</summary>
    public static void* Reallocate(void* memory, nuint bytes) => OperatingSystem.IsWindows() ? NativeMemory.Realloc(memory, bytes) : realloc(memory, bytes);

    private static nuint RoundUp(nuint bytes) => (bytes + 4095) & ~(nuint)4095;

    private static void* MapAnonymous(nuint bytes)
    {
        int flags = OperatingSystem.IsLinux() ? MapPrivateAnonymousLinux | MapNoReserve : MapPrivateAnonymousBsd;
        void* start = mmap(null, bytes, ProtReadWrite, flags, -1, 0);
        return start == (void*)-1 ? null : start;
    }

    [LibraryImport("libc")]
    private static partial void* realloc(void* memory, nuint bytes);

    [LibraryImport("libc")]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc")]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("libc")]
    private static partial int madvise(void* address, nuint length, int advice);

    [LibraryImport("kernel32")]
    private static partial void* VirtualAlloc(void* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32")]
    private static partial int VirtualFree(void* address, nuint size, uint type);
}
