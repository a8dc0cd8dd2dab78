using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Typing;

/// <summary><c>typing.Generic</c>: the base of classes with type parameters.</summary>
[BuiltinType("Generic", Doc = "The base class of classes with type parameters, which stand in brackets behind the name of the class.")]
internal static unsafe partial class GenericType
{
    /// <summary><c>Generic[*parameters]</c> for parameters of the syntax, which need no check.</summary>
    public static Value Subscript(Vm* vm, Value parameters)
    {
        Tuple* own = (Tuple*)parameters.AsObject;
        bool isPlain = true;
        for (int i = 0; i < own->Length; i++)
        {
            Value parameter = Tuple.Items(own)[i];
            isPlain &= !parameter.IsExactly(TypeId.TypeVarTuple) && !TypeParameters.HasDefault(vm, parameter);
        }

        Value type = Value.FromObject(TypingTypes.Get(vm, TypeId.Generic));
        return isPlain ? TypingAliasType.New(vm, type, own) : TypingTypes.Call(vm, "generic_of_parameters"u8, type, parameters);
    }

    [ClassMethod("__class_getitem__", Signature = "($type, params, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value parameters)
    {
        Value known = Dict.GetStr(((TypeObject*)type.AsObject)->Attributes, Str.Intern(vm, "__parameters__"u8));
        if (known.Is(Kind.Tuple) && IsSimple((Tuple*)known.AsObject, ref parameters, vm))
        {
            return TypingAliasType.New(vm, type, (Tuple*)parameters.AsObject);
        }

        return TypingTypes.Call(vm, "generic_class_getitem"u8, type, parameters);
    }

    /// <summary>True if there is one class or alias for each of some plain type variables; a single one is put into a tuple.</summary>
    private static bool IsSimple(Tuple* variables, ref Value arguments, Vm* vm)
    {
        if (!arguments.Is(Kind.Tuple))
        {
            Value single = arguments;
            arguments = IsTypeLike(single) ? Value.FromObject(Tuple.New(vm, &single, 1)) : single;
        }

        if (!arguments.Is(Kind.Tuple) || ((Tuple*)arguments.AsObject)->Length != variables->Length || variables->Length == 0)
        {
            return false;
        }

        for (int i = 0; i < variables->Length; i++)
        {
            if (!Tuple.Items(variables)[i].IsExactly(TypeId.TypeVar) || !IsTypeLike(Tuple.Items((Tuple*)arguments.AsObject)[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTypeLike(Value value) => value.Is(Kind.Type) || value.IsExactly(TypeId.TypingAlias) || value.IsExactly(TypeId.TypeVar);

    [ClassMethod("__init_subclass__", Signature = "($type, /, *args, **kwargs)")]
    private static Value InitializeSubclass(Vm* vm, Value type, Execution.Args args, Execution.KeywordArgs keywords)
    {
        TypeObject* start = (TypeObject*)type.AsObject;
        Value found = Supers.Find(vm, TypingTypes.Get(vm, TypeId.Generic), start, WellKnown.Name(vm, NameId.__init_subclass__));
        Value next = Attributes.Bind(vm, found, Value.Undefined, start);
        if (next.IsUndefined)
        {
            return next;
        }

        Tuple* call = Tuple.Allocate(vm, args.Count + keywords.Count);
        args.Span.CopyTo(new Span<Value>(Tuple.Items(call), args.Count));
        new ReadOnlySpan<Value>(keywords.Values, keywords.Count).CopyTo(new Span<Value>(Tuple.Items(call) + args.Count, keywords.Count));
        Value done = Calls.Invoke(vm, next, Tuple.Items(call), args.Count, keywords.Count == 0 ? null : keywords.Names);
        Calls.KeepAlive(call);
        return done.IsUndefined ? done : TypingTypes.Call(vm, "generic_init_subclass"u8, &type, 1);
    }
}
