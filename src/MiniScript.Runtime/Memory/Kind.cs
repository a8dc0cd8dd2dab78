namespace MiniScript.Runtime.Memory;

/// <summary>The layout of a heap cell: it selects the struct, the trace method and the clean-up.</summary>
public enum Kind : byte
{
    /// <summary>No object.</summary>
    Free,

    /// <summary>Raw bytes behind a header: storage of another object that holds no values.</summary>
    Buffer,

    /// <summary>Storage of another object that holds values; its owner traces it.</summary>
    ValueBuffer,

    /// <summary><c>str</c>.</summary>
    Str,

    /// <summary><c>bytes</c>.</summary>
    Bytes,

    /// <summary>An integer beyond the immediate range.</summary>
    BigInt,

    /// <summary>An instance of a subclass of <c>int</c>, <c>float</c> or <c>complex</c>: a box around the plain number.</summary>
    NumberBox,

    /// <summary><c>complex</c>.</summary>
    Complex,

    /// <summary><c>tuple</c>.</summary>
    Tuple,

    /// <summary><c>list</c>.</summary>
    List,

    /// <summary><c>dict</c>.</summary>
    Dict,

    /// <summary><c>set</c> and <c>frozenset</c>.</summary>
    Set,

    /// <summary><c>range</c>.</summary>
    Range,

    /// <summary><c>slice</c>.</summary>
    Slice,

    /// <summary>A class, built in or of the script.</summary>
    Type,

    /// <summary>An instance of a script class: shape and slots.</summary>
    Instance,

    /// <summary>A compiled code object.</summary>
    Code,

    /// <summary>A script function.</summary>
    Function,

    /// <summary>A native function or method.</summary>
    NativeFunction,

    /// <summary>A slot of a built-in type as a function.</summary>
    SlotWrapper,

    /// <summary>A callable bound to its first argument.</summary>
    BoundMethod,

    /// <summary>A variable shared by nested functions.</summary>
    Cell,

    /// <summary>A generator, coroutine or asynchronous generator.</summary>
    Generator,

    /// <summary>An instance of <c>BaseException</c>.</summary>
    Exception,

    /// <summary>One entry of a traceback.</summary>
    Traceback,

    /// <summary>A frame as scripts see it.</summary>
    Frame,

    /// <summary>A module.</summary>
    Module,

    /// <summary><c>property</c>.</summary>
    Property,

    /// <summary><c>staticmethod</c> and <c>classmethod</c>.</summary>
    MethodWrapper,

    /// <summary>A getter and setter in native code.</summary>
    NativeProperty,

    /// <summary><c>super</c>.</summary>
    Super,

    /// <summary>An iterator over a <c>range</c> of immediate integers.</summary>
    RangeIterator,

    /// <summary>An iterator over a <c>list</c> or <c>tuple</c>.</summary>
    SequenceIterator,

    /// <summary>A cell of fixed size whose payload is values only: iterators, views, small records. <see cref="ObjectHeader.Aux"/> counts them.</summary>
    Record,

    /// <summary>An object whose state is managed: a file, a response, an extension type.</summary>
    Managed,

    /// <summary><c>bytearray</c>.</summary>
    ByteArray,

    /// <summary><c>collections.deque</c>.</summary>
    Deque,

    /// <summary><c>asyncio.Future</c>, and <c>asyncio.Task</c>, which is longer.</summary>
    Future,

    /// <summary>The native part of an event loop.</summary>
    EventLoop,

    /// <summary><c>array.array</c>, laid out as <see cref="ByteArray"/>.</summary>
    Array,

    /// <summary><c>memoryview</c>.</summary>
    MemoryView,

    /// <summary><c>weakref.ref</c> and the proxies.</summary>
    WeakReference,
}
