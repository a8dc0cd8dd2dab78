using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>What attribute instructions learnt, shared by all of them: an instruction that sees several shapes finds those that its own cache does not hold.</summary>
/// <remarks>A direct-mapped table of copies of inline caches, with their rules: an entry holds for its shape, name and type epoch.</remarks>
internal static unsafe class SharedCache
{
    private const int Size = 1024;
    private const uint RefillInterval = 32;

    /// <summary>Makes the empty table.</summary>
    public static void Initialize(Vm* vm) => vm->SharedCache = Pages.Reserve((nuint)(Size * sizeof(InlineCache)));

    /// <summary>Forgets everything: cells are about to be freed.</summary>
    public static void Clear(Vm* vm) => new Span<InlineCache>(vm->SharedCache, Size).Clear();

    /// <summary>Gives the table's memory back.</summary>
    public static void Dispose(Vm* vm) => Pages.Unmap(vm->SharedCache, (nuint)(Size * sizeof(InlineCache)));

    /// <summary>Where the value of an attribute of an object lies, or null if it is not known.</summary>
    /// <remarks>What is found goes into the instruction's own cache if that is empty or stale, and now and then besides, so that it follows a change of shape.</remarks>
    public static Value* Find(Vm* vm, Value receiver, InlineCache* cache, out int kind)
    {
        kind = InlineCaching.Empty;
        if (!receiver.IsObject)
        {
            return null;
        }

        uint shape = receiver.AsObject->Shape;
        InlineCache* entry = Place(vm, shape, cache->Name);
        if (entry->Shape != shape || entry->Name != cache->Name || entry->Epoch != vm->TypeEpoch)
        {
            return null;
        }

        if (cache->Epoch != vm->TypeEpoch || (++vm->SharedCacheHits % RefillInterval) == 0)
        {
            *cache = *entry;
        }

        kind = entry->Kind;
        return kind switch
        {
            InlineCaching.InObject or InlineCaching.Slot => (Value*)(receiver.Bits + (uint)entry->Data),
            InlineCaching.Outside => (Value*)(((Instance*)receiver.AsObject)->Outside.Bits + (uint)entry->Data),
            _ => (Value*)entry->Target,
        };
    }

    /// <summary>Enters what an instruction has learnt.</summary>
    public static void Store(Vm* vm, InlineCache* cache) => *Place(vm, cache->Shape, cache->Name) = *cache;

    private static InlineCache* Place(Vm* vm, uint shape, Str* name) =>
        (InlineCache*)vm->SharedCache + (((shape * 31) ^ (uint)((ulong)name >> 4)) % Size);
}
