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
        try
        {
            using Stream stream = OperatingSystem.IsWindows()
                ? (isError ? Console.OpenStandardError() : Console.OpenStandardOutput())
                : new FileStream(new SafeFileHandle(isError ? 2 : 1, false), FileAccess.Write, 0);
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (IOException)
        {
            // A closed pipe ends quietly.
        }
    }

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int descriptor);
}
