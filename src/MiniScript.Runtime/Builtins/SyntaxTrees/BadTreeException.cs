namespace MiniScript.Runtime.Builtins.SyntaxTrees;

/// <summary>Leaves the reading of a tree of objects that is not a valid one; the script exception is pending.</summary>
internal sealed class BadTreeException : Exception;
