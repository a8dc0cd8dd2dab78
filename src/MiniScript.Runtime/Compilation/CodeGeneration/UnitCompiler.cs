namespace MiniScript.Runtime.Compilation.CodeGeneration;

using System.Runtime.CompilerServices;
using MiniScript.Runtime.Compilation.Emission;
using MiniScript.Runtime.Compilation.Scopes;
using CodeFlags = MiniScript.Runtime.Objects.CodeFlags;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Generates the code of one unit: a module, class body, function, lambda or generator expression.</summary>
/// <remarks>
/// Local variables are the first registers; temporaries lie above them like a stack, its top being <c>top</c>. An expression is compiled by
/// <c>Value(expression, target)</c>, which returns the register that holds the value: the target if one is given, else the register of a local variable
/// used in place, or a new temporary. An instruction writes its destination last, so a local variable may be the target of any expression that is
/// computed by one final instruction; what takes several steps works in a temporary.
/// </remarks>
internal sealed partial class UnitCompiler
{
    private const int MaxRegisters = 60_000;

    /// <summary>How deep loops, <c>try</c> and <c>with</c> may nest in one unit, which is CPython's limit.</summary>
    private const int MaxBlocks = 21;

    private readonly CompilationSession session;
    private readonly Scope unit;
    private readonly UnitCompiler? parent;
    private readonly string qualifiedName;
    private readonly InstructionBuilder code;
    private readonly ConstantPool constants = new();
    private readonly CacheTable caches = new();
    private readonly List<Block> blocks = [];
    private readonly List<Symbol> locals = [];
    private readonly List<string> cellNames = [];

    /// <summary>Registers that some instruction may read before they are assigned: they are cleared on entry.</summary>
    private readonly RegisterSet unassigned = new();

    /// <summary>Registers of local variables that are unbound somewhere.</summary>
    private readonly RegisterSet deletable = new();

    /// <summary>Attributes assigned through <c>self</c> in the methods of a class body.</summary>
    private readonly SortedSet<string> staticAttributes = new(StringComparer.Ordinal);

    /// <summary>The scope whose names count: the unit, or a comprehension within.</summary>
    private Scope scope;
    private int localCount;
    private int top;
    private int frameSize;
    private int rangeDepth;
    private string? doc;

    public UnitCompiler(CompilationSession session, Scope unit, UnitCompiler? parent, string qualifiedName, bool longJumps)
    {
        this.session = session;
        this.unit = unit;
        this.parent = parent;
        this.qualifiedName = qualifiedName;
        scope = unit;
        code = new InstructionBuilder(longJumps);
    }

    private CompileErrors Errors => session.Errors;

    /// <summary>True if running the unit makes a generator, coroutine or asynchronous generator.</summary>
    private bool IsSuspendable => unit.IsGenerator || unit.IsCoroutine;

    /// <summary>Generates the code; null if a jump did not reach and the unit must be compiled with long jumps.</summary>
    public CodeUnit? Compile()
    {
        LayOutLocals();
        switch (unit.Node)
        {
            case var definition when unit.Kind == ScopeKind.TypeParameters:
                CompileTypeParameters(definition);
                break;
            case Expression value when unit.Kind == ScopeKind.TypeValue:
                CompileTypeValue(value);
                break;
            case Module module:
                CompileModule(module.Body);
                break;
            case Interactive interactive:
                CompileInteractive(interactive);
                break;
            case ExpressionModule expression:
                Return(expression.Body, expression.Body);
                break;
            case FunctionDefBase function:
                CompileFunction(function);
                break;
            case Lambda lambda:
                Return(lambda.Body, lambda.Body);
                break;
            case GeneratorExp generator:
                CompileGeneratorExpression(generator);
                break;
            case ClassDef definition:
                CompileClassBody(definition);
                break;
        }

        return code.OutOfReach ? null : Finish();
    }

    private CodeUnit Finish()
    {
        Arguments? parameters = unit.IsTypeScope ? null : unit.Node switch
        {
            FunctionDefBase function => function.Args,
            Lambda lambda => lambda.Args,
            _ => null,
        };
        int firstLine = FirstLine();
        var (instructions, positions, handlers) = code.Finish(Prologue(), new SourceSpan(firstLine, 0, firstLine, 0));
        int shift = instructions.Length - code.Count;
        return new CodeUnit
        {
            Name = unit.Name,
            QualifiedName = qualifiedName,
            Flags = Flags(parameters),
            ArgumentCount = parameters is not null ? parameters.PosOnlyArgs.Length + parameters.Args.Length : unit.Parameters.Count,
            PositionalOnlyCount = parameters?.PosOnlyArgs.Length ?? 0,
            KeywordOnlyCount = parameters?.KwOnlyArgs.Length ?? 0,
            FrameSize = frameSize,
            FirstLine = firstLine,
            Doc = doc,
            Instructions = instructions,
            Positions = positions,
            Constants = constants.ToArray(),
            CacheNames = caches.ToArray(),
            Handlers = handlers,
            LocalNames = [.. locals.ConvertAll(symbol => symbol.Name)],
            CellNames = [.. cellNames],
            FreeNames = [.. unit.FreeNames],
            FileName = session.FileName,
            ComprehensionVariables = comprehensionVariables.Count == 0 ? null : new TupleLiteral([.. comprehensionVariables.ConvertAll(
                variable => new TupleLiteral([variable.Name, (long)variable.Register, (long)(variable.Start + shift), (long)(variable.End + shift)]))]),
        };
    }

    private int FirstLine() => unit.Node switch
    {
        FunctionDefBase { DecoratorList.Length: > 0 } function => function.DecoratorList[0].Line,
        ClassDef { DecoratorList.Length: > 0 } definition => definition.DecoratorList[0].Line,
        Module => 1,
        _ => unit.Node.Line,
    };

    private CodeFlags Flags(Arguments? parameters)
    {
        CodeFlags flags = (unit.IsNested ? CodeFlags.Nested : CodeFlags.None) | (session.FutureAnnotations ? CodeFlags.FutureAnnotations : CodeFlags.None);
        if (unit.Kind == ScopeKind.Class)
        {
            return flags | CodeFlags.ClassBody;
        }

        if (IsSuspendable)
        {
            flags |= !unit.IsGenerator ? CodeFlags.Coroutine : unit.IsCoroutine ? CodeFlags.AsyncGenerator : CodeFlags.Generator;
        }

        if (!unit.IsFunctionLike)
        {
            return flags;
        }

        flags |= CodeFlags.Function;

        if (parameters?.VarArg is not null)
        {
            flags |= CodeFlags.VarArgs;
        }

        if (parameters?.KwArg is not null)
        {
            flags |= CodeFlags.VarKeywords;
        }

        if (parameters is null or { VarArg: null, KwArg: null, KwOnlyArgs.Length: 0 })
        {
            flags |= CodeFlags.Simple;
        }

        return flags;
    }

    /// <summary>Gives the variables of a function their registers: parameters, then cells, then the others by first occurrence.</summary>
    private void LayOutLocals()
    {
        if (unit.IsFunctionLike)
        {
            foreach (string parameter in unit.Parameters)
            {
                AddLocal(unit.Find(parameter)!);
            }

            for (int i = 0; i < locals.Count; i++)
            {
                code.Assigned.Add(i);
            }

            foreach (Symbol symbol in unit.Symbols)
            {
                if (symbol.Home == SymbolHome.Cell && !symbol.Has(SymbolFlags.Parameter))
                {
                    AddLocal(symbol);
                }
            }

            foreach (Symbol symbol in unit.Symbols)
            {
                if (symbol.Home == SymbolHome.Local && symbol.Owner == unit && !symbol.Has(SymbolFlags.Parameter))
                {
                    AddLocal(symbol);
                }
            }
        }
        else
        {
            unit.ClassCellRegister = unit.NeedsClassCell ? AddClassCell("__class__") : -1;
            unit.ClassDictRegister = unit.NeedsClassDict ? AddClassCell(ScopeResolver.ClassDictName) : -1;
        }

        localCount = top = frameSize = locals.Count;
    }

    /// <summary>Gives a class body a cell of its own; returns the register.</summary>
    private int AddClassCell(string name)
    {
        int register = locals.Count;
        locals.Add(new Symbol(name) { Home = SymbolHome.Cell, Register = register });
        cellNames.Add(name);
        return register;
    }

    private void AddLocal(Symbol symbol)
    {
        symbol.Register = locals.Count;
        locals.Add(symbol);
        if (symbol.Home == SymbolHome.Cell)
        {
            cellNames.Add(symbol.Name);
        }
        else if (symbol.Has(SymbolFlags.Deleted))
        {
            deletable.Add(symbol.Register);
        }

        if (locals.Count > MaxRegisters)
        {
            throw Errors.At(unit.Node, "too many local variables");
        }
    }

    private List<ulong> Prologue()
    {
        var prologue = new List<ulong>();
        if (IsSuspendable)
        {
            prologue.Add(Instruction.Encode(Opcode.ReturnGenerator));
        }

        int first = int.MaxValue;
        int last = -1;
        for (int i = unit.Parameters.Count; i < localCount; i++)
        {
            if (locals[i].Home == SymbolHome.Cell || unit.ReadsLocals || unassigned.Contains(i))
            {
                first = Math.Min(first, i);
                last = i;
            }
        }

        if (last >= 0)
        {
            prologue.Add(Instruction.Encode(Opcode.Clear, first, last - first + 1));
        }

        foreach (Symbol symbol in locals)
        {
            if (symbol.Home == SymbolHome.Cell)
            {
                prologue.Add(Instruction.Encode(Opcode.MakeCell, symbol.Register));
            }
        }

        return prologue;
    }

    // Registers.

    private int NewTemporary() => NewTemporaries(1);

    private int NewTemporaries(int count)
    {
        int first = top;
        top += count;
        if (top > frameSize)
        {
            if (top > MaxRegisters)
            {
                throw Errors.At(unit.Node, "too many values at once");
            }

            frameSize = top;
        }

        return first;
    }

    /// <summary>The given target, or a new temporary.</summary>
    private int Destination(int target) => target >= 0 ? target : NewTemporary();

    /// <summary>The given target if nothing can see it before the value is complete, or a new temporary.</summary>
    private int Workplace(int target) => target >= localCount ? target : NewTemporary();

    /// <summary>Brings a value from its workplace to the target.</summary>
    private int Deliver(Node at, int workplace, int target)
    {
        if (target < 0 || target == workplace)
        {
            return workplace;
        }

        Emit(at, Opcode.Move, target, workplace);
        return target;
    }

    // Emission.

    private void Emit(Node at, Opcode opcode, int a = 0, int b = 0, int c = 0, int d = 0)
    {
        code.Position = at.Span;
        code.Emit(opcode, a, b, c, d);
    }

    private void EmitWide(Node at, Opcode opcode, int a, int bx)
    {
        code.Position = at.Span;
        code.EmitWide(opcode, a, bx);
    }

    private void LoadConstant(Node at, int register, object? literal) => EmitWide(at, Opcode.LoadConstant, register, constants.Add(literal));

    private void Clear(Node at, int register, int count = 1) => Emit(at, Opcode.Clear, register, count);

    /// <summary>The index of a constant for a 16-bit operand.</summary>
    private int NarrowConstant(Node at, object? literal) => Narrow(at, constants.Add(literal));

    private int Narrow(Node at, int operand) => operand <= ushort.MaxValue ? operand : throw Errors.At(at, "too many constants in one block of code");

    private int Cache(Node at, Opcode opcode, string name)
    {
        int cache = caches.Add(opcode, name);
        return cache <= ushort.MaxValue ? cache : throw Errors.At(at, "too many names in one block of code");
    }

    private void EnsureStack()
    {
        Errors.Watch?.Poll();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Errors.TooDeep();
        }
    }
}
