using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary><c>BaseException</c>, and what all exceptions share.</summary>
[BuiltinType("BaseException", Doc = "Common base class for all exceptions.")]
internal static unsafe partial class ExceptionType
{
    /// <summary>Sets the slots of <c>BaseException</c>.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = &Initialize;
        type->Slots.Repr = &Repr;
        type->Slots.Str = &ToStr;
    }

    /// <summary>The exception behind a value.</summary>
    public static ExceptionObject* Of(Value self) => (ExceptionObject*)self.AsObject;

    /// <summary>Makes an instance with its positional arguments as <c>args</c>.</summary>
    public static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Tuple* arguments = Tuple.New(vm, args, argc);
        if (arguments == null)
        {
            return Value.Undefined;
        }

        ExceptionObject* exception = ExceptionObject.New(vm, type, arguments);
        exception->Header.Flags |= (type->Flags & TypeFlags.Heap) != 0 ? ObjectFlags.Subclass : ObjectFlags.None;
        return Value.FromObject(exception);
    }

    /// <summary>Takes positional arguments only.</summary>
    public static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        if (kwNames != null && kwNames->Length > 0)
        {
            Throw.TypeError(vm, $"{Types.NameOf(vm, self)}() takes no keyword arguments");
            return false;
        }

        Tuple* arguments = Tuple.New(vm, args, argc);
        Of(self)->Arguments = arguments;
        return arguments != null;
    }

    /// <summary><c>Name(arguments)</c>.</summary>
    public static Value Repr(Vm* vm, Value self)
    {
        Tuple* arguments = Of(self)->Arguments;
        Str* text = arguments->Length == 1 ? Text.Repr(vm, Tuple.Items(arguments)[0]) : Text.Repr(vm, Value.FromObject(arguments));
        if (text == null)
        {
            return Value.Undefined;
        }

        Str* name = Types.Of(vm, self)->Name;
        Str* open = arguments->Length == 1 ? Str.Concat(vm, name, Str.New(vm, "(")) : name;
        Str* joined = Str.Concat(vm, open, text);
        return Value.FromObject(arguments->Length == 1 ? Str.Concat(vm, joined, Str.New(vm, ")")) : joined);
    }

    /// <summary>The argument if there is one, the tuple of arguments if there are several.</summary>
    public static Value ToStr(Vm* vm, Value self)
    {
        Tuple* arguments = Of(self)->Arguments;
        return arguments->Length switch
        {
            0 => Value.FromObject(WellKnown.Of(vm)->EmptyStr),
            1 => Value.FromObject(Text.ToStr(vm, Tuple.Items(arguments)[0])),
            _ => Value.FromObject(Text.Repr(vm, Value.FromObject(arguments))),
        };
    }

    private static Value OrNone(Value value) => value.IsUndefined ? Value.None : value;

    [Method("with_traceback", Signature = "($self, tb, /)")]
    private static Value WithTraceback(Vm* vm, Value self, Value traceback) => SetTraceback(vm, self, traceback) ? self : Value.Undefined;

    [Method("add_note", Signature = "($self, note, /)")]
    private static Value AddNote(Vm* vm, Value self, Value note)
    {
        if (!note.Is(Kind.Str))
        {
            return Throw.TypeError(vm, $"note must be a str, not '{Types.NameOf(vm, note)}'");
        }

        Str* key = WellKnown.Name(vm, NameId.__notes__);
        Value notes = InstanceAttributes.Get(vm, self, key);
        if (notes.IsUndefined)
        {
            notes = Value.FromObject(List.New(vm));
            if (!InstanceAttributes.Set(vm, self, key, notes))
            {
                return Value.Undefined;
            }
        }

        if (!notes.Is(Kind.List))
        {
            return Throw.TypeError(vm, "Cannot add note: __notes__ is not a list");
        }

        return List.Append(vm, (List*)notes.AsObject, note) ? Value.None : Value.Undefined;
    }

    /// <summary>Set attributes from a dictionary.</summary>
    [Method("__setstate__", Signature = "($self, state, /)")]
    private static Value SetState(Vm* vm, Value self, Value state)
    {
        if (state.IsNone)
        {
            return Value.None;
        }

        if (!state.Is(Kind.Dict))
        {
            return Throw.TypeError(vm, "state is not a dictionary");
        }

        Dict* attributes = Dict.Copy(vm, (Dict*)state.AsObject);
        int position = 0;
        while (attributes != null && Dict.Next(attributes, ref position, out Value key, out Value item))
        {
            if (!key.Is(Kind.Str))
            {
                return Throw.TypeError(vm, $"attribute name must be string, not '{Types.NameOf(vm, key)}'");
            }

            if (!Attributes.Set(vm, self, Str.Intern(vm, (Str*)key.AsObject), item))
            {
                return Value.Undefined;
            }
        }

        return attributes == null ? Value.Undefined : Value.None;
    }

    [Property("args", Setter = nameof(SetArguments))]
    private static Value GetArguments(Vm* vm, Value self) => Value.FromObject(Of(self)->Arguments);

    private static bool SetArguments(Vm* vm, Value self, Value value)
    {
        if (value.IsUndefined)
        {
            Throw.TypeError(vm, "args may not be deleted");
            return false;
        }

        Tuple* arguments = Iteration.ToTuple(vm, value);
        if (arguments == null)
        {
            return false;
        }

        Of(self)->Arguments = arguments;
        return true;
    }

    [Property("__traceback__", Setter = nameof(SetTraceback))]
    private static Value GetTraceback(Vm* vm, Value self) => OrNone(Of(self)->Traceback);

    private static bool SetTraceback(Vm* vm, Value self, Value value)
    {
        if (value.IsUndefined)
        {
            Throw.TypeError(vm, "__traceback__ may not be deleted");
            return false;
        }

        if (!value.IsNone && !value.Is(Kind.Traceback))
        {
            Throw.TypeError(vm, "__traceback__ must be a traceback or None");
            return false;
        }

        Of(self)->Traceback = value;
        return true;
    }

    [Property("__context__", Setter = nameof(SetContext))]
    private static Value GetContext(Vm* vm, Value self) => OrNone(Of(self)->Context);

    private static bool SetContext(Vm* vm, Value self, Value value)
    {
        if (!CheckException(vm, value, "__context__", "exception context"))
        {
            return false;
        }

        Of(self)->Context = value.IsNone ? Value.Undefined : value;
        return true;
    }

    [Property("__cause__", Setter = nameof(SetCause))]
    private static Value GetCause(Vm* vm, Value self) => OrNone(Of(self)->Cause);

    private static bool SetCause(Vm* vm, Value self, Value value)
    {
        if (!CheckException(vm, value, "__cause__", "exception cause"))
        {
            return false;
        }

        Of(self)->Cause = value.IsNone ? Value.Undefined : value;
        Of(self)->SuppressContext = true;
        return true;
    }

    [Property("__suppress_context__", Setter = nameof(SetSuppressContext))]
    private static Value GetSuppressContext(Vm* vm, Value self) => Value.FromBool(Of(self)->SuppressContext);

    private static bool SetSuppressContext(Vm* vm, Value self, Value value)
    {
        if (value.IsUndefined)
        {
            Throw.TypeError(vm, "can't delete numeric/char attribute");
            return false;
        }

        if (!value.IsBool)
        {
            Throw.TypeError(vm, "attribute value type must be bool");
            return false;
        }

        Of(self)->SuppressContext = value.IsTrue;
        return true;
    }

    [Property("__dict__", Setter = nameof(SetDict))]
    private static Value GetDict(Vm* vm, Value self) => Value.FromObject(InstanceAttributes.MaterialiseDict(vm, self));

    private static bool SetDict(Vm* vm, Value self, Value value)
    {
        if (value.IsUndefined)
        {
            Throw.TypeError(vm, "cannot delete __dict__");
            return false;
        }

        if (!value.Is(Kind.Dict))
        {
            Throw.TypeError(vm, $"__dict__ must be set to a dictionary, not a '{Types.NameOf(vm, value)}'");
            return false;
        }

        Of(self)->Attributes = value;
        return true;
    }

    private static bool CheckException(Vm* vm, Value value, string attribute, string what)
    {
        if (value.IsUndefined)
        {
            Throw.TypeError(vm, $"{attribute} may not be deleted");
            return false;
        }

        if (value.IsNone || value.Is(Kind.Exception))
        {
            return true;
        }

        Throw.TypeError(vm, $"{what} must be None or derive from BaseException");
        return false;
    }
}
