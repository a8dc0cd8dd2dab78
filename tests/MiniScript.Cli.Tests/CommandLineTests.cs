using System.Text;
using MiniScript.Testing;

namespace MiniScript.Cli.Tests;

/// <summary>The forms of the command line, and the exit status of each.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("miniscript-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_gets_its_arguments()
    {
        Write("args.ms", "import sys\nprint(sys.argv, __name__)");
        Expect(Run(["args.ms", "-c", "--stats"]), 0, "['args.ms', '-c', '--stats'] __main__\n");
    }

    [Fact]
    public void Code_gets_its_arguments() => Expect(Run(["-c", "import sys; print(sys.argv)", "-x"]), 0, "['-c', '-x']\n");

    [Fact]
    public void A_program_comes_from_standard_input()
    {
        Expect(Run([], "print('piped')"), 0, "piped\n");
        Expect(Run(["-", "a"], "import sys\nprint(sys.argv)"), 0, "['-', 'a']\n");
    }

    [Fact]
    public void A_module_runs_in_its_package()
    {
        Write("pack/__init__.ms", string.Empty);
        Write("pack/helper.ms", "name = 'help'");
        Write("pack/tool.ms", "from . import helper\nimport sys\nprint(__name__, __package__, helper.name, sys.argv[1:])");
        Write("pack/__main__.ms", "print('the package')");
        Expect(Run(["-m", "pack.tool", "x"]), 0, "__main__ pack help ['x']\n");
        Expect(Run(["-m", "pack"]), 0, "the package\n");
        Expect(Run(["pack"]), 0, "the package\n");
    }

    [Fact]
    public void An_archive_runs_its_main_module()
    {
        Write("app/__main__.py", "import helper, sys\nprint(__name__, __spec__.name, helper.value, sys.argv[1:])");
        Write("app/helper.py", "value = 'zipped'");
        Expect(Run(["-m", "zipapp", "app", "-p", "/usr/bin/env miniscript"]), 0, string.Empty);
        Expect(Run(["app.pyz", "x"]), 0, "__main__ __main__ zipped ['x']\n");
    }

    [Fact]
    public void A_file_of_JSON_is_imported_where_there_is_no_module()
    {
        Write("settings.json", "{\"depth\": [1, 2]}");
        Write("both.json", "1");
        Write("both.py", "");
        Write("broken.json", "{");
        Write("pack/__init__.py", "from . import inner");
        Write("pack/inner.json", "\"text\"");
        Write("main.ms", """
            import settings, both, pack, pack.inner as inner
            print(settings, type(both).__name__, pack.inner, inner)
            try:
                import broken
            except ValueError as error:
                print(type(error).__name__, error.__notes__[0].endswith('broken.json'))
            """);
        Expect(Run(["main.ms"]), 0, "{'depth': [1, 2]} module text text\nJSONDecodeError True\n");
    }

    [Fact]
    public void A_module_that_is_missing_fails()
    {
        ScriptOutcome outcome = Run(["-m", "nowhere"]);
        Assert.Equal((1, "miniscript: No module named nowhere\n"), (outcome.ExitCode, outcome.Error));
    }

    [Theory]
    [InlineData("pass", 0)]
    [InlineData("raise SystemExit", 0)]
    [InlineData("raise SystemExit(None)", 0)]
    [InlineData("raise SystemExit(7)", 7)]
    [InlineData("raise SystemExit(True)", 1)]
    [InlineData("raise SystemExit(300)", 44)]
    [InlineData("raise SystemExit(-1)", 255)]
    [InlineData("import sys; sys.exit(3)", 3)]
    [InlineData("1/0", 1)]
    [InlineData("x =", 1)]
    [InlineData("raise KeyboardInterrupt", 130)]
    public void The_exit_status_is_what_the_script_ended_in(string code, int status) => Assert.Equal(status, Run(["-c", code]).ExitCode);

    [Fact]
    public void A_message_for_the_exit_goes_to_standard_error()
    {
        ScriptOutcome outcome = Run(["-c", "raise SystemExit('the end')"]);
        Assert.Equal((1, "the end\n"), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public void Output_comes_before_the_traceback() =>
        Expect(Run(["-c", "import sys; sys.stderr = sys.stdout; print('first'); [][0]"]), 1, """
            first
            Traceback (most recent call last):
              File "<string>", line 1, in <module>
                import sys; sys.stderr = sys.stdout; print('first'); [][0]
                                                                     ~~^^^
            IndexError: list index out of range

            """.ReplaceLineEndings("\n"));

    [Fact]
    public void The_traceback_module_quotes_the_code_of_the_command_line() =>
        Expect(Run(["-c", "import sys, traceback\ntry: [][0]\nexcept IndexError: traceback.print_exc(file=sys.stdout)"]), 0, """
            Traceback (most recent call last):
              File "<string>", line 2, in <module>
                try: [][0]
                     ~~^^^
            IndexError: list index out of range

            """.ReplaceLineEndings("\n"));

    [Fact]
    public void A_module_of_the_library_runs_by_its_name()
    {
        ScriptOutcome outcome = Run(["-m", "unittest", "--help"]);
        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("usage: python -m unittest [-h]", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-such-option", "x.ms")]
    [InlineData("-c")]
    [InlineData("-m")]
    [InlineData("--max-memory", "12Q", "-c", "pass")]
    [InlineData("no_such_file.ms")]
    [InlineData("-d", "-c", "pass")]
    [InlineData("-W")]
    public void Misuse_ends_in_2(params string[] arguments)
    {
        ScriptOutcome outcome = Run(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("miniscript: ", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("import sys; print(sys.argv, sys.warnoptions)", "['-c', 'x'] ['ignore', 'default']\n", "-uB", "-W", "ignore", "-Wdefault", "-X", "utf8")]
    [InlineData("import sys; print(sys.path)", "[]\n", "-I")]
    [InlineData("import sys; print(sys.path)", "['']\n", "-sS", "-q")]
    [InlineData("import sys; assert 0; print(__debug__, sys.flags.optimize)", "False 1\n", "-O")]
    [InlineData("'doc'\nassert 0; print(__debug__, __import__('sys').flags.optimize, __doc__)", "False 2 None\n", "-OO")]
    public void Options_of_the_reference_are_taken(string code, string expected, params string[] options) =>
        Expect(Run([.. options, "-c", code, "x"]), 0, expected);

    [Fact]
    public void Help_and_version_are_shown()
    {
        Assert.StartsWith("usage: miniscript ", Run(["--help"]).Output, StringComparison.Ordinal);
        Assert.Matches(@"^MiniScript \d+\.\d+\.\d+ \(Python 3\.13\)\n$", Run(["--version"]).Output);
    }

    [Fact]
    public void Statistics_go_to_standard_error()
    {
        ScriptOutcome outcome = Run(["--stats", "-c", "print(1)"]);
        Expect(outcome, 0, "1\n");
        foreach (string name in (string[])["allocations", "collections", "pause max", "heap peak"])
        {
            Assert.Contains(name, outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_limit_of_memory_raises_MemoryError()
    {
        ScriptOutcome outcome = Run(["--max-memory", "16M", "-c", "x = [0] * 10**8"]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.EndsWith("MemoryError\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Torture_changes_nothing_that_a_script_sees() =>
        Expect(Run(["--torture", "-c", "print(sorted(str(i) for i in range(20))[3])"]), 0, "11\n");

    [Fact]
    public void Instructions_are_listed_and_not_run()
    {
        ScriptOutcome outcome = Run(["--dump-bytecode", "-c", "print(1)"]);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("LoadGlobal", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n1\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_are_shown_on_demand_only()
    {
        const string Red = "\e[1;31m";
        Assert.DoesNotContain(Red, Run(["-c", "[][0]"]).Error, StringComparison.Ordinal);
        Assert.Contains(Red, Run(["-c", "[][0]"], null, ("FORCE_COLOR", "1")).Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Red, Run(["-c", "[][0]"], null, ("FORCE_COLOR", "1"), ("NO_COLOR", "1")).Error, StringComparison.Ordinal);
    }

    private static void Expect(ScriptOutcome outcome, int status, string output)
    {
        Assert.Equal(output, outcome.Output);
        Assert.Equal(status, outcome.ExitCode);
    }

    private ScriptOutcome Run(string[] arguments, string? input = null, params (string Name, string Value)[] environment) =>
        PublishedBinary.Run(arguments, folder, TimeSpan.FromSeconds(30), input == null ? null : Encoding.UTF8.GetBytes(input), environment);

    private void Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
