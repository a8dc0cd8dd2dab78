using System.Text;
using MiniScript.Generators.Models;
using MiniScript.Generators.Reading;

namespace MiniScript.Generators.Emission;

/// <summary>What an extension type has because of the interfaces that its class implements: context management and iteration.</summary>
internal static class TypeProtocols
{
    private static readonly string[] Disposal = ["__enter__", "__exit__"];

    /// <summary>Adds the members to the table, as <see cref="ContainerEmitter"/> has it.</summary>
    public static void AddMembers(ContainerModel model, StringBuilder text, List<string> codes)
    {
        foreach (var name in Names(model))
        {
            codes.Add($"(nint)({RuntimeNames.NativePointer})&NativeThunks.Call_{name}");
            text.Append('m').Append(name).Append('\0').Append(name == "__exit__" ? "($self, /, *details)" : "($self, /)").Append("\0\0");
        }
    }

    /// <summary>The types of the properties, as <c>ExtensionBinder.Annotate</c> takes them: each name and type ended by a zero byte.</summary>
    public static string Annotations(ContainerModel model) => string.Concat(model.Members.Where(member => member.Kind == MemberKind.Property)
        .Select(member => $"{member.Name}\0{TypeHint.OfResult(member.Result)}\0"));

    /// <summary>Writes their thunks.</summary>
    public static void EmitThunks(SourceWriter writer, ContainerModel model, ConversionEmitter conversions)
    {
        foreach (var name in Names(model))
        {
            var qualified = SourceWriter.Utf8(model.Name + "." + name);
            var count = name == "__exit__" ? "argc == 0" : "argc != 1 || kwNames != null";
            writer.Open($"public static {RuntimeNames.Value} Call_{name}({RuntimeNames.NativeParameters})")
                .Open($"if ({count})").Line($"return argc == 0 ? {RuntimeNames.Binder}.UnboundError(vm, {qualified}) : {RuntimeNames.Binder}.ArityError(vm, {qualified}, 0, 0, argc - 1, kwNames != null);").Close()
                .Open($"if ({RuntimeNames.ExtensionBinder}.Target(vm, args[0]) is not {model.FullName} target)")
                .Line($"return {RuntimeNames.Binder}.SelfError(vm, {qualified}, args[0]);").Close()
                .Line(name switch
                {
                    "__enter__" => "return args[0];",
                    "__exit__" => $"return {RuntimeNames.ExtensionBinder}.Exit(vm, args[0]);",
                    _ => $"return {RuntimeNames.ExtensionBinder}.ReturnIterator<{model.Details.Items!.LocalType}>(vm, target, &{conversions.From(model.Details.Items!)}, int.MaxValue);",
                })
                .Close().Line();
        }
        foreach (var constant in model.Constants.Where(constant => constant.Conversion.IsExtensionOnly))
        {
            writer.Line($"public static {RuntimeNames.Value} Constant_{constant.Name}({RuntimeNames.Vm}* vm) => {conversions.From(constant.Conversion)}(vm, {constant.Expression});").Line();
        }
    }

    private static IEnumerable<string> Names(ContainerModel model)
    {
        if (model.Kind != ContainerKind.ExtensionType)
        {
            return [];
        }
        var names = model.Details.IsDisposable ? Disposal : [];
        return (model.Details.Items == null ? names : [.. names, "__iter__"]).Where(name => !model.Members.Any(member => member.Name == name));
    }
}
