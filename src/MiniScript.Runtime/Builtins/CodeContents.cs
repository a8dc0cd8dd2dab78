using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>What scripts ask of code objects beyond their plain attributes.</summary>
internal static unsafe class CodeContents
{
    /// <summary>How many units scripts count an instruction as: <c>co_lines</c>, <c>tb_lasti</c> and <c>f_lasti</c> count them, <c>co_positions</c> has one item for two.</summary>
    public const int InstructionUnits = 2;

    /// <summary>The parameters and those local variables that no inner function shares.</summary>
    public static Tuple* VariableNames(Vm* vm, Code* code)
    {
        int parameters = code->ArgumentCount + code->KeywordOnlyCount
            + ((code->Flags & CodeFlags.VarArgs) != 0 ? 1 : 0) + ((code->Flags & CodeFlags.VarKeywords) != 0 ? 1 : 0);
        List* names = List.New(vm);
        for (int i = 0; i < code->LocalNames->Length; i++)
        {
            Value name = Tuple.Items(code->LocalNames)[i];
            if (i < parameters || !Contains(code->CellNames, name))
            {
                List.Append(vm, names, name);
            }
        }

        return Tuple.New(vm, names->Items, names->Length);
    }

    /// <summary>The global names, attributes and modules that the code names, each once, in the order of the instructions.</summary>
    public static Tuple* Names(Vm* vm, Code* code)
    {
        List* names = List.New(vm);
        for (int i = 0; i < code->InstructionCount; i++)
        {
            ulong instruction = code->InstructionAt(i);
            Value name = Instruction.Op(instruction) switch
            {
                Opcode.LoadGlobal or Opcode.StoreGlobal or Opcode.LoadAttribute or Opcode.LoadMethod or Opcode.StoreAttribute
                    or Opcode.LoadSuperAttribute or Opcode.LoadSuperMethod => Value.FromObject(code->Caches[Instruction.C(instruction)].Name),
                Opcode.DeleteGlobal or Opcode.LoadName or Opcode.StoreName or Opcode.DeleteName or Opcode.DeleteAttribute =>
                    code->Constants[Instruction.Bx(instruction)],
                Opcode.ImportName => code->Constants[Instruction.B(instruction)],
                Opcode.ImportFrom => code->Constants[Instruction.C(instruction)],
                _ => Value.Undefined,
            };
            if (name.Is(Kind.Str) && !new ReadOnlySpan<Value>(names->Items, names->Length).Contains(name))
            {
                List.Append(vm, names, name);
            }
        }

        return Tuple.New(vm, names->Items, names->Length);
    }

    /// <summary>An iterator over runs of instructions of one line.</summary>
    public static Value Lines(Vm* vm, Code* code)
    {
        List* runs = List.New(vm);
        Value* run = stackalloc Value[3];
        for (int start = 0; start < code->InstructionCount;)
        {
            int line = code->Positions[start].Line;
            int end = start + 1;
            while (end < code->InstructionCount && code->Positions[end].Line == line)
            {
                end++;
            }

            run[0] = Value.FromInt(InstructionUnits * start);
            run[1] = Value.FromInt(InstructionUnits * end);
            run[2] = line <= 0 ? Value.None : Value.FromInt(line);
            List.Append(vm, runs, Value.FromObject(Tuple.New(vm, run, 3)));
            start = end;
        }

        return Iteration.Iterate(vm, Value.FromObject(runs));
    }

    /// <summary>An iterator over the positions of the instructions.</summary>
    public static Value Positions(Vm* vm, Code* code)
    {
        List* positions = List.New(vm);
        for (int i = 0; i < code->InstructionCount; i++)
        {
            List.Append(vm, positions, Position(vm, code->Positions[i]));
        }

        return Iteration.Iterate(vm, Value.FromObject(positions));
    }

    /// <summary>A position as scripts see it: line, last line, column, column behind the last character; <c>None</c> for what is not known.</summary>
    public static Value Position(Vm* vm, SourcePosition position)
    {
        Value* fields = stackalloc Value[4]
        {
            position.Line <= 0 ? Value.None : Value.FromInt(position.Line),
            position.EndLine <= 0 ? Value.None : Value.FromInt(position.EndLine),
            position.Column < 0 || position.Line <= 0 ? Value.None : Value.FromInt(position.Column),
            position.EndColumn < 0 || position.Line <= 0 ? Value.None : Value.FromInt(position.EndColumn),
        };
        return Value.FromObject(Tuple.New(vm, fields, 4));
    }

    /// <summary>A copy with other names, file or first line.</summary>
    public static Value Replace(Vm* vm, Code* code, Tuple* names, Value* values)
    {
        Code* copy = Code.Copy(vm, code);
        if (copy == null)
        {
            return Value.Undefined;
        }

        for (int i = 0; names != null && i < names->Length; i++)
        {
            Str* key = (Str*)Tuple.Items(names)[i].AsObject;
            Value value = values[i];
            string name = Str.ToManaged(key);
            switch (name)
            {
                case "co_name" or "co_qualname" or "co_filename":
                    if (!value.Is(Kind.Str))
                    {
                        return Throw.TypeError(vm, $"replace() argument '{name}' must be str, not {Types.NameOf(vm, value)}");
                    }

                    Str* text = (Str*)value.AsObject;
                    copy->Name = name == "co_name" ? text : copy->Name;
                    copy->QualifiedName = name == "co_qualname" ? text : copy->QualifiedName;
                    copy->FileName = name == "co_filename" ? text : copy->FileName;
                    break;
                case "co_firstlineno":
                    if (!Execution.ArgumentBinder.ToInt32(vm, value, out int line))
                    {
                        return Throw.TypeError(vm, $"replace() argument '{name}' must be int");
                    }

                    copy->FirstLine = line;
                    break;
                default:
                    if (!name.StartsWith("co_", StringComparison.Ordinal) || Attributes.TryGet(vm, Value.FromObject(code), key, out Value present) <= 0)
                    {
                        vm->Pending = Value.Undefined;
                        return Throw.TypeError(vm, $"replace() got an unexpected keyword argument '{name}'");
                    }

                    int isSame = Operators.Equal(vm, present, value);
                    if (isSame <= 0)
                    {
                        return isSame < 0 ? Value.Undefined : Throw.Raise(vm, TypeId.NotImplementedError, $"replace() of '{name}' is not supported");
                    }

                    break;
            }
        }

        return Value.FromObject(copy);
    }

    /// <summary>Code objects are equal if they do the same at the same place.</summary>
    public static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (!right.Is(Kind.Code) || operation is not (CompareOperation.Equal or CompareOperation.NotEqual))
        {
            return Value.NotImplemented;
        }

        int isEqual = AreEqual(vm, (Code*)left.AsObject, (Code*)right.AsObject);
        return isEqual < 0 ? Value.Undefined : Value.FromBool((isEqual > 0) == (operation == CompareOperation.Equal));
    }

    /// <summary>The hash of what <see cref="Compare"/> compares.</summary>
    public static long Hash(Vm* vm, Value self)
    {
        Code* code = (Code*)self.AsObject;
        long hash = Hashing.Of(vm, Value.FromObject(code->Name));
        hash ^= code->FirstLine ^ ((long)code->ArgumentCount << 20) ^ code->InstructionCount;
        return hash == -1 ? -2 : hash;
    }

    private static bool Contains(Tuple* names, Value name) => new ReadOnlySpan<Value>(Tuple.Items(names), names->Length).Contains(name);

    private static int AreEqual(Vm* vm, Code* a, Code* b)
    {
        if (a == b)
        {
            return 1;
        }

        bool isAlike = Str.Equals(a->Name, b->Name) && a->Flags == b->Flags && a->ArgumentCount == b->ArgumentCount
            && a->PositionalOnlyCount == b->PositionalOnlyCount && a->KeywordOnlyCount == b->KeywordOnlyCount && a->FirstLine == b->FirstLine
            && a->InstructionCount == b->InstructionCount && a->ConstantCount == b->ConstantCount && a->CacheCount == b->CacheCount
            && new ReadOnlySpan<ulong>(a->Instructions, a->InstructionCount).SequenceEqual(new ReadOnlySpan<ulong>(b->Instructions, b->InstructionCount));
        for (int i = 0; isAlike && i < a->CacheCount; i++)
        {
            isAlike = a->Caches[i].Name == b->Caches[i].Name;
        }

        if (!isAlike)
        {
            return 0;
        }

        for (int i = 0; i < a->ConstantCount; i++)
        {
            Value left = a->Constants[i];
            Value right = b->Constants[i];
            int isEqual = Types.Of(vm, left) == Types.Of(vm, right) ? Operators.Equal(vm, left, right) : 0;
            if (isEqual <= 0)
            {
                return isEqual;
            }
        }

        isAlike = a->LocalNames->Length == b->LocalNames->Length && a->FreeNames->Length == b->FreeNames->Length;
        return isAlike ? Operators.Equal(vm, Value.FromObject(a->LocalNames), Value.FromObject(b->LocalNames)) : 0;
    }
}
