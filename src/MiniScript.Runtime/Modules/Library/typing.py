"""Type hints: the forms that annotations are made of, and what looks at them at run time.

Aliases of containers (List, Iterable, …) are made when they are first asked for, and what classes derive from
(Protocol, TypedDict, NamedTuple) as well as what reads annotations is in a module of its own, loaded likewise.
"""

import sys
from _typing import (
    Generic, NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, TypeVar, TypeVarTuple,
    _GenericAlias as _ClassAlias, _idfunc,
)
import _typing_support as _support
from functools import lru_cache as _lru_cache, update_wrapper as _update_wrapper
from types import GenericAlias, UnionType as _UnionType

__all__ = [
    'Annotated', 'Any', 'Callable', 'ClassVar', 'Concatenate', 'Final', 'ForwardRef', 'Generic', 'Literal', 'Optional', 'ParamSpec',
    'Protocol', 'Tuple', 'Type', 'TypeVar', 'TypeVarTuple', 'Union', 'AbstractSet', 'ByteString', 'Container', 'ContextManager',
    'Hashable', 'ItemsView', 'Iterable', 'Iterator', 'KeysView', 'Mapping', 'MappingView', 'MutableMapping', 'MutableSequence',
    'MutableSet', 'Sequence', 'Sized', 'ValuesView', 'Awaitable', 'AsyncIterator', 'AsyncIterable', 'Coroutine', 'Collection',
    'AsyncGenerator', 'AsyncContextManager', 'Reversible', 'SupportsAbs', 'SupportsBytes', 'SupportsComplex', 'SupportsFloat',
    'SupportsIndex', 'SupportsInt', 'SupportsRound', 'ChainMap', 'Counter', 'Deque', 'Dict', 'DefaultDict', 'List', 'OrderedDict', 'Set',
    'FrozenSet', 'NamedTuple', 'TypedDict', 'Generator', 'BinaryIO', 'IO', 'Match', 'Pattern', 'TextIO', 'AnyStr', 'assert_type',
    'assert_never', 'cast', 'clear_overloads', 'dataclass_transform', 'final', 'get_args', 'get_origin', 'get_overloads',
    'get_protocol_members', 'get_type_hints', 'is_protocol', 'is_typeddict', 'LiteralString', 'Never', 'NewType', 'no_type_check',
    'no_type_check_decorator', 'NoDefault', 'NoReturn', 'NotRequired', 'overload', 'override', 'ParamSpecArgs', 'ParamSpecKwargs',
    'ReadOnly', 'Required', 'reveal_type', 'runtime_checkable', 'Self', 'Text', 'TYPE_CHECKING', 'TypeAlias', 'TypeGuard', 'TypeIs',
    'TypeAliasType', 'Unpack',
]

TYPE_CHECKING = False
Text = str

# Where the names that are not defined here come from: (module, class, number of parameters or -1 for any, whether it can be called).
_aliases = {
    'Hashable': ('_collections_abc', 'Hashable', 0, True), 'Awaitable': ('_collections_abc', 'Awaitable', 1, True),
    'Coroutine': ('_collections_abc', 'Coroutine', 3, True), 'AsyncIterable': ('_collections_abc', 'AsyncIterable', 1, True),
    'AsyncIterator': ('_collections_abc', 'AsyncIterator', 1, True), 'Iterable': ('_collections_abc', 'Iterable', 1, True),
    'Iterator': ('_collections_abc', 'Iterator', 1, True), 'Reversible': ('_collections_abc', 'Reversible', 1, True),
    'Sized': ('_collections_abc', 'Sized', 0, True), 'Container': ('_collections_abc', 'Container', 1, True),
    'Collection': ('_collections_abc', 'Collection', 1, True), 'AbstractSet': ('_collections_abc', 'Set', 1, True),
    'MutableSet': ('_collections_abc', 'MutableSet', 1, True), 'Mapping': ('_collections_abc', 'Mapping', 2, True),
    'MutableMapping': ('_collections_abc', 'MutableMapping', 2, True), 'Sequence': ('_collections_abc', 'Sequence', 1, True),
    'MutableSequence': ('_collections_abc', 'MutableSequence', 1, True), 'ByteString': ('_collections_abc', 'ByteString', 0, True),
    'MappingView': ('_collections_abc', 'MappingView', 1, True), 'KeysView': ('_collections_abc', 'KeysView', 1, True),
    'ItemsView': ('_collections_abc', 'ItemsView', 2, True), 'ValuesView': ('_collections_abc', 'ValuesView', 1, True),
    'Generator': ('_collections_abc', 'Generator', 3, True), 'AsyncGenerator': ('_collections_abc', 'AsyncGenerator', 2, True),
    'List': ('builtins', 'list', 1, False), 'Dict': ('builtins', 'dict', 2, False), 'Set': ('builtins', 'set', 1, False),
    'FrozenSet': ('builtins', 'frozenset', 1, False), 'Type': ('builtins', 'type', 1, False),
    'Deque': ('collections', 'deque', 1, True), 'DefaultDict': ('collections', 'defaultdict', 2, True),
    'OrderedDict': ('collections', 'OrderedDict', 2, True), 'Counter': ('collections', 'Counter', 1, True),
    'ChainMap': ('collections', 'ChainMap', 2, True), 'Pattern': ('re', 'Pattern', 1, True), 'Match': ('re', 'Match', 1, True),
    'ContextManager': ('contextlib', 'AbstractContextManager', 2, True),
    'AsyncContextManager': ('contextlib', 'AbstractAsyncContextManager', 2, True),
}
_defaults = {
    'Generator': (type(None), type(None)), 'AsyncGenerator': (type(None),), 'ContextManager': (bool | None,),
    'AsyncContextManager': (bool | None,),
}
_more = {
    'Protocol', 'TypedDict', 'NamedTuple', 'runtime_checkable', 'is_typeddict', 'is_protocol', 'get_protocol_members', 'get_type_hints',
    'SupportsAbs', 'SupportsBytes', 'SupportsComplex', 'SupportsFloat', 'SupportsIndex', 'SupportsInt', 'SupportsRound', 'IO', 'TextIO',
    'BinaryIO', 'get_overloads', 'clear_overloads', 'reveal_type', 'dataclass_transform', 'no_type_check_decorator', '_ProtocolMeta',
    '_TypedDictMeta', '_TypedDict', '_NamedTuple', '_eval_type', '_strip_annotations',
}


def __getattr__(name):
    if name in _aliases:
        module, cls, nparams, inst = _aliases[name]
        __import__(module)
        value = _SpecialGenericAlias(getattr(sys.modules[module], cls), nparams, inst=inst, name=name, defaults=_defaults.get(name, ()))
    elif name in _more:
        import _typing_more
        value = getattr(_typing_more, name)
    elif name == 'Callable':
        from _collections_abc import Callable as origin
        value = _CallableType(origin, 2)
    elif name == 'AnyStr':
        value = TypeVar('AnyStr', bytes, str)
        value.__module__ = __name__
    elif name == 'Tuple':
        value = _TupleType(tuple, -1, inst=False, name='Tuple')
    else:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})


def _is_dunder(attr):
    return attr.startswith('__') and attr.endswith('__')


def _type_convert(arg, module=None, *, allow_special_forms=False):
    """What stands for a type: None is its own type, a string a reference to be looked up later."""
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special_forms)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """An argument that must be a type, or TypeError."""
    arg = _type_convert(arg, module=module, allow_special_forms=allow_special_forms)
    origin = getattr(arg, '__origin__', None) if isinstance(arg, (_BaseGenericAlias, _ClassAlias)) else None
    if origin is not None:
        invalid = [Generic]
        if 'Protocol' in globals():
            invalid.append(globals()['Protocol'])
        if not allow_special_forms:
            invalid.append(ClassVar)
            if is_argument:
                invalid.append(Final)
        if any(origin is form for form in invalid):
            raise TypeError(f'{arg} is not valid as type argument')
    if isinstance(arg, _SpecialForm):
        if arg in (LiteralString, NoReturn, Never, Self, TypeAlias) or allow_special_forms and arg in (ClassVar, Final):
            return arg
        raise TypeError(f'Plain {arg} is not valid as type argument')
    if arg is Generic or arg is globals().get('Protocol', Generic):
        raise TypeError(f'Plain {arg} is not valid as type argument')
    if type(arg) is tuple:
        raise TypeError(f'{msg} Got {arg!r:.100}.')
    return arg


def _type_repr(obj):
    """An object as it stands in the text of a type: classes by their qualified name."""
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        if obj.__module__ == 'builtins':
            return obj.__qualname__
        return f'{obj.__module__}.{obj.__qualname__}'
    if obj is ...:
        return '...'
    if isinstance(obj, type(_type_convert)):
        return obj.__name__
    if isinstance(obj, tuple):
        return '[' + ', '.join(_type_repr(item) for item in obj) + ']'
    return repr(obj)


def _unhashable_unique(items):
    result = []
    for item in items:
        if item not in result:
            result.append(item)
    return result


def _unique(items):
    """Items without repetitions, in order."""
    try:
        return list(dict.fromkeys(items))
    except TypeError:
        return _unhashable_unique(items)


def _cached(func):
    """Decorator that remembers results, as far as arguments are hashable."""
    remembered = _lru_cache(typed=True)(func)

    def inner(*args):
        try:
            return remembered(*args)
        except TypeError:
            pass
        return func(*args)
    return _update_wrapper(inner, func)


class _NotIterable:
    """Without it a class with __getitem__() would be iterated over without end."""

    __slots__ = ()
    __iter__ = None


# A form like Union or ClassVar, which is no class.
class _SpecialForm(_NotIterable):
    __slots__ = ('_name', '__doc__', '_getitem')

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __init_subclass__(cls, **kwargs):
        if cls.__module__ != __name__:
            raise TypeError('Cannot subclass special typing classes')

    def __getattr__(self, item):
        if item in ('__name__', '__qualname__'):
            return self._name
        if item == '__module__':
            return 'typing'
        raise AttributeError(item)

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass {self!r}')

    def __repr__(self):
        return 'typing.' + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f'Cannot instantiate {self!r}')

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f'{self} cannot be used with isinstance()')

    def __subclasscheck__(self, cls):
        raise TypeError(f'{self} cannot be used with issubclass()')

    def __getitem__(self, parameters):
        try:
            found = _form_cache.get((self, parameters, _types_of(parameters)))
        except TypeError:
            return self._getitem(self, parameters)
        if found is None:
            found = self._getitem(self, parameters)
            if len(_form_cache) > 512:
                _form_cache.clear()
            _form_cache[self, parameters, _types_of(parameters)] = found
        return found


_form_cache = {}


def _types_of(parameters):
    # Equal literals of different types make different forms.
    return tuple(map(type, parameters)) if isinstance(parameters, tuple) else type(parameters)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError('typing.Any cannot be used with isinstance()')
        return super().__instancecheck__(obj)

    def __repr__(self):
        return 'typing.Any' if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Every type, checked by nobody."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError('Any cannot be instantiated')
        return super().__new__(cls)


def _plain_form(name, doc):
    def getitem(self, parameters):
        raise TypeError(f'{self} is not subscriptable')
    getitem.__name__ = name
    getitem.__doc__ = doc
    return _SpecialForm(getitem)


NoReturn = _plain_form('NoReturn', 'The result of a function that never returns.')
Never = _plain_form('Never', 'The type without values.')
Self = _plain_form('Self', 'The class that a method is called on.')
LiteralString = _plain_form('LiteralString', 'A string that consists of literals.')
TypeAlias = _plain_form('TypeAlias', 'Marks an assignment as the definition of another name of a type.')


def _single_form(name, doc, allow_special_forms=False):
    def getitem(self, parameters):
        item = _type_check(parameters, f'{self} accepts only single type.', allow_special_forms=allow_special_forms)
        return _GenericAlias(self, (item,))
    getitem.__name__ = name
    getitem.__doc__ = doc
    return _SpecialForm(getitem)


ClassVar = _single_form('ClassVar', 'Marks an attribute of the class.', True)
Final = _single_form('Final', 'Marks a name that is assigned once.', True)
TypeGuard = _single_form('TypeGuard', 'The result of a function that tells whether its argument has a type.')
TypeIs = _single_form('TypeIs', 'The result of a function that tells exactly whether its argument has a type.')
Required = _single_form('Required', 'Marks a key of a TypedDict that must be there.', True)
NotRequired = _single_form('NotRequired', 'Marks a key of a TypedDict that may be missing.', True)
ReadOnly = _single_form('ReadOnly', 'Marks a key of a TypedDict that is not assigned.', True)


@_SpecialForm
def Union(self, parameters):
    """One of several types."""
    if parameters == ():
        raise TypeError('Cannot take a Union of no types.')
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    message = 'Union[arg, ...]: each arg must be a type.'
    flat = []
    for item in parameters:
        item = _type_check(item, message)
        if isinstance(item, (_UnionGenericAlias, _UnionType)):
            flat.extend(item.__args__)
        else:
            flat.append(item)
    flat = tuple(_unique(flat))
    if len(flat) == 1:
        return flat[0]
    if len(flat) == 2 and type(None) in flat:
        return _UnionGenericAlias(self, flat, name='Optional')
    return _UnionGenericAlias(self, flat)


@_SpecialForm
def Optional(self, parameters):
    """A type, or None."""
    return Union[_type_check(parameters, f'{self} requires a single type.'), type(None)]


@_SpecialForm
def Literal(self, parameters):
    """One of several values."""
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for item in parameters:
        if isinstance(item, _LiteralGenericAlias):
            flat.extend(item.__args__)
        else:
            flat.append(item)
    try:
        flat = [item for item, kind in dict.fromkeys((item, type(item)) for item in flat)]
    except TypeError:
        # Unhashable ones are left as they are.
        pass
    return _LiteralGenericAlias(self, tuple(flat))


@_SpecialForm
def Concatenate(self, parameters):
    """Parameters before those of a ParamSpec."""
    if parameters == ():
        raise TypeError('Cannot take a Concatenate of no types.')
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError('The last parameter to Concatenate should be a ParamSpec variable or ellipsis.')
    message = 'Concatenate[arg, ...]: each arg must be a type.'
    return _ConcatenateGenericAlias(self, (*(_type_check(item, message) for item in parameters[:-1]), parameters[-1]))


@_SpecialForm
def Unpack(self, parameters):
    """The types of a TypeVarTuple or of a tuple one by one, or the keys of a TypedDict."""
    return _UnpackGenericAlias(self, (_type_check(parameters, f'{self} accepts only single type.'),))


@_SpecialForm
def Annotated(self, params):
    """A type with further data that something else understands."""
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError('Annotated[...] should be used with at least two arguments (a type and an annotation).')
    if _is_unpacked_typevartuple(params[0]):
        raise TypeError('Annotated[...] should not be used with an unpacked TypeVarTuple')
    origin = _type_check(params[0], 'Annotated[t, ...]: t must be a type.', allow_special_forms=True)
    return _AnnotatedAlias(origin, params[1:])


def _is_unpacked_typevartuple(item):
    return not isinstance(item, type) and getattr(item, '__typing_is_unpacked_typevartuple__', False)


class ForwardRef:
    """A type by its name, looked up when annotations are read."""

    __slots__ = (
        '__forward_arg__', '__forward_code__', '__forward_evaluated__', '__forward_value__', '__forward_is_argument__',
        '__forward_is_class__', '__forward_module__', '__weakref__',
    )

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f'Forward reference must be a string -- got {arg!r}')
        # Python accepts *tuple[int, ...] in few places only: as an item.
        source = f'({arg},)[0]' if arg.startswith('*') else arg
        try:
            code = compile(source, '<string>', 'eval')
        except SyntaxError:
            raise SyntaxError(f'Forward reference must be an expression -- got {arg!r}')
        self.__forward_arg__ = arg
        self.__forward_code__ = code
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def __init_subclass__(cls, /, *args, **kwds):
        raise TypeError('Cannot subclass special typing classes')

    def _evaluate(self, globalns, localns, type_params=(), *, recursive_guard):
        if self.__forward_arg__ in recursive_guard:
            return self
        if not self.__forward_evaluated__ or localns is not globalns:
            if globalns is None and localns is None:
                globalns = localns = {}
            elif globalns is None:
                globalns = localns
            elif localns is None:
                localns = globalns
            if self.__forward_module__ is not None:
                module = self.__forward_module__
                if isinstance(module, str):
                    module = sys.modules.get(module, None)
                globalns = getattr(module, '__dict__', globalns)
            if type_params:
                # Type parameters come before globals and after locals.
                globalns, localns = dict(globalns), dict(localns)
                for param in type_params:
                    name = param.__name__
                    if not self.__forward_is_class__ or name not in globalns:
                        globalns[name] = param
                        localns.pop(name, None)
            value = _type_check(
                eval(self.__forward_code__, globalns, localns), 'Forward references must evaluate to types.',
                is_argument=self.__forward_is_argument__, allow_special_forms=self.__forward_is_class__)
            from _typing_more import _eval_type
            self.__forward_value__ = _eval_type(
                value, globalns, localns, type_params, recursive_guard=recursive_guard | {self.__forward_arg__})
            self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return self.__forward_arg__ == other.__forward_arg__ and self.__forward_value__ == other.__forward_value__
        return self.__forward_arg__ == other.__forward_arg__ and self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        module = '' if self.__forward_module__ is None else f', module={self.__forward_module__!r}'
        return f'ForwardRef({self.__forward_arg__!r}{module})'


class _BaseGenericAlias:
    """What the forms in this module give when they are subscripted has in common."""

    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin
        self.__slots__ = None

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f'Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead')
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            # Not every object takes attributes.
            pass
        return result

    def __mro_entries__(self, bases):
        res = []
        if self.__origin__ not in bases:
            res.append(self.__origin__)
        # Generic goes behind, unless a later base brings it in.
        index = bases.index(self)
        for base in bases[index + 1:]:
            if isinstance(base, (_BaseGenericAlias, _ClassAlias)):
                break
            if not isinstance(base, type):
                method = getattr(base, '__mro_entries__', None)
                entries = method(bases) if method else None
                if isinstance(entries, tuple) and any(isinstance(entry, type) and issubclass(entry, Generic) for entry in entries):
                    break
            elif issubclass(base, Generic):
                break
        else:
            res.append(Generic)
        return tuple(res)

    def __getattr__(self, attr):
        if attr in ('__origin__', '__args__'):
            return super().__getattribute__(attr)
        if attr in ('__name__', '__qualname__'):
            return self._name or self.__origin__.__name__
        if '__origin__' in self.__dict__ and not _is_dunder(attr):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, val):
        if _is_dunder(attr) or attr in ('_name', '_inst', '_nparams', '_defaults'):
            super().__setattr__(attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError('Subscripted generics cannot be used with class and instance checks')

    def __dir__(self):
        return list({*super().__dir__(), *(attr for attr in dir(self.__origin__) if not _is_dunder(attr))})


class _GenericAlias(_NotIterable, _BaseGenericAlias):
    """A form, or an alias of a class, with arguments."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        if not isinstance(args, tuple):
            args = (args,)
        self.__args__ = args
        self.__parameters__ = _support.collect(args)
        if not name:
            self.__module__ = origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]

    def __getitem__(self, args):
        if self.__origin__ is Generic:
            raise TypeError(f'Cannot subscript already-subscripted {self}')
        if not self.__parameters__:
            raise TypeError(f'{self} is not a generic class')
        if not isinstance(args, tuple):
            args = (args,)
        args = tuple(item if isinstance(item, (list, tuple)) else _type_convert(item) for item in args)
        return self.copy_with(_support.substitute(self, self.__args__, self.__parameters__, args))

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = 'typing.' + self._name if self._name else _type_repr(self.__origin__)
        args = ', '.join([_type_repr(item) for item in self.__args__]) if self.__args__ else '()'
        return f'{name}[{args}]'

    def __reduce__(self):
        import operator
        origin = globals()[self._name] if self._name else self.__origin__
        args = tuple(self.__args__)
        if len(args) == 1 and not isinstance(args[0], tuple):
            args, = args
        return operator.getitem, (origin, args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f'Cannot subclass {self!r}')
        if self._name:
            return super().__mro_entries__(bases)
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


class _SpecialGenericAlias(_NotIterable, _BaseGenericAlias):
    """Another name of a container class, which takes arguments: List, Iterable, …"""

    def __init__(self, origin, nparams, *, inst=True, name=None, defaults=()):
        if name is None:
            name = origin.__name__
        super().__init__(origin, inst=inst, name=name)
        self._nparams = nparams
        self._defaults = defaults
        if origin.__module__ == 'builtins':
            self.__doc__ = f'Deprecated alias to {origin.__qualname__}.'
        else:
            self.__doc__ = f'Deprecated alias to {origin.__module__}.{origin.__qualname__}.'

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        message = 'Parameters to generic types must be types.'
        params = tuple(_type_check(item, message) for item in params)
        if self._defaults and len(params) < self._nparams <= len(params) + len(self._defaults):
            params = (*params, *self._defaults[len(params) - self._nparams:])
        if len(params) != self._nparams:
            if not self._nparams:
                raise TypeError(f'{self} is not a generic class')
            expected = f'at least {self._nparams - len(self._defaults)}' if self._defaults else str(self._nparams)
            much = 'many' if len(params) > self._nparams else 'few'
            raise TypeError(f'Too {much} arguments for {self}; actual {len(params)}, expected {expected}')
        return self.copy_with(params)

    def copy_with(self, params):
        key = self._name, params
        try:
            found = _alias_cache.get(key)
        except TypeError:
            found = key = None
        if found is None:
            found = _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)
            if key is not None:
                if len(_alias_cache) > 512:
                    _alias_cache.clear()
                _alias_cache[key] = found
        return found

    def __repr__(self):
        return 'typing.' + self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if not isinstance(cls, _GenericAlias):
            return issubclass(cls, self.__origin__)
        return super().__subclasscheck__(cls)

    def __reduce__(self):
        return self._name

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]


_alias_cache = {}


class _TupleType(_SpecialGenericAlias):
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) >= 2 and params[-1] is ...:
            message = 'Tuple[t, ...]: t must be a type.'
            return self.copy_with((*(_type_check(item, message) for item in params[:-1]), ...))
        message = 'Tuple[t0, t1, ...]: each t must be a type.'
        return self.copy_with(tuple(_type_check(item, message) for item in params))


class _CallableGenericAlias(_GenericAlias):
    """Callable[[A, B], R], kept as (A, B, R)."""

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return super().__repr__()
        return f'typing.Callable[[{", ".join(map(_type_repr, args[:-1]))}], {_type_repr(args[-1])}]'

    def __reduce__(self):
        import operator
        args = self.__args__
        if not (len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        return operator.getitem, (sys.modules[__name__].Callable, args)

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        if len(self.__parameters__) == 1 and isinstance(self.__parameters__[0], ParamSpec) and args and not _is_param_expr(args[0]):
            args = (args,)
        new = _support.substitute(self, self.__args__, self.__parameters__, args)
        if isinstance(new[0], tuple) and len(new) == 2:
            new = (*new[0], new[1])
        return self.copy_with(new)

    def copy_with(self, args):
        return _CallableGenericAlias(self.__origin__, args, name=self._name, inst=self._inst)


def _is_param_expr(arg):
    """True for what may stand for the parameters of a callable."""
    return arg is ... or isinstance(arg, (tuple, list)) or isinstance(arg, (ParamSpec, _ConcatenateGenericAlias))


class _CallableType(_SpecialGenericAlias):
    def __init__(self, origin, nparams):
        super().__init__(origin, nparams, name='Callable')

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError('Callable must be used as Callable[[arg, ...], result].')
        args, result = params
        result = _type_check(result, 'Callable[args, result]: result must be a type.')
        if args is ...:
            return self._make((..., result))
        if not isinstance(args, (list, tuple)):
            args = (args,)
        return self._make((*map(_type_convert, args), result))

    def _make(self, args):
        return _CallableGenericAlias(self.__origin__, args, name=self._name, inst=self._inst)

    copy_with = _make


class _UnionGenericAlias(_GenericAlias):
    __iter__ = None

    def copy_with(self, params):
        return Union[params]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, _UnionType)):
            return NotImplemented
        try:
            return set(self.__args__) == set(other.__args__)
        except TypeError:
            return all(item in other.__args__ for item in self.__args__) and all(item in self.__args__ for item in other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2:
            if args[0] is type(None):
                return f'typing.Optional[{_type_repr(args[1])}]'
            if args[1] is type(None):
                return f'typing.Optional[{_type_repr(args[0])}]'
        return f'typing.Union[{", ".join(map(_type_repr, args))}]'

    def __instancecheck__(self, obj):
        for cls in self.__args__:
            if isinstance(obj, cls):
                return True
        return False

    def __subclasscheck__(self, cls):
        for item in self.__args__:
            if issubclass(cls, item):
                return True
        return False

    def __reduce__(self):
        import operator
        return operator.getitem, (Union, self.__args__)


class _LiteralGenericAlias(_GenericAlias):
    def _pairs(self):
        return [(item, type(item)) for item in self.__args__]

    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        try:
            return set(self._pairs()) == set(other._pairs())
        except TypeError:
            return self._pairs() == other._pairs()

    def __hash__(self):
        return hash(frozenset(self._pairs()))


class _ConcatenateGenericAlias(_GenericAlias):
    def copy_with(self, params):
        if isinstance(params[-1], (list, tuple)):
            return (*params[:-1], *params[-1])
        if isinstance(params[-1], _ConcatenateGenericAlias):
            params = (*params[:-1], *params[-1].__args__)
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias):
    def __repr__(self):
        return f'typing.Unpack[{_type_repr(self.__args__[0])}]'

    def __getitem__(self, args):
        if self.__typing_is_unpacked_typevartuple__:
            return args
        return super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        arg, = self.__args__
        if isinstance(arg, (_GenericAlias, GenericAlias)):
            if arg.__origin__ is not tuple:
                raise TypeError('Unpack[...] must be used with a tuple type')
            return arg.__args__
        return None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_GenericAlias):
    """Annotated[t, …]: t with its data in __metadata__."""

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name='Annotated')
        self.__metadata__ = metadata

    def copy_with(self, params):
        return _AnnotatedAlias(params[0], self.__metadata__)

    def __repr__(self):
        return f'typing.Annotated[{_type_repr(self.__origin__)}, {", ".join(repr(item) for item in self.__metadata__)}]'

    def __reduce__(self):
        import operator
        return operator.getitem, (Annotated, (self.__origin__, *self.__metadata__))

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, attr):
        if attr in ('__name__', '__qualname__'):
            return 'Annotated'
        return super().__getattr__(attr)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class NewType:
    """A function that returns its argument, and is a type of its own to type checkers."""

    __call__ = _idfunc

    def __init__(self, name, tp):
        self.__qualname__ = name
        if '.' in name:
            name = name.rpartition('.')[-1]
        self.__name__ = name
        self.__supertype__ = tp
        module = sys._getframemodulename(1) or '__main__'
        if module != 'typing':
            self.__module__ = module

    def __mro_entries__(self, bases):
        superclass_name = self.__name__

        class Dummy:
            def __init_subclass__(cls):
                subclass_name = cls.__name__
                raise TypeError(
                    f'Cannot subclass an instance of NewType. Perhaps you were looking for: '
                    f'`{subclass_name} = NewType({subclass_name!r}, {superclass_name})`')

        return (Dummy,)

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def cast(typ, val):
    """Return the value: type checkers take it to have the type."""
    return val


def assert_type(val, typ, /):
    """Return the value: type checkers make sure that it has the type."""
    return val


def assert_never(arg, /):
    """Raise AssertionError: type checkers make sure that it is not reached."""
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + '...'
    raise AssertionError(f'Expected code to be unreachable, but got: {value}')


def get_origin(tp):
    """Return what a form or alias was made of by subscripting: get_origin(list[int]) is list. None for anything else."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, _ClassAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, _UnionType):
        return _UnionType
    return None


def get_args(tp):
    """Return the arguments of a form or alias: get_args(dict[str, int]) is (str, int). () for anything else."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_GenericAlias, _ClassAlias, GenericAlias)):
        res = tp.__args__
        if _is_callable_alias(tp) and not (len(res) == 2 and _is_param_expr(res[0])):
            res = (list(res[:-1]), res[-1])
        return res
    if isinstance(tp, _UnionType):
        return tp.__args__
    return ()


def _is_callable_alias(tp):
    abc = sys.modules.get('_collections_abc')
    return abc is not None and tp.__origin__ is abc.Callable


def _overload_dummy(*args, **kwds):
    """What overload() returns: calling it is a mistake."""
    raise NotImplementedError(
        'You should not call an overloaded function. A series of @overload-decorated functions outside a stub module should always be '
        'followed by an implementation that is not @overload-ed.')


_overload_registry = {}


def overload(func):
    """Decorator for one of several signatures of a function, whose implementation follows."""
    f = getattr(func, '__func__', func)
    try:
        _overload_registry.setdefault(f.__module__, {}).setdefault(f.__qualname__, {})[f.__code__.co_firstlineno] = func
    except AttributeError:
        # Not a normal function.
        pass
    return _overload_dummy


def final(f):
    """Decorator that says that a method is not overridden, or that nothing derives from a class."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    """Decorator that says that a method overrides one of a base."""
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    """Decorator that says that the annotations of a function or class are no type hints."""
    if isinstance(arg, type):
        for key in dir(arg):
            obj = getattr(arg, key)
            if not hasattr(obj, '__qualname__') or obj.__qualname__ != f'{arg.__qualname__}.{obj.__name__}' \
                    or getattr(obj, '__module__', None) != arg.__module__:
                # Inherited, or of another class.
                continue
            if isinstance(obj, type(no_type_check)):
                obj.__no_type_check__ = True
            if hasattr(obj, '__func__'):
                obj.__func__.__no_type_check__ = True
            if isinstance(obj, type):
                no_type_check(obj)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg
