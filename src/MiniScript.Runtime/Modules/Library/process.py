"""Other programs, and this one: arguments, environment, signals."""

import os as _os
import sys as _sys
from _catalog import expect as _expect, expect_callable as _expect_callable, pass_denial as _pass_denial

__all__ = ['Process', 'Result', 'args', 'chdir', 'cwd', 'env', 'executable', 'exit', 'is_terminal', 'off', 'on', 'pid', 'platform', 'run', 'start']

env = _os.environ
pid = _os.getpid()
platform = {'win32': 'windows', 'darwin': 'macos'}.get(_sys.platform, _sys.platform)
executable = _sys.executable
_signals = {'interrupt': 'SIGINT', 'terminate': 'SIGTERM', 'hangup': 'SIGHUP', 'resize': 'SIGWINCH', 'user1': 'SIGUSR1', 'user2': 'SIGUSR2'}
_listeners = {}
_before = {}


def __getattr__(name):
    if name == 'args':
        return _sys.argv[1:]
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


class Result:
    """What became of a program: code, out, err. True if the code is 0."""

    __slots__ = ('code', 'out', 'err')
    __match_args__ = ('code', 'out', 'err')

    def __init__(self, code, out, err):
        self.code = code
        self.out = out
        self.err = err

    def __bool__(self):
        return self.code == 0

    def __repr__(self):
        return f'Result(code={self.code!r}, out={self.out!r}, err={self.err!r})'


def _command(function, command):
    if isinstance(command, str):
        import shlex
        try:
            command = shlex.split(command)
        except ValueError:
            return None
    else:
        _expect(function, 'command', command, list, tuple)
        command = [_os.fspath(part) for part in command]
    return command or None


def _environment(more):
    return None if more is None else {**_os.environ, **{name: str(value) for name, value in more.items()}}


def _decode(data):
    return data.decode('utf-8', 'replace')


def run(command, input=None, cwd=None, env=None, timeout=None):
    """Runs a program to its end: a list of its name and arguments, or text that is split as a shell does, without being one. The input is text or bytes;
    env adds to the environment. None if it cannot be started, or does not end within timeout seconds (it is killed)."""
    import subprocess
    parts = _command('run', command)
    if parts is None:
        return None
    if isinstance(input, str):
        input = input.encode('utf-8', 'surrogateescape')
    try:
        done = subprocess.run(parts, input=b'' if input is None else input, capture_output=True, cwd=cwd, env=_environment(env), timeout=timeout)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        _pass_denial(error)
        return None
    return Result(done.returncode, _decode(done.stdout), _decode(done.stderr))


class Process:
    """A program that runs. Standard output and error are read with read() or lines(), line by line; with it, it is ended at the end of the block."""

    def __init__(self, handle):
        self._handle = handle

    def __repr__(self):
        return f'<Process {self.pid}>'

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        self.wait()
        for stream in (self._handle.stdin, self._handle.stdout, self._handle.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    pass
        return False

    @property
    def pid(self):
        """The number of the process."""
        return self._handle.pid

    @property
    def code(self):
        """The exit code, negative for a signal; None while it runs."""
        return self._handle.poll()

    @property
    def is_running(self):
        """Whether it has not ended."""
        return self._handle.poll() is None

    def write(self, text):
        """Gives it text or bytes to read; whether it took them."""
        _expect('write', 'text', text, str, bytes, bytearray)
        try:
            self._handle.stdin.write(text.encode('utf-8', 'surrogateescape') if isinstance(text, str) else text)
            self._handle.stdin.flush()
        except (OSError, ValueError):
            return False
        return True

    def close_input(self):
        """Says that nothing more is to come."""
        try:
            self._handle.stdin.close()
        except OSError:
            pass

    def read_line(self):
        """The next line that it writes, without its end; None at the end."""
        line = self._handle.stdout.readline()
        return _decode(line).rstrip('\r\n') if line else None

    def lines(self):
        """The lines that it writes, as they come."""
        while (line := self.read_line()) is not None:
            yield line

    def read(self):
        """All that it still writes."""
        return _decode(self._handle.stdout.read())

    def wait(self, timeout=None):
        """Waits for its end: the exit code; None if the time, in seconds, ran out."""
        import subprocess
        try:
            return self._handle.wait(timeout)
        except subprocess.TimeoutExpired:
            return None

    def kill(self):
        """Ends it; whether it was still running."""
        if self._handle.poll() is not None:
            return False
        self._handle.kill()
        return True

    def terminate(self):
        """Asks it to end; whether it was still running."""
        if self._handle.poll() is not None:
            return False
        self._handle.terminate()
        return True


def start(command, cwd=None, env=None, shares_output=False):
    """Starts a program, see run(), and goes on: a Process, or None if it cannot be started. Its errors come among its output; with shares_output both go
    where those of this program go."""
    import subprocess
    parts = _command('start', command)
    if parts is None:
        return None
    try:
        handle = subprocess.Popen(
            parts, stdin=subprocess.PIPE, stdout=None if shares_output else subprocess.PIPE, stderr=None if shares_output else subprocess.STDOUT, cwd=cwd,
            env=_environment(env))
    except (OSError, ValueError) as error:
        _pass_denial(error)
        return None
    return Process(handle)


def cwd():
    """The working directory; None if it was removed."""
    try:
        return _os.getcwd()
    except OSError:
        return None


def chdir(path):
    """Changes the working directory; whether that worked."""
    try:
        _os.chdir(path)
    except (OSError, ValueError) as error:
        _pass_denial(error)
        return False
    return True


def exit(code=0):
    """Ends the program; what has to be done before is done."""
    raise SystemExit(code)


def is_terminal(stream='output'):
    """Whether 'input', 'output' or 'error' is a terminal."""
    try:
        return {'input': _sys.stdin, 'output': _sys.stdout, 'error': _sys.stderr}[stream].isatty()
    except KeyError:
        raise ValueError(f"stream must be 'input', 'output' or 'error', not {stream!r}") from None
    except (AttributeError, ValueError):
        return False


def _call(name, *_):
    for listener in tuple(_listeners.get(name, ())):
        listener(name)


def _number(event):
    import signal
    number = getattr(signal, _signals.get(event, event if event.startswith('SIG') else ''), None)
    if number is None:
        raise ValueError(f'there is no event {event!r}')
    return number


def on(event, listener=None):
    """Calls a function with the event's name at a signal: 'interrupt', 'terminate', 'hangup', 'resize', 'user1', 'user2' or a name like 'SIGALRM'; at 'exit',
    when the program ends. Without a function, a decorator."""
    _expect('on', 'event', event, str)
    if listener is None:
        return lambda function: on(event, function)
    _expect_callable('on', 'listener', listener)
    known = _listeners.get(event)
    if known is None:
        if event == 'exit':
            import atexit
            atexit.register(_call, event)
        else:
            import signal
            number = _number(event)
            _before[event] = signal.signal(number, lambda *_: _call(event))
        known = _listeners[event] = []
    known.append(listener)
    return listener


def off(event, listener=None):
    """Forgets a function, or all; whether there was one. Without listeners a signal does again what it did before."""
    _expect('off', 'event', event, str)
    known = _listeners.get(event)
    if not known or listener is not None and listener not in known:
        return False
    if listener is None:
        known.clear()
    else:
        known.remove(listener)
    if not known and event != 'exit':
        import signal
        del _listeners[event]
        signal.signal(_number(event), _before.pop(event))
    return True
