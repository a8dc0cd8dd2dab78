using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>What the library module <c>types</c> needs of native code.</summary>
[BuiltinModule("_types")]
internal static unsafe partial class CoroutineFunctions
{
    /// <summary>Makes the generators of a generator function awaitable.</summary>
    [Function("make_awaitable", Signature = "(function, /)")]
    private static Value MakeAwaitable(Vm* vm, Function* function)
    {
        Code* code = Code.Copy(vm, function->Code);
        if (code == null)
        {
            return Value.Undefined;
        }

        code->Flags |= CodeFlags.IterableCoroutine;
        function->Code = code;
        return Value.None;
    }
}
