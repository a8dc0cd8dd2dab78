using System.Diagnostics;
using System.Text;
using MiniScript.Testing;

namespace MiniScript.Cli.Tests;

/// <summary>The interactive prompt, on a terminal that <c>script</c> of util-linux makes.</summary>
public class PromptTests
{
    [Fact]
    public void Statements_run_and_values_are_shown() => Converse(
        [
            "1 + 1\n", "_ * 2\n", "None\n", "for i in range(2):\n", "    i\n", "\n", "def f(x):\n", "    return 1 / x\n", "\n", "f(0)\n", "f(4)\n", "x = =\n",
            "(1,\n", " 2)\n", "raise SystemExit(3)\n",
        ],
        """
        >>> 1 + 1
        2
        >>> _ * 2
        4
        >>> None
        >>> for i in range(2):
        ...     i
        ...·
        0
        1
        >>> def f(x):
        ...     return 1 / x
        ...·
        >>> f(0)
        Traceback (most recent call last):
          File "<stdin>", line 1, in <module>
            f(0)
            ~^^^
          File "<stdin>", line 2, in f
            return 1 / x
                   ~~^~~
        ZeroDivisionError: division by zero
        >>> f(4)
        0.25
        >>> x = =
          File "<stdin>", line 1
            x = =
                ^
        SyntaxError: invalid syntax
        >>> (1,
        ...  2)
        (1, 2)
        >>> raise SystemExit(3)

        """.Replace('·', ' '), // a space that ends a line
        status: 3);

    [Fact]
    public void The_end_of_the_input_runs_what_is_pending() =>
        Converse(["if True:\n", "    print('ran')\n", "\u0004"], ">>> if True:\n...     print('ran')\n... ran\n", status: 0);

    [Fact]
    public void The_end_of_the_input_ends_the_prompt() => Converse(["\u0004"], ">>> \n", status: 0);

    [Fact]
    public void Ctrl_C_drops_what_was_typed() => Converse(
        ["(1,\n", "\u0003", "2\n", "\u0004"],
        ">>> (1,\n... ^C\nKeyboardInterrupt\n>>> 2\n2\n>>> \n",
        status: 0);

    /// <summary>Types lines, each when the prompt for it is there, and fails unless the transcript behind the banner is as expected.</summary>
    private static void Converse(string[] lines, string expected, int status)
    {
        const string Script = "/usr/bin/script";
        if (!OperatingSystem.IsLinux() || !File.Exists(Script))
        {
            return;
        }

        // The shell between is replaced: one that stays would take the Ctrl+C too and end with its status.
        ProcessStartInfo start = new(Script, ["-qec", $"exec '{PublishedBinary.FullPath}'", "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        using Timer limit = new(_ => process.Kill(entireProcessTree: true), null, TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan);
        StringBuilder transcript = new();
        foreach (string line in lines)
        {
            ReadToPrompt(process, transcript);
            if (line == "\u0003")
            {
                Thread.Sleep(200); // so that the prompt has begun to wait
            }

            process.StandardInput.Write(line);
            process.StandardInput.Flush();
        }

        transcript.Append(process.StandardOutput.ReadToEnd());
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(20)));
        string shown = transcript.Replace("\r\n", "\n").ToString();
        Assert.Equal(expected.ReplaceLineEndings("\n"), shown[(shown.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        Assert.Equal(status, process.ExitCode);
    }

    private static void ReadToPrompt(Process process, StringBuilder transcript)
    {
        while (true)
        {
            int next = process.StandardOutput.Read();
            Assert.True(next >= 0, $"ended after:\n{transcript}");
            transcript.Append((char)next);
            string end = transcript.ToString(Math.Max(transcript.Length - 5, 0), Math.Min(transcript.Length, 5));
            if (end is "\n>>> " or "\n... ")
            {
                return;
            }
        }
    }
}
