namespace MiniScript.Generators;

/// <summary>The names of the runtime that generated code spells, in one place.</summary>
internal static class RuntimeNames
{
    public const string AttributeNamespace = "MiniScript.Extensions.";
    public const string Extension = AttributeNamespace + "ExtensionAttribute";
    public const string BuiltinModule = AttributeNamespace + "BuiltinModuleAttribute";
    public const string BuiltinType = AttributeNamespace + "BuiltinTypeAttribute";
    public const string ExtensionType = AttributeNamespace + "ExtensionTypeAttribute";
    public const string ExtensionAssembly = AttributeNamespace + "ExtensionAssemblyAttribute";

    /// <summary>The namespace in which managed objects may hold a <c>Value</c>.</summary>
    public const string MemoryNamespace = "MiniScript.Runtime.Memory";

    /// <summary>The metadata name of the script value.</summary>
    public const string ValueMetadataName = MemoryNamespace + ".Value";

    public const string Value = "global::" + ValueMetadataName;
    public const string Vm = "global::MiniScript.Runtime.Memory.Vm";
    public const string Tuple = "global::MiniScript.Runtime.Objects.Tuple";
    public const string TypeIdMetadataName = MemoryNamespace + ".TypeId";
    public const string TypeId = "global::" + TypeIdMetadataName;
    public const string TypeObject = "global::MiniScript.Runtime.Objects.TypeObject";
    public const string Args = "global::MiniScript.Runtime.Execution.Args";
    public const string KeywordArgs = "global::MiniScript.Runtime.Execution.KeywordArgs";
    public const string ExtensionBinder = "global::MiniScript.Runtime.Hosting.Extending.ExtensionBinder";
    public const string ExtensionSet = "global::MiniScript.Runtime.Hosting.ExtensionSet";
    public const string Binder = "global::MiniScript.Runtime.Execution.ArgumentBinder";
    public const string BindShape = "global::MiniScript.Runtime.Execution.BindShape";
    public const string TableBuilder = "global::MiniScript.Runtime.Execution.NativeTableBuilder";

    public const string Context = "global::MiniScript.Extensions.ExtensionContext";
    public const string ScriptObject = "global::MiniScript.Extensions.ScriptObject";
    public const string ScriptCallable = "global::MiniScript.Extensions.ScriptCallable";

    /// <summary>The parameter list of the native calling convention.</summary>
    public const string NativeParameters = Vm + "* vm, " + Value + "* args, int argc, " + Tuple + "* kwNames";

    /// <summary>The parameter list of a property's getter.</summary>
    public const string GetterParameters = Vm + "* vm, " + Value + " self";

    /// <summary>The parameter list of a property's setter, which returns false with an exception pending.</summary>
    public const string SetterParameters = Vm + "* vm, " + Value + " self, " + Value + " value";

    /// <summary>The type of a pointer to native code.</summary>
    public const string NativePointer = "delegate* managed<" + Vm + "*, " + Value + "*, int, " + Tuple + "*, " + Value + ">";

    /// <summary>The type of a pointer to a property's getter.</summary>
    public const string GetterPointer = "delegate* managed<" + Vm + "*, " + Value + ", " + Value + ">";

    /// <summary>The type of a pointer to a property's setter.</summary>
    public const string SetterPointer = "delegate* managed<" + Vm + "*, " + Value + ", " + Value + ", bool>";

    /// <summary>The type of a pointer to a module's or type's registration method.</summary>
    public const string RegisterPointer = "delegate* managed<ref " + TableBuilder + ", void>";
}
