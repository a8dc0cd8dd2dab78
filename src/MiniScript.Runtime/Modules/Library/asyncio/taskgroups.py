"""Groups of tasks that end together."""

from . import events, exceptions, tasks

__all__ = ('TaskGroup',)


class TaskGroup:
    """An asynchronous context manager that waits for the tasks it creates. When one fails the others, and the body, are cancelled."""

    def __init__(self):
        self._entered = False
        self._exiting = False
        self._aborting = False
        self._loop = None
        self._parent = None
        self._parent_cancel_requested = False
        self._tasks = {}
        self._errors = []
        self._base_error = None
        self._all_done = None

    def __repr__(self):
        info = ''
        if self._tasks:
            info += f' tasks={len(self._tasks)}'
        if self._errors:
            info += f' errors={len(self._errors)}'
        if self._aborting:
            info += ' cancelling'
        elif self._entered:
            info += ' entered'
        return f'<TaskGroup{info}>'

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f'TaskGroup {self!r} has already been entered')
        if self._loop is None:
            self._loop = events.get_running_loop()
        self._parent = tasks.current_task(self._loop)
        if self._parent is None:
            raise RuntimeError(f'TaskGroup {self!r} cannot determine the parent task')
        self._entered = True
        return self

    async def __aexit__(self, exc_type, exc, tb):
        try:
            return await self._leave(exc)
        finally:
            self._parent = None
            self._errors = None
            self._base_error = None
            exc = None

    async def _leave(self, exc):
        self._exiting = True
        if _is_base_error(exc) and self._base_error is None:
            self._base_error = exc
        cancellation = exc if isinstance(exc, exceptions.CancelledError) else None
        if exc is not None and not self._aborting:
            self._abort()
        while self._tasks:
            if self._all_done is None:
                self._all_done = self._loop.create_future()
            try:
                await self._all_done
            except exceptions.CancelledError as error:
                if not self._aborting:
                    # The parent is cancelled from outside while it waits.
                    cancellation = error
                    self._abort()
            self._all_done = None
        try:
            if self._base_error is not None:
                raise self._base_error
            if self._parent_cancel_requested and self._parent.uncancel() == 0:
                cancellation = None
            if cancellation is not None and not self._errors:
                raise cancellation
            if exc is not None and not isinstance(exc, exceptions.CancelledError):
                self._errors.append(exc)
            if self._errors:
                if self._parent.cancelling():
                    # Cancelled from outside as well: the parent gets that again at its next await.
                    self._parent.uncancel()
                    self._parent.cancel()
                raise BaseExceptionGroup('unhandled errors in a TaskGroup', self._errors) from None
        finally:
            exc = cancellation = None

    def create_task(self, coro, *, name=None, context=None):
        """Create a task of this group."""
        if not self._entered:
            coro.close()
            raise RuntimeError(f'TaskGroup {self!r} has not been entered')
        if self._exiting and not self._tasks:
            coro.close()
            raise RuntimeError(f'TaskGroup {self!r} is finished')
        if self._aborting:
            coro.close()
            raise RuntimeError(f'TaskGroup {self!r} is shutting down')
        if context is None:
            task = self._loop.create_task(coro, name=name)
        else:
            task = self._loop.create_task(coro, name=name, context=context)
        self._tasks[task] = None
        task.add_done_callback(self._task_done)
        return task

    def _abort(self):
        self._aborting = True
        for task in list(self._tasks):
            if not task.done():
                task.cancel()

    def _task_done(self, task):
        self._tasks.pop(task, None)
        if self._all_done is not None and not self._tasks and not self._all_done.done():
            self._all_done.set_result(True)
        if task.cancelled():
            return
        exception = task.exception()
        if exception is None:
            return
        self._errors.append(exception)
        if _is_base_error(exception) and self._base_error is None:
            self._base_error = exception
        if self._parent.done():
            self._loop.call_exception_handler({
                'message': f'Task {task!r} has errored out but its parent task {self._parent} is already completed',
                'exception': exception, 'task': task})
            return
        if not self._aborting and not self._parent_cancel_requested:
            self._abort()
            self._parent_cancel_requested = True
            self._parent.cancel()


def _is_base_error(exception):
    return isinstance(exception, (SystemExit, KeyboardInterrupt))
