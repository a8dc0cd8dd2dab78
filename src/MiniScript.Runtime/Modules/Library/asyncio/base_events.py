"""The event loop."""

import sys
import _asyncio
from . import events, futures, tasks, timeouts
from .coroutines import iscoroutine

__all__ = ('BaseEventLoop', 'SelectorEventLoop', 'EventLoop', 'DefaultEventLoopPolicy')


def _run_until_complete_cb(future):
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        # It leaves run_forever() by itself.
        return
    futures._get_loop(future).stop()


def _set_unless_done(future):
    if not future.done():
        future.set_result(None)


class BaseEventLoop(_asyncio._LoopCore, events.AbstractEventLoop):
    """An event loop: callbacks and tasks in the order in which they became ready, and timers."""

    def __init__(self):
        self._debug = False
        self._task_factory = None
        self._exception_handler = None
        self._default_executor = None
        self._asyncgens_shutdown_called = False
        self._executor_shutdown_called = False
        self.slow_callback_duration = 0.1

    def __repr__(self):
        return f'<{type(self).__name__} running={self.is_running()} closed={self.is_closed()} debug={self.get_debug()}>'

    def create_task(self, coro, *, name=None, context=None):
        """Schedule a coroutine and return its Task."""
        self._check_closed()
        if self._task_factory is None:
            return tasks.Task(coro, loop=self, name=name, context=context)
        if context is None:
            task = self._task_factory(self, coro)
        else:
            task = self._task_factory(self, coro, context=context)
        if name is not None:
            task.set_name(name)
        return task

    def set_task_factory(self, factory):
        """Set what makes tasks, called with loop and coroutine; None for the default."""
        if factory is not None and not callable(factory):
            raise TypeError('task factory must be a callable or None')
        self._task_factory = factory

    def get_task_factory(self):
        """Return what makes tasks, or None."""
        return self._task_factory

    def _check_running(self):
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        if events._get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')

    def run_forever(self):
        """Run until stop() is called."""
        self._check_closed()
        self._check_running()
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(firstiter=self._asyncgen_started, finalizer=self._asyncgen_abandoned)
        events._set_running_loop(self)
        try:
            self._run()
        finally:
            events._set_running_loop(None)
            sys.set_asyncgen_hooks(*hooks)

    def run_until_complete(self, future):
        """Run until a Future is done, or a coroutine in a Task; return its result."""
        self._check_closed()
        self._check_running()
        is_new = not futures.isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        if is_new:
            future._log_destroy_pending = False
        future.add_done_callback(_run_until_complete_cb)
        try:
            self.run_forever()
        except:
            if is_new and future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            future.remove_done_callback(_run_until_complete_cb)
        if not future.done():
            raise RuntimeError('Event loop stopped before Future completed.')
        return future.result()

    def close(self):
        """Forget what is scheduled; the loop cannot be used any more."""
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        if self.is_closed():
            return
        self._close()
        self._executor_shutdown_called = True
        executor, self._default_executor = self._default_executor, None
        if executor is not None:
            executor.shutdown(wait=False)
        _asyncio._report_unretrieved()

    def _asyncgen_started(self, agen):
        if self._asyncgens_shutdown_called:
            from ._support import warn_resource
            warn_resource(f'asynchronous generator {agen!r} was scheduled after loop.shutdown_asyncgens() call')

    def _asyncgen_abandoned(self, agen):
        if not self.is_closed():
            self.call_soon_threadsafe(self.create_task, agen.aclose())

    async def shutdown_asyncgens(self):
        """Close the asynchronous generators that are not at their end."""
        self._asyncgens_shutdown_called = True
        closing = _asyncio._live_async_generators()
        if not closing:
            return
        results = await tasks.gather(*[agen.aclose() for agen in closing], return_exceptions=True)
        for result, agen in zip(results, closing):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    'message': f'an error occurred during closing of asynchronous generator {agen!r}', 'exception': result, 'asyncgen': agen})

    async def shutdown_default_executor(self, timeout=None):
        """Shut down the default executor; wait for its threads, at most so many seconds."""
        self._executor_shutdown_called = True
        executor = self._default_executor
        if executor is None:
            return
        import threading
        done = self.create_future()

        def shut_down():
            try:
                executor.shutdown(wait=True)
            except Exception as error:
                self.call_soon_threadsafe(done.set_exception, error)
            else:
                self.call_soon_threadsafe(_set_unless_done, done)

        thread = threading.Thread(target=shut_down)
        thread.start()
        try:
            async with timeouts.timeout(timeout):
                await done
        except TimeoutError:
            import warnings
            warnings.warn(f'The executor did not finishing joining its threads within {timeout} seconds.', RuntimeWarning, stacklevel=2)
            executor.shutdown(wait=False)
        else:
            thread.join()

    def set_default_executor(self, executor):
        """Set what run_in_executor() uses if it is given none."""
        if not hasattr(executor, 'submit'):
            raise TypeError('executor must be ThreadPoolExecutor instance')
        self._default_executor = executor

    def run_in_executor(self, executor, func, *args):
        """Call a function in an executor: without one in a thread of the default executor. Return a Future of its result."""
        self._check_closed()
        if executor is None:
            if self._executor_shutdown_called:
                raise RuntimeError('Executor shutdown has been called')
            executor = self._default_executor
            if executor is None:
                from concurrent.futures import ThreadPoolExecutor
                executor = self._default_executor = ThreadPoolExecutor(thread_name_prefix='asyncio')
        return futures.wrap_future(executor.submit(func, *args), loop=self)

    def get_debug(self):
        """Return whether debug mode is on."""
        return self._debug

    def set_debug(self, enabled):
        """Turn debug mode on or off; nothing depends on it."""
        self._debug = enabled

    def get_exception_handler(self):
        """Return the handler of exceptions that nobody catches, or None."""
        return self._exception_handler

    def set_exception_handler(self, handler):
        """Set the handler of exceptions that nobody catches, called with loop and a dict; None for the default."""
        if handler is not None and not callable(handler):
            raise TypeError(f'A callable object or None is expected, got {handler!r}')
        self._exception_handler = handler

    def default_exception_handler(self, context):
        """Log an exception that nobody catches."""
        from ._support import log_error
        lines = [context.get('message') or 'Unhandled exception in event loop']
        for key in sorted(context):
            if key not in ('message', 'exception'):
                lines.append(f'{key}: {context[key]!r}')
        log_error('\n'.join(lines), context.get('exception'))

    def call_exception_handler(self, context):
        """Hand an exception that nobody catches to the handler."""
        from ._support import log_error
        handler = self._exception_handler
        if handler is None:
            try:
                self.default_exception_handler(context)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exception:
                log_error('Exception in default exception handler', exception)
            return
        try:
            origin = context.get('task')
            if origin is None:
                origin = context.get('future')
            if origin is None:
                origin = context.get('handle')
            within = origin.get_context() if hasattr(origin, 'get_context') else None
            if hasattr(within, 'run'):
                within.run(handler, self, context)
            else:
                handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exception:
            try:
                self.default_exception_handler({
                    'message': 'Unhandled error in exception handler', 'exception': exception, 'context': context})
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as second:
                log_error(
                    'Exception in default exception handler while handling an unexpected error in custom exception handler', second)


class _UnixSelectorEventLoop(BaseEventLoop):
    """The event loop there is. It waits by itself: a selector is only closed with it."""

    def __init__(self, selector=None):
        super().__init__()
        self._selector = selector


def _late(name):
    """A method that brings the loop's part for descriptors in, itself among it, and calls it."""
    def method(self, *args, **kwargs):
        from . import selector_events
        return getattr(self, name)(*args, **kwargs)
    method.__name__ = name
    method.__qualname__ = f'_UnixSelectorEventLoop.{name}'
    return method


for _name in ('add_reader remove_reader add_writer remove_writer add_signal_handler remove_signal_handler getaddrinfo getnameinfo '
              'create_connection create_server start_tls sendfile create_unix_connection create_unix_server connect_accepted_socket '
              'create_datagram_endpoint connect_read_pipe connect_write_pipe subprocess_shell subprocess_exec sock_recv sock_recv_into '
              'sock_recvfrom sock_recvfrom_into sock_sendall sock_sendto sock_connect sock_accept sock_sendfile').split():
    setattr(_UnixSelectorEventLoop, _name, _late(_name))
del _name

SelectorEventLoop = EventLoop = _UnixSelectorEventLoop


class DefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    """The policy there is by default."""

    _loop_factory = SelectorEventLoop
