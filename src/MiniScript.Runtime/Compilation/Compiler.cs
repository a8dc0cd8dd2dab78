namespace MiniScript.Runtime.Compilation;

using MiniScript.Runtime.Compilation.CodeGeneration;
using MiniScript.Runtime.Compilation.Scopes;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Makes code of syntax trees.</summary>
/// <remarks>
/// Every method throws <see cref="SyntaxErrorException"/> for source that parses but has no meaning, uses what is not supported yet, or is nested too
/// deep (kind <see cref="SyntaxErrorKind.RecursionError"/>).
/// </remarks>
public static class Compiler
{
    /// <summary>Compiles a file, or the argument of <c>exec</c>.</summary>
    public static CodeUnit CompileModule(Module tree, SourceText source, CompilerOptions options) => Compile(tree, source, options);

    /// <summary>Compiles the argument of <c>eval</c>; the code returns the value.</summary>
    public static CodeUnit CompileExpression(ExpressionModule tree, SourceText source, CompilerOptions options) => Compile(tree, source, options);

    /// <summary>Compiles a statement typed at a prompt; the values of expression statements are printed.</summary>
    public static CodeUnit CompileInteractive(Interactive tree, SourceText source, CompilerOptions options) => Compile(tree, source, options);

    private static CodeUnit Compile(Node tree, SourceText source, CompilerOptions options)
    {
        var errors = new CompileErrors(source);
        var table = SymbolTable.Build(tree, errors, options);
        return new CompilationSession(source.FileName, errors, table, options).CompileRoot();
    }
}
