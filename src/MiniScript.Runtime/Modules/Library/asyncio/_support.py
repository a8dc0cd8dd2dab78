"""Texts and reports that native code and the other modules ask for rarely."""

import sys
from . import events
from .coroutines import iscoroutine


def event_loop_of_policy():
    return events.get_event_loop_policy().get_event_loop()


def log_error(text, exception=None):
    """Log an error as logging does that nobody has set up: on standard error."""
    if 'logging' in sys.modules:
        info = None if exception is None else (type(exception), exception, exception.__traceback__)
        sys.modules['logging'].getLogger('asyncio').error(text, exc_info=info)
        return
    stream = sys.stderr
    if stream is None:
        return
    if exception is not None:
        from _asyncio import _format_exception
        text = f'{text}\n{_format_exception(exception).rstrip("\n")}'
    stream.write(text + '\n')
    stream.flush()


def warn_deprecated(message):
    _warn(message, DeprecationWarning)


def warn_resource(message):
    _warn(message, ResourceWarning)


def _warn(message, category):
    import warnings
    depth = 1
    frame = sys._getframe(1)
    while frame is not None and frame.f_globals.get('__name__', '').split('.')[0] == 'asyncio':
        frame = frame.f_back
        depth += 1
    warnings.warn(message, category, stacklevel=depth)


def _source(function):
    while hasattr(function, '__wrapped__'):
        function = function.__wrapped__
    if type(function).__name__ == 'partial' and hasattr(function, 'func'):
        return _source(function.func)
    if hasattr(function, '__globals__') and hasattr(function, '__code__'):
        return f' at {function.__code__.co_filename}:{function.__code__.co_firstlineno}'
    return ''


def format_callback(function):
    """Return a callback's name, and where its source is if it is a script's."""
    plain = function
    suffix = ''
    while type(plain).__name__ == 'partial' and hasattr(plain, 'func'):
        plain = plain.func
        suffix += '()'
    name = getattr(plain, '__qualname__', None) or getattr(plain, '__name__', None) or repr(plain)
    return f'{name}(){suffix}{_source(function)}'


def _format_callbacks(callbacks):
    first = format_callback(callbacks[0][0])
    if len(callbacks) == 1:
        shown = first
    elif len(callbacks) == 2:
        shown = f'{first}, {format_callback(callbacks[1][0])}'
    else:
        shown = f'{first}, <{len(callbacks) - 2} more>, {format_callback(callbacks[-1][0])}'
    return f'cb=[{shown}]'


def _future_info(future):
    info = [future._state.lower()]
    if future._state == 'FINISHED':
        if future._exception is not None:
            info.append(f'exception={future._exception!r}')
        else:
            import reprlib
            info.append(f'result={reprlib.repr(future._result)}')
    if future._callbacks:
        info.append(_format_callbacks(future._callbacks))
    return info


def future_repr(future):
    return f'<{type(future).__name__} {" ".join(_future_info(future))}>'


def _coroutine_text(coro):
    name = getattr(coro, '__qualname__', None) or getattr(coro, '__name__', None) or f'<{type(coro).__name__} without __name__>'
    code = getattr(coro, 'cr_code', None) or getattr(coro, 'gi_code', None)
    frame = getattr(coro, 'cr_frame', None) or getattr(coro, 'gi_frame', None)
    if code is None:
        return f'{name}() running' if getattr(coro, 'cr_running', False) else f'{name}()'
    if frame is not None:
        return f'{name}() running at {code.co_filename}:{frame.f_lineno}'
    return f'{name}() done, defined at {code.co_filename}:{code.co_firstlineno}'


def task_repr(task):
    info = _future_info(task)
    if task.cancelling() and not task.done():
        info[0] = 'cancelling'
    info.insert(1, f'name={task.get_name()!r}')
    if task._fut_waiter is not None:
        info.insert(2, f'wait_for={task._fut_waiter!r}')
    if task._coro is not None:
        info.insert(2, f'coro=<{_coroutine_text(task._coro)}>')
    return f'<{type(task).__name__} {" ".join(info)}>'


def handle_repr(handle):
    info = [type(handle).__name__]
    if handle._cancelled:
        info.append('cancelled')
    if hasattr(handle, '_when'):
        info.append(f'when={handle._when}')
    if handle._callback is not None:
        info.append(format_callback(handle._callback))
    return f'<{" ".join(info)}>'


def callback_failed(loop, entry, exception):
    """Report the exception that a callback of the loop, or a task's step, has raised."""
    if isinstance(entry, events.Handle):
        message = f'Exception in callback {format_callback(entry._callback)}'
    else:
        message = f'Exception in callback {entry!r}'
    loop.call_exception_handler({'message': message, 'exception': exception, 'handle': entry})


def exception_never_retrieved(future):
    future._loop.call_exception_handler({
        'message': f'{type(future).__name__} exception was never retrieved', 'exception': future._exception, 'future': future})


def pending_task_destroyed(task):
    task._loop.call_exception_handler({'task': task, 'message': 'Task was destroyed but it is pending!'})


def _frames_of(task):
    coro = task._coro
    frames = []
    while coro is not None:
        frame = getattr(coro, 'cr_frame', None) or getattr(coro, 'gi_frame', None) or getattr(coro, 'ag_frame', None)
        if frame is None:
            break
        frames.append(frame)
        coro = getattr(coro, 'cr_await', None)
    return frames


def task_stack(task, limit):
    """Return the frames of a suspended coroutine, the innermost last; of a finished one none."""
    frames = _frames_of(task)[:1]
    return frames if limit is None else frames[:limit]


def print_task_stack(task, limit, file):
    frames = task_stack(task, limit)
    exception = task._exception
    lines = []
    if frames:
        lines.append(f'Stack for {task!r} (most recent call last):')
    elif exception is not None:
        lines.append(f'Traceback for {task!r} (most recent call last):')
    else:
        lines.append(f'No stack for {task!r}')
    for frame in frames:
        lines.append(f'  File "{frame.f_code.co_filename}", line {frame.f_lineno}, in {frame.f_code.co_name}')
    if exception is not None:
        lines.append(f'{type(exception).__name__}: {exception}')
    print('\n'.join(lines), file=file)
