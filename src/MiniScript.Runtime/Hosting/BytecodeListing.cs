using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Syntax;

namespace MiniScript.Runtime.Hosting;

/// <summary>Programs as the instructions they compile to.</summary>
public static unsafe class BytecodeListing
{
    /// <summary>The listing of a program; null with <c>SyntaxError</c> pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="bytes">The source.</param>
    /// <param name="fileName">The name of its file.</param>
    public static string? Of(Vm* vm, ReadOnlySpan<byte> bytes, string fileName)
    {
        string? text = SourceLoader.Decode(vm, bytes, fileName);
        if (text == null || SourceLoader.Compile(vm, text, fileName, SourceMode.Module) == null)
        {
            return null;
        }

        SourceText source = new(text, fileName);
        return Disassembler.Print(Compiler.CompileModule(Parser.ParseModule(source).Root, source, CompilerOptions.Of(MachineHost.Of(vm).Options.Optimization)));
    }
}
