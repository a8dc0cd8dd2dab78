namespace MiniScript.Runtime.Compilation.Emission;

/// <summary>A place in the code that instructions jump to.</summary>
internal sealed class Label
{
    /// <summary>The index of its instruction; -1 until bound.</summary>
    public int Position { get; set; } = -1;

    /// <summary>The jumps that wait for it.</summary>
    public List<int> Jumps { get; } = [];

    /// <summary>True if a jump to it was emitted before it was bound.</summary>
    public bool IsUsed => Jumps.Count > 0;

    /// <summary>The registers that hold a value on every jump so far; null without any.</summary>
    public RegisterSet? Assigned { get; set; }
}

/// <summary>Code guarded by an exception handler: any number of stretches.</summary>
internal sealed class ProtectedRange(int register, int depth)
{
    /// <summary>The register that receives the exception.</summary>
    public int Register { get; } = register;

    /// <summary>How many ranges lie around it.</summary>
    public int Depth { get; } = depth;

    /// <summary>The handler's first instruction; -1 until bound.</summary>
    public int Target { get; set; } = -1;

    /// <summary>The stretches, end exclusive.</summary>
    public List<(int Start, int End)> Stretches { get; } = [];

    /// <summary>Where the open stretch began; -1 if none is open.</summary>
    public int OpenAt { get; set; } = -1;
}
