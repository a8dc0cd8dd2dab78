using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <content>Imports and the interactive prompt.</content>
internal static unsafe partial class Slow
{
    /// <summary>The <c>import</c> statement, through <c>builtins.__import__</c> if the script has replaced it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong ImportName(Vm* vm, Frame* frame, Str* name, ulong fromList, int level)
    {
        Value hook = Dict.GetStr(frame->Function->Builtins, WellKnown.Name(vm, NameId.__import__));
        if (hook.IsUndefined)
        {
            return Throw.Raise(vm, TypeId.ImportError, "__import__ not found").Bits;
        }

        if (hook.Is(Kind.NativeFunction))
        {
            return Importer.Import(vm, frame->Function->Globals, Str.ToManaged(name), new Value(fromList), level).Bits;
        }

        Value* args = stackalloc Value[5]
        {
            Value.FromObject(name),
            Value.FromObject(frame->Function->Globals),
            frame->Locals.IsUndefined ? Value.None : frame->Locals,
            new Value(fromList),
            Value.FromInt(level),
        };
        return Calls.Invoke(vm, hook, args, 5).Bits;
    }

    /// <summary><c>from module import name</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong ImportFrom(Vm* vm, ulong module, Str* name) => Importer.ImportFrom(vm, new Value(module), name).Bits;

    /// <summary><c>from module import *</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool ImportStar(Vm* vm, Frame* frame, ulong module)
    {
        Value ns = frame->Locals.IsUndefined ? Value.FromObject(frame->Function->Globals) : frame->Locals;
        return Importer.ImportStar(vm, new Value(module), ns);
    }

    /// <summary>Hands a value to <c>sys.displayhook</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool PrintResult(Vm* vm, ulong value)
    {
        Value sys = Importer.Load(vm, "sys");
        Value hook = sys.IsUndefined ? sys : Attributes.Get(vm, sys, WellKnown.Name(vm, NameId.displayhook));
        return !hook.IsUndefined && !Calls.Invoke(vm, hook, new Value(value)).IsUndefined;
    }
}
