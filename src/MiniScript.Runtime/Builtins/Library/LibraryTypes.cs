using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>Native types of library modules: a machine makes one when a module that needs it is first imported.</summary>
internal static unsafe class LibraryTypes
{
    /// <summary>The type of an id, made if it is not there yet.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="id">Its id.</param>
    /// <param name="name">Its name in messages, with its module: <c>re.Match</c>.</param>
    /// <param name="kind">The layout of instances.</param>
    /// <param name="flags">Bits.</param>
    /// <param name="slots">Sets the slots that differ from those of <c>object</c>; or null.</param>
    /// <param name="register">Adds the members; or null.</param>
    /// <param name="baseId">The base.</param>
    public static TypeObject* Get(
        Vm* vm, TypeId id, ReadOnlySpan<byte> name, Kind kind, TypeFlags flags, delegate*<TypeObject*, void> slots,
        delegate* managed<ref NativeTableBuilder, void> register, TypeId baseId = TypeId.Object)
    {
        if (WellKnown.Of(vm)->Types[(int)id] == null)
        {
            TypeDefinitions.Add(vm, id, name, baseId, kind, flags, slots, register);
        }

        return WellKnown.Of(vm)->Types[(int)id];
    }

    /// <summary>A type of records that scripts may derive from.</summary>
    public static Value Record(
        Vm* vm, TypeId id, ReadOnlySpan<byte> name, delegate*<TypeObject*, void> slots, delegate* managed<ref NativeTableBuilder, void> register = null) =>
        Value.FromObject(Get(vm, id, name, Kind.Record, TypeFlags.BaseType, slots, register));

    /// <summary>A type of records that only native code makes.</summary>
    public static Value Hidden(
        Vm* vm, TypeId id, ReadOnlySpan<byte> name, delegate*<TypeObject*, void> slots, delegate* managed<ref NativeTableBuilder, void> register = null) =>
        Value.FromObject(Get(vm, id, name, Kind.Record, TypeFlags.NotCallable, slots, register));
}
