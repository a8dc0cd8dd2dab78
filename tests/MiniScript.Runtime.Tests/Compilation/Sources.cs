using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Syntax;

namespace MiniScript.Runtime.Tests.Compilation;

/// <summary>Compiles the sources of tests.</summary>
internal static class Sources
{
    /// <summary>The code of a module.</summary>
    public static CodeUnit Module(string source, string fileName = "test.ms", CompilerOptions? options = null)
    {
        ModuleTree tree = Parser.ParseModule(source, fileName);
        return Compiler.CompileModule(tree.Root, tree.Source, options ?? CompilerOptions.Default);
    }

    /// <summary>The code of the innermost first function of a module.</summary>
    public static CodeUnit Function(string source)
    {
        CodeUnit unit = Module(source);
        while (Array.Find(unit.Constants, constant => constant is CodeUnit) is CodeUnit inner)
        {
            unit = inner;
        }

        return unit;
    }
}
