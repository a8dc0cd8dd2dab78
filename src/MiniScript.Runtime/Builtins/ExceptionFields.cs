using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>The attributes of the exceptions that have some of their own; <see cref="ExceptionTypes"/> says where they are kept.</summary>
internal static unsafe class ExceptionFields
{
    private interface IPlace
    {
        /// <summary>The index in the tuple of details.</summary>
        static abstract int Index { get; }
    }

    /// <summary>Adds the attributes of <c>StopIteration</c>.</summary>
    public static void StopIteration(ref NativeTableBuilder table) => table.AddMember("value"u8, &GetWhole, &SetWhole, "\0the value that the generator returned\0"u8);

    /// <summary>Adds the attributes of <c>SystemExit</c>.</summary>
    public static void SystemExit(ref NativeTableBuilder table) => table.AddMember("code"u8, &GetWhole, &SetWhole, "\0exception code\0"u8);

    /// <summary>Adds the attributes of <c>NameError</c>.</summary>
    public static void NameError(ref NativeTableBuilder table) => Add<Place0>(ref table, "name"u8, "\0name\0"u8);

    /// <summary>Adds the attributes of <c>AttributeError</c>.</summary>
    public static void AttributeError(ref NativeTableBuilder table)
    {
        Add<Place0>(ref table, "name"u8, "\0attribute name\0"u8);
        Add<Place1>(ref table, "obj"u8, "\0object\0"u8);
    }

    /// <summary>Adds the attributes of <c>ImportError</c>.</summary>
    public static void ImportError(ref NativeTableBuilder table)
    {
        Add<Place3>(ref table, "msg"u8, "\0exception message\0"u8);
        Add<Place0>(ref table, "name"u8, "\0module name\0"u8);
        Add<Place1>(ref table, "path"u8, "\0module path\0"u8);
        Add<Place2>(ref table, "name_from"u8, "\0name imported from module\0"u8);
    }

    /// <summary>Adds the attributes of <c>OSError</c>.</summary>
    public static void OsError(ref NativeTableBuilder table)
    {
        Add<Place0>(ref table, "errno"u8, "\0POSIX exception code\0"u8);
        Add<Place1>(ref table, "strerror"u8, "\0exception strerror\0"u8);
        Add<Place2>(ref table, "filename"u8, "\0exception filename\0"u8);
        Add<Place3>(ref table, "filename2"u8, "\0second exception filename\0"u8);
    }

    /// <summary>Adds the attributes of <c>SyntaxError</c>.</summary>
    public static void SyntaxError(ref NativeTableBuilder table)
    {
        Add<Place0>(ref table, "msg"u8, "\0exception msg\0"u8);
        Add<Place1>(ref table, "filename"u8, "\0exception filename\0"u8);
        Add<Place2>(ref table, "lineno"u8, "\0exception lineno\0"u8);
        Add<Place3>(ref table, "offset"u8, "\0exception offset\0"u8);
        Add<Place4>(ref table, "text"u8, "\0exception text\0"u8);
        Add<Place5>(ref table, "end_lineno"u8, "\0exception end lineno\0"u8);
        Add<Place6>(ref table, "end_offset"u8, "\0exception end offset\0"u8);
        Add<Place7>(ref table, "print_file_and_line"u8, "\0exception print_file_and_line\0"u8);
    }

    /// <summary>Adds the attributes of <c>UnicodeDecodeError</c>, <c>UnicodeEncodeError</c> and <c>UnicodeTranslateError</c>.</summary>
    public static void UnicodeError(ref NativeTableBuilder table)
    {
        Add<Place0>(ref table, "encoding"u8, "\0exception encoding\0"u8);
        Add<Place1>(ref table, "object"u8, "\0exception object\0"u8);
        Add<Place2>(ref table, "start"u8, "\0exception start\0"u8);
        Add<Place3>(ref table, "end"u8, "\0exception end\0"u8);
        Add<Place4>(ref table, "reason"u8, "\0exception reason\0"u8);
    }

    private static void Add<T>(ref NativeTableBuilder table, ReadOnlySpan<byte> name, ReadOnlySpan<byte> documentation)
        where T : struct, IPlace =>
        table.AddMember(name, &Get<T>, &Set<T>, documentation);

    private static Value GetWhole(Vm* vm, Value self)
    {
        Value details = ExceptionType.Of(self)->Details;
        return details.IsUndefined ? Value.None : details;
    }

    private static bool SetWhole(Vm* vm, Value self, Value value)
    {
        ExceptionType.Of(self)->Details = value.IsUndefined ? Value.None : value;
        return true;
    }

    private static Value Get<T>(Vm* vm, Value self)
        where T : struct, IPlace => ExceptionTypes.Read(ExceptionType.Of(self), T.Index);

    private static bool Set<T>(Vm* vm, Value self, Value value)
        where T : struct, IPlace
    {
        ExceptionTypes.Write(vm, ExceptionType.Of(self), T.Index, value.IsUndefined ? Value.None : value);
        return true;
    }

    private struct Place0 : IPlace
    {
        public static int Index => 0;
    }

    private struct Place1 : IPlace
    {
        public static int Index => 1;
    }

    private struct Place2 : IPlace
    {
        public static int Index => 2;
    }

    private struct Place3 : IPlace
    {
        public static int Index => 3;
    }

    private struct Place4 : IPlace
    {
        public static int Index => 4;
    }

    private struct Place5 : IPlace
    {
        public static int Index => 5;
    }

    private struct Place6 : IPlace
    {
        public static int Index => 6;
    }

    private struct Place7 : IPlace
    {
        public static int Index => 7;
    }
}
