using MiniScript.Extensions.Tests.Generated;
using MiniScript.Runtime.Hosting;

namespace MiniScript.Extensions.Tests;

/// <summary>Runs scripts over the extensions of this assembly.</summary>
internal static class ScriptTest
{
    /// <summary>What a script writes; an uncaught exception at its end.</summary>
    public static string Run(string code, bool torture = false)
    {
        using ScriptEngine engine = NewEngine(torture);
        try
        {
            engine.Run(code);
        }
        catch (ScriptException failure)
        {
            return engine.TakeOutput() + failure.Traceback;
        }

        return engine.TakeOutput();
    }

    /// <summary>Checks what a script writes, in torture mode too.</summary>
    public static void Expect(string expected, string code)
    {
        Assert.Equal(expected + "\n", Run(code).ReplaceLineEndings("\n"));
        Assert.Equal(expected + "\n", Run(code, torture: true).ReplaceLineEndings("\n"));
    }

    /// <summary>An engine that captures output.</summary>
    public static ScriptEngine NewEngine(bool torture = false) => new(ExtensionTable.Set, new ScriptEngineOptions { CapturesOutput = true, Torture = torture });
}
