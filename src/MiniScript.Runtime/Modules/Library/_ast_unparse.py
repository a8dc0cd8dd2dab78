"""Sources from syntax trees."""

from ast import (
    AsyncFunctionDef, ClassDef, Constant, Expr, FunctionDef, If, JoinedStr, Module, Name, Tuple)

# How tightly the forms of expressions bind.
NAMED, TUPLE, YIELD, TEST, OR, AND, NOT, COMPARE, EXPR, BITXOR, BITAND, SHIFT, SUM, TERM, FACTOR, POWER, AWAIT, ATOM = range(18)

_BINARY = {'Add': ('+', SUM), 'Sub': ('-', SUM), 'Mult': ('*', TERM), 'MatMult': ('@', TERM), 'Div': ('/', TERM), 'Mod': ('%', TERM),
           'FloorDiv': ('//', TERM), 'LShift': ('<<', SHIFT), 'RShift': ('>>', SHIFT), 'BitOr': ('|', EXPR), 'BitXor': ('^', BITXOR),
           'BitAnd': ('&', BITAND), 'Pow': ('**', POWER)}
_UNARY = {'Invert': ('~', FACTOR), 'Not': ('not ', NOT), 'UAdd': ('+', FACTOR), 'USub': ('-', FACTOR)}
_COMPARE = {'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=', 'Is': 'is', 'IsNot': 'is not', 'In': 'in',
            'NotIn': 'not in'}
_QUOTES = ("'", '"', '"""', "'''")
_LONG_QUOTES = ('"""', "'''")
_INFINITY = '1e309'


def _above(precedence):
    return min(precedence + 1, ATOM)


def _name(node):
    return type(node).__name__


def _quoted(text, quotes, escape_white=False):
    """The text within a literal, and the quotes that it may stand in, best first."""
    parts = []
    for c in text:
        if c in '\n\t' and not escape_white:
            parts.append(c)
        elif c == '\\' or not c.isprintable():
            parts.append(c.encode('unicode_escape').decode('ascii'))
        else:
            parts.append(c)
    inner = ''.join(parts)
    possible = [quote for quote in quotes if (quote in _LONG_QUOTES or '\n' not in inner) and quote not in inner]
    if not possible:
        shown = repr(text)
        return shown[1:-1], [next((quote for quote in quotes if shown[0] in quote), shown[0])]
    if inner:
        # A text must not end with the quote's own character.
        possible.sort(key=lambda quote: quote[0] == inner[-1])
        if possible[0][0] == inner[-1]:
            inner = f'{inner[:-1]}\\{inner[-1]}'
    return inner, possible


def _constant(value):
    if isinstance(value, (float, complex)):
        return repr(value).replace('inf', _INFINITY).replace('nan', f'({_INFINITY}-{_INFINITY})')
    if isinstance(value, tuple):
        inner = ', '.join(map(_constant, value))
        return f'({inner},)' if len(value) == 1 else f'({inner})'
    return '...' if value is ... else repr(value)


class Unparser:
    """Writes a tree as source. Methods of statements add lines, those of expressions return text."""

    def __init__(self):
        self._lines = []
        self._level = 0
        self._star = False

    def visit(self, node):
        """Return the source of a node or of a list of statements."""
        if isinstance(node, list):
            for item in node:
                self._any(item)
        else:
            text = self._any(node)
            if text is not None:
                return text
        # The first line has no line end before it.
        return '\n'.join(self._lines).removeprefix('\n') if self._lines and self._lines[0] == '' else '\n'.join(self._lines)

    def _any(self, node):
        name = _name(node)
        method = getattr(self, 's_' + name, None)
        if method is not None:
            method(node)
            return None
        return self.e(node)

    def e(self, node, precedence=TEST):
        """The text of an expression, in parentheses if it binds less than what is around it."""
        for cls in type(node).__mro__:
            method = getattr(self, 'e_' + cls.__name__, None)
            if method is not None:
                return method(node, precedence)
        raise ValueError(f'cannot unparse {node!r}')

    def _list(self, nodes, precedence=TEST):
        return ', '.join([self.e(node, precedence) for node in nodes])

    def _items(self, nodes):
        return self.e(nodes[0]) + ',' if len(nodes) == 1 else self._list(nodes)

    def _line(self, text):
        self._lines.append('    ' * self._level + text)

    def _space(self):
        if self._lines:
            self._lines.append('')

    def _body(self, statements):
        self._level += 1
        for statement in statements:
            self._any(statement)
        self._level -= 1

    def _documented(self, node):
        body = node.body
        if isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)) and body and isinstance(body[0], Expr) \
                and isinstance(body[0].value, Constant) and isinstance(body[0].value.value, str):
            text, quotes = _quoted(body[0].value.value, _LONG_QUOTES)
            prefix = 'u' if body[0].value.kind == 'u' else ''
            self._line(f'{prefix}{quotes[0]}{text}{quotes[0]}')
            body = body[1:]
        for statement in body:
            self._any(statement)

    @staticmethod
    def _comment(node):
        comment = getattr(node, 'type_comment', None)
        return f' # type: {comment}' if comment else ''

    # Statements

    def s_Module(self, node):
        self._documented(node)

    def s_Interactive(self, node):
        for statement in node.body:
            self._any(statement)

    def e_Expression(self, node, precedence):
        return self.e(node.body)

    def e_FunctionType(self, node, precedence):
        return f'({self._list(node.argtypes)}) -> {self.e(node.returns)}'

    def s_Expr(self, node):
        self._line(self.e(node.value, YIELD))

    def s_Import(self, node):
        self._line('import ' + self._list(node.names))

    def s_ImportFrom(self, node):
        self._line(f'from {"." * (node.level or 0)}{node.module or ""} import {self._list(node.names)}')

    def s_Assign(self, node):
        targets = ''.join([self.e(target, TUPLE) + ' = ' for target in node.targets])
        self._line(targets + self.e(node.value) + self._comment(node))

    def s_AugAssign(self, node):
        self._line(f'{self.e(node.target)} {_BINARY[_name(node.op)][0]}= {self.e(node.value)}')

    def s_AnnAssign(self, node):
        target = self.e(node.target)
        if not node.simple and isinstance(node.target, Name):
            target = f'({target})'
        value = f' = {self.e(node.value)}' if node.value else ''
        self._line(f'{target}: {self.e(node.annotation)}{value}')

    def s_Return(self, node):
        self._line(f'return {self.e(node.value)}' if node.value else 'return')

    def s_Pass(self, node):
        self._line('pass')

    def s_Break(self, node):
        self._line('break')

    def s_Continue(self, node):
        self._line('continue')

    def s_Delete(self, node):
        self._line('del ' + self._list(node.targets))

    def s_Assert(self, node):
        self._line(f'assert {self.e(node.test)}' + (f', {self.e(node.msg)}' if node.msg else ''))

    def s_Global(self, node):
        self._line('global ' + ', '.join(node.names))

    def s_Nonlocal(self, node):
        self._line('nonlocal ' + ', '.join(node.names))

    def s_Raise(self, node):
        if not node.exc:
            if node.cause:
                raise ValueError("Node can't use cause without an exception.")
            self._line('raise')
            return
        self._line(f'raise {self.e(node.exc)}' + (f' from {self.e(node.cause)}' if node.cause else ''))

    def s_Try(self, node):
        outer, self._star = self._star, _name(node) == 'TryStar'
        self._line('try:')
        self._body(node.body)
        for handler in node.handlers:
            self._any(handler)
        if node.orelse:
            self._line('else:')
            self._body(node.orelse)
        if node.finalbody:
            self._line('finally:')
            self._body(node.finalbody)
        self._star = outer

    s_TryStar = s_Try

    def s_ExceptHandler(self, node):
        text = 'except*' if self._star else 'except'
        if node.type:
            text += ' ' + self.e(node.type)
        if node.name:
            text += ' as ' + node.name
        self._line(text + ':')
        outer, self._star = self._star, False
        self._body(node.body)
        self._star = outer

    def _decorators(self, node):
        self._space()
        for decorator in node.decorator_list:
            self._line('@' + self.e(decorator))

    def _parameters(self, node):
        parameters = getattr(node, 'type_params', None)
        return f'[{self._list(parameters)}]' if parameters else ''

    def s_ClassDef(self, node):
        self._decorators(node)
        bases = self._list([*node.bases, *node.keywords])
        self._line(f'class {node.name}{self._parameters(node)}' + (f'({bases})' if bases else '') + ':')
        self._level += 1
        self._documented(node)
        self._level -= 1

    def s_FunctionDef(self, node, start='def'):
        self._decorators(node)
        returns = f' -> {self.e(node.returns)}' if node.returns else ''
        self._line(f'{start} {node.name}{self._parameters(node)}({self.e(node.args)}){returns}:{self._comment(node)}')
        self._level += 1
        self._documented(node)
        self._level -= 1

    def s_AsyncFunctionDef(self, node):
        self.s_FunctionDef(node, 'async def')

    def s_TypeAlias(self, node):
        self._line(f'type {self.e(node.name)}{self._parameters(node)} = {self.e(node.value)}')

    def _else(self, node):
        if node.orelse:
            self._line('else:')
            self._body(node.orelse)

    def s_For(self, node, start='for'):
        self._line(f'{start} {self.e(node.target, TUPLE)} in {self.e(node.iter)}:{self._comment(node)}')
        self._body(node.body)
        self._else(node)

    def s_AsyncFor(self, node):
        self.s_For(node, 'async for')

    def s_If(self, node):
        self._line(f'if {self.e(node.test)}:')
        self._body(node.body)
        while node.orelse and len(node.orelse) == 1 and isinstance(node.orelse[0], If):
            node = node.orelse[0]
            self._line(f'elif {self.e(node.test)}:')
            self._body(node.body)
        self._else(node)

    def s_While(self, node):
        self._line(f'while {self.e(node.test)}:')
        self._body(node.body)
        self._else(node)

    def s_With(self, node, start='with'):
        self._line(f'{start} {self._list(node.items)}:{self._comment(node)}')
        self._body(node.body)

    def s_AsyncWith(self, node):
        self.s_With(node, 'async with')

    def s_Match(self, node):
        self._line(f'match {self.e(node.subject)}:')
        self._body(node.cases)

    def s_match_case(self, node):
        guard = f' if {self.e(node.guard)}' if node.guard else ''
        self._line(f'case {self.e(node.pattern)}{guard}:')
        self._body(node.body)

    # Expressions

    def e_NamedExpr(self, node, precedence):
        text = f'{self.e(node.target, ATOM)} := {self.e(node.value, ATOM)}'
        return f'({text})' if precedence > NAMED else text

    def e_Name(self, node, precedence):
        return node.id

    def e_Constant(self, node, precedence):
        return ('u' if node.kind == 'u' else '') + _constant(node.value)

    def e_Await(self, node, precedence):
        text = f'await {self.e(node.value, ATOM)}' if node.value else 'await'
        return f'({text})' if precedence > AWAIT else text

    def e_Yield(self, node, precedence):
        text = f'yield {self.e(node.value, ATOM)}' if node.value else 'yield'
        return f'({text})' if precedence > YIELD else text

    def e_YieldFrom(self, node, precedence):
        if not node.value:
            raise ValueError("Node can't be used without a value attribute.")
        text = f'yield from {self.e(node.value, ATOM)}'
        return f'({text})' if precedence > YIELD else text

    def e_JoinedStr(self, node, precedence):
        parts = [(self._part(value), isinstance(value, Constant)) for value in node.values]
        quotes = list(_QUOTES)
        texts = []
        for text, is_text in parts:
            if is_text:
                text, possible = _quoted(text, quotes, escape_white=True)
                if set(possible).isdisjoint(quotes):
                    quotes = None
                    break
                quotes = possible
            else:
                if '\n' in text:
                    quotes = [quote for quote in quotes if quote in _LONG_QUOTES]
            texts.append(text)
        if quotes is None:
            # A double quote before the text makes repr() use single ones.
            quotes = ["'''"]
            texts = [repr('"' + text)[2:-1] if is_text else text for text, is_text in parts]
        return f'f{quotes[0]}{"".join(texts)}{quotes[0]}'

    def _part(self, node, in_specification=False):
        if isinstance(node, JoinedStr):
            return ''.join([self._part(value, in_specification) for value in node.values])
        if isinstance(node, Constant) and isinstance(node.value, str):
            text = node.value.replace('{', '{{').replace('}', '}}')
            if in_specification:
                text = text.replace('\\', '\\\\').replace("'", "\\'").replace('"', '\\"').replace('\n', '\\n')
            return text
        if _name(node) == 'FormattedValue':
            return self._replacement(node)
        raise ValueError(f'Unexpected node inside JoinedStr, {node!r}')

    def _replacement(self, node):
        text = self.e(node.value, _above(TEST))
        if text.startswith('{'):
            text = ' ' + text
        if node.conversion != -1:
            text += f'!{chr(node.conversion)}'
        if node.format_spec:
            text += ':' + self._part(node.format_spec, True)
        return f'{{{text}}}'

    def e_FormattedValue(self, node, precedence):
        return self._replacement(node)

    def e_List(self, node, precedence):
        return f'[{self._list(node.elts)}]'

    def _comprehension(self, node):
        return self.e(node.elt) + ''.join([self.e(generator) for generator in node.generators])

    def e_ListComp(self, node, precedence):
        return f'[{self._comprehension(node)}]'

    def e_GeneratorExp(self, node, precedence):
        return f'({self._comprehension(node)})'

    def e_SetComp(self, node, precedence):
        return f'{{{self._comprehension(node)}}}'

    def e_DictComp(self, node, precedence):
        generators = ''.join([self.e(generator) for generator in node.generators])
        return f'{{{self.e(node.key)}: {self.e(node.value)}{generators}}}'

    def e_comprehension(self, node, precedence):
        text = (' async for ' if node.is_async else ' for ') + f'{self.e(node.target, TUPLE)} in {self.e(node.iter, _above(TEST))}'
        return text + ''.join([' if ' + self.e(condition, _above(TEST)) for condition in node.ifs])

    def e_IfExp(self, node, precedence):
        text = f'{self.e(node.body, _above(TEST))} if {self.e(node.test, _above(TEST))} else {self.e(node.orelse)}'
        return f'({text})' if precedence > TEST else text

    def e_Set(self, node, precedence):
        return f'{{{self._list(node.elts)}}}' if node.elts else '{*()}'

    def e_Dict(self, node, precedence):
        items = [f'**{self.e(value, EXPR)}' if key is None else f'{self.e(key)}: {self.e(value)}' for key, value in zip(node.keys, node.values)]
        return f'{{{", ".join(items)}}}'

    def e_Tuple(self, node, precedence):
        text = self._items(node.elts) if node.elts else ''
        return f'({text})' if not node.elts or precedence > TUPLE else text

    def e_UnaryOp(self, node, precedence):
        operator, own = _UNARY[_name(node.op)]
        text = operator + self.e(node.operand, own)
        return f'({text})' if precedence > own else text

    def e_BinOp(self, node, precedence):
        operator, own = _BINARY[_name(node.op)]
        left, right = (_above(own), own) if operator == '**' else (own, _above(own))
        text = f'{self.e(node.left, left)} {operator} {self.e(node.right, right)}'
        return f'({text})' if precedence > own else text

    def e_Compare(self, node, precedence):
        text = self.e(node.left, _above(COMPARE))
        for operator, operand in zip(node.ops, node.comparators):
            text += f' {_COMPARE[_name(operator)]} {self.e(operand, _above(COMPARE))}'
        return f'({text})' if precedence > COMPARE else text

    def e_BoolOp(self, node, precedence):
        operator, own = (' and ', AND) if _name(node.op) == 'And' else (' or ', OR)
        inner = own
        parts = []
        for value in node.values:
            inner = _above(inner)
            parts.append(self.e(value, inner))
        text = operator.join(parts)
        return f'({text})' if precedence > own else text

    def e_Attribute(self, node, precedence):
        # The dot of an attribute of an integer would be taken for a decimal point.
        space = ' ' if isinstance(node.value, Constant) and isinstance(node.value.value, int) else ''
        return f'{self.e(node.value, ATOM)}{space}.{node.attr}'

    def e_Call(self, node, precedence):
        return f'{self.e(node.func, ATOM)}({self._list([*node.args, *node.keywords])})'

    def e_Subscript(self, node, precedence):
        is_tuple = isinstance(node.slice, Tuple) and node.slice.elts
        return f'{self.e(node.value, ATOM)}[{self._items(node.slice.elts) if is_tuple else self.e(node.slice)}]'

    def e_Starred(self, node, precedence):
        return '*' + self.e(node.value, EXPR)

    def e_Slice(self, node, precedence):
        text = (self.e(node.lower) if node.lower else '') + ':' + (self.e(node.upper) if node.upper else '')
        return f'{text}:{self.e(node.step)}' if node.step else text

    def e_Lambda(self, node, precedence):
        arguments = self.e(node.args)
        text = f'lambda{" " if arguments else ""}{arguments}: {self.e(node.body)}'
        return f'({text})' if precedence > TEST else text

    # Parts

    def e_arg(self, node, precedence):
        return f'{node.arg}: {self.e(node.annotation)}' if node.annotation else node.arg

    def e_arguments(self, node, precedence):
        parts = []
        positional = node.posonlyargs + node.args
        defaults = [None] * (len(positional) - len(node.defaults)) + node.defaults
        for index, (arg, default) in enumerate(zip(positional, defaults), 1):
            parts.append(self.e(arg) + (f'={self.e(default)}' if default else ''))
            if index == len(node.posonlyargs):
                parts.append('/')
        if node.vararg or node.kwonlyargs:
            parts.append('*' + (self.e(node.vararg) if node.vararg else ''))
        for arg, default in zip(node.kwonlyargs, node.kw_defaults):
            parts.append(self.e(arg) + (f'={self.e(default)}' if default else ''))
        if node.kwarg:
            parts.append('**' + self.e(node.kwarg))
        return ', '.join(parts)

    def e_keyword(self, node, precedence):
        return ('**' if node.arg is None else node.arg + '=') + self.e(node.value)

    def e_alias(self, node, precedence):
        return f'{node.name} as {node.asname}' if node.asname else node.name

    def e_withitem(self, node, precedence):
        return self.e(node.context_expr) + (f' as {self.e(node.optional_vars)}' if node.optional_vars else '')

    def e_TypeVar(self, node, precedence):
        bound = f': {self.e(node.bound)}' if node.bound else ''
        return node.name + bound + self._default(node)

    def e_TypeVarTuple(self, node, precedence):
        return f'*{node.name}{self._default(node)}'

    def e_ParamSpec(self, node, precedence):
        return f'**{node.name}{self._default(node)}'

    def _default(self, node):
        return f' = {self.e(node.default_value)}' if node.default_value else ''

    # Patterns

    def e_MatchValue(self, node, precedence):
        return self.e(node.value)

    def e_MatchSingleton(self, node, precedence):
        return _constant(node.value)

    def e_MatchSequence(self, node, precedence):
        return f'[{self._list(node.patterns)}]'

    def e_MatchStar(self, node, precedence):
        return '*' + (node.name or '_')

    def e_MatchMapping(self, node, precedence):
        items = [f'{self.e(key)}: {self.e(pattern)}' for key, pattern in zip(node.keys, node.patterns)]
        if node.rest is not None:
            items.append('**' + node.rest)
        return f'{{{", ".join(items)}}}'

    def e_MatchClass(self, node, precedence):
        named = [f'{name}={self.e(pattern)}' for name, pattern in zip(node.kwd_attrs, node.kwd_patterns)]
        return f'{self.e(node.cls, ATOM)}({", ".join([self.e(pattern) for pattern in node.patterns] + named)})'

    def e_MatchAs(self, node, precedence):
        if node.name is None or node.pattern is None:
            return node.name or '_'
        text = f'{self.e(node.pattern, EXPR)} as {node.name}'
        return f'({text})' if precedence > TEST else text

    def e_MatchOr(self, node, precedence):
        text = ' | '.join([self.e(pattern, _above(EXPR)) for pattern in node.patterns])
        return f'({text})' if precedence > EXPR else text

    # Nodes that have no place of their own in a source are shown as CPython shows them.

    def _nothing(self, node, precedence):
        return ''

    e_expr_context = e_operator = e_unaryop = e_cmpop = e_boolop = e_type_ignore = _nothing
