using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Binary;

/// <summary>The iterator of <c>struct.iter_unpack</c>.</summary>
[BuiltinType("struct_iterator")]
internal static unsafe partial class StructIteratorMethods
{
    /// <summary>The number of tuples left.</summary>
    [Method("__length_hint__", Signature = "($self, /)")]
    private static Value LengthHint(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        int* program = StructType.Program(vm, fields[0]);
        return program == null || !BytesArguments.TryGet(vm, fields[1], out ReadOnlySpan<byte> content)
            ? Value.Undefined
            : Value.FromInt(Math.Max(content.Length - fields[2].AsInt, 0) / program[StructFormat.Size]);
    }
}
