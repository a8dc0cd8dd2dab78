using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Builtins.Sys;
using MiniScript.Runtime.Builtins.Typing;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>The table of built-in types: name, base, layout, slots and members of each.</summary>
internal static unsafe class TypeDefinitions
{
    /// <summary>Makes all built-in types.</summary>
    public static void Create(Vm* vm)
    {
        const TypeFlags Open = TypeFlags.BaseType;
        const TypeFlags Hidden = TypeFlags.NotCallable;
        Add(vm, TypeId.Object, "object"u8, TypeId.Invalid, Kind.Instance, Open, &ObjectType.InitializeSlots, &ObjectType.Register);
        Add(vm, TypeId.Type, "type"u8, TypeId.Object, Kind.Type, Open, &TypeType.InitializeSlots, &TypeType.Register);
        Add(vm, TypeId.NoneType, "NoneType"u8, TypeId.Object, Kind.Free, 0, &SingletonTypes.InitializeNone, null);
        Add(vm, TypeId.NotImplementedType, "NotImplementedType"u8, TypeId.Object, Kind.Free, 0, &SingletonTypes.InitializeNotImplemented, null);
        Add(vm, TypeId.EllipsisType, "ellipsis"u8, TypeId.Object, Kind.Free, 0, &SingletonTypes.InitializeEllipsis, null);
        Add(vm, TypeId.Int, "int"u8, TypeId.Object, Kind.NumberBox, Open | TypeFlags.MatchSelf, &IntType.InitializeSlots, &IntMethods.Register);
        Add(vm, TypeId.Bool, "bool"u8, TypeId.Int, Kind.Free, TypeFlags.MatchSelf, &BoolType.InitializeSlots, &BoolMethods.Register);
        Add(vm, TypeId.Float, "float"u8, TypeId.Object, Kind.NumberBox, Open | TypeFlags.MatchSelf, &FloatType.InitializeSlots, &FloatMethods.Register);
        Add(vm, TypeId.Complex, "complex"u8, TypeId.Object, Kind.NumberBox, Open, &ComplexType.InitializeSlots, &ComplexMethods.Register);
        Add(vm, TypeId.Str, "str"u8, TypeId.Object, Kind.Str, Open | TypeFlags.MatchSelf, &StrType.InitializeSlots, &StrMethods.Register);
        Add(vm, TypeId.Bytes, "bytes"u8, TypeId.Object, Kind.Bytes, Open | TypeFlags.MatchSelf, &BytesType.InitializeSlots, &BytesMethods.Register);
        Add(vm, TypeId.ByteArray, "bytearray"u8, TypeId.Object, Kind.ByteArray, Open | TypeFlags.MatchSelf, &ByteArrayType.InitializeSlots, &ByteArrayMethods.Register);
        Add(vm, TypeId.MemoryView, "memoryview"u8, TypeId.Object, Kind.MemoryView, TypeFlags.SequencePattern, &MemoryViewType.InitializeSlots, &MemoryViewMethods.Register);
        Add(vm, TypeId.Code, "code"u8, TypeId.Object, Kind.Code, Hidden, &CodeType.InitializeSlots, &CodeType.Register);
        Add(vm, TypeId.Function, "function"u8, TypeId.Object, Kind.Function, 0, &FunctionType.InitializeSlots, &FunctionType.Register);
        Add(vm, TypeId.NativeFunction, "builtin_function_or_method"u8, TypeId.Object, Kind.NativeFunction, Hidden, &NativeFunctionType.InitializeSlots, &NativeFunctionType.Register);
        Add(vm, TypeId.NativeMethod, "method_descriptor"u8, TypeId.Object, Kind.NativeFunction, Hidden, &NativeMethodType.InitializeSlots, &NativeMethodType.Register);
        Add(vm, TypeId.NativeClassMethod, "classmethod_descriptor"u8, TypeId.Object, Kind.NativeFunction, Hidden, &NativeMethodType.InitializeSlots, &NativeMethodType.Register);
        Add(vm, TypeId.WrapperDescriptor, "wrapper_descriptor"u8, TypeId.Object, Kind.SlotWrapper, Hidden, &WrapperDescriptorType.InitializeSlots, &WrapperDescriptorType.Register);
        Add(vm, TypeId.BoundWrapper, "method-wrapper"u8, TypeId.Object, Kind.BoundMethod, Hidden, &BoundWrapperType.InitializeSlots, &BoundWrapperType.Register);
        Add(vm, TypeId.Method, "method"u8, TypeId.Object, Kind.BoundMethod, 0, &MethodType.InitializeSlots, &MethodType.Register);
        Add(vm, TypeId.Cell, "cell"u8, TypeId.Object, Kind.Cell, 0, &CellType.InitializeSlots, &CellType.Register);
        Add(vm, TypeId.Generator, "generator"u8, TypeId.Object, Kind.Generator, Hidden, &GeneratorType.InitializeSlots, &GeneratorType.Register);
        Add(vm, TypeId.Coroutine, "coroutine"u8, TypeId.Object, Kind.Generator, Hidden, &CoroutineType.InitializeSlots, &CoroutineType.Register);
        Add(vm, TypeId.AsyncGenerator, "async_generator"u8, TypeId.Object, Kind.Generator, Hidden, &AsyncGeneratorType.InitializeSlots, &AsyncGeneratorType.Register);
        Add(vm, TypeId.CoroutineWrapper, "coroutine_wrapper"u8, TypeId.Object, Kind.Record, Hidden, &CoroutineWrapperType.InitializeSlots, &CoroutineWrapperType.Register);
        Add(vm, TypeId.AsyncGeneratorSend, "async_generator_asend"u8, TypeId.Object, Kind.Record, Hidden, &AsyncGeneratorSendType.InitializeSlots, &AsyncGeneratorSendType.Register);
        Add(vm, TypeId.AsyncGeneratorThrow, "async_generator_athrow"u8, TypeId.Object, Kind.Record, Hidden, &AsyncGeneratorThrowType.InitializeSlots, &AsyncGeneratorThrowType.Register);
        Add(vm, TypeId.DefaultedNext, "anext_awaitable"u8, TypeId.Object, Kind.Record, Hidden, &DefaultedNextType.InitializeSlots, &DefaultedNextType.Register);
        Add(vm, TypeId.Traceback, "traceback"u8, TypeId.Object, Kind.Traceback, 0, &TracebackType.InitializeSlots, &TracebackType.Register);
        Add(vm, TypeId.Module, "module"u8, TypeId.Object, Kind.Module, Open, &ModuleType.InitializeSlots, &ModuleType.Register);
        Add(vm, TypeId.Property, "property"u8, TypeId.Object, Kind.Property, Open, &PropertyType.InitializeSlots, &PropertyType.Register);
        Add(vm, TypeId.StaticMethod, "staticmethod"u8, TypeId.Object, Kind.MethodWrapper, Open, &StaticMethodType.InitializeSlots, &StaticMethodType.Register);
        Add(vm, TypeId.ClassMethod, "classmethod"u8, TypeId.Object, Kind.MethodWrapper, Open, &ClassMethodType.InitializeSlots, &ClassMethodType.Register);
        Add(vm, TypeId.NativeProperty, "getset_descriptor"u8, TypeId.Object, Kind.NativeProperty, Hidden, &DescriptorTypes.InitializeNativeProperty, &DescriptorTypes.Register);
        Add(vm, TypeId.MemberDescriptor, "member_descriptor"u8, TypeId.Object, Kind.Record, Hidden, &DescriptorTypes.InitializeMember, &DescriptorTypes.Register);
        Add(vm, TypeId.Super, "super"u8, TypeId.Object, Kind.Super, Open, &SuperType.InitializeSlots, &SuperType.Register);
        Add(vm, TypeId.StrIterator, "str_iterator"u8, TypeId.Object, Kind.Record, Hidden, &StrType.InitializeIteratorSlots, &Iterators.IndexIteratorMethods.Register);
        Add(vm, TypeId.BytesIterator, "bytes_iterator"u8, TypeId.Object, Kind.Record, Hidden, &BytesType.InitializeIteratorSlots, &Iterators.IndexIteratorMethods.Register);
        Add(vm, TypeId.MemoryIterator, "memory_iterator"u8, TypeId.Object, Kind.Record, Hidden, &MemoryViewType.InitializeIteratorSlots, null);
        ContainerTypes.Define(vm);
        Add(vm, TypeId.Frame, "frame"u8, TypeId.Object, Kind.Frame, Hidden, &FrameType.InitializeSlots, &FrameType.Register);
        Add(vm, TypeId.FrameLocalsProxy, "FrameLocalsProxy"u8, TypeId.Object, Kind.Record, TypeFlags.MappingPattern, &FrameLocalsType.InitializeSlots, &FrameLocalsType.Register);
        Add(vm, TypeId.TextIOWrapper, "TextIOWrapper"u8, TypeId.Object, Kind.Managed, Hidden, &TextFileType.InitializeSlots, &TextFileType.Register);
        Add(vm, TypeId.BufferedIOBase, "_BufferedIOBase"u8, TypeId.Object, Kind.Managed, Hidden, &BinaryFileType.InitializeSlots, &BinaryFileType.Register);
        Add(vm, TypeId.BufferedReader, "BufferedReader"u8, TypeId.BufferedIOBase, Kind.Managed, Hidden, null, null);
        Add(vm, TypeId.BufferedWriter, "BufferedWriter"u8, TypeId.BufferedIOBase, Kind.Managed, Hidden, null, null);
        Add(vm, TypeId.BufferedRandom, "BufferedRandom"u8, TypeId.BufferedIOBase, Kind.Managed, Hidden, null, null);
        for (TypeId id = TypeId.TextIOWrapper; id <= TypeId.BufferedRandom; id++)
        {
            Dict.SetStr(vm, Types.Of(vm, id)->Attributes, WellKnown.Name(vm, NameId.__module__), Value.FromObject(Str.Intern(vm, "_io"u8)));
        }

        Add(vm, TypeId.UnionType, "types.UnionType"u8, TypeId.Object, Kind.Record, Hidden, &UnionType.InitializeSlots, &UnionType.Register);
        CreateExceptions(vm);
    }

    private static void CreateExceptions(Vm* vm)
    {
        Add(vm, TypeId.BaseException, "BaseException"u8, TypeId.Object, Kind.Exception, TypeFlags.BaseType, &ExceptionType.InitializeSlots, &ExceptionType.Register);
        Exception(vm, TypeId.Exception, "Exception"u8, TypeId.BaseException);
        Exception(vm, TypeId.GeneratorExit, "GeneratorExit"u8, TypeId.BaseException);
        Exception(vm, TypeId.KeyboardInterrupt, "KeyboardInterrupt"u8, TypeId.BaseException);
        Exception(vm, TypeId.SystemExit, "SystemExit"u8, TypeId.BaseException, &ExceptionTypes.InitializeWithValue, &ExceptionFields.SystemExit);
        Exception(vm, TypeId.ArithmeticError, "ArithmeticError"u8, TypeId.Exception);
        Exception(vm, TypeId.FloatingPointError, "FloatingPointError"u8, TypeId.ArithmeticError);
        Exception(vm, TypeId.OverflowError, "OverflowError"u8, TypeId.ArithmeticError);
        Exception(vm, TypeId.ZeroDivisionError, "ZeroDivisionError"u8, TypeId.ArithmeticError);
        Exception(vm, TypeId.AssertionError, "AssertionError"u8, TypeId.Exception);
        Exception(vm, TypeId.AttributeError, "AttributeError"u8, TypeId.Exception, &ExceptionTypes.InitializeWithKeywords, &ExceptionFields.AttributeError);
        Exception(vm, TypeId.BufferError, "BufferError"u8, TypeId.Exception);
        Exception(vm, TypeId.EOFError, "EOFError"u8, TypeId.Exception);
        Exception(vm, TypeId.ImportError, "ImportError"u8, TypeId.Exception, &ExceptionTypes.InitializeWithKeywords, &ExceptionFields.ImportError);
        Exception(vm, TypeId.ModuleNotFoundError, "ModuleNotFoundError"u8, TypeId.ImportError);
        Exception(vm, TypeId.LookupError, "LookupError"u8, TypeId.Exception);
        Exception(vm, TypeId.IndexError, "IndexError"u8, TypeId.LookupError);
        Exception(vm, TypeId.KeyError, "KeyError"u8, TypeId.LookupError, &ExceptionTypes.InitializeKeyError);
        Exception(vm, TypeId.MemoryError, "MemoryError"u8, TypeId.Exception);
        Exception(vm, TypeId.NameError, "NameError"u8, TypeId.Exception, &ExceptionTypes.InitializeWithKeywords, &ExceptionFields.NameError);
        Exception(vm, TypeId.UnboundLocalError, "UnboundLocalError"u8, TypeId.NameError);
        Exception(vm, TypeId.OSError, "OSError"u8, TypeId.Exception, &ExceptionTypes.InitializeOsError, &ExceptionFields.OsError);
        Exception(vm, TypeId.BlockingIOError, "BlockingIOError"u8, TypeId.OSError);
        Exception(vm, TypeId.ChildProcessError, "ChildProcessError"u8, TypeId.OSError);
        Exception(vm, TypeId.ConnectionError, "ConnectionError"u8, TypeId.OSError);
        Exception(vm, TypeId.BrokenPipeError, "BrokenPipeError"u8, TypeId.ConnectionError);
        Exception(vm, TypeId.ConnectionAbortedError, "ConnectionAbortedError"u8, TypeId.ConnectionError);
        Exception(vm, TypeId.ConnectionRefusedError, "ConnectionRefusedError"u8, TypeId.ConnectionError);
        Exception(vm, TypeId.ConnectionResetError, "ConnectionResetError"u8, TypeId.ConnectionError);
        Exception(vm, TypeId.FileExistsError, "FileExistsError"u8, TypeId.OSError);
        Exception(vm, TypeId.FileNotFoundError, "FileNotFoundError"u8, TypeId.OSError);
        Exception(vm, TypeId.InterruptedError, "InterruptedError"u8, TypeId.OSError);
        Exception(vm, TypeId.IsADirectoryError, "IsADirectoryError"u8, TypeId.OSError);
        Exception(vm, TypeId.NotADirectoryError, "NotADirectoryError"u8, TypeId.OSError);
        Exception(vm, TypeId.PermissionError, "PermissionError"u8, TypeId.OSError);
        Exception(vm, TypeId.ProcessLookupError, "ProcessLookupError"u8, TypeId.OSError);
        Exception(vm, TypeId.TimeoutError, "TimeoutError"u8, TypeId.OSError);
        Exception(vm, TypeId.ReferenceError, "ReferenceError"u8, TypeId.Exception);
        Exception(vm, TypeId.RuntimeError, "RuntimeError"u8, TypeId.Exception);
        Exception(vm, TypeId.NotImplementedError, "NotImplementedError"u8, TypeId.RuntimeError);
        Exception(vm, TypeId.RecursionError, "RecursionError"u8, TypeId.RuntimeError);
        Exception(vm, TypeId.PythonFinalizationError, "PythonFinalizationError"u8, TypeId.RuntimeError);
        Exception(vm, TypeId.StopIteration, "StopIteration"u8, TypeId.Exception, &ExceptionTypes.InitializeWithValue, &ExceptionFields.StopIteration);
        Exception(vm, TypeId.StopAsyncIteration, "StopAsyncIteration"u8, TypeId.Exception);
        Exception(vm, TypeId.SyntaxError, "SyntaxError"u8, TypeId.Exception, &ExceptionTypes.InitializeSyntaxError, &ExceptionFields.SyntaxError);
        Exception(vm, TypeId.IndentationError, "IndentationError"u8, TypeId.SyntaxError);
        Exception(vm, TypeId.TabError, "TabError"u8, TypeId.IndentationError);
        Exception(vm, TypeId.SystemError, "SystemError"u8, TypeId.Exception);
        Exception(vm, TypeId.TypeError, "TypeError"u8, TypeId.Exception);
        Exception(vm, TypeId.ValueError, "ValueError"u8, TypeId.Exception);
        Exception(vm, TypeId.UnicodeError, "UnicodeError"u8, TypeId.ValueError);
        Exception(vm, TypeId.UnicodeDecodeError, "UnicodeDecodeError"u8, TypeId.UnicodeError, &ExceptionTypes.InitializeUnicodeError, &ExceptionFields.UnicodeError);
        Exception(vm, TypeId.UnicodeEncodeError, "UnicodeEncodeError"u8, TypeId.UnicodeError, &ExceptionTypes.InitializeUnicodeError, &ExceptionFields.UnicodeError);
        Exception(vm, TypeId.UnicodeTranslateError, "UnicodeTranslateError"u8, TypeId.UnicodeError, &ExceptionTypes.InitializeUnicodeError, &ExceptionFields.UnicodeError);
        Exception(vm, TypeId.Warning, "Warning"u8, TypeId.Exception);
        Exception(vm, TypeId.BytesWarning, "BytesWarning"u8, TypeId.Warning);
        Exception(vm, TypeId.DeprecationWarning, "DeprecationWarning"u8, TypeId.Warning);
        Exception(vm, TypeId.EncodingWarning, "EncodingWarning"u8, TypeId.Warning);
        Exception(vm, TypeId.FutureWarning, "FutureWarning"u8, TypeId.Warning);
        Exception(vm, TypeId.ImportWarning, "ImportWarning"u8, TypeId.Warning);
        Exception(vm, TypeId.PendingDeprecationWarning, "PendingDeprecationWarning"u8, TypeId.Warning);
        Exception(vm, TypeId.ResourceWarning, "ResourceWarning"u8, TypeId.Warning);
        Exception(vm, TypeId.RuntimeWarning, "RuntimeWarning"u8, TypeId.Warning);
        Exception(vm, TypeId.SyntaxWarning, "SyntaxWarning"u8, TypeId.Warning);
        Exception(vm, TypeId.UnicodeWarning, "UnicodeWarning"u8, TypeId.Warning);
        Exception(vm, TypeId.UserWarning, "UserWarning"u8, TypeId.Warning);
        Add(
            vm, TypeId.BaseExceptionGroup, "BaseExceptionGroup"u8, TypeId.BaseException, Kind.Exception, TypeFlags.BaseType,
            &ExceptionGroupType.InitializeSlots, &ExceptionGroupType.Register);
        Exception(vm, TypeId.ExceptionGroup, "ExceptionGroup"u8, TypeId.BaseExceptionGroup);
        ExceptionGroupType.AddSecondBase(vm);
    }

    private static void Exception(
        Vm* vm, TypeId id, ReadOnlySpan<byte> name, TypeId baseId, delegate*<TypeObject*, void> initializeSlots = null, delegate* managed<ref NativeTableBuilder, void> register = null) =>
        Add(vm, id, name, baseId, Kind.Exception, TypeFlags.BaseType, initializeSlots, register);

    /// <summary>Makes one built-in type; its members are registered when an attribute is first looked up.</summary>
    internal static void Add(
        Vm* vm,
        TypeId id,
        ReadOnlySpan<byte> name,
        TypeId baseId,
        Kind kind,
        TypeFlags flags,
        delegate*<TypeObject*, void> initializeSlots,
        delegate* managed<ref NativeTableBuilder, void> register)
    {
        TypeObject* type = BuiltinTypes.Define(vm, id, name, baseId, kind, flags, initializeSlots, &Populate);
        type->Members = register;
    }

    /// <summary>Says which attributes scripts know as members: what is stored, not computed.</summary>
    private static void MarkMembers(ref NativeTableBuilder builder, TypeId id)
    {
        ReadOnlySpan<byte> names = id switch
        {
            TypeId.Slice => "start stop step"u8,
            TypeId.Range => "start stop step"u8,
            TypeId.Complex => "real imag"u8,
            TypeId.BaseExceptionGroup => "message exceptions"u8,
            TypeId.Property => "fget fset fdel"u8,
            TypeId.Function => "__closure__ __globals__ __builtins__ __doc__ __module__"u8,
            TypeId.Method => "__func__ __self__"u8,
            TypeId.StaticMethod or TypeId.ClassMethod => "__func__ __wrapped__"u8,
            TypeId.Super => "__thisclass__ __self__ __self_class__"u8,
            TypeId.NativeMethod or TypeId.NativeClassMethod or TypeId.WrapperDescriptor or TypeId.NativeProperty or TypeId.MemberDescriptor =>
                "__name__ __objclass__"u8,
            TypeId.BoundWrapper => "__self__"u8,
            TypeId.Type => "__base__ __basicsize__ __itemsize__ __flags__ __weakrefoffset__ __dictoffset__"u8,
            TypeId.Traceback => "tb_lasti"u8,
            TypeId.Code => "co_name co_qualname co_filename co_firstlineno co_argcount co_posonlyargcount co_kwonlyargcount co_consts co_names co_flags co_stacksize"u8,
            _ => [],
        };
        while (!names.IsEmpty)
        {
            int end = names.IndexOf((byte)' ');
            builder.MarkMember(end < 0 ? names : names[..end]);
            names = end < 0 ? [] : names[(end + 1)..];
        }
    }

    private static void Populate(Vm* vm, TypeObject* type)
    {
        var register = (delegate* managed<ref NativeTableBuilder, void>)type->Members;
        if (register != null)
        {
            NativeTableBuilder builder = NativeTableBuilder.ForType(vm, type);
            register(ref builder);
            MarkMembers(ref builder, type->Id);
        }

        SpecialMethods.AddWrappers(vm, type);
    }
}
