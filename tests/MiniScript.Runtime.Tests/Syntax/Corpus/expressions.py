a = b = 1; c, *d = e, = f
(x) = [y, (z, *w)] = q
1 + 2 * 3 ** -4 ** 5 // 6 % 7 @ 8 - 9 / 10
a | b ^ c & d << e >> f
not a and b or not c in d and e not in f or g is h is not i
a < b <= c == d != e >= f > g
x if y else z if w else v
lambda: 0
lambda a, b=1, /, c=2, *d, e, f=3, **g: a if b else c
lambda *, k: k
(yield_ := 1)
[i := 0, i ** 2, *r]
{1, 2, *s}
{}
{1: 2, **m, 'a': b, (k := 1): 2}
()
(1,)
(1, 2, *t)
[x for x in y if a if b for z, w in x]
{x for x in y}
{k: v for k, v in d.items()}
{(k := 1): v for v in d}
(x async for x in y)
f(x for x in y)
f()
f(a, *b, c, k=d, *e, **g, l=h,)
f(a := 1, *b or c)
f(**g, k=1)
x.y.z(1)[2](3).w
x[1], x[1:2], x[::], x[a:b:c, ..., *d], x[1,], x[(k := 1):2], x[k := 1]
x[lambda: 0], x[a if b else c]
-+~x ** -y
await_ = a.b
"a" 'b' """c
d"""
b"a\x00\377" rb'\n'
u"a" "b"
r"\d" R'\''
"\a\b\f\n\r\t\v\\\'\"\
\101\x41\u0041\U0001F600"
0, 00, 1_000, 0x_FF, 0o17, 0b1010, 123456789012345678901234567890, 0xFFFFFFFFFFFFFFFFFFFF, 9223372036854775807, 9223372036854775808
1., .5, 1e10, 1E-5, 1_0.0_1e+1_0, 1e400, 1e16, 123456789.123456789, 1e-4, 1e-5
1j, 1.5J, 0j, 1e3j
None, True, False, ...
"é" + 日本 + "😀" + x
"😀", y, z
