"""Special methods of mocks: which there are, and what they do unless they are told."""

_magic_names = (
    'lt gt le ge eq ne getitem setitem delitem len contains str sizeof enter exit divmod rdivmod neg pos abs invert complex int float '
    'index round trunc floor ceil bool next fspath aiter'
)
_number_names = 'add sub mul matmul truediv floordiv mod lshift rshift and xor or pow'
_numerics = ' '.join([f'{name} i{name} r{name}' for name in _number_names.split()])

_non_defaults = {
    '__get__', '__set__', '__delete__', '__reversed__', '__missing__', '__reduce__', '__reduce_ex__', '__getinitargs__',
    '__getnewargs__', '__getstate__', '__setstate__', '__getformat__', '__repr__', '__dir__', '__subclasses__', '__format__',
    '__getnewargs_ex__',
}
_magics = {f'__{name}__' for name in f'{_magic_names} {_numerics} hash iter'.split()} - {'__aiter__'}
_async_method_magics = {'__aenter__', '__aexit__', '__anext__'}
_sync_async_magics = {'__aiter__'}
_async_magics = _sync_async_magics | _async_method_magics
_magics |= _sync_async_magics
_all_sync_magics = _magics | _non_defaults
_all_magics = _all_sync_magics | _async_magics
_unsupported_magics = {
    '__getattr__', '__setattr__', '__init__', '__new__', '__prepare__', '__instancecheck__', '__subclasscheck__', '__del__',
}


def _is_magic(name):
    return f'__{name[2:-2]}__' == name


_calculate_return_value = {
    '__hash__': lambda self: object.__hash__(self),
    '__str__': lambda self: object.__str__(self),
    '__sizeof__': lambda self: object.__sizeof__(self),
    '__fspath__': lambda self: f'{type(self).__name__}/{self._extract_mock_name()}/{id(self)}',
}
_return_values = {
    '__lt__': NotImplemented, '__gt__': NotImplemented, '__le__': NotImplemented, '__ge__': NotImplemented, '__int__': 1,
    '__contains__': False, '__len__': 0, '__exit__': False, '__complex__': 1j, '__float__': 1.0, '__bool__': True, '__index__': 1,
    '__aexit__': False,
}


def _get_eq(self, default):
    def __eq__(other):
        result = self.__eq__._mock_return_value
        if result is not default:
            return result
        return True if self is other else NotImplemented
    return __eq__


def _get_ne(self, default):
    def __ne__(other):
        if self.__ne__._mock_return_value is not default:
            return default
        return False if self is other else NotImplemented
    return __ne__


def _get_iter(self, default):
    def __iter__():
        result = self.__iter__._mock_return_value
        # An iterator is given again, so that it ends.
        return iter([]) if result is default else iter(result)
    return __iter__


class _AsyncIterator:
    def __init__(self, iterator):
        self.iterator = iterator

    def __aiter__(self):
        return self

    async def __anext__(self):
        try:
            return next(self.iterator)
        except StopIteration:
            pass
        raise StopAsyncIteration


def _get_async_iter(self, default):
    def __aiter__():
        result = self.__aiter__._mock_return_value
        return _AsyncIterator(iter([])) if result is default else _AsyncIterator(iter(result))
    return __aiter__


_side_effect_methods = {'__eq__': _get_eq, '__ne__': _get_ne, '__iter__': _get_iter, '__aiter__': _get_async_iter}
