using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>An instance of a script subclass of <c>int</c>, <c>float</c> or <c>complex</c>.</summary>
/// <remarks><code>
///  0        8        16           24
///  | header | number | attributes |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 24)]
public unsafe struct NumberBox
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The plain number.</summary>
    public Value Number;

    /// <summary>A dict of attributes, or <see cref="Value.Undefined"/>.</summary>
    public Value Attributes;

    /// <summary>An instance of <paramref name="type"/> that holds a plain number: the number itself if the type is built in.</summary>
    internal static Value Wrap(Vm* vm, TypeObject* type, Value number)
    {
        if (type->Id != TypeId.Invalid || number.IsUndefined)
        {
            return number;
        }

        NumberBox* box = (NumberBox*)vm->Heap.AllocateSmall((nuint)sizeof(NumberBox), Kind.NumberBox, type->DictionaryShape->Id);
        box->Header.Flags = ObjectFlags.Subclass;
        box->Number = number;
        box->Attributes = Value.Undefined;
        return Value.FromObject(box);
    }
}
