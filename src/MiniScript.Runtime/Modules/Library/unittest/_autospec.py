"""Mocks with the interface of other objects, and files that are none."""

import inspect
from asyncio import iscoroutinefunction
from types import FunctionType, MethodType

from . import mock as _mock
from .mock import (
    AsyncMock, DEFAULT, InvalidSpecError, MagicMock, NonCallableMagicMock, _SpecState, _callable, _check_sig, _instance_callable,
    _is_async_func, _is_instance_mock, _is_list, _is_magic, _set_signature, _setup_async_mock, _setup_func,
)

_functions = FunctionType, MethodType
_open = open


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """Make a mock of an object: its attributes are mocks of the object's, and calls must fit the signatures."""
    if _is_list(spec):
        spec = type(spec)
    is_class = isinstance(spec, type)
    if _is_instance_mock(spec):
        raise InvalidSpecError(f'Cannot autospec a Mock object. [object={spec!r}]')
    is_async = _is_async_func(spec)
    options = {'spec': spec}
    if spec_set:
        options = {'spec_set': spec}
    elif spec is None:
        options = {}
    if options and instance:
        options['_spec_as_instance'] = True
    if not unsafe:
        for name in kwargs:
            if name in ('auto_spec', 'autospect', 'set_spec', 'autospec'):
                raise RuntimeError(f'{name!r} might be a typo; use unsafe=True if this is intended')
    options.update(kwargs)
    klass = MagicMock
    if inspect.isdatadescriptor(spec):
        # A property may be anything.
        options = {}
    elif is_class and instance and not _instance_callable(spec):
        klass = NonCallableMagicMock
    elif not _callable(spec):
        klass = NonCallableMagicMock
    if is_async:
        if instance:
            raise RuntimeError('Instance can not be True when create_autospec is mocking an async function')
        klass = AsyncMock
    _name = options.pop('name', _name)
    new_name = _name
    if _parent is None:
        new_name = ''
    mock = klass(parent=_parent, _new_parent=_parent, _new_name=new_name, name=_name, **options)
    if isinstance(spec, _functions):
        # A function of the same signature stands for the mock.
        made = _set_signature(mock, spec, is_async=is_async)
        if is_async and made is not mock:
            _setup_async_mock(made)
        mock = made
    else:
        _check_sig(spec, mock, is_class, instance)
    if _parent is not None and not instance:
        _parent._mock_children[_name] = mock
    wrapped = kwargs.get('wraps')
    if is_class and not instance and 'return_value' not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name='()', _parent=mock, wraps=wrapped)
    for entry in dir(spec):
        if _is_magic(entry):
            # MagicMock has them.
            continue
        try:
            original = getattr(spec, entry)
        except AttributeError:
            continue
        child = {'spec': original}
        if wrapped and hasattr(wrapped, entry):
            child['wraps'] = getattr(wrapped, entry)
        if spec_set:
            child = {'spec_set': original, **({'wraps': child['wraps']} if 'wraps' in child else {})}
        if not isinstance(original, _functions):
            made = _SpecState(original, spec_set, mock, entry, instance)
            mock._mock_children[entry] = made
        else:
            parent = mock.mock if isinstance(spec, FunctionType) else mock
            skipfirst = _must_skip(spec, entry, is_class)
            child['_eat_self'] = skipfirst
            kind = AsyncMock if iscoroutinefunction(original) else MagicMock
            made = kind(parent=parent, name=entry, _new_name=entry, _new_parent=parent, **child)
            mock._mock_children[entry] = made
            made.return_value = kind()
            _check_sig(original, made, skipfirst=skipfirst)
        # Functions are attributes too, so that they are found on functions.
        if isinstance(made, FunctionType) or isinstance(mock, FunctionType):
            setattr(mock, entry, made)
    if _is_instance_mock(mock) and kwargs:
        # They are about this mock, its return value and its children as they are now.
        mock.configure_mock(**{name: value for name, value in kwargs.items() if name not in ('wraps', 'name')})
    return mock


def _must_skip(spec, entry, is_type):
    # Whether the first parameter of a method is its own.
    if not isinstance(spec, type):
        if entry in getattr(spec, '__dict__', {}):
            # A function in an instance is no method.
            return False
        spec = spec.__class__
    for klass in spec.__mro__:
        result = klass.__dict__.get(entry, DEFAULT)
        if result is DEFAULT:
            continue
        if isinstance(result, (staticmethod, classmethod)):
            return False
        if isinstance(result, _functions):
            return is_type
        return False
    return is_type


_file_methods = None


def _lines_of(data):
    # As an open file gives them.
    newline = b'\n' if isinstance(data, bytes) else '\n'
    lines = [line + newline for line in data.split(newline)]
    if lines[-1] == newline:
        # The end of the last line.
        lines.pop()
    else:
        lines[-1] = lines[-1][:-1]
    yield from lines


def mock_open(mock=None, read_data=''):
    """Make a mock of open(): files that it gives have a content, and remember what is written."""
    global _file_methods
    state = [_lines_of(read_data)]

    def read(*args, **kwargs):
        if handle.read.return_value is not None:
            return handle.read.return_value
        return (type(read_data)()).join(state[0]) if not args and not kwargs else _read_some(*args, **kwargs)

    def _read_some(size=-1):
        rest = type(read_data)().join(state[0])
        if size is None or size < 0:
            return rest
        state[0] = _lines_of(rest[size:]) if rest[size:] else iter(())
        return rest[:size]

    def readlines(*args, **kwargs):
        if handle.readlines.return_value is not None:
            return handle.readlines.return_value
        return list(state[0])

    def readline(*args, **kwargs):
        if handle.readline.return_value is not None:
            return handle.readline.return_value
        return next(state[0], type(read_data)())

    def each_line():
        if handle.readline.return_value is not None:
            while True:
                yield handle.readline.return_value
        yield from state[0]

    def next_line():
        if handle.readline.return_value is not None:
            return handle.readline.return_value
        return next(state[0])

    def leave(exctype, excinst, exctb):
        handle.close()

    if _file_methods is None:
        import io
        _file_methods = list(set(dir(io.TextIOWrapper)).union(set(dir(io.BytesIO))))
    if mock is None:
        mock = MagicMock(name='open', spec=_open)
    handle = MagicMock(spec=_file_methods)
    handle.__enter__.return_value = handle
    handle.write.return_value = None
    handle.read.return_value = None
    handle.readline.return_value = None
    handle.readlines.return_value = None
    handle.read.side_effect = read
    handle.readline.side_effect = readline
    handle.readlines.side_effect = readlines
    handle.__iter__.side_effect = each_line
    handle.__next__.side_effect = next_line
    handle.__exit__.side_effect = leave

    def open_again(*args, **kwargs):
        state[0] = _lines_of(read_data)
        return DEFAULT

    mock.side_effect = open_again
    mock.return_value = handle
    return mock
