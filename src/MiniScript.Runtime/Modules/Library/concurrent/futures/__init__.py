"""Calls that run beside the caller, and their results."""

import queue
import threading
import time

__all__ = ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'CancelledError', 'TimeoutError', 'InvalidStateError',
           'BrokenExecutor', 'Future', 'Executor', 'wait', 'as_completed', 'ProcessPoolExecutor', 'ThreadPoolExecutor']

FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'

_PENDING, _RUNNING, _CANCELLED, _NOTIFIED, _FINISHED = 'PENDING', 'RUNNING', 'CANCELLED', 'CANCELLED_AND_NOTIFIED', 'FINISHED'
_DONE = _CANCELLED, _NOTIFIED, _FINISHED
_SHOWN = {_PENDING: 'pending', _RUNNING: 'running', _CANCELLED: 'cancelled', _NOTIFIED: 'cancelled', _FINISHED: 'finished'}

TimeoutError = TimeoutError


class Error(Exception):
    """What futures raise."""


class CancelledError(Error):
    """The future was cancelled."""


class InvalidStateError(Error):
    """The future is in another state than the operation needs."""


class BrokenExecutor(RuntimeError):
    """The executor cannot work any more."""


for _class in Error, CancelledError, InvalidStateError, BrokenExecutor:
    _class.__module__ = 'concurrent.futures._base'


class Future:
    """The result of a call that may not be there yet."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = _PENDING
        self._result = self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            start = f'<{type(self).__name__} at {id(self):#x} state={_SHOWN[self._state]}'
            if self._state == _FINISHED:
                if self._exception:
                    return f'{start} raised {type(self._exception).__name__}>'
                return f'{start} returned {type(self._result).__name__}>'
            return start + '>'

    def cancel(self):
        with self._condition:
            if self._state in (_RUNNING, _FINISHED):
                return False
            if self._state in (_CANCELLED, _NOTIFIED):
                return True
            self._state = _CANCELLED
            self._condition.notify_all()
        self._call_back()
        return True

    def cancelled(self):
        with self._condition:
            return self._state in (_CANCELLED, _NOTIFIED)

    def running(self):
        with self._condition:
            return self._state == _RUNNING

    def done(self):
        with self._condition:
            return self._state in _DONE

    def _outcome(self):
        if self._exception:
            try:
                raise self._exception
            finally:
                self = None
        return self._result

    def _await(self, timeout):
        """Waits for the end; the condition is held."""
        if self._state not in _DONE:
            self._condition.wait(timeout)
        if self._state in (_CANCELLED, _NOTIFIED):
            raise CancelledError()
        if self._state != _FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        with self._condition:
            self._await(timeout)
        return self._outcome()

    def exception(self, timeout=None):
        with self._condition:
            self._await(timeout)
            return self._exception

    def add_done_callback(self, fn):
        with self._condition:
            if self._state not in _DONE:
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _call(self, fn):
        try:
            fn(self)
        except Exception as error:
            import sys
            print(f'exception calling callback for {self!r}', file=sys.stderr)
            sys.excepthook(type(error), error, error.__traceback__)

    def _call_back(self):
        for fn in self._done_callbacks:
            self._call(fn)
        for event in list(self._waiters):
            event(self)

    def set_running_or_notify_cancel(self):
        with self._condition:
            if self._state == _CANCELLED:
                self._state = _NOTIFIED
                cancelled = True
            elif self._state == _PENDING:
                self._state = _RUNNING
                return True
            else:
                raise RuntimeError('Future in unexpected state')
        for event in list(self._waiters):
            event(self)
        return not cancelled

    def _end(self, result, exception):
        with self._condition:
            if self._state in _DONE:
                raise InvalidStateError('{}: {!r}'.format(self._state, self))
            self._result, self._exception = result, exception
            self._state = _FINISHED
            self._condition.notify_all()
        self._call_back()

    def set_result(self, result):
        self._end(result, None)

    def set_exception(self, exception):
        self._end(None, exception)

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


Future.__module__ = 'concurrent.futures._base'


class DoneAndNotDoneFutures(tuple):
    """What wait() found: those that are done, and the others."""

    done = property(lambda self: self[0])
    not_done = property(lambda self: self[1])

    def __repr__(self):
        return f'DoneAndNotDoneFutures(done={self[0]!r}, not_done={self[1]!r})'


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Waits for futures."""
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError('Invalid return condition: %r' % return_when)
    fs = set(fs)
    changed = threading.Semaphore(0)
    wake = lambda future: changed.release()
    for future in fs:
        future._waiters.append(wake)
    end = None if timeout is None else time.monotonic() + timeout
    try:
        while True:
            done = {future for future in fs if future.done()}
            if len(done) == len(fs) or return_when == FIRST_COMPLETED and done or return_when == FIRST_EXCEPTION and any(
                    not future.cancelled() and future._exception is not None for future in done):
                break
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                break
            changed.acquire(True, left)
    finally:
        for future in fs:
            future._waiters.remove(wake)
    return DoneAndNotDoneFutures((done, fs - done))


def as_completed(fs, timeout=None):
    """The futures, in the order in which they end."""
    fs = set(fs)
    total = len(fs)
    end = None if timeout is None else time.monotonic() + timeout
    ended = queue.SimpleQueue()
    pending = set(fs)
    for future in fs:
        future._waiters.append(ended.put)
    try:
        for future in [future for future in fs if future.done()]:
            pending.discard(future)
            yield future
        while pending:
            left = None if end is None else max(end - time.monotonic(), 0)
            try:
                future = ended.get(True, left)
            except queue.Empty:
                raise TimeoutError('%d (of %d) futures unfinished' % (len(pending), total)) from None
            if future in pending:
                pending.discard(future)
                yield future
    finally:
        for future in fs:
            if ended.put in future._waiters:
                future._waiters.remove(ended.put)


class Executor:
    """What calls are handed to."""

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        end = None if timeout is None else time.monotonic() + timeout
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            try:
                futures.reverse()
                while futures:
                    yield futures.pop().result(None if end is None else end - time.monotonic())
            finally:
                for future in futures:
                    future.cancel()
        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.shutdown(wait=True)
        return False


class ThreadPoolExecutor(Executor):
    """Calls that run in a few threads."""

    _counter = 0

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        if max_workers is None:
            import os
            max_workers = min(32, (os.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._max_workers = max_workers
        self._work = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._threads = set()
        self._broken = self._shutdown = False
        self._lock = threading.Lock()
        if not thread_name_prefix:
            thread_name_prefix = 'ThreadPoolExecutor-%d' % ThreadPoolExecutor._counter
            ThreadPoolExecutor._counter += 1
        self._prefix = thread_name_prefix
        self._initializer, self._initargs = initializer, initargs

    def submit(self, fn, /, *args, **kwargs):
        with self._lock:
            if self._broken:
                raise BrokenExecutor(self._broken)
            if self._shutdown:
                raise RuntimeError('cannot schedule new futures after shutdown')
            future = Future()
            self._work.put((future, fn, args, kwargs))
            if not self._idle.acquire(False) and len(self._threads) < self._max_workers:
                thread = threading.Thread(target=self._run, name=f'{self._prefix}_{len(self._threads)}', daemon=True)
                self._threads.add(thread)
                thread.start()
            return future

    def _run(self):
        if self._initializer is not None:
            try:
                self._initializer(*self._initargs)
            except BaseException as error:
                threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, threading.current_thread())))
                self._break()
                return
        while True:
            try:
                item = self._work.get_nowait()
            except queue.Empty:
                self._idle.release()
                item = self._work.get()
            if item is None:
                self._work.put(None)
                return
            future, fn, args, kwargs = item
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)
            del item, future, fn, args, kwargs

    def _break(self):
        self._broken = 'A thread initializer failed, the thread pool is not usable anymore'
        while True:
            try:
                item = self._work.get_nowait()
            except queue.Empty:
                return
            if item is not None:
                item[0].set_exception(BrokenExecutor(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._lock:
            self._shutdown = True
            if cancel_futures:
                while True:
                    try:
                        item = self._work.get_nowait()
                    except queue.Empty:
                        break
                    if item is not None:
                        item[0].cancel()
            self._work.put(None)
        if wait:
            for thread in self._threads:
                thread.join()


class ProcessPoolExecutor(Executor):
    """Calls in processes: not supported, because a process cannot be forked."""

    def __init__(self, *args, **kwargs):
        raise NotImplementedError('ProcessPoolExecutor is not supported: use ThreadPoolExecutor')
