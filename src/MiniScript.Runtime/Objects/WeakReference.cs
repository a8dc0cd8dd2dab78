using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>weakref.ref</c> and the two types of proxies.</summary>
/// <remarks><code>
///  0        8        16         24     32     40           48
///  | header | target | callback | next | hash | attributes |
/// </code>
/// Made and cleared by <see cref="WeakReferences"/>.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 48)]
public unsafe struct WeakReference
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>What it refers to, not traced; null once that has died.</summary>
    public ObjectHeader* Target;

    /// <summary>Called with the reference when the target has died; or <see cref="Value.Undefined"/>.</summary>
    public Value Callback;

    /// <summary>The next reference to the same target, not traced.</summary>
    public WeakReference* Next;

    /// <summary>The hash of the target, or -1 until asked for.</summary>
    public long Hash;

    /// <summary>A dict of attributes of an instance of a subclass, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;

    /// <summary>The target, or None once it has died.</summary>
    public static Value TargetOf(WeakReference* self) => self->Target == null ? Value.None : Value.FromObject(self->Target);

    /// <summary>Marks what the reference keeps alive.</summary>
    internal static void Trace(Marker* marker, WeakReference* self)
    {
        marker->Mark(self->Callback);
        marker->Mark(self->Attributes);
    }
}
