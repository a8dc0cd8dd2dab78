"""The classes of syntax trees, made of the abstract grammar."""

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8400

_PLACE = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')

# Each paragraph: the base, with a + if its nodes have a place; then its classes and their fields, ? for optional and * for lists.
_GRAMMAR = '''
mod
Module stmt* body, type_ignore* type_ignores
Interactive stmt* body
Expression expr body
FunctionType expr* argtypes, expr returns

stmt+
FunctionDef identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params
AsyncFunctionDef identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params
ClassDef identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params
Return expr? value
Delete expr* targets
Assign expr* targets, expr value, string? type_comment
TypeAlias expr name, type_param* type_params, expr value
AugAssign expr target, operator op, expr value
AnnAssign expr target, expr annotation, expr? value, int simple
For expr target, expr iter, stmt* body, stmt* orelse, string? type_comment
AsyncFor expr target, expr iter, stmt* body, stmt* orelse, string? type_comment
While expr test, stmt* body, stmt* orelse
If expr test, stmt* body, stmt* orelse
With withitem* items, stmt* body, string? type_comment
AsyncWith withitem* items, stmt* body, string? type_comment
Match expr subject, match_case* cases
Raise expr? exc, expr? cause
Try stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody
TryStar stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody
Assert expr test, expr? msg
Import alias* names
ImportFrom identifier? module, alias* names, int? level
Global identifier* names
Nonlocal identifier* names
Expr expr value
Pass
Break
Continue

expr+
BoolOp boolop op, expr* values
NamedExpr expr target, expr value
BinOp expr left, operator op, expr right
UnaryOp unaryop op, expr operand
Lambda arguments args, expr body
IfExp expr test, expr body, expr orelse
Dict expr* keys, expr* values
Set expr* elts
ListComp expr elt, comprehension* generators
SetComp expr elt, comprehension* generators
DictComp expr key, expr value, comprehension* generators
GeneratorExp expr elt, comprehension* generators
Await expr value
Yield expr? value
YieldFrom expr value
Compare expr left, cmpop* ops, expr* comparators
Call expr func, expr* args, keyword* keywords
FormattedValue expr value, int conversion, expr? format_spec
JoinedStr expr* values
Constant constant value, string? kind
Attribute expr value, identifier attr, expr_context ctx
Subscript expr value, expr slice, expr_context ctx
Starred expr value, expr_context ctx
Name identifier id, expr_context ctx
List expr* elts, expr_context ctx
Tuple expr* elts, expr_context ctx
Slice expr? lower, expr? upper, expr? step

expr_context
Load
Store
Del

boolop
And
Or

operator
Add
Sub
Mult
MatMult
Div
Mod
Pow
LShift
RShift
BitOr
BitXor
BitAnd
FloorDiv

unaryop
Invert
Not
UAdd
USub

cmpop
Eq
NotEq
Lt
LtE
Gt
GtE
Is
IsNot
In
NotIn

=comprehension expr target, expr iter, expr* ifs, int is_async

excepthandler+
ExceptHandler expr? type, identifier? name, stmt* body

=arguments arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr* kw_defaults, arg? kwarg, expr* defaults

=arg+ identifier arg, expr? annotation, string? type_comment

=keyword+ identifier? arg, expr value

=alias+ identifier name, identifier? asname

=withitem expr context_expr, expr? optional_vars

=match_case pattern pattern, expr? guard, stmt* body

pattern+
MatchValue expr value
MatchSingleton constant value
MatchSequence pattern* patterns
MatchMapping expr* keys, pattern* patterns, identifier? rest
MatchClass expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns
MatchStar identifier? name
MatchAs pattern? pattern, identifier? name
MatchOr pattern* patterns

type_ignore
TypeIgnore int lineno, string tag

type_param+
TypeVar identifier name, expr? bound, expr? default_value
ParamSpec identifier name, expr? default_value
TypeVarTuple identifier name, expr? default_value
'''


class AST:
    """The base of all nodes."""

    _fields = ()
    _attributes = ()
    __match_args__ = ()

    def __init__(self, *args, **kwargs):
        cls = type(self)
        fields = self._fields
        if len(args) > len(fields):
            raise TypeError(f'{cls.__name__} constructor takes at most {len(fields)} positional argument{"" if len(fields) == 1 else "s"}')
        for name, value in zip(fields, args):
            setattr(self, name, value)
        for name, value in kwargs.items():
            if name in fields:
                if fields.index(name) < len(args):
                    raise TypeError(f'{cls.__name__} got multiple values for argument {name!r}')
            elif name not in self._attributes:
                _warn(f'{cls.__name__}.__init__ got an unexpected keyword argument {name!r}. Support for arbitrary keyword arguments is '
                      'deprecated and will be removed in Python 3.15.')
            setattr(self, name, value)
        if len(args) + len(kwargs) < len(fields) or (kwargs and any(name not in fields for name in kwargs)):
            self._set_defaults(cls, [name for name in fields[len(args):] if name not in kwargs])

    def _set_defaults(self, cls, names):
        kinds = getattr(cls, '_kinds', {})
        for name in names:
            kind = kinds.get(name)
            if kind is None:
                if hasattr(cls, '_field_types'):
                    kind = cls._field_types.get(name)
                    if kind is None:
                        _warn(f"Field {name!r} is missing from {cls.__name__}._field_types. This will become an error in Python 3.15.")
                        continue
                    if type(kind) is type(list[int]):
                        setattr(self, name, [])
                        continue
                    if type(kind) is type(int | str):
                        continue
                    if kind is expr_context:
                        self.ctx = _singletons['Load']
                        continue
                _warn(f'{cls.__name__}.__init__ missing 1 required positional argument: {name!r}. This will become an error in Python 3.15.')
            elif kind == '*':
                setattr(self, name, [])
            elif kind == 'ctx':
                self.ctx = _singletons['Load']
            elif kind == '':
                _warn(f'{cls.__name__}.__init__ missing 1 required positional argument: {name!r}. This will become an error in Python 3.15.')

    def __reduce__(self):
        # The fields are set from the state; they are arguments for the sake of the checks only.
        return type(self), (None,) * len(self._fields), dict(self.__dict__)


def _warn(message):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=4 if 'missing' in message else 3)


AST.__module__ = 'ast'
AST.__doc__ = None
_TYPES = {'identifier': str, 'string': str, 'int': int, 'constant': object}


def _make(name, base, fields, has_place):
    members = {'__module__': 'ast', '_fields': tuple(field for kind, field in fields)}
    members['__match_args__'] = members['_fields']
    if has_place:
        members['_attributes'] = _PLACE
        if name not in ('pattern', 'type_param'):
            members['end_lineno'] = members['end_col_offset'] = None
    kinds = {}
    for kind, field in fields:
        kinds[field] = 'ctx' if kind == 'expr_context' else kind[-1] if kind[-1] in '?*' else ''
        if kind[-1] == '?':
            members[field] = None
    members['_kinds'] = kinds
    text = ', '.join(f'{kind} {field}' for kind, field in fields)
    members['__doc__'] = f'{name}({text})' if fields else name
    members['_field_types'] = members['__annotations__'] = _FieldTypes(fields)
    created = type(name, (base,), members)
    globals()[name] = created
    return created


class _FieldTypes:
    """A descriptor for _field_types and __annotations__."""

    def __init__(self, declared):
        self.declared = declared

    def __get__(self, instance, owner):
        types = {}
        for kind, field in self.declared:
            name = kind.rstrip('?*')
            found = _TYPES.get(name) or globals()[name]
            types[field] = list[found] if kind[-1] == '*' else found | None if kind[-1] == '?' else found
        return types


def _parse_fields(text):
    return [tuple(field.split()) for field in text.split(', ')] if text else []


def _define():
    for paragraph in _GRAMMAR.strip().split('\n\n'):
        first, *rest = paragraph.split('\n')
        if first.startswith('='):
            name, _, text = first[1:].partition(' ')
            fields = _parse_fields(text)
            _make(name.rstrip('+'), AST, fields, name.endswith('+'))
            continue
        base = _make(first.rstrip('+'), AST, [], first.endswith('+'))
        texts = []
        for line in rest:
            name, _, text = line.partition(' ')
            fields = _parse_fields(text)
            created = _make(name, base, fields, False)
            texts.append(created.__doc__)
        base.__doc__ = f'{base.__name__} = ' + f'\n{" " * len(base.__name__)} | '.join(texts)
        if not any('(' in text for text in texts):
            base.__doc__ = f'{base.__name__} = ' + ' | '.join(texts)


_define()
_singletons = {cls.__name__: cls() for base in (expr_context, boolop, operator, unaryop, cmpop) for cls in base.__subclasses__()}
