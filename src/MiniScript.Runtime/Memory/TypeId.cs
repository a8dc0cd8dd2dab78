namespace MiniScript.Runtime.Memory;

/// <summary>The built-in types that native code tests for. The number is also the shape id of their exact instances, the same in every <see cref="Vm"/>.</summary>
public enum TypeId : uint
{
    /// <summary>No type: raw storage.</summary>
    Invalid,
#pragma warning disable CS1591, SA1602 // The names are those of the script types.
    Object, Type, NoneType, NotImplementedType, EllipsisType, Bool, Int, Float, Complex, Str, Bytes, ByteArray, MemoryView, Tuple, List, Dict, Set,
    FrozenSet, Range, Slice, Code, Function, NativeFunction, NativeMethod, NativeClassMethod, WrapperDescriptor, BoundWrapper, Method, Cell, Generator, Coroutine, AsyncGenerator,
    CoroutineWrapper, AsyncGeneratorSend, AsyncGeneratorThrow, DefaultedNext, Traceback, Frame, FrameLocalsProxy, Module,
    UnionType, TypeVar, TypeVarTuple, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, NoDefaultType, TypingAlias, Generic,
    Property, StaticMethod, ClassMethod, NativeProperty, MemberDescriptor, Super, MappingProxy, GenericAlias,
    RangeIterator, LongRangeIterator, ListIterator, TupleIterator, ListReverseIterator, StrIterator, BytesIterator, MemoryIterator, SetIterator,
    DictKeys, DictValues, DictItems, DictKeyIterator, DictValueIterator, DictItemIterator,
    DictReverseKeyIterator, DictReverseValueIterator, DictReverseItemIterator,
    SequenceIterator, CallableIterator, Reversed, Enumerate, Zip, Map, Filter,
    Deque, DequeIterator, DequeReverseIterator, DefaultDict, OrderedDict, OdictKeys, OdictValues, OdictItems, OdictIterator, TupleGetter, AbcData,
    Partial, LruCacheWrapper, KeyWrapper, ItemGetter, AttrGetter, MethodCaller,
    Accumulate, Batched, Chain, Combinations, CombinationsWithReplacement, Compress, CountIterator, Cycle, DropWhile, FilterFalse,
    GroupBy, Grouper, ISlice, Pairwise, Permutations, Product, Repeat, StarMap, TakeWhile, Tee, ZipLongest,
    ContextVar, Context, ContextToken, MissingContextValue, Future, Task, FutureIterator, EventLoop, LoopHandle, TimerHandle,
    TextIOWrapper, BufferedIOBase, BufferedReader, BufferedWriter, BufferedRandom,
    Pattern, Match, RegexScanner, RegexIterator, Lock, Struct, StructIterator, HashObject, HashXof, Blake2b, Blake2s, CsvDialect, CsvReader, CsvWriter,
    BytesStream, TextStream, Array, ArrayIterator, WeakReference, WeakProxy, CallableWeakProxy,
    ZlibCompress, ZlibDecompress, ZlibDecompressor,
    TimeDelta, Date, DateTime, Time, TzInfo, TimeZone, Decimal, DecimalContext,
    SqliteDatabase, SqliteStatement, SqliteRun, SqliteCursor, SqliteBlob, SqliteRow, ExtensionObject, ExtensionIterator,
    ModuleSpec, SourceFileLoader, NamespaceLoader, BuiltinImporter,
    BaseException, FirstException = BaseException,
    Exception, BaseExceptionGroup, GeneratorExit, KeyboardInterrupt, SystemExit,
    ArithmeticError, FloatingPointError, OverflowError, ZeroDivisionError, AssertionError, AttributeError, BufferError, EOFError,
    ImportError, ModuleNotFoundError, LookupError, IndexError, KeyError, MemoryError, NameError, UnboundLocalError, OSError,
    BlockingIOError, ChildProcessError, ConnectionError, BrokenPipeError, ConnectionAbortedError, ConnectionRefusedError, ConnectionResetError,
    FileExistsError, FileNotFoundError, InterruptedError, IsADirectoryError, NotADirectoryError, PermissionError, ProcessLookupError, TimeoutError,
    ReferenceError, RuntimeError, NotImplementedError, RecursionError, PythonFinalizationError, StopIteration, StopAsyncIteration, SyntaxError, IndentationError,
    TabError, SystemError, TypeError, ValueError, UnicodeError, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError,
    Warning, BytesWarning, DeprecationWarning, EncodingWarning, FutureWarning, ImportWarning, PendingDeprecationWarning, ResourceWarning,
    RuntimeWarning, SyntaxWarning, UnicodeWarning, UserWarning, ExceptionGroup, LastException = ExceptionGroup,
#pragma warning restore CS1591, SA1602
    /// <summary>The number of built-in type ids; the ids of other shapes start above.</summary>
    Count,
}
