using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Builtins.Os;

/// <summary><c>struct pollfd</c>: a descriptor, the events waited for, the events that came.</summary>
/// <remarks><code>
///  0            4        6
///  | descriptor | wanted | came |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 8)]
internal struct PollRecord
{
    /// <summary>The descriptor.</summary>
    public int Descriptor;

    /// <summary>The events that are waited for.</summary>
    public short Wanted;

    /// <summary>The events that came.</summary>
    public short Came;
}
