namespace MiniScript.Runtime.Builtins.Os;

/// <summary>A program to start.</summary>
/// <param name="Path">The file.</param>
/// <param name="Arguments">Its arguments, from the name on.</param>
/// <param name="Environment">Its variables as <c>name=value</c>.</param>
/// <param name="Directory">Its working directory; null: that of this process.</param>
/// <param name="Descriptors">Pairs of descriptors: the first of each becomes the second in the child.</param>
/// <param name="IsSession">Whether it leads a session of its own.</param>
/// <param name="Group">The process group it joins; 0 for one of its own, -1 for that of this process.</param>
/// <param name="RestoresSignals">Whether signals that this process ignores have their default meaning in the child.</param>
internal readonly record struct SpawnRequest(
    string Path, string[] Arguments, string[] Environment, string? Directory, int[] Descriptors, bool IsSession, int Group, bool RestoresSignals);
