namespace MiniScript.Extensions.Tests;

/// <summary>What the command <c>ext</c> and <c>help()</c> say about an extension.</summary>
public class ToolTests
{
    [Fact]
    public void Stubs_are_typed() => ScriptTest.Expect(
        """"
        """Shapes that scripts make."""
        from collections.abc import Awaitable, Callable, Iterable, Iterator
        from typing import Any

        __version__: str
        def circles(count: int) -> list[Circle]: ...
        def double(circle: Circle) -> Circle: ...
        def same(circle: Circle | None) -> Circle | None: ...
        def sum_areas(circles: Iterable[Circle]) -> float: ...
        unit: Circle
        """",
        """
        import _extension_tool, shapes
        text = _extension_tool.stub(shapes).replace('shapes.', '')
        print(text[:text.index('class ')].strip())
        compile(text, 'stub', 'exec')
        """);

    [Fact]
    public void Info_and_help_show_signatures() => ScriptTest.Expect(
        """
        Circle(self, /, radius: float, label: str | None = None)
        .radius: float
        .area(self) -> float
        ['circles', 'double', 'same', 'sum_areas']
        area(radius: float) -> float
        """,
        """
        import contextlib, io, pydoc, _extension_tool, sample, shapes
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown):
            _extension_tool.show('shapes')
        lines = [line.strip().replace('(self, /)', '(self)') for line in shown.getvalue().splitlines()]
        print(*[line for line in lines if line.startswith(('Circle(', '.radius', '.area'))], sep='\n')
        print([name for name in dir(shapes) if callable(getattr(shapes, name)) and name.islower() and name[0] != '_'])
        print(pydoc.plain(pydoc.render_doc(sample.area)).splitlines()[2])
        """);
}
