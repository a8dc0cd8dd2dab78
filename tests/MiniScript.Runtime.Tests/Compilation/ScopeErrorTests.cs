using MiniScript.Runtime.Syntax;

namespace MiniScript.Runtime.Tests.Compilation;

/// <summary>Errors that need scopes: words and positions are CPython's (line:offset-endline:endoffset).</summary>
public class ScopeErrorTests
{
    [Theory]
    [InlineData("def f(x):\n global x", "2:2-2:10 name 'x' is parameter and global")]
    [InlineData("def f():\n print(x)\n global x", "3:2-3:10 name 'x' is used prior to global declaration")]
    [InlineData("def f():\n x=1\n global x", "3:2-3:10 name 'x' is assigned to before global declaration")]
    [InlineData("def f():\n x:int=1\n global x", "3:2-3:10 annotated name 'x' can't be global")]
    [InlineData("def f():\n global x\n x:int=1", "3:2-3:9 annotated name 'x' can't be global")]
    [InlineData("def f():\n nonlocal x", "2:2-2:12 no binding for nonlocal 'x' found")]
    [InlineData("nonlocal x", "1:1-1:11 nonlocal declaration not allowed at module level")]
    [InlineData("def f():\n x=1\n def g():\n  nonlocal x\n  global x", "4:3-4:13 name 'x' is nonlocal and global")]
    [InlineData("def f(a,a):pass", "1:9-1:10 duplicate argument 'a' in function definition")]
    [InlineData("def f():\n from x import *", "2:16-2:17 import * only allowed at module level")]
    [InlineData("class C:\n [(y:=1) for x in z]", "2:4-2:5 assignment expression within a comprehension cannot be used in a class body")]
    [InlineData("[(x:=1) for x in z]", "1:3-1:4 assignment expression cannot rebind comprehension iteration variable 'x'")]
    [InlineData("[1 for x in (y:=z)]", "1:14-1:18 assignment expression cannot be used in a comprehension iterable expression")]
    [InlineData("return 1", "1:1-1:9 'return' outside function")]
    [InlineData("yield 1", "1:1-1:8 'yield' outside function")]
    [InlineData("[(yield 1) for x in y]", "1:3-1:10 'yield' inside list comprehension")]
    [InlineData("break", "1:1-1:6 'break' outside loop")]
    [InlineData("def f():\n  continue", "2:3-2:11 'continue' not properly in loop")]
    [InlineData("a,*b,*c = x", "1:1-1:8 multiple starred expressions in assignment")]
    [InlineData("*a = x", "1:1-1:3 starred assignment target must be in a list or tuple")]
    [InlineData("__debug__ = 1", "1:1-1:10 cannot assign to __debug__")]
    [InlineData("f(a=1,a=2)", "1:7-1:10 keyword argument repeated: a")]
    [InlineData("x=1\nfrom __future__ import division", "2:1-2:32 from __future__ imports must occur at the beginning of the file")]
    public void Are_worded_and_placed_as_in_CPython(string source, string expected)
    {
        SyntaxErrorException error = Assert.Throws<SyntaxErrorException>(() => Sources.Module(source + "\n"));
        Assert.Equal(expected, $"{error.Line}:{error.Offset}-{error.EndLine}:{error.EndOffset} {error.Message}");
    }

    [Theory]
    [InlineData("def f():\n import x\n global x")]
    [InlineData("def f():\n x = 1\n def g():\n  nonlocal x\n  x = 2")]
    [InlineData("class C:\n def f(self):\n  nonlocal __class__")]
    [InlineData("global x\nx = 1")]
    public void Are_not_raised_for(string source) => CodeVerifier.Verify(Sources.Module(source + "\n"));
}
