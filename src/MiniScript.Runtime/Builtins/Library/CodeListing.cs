using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Library;

/// <summary>Code objects as the disassembler takes them.</summary>
internal static unsafe class CodeListing
{
    /// <summary>The instructions of a code object as text: name, operands, and what they refer to.</summary>
    public static string[] Of(Vm* vm, Code* code)
    {
        object?[] constants = new object?[code->ConstantCount];
        for (int i = 0; i < constants.Length; i++)
        {
            Value constant = code->Constants[i];
            Str* shown = constant.Is(Kind.Code) ? null : Text.Repr(vm, constant);
            vm->Pending = Value.Undefined;
            constants[i] = new ShownLiteral(shown == null ? $"<code {Str.ToManaged(((Code*)constant.AsObject)->QualifiedName)}>" : Str.ToManaged(shown));
        }

        string[] names = new string[code->CacheCount];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Str.ToManaged(code->Caches[i].Name);
        }

        return Disassembler.Shape(new CodeUnit
        {
            Name = string.Empty,
            QualifiedName = string.Empty,
            FileName = string.Empty,
            Flags = code->Flags,
            ArgumentCount = code->ArgumentCount,
            PositionalOnlyCount = code->PositionalOnlyCount,
            KeywordOnlyCount = code->KeywordOnlyCount,
            FrameSize = code->FrameSize,
            FirstLine = code->FirstLine,
            Doc = null,
            Instructions = new ReadOnlySpan<ulong>(code->Instructions, code->InstructionCount).ToArray(),
            Positions = [],
            Constants = constants,
            CacheNames = names,
            Handlers = [],
            LocalNames = Names(code->LocalNames),
            CellNames = Names(code->CellNames),
            FreeNames = Names(code->FreeNames),
        });
    }

    private static string[] Names(Tuple* names)
    {
        string[] texts = new string[names->Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Str.ToManaged((Str*)Tuple.Items(names)[i].AsObject);
        }

        return texts;
    }

    private sealed record ShownLiteral(string Text)
    {
        public override string ToString() => Text;
    }
}
