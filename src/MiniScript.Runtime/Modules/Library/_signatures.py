"""Signatures of callables, for inspect."""

import enum
import functools
import sys
import types
from collections import OrderedDict

_natives = (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType,
            types.ClassMethodDescriptorType)


class _empty:
    """Stands for a default or annotation that is not there."""


_empty.__module__ = 'inspect'


class _void:
    """Stands for an argument of replace() that is not given."""


class _Unrepresentable:
    def __repr__(self):
        return '<unrepresentable>'


_unrepresentable = _Unrepresentable()


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 'positional-only'
    POSITIONAL_OR_KEYWORD = 'positional or keyword'
    VAR_POSITIONAL = 'variadic positional'
    KEYWORD_ONLY = 'keyword-only'
    VAR_KEYWORD = 'variadic keyword'

    def __new__(cls, description):
        value = len(cls.__members__)
        member = int.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    def __str__(self):
        return self.name


_ParameterKind.__module__ = 'inspect'

_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = _ParameterKind
_VARIADIC = _VAR_POSITIONAL, _VAR_KEYWORD


def formatannotation(annotation, base_module=None):
    """Return the text of an annotation."""
    if getattr(annotation, '__module__', None) == 'typing':
        import re
        return re.sub(r'[\w\.]+', lambda match: match.group().removeprefix('typing.'), repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation)


class Parameter:
    """A parameter of a function."""

    __slots__ = ('_name', '_kind', '_default', '_annotation')

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD

    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f'value {kind!r} is not a valid Parameter.kind')
        if default is not _empty and self._kind in _VARIADIC:
            raise ValueError(f'{self._kind.description} parameters cannot have default values')
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError('name is a required attribute for Parameter')
        if not isinstance(name, str):
            raise TypeError(f'name must be a str, not a {type(name).__name__}')
        if name[:1] == '.' and name[1:].isdigit():
            # The iterable of a comprehension.
            if self._kind != _POSITIONAL_OR_KEYWORD:
                raise ValueError(f'implicit arguments must be passed as positional or keyword arguments, not {self._kind.description}')
            self._kind = _POSITIONAL_ONLY
            name = f'implicit{name[1:]}'
        from keyword import iskeyword
        is_keyword = iskeyword(name) and self._kind is not _POSITIONAL_ONLY
        if is_keyword or not name.isidentifier():
            raise ValueError(f'{name!r} is not a valid parameter name')
        self._name = name

    def __reduce__(self):
        return type(self), (self._name, self._kind), {'_default': self._default, '_annotation': self._annotation}

    def __setstate__(self, state):
        self._default = state['_default']
        self._annotation = state['_annotation']

    @property
    def name(self):
        return self._name

    @property
    def default(self):
        return self._default

    @property
    def annotation(self):
        return self._annotation

    @property
    def kind(self):
        return self._kind

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """Return a copy with other attributes."""
        return type(self)(
            self._name if name is _void else name, self._kind if kind is _void else kind,
            default=self._default if default is _void else default, annotation=self._annotation if annotation is _void else annotation)

    __replace__ = replace

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text = f'{text}: {formatannotation(self._annotation)}'
        if self._default is not _empty:
            text += f' = {self._default!r}' if self._annotation is not _empty else f'={self._default!r}'
        return '*' + text if self._kind == _VAR_POSITIONAL else '**' + text if self._kind == _VAR_KEYWORD else text

    def __repr__(self):
        return f'<{self.__class__.__name__} "{self}">'

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind and self._default == other._default
                and self._annotation == other._annotation)


class BoundArguments:
    """The arguments of a call, by parameter."""

    __slots__ = ('arguments', '_signature', '__weakref__')

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        return self._signature

    @property
    def args(self):
        args = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if param.kind == _VAR_POSITIONAL:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        by_name = False
        for name, param in self._signature.parameters.items():
            if not by_name:
                if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    by_name = True
                elif name not in self.arguments:
                    # What follows a parameter without argument is passed by name.
                    by_name = True
                    continue
            if not by_name or name not in self.arguments:
                continue
            if param.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        """Add the defaults of parameters that have no argument."""
        arguments = self.arguments
        complete = []
        for name, param in self._signature.parameters.items():
            if name in arguments:
                complete.append((name, arguments[name]))
            elif param.default is not _empty:
                complete.append((name, param.default))
            elif param.kind is _VAR_POSITIONAL:
                complete.append((name, ()))
            elif param.kind is _VAR_KEYWORD:
                complete.append((name, {}))
        self.arguments = dict(complete)

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __setstate__(self, state):
        self._signature = state['_signature']
        self.arguments = state['arguments']

    def __getstate__(self):
        return {'_signature': self._signature, 'arguments': self.arguments}

    def __repr__(self):
        return f'<{self.__class__.__name__} ({", ".join([f"{name}={value!r}" for name, value in self.arguments.items()])})>'


class Signature:
    """The parameters of a callable and the annotation of what it returns."""

    __slots__ = ('_return_annotation', '_parameters')

    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        params = OrderedDict()
        last = _POSITIONAL_ONLY
        seen_default = False
        for param in parameters or ():
            if __validate_parameters__:
                kind = param.kind
                if kind < last:
                    raise ValueError(f'wrong parameter order: {last.description} parameter before {kind.description} parameter')
                if kind > last:
                    last = kind
                    if kind > _POSITIONAL_OR_KEYWORD:
                        seen_default = False
                if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                    if param.default is not _empty:
                        seen_default = True
                    elif seen_default:
                        raise ValueError('non-default argument follows default argument')
                if param.name in params:
                    raise ValueError(f'duplicate parameter name: {param.name!r}')
            params[param.name] = param
        self._parameters = types.MappingProxyType(params)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """Make the signature of a callable."""
        return _Finder(cls, follow_wrapped, True, globals, locals, eval_str).of(obj)

    @property
    def parameters(self):
        return self._parameters

    @property
    def return_annotation(self):
        return self._return_annotation

    def replace(self, *, parameters=_void, return_annotation=_void):
        """Return a copy with other attributes."""
        return type(self)(
            self.parameters.values() if parameters is _void else parameters,
            return_annotation=self._return_annotation if return_annotation is _void else return_annotation)

    __replace__ = replace

    def _parts(self):
        params = tuple([param for param in self.parameters.values() if param.kind != _KEYWORD_ONLY])
        named = {param.name: param for param in self.parameters.values() if param.kind == _KEYWORD_ONLY}
        return params, named, self.return_annotation

    def __hash__(self):
        params, named, returned = self._parts()
        return hash((params, frozenset(named.values()), returned))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Signature):
            return NotImplemented
        return self._parts() == other._parts()

    def _bind(self, args, kwargs, partial=False):
        arguments = {}
        params = list(self.parameters.values())
        values = list(args)
        at = 0
        used = 0
        extra = []
        # Positional arguments first.
        while used < len(values):
            if at >= len(params) or params[at].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                raise TypeError('too many positional arguments') from None
            param = params[at]
            if param.kind == _VAR_POSITIONAL:
                arguments[param.name] = tuple(values[used:])
                used = len(values)
                at += 1
                break
            if param.name in kwargs and param.kind != _POSITIONAL_ONLY:
                raise TypeError(f'multiple values for argument {param.name!r}') from None
            arguments[param.name] = values[used]
            used += 1
            at += 1
        var_keyword = None
        only_positional = []
        for param in params[at:]:
            if param.kind == _VAR_KEYWORD:
                var_keyword = param
            elif param.kind == _VAR_POSITIONAL:
                pass
            elif param.kind == _POSITIONAL_ONLY and param.name in kwargs:
                # The name does not bind it; **kwargs may take it.
                only_positional.append(param)
            elif param.name in kwargs:
                extra.append(param.name)
                arguments[param.name] = kwargs[param.name]
            elif param.default is _empty and not partial:
                kind = ' keyword-only' if param.kind == _KEYWORD_ONLY and param is params[at] else ''
                raise TypeError(f'missing a required{kind} argument: {param.name!r}') from None
        if var_keyword is None:
            for param in params:
                if param.kind == _VAR_KEYWORD:
                    var_keyword = param
        rest = {name: value for name, value in kwargs.items() if name not in extra}
        if rest:
            if var_keyword is None:
                if only_positional:
                    names = ', '.join([param.name for param in only_positional])
                    raise TypeError(f'got some positional-only arguments passed as keyword arguments: {names!r}')
                raise TypeError(f'got an unexpected keyword argument {next(iter(rest))!r}')
            arguments[var_keyword.name] = rest
        return self._bound_arguments_cls(self, arguments)

    def bind(self, /, *args, **kwargs):
        """Return what a call with these arguments would bind; TypeError if they do not fit."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """As bind(), but arguments may be missing."""
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        return type(self), (tuple(self._parameters.values()),), {'_return_annotation': self._return_annotation}

    def __setstate__(self, state):
        self._return_annotation = state['_return_annotation']

    def __repr__(self):
        return f'<{self.__class__.__name__} {self}>'

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None):
        """Return the text; one parameter a line if it is longer than max_width."""
        result = []
        render_pos_only = False
        render_star = True
        for param in self.parameters.values():
            kind = param.kind
            if kind == _POSITIONAL_ONLY:
                render_pos_only = True
            elif render_pos_only:
                result.append('/')
                render_pos_only = False
            if kind == _VAR_POSITIONAL:
                render_star = False
            elif kind == _KEYWORD_ONLY and render_star:
                result.append('*')
                render_star = False
            result.append(str(param))
        if render_pos_only:
            result.append('/')
        text = f'({", ".join(result)})'
        if max_width is not None and len(text) > max_width:
            lines = ',\n    '.join(result)
            text = f'(\n    {lines}\n)'
        if self.return_annotation is not _empty:
            text += f' -> {formatannotation(self.return_annotation)}'
        return text


for _class in (Parameter, BoundArguments, Signature):
    _class.__module__ = 'inspect'


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """Return the Signature of a callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals, eval_str=eval_str)


signature.__module__ = formatannotation.__module__ = 'inspect'


def bound_method_signature(sig):
    """Return a signature without its first parameter."""
    params = tuple(sig.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError('invalid method signature')
    if params[0].kind in (_POSITIONAL_OR_KEYWORD, _POSITIONAL_ONLY):
        params = params[1:]
    return sig.replace(parameters=params)


def _partial_signature(wrapped, partial, extra_args=()):
    # What functools.partial() leaves of a signature.
    old = wrapped.parameters
    args = extra_args + partial.args
    keywords = partial.keywords or {}
    try:
        bound = wrapped.bind_partial(*args, **keywords)
    except TypeError as e:
        raise ValueError(f'partial object {partial!r} has incorrect arguments') from e
    params = []
    by_keyword = False
    for name, param in old.items():
        kind = param.kind
        if name not in bound.arguments:
            pass
        elif kind is _POSITIONAL_ONLY:
            continue
        elif kind is _POSITIONAL_OR_KEYWORD:
            if name not in keywords:
                continue
            # It was given by name, so it and what follows can only be given by name.
            by_keyword = True
            param = param.replace(default=bound.arguments[name])
        elif kind is _KEYWORD_ONLY:
            param = param.replace(default=bound.arguments[name])
        if by_keyword:
            if param.kind is _POSITIONAL_OR_KEYWORD:
                param = param.replace(kind=_KEYWORD_ONLY)
            elif param.kind is _VAR_POSITIONAL:
                continue
        params.append(param)
    return wrapped.replace(parameters=params)


def is_function_like(obj):
    """Whether an object, compiled elsewhere, has all that makes a function."""
    if not callable(obj) or isinstance(obj, type):
        return False
    missing = object()
    defaults = getattr(obj, '__defaults__', missing)
    kwdefaults = getattr(obj, '__kwdefaults__', missing)
    annotations = getattr(obj, '__annotations__', None)
    return (isinstance(getattr(obj, '__code__', None), types.CodeType) and isinstance(getattr(obj, '__name__', None), str)
            and (defaults is None or isinstance(defaults, tuple)) and (kwdefaults is None or isinstance(kwdefaults, dict))
            and (isinstance(annotations, dict) or annotations is None))


def _split_parameters(text):
    # At the commas that are in no brackets and no quotes.
    parts = []
    depth = 0
    quote = None
    current = ''
    escaped = False
    for c in text:
        if quote:
            current += c
            if escaped:
                escaped = False
            elif c == '\\':
                escaped = True
            elif c == quote:
                quote = None
            continue
        if c in '\'"':
            quote = c
        elif c in '([{':
            depth += 1
        elif c in ')]}':
            depth -= 1
        if c == ',' and depth == 0:
            parts.append(current.strip())
            current = ''
        else:
            current += c
    if current.strip():
        parts.append(current.strip())
    return parts


def _hint(obj, text, names):
    # The type that the signature of an extension's function names; others have none.
    if not text or not isinstance(obj, _natives):
        return _empty
    import collections.abc
    try:
        return eval(text, {**names, **{name: getattr(collections.abc, name) for name in ('Callable', 'Iterable', 'Iterator', 'Awaitable')}})
    except Exception:
        return text


def _signature_of_text(cls, obj, text, skip_bound_arg=True):
    """Make the signature that a native function describes by text."""
    text = text.strip()
    head, _, returned = text.partition(') -> ')
    inner = (head + ')' if returned else text).strip()[1:-1]
    make = cls._parameter_cls
    parameters = []
    kind = _POSITIONAL_OR_KEYWORD
    has_self = False
    module = getattr(obj, '__module__', None)
    names = dict(vars(sys.modules[module])) if module in sys.modules else {}
    for part in _split_parameters(inner):
        if part == '/':
            parameters = [param.replace(kind=_POSITIONAL_ONLY) for param in parameters]
        elif part == '*':
            kind = _KEYWORD_ONLY
        elif part.startswith('**'):
            name, _, hint = part[2:].partition(': ')
            parameters.append(make(name, _VAR_KEYWORD, annotation=_hint(obj, hint, names)))
        elif part.startswith('*'):
            name, _, hint = part[1:].partition(': ')
            parameters.append(make(name, _VAR_POSITIONAL, annotation=_hint(obj, hint, names)))
            kind = _KEYWORD_ONLY
        else:
            if part.startswith('$'):
                has_self = True
                part = part[1:]
            name, equals, default = part.partition('=')
            name, _, hint = name.partition(':')
            value = _empty
            if equals:
                default = default.strip()
                if default == '<unrepresentable>':
                    value = _unrepresentable
                else:
                    try:
                        value = eval(default, names, sys.modules.get('sys').modules)
                    except Exception:
                        raise ValueError(f'{obj!r} has invalid signature') from None
            parameters.append(make(name.strip(), kind, default=value, annotation=_hint(obj, hint.strip(), names)))
    if has_self:
        owner = getattr(obj, '__self__', None)
        if owner is not None and (isinstance(owner, types.ModuleType) or skip_bound_arg):
            parameters.pop(0)
        else:
            parameters[0] = parameters[0].replace(kind=_POSITIONAL_ONLY)
    return cls(parameters, return_annotation=_hint(obj, returned, names))


class _Finder:
    # Makes signatures, with the options of one request.

    def __init__(self, cls, follow_wrapped, skip_bound_arg, globals, locals, eval_str):
        self.cls = cls
        self.follow_wrapped = follow_wrapped
        self.skip_bound_arg = skip_bound_arg
        self.globals = globals
        self.locals = locals
        self.eval_str = eval_str

    def of(self, obj):
        if not callable(obj):
            raise TypeError(f'{obj!r} is not a callable object')
        if isinstance(obj, types.MethodType):
            sig = self.of(obj.__func__)
            return bound_method_signature(sig) if self.skip_bound_arg else sig
        if self.follow_wrapped:
            from inspect import unwrap
            obj = unwrap(obj, stop=lambda f: hasattr(f, '__signature__') or isinstance(f, types.MethodType))
            if isinstance(obj, types.MethodType):
                return self.of(obj)
        try:
            sig = obj.__signature__
        except AttributeError:
            pass
        else:
            if sig is not None:
                given = sig
                if not isinstance(sig, (Signature, str)) and callable(sig):
                    sig = sig()
                if isinstance(sig, str):
                    return _signature_of_text(self.cls, obj, sig)
                if not isinstance(sig, Signature):
                    raise TypeError(f'unexpected object {given!r} in __signature__ attribute')
                return sig
        partialmethod = getattr(obj, '__partialmethod__', None)
        if isinstance(partialmethod, functools.partialmethod):
            wrapped = self.of(partialmethod.func)
            sig = _partial_signature(wrapped, partialmethod, (None,))
            first = tuple(wrapped.parameters.values())[0]
            if first.kind is _VAR_POSITIONAL:
                return sig
            return sig.replace(parameters=(first, *sig.parameters.values()))
        if isinstance(obj, types.FunctionType) or is_function_like(obj):
            return self.of_function(obj)
        if isinstance(obj, _natives):
            return self.of_native(obj)
        if isinstance(obj, functools.partial):
            return _partial_signature(self.of(obj.func), obj)
        if isinstance(obj, type):
            return self.of_class(obj)
        found = _lookup(type(obj), '__call__')
        if found is not None:
            text = getattr(obj, '__text_signature__', None)
            if text and isinstance(text, str):
                return _signature_of_text(self.cls, obj, text)
            if isinstance(found, _natives):
                return self.of(getattr(obj, '__call__'))
            return self.of(self.method_of(type(obj), '__call__', obj))
        raise ValueError(f'callable {obj!r} is not supported by signature')

    def of_function(self, func):
        from inspect import get_annotations
        text = getattr(func, '__text_signature__', None)
        if text:
            return _signature_of_text(self.cls, func, text, self.skip_bound_arg)
        code = func.__code__
        names = code.co_varnames
        make = self.cls._parameter_cls
        count = code.co_argcount
        annotations = get_annotations(func, globals=self.globals, locals=self.locals, eval_str=self.eval_str)
        defaults = func.__defaults__ or ()
        kwdefaults = func.__kwdefaults__ or {}
        without = count - len(defaults)
        params = []
        for i in range(count):
            kind = _POSITIONAL_ONLY if i < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD
            params.append(make(names[i], kind, annotation=annotations.get(names[i], _empty),
                               default=_empty if i < without else defaults[i - without]))
        at = count + code.co_kwonlyargcount
        if code.co_flags & 0x04:
            params.append(make(names[at], _VAR_POSITIONAL, annotation=annotations.get(names[at], _empty)))
        for name in names[count:count + code.co_kwonlyargcount]:
            params.append(make(name, _KEYWORD_ONLY, annotation=annotations.get(name, _empty), default=kwdefaults.get(name, _empty)))
        if code.co_flags & 0x08:
            at += bool(code.co_flags & 0x04)
            params.append(make(names[at], _VAR_KEYWORD, annotation=annotations.get(names[at], _empty)))
        return self.cls(params, return_annotation=annotations.get('return', _empty))

    def of_native(self, obj):
        text = _TEXTS.get(obj) if isinstance(obj, types.BuiltinFunctionType) and getattr(obj, '__self__', None) is _builtins else None
        if text is None:
            text = getattr(obj, '__text_signature__', None)
        if not text:
            raise ValueError(f'no signature found for builtin {obj!r}')
        return _signature_of_text(self.cls, obj, text, self.skip_bound_arg)

    def method_of(self, cls, name, owner):
        # A method written in script, bound as a call through the class would bind it.
        method = _lookup(cls, name)
        if method is None or isinstance(method, _natives):
            return None
        if name == '__new__':
            return method.__func__ if isinstance(method, staticmethod) else method
        get = getattr(type(method), '__get__', None)
        return method if get is None else get(method, owner, cls)

    def of_class(self, obj):
        call = self.method_of(type(obj), '__call__', obj)
        if call is not None:
            return self.of(call)
        new = self.method_of(obj, '__new__', obj)
        init = _lookup(obj, '__init__')
        if isinstance(init, _natives):
            init = None
        for base in obj.__mro__:
            own = base.__dict__
            for name, method in (('__new__', new), ('__init__', init)):
                if method is not None and name in own:
                    if isinstance(method, (types.FunctionType, functools.partial)):
                        bound = method
                    elif isinstance(method, types.MethodType):
                        if name == '__init__':
                            # It is bound to something else.
                            return self.of(method)
                        bound = method
                    else:
                        get = getattr(type(method), '__get__', None)
                        if get is None:
                            bound = method
                        elif name == '__init__':
                            return self.of(get(method, object(), obj))
                        else:
                            bound = get(method, None, obj)
                    sig = self.of(bound)
                    return bound_method_signature(sig) if self.skip_bound_arg else sig
        for base in obj.__mro__[:-1]:
            text = getattr(base, '__text_signature__', None)
            if text:
                return _signature_of_text(self.cls, base, text)
        if type not in obj.__mro__:
            if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
                return self.cls()
            raise ValueError(f'no signature found for builtin type {obj!r}')
        raise ValueError(f'no signature found for builtin type {obj!r}')


def _lookup(cls, name):
    for base in type.__dict__['__mro__'].__get__(cls):
        own = type.__dict__['__dict__'].__get__(base)
        if name in own:
            return own[name]
    return None


_builtins = sys.modules['builtins']

# Native functions that take their arguments unsorted, so that nothing describes them.
_TEXTS = {
    print: "($module, /, *args, sep=' ', end='\\n', file=None, flush=False)",
    sorted: '($module, iterable, /, *, key=None, reverse=False)',
}
