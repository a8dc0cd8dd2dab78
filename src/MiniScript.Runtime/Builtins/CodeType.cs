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
    private const int FlagGenerator = 32;
    private const int FlagCoroutine = 128;
    private const int FlagIterableCoroutine = 256;
    private const int FlagAsyncGenerator = 512;

    /// <summary>Sets the slots of code objects.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.Repr = &Repr;
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
    private static Value GetLocalCount(Vm* vm, Value self) => Value.FromInt(Of(self)->LocalCount);

    [Property("co_varnames")]
    private static Value GetLocalNames(Vm* vm, Value self) => Value.FromObject(Of(self)->LocalNames);

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
        result |= (flags & CodeFlags.VarArgs) != 0 ? FlagVarArgs : 0;
        result |= (flags & CodeFlags.VarKeywords) != 0 ? FlagVarKeywords : 0;
        result |= (flags & CodeFlags.Generator) != 0 ? FlagGenerator : 0;
        result |= (flags & CodeFlags.Coroutine) != 0 ? FlagCoroutine : 0;
        result |= (flags & CodeFlags.IterableCoroutine) != 0 ? FlagIterableCoroutine : 0;
        result |= (flags & CodeFlags.AsyncGenerator) != 0 ? FlagAsyncGenerator : 0;
        return Value.FromInt(result);
    }
}
