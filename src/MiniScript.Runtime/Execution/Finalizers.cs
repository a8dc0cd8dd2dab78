using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>What runs when objects die: <c>__del__</c>, once for each object (PEP 442), and the <c>finally</c> blocks of generators that are not at their end.</summary>
/// <remarks>
/// There are no reference counts, so that a collection finds the dead: those among the watched objects that it did not mark. It marks them, and all
/// they refer to, and the safepoint behind it calls their finalizers in the order in which the objects were made. They are freed by a later collection unless a finalizer stored them.
/// </remarks>
internal static unsafe class Finalizers
{
    /// <summary>Watches a new object whose class has <c>__del__</c>, or a generator with blocks to leave.</summary>
    public static void Watch(Vm* vm, ObjectHeader* cell)
    {
        if ((cell->Flags & ObjectFlags.Watched) == 0)
        {
            cell->Flags |= ObjectFlags.Watched;
            vm->Finalizable.Add(cell);
            MarkFrame(vm);
        }
    }

    /// <summary>Has the return of the call that runs look for finalizers that are due.</summary>
    public static void MarkFrame(Vm* vm)
    {
        Frame* frame = (Frame*)vm->CurrentFrame;
        if (frame != null && frame->Generator == null)
        {
            frame->Exit |= FrameExit.Reclaiming;
        }
    }

    /// <summary>Takes the dead among the watched cells to those whose finalizer is due, and marks them.</summary>
    public static void AfterMark(Vm* vm, Marker* marker)
    {
        int kept = 0;
        for (int i = 0; i < vm->Finalizable.Count; i++)
        {
            ObjectHeader* cell = vm->Finalizable[i];
            if (cell->Kind == Kind.Generator && IsOver((Generator*)cell))
            {
                continue;
            }

            if (Block.IsMarked(cell))
            {
                vm->Finalizable.Put(kept++, cell);
            }
            else
            {
                vm->Finalizing.Add(cell);
            }
        }

        vm->Finalizable.Truncate(kept);
        vm->Finalizing.Trace(marker);
        marker->Drain();
    }

    /// <summary>Calls the finalizers that are due.</summary>
    public static void Run(Vm* vm)
    {
        while (vm->Finalizing.Count > 0)
        {
            Finalize(vm, Value.FromObject(vm->Finalizing.Take()));
        }
    }

    /// <summary>Calls the finalizers of the objects that are watched now: the script has ended.</summary>
    public static void RunAtExit(Vm* vm)
    {
        Run(vm);
        for (int left = vm->Finalizable.Count; left > 0 && vm->Finalizable.Count > 0; left--)
        {
            ObjectHeader* cell = vm->Finalizable.Take();
            if (cell->Kind != Kind.Generator || !IsOver((Generator*)cell))
            {
                Finalize(vm, Value.FromObject(cell));
            }
        }
    }

    private static bool IsOver(Generator* generator) =>
        generator->State == GeneratorState.Finished || (generator->State == GeneratorState.Created && !Block.IsMarked(generator));

    private static void Finalize(Vm* vm, Value self)
    {
        vm->EntersFinalizer = true;
        if (self.Is(Kind.Generator))
        {
            Generator* generator = (Generator*)self.AsObject;
            if (generator->State != GeneratorState.Running && Generators.Close(vm, generator).IsUndefined)
            {
                Unraisable.Report(vm, self);
            }

            return;
        }

        Value method = Attributes.Lookup(vm, Types.Of(vm, self), WellKnown.Name(vm, NameId.__del__));
        if (!method.IsUndefined && Calls.InvokeSpecial(vm, self, NameId.__del__).IsUndefined)
        {
            Unraisable.Report(vm, method);
        }
    }
}
