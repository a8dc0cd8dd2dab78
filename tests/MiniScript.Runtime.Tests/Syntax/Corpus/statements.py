"""Docstring"""
from __future__ import annotations
import a, b.c as d, e.f.g
from . import h
from .. import (i, j as k,)
from ...l.m import n as o, p
from .... import q
from r import *
x: int
x: int = 1
(x): int = 1
x.y: int
x[0]: list[int] = yield_
x += 1; x -= 1; x *= 1; x @= 1; x /= 1; x %= 1; x &= 1; x |= 1; x ^= 1; x <<= 1; x >>= 1; x **= 1; x //= 1
x.y += 1, 2
(x) += 1
del a, b.c, d[0], (e, f), [g, h], (i),
pass; break_ = 1;
assert a
assert a, "b"
raise
raise A
raise A from B
global g1, g2
if a: pass
elif b: pass
elif c:
    pass
else:
    pass
while (n := f()):
    break
    continue
else: pass
for i, *j in 1, *k: pass
for x.y in z:
    continue
else:
    pass
for (a, b), [c, *d] in e: pass
try: pass
except: pass
try:
    pass
except A: pass
except (B, C) as e:
    raise
else:
    pass
finally:
    pass
try: pass
finally: pass
try: pass
except* A as e: pass
except* (B, C): pass
with a: pass
with a as b, c as (d, e), f: pass
with (a as b, c): pass
with (a, b): pass
with (a, b) as c: pass
with (a): pass
with (yield_), (b, c)[0]: pass
with (a as b,): pass
with (open_(x) as f,
      open_(y) as g,
      ): pass
type X = int
type Y[T, *Ts, **P] = dict[T, P]
type Z[T: int = str, *Ts = *tuple[int], **P = [int]] = T
type = 1
type.x = type
match = case = 1
match.x
match(1)
match[1]
match, case
print(match, type)
_ = 1
if x:
	tab = 1
	if y:
	    mixed = 2
a = (1,
  # comment
2)
b = 1 + \
    2

if a:

    # comment

    x
  # odd comment
    y
z
