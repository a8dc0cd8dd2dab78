using MiniScript.Runtime.Hosting.Tracebacks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution.Tasks;

/// <summary>Contexts of context variables: what each variable is set to.</summary>
/// <remarks>
/// A context is a <see cref="Record"/> of a dict by variable (undefined while empty), the context that was current before it was entered, and its
/// state. A copy shares the dict until either of the two sets a variable, so that copying costs no more than a cell: every task has a copy.
/// </remarks>
internal static unsafe class Contexts
{
    private const int VariablesField = 0;
    private const int PreviousField = 1;
    private const int StateField = 2;
    private const int FieldCount = 3;

    private const int Entered = 1;
    private const int Shared = 2;

    /// <summary>An empty context.</summary>
    public static Record* New(Vm* vm)
    {
        Record* context = Record.New(vm, TypeId.Context, FieldCount);
        Record.Fields(context)[StateField] = Value.FromInt(0);
        return context;
    }

    /// <summary>The context that is entered.</summary>
    public static Record* Current(Vm* vm)
    {
        if (vm->Async.Context.IsUndefined)
        {
            Record* first = New(vm);
            Record.Fields(first)[StateField] = Value.FromInt(Entered);
            vm->Async.Context = Value.FromObject(first);
        }

        return (Record*)vm->Async.Context.AsObject;
    }

    /// <summary>A context with the same values.</summary>
    public static Record* Copy(Vm* vm, Record* context)
    {
        Record* copy = New(vm);
        if (Record.Fields(context)[VariablesField].IsObject)
        {
            Share(context);
            Record.Fields(copy)[VariablesField] = Record.Fields(context)[VariablesField];
            Record.Fields(copy)[StateField] = Value.FromInt(Shared);
        }

        return copy;
    }

    /// <summary>Makes a context the current one; false with <c>RuntimeError</c> pending if it is entered already.</summary>
    public static bool Enter(Vm* vm, Record* context)
    {
        Value* fields = Record.Fields(context);
        long state = fields[StateField].AsInt;
        if ((state & Entered) != 0)
        {
            Throw.RuntimeError(vm, $"cannot enter context: {SafeText.Repr(vm, Value.FromObject(context), "context")} is already entered");
            return false;
        }

        fields[StateField] = Value.FromInt(state | Entered);
        fields[PreviousField] = vm->Async.Context;
        vm->Async.Context = Value.FromObject(context);
        return true;
    }

    /// <summary>Makes the context current again that was so before this one was entered.</summary>
    public static void Exit(Vm* vm, Record* context)
    {
        Value* fields = Record.Fields(context);
        fields[StateField] = Value.FromInt(fields[StateField].AsInt & ~Entered);
        vm->Async.Context = fields[PreviousField];
        fields[PreviousField] = Value.Undefined;
    }

    /// <summary>Calls a function in a context.</summary>
    public static Value Run(Vm* vm, Record* context, Value function, Value* args, int argc, Objects.Tuple* kwNames)
    {
        if (!CallBinding.CheckMachineStack(vm) || !Enter(vm, context))
        {
            return Value.Undefined;
        }

        Value result = Calls.Invoke(vm, function, args, argc, kwNames);
        Exit(vm, context);
        return result;
    }

    /// <summary>The value of a variable, or <see cref="Value.Undefined"/>.</summary>
    public static Value Get(Vm* vm, Record* context, Value variable)
    {
        Value variables = Record.Fields(context)[VariablesField];
        return variables.IsObject ? Dict.Get(vm, (Dict*)variables.AsObject, variable) : Value.Undefined;
    }

    /// <summary>Sets a variable; an undefined value removes it. False with an exception pending.</summary>
    public static bool Set(Vm* vm, Record* context, Value variable, Value value)
    {
        Value* fields = Record.Fields(context);
        long state = fields[StateField].AsInt;
        if (!fields[VariablesField].IsObject || (state & Shared) != 0)
        {
            Dict* own = fields[VariablesField].IsObject ? Dict.Copy(vm, (Dict*)fields[VariablesField].AsObject) : Dict.New(vm);
            if (own == null)
            {
                return false;
            }

            fields[VariablesField] = Value.FromObject(own);
            fields[StateField] = Value.FromInt(state & ~Shared);
        }

        Dict* variables = (Dict*)fields[VariablesField].AsObject;
        return value.IsUndefined ? Dict.Remove(vm, variables, variable, out _) >= 0 : Dict.Set(vm, variables, variable, value);
    }

    /// <summary>The dict of values as it is now; it does not change when the context does.</summary>
    public static Dict* Variables(Vm* vm, Record* context)
    {
        Value variables = Record.Fields(context)[VariablesField];
        if (!variables.IsObject)
        {
            return Dict.New(vm);
        }

        Share(context);
        return (Dict*)variables.AsObject;
    }

    /// <summary>The number of variables that are set.</summary>
    public static int Count(Record* context)
    {
        Value variables = Record.Fields(context)[VariablesField];
        return variables.IsObject ? ((Dict*)variables.AsObject)->Count : 0;
    }

    private static void Share(Record* context) =>
        Record.Fields(context)[StateField] = Value.FromInt(Record.Fields(context)[StateField].AsInt | Shared);
}
