f""
f"a"
f"{a}"
f"{a}{b}c{d!r}e{f!s:>10}{g:{w}.{p}}h"
f"{{}}{{{x}}}"
f'{a["b"]}' f"{a['b']}"
f"{'nested ' f'{inner}'}"
f"{x=}{ y = }{z=!s}{w=:>5}{v = !r:^{n}}"
f"{x!r:}"
f"{lambda_(lambda: 1)}{(lambda x: x)}"
f"{ {1: 2}[1] }{ {a for a in b} }"
f"{a:%H:%M:%S}{b:{'>'}{10}}"
f"{a if b else c}{a,b}{*a,}{yield_}"
f"{x:=5}{(y:=6)}"
f"{a!=b}{a==b}"
f"\n\x41\{a}\\{b}"
rf"\d{a}\{b}" fR'{c:\d}'
f"""a
{
  b  # comment
  + c
}
{d = # note
}
"""
"a" f"{b}" "c" f"d" 'e' f"" "f"
"plain" "joined"
f"a" "b"
f"é{ñ}😀{x}ü"
f"{x:{'{'}{'}'}}"
f"{f'{f"{1}"}'}"
f"{x:a{y}b{z!r}c}"
f"{x}" \
    f"{y}"
(f"{x}"
 "tail")
