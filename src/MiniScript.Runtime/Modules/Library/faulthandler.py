"""Shows the stack of the program. Faults need no handler: no script makes the process crash."""

import sys

_enabled = False
_registered = {}


def _dump(file, frame):
    lines = []
    if frame is None:
        lines.append('<no Python frame>')
    while frame is not None and len(lines) < 100:
        code = frame.f_code
        lines.append(f'  File "{code.co_filename}", line {frame.f_lineno} in {code.co_name}')
        frame = frame.f_back
    if frame is not None:
        lines.append('  ...')
    text = '\n'.join(lines) + '\n'
    _write(file, text)


def _write(file, text):
    if isinstance(file, int):
        import os
        os.write(file, text.encode('ascii', 'backslashreplace'))
    else:
        file.write(text)
        file.flush()


def _target(file):
    if isinstance(file, int):
        if file < 0:
            raise ValueError('file is not a valid file descriptor')
        return file
    file = sys.stderr if file is None else file
    if file is None:
        raise RuntimeError('sys.stderr is None')
    file.fileno()
    return file


def dump_traceback(file=None, all_threads=True):
    """Writes the stack of each thread, or of this one."""
    import threading
    file = _target(file)
    mine = threading.get_ident()
    frames = sys._current_frames()
    frames[mine] = sys._getframe(1)
    if not all_threads:
        _write(file, 'Stack (most recent call first):\n')
        _dump(file, frames[mine])
        return
    for number, frame in sorted(frames.items(), key=lambda item: item[0] == mine):
        what = 'Current thread' if number == mine else 'Thread'
        _write(file, f'{what} 0x{number:016x} (most recent call first):\n')
        _dump(file, frame)
        if number != mine:
            _write(file, '\n')


def enable(file=None, all_threads=True):
    """Says that faults are to be shown; there are none."""
    global _enabled
    _target(file)
    _enabled = True


def disable():
    global _enabled
    was, _enabled = _enabled, False
    return was


def is_enabled():
    return _enabled


def register(signum, file=None, all_threads=True, chain=False):
    """Writes the stack when a signal comes."""
    import signal
    file = _target(file)

    def handle(number, frame):
        _write(file, 'Current thread (most recent call first):\n' if all_threads else 'Stack (most recent call first):\n')
        _dump(file, frame)
        if chain and callable(previous):
            previous(number, frame)

    previous = signal.signal(signum, handle)
    _registered.setdefault(signum, previous)


def unregister(signum):
    """Takes register() back; whether there was one."""
    import signal
    if signum not in _registered:
        return False
    signal.signal(signum, _registered.pop(signum))
    return True


_timer = None


def dump_traceback_later(timeout, repeat=False, file=None, exit=False):
    """Writes the stacks of all threads after some seconds, again and again if repeat is true."""
    global _timer
    import os
    import threading
    if timeout <= 0:
        raise ValueError('timeout must be greater than 0')
    file = _target(file)
    cancel_dump_traceback_later()
    stop = threading.Event()

    def wait():
        while not stop.wait(timeout):
            _write(file, f'Timeout ({int(timeout) // 3600}:{int(timeout) // 60 % 60:02}:{int(timeout) % 60:02})!\n')
            mine = threading.get_ident()
            for number, frame in sys._current_frames().items():
                if number != mine:
                    _write(file, f'Thread 0x{number:016x} (most recent call first):\n')
                    _dump(file, frame)
            if exit:
                os._exit(1)
            if not repeat:
                break

    _timer = stop
    threading.Thread(target=wait, daemon=True).start()


def cancel_dump_traceback_later():
    """Takes dump_traceback_later() back."""
    global _timer
    if _timer is not None:
        _timer.set()
        _timer = None
