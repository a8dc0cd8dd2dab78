using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>globals()</c> and <c>locals()</c> of the running frame.</summary>
internal static unsafe class Namespaces
{
    /// <summary>The globals; an empty dict if no script runs.</summary>
    public static Dict* Globals(Vm* vm)
    {
        Frame* frame = (Frame*)vm->CurrentFrame;
        return frame == null ? Dict.New(vm) : frame->Function->Globals;
    }

    /// <summary>The locals: the namespace itself of a module or class body, a fresh snapshot of a function's variables (PEP 667).</summary>
    public static Dict* Locals(Vm* vm)
    {
        Frame* frame = (Frame*)vm->CurrentFrame;
        if (frame == null)
        {
            return Dict.New(vm);
        }

        Code* code = frame->Code;
        if ((code->Flags & CodeFlags.Function) == 0)
        {
            return frame->Locals.Is(Kind.Dict) ? (Dict*)frame->Locals.AsObject : frame->Function->Globals;
        }

        Dict* snapshot = Dict.New(vm);
        for (int i = 0; i < code->LocalNames->Length; i++)
        {
            Value value = frame->Registers[i];
            Add(vm, snapshot, Tuple.Items(code->LocalNames)[i], value.Is(Kind.Cell) ? ((Cell*)value.AsObject)->Content : value);
        }

        for (int i = 0; i < code->FreeNames->Length; i++)
        {
            Cell* cell = (Cell*)Tuple.Items(frame->Function->Closure)[i].AsObject;
            Add(vm, snapshot, Tuple.Items(code->FreeNames)[i], cell->Content);
        }

        return snapshot;
    }

    private static void Add(Vm* vm, Dict* snapshot, Value name, Value value)
    {
        Str* text = (Str*)name.AsObject;
        bool isHidden = text->Length > 0 && text->At(0) == '.';
        if (!value.IsUndefined && !isHidden)
        {
            Dict.SetStr(vm, snapshot, text, value);
        }
    }
}
