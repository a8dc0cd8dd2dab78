"""Transports over descriptors that the event loop watches."""

import os
import socket
import stat
from . import base_events, protocols, transports

_CHUNK = 256 * 1024


class _Base(transports._FlowControlMixin):
    """A descriptor that is watched, and a buffer of what is to be written."""

    __slots__ = ('_fd', '_file', '_protocol', '_buffer', '_closing', '_lost', '_paused', '_eof', '_server', '__weakref__', '__dict__')
    _is_reading_side = True

    def __init__(self, loop, file, fd, protocol, extra, waiter, server=None):
        super().__init__(extra, loop)
        loop._tables()
        self._fd = fd
        self._file = file
        self._buffer = bytearray()
        self._closing = self._paused = self._eof = False
        self._lost = 0
        self._server = server
        self.set_protocol(protocol)
        if server is not None:
            server._attach(self)
        loop._transports[fd] = self
        loop.call_soon(self._protocol.connection_made, self)
        if self._is_reading_side:
            loop.call_soon(self._start_reading)
        if waiter is not None:
            loop.call_soon(base_events._set_unless_done, waiter)

    def __repr__(self):
        info = [type(self).__name__.lstrip('_')]
        info.append('closed' if self._file is None else 'closing' if self._closing else 'open')
        info.append(f'fd={self._fd}')
        return f'<{" ".join(info)}>'

    def __del__(self):
        if getattr(self, '_file', None) is not None:
            from ._support import warn_resource
            warn_resource(f'unclosed transport {self!r}')
            self._file.close()

    def _start_reading(self):
        if not self._closing and not self._paused:
            self._loop._add(self._loop._readers, self._fd, self._read_ready, ())

    def set_protocol(self, protocol):
        self._protocol = protocol
        self._is_buffered = isinstance(protocol, protocols.BufferedProtocol)

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closing

    def is_reading(self):
        return not self._closing and not self._paused

    def pause_reading(self):
        if self.is_reading():
            self._paused = True
            self._loop._remove(self._loop._readers, self._fd)

    def resume_reading(self):
        if self._closing or not self._paused:
            return
        self._paused = False
        self._start_reading()

    def get_write_buffer_size(self):
        return len(self._buffer)

    def can_write_eof(self):
        return True

    def close(self):
        if self._closing:
            return
        self._closing = True
        self._loop._remove(self._loop._readers, self._fd)
        if not self._buffer:
            self._lost += 1
            self._loop._remove(self._loop._writers, self._fd)
            self._loop.call_soon(self._connection_lost, None)

    def abort(self):
        self._force_close(None)

    def _fatal_error(self, exc, message='Fatal error on transport'):
        if not isinstance(exc, OSError):
            self._loop.call_exception_handler({'message': message, 'exception': exc, 'transport': self, 'protocol': self._protocol})
        self._force_close(exc)

    def _force_close(self, exc):
        if self._lost:
            return
        if self._buffer:
            self._buffer.clear()
        self._loop._remove(self._loop._writers, self._fd)
        if not self._closing:
            self._closing = True
            self._loop._remove(self._loop._readers, self._fd)
        self._lost += 1
        self._loop.call_soon(self._connection_lost, exc)

    def _connection_lost(self, exc):
        try:
            self._protocol.connection_lost(exc)
        finally:
            if self._loop._transports.get(self._fd) is self:
                del self._loop._transports[self._fd]
            self._file.close()
            self._file = self._protocol = None
            server, self._server = self._server, None
            if server is not None:
                server._detach(self)

    def _deliver(self, data):
        try:
            if self._is_buffered:
                protocols._feed_data_to_buffered_proto(self._protocol, data)
            else:
                self._protocol.data_received(data)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, 'Fatal error: protocol.data_received() call failed.')

    def _read_ready(self):
        if self._lost:
            return
        try:
            data = self._receive()
        except (BlockingIOError, InterruptedError):
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, 'Fatal read error on transport')
            return
        if data:
            self._deliver(data)
            return
        try:
            keep_open = self._protocol.eof_received()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, 'Fatal error: protocol.eof_received() call failed.')
            return
        if keep_open and self._can_stay_half_open:
            self._loop._remove(self._loop._readers, self._fd)
        else:
            self.close()

    _can_stay_half_open = True

    def write(self, data):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f'data argument must be a bytes-like object, not {type(data).__name__!r}')
        if self._eof:
            raise RuntimeError('Cannot call write() after write_eof()')
        if not data:
            return
        if self._lost:
            self._lost += 1
            return
        if not self._buffer:
            try:
                sent = self._send(data)
            except (BlockingIOError, InterruptedError):
                sent = 0
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                self._fatal_error(exc, 'Fatal write error on transport')
                return
            data = memoryview(data).cast('B')[sent:]
            if not data:
                return
            self._loop._add(self._loop._writers, self._fd, self._write_ready, ())
        self._buffer += data
        self._maybe_pause_protocol()

    def _write_ready(self):
        if self._lost:
            return
        try:
            sent = self._send(self._buffer)
        except (BlockingIOError, InterruptedError):
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop._remove(self._loop._writers, self._fd)
            self._buffer.clear()
            self._fatal_error(exc, 'Fatal write error on transport')
            return
        del self._buffer[:sent]
        self._maybe_resume_protocol()
        if self._buffer:
            return
        self._loop._remove(self._loop._writers, self._fd)
        if self._closing:
            self._lost += 1
            self._loop.call_soon(self._connection_lost, None)
        elif self._eof:
            self._end_writing()

    def write_eof(self):
        if self._closing or self._eof:
            return
        self._eof = True
        if not self._buffer:
            self._end_writing()


class _SocketTransport(_Base):
    """A connected socket."""

    __slots__ = ()

    def __init__(self, loop, sock, protocol, waiter=None, server=None):
        extra = {'socket': sock}
        for name, method in ('sockname', sock.getsockname), ('peername', sock.getpeername):
            try:
                extra[name] = method()
            except OSError:
                extra[name] = None
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().__init__(loop, sock, sock.fileno(), protocol, extra, waiter, server)

    def _receive(self):
        return self._file.recv(_CHUNK)

    def _send(self, data):
        return self._file.send(data)

    def _end_writing(self):
        try:
            self._file.shutdown(socket.SHUT_WR)
        except OSError:
            pass


class _DatagramTransport(_Base, transports.DatagramTransport):
    """A socket for datagrams."""

    __slots__ = ()

    def __init__(self, loop, sock, protocol, address=None, waiter=None):
        extra = {'socket': sock}
        for name, method in ('sockname', sock.getsockname), ('peername', sock.getpeername):
            try:
                extra[name] = method()
            except OSError:
                extra[name] = address if name == 'peername' else None
        self._address = address
        super().__init__(loop, sock, sock.fileno(), protocol, extra, waiter)
        self._buffer = []

    def get_write_buffer_size(self):
        return sum(len(data) for data, _ in self._buffer)

    def _read_ready(self):
        if self._lost:
            return
        try:
            data, address = self._file.recvfrom(_CHUNK)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as exc:
            self._protocol.error_received(exc)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, 'Fatal read error on datagram transport')
        else:
            self._protocol.datagram_received(data, address)

    def sendto(self, data, addr=None):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f'data argument must be a bytes-like object, not {type(data).__name__!r}')
        if self._address:
            if addr not in (None, self._address):
                raise ValueError(f'Invalid address: must be None or {self._address}')
            addr = self._address
        if self._lost and self._address:
            self._lost += 1
            return
        if not self._buffer:
            try:
                self._send_one(data, addr)
                return
            except (BlockingIOError, InterruptedError):
                self._loop._add(self._loop._writers, self._fd, self._write_ready, ())
            except OSError as exc:
                self._protocol.error_received(exc)
                return
        self._buffer.append((bytes(data), addr))
        self._maybe_pause_protocol()

    def _send_one(self, data, addr):
        if self._extra['peername'] and self._address:
            self._file.send(data)
        else:
            self._file.sendto(data, addr)

    def _write_ready(self):
        while self._buffer:
            data, addr = self._buffer[0]
            try:
                self._send_one(data, addr)
            except (BlockingIOError, InterruptedError):
                break
            except OSError as exc:
                self._protocol.error_received(exc)
            self._buffer.pop(0)
        self._maybe_resume_protocol()
        if not self._buffer:
            self._loop._remove(self._loop._writers, self._fd)
            if self._closing:
                self._lost += 1
                self._loop.call_soon(self._connection_lost, None)


class _PipeTransport(_Base):
    """A pipe, terminal or socket that is one file object."""

    __slots__ = ()

    def __init__(self, loop, pipe, protocol, waiter=None):
        fd = pipe.fileno()
        mode = os.fstat(fd).st_mode
        if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISCHR(mode)):
            raise ValueError('Pipe transport is only for pipes, sockets and character devices')
        os.set_blocking(fd, False)
        super().__init__(loop, pipe, fd, protocol, {'pipe': pipe}, waiter)

    def _send(self, data):
        return os.write(self._fd, data)


class _ReadPipeTransport(_PipeTransport):
    """The reading end of a pipe."""

    __slots__ = ()
    _can_stay_half_open = False

    def _receive(self):
        return os.read(self._fd, _CHUNK)


class _WritePipeTransport(_PipeTransport):
    """The writing end of a pipe."""

    __slots__ = ()
    _is_reading_side = False

    def __init__(self, loop, pipe, protocol, waiter=None):
        super().__init__(loop, pipe, protocol, waiter)
        if not stat.S_ISCHR(os.fstat(self._fd).st_mode):
            # When the other end is closed the pipe can be read, which tells so.
            loop.call_soon(self._watch_other_end)

    def _watch_other_end(self):
        if not self._closing:
            self._loop._add(self._loop._readers, self._fd, self._other_end_closed, ())

    def _other_end_closed(self):
        self._force_close(BrokenPipeError() if self._buffer else None)

    def _end_writing(self):
        self.close()

    def write_eof(self):
        if not self._closing and not self._eof:
            self._eof = True
            self.close()
