using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Os;

/// <content>The results of <c>stat</c>.</content>
internal static unsafe partial class OsModule
{
    private const long Second = 1_000_000_000;

    [Constant("stat_result")]
    private static Value StatusClass(Vm* vm) => Value.FromObject(StatusType(vm, FileTable.Of(vm)));

    private static TypeObject* StatusType(Vm* vm, FileTable table)
    {
        if (table.StatusType is not { } kept)
        {
            TypeObject* made = StructSequence.NewType(vm, "os", "stat_result", StatusFields);
            if (made == null)
            {
                return null;
            }

            table.StatusType = kept = vm->Handles.Keep(Value.FromObject(made));
        }

        return (TypeObject*)vm->Handles.Get(kept).AsObject;
    }

    /// <summary>A tuple of ten, times in whole seconds; besides, the times as attributes in fractions, and what the tuple leaves out.</summary>
    private static Value StatusResult(Vm* vm, FileTable table, in FileStatus status)
    {
        TypeObject* type = StatusType(vm, table);
        if (type == null)
        {
            return Value.Undefined;
        }

        Value result = StructSequence.New(
            vm,
            type,
            [
                Value.FromInt(status.Mode), Integers.FromLong(vm, status.Inode), Integers.FromLong(vm, status.Device), Value.FromInt(status.Links),
                Value.FromInt(status.User), Value.FromInt(status.Group), Integers.FromLong(vm, status.Size), WholeSeconds(vm, status.Accessed),
                WholeSeconds(vm, status.Modified), WholeSeconds(vm, status.Changed),
            ]);
        return !result.IsUndefined
            && Set(vm, result, "st_atime"u8, Seconds(status.Accessed)) && Set(vm, result, "st_mtime"u8, Seconds(status.Modified))
            && Set(vm, result, "st_ctime"u8, Seconds(status.Changed)) && Set(vm, result, "st_atime_ns"u8, Integers.FromLong(vm, status.Accessed))
            && Set(vm, result, "st_mtime_ns"u8, Integers.FromLong(vm, status.Modified))
            && Set(vm, result, "st_ctime_ns"u8, Integers.FromLong(vm, status.Changed))
            && Set(vm, result, "st_blksize"u8, Integers.FromLong(vm, status.BlockSize)) && Set(vm, result, "st_blocks"u8, Integers.FromLong(vm, status.Blocks))
            && Set(vm, result, "st_rdev"u8, Integers.FromLong(vm, status.SpecialDevice))
            ? result
            : Value.Undefined;
    }

    private static bool Set(Vm* vm, Value self, ReadOnlySpan<byte> name, Value value) => InstanceAttributes.Set(vm, self, Str.Intern(vm, name), value);

    private static Value Seconds(long nanoseconds) => Value.FromFloat(nanoseconds / 1e9);

    private static Value WholeSeconds(Vm* vm, long nanoseconds) =>
        Integers.FromLong(vm, (nanoseconds / Second) - (nanoseconds % Second < 0 ? 1 : 0));
}
