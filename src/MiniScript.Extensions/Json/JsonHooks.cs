using MiniScript.Runtime.Memory;

namespace MiniScript.Extensions.Json;

/// <summary>What a script asks to be called for while JSON is read; <c>None</c> where it does not.</summary>
internal struct JsonHooks
{
    /// <summary>The class of the exception for malformed text: called with message, text and position.</summary>
    public Value Error;

    /// <summary>Called with each object, as a dict.</summary>
    public Value Object;

    /// <summary>Called with each object, as a list of pairs; goes before <see cref="Object"/>.</summary>
    public Value ObjectPairs;

    /// <summary>Called with the text of each number that has a fraction or exponent.</summary>
    public Value Float;

    /// <summary>Called with the text of each integer.</summary>
    public Value Integer;

    /// <summary>Called with <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>.</summary>
    public Value Constant;

    /// <summary>Refuse control characters in strings.</summary>
    public bool IsStrict;
}
