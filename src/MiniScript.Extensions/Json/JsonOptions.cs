using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Extensions.Json;

/// <summary>How JSON is written.</summary>
internal unsafe struct JsonOptions
{
    /// <summary>Called with what JSON has no form for, to give what is written instead; or <c>None</c>.</summary>
    public Value Default;

    /// <summary>Leave out entries whose keys are not basic types, instead of refusing them.</summary>
    public bool SkipKeys;

    /// <summary>Escape everything that is not ASCII.</summary>
    public bool EnsureAscii;

    /// <summary>Look for containers within themselves.</summary>
    public bool CheckCircular;

    /// <summary>Write NaN and infinities, which JSON does not know.</summary>
    public bool AllowNaN;

    /// <summary>Write objects in the order of their keys.</summary>
    public bool SortKeys;

    /// <summary>What stands for one level of indentation; null for no line breaks at all.</summary>
    public Str* Indent;

    /// <summary>Between items.</summary>
    public Str* ItemSeparator;

    /// <summary>Between key and value.</summary>
    public Str* KeySeparator;
}
