using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MiniScript.Extensions.Mathematics;

/// <summary>The functions of C's mathematical library that .NET has no accurate counterpart of.</summary>
/// <remarks>The executable calls them directly, linked with the library; only under the just-in-time runtime is it looked for by name.</remarks>
internal static partial class NativeMath
{
    private const string Library = "libm";

    static NativeMath()
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
#pragma warning disable MSX101 // the just-in-time runtime has reflection
            NativeLibrary.SetDllImportResolver(typeof(NativeMath).Assembly, Resolve);
#pragma warning restore MSX101
        }
    }

    /// <summary>The error function.</summary>
    [LibraryImport(Library, EntryPoint = "erf")]
    [SuppressGCTransition]
    public static partial double Erf(double x);

    /// <summary>The complement of the error function.</summary>
    [LibraryImport(Library, EntryPoint = "erfc")]
    [SuppressGCTransition]
    public static partial double Erfc(double x);

    /// <summary>e^x - 1 without loss near 0.</summary>
    [LibraryImport(Library, EntryPoint = "expm1")]
    [SuppressGCTransition]
    public static partial double ExpM1(double x);

    /// <summary>log(1 + x) without loss near 0.</summary>
    [LibraryImport(Library, EntryPoint = "log1p")]
    [SuppressGCTransition]
    public static partial double LogP1(double x);

    /// <summary>2^x.</summary>
    [LibraryImport(Library, EntryPoint = "exp2")]
    [SuppressGCTransition]
    public static partial double Exp2(double x);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
        {
            return 0;
        }

        return NativeLibrary.Load(OperatingSystem.IsWindows() ? "ucrtbase.dll" : OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libm.so.6");
    }
}
