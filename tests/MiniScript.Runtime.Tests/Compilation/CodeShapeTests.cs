using MiniScript.Runtime.Compilation;

namespace MiniScript.Runtime.Tests.Compilation;

/// <summary>The instructions that sources compile to, where speed hangs on them.</summary>
public class CodeShapeTests
{
    [Fact]
    public void A_while_loop_takes_one_jump_an_iteration() => Check(
        """
        def f(n):
            s = 0
            i = 0
            while i < n:
                s = s + i
                i = i + 1
            return s
        """,
        "LoadConstant s (0)",
        "LoadConstant i (0)",
        "JumpLess i n (to 6)",
        "Add s s i",
        "AddConstant i i (1)",
        "JumpLess i n D=1 (to 3)",
        "Return s");

    [Fact]
    public void A_for_loop_writes_its_variable_in_place() => Check(
        """
        def f(n):
            s = 0
            for i in range(n):
                s += i
            return s
        """,
        "LoadConstant s (0)",
        "LoadGlobal r4 (range)",
        "Move r6 n",
        "CallFunction r4 1 r4",
        "GetIterator r3 r4",
        "Jump (to 7)",
        "Add s s i D=1",
        "ForLoop r3 i (to 6)",
        "Return s");

    [Fact]
    public void A_tuple_that_is_only_matched_is_not_made() => Check(
        """
        def f(a, b):
            match a, b:
                case 0, 0:
                    return 1
                case int(), [x, "y" | "z"]:
                    return x
        """,
        "JumpEqualConstant a 0 (0, to 3)",
        "JumpEqualConstant b 0 (0, to 3)",
        "ReturnConstant (1)",
        "LoadGlobal r4 (int)",
        "JumpInstance a r4 (to 11)",
        "JumpSequence b 2 (to 11)",
        "Unpack r4 b 2",
        "JumpEqualConstant r5 2 D=1 ('y', to 9)",
        "JumpEqualConstant r5 3 ('z', to 11)",
        "Move x r4",
        "Return x",
        "ReturnConstant (None)");

    [Fact]
    public void Continue_as_the_only_statement_is_a_jump_of_its_condition() => Check(
        """
        def f(xs):
            for x in xs:
                if x % 2 == 0:
                    continue
                print(x)
        """,
        "GetIterator r2 xs",
        "Jump (to 7)",
        "ModuloConstant r3 x (2)",
        "JumpEqualConstant r3 1 D=1 (0, to 7)",
        "LoadGlobal r3 (print)",
        "Move r5 x",
        "CallFunction r3 1 r3",
        "ForLoop r2 x (to 2)",
        "ReturnConstant (None)");

    [Fact]
    public void A_swap_makes_no_tuple() => Check(
        """
        def f(a, b):
            a, b = b, a
            return a
        """,
        "Move r2 a",
        "Move a b",
        "Move b r2",
        "Return a");

    [Fact]
    public void Successive_variables_are_unpacked_in_place() => Check(
        """
        def f(pairs):
            for a, b in pairs:
                print(a, b)
        """,
        "GetIterator r3 pairs",
        "Jump (to 7)",
        "Unpack a r4 2",
        "LoadGlobal r5 (print)",
        "Move r7 a",
        "Move r8 b",
        "CallFunction r5 2 r5",
        "ForLoopPair r3 r4 (to 2)",
        "ReturnConstant (None)");

    [Fact]
    public void Constants_are_folded() => Check(
        """
        def f():
            return 2 * 3 + 4, -1, 'a' + 'b', (1, 2)[1], not 0
        """,
        "ReturnConstant ((10, -1, 'ab', 2, True))");

    [Fact]
    public void Folding_stops_before_errors_and_large_results() => Check(
        """
        def f():
            return 1 // 0, 1 << 1000
        """,
        "LoadConstant r1 (1)",
        "FloorDivideConstant r0 r1 (0)",
        "LoadConstant r2 (1)",
        "LeftShiftConstant r1 r2 (1000)",
        "BuildTuple r0 r0 2",
        "Return r0");

    [Fact]
    public void Method_calls_make_no_bound_method() => Check(
        """
        def f(x):
            return x.foo(1)
        """,
        "LoadMethod r1 x (foo)",
        "LoadConstant r3 (1)",
        "Call r1 1 r1",
        "Return r1");

    [Fact]
    public void Short_circuits_jump_straight_to_their_end() => Check(
        """
        def f(a, b, c):
            if a and (b or not c):
                return 1
        """,
        "JumpIfFalse a (to 4)",
        "JumpIfTrue b (to 3)",
        "JumpIfTrue c (to 4)",
        "ReturnConstant (1)",
        "ReturnConstant (None)");

    [Fact]
    public void A_chained_comparison_evaluates_its_middle_once() => Check(
        """
        def f(a, b, c):
            if a < b() < c:
                return 1
        """,
        "Move r3 b",
        "CallFunction r3 0 r3",
        "JumpLess a r3 (to 5)",
        "JumpLess r3 c (to 5)",
        "ReturnConstant (1)",
        "ReturnConstant (None)");

    [Fact]
    public void An_operand_that_a_later_one_rebinds_is_copied() => Check(
        """
        def f(a):
            return a + (a := 3)
        """,
        "Move r1 a",
        "LoadConstant a (3)",
        "Add r1 r1 a",
        "Return r1");

    [Fact]
    public void Tests_for_None_are_one_jump() => Check(
        """
        def f(a):
            if a is not None:
                return a
        """,
        "JumpIfNone a (to 2)",
        "Return a",
        "ReturnConstant (None)");

    [Fact]
    public void Several_steps_never_show_in_the_target_before_the_last() => Check(
        """
        def f(x):
            x = x and g(x)
            return x
        """,
        "Move r1 x",
        "JumpIfFalse r1 (to 5)",
        "LoadGlobal r2 (g)",
        "Move r4 x",
        "CallFunction r2 1 r1",
        "Move x r1",
        "Return x");

    [Fact]
    public void Dead_code_is_left_out() => Check(
        """
        def f():
            if 0:
                print(1)
            while True:
                return 2
            print(3)
        """,
        "ReturnConstant (2)");

    [Theory]
    [InlineData("x = 1\n    if x: y = 2\n    else: y = 3\n    return y", false)]
    [InlineData("try: y = g()\n    except E: y = 2\n    return y", false)]
    [InlineData("while True:\n        y = g()\n        if y: break\n    return y", false)]
    [InlineData("while (y := g()): print(y)\n    return y", false)]
    [InlineData("try: pass\n    except E as e: return e", false)]
    [InlineData("for y in g(): pass\n    return y", true)]
    [InlineData("if g(): y = 1\n    return y", true)]
    [InlineData("y = 1\n    del y\n    return y", true)]
    [InlineData("try: y = g()\n    except E: pass\n    return y", true)]
    [InlineData("try: pass\n    except E as e: pass\n    return e", true)]
    [InlineData("with g(): y = 1\n    return y", true)]
    public void Variables_are_checked_only_where_they_may_be_unbound(string body, bool isChecked)
    {
        string[] shape = Disassembler.Shape(Sources.Function("def f():\n    " + body));
        Assert.Equal(isChecked, Array.Exists(shape, line => line.StartsWith("CheckLocal", StringComparison.Ordinal)));
    }

    [Fact]
    public void Comprehensions_run_in_the_registers_of_their_function() => Check(
        """
        def f(xs):
            return [x * 2 for x in xs if x]
        """,
        "GetIterator r2 xs",
        "BuildList r1 xs 0",
        "Jump (to 6)",
        "JumpIfFalse r3 (to 6)",
        "MultiplyConstant r4 r3 (2)",
        "ListAppend r1 r4",
        "ForLoop r2 r3 (to 3)",
        "Return r1");

    [Fact]
    public void Zero_argument_super_makes_no_object() => Check(
        """
        class C:
            def m(self):
                return super().m()
        """,
        "LoadGlobal r1 (super)",
        "LoadFree r2 0 (__class__)",
        "Move r3 self",
        "LoadSuperMethod r1 (m)",
        "Call r1 0 r1",
        "Return r1");

    private static void Check(string source, params string[] expected) => Assert.Equal(expected, Disassembler.Shape(Sources.Function(source)));
}
