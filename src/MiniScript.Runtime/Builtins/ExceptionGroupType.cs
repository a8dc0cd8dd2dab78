using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>BaseExceptionGroup</c>; <see cref="ExceptionObject.Details"/> is a tuple of the message and the tuple of exceptions.</summary>
[BuiltinType("BaseExceptionGroup", Doc = "A combination of multiple unrelated exceptions.")]
internal static unsafe partial class ExceptionGroupType
{
    /// <summary>Sets the slots of <c>BaseExceptionGroup</c>.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = &Initialize;
        type->Slots.Str = &ToStr;
    }

    /// <summary>Gives <c>ExceptionGroup</c> its second base, <c>Exception</c>.</summary>
    public static void AddSecondBase(Vm* vm)
    {
        TypeObject* type = Types.Of(vm, TypeId.ExceptionGroup);
        type->Bases = Tuple.New(vm, Value.FromObject(type->Base), Value.FromObject(Types.Of(vm, TypeId.Exception)));
        type->ResolutionOrder = ClassBuilder.ResolutionOrder(vm, type, type->Bases);
    }

    /// <summary>True for an exception group.</summary>
    public static bool IsGroup(Vm* vm, Value value) => value.Is(Kind.Exception) && Types.IsInstance(vm, value, TypeId.BaseExceptionGroup);

    /// <summary>The exceptions in a group.</summary>
    public static Tuple* Exceptions(Value group) => (Tuple*)Field(group, 1).AsObject;

    /// <summary>An <c>ExceptionGroup</c>, or a <c>BaseExceptionGroup</c> if it must be one.</summary>
    public static Value Make(Vm* vm, Value message, Value exceptions)
    {
        Value* args = stackalloc Value[] { message, exceptions };
        return New(vm, Types.Of(vm, TypeId.BaseExceptionGroup), args, 2, null);
    }

    /// <summary>The group with other exceptions, made by <c>derive</c>, with the original's traceback, cause, context and notes.</summary>
    public static Value Derive(Vm* vm, Value group, List* exceptions)
    {
        Value derived = Calls.InvokeMethod(vm, group, NameId.derive, Value.FromObject(exceptions));
        if (derived.IsUndefined)
        {
            return derived;
        }

        if (!IsGroup(vm, derived))
        {
            return Throw.TypeError(vm, "derive must return an instance of BaseExceptionGroup");
        }

        ExceptionObject* source = ExceptionType.Of(group);
        ExceptionObject* target = ExceptionType.Of(derived);
        target->Traceback = source->Traceback;
        target->Context = source->Context;
        target->Cause = source->Cause;
        target->SuppressContext = true;
        Str* key = WellKnown.Name(vm, NameId.__notes__);
        int found = Attributes.TryGet(vm, group, key, out Value notes);
        if (found > 0 && (notes.Is(Kind.List) || notes.Is(Kind.Tuple)))
        {
            List* copy = Iteration.ToList(vm, notes);
            return copy != null && Attributes.Set(vm, derived, key, Value.FromObject(copy)) ? derived : Value.Undefined;
        }

        return found < 0 ? Value.Undefined : derived;
    }

    private static Value Field(Value group, int index) => Tuple.Items((Tuple*)ExceptionType.Of(group)->Details.AsObject)[index];

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        if (argc != 2)
        {
            return Throw.TypeError(vm, $"BaseExceptionGroup.__new__() takes exactly 2 arguments ({argc} given)");
        }

        if (!args[0].Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"BaseExceptionGroup.__new__() argument 1 must be str, not {(args[0].IsNone ? "None" : Types.NameOf(vm, args[0]))}");
        }

        TypeObject* sequence = Types.Of(vm, args[1]);
        if (sequence->Slots.GetItem == null || args[1].Is(Kind.Dict))
        {
            return Throw.TypeError(vm, "second argument (exceptions) must be a sequence");
        }

        Tuple* exceptions = Iteration.ToTuple(vm, args[1]);
        if (exceptions == null)
        {
            return Value.Undefined;
        }

        if (exceptions->Length == 0)
        {
            return Throw.ValueError(vm, "second argument (exceptions) must be a non-empty sequence");
        }

        bool areAllExceptions = true;
        for (int i = 0; i < exceptions->Length; i++)
        {
            Value item = Tuple.Items(exceptions)[i];
            if (!item.Is(Kind.Exception))
            {
                return Throw.ValueError(vm, $"Item {i} of second argument (exceptions) is not an exception");
            }

            areAllExceptions &= Types.IsInstance(vm, item, TypeId.Exception);
        }

        if (type->Id == TypeId.BaseExceptionGroup)
        {
            type = Types.Of(vm, areAllExceptions ? TypeId.ExceptionGroup : TypeId.BaseExceptionGroup);
        }
        else if (!areAllExceptions && TypeObject.IsSubtype(type, Types.Of(vm, TypeId.Exception)))
        {
            string where = type->Id == TypeId.ExceptionGroup ? "an ExceptionGroup" : $"'{Str.ToManaged(type->Name)}'";
            return Throw.TypeError(vm, $"Cannot nest BaseExceptions in {where}");
        }

        Value self = ExceptionType.New(vm, type, args, argc, kwNames);
        if (!self.IsUndefined)
        {
            ExceptionType.Of(self)->Details = Value.FromObject(Tuple.New(vm, args[0], Value.FromObject(exceptions)));
        }

        return self;
    }

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames) => ExceptionType.Initialize(vm, self, args, argc, kwNames);

    private static Value ToStr(Vm* vm, Value self)
    {
        int count = Exceptions(self)->Length;
        string end = $" ({count} sub-exception{(count == 1 ? "" : "s")})";
        return Value.FromObject(Str.Concat(vm, (Str*)Field(self, 0).AsObject, Str.New(vm, end)));
    }

    [Property("message", Setter = nameof(Refuse))]
    private static Value Message(Value self) => Field(self, 0);

    [Property("exceptions", Setter = nameof(Refuse))]
    private static Value GetExceptions(Value self) => Field(self, 1);

    private static bool Refuse(Vm* vm, Value self, Value value)
    {
        Throw.AttributeError(vm, "readonly attribute");
        return false;
    }

    [Method("derive", Signature = "($self, excs, /)")]
    private static Value DeriveDefault(Vm* vm, Value self, Value exceptions) => Make(vm, Field(self, 0), exceptions);

    [Method("split", Signature = "($self, matcher, /)")]
    private static Value Split(Vm* vm, Value self, Value matcher) =>
        ExceptionMatcher.TryMake(vm, matcher, out ExceptionMatcher by) && ExceptionGroups.Split(vm, self, by, wantsRest: true, out Value matching, out Value rest)
            ? Value.FromObject(Tuple.New(vm, matching, rest))
            : Value.Undefined;

    [Method("subgroup", Signature = "($self, matcher, /)")]
    private static Value Subgroup(Vm* vm, Value self, Value matcher) =>
        ExceptionMatcher.TryMake(vm, matcher, out ExceptionMatcher by) && ExceptionGroups.Split(vm, self, by, wantsRest: false, out Value matching, out _)
            ? matching
            : Value.Undefined;

    [ClassMethod("__class_getitem__", Signature = "($type, item, /)")]
    private static Value ClassGetItem(Vm* vm, Value type, Value item) => GenericAliasType.New(vm, type, item);
}
