using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <summary>The positional arguments that a native function takes as <c>*args</c>: a window on the caller's registers, valid during the call.</summary>
public readonly unsafe ref struct Args
{
    private readonly Value* start;

    /// <summary>The arguments from an address on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Args(Value* start, int count)
    {
        this.start = start;
        Count = count;
    }

    /// <summary>The number of arguments.</summary>
    public int Count { get; }

    /// <summary>The argument at an index below <see cref="Count"/>.</summary>
    public Value this[int index] => start[index];

    /// <summary>The address of the first argument.</summary>
    public Value* Start => start;

    /// <summary>The arguments as a span.</summary>
    public ReadOnlySpan<Value> Span => new(start, Count);
}

/// <summary>The keyword arguments that a native function takes as <c>**kwargs</c>; valid during the call.</summary>
/// <param name="names">Their names, all strings; null for none.</param>
/// <param name="values">Their values, in the order of the names.</param>
public readonly unsafe ref struct KeywordArgs(Tuple* names, Value* values)
{
    /// <summary>The names, all strings; null for none.</summary>
    public Tuple* Names { get; } = names;

    /// <summary>The values, in the order of the names.</summary>
    public Value* Values { get; } = values;

    /// <summary>The number of arguments.</summary>
    public int Count => Names == null ? 0 : Names->Length;
}
