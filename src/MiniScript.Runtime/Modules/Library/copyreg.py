"""How objects are taken apart and put together again, by copy and pickle."""

import _objects

__all__ = ['pickle', 'constructor', 'add_extension', 'remove_extension', 'clear_extension_cache']

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Register a function that takes instances of a class apart."""
    if not callable(pickle_function):
        raise TypeError('reduction functions must be callable')
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Check that a constructor can be called."""
    if not callable(object):
        raise TypeError('constructors must be callable')


def pickle_complex(c):
    return complex, (c.real, c.imag)


pickle(complex, pickle_complex, complex)


def pickle_union(obj):
    import functools
    import operator
    return functools.reduce, (operator.or_, obj.__args__)


pickle(type(int | str), pickle_union)


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    """Used by pickle protocol 4, instead of __newobj__ to allow classes with keyword-only arguments to be pickled correctly."""
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    obj = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(obj, state)
    return obj


def _slotnames(cls):
    """The names of all slots of a class and its bases, without __dict__ and __weakref__."""
    names = cls.__dict__.get('__slotnames__')
    if names is not None:
        return names
    names = []
    for c in cls.__mro__:
        if '__slots__' in c.__dict__:
            slots = c.__dict__['__slots__']
            for name in (slots,) if isinstance(slots, str) else slots:
                if name in ('__dict__', '__weakref__'):
                    continue
                if name.startswith('__') and not name.endswith('__'):
                    owner = c.__name__.lstrip('_')
                    names.append(f'_{owner}{name}' if owner else name)
                else:
                    names.append(name)
    try:
        cls.__slotnames__ = names
    except Exception:
        pass
    return names


def _get_state(self):
    """What object.__getstate__() returns: the attributes, with those in slots as a second dict if there are any."""
    state = _objects.attributes(self) or None
    names = _slotnames(type(self)) if _has_slots(type(self)) else ()
    if names:
        slots = {}
        for name in names:
            try:
                slots[name] = getattr(self, name)
            except AttributeError:
                pass
        if state:
            for name in slots:
                state.pop(name, None)
        if slots:
            return state or None, slots
    return state


def _has_slots(cls):
    for c in cls.__mro__:
        if '__slots__' in c.__dict__:
            return True
    return False


_values = (int, float, str, bytes, tuple, frozenset, complex, bytearray, set)


def _reduce_builtin(self, cls, protocol):
    owner = self.__self__
    if owner is None or isinstance(owner, type(_objects)):
        return self.__qualname__
    return getattr, (owner, self.__name__)


def _reduce_set(self, cls, protocol):
    return cls, (list(self),), self.__getstate__()


def _reduce_bytearray(self, cls, protocol):
    if not self:
        return cls, (), self.__getstate__()
    return cls, (self.decode('latin-1'), 'latin-1') if protocol < 3 else (bytes(self),), self.__getstate__()


def _reduce_descriptor(self, cls, protocol):
    return getattr, (self.__objclass__, self.__name__)


_special = {
    'builtin_function_or_method': _reduce_builtin,
    'method': lambda self, cls, protocol: (getattr, (self.__self__, self.__func__.__name__)),
    'method-wrapper': lambda self, cls, protocol: (getattr, (self.__self__, self.__name__)),
    'method_descriptor': _reduce_descriptor,
    'classmethod_descriptor': _reduce_descriptor,
    'wrapper_descriptor': _reduce_descriptor,
    'range': lambda self, cls, protocol: (cls, (self.start, self.stop, self.step)),
    'slice': lambda self, cls, protocol: (cls, (self.start, self.stop, self.step)),
    'NoDefaultType': lambda self, cls, protocol: 'NoDefault',
    'set': _reduce_set,
    'frozenset': _reduce_set,
    'bytearray': _reduce_bytearray,
}


def _reduce_exception(self, cls):
    state = _objects.attributes(self) or {}
    args = self.args
    if isinstance(self, OSError) and len(args) == 2 and self.filename is not None:
        args = *args, self.filename
        if self.filename2 is not None:
            args = *args, None, self.filename2
    elif isinstance(self, ImportError):
        for name in 'name', 'path':
            if getattr(self, name) is not None:
                state[name] = getattr(self, name)
    elif isinstance(self, AttributeError) and self.name is not None:
        state['name'] = self.name
        state['args'] = args
    return (cls, args, state) if state else (cls, args)


def _reduce(self, protocol):
    """What object.__reduce_ex__() returns."""
    cls = type(self)
    base = _objects.builtin_base(cls)
    special = _special.get(base.__name__)
    if special is not None:
        return special(self, cls, protocol)
    if issubclass(base, BaseException):
        return _reduce_exception(self, cls)
    if protocol < 2:
        return _reduce_ex(self, protocol)
    if base is not object and not issubclass(base, (*_values, list, dict)) or isinstance(self, type):
        raise TypeError(f'cannot pickle {cls.__name__!r} object')
    kwargs = None
    if hasattr(cls, '__getnewargs_ex__'):
        result = self.__getnewargs_ex__()
        if not isinstance(result, tuple):
            raise TypeError(f'__getnewargs_ex__ should return a tuple, not {type(result).__name__!r}')
        if len(result) != 2:
            raise ValueError(f'__getnewargs_ex__ should return a tuple of length 2, not {len(result)}')
        args, kwargs = result
        if not isinstance(args, tuple):
            raise TypeError(f'first item of the tuple returned by __getnewargs_ex__ must be a tuple, not {type(args).__name__!r}')
        if not isinstance(kwargs, dict):
            raise TypeError(f'second item of the tuple returned by __getnewargs_ex__ must be a dict, not {type(kwargs).__name__!r}')
    elif hasattr(cls, '__getnewargs__'):
        args = self.__getnewargs__()
        if not isinstance(args, tuple):
            raise TypeError(f'__getnewargs__ should return a tuple, not {type(args).__name__!r}')
    else:
        args = ()
        for kind in _values:
            if issubclass(base, kind):
                args = (kind(self),)
                break
    state = self.__getstate__()
    items = iter(self) if issubclass(base, list) else None
    pairs = iter(self.items()) if issubclass(base, dict) else None
    if kwargs:
        return __newobj_ex__, (cls, args, kwargs), state, items, pairs
    return __newobj__, (cls, *args), state, items, pairs


def _reduce_ex(self, proto):
    """Take an object apart for pickle protocols 0 and 1."""
    cls = type(self)
    base = _objects.builtin_base(cls)
    if base is object:
        state = None
    elif base is cls:
        raise TypeError(f'cannot pickle {cls.__name__!r} object')
    else:
        state = base(self)
    try:
        getstate = self.__getstate__
    except AttributeError:
        dict = _objects.attributes(self)
    else:
        if getattr(cls, '__slots__', None) and cls.__getstate__ is object.__getstate__:
            raise TypeError('a class that defines __slots__ without defining __getstate__ cannot be pickled')
        dict = getstate()
    if dict:
        return _reconstructor, (cls, base, state), dict
    return _reconstructor, (cls, base, state)


_extension_registry = {}
_inverted_registry = {}
_extension_cache = {}


def add_extension(module, name, code):
    """Register an extension code."""
    code = int(code)
    if not 1 <= code <= 0x7fffffff:
        raise ValueError('code out of range')
    key = module, name
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f'key {key} is already registered with code {_extension_registry[key]}')
    if code in _inverted_registry:
        raise ValueError(f'code {code} is already in use for key {_inverted_registry[code]}')
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    """Unregister an extension code."""
    key = module, name
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f'key {key} is not registered with code {code}')
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    _extension_cache.clear()
