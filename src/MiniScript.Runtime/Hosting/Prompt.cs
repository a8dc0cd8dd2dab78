using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Hosting.Tracebacks;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;

namespace MiniScript.Runtime.Hosting;

/// <summary>
/// The interactive prompt: reads statements, runs each when it is complete, and shows the values of expressions. An empty line ends a block;
/// the end of the input runs what has been typed so far, then ends the prompt.
/// </summary>
public static unsafe class Prompt
{
    /// <summary>Runs until the input ends, or <c>SystemExit</c> is pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="main">The module that statements run in.</param>
    public static void Run(Vm* vm, Module* main)
    {
        if (Importer.Load(vm, "sys").IsUndefined)
        {
            return;
        }

        string source = string.Empty;
        for (int inputs = 0; ;)
        {
            string? line = ReadLine(vm, source.Length == 0);
            if (line == null)
            {
                // Ctrl+C drops what was typed.
                source = string.Empty;
                if (!ShowInterrupt(vm))
                {
                    return;
                }

                continue;
            }

            bool isEnd = line.Length == 0;
            if (isEnd && source.Length == 0)
            {
                StandardOutput.Write(vm, "\n");
                return;
            }

            source += isEnd ? "\n" : line;
            if (!isEnd && !IsComplete(source))
            {
                continue;
            }

            bool hasEnded = !Execute(vm, main, source, PromptFiles.NameOf(inputs++)) && !ScriptExit.TryShow(vm);
            source = string.Empty;
            if (hasEnded || isEnd)
            {
                return;
            }
        }
    }

    /// <summary>Shows <c>KeyboardInterrupt</c>; false if another exception ended the reading, which stays pending.</summary>
    private static bool ShowInterrupt(Vm* vm)
    {
        if (!Types.IsInstance(vm, vm->Pending, TypeId.KeyboardInterrupt))
        {
            return false;
        }

        vm->Pending = Value.Undefined;
        StandardError.Write(vm, "\nKeyboardInterrupt\n");
        return true;
    }

    /// <summary>Prompts and reads; empty at the end of the input, null with an exception pending.</summary>
    private static string? ReadLine(Vm* vm, bool isFirst)
    {
        // A script may set the prompts; what is no string is shown as one.
        Value custom = StandardError.SysAttribute(vm, isFirst ? "ps1"u8 : "ps2"u8);
        string prompt = !custom.IsUndefined ? SafeText.Of(vm, custom, "prompt") : isFirst ? ">>> " : "... ";
        if (!StandardOutput.Write(vm, prompt))
        {
            return null;
        }

        Str* line = FileTable.Of(vm).Input.ReadLine(vm);

        // What is typed at once behind Ctrl+C may be read before the signal is seen.
        return line == null || !Safepoints.Serve(vm) ? null : Str.ToManaged(line);
    }

    private static bool IsComplete(string source)
    {
        try
        {
            return !Parser.ParseInteractive(source, PromptFiles.ShownName).IsIncomplete;
        }
        catch (SyntaxErrorException)
        {
            return true;
        }
    }

    private static bool Execute(Vm* vm, Module* main, string source, string fileName)
    {
        Code* code = SourceLoader.Compile(vm, source, fileName, SourceMode.Interactive);
        if (code == null)
        {
            return false;
        }

        Function* function = Functions.New(vm, code, main->Attributes, Evaluation.BuiltinsOf(vm, main->Attributes));
        return !CallBinding.RunNamespace(vm, function, Value.FromObject(main->Attributes)).IsUndefined;
    }
}
