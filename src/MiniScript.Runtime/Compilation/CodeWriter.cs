using System.Numerics;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;
using Complex = System.Numerics.Complex;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Compilation;

/// <summary>Writes compiled code into the heap.</summary>
/// <remarks>Nothing here runs script code, so no collection happens before the whole is reachable from the returned object.</remarks>
public static unsafe class CodeWriter
{
    /// <summary>Makes a code object, those of nested functions included.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="unit">The compiled code.</param>
    /// <param name="source">The cell that owns the <see cref="SourceText"/> for tracebacks, or null.</param>
    /// <returns>The code, or null with <c>MemoryError</c> pending.</returns>
    public static Code* Write(Vm* vm, CodeUnit unit, ManagedCell* source)
    {
        Code* code = (Code*)vm->Heap.AllocateSmall((nuint)sizeof(Code), Kind.Code, (uint)TypeId.Code);
        new Span<byte>((byte*)code + sizeof(ObjectHeader), sizeof(Code) - sizeof(ObjectHeader)).Clear();
        code->Flags = unit.Flags;
        code->ArgumentCount = unit.ArgumentCount;
        code->PositionalOnlyCount = unit.PositionalOnlyCount;
        code->KeywordOnlyCount = unit.KeywordOnlyCount;
        code->LocalCount = unit.LocalNames.Length;
        code->FrameSize = unit.FrameSize;
        code->FirstLine = unit.FirstLine;
        code->Source = source;
        code->Name = Intern(vm, unit.Name);
        code->QualifiedName = Intern(vm, unit.QualifiedName);
        code->FileName = Intern(vm, unit.FileName);
        code->Doc = unit.Doc is null ? Value.None : Value.FromObject(Str.New(vm, unit.Doc));
        code->LocalNames = Names(vm, unit.LocalNames);
        code->CellNames = Names(vm, unit.CellNames);
        code->FreeNames = Names(vm, unit.FreeNames);
        code->ComprehensionVariables = unit.ComprehensionVariables is { } variables ? MakeTuple(vm, variables.Items, source) : null;
        return WriteArrays(vm, code, unit) && WriteConstants(vm, code, unit, source) ? code : null;
    }

    private static bool WriteArrays(Vm* vm, Code* code, CodeUnit unit)
    {
        code->Instructions = (ulong*)Buffer(vm, unit.Instructions.Length, sizeof(ulong), Kind.Buffer);
        code->Positions = (SourcePosition*)Buffer(vm, unit.Positions.Length, sizeof(SourcePosition), Kind.Buffer);
        code->Handlers = (ExceptionHandler*)Buffer(vm, unit.Handlers.Length, sizeof(ExceptionHandler), Kind.Buffer);
        code->Caches = (InlineCache*)Buffer(vm, unit.CacheNames.Length, sizeof(InlineCache), Kind.Buffer);
        if (code->Instructions == null || code->Positions == null || code->Handlers == null || code->Caches == null)
        {
            return false;
        }

        code->InstructionCount = unit.Instructions.Length;
        unit.Instructions.CopyTo(new Span<ulong>(code->Instructions, unit.Instructions.Length));
        for (int i = 0; i < unit.Positions.Length; i++)
        {
            SourceSpan span = unit.Positions[i];
            code->Positions[i] = new SourcePosition { Line = span.Line, EndLine = span.EndLine, Column = span.Column, EndColumn = span.EndColumn };
        }

        code->HandlerCount = unit.Handlers.Length;
        unit.Handlers.CopyTo(new Span<ExceptionHandler>(code->Handlers, unit.Handlers.Length));
        new Span<InlineCache>(code->Caches, unit.CacheNames.Length).Clear();
        code->CacheCount = unit.CacheNames.Length;
        for (int i = 0; i < unit.CacheNames.Length; i++)
        {
            code->Caches[i].Name = Intern(vm, unit.CacheNames[i]);
        }

        return true;
    }

    private static bool WriteConstants(Vm* vm, Code* code, CodeUnit unit, ManagedCell* source)
    {
        code->Constants = (Value*)Buffer(vm, unit.Constants.Length, sizeof(Value), Kind.ValueBuffer);
        if (code->Constants == null)
        {
            return false;
        }

        for (int i = 0; i < unit.Constants.Length; i++)
        {
            Value constant = Constant(vm, unit.Constants[i], source);
            if (constant.IsUndefined)
            {
                return false;
            }

            code->Constants[i] = constant;
            code->ConstantCount = i + 1;
        }

        return true;
    }

    private static Value Constant(Vm* vm, object? literal, ManagedCell* source)
    {
        switch (literal)
        {
            case null:
                return Value.None;
            case bool truth:
                return Value.FromBool(truth);
            case long number:
                return Integers.FromLong(vm, number);
            case BigInteger number:
                return Integers.FromBigInteger(vm, number);
            case double number:
                return Value.FromForeignFloat(number);
            case Complex number:
                return Objects.Complex.New(vm, number.Real, number.Imaginary);
            case string text:
                return Value.FromObject(IsName(text) ? Intern(vm, text) : Str.New(vm, text));
            case byte[] bytes:
                return Value.FromObject(Bytes.New(vm, bytes));
            case EllipsisLiteral:
                return Value.Ellipsis;
            case TupleLiteral tuple:
                return Value.FromObject(MakeTuple(vm, tuple.Items, source));
            case FrozenSetLiteral set:
                return Value.FromObject(MakeFrozenSet(vm, set.Items, source));
            case CodeUnit unit:
                return Value.FromObject(Write(vm, unit, source));
            default:
                throw new InvalidOperationException("an object of another type is no literal");
        }
    }

    private static Tuple* MakeTuple(Vm* vm, object?[] items, ManagedCell* source)
    {
        Tuple* tuple = Tuple.Allocate(vm, items.Length);
        if (tuple == null)
        {
            return null;
        }

        if (items.Length > 0)
        {
            new Span<Value>(Tuple.Items(tuple), items.Length).Fill(Value.None);
        }

        for (int i = 0; i < items.Length; i++)
        {
            Value item = Constant(vm, items[i], source);
            if (item.IsUndefined)
            {
                return null;
            }

            Tuple.Items(tuple)[i] = item;
        }

        return tuple;
    }

    private static SetObject* MakeFrozenSet(Vm* vm, object?[] items, ManagedCell* source)
    {
        SetObject* set = SetObject.New(vm, TypeId.FrozenSet);
        foreach (object? literal in items)
        {
            Value item = Constant(vm, literal, source);
            if (item.IsUndefined || !SetObject.Add(vm, set, item))
            {
                return null;
            }
        }

        return set;
    }

    private static Tuple* Names(Vm* vm, string[] names)
    {
        Tuple* tuple = Tuple.Allocate(vm, names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            Tuple.Items(tuple)[i] = Value.FromObject(Intern(vm, names[i]));
        }

        return tuple;
    }

    private static Str* Intern(Vm* vm, string text) => Str.Intern(vm, Str.New(vm, text));

    /// <summary>True for strings that may well be names: they are interned, so that comparing them is comparing addresses.</summary>
    private static bool IsName(string text)
    {
        foreach (char c in text)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }

    private static void* Buffer(Vm* vm, int count, int size, Kind kind)
    {
        // An empty array has storage too: null is the sign of failure.
        void* buffer = vm->Heap.AllocateBuffer((nuint)Math.Max(count, 1) * (nuint)size, kind);
        if (buffer == null)
        {
            Throw.MemoryError(vm);
        }

        return buffer;
    }
}
