"""What a coroutine is."""

import sys

__all__ = ('iscoroutinefunction', 'iscoroutine')

_is_coroutine = object()
_COROUTINE = 0x80


async def _sample():
    pass


_made = _sample()
_CoroutineType = type(_made)
_made.close()
del _made, _sample


def iscoroutinefunction(func):
    """Return True if func is a function whose call makes a coroutine."""
    candidate = func
    while True:
        if type(candidate) is _MethodType:
            candidate = candidate.__func__
        elif type(candidate).__name__ == 'partial' and hasattr(candidate, 'func'):
            candidate = candidate.func
        else:
            break
    code = getattr(candidate, '__code__', None)
    if type(code) is _CodeType and hasattr(candidate, '__globals__') and code.co_flags & _COROUTINE:
        return True
    inspect = sys.modules.get('inspect')
    if inspect is not None and getattr(candidate, '_is_coroutine_marker', None) is inspect._is_coroutine_mark:
        return True
    return getattr(func, '_is_coroutine', None) is _is_coroutine


_CodeType = type(iscoroutinefunction.__code__)
_MethodType = type(iscoroutinefunction.__get__(0))


def iscoroutine(obj):
    """Return True if obj is a coroutine object, or behaves as one."""
    if type(obj) is _CoroutineType:
        return True
    if isinstance(obj, (int, str, bytes, list, tuple, dict, type, type(None), type(iscoroutine))):
        return False
    from collections.abc import Coroutine
    return isinstance(obj, Coroutine)
