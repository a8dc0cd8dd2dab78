using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins;

/// <summary>The <c>builtins</c> module of a machine.</summary>
internal static unsafe class BuiltinNamespace
{
    private static ReadOnlySpan<TypeId> NamedTypes =>
    [
        TypeId.Object, TypeId.Type, TypeId.Int, TypeId.Bool, TypeId.Float, TypeId.Complex, TypeId.Str, TypeId.Bytes, TypeId.ByteArray, TypeId.MemoryView, TypeId.Tuple, TypeId.List,
        TypeId.Dict, TypeId.Set, TypeId.FrozenSet, TypeId.Range, TypeId.Slice, TypeId.Property, TypeId.StaticMethod, TypeId.ClassMethod, TypeId.Super,
        TypeId.Enumerate, TypeId.Zip, TypeId.Map, TypeId.Filter, TypeId.Reversed,
    ];

    /// <summary>Makes the module.</summary>
    public static void Create(Vm* vm)
    {
        WellKnown* common = WellKnown.Of(vm);
        Module* module = Objects.Modules.New(vm, WellKnown.Name(vm, NameId.builtins));
        common->Builtins = module->Attributes;
        Dict.SetStr(vm, common->Modules, WellKnown.Name(vm, NameId.builtins), Value.FromObject(module));
        foreach (TypeId id in NamedTypes)
        {
            AddType(vm, id);
        }

        for (TypeId id = TypeId.FirstException; id <= TypeId.LastException; id++)
        {
            if (common->Types[(int)id] != null)
            {
                AddType(vm, id);
            }
        }

        Value osError = Value.FromObject(Types.Of(vm, TypeId.OSError));
        Dict.SetStr(vm, module->Attributes, Str.Intern(vm, "IOError"u8), osError);
        Dict.SetStr(vm, module->Attributes, Str.Intern(vm, "EnvironmentError"u8), osError);
        Dict.SetStr(vm, module->Attributes, Str.Intern(vm, "NotImplemented"u8), Value.NotImplemented);
        Dict.SetStr(vm, module->Attributes, Str.Intern(vm, "Ellipsis"u8), Value.Ellipsis);
        Dict.SetStr(vm, module->Attributes, Str.Intern(vm, "None"u8), Value.None);
        Dict.SetStr(vm, module->Attributes, Str.Intern(vm, "True"u8), Value.True);
        Dict.SetStr(vm, module->Attributes, Str.Intern(vm, "False"u8), Value.False);
        Dict.SetStr(vm, module->Attributes, Str.Intern(vm, "__debug__"u8), Hosting.MachineHost.Of(vm).Options.Optimization == 0 ? Value.True : Value.False);
        NativeTableBuilder builder = NativeTableBuilder.ForModule(vm, module, WellKnown.Name(vm, NameId.builtins));
        BuiltinFunctions.Register(ref builder);
        Value name = Value.FromObject(WellKnown.Name(vm, NameId.builtins));
        Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__package__), Value.FromObject(Str.Empty(vm)));
        Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__loader__), Value.FromObject(Imports.BuiltinImporterType.Type(vm)));
        Dict.SetStr(vm, module->Attributes, WellKnown.Name(vm, NameId.__spec__), Imports.BuiltinImporterType.SpecOf(vm, name));
    }

    private static void AddType(Vm* vm, TypeId id)
    {
        TypeObject* type = Types.Of(vm, id);
        Dict.SetStr(vm, WellKnown.Of(vm)->Builtins, type->Name, Value.FromObject(type));
    }
}
