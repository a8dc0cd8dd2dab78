using System.Globalization;
using System.Text;

namespace MiniScript.Fuzz.Tests;

/// <summary>
/// Writes random programs that parse: statements over a few variables of every type, functions, classes and generators, with each
/// top-level statement caught so that the next one gets its turn. Loops are bounded, and functions call only those before them.
/// </summary>
internal sealed class ProgramGenerator(int seed)
{
    private const string Prelude = """
        class Guard:
            def __init__(self, swallow): self.swallow = swallow
            def __enter__(self): return self
            def __exit__(self, kind, error, trace): return self.swallow
        class Odd:
            def __init__(self, value): self.value = value
            def __eq__(self, other): return self.value == getattr(other, 'value', other)
            def __lt__(self, other): return self.value < other.value
            def __hash__(self): return hash(self.value)
            def __add__(self, other): return Odd(self.value + getattr(other, 'value', other))
            def __getitem__(self, key): return self.value[key]
            def __len__(self): return len(self.value)
            def __call__(self, *args, **kwargs): return args or kwargs or self.value
            def __repr__(self): return f'Odd({self.value!r})'
            def __getattr__(self, name):
                if name.startswith('_'): raise AttributeError(name)
                return name
        def show(*values):
            print(*[repr(v)[:120] for v in values])

        """;

    private static readonly string[] Binary =
        ["+", "-", "*", "/", "//", "%", "&", "|", "^", "@", "<", "<=", ">", ">=", "==", "!=", "is", "is not", "in", "not in", "and", "or"];

    private static readonly string[] Augmented = ["+=", "-=", "*=", "//=", "%=", "&=", "|=", "^=", "/="];

    private static readonly string[] Functions1 =
    [
        "len", "repr", "str", "int", "float", "bool", "list", "tuple", "set", "dict", "frozenset", "bytes", "sorted", "sum", "min", "max", "any", "all", "abs", "hash",
        "iter", "type", "callable", "chr", "ord", "hex", "bin", "oct", "ascii", "reversed", "enumerate", "vars", "dir", "round", "next", "id", "slice", "range", "zip",
    ];

    private static readonly string[] Methods =
    [
        "append(E)", "pop()", "pop(E)", "insert(E, E)", "extend(E)", "index(E)", "count(E)", "sort()", "sort(key=F)", "reverse()", "copy()", "clear()", "remove(E)",
        "keys()", "values()", "items()", "get(E)", "get(E, E)", "setdefault(E, E)", "update(E)", "popitem()", "upper()", "lower()", "title()", "strip()", "strip(E)",
        "split()", "split(E)", "split(E, E)", "join(E)", "replace(E, E)", "find(E)", "startswith(E)", "endswith(E)", "center(E)", "zfill(E)", "format(E, E)", "encode()",
        "decode()", "partition(E)", "splitlines()", "isdigit()", "isalpha()", "expandtabs()", "translate(E)", "casefold()", "swapcase()", "hex()", "bit_length()",
        "to_bytes(E, 'big')", "as_integer_ratio()", "is_integer()", "conjugate()", "add(E)", "discard(E)", "union(E)", "difference(E)", "intersection(E)", "issubset(E)",
        "symmetric_difference(E)", "__len__()", "__add__(E)", "__getitem__(E)", "__iter__()", "__repr__()", "__eq__(E)", "__class__", "__doc__", "value", "real", "send(E)", "close()",
        "throw(X)",
    ];

    private static readonly string[] Literals =
    [
        "0", "1", "-1", "2", "3", "7", "10", "255", "256", "1 << 49", "-(1 << 49)", "(1 << 49) - 1", "1 << 62", "1 << 64", "10 ** 30", "-7", "0.0", "-0.0", "1.5", "-2.5", "0.1",
        "1e16", "1e-7", "1e308", "float('inf')", "float('nan')", "True", "False", "None", "...", "''", "'a'", "'abc'", "'ABC def'", "'é'", "'日本'", "'😀x'", "'\\x00\\n'", "'%s %d'",
        "'{} {0}'", "'{!r:>10}'", "b''", "b'ab\\xff'", "[]", "()", "{}", "set()", "[1, 2, 3]", "(1, 'a', None)", "{'a': 1, 2: 'b'}", "{1, 2, 3}", "range(5)", "range(10, 0, -3)",
        "slice(1, None, 2)", "Odd(3)", "Odd('xyz')", "Odd([1, 2])", "len", "str", "int", "ValueError", "object()", "NotImplemented", "frozenset({1})", "1j",
    ];

    private static readonly string[] Exceptions =
        ["ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError", "AttributeError", "Exception", "(TypeError, ValueError)", "ArithmeticError", "StopIteration"];

    private readonly Random random = new(seed);
    private readonly StringBuilder text = new(Prelude);
    private readonly List<string> callables = [];
    private int depth;
    private int comprehensions;
    private bool inFunction;
    private bool inLoop;
    private int names;

    /// <summary>The program.</summary>
    public string Create()
    {
        for (int i = 0; i < 6; i++)
        {
            Line($"v{i} = {Pick(Literals)}");
        }

        for (int i = random.Next(5, 20); i > 0; i--)
        {
            if (random.Next(4) == 0)
            {
                Define();
                continue;
            }

            Line("try:");
            Block(() => Statement(3));
            Line("except Exception as e:");
            Block(() => Line("print(type(e).__name__, str(e)[:100])"));
        }

        return text.ToString();
    }

    private void Define()
    {
        string name = $"f{names++}";
        switch (random.Next(4))
        {
            case 0:
                Line($"class C{name}({Pick(["", "Odd", "list", "dict", "int", "str", "Exception", "object"])}):");
                Block(() =>
                {
                    Line($"attribute = {Pick(Literals)}");
                    Function($"def {Pick(["method", "__len__", "__iter__", "__str__", "__getitem__", "__bool__", "__contains__", "__radd__", "__index__"])}(self, *args):");
                });
                callables.Add("C" + name);
                return;
            case 1:
                Function($"def {name}(a=1, *args, k=None, **kwargs):");
                break;
            case 2:
                Function($"def {name}(a, b=2, /, c=3):");
                break;
            default:
                Function($"def {name}(*args):", isGenerator: true);
                break;
        }

        callables.Add(name);
    }

    private void Function(string header, bool isGenerator = false)
    {
        (bool wasFunction, bool wasLoop) = (inFunction, inLoop);
        (inFunction, inLoop) = (true, false);
        Line(header);
        Block(() =>
        {
            for (int i = 0; i < 6; i++)
            {
                Line($"v{i} = {Pick(["1", "'s'", "[1, 2]", "None", "{}", "(3,)"])}");
            }

            Statements(2);
            if (isGenerator)
            {
                Line("for v5 in range(3):");
                Block(() => Line($"{Pick(["v0 = ", ""])}yield {Expression(2)}"));
                Line($"yield from {Expression(1)}");
            }

            Line($"return {Expression(2)}");
        });
        (inFunction, inLoop) = (wasFunction, wasLoop);
    }

    private void Statements(int budget)
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            Statement(budget);
        }
    }

    private void Statement(int budget)
    {
        switch (budget <= 0 ? random.Next(6) : random.Next(19))
        {
            case 0:
                Line($"show({Expression(3)})");
                break;
            case 1:
                Line($"{Variable()} = {Expression(3)}");
                break;
            case 2:
                Line($"{Variable()} {Pick(Augmented)} {Expression(2)}");
                break;
            case 3:
                Line($"{Variable()}[{Expression(1)}] = {Expression(2)}");
                break;
            case 4:
                Line($"{Variable()}, *{Variable()} = {Expression(2)}");
                break;
            case 5:
                Line(inFunction && random.Next(4) == 0 ? $"return {Expression(2)}" : inLoop && random.Next(2) == 0 ? Pick(["break", "continue"]) : $"show({Call(2)})");
                break;
            case 6 or 7:
                Line($"if {Expression(2)}:");
                Block(() => Statements(budget - 1));
                if (random.Next(2) == 0)
                {
                    Line("else:");
                    Block(() => Statements(budget - 1));
                }

                break;
            case 8 or 9:
                Line($"for {Pick([Variable(), $"{Variable()}, {Variable()}"])} in {Pick(["range(4)", "[1, 'a', None]", "'xyz'", "{1: 2}.items()", $"list({Expression(1)})[:5]"])}:");
                Loop(budget);
                break;
            case 10:
                string counter = $"n{names++}";
                Line($"{counter} = 0");
                Line($"while {counter} < {random.Next(1, 6)}:");
                Loop(budget, $"{counter} += 1");
                break;
            case 11 or 12 or 13:
                Try(budget);
                break;
            case 14:
                Line($"with Guard({Pick(["True", "False"])}) as {Variable()}:");
                Block(() => Statements(budget - 1));
                break;
            case 15:
                Line($"raise {Pick(["ValueError('x')", "KeyError(1)", "TypeError", $"Exception({Expression(1)})", "ValueError('y') from None"])}");
                break;
            case 16:
                Line($"assert {Expression(2)}, {Expression(1)}");
                break;
            case 17:
                Line($"del {Variable()}{Pick(["[0]", "[:1]", ".value", ""])}");
                break;
            default:
                Line($"{Variable()}[{Pick(["1:2", "::2", ":", "-1:", "::-1"])}] = {Expression(1)}");
                break;
        }
    }

    private void Loop(int budget, string? first = null)
    {
        bool was = inLoop;
        inLoop = true;
        Block(() =>
        {
            if (first != null)
            {
                Line(first);
            }

            Statements(budget - 1);
        });
        inLoop = was;
        if (random.Next(4) == 0)
        {
            Line("else:");
            Block(() => Statements(budget - 1));
        }
    }

    private void Try(int budget)
    {
        Line("try:");
        Block(() => Statements(budget - 1));
        bool handled = random.Next(4) != 0;
        if (handled)
        {
            Line($"except {Pick(Exceptions)} as error:");
            Block(() => Line($"show(type(error), error.args{Pick(["", ", error.__context__", ", error.__traceback__ is None"])})"));
        }

        if (handled && random.Next(3) == 0)
        {
            Line("else:");
            Block(() => Statements(budget - 1));
        }

        if (!handled || random.Next(3) == 0)
        {
            Line("finally:");
            Block(() => Statements(budget - 1));
        }
    }

    private string Expression(int budget)
    {
        if (budget <= 0)
        {
            return random.Next(2) == 0 ? Variable() : Paren(Pick(Literals));
        }

        string E() => Expression(budget - 1);
        return random.Next(22) switch
        {
            0 or 1 => Variable(),
            2 => Paren(Pick(Literals)),
            3 or 4 or 5 => $"({E()} {Pick(Binary)} {E()})",
            6 => $"({E()} {Pick(["**", "<<", ">>"])} {Pick(["0", "1", "2", "5", "-1", "40", "0.5"])})",
            7 => $"({Pick(["-", "+", "~", "not "])}{E()})",
            8 => $"({E()} if {E()} else {E()})",
            9 => $"({E()} < {E()} <= {E()})",
            10 => Call(budget - 1),
            11 or 12 => Method(budget - 1),
            13 => $"{E()}[{Pick(["0", "-1", "1:", ":2", "::-1", E()])}]",
            14 => $"[{E()}, *{Pick(["()", "'ab'", E()])}, {E()}]",
            15 => $"{{{E()}: {E()}, **{Pick(["{}", "{'z': 1}"])}}}",
            16 => Comprehension(() => $"[{E()} for {Variable()} in {Pick(["range(3)", "'pq'", E()])} if {E()}]"),
            17 => Comprehension(() => $"{{{E()}: {Variable()} for {Variable()} in range(2)}}"),
            18 => $"f'{{{Variable()}!r:{Pick(["", ">5", "<8", "^3"])}}}|{{{Variable()}{Pick(["", ":d", ":.3f", ":x", ":,", ":>10"])}}}'",
            19 => $"(lambda {Pick(["", "x=1", "*a", "**k"])}: {E()})({Pick(["", "", E()])})",
            20 => Comprehension(() => $"sum({Variable()} for {Variable()} in {Pick(["range(3)", E()])})"),
            _ => comprehensions > 0 ? Variable() : $"({Variable()} := {E()})",
        };
    }

    /// <summary>A comprehension: assignment expressions are refused in parts of it, so none is written inside.</summary>
    private string Comprehension(Func<string> write)
    {
        comprehensions++;
        string result = write();
        comprehensions--;
        return result;
    }

    private string Call(int budget)
    {
        if (callables.Count > 0 && !inFunction && random.Next(2) == 0)
        {
            string arguments = Pick(["", Expression(budget), $"{Expression(budget)}, {Expression(budget)}", $"*{Expression(budget)}", $"k={Expression(budget)}"]);
            return Pick([$"{Pick(callables)}({arguments})", $"list({Pick(callables)}({arguments}))[:5]"]);
        }

        return random.Next(8) switch
        {
            0 => $"isinstance({Expression(budget)}, {Pick(["int", "str", "(list, tuple)", "Odd", Expression(budget)])})",
            1 => $"getattr({Expression(budget)}, {Pick(["'value'", "'__name__'", "'upper'", "'x'"])}, {Expression(budget)})",
            2 => $"list(map({Pick(["str", "int", "len", "lambda x: x"])}, {Expression(budget)}))",
            3 => $"sorted({Expression(budget)}, key={Pick(["str", "repr", "lambda x: 0", "None"])}, reverse={Pick(["True", "False"])})",
            4 => $"divmod({Expression(budget)}, {Expression(budget)})",
            _ => $"{Pick(Functions1)}({Expression(budget)})",
        };
    }

    private string Method(int budget)
    {
        var call = new StringBuilder();
        foreach (char c in Pick(Methods))
        {
            call.Append(c switch
            {
                'E' => Expression(budget - 1),
                'F' => Pick(["str", "repr", "lambda x: 0"]),
                'X' => "ValueError",
                _ => c.ToString(),
            });
        }

        return $"{Expression(budget)}.{call}";
    }

    private string Variable() => "v" + random.Next(6).ToString(CultureInfo.InvariantCulture);

    private string Pick(IReadOnlyList<string> choices) => choices[random.Next(choices.Count)];

    private static string Paren(string expression) => $"({expression})";

    private void Block(Action content)
    {
        depth++;
        content();
        depth--;
    }

    private void Line(string line) => text.Append(' ', depth * 4).Append(line).Append('\n');
}
