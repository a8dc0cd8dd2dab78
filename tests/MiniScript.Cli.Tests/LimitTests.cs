using System.Diagnostics;
using MiniScript.Testing;

namespace MiniScript.Cli.Tests;

/// <summary>Each limit against each kind of runaway: what ends it, and how long after the limit.</summary>
public sealed class LimitTests : IDisposable
{
    private const int Seconds = 1;

    /// <summary>Within 50 ms on a machine that has nothing else to do; start and end of the process, and a loaded machine, take their time.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    private readonly string folder = Directory.CreateTempSubdirectory("miniscript-limits-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("while True: pass")]
    [InlineData("for i in range(10**12): pass")]
    [InlineData("def f(): f()\nwhile 1:\n  try: f()\n  except RecursionError: pass")]
    [InlineData("x = 3**(10**8)")]
    [InlineData("x = 7**(10**6)\nwhile 1: x * x")]
    [InlineData("import sys\nsys.set_int_max_str_digits(0)\nx = str(3**(10**8))")]
    [InlineData("import re\nre.match('(a+)+b', 'a' * 60)")]
    [InlineData("sum(range(10**12))")]
    [InlineData("any(map(bool, (0 for _ in iter(int, 1))))")]
    [InlineData("import itertools, collections\ncollections.deque(itertools.repeat(1), 1)")]
    [InlineData("l = [i * 7919 % 1000003 for i in range(10**5)]\nwhile 1: sorted(l)")]
    [InlineData("l = list(range(3000))\nwhile 1: sorted(l, key=lambda x: -x)")]
    [InlineData("l = ['x' * 1000] * 10**4\nwhile 1: ''.join(l)")]
    [InlineData("while 1: 'x' * 10**7")]
    [InlineData("import decimal\ndecimal.getcontext().prec = 10**5\nwhile 1: decimal.Decimal(2).sqrt()")]
    [InlineData("import zlib\nd = bytes(10**7)\nwhile 1: zlib.compress(d, 9)")]
    [InlineData("import hashlib\nd = bytes(10**7)\nwhile 1: hashlib.sha256(d)")]
    [InlineData("import time\ntime.sleep(60)")]
    [InlineData("import os\nr, w = os.pipe()\nos.read(r, 1)")]
    [InlineData("import os\nr, w = os.pipe()\nopen(r).read()")]
    [InlineData("import select, os\nr, w = os.pipe()\nselect.select([r], [], [])")]
    [InlineData("import socket\nsocket.create_server(('127.0.0.1', 0)).accept()")]
    [InlineData("import socket, http\ns = socket.create_server(('127.0.0.1', 0))\nhttp.get('http://127.0.0.1:%d/' % s.getsockname()[1])")]
    [InlineData("import threading\ne = threading.Event()\nthreading.Thread(target=lambda: e.wait(60)).start()\ne.wait(60)")]
    [InlineData("import threading\ndef f():\n  while 1: pass\nthreading.Thread(target=f).start()")]
    [InlineData("import queue\nqueue.Queue().get(timeout=60)")]
    [InlineData("import asyncio\nasyncio.run(asyncio.sleep(60))")]
    [InlineData("import subprocess\nsubprocess.run(['sleep', '5'])")]
    [InlineData("while 1:\n  try:\n    while 1: pass\n  except: pass")]
    [InlineData("def f():\n  try:\n    while 1: pass\n  finally: f()\nf()")]
    [InlineData("import time\ntry:\n  while 1: pass\nexcept Exception: pass\nfinally: time.sleep(60)")]
    [InlineData("class C:\n  def __del__(self):\n    while 1: C()\nC()")]
    [InlineData("import atexit\n@atexit.register\ndef f():\n  while 1: pass")]
    [InlineData("import sys, signal\nsignal.signal(62, signal.SIG_IGN)\nimport time\ntime.sleep(60)")]
    public void The_time_ends_what_does_not_end(string code)
    {
        _ = PublishedBinary.FullPath; // what makes it takes longer than the limit
        Stopwatch watch = Stopwatch.StartNew();
        ScriptOutcome outcome = Run("--max-time", Seconds.ToString(System.Globalization.CultureInfo.InvariantCulture), "-c", code);
        Assert.Equal(124, outcome.ExitCode);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(Seconds), TimeSpan.FromSeconds(Seconds) + Slack);
    }

    [Theory]
    [InlineData("--max-time 0.2", "while True: pass", "miniscript.TimeLimitExceeded: the script has run for 0.2 s")]
    [InlineData("--max-steps 1000", "for i in range(10**9): pass", "miniscript.StepLimitExceeded: the script has taken 1000 steps")]
    [InlineData("--max-steps 1000", "def f():\n  while True: yield\nlist(f())", "miniscript.StepLimitExceeded: the script has taken 1000 steps")]
    [InlineData("--max-steps 100", "def f(): f()\nf()", "miniscript.StepLimitExceeded: the script has taken 100 steps")]
    [InlineData("--max-steps 1000", "import re\nre.match('(a+)+b', 'a' * 60)", "miniscript.StepLimitExceeded: the script has taken 1000 steps")]
    [InlineData("--max-depth 50", "def f(): f()\nf()", "miniscript.DepthLimitExceeded: calls are more than 50 deep")]
    [InlineData("--max-depth 2000", "import sys\nsys.setrecursionlimit(10**6)\ndef f(): f()\nf()", "miniscript.DepthLimitExceeded: calls are more than 2000 deep")]
    [InlineData("--max-open-files 4", "l = [open('/dev/null') for _ in range(9)]", "miniscript.OpenFileLimitExceeded: more than 4 files are open")]
    [InlineData("--max-open-files 4", "import socket\nl = [socket.socket() for _ in range(9)]", "miniscript.OpenFileLimitExceeded: more than 4 files are open")]
    [InlineData("--max-open-files 4", "import os\nl = [os.pipe() for _ in range(9)]", "miniscript.OpenFileLimitExceeded: more than 4 files are open")]
    public void Each_limit_has_an_exception(string option, string code, string message)
    {
        ScriptOutcome outcome = Run([.. option.Split(' '), "-c", $"try:\n  exec({Quote(code)})\nexcept Exception:\n  print('swallowed')\nfinally:\n  print('finally')"]);
        Assert.Equal((124, "finally\n"), (outcome.ExitCode, outcome.Output));
        Assert.EndsWith(message + "\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Within_the_limits_nothing_happens()
    {
        ScriptOutcome outcome = Run(
            "--max-time", "60", "--max-steps", "100000", "--max-depth", "500", "--max-open-files", "10", "--max-concurrent-requests", "2",
            "-c", "for i in range(100): open('/dev/null')\nprint('end')");
        Assert.Equal((0, "end\n", string.Empty), (outcome.ExitCode, outcome.Output, outcome.Error));
    }

    [Fact]
    public void The_exceptions_can_be_caught_for_a_last_word()
    {
        ScriptOutcome outcome = Run("--max-steps", "1000", "-c", "import miniscript\ntry:\n  while 1: pass\nexcept miniscript.LimitExceeded as e:\n  print(type(e).__name__, isinstance(e, Exception))");
        Assert.Equal((124, "StepLimitExceeded False\n"), (outcome.ExitCode, outcome.Output));
    }

    [Theory]
    [InlineData("--max-time", "soon")]
    [InlineData("--max-time", "0")]
    [InlineData("--max-steps", "-1")]
    [InlineData("--max-depth", "1000001")]
    [InlineData("--max-open-files", "")]
    public void Wrong_limits_are_refused(string option, string value) => Assert.Equal(2, Run(option, value, "-c", "print(1)").ExitCode);

    private static string Quote(string code) => "'''" + code.Replace("\\", "\\\\", StringComparison.Ordinal) + "'''";

    private ScriptOutcome Run(params string[] arguments) => PublishedBinary.Run(arguments, folder, TimeSpan.FromSeconds(60));
}
