"""Tasks, and waiting for several of them."""

import _asyncio
from _asyncio import Task, _enter_task, _leave_task, _register_task, _swap_current_task, _unregister_task, current_task
from _types import make_awaitable as _make_awaitable
from . import events, exceptions, futures
from .coroutines import iscoroutine
from .futures import isfuture
from .timeouts import timeout as _timeout_after

__all__ = ('Task', 'create_task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'wait', 'wait_for', 'as_completed', 'sleep', 'gather',
           'shield', 'ensure_future', 'run_coroutine_threadsafe', 'current_task', 'all_tasks', 'create_eager_task_factory', 'eager_task_factory',
           '_register_task', '_unregister_task', '_enter_task', '_leave_task')

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'


def all_tasks(loop=None):
    """Return the set of tasks of a loop, the running one by default, that are not done."""
    return set(_asyncio._pending_tasks(events.get_running_loop() if loop is None else loop))


def create_task(coro, *, name=None, context=None):
    """Schedule a coroutine to run in the running loop and return its Task."""
    loop = events.get_running_loop()
    if context is None:
        return loop.create_task(coro, name=name)
    return loop.create_task(coro, name=name, context=context)


def ensure_future(coro_or_future, *, loop=None):
    """Return a Future as it is; wrap a coroutine, or anything that can be awaited, in a Task."""
    if isfuture(coro_or_future):
        if loop is not None and loop is not futures._get_loop(coro_or_future):
            raise ValueError('The future belongs to a different loop than the one specified as the loop argument')
        return coro_or_future
    is_wrapped = False
    if not iscoroutine(coro_or_future):
        if not _isawaitable(coro_or_future):
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
        coro_or_future = _await(coro_or_future)
        is_wrapped = True
    if loop is None:
        try:
            loop = events.get_event_loop()
        except RuntimeError:
            if is_wrapped:
                coro_or_future.close()
            raise
    return loop.create_task(coro_or_future)


def _isawaitable(obj):
    if hasattr(type(obj), '__await__'):
        return True
    code = getattr(obj, 'gi_code', None)
    return code is not None and code.co_flags & 0x100 != 0


async def _await(awaitable):
    return await awaitable


def _pause():
    yield


_make_awaitable(_pause)


async def sleep(delay, result=None):
    """Wait for some seconds, then return result."""
    if delay <= 0:
        await _pause()
        return result
    if delay != delay:
        raise ValueError('Invalid delay: NaN (not a number)')
    loop = events.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, futures._set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        timer.cancel()


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for tasks: all, the first, or the first that fails. Return the set of those that are done and of those that are not."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expect a list of futures, not {type(fs).__name__}')
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return_when value: {return_when}')
    fs = set(fs)
    if any([iscoroutine(f) for f in fs]):
        raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')
    loop = events.get_running_loop()
    waiter = loop.create_future()
    timer = None
    left = len(fs)

    def release():
        if not waiter.done():
            waiter.set_result(None)

    def completed(f):
        nonlocal left
        left -= 1
        if (left <= 0 or return_when == FIRST_COMPLETED
                or (return_when == FIRST_EXCEPTION and not f.cancelled() and f.exception() is not None)):
            if timer is not None:
                timer.cancel()
            release()

    if timeout is not None:
        timer = loop.call_later(timeout, release)
    for f in fs:
        f.add_done_callback(completed)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in fs:
            f.remove_done_callback(completed)
    done = {f for f in fs if f.done()}
    return done, fs - done


async def wait_for(fut, timeout):
    """Wait for one awaitable, for some seconds at most; then it is cancelled and TimeoutError raised."""
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except exceptions.CancelledError as cancelled:
            raise TimeoutError from cancelled
    async with _timeout_after(timeout):
        return await fut


async def _cancel_and_wait(fut):
    waiter = events.get_running_loop().create_future()

    def release(_):
        if not waiter.done():
            waiter.set_result(None)

    fut.add_done_callback(release)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(release)


class _AsCompletedIterator:
    """What as_completed() returns: an iterator of awaitables, and an asynchronous iterator of the tasks themselves."""

    def __init__(self, aws, timeout):
        from .queues import Queue
        self._done = Queue()
        self._timer = None
        loop = events.get_event_loop()
        self._todo = {ensure_future(aw, loop=loop): None for aw in dict.fromkeys(aws)}
        for f in self._todo:
            f.add_done_callback(self._completed)
        if self._todo and timeout is not None:
            self._timer = loop.call_later(timeout, self._timed_out)
        self._left = len(self._todo)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._next(False)

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._next(True)

    def _timed_out(self):
        for f in self._todo:
            f.remove_done_callback(self._completed)
            self._done.put_nowait(None)
        self._todo.clear()

    def _completed(self, f):
        if self._todo:
            del self._todo[f]
            self._done.put_nowait(f)
            if not self._todo and self._timer is not None:
                self._timer.cancel()

    async def _next(self, is_result):
        f = await self._done.get()
        if f is None:
            raise exceptions.TimeoutError
        return f.result() if is_result else f


def as_completed(fs, *, timeout=None):
    """Iterate over awaitables in the order in which they complete."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expect an iterable of futures, not {type(fs).__name__}')
    return _AsCompletedIterator(fs, timeout)


class _GatheringFuture(futures.Future):
    """The result of gather(). To cancel it is to cancel what it gathers; it is done when those are."""

    def __init__(self, children, return_exceptions, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._return_exceptions = return_exceptions
        self._left = 0
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        is_cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                is_cancelled = True
        if is_cancelled:
            self._cancel_requested = True
        return is_cancelled

    def _child_done(self, child):
        self._left -= 1
        if self.done():
            if not child.cancelled():
                child.exception()
            return
        if not self._return_exceptions:
            if child.cancelled():
                self.set_exception(child._make_cancelled_error())
                return
            exception = child.exception()
            if exception is not None:
                self.set_exception(exception)
                return
        if self._left == 0:
            results = [self._outcome(f) for f in self._children]
            if self._cancel_requested:
                self.set_exception(child._make_cancelled_error())
            else:
                self.set_result(results)

    @staticmethod
    def _outcome(child):
        if child.cancelled():
            return exceptions.CancelledError('' if child._cancel_message is None else child._cancel_message)
        exception = child.exception()
        return child.result() if exception is None else exception


def gather(*coros_or_futures, return_exceptions=False):
    """Run awaitables concurrently; return a Future of the list of their results, in the order in which they are given."""
    if not coros_or_futures:
        outer = events.get_event_loop().create_future()
        outer.set_result([])
        return outer
    by_argument = {}
    children = []
    finished = []
    loop = None
    outer = None
    for argument in coros_or_futures:
        child = by_argument.get(argument)
        if child is None:
            child = ensure_future(argument, loop=loop)
            if loop is None:
                loop = futures._get_loop(child)
            if child is not argument:
                child._log_destroy_pending = False
            by_argument[argument] = child
        children.append(child)
    outer = _GatheringFuture(children, return_exceptions, loop=loop)
    outer._left = len(by_argument)
    for child in by_argument.values():
        if child.done():
            finished.append(child)
        else:
            child.add_done_callback(outer._child_done)
    for child in finished:
        outer._child_done(child)
    return outer


def shield(arg):
    """Wait for an awaitable that a cancellation of the wait does not cancel."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = futures._get_loop(inner).create_future()

    def inner_done(_):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
        elif inner.cancelled():
            outer.cancel()
        elif (exception := inner.exception()) is not None:
            outer.set_exception(exception)
        else:
            outer.set_result(inner.result())

    def outer_done(_):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


def run_coroutine_threadsafe(coro, loop):
    """Schedule a coroutine in a loop; return a concurrent.futures.Future of its result."""
    if not iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    import concurrent.futures
    result = concurrent.futures.Future()

    def start():
        task = ensure_future(coro, loop=loop)

        def finished(_):
            if task.cancelled():
                result.cancel()
                return
            result.set_running_or_notify_cancel()
            if (exception := task.exception()) is not None:
                result.set_exception(exception)
            else:
                result.set_result(task.result())

        task.add_done_callback(finished)

    loop.call_soon_threadsafe(start)
    return result


def create_eager_task_factory(custom_task_constructor):
    """Return a task factory whose tasks run at once until they have to wait."""
    def factory(loop, coro, *, name=None, context=None):
        return custom_task_constructor(coro, loop=loop, name=name, context=context, eager_start=True)
    return factory


eager_task_factory = create_eager_task_factory(Task)
