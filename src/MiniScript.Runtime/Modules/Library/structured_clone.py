"""Deep copies of data. The module itself can be called: structured_clone(value)."""

import sys as _sys
from types import ModuleType as _ModuleType

__all__ = ['CloneError', 'structured_clone']

_plain = {type(None), bool, int, float, complex, str, bytes, type(...), range}
_foreign = {('datetime', name) for name in ('date', 'datetime', 'time', 'timedelta', 'timezone')} | {
    ('uuid', 'UUID'), ('decimal', 'Decimal'), ('fractions', 'Fraction')}


class CloneError(TypeError):
    """A value, at path, cannot be copied."""

    def __init__(self, path, kind):
        TypeError.__init__(self, f'{path}: {kind} cannot be cloned')
        self.path = path


def structured_clone(value):
    """A copy of numbers, text, bytes, containers, dates, enumerations and data classes, shared and circular references kept; CloneError for functions,
    files and other things that are more than data."""
    return _clone(value, {}, '$')


def _clone(value, seen, path):
    kind = type(value)
    if kind in _plain:
        return value
    known = seen.get(id(value))
    if known is not None:
        return known[0]
    if kind is list:
        result = []
        seen[id(value)] = result, value
        for place, item in enumerate(value):
            result.append(_clone(item, seen, f'{path}[{place}]'))
        return result
    if kind is dict:
        result = {}
        seen[id(value)] = result, value
        for key, item in value.items():
            result[_clone(key, seen, f'{path}, key {key!r}')] = _clone(item, seen, f'{path}[{key!r}]')
        return result
    if kind is tuple:
        items = [_clone(item, seen, f'{path}[{place}]') for place, item in enumerate(value)]
        # A circle through the tuple has made its copy already.
        known = seen.get(id(value))
        if known is not None:
            return known[0]
        result = tuple(items)
    elif kind is set or kind is frozenset:
        result = set()
        if kind is set:
            seen[id(value)] = result, value
        for item in value:
            result.add(_clone(item, seen, f'{path}{{…}}'))
        result = result if kind is set else frozenset(result)
    elif kind is bytearray:
        result = bytearray(value)
    elif kind is memoryview:
        result = memoryview(value.tobytes())
    elif (kind.__module__, kind.__qualname__) in _foreign:
        return value
    else:
        return _object(value, kind, seen, path)
    seen[id(value)] = result, value
    return result


def _object(value, kind, seen, path):
    enum = _sys.modules.get('enum')
    if enum is not None and isinstance(value, enum.Enum):
        return value
    if isinstance(value, tuple) and hasattr(kind, '_fields'):
        result = kind._make(_clone(getattr(value, name), seen, f'{path}.{name}') for name in kind._fields)
        seen[id(value)] = result, value
        return result
    if hasattr(kind, '__dataclass_fields__'):
        result = object.__new__(kind)
        seen[id(value)] = result, value
        for name in kind.__dataclass_fields__:
            if hasattr(value, name):
                object.__setattr__(result, name, _clone(getattr(value, name), seen, f'{path}.{name}'))
        return result
    if isinstance(value, BaseException):
        result = kind.__new__(kind, *_clone(value.args, seen, f'{path}.args'))
        seen[id(value)] = result, value
        result.args = _clone(value.args, seen, f'{path}.args')
        return result
    collections = _sys.modules.get('collections')
    if collections is not None and kind in (collections.deque, collections.OrderedDict, collections.Counter, collections.defaultdict):
        result = collections.deque(maxlen=value.maxlen) if kind is collections.deque else kind()
        seen[id(value)] = result, value
        if kind is collections.deque:
            for place, item in enumerate(value):
                result.append(_clone(item, seen, f'{path}[{place}]'))
            return result
        if kind is collections.defaultdict:
            result.default_factory = value.default_factory
        for key, item in value.items():
            result[_clone(key, seen, f'{path}, key {key!r}')] = _clone(item, seen, f'{path}[{key!r}]')
        return result
    raise CloneError(path, f'{kind.__name__} object')


class _Callable(_ModuleType):
    def __call__(self, value):
        return structured_clone(value)


_Callable.__name__ = _Callable.__qualname__ = 'module'
_sys.modules[__name__].__class__ = _Callable
