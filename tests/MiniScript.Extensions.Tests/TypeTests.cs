namespace MiniScript.Extensions.Tests;

/// <summary>Extension types: construction, members, iteration, disposal.</summary>
public class TypeTests
{
    [Fact]
    public void Instances_have_their_members() => ScriptTest.Expect(
        """
        Circle(2) 2.0 None 12.57 x
        Circle(3)
        Circle(9) True
        Circle(4) Circle(5) True False True
        True True None True
        [Circle(1), Circle(2)] 15.71 Circle(1)
        Circle shapes A circle. <class 'shapes.Circle'> The radius.
        [0.0, 2.0, 4.0]
        """,
        """
        import shapes
        c = shapes.Circle(2)
        print(c, c.radius, c.label, round(c.area(), 2), shapes.Circle(radius=1, label='x').label)
        c.radius = 3
        print(c)
        print(c.scale(by=3), c.scale(1) is c)
        print(shapes.double(shapes.Circle(2)), shapes.Circle(2) + shapes.Circle(3), shapes.Circle(1) == shapes.Circle(1), shapes.Circle(1) == 5, shapes.Circle(1) != 5)
        print(shapes.same(c) is c, shapes.same(circle=c) is c, shapes.same(None), round(shapes.Circle.of_area(3).area(), 3) == 3)
        print(shapes.circles(2), round(shapes.sum_areas(shapes.circles(2)), 2), shapes.unit)
        print(shapes.Circle.__name__, shapes.Circle.__module__, shapes.Circle.__doc__, shapes.Circle, shapes.Circle.radius.__doc__)
        print(list(shapes.Circle(2).each(lambda x: x, 3)))
        """);

    [Fact]
    public void Script_classes_derive_from_them() => ScriptTest.Expect(
        """
        7.07 red True 314.16
        """,
        """
        import shapes
        class Red(shapes.Circle):
            def __init__(self, radius):
                super().__init__(radius)
                self.colour = 'red'
            def diagonal(self):
                return round(self.radius / 2 ** 0.5, 2)
        r = Red(10)
        print(r.diagonal(), r.colour, shapes.same(r) is r, round(shapes.sum_areas([r]), 2))
        """);

    [Theory]
    [InlineData("shapes.Circle()", "TypeError Circle() missing required argument 'radius' (pos 1)")]
    [InlineData("shapes.Circle('x')", "TypeError must be real number, not str")]
    [InlineData("shapes.Circle(1).radius = 'x'", "TypeError must be real number, not str")]
    [InlineData("shapes.Circle(1).nothing = 1", "AttributeError 'Circle' object has no attribute 'nothing' and no __dict__ for setting new attributes")]
    [InlineData("shapes.Circle.area(5)", "TypeError descriptor 'area' for 'shapes.Circle' objects doesn't apply to a 'int' object")]
    [InlineData("shapes.Circle.area()", "TypeError unbound method shapes.Circle.area() needs an argument")]
    [InlineData("shapes.double(5)", "TypeError double() argument 'circle' must be shapes.Circle, not int")]
    [InlineData("shapes.sum_areas([5])", "TypeError sequence item 0: expected shapes.Circle, int found")]
    [InlineData("shapes.Circle.__new__(shapes.Circle).area()", "TypeError descriptor 'area' for 'shapes.Circle' objects doesn't apply to a 'Circle' object")]
    [InlineData("shapes.Circle.__init__(5, 1)", "TypeError '")]
    public void A_wrong_use_is_an_error(string code, string message) => Assert.StartsWith(
        message, ScriptTest.Run($"import shapes\ntry:\n    {code}\nexcept Exception as error:\n    print(type(error).__name__, error)"), StringComparison.Ordinal);

    [Fact]
    public void An_instance_that_is_disposable_is_disposed_of_once()
    {
        foreach (bool torture in new[] { false, true })
        {
            ShapesExtension.Log.Clear();
            Assert.Equal(
                "[3, 2, 1] 6 2 True\nbody\nends 1\n",
                ScriptTest.Run(
                    """
                    import shapes, gc
                    c = shapes.Countdown(3, 'with')
                    print(list(c), sum(c), len(c) - 1, bool(c))
                    with c as same:
                        assert same is c
                        print('body')
                    try:
                        with shapes.Countdown(1, 'bad with'):
                            pass
                    except RuntimeError as error:
                        print('ends', len(shapes.Countdown(1, 'collected')))
                    def drop():
                        [shapes.Countdown(1, 'collected') for _ in range(3)]
                    drop()
                    gc.collect()
                    last = shapes.Countdown(1, 'exit')
                    """,
                    torture));
            Assert.Equal(["bad with", "collected", "collected", "collected", "collected", "exit", "with"], ShapesExtension.Log.Order());
            Assert.Equal("with", ShapesExtension.Log[0]);
        }
    }
}
