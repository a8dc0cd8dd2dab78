using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Code objects.</summary>
[BuiltinType("code")]
internal static unsafe partial class CodeType
{
    private const int FlagOptimized = 1;
    private const int FlagNewLocals = 2;
    private const int FlagVarArgs = 4;
    private const int FlagVarKeywords = 8;
    private const int FlagNested = 16;
    private const int FlagGenerator = 32;
    private const int FlagCoroutine = 128;
    private const int FlagIterableCoroutine = 256;
    private const int FlagAsyncGenerator = 512;
    private const int FlagFutureAnnotations = 0x1000000;

    /// <summary>Sets the slots of code objects.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
        type->Slots.Compare = &CodeContents.Compare;
        type->Slots.Hash = &CodeContents.Hash;
        type->Slots.New = null;
    }

    private static Code* Of(Value self) => (Code*)self.AsObject;

    private static Value Repr(Vm* vm, Value self) => Value.FromObject(Str.New(
        vm,
        $"<code object {Str.ToManaged(Of(self)->Name)} at 0x{ObjectType.Identity(self):x12}, file \"{Str.ToManaged(Of(self)->FileName)}\", line {Of(self)->FirstLine}>"));

    [Property("co_name")]
    private static Value GetName(Vm* vm, Value self) => Value.FromObject(Of(self)->Name);

    [Property("co_qualname")]
    private static Value GetQualifiedName(Vm* vm, Value self) => Value.FromObject(Of(self)->QualifiedName);

    [Property("co_filename")]
    private static Value GetFileName(Vm* vm, Value self) => Value.FromObject(Of(self)->FileName);

    [Property("co_firstlineno")]
    private static Value GetFirstLine(Vm* vm, Value self) => Value.FromInt(Of(self)->FirstLine);

    [Property("co_argcount")]
    private static Value GetArgumentCount(Vm* vm, Value self) => Value.FromInt(Of(self)->ArgumentCount);

    [Property("co_posonlyargcount")]
    private static Value GetPositionalOnlyCount(Vm* vm, Value self) => Value.FromInt(Of(self)->PositionalOnlyCount);

    [Property("co_kwonlyargcount")]
    private static Value GetKeywordOnlyCount(Vm* vm, Value self) => Value.FromInt(Of(self)->KeywordOnlyCount);

    [Property("co_nlocals")]
    private static Value GetLocalCount(Vm* vm, Value self) => Value.FromInt(CodeContents.VariableNames(vm, Of(self))->Length);

    [Property("co_varnames")]
    private static Value GetLocalNames(Vm* vm, Value self) => Value.FromObject(CodeContents.VariableNames(vm, Of(self)));

    [Property("co_names")]
    private static Value GetNames(Vm* vm, Value self) => Value.FromObject(CodeContents.Names(vm, Of(self)));

    [Property("co_stacksize")]
    private static Value GetStackSize(Value self) => Value.FromInt(Of(self)->FrameSize - Of(self)->LocalCount);

    /// <summary>The instructions; their form is this runtime's own.</summary>
    [Property("co_code")]
    private static Value GetInstructions(Vm* vm, Value self) =>
        Value.FromObject(Bytes.New(vm, new ReadOnlySpan<byte>(Of(self)->Instructions, Of(self)->InstructionCount * sizeof(ulong))));

    /// <summary>Return an iterator over tuples (start, end, line) of instruction numbers.</summary>
    [Method("co_lines", Signature = "($self, /)")]
    private static Value Lines(Vm* vm, Value self) => CodeContents.Lines(vm, Of(self));

    /// <summary>Return an iterator over tuples (line, end line, column, end column), one for each instruction.</summary>
    [Method("co_positions", Signature = "($self, /)")]
    private static Value Positions(Vm* vm, Value self) => CodeContents.Positions(vm, Of(self));

    /// <summary>Return a copy of the code object with new values for some attributes: its names, its file and its first line.</summary>
    [Method("replace", Raw = true)]
    private static Value Replace(Vm* vm, Value* args, int argc, Objects.Tuple* kwNames) => argc != 1
        ? Throw.TypeError(vm, $"replace() takes no positional arguments ({argc - 1} given)")
        : CodeContents.Replace(vm, Of(args[0]), kwNames, args + argc);

    [Method("__replace__", Raw = true)]
    private static Value ReplaceProtocol(Vm* vm, Value* args, int argc, Objects.Tuple* kwNames) => Replace(vm, args, argc, kwNames);

    [Property("co_freevars")]
    private static Value GetFreeNames(Vm* vm, Value self) => Value.FromObject(Of(self)->FreeNames);

    [Property("co_cellvars")]
    private static Value GetCellNames(Vm* vm, Value self) => Value.FromObject(Of(self)->CellNames);

    [Property("co_consts")]
    private static Value GetConstants(Vm* vm, Value self) => Value.FromObject(Objects.Tuple.New(vm, Of(self)->Constants, Of(self)->ConstantCount));

    [Property("co_flags")]
    private static Value GetFlags(Vm* vm, Value self)
    {
        CodeFlags flags = Of(self)->Flags;
        int result = (flags & CodeFlags.Function) != 0 ? FlagOptimized | FlagNewLocals : 0;
        result |= (flags & (CodeFlags.Nested | CodeFlags.Function)) == (CodeFlags.Nested | CodeFlags.Function) ? FlagNested : 0;
        result |= (flags & CodeFlags.FutureAnnotations) != 0 ? FlagFutureAnnotations : 0;
        result |= (flags & CodeFlags.VarArgs) != 0 ? FlagVarArgs : 0;
        result |= (flags & CodeFlags.VarKeywords) != 0 ? FlagVarKeywords : 0;
        result |= (flags & CodeFlags.Generator) != 0 ? FlagGenerator : 0;
        result |= (flags & CodeFlags.Coroutine) != 0 ? FlagCoroutine : 0;
        result |= (flags & CodeFlags.IterableCoroutine) != 0 ? FlagIterableCoroutine : 0;
        result |= (flags & CodeFlags.AsyncGenerator) != 0 ? FlagAsyncGenerator : 0;
        return Value.FromInt(result);
    }
}
