using System.Runtime.CompilerServices;
using MiniScript.Runtime.Builtins.Typing;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <content>Type parameters, type aliases, and names as seen from them.</content>
internal static unsafe partial class Slow
{
    /// <summary>A name in the namespace of a class, else global.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong LoadDictGlobal(Vm* vm, Frame* frame, ulong ns, Str* name)
    {
        Value found = LoadFrom(vm, new Value(ns), name);
        if (!found.IsUndefined || vm->HasPending)
        {
            return found.Bits;
        }

        found = Dict.GetStr(frame->Function->Globals, name);
        found = found.IsUndefined ? Dict.GetStr(frame->Function->Builtins, name) : found;
        return found.IsUndefined ? UnknownName(vm, name) : found.Bits;
    }

    /// <summary>A name in the namespace of a class, else free.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong LoadDictFree(Vm* vm, Frame* frame, ulong ns, int index, Str* name)
    {
        Value found = LoadFrom(vm, new Value(ns), name);
        if (!found.IsUndefined || vm->HasPending)
        {
            return found.Bits;
        }

        Cell* cell = (Cell*)Tuple.Items(frame->Function->Closure)[index].AsObject;
        if (cell->Content.IsUndefined)
        {
            UnboundFree(vm, frame, index);
        }

        return cell->Content.Bits;
    }

    /// <summary>A type parameter; the operands are the functions of its bound and its default.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong MakeTypeParameter(Vm* vm, Str* name, int kind, ulong* operands) =>
        TypeParameters.FromSyntax(vm, name, kind, new Value(operands[0]), new Value(operands[1])).Bits;

    /// <summary>A type alias; the operands are the function of its value and its type parameters.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong MakeTypeAlias(Vm* vm, Str* name, ulong* operands) =>
        TypeAliasType.FromSyntax(vm, name, new Value(operands[0]), new Value(operands[1])).Bits;

    /// <summary><c>Generic[*parameters]</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong SubscriptGeneric(Vm* vm, ulong parameters) => GenericType.Subscript(vm, new Value(parameters)).Bits;

    private static Value LoadFrom(Vm* vm, Value ns, Str* name)
    {
        if (ns.IsExactly(TypeId.Dict))
        {
            return Dict.GetStr((Dict*)ns.AsObject, name);
        }

        Value found = Items.Get(vm, ns, Value.FromObject(name));
        if (found.IsUndefined)
        {
            Throw.ClearIf(vm, TypeId.KeyError);
        }

        return found;
    }
}
