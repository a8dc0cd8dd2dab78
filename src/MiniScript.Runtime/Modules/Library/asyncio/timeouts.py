"""Time limits."""

from . import events, exceptions

__all__ = ('Timeout', 'timeout', 'timeout_at')

_CREATED, _ENTERED, _EXPIRING, _EXPIRED, _EXITED = 'created', 'active', 'expiring', 'expired', 'finished'


class Timeout:
    """An asynchronous context manager that cancels its body when the time is over, and turns that into TimeoutError."""

    def __init__(self, when):
        self._state = _CREATED
        self._timer = None
        self._task = None
        self._when = when

    def when(self):
        """Return the time of the loop's clock at which it is over, or None."""
        return self._when

    def reschedule(self, when):
        """Change the time at which it is over; None for never."""
        if self._state != _ENTERED:
            if self._state == _CREATED:
                raise RuntimeError('Timeout has not been entered')
            raise RuntimeError(f'Cannot change state of {self._state} Timeout')
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if when is not None:
            loop = events.get_running_loop()
            if when <= loop.time():
                self._timer = loop.call_soon(self._time_is_over)
            else:
                self._timer = loop.call_at(when, self._time_is_over)

    def expired(self):
        """Return whether the time was over before the body was done."""
        return self._state in (_EXPIRING, _EXPIRED)

    def __repr__(self):
        info = ''
        if self._state == _ENTERED:
            info = f' when={round(self._when, 3) if self._when is not None else None}'
        return f'<Timeout [{self._state}]{info}>'

    async def __aenter__(self):
        if self._state != _CREATED:
            raise RuntimeError('Timeout has already been entered')
        from _asyncio import current_task
        task = current_task()
        if task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._state = _ENTERED
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._state == _EXPIRING:
            self._state = _EXPIRED
            if self._task.uncancel() <= self._cancelling and exc_type is not None:
                if issubclass(exc_type, exceptions.CancelledError):
                    raise TimeoutError from exc_val
                if exc_val is not None:
                    _replace_cancellation(exc_val)
                    if isinstance(exc_val, ExceptionGroup):
                        for exception in exc_val.exceptions:
                            _replace_cancellation(exception)
        elif self._state == _ENTERED:
            self._state = _EXITED
        return None

    def _time_is_over(self):
        self._task.cancel()
        self._state = _EXPIRING
        self._timer = None


def _replace_cancellation(exception):
    """Put TimeoutError in place of the first CancelledError among the contexts of an exception."""
    while exception.__context__ is not None:
        if isinstance(exception.__context__, exceptions.CancelledError):
            replacement = TimeoutError()
            replacement.__context__ = replacement.__cause__ = exception.__context__
            exception.__context__ = replacement
            break
        exception = exception.__context__


def timeout(delay):
    """Return a context manager that gives its body some seconds; None for no limit."""
    return Timeout(None if delay is None else events.get_running_loop().time() + delay)


def timeout_at(when):
    """Return a context manager that gives its body until a time of the loop's clock; None for no limit."""
    return Timeout(when)
