using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>The native half of the library module <c>io</c>.</summary>
[BuiltinModule("_io")]
internal static unsafe partial class IoModule
{
    [Constant("UnsupportedOperation")]
    private static Value UnsupportedOperation(Vm* vm) => Value.FromObject(FileErrors.UnsupportedOperation(vm));

    [Constant("TextIOWrapper")]
    private static Value TextFile(Vm* vm) => Value.FromObject(Types.Of(vm, TypeId.TextIOWrapper));

    [Constant("BufferedReader")]
    private static Value Reader(Vm* vm) => Value.FromObject(Types.Of(vm, TypeId.BufferedReader));

    [Constant("BufferedWriter")]
    private static Value Writer(Vm* vm) => Value.FromObject(Types.Of(vm, TypeId.BufferedWriter));

    [Constant("BufferedRandom")]
    private static Value Random(Vm* vm) => Value.FromObject(Types.Of(vm, TypeId.BufferedRandom));

    [Constant("_BytesStream")]
    private static Value BytesStream(Vm* vm) => Streams.BytesStreamType.Get(vm);

    [Constant("_TextStream")]
    private static Value TextStream(Vm* vm) => Streams.TextStreamType.Get(vm);

    [Constant("open")]
    private static Value Open(Vm* vm) => Dict.GetStr(WellKnown.Of(vm)->Builtins, Str.Intern(vm, "open"u8));
}
