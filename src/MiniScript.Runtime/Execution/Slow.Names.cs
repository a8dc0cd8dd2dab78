using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <content>Names, namespaces and <c>super</c>.</content>
internal static unsafe partial class Slow
{
    /// <summary>Raises for an unbound local variable.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void UnboundLocal(Vm* vm, Str* name) =>
        Throw.NameErrorFor(vm, TypeId.UnboundLocalError, $"cannot access local variable '{Str.ToManaged(name)}' where it is not associated with a value", name);

    /// <summary>Raises for an unbound free variable.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void UnboundFree(Vm* vm, Frame* frame, int index)
    {
        Str* name = (Str*)Tuple.Items(frame->Code->FreeNames)[index].AsObject;
        Throw.NameErrorFor(
            vm, TypeId.NameError, $"cannot access free variable '{Str.ToManaged(name)}' where it is not associated with a value in enclosing scope", name);
    }

    /// <summary>Raises for a name that is neither global nor built in.</summary>
    public static ulong UnknownName(Vm* vm, Str* name) =>
        Throw.NameErrorFor(vm, TypeId.NameError, $"name '{Str.ToManaged(name)}' is not defined", name).Bits;

    /// <summary>Looks a name up in the locals, globals and builtins.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong LoadName(Vm* vm, Frame* frame, Str* name)
    {
        Value found = LoadLocal(vm, frame, name);
        if (!found.IsUndefined || vm->HasPending)
        {
            return found.Bits;
        }

        found = Dict.GetStr(frame->Function->Globals, name);
        if (found.IsUndefined)
        {
            found = Dict.GetStr(frame->Function->Builtins, name);
        }

        found = found.IsUndefined ? LateAttributes.Make(vm, frame->Function->Builtins, name) : found;
        return found.IsUndefined && !vm->HasPending ? UnknownName(vm, name) : found.Bits;
    }

    /// <summary>Stores into the locals.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool StoreName(Vm* vm, Frame* frame, Str* name, ulong value) =>
        frame->Locals.IsExactly(TypeId.Dict)
            ? Dict.SetStr(vm, (Dict*)frame->Locals.AsObject, name, new Value(value))
            : Items.Set(vm, frame->Locals, Value.FromObject(name), new Value(value));

    /// <summary>Deletes from the locals.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool DeleteLocalName(Vm* vm, Frame* frame, Str* name)
    {
        if (frame->Locals.IsExactly(TypeId.Dict))
        {
            return DeleteName(vm, (Dict*)frame->Locals.AsObject, name);
        }

        return Items.Delete(vm, frame->Locals, Value.FromObject(name));
    }

    /// <summary>Deletes a name from a namespace.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool DeleteName(Vm* vm, Dict* ns, Str* name)
    {
        if (Dict.Remove(vm, ns, Value.FromObject(name), out _) > 0)
        {
            return true;
        }

        UnknownName(vm, name);
        return false;
    }

    /// <summary>A free variable seen from a class body.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong LoadClassFree(Vm* vm, Frame* frame, int index, Str* name)
    {
        Value found = LoadLocal(vm, frame, name);
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

    /// <summary><c>__build_class__</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong LoadBuildClass(Vm* vm, Frame* frame)
    {
        Value found = Dict.GetStr(frame->Function->Builtins, WellKnown.Name(vm, NameId.__build_class__));
        return found.IsUndefined ? Throw.Raise(vm, TypeId.NameError, "__build_class__ not found").Bits : found.Bits;
    }

    /// <summary>Makes <c>__annotations__</c> in the locals.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool SetupAnnotations(Vm* vm, Frame* frame)
    {
        Str* name = WellKnown.Name(vm, NameId.__annotations__);
        if (!LoadLocal(vm, frame, name).IsUndefined)
        {
            return true;
        }

        return !vm->HasPending && StoreName(vm, frame, name, (ulong)Dict.New(vm));
    }

    /// <summary><c>super().name</c>; the registers are laid out as the instruction says.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool LoadSuper(Vm* vm, ulong* registers, InlineCache* cache, bool isMethod)
    {
        Value callee = new(registers[0]);
        Value result;
        if (callee.Bits != (ulong)Types.Of(vm, TypeId.Super))
        {
            Value custom = Calls.Invoke(vm, callee);
            result = custom.IsUndefined ? custom : Attributes.Get(vm, custom, cache->Name);
        }
        else
        {
            Value self = new(registers[2]);
            if (!new Value(registers[1]).Is(Kind.Type))
            {
                Throw.RuntimeError(vm, "super(): __class__ is not a type");
                return false;
            }

            TypeObject* type = (TypeObject*)registers[1];
            TypeObject* start = Supers.StartOf(vm, type, self);
            if (start == null)
            {
                return false;
            }

            Value found = cache->Name == WellKnown.Name(vm, NameId.__class__) ? Value.Undefined : Supers.Find(vm, type, start, cache->Name);
            if (found.IsUndefined)
            {
                Super* bound = Supers.New(vm, type, self, start);
                result = Attributes.GetGeneric(vm, Value.FromObject(bound), cache->Name);
            }
            else if (isMethod && !self.Is(Kind.Type) && InlineCaching.IsMethod(found))
            {
                registers[0] = found.Bits;
                registers[1] = self.Bits;
                return true;
            }
            else
            {
                bool throughClass = self.Is(Kind.Type) && (TypeObject*)self.AsObject == start;
                result = Attributes.Bind(vm, found, throughClass ? Value.Undefined : self, start);
            }
        }

        registers[0] = result.Bits;
        if (isMethod)
        {
            registers[1] = 0;
        }

        return !result.IsUndefined;
    }

    private static Value LoadLocal(Vm* vm, Frame* frame, Str* name)
    {
        if (frame->Locals.IsExactly(TypeId.Dict))
        {
            return Dict.GetStr((Dict*)frame->Locals.AsObject, name);
        }

        if (frame->Locals.IsUndefined)
        {
            return Value.Undefined;
        }

        Value found = Items.Get(vm, frame->Locals, Value.FromObject(name));
        if (found.IsUndefined)
        {
            Throw.ClearIf(vm, TypeId.KeyError);
        }

        return found;
    }
}
