"""Functions that are called later. In a running asyncio loop the loop calls them; otherwise they run when the main module has ended: the program
ends behind the last of them."""

import heapq as _heapq
import itertools as _itertools
import sys as _sys
import threading as _threading
import time as _time
from _catalog import expect as _expect, expect_callable as _expect_callable

__all__ = ['Timer', 'clear_interval', 'clear_timeout', 'pending', 'run', 'set_interval', 'set_timeout']

_queue = []
_order = _itertools.count()
_changed = _threading.Condition()
_is_registered = False


class Timer:
    """A call to come. cancel() forgets it."""

    __slots__ = ('_function', '_args', '_interval', '_due', '_state', '_handle')

    def __repr__(self):
        return f'<Timer {self._state}>'

    @property
    def is_active(self):
        """Whether the call is still to come."""
        return self._state == 'active'

    def cancel(self):
        """Forgets the call; whether it was still to come."""
        if self._state != 'active':
            return False
        self._state = 'cancelled'
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        with _changed:
            _queue[:] = [entry for entry in _queue if entry[2] is not self]
            _heapq.heapify(_queue)
            _changed.notify_all()
        return True


def _running_loop():
    events = _sys.modules.get('asyncio.events')
    return None if events is None else events._get_running_loop()


def _schedule(timer):
    global _is_registered
    loop = _running_loop()
    timer._handle = None
    if loop is not None:
        timer._handle = loop.call_later(max(timer._due - _time.monotonic(), 0), _fire, timer, loop)
    with _changed:
        _heapq.heappush(_queue, (timer._due, next(_order), timer))
        _changed.notify_all()
        if not _is_registered:
            import atexit
            _is_registered = True
            atexit._after_main(_at_end)


def _fire(timer, loop=None):
    if timer._state != 'active':
        return
    with _changed:
        _queue[:] = [entry for entry in _queue if entry[2] is not timer]
        _heapq.heapify(_queue)
    if timer._interval is None:
        timer._state = 'done'
    else:
        timer._due = max(timer._due + timer._interval, _time.monotonic())
        _schedule(timer)
    result = timer._function(*timer._args)
    if hasattr(result, '__await__'):
        import asyncio
        if _running_loop() is None:
            asyncio.run(_await(result))
        else:
            task = asyncio.ensure_future(result)
            _tasks.add(task)
            task.add_done_callback(_tasks.discard)


_tasks = set()


async def _await(result):
    return await result


def _new(function, name, milliseconds, args, is_repeated):
    _expect_callable(name, 'function', function)
    _expect(name, 'milliseconds', milliseconds, int, float)
    seconds = max(milliseconds, 0) / 1000
    timer = Timer()
    timer._function = function
    timer._args = args
    timer._interval = max(seconds, 0.001) if is_repeated else None
    timer._due = _time.monotonic() + seconds
    timer._state = 'active'
    _schedule(timer)
    return timer


def set_timeout(function, milliseconds=0, *args):
    """Calls a function once, after some milliseconds. A coroutine that it returns is run."""
    return _new(function, 'set_timeout', milliseconds, args, False)


def set_interval(function, milliseconds=0, *args):
    """Calls a function again and again, after some milliseconds each time."""
    return _new(function, 'set_interval', milliseconds, args, True)


def clear_timeout(timer):
    """Forgets a timer; None, or one whose time has passed, is nothing to forget. Whether there was one."""
    if timer is None:
        return False
    _expect('clear_timeout', 'timer', timer, Timer)
    return timer.cancel()


clear_interval = clear_timeout


def pending():
    """The number of calls to come."""
    return len(_queue)


def run():
    """Waits for the timers and calls them, until there are none. Programs do this by themselves at their end."""
    while True:
        with _changed:
            if not _queue:
                return
            due, _, timer = _queue[0]
            rest = due - _time.monotonic()
            if rest > 0:
                _changed.wait(rest)
                continue
        _fire(timer)


def _at_end():
    global _is_registered
    run()
    _is_registered = False
