using System.Runtime.InteropServices;

namespace MiniScript.Runtime.Memory;

/// <summary>A thread of a machine: what of the <see cref="Vm"/> belongs to it while another one runs.</summary>
/// <remarks>
/// While the thread waits, its machine stack between <see cref="StackTop"/> and <see cref="MachineStackBase"/> is a root like its registers
/// and frames: all callee-saved registers were pushed above <see cref="StackTop"/> before the thread let go.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ThreadContext
{
    /// <summary>The next thread of the machine.</summary>
    public ThreadContext* Next;

    /// <summary>What script knows the thread by; 1 is the main thread.</summary>
    public long Identifier;

    /// <summary>Whether another thread runs; the fields below hold then.</summary>
    public bool IsParked;

    /// <summary>What the thread calls, until it has begun.</summary>
    public Value Function;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public Value Pending;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public Value Handled;

    /// <summary>The context of context variables that is entered, as in <see cref="AsyncState"/>: a thread begins with none.</summary>
    public Value Context;

    /// <summary>As in <see cref="AsyncState"/>.</summary>
    public Value RunningLoop;

    /// <summary>As in <see cref="AsyncState"/>.</summary>
    public Value CurrentTask;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public void* CurrentFrame;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public void* ObservedFrames;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public void* FrameBase;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public Value* StackBase;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public Value* StackSoftLimit;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public Value* StackLimit;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public void* MachineStackBase;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public void* MachineStackLimit;

    /// <summary>The lowest address of the machine stack that may hold values; null before the thread has begun.</summary>
    public void* StackTop;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public int Depth;

    /// <summary>As in <see cref="Vm"/>.</summary>
    public int RecursionLimit;

    /// <summary>Puts the thread's part of a machine away.</summary>
    public void Save(Vm* vm)
    {
        Pending = vm->Pending;
        Handled = vm->Handled;
        Context = vm->Async.Context;
        RunningLoop = vm->Async.RunningLoop;
        CurrentTask = vm->Async.CurrentTask;
        CurrentFrame = vm->CurrentFrame;
        FrameBase = vm->FrameBase;
        ObservedFrames = vm->ObservedFrames;
        StackBase = vm->StackBase;
        StackSoftLimit = vm->StackSoftLimit;
        StackLimit = vm->StackLimit;
        MachineStackBase = vm->MachineStackBase;
        MachineStackLimit = vm->MachineStackLimit;
        Depth = vm->Depth;
        RecursionLimit = vm->RecursionLimit;
        IsParked = true;
    }

    /// <summary>Makes the machine run the thread.</summary>
    public void Load(Vm* vm)
    {
        vm->Pending = Pending;
        vm->Handled = Handled;
        vm->Async.Context = Context;
        vm->Async.RunningLoop = RunningLoop;
        vm->Async.CurrentTask = CurrentTask;
        vm->CurrentFrame = CurrentFrame;
        vm->FrameBase = FrameBase;
        vm->ObservedFrames = ObservedFrames;
        vm->StackBase = StackBase;
        vm->StackSoftLimit = StackSoftLimit;
        vm->StackLimit = StackLimit;
        vm->MachineStackBase = MachineStackBase;
        vm->MachineStackLimit = MachineStackLimit;
        vm->Depth = Depth;
        vm->RecursionLimit = RecursionLimit;
        vm->CurrentThread = (ThreadContext*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref this);
        IsParked = false;
    }
}
