using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MiniScript.Cli;

/// <summary>The standard descriptors, without <see cref="Console"/> where that is possible: it takes 0.3 ms and a thread to start.</summary>
internal static partial class Terminal
{
    /// <summary>Whether standard input is a terminal.</summary>
    public static bool IsInput => OperatingSystem.IsWindows() ? !Console.IsInputRedirected : IsTerminal(0) == 1;

    /// <summary>Everything that standard input has to give.</summary>
    public static byte[] ReadInput()
    {
        using Stream stream = OperatingSystem.IsWindows() ? Console.OpenStandardInput() : new FileStream(new SafeFileHandle(0, false), FileAccess.Read, 0);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Writes to standard output, or to standard error. What cannot be written is lost: there is nobody to tell.</summary>
    public static void Write(string text, bool isError)
    {
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text);
        if (OperatingSystem.IsWindows())
        {
            using Stream stream = isError ? Console.OpenStandardError() : Console.OpenStandardOutput();
            stream.Write(bytes);
            return;
        }

        // Not by a stream: of a file that one would keep a position of its own, and whoever writes next would write over it.
        while (!bytes.IsEmpty)
        {
            nint written = WriteTo(isError ? 2 : 1, bytes, (nuint)bytes.Length);
            if (written < 0)
            {
                return;
            }

            bytes = bytes[(int)written..];
        }
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteTo(int descriptor, ReadOnlySpan<byte> source, nuint length);

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int descriptor);
}
