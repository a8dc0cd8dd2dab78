"""The types of objects that have no name among the built-ins, and help for making classes."""

import sys
from _objects import attributes as _attributes

__all__ = [
    'FunctionType', 'LambdaType', 'CodeType', 'MappingProxyType', 'SimpleNamespace', 'CellType', 'GeneratorType', 'CoroutineType',
    'AsyncGeneratorType', 'MethodType', 'BuiltinFunctionType', 'BuiltinMethodType', 'WrapperDescriptorType', 'MethodWrapperType',
    'MethodDescriptorType', 'ClassMethodDescriptorType', 'ModuleType', 'TracebackType', 'FrameType', 'GetSetDescriptorType',
    'MemberDescriptorType', 'GenericAlias', 'UnionType', 'EllipsisType', 'NoneType', 'NotImplementedType', 'new_class',
    'resolve_bases', 'prepare_class', 'get_original_bases', 'DynamicClassAttribute', 'coroutine',
]


def _function():
    yield


def _closure():
    cell = None
    return lambda: cell


class _Members:
    __slots__ = ('member',)

    def method(self):
        pass


FunctionType = type(_function)
LambdaType = type(lambda: None)
CodeType = type(_function.__code__)
MappingProxyType = type(type.__dict__)
CellType = type(_closure().__closure__[0])
GeneratorType = type(_function())
MethodType = type(_Members().method)
BuiltinFunctionType = type(len)
BuiltinMethodType = type([].append)
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__['fromkeys'])
ModuleType = type(sys)
GetSetDescriptorType = type(FunctionType.__dict__['__code__'])
MemberDescriptorType = type(_Members.__dict__['member'])
GenericAlias = type(list[int])
EllipsisType = type(Ellipsis)
NoneType = type(None)
NotImplementedType = type(NotImplemented)
FrameType = type(sys._getframe())

try:
    raise TypeError
except TypeError as _error:
    TracebackType = type(_error.__traceback__)

del _closure, _Members


class SimpleNamespace:
    """An object whose attributes are given to the constructor: as a mapping or pairs, and as keyword arguments."""

    def __init__(self, mapping_or_iterable=(), /, **kwargs):
        if mapping_or_iterable != ():
            given = dict(mapping_or_iterable)
            for name in given:
                if not isinstance(name, str):
                    raise TypeError(f"keywords must be strings")
            kwargs = given | kwargs
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __repr__(self):
        cls = type(self)
        name = 'namespace' if cls is SimpleNamespace else cls.__name__
        if id(self) in _being_shown:
            return f'{name}(...)'
        _being_shown.add(id(self))
        try:
            return f'{name}({", ".join([f"{key}={value!r}" for key, value in _attributes(self).items()])})'
        finally:
            _being_shown.discard(id(self))

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return _attributes(self) == _attributes(other)
        return NotImplemented

    def __replace__(self, /, **changes):
        result = type(self)()
        for name, value in (_attributes(self) | changes).items():
            setattr(result, name, value)
        return result

    def __reduce__(self):
        return type(self), (), _attributes(self)


_being_shown = set()


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Make a class as a class statement does; exec_body fills the namespace."""
    resolved = resolve_bases(bases)
    meta, ns, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(ns)
    if resolved is not bases:
        ns['__orig_bases__'] = bases
    return meta(name, resolved, ns, **kwds)


def resolve_bases(bases):
    """Replace bases that are not classes by what their __mro_entries__() returns."""
    result = list(bases)
    changed = False
    shift = 0
    for index, base in enumerate(bases):
        if isinstance(base, type):
            continue
        if not hasattr(base, '__mro_entries__'):
            continue
        entries = base.__mro_entries__(bases)
        changed = True
        if not isinstance(entries, tuple):
            raise TypeError('__mro_entries__ must return a tuple')
        result[index + shift:index + shift + 1] = entries
        shift += len(entries) - 1
    return tuple(result) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """Return the metaclass, the namespace and the remaining keywords of a class to be made."""
    kwds = {} if kwds is None else dict(kwds)
    if 'metaclass' in kwds:
        meta = kwds.pop('metaclass')
    else:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        meta = _most_derived(meta, bases)
    ns = meta.__prepare__(name, bases, **kwds) if hasattr(meta, '__prepare__') else {}
    return meta, ns, kwds


def _most_derived(meta, bases):
    winner = meta
    for base in bases:
        candidate = type(base)
        if issubclass(winner, candidate):
            continue
        if not issubclass(candidate, winner):
            raise TypeError(
                'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases')
        winner = candidate
    return winner


def get_original_bases(cls, /):
    """Return the bases of a class as they were written, before __mro_entries__() replaced any."""
    try:
        return cls.__dict__.get('__orig_bases__', cls.__bases__)
    except AttributeError:
        raise TypeError(f'Expected an instance of type, not {type(cls).__name__!r}') from None


class DynamicClassAttribute:
    """A property of instances; read through the class it asks the metaclass's __getattr__()."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or (fget.__doc__ if fget is not None else None)
        self.overwrite_doc = doc is None
        self.__isabstractmethod__ = bool(getattr(fget, '__isabstractmethod__', False))

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.__isabstractmethod__:
                return self
            raise AttributeError()
        if self.fget is None:
            raise AttributeError('unreadable attribute')
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def _with(self, fget, fset, fdel):
        doc = fget.__doc__ if self.overwrite_doc and fget is not None else None
        result = type(self)(fget, fset, fdel, doc or self.__doc__)
        result.overwrite_doc = self.overwrite_doc
        return result

    def getter(self, fget):
        return self._with(fget, self.fset, self.fdel)

    def setter(self, fset):
        return self._with(self.fget, fset, self.fdel)

    def deleter(self, fdel):
        return self._with(self.fget, self.fset, fdel)


def coroutine(func):
    """Make the generators of a generator function awaitable."""
    if not callable(func):
        raise TypeError('types.coroutine() expects a callable')
    flags = func.__code__.co_flags if type(func) is FunctionType else 0
    if flags & 0x180:
        return func
    if flags & 0x20:
        from _types import make_awaitable
        make_awaitable(func)
        return func

    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        if hasattr(type(made), '__await__') or not hasattr(made, 'send'):
            return made
        return _AwaitableGenerator(made)

    for attribute in ('__module__', '__name__', '__qualname__', '__doc__'):
        if hasattr(func, attribute):
            setattr(wrapped, attribute, getattr(func, attribute))
    wrapped.__wrapped__ = func
    return wrapped


class _AwaitableGenerator:
    """An object with the methods of a generator, made awaitable."""

    def __init__(self, made):
        self._made = made

    def send(self, value):
        return self._made.send(value)

    def throw(self, *args):
        return self._made.throw(*args)

    def close(self):
        return self._made.close()

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._made)

    def __await__(self):
        return self


def __getattr__(name):
    # Types that only code of a kind seldom used has: made when they are asked for.
    if name == 'UnionType':
        value = type(int | str)
    elif name in ('CoroutineType', 'AsyncGeneratorType'):
        scope = {}
        exec('async def coroutine(): pass\nasync def generator(): yield\n', scope)
        made = scope['coroutine']()
        globals()['CoroutineType'] = type(made)
        made.close()
        globals()['AsyncGeneratorType'] = type(scope['generator']())
        return globals()[name]
    else:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    globals()[name] = value
    return value
