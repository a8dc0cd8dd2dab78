using MiniScript.Generators.Models;

namespace MiniScript.Generators.Emission;

/// <summary>
/// Emits the thunks of one member. <c>Call_name</c> has the native calling convention and holds the fast path: the positional
/// arguments are there, so convert and call. <c>Bind_name</c> is the cold way: it sorts keyword arguments and defaults into slots, or
/// raises. Members with keyword-only or variadic parameters have a <c>Core_name</c>, on which both ways meet; all others bind back into
/// <c>Call_name</c>, with <c>Value.Undefined</c> for what is missing. A property has <c>Get_name</c>, <c>Set_name</c> and
/// <c>Store_name</c> instead.
/// </summary>
internal sealed class ThunkEmitter(SourceWriter writer, ContainerModel container, MemberModel member, ConversionEmitter conversions)
{
    private const string Extending = RuntimeNames.ExtensionBinder;
    private const string Undefined = RuntimeNames.Value + ".Undefined";
    private const string Binder = RuntimeNames.Binder;

    private readonly IReadOnlyList<ParameterModel> parameters = member.Parameters;
    private readonly ParameterModel[] bound = [.. member.Parameters.Where(p => p.Kind is not (ParameterKind.VarArgs or ParameterKind.VarKeywords))];
    private readonly int selfCount = member.Self is null ? 0 : 1;

    private int Positional => bound.Count(p => p.Kind != ParameterKind.KeywordOnly);

    private int Required => bound.TakeWhile(p => p.Kind != ParameterKind.KeywordOnly && !p.HasDefault).Count();

    private bool HasVarArgs => parameters.Any(p => p.Kind == ParameterKind.VarArgs);

    private bool HasVarKeywords => parameters.Any(p => p.Kind == ParameterKind.VarKeywords);

    private bool NeedsCore => HasVarArgs || HasVarKeywords || bound.Length > Positional;

    private bool TakesNames => HasVarKeywords || bound.Any(p => p.Kind != ParameterKind.PositionalOnly);

    /// <summary>The name that messages use: <c>list.append</c>, <c>math.sqrt</c>; functions of <c>builtins</c> go unqualified.</summary>
    /// <remarks>
    /// A module <c>_x</c> is the native half of a library module <c>x</c>, whose name scripts know; the language's own go by their names, as CPython's
    /// do, unless it has no module of that name.
    /// </remarks>
    private string QualifiedName => SourceWriter.Utf8(container.Name == "builtins" ? member.Name : member.Kind == MemberKind.Constructor ? container.Name
        : (container.Kind == ContainerKind.BuiltinModule && container.Name is not ("_os" or "_re") ? container.Name : container.Name.TrimStart('_')) + "." + member.Name);

    /// <summary>The expression for the member's code pointer.</summary>
    public static string Pointer(ContainerModel container, MemberModel member) =>
        member.Raw && !HasThunk(container, member)
            ? "&" + member.CSharpName
            : (member.Kind == MemberKind.Property ? "&NativeThunks.Get_" : "&NativeThunks.Call_") + member.Name;

    /// <summary>Writes all thunks of the member.</summary>
    public void Emit()
    {
        if (member.Raw)
        {
            EmitRaw();
            return;
        }
        if (member.Kind == MemberKind.Property)
        {
            EmitGetter();
            return;
        }
        EmitCall();
        EmitBind();
        if (NeedsCore)
        {
            EmitCore();
        }
    }

    /// <summary>True for a raw function that is called through a thunk: one of an extension, which may throw, and a method, whose instance is checked.</summary>
    private static bool HasThunk(ContainerModel container, MemberModel member) =>
        container.IsExtension || (member.Kind is (MemberKind.Method or MemberKind.ClassMethod) && container.TypeIds is not (null or "Object"));

    private void EmitRaw()
    {
        if (!HasThunk(container, member))
        {
            return;
        }
        writer.Open($"public static {RuntimeNames.Value} Call_{member.Name}({RuntimeNames.NativeParameters})");
        var call = member.CSharpName + "(vm, args, argc, kwNames)";
        if (container.IsExtension)
        {
            EmitInvocation(call, member.Result, checksPending: false);
        }
        else
        {
            writer.Open("if (argc == 0)").Line($"return {Binder}.UnboundError(vm, {QualifiedName});").Close();
            EmitCheck("args[0]");
            writer.Line($"return {call};");
        }
        writer.Close().Line();
    }

    /// <summary>Writes the check that the instance is of one of the container's types; of a class method, that the class is one of them or derived.</summary>
    private void EmitCheck(string source)
    {
        var (test, error) = member.Kind == MemberKind.ClassMethod ? ("IsClass", "ClassError") : ("IsSelf", "SelfError");
        var tests = container.TypeIds!.Split(' ').Select(id => $"!{Binder}.{test}(vm, {source}, {RuntimeNames.TypeId}.{id})");
        writer.Open($"if ({string.Join(" && ", tests)})").Line($"return {Binder}.{error}(vm, {QualifiedName}, {source});").Close();
    }

    private void EmitCall()
    {
        writer.Open($"public static {RuntimeNames.Value} Call_{member.Name}({RuntimeNames.NativeParameters})");
        var least = selfCount + Required;
        var most = selfCount + Positional;
        var outside = HasVarArgs ? (least == 0 ? "" : $"argc < {least}")
            : least == most ? $"argc != {least}"
            : least == 0 ? $"argc > {most}"
            : $"(uint)(argc - {least}) > {most - least}u";
        writer.Open($"if (kwNames != null{(outside.Length == 0 ? "" : " || " + outside)})")
            .Line($"return Bind_{member.Name}(vm, args, argc, kwNames);")
            .Close();
        if (NeedsCore)
        {
            var arguments = new List<string> { "vm" };
            if (selfCount > 0)
            {
                arguments.Add("args[0]");
            }
            for (var i = 0; i < bound.Length; i++)
            {
                arguments.Add(i >= Positional ? Undefined : Positionally(i, least));
            }
            if (HasVarArgs)
            {
                arguments.Add(most == 0 ? $"new {RuntimeNames.Args}(args, argc)"
                    : least == most ? $"new {RuntimeNames.Args}(args + {most}, argc - {most})"
                    : $"new {RuntimeNames.Args}(args + {most}, argc > {most} ? argc - {most} : 0)");
            }
            if (HasVarKeywords)
            {
                arguments.Add("default");
            }
            writer.Line($"return Core_{member.Name}({string.Join(", ", arguments)});");
        }
        else
        {
            EmitConversions("args[0]", i => Positionally(i, least));
        }
        writer.Close().Line();
    }

    private string Positionally(int index, int least) =>
        selfCount + index < least ? $"args[{selfCount + index}]" : $"argc > {selfCount + index} ? args[{selfCount + index}] : {Undefined}";

    private void EmitBind()
    {
        writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]")
            .Open($"private static {RuntimeNames.Value} Bind_{member.Name}({RuntimeNames.NativeParameters})");
        if (member.Self is { } self)
        {
            writer.Open("if (argc == 0)").Line($"return {Binder}.UnboundError(vm, {QualifiedName});").Close();
            EmitSelf(self, "args[0]");
        }
        var offset = selfCount > 0 ? $"args + {selfCount}, argc - {selfCount}" : "args, argc";
        if (!TakesNames)
        {
            var most = HasVarArgs ? "int.MaxValue" : Positional.ToString();
            writer.Line($"return {Binder}.ArityError(vm, {QualifiedName}, {Required}, {most}, argc{(selfCount > 0 ? " - 1" : "")}, kwNames != null);")
                .Close().Line();
            return;
        }
        var positionalOnly = bound.Count(p => p.Kind == ParameterKind.PositionalOnly);
        var required = 0UL;
        for (var i = 0; i < bound.Length; i++)
        {
            required |= bound[i].HasDefault ? 0UL : 1UL << i;
        }
        var names = SourceWriter.Utf8(string.Concat(bound.Select(p => p.Name + "\0")));
        var rest = HasVarArgs ? "out var rest" : "out _";
        var keywords = HasVarKeywords ? "out var keywords" : "out _";
        writer.Line($"{RuntimeNames.Value}* slots = stackalloc {RuntimeNames.Value}[{Math.Max(1, selfCount + bound.Length)}];");
        if (selfCount > 0)
        {
            writer.Line("slots[0] = args[0];");
        }
        writer.Line($"var shape = new {RuntimeNames.BindShape}({bound.Length}, {positionalOnly}, {Positional}, 0x{required:x}, "
                + $"{(HasVarArgs ? "true" : "false")}, {(HasVarKeywords ? "true" : "false")});")
            .Open($"if (!{Binder}.Bind(vm, {QualifiedName}, {names}, in shape, {offset}, kwNames, slots{(selfCount > 0 ? " + 1" : "")}, {rest}, {keywords}))")
            .Line($"return {Undefined};")
            .Close();
        if (!NeedsCore)
        {
            writer.Line($"return Call_{member.Name}(vm, slots, {selfCount + bound.Length}, null);");
        }
        else
        {
            var arguments = new List<string> { "vm" };
            for (var i = 0; i < selfCount + bound.Length; i++)
            {
                arguments.Add($"slots[{i}]");
            }
            if (HasVarArgs)
            {
                arguments.Add("rest");
            }
            if (HasVarKeywords)
            {
                arguments.Add("keywords");
            }
            writer.Line($"return Core_{member.Name}({string.Join(", ", arguments)});");
        }
        writer.Close().Line();
    }

    private void EmitCore()
    {
        var declared = new List<string> { RuntimeNames.Vm + "* vm" };
        if (selfCount > 0)
        {
            declared.Add($"{RuntimeNames.Value} self");
        }
        for (var i = 0; i < bound.Length; i++)
        {
            declared.Add($"{RuntimeNames.Value} v{i}");
        }
        if (HasVarArgs)
        {
            declared.Add($"{RuntimeNames.Args} rest");
        }
        if (HasVarKeywords)
        {
            declared.Add($"{RuntimeNames.KeywordArgs} keywords");
        }
        writer.Open($"private static {RuntimeNames.Value} Core_{member.Name}({string.Join(", ", declared)})");
        EmitConversions("self", i => $"v{i}");
        writer.Close().Line();
    }

    /// <summary>Writes the conversions of the instance and of every parameter, then the call itself.</summary>
    /// <param name="self">The expression of the instance.</param>
    /// <param name="source">The expression of a bound parameter's argument, <c>Value.Undefined</c> when it is missing.</param>
    private void EmitConversions(string self, Func<int, string> source)
    {
        var arguments = new List<string>();
        var prefix = "";
        if (member.HasScope)
        {
            writer.Line($"int scope = {Extending}.Enter(vm);");
            if (member.Result.Kind == ConversionKind.Task)
            {
                writer.Line($"var synchronization = {Extending}.EnterAsync(vm);");
            }
            writer.Open("try");
        }
        if (member.TakesVm)
        {
            arguments.Add("vm");
        }
        if (member.TakesContext)
        {
            arguments.Add($"{Extending}.Context(vm)");
        }
        if (member.Self is { } selfModel)
        {
            var instance = EmitSelf(selfModel, self);
            if (selfModel.Conversion.Kind != ConversionKind.Instance)
            {
                arguments.Add(instance);
            }
            else if (member.Kind != MemberKind.Constructor)
            {
                prefix = instance + ".";
            }
        }
        var position = 0;
        foreach (var parameter in parameters)
        {
            if (parameter is { Kind: ParameterKind.VarArgs, Conversion: { Kind: ConversionKind.Array, Element: { } item } })
            {
                writer.Open($"if (!{Extending}.ToArray<{item.LocalType}>(vm, rest, {Positional + 1}, &{conversions.To(item)}, {ConversionEmitter.Expected(item)}, out {item.LocalType}[] items))")
                    .Line($"return {Undefined};").Close();
                arguments.Add("items");
            }
            else if (parameter.Kind == ParameterKind.VarArgs)
            {
                arguments.Add("rest");
            }
            else if (parameter.Kind == ParameterKind.VarKeywords)
            {
                arguments.Add("keywords");
            }
            else
            {
                arguments.Add(EmitConversion(parameter, position, source(position)));
                position++;
            }
        }
        var isProperty = member.Kind == MemberKind.Property && container.Kind == ContainerKind.ExtensionType;
        var call = prefix + member.CSharpName + (isProperty ? "" : $"({string.Join(", ", arguments)})");
        if (member.Kind == MemberKind.Constructor)
        {
            EmitGuarded(() => writer.Line($"return {Extending}.Adopt(vm, {self}, {call});"));
        }
        else
        {
            EmitInvocation(call, member.Result, checksPending: member.TakesVm);
        }
        if (member.HasScope)
        {
            writer.Close();
            EmitCatch();
            writer.Open("finally");
            if (member.Result.Kind == ConversionKind.Task)
            {
                writer.Line("global::System.Threading.SynchronizationContext.SetSynchronizationContext(synchronization);");
            }
            writer.Line($"{Extending}.Leave(vm, scope);").Close();
        }
    }

    private void EmitCatch() => writer.Open("catch (global::System.Exception exception)").Line($"return {Binder}.Raise(vm, exception);").Close();

    /// <summary>Writes what may throw: in an extension, C# exceptions become script exceptions. A member with a scope of handles has its guard around all of it.</summary>
    private void EmitGuarded(Action emit)
    {
        if (!container.IsExtension || member.HasScope)
        {
            emit();
            return;
        }
        writer.Open("try");
        emit();
        writer.Close();
        EmitCatch();
    }

    /// <summary>
    /// Writes the check of the instance and gives its expression. The check is by type where the runtime has an id for it, because two types
    /// can share a layout (<c>set</c> and <c>frozenset</c>), and by layout otherwise.
    /// </summary>
    private string EmitSelf(ParameterModel self, string source)
    {
        if (self.Conversion.Kind == ConversionKind.Instance)
        {
            if (member.Kind != MemberKind.Constructor)
            {
                writer.Open($"if ({Extending}.Target(vm, {source}) is not {self.Conversion.TypeName} target)")
                    .Line($"return {Binder}.SelfError(vm, {QualifiedName}, {source});").Close();
            }
            return "target";
        }
        var isPointer = self.Conversion.Kind == ConversionKind.Pointer;
        var cast = $"({self.Conversion.LocalType}){source}.AsObject";
        if (container.TypeIds != null && !(container.TypeIds == "Object" && member.Kind == MemberKind.ClassMethod))
        {
            if (container.TypeIds == "Object")
            {
                return isPointer ? cast : source;
            }
            EmitCheck(source);
            return isPointer ? cast : source;
        }
        if (isPointer)
        {
            writer.Open($"if ({Binder}.As{self.Conversion.SimpleName}({source}) == null)")
                .Line($"return {Binder}.SelfError(vm, {QualifiedName}, {source});").Close();
            return cast;
        }
        return source;
    }

    /// <summary>Writes one parameter's conversion and gives the expression of the converted argument.</summary>
    private string EmitConversion(ParameterModel parameter, int position, string source)
    {
        var conversion = parameter.Conversion;
        if (conversion.Kind == ConversionKind.Value && (!parameter.HasDefault || parameter.Default == null))
        {
            return source.Contains(" ? ") ? $"({source})" : source;
        }
        var raw = source;
        if (source.Contains(" ? "))
        {
            raw = $"a{position}";
            writer.Line($"{RuntimeNames.Value} {raw} = {source};");
        }
        var local = $"p{position}";
        if (conversion.Kind == ConversionKind.Value)
        {
            writer.Line($"{RuntimeNames.Value} {local} = {raw}.IsUndefined ? {parameter.Default} : {raw};");
            return local;
        }
        writer.Line($"{conversion.LocalType} {local};");
        var acceptsNone = conversion.IsNullable || (conversion.Kind == ConversionKind.Pointer && parameter.Default == "null");
        var chained = false;
        if (parameter.HasDefault)
        {
            writer.Open($"if ({raw}.IsUndefined{(acceptsNone && parameter.Default == "null" ? $" || {raw}.IsNone" : "")})")
                .Line($"{local} = {parameter.Default};").Close();
            chained = true;
        }
        if (acceptsNone && parameter.Default != "null")
        {
            writer.Open($"{(chained ? "else if" : "if")} ({raw}.IsNone)").Line($"{local} = null;").Close();
            chained = true;
        }
        if (chained)
        {
            writer.Open("else");
        }
        EmitRequired(parameter, position, raw, local, acceptsNone);
        if (chained)
        {
            writer.Close();
        }
        return local;
    }

    /// <summary>Writes the conversion of an argument that is there.</summary>
    private void EmitRequired(ParameterModel parameter, int position, string raw, string local, bool acceptsNone)
    {
        var conversion = parameter.Conversion;
        var converter = conversion.Kind switch
        {
            ConversionKind.Int64 => "ToInt64",
            ConversionKind.Int32 => "ToInt32",
            ConversionKind.Double => "ToDouble",
            ConversionKind.Boolean => "ToBoolean",
            ConversionKind.BigInteger => "ToBigInteger",
            _ => null,
        };
        if (converter != null)
        {
            var target = conversion.IsNullable ? $"var t{position}" : local;
            writer.Open($"if (!{Binder}.{converter}(vm, {raw}, out {target}))").Line($"return {Undefined};").Close();
            if (conversion.IsNullable)
            {
                writer.Line($"{local} = t{position};");
            }
            return;
        }
        var place = parameter.Kind != ParameterKind.PositionalOnly ? $"argument '{parameter.Name}'"
            : bound.Length == 1 ? "argument" : $"argument {position + 1}";
        if (conversion.IsExtensionOnly)
        {
            var inner = conversion.Kind == ConversionKind.Object ? conversion : conversion with { IsNullable = false };
            writer.Open($"if (!{conversions.To(inner)}(vm, {raw}, out {local}{(inner.IsNullable || !conversion.IsNullable ? "" : "!")}))".Replace("!))", "))"))
                .Line($"return {Binder}.HasPending(vm) ? {Undefined} : {Binder}.ArgumentTypeError(vm, {QualifiedName}, {SourceWriter.Utf8(place)}, "
                    + $"{ConversionEmitter.Expected(inner with { IsNullable = acceptsNone })}, {raw});")
                .Close();
            return;
        }
        var expected = ExpectedType(conversion) + (acceptsNone ? " or None" : "");
        var failed = conversion.Kind switch
        {
            ConversionKind.Pointer => $"({local} = {Binder}.As{conversion.SimpleName}({raw})) == null",
            ConversionKind.Text => $"({local} = {Binder}.AsManagedText({raw})!) == null",
            _ => $"({local} = {Binder}.AsManagedBytes({raw})!) == null",
        };
        writer.Open($"if ({failed})")
            .Line($"return {Binder}.ArgumentTypeError(vm, {QualifiedName}, {SourceWriter.Utf8(place)}, {SourceWriter.Utf8(expected)}, {raw});")
            .Close();
    }

    private static string ExpectedType(ConversionModel conversion)
    {
        if (conversion.Kind != ConversionKind.Pointer)
        {
            return conversion.Kind == ConversionKind.Text ? "str" : "bytes";
        }
        var name = conversion.SimpleName;
        return (name.EndsWith("Object", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Object".Length) : name).ToLowerInvariant();
    }

    /// <summary>Writes the call and the conversion of its result; in an extension, C# exceptions become script exceptions here.</summary>
    private void EmitInvocation(string call, ConversionModel result, bool checksPending)
    {
        EmitGuarded(() => EmitReturn(call, result, checksPending));
    }

    private void EmitReturn(string call, ConversionModel result, bool checksPending)
    {
        if (result.Kind == ConversionKind.Task)
        {
            var task = result.SimpleName == "ValueTask" ? call + ".AsTask()" : call;
            writer.Line(result.Element!.Kind == ConversionKind.Void
                ? $"return {Extending}.ReturnTask(vm, {task}, scope);"
                : $"return {Extending}.ReturnTask<{result.Element.LocalType}>(vm, {task}, &{conversions.From(result.Element)}, scope);");
        }
        else if (result.Kind == ConversionKind.Sequence)
        {
            writer.Line($"return {Extending}.ReturnIterator<{result.Element!.LocalType}>(vm, {call}, &{conversions.From(result.Element!)}, scope);");
        }
        else if (result.IsExtensionOnly)
        {
            writer.Line($"return {conversions.From(result)}(vm, {call});");
        }
        else if (result.Kind == ConversionKind.Value)
        {
            writer.Line($"return {call};");
        }
        else if (result.Kind == ConversionKind.Void)
        {
            writer.Line(call + ";");
            writer.Line(checksPending ? $"return {Binder}.HasPending(vm) ? {Undefined} : {RuntimeNames.Value}.None;" : $"return {RuntimeNames.Value}.None;");
        }
        else if (result.Kind == ConversionKind.Pointer)
        {
            writer.Line($"return {Binder}.ReturnObject({call});");
        }
        else if (checksPending)
        {
            writer.Line($"var result = {call};").Line($"return {Binder}.HasPending(vm) ? {Undefined} : {Binder}.Return(vm, result);");
        }
        else
        {
            writer.Line($"return {Binder}.Return(vm, {call});");
        }
    }

    private void EmitGetter()
    {
        writer.Open($"public static {RuntimeNames.Value} Get_{member.Name}({RuntimeNames.GetterParameters})");
        EmitConversions("self", _ => "");
        writer.Close().Line();
        if (member.Setter is { } setter)
        {
            EmitSetter(setter);
        }
    }

    private void EmitSetter(SetterModel setter)
    {
        writer.Open($"public static bool Set_{member.Name}({RuntimeNames.SetterParameters})")
            .Line($"return !Store_{member.Name}(vm, self, value).IsUndefined;")
            .Close().Line()
            .Open($"private static {RuntimeNames.Value} Store_{member.Name}({RuntimeNames.SetterParameters})");
        var arguments = new List<string>();
        if (setter.TakesVm)
        {
            arguments.Add("vm");
        }
        var instance = EmitSelf(setter.Self, "self");
        if (container.Kind != ContainerKind.ExtensionType)
        {
            arguments.Add(instance);
        }
        if (setter.Value.Conversion.Kind != ConversionKind.Value)
        {
            writer.Open("if (value.IsUndefined)").Line($"return {Binder}.DeleteError(vm, {QualifiedName});").Close();
        }
        arguments.Add(EmitConversion(setter.Value, 0, "value"));
        if (container.Kind == ContainerKind.ExtensionType)
        {
            EmitGuarded(() => writer.Line($"{instance}.{setter.CSharpName} = {arguments[0]};").Line($"return {RuntimeNames.Value}.None;"));
            writer.Close().Line();
            return;
        }
        var call = $"{setter.CSharpName}({string.Join(", ", arguments)})";
        if (setter.Result.Kind == ConversionKind.Boolean)
        {
            writer.Line($"return {call} ? {RuntimeNames.Value}.None : {Undefined};");
        }
        else
        {
            EmitInvocation(call, setter.Result, checksPending: setter.TakesVm);
        }
        writer.Close().Line();
    }
}
