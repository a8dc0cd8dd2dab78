using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Makes and describes script functions.</summary>
public static unsafe class Functions
{
    /// <summary>A function without defaults, closure or annotations.</summary>
    public static Function* New(Vm* vm, Code* code, Dict* globals, Dict* builtins)
    {
        Function* function = (Function*)vm->Heap.AllocateSmall((nuint)sizeof(Function), Kind.Function, (uint)TypeId.Function);
        function->Code = code;
        function->Globals = globals;
        function->Builtins = builtins;
        function->Closure = null;
        function->Defaults = null;
        function->KeywordDefaults = null;
        function->Name = code->Name;
        function->QualifiedName = code->QualifiedName;
        function->Module = Value.Undefined;
        function->Doc = code->Doc;
        function->Annotations = Value.Undefined;
        function->Attributes = Value.Undefined;
        function->TypeParameters = Value.Undefined;
        return function;
    }

    /// <summary><c>__module__</c>: the name of the module that the globals belong to.</summary>
    public static Value ModuleOf(Vm* vm, Function* function)
    {
        if (!function->Module.IsUndefined)
        {
            return function->Module;
        }

        Value name = Dict.GetStr(function->Globals, WellKnown.Name(vm, NameId.__name__));
        return name.IsUndefined ? Value.None : name;
    }

    /// <summary>A function in error messages: its module, unless built in or the main one, and its qualified name.</summary>
    public static string DescribeForError(Vm* vm, Function* function)
    {
        Value module = ModuleOf(vm, function);
        string name = Str.ToManaged(function->QualifiedName);
        return module.Is(Kind.Str) && (Str*)module.AsObject != WellKnown.Name(vm, NameId.builtins)
            ? $"{Str.ToManaged((Str*)module.AsObject)}.{name}"
            : name;
    }
}
