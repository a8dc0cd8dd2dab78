"""The transport of a process."""

import subprocess
import threading
from . import base_events, protocols, tasks, transports


class ProcessTransport(transports.SubprocessTransport):
    """A process with its pipes. A thread waits for its end."""

    __slots__ = ('_closed', '_loop', '_protocol', '_proc', '_returncode', '_pipes', '_pending', '_exit_waiters', '_finished', '__dict__', '__weakref__')

    def __init__(self, loop, protocol, args, shell, stdin, stdout, stderr, kwargs):
        super().__init__()
        self._closed = self._finished = False
        self._loop = loop
        self._protocol = protocol
        self._returncode = None
        self._pipes = {}
        self._pending = []
        self._exit_waiters = []
        self._proc = subprocess.Popen(args, shell=shell, stdin=stdin, stdout=stdout, stderr=stderr, universal_newlines=False, bufsize=0, **kwargs)
        self._extra['subprocess'] = self._proc
        threading.Thread(target=self._watch, name=f'waitpid-{self._proc.pid}', daemon=True).start()

    def __repr__(self):
        info = [type(self).__name__]
        if self._closed:
            info.append('closed')
        info.append(f'pid={self._proc.pid}')
        info.append('running' if self._returncode is None else f'returncode={self._returncode}')
        return f'<{" ".join(info)}>'

    def _watch(self):
        returncode = self._proc.wait()
        try:
            self._loop.call_soon_threadsafe(self._process_exited, returncode)
        except RuntimeError:
            # The loop is closed: nobody waits.
            pass

    async def _connect_pipes(self):
        loop, proc = self._loop, self._proc
        if proc.stdin is not None:
            self._pipes[0] = (await loop.connect_write_pipe(lambda: _WriteEnd(self, 0), proc.stdin))[0]
        for number, stream in (1, proc.stdout), (2, proc.stderr):
            if stream is not None:
                self._pipes[number] = (await loop.connect_read_pipe(lambda number=number: _ReadEnd(self, number), stream))[0]
        loop.call_soon(self._protocol.connection_made, self)
        pending, self._pending = self._pending, None
        for callback, data in pending:
            loop.call_soon(callback, *data)
        await tasks.sleep(0)

    def _call(self, callback, *data):
        if self._pending is not None:
            self._pending.append((callback, data))
        else:
            self._loop.call_soon(callback, *data)

    def _pipe_connection_lost(self, fd, exc):
        self._call(self._protocol.pipe_connection_lost, fd, exc)
        self._pipes[fd] = None
        self._try_finish()

    def _process_exited(self, returncode):
        self._returncode = returncode
        self._call(self._protocol.process_exited)
        self._try_finish()
        waiters, self._exit_waiters = self._exit_waiters, []
        for waiter in waiters:
            base_events._set_unless_done(waiter)

    async def _wait(self):
        if self._returncode is None:
            waiter = self._loop.create_future()
            self._exit_waiters.append(waiter)
            await waiter
        return self._returncode

    def _try_finish(self):
        if self._returncode is not None and not self._finished and all(pipe is None or pipe.is_closing() for pipe in self._pipes.values()):
            self._finished = True
            self._call(self._connection_lost)

    def _connection_lost(self):
        try:
            self._protocol.connection_lost(None)
        finally:
            self._closed = True

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closed

    def close(self):
        """Close the pipes, and kill the process if it runs."""
        if self._closed:
            return
        self._closed = True
        for pipe in self._pipes.values():
            if pipe is not None:
                pipe.close()
        if self._returncode is None:
            try:
                self._proc.kill()
            except (ProcessLookupError, PermissionError):
                pass

    def get_pid(self):
        return self._proc.pid

    def get_returncode(self):
        return self._returncode

    def get_pipe_transport(self, fd):
        return self._pipes.get(fd)

    def _check(self):
        if self._returncode is not None:
            raise ProcessLookupError()

    def send_signal(self, signal):
        self._check()
        self._proc.send_signal(signal)

    def terminate(self):
        self._check()
        self._proc.terminate()

    def kill(self):
        self._check()
        self._proc.kill()


class _WriteEnd(protocols.BaseProtocol):
    def __init__(self, transport, fd):
        self._transport = transport
        self._fd = fd

    def connection_lost(self, exc):
        self._transport._pipe_connection_lost(self._fd, exc)
        self._transport = None

    def pause_writing(self):
        self._transport._protocol.pause_writing()

    def resume_writing(self):
        self._transport._protocol.resume_writing()


class _ReadEnd(_WriteEnd, protocols.Protocol):
    def data_received(self, data):
        self._transport._call(self._transport._protocol.pipe_data_received, self._fd, data)
