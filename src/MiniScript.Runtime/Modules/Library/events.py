"""Events by name: an Emitter calls those who listen."""

from _catalog import expect_callable as _expect_callable

__all__ = ['Emitter']


class Emitter:
    """Listeners by the name of an event, which is any hashable value."""

    def __init__(self):
        self._listeners = {}

    def on(self, event, listener=None):
        """Calls a function at every event of a name; returns the function. Without one, a decorator."""
        if listener is None:
            return lambda function: self.on(event, function)
        _expect_callable('on', 'listener', listener)
        self._listeners.setdefault(event, []).append((listener, False))
        return listener

    def once(self, event, listener=None):
        """The same, for the next event only."""
        if listener is None:
            return lambda function: self.once(event, function)
        _expect_callable('once', 'listener', listener)
        self._listeners.setdefault(event, []).append((listener, True))
        return listener

    def off(self, event, listener=None):
        """Forgets the last registration of a function, or all listeners of an event; whether there was one."""
        known = self._listeners.get(event)
        if not known:
            return False
        if listener is None:
            del self._listeners[event]
            return True
        for place in range(len(known) - 1, -1, -1):
            if known[place][0] == listener:
                self._listeners[event] = known[:place] + known[place + 1:]
                if len(known) == 1:
                    del self._listeners[event]
                return True
        return False

    def emit(self, event, *args, **kwargs):
        """Calls the listeners of an event in order; whether there were any. Coroutines that they return run as tasks of the running loop."""
        known = self._listeners.get(event)
        if not known:
            return False
        for entry in tuple(known):
            listener, only_once = entry
            if only_once:
                now = self._listeners.get(event, ())
                if not any(each is entry for each in now):
                    continue
                left = [each for each in now if each is not entry]
                if left:
                    self._listeners[event] = left
                else:
                    del self._listeners[event]
            result = listener(*args, **kwargs)
            if hasattr(result, '__await__'):
                _start(result)
        return True

    def listeners(self, event):
        """The functions that listen to an event, in order."""
        return [listener for listener, _ in self._listeners.get(event, ())]

    def events(self):
        """The events that have listeners."""
        return list(self._listeners)

    async def wait(self, event, timeout=None):
        """Waits for the next event of a name: a tuple of what it was emitted with; None if the time, in seconds, ran out."""
        import asyncio
        future = asyncio.get_running_loop().create_future()

        def listener(*args):
            if not future.done():
                future.set_result(args)
        self.once(event, listener)
        try:
            return await asyncio.wait_for(future, timeout)
        except asyncio.TimeoutError:
            return None
        finally:
            self.off(event, listener)


_tasks = set()


def _start(coroutine):
    import asyncio
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        if hasattr(coroutine, 'close'):
            coroutine.close()
        raise
    task = asyncio.ensure_future(coroutine)
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
