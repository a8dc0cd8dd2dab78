using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>super</c>.</summary>
[BuiltinType("super")]
internal static unsafe partial class SuperType
{
    /// <summary>Sets the slots of <c>super</c>.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Repr = &Repr;
        type->Slots.GetAttribute = &GetAttribute;
        type->Slots.DescriptorGet = &DescriptorGet;
    }

    private static Super* Of(Value self) => (Super*)self.AsObject;

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (kwNames != null)
        {
            return Throw.TypeError(vm, "super() takes no keyword arguments");
        }

        if (argc > 2)
        {
            return Throw.TypeError(vm, $"super() expected at most 2 arguments, got {argc}");
        }

        Value self;
        TypeObject* start;
        if (argc == 0)
        {
            if (!FromFrame(vm, out start, out self))
            {
                return Value.Undefined;
            }
        }
        else
        {
            if (!args[0].Is(Kind.Type))
            {
                return Throw.TypeError(vm, $"super() argument 1 must be a type, not {Types.NameOf(vm, args[0])}");
            }

            start = (TypeObject*)args[0].AsObject;
            self = argc == 2 && !args[1].IsNone ? args[1] : Value.Undefined;
        }

        if (self.IsUndefined)
        {
            return Value.FromObject(Supers.New(vm, start, self, null));
        }

        TypeObject* selfType = Supers.StartOf(vm, start, self);
        return selfType == null ? Value.Undefined : Value.FromObject(Supers.New(vm, start, self, selfType));
    }

    /// <summary>Finds the class and first argument of the method that calls <c>super()</c>.</summary>
    private static bool FromFrame(Vm* vm, out TypeObject* type, out Value self)
    {
        type = null;
        self = Value.Undefined;
        Frame* frame = (Frame*)vm->CurrentFrame;
        if (frame == null || frame->Code->ArgumentCount == 0)
        {
            Throw.RuntimeError(vm, "super(): no arguments");
            return false;
        }

        Tuple* free = frame->Code->FreeNames;
        for (int i = 0; i < free->Length; i++)
        {
            if (Tuple.Items(free)[i].Bits == (ulong)WellKnown.Name(vm, NameId.__class__))
            {
                Value content = ((Cell*)Tuple.Items(frame->Function->Closure)[i].AsObject)->Content;
                self = frame->Registers[0];
                if (self.Is(Kind.Cell))
                {
                    self = ((Cell*)self.AsObject)->Content;
                }

                if (content.Is(Kind.Type) && !self.IsUndefined)
                {
                    type = (TypeObject*)content.AsObject;
                    return true;
                }

                Throw.RuntimeError(vm, content.IsUndefined ? "super(): empty __class__ cell" : "super(): arg[0] deleted");
                return false;
            }
        }

        Throw.RuntimeError(vm, "super(): __class__ cell not found");
        return false;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        Super* bound = Of(self);
        string name = Str.ToManaged(bound->Type->Name);
        return Value.FromObject(Str.New(vm, bound->SelfType == null
            ? $"<super: <class '{name}'>, NULL>"
            : $"<super: <class '{name}'>, <{Str.ToManaged(bound->SelfType->Name)} object>>"));
    }

    private static Value GetAttribute(Vm* vm, Value self, Str* name)
    {
        Super* bound = Of(self);
        if (bound->SelfType != null && name != WellKnown.Name(vm, NameId.__class__))
        {
            Value found = Supers.Find(vm, bound->Type, bound->SelfType, name);
            if (!found.IsUndefined)
            {
                bool throughClass = bound->Self.Is(Kind.Type) && (TypeObject*)bound->Self.AsObject == bound->SelfType;
                return Attributes.Bind(vm, found, throughClass ? Value.Undefined : bound->Self, bound->SelfType);
            }
        }

        return Attributes.GetGeneric(vm, self, name);
    }

    private static Value DescriptorGet(Vm* vm, Value self, Value instance, TypeObject* owner)
    {
        if (instance.IsUndefined || Of(self)->SelfType != null)
        {
            return self;
        }

        TypeObject* selfType = Supers.StartOf(vm, Of(self)->Type, instance);
        return selfType == null ? Value.Undefined : Value.FromObject(Supers.New(vm, Of(self)->Type, instance, selfType));
    }

    [Property("__thisclass__")]
    private static Value GetThisClass(Vm* vm, Value self) => Value.FromObject(Of(self)->Type);

    [Property("__self__")]
    private static Value GetSelf(Vm* vm, Value self) => Of(self)->Self.IsUndefined ? Value.None : Of(self)->Self;

    [Property("__self_class__")]
    private static Value GetSelfClass(Vm* vm, Value self) => Of(self)->SelfType == null ? Value.None : Value.FromObject(Of(self)->SelfType);
}
