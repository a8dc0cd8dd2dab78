using System.Runtime.InteropServices;
using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Hosting;

/// <summary>Makes and ends machines.</summary>
public static unsafe class Machine
{
    /// <summary>The greatest depth of calls a script may ask for.</summary>
    public const int MaxRecursionLimit = 1_000_000;

    private const nuint RegisterStackBytes = 1 << 28;
    private const nuint MachineStackReserve = 256 * 1024;
    private const nuint DefaultMachineStack = 1024 * 1024;

    /// <summary>Makes a machine on the calling thread, which must be the one that runs it.</summary>
    /// <param name="options">How it is set up.</param>
    /// <param name="stackBase">An address in a frame above all that will use the machine: the collector scans the machine stack up to it. Null: the
    /// caller is at least a page below the end of its stack, as it is in a thread of a larger program.</param>
    public static Vm* Create(MachineOptions options, void* stackBase = null)
    {
        Vm* vm = (Vm*)NativeMemory.AllocZeroed((nuint)sizeof(Vm));
        vm->Host = new MachineHost(vm, options);
        vm->RecursionLimit = options.RecursionLimit;
        vm->MaxIntDigits = Integers.DefaultMaxDigits;
        vm->CollectorThresholds = (2000, 10, 10);
        vm->TypeEpoch = 1;
        vm->NextKeysVersion = 1;
        vm->Heap.Initialize(vm);
        vm->Heap.Limit = options.MaxMemory;
        vm->StackBase = (Value*)Pages.Reserve(RegisterStackBytes);
        vm->StackLimit = vm->StackBase + (RegisterStackBytes / (nuint)sizeof(Value));
        vm->StackSoftLimit = vm->StackBase;
        vm->FrameBase = Pages.Reserve((nuint)((MaxRecursionLimit + 16) * (long)sizeof(Frame)));
        vm->ShapeCapacity = 1024;
        vm->ShapeCount = (uint)TypeId.Count;
        vm->Shapes = (void**)NativeMemory.AllocZeroed(vm->ShapeCapacity, (nuint)sizeof(void*));
        vm->SetTracing(&Tracing.Trace, &TraceRoots);
        SetMachineStack(vm, stackBase);
        StrTable.Create(vm);
        WellKnown.Create(vm);
        Attributes.Initialize(vm);
        SharedCache.Initialize(vm);
        TypeDefinitions.Create(vm);
        WellKnown.Of(vm)->Modules = Dict.New(vm);
        BuiltinNamespace.Create(vm);
        if (options.Torture)
        {
            vm->Heap.Torture = true;
            vm->Request(SafepointRequest.Torture);
        }

        if (MachineHost.Of(vm).Files is GuardedFileCalls guarded)
        {
            MachineHost.Of(vm).AtExit(guarded.Close);
        }

        if (options.Limits != null)
        {
            Limits.Begin(vm, options.Limits);
        }

        return vm;
    }

    /// <summary>Ends a machine: runs exit actions, releases what its cells own, and gives its memory back.</summary>
    public static void Destroy(Vm* vm)
    {
        bool isAlone = Threads.Finish(vm);
        MachineHost.Of(vm).Limits?.End();
        MachineHost.Of(vm).RunExitActions();
        if (!isAlone)
        {
            // Daemon threads may wake from what they wait for, find their machine ended, and wait for ever: it stays where it is.
            return;
        }

        vm->Host.ReleaseAll();
        vm->Heap.Dispose();
        StrTable.Release(vm);
        WellKnown.Dispose(vm);
        Attributes.Dispose(vm);
        SharedCache.Dispose(vm);
        Shapes.Dispose(vm);
        Pages.Unmap(vm->StackBase, RegisterStackBytes);
        Pages.Unmap(vm->FrameBase, (nuint)((MaxRecursionLimit + 16) * (long)sizeof(Frame)));
        vm->ReleaseHost();
        NativeMemory.Free(vm);
    }

    /// <summary>Tells a machine where on the machine stack of the calling thread it runs, and how far down it may recurse.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="stackBase">As for <see cref="Create"/>.</param>
    /// <param name="stackBytes">Bytes of stack that may be used below here.</param>
    public static void SetMachineStack(Vm* vm, void* stackBase, nuint stackBytes = DefaultMachineStack)
    {
        byte* here = (byte*)MachineStack.CurrentAddress();
        vm->MachineStackBase = stackBase == null ? here + 4096 : stackBase;
        vm->MachineStackLimit = here - (stackBytes - MachineStackReserve);
    }

    private static void TraceRoots(Vm* vm, Marker* marker)
    {
        WellKnown.Trace(marker);
        Shapes.TraceNames(marker);
        CoroutineWatch.Trace(vm, marker);
        Frames.TraceRoots(vm, marker);
        FutureWatch.Trace(vm, marker);
        TraceStacks(marker, (Frame*)vm->CurrentFrame, (Frame*)vm->FrameBase, vm->StackBase, vm->StackSoftLimit);
        for (ThreadContext* thread = vm->Threads; thread != null; thread = thread->Next)
        {
            if (thread->IsParked)
            {
                marker->Mark(thread->Function);
                marker->Mark(thread->Pending);
                marker->Mark(thread->Handled);
                marker->Mark(thread->Context);
                marker->Mark(thread->RunningLoop);
                marker->Mark(thread->CurrentTask);
                marker->Mark(thread->ObservedFrames);
                TraceStacks(marker, (Frame*)thread->CurrentFrame, (Frame*)thread->FrameBase, thread->StackBase, thread->StackSoftLimit);
            }
        }
    }

    /// <summary>The frames and registers of a thread.</summary>
    private static void TraceStacks(Marker* marker, Frame* current, Frame* first, Value* registers, Value* softLimit)
    {
        Value* top = current == null ? registers : current->Top;
        for (Frame* frame = first; current != null && frame <= current; frame++)
        {
            marker->Mark(frame->Code);
            marker->Mark(frame->Function);
            marker->Mark(frame->Generator);
            marker->Mark(frame->Locals);
            if (frame->Generator != null)
            {
                marker->Mark(frame->CallerHandled);
            }
        }

        // Words above the top are dead: cleared now, they cannot dangle later.
        marker->Mark(registers, (nint)(top - registers));
        if (softLimit > top)
        {
            new Span<Value>(top, (int)(softLimit - top)).Clear();
        }
    }
}
