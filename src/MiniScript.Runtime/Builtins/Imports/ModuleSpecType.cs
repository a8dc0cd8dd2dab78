using System.Text;
using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Imports;

/// <summary>What is known of a module before it is loaded: its name, what loads it, and where it comes from.</summary>
/// <remarks>
/// A record of the fields below; it has attributes. It is native because every module has one, from its first instruction on, and most
/// programs never look at it.
/// </remarks>
[BuiltinType("ModuleSpec")]
internal static unsafe partial class ModuleSpecType
{
    private const int NameField = 0;
    private const int LoaderField = 1;
    private const int OriginField = 2;
    private const int StateField = 3;
    private const int LocationsField = 4;
    private const int HasLocationField = 5;
    private const int CachedField = 6;
    private const int FieldCount = 7;

    /// <summary>The type.</summary>
    public static TypeObject* Type(Vm* vm) =>
        LibraryTypes.Get(vm, TypeId.ModuleSpec, "_frozen_importlib.ModuleSpec"u8, Kind.Record, TypeFlags.BaseType, &InitializeSlots, &Register);

    /// <summary>A spec.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="name">The absolute name.</param>
    /// <param name="loader">What loads it, or <c>None</c>.</param>
    /// <param name="origin">Where it comes from, or <c>None</c>.</param>
    /// <param name="hasLocation">Whether the origin is a place: it becomes <c>__file__</c>.</param>
    /// <param name="locations">The <c>__path__</c> of a package, else <c>None</c>.</param>
    public static Value New(Vm* vm, Value name, Value loader, Value origin, bool hasLocation, Value locations)
    {
        Value* fields = Record.Fields(Allocate(vm, Type(vm)));
        fields[NameField] = name;
        fields[LoaderField] = loader;
        fields[OriginField] = origin;
        fields[LocationsField] = locations;
        fields[HasLocationField] = Value.FromBool(hasLocation);
        return Value.FromObject((Record*)((byte*)fields - sizeof(Record)));
    }

    private static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &Create;
        type->Slots.Initialize = &Initialize;
        type->Slots.Repr = &Repr;
        type->Slots.Compare = &Compare;
        type->Slots.Hash = null;
    }

    private static Value* Fields(Value self) => Record.Fields((Record*)self.AsObject);

    private static Record* Allocate(Vm* vm, TypeObject* type)
    {
        Record* self = Record.New(vm, type, FieldCount, hasAttributes: true);
        new Span<Value>(Record.Fields(self), FieldCount).Fill(Value.None);
        Record.Fields(self)[HasLocationField] = Value.False;
        return self;
    }

    private static Value Create(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => Value.FromObject(Allocate(vm, type));

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[5];
        BindShape shape = new(5, PositionalOnly: 0, Positional: 2, Required: 0b11, HasVarArgs: false, HasVarKeywords: false);
        if (!ArgumentBinder.Bind(vm, "ModuleSpec"u8, "name\0loader\0origin\0loader_state\0is_package\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return false;
        }

        int isPackage = slots[4].IsUndefined ? 0 : Truth.Of(vm, slots[4]);
        Value* fields = Fields(self);
        fields[NameField] = slots[0];
        fields[LoaderField] = slots[1];
        fields[OriginField] = slots[2].IsUndefined ? Value.None : slots[2];
        fields[StateField] = slots[3].IsUndefined ? Value.None : slots[3];
        fields[LocationsField] = isPackage > 0 ? Value.FromObject(List.New(vm)) : Value.None;
        return isPackage >= 0;
    }

    private static Value Repr(Vm* vm, Value self)
    {
        StrBuilder text = new(vm);
        text.Append("ModuleSpec(");
        ReadOnlySpan<int> order = [NameField, LoaderField, OriginField, LocationsField];
        string[] names = ["name=", ", loader=", ", origin=", ", submodule_search_locations="];
        for (int i = 0; i < names.Length; i++)
        {
            Value value = Fields(self)[order[i]];
            if (i >= 2 && value.IsNone)
            {
                continue;
            }

            Str* part = Text.Repr(vm, value);
            if (part == null)
            {
                return Value.Undefined;
            }

            text.Append(names[i]);
            text.Append(part);
        }

        text.Append(')');
        return Value.FromObject(text.ToStr());
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        bool isComparable = operation is CompareOperation.Equal or CompareOperation.NotEqual
            && right.Is(Kind.Record) && TypeObject.IsSubtype(Types.Of(vm, right), Type(vm));
        if (!isComparable)
        {
            return Value.NotImplemented;
        }

        foreach (int field in (ReadOnlySpan<int>)[NameField, LoaderField, OriginField, LocationsField, CachedField, HasLocationField])
        {
            int isEqual = Operators.Equal(vm, Fields(left)[field], Fields(right)[field]);
            if (isEqual <= 0)
            {
                return isEqual < 0 ? Value.Undefined : Value.FromBool(operation == CompareOperation.NotEqual);
            }
        }

        return Value.FromBool(operation == CompareOperation.Equal);
    }

    private static bool Set(Vm* vm, Value self, int field, Value value)
    {
        if (value.IsUndefined)
        {
            Throw.AttributeError(vm, "cannot delete attribute");
            return false;
        }

        Fields(self)[field] = value;
        return true;
    }

    [Property("name", Setter = nameof(SetName))]
    private static Value GetName(Value self) => Fields(self)[NameField];

    private static bool SetName(Vm* vm, Value self, Value value) => Set(vm, self, NameField, value);

    [Property("loader", Setter = nameof(SetLoader))]
    private static Value GetLoader(Value self) => Fields(self)[LoaderField];

    private static bool SetLoader(Vm* vm, Value self, Value value) => Set(vm, self, LoaderField, value);

    [Property("origin", Setter = nameof(SetOrigin))]
    private static Value GetOrigin(Value self) => Fields(self)[OriginField];

    private static bool SetOrigin(Vm* vm, Value self, Value value) => Set(vm, self, OriginField, value);

    [Property("loader_state", Setter = nameof(SetState))]
    private static Value GetState(Value self) => Fields(self)[StateField];

    private static bool SetState(Vm* vm, Value self, Value value) => Set(vm, self, StateField, value);

    [Property("submodule_search_locations", Setter = nameof(SetLocations))]
    private static Value GetLocations(Value self) => Fields(self)[LocationsField];

    private static bool SetLocations(Vm* vm, Value self, Value value) => Set(vm, self, LocationsField, value);

    [Property("cached", Setter = nameof(SetCached))]
    private static Value GetCached(Value self) => Fields(self)[CachedField];

    private static bool SetCached(Vm* vm, Value self, Value value) => Set(vm, self, CachedField, value);

    [Property("has_location", Setter = nameof(SetHasLocation))]
    private static Value GetHasLocation(Value self) => Fields(self)[HasLocationField];

    private static bool SetHasLocation(Vm* vm, Value self, Value value)
    {
        int isTrue = value.IsUndefined ? 0 : Truth.Of(vm, value);
        return isTrue >= 0 && Set(vm, self, HasLocationField, value.IsUndefined ? value : Value.FromBool(isTrue > 0));
    }

    /// <summary>The name of the module's parent.</summary>
    [Property("parent")]
    private static Value GetParent(Vm* vm, Value self)
    {
        Value name = Fields(self)[NameField];
        if (!Fields(self)[LocationsField].IsNone || !name.Is(Kind.Str))
        {
            return name;
        }

        string text = Str.ToManaged((Str*)name.AsObject);
        int dot = text.LastIndexOf('.');
        return Value.FromObject(Str.New(vm, dot < 0 ? string.Empty : text[..dot]));
    }

    /// <summary>The attributes of the object.</summary>
    [Property("__dict__")]
    private static Value GetDict(Vm* vm, Value self) => Value.FromObject(InstanceAttributes.MaterialiseDict(vm, self));
}
