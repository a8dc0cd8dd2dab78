namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Scopes;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>What the units of one source share while they are compiled.</summary>
internal sealed class CompilationSession(string fileName, CompileErrors errors, SymbolTable table, CompilerOptions options)
{
    private readonly Dictionary<Scope, CodeUnit> units = new(ReferenceEqualityComparer.Instance);
    private readonly List<SourceWarning> warnings = [];

    /// <summary>What tracebacks call the source.</summary>
    public string FileName { get; } = fileName;

    /// <summary>Makes errors.</summary>
    public CompileErrors Errors { get; } = errors;

    /// <summary>The scopes.</summary>
    public SymbolTable Table { get; } = table;

    /// <summary>How to compile.</summary>
    public CompilerOptions Options { get; } = options;

    /// <summary>True once <c>from __future__ import annotations</c> was seen.</summary>
    public bool FutureAnnotations { get; set; } = options.FutureAnnotations;

    /// <summary>The imports from <c>__future__</c> at the beginning of the source, where they are allowed.</summary>
    public HashSet<ImportFrom> FutureImports { get; } = [];

    /// <summary>Compiles the root.</summary>
    public CodeUnit CompileRoot()
    {
        CodeUnit root = Compile(Table.Root, null, "<module>");
        root.Warnings = warnings;
        return root;
    }

    /// <summary>Notes a warning, once: some code is generated several times.</summary>
    public void Warn(Node at, string message)
    {
        var warning = new SourceWarning(message, at.Line, at.Column);
        if (!warnings.Contains(warning))
        {
            warnings.Add(warning);
        }
    }

    /// <summary>Compiles a unit, once: a <c>finally</c> body is generated several times, but the functions in it are the same.</summary>
    public CodeUnit Compile(Scope unit, UnitCompiler? parent, string qualifiedName)
    {
        if (units.TryGetValue(unit, out CodeUnit? known))
        {
            return known;
        }

        var compiler = new UnitCompiler(this, unit, parent, qualifiedName, longJumps: false);
        CodeUnit? result = compiler.Compile();
        result ??= new UnitCompiler(this, unit, parent, qualifiedName, longJumps: true).Compile()!;
        units.Add(unit, result);
        return result;
    }
}
