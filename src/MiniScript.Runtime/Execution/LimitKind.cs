namespace MiniScript.Runtime.Execution;

/// <summary>The limits that raise exceptions of their own.</summary>
internal enum LimitKind
{
    /// <summary>None was passed; the base of their exceptions.</summary>
    None,

    /// <summary>The time.</summary>
    Time,

    /// <summary>Iterations of loops and calls.</summary>
    Steps,

    /// <summary>The depth of calls.</summary>
    Depth,

    /// <summary>Open descriptors.</summary>
    OpenFiles,
}
