using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The exceptions that have attributes of their own.</summary>
/// <remarks>
/// <see cref="ExceptionObject.Details"/> holds: of <c>StopIteration</c> the value; of <c>SystemExit</c> the code; of <c>NameError</c> and
/// <c>AttributeError</c> a tuple (name, object); of the others a tuple of their attributes in the order of <see cref="Fields"/>.
/// </remarks>
internal static unsafe class ExceptionTypes
{
    private static readonly NameId[] ImportFields = [NameId.name, NameId.path, NameId.name_from, NameId.msg];
    private static readonly NameId[] NameFields = [NameId.name];
    private static readonly NameId[] AttributeFields = [NameId.name, NameId.obj];
    private static readonly NameId[] StopFields = [NameId.value];
    private static readonly NameId[] ExitFields = [NameId.code];
    private static readonly NameId[] OsFields = [NameId.errno, NameId.strerror, NameId.filename, NameId.filename2];

    private static readonly NameId[] SyntaxFields =
        [NameId.msg, NameId.filename, NameId.lineno, NameId.offset, NameId.text, NameId.end_lineno, NameId.end_offset, NameId.print_file_and_line];

    private static readonly NameId[] DecodeFields = [NameId.encoding, NameId.@object, NameId.start, NameId.end, NameId.reason];

    /// <summary>Sets the slots of <c>KeyError</c>: its text is the repr of the key.</summary>
    public static void InitializeKeyError(TypeObject* type) => type->Slots.Str = &KeyErrorToStr;

    /// <summary>Sets the slots of <c>StopIteration</c> and <c>SystemExit</c>.</summary>
    public static void InitializeWithValue(TypeObject* type)
    {
        type->Slots.Initialize = &InitializeValue;
    }

    /// <summary>Sets the slots of <c>NameError</c>, <c>AttributeError</c> and <c>ImportError</c>, which take their attributes as keywords.</summary>
    public static void InitializeWithKeywords(TypeObject* type)
    {
        type->Slots.Initialize = &InitializeKeywords;
    }

    /// <summary>Sets the slots of <c>OSError</c>.</summary>
    public static void InitializeOsError(TypeObject* type)
    {
        type->Slots.New = &NewOsError;
        type->Slots.Initialize = &InitializeOsArguments;
        type->Slots.Str = &OsErrorToStr;
    }

    /// <summary>Sets the slots of <c>SyntaxError</c>.</summary>
    public static void InitializeSyntaxError(TypeObject* type)
    {
        type->Slots.Initialize = &InitializeSyntaxArguments;
        type->Slots.Str = &SyntaxErrorToStr;
    }

    /// <summary>Sets the slots of the Unicode errors, whose arguments are their attributes.</summary>
    public static void InitializeUnicodeError(TypeObject* type)
    {
        type->Slots.Initialize = &InitializeUnicodeArguments;
        type->Slots.Str = &UnicodeErrorToStr;
    }

    /// <summary>The value of an attribute that an exception's class declares, or <see cref="Value.Undefined"/>.</summary>
    public static Value Field(Vm* vm, Value exception, NameId name)
    {
        NameId[] fields = Fields(vm, exception);
        int index = Array.IndexOf(fields, name);
        if (index < 0)
        {
            return Value.Undefined;
        }

        Value details = ExceptionType.Of(exception)->Details;
        bool isWhole = fields == StopFields || fields == ExitFields;
        return isWhole ? (details.IsUndefined ? Value.None : details) : Read(ExceptionType.Of(exception), index);
    }

    /// <summary>The subclass of <c>OSError</c> for an error number of the system (Linux numbers, as <c>errno</c>).</summary>
    public static TypeId OfErrno(long errno) => errno switch
    {
        1 or 13 => TypeId.PermissionError,
        2 => TypeId.FileNotFoundError,
        3 => TypeId.ProcessLookupError,
        4 => TypeId.InterruptedError,
        10 => TypeId.ChildProcessError,
        11 or 114 or 115 => TypeId.BlockingIOError,
        17 => TypeId.FileExistsError,
        20 => TypeId.NotADirectoryError,
        21 => TypeId.IsADirectoryError,
        32 or 108 => TypeId.BrokenPipeError,
        103 => TypeId.ConnectionAbortedError,
        104 => TypeId.ConnectionResetError,
        110 => TypeId.TimeoutError,
        111 => TypeId.ConnectionRefusedError,
        _ => TypeId.OSError,
    };

    private static NameId[] Fields(Vm* vm, Value self)
    {
        for (TypeObject* type = Types.Of(vm, Types.Of(vm, self)->BuiltinBase); type != null; type = type->Base)
        {
            switch (type->Id)
            {
                case TypeId.StopIteration:
                    return StopFields;
                case TypeId.SystemExit:
                    return ExitFields;
                case TypeId.NameError:
                    return NameFields;
                case TypeId.AttributeError:
                    return AttributeFields;
                case TypeId.ImportError:
                    return ImportFields;
                case TypeId.OSError:
                    return OsFields;
                case TypeId.SyntaxError:
                    return SyntaxFields;
                case TypeId.UnicodeDecodeError:
                case TypeId.UnicodeEncodeError:
                case TypeId.UnicodeTranslateError:
                    return DecodeFields;
                default:
                    break;
            }
        }

        return [];
    }

    /// <summary>The attribute at a place of the details; <c>None</c> if it was not set.</summary>
    public static Value Read(ExceptionObject* exception, int index)
    {
        Value details = exception->Details;
        return details.Is(Kind.Tuple) && index < ((Tuple*)details.AsObject)->Length ? Tuple.Items((Tuple*)details.AsObject)[index] : Value.None;
    }

    /// <summary>Sets the attribute at a place of the details.</summary>
    public static void Write(Vm* vm, ExceptionObject* exception, int index, Value value)
    {
        const int Most = 8;
        Tuple* details = exception->Details.Is(Kind.Tuple) ? (Tuple*)exception->Details.AsObject : null;
        if (details == null || details->Length <= index)
        {
            details = Tuple.Allocate(vm, Most);
            for (int i = 0; i < Most; i++)
            {
                Tuple.Items(details)[i] = Read(exception, i);
            }

            exception->Details = Value.FromObject(details);
        }

        Tuple.Items(details)[index] = value;
    }

    private static Value KeyErrorToStr(Vm* vm, Value self)
    {
        Tuple* arguments = ExceptionType.Of(self)->Arguments;
        return arguments->Length == 1 ? Value.FromObject(Text.Repr(vm, Tuple.Items(arguments)[0])) : ExceptionType.ToStr(vm, self);
    }

    private static bool InitializeValue(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (!ExceptionType.Initialize(vm, self, args, argc, kwNames))
        {
            return false;
        }

        bool isExit = Types.IsInstance(vm, self, TypeId.SystemExit);
        Value all = Value.FromObject(ExceptionType.Of(self)->Arguments);
        ExceptionType.Of(self)->Details = argc == 0 ? Value.None : argc > 1 && isExit ? all : args[0];
        return true;
    }

    private static bool InitializeKeywords(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (!ExceptionType.Initialize(vm, self, args, argc, null))
        {
            return false;
        }

        NameId[] fields = Fields(vm, self);
        int count = Math.Max(fields.Length, 2);
        Tuple* details = Tuple.Allocate(vm, count);
        for (int i = 0; i < count; i++)
        {
            Tuple.Items(details)[i] = Value.None;
        }

        if (fields == ImportFields && argc == 1)
        {
            Tuple.Items(details)[3] = args[0];
        }

        for (int i = 0; kwNames != null && i < kwNames->Length; i++)
        {
            Str* key = (Str*)Tuple.Items(kwNames)[i].AsObject;
            int index = -1;
            for (int j = 0; j < fields.Length; j++)
            {
                index = fields[j] != NameId.msg && Str.Equals(WellKnown.Name(vm, fields[j]), key) ? j : index;
            }

            if (index < 0)
            {
                Throw.TypeError(vm, $"{Types.NameOf(vm, self)}() got an unexpected keyword argument '{Str.ToManaged(key)}'");
                return false;
            }

            Tuple.Items(details)[index] = args[argc + i];
        }

        ExceptionType.Of(self)->Details = Value.FromObject(details);
        return true;
    }

    private static Value NewOsError(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (type->Id == TypeId.OSError && argc is >= 2 and <= 5 && args[0].IsInt)
        {
            type = Types.Of(vm, OfErrno(args[0].AsInt));
        }

        Value self = ExceptionType.New(vm, type, args, argc, kwNames);
        if (!self.IsUndefined && (type->Flags & TypeFlags.Heap) != 0)
        {
            // A subclass whose __init__ does not call its base's still knows its arguments.
            InitializeOsArguments(vm, self, args, argc, null);
        }

        return self;
    }

    private static bool InitializeOsArguments(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (!ExceptionType.Initialize(vm, self, args, argc, kwNames))
        {
            return false;
        }

        ExceptionObject* exception = ExceptionType.Of(self);
        if (argc is < 2 or > 5)
        {
            exception->Details = Value.Undefined;
            return true;
        }

        Tuple* details = Tuple.Allocate(vm, OsFields.Length);
        Tuple.Items(details)[0] = args[0];
        Tuple.Items(details)[1] = args[1];
        Tuple.Items(details)[2] = argc > 2 ? args[2] : Value.None;
        Tuple.Items(details)[3] = argc > 4 ? args[4] : Value.None;
        exception->Details = Value.FromObject(details);
        if (argc > 2 && !args[2].IsNone)
        {
            exception->Arguments = Tuple.New(vm, args[0], args[1]);
        }

        return true;
    }

    private static Value OsErrorToStr(Vm* vm, Value self)
    {
        ExceptionObject* exception = ExceptionType.Of(self);
        if (!exception->Details.Is(Kind.Tuple))
        {
            return ExceptionType.ToStr(vm, self);
        }

        Value* fields = Tuple.Items((Tuple*)exception->Details.AsObject);
        if (fields[0].IsNone && fields[1].IsNone)
        {
            return ExceptionType.ToStr(vm, self);
        }

        Str* number = Text.ToStr(vm, fields[0]);
        Str* message = number == null ? null : Text.ToStr(vm, fields[1]);
        if (message == null)
        {
            return Value.Undefined;
        }

        string text = $"[Errno {Str.ToManaged(number)}] {Str.ToManaged(message)}";
        for (int i = 2; i < 4; i++)
        {
            if (fields[i].IsNone)
            {
                continue;
            }

            Str* file = Text.Repr(vm, fields[i]);
            if (file == null)
            {
                return Value.Undefined;
            }

            text += (i == 2 ? ": " : " -> ") + Str.ToManaged(file);
        }

        return Value.FromObject(Str.New(vm, text));
    }

    private static bool InitializeSyntaxArguments(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (!ExceptionType.Initialize(vm, self, args, argc, kwNames))
        {
            return false;
        }

        Tuple* details = Tuple.Allocate(vm, SyntaxFields.Length);
        for (int i = 0; i < SyntaxFields.Length; i++)
        {
            Tuple.Items(details)[i] = Value.None;
        }

        if (argc > 0)
        {
            Tuple.Items(details)[0] = args[0];
        }

        if (argc == 2)
        {
            Tuple* position = Iteration.ToTuple(vm, args[1]);
            if (position == null)
            {
                return false;
            }

            if (position->Length is not 4 and not 6)
            {
                Throw.TypeError(vm, position->Length == 5
                    ? "end_offset must be provided when end_lineno is provided"
                    : $"function missing required argument '{(position->Length == 0 ? "filename" : "lineno")}' (pos {position->Length + 1})");
                return false;
            }

            for (int i = 0; i < position->Length; i++)
            {
                Tuple.Items(details)[i + 1] = Tuple.Items(position)[i];
            }
        }

        ExceptionType.Of(self)->Details = Value.FromObject(details);
        return true;
    }

    private static Value SyntaxErrorToStr(Vm* vm, Value self)
    {
        Value message = Field(vm, self, NameId.msg);
        Value file = Field(vm, self, NameId.filename);
        Value line = Field(vm, self, NameId.lineno);
        Str* text = Text.ToStr(vm, message);
        if (text == null)
        {
            return Value.Undefined;
        }

        string? name = file.Is(Kind.Str) ? Path.GetFileName(Str.ToManaged((Str*)file.AsObject)) : null;
        string? where = (name, line.IsInt) switch
        {
            (not null, true) => $" ({name}, line {line.AsInt})",
            (not null, false) => $" ({name})",
            (null, true) => $" (line {line.AsInt})",
            _ => null,
        };
        return Value.FromObject(where == null ? text : Str.Concat(vm, text, Str.New(vm, where)));
    }

    private static bool InitializeUnicodeArguments(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (!ExceptionType.Initialize(vm, self, args, argc, kwNames))
        {
            return false;
        }

        bool isTranslate = Types.IsInstance(vm, self, TypeId.UnicodeTranslateError);
        int expected = isTranslate ? 4 : 5;
        if (argc != expected)
        {
            Throw.TypeError(vm, $"function takes exactly {expected} arguments ({argc} given)");
            return false;
        }

        Tuple* details = Tuple.Allocate(vm, 5);
        Tuple.Items(details)[0] = Value.None;
        for (int i = 0; i < argc; i++)
        {
            Tuple.Items(details)[i + 5 - argc] = args[i];
        }

        ExceptionType.Of(self)->Details = Value.FromObject(details);
        return true;
    }

    private static Value UnicodeErrorToStr(Vm* vm, Value self)
    {
        ExceptionObject* exception = ExceptionType.Of(self);
        if (!exception->Details.Is(Kind.Tuple))
        {
            return Value.FromObject(WellKnown.Of(vm)->EmptyStr);
        }

        Value* fields = Tuple.Items((Tuple*)exception->Details.AsObject);
        bool isDecode = Types.IsInstance(vm, self, TypeId.UnicodeDecodeError);
        bool isTranslate = Types.IsInstance(vm, self, TypeId.UnicodeTranslateError);
        string encoding = fields[0].Is(Kind.Str) ? Str.ToManaged((Str*)fields[0].AsObject) : string.Empty;
        Str* reason = Text.ToStr(vm, fields[4]);
        if (reason == null)
        {
            return Value.Undefined;
        }

        long start = fields[2].IsInt ? fields[2].AsInt : 0;
        long end = fields[3].IsInt ? fields[3].AsInt : 0;
        string prefix = isTranslate ? "can't translate" : isDecode ? $"'{encoding}' codec can't decode" : $"'{encoding}' codec can't encode";
        string what = isDecode ? $"bytes in position {start}-{end - 1}" : $"characters in position {start}-{end - 1}";
        if (end == start + 1)
        {
            if (isDecode && fields[1].Is(Kind.Bytes) && (ulong)start < (ulong)((Bytes*)fields[1].AsObject)->Length)
            {
                what = $"byte 0x{Bytes.Span((Bytes*)fields[1].AsObject)[(int)start]:x2} in position {start}";
            }
            else if (!isDecode && fields[1].Is(Kind.Str) && (ulong)start < (ulong)((Str*)fields[1].AsObject)->Length)
            {
                int point = ((Str*)fields[1].AsObject)->At((int)start);
                string shown = point <= 0xff ? $"\\x{point:x2}" : point <= 0xffff ? $"\\u{point:x4}" : $"\\U{point:x8}";
                what = $"character '{shown}' in position {start}";
            }
        }

        return Value.FromObject(Str.New(vm, $"{prefix} {what}: {Str.ToManaged(reason)}"));
    }
}
