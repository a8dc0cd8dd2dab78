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
        if (!Call(vm, function, function, Value.Undefined, count, values, out Value result) || !TrySetResult(vm, context, result))
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

        Feed(vm, context, type, kept, "step"u8, count, values);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnInverse(void* context, int count, void** values)
    {
        SqliteCallback* callback = (SqliteCallback*)Sqlite.UserData(context);
        long* kept = (long*)Sqlite.AggregateContext(context, sizeof(long));
        if (kept != null && *kept != 0)
        {
            Feed(callback->Vm, context, SqliteCallbacks.Callable(callback), kept, "inverse"u8, count, values);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnValue(void* context)
    {
        SqliteCallback* callback = (SqliteCallback*)Sqlite.UserData(context);
        long* kept = (long*)Sqlite.AggregateContext(context, sizeof(long));
        if (kept != null && *kept != 0)
        {
            Answer(callback->Vm, context, SqliteCallbacks.Callable(callback), kept, "value"u8);
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
            Answer(vm, context, type, kept, "finalize"u8);
        }

        vm->Handles.Free(new ValueHandle((int)(*kept - 1)));
        *kept = 0;
    }

    /// <summary>Calls a method of an aggregate with a row's values.</summary>
    private static void Feed(Vm* vm, void* context, Value type, long* kept, ReadOnlySpan<byte> name, int count, void** values)
    {
        if (TryMethod(vm, context, type, kept, name, out Value method, out Value self) && !Call(vm, type, method, self, count, values, out _))
        {
            Fail(vm, context, type, $"user-defined aggregate's '{Encoding.UTF8.GetString(name)}' method raised error");
        }
    }

    /// <summary>Makes what a method of an aggregate returns the result.</summary>
    private static void Answer(Vm* vm, void* context, Value type, long* kept, ReadOnlySpan<byte> name)
    {
        Value pending = vm->Pending;
        vm->Pending = Value.Undefined;
        if (TryMethod(vm, context, type, kept, name, out Value method, out Value self)
            && (!Call(vm, type, method, self, 0, null, out Value result) || !TrySetResult(vm, context, result)))
        {
            Fail(vm, context, type, $"user-defined aggregate's '{Encoding.UTF8.GetString(name)}' method raised error");
        }

        vm->Pending = pending;
    }

    /// <summary>A method of an aggregate: bound, or a function of its class and the instance; false with the error told to SQLite.</summary>
    private static bool TryMethod(Vm* vm, void* context, Value type, long* kept, ReadOnlySpan<byte> name, out Value method, out Value self)
    {
        method = self = Value.Undefined;
        if (type.IsUndefined || vm->HasPending)
        {
            return false;
        }

        Str* key = Str.Intern(vm, name);
        Value instance = vm->Handles.Get(new ValueHandle((int)(*kept - 1)));
        if (instance.Is(Kind.Instance) && Types.Of(vm, instance)->Slots.GetAttribute == null)
        {
            method = Attributes.Lookup(vm, Types.Of(vm, instance), key);
            if (method.Is(Kind.Function) && InstanceAttributes.Get(vm, instance, key).IsUndefined)
            {
                self = instance;
                return true;
            }
        }

        method = Attributes.Get(vm, instance, key);
        if (!method.IsUndefined)
        {
            return true;
        }

        bool isMissing = Types.IsInstance(vm, vm->Pending, TypeId.AttributeError);
        Fail(vm, context, type, $"user-defined aggregate's '{Encoding.UTF8.GetString(name)}' method {(isMissing ? "not defined" : "raised error")}");
        return false;
    }

    private static bool Call(Vm* vm, Value owner, Value callee, Value self, int count, void** values, out Value result)
    {
        result = Value.Undefined;
        if (owner.IsUndefined || vm->HasPending)
        {
            return false;
        }

        int first = self.IsUndefined ? 0 : 1;
        Value* args = stackalloc Value[Math.Min(count, MaxArguments) + 1];
        args[0] = self;
        for (int i = 0; i < count; i++)
        {
            args[first + i] = SqliteValues.Read(vm, values[i]);
            if (args[first + i].IsUndefined)
            {
                _ = Codecs.Decode(vm, SqliteValues.ReadBytes(vm, values[i]), Value.Undefined, Value.Undefined, "str");
                return false;
            }
        }

        result = Calls.Invoke(vm, callee, args, first + count);
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
