def f(): pass
def f(a, b: int, c=1, d: str = "x", *args: int, e, f=2, **kw: dict) -> int: return
def f(a, /): return 1
def f(a=1, /, b=2, *, c, d=3): return 1, *a
def f(*args: *Ts): pass
def f(*, a,): pass
def f(**kw,): pass
def f(a, b=1, /, c=2, *, d): yield
def f[T, *Ts, **P](x: T) -> T:
    x = yield
    y = yield 1, *x
    z = yield from y
    yield
    nonlocal q
    return (yield)
@a
@b.c(d)
@(e := f)[0]
def g():
    def inner():
        nonlocal x, y
        class C: pass
    return inner
class A: pass
class A(): pass
class A(B, *C, metaclass=M, **kw): x = 1
class A[T: (int, str)](Generic[T]):
    """Doc"""
    def m(self): pass

    @property
    def p(self): return self._p
@dec
class D: pass
async def h():
    await x
    await x ** 2
    -await x
    async for i in y: pass
    else: pass
    async with a as b, c: pass
    async with (a as b, c as d): pass
    return [await z async for z in w if await q]
@dec
async def k(): return
