using System.Numerics;
using MiniScript.Extensions.Tests.Generated;
using MiniScript.Runtime.Hosting;

namespace MiniScript.Extensions.Tests;

/// <summary>Scripts inside a program of C#.</summary>
public class EngineTests
{
    [Fact]
    public void Globals_runs_and_calls()
    {
        using ScriptEngine engine = ScriptTest.NewEngine();
        engine["x"] = 20L;
        engine["names"] = new[] { "a", "b" };
        engine.Run("y = x + 1\ndef greet(name, times=1):\n    print('hello', name)\n    return [name] * times\n");
        Assert.Equal(21L, engine["y"]);
        Assert.Null(engine["nothing"]);
        Assert.Equal(["a", "a"], Assert.IsType<List<object?>>(engine.Call("greet", "a", 2)));
        Assert.Equal("hello a\n", engine.TakeOutput());
        Assert.Equal("", engine.TakeOutput());
        Assert.Equal(42L, engine.Evaluate("y * 2"));
        Assert.Equal(BigInteger.Pow(2, 100), engine.Evaluate("2 ** 100"));
        Assert.Equal(["a", "b"], Assert.IsType<List<object?>>(engine["names"]));
        Assert.Equal(5.0, engine.Call<double>("math.hypot", 3, 4));
        Assert.Equal(3.0, engine.Call<double>("max", 1, 3));
    }

    [Fact]
    public void Exceptions_of_a_script_come_out_with_their_traceback()
    {
        using ScriptEngine engine = ScriptTest.NewEngine();
        ScriptException failure = Assert.Throws<ScriptException>(() => engine.Run("def f():\n    return 1 / 0\nf()\n", "my.ms"));
        Assert.Equal(("ZeroDivisionError", "division by zero"), (failure.TypeName, failure.Message));
        Assert.Contains("File \"my.ms\", line 2, in f", failure.Traceback, StringComparison.Ordinal);
        Assert.Equal("SyntaxError", Assert.Throws<ScriptException>(() => engine.Run("x = = 1")).TypeName);
        Assert.Equal("NameError", Assert.Throws<ScriptException>(() => engine.Call("nothing")).TypeName);
        Assert.Equal("TypeError", Assert.Throws<ScriptException>(() => engine.Call<long>("str", 1)).TypeName);
        Assert.Equal(1L, engine.Evaluate("1"));
    }

    [Fact]
    public void A_run_can_be_cancelled()
    {
        using ScriptEngine engine = ScriptTest.NewEngine();
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(50));
        Assert.Throws<OperationCanceledException>(() => engine.Run("while True:\n    pass", cancellation: source.Token));
        Assert.Equal(2L, engine.Evaluate("1 + 1"));
    }

    [Fact]
    public void A_run_that_sleeps_can_be_cancelled()
    {
        using ScriptEngine engine = ScriptTest.NewEngine();
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(200));
        Assert.Throws<OperationCanceledException>(() => engine.Run("import time\ntime.sleep(60)", cancellation: source.Token));
    }

    [Theory]
    [InlineData("while True:\n    pass")]
    [InlineData("import time\ntime.sleep(60)")]
    public void The_time_of_each_run_is_limited(string code)
    {
        using ScriptEngine engine = new(ExtensionTable.Set, new ScriptEngineOptions { Limits = new MachineLimits { MaxTime = TimeSpan.FromMilliseconds(300) } });
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal("TimeLimitExceeded", Assert.Throws<ScriptException>(() => engine.Run(code)).TypeName);
            Assert.Equal(2L, engine.Evaluate("1 + 1"));
        }

        Thread.Sleep(500);
        Assert.Equal(3L, engine.Evaluate("1 + 2"));
    }

    [Fact]
    public void The_steps_of_each_run_are_limited()
    {
        using ScriptEngine engine = new(ExtensionTable.Set, new ScriptEngineOptions { Limits = new MachineLimits { MaxSteps = 1000, MaxDepth = 40, MaxOpenFiles = 3 } });
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("StepLimitExceeded", Assert.Throws<ScriptException>(() => engine.Run("while True:\n    pass")).TypeName);
            Assert.Equal("DepthLimitExceeded", Assert.Throws<ScriptException>(() => engine.Run("def f():\n    f()\nf()")).TypeName);
            Assert.Equal("OpenFileLimitExceeded", Assert.Throws<ScriptException>(() => engine.Run("l = [open('/dev/null') for i in range(9)]")).TypeName);
            engine.Run("for i in range(700):\n    pass\n");
        }
    }

    [Fact]
    public void Each_engine_has_a_policy_of_its_own()
    {
        string folder = Directory.CreateTempSubdirectory("miniscript-engine-").FullName;
        File.WriteAllText(Path.Combine(folder, "a.txt"), "inside");
        string code = "with open(path) as file:\n    text = file.read()\n";
        using ScriptEngine closed = new(ExtensionTable.Set, new ScriptEngineOptions { Policy = new HostPolicy { DeniesByDefault = true } });
        using ScriptEngine open = new(ExtensionTable.Set, new ScriptEngineOptions { Policy = new HostPolicy { Roots = [folder] } });
        closed["path"] = open["path"] = Path.Combine(folder, "a.txt");
        Assert.Equal("PermissionError", Assert.Throws<ScriptException>(() => closed.Run(code)).TypeName);
        open.Run(code);
        Assert.Equal("inside", open["text"]);
        open["path"] = "/etc/passwd";
        Assert.Equal("PermissionError", Assert.Throws<ScriptException>(() => open.Run(code)).TypeName);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Memory_and_depth_are_limited()
    {
        using ScriptEngine engine = new(ExtensionTable.Set, new ScriptEngineOptions { MaxMemory = 64 << 20, RecursionLimit = 50 });
        Assert.Equal("MemoryError", Assert.Throws<ScriptException>(() => engine.Run("x = []\nwhile True:\n    x.append('a' * 10000 + str(len(x)))")).TypeName);
        engine.Run("x = None");
        Assert.Equal("RecursionError", Assert.Throws<ScriptException>(() => engine.Run("def f():\n    f()\nf()")).TypeName);
    }

    [Fact]
    public void Extensions_are_registered_at_run_time()
    {
        using ScriptEngine engine = ScriptTest.NewEngine();
        int calls = 0;
        engine.Extensions.Register(
            "host",
            new Dictionary<string, HostFunction>
            {
                ["add"] = (_, arguments) => (long)arguments[0]! + (long)arguments[1]!,
                ["each"] = (context, arguments) => context.Apply((ScriptObject)arguments[0]!, ++calls),
                ["fail"] = (_, _) => throw new ScriptException("LookupError", "no"),
                ["nested"] = (_, _) => engine.Evaluate("40 + 2"),
            },
            "What the host has.");
        engine.Run("""
            import host
            print(host.add(1, 2), host.each(lambda n: [n]), host.nested(), host.__doc__, host.add.__name__)
            try:
                host.fail()
            except LookupError as error:
                print(error)
            try:
                host.add(a=1)
            except TypeError as error:
                print(error)
            """);
        Assert.Equal("3 [1] 42 What the host has. add\nno\nadd() takes no keyword arguments\n", engine.TakeOutput());
        Assert.Equal(5L, engine.Extensions.Call("host", "add", 2L, 3L));
        Assert.Equal(["add", "each", "fail", "nested"], engine.Extensions.Find("host")!.Keys);
        Assert.Contains("already", Assert.Throws<InvalidOperationException>(() => engine.Extensions.Register("host", new Dictionary<string, HostFunction>())).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => engine.Extensions.Register("math", new Dictionary<string, HostFunction>()));
        Assert.Throws<KeyNotFoundException>(() => engine.Extensions.Call("host", "nothing"));
        Assert.True(engine.Extensions.Unregister("host"));
        Assert.False(engine.Extensions.Unregister("host"));
        Assert.Equal("ModuleNotFoundError", Assert.Throws<ScriptException>(() => engine.Run("import host")).TypeName);
    }

    [Fact]
    public void The_limits_hold_at_run_time()
    {
        using ScriptEngine engine = ScriptTest.NewEngine();
        Dictionary<string, HostFunction> functions = Enumerable.Range(0, 65).ToDictionary(i => $"f{i}", _ => (HostFunction)((_, _) => null));
        Assert.Contains("at most 64", Assert.Throws<InvalidOperationException>(() => engine.Extensions.Register("big", functions)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => engine.Extensions.Register("not-a-name", new Dictionary<string, HostFunction>()));
        string message = "";
        int registered = 0;
        try
        {
            for (int i = 0; i < 33; i++, registered++)
            {
                engine.Extensions.Register($"e{i}", new Dictionary<string, HostFunction>());
            }
        }
        catch (InvalidOperationException failure)
        {
            message = failure.Message;
        }

        Assert.Contains("is number 33; an engine holds at most 32 extensions", message, StringComparison.Ordinal);
        Assert.InRange(registered, 12, 31);
    }

    [Fact]
    public void Engines_are_independent_and_move_between_threads()
    {
        using ScriptEngine first = ScriptTest.NewEngine();
        using ScriptEngine second = ScriptTest.NewEngine();
        first.Run("x = 1");
        second.Run("x = 2");
        Thread thread = new(() => first.Run("import gc\nx = [x] * 1000\nfor i in range(1000):\n    x = list(x)\ngc.collect()"));
        thread.Start();
        thread.Join();
        Assert.Equal(1000L, first.Evaluate("len(x)"));
        Assert.Equal(2L, second["x"]);
        first.Dispose();
        Assert.Throws<ObjectDisposedException>(() => first.Run("1"));
    }
}
