using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Functional;

/// <summary>What library modules need to know of objects that scripts cannot ask for without changing how they are stored.</summary>
[BuiltinModule("_objects")]
internal static unsafe partial class ObjectsModule
{
    /// <summary>Return a copy of the attributes that an object itself has, in order; None if it cannot have any.</summary>
    [Function("attributes", Signature = "(obj, /)")]
    private static Value OwnAttributes(Vm* vm, Value self)
    {
        if (!Attributes.HasDict(self, Types.Of(vm, self)))
        {
            return Value.None;
        }

        Dict* copy = Dict.New(vm);
        return InstanceAttributes.CopyTo(vm, self, copy) ? Value.FromObject(copy) : Value.Undefined;
    }

    /// <summary>Return the attribute of that name that an object itself has; if it has none, let compute(obj) make it. NotImplemented if the object cannot have any.</summary>
    [Function("cached_attribute", Signature = "(obj, name, compute, /)")]
    private static Value CachedAttribute(Vm* vm, Value self, Str* name, Value compute)
    {
        if (self.Is(Kind.Type) || !Attributes.HasDict(self, Types.Of(vm, self)))
        {
            return Value.NotImplemented;
        }

        Str* key = Str.Intern(vm, name);
        Value own = InstanceAttributes.Get(vm, self, key);
        if (!own.IsUndefined)
        {
            return own;
        }

        Value made = Calls.Invoke(vm, compute, self);
        return made.IsUndefined || !InstanceAttributes.Set(vm, self, key, made) ? Value.Undefined : made;
    }

    /// <summary>Return whether instances of a class are laid out as plain objects: what they consist of is their attributes.</summary>
    [Function("is_plain", Signature = "(cls, /)")]
    private static bool IsPlain(TypeObject* type) => type->InstanceKind == Kind.Instance;

    /// <summary>Return the nearest class among a class and its bases whose instances consist of more than attributes; object if there is none.</summary>
    [Function("builtin_base", Signature = "(cls, /)")]
    private static Value BuiltinBase(Vm* vm, TypeObject* type) =>
        Value.FromObject(Types.Of(vm, Types.Of(vm, type->BuiltinBase)->InstanceKind == Kind.Instance ? TypeId.Object : type->BuiltinBase));
}
