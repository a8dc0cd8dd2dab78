namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for to emit <c>init</c> accessors and records; netstandard2.0 does not carry it.</summary>
internal static class IsExternalInit;
