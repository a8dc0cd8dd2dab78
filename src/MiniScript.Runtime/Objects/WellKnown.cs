using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The objects that every part of a machine needs at hand: common strings, empty containers, the module table.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct WellKnown
{
    private static ReadOnlySpan<byte> NameTexts =>
        """
        __abs__ __add__ __aenter__ __aexit__ __aiter__ __and__ __anext__ __annotations__ __await__ __bases__ __bool__ __buffer__ __build_class__ __builtins__ __bytes__ __call__
        __cause__ __class__ __class_getitem__ __classcell__ __closure__ __code__ __complex__ __contains__ __context__
        __defaults__ __del__ __delattr__ __delete__ __delitem__ __dict__ __dir__ __divmod__ __doc__ __enter__ __eq__
        __exit__ __file__ __float__ __floor__ __floordiv__ __format__ __ge__ __get__ __getattr__ __getattribute__
        __getitem__ __globals__ __gt__ __hash__ __iadd__ __iand__ __ifloordiv__ __ilshift__ __imatmul__ __imod__
        __import__ __imul__ __index__ __init__ __init_subclass__ __instancecheck__ __int__ __invert__ __ior__
        __ipow__ __irshift__ __isub__ __iter__ __itruediv__ __ixor__ __kwdefaults__ __le__ __len__ __length_hint__
        __loader__ __lshift__ __lt__ __main__ __match_args__ __matmul__ __missing__ __mod__ __module__ __mro__
        __mro_entries__ __mul__ __name__ __ne__ __neg__ __new__ __next__ __notes__ __or__ __package__ __path__
        __pos__ __pow__ __prepare__ __qualname__ __radd__ __rand__ __rdivmod__ __reduce__ __reduce_ex__ __release_buffer__ __repr__
        __reversed__ __rfloordiv__ __rlshift__ __rmatmul__ __rmod__ __rmul__ __ror__ __round__ __rpow__ __rrshift__
        __rshift__ __rsub__ __rtruediv__ __rxor__ __self__ __set__ __set_name__ __setattr__ __setitem__ __slots__
        __spec__ __str__ __sub__ __subclasscheck__ __subclasses__ __suppress_context__ __traceback__ __trunc__
        __truediv__ __type_params__ __weakref__ __wrapped__ __xor__ __all__ __func__ __objclass__ __text_signature__
        __ceil__ __abc_tpflags__ get derive __classdictcell__ split
        args builtins call_soon close code context default encoding end end_lineno end_offset errno excepthook file filename
        filename2 flush fget fset fdel key keys last_value lineno metaclass modules msg name name_from obj offset ps1
        ps2 print_file_and_line read readline reason result reverse sep send start stderr stdin stdout stop step strerror
        strict string text throw total value values write items displayhook object print __cached__ path sys __abstractmethods__ __isabstractmethod__ _abc_impl __subclasshook__
        """u8;

    private Str** names;

    /// <summary>The empty tuple.</summary>
    public Tuple* EmptyTuple;

    /// <summary>The empty string.</summary>
    public Str* EmptyStr;

    /// <summary>The empty byte string.</summary>
    public Bytes* EmptyBytes;

    /// <summary>The namespace of <c>builtins</c>.</summary>
    public Dict* Builtins;

    /// <summary><c>sys.modules</c>.</summary>
    public Dict* Modules;

    /// <summary><c>sys.path</c>; null until asked for.</summary>
    public List* SearchPath;

    /// <summary>The type with each id.</summary>
    public TypeObject** Types;

    /// <summary>Classes registered with abstract classes so far; see <c>AbcModule</c>.</summary>
    public long AbstractRegistrations;

    /// <summary>Strings of one code point below 256.</summary>
    public Str** Latin1Characters;

    /// <summary>The table of a machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WellKnown* Of(Vm* vm) => (WellKnown*)vm->WellKnown;

    /// <summary>Makes the table with what needs no types; the table of strings must be there.</summary>
    public static void Create(Vm* vm)
    {
        WellKnown* self = (WellKnown*)NativeMemory.AllocZeroed((nuint)sizeof(WellKnown));
        vm->WellKnown = self;
        self->names = (Str**)NativeMemory.AllocZeroed((nuint)NameId.Count, (nuint)sizeof(Str*));
        self->Types = (TypeObject**)NativeMemory.AllocZeroed((nuint)TypeId.Count, (nuint)sizeof(TypeObject*));
        self->EmptyTuple = (Tuple*)vm->Heap.AllocateSmall(Tuple.HeaderSize, Kind.Tuple, (uint)TypeId.Tuple);
        self->EmptyTuple->Length = 0;
        self->EmptyStr = StrTable.Of(vm)->Empty;
        self->Latin1Characters = StrTable.Of(vm)->Characters;
        self->EmptyBytes = Bytes.Allocate(vm, 0);
        int id = 0;
        ReadOnlySpan<byte> rest = NameTexts;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOfAny((byte)' ', (byte)'\n');
            ReadOnlySpan<byte> word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (!word.IsEmpty)
            {
                self->names[id++] = Str.Intern(vm, word);
            }
        }

        System.Diagnostics.Debug.Assert(id == (int)NameId.Count);
    }

    /// <summary>A common string, interned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Str* Name(Vm* vm, NameId id) => Of(vm)->names[(int)id];

    /// <summary>Marks everything in the table.</summary>
    internal static void Trace(Marker* marker)
    {
        WellKnown* self = Of(marker->Vm);
        for (int i = 0; i < (int)NameId.Count; i++)
        {
            marker->Mark(self->names[i]);
        }

        for (int i = 0; i < 256; i++)
        {
            marker->Mark(self->Latin1Characters[i]);
        }

        for (int i = 0; i < (int)TypeId.Count; i++)
        {
            marker->Mark(self->Types[i]);
        }

        marker->Mark(self->EmptyTuple);
        marker->Mark(self->EmptyStr);
        marker->Mark(self->EmptyBytes);
        marker->Mark(self->Builtins);
        marker->Mark(self->Modules);
        marker->Mark(self->SearchPath);
    }

    /// <summary>Gives the table's memory back.</summary>
    internal static void Dispose(Vm* vm)
    {
        WellKnown* self = Of(vm);
        NativeMemory.Free(self->names);
        NativeMemory.Free(self->Types);
        NativeMemory.Free(self);
    }
}
