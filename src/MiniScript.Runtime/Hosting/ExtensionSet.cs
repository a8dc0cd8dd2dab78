using MiniScript.Runtime.Execution;

namespace MiniScript.Runtime.Hosting;

/// <summary>The native modules that a program contains; its generated <c>ExtensionTable.Set</c>.</summary>
/// <param name="find">Finds the registration method of a module by its UTF-8 name.</param>
/// <param name="extensions">The names of the extensions among them, each ended by a zero byte.</param>
public readonly unsafe ref struct ExtensionSet(delegate*<ReadOnlySpan<byte>, delegate* managed<ref NativeTableBuilder, void>> find, ReadOnlySpan<byte> extensions)
{
    /// <summary>Finds the registration method of a module by its UTF-8 name.</summary>
    internal delegate*<ReadOnlySpan<byte>, delegate* managed<ref NativeTableBuilder, void>> Find { get; } = find;

    /// <summary>The names of the extensions among them, each ended by a zero byte.</summary>
    internal ReadOnlySpan<byte> Extensions { get; } = extensions;
}
