"""Functions that take or make functions."""

__all__ = [
    'update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering', 'cache', 'cmp_to_key', 'lru_cache', 'reduce',
    'partial', 'partialmethod', 'singledispatch', 'singledispatchmethod', 'cached_property',
]

from abc import get_cache_token
from _functools import cmp_to_key, partial, reduce, _lru_cache_wrapper
from _objects import cached_attribute as _cached_attribute

GenericAlias = type(list[int])

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__', '__type_params__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper look like the function it wraps: copy some attributes and update others.

    The function becomes the wrapper's attribute __wrapped__.
    """
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Return a decorator that calls update_wrapper() with the decorated function as the wrapper."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def _derive(name, root, expression):
    """The comparison that follows from the root one; the expression takes its result, self and other."""
    def method(self, other):
        result = getattr(type(self), root)(self, other)
        return result if result is NotImplemented else expression(result, self, other)
    method.__name__ = name
    method.__qualname__ = f'_{name[2:-2]}_from_{root[2:-2]}'
    method.__doc__ = getattr(object, name).__doc__
    return method


_derived = {
    '__lt__': {
        '__gt__': lambda less, a, b: not less and a != b,
        '__le__': lambda less, a, b: less or a == b,
        '__ge__': lambda less, a, b: not less,
    },
    '__le__': {
        '__ge__': lambda at_most, a, b: not at_most or a == b,
        '__lt__': lambda at_most, a, b: at_most and a != b,
        '__gt__': lambda at_most, a, b: not at_most,
    },
    '__gt__': {
        '__lt__': lambda greater, a, b: not (greater or a == b),
        '__ge__': lambda greater, a, b: greater or a == b,
        '__le__': lambda greater, a, b: not greater,
    },
    '__ge__': {
        '__le__': lambda at_least, a, b: not at_least or a == b,
        '__gt__': lambda at_least, a, b: at_least and a != b,
        '__lt__': lambda at_least, a, b: not at_least,
    },
}


def total_ordering(cls):
    """Class decorator that adds the comparisons that a class lacks; it must define one."""
    roots = [name for name in _derived if getattr(cls, name, None) is not getattr(object, name)]
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = max(roots)
    for name, expression in _derived[root].items():
        if name not in roots:
            setattr(cls, name, _derive(name, root, expression))
    return cls


class _CacheInfo(tuple):
    """Made a named tuple on first use."""


def _cache_info(hits, misses, maxsize, currsize):
    from collections import namedtuple
    global _CacheInfo
    if not hasattr(_CacheInfo, '_fields'):
        _CacheInfo = namedtuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'], module='functools')
    return _CacheInfo(hits, misses, maxsize, currsize)


def lru_cache(maxsize=128, typed=False):
    """Decorator that remembers the results of the latest calls, as many as maxsize says, or all with None.

    Arguments must be hashable. With typed, 3 and 3.0 are different arguments. The decorated function has
    cache_info(), cache_clear(), cache_parameters() and the original in __wrapped__.
    """
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        # Used without parentheses.
        return _remember(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')
    return lambda user_function: _remember(user_function, maxsize, typed)


def _remember(user_function, maxsize, typed):
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _cache_info)
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    """Decorator that remembers all results: lru_cache(maxsize=None)."""
    return _remember(user_function, None, False)


class partialmethod:
    """A method with some arguments given, for use in a class body; the counterpart of partial()."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
        else:
            self.func = func
            self.args = args
            self.keywords = keywords

    def __repr__(self):
        cls = self.__class__
        parts = [repr(self.func), *map(repr, self.args), *(f'{name}={value!r}' for name, value in self.keywords.items())]
        return f'{cls.__module__}.{cls.__qualname__}({", ".join(parts)})'

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, '__get__', None)
        result = None
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                # The function has bound itself, or is some other descriptor.
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
        if result is None:
            result = self._make_unbound_method().__get__(obj, cls)
        return result

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)

    __class_getitem__ = classmethod(GenericAlias)


def _unwrap_partial(func):
    while isinstance(func, partial):
        func = func.func
    return func


def _unwrap_partialmethod(func):
    before = None
    while func is not before:
        before = func
        while isinstance(getattr(func, '__partialmethod__', None), partialmethod):
            func = func.__partialmethod__
        while isinstance(func, partialmethod):
            func = func.func
        func = _unwrap_partial(func)
    return func


def _merge_orders(orders):
    """The C3 merge of resolution orders."""
    result = []
    while orders := [order for order in orders if order]:
        for order in orders:
            candidate = order[0]
            if not any(candidate in other[1:] for other in orders):
                break
        else:
            raise RuntimeError('Inconsistent hierarchy')
        result.append(candidate)
        for order in orders:
            if order[0] == candidate:
                del order[0]
    return result


def _order_with_abstract(cls, abcs):
    """The resolution order of a class with abstract classes in it that it is a subclass of without inheriting from them."""
    boundary = 0
    for index, base in enumerate(reversed(cls.__bases__)):
        if hasattr(base, '__abstractmethods__'):
            # Bases up to the last explicit abstract one go before implicit ones.
            boundary = len(cls.__bases__) - index
            break
    explicit = list(cls.__bases__[:boundary])
    others = list(cls.__bases__[boundary:])
    implicit = []
    for base in list(abcs):
        if issubclass(cls, base) and not any(issubclass(b, base) for b in cls.__bases__):
            # The class itself, not a base of it, brings the abstract class in.
            implicit.append(base)
    for base in implicit:
        abcs.remove(base)
    parts = [_order_with_abstract(base, list(abcs)) for base in (*explicit, *implicit, *others)]
    return _merge_orders([[cls], *parts, explicit, implicit, others])


def _compose_order(cls, types):
    known = set(cls.__mro__)

    def related(typ):
        return typ not in known and hasattr(typ, '__mro__') and not isinstance(typ, GenericAlias) and issubclass(cls, typ)

    types = [typ for typ in types if related(typ)]
    types = [typ for typ in types if not any(typ != other and typ in other.__mro__ for other in types)]
    chosen = []
    for typ in types:
        found = []
        for sub in typ.__subclasses__():
            if sub not in known and issubclass(cls, sub):
                found.append([s for s in sub.__mro__ if s in set(types)])
        if not found:
            chosen.append(typ)
            continue
        found.sort(key=len, reverse=True)
        for subs in found:
            for sub in subs:
                if sub not in chosen:
                    chosen.append(sub)
    return _order_with_abstract(cls, chosen)


def _find_implementation(cls, registry):
    match = None
    for typ in _compose_order(cls, registry.keys()):
        if match is not None:
            # Two unrelated abstract classes fit equally well.
            if (typ in registry and typ not in cls.__mro__ and match not in cls.__mro__ and not issubclass(match, typ)):
                raise RuntimeError(f'Ambiguous dispatch: {match} or {typ}')
            break
        if typ in registry:
            match = typ
    return registry.get(match)


def singledispatch(func):
    """Decorator that makes a generic function: register() adds an implementation for a type of the first argument."""
    registry = {}
    found = {}
    token = None

    def dispatch(cls):
        """Return the implementation for a class."""
        nonlocal token
        if token is not None:
            current = get_cache_token()
            if token != current:
                found.clear()
                token = current
        try:
            return found[cls]
        except KeyError:
            pass
        try:
            implementation = registry[cls]
        except KeyError:
            implementation = _find_implementation(cls, registry)
        found[cls] = implementation
        return implementation

    def members(cls):
        """The classes of a union; None for anything else."""
        if isinstance(cls, type) or not hasattr(cls, '__args__'):
            return None
        import types
        if isinstance(cls, types.UnionType):
            return cls.__args__
        import sys
        typing = sys.modules.get('typing')
        if typing is not None and typing.get_origin(cls) is typing.Union:
            return cls.__args__
        return None

    def is_class(cls):
        if isinstance(cls, type) and not isinstance(cls, GenericAlias):
            return True
        parts = members(cls)
        return parts is not None and all(isinstance(part, type) and not isinstance(part, GenericAlias) for part in parts)

    def register(cls, func=None):
        """Add an implementation for a class; without one, return a decorator."""
        nonlocal token
        if is_class(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f'Invalid first argument to `register()`. {cls!r} is not a class or union type.')
            annotations = getattr(cls, '__annotations__', {})
            if not annotations:
                raise TypeError(
                    f'Invalid first argument to `register()`: {cls!r}. Use either `@register(some_class)` or plain `@register` '
                    'on an annotated function.')
            func = cls
            argument, cls = next(iter(annotations.items()))
            if not isinstance(cls, type):
                from typing import get_type_hints
                argument, cls = next(iter(get_type_hints(func).items()))
            if not is_class(cls):
                if members(cls) is not None:
                    raise TypeError(f'Invalid annotation for {argument!r}. {cls!r} not all arguments are classes.')
                raise TypeError(f'Invalid annotation for {argument!r}. {cls!r} is not a class.')
        for part in members(cls) or (cls,):
            registry[part] = func
            if token is None and hasattr(part, '__abstractmethods__'):
                token = get_cache_token()
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{name} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    name = getattr(func, '__name__', 'singledispatch function')
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = type(type.__dict__)(registry)
    wrapper._clear_cache = found.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """A generic method, whose implementation depends on the type of the first argument after self."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Add an implementation for a class; without one, return a decorator."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f'{name} requires at least 1 positional argument')
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        name = getattr(self.func, '__name__', 'singledispatchmethod method')
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)


class cached_property:
    """A property computed once for each instance, then an attribute like any other."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(f'Cannot assign the same cached_property to two different names ({self.attrname!r} and {name!r}).')

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        value = _cached_attribute(instance, self.attrname, self.func)
        if value is not NotImplemented:
            return value
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {self.attrname!r} property.") from None
        if self.attrname not in cache:
            value = self.func(instance)
            try:
                cache[self.attrname] = value
            except TypeError:
                raise TypeError(
                    f"The '__dict__' attribute on {type(instance).__name__!r} instance does not support item assignment "
                    f'for caching {self.attrname!r} property.') from None
            return value
        return cache[self.attrname]

    __class_getitem__ = classmethod(GenericAlias)
