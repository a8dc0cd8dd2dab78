"""Futures."""

from _asyncio import Future

__all__ = ('Future', 'wrap_future', 'isfuture')


def isfuture(obj):
    """Return True if obj is a Future, or behaves as one."""
    return hasattr(type(obj), '_asyncio_future_blocking') and obj._asyncio_future_blocking is not None


def _get_loop(fut):
    get_loop = getattr(fut, 'get_loop', None)
    return fut._loop if get_loop is None else get_loop()


def _set_result_unless_cancelled(fut, result):
    if not fut.cancelled():
        fut.set_result(result)


def wrap_future(future, *, loop=None):
    """Return a Future that follows a concurrent.futures.Future."""
    if isfuture(future):
        return future
    if not hasattr(future, 'add_done_callback') or not hasattr(future, 'set_running_or_notify_cancel'):
        raise AssertionError(f'concurrent.futures.Future is expected, got {future!r}')
    if loop is None:
        from .events import get_event_loop
        loop = get_event_loop()
    outer = loop.create_future()
    _chain(future, outer, loop)
    return outer


def _chain(source, target, loop):
    """Give target the outcome of source, and pass a cancellation of target on to source."""
    def copy(_=None):
        if target.done():
            return
        if source.cancelled():
            target.cancel()
        elif (exception := source.exception()) is not None:
            target.set_exception(exception)
        else:
            target.set_result(source.result())

    def finished(_):
        if not target.cancelled():
            loop.call_soon_threadsafe(copy)

    def cancel_source(_):
        if target.cancelled():
            source.cancel()

    target.add_done_callback(cancel_source)
    source.add_done_callback(finished)
