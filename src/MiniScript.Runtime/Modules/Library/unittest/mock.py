"""Objects that stand for others in tests, and remember how they were used."""

__all__ = (
    'Mock', 'MagicMock', 'patch', 'sentinel', 'DEFAULT', 'ANY', 'call', 'create_autospec', 'AsyncMock', 'ThreadingMock', 'FILTER_DIR',
    'NonCallableMock', 'NonCallableMagicMock', 'mock_open', 'PropertyMock', 'seal',
)

import asyncio
import builtins
import inspect
import pkgutil
import pprint
import sys
import threading
from asyncio import iscoroutinefunction
from types import CodeType, FunctionType, MethodType, ModuleType
from unittest.util import safe_repr

from ._magics import (
    _all_magics, _all_sync_magics, _async_method_magics, _async_magics, _calculate_return_value, _is_magic, _magics, _non_defaults,
    _return_values, _side_effect_methods, _sync_async_magics, _unsupported_magics,
)

FILTER_DIR = True


class InvalidSpecError(Exception):
    """A mock was given as what another is to look like."""


def _is_async_obj(obj):
    if _is_instance_mock(obj) and not isinstance(obj, AsyncMock):
        return False
    if hasattr(obj, '__func__'):
        obj = getattr(obj, '__func__')
    return iscoroutinefunction(obj) or inspect.isawaitable(obj)


def _is_async_func(obj):
    return bool(getattr(obj, '__code__', None)) and iscoroutinefunction(obj)


def _is_instance_mock(obj):
    # The class is asked, because isinstance() believes __class__.
    return issubclass(type(obj), NonCallableMock)


def _is_exception(obj):
    return isinstance(obj, BaseException) or isinstance(obj, type) and issubclass(obj, BaseException)


def _extract_mock(obj):
    # The mock of a function that create_autospec() made.
    return obj.mock if isinstance(obj, FunctionType) and hasattr(obj, 'mock') else obj


def _is_list(obj):
    return type(obj) in (list, tuple)


def _callable(obj):
    if isinstance(obj, type):
        return True
    if isinstance(obj, (staticmethod, classmethod, MethodType)):
        return _callable(obj.__func__)
    return getattr(obj, '__call__', None) is not None


def _instance_callable(obj):
    # Whether the object, or the instances of the class, can be called.
    if not isinstance(obj, type):
        return getattr(obj, '__call__', None) is not None
    return any(['__call__' in base.__dict__ for base in (obj,) + obj.__mro__])


def _get_signature_object(spec, as_instance, eat_self):
    # What is called in the end, and its signature; None if it has none.
    if isinstance(spec, type) and not as_instance:
        # A class: its constructor.
        spec = spec.__init__
        eat_self = True
    elif isinstance(spec, (classmethod, staticmethod)):
        if isinstance(spec, classmethod):
            eat_self = True
        spec = spec.__func__
    elif not isinstance(spec, (FunctionType, MethodType)):
        # An instance with __call__, or what has a signature otherwise.
        try:
            spec = spec.__call__
        except AttributeError:
            return None
    if eat_self:
        from functools import partial
        target = partial(spec, None)
    else:
        target = spec
    try:
        return spec, inspect.signature(target)
    except ValueError:
        return None


def _check_sig(func, mock, skipfirst, instance=False):
    sig = _get_signature_object(func, instance, skipfirst)
    if sig is None:
        return
    func, sig = sig

    def checksig(self, /, *args, **kwargs):
        sig.bind(*args, **kwargs)

    _copy_func_details(func, checksig)
    type(mock)._mock_check_sig = checksig
    type(mock).__signature__ = sig


def _copy_func_details(func, funcopy):
    for name in ('__name__', '__doc__', '__text_signature__', '__module__', '__defaults__', '__kwdefaults__'):
        try:
            setattr(funcopy, name, getattr(func, name))
        except AttributeError:
            pass


def _set_signature(mock, original, instance=False, is_async=False):
    # A function with the signature of the original that calls the mock.
    skipfirst = isinstance(original, type)
    result = _get_signature_object(original, instance, skipfirst)
    if result is None:
        return mock
    func, sig = result

    def checksig(*args, **kwargs):
        sig.bind(*args, **kwargs)

    _copy_func_details(func, checksig)
    name = original.__name__
    if not name.isidentifier():
        name = 'funcopy'
    scope = {}
    prefix, wait = ('async ', 'await ') if is_async else ('', '')
    exec(f'{prefix}def {name}(*args, **kwargs):\n    _checksig_(*args, **kwargs)\n    return {wait}_mock_(*args, **kwargs)',
         {'_checksig_': checksig, '_mock_': mock}, scope)
    funcopy = scope[name]
    _setup_func(funcopy, mock, sig)
    return funcopy


def _setup_func(funcopy, mock, sig):
    funcopy.mock = mock

    def passed_on(name):
        def method(*args, **kwargs):
            return getattr(mock, name)(*args, **kwargs)
        method.__name__ = name
        return method

    def reset_mock():
        funcopy.method_calls = _CallList()
        funcopy.mock_calls = _CallList()
        mock.reset_mock()
        returned = funcopy.return_value
        if _is_instance_mock(returned) and returned is not mock:
            returned.reset_mock()

    funcopy.called = False
    funcopy.call_count = 0
    funcopy.call_args = None
    funcopy.call_args_list = _CallList()
    funcopy.method_calls = _CallList()
    funcopy.mock_calls = _CallList()
    funcopy.return_value = mock.return_value
    funcopy.side_effect = mock.side_effect
    funcopy._mock_children = mock._mock_children
    for name in ('assert_called_with', 'assert_called_once_with', 'assert_has_calls', 'assert_any_call', 'assert_called',
                 'assert_not_called', 'assert_called_once'):
        setattr(funcopy, name, passed_on(name))
    funcopy.reset_mock = reset_mock
    funcopy.__signature__ = sig
    mock._mock_delegate = funcopy


def _setup_async_mock(mock):
    mock._is_coroutine = asyncio.coroutines._is_coroutine
    mock.await_count = 0
    mock.await_args = None
    mock.await_args_list = _CallList()

    def passed_on(name):
        def method(*args, **kwargs):
            return getattr(mock.mock, name)(*args, **kwargs)
        return method

    for name in ('assert_awaited', 'assert_awaited_once', 'assert_awaited_with', 'assert_awaited_once_with', 'assert_any_await',
                 'assert_has_awaits', 'assert_not_awaited'):
        setattr(mock, name, passed_on(name))


class _SentinelObject:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f'sentinel.{self.name}'

    def __reduce__(self):
        return f'sentinel.{self.name}'


class _Sentinel:
    """Unique objects by name: sentinel.anything."""

    def __init__(self):
        self._sentinels = {}

    def __getattr__(self, name):
        if name == '__bases__':
            raise AttributeError
        with NonCallableMock._lock:
            return self._sentinels.setdefault(name, _SentinelObject(name))

    def __reduce__(self):
        return 'sentinel'


sentinel = _Sentinel()
_missing = _SentinelObject('MISSING')
_deleted = _SentinelObject('DELETED')

_allowed_names = {
    'return_value', '_mock_return_value', 'side_effect', '_mock_side_effect', '_mock_parent', '_mock_new_parent', '_mock_name',
    '_mock_new_name',
}


def _delegating_property(name):
    inner = '_mock_' + name
    _allowed_names.add(name)

    def get(self):
        delegate = self._mock_delegate
        return getattr(self, inner) if delegate is None else getattr(delegate, name)

    def set(self, value):
        delegate = self._mock_delegate
        if delegate is None:
            self.__dict__[inner] = value
        else:
            setattr(delegate, name, value)

    return property(get, set)


class _CallList(list):
    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        size = len(value)
        if size > len(self):
            return False
        # A list is contained if its items follow each other somewhere.
        return any([self[i:i + size] == value for i in range(len(self) - size + 1)])

    def __repr__(self):
        return pprint.pformat(list(self))


def _check_and_set_parent(parent, value, name, new_name):
    value = _extract_mock(value)
    if not _is_instance_mock(value):
        return False
    if value._mock_name or value._mock_new_name or value._mock_parent is not None or value._mock_new_parent is not None:
        return False
    above = parent
    while above is not None:
        # A mock is not put below itself.
        if above is value:
            return False
        above = above._mock_new_parent
    if new_name:
        value._mock_new_parent = parent
        value._mock_new_name = new_name
    if name:
        value._mock_parent = parent
        value._mock_name = name
    return True


class _MockIter:
    # The results of a side effect that is an iterable.

    def __init__(self, obj):
        self.obj = iter(obj)

    def __next__(self):
        return next(self.obj)


class Base:
    _mock_return_value = None
    _mock_side_effect = None

    def __init__(self, /, *args, **kwargs):
        pass


class NonCallableMock(Base):
    """A mock that cannot be called."""

    _lock = threading.RLock()

    def __new__(cls, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name='', _new_parent=None,
                _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        # Each mock has a class of its own, for its special methods.
        bases = (cls,)
        if not issubclass(cls, AsyncMockMixin):
            given = spec_set or spec
            if given is not None and _is_async_obj(given):
                bases = (AsyncMockMixin, cls)
        members = {'__doc__': cls.__doc__}
        if spec is None and spec_set is None and issubclass(cls, MagicMixin):
            members.update(_magic_proxies)
        # Special methods that are reached through the class belong to its only instance.
        members['_mock_owner'] = owner = []
        instance = object.__new__(type(cls.__name__, bases, members))
        owner.append(instance)
        return instance

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name='', _new_parent=None,
                 _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        if _new_parent is None:
            _new_parent = parent
        own = self.__dict__
        own['_mock_parent'] = parent
        own['_mock_name'] = name
        own['_mock_new_name'] = _new_name
        own['_mock_new_parent'] = _new_parent
        own['_mock_sealed'] = False
        if spec_set is not None:
            spec = spec_set
            spec_set = True
        if _eat_self is None:
            _eat_self = parent is not None
        self._mock_add_spec(spec, spec_set, _spec_as_instance, _eat_self)
        own['_mock_children'] = {}
        own['_mock_wraps'] = wraps
        own['_mock_delegate'] = None
        own['_mock_called'] = False
        own['_mock_call_args'] = None
        own['_mock_call_count'] = 0
        own['_mock_call_args_list'] = _CallList()
        own['_mock_mock_calls'] = _CallList()
        own['method_calls'] = _CallList()
        own['_mock_unsafe'] = unsafe
        if kwargs:
            self.configure_mock(**kwargs)
        super(NonCallableMock, self).__init__(spec, wraps, name, spec_set, parent, _spec_state)

    def attach_mock(self, mock, attribute):
        """Make a mock an attribute, so that its calls are recorded here too."""
        inner = _extract_mock(mock)
        inner._mock_parent = None
        inner._mock_new_parent = None
        inner._mock_name = ''
        inner._mock_new_name = None
        setattr(self, attribute, mock)

    def mock_add_spec(self, spec, spec_set=False):
        """Say what the mock is to look like: an object, or a list of names."""
        self._mock_add_spec(spec, spec_set)

    def _mock_add_spec(self, spec, spec_set, _spec_as_instance=False, _eat_self=False):
        if _is_instance_mock(spec):
            raise InvalidSpecError(f'Cannot spec a Mock object. [object={spec!r}]')
        spec_class = spec_signature = None
        asyncs = []
        if spec is not None and not _is_list(spec):
            spec_class = spec if isinstance(spec, type) else type(spec)
            found = _get_signature_object(spec, _spec_as_instance, _eat_self)
            spec_signature = found and found[1]
            names = dir(spec)
            for name in names:
                static = inspect.getattr_static(spec, name, None)
                try:
                    static = inspect.unwrap(static)
                except ValueError:
                    pass
                if iscoroutinefunction(static):
                    asyncs.append(name)
            spec = names
        self.__dict__.update(_spec_class=spec_class, _spec_set=spec_set, _spec_signature=spec_signature, _mock_methods=spec, _spec_asyncs=asyncs)

    def __get_return_value(self):
        result = self._mock_return_value
        if self._mock_delegate is not None:
            result = self._mock_delegate.return_value
        if result is DEFAULT and self._mock_wraps is None:
            result = self._get_child_mock(_new_parent=self, _new_name='()')
            self.return_value = result
        return result

    def __set_return_value(self, value):
        if self._mock_delegate is not None:
            self._mock_delegate.return_value = value
        else:
            self._mock_return_value = value
            _check_and_set_parent(self, value, None, '()')

    return_value = property(__get_return_value, __set_return_value, doc='What calls return.')

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    called = _delegating_property('called')
    call_count = _delegating_property('call_count')
    call_args = _delegating_property('call_args')
    call_args_list = _delegating_property('call_args_list')
    mock_calls = _delegating_property('mock_calls')

    def __get_side_effect(self):
        delegate = self._mock_delegate
        if delegate is None:
            return self._mock_side_effect
        effect = delegate.side_effect
        if effect is not None and not callable(effect) and not isinstance(effect, _MockIter) and not _is_exception(effect):
            effect = _MockIter(effect)
            delegate.side_effect = effect
        return effect

    def __set_side_effect(self, value):
        value = _try_iter(value)
        if self._mock_delegate is None:
            self._mock_side_effect = value
        else:
            self._mock_delegate.side_effect = value

    side_effect = property(__get_side_effect, __set_side_effect)

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        """Forget all calls, of children too."""
        if visited is None:
            visited = []
        if id(self) in visited:
            return
        visited.append(id(self))
        self.called = False
        self.call_args = None
        self.call_count = 0
        self.mock_calls = _CallList()
        self.call_args_list = _CallList()
        self.method_calls = _CallList()
        if return_value:
            self._mock_return_value = DEFAULT
        if side_effect:
            self._mock_side_effect = None
        for child in self._mock_children.values():
            if isinstance(child, _SpecState) or child is _deleted:
                continue
            child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        returned = self._mock_return_value
        if _is_instance_mock(returned) and returned is not self:
            returned.reset_mock(visited)

    def configure_mock(self, /, **kwargs):
        """Set attributes; dotted names are those of children."""
        for name, value in sorted(kwargs.items(), key=lambda item: item[0].count('.')):
            *path, last = name.split('.')
            obj = self
            for part in path:
                obj = getattr(obj, part)
            setattr(obj, last, value)

    def __getattr__(self, name):
        if name in ('_mock_methods', '_mock_unsafe'):
            raise AttributeError(name)
        methods = self._mock_methods
        if methods is not None:
            if name not in methods or name in _all_magics:
                raise AttributeError(f'Mock object has no attribute {name!r}')
        elif _is_magic(name):
            raise AttributeError(name)
        if not self._mock_unsafe and (not methods or name not in methods):
            if name.startswith(('assert', 'assret', 'asert', 'aseert', 'assrt')) or name in _ATTRIB_DENY_LIST:
                raise AttributeError(
                    f'{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to be an attribute.')
        with NonCallableMock._lock:
            result = self._mock_children.get(name)
            if result is _deleted:
                raise AttributeError(name)
            if result is None:
                wraps = None
                if self._mock_wraps is not None:
                    wraps = getattr(self._mock_wraps, name)
                result = self._get_child_mock(parent=self, name=name, wraps=wraps, _new_name=name, _new_parent=self)
                self._mock_children[name] = result
            elif isinstance(result, _SpecState):
                try:
                    result = create_autospec(result.spec, result.spec_set, result.instance, result.parent, result.name)
                except InvalidSpecError:
                    target = self.__dict__['_mock_name'] or self
                    raise InvalidSpecError(
                        f'Cannot autospec attr {name!r} from target {target!r} as it has already been mocked out. '
                        f'[target={self!r}, attr={result.spec!r}]')
                self._mock_children[name] = result
        return result

    def _extract_mock_name(self):
        names = [self._mock_new_name]
        parent = self._mock_new_parent
        last = self
        dot = '' if names == ['()'] else '.'
        while parent is not None:
            last = parent
            names.append(parent._mock_new_name + dot)
            dot = '' if parent._mock_new_name == '()' else '.'
            parent = parent._mock_new_parent
        names.reverse()
        first = last._mock_name or 'mock'
        if len(names) > 1 and names[1] not in ('()', '().'):
            first += '.'
        names[0] = first
        return ''.join(names)

    def __repr__(self):
        name = self._extract_mock_name()
        shown = '' if name in ('mock', 'mock.') else f' name={name!r}'
        spec = ''
        if self._spec_class is not None:
            spec = f' {"spec_set" if self._spec_set else "spec"}={self._spec_class.__name__!r}'
        return f"<{type(self).__name__}{shown}{spec} id='{id(self)}'>"

    def __dir__(self):
        if not FILTER_DIR:
            return object.__dir__(self)
        names = [name for name in dir(type(self)) if not name.startswith('_')]
        names += [name for name in self.__dict__ if not name.startswith('_') or _is_magic(name)]
        names += [name for name, value in self._mock_children.items() if value is not _deleted]
        return sorted(set(names) | set(self._mock_methods or ()))

    def __setattr__(self, name, value):
        if name in _allowed_names:
            return object.__setattr__(self, name, value)
        if self._spec_set and self._mock_methods is not None and name not in self._mock_methods and name not in self.__dict__:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        elif name in _unsupported_magics:
            raise AttributeError(f'Attempting to set unsupported magic method {name!r}.')
        elif name in _all_magics:
            if self._mock_methods is not None and name not in self._mock_methods:
                raise AttributeError(f"Mock object has no attribute '{name}'")
            if not _is_instance_mock(value):
                setattr(type(self), name, _get_method(name, value))
                original = value

                def value(*args, **kwargs):
                    return original(self, *args, **kwargs)
            else:
                # It is called without the mock itself.
                _check_and_set_parent(self, value, None, name)
                setattr(type(self), name, value)
                self._mock_children[name] = value
        elif name == '__class__':
            self._spec_class = value
            return
        elif _check_and_set_parent(self, value, name, name):
            self._mock_children[name] = value
        if self._mock_sealed and not hasattr(self, name):
            raise AttributeError(f'Cannot set {self._extract_mock_name()}.{name}')
        if isinstance(value, PropertyMock):
            self.__dict__[name] = value
            return
        return object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if name in _all_magics and name in type(self).__dict__:
            delattr(type(self), name)
            if name not in self.__dict__:
                return
        child = self._mock_children.get(name, _missing)
        if name in self.__dict__:
            object.__delattr__(self, name)
        elif child is _deleted:
            raise AttributeError(name)
        if child is not _missing:
            del self._mock_children[name]
        self._mock_children[name] = _deleted

    def _format_mock_call_signature(self, args, kwargs):
        return _format_call_signature(self._mock_name or 'mock', args, kwargs)

    def _format_mock_failure_message(self, args, kwargs, action='call'):
        expected = self._format_mock_call_signature(args, kwargs)
        actual = self._format_mock_call_signature(*(self.call_args if len(self.call_args) == 2 else self.call_args[1:]))
        return f'expected {action} not found.\nExpected: {expected}\n  Actual: {actual}'

    def _get_call_signature_from_name(self, name):
        if not name:
            return self._spec_signature
        sig = None
        children = self._mock_children
        for part in name.replace('()', '').split('.'):
            child = children.get(part)
            if child is None or isinstance(child, _SpecState):
                break
            child = _extract_mock(child)
            children = child._mock_children
            sig = child._spec_signature
        return sig

    def _call_matcher(self, _call):
        # With a signature, arguments compare equal however they were passed; the exception if they do not fit.
        if isinstance(_call, tuple) and len(_call) > 2:
            sig = self._get_call_signature_from_name(_call[0])
        else:
            sig = self._spec_signature
        if sig is None:
            return _call
        if len(_call) == 2:
            name = ''
            args, kwargs = _call
        else:
            name, args, kwargs = _call
        try:
            bound = sig.bind(*args, **kwargs)
        except TypeError as e:
            return e.with_traceback(None)
        return call(name, bound.args, bound.kwargs)

    def _shown_name(self):
        return self._mock_name or 'mock'

    def _calls_repr(self):
        return f'\nCalls: {safe_repr(self.mock_calls)}.' if self.mock_calls else ''

    def assert_not_called(self):
        if self.call_count != 0:
            raise AssertionError(f"Expected '{self._shown_name()}' to not have been called. Called {self.call_count} times.{self._calls_repr()}")

    def assert_called(self):
        if self.call_count == 0:
            raise AssertionError(f"Expected '{self._shown_name()}' to have been called.")

    def assert_called_once(self):
        if not self.call_count == 1:
            raise AssertionError(f"Expected '{self._shown_name()}' to have been called once. Called {self.call_count} times.{self._calls_repr()}")

    def assert_called_with(self, /, *args, **kwargs):
        """The last call had these arguments."""
        if self.call_args is None:
            expected = self._format_mock_call_signature(args, kwargs)
            raise AssertionError(f'expected call not found.\nExpected: {expected}\n  Actual: not called.')
        expected = self._call_matcher(_Call((args, kwargs), two=True))
        actual = self._call_matcher(self.call_args)
        if actual != expected:
            cause = expected if isinstance(expected, Exception) else None
            raise AssertionError(self._format_mock_failure_message(args, kwargs)) from cause

    def assert_called_once_with(self, /, *args, **kwargs):
        """There was one call, with these arguments."""
        if not self.call_count == 1:
            raise AssertionError(f"Expected '{self._shown_name()}' to be called once. Called {self.call_count} times.{self._calls_repr()}")
        return self.assert_called_with(*args, **kwargs)

    def assert_has_calls(self, calls, any_order=False):
        """There were these calls, one after the other unless any_order is true."""
        self._assert_has('mock_calls', calls, any_order)

    def _assert_has(self, attribute, calls, any_order):
        recorded = getattr(self, attribute)
        expected = [self._call_matcher(c) for c in calls]
        cause = next((e for e in expected if isinstance(e, Exception)), None)
        found = _CallList([self._call_matcher(c) for c in recorded])
        what = 'call' if attribute == 'mock_calls' else 'await'
        if not any_order:
            if expected not in found:
                if cause is None:
                    problem = f'{what.capitalize()}s not found.'
                else:
                    problem = f'Error processing expected {what}s.\nErrors: {[e if isinstance(e, Exception) else None for e in expected]}'
                actual = safe_repr(recorded) if what == 'call' else recorded
                line = '  Actual' if what == 'call' else 'Actual'
                raise AssertionError(f'{problem}\nExpected: {_CallList(calls)}\n{line}: {actual}') from cause
            return
        found = list(found)
        missing = []
        for wanted in expected:
            try:
                found.remove(wanted)
            except ValueError:
                missing.append(wanted)
        if missing:
            if what == 'call':
                raise AssertionError(f'{self._shown_name()!r} does not contain all of {tuple(missing)!r} in its call list, found {found!r} instead') from cause
            raise AssertionError(f'{tuple(missing)!r} not all found in await list') from cause

    def assert_any_call(self, /, *args, **kwargs):
        """Some call had these arguments."""
        self._assert_any('call', self.call_args_list, args, kwargs)

    def _assert_any(self, what, recorded, args, kwargs):
        expected = self._call_matcher(_Call((args, kwargs), two=True))
        cause = expected if isinstance(expected, Exception) else None
        actual = [self._call_matcher(c) for c in recorded]
        if cause or expected not in _AnyComparer(actual):
            raise AssertionError(f'{self._format_mock_call_signature(args, kwargs)} {what} not found') from cause

    def _get_child_mock(self, /, **kw):
        """Make the mock of an attribute or a return value; subclasses may make another."""
        if self._mock_sealed:
            attribute = f'.{kw["name"]}' if 'name' in kw else '()'
            raise AttributeError(self._extract_mock_name() + attribute)
        name = kw.get('_new_name')
        if name in self.__dict__['_spec_asyncs']:
            return AsyncMock(**kw)
        own = type(self)
        if issubclass(own, MagicMock) and name in _async_method_magics:
            klass = AsyncMock
        elif issubclass(own, AsyncMockMixin):
            is_sync = name in _all_sync_magics or self._mock_methods and name in self._mock_methods
            klass = MagicMock if is_sync else AsyncMock
        elif not issubclass(own, CallableMixin):
            klass = MagicMock if issubclass(own, NonCallableMagicMock) else Mock
        else:
            klass = own.__mro__[1]
        return klass(**kw)


_ATTRIB_DENY_LIST = frozenset([name.removeprefix('assert_') for name in dir(NonCallableMock) if name.startswith('assert_')])


class _AnyComparer(list):
    # Finds calls whose arguments are equal one by one: ANY decides, on whichever side it is.

    def __contains__(self, item):
        for mine in self:
            assert len(item) == len(mine)
            if all([expected == actual for expected, actual in zip(item, mine)]):
                return True
        return False


def _try_iter(obj):
    if obj is None or _is_exception(obj) or _callable(obj):
        return obj
    try:
        return iter(obj)
    except TypeError:
        return obj


class CallableMixin(Base):
    def __init__(self, spec=None, side_effect=None, return_value=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None,
                 _new_name='', _new_parent=None, **kwargs):
        # DEFAULT is made below this class.
        self.__dict__['_mock_return_value'] = return_value
        super(CallableMixin, self).__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent, **kwargs)
        self.side_effect = side_effect

    def _mock_check_sig(self, /, *args, **kwargs):
        pass

    def __call__(self, /, *args, **kwargs):
        self._mock_check_sig(*args, **kwargs)
        self._increment_mock_call(*args, **kwargs)
        return self._mock_call(*args, **kwargs)

    def _mock_call(self, /, *args, **kwargs):
        return self._execute_mock_call(*args, **kwargs)

    def _increment_mock_call(self, /, *args, **kwargs):
        self.called = True
        with NonCallableMock._lock:
            self.call_count += 1
        this = _Call((args, kwargs), two=True)
        self.call_args = this
        self.call_args_list.append(this)
        # All mocks above hear of the call, by the name that it has from there.
        is_method = self._mock_parent is not None
        method_name = self._mock_name
        name = self._mock_new_name
        is_call = name == '()'
        self.mock_calls.append(_Call(('', args, kwargs)))
        parent = self._mock_new_parent
        while parent is not None:
            if is_method:
                parent.method_calls.append(_Call((method_name, args, kwargs)))
                is_method = parent._mock_parent is not None
                if is_method:
                    method_name = f'{parent._mock_name}.{method_name}'
            parent.mock_calls.append(_Call((name, args, kwargs)))
            if parent._mock_new_name:
                dot = '' if is_call else '.'
                is_call = parent._mock_new_name == '()'
                name = parent._mock_new_name + dot + name
            parent = parent._mock_new_parent

    def _execute_mock_call(self, /, *args, **kwargs):
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if not _callable(effect):
                result = next(effect)
                if _is_exception(result):
                    raise result
            else:
                result = effect(*args, **kwargs)
            if result is not DEFAULT:
                return result
        if self._mock_return_value is not DEFAULT:
            return self.return_value
        if self._mock_delegate and self._mock_delegate.return_value is not DEFAULT:
            return self._mock_delegate.return_value
        if self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


DEFAULT = sentinel.DEFAULT
CallableMixin.__init__.__defaults__ = (None, None, DEFAULT, None, None, None, None, None, '', None)
Base._mock_return_value = DEFAULT


class Mock(CallableMixin, NonCallableMock):
    """An object with all attributes, which can be called; it remembers calls.

    spec        an object, class or list of names: other attributes do not exist
    spec_set    the same, and other attributes cannot be set
    side_effect a function that is called, an exception that is raised, or results one after the other
    return_value what calls return
    wraps       an object that calls are passed on to
    name        the name in repr()

    Other keyword arguments are attributes.
    """


def _format_call_signature(name, args, kwargs):
    shown = [repr(arg) for arg in args] + [f'{key}={value!r}' for key, value in kwargs.items()]
    return f'{name}({", ".join(shown)})'


class _Call(tuple):
    """A call: name, arguments and keyword arguments; equal to shorter tuples that leave out what is empty."""

    def __new__(cls, value=(), name='', parent=None, two=False, from_kall=True):
        name, args, kwargs = _parts_of_call(value, name)
        return tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name = name
        self._mock_parent = parent
        self._mock_from_kall = from_kall

    def __eq__(self, other):
        try:
            size = len(other)
        except TypeError:
            return NotImplemented
        name = ''
        if len(self) == 2:
            args, kwargs = self
        else:
            name, args, kwargs = self
        if (getattr(self, '_mock_parent', None) and getattr(other, '_mock_parent', None) and self._mock_parent != other._mock_parent):
            return False
        if size > 3:
            return False
        other_name, other_args, other_kwargs = _parts_of_call(other, '')
        if name and other_name != name:
            return False
        return (other_args, other_kwargs) == (args, kwargs)

    __ne__ = object.__ne__

    def __call__(self, /, *args, **kwargs):
        if self._mock_name is None:
            return _Call(('', args, kwargs), name='()')
        return _Call((self._mock_name, args, kwargs), name=self._mock_name + '()', parent=self)

    def __getattr__(self, attr):
        if self._mock_name is None:
            return _Call(name=attr, from_kall=False)
        return _Call(name=f'{self._mock_name}.{attr}', parent=self, from_kall=False)

    def __getattribute__(self, attr):
        # call.count and call.index are calls, not methods of tuples.
        if attr in tuple.__dict__:
            raise AttributeError
        return tuple.__getattribute__(self, attr)

    @property
    def args(self):
        return self[0] if len(self) == 2 else self[1]

    @property
    def kwargs(self):
        return self[1] if len(self) == 2 else self[2]

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or 'call'
            return 'call' + name if name.startswith('()') else name
        if len(self) == 2:
            name = 'call'
            args, kwargs = self
        else:
            name, args, kwargs = self
            if not name:
                name = 'call'
            elif not name.startswith('()'):
                name = 'call.' + name
            else:
                name = 'call' + name
        return _format_call_signature(name, args, kwargs)

    def call_list(self):
        """Return the calls that lead to this one, in order."""
        calls = []
        thing = self
        while thing is not None:
            if thing._mock_from_kall:
                calls.append(thing)
            thing = thing._mock_parent
        return _CallList(reversed(calls))


def _parts_of_call(value, name):
    args = ()
    kwargs = {}
    size = len(value)
    if size == 3:
        name, args, kwargs = value
    elif size == 2:
        first, second = value
        if isinstance(first, str):
            name = first
            if isinstance(second, tuple):
                args = second
            else:
                kwargs = second
        else:
            args, kwargs = first, second
    elif size == 1:
        only, = value
        if isinstance(only, str):
            name = only
        elif isinstance(only, tuple):
            args = only
        else:
            kwargs = only
    return name, args, kwargs


call = _Call(from_kall=False)


def _get_method(name, func):
    def method(self, /, *args, **kw):
        return func(self, *args, **kw)
    method.__name__ = name
    return method


class MagicMixin(Base):
    def __init__(self, /, *args, **kw):
        self._mock_set_magics()
        super(MagicMixin, self).__init__(*args, **kw)
        # Those that the spec does not have are taken away.
        self._mock_set_magics()

    def _mock_set_magics(self):
        wanted = _magics | _async_method_magics
        if getattr(self, '_mock_methods', None) is not None:
            these = wanted.intersection(self._mock_methods)
            own = type(self).__dict__
            for name in wanted - these:
                if name in own:
                    delattr(self, name)
            wanted = these
        # Those that were set stay.
        wanted = wanted - set(type(self).__dict__)
        kind = type(self)
        for name in wanted:
            setattr(kind, name, _magic_proxies[name])


class NonCallableMagicMock(MagicMixin, NonCallableMock):
    """A MagicMock that cannot be called."""

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        self._mock_set_magics()


class AsyncMagicMixin(MagicMixin):
    pass


class MagicMock(MagicMixin, Mock):
    """A Mock with the special methods of most types."""

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        self._mock_set_magics()

    def reset_mock(self, /, *args, return_value=False, **kwargs):
        if return_value and self._mock_name and _is_magic(self._mock_name):
            # Special methods keep what they return.
            return_value = False
        super().reset_mock(*args, return_value=return_value, **kwargs)


class MagicProxy(Base):
    # A special method that is made when it is first used.

    def __init__(self, name):
        self.name = name

    def __get__(self, obj, _type=None):
        if obj is None:
            obj = _type._mock_owner[0]
        made = obj._get_child_mock(name=self.name, _new_name=self.name, _new_parent=obj)
        setattr(obj, self.name, made)
        _set_return_value(obj, made, self.name)
        return made


_magic_proxies = {name: MagicProxy(name) for name in _magics | _async_method_magics}


def _set_return_value(mock, method, name):
    fixed = _return_values.get(name, DEFAULT)
    if fixed is not DEFAULT:
        method.return_value = fixed
        return
    calculate = _calculate_return_value.get(name)
    if calculate is not None:
        method.return_value = calculate(mock)
        return
    make = _side_effect_methods.get(name)
    if make is not None:
        method.side_effect = make(mock, DEFAULT)


class AsyncMockMixin(Base):
    await_count = _delegating_property('await_count')
    await_args = _delegating_property('await_args')
    await_args_list = _delegating_property('await_args_list')

    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # asyncio and inspect take it for a coroutine function.
        own = self.__dict__
        own['_is_coroutine'] = asyncio.coroutines._is_coroutine
        own['_mock_await_count'] = 0
        own['_mock_await_args'] = None
        own['_mock_await_args_list'] = _CallList()
        code = NonCallableMock(spec_set=CodeType)
        code.co_flags = inspect.CO_VARARGS + inspect.CO_VARKEYWORDS + inspect.CO_COROUTINE
        code.co_argcount = code.co_posonlyargcount = code.co_kwonlyargcount = 0
        code.co_varnames = 'args', 'kwargs'
        own['__code__'] = code
        own['__name__'] = 'AsyncMock'
        own['__defaults__'] = ()
        own['__kwdefaults__'] = {}
        own['__annotations__'] = None

    async def _execute_mock_call(self, /, *args, **kwargs):
        this = _Call((args, kwargs), two=True)
        self.await_count += 1
        self.await_args = this
        self.await_args_list.append(this)
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if not _callable(effect):
                try:
                    result = next(effect)
                except StopIteration:
                    # It cannot leave a coroutine as it is.
                    raise StopAsyncIteration
                if _is_exception(result):
                    raise result
            elif iscoroutinefunction(effect):
                result = await effect(*args, **kwargs)
            else:
                result = effect(*args, **kwargs)
            if result is not DEFAULT:
                return result
        if self._mock_return_value is not DEFAULT:
            return self.return_value
        if self._mock_delegate and self._mock_delegate.return_value is not DEFAULT:
            return self._mock_delegate.return_value
        if self._mock_wraps is not None:
            if iscoroutinefunction(self._mock_wraps):
                return await self._mock_wraps(*args, **kwargs)
            return self._mock_wraps(*args, **kwargs)
        return self.return_value

    def assert_awaited(self):
        if self.await_count == 0:
            raise AssertionError(f'Expected {self._shown_name()} to have been awaited.')

    def assert_awaited_once(self):
        if not self.await_count == 1:
            raise AssertionError(f'Expected {self._shown_name()} to have been awaited once. Awaited {self.await_count} times.')

    def assert_awaited_with(self, /, *args, **kwargs):
        if self.await_args is None:
            expected = self._format_mock_call_signature(args, kwargs)
            raise AssertionError(f'Expected await: {expected}\nNot awaited')
        expected = self._call_matcher(_Call((args, kwargs), two=True))
        actual = self._call_matcher(self.await_args)
        if actual != expected:
            cause = expected if isinstance(expected, Exception) else None
            raise AssertionError(self._format_mock_failure_message(args, kwargs, action='await')) from cause

    def assert_awaited_once_with(self, /, *args, **kwargs):
        if not self.await_count == 1:
            raise AssertionError(f'Expected {self._shown_name()} to have been awaited once. Awaited {self.await_count} times.')
        return self.assert_awaited_with(*args, **kwargs)

    def assert_any_await(self, /, *args, **kwargs):
        self._assert_any('await', self.await_args_list, args, kwargs)

    def assert_has_awaits(self, calls, any_order=False):
        self._assert_has('await_args_list', calls, any_order)

    def assert_not_awaited(self):
        if self.await_count != 0:
            raise AssertionError(f'Expected {self._shown_name()} to not have been awaited. Awaited {self.await_count} times.')

    def reset_mock(self, /, *args, **kwargs):
        super().reset_mock(*args, **kwargs)
        self.await_count = 0
        self.await_args = None
        self.await_args_list = _CallList()


class AsyncMock(AsyncMockMixin, AsyncMagicMixin, Mock):
    """A MagicMock whose calls are awaited."""


class _ANY:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return '<ANY>'


ANY = _ANY()


class _SpecState:
    # An attribute of an autospecced mock that is made when it is asked for.

    def __init__(self, spec, spec_set=False, parent=None, name=None, ids=None, instance=False):
        self.spec = spec
        self.ids = ids
        self.spec_set = spec_set
        self.parent = parent
        self.instance = instance
        self.name = name


class PropertyMock(Mock):
    """A property of a class: reading and setting it calls the mock."""

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, val):
        self(val)


_timeout_unset = sentinel.TIMEOUT_UNSET


class ThreadingMixin(Base):
    DEFAULT_TIMEOUT = None

    def _get_child_mock(self, /, **kw):
        timeout = kw.get('timeout')
        if timeout is None:
            kw['timeout'] = self.__dict__['_mock_wait_timeout']
        return super()._get_child_mock(**kw)

    def __init__(self, *args, timeout=_timeout_unset, **kwargs):
        super().__init__(*args, **kwargs)
        if timeout is _timeout_unset:
            timeout = self.DEFAULT_TIMEOUT
        own = self.__dict__
        own['_mock_event'] = threading.Event()
        own['_mock_calls_events'] = []
        own['_mock_calls_events_lock'] = threading.Lock()
        own['_mock_wait_timeout'] = timeout

    def reset_mock(self, /, *args, **kwargs):
        super().reset_mock(*args, **kwargs)
        self.__dict__['_mock_event'] = threading.Event()
        self.__dict__['_mock_calls_events'] = []

    def _event_of(self, args, kwargs):
        with self._mock_calls_events_lock:
            wanted = (args, kwargs)
            for known, event in self._mock_calls_events:
                if known == wanted:
                    return event
            event = threading.Event()
            self._mock_calls_events.append((wanted, event))
            return event

    def _mock_call(self, *args, **kwargs):
        result = super()._mock_call(*args, **kwargs)
        self._event_of(args, kwargs).set()
        self._mock_event.set()
        return result

    def wait_until_called(self, *, timeout=_timeout_unset):
        """Wait until the mock is called; AssertionError if that takes too long."""
        if timeout is _timeout_unset:
            timeout = self._mock_wait_timeout
        if not self._mock_event.wait(timeout=timeout):
            raise AssertionError(f'{self._shown_name()} was not called before timeout({timeout}).')

    def wait_until_any_call_with(self, *args, **kwargs):
        """Wait until the mock is called with these arguments."""
        timeout = self._mock_wait_timeout
        if not self._event_of(args, kwargs).wait(timeout=timeout):
            expected = self._format_mock_call_signature(args, kwargs)
            raise AssertionError(f'{expected} call not found before timeout({timeout}).')


class ThreadingMock(ThreadingMixin, MagicMixin, Mock):
    """A MagicMock that can be waited for."""


def seal(mock):
    """Let a mock and its children make no more children."""
    mock._mock_sealed = True
    for name in dir(mock):
        try:
            child = getattr(mock, name)
        except AttributeError:
            continue
        if not isinstance(child, NonCallableMock) or isinstance(child._mock_children.get(name), _SpecState):
            continue
        if child._mock_new_parent is mock:
            seal(child)


from ._autospec import create_autospec, mock_open
from ._patch import patch, _get_target, _patch, _patch_dict
