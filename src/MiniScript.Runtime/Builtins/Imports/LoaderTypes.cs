using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Imports;

/// <summary>
/// The loaders of files, of the embedded library and of namespace packages: <c>__loader__</c> of every module that has no other. A record of a
/// name and a path; it has attributes. The methods are script, in <c>importlib._bootstrap_external</c>, which is imported when one is first asked for.
/// </summary>
internal static unsafe class LoaderTypes
{
    /// <summary>The module that defines the methods.</summary>
    public const string Definitions = "importlib._bootstrap_external";

    private const int NameField = 0;
    private const int PathField = 1;
    private const int FieldCount = 2;

    /// <summary>The type of the loaders of source files.</summary>
    public static TypeObject* SourceFile(Vm* vm) => LibraryTypes.Get(
        vm, TypeId.SourceFileLoader, "_frozen_importlib_external.SourceFileLoader"u8, Kind.Record, TypeFlags.BaseType, &InitializeSlots, &SourceFileLoaderType.Register);

    /// <summary>The type of the loaders of namespace packages.</summary>
    public static TypeObject* Namespace(Vm* vm) => LibraryTypes.Get(
        vm, TypeId.NamespaceLoader, "_frozen_importlib_external.NamespaceLoader"u8, Kind.Record, TypeFlags.BaseType, &InitializeSlots, &NamespaceLoaderType.Register);

    /// <summary>A loader.</summary>
    public static Value New(Vm* vm, TypeObject* type, Value name, Value path)
    {
        Record* self = Record.New(vm, type, FieldCount, hasAttributes: true);
        Record.Fields(self)[NameField] = name;
        Record.Fields(self)[PathField] = path;
        return Value.FromObject(self);
    }

    /// <summary>The field for the name.</summary>
    public static Value* Name(Value self) => Record.Fields((Record*)self.AsObject) + NameField;

    /// <summary>The field for the path.</summary>
    public static Value* Path(Value self) => Record.Fields((Record*)self.AsObject) + PathField;

    private static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &Create;
        type->Slots.Initialize = &Initialize;
        type->Slots.GetAttribute = &GetAttribute;
        type->Slots.Compare = &Compare;
        type->Slots.Hash = &Hash;
    }

    private static Value Create(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames) => New(vm, type, Value.None, Value.None);

    private static bool Initialize(Vm* vm, Value self, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[3];
        bool isNamespace = Types.Of(vm, self)->BuiltinBase == TypeId.NamespaceLoader;
        bool isBound;
        if (isNamespace)
        {
            BindShape shape = new(3, PositionalOnly: 0, Positional: 3, Required: 0b111, HasVarArgs: false, HasVarKeywords: false);
            isBound = ArgumentBinder.Bind(vm, "NamespaceLoader"u8, "name\0path\0path_finder\0"u8, in shape, args, argc, kwNames, slots, out _, out _);
        }
        else
        {
            BindShape shape = new(2, PositionalOnly: 0, Positional: 2, Required: 0b11, HasVarArgs: false, HasVarKeywords: false);
            isBound = ArgumentBinder.Bind(vm, "FileLoader.__init__"u8, "fullname\0path\0"u8, in shape, args, argc, kwNames, slots, out _, out _);
        }

        if (isBound)
        {
            *Name(self) = slots[0];
            *Path(self) = slots[1];
        }

        return isBound;
    }

    private static Value GetAttribute(Vm* vm, Value self, Str* name)
    {
        Value found = Attributes.FindGeneric(vm, self, name);
        if (!found.IsUndefined || vm->HasPending)
        {
            return found;
        }

        return Importer.Find(vm, Definitions).IsUndefined && !ImportHooks.LoadDefinitions(vm)
            ? Value.Undefined
            : Attributes.GetGeneric(vm, self, name);
    }

    private static Value Compare(Vm* vm, Value left, Value right, CompareOperation operation)
    {
        if (operation is not (CompareOperation.Equal or CompareOperation.NotEqual) || Types.Of(vm, left) != Types.Of(vm, right))
        {
            return Value.NotImplemented;
        }

        int isEqual = Operators.Equal(vm, *Name(left), *Name(right));
        isEqual = isEqual > 0 ? Operators.Equal(vm, *Path(left), *Path(right)) : isEqual;
        return isEqual < 0 ? Value.Undefined : Value.FromBool((isEqual > 0) == (operation == CompareOperation.Equal));
    }

    private static long Hash(Vm* vm, Value self)
    {
        long name = Hashing.Of(vm, *Name(self));
        long path = name == -1 ? -1 : Hashing.Of(vm, *Path(self));
        long hash = name ^ path;
        return path == -1 ? -1 : hash == -1 ? -2 : hash;
    }
}
