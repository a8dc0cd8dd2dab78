using MiniScript.Extensions;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Imports;

/// <summary>Meta path import for built-in modules. All methods are either class or static methods to avoid the need to instantiate the class.</summary>
[BuiltinType("BuiltinImporter")]
internal static unsafe partial class BuiltinImporterType
{
    /// <summary>The type.</summary>
    public static TypeObject* Type(Vm* vm) =>
        LibraryTypes.Get(vm, TypeId.BuiltinImporter, "_frozen_importlib.BuiltinImporter"u8, Kind.Instance, TypeFlags.None, &InitializeSlots, &Register);

    /// <summary>The spec of a native module.</summary>
    public static Value SpecOf(Vm* vm, Value name) => ModuleSpecType.New(
        vm, name, Value.FromObject(Type(vm)), Value.FromObject(Str.Intern(vm, "built-in"u8)), hasLocation: false, Value.None);

    private static void InitializeSlots(TypeObject* type)
    {
    }

    private static bool IsBuiltin(Vm* vm, Value name) =>
        name.Is(Kind.Str) && (Str.Equals((Str*)name.AsObject, WellKnown.Name(vm, NameId.builtins)) || MachineHost.Of(vm).FindNative(Str.ToManaged((Str*)name.AsObject), out _));

    private static Value Check(Vm* vm, Value name) => IsBuiltin(vm, name)
        ? name
        : Importer.Raise(
            vm, TypeId.ImportError, $"{(name.Is(Kind.Str) ? $"'{Str.ToManaged((Str*)name.AsObject)}'" : Types.NameOf(vm, name))} is not a built-in module", name, Value.None, Value.None);

    /// <summary>Return the spec of a built-in module, None for another name.</summary>
    [StaticMethod("find_spec", Signature = "(fullname, path=None, target=None)")]
    private static Value FindSpec(Vm* vm, Value name, Value path, Value target) => IsBuiltin(vm, name) ? SpecOf(vm, name) : Value.None;

    /// <summary>Create a built-in module</summary>
    [StaticMethod("create_module", Signature = "(spec)")]
    private static Value CreateModule(Vm* vm, Value spec)
    {
        Value name = Attributes.Get(vm, spec, WellKnown.Name(vm, NameId.name));
        name = name.IsUndefined ? name : Check(vm, name);
        return name.IsUndefined ? name : ModuleLoading.LoadNative(vm, Str.ToManaged((Str*)name.AsObject));
    }

    /// <summary>Exec a built-in module</summary>
    [StaticMethod("exec_module", Signature = "(module)")]
    private static void ExecModule(Vm* vm, Value module)
    {
    }

    /// <summary>Return None as built-in modules do not have code objects.</summary>
    [StaticMethod("get_code", Signature = "(fullname)")]
    private static Value GetCode(Vm* vm, Value name) => Check(vm, name).IsUndefined ? Value.Undefined : Value.None;

    /// <summary>Return None as built-in modules do not have source code.</summary>
    [StaticMethod("get_source", Signature = "(fullname)")]
    private static Value GetSource(Vm* vm, Value name) => Check(vm, name).IsUndefined ? Value.Undefined : Value.None;

    /// <summary>Return False as built-in modules are never packages.</summary>
    [StaticMethod("is_package", Signature = "(fullname)")]
    private static Value IsPackage(Vm* vm, Value name) => Check(vm, name).IsUndefined ? Value.Undefined : Value.False;

    /// <summary>Load the specified module into `sys.modules` and return it.</summary>
    [StaticMethod("load_module", Signature = "(fullname)")]
    private static Value LoadModule(Vm* vm, Value name) =>
        Check(vm, name).IsUndefined ? Value.Undefined : ModuleLoading.LoadNative(vm, Str.ToManaged((Str*)name.AsObject));
}
