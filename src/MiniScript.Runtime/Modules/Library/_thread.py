"""Threads and locks, as low as they go."""

from _threads import LockType, count as _count, get_ident, start as _start

lock = LockType
error = RuntimeError
TIMEOUT_MAX = 9223372036.0


def allocate_lock():
    return LockType()


allocate = allocate_lock


def start_new_thread(function, args, kwargs={}, /):
    """Calls a function in a new thread; the program's end does not wait for it."""
    if not callable(function):
        raise TypeError('first arg must be callable')
    if not isinstance(args, tuple):
        raise TypeError('2nd arg must be a tuple')
    if not isinstance(kwargs, dict):
        raise TypeError('optional 3rd arg must be a dictionary')
    return _start(lambda: function(*args, **kwargs), True)


start_new = start_new_thread


def start_joinable_thread(function, handle=None, daemon=True):
    return _start(function, daemon)


def get_native_id():
    return get_ident()


def exit():
    raise SystemExit


exit_thread = exit


def interrupt_main(signum=2, /):
    """What the arrival of a signal would do in the main thread."""
    import signal
    signal.raise_signal(signum)


def stack_size(size=0, /):
    """Threads' stacks have a fixed size: 0, the default."""
    if size:
        raise ValueError('size not valid: %d bytes' % size)
    return 0


class RLock:
    """A lock that its owner may lock again."""

    def __init__(self):
        self._block = LockType()
        self._owner = None
        self._depth = 0

    def __repr__(self):
        state = 'locked' if self._depth else 'unlocked'
        return f'<{state} _thread.RLock object owner={self._owner or 0} count={self._depth} at {hex(id(self))}>'

    def acquire(self, blocking=True, timeout=-1):
        me = get_ident()
        if self._owner == me:
            self._depth += 1
            return True
        taken = self._block.acquire(blocking, timeout)
        if taken:
            self._owner = me
            self._depth = 1
        return taken

    __enter__ = acquire

    def release(self):
        if self._owner != get_ident():
            raise RuntimeError('cannot release un-acquired lock')
        self._depth -= 1
        if not self._depth:
            self._owner = None
            self._block.release()

    def __exit__(self, *details):
        self.release()

    def _is_owned(self):
        return self._owner == get_ident()

    def _recursion_count(self):
        return self._depth if self._owner == get_ident() else 0

    def _release_save(self):
        if not self._depth:
            raise RuntimeError('cannot release un-acquired lock')
        state = self._depth, self._owner
        self._depth, self._owner = 0, None
        self._block.release()
        return state

    def _acquire_restore(self, state):
        self._block.acquire()
        self._depth, self._owner = state


_dicts = {}
_serial = [0]


class _local:
    """Attributes that each thread has its own values of."""

    def __new__(cls, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError('Initialization arguments are not supported')
        self = object.__new__(cls)
        with _guard:
            _serial[0] += 1
            serial = _serial[0]
        object.__setattr__(self, '_serial_', (serial, args, kwargs))
        _dicts.setdefault(get_ident(), {})[serial] = {}
        return self

    def __getattribute__(self, name):
        own = _own_dict(self)
        if name == '__dict__':
            return own
        kind = type(self)
        found = getattr(kind, name, _missing)
        if found is not _missing and (name[:2] == '__' or hasattr(type(found), '__set__')):
            return object.__getattribute__(self, name)
        if name in own:
            return own[name]
        if found is not _missing:
            return object.__getattribute__(self, name)
        if hasattr(kind, '__getattr__'):
            return kind.__getattr__(self, name)
        raise AttributeError(f"'{_shown(kind)}' object has no attribute {name!r}", name=name, obj=self)

    def __setattr__(self, name, value):
        if name == '__dict__':
            raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
        found = getattr(type(self), name, None)
        if hasattr(type(found), '__set__'):
            object.__setattr__(self, name, value)
        else:
            _own_dict(self)[name] = value

    def __delattr__(self, name):
        own = _own_dict(self)
        if name not in own:
            raise AttributeError(f"'{_shown(type(self))}' object has no attribute {name!r}", name=name, obj=self)
        del own[name]


_missing = object()


def _shown(kind):
    return '_thread._local' if kind is _local else kind.__name__


_guard = LockType()


def _own_dict(self):
    """The attributes of the running thread; a subclass's __init__ runs once in each."""
    serial, args, kwargs = object.__getattribute__(self, '_serial_')
    dicts = _dicts.setdefault(get_ident(), {})
    own = dicts.get(serial)
    if own is None:
        own = dicts[serial] = {}
        type(self).__init__(self, *args, **kwargs)
    return own


for _class in RLock, _local:
    _class.__module__ = '_thread'
