namespace MiniScript.Runtime.Objects;

/// <summary>What tells one comparison's special method from another's at compile time.</summary>
internal interface IComparison
{
    /// <summary>The comparison.</summary>
    static abstract CompareOperation Operation { get; }
}

/// <summary>The comparisons as types.</summary>
internal static class Comparisons
{
#pragma warning disable CS1591 // Each is the comparison it is named for.
    internal readonly struct Less : IComparison
    {
        public static CompareOperation Operation => CompareOperation.Less;
    }

    internal readonly struct LessEqual : IComparison
    {
        public static CompareOperation Operation => CompareOperation.LessEqual;
    }

    internal readonly struct Equal : IComparison
    {
        public static CompareOperation Operation => CompareOperation.Equal;
    }

    internal readonly struct NotEqual : IComparison
    {
        public static CompareOperation Operation => CompareOperation.NotEqual;
    }

    internal readonly struct Greater : IComparison
    {
        public static CompareOperation Operation => CompareOperation.Greater;
    }

    internal readonly struct GreaterEqual : IComparison
    {
        public static CompareOperation Operation => CompareOperation.GreaterEqual;
    }
#pragma warning restore CS1591
}
