using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Imports;

/// <summary>The attributes that loaders of namespace packages have from the beginning.</summary>
[BuiltinType("NamespaceLoader")]
internal static unsafe partial class NamespaceLoaderType
{
    [Property("path", Setter = nameof(SetPath))]
    private static Value GetPath(Value self) => *LoaderTypes.Path(self);

    private static bool SetPath(Value self, Value value)
    {
        *LoaderTypes.Path(self) = value.IsUndefined ? Value.None : value;
        return true;
    }

    /// <summary>The attributes of the object.</summary>
    [Property("__dict__")]
    private static Value GetDict(Vm* vm, Value self) => Value.FromObject(InstanceAttributes.MaterialiseDict(vm, self));
}
