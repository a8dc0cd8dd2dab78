using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.SyntaxTrees;

/// <summary>The classes of syntax trees, which the library module <c>_ast</c> defines.</summary>
internal static unsafe class AstClasses
{
    /// <summary>The namespace with the classes, the module being imported if it is not yet; null with an exception pending.</summary>
    public static Dict* Of(Vm* vm)
    {
        Value module = Importer.Load(vm, "_ast");
        return module.Is(Kind.Module) ? ((Module*)module.AsObject)->Attributes : null;
    }

    /// <summary>True for an instance of <c>ast.AST</c>.</summary>
    public static bool IsTree(Vm* vm, Value value)
    {
        Value module = value.Is(Kind.Instance) ? Importer.Find(vm, "_ast") : Value.Undefined;
        Value root = module.Is(Kind.Module) ? Dict.GetStr(((Module*)module.AsObject)->Attributes, Str.Intern(vm, "AST"u8)) : Value.Undefined;
        return root.Is(Kind.Type) && TypeObject.IsSubtype(Types.Of(vm, value), (TypeObject*)root.AsObject);
    }
}
