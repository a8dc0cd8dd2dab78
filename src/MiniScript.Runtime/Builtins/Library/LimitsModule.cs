using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Builtins;

/// <summary>What this runtime has beyond the language: the exceptions of the limits that a host sets.</summary>
[BuiltinModule("miniscript", Doc = "What MiniScript has beyond the language.")]
internal static unsafe partial class LimitsModule
{
    [Constant("LimitExceeded")]
    private static Value LimitExceeded(Vm* vm) => Class(vm, LimitKind.None);

    [Constant("TimeLimitExceeded")]
    private static Value TimeLimitExceeded(Vm* vm) => Class(vm, LimitKind.Time);

    [Constant("StepLimitExceeded")]
    private static Value StepLimitExceeded(Vm* vm) => Class(vm, LimitKind.Steps);

    [Constant("DepthLimitExceeded")]
    private static Value DepthLimitExceeded(Vm* vm) => Class(vm, LimitKind.Depth);

    [Constant("OpenFileLimitExceeded")]
    private static Value OpenFileLimitExceeded(Vm* vm) => Class(vm, LimitKind.OpenFiles);

    private static Value Class(Vm* vm, LimitKind kind)
    {
        Objects.TypeObject* type = Limits.Class(vm, kind);
        return type == null ? Value.Undefined : Value.FromObject(type);
    }
}
