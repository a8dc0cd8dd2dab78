using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>A variable that nested functions share.</summary>
/// <remarks><code>
///  0        8         16
///  | header | content |
/// </code></remarks>
[StructLayout(LayoutKind.Sequential, Size = 16)]
public unsafe struct Cell
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary>The variable's value; <see cref="Value.Undefined"/> while unbound.</summary>
    public Value Content;

    /// <summary>A cell that holds a value.</summary>
    public static Cell* New(Vm* vm, Value content)
    {
        Cell* cell = (Cell*)vm->Heap.AllocateSmall((nuint)sizeof(Cell), Kind.Cell, (uint)TypeId.Cell);
        cell->Content = content;
        return cell;
    }
}
