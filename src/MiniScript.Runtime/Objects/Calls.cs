using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Calls from native code.</summary>
public static unsafe class Calls
{
    private const int InlineArguments = 16;

    /// <summary>Calls with positional arguments, followed by the values that <paramref name="kwNames"/> names.</summary>
    public static Value Invoke(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames = null)
    {
        var call = Types.Of(vm, callee)->Slots.Call;
        return call != null ? call(vm, callee, args, argc, kwNames) : NotCallable(vm, callee);
    }

    /// <summary>Calls without arguments.</summary>
    public static Value Invoke(Vm* vm, Value callee) => Invoke(vm, callee, null, 0);

    /// <summary>Calls with one argument.</summary>
    public static Value Invoke(Vm* vm, Value callee, Value a) => Invoke(vm, callee, &a, 1);

    /// <summary>Calls with two arguments.</summary>
    public static Value Invoke(Vm* vm, Value callee, Value a, Value b)
    {
        Value* args = stackalloc Value[2] { a, b };
        return Invoke(vm, callee, args, 2);
    }

    /// <summary>Calls with three arguments.</summary>
    public static Value Invoke(Vm* vm, Value callee, Value a, Value b, Value c)
    {
        Value* args = stackalloc Value[3] { a, b, c };
        return Invoke(vm, callee, args, 3);
    }

    /// <summary>Calls with an argument before the others.</summary>
    [SkipLocalsInit]
    public static Value InvokeWithFirst(Vm* vm, Value callee, Value first, Value* args, int argc, Tuple* kwNames)
    {
        int total = argc + (kwNames == null ? 0 : kwNames->Length);
        if (total < InlineArguments)
        {
            Value* all = stackalloc Value[InlineArguments];
            all[0] = first;
            for (int i = 0; i < total; i++)
            {
                all[i + 1] = args[i];
            }

            return Invoke(vm, callee, all, argc + 1, kwNames);
        }

        // A list on the heap keeps the arguments visible to the collector.
        List* list = List.New(vm, total + 1);
        if (list == null)
        {
            return Value.Undefined;
        }

        List.Append(vm, list, first);
        for (int i = 0; i < total; i++)
        {
            List.Append(vm, list, args[i]);
        }

        Value result = Invoke(vm, callee, list->Items, argc + 1, kwNames);
        KeepAlive(list);
        return result;
    }

    /// <summary>Calls <c>object.name(…)</c>.</summary>
    public static Value InvokeMethod(Vm* vm, Value self, Str* name, Value* args, int argc)
    {
        Value method = Attributes.Get(vm, self, name);
        return method.IsUndefined ? Value.Undefined : Invoke(vm, method, args, argc);
    }

    /// <summary>Calls <c>object.name()</c>.</summary>
    public static Value InvokeMethod(Vm* vm, Value self, NameId name) => InvokeMethod(vm, self, WellKnown.Name(vm, name), null, 0);

    /// <summary>Calls <c>object.name(a)</c>.</summary>
    public static Value InvokeMethod(Vm* vm, Value self, NameId name, Value a) => InvokeMethod(vm, self, WellKnown.Name(vm, name), &a, 1);

    /// <summary>Calls a special method, looked up on the type.</summary>
    public static Value InvokeSpecial(Vm* vm, Value self, NameId name, Value* args, int argc)
    {
        TypeObject* type = Types.Of(vm, self);
        Value found = Attributes.Lookup(vm, type, WellKnown.Name(vm, name));
        if (found.IsUndefined)
        {
            return Attributes.Missing(vm, self, WellKnown.Name(vm, name));
        }

        if (found.Is(Kind.Function) || found.Is(Kind.SlotWrapper) || (found.Is(Kind.NativeFunction) && ((NativeFunction*)found.AsObject)->NativeKind == NativeFunctionKind.Method))
        {
            return InvokeWithFirst(vm, found, self, args, argc, null);
        }

        Value bound = Attributes.Bind(vm, found, self, type);
        return bound.IsUndefined ? bound : Invoke(vm, bound, args, argc);
    }

    /// <summary>Calls a special method without arguments.</summary>
    public static Value InvokeSpecial(Vm* vm, Value self, NameId name) => InvokeSpecial(vm, self, name, null, 0);

    /// <summary>Calls a special method with one argument.</summary>
    public static Value InvokeSpecial(Vm* vm, Value self, NameId name, Value a) => InvokeSpecial(vm, self, name, &a, 1);

    /// <summary>Calls a special method with two arguments.</summary>
    public static Value InvokeSpecial(Vm* vm, Value self, NameId name, Value a, Value b)
    {
        Value* args = stackalloc Value[2] { a, b };
        return InvokeSpecial(vm, self, name, args, 2);
    }

    /// <summary>Raises the error of calling what is not callable.</summary>
    public static Value NotCallable(Vm* vm, Value callee) => Throw.TypeError(vm, $"'{Types.NameOf(vm, callee)}' object is not callable");

    /// <summary>Keeps a cell visible on the machine stack up to here.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void KeepAlive(void* cell) => _ = cell;
}
