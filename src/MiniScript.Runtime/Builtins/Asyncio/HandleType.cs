using MiniScript.Extensions;
using MiniScript.Runtime.Execution.Tasks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Asyncio;

/// <summary><c>asyncio.Handle</c>: see <see cref="LoopHandles"/>.</summary>
[BuiltinType("Handle", Ids = "LoopHandle", Doc = "Object returned by callback registration methods.")]
internal static unsafe partial class HandleType
{
    /// <summary>Sets the slots of handles.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Repr = &Repr;
    }

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value context = ContextArgument(args, argc, 3, kwNames);
        if (argc is < 3 or > 4 || context.IsUndefined)
        {
            return Throw.TypeError(vm, "Handle() takes the arguments callback, args, loop and context");
        }

        Tuple* arguments = Iteration.ToTuple(vm, args[1]);
        return arguments == null ? Value.Undefined : Value.FromObject(LoopHandles.New(vm, args[2], args[0], arguments, context));
    }

    /// <summary>The argument <c>context</c> of a constructor, the last one; None if it is not given, undefined if there is another keyword.</summary>
    public static Value ContextArgument(Value* args, int argc, int place, Tuple* kwNames)
    {
        if (kwNames == null || kwNames->Length == 0)
        {
            return argc > place ? args[place] : Value.None;
        }

        bool isContext = kwNames->Length == 1 && Str.ToManaged((Str*)Tuple.Items(kwNames)[0].AsObject) == "context";
        return isContext ? args[argc] : Value.Undefined;
    }

    private static Value Repr(Vm* vm, Value self) => AsyncSupport.Call(vm, "handle_repr"u8, self);

    [Method("cancel", Signature = "($self, /)")]
    private static void Cancel(Vm* vm, Value self) => LoopHandles.Cancel(self);

    [Method("cancelled", Signature = "($self, /)")]
    private static Value IsCancelled(Vm* vm, Value self) => LoopHandles.Get(self, LoopHandles.CancelledField);

    [Method("get_context", Signature = "($self, /)")]
    private static Value GetContext(Vm* vm, Value self) => LoopHandles.Get(self, LoopHandles.ContextField);

    [Method("_run", Signature = "($self, /)")]
    private static Value Run(Vm* vm, Value self) => LoopHandles.Run(vm, self).IsUndefined ? Value.Undefined : Value.None;

    [Property("_callback")]
    private static Value GetCallback(Vm* vm, Value self) => LoopHandles.Get(self, LoopHandles.CallbackField);

    [Property("_args")]
    private static Value GetArguments(Vm* vm, Value self) => LoopHandles.Get(self, LoopHandles.ArgumentsField);

    [Property("_loop")]
    private static Value GetLoop(Vm* vm, Value self) => LoopHandles.Get(self, LoopHandles.LoopField);

    [Property("_context")]
    private static Value GetContextAttribute(Vm* vm, Value self) => LoopHandles.Get(self, LoopHandles.ContextField);

    [Property("_cancelled")]
    private static Value GetCancelled(Vm* vm, Value self) => LoopHandles.Get(self, LoopHandles.CancelledField);

    [Property("_source_traceback")]
    private static Value GetSourceTraceback(Vm* vm, Value self) => Value.None;
}
