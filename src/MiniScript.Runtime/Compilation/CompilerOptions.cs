namespace MiniScript.Runtime.Compilation;

/// <summary>How a source is compiled.</summary>
public sealed class CompilerOptions
{
    /// <summary>The options of an ordinary module.</summary>
    public static readonly CompilerOptions Default = new();

    private static readonly CompilerOptions Optimized = new() { Optimize = true };
    private static readonly CompilerOptions Bare = new() { Optimize = true, DropDocumentation = true };

    /// <summary>The options of an ordinary module.</summary>
    /// <param name="optimization">0; 1 to leave out <c>assert</c>; 2 to leave out documentation strings too.</param>
    public static CompilerOptions Of(int optimization) => optimization switch
    {
        0 => Default,
        1 => Optimized,
        _ => Bare,
    };

    /// <summary>True if the code is run with a namespace of locals apart from the globals: <c>exec</c> and <c>eval</c> with two dicts.</summary>
    public bool SeparateLocals { get; init; }

    /// <summary>True if annotations are kept as source text: <c>from __future__ import annotations</c> in the code that asks for this compilation.</summary>
    public bool FutureAnnotations { get; init; }

    /// <summary>True if <c>await</c> may stand outside functions: code that uses it returns a coroutine (<c>ast.PyCF_ALLOW_TOP_LEVEL_AWAIT</c>).</summary>
    public bool AllowTopLevelAwait { get; init; }

    /// <summary>True to leave out <c>assert</c> and make <c>__debug__</c> false.</summary>
    public bool Optimize { get; init; }

    /// <summary>True to leave out documentation strings.</summary>
    public bool DropDocumentation { get; init; }
}
