namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Emission;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>A statement around the point of emission that <c>break</c>, <c>continue</c> and <c>return</c> must leave properly.</summary>
internal sealed class Block(BlockKind kind)
{
    /// <summary>What has to be done on leaving.</summary>
    public BlockKind Kind { get; } = kind;

    /// <summary>Where <c>continue</c> goes; of loops.</summary>
    public Label? Continue { get; init; }

    /// <summary>Where <c>break</c> goes; of loops.</summary>
    public Label? Break { get; init; }

    /// <summary>The guarded range that must not cover the code of leaving; null for loops.</summary>
    public ProtectedRange? Range { get; init; }

    /// <summary>The <c>finally</c> body; of <see cref="BlockKind.Finally"/>.</summary>
    public Statement[]? FinalBody { get; init; }

    /// <summary>The register of the exception that was being handled before; of <see cref="BlockKind.Handler"/>.</summary>
    public int SavedRegister { get; init; }

    /// <summary>The name to unbind; of <see cref="BlockKind.Handler"/>, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The register of <c>__exit__</c> or <c>__aexit__</c>; of <see cref="BlockKind.With"/> and <see cref="BlockKind.AsyncWith"/>.</summary>
    public int ExitRegister { get; init; }

    /// <summary>Where the instructions of leaving come from.</summary>
    public Node? Node { get; init; }
}

/// <summary>What leaving a <see cref="Block"/> takes.</summary>
internal enum BlockKind
{
    /// <summary>Nothing; a loop.</summary>
    Loop,

    /// <summary>Nothing but the end of the range: the body of a <c>try</c> with <c>except</c>.</summary>
    Try,

    /// <summary>The <c>finally</c> body.</summary>
    Finally,

    /// <summary>Restoring the handled exception, and unbinding the handler's name: a handler's body.</summary>
    Handler,

    /// <summary>It cannot be left but by its end or an exception: the body of an <c>except*</c> clause.</summary>
    GroupHandler,

    /// <summary>Calling <c>__exit__</c>.</summary>
    With,

    /// <summary>Calling and awaiting <c>__aexit__</c>.</summary>
    AsyncWith,
}
