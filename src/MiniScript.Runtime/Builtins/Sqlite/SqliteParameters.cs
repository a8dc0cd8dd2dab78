using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>Binds the values of a script to the parameters of a statement.</summary>
internal static unsafe class SqliteParameters
{
    /// <summary>Binds a sequence or mapping; false with an exception pending.</summary>
    public static bool Bind(Vm* vm, SqliteStatement statement, Value parameters, bool adaptsAll)
    {
        if (parameters.IsExactly(TypeId.Tuple) || parameters.IsExactly(TypeId.List))
        {
            Value* items = Sequences.View(parameters.AsObject, out int length);
            if (!CheckCount(vm, statement, length))
            {
                return false;
            }

            for (int i = 0; i < length; i++)
            {
                WarnOfName(vm, statement, i + 1);
                if (vm->HasPending)
                {
                    return false;
                }

                // Script that a warning or an adapter ran may have changed a list.
                items = Sequences.View(parameters.AsObject, out int now);
                if (i >= now)
                {
                    Throw.IndexError(vm, "list index out of range");
                    return false;
                }

                if (!BindOne(vm, statement, i + 1, items[i], adaptsAll))
                {
                    return false;
                }
            }

            return true;
        }

        if (parameters.Is(Kind.Dict))
        {
            return BindMapping(vm, statement, parameters, adaptsAll);
        }

        // As in the reference, a class with __getitem__ is a sequence unless it derives from dict.
        if (Types.Of(vm, parameters)->Slots.GetItem != null)
        {
            return BindSequence(vm, statement, parameters, adaptsAll);
        }

        SqliteErrors.Raise(vm, "ProgrammingError", "parameters are of unsupported type");
        return false;
    }

    private static bool BindSequence(Vm* vm, SqliteStatement statement, Value parameters, bool adaptsAll)
    {
        long length = Items.Length(vm, parameters);
        if (length < 0 || !CheckCount(vm, statement, length))
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            WarnOfName(vm, statement, i + 1);
            Value item = vm->HasPending ? Value.Undefined : Items.Get(vm, parameters, Value.FromInt(i));
            if (item.IsUndefined || !BindOne(vm, statement, i + 1, item, adaptsAll))
            {
                return false;
            }
        }

        return true;
    }

    private static bool BindMapping(Vm* vm, SqliteStatement statement, Value parameters, bool adaptsAll)
    {
        for (int i = 1; i <= statement.ParameterCount; i++)
        {
            byte* name = Sqlite.ParameterName(statement.Handle, i);
            if (name == null)
            {
                SqliteErrors.Raise(vm, "ProgrammingError", $"Binding {i} has no name, but you supplied a dictionary (which has only names).");
                return false;
            }

            Str* key = Str.Intern(vm, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name + 1));
            Value item = parameters.IsExactly(TypeId.Dict) ? Dict.Get(vm, (Dict*)parameters.AsObject, Value.FromObject(key))
                : Items.Get(vm, parameters, Value.FromObject(key));
            if (item.IsUndefined)
            {
                if (!vm->HasPending || Throw.ClearIf(vm, TypeId.LookupError))
                {
                    SqliteErrors.Raise(vm, "ProgrammingError", $"You did not supply a value for binding parameter :{Str.ToManaged(key)}.");
                }

                return false;
            }

            if (!BindOne(vm, statement, i, item, adaptsAll))
            {
                return false;
            }
        }

        return true;
    }

    private static bool BindOne(Vm* vm, SqliteStatement statement, int index, Value value, bool adaptsAll)
    {
        void* handle = statement.Handle;
        if (!adaptsAll)
        {
            if (value.IsInt)
            {
                return Check(vm, statement, Sqlite.BindInteger(handle, index, value.AsInt));
            }

            if (value.IsExactly(TypeId.Str) && ((Str*)value.AsObject)->IsAscii)
            {
                Str* text = (Str*)value.AsObject;
                return Check(vm, statement, Sqlite.BindText(handle, index, text->Data, text->Length, Sqlite.Transient));
            }

            if (value.IsFloat)
            {
                return Check(vm, statement, Sqlite.BindFloat(handle, index, value.AsFloat));
            }

            if (value.IsNone)
            {
                return Check(vm, statement, Sqlite.BindNull(handle, index));
            }
        }

        if (adaptsAll || !IsPlain(value))
        {
            Value adapt = LibraryCalls.Attribute(vm, "sqlite3.dbapi2", "_adapt");
            value = adapt.IsUndefined ? adapt : Calls.Invoke(vm, adapt, value);
            if (value.IsUndefined)
            {
                return false;
            }
        }

        return BindPlain(vm, statement, index, value);
    }

    /// <summary>Whether a value's type is one that SQLite has: nothing to adapt.</summary>
    private static bool IsPlain(Value value) =>
        value.IsInt || value.IsFloat || value.IsNone || value.IsExactly(TypeId.Str) || value.IsExactly(TypeId.Bytes) || value.IsExactly(TypeId.ByteArray)
        || value.IsExactly(TypeId.Int);

    private static bool BindPlain(Vm* vm, SqliteStatement statement, int index, Value value)
    {
        void* handle = statement.Handle;
        if (value.IsNone)
        {
            return Check(vm, statement, Sqlite.BindNull(handle, index));
        }

        if (Integers.IsInteger(value))
        {
            if (Integers.TryToLong(Integers.Unbox(value), out long number))
            {
                return Check(vm, statement, Sqlite.BindInteger(handle, index, number));
            }

            Throw.OverflowError(vm, "Python int too large to convert to SQLite INTEGER");
            return false;
        }

        if (Floats.TryUnbox(value, out double real))
        {
            return Check(vm, statement, Sqlite.BindFloat(handle, index, real));
        }

        if (value.Is(Kind.Str))
        {
            Bytes* text = SqliteValues.Encode(vm, (Str*)value.AsObject);
            return text != null && Check(vm, statement, Sqlite.BindText(handle, index, Bytes.Data(text), text->Length, Sqlite.Transient));
        }

        if (BytesArguments.IsBytesLike(value))
        {
            if (!SqliteValues.TryGetContent(vm, value, out ReadOnlySpan<byte> content))
            {
                return false;
            }

            byte nothing;
            fixed (byte* bytes = content)
            {
                return Check(vm, statement, Sqlite.BindBlob(handle, index, bytes == null ? &nothing : bytes, content.Length, Sqlite.Transient));
            }
        }

        SqliteErrors.Raise(vm, "ProgrammingError", $"Error binding parameter {index}: type '{Types.NameOf(vm, value)}' is not supported");
        return false;
    }

    private static bool Check(Vm* vm, SqliteStatement statement, int code)
    {
        if (code == Sqlite.Ok)
        {
            return true;
        }

        SqliteErrors.Raise(vm, statement.Database.Handle);
        return false;
    }

    private static bool CheckCount(Vm* vm, SqliteStatement statement, long given)
    {
        if (given == statement.ParameterCount)
        {
            return true;
        }

        SqliteErrors.Raise(
            vm, "ProgrammingError", $"Incorrect number of bindings supplied. The current statement uses {statement.ParameterCount}, and there are {given} supplied.");
        return false;
    }

    /// <summary>Warns of a parameter with a name that gets its value by its place.</summary>
    private static void WarnOfName(Vm* vm, SqliteStatement statement, int index)
    {
        byte* name = statement.HasNames ? Sqlite.ParameterName(statement.Handle, index) : null;
        if (name == null || *name == '?')
        {
            return;
        }

        Value warn = LibraryCalls.Attribute(vm, "sqlite3.dbapi2", "_warn");
        if (!warn.IsUndefined)
        {
            string text = $"Binding {index} ('{Marshal.PtrToStringUTF8((nint)name)}') is a named parameter, but you supplied a sequence which requires nameless (qmark) "
                + "placeholders. Starting with Python 3.14 an sqlite3.ProgrammingError will be raised.";
            Calls.Invoke(vm, warn, Value.FromObject(Str.New(vm, text)));
        }
    }
}
