using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Builtins;

/// <summary>The parameters of built-in constructors, as <c>inspect.signature()</c> shows them.</summary>
internal static class TypeSignatures
{
    /// <summary>The text, or null if there is no single signature.</summary>
    public static string? Of(TypeId type) => type switch
    {
        TypeId.Object => "()",
        TypeId.Bool => "(object=False, /)",
        TypeId.Float => "(x=0, /)",
        TypeId.Complex => "(real=0, imag=0)",
        TypeId.List or TypeId.Set or TypeId.FrozenSet or TypeId.Tuple => "(iterable=(), /)",
        TypeId.Enumerate => "(iterable, start=0)",
        TypeId.Zip => "(*iterables, strict=False)",
        TypeId.Map => "(function, iterable, /, *iterables)",
        TypeId.Filter => "(function, iterable, /)",
        TypeId.Reversed => "(sequence, /)",
        TypeId.Property => "(fget=None, fset=None, fdel=None, doc=None)",
        TypeId.ClassMethod or TypeId.StaticMethod => "(function, /)",
        TypeId.Module => "(name, doc=None)",
        TypeId.Function => "(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
        TypeId.Method => "(function, instance, /)",
        TypeId.MappingProxy => "(mapping)",
        TypeId.Partial => "(func, /, *args, **keywords)",
        _ => null,
    };
}
