using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>A call of script code in progress. Frames lie one behind the other in the frame stack of the <see cref="Vm"/>.</summary>
/// <remarks>
/// <code>
///  0             8           16    24     32         40       48          56               64     72
///  | instruction | registers | top | code | function | locals | generator | caller handled | exit | sink |
/// </code>
/// The register of the caller that receives the result is an operand of the caller's instruction, the one before its <see cref="Instruction"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 80)]
public unsafe struct Frame
{
    /// <summary>The next instruction, as of the last point where the interpreter stored it: before anything that may raise, call or collect.</summary>
    public ulong* Instruction;

    /// <summary>Register 0: on the register stack, or in the storage of a generator.</summary>
    public Value* Registers;

    /// <summary>The register stack is free from here on.</summary>
    public Value* Top;

    /// <summary>The code.</summary>
    public Code* Code;

    /// <summary>The function; modules, class bodies and expressions have one too, for their globals and closure.</summary>
    public Function* Function;

    /// <summary>The namespace of a class body, module or <c>exec</c>; not set if the code is a function's.</summary>
    public Value Locals;

    /// <summary>The generator whose registers these are, or null.</summary>
    public Generator* Generator;

    /// <summary>The exception that the caller of a generator was handling; only set if there is a generator.</summary>
    public Value CallerHandled;

    /// <summary>What happens to the result.</summary>
    public FrameExit Exit;

    /// <summary>What takes the items that a generator yields; only set with <see cref="FrameExit.Sinking"/>.</summary>
    internal ItemSink* Sink;
}

/// <summary>What a frame does with its result.</summary>
public enum FrameExit
{
    /// <summary>Store it into register C of the caller's instruction.</summary>
    Call,

    /// <summary>Leave the interpreter loop: native code called.</summary>
    Native,

    /// <summary>It was <c>__init__</c>: the result must be None, and register C of the caller's instruction gets the instance, which register A holds.</summary>
    Initialize,

    /// <summary>It was a property's getter: store it into register A of the caller's instruction.</summary>
    Attribute,

    /// <summary>A for loop resumed a generator: a yield stores the item and takes the loop's jump, a return falls through.</summary>
    ForLoop,

    /// <summary><c>Send</c> resumed a generator: a yield stores the item and goes on, a return stores the value and jumps.</summary>
    Send,

    /// <summary>A bit besides: a <see cref="FrameObject"/> of the frame exists.</summary>
    Observed = 16,

    /// <summary>A bit besides: the call made an object that is watched, and finalizers may be due when it returns.</summary>
    Reclaiming = 32,

    /// <summary>A bit besides <see cref="Native"/>: <see cref="Frame.Sink"/> takes the items that are yielded.</summary>
    Sinking = 64,

    /// <summary>A bit besides: <see cref="TraceFunctions"/> has reported the call.</summary>
    Traced = 128,

    /// <summary>The bits of the other values.</summary>
    Mask = 15,
}
