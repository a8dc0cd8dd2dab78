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
        return code->ComprehensionVariables == null ? Plain(vm, frame) : WithComprehensions(vm, frame);
    }

    /// <summary>The locals and the variables of the comprehensions that run; in one of a module or class those variables alone.</summary>
    private static Dict* WithComprehensions(Vm* vm, Frame* frame)
    {
        Code* code = frame->Code;
        Dict* locals = Plain(vm, frame);
        bool isOwn = (code->Flags & CodeFlags.Function) != 0;
        int instruction = Frames.InstructionOf(frame);
        for (int i = 0; locals != null && i < code->ComprehensionVariables->Length; i++)
        {
            Value* variable = Tuple.Items((Tuple*)Tuple.Items(code->ComprehensionVariables)[i].AsObject);
            if (instruction < variable[2].AsInt || instruction >= variable[3].AsInt)
            {
                continue;
            }

            locals = isOwn ? locals : Dict.New(vm);
            isOwn = true;
            if (locals != null)
            {
                Value value = frame->Registers[variable[1].AsInt];
                Add(vm, locals, variable[0], value.Is(Kind.Cell) ? ((Cell*)value.AsObject)->Content : value);
            }
        }

        return locals;
    }

    private static Dict* Plain(Vm* vm, Frame* frame)
    {
        Code* code = frame->Code;
        if ((code->Flags & CodeFlags.Function) == 0)
        {
            return frame->Locals.Is(Kind.Dict) ? (Dict*)frame->Locals.AsObject : frame->Function->Globals;
        }

        UnassignedLocals.Clear(code, Frames.InstructionOf(frame), frame->Registers);
        return (frame->Exit & FrameExit.Observed) != 0 || (frame->Generator != null && frame->Generator->Frame != null)
            ? Sys.FrameLocalsType.Copy(vm, Frames.Of(vm, frame))
            : Variables(vm, code, frame->Function, frame->Registers);
    }

    /// <summary>A dict of the variables of a function: its parameters, its other local variables, those that inner functions share, those that it shares.</summary>
    /// <param name="registers">The registers, or null for none.</param>
    public static Dict* Variables(Vm* vm, Code* code, Function* function, Value* registers)
    {
        Dict* snapshot = Dict.New(vm);
        int parameters = ParameterCount(code);
        int cells = parameters;
        while (cells < code->LocalNames->Length && IsCell(code, Tuple.Items(code->LocalNames)[cells]))
        {
            cells++;
        }

        if (registers != null)
        {
            AddRange(vm, snapshot, code, registers, 0, parameters);
            AddRange(vm, snapshot, code, registers, cells, code->LocalNames->Length);
            AddRange(vm, snapshot, code, registers, parameters, cells);
        }

        for (int i = 0; i < code->FreeNames->Length; i++)
        {
            Cell* cell = (Cell*)Tuple.Items(function->Closure)[i].AsObject;
            Add(vm, snapshot, Tuple.Items(code->FreeNames)[i], cell->Content);
        }

        return snapshot;
    }

    private static int ParameterCount(Code* code) =>
        code->ArgumentCount + code->KeywordOnlyCount + ((code->Flags & CodeFlags.VarArgs) != 0 ? 1 : 0) + ((code->Flags & CodeFlags.VarKeywords) != 0 ? 1 : 0);

    private static bool IsCell(Code* code, Value name)
    {
        for (int i = 0; i < code->CellNames->Length; i++)
        {
            if (Tuple.Items(code->CellNames)[i] == name)
            {
                return true;
            }
        }

        return false;
    }

    private static void AddRange(Vm* vm, Dict* snapshot, Code* code, Value* registers, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            Add(vm, snapshot, Tuple.Items(code->LocalNames)[i], registers[i].Is(Kind.Cell) ? ((Cell*)registers[i].AsObject)->Content : registers[i]);
        }
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
