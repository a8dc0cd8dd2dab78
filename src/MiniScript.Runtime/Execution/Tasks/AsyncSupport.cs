using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution.Tasks;

/// <summary>What native code leaves to the library module <c>asyncio._support</c>: texts and reports, which are rare.</summary>
internal static unsafe class AsyncSupport
{
    /// <summary>Calls one of the module's functions; undefined with an exception pending.</summary>
    public static Value Call(Vm* vm, ReadOnlySpan<byte> name, params ReadOnlySpan<Value> args)
    {
        Value module = Importer.Load(vm, "asyncio._support");
        if (module.IsUndefined)
        {
            return module;
        }

        Value function = Attributes.Get(vm, module, Str.Intern(vm, name));
        if (function.IsUndefined)
        {
            return function;
        }

        fixed (Value* first = args)
        {
            return Calls.Invoke(vm, function, first, args.Length);
        }
    }
}
