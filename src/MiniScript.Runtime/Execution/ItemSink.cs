using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Execution;

/// <summary>A native consumer that takes the items of a generator where it yields them, so that the generator need not be left and entered again for each.</summary>
/// <remarks>
/// It lies first in a structure of the consumer's machine frame, behind it what the consumer gathers. <see cref="Take"/> runs while the generator counts as
/// running, so it neither calls script nor raises: an item that would need that is refused, and the generator is suspended with it as usual.
/// <code>
///  0      8
///  | take | what the consumer gathers …
/// </code>
/// </remarks>
internal unsafe struct ItemSink
{
    /// <summary>Takes an item; false if it refuses it.</summary>
    public delegate*<ItemSink*, Value, bool> Take;
}
