using System.Diagnostics;
using System.Runtime.CompilerServices;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>Finalizers where the reference runs them: right behind the statement by which a script drops an object.</summary>
/// <remarks>
/// Scripts rely on reference counts: after <c>del x</c>, <c>x = None</c>, a <c>break</c> or a return they expect <c>__del__</c>, the callback of a weak
/// reference or the <c>finally</c> of a generator to have run. While something is watched, a collection is made there: the first few of a small heap in any
/// case, later ones as long as they take little of the time. Beyond that, finalizers wait for a collection that comes by itself.
/// </remarks>
internal static unsafe class Reclamation
{
    /// <summary>What the interpreter's loop returns, no value of a script, to have <see cref="Collect"/> called.</summary>
    public const ulong Due = 0xff;

    private const int FreeCollections = 100;
    private const nuint FreeBytes = 128 << 20; // a collection takes about 0.3 ms for each MiB in use
    private const double Share = 0.05;

    /// <summary>True if something that is watched may have died and a collection is affordable.</summary>
    public static bool IsDue(Vm* vm) => IsAnythingWatched(vm) && IsAffordable(vm);

    /// <summary>True if a collection is due behind a call that made watched objects. If it returned one, its caller's return is the next chance.</summary>
    public static bool IsDueAfter(Vm* vm, ulong result)
    {
        Value value = new(result);
        if (value.IsObject && (value.AsObject->Flags & ObjectFlags.Watched) != 0)
        {
            Finalizers.MarkFrame(vm);
            return false;
        }

        return IsDue(vm);
    }

    /// <summary>Collects, and calls the finalizers that are due.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Collect(Vm* vm)
    {
        TimeSpan before = vm->Heap.PauseTotal;
        MachineStack.Scrub();
        vm->Heap.Collect();
        vm->Reclamations++;
        vm->ReclamationBytes += vm->Heap.BytesInUse;
        vm->ReclamationTicks += (vm->Heap.PauseTotal - before).Ticks;
        vm->Host.AfterCollection();
    }

    /// <summary>Forgets what is left in the registers of the current frame from one on.</summary>
    public static void Clear(Vm* vm, Value* dead)
    {
        Frame* frame = (Frame*)vm->CurrentFrame;
        Value* end = frame->Generator == null ? frame->Top : frame->Registers + frame->Code->FrameSize;
        if (dead >= frame->Registers && dead < end)
        {
            new Span<Value>(dead, (int)(end - dead)).Clear();
        }
    }

    private static bool IsAnythingWatched(Vm* vm)
    {
        int count = vm->Finalizable.Count;
        while (count > 0 && vm->Finalizable[count - 1] is var last && last->Kind == Kind.Generator && ((Generator*)last)->State == GeneratorState.Finished)
        {
            count--;
        }

        vm->Finalizable.Truncate(count);
        return count > 0 || WeakReferences.Find(vm) is { HasTargets: true };
    }

    private static bool IsAffordable(Vm* vm)
    {
        if (vm->Reclamations < FreeCollections && vm->ReclamationBytes + vm->Heap.BytesInUse <= FreeBytes)
        {
            return true;
        }

        TimeSpan spent = TimeSpan.FromTicks(vm->ReclamationTicks) + vm->Heap.PauseLast;
        return spent < Share * Stopwatch.GetElapsedTime(MachineHost.Of(vm).Started);
    }
}
