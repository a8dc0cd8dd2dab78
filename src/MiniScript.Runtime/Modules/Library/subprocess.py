"""Other programs: start them, talk to them, wait for them."""

import _os
import io
import os
import sys
import time

__all__ = ['Popen', 'PIPE', 'STDOUT', 'call', 'check_call', 'getstatusoutput', 'getoutput', 'check_output', 'run', 'CalledProcessError',
           'DEVNULL', 'SubprocessError', 'TimeoutExpired', 'CompletedProcess']

PIPE, STDOUT, DEVNULL = -1, -2, -3
_POLLIN, _POLLOUT, _POLLERR, _POLLHUP = 1, 4, 8, 16


class SubprocessError(Exception):
    """What goes wrong with other programs."""


class CalledProcessError(SubprocessError):
    """A program that was to succeed has failed."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode, self.cmd, self.output, self.stderr = returncode, cmd, output, stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            import signal
            try:
                return "Command '%s' died with %r." % (self.cmd, signal.Signals(-self.returncode))
            except ValueError:
                return "Command '%s' died with unknown signal %d." % (self.cmd, -self.returncode)
        return "Command '%s' returned non-zero exit status %d." % (self.cmd, self.returncode)

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """A program has not ended in time."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd, self.timeout, self.output, self.stderr = cmd, timeout, output, stderr

    def __str__(self):
        return "Command '%s' timed out after %s seconds" % (self.cmd, self.timeout)

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CompletedProcess:
    """A program that has ended."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args, self.returncode, self.stdout, self.stderr = args, returncode, stdout, stderr

    def __repr__(self):
        parts = ['args={!r}'.format(self.args), 'returncode={!r}'.format(self.returncode)]
        if self.stdout is not None:
            parts.append('stdout={!r}'.format(self.stdout))
        if self.stderr is not None:
            parts.append('stderr={!r}'.format(self.stderr))
        return '{}({})'.format(type(self).__name__, ', '.join(parts))

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


def _text(path):
    return os.fsdecode(os.fspath(path))


class Popen:
    """A program that runs."""

    returncode = None
    stdin = stdout = stderr = pid = None

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None, close_fds=True,
                 shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None, creationflags=0, restore_signals=True,
                 start_new_session=False, pass_fds=(), *, user=None, group=None, extra_groups=None, encoding=None, errors=None,
                 text=None, umask=-1, pipesize=-1, process_group=None):
        if bufsize is None:
            bufsize = -1
        if not isinstance(bufsize, int):
            raise TypeError('bufsize must be an integer')
        for name, value, unset in (('preexec_fn', preexec_fn, None), ('user', user, None), ('group', group, None),
                                   ('extra_groups', extra_groups, None), ('umask', umask, -1)):
            if value != unset:
                raise NotImplementedError(f'Popen: {name} is not supported')
        if startupinfo is not None:
            raise ValueError('startupinfo is only supported on Windows platforms')
        if creationflags != 0:
            raise ValueError('creationflags is only supported on Windows platforms')
        if text is not None and universal_newlines is not None and bool(universal_newlines) != bool(text):
            raise SubprocessError('Cannot disambiguate when both text and universal_newlines are supplied but different. Pass one or the other.')
        self.args = args
        self.encoding, self.errors = encoding, errors
        self.text_mode = bool(encoding or errors or text or universal_newlines)
        self.universal_newlines = self.text_mode
        self._communicated = False
        if isinstance(args, (str, bytes)):
            arguments = [args]
        elif isinstance(args, os.PathLike):
            if shell:
                raise TypeError('path-like args is not allowed when shell is true')
            arguments = [args]
        else:
            arguments = list(args)
        arguments = [_text(argument) for argument in arguments]
        if shell:
            arguments = [_text(executable) if executable is not None else '/bin/sh', '-c', *arguments]
            program = arguments[0]
        else:
            program = _text(executable) if executable is not None else arguments[0] if arguments else ''
        if not program and not arguments:
            raise IndexError('list index out of range')
        ours, theirs, opened = self._streams(stdin, stdout, stderr)
        try:
            self._execute(program, arguments, env, cwd, theirs, pass_fds, restore_signals, start_new_session, process_group)
        except BaseException:
            for descriptor in opened + [end for end in ours if end is not None]:
                os.close(descriptor)
            raise
        for descriptor in opened:
            os.close(descriptor)
        line_buffered = bufsize == 1 and self.text_mode
        size = -1 if bufsize == 1 else bufsize
        for name, end, mode in zip(('stdin', 'stdout', 'stderr'), ours, ('wb', 'rb', 'rb')):
            if end is None:
                continue
            if self.text_mode:
                stream = io.open(end, mode[0], 1 if line_buffered or size == 0 else -1, self.encoding, self.errors)
            else:
                stream = io.open(end, mode, size)
            setattr(self, name, stream)

    def _streams(self, stdin, stdout, stderr):
        """Our ends of the pipes, the descriptors that the program gets, and those of these that are closed here afterwards."""
        ours, theirs, opened = [], [], []
        for number, given in enumerate((stdin, stdout, stderr)):
            mine, other = None, number
            if given is None:
                other = None
            elif given == PIPE:
                reading, writing = os.pipe()
                mine, other = (writing, reading) if number == 0 else (reading, writing)
                opened.append(other)
            elif given == DEVNULL:
                other = os.open(os.devnull, os.O_RDWR)
                opened.append(other)
            elif given == STDOUT and number == 2:
                other = theirs[1] if theirs[1] is not None else 1
            elif isinstance(given, int):
                other = given
            else:
                try:
                    given.flush()
                except (AttributeError, ValueError, OSError):
                    pass
                other = given.fileno()
            ours.append(mine)
            theirs.append(other)
        return ours, theirs, opened

    def _execute(self, program, arguments, env, cwd, theirs, pass_fds, restore_signals, start_new_session, process_group):
        for stream in sys.stdout, sys.stderr:
            try:
                stream.flush()
            except (AttributeError, ValueError, OSError):
                pass
        variables = os.environ if env is None else env
        strings = []
        for key, value in variables.items():
            key, value = _text(key), _text(value)
            if '=' in key:
                raise ValueError('illegal environment variable name')
            strings.append(f'{key}={value}')
        if cwd is not None:
            cwd = _text(cwd)
            os.stat(cwd)
        # What becomes standard input, output or error is moved out of their numbers first, so that none overwrites another.
        pairs, moved = [], []
        try:
            for number, descriptor in enumerate(theirs):
                if descriptor is not None and descriptor != number and descriptor < 3:
                    descriptor = os.dup(descriptor)
                    moved.append(descriptor)
                if descriptor is not None:
                    pairs += [descriptor, number]
            for descriptor in pass_fds:
                pairs += [descriptor, descriptor]
            folders = [''] if '/' in program else os.get_exec_path(None if env is None else env)
            failure = None
            for folder in folders:
                try:
                    self.pid = _os.spawn(os.path.join(folder, program), arguments, strings, cwd, pairs, bool(start_new_session),
                                         -1 if process_group is None else process_group, bool(restore_signals))
                    return
                except (FileNotFoundError, NotADirectoryError) as error:
                    failure = failure or error
                except PermissionError as error:
                    failure = error
            if failure is None:
                failure = FileNotFoundError(2, os.strerror(2))
            raise type(failure)(failure.errno, failure.strerror, program) from None
        finally:
            for descriptor in moved:
                os.close(descriptor)

    def __repr__(self):
        text = f'<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>'
        return text[:76] + '...>' if len(text) > 80 else text

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        for stream in self.stdout, self.stderr:
            if stream:
                stream.close()
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            self.wait()

    def poll(self):
        """The exit status if the program has ended."""
        if self.returncode is None:
            try:
                process, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                self.returncode = 0
            else:
                if process:
                    self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout=None):
        """Waits for the end of the program; its exit status."""
        if self.returncode is None and timeout is not None:
            end = time.monotonic() + timeout
            pause = 0.0005
            while self.poll() is None:
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutExpired(self.args, timeout)
                pause = min(pause * 2, left, 0.05)
                time.sleep(pause)
        while self.returncode is None:
            try:
                process, status = os.waitpid(self.pid, 0)
            except ChildProcessError:
                self.returncode = 0
            else:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def communicate(self, input=None, timeout=None):
        """Sends input, reads all output, and waits."""
        if self._communicated and input:
            raise ValueError('Cannot send input after starting communication')
        end = None if timeout is None else time.monotonic() + timeout
        if not self._communicated:
            self._communicated = True
            self._gathered = {}
            for stream in self.stdout, self.stderr:
                if stream:
                    self._gathered[stream.fileno()] = []
            self._rest = b''
            if self.stdin:
                try:
                    self.stdin.flush()
                except BrokenPipeError:
                    pass
                if input:
                    if self.text_mode:
                        input = input.replace('\n', os.linesep).encode(self.encoding or 'utf-8', self.errors or 'strict')
                    self._rest = bytes(input)
            self._open = {stream.fileno() for stream in (self.stdout, self.stderr) if stream}
        writing = None
        if self.stdin and not self.stdin.closed:
            if self._rest:
                writing = self.stdin.fileno()
                os.set_blocking(writing, False)
            else:
                self._close_input()
        while self._open or writing is not None:
            wanted = []
            for descriptor in self._open:
                wanted += [descriptor, _POLLIN]
            if writing is not None:
                wanted += [writing, _POLLOUT]
            left = -1 if end is None else max(int((end - time.monotonic()) * 1000 + 0.999), 0)
            if left == 0:
                self._expired(timeout)
            came = _os.poll(wanted, left)
            for descriptor in came[::2]:
                if descriptor == writing:
                    try:
                        self._rest = self._rest[os.write(writing, self._rest[:65536]):]
                    except BlockingIOError:
                        continue
                    except BrokenPipeError:
                        self._rest = b''
                    if not self._rest:
                        writing = None
                        self._close_input()
                else:
                    data = os.read(descriptor, 65536)
                    if data:
                        self._gathered[descriptor].append(data)
                    else:
                        self._open.discard(descriptor)
        if end is not None:
            try:
                self.wait(max(end - time.monotonic(), 0))
            except TimeoutExpired:
                self._expired(timeout)
        else:
            self.wait()
        results = []
        for stream in self.stdout, self.stderr:
            if stream is None:
                results.append(None)
                continue
            if not stream.closed:
                self._output = getattr(self, '_output', {})
                self._output[id(stream)] = b''.join(self._gathered[stream.fileno()])
                stream.close()
            data = self._output[id(stream)]
            results.append(self._translated(data) if self.text_mode else data)
        return tuple(results)

    def _close_input(self):
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass

    def _translated(self, data):
        return data.decode(self.encoding or 'utf-8', self.errors or 'strict').replace('\r\n', '\n').replace('\r', '\n')

    def _expired(self, timeout):
        outputs = []
        for stream in self.stdout, self.stderr:
            data = b''.join(self._gathered[stream.fileno()]) if stream else b''
            outputs.append(data or None)
        raise TimeoutExpired(self.args, timeout, outputs[0], outputs[1])

    def send_signal(self, sig):
        if self.poll() is None:
            try:
                os.kill(self.pid, sig)
            except ProcessLookupError:
                pass

    def terminate(self):
        self.send_signal(15)

    def kill(self):
        self.send_signal(9)


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Runs a program to its end."""
    if input is not None:
        if kwargs.get('stdin') is not None:
            raise ValueError('stdin and input arguments may not both be used.')
        kwargs['stdin'] = PIPE
    if capture_output:
        if kwargs.get('stdout') is not None or kwargs.get('stderr') is not None:
            raise ValueError('stdout and stderr arguments may not be used with capture_output.')
        kwargs['stdout'] = kwargs['stderr'] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except BaseException:
            process.kill()
            process.wait()
            raise
        returncode = process.poll()
        if check and returncode:
            raise CalledProcessError(returncode, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, returncode, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    """The exit status of a program."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout=timeout)
        except BaseException:
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    returncode = call(*popenargs, **kwargs)
    if returncode:
        cmd = kwargs.get('args')
        raise CalledProcessError(returncode, popenargs[0] if cmd is None else cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """The output of a program that succeeds."""
    for name in 'stdout', 'check':
        if name in kwargs:
            raise ValueError(f'{name} argument not allowed, it will be overridden.')
    if 'input' in kwargs and kwargs['input'] is None:
        text = kwargs.get('universal_newlines') or kwargs.get('text') or kwargs.get('encoding') or kwargs.get('errors')
        kwargs['input'] = '' if text else b''
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """The exit status and output of a command of the shell."""
    try:
        data = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors)
        status = 0
    except CalledProcessError as error:
        data, status = error.output, error.returncode
    return status, data[:-1] if data[-1:] == '\n' else data


def getoutput(cmd, *, encoding=None, errors=None):
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


def list2cmdline(seq):
    """The command line of arguments, quoted as Windows programs read it."""
    parts = []
    for argument in map(os.fsdecode, seq):
        quoted = ''
        slashes = 0
        needs = not argument or ' ' in argument or '\t' in argument
        for c in argument:
            if c == '\\':
                slashes += 1
                continue
            quoted += '\\' * (slashes * 2 + 1 if c == '"' else slashes) + c
            slashes = 0
        quoted += '\\' * (slashes * 2 if needs else slashes)
        parts.append(f'"{quoted}"' if needs else quoted)
    return ' '.join(parts)
