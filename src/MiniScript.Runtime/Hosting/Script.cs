using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting;

/// <summary>Runs whole programs as <c>__main__</c>.</summary>
public static unsafe class Script
{
    /// <summary>Makes the <c>__main__</c> module.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="file">Its <c>__file__</c>, or null.</param>
    public static Module* NewMain(Vm* vm, string? file) => ModuleLoading.NewMain(vm, file);

    /// <summary>Compiles and runs source text in a module; false with an exception pending.</summary>
    public static bool Run(Vm* vm, Module* main, string text, string fileName)
    {
        Code* code = SourceLoader.Compile(vm, text, fileName, SourceMode.Module);
        return code != null && Importer.Execute(vm, main, code);
    }

    /// <summary>Decodes, compiles and runs the bytes of a program file in a module; false with an exception pending.</summary>
    public static bool Run(Vm* vm, Module* main, ReadOnlySpan<byte> bytes, string fileName)
    {
        Code* code = SourceLoader.CompileProgram(vm, bytes, fileName);
        return code != null && Importer.Execute(vm, main, code);
    }
}
