using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A callable with its first argument: <c>instance.method</c>.</summary>
/// <remarks><code>
///  0        8          16     24
///  | header | function | self |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 24)]
public unsafe struct BoundMethod
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The callable.</summary>
    public Value Function;

    /// <summary>The first argument.</summary>
    public Value Self;

    /// <summary>Binds.</summary>
    public static BoundMethod* New(Vm* vm, Value function, Value self)
    {
        BoundMethod* method = (BoundMethod*)vm->Heap.AllocateSmall((nuint)sizeof(BoundMethod), Kind.BoundMethod, (uint)TypeId.Method);
        method->Function = function;
        method->Self = self;
        return method;
    }
}
