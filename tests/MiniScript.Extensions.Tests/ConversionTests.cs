namespace MiniScript.Extensions.Tests;

/// <summary>What passes between script and extension functions.</summary>
public class ConversionTests
{
    [Fact]
    public void Values_convert_both_ways() => ScriptTest.Expect(
        """
        12.566370614359172 12.566370614359172
        None 3 None
        2.0 1.5 2.0
        three None none
        9.0 3.0
        {'a': 2, 'b': 1} {1: 'x'}
        [[1.0, None], []] b'cba' 1000000000000000000000
        [2, 3, 5] 1.2.0
        """,
        """
        import sample
        print(sample.area(2), sample.area(radius=2.0))
        print(sample.half(), sample.half(7), sample.half(number=None))
        print(sample.mean([1, 2, 3.0]), sample.mean(x for x in (1, 2)), sample.mean(range(1, 4)))
        print(sample.longest(['a', 'three', 'bb']), sample.longest([]), sample.longest((), fallback='none'))
        print(sample.total('abc', 1, 2.5, 2.5), sample.total('abc'))
        print(sample.count_words(['a', 'b', 'a']), sample.turn({'x': 1}))
        print(sample.matrix([[1, None], ()]), sample.reverse(b'abc'), sample.power(10, 21))
        print(sample.primes, sample.__version__)
        """);

    [Fact]
    public void Any_value_passes_as_what_it_is_in_csharp() => ScriptTest.Expect(
        """
        null Boolean Int64 BigInteger Double String Byte[] List`1 Object[] Dictionary`2 ScriptCallable ScriptObject ScriptCallable
        [None, True, 1, 1.5, 'x', b'y', [1, (2, 3)], {'a': {None: 2}}]
        True True [1, [...]]
        C c <class '__main__.C'>
        """,
        """
        import sample
        class C:
            def __str__(self):
                return 'c'
        print(*[sample.kind(x) for x in (None, True, 1, 2 ** 70, 1.5, 's', b'b', [], (), {}, len, C(), C)])
        print(sample.echo([None, True, 1, 1.5, 'x', b'y', [1, (2, 3)], {'a': {None: 2}}]))
        c = C()
        loop = [1]
        loop.append(loop)
        print(sample.echo(c) is c, sample.same(loop) is loop, loop)
        sample.kind(loop)
        print(sample.describe(c))
        """);

    [Theory]
    [InlineData("sample.area()", "area() missing required argument 'radius' (pos 1)")]
    [InlineData("sample.area(1, 2)", "area() takes at most 1 argument (2 given)")]
    [InlineData("sample.area('1')", "must be real number, not str")]
    [InlineData("sample.area(1, side=2)", "area() takes at most 1 argument (2 given)")]
    [InlineData("sample.area(side=2)", "area() missing required argument 'radius' (pos 1)")]
    [InlineData("sample.half(1.5)", "'float' object cannot be interpreted as an integer")]
    [InlineData("sample.mean(1)", "mean() argument 'numbers' must be iterable, not int")]
    [InlineData("sample.mean('12')", "mean() argument 'numbers' must be iterable, not str")]
    [InlineData("sample.mean([1, '2'])", "must be real number, not str")]
    [InlineData("sample.longest(['a', 2])", "sequence item 1: expected str, int found")]
    [InlineData("sample.longest([], 5)", "longest() argument 'fallback' must be str or None, not int")]
    [InlineData("sample.turn([])", "turn() argument 'map' must be dict, not list")]
    [InlineData("sample.turn({1: 1})", "key of dict item 0: expected str, int found")]
    [InlineData("sample.matrix([[1], 2])", "sequence item 1: expected iterable, int found")]
    [InlineData("sample.reverse('abc')", "reverse() argument 'data' must be bytes, not str")]
    [InlineData("sample.apply(1, 2)", "apply() argument 'function' must be callable, not int")]
    [InlineData("sample.total('x', 1, 'y')", "must be real number, not str")]
    public void A_wrong_argument_is_a_TypeError_in_CPythons_words(string call, string message) =>
        ScriptTest.Expect(message, $"import sample\ntry:\n    {call}\nexcept TypeError as error:\n    print(error)");

    [Fact]
    public void Callables_are_called_and_iterators_are_lazy() => ScriptTest.Expect(
        """
        256 10 0.333325
        [2.0, 4.0] 1 iterator-like
        x
        """,
        """
        import sample
        print(sample.apply(lambda x: x * 2, 1, times=8), sample.apply(lambda x: sample.apply(lambda y: y + x, x), 5), round(sample.integral(lambda x: x * x, 0, 1), 6))
        calls = []
        items = sample.map(lambda x: calls.append(x) or x * 2, [1, 2, 3])
        first = [next(items), next(items)]
        print(first, len(calls) - 1, 'iterator-like' if iter(items) is items else '')
        sample.write('x\n')
        """);

    [Fact]
    public void Handles_end_with_the_call_unless_they_are_kept() => ScriptTest.Expect(
        """
        ValueError a script value was used after the call that it was passed to: keep it with Keep()
        ['kept']
        """,
        """
        import sample
        sample.keep(['kept'], False)
        try:
            sample.kept()
        except ValueError as error:
            print(type(error).__name__, error)
        sample.keep(['kept'], True)
        [[] for _ in range(100)]
        print(sample.kept())
        """);

    [Fact]
    public void Exceptions_pass_through_both_ways() => ScriptTest.Expect(
        """
        ValueError: no
        gave 5
        KeyError 'k' True
        KeyError('k') wrapped ValueError
        SampleError deep What samples raise.
        ValueError x | RuntimeError nothing.Known: x
        ValueError ValueError FileNotFoundError KeyError ZeroDivisionError TimeoutError RuntimeError
        """,
        """
        import sample
        def bad():
            raise ValueError('no')
        print(sample.attempt(bad))
        print(sample.attempt(lambda: 5))
        error = KeyError('k')
        def raiser(*_):
            raise error
        try:
            sample.apply(raiser, 1)
        except KeyError as caught:
            print('KeyError', caught, caught is error)
        try:
            sample.wrap(raiser)
        except sample.SampleError as caught:
            print(repr(caught.__cause__), caught, type(caught).__mro__[1].__name__)
        try:
            sample.fail('sample.DeepError', 'deep')
        except sample.SampleError as caught:
            print(type(caught).__mro__[1].__name__, caught, sample.SampleError.__doc__)
        def name(*args):
            try:
                sample.fail(*args)
            except Exception as caught:
                return f'{type(caught).__name__} {caught}'
        print(name('ValueError', 'x'), '|', name('nothing.Known', 'x'))
        found = []
        for which in 'argument format file key divide time other'.split():
            try:
                sample.fail_in_csharp(which)
            except Exception as caught:
                found.append(type(caught).__name__)
        print(*found)
        """);

    [Fact]
    public void A_traceback_has_the_frames_of_both_sides() => Assert.Equal(
        """
        Traceback (most recent call last):
          File "<string>", line 6, in <module>
            outer()
            ~~~~~^^
          File "<string>", line 5, in outer
            sample.apply(inner, 1)
            ~~~~~~~~~~~~^^^^^^^^^^
          File "<string>", line 3, in inner
            raise ValueError('deep')
        ValueError: deep

        """.ReplaceLineEndings("\n"),
        ScriptTest.Run("""
        import sample
        def inner(x):
            raise ValueError('deep')
        def outer():
            sample.apply(inner, 1)
        outer()
        """));

    [Fact]
    public void Signatures_are_typed() => ScriptTest.Expect(
        """
        (radius: float) -> float
        (number: int | None = None) -> int | None
        (words: collections.abc.Iterable[str], fallback: str | None = None) -> str | None
        (label: str, *numbers: float) -> float
        (map: dict[str, int]) -> dict[int, str]
        (rows: collections.abc.Iterable[collections.abc.Iterable[float | None]]) -> list[list[float | None]]
        (function: collections.abc.Callable, argument: object, times: int = 1) -> object
        (function: collections.abc.Callable, numbers: collections.abc.Iterable[float]) -> collections.abc.Iterator[object]
        The area of a circle.
        """,
        """
        import sample, inspect
        for f in (sample.area, sample.half, sample.longest, sample.total, sample.turn, sample.matrix, sample.apply, sample.map):
            print(inspect.signature(f))
        print(sample.area.__doc__)
        """);
}
