using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>The names that <c>dir</c> lists.</summary>
internal static unsafe class Directory
{
    /// <summary>The attributes of an object, its class and its bases, unsorted; null with an exception pending.</summary>
    public static List* OfObject(Vm* vm, Value self)
    {
        Dict* names = Dict.New(vm);
        if (self.Is(Kind.Module))
        {
            Dict.Update(vm, names, Value.FromObject(((Module*)self.AsObject)->Attributes));
            Modules.LateAttributes.AddNames(vm, ((Module*)self.AsObject)->Attributes, names);
            return Iteration.ToList(vm, Value.FromObject(names));
        }

        if (self.Is(Kind.Type))
        {
            AddClass(vm, names, (TypeObject*)self.AsObject);
            return Iteration.ToList(vm, Value.FromObject(names));
        }

        TypeObject* type = Types.Of(vm, self);
        if (Attributes.HasDict(self, type))
        {
            Dict* own = InstanceAttributes.MaterialiseDict(vm, self);
            if (own == null || !Dict.Update(vm, names, Value.FromObject(own)))
            {
                return null;
            }
        }

        AddClass(vm, names, type);
        return Iteration.ToList(vm, Value.FromObject(names));
    }

    private static void AddClass(Vm* vm, Dict* names, TypeObject* type)
    {
        for (int i = type->ResolutionOrder->Length - 1; i >= 0; i--)
        {
            TypeObject* ancestor = (TypeObject*)Tuple.Items(type->ResolutionOrder)[i].AsObject;
            Dict.Update(vm, names, Value.FromObject(Attributes.DictOf(vm, ancestor)));
        }

        if ((type->Flags & (TypeFlags.Heap | TypeFlags.NoDict)) == TypeFlags.Heap)
        {
            Dict.SetStr(vm, names, WellKnown.Name(vm, NameId.__dict__), Value.None);
            Dict.SetStr(vm, names, WellKnown.Name(vm, NameId.__weakref__), Value.None);
        }
    }
}
