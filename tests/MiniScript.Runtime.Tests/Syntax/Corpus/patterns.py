match x:
    case 1: pass
    case -1 | 1.5 | -2j | 1 + 2j | -1.5 - 3j: pass
    case "a" "b" | b"c" | None | True | False: pass
    case a: pass
match x, y:
    case _: pass
match *x, y:
    case a, b: pass
    case a, *rest: pass
    case *_,: pass
    case [a, b, *_]: pass
    case []: pass
    case (): pass
    case (a): pass
    case (a,): pass
    case (a | b) as c: pass
    case [a, [b, c] as d, *e]: pass
match (x):
    case a.b.c: pass
    case {}: pass
    case {"k": v, 1: _, a.b: c, -1: d, None: e, **rest}: pass
    case {"k": v,}: pass
    case {**rest,}: pass
    case A(): pass
    case A(a, b, k=c, l=D(e),): pass
    case a.B(c) if c > 1: pass
    case A(k=1) | B(2): pass
    case (1, 2) | [3, 4] if (y := 2): pass
match x:
    case f if f: pass
    case match: pass
    case case: pass
match -x: 
    case 0: pass
match [x]:
    case [1]: pass
match {x: 1}:
    case {1: 1}: pass
match lambda: 1:
    case _: pass
match not x:
    case _: pass
match (x, y), z:
    case (a, b), c: pass
