using System.Text;
using MiniScript.Cli.Generated;

namespace MiniScript.Cli;

/// <summary>The command <c>ext</c>, which the library module <c>_extension_tool</c> carries out.</summary>
internal static class ExtensionCommand
{
    /// <summary>What the command line asks for; null if it is not the command. A file of its name goes before it.</summary>
    public static Invocation? Parse(string[] args)
    {
        if (args is not ["ext", ..] || Path.Exists(args[0]))
        {
            return null;
        }

        string extensions = Encoding.UTF8.GetString(ExtensionTable.Extensions).TrimEnd('\0').Replace('\0', ',');
        return new Invocation(ProgramKind.Module, "_extension_tool", ["ext", extensions, .. args.AsSpan(1)]);
    }
}
