using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>Functions, aggregates and window functions of SQL that are written in script.</summary>
/// <remarks>SQLite keeps for each running aggregate eight bytes: one more than the index of the handle on its instance.</remarks>
internal static unsafe class SqliteFunctions
{
    private const int MaxArguments = 127;

    /// <summary>Calls a function.</summary>
    public static void* Function => (delegate* unmanaged[Cdecl]<void*, int, void**, void>)&OnFunction;

    /// <summary>Gives an aggregate one more row.</summary>
    public static void* Step => (delegate* unmanaged[Cdecl]<void*, int, void**, void>)&OnStep;

    /// <summary>Takes a row back from a window's aggregate.</summary>
    public static void* Inverse => (delegate* unmanaged[Cdecl]<void*, int, void**, void>)&OnInverse;

    /// <summary>Asks a window's aggregate for its current value.</summary>
    public static void* CurrentValue => (delegate* unmanaged[Cdecl]<void*, void>)&OnValue;

    /// <summary>Asks an aggregate for its value and ends it.</summary>
    public static void* Final => (delegate* unmanaged[Cdecl]<void*, void>)&OnFinal;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFunction(void* context, int count, void** values)
    {
        SqliteCallback* callback = (SqliteCallback*)Sqlite.UserData(context);
        Vm* vm = callback->Vm;
        Value function = SqliteCallbacks.Callable(callback);
        if (!Call(vm, function, function, count, values, out Value result) || !TrySetResult(vm, context, result))
        {
            Fail(vm, context, function, "user-defined function raised exception");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnStep(void* context, int count, void** values)
    {
        SqliteCallback* callback = (SqliteCallback*)Sqlite.UserData(context);
        Vm* vm = callback->Vm;
        Value type = SqliteCallbacks.Callable(callback);
        long* kept = (long*)Sqlite.AggregateContext(context, sizeof(long));
        if (kept == null)
        {
            Sqlite.ResultNoMemory(context);
            return;
        }

        if (*kept == 0)
        {
            Value made = type.IsUndefined || vm->HasPending ? Value.Undefined : Calls.Invoke(vm, type);
            if (made.IsUndefined)
            {
                Fail(vm, context, type, "user-defined aggregate's '__init__' method raised error");
                return;
            }

            *kept = vm->Handles.Keep(made).Index + 1L;
        }

        Feed(vm, context, type, kept, "step", count, values);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnInverse(void* context, int count, void** values)
    {
        SqliteCallback* callback = (SqliteCallback*)Sqlite.UserData(context);
        long* kept = (long*)Sqlite.AggregateContext(context, sizeof(long));
        if (kept != null && *kept != 0)
        {
            Feed(callback->Vm, context, SqliteCallbacks.Callable(callback), kept, "inverse", count, values);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnValue(void* context)
    {
        SqliteCallback* callback = (SqliteCallback*)Sqlite.UserData(context);
        long* kept = (long*)Sqlite.AggregateContext(context, sizeof(long));
        if (kept != null && *kept != 0)
        {
            Answer(callback->Vm, context, SqliteCallbacks.Callable(callback), kept, "value");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFinal(void* context)
    {
        SqliteCallback* callback = (SqliteCallback*)Sqlite.UserData(context);
        Vm* vm = callback->Vm;
        long* kept = (long*)Sqlite.AggregateContext(context, 0);
        if (kept == null || *kept == 0)
        {
            return; // no rows: the result is NULL
        }

        Value type = SqliteCallbacks.Callable(callback);
        if (!type.IsUndefined)
        {
            Answer(vm, context, type, kept, "finalize");
        }

        vm->Handles.Free(new ValueHandle((int)(*kept - 1)));
        *kept = 0;
    }

    /// <summary>Calls a method of an aggregate with a row's values.</summary>
    private static void Feed(Vm* vm, void* context, Value type, long* kept, string name, int count, void** values)
    {
        if (TryMethod(vm, context, type, kept, name, out Value method) && !Call(vm, type, method, count, values, out _))
        {
            Fail(vm, context, type, $"user-defined aggregate's '{name}' method raised error");
        }
    }

    /// <summary>Makes what a method of an aggregate returns the result.</summary>
    private static void Answer(Vm* vm, void* context, Value type, long* kept, string name)
    {
        Value pending = vm->Pending;
        vm->Pending = Value.Undefined;
        if (TryMethod(vm, context, type, kept, name, out Value method)
            && (!Call(vm, type, method, 0, null, out Value result) || !TrySetResult(vm, context, result)))
        {
            Fail(vm, context, type, $"user-defined aggregate's '{name}' method raised error");
        }

        vm->Pending = pending;
    }

    private static bool TryMethod(Vm* vm, void* context, Value type, long* kept, string name, out Value method)
    {
        method = Value.Undefined;
        if (type.IsUndefined || vm->HasPending)
        {
            return false;
        }

        Value instance = vm->Handles.Get(new ValueHandle((int)(*kept - 1)));
        method = Attributes.Get(vm, instance, Str.Intern(vm, Str.New(vm, name)));
        if (!method.IsUndefined)
        {
            return true;
        }

        bool isMissing = Types.IsInstance(vm, vm->Pending, TypeId.AttributeError);
        Fail(vm, context, type, $"user-defined aggregate's '{name}' method {(isMissing ? "not defined" : "raised error")}");
        return false;
    }

    private static bool Call(Vm* vm, Value owner, Value callee, int count, void** values, out Value result)
    {
        result = Value.Undefined;
        if (owner.IsUndefined || vm->HasPending)
        {
            return false;
        }

        Value* args = stackalloc Value[Math.Min(count, MaxArguments)];
        for (int i = 0; i < count; i++)
        {
            args[i] = SqliteValues.Read(vm, values[i]);
            if (args[i].IsUndefined)
            {
                _ = Codecs.Decode(vm, SqliteValues.ReadBytes(vm, values[i]), Value.Undefined, Value.Undefined, "str");
                return false;
            }
        }

        result = Calls.Invoke(vm, callee, args, count);
        return !result.IsUndefined;
    }

    /// <summary>Makes the pending exception SQLite's error and drops it.</summary>
    private static void Fail(Vm* vm, void* context, Value culprit, string message)
    {
        if (vm->HasPending && Types.IsInstance(vm, vm->Pending, TypeId.MemoryError))
        {
            Sqlite.ResultNoMemory(context);
        }
        else if (vm->HasPending && Types.IsInstance(vm, vm->Pending, TypeId.OverflowError))
        {
            Sqlite.ResultTooBig(context);
        }
        else
        {
            fixed (byte* text = Encoding.UTF8.GetBytes(message))
            {
                Sqlite.ResultError(context, text, message.Length);
            }
        }

        if (vm->HasPending && !culprit.IsUndefined)
        {
            SqliteCallbacks.Drop(vm, culprit);
        }
    }

    private static bool TrySetResult(Vm* vm, void* context, Value result)
    {
        if (result.IsNone)
        {
            Sqlite.ResultNull(context);
        }
        else if (Integers.IsInteger(result))
        {
            if (!Integers.TryToLong(Integers.Unbox(result), out long number))
            {
                Throw.OverflowError(vm, "Python int too large to convert to SQLite INTEGER");
                return false;
            }

            Sqlite.ResultInteger(context, number);
        }
        else if (Floats.TryUnbox(result, out double real))
        {
            Sqlite.ResultFloat(context, real);
        }
        else if (result.Is(Kind.Str))
        {
            Bytes* text = SqliteValues.Encode(vm, (Str*)result.AsObject);
            if (text == null)
            {
                return false;
            }

            Sqlite.ResultText(context, Bytes.Data(text), text->Length, Sqlite.Transient);
        }
        else if (BytesArguments.IsBytesLike(result))
        {
            if (!SqliteValues.TryGetContent(vm, result, out ReadOnlySpan<byte> content))
            {
                return false;
            }

            byte nothing;
            fixed (byte* bytes = content)
            {
                Sqlite.ResultBlob(context, bytes == null ? &nothing : bytes, content.Length, Sqlite.Transient);
            }
        }
        else
        {
            SqliteErrors.Raise(vm, "ProgrammingError", $"User-defined functions cannot return '{Types.NameOf(vm, result)}' values to SQLite");
            return false;
        }

        return true;
    }
}
