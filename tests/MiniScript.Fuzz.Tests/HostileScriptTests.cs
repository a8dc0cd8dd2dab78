using System.Text;
using MiniScript.Testing;

namespace MiniScript.Fuzz.Tests;

/// <summary>Scripts that try to bring the process down. Each must end in one of the exceptions that it names, or print that it got through.</summary>
public class HostileScriptTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Script, then the exceptions it may end in; an empty one stands for a quiet end.</summary>
    public static TheoryData<string, string> Scripts => new()
    {
        { "def f(): f()\nf()", "RecursionError" },
        { "f = lambda: f()\nf()", "RecursionError" },
        { "class A:\n  def __repr__(self): return repr(self)\nrepr(A())", "RecursionError" },
        { "class A:\n  def __eq__(self, other): return self == other\nA() == A()", "RecursionError" },
        { "class A:\n  def __getattr__(self, name): return self.x\nA().y", "RecursionError" },
        { "class A:\n  def __hash__(self): return hash(self)\n{A(): 1}", "RecursionError" },
        { "class A:\n  def __add__(self, other): return self + other\nA() + 1", "RecursionError" },
        { "class A:\n  def __iter__(self): return iter(self)\nlist(A())", "RecursionError" },
        { "def g(): yield from g()\nlist(g())", "RecursionError" },
        { "a = []\nfor i in range(100000): a = [a]\nrepr(a)", "RecursionError" },
        { "a = []\nfor i in range(100000): a = [a]\nb = []\nfor i in range(100000): b = [b]\na == b", "RecursionError" },
        { "a = ()\nfor i in range(100000): a = (a,)\nhash(a)", "RecursionError " },
        { "a = {}\nfor i in range(100000): a = {1: a}\nstr(a)", "RecursionError" },
        { "a = []\nfor i in range(1000000): a = [a]\ndel a", "" },
        { "a = []; a.append(a); print(a)", "" },
        { "d = {}; d[1] = d; print(d)", "" },
        { "a = []; a.append(a); b = []; b.append(b); a == b", "RecursionError" },
        { "eval('[' * 100000)", "SyntaxError MemoryError RecursionError" },
        { "eval('(' * 100000 + ')' * 100000)", "SyntaxError MemoryError RecursionError" },
        { "eval('-' * 100000 + '1')", "SyntaxError MemoryError RecursionError" },
        { "eval('not ' * 100000 + '1')", "SyntaxError MemoryError RecursionError" },
        { "eval('lambda: ' * 100000 + '1')", "SyntaxError MemoryError RecursionError" },
        { "eval('1 if 1 else ' * 100000 + '1')", "SyntaxError MemoryError RecursionError" },
        { "eval('x' + '.a' * 100000)", "SyntaxError MemoryError RecursionError NameError" },
        { "eval('+'.join(['1'] * 20000))", "SyntaxError MemoryError RecursionError " },
        { "exec('if 1:\\n' + ''.join(' ' * i + 'if 1:\\n' for i in range(1, 2000)))", "SyntaxError IndentationError" },
        { "'x' * 10 ** 12", "MemoryError" },
        { "'x' * 10 ** 20", "OverflowError" },
        { "[0] * 10 ** 12", "MemoryError" },
        { "(0,) * 10 ** 12", "MemoryError" },
        { "b'x' * 10 ** 12", "MemoryError" },
        { "bytes(10 ** 12)", "MemoryError" },
        { "1 << 10 ** 12", "MemoryError OverflowError" },
        { "10 ** 10 ** 8", "MemoryError OverflowError" },
        { "str(10 ** 5000)", "ValueError" },
        { "'%1000000000000d' % 1", "OverflowError MemoryError ValueError" },
        { "'{:1000000000000}'.format(1)", "ValueError MemoryError OverflowError" },
        { "f'{1:>10000000000}'", "MemoryError" },
        { "'a'.center(10 ** 12)", "MemoryError" },
        { "'\\t'.expandtabs(10 ** 12)", "OverflowError MemoryError" },
        { "','.join(['x' * 10 ** 8] * 10 ** 5)", "MemoryError" },
        { "('x' * 10 ** 5).replace('x', 'y' * 10 ** 8)", "MemoryError" },
        { "list(range(10 ** 12))", "MemoryError" },
        { "a = []\nwhile True: a.append('x' * 1000000 + str(len(a)))", "MemoryError" },
        { "class K:\n  def __lt__(self, other): a.clear(); return True\na = [K() for i in range(50)]\na.sort()", " ValueError" },
        { "class K:\n  def __lt__(self, other): a.append(1); return True\na = [K() for i in range(50)]\na.sort()", "ValueError" },
        { "a = [3, 1, 2] * 20\na.sort(key=lambda x: a.append(x))", "ValueError TypeError" },
        { "d = {i: i for i in range(100)}\nfor k in d: d[k + 1000] = 1", "RuntimeError" },
        { "d = {i: i for i in range(100)}\nfor k in d: del d[k]", "RuntimeError" },
        { "s = set(range(100))\nfor k in s: s.add(k + 1000)", "RuntimeError" },
        { "class K:\n  def __eq__(self, other): d.clear(); return False\n  def __hash__(self): return 1\nd = {}\nfor i in range(20): d[K()] = i", "" },
        { "class K:\n  def __eq__(self, other): s.clear(); return False\n  def __hash__(self): return 1\ns = set()\nfor i in range(20): s.add(K())", "" },
        { "class K:\n  def __eq__(self, other): a.clear(); return False\na = [K() for i in range(20)]\na.index(1)", "ValueError" },
        { "class K:\n  def __repr__(self): a.clear(); return 'K'\na = [K() for i in range(20)]\nrepr(a)", "" },
        { "class K:\n  def __index__(self): a.clear(); return 0\na = list(range(20))\na[K():10] = [1]\na.insert(K(), 1)\na.pop(K())", "IndexError" },
        { "class L:\n  def __len__(self): return -1\nlen(L())", "ValueError" },
        { "class L:\n  def __len__(self): return 1 << 70\nlen(L())", "OverflowError" },
        { "class L:\n  def __index__(self): return 'x'\n[1][L()]", "TypeError" },
        { "class L:\n  def __bool__(self): return 2\nif L(): pass", "TypeError" },
        { "class L:\n  def __hash__(self): return 'x'\n{L(): 1}", "TypeError" },
        { "class L:\n  def __iter__(self): return 1\nlist(L())", "TypeError" },
        { "class L:\n  def __str__(self): return 1\nstr(L())", "TypeError" },
        { "class L:\n  def __format__(self, spec): return 1\nf'{L()}'", "TypeError" },
        { "def g():\n  x = list(i)\n  yield x\ni = g()\nlist(i)", "ValueError" },
        { "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(n): return f(n + 1)\nf(0)", "RecursionError MemoryError" },
        { "class A: pass\nfor i in range(10 ** 6):\n  a = A(); a.me = a", "" },
        { "class M(type):\n  def __call__(cls): return cls()\nclass A(metaclass=M): pass\nA()", "RecursionError" },
        { "class A:\n  __slots__ = ('x',) * 100000\n", "" },
        { "exec('x = ' + '[' * 50 + ']' * 50)", "" },
        { "exec('def f(' + ','.join(f'a{i}' for i in range(5000)) + '): pass')", "" },
        { "exec('x = [' + ','.join(str(i) for i in range(100000)) + ']')", "" },
        { "exec('if 1:\\n' + ''.join(f' v{i} = {i}\\n' for i in range(50000)))", "" },
        { "int('9' * 10 ** 6)", "ValueError" },
        { "float('9' * 10 ** 6)", "" },
        { "x = 1\nfor i in range(40): x = (x, x)\nlen(repr(x)) if False else None", "" },
        { "raise SystemExit", "" },
        { "raise KeyboardInterrupt", "KeyboardInterrupt" },
        { "e = ValueError()\ne.__cause__ = e\ne.__context__ = e\nraise e", "ValueError" },
        { "a = ValueError(1); b = ValueError(2)\na.__context__ = b; b.__context__ = a\nraise a", "ValueError" },
        { "class E(Exception):\n  def __str__(self): raise E\nraise E", "E" },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Ends_in_the_exception_it_deserves(string script, string allowed)
    {
        string folder = Repository.Combine("artifacts", "fuzz");
        Directory.CreateDirectory(folder);
        ScriptOutcome outcome = PublishedBinary.Run(["--max-memory", "1G", "-c", script], folder, Limit);
        Assert.Null(FuzzVerdict.Fault(outcome, Encoding.UTF8.GetBytes(script)));
        Assert.False(outcome.Interrupted, "ran too long");
        string last = outcome.Error.TrimEnd('\n').Split('\n')[^1];
        string name = last.Split(':')[0].Split('.')[^1];
        Assert.True(allowed.Split(' ').Contains(name), $"ended in '{last}', not in {(allowed.Length == 0 ? "a quiet end" : allowed)}");
    }
}
