"""Sockets, servers, datagrams, pipes, signals and processes in the event loop: what the loop's class gets when it is first asked for."""

import errno
import os
import signal
import socket
import stat
from . import base_events, events, futures, tasks
from .selector_transports import _CHUNK, _DatagramTransport, _ReadPipeTransport, _SocketTransport, _WritePipeTransport
from .servers import Server

_FATAL_ACCEPT = errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM


def _refuse_tls(ssl):
    if ssl:
        raise NotImplementedError('TLS is not supported by asyncio here: the module http speaks it')


def _descriptor(fd):
    if isinstance(fd, int):
        number = fd
    else:
        try:
            number = int(fd.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f'Invalid file object: {fd!r}') from None
    if number < 0:
        raise ValueError(f'Invalid file descriptor: {number}')
    return number


def _check_nonblocking(loop, sock):
    if loop.get_debug() and sock.gettimeout() != 0:
        raise ValueError('the socket must be non-blocking')


def _numeric(host, port, family, type, proto):
    """What getaddrinfo() gives for an address in digits; None for a name."""
    if host is None or proto not in (0, socket.IPPROTO_TCP, socket.IPPROTO_UDP):
        return None
    if type == socket.SOCK_STREAM:
        proto = socket.IPPROTO_TCP
    elif type == socket.SOCK_DGRAM:
        proto = socket.IPPROTO_UDP
    else:
        return None
    if port in (None, '', b''):
        port = 0
    else:
        try:
            port = int(port)
        except (TypeError, ValueError):
            return None
    if isinstance(host, bytes):
        host = host.decode('idna')
    if '%' in host:
        return None
    for each in (family,) if family else (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(each, host)
        except OSError:
            continue
        return each, type, proto, '', (host, port) if each == socket.AF_INET else (host, port, 0, 0)
    return None


class _IO:
    """The methods."""

    def _tables(self):
        """The handles by descriptor. The first call lets other threads wake the loop up while it waits for descriptors."""
        if '_readers' not in self.__dict__:
            self._readers, self._writers, self._transports, self._signal_handlers = {}, {}, {}, {}
            self._wake_reading, self._wake_writing = socket.socketpair()
            for end in self._wake_reading, self._wake_writing:
                end.setblocking(False)
            self._add(self._readers, self._wake_reading.fileno(), self._drain_wake, ())

    def _drain_wake(self):
        try:
            while self._wake_reading.recv(4096):
                pass
        except (BlockingIOError, InterruptedError):
            pass

    def call_soon_threadsafe(self, callback, *args, context=None):
        """Like call_soon, from any thread: the loop wakes up if it waits."""
        handle = base_events.BaseEventLoop.call_soon_threadsafe(self, callback, *args, context=context)
        if '_wake_writing' in self.__dict__ and self._wake_writing is not None:
            try:
                self._wake_writing.send(b'\0')
            except OSError:
                pass
        return handle

    def close(self):
        """Forget what is scheduled; the loop cannot be used any more."""
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        if not self.is_closed() and '_readers' in self.__dict__:
            for sig in list(self._signal_handlers):
                self.remove_signal_handler(sig)
            self._readers.clear()
            self._writers.clear()
            self._wake_reading.close()
            self._wake_writing.close()
            self._wake_writing = None
        if self._selector is not None:
            self._selector.close()
        base_events.BaseEventLoop.close(self)

    def _add(self, table, fd, callback, args):
        self._check_closed()
        handle = events.Handle(callback, args, self, None)
        before = table.get(fd)
        table[fd] = handle
        try:
            self._watch(fd, (fd in self._readers) | (fd in self._writers) << 1)
        except BaseException:
            if before is None:
                del table[fd]
            else:
                table[fd] = before
            raise
        if before is not None:
            before.cancel()
        return handle

    def _remove(self, table, fd):
        if self.is_closed():
            return False
        handle = table.pop(fd, None)
        if handle is None:
            return False
        self._watch(fd, (fd in self._readers) | (fd in self._writers) << 1)
        handle.cancel()
        return True

    def _ensure_fd_no_transport(self, fd):
        number = _descriptor(fd)
        transport = self._transports.get(number)
        if transport is not None and not transport.is_closing():
            raise RuntimeError(f'File descriptor {fd!r} is used by transport {transport!r}')
        return number

    def add_reader(self, fd, callback, *args):
        """Call a function whenever a descriptor can be read."""
        self._tables()
        self._add(self._readers, self._ensure_fd_no_transport(fd), callback, args)

    def remove_reader(self, fd):
        """Stop that; return whether it was so."""
        self._tables()
        return self._remove(self._readers, self._ensure_fd_no_transport(fd))

    def add_writer(self, fd, callback, *args):
        """Call a function whenever a descriptor can be written."""
        self._tables()
        self._add(self._writers, self._ensure_fd_no_transport(fd), callback, args)

    def remove_writer(self, fd):
        """Stop that; return whether it was so."""
        self._tables()
        return self._remove(self._writers, self._ensure_fd_no_transport(fd))

    # Sockets

    async def _wait_for_descriptor(self, table, fd):
        """Wait until a descriptor can be read or written."""
        self._tables()
        table = getattr(self, table)
        waiter = self.create_future()
        handle = self._add(table, self._ensure_fd_no_transport(fd), base_events._set_unless_done, (waiter,))
        try:
            await waiter
        finally:
            if table.get(fd) is handle:
                self._remove(table, fd)

    async def _when(self, table, fd, attempt):
        """Call a function until it does not say that it would block."""
        while True:
            try:
                return attempt()
            except (BlockingIOError, InterruptedError):
                pass
            await self._wait_for_descriptor(table, fd)

    async def sock_recv(self, sock, n):
        """Receive up to n bytes."""
        _check_nonblocking(self, sock)
        return await self._when('_readers', sock.fileno(), lambda: sock.recv(n))

    async def sock_recv_into(self, sock, buf):
        """Receive into a buffer; return the number of bytes."""
        _check_nonblocking(self, sock)
        return await self._when('_readers', sock.fileno(), lambda: sock.recv_into(buf))

    async def sock_recvfrom(self, sock, bufsize):
        """Receive a datagram and its sender's address."""
        _check_nonblocking(self, sock)
        return await self._when('_readers', sock.fileno(), lambda: sock.recvfrom(bufsize))

    async def sock_recvfrom_into(self, sock, buf, nbytes=0):
        """Receive a datagram into a buffer; return the number of bytes and the sender's address."""
        _check_nonblocking(self, sock)
        return await self._when('_readers', sock.fileno(), lambda: sock.recvfrom_into(buf, nbytes or len(buf)))

    async def sock_sendall(self, sock, data):
        """Send all bytes."""
        _check_nonblocking(self, sock)
        left = memoryview(data).cast('B')
        while left:
            sent = await self._when('_writers', sock.fileno(), lambda: sock.send(left))
            left = left[sent:]

    async def sock_sendto(self, sock, data, address):
        """Send a datagram."""
        _check_nonblocking(self, sock)
        return await self._when('_writers', sock.fileno(), lambda: sock.sendto(data, address))

    async def sock_accept(self, sock):
        """Accept a connection; return its socket and the other side's address."""
        _check_nonblocking(self, sock)
        connection, address = await self._when('_readers', sock.fileno(), sock.accept)
        connection.setblocking(False)
        return connection, address

    async def sock_connect(self, sock, address):
        """Connect a socket."""
        _check_nonblocking(self, sock)
        if sock.family in (socket.AF_INET, socket.AF_INET6) and _numeric(*address[:2], sock.family, socket.SOCK_STREAM, 0) is None:
            found = await self.getaddrinfo(*address[:2], family=sock.family, type=sock.type, proto=sock.proto)
            address = found[0][4]
        try:
            sock.connect(address)
            return
        except (BlockingIOError, InterruptedError):
            pass
        await self._wait_for_descriptor('_writers', sock.fileno())
        error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            raise OSError(error, f'Connect call failed {address}')

    async def sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=True):
        """Send a file's bytes; return their number."""
        _check_nonblocking(self, sock)
        return await self._send_file(lambda block: self.sock_sendall(sock, block), file, offset, count)

    async def sendfile(self, transport, file, offset=0, count=None, *, fallback=True):
        """Write a file's bytes to a transport; return their number."""
        if transport.is_closing():
            raise RuntimeError('Transport is closing')

        async def write(block):
            transport.write(block)
            while transport.get_write_buffer_size() > transport.get_write_buffer_limits()[1]:
                await tasks.sleep(0.001)
        return await self._send_file(write, file, offset, count)

    async def _send_file(self, write, file, offset, count):
        if 'b' not in getattr(file, 'mode', 'b'):
            raise ValueError('file should be opened in binary mode')
        if count is not None and count <= 0:
            raise ValueError(f'count must be a positive integer (got {count!r})')
        file.seek(offset)
        total = 0
        try:
            while count is None or total < count:
                block = file.read(_CHUNK if count is None else min(_CHUNK, count - total))
                if not block:
                    break
                await write(block)
                total += len(block)
        finally:
            file.seek(offset + total)
        return total

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        """As of socket, in a thread."""
        found = _numeric(host, port, family, type, proto)
        if found is not None:
            return [found]
        return await self.run_in_executor(None, socket.getaddrinfo, host, port, family, type, proto, flags)

    async def getnameinfo(self, sockaddr, flags=0):
        """As of socket, in a thread."""
        return await self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)

    # Connections

    async def _started(self, sock, protocol_factory, server=None):
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = _SocketTransport(self, sock, protocol, waiter, server=server)
        try:
            await waiter
        except BaseException:
            transport.close()
            raise
        return transport, protocol

    async def create_connection(self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0, sock=None,
                                local_addr=None, server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
                                happy_eyeballs_delay=None, interleave=None, all_errors=False):
        """Connect to a host; return transport and protocol."""
        if server_hostname is not None and not ssl:
            raise ValueError('server_hostname is only meaningful with ssl')
        _refuse_tls(ssl)
        if sock is not None:
            if host is not None or port is not None:
                raise ValueError('host/port and sock can not be specified at the same time')
            if sock.type != socket.SOCK_STREAM:
                raise ValueError(f'A Stream Socket was expected, got {sock!r}')
            sock.setblocking(False)
            return await self._started(sock, protocol_factory)
        if host is None and port is None:
            raise ValueError('host and port was not specified and no sock specified')
        found = await self.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM, proto=proto, flags=flags)
        if not found:
            raise OSError('getaddrinfo() returned empty list')
        local = None
        if local_addr is not None:
            local = await self.getaddrinfo(*local_addr[:2], family=family, type=socket.SOCK_STREAM, proto=proto, flags=flags)
            if not local:
                raise OSError('getaddrinfo() returned empty list')
        if happy_eyeballs_delay is None or len(found) == 1:
            errors = []
            for each in found:
                try:
                    sock = await self._connect_one(each, local)
                    break
                except OSError as exc:
                    errors.append(exc)
        else:
            sock, errors = await self._race(found, local, happy_eyeballs_delay)
        if sock is None:
            if all_errors:
                raise ExceptionGroup('create_connection failed', errors)
            if len(errors) == 1 or len(set(map(str, errors))) == 1:
                raise errors[0]
            raise OSError(f'Multiple exceptions: {", ".join(map(str, errors))}')
        return await self._started(sock, protocol_factory)

    async def _connect_one(self, found, local):
        family, type, proto, _, address = found
        sock = socket.socket(family, type, proto)
        try:
            sock.setblocking(False)
            if local is not None:
                for each in local:
                    if each[0] == family:
                        try:
                            sock.bind(each[4])
                            break
                        except OSError as exc:
                            failure = OSError(exc.errno, f'error while attempting to bind on address {each[4]!r}: {str(exc).lower()}')
                else:
                    raise failure if 'failure' in vars() else OSError(f'no matching local address with family={family!r} found')
            await self.sock_connect(sock, address)
            return sock
        except BaseException:
            sock.close()
            raise

    async def _race(self, found, local, delay):
        """RFC 8305: an attempt at each address, each some time after the last or when that has failed; the first that connects."""
        left, pending, errors = list(found), set(), []
        try:
            while left or pending:
                if left:
                    pending.add(self.create_task(self._connect_one(left.pop(0), local)))
                done, pending = await tasks.wait(pending, timeout=delay if left else None, return_when=tasks.FIRST_COMPLETED)
                for task in done:
                    if task.exception() is None:
                        return task.result(), errors
                    errors.append(task.exception())
            return None, errors
        finally:
            for task in pending:
                task.cancel()
                task.add_done_callback(lambda task: None if task.cancelled() or task.exception() else task.result().close())

    async def create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None, server_hostname=None,
                                     ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Connect to a socket in the file system; return transport and protocol."""
        _refuse_tls(ssl)
        if path is not None:
            if sock is not None:
                raise ValueError('path and sock can not be specified at the same time')
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0)
            try:
                sock.setblocking(False)
                await self.sock_connect(sock, os.fspath(path))
            except BaseException:
                sock.close()
                raise
        elif sock is None:
            raise ValueError('no path and sock were specified')
        elif sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
            raise ValueError(f'A UNIX Domain Stream Socket was expected, got {sock!r}')
        sock.setblocking(False)
        return await self._started(sock, protocol_factory)

    async def connect_accepted_socket(self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Wrap a connection that was accepted elsewhere; return transport and protocol."""
        if sock.type != socket.SOCK_STREAM:
            raise ValueError(f'A Stream Socket was expected, got {sock!r}')
        _refuse_tls(ssl)
        sock.setblocking(False)
        return await self._started(sock, protocol_factory)

    async def start_tls(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None, ssl_handshake_timeout=None,
                        ssl_shutdown_timeout=None):
        """Not supported."""
        _refuse_tls(True)

    # Servers

    async def create_server(self, protocol_factory, host=None, port=None, *, family=socket.AF_UNSPEC, flags=socket.AI_PASSIVE, sock=None,
                            backlog=100, ssl=None, reuse_address=None, reuse_port=None, keep_alive=None, ssl_handshake_timeout=None,
                            ssl_shutdown_timeout=None, start_serving=True):
        """Serve at a port; return the Server."""
        if isinstance(ssl, bool):
            raise TypeError('ssl argument must be an SSLContext or None')
        _refuse_tls(ssl)
        if host is None and port is None:
            if sock is None:
                raise ValueError('Neither host/port nor sock were specified')
            if sock.type != socket.SOCK_STREAM:
                raise ValueError(f'A Stream Socket was expected, got {sock!r}')
            sockets = [sock]
        elif sock is not None:
            raise ValueError('host/port and sock can not be specified at the same time')
        else:
            hosts = [None] if host == '' or host is None else [host] if isinstance(host, (str, bytes)) else host
            results = await tasks.gather(*[
                self.getaddrinfo(each, port, family=family, type=socket.SOCK_STREAM, flags=flags) for each in hosts])
            sockets = self._listening(dict.fromkeys(found for result in results for found in result), reuse_address, reuse_port, keep_alive)
        for each in sockets:
            each.setblocking(False)
        return await self._served(Server(self, sockets, protocol_factory, backlog), start_serving)

    def _listening(self, addresses, reuse_address, reuse_port, keep_alive):
        sockets = []
        try:
            for family, type, proto, _, address in addresses:
                try:
                    sock = socket.socket(family, type, proto)
                except OSError:
                    continue
                sockets.append(sock)
                if reuse_address is None or reuse_address:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
                if reuse_port:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, True)
                if keep_alive:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, True)
                if family == socket.AF_INET6:
                    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)
                try:
                    sock.bind(address)
                except OSError as err:
                    if err.errno == errno.EADDRNOTAVAIL:
                        sockets.pop().close()
                        continue
                    raise OSError(err.errno, f'error while attempting to bind on address {address!r}: {str(err).lower()}') from None
            if not sockets:
                raise OSError(f'could not bind on any address out of {[each[4] for each in addresses]!r}')
        except BaseException:
            for sock in sockets:
                sock.close()
            raise
        return sockets

    async def _served(self, server, start_serving):
        if start_serving:
            server._start_serving()
            await tasks.sleep(0)
        return server

    async def create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None, ssl_handshake_timeout=None,
                                 ssl_shutdown_timeout=None, start_serving=True, cleanup_socket=True):
        """Serve at a socket in the file system; return the Server."""
        _refuse_tls(ssl)
        if path is not None:
            if sock is not None:
                raise ValueError('path and sock can not be specified at the same time')
            path = os.fspath(path)
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            if path[0] not in (0, '\0'):
                try:
                    if stat.S_ISSOCK(os.stat(path).st_mode):
                        os.remove(path)
                except FileNotFoundError:
                    pass
            try:
                sock.bind(path)
            except OSError as exc:
                sock.close()
                if exc.errno == errno.EADDRINUSE:
                    raise OSError(errno.EADDRINUSE, f'Address {path!r} is already in use') from None
                raise
        elif sock is None:
            raise ValueError('path was not specified, and no sock specified')
        elif sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
            raise ValueError(f'A UNIX Domain Stream Socket was expected, got {sock!r}')
        sock.setblocking(False)
        server = Server(self, [sock], protocol_factory, backlog)
        if cleanup_socket:
            server._path = path = sock.getsockname()
            server._inode = os.stat(path).st_ino if path and path[0] not in (0, '\0') else None
        return await self._served(server, start_serving)

    def _accept(self, protocol_factory, sock, server, backlog):
        for _ in range(backlog + 1):
            try:
                connection, address = sock.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as exc:
                if exc.errno not in _FATAL_ACCEPT:
                    raise
                # The system has no descriptors left: some time later there may be.
                self.call_exception_handler({
                    'message': 'socket.accept() out of system resource', 'exception': exc, 'socket': sock})
                self._remove(self._readers, sock.fileno())
                self.call_later(1, server._resume_accepting, sock)
                return
            connection.setblocking(False)
            self.create_task(self._accepted(protocol_factory, connection, server))

    async def _accepted(self, protocol_factory, connection, server):
        try:
            await self._started(connection, protocol_factory, server)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if self.get_debug():
                self.call_exception_handler({'message': 'Error on transport creation for incoming connection', 'exception': exc})

    # Datagrams

    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, *, family=0, proto=0, flags=0,
                                       reuse_port=None, allow_broadcast=None, sock=None):
        """Send and receive datagrams; return transport and protocol."""
        address = None
        if sock is not None:
            if sock.type == socket.SOCK_STREAM:
                raise ValueError(f'A datagram socket was expected, got {sock!r}')
            if local_addr or remote_addr or family or proto or flags or reuse_port or allow_broadcast:
                raise ValueError('socket modifier keyword arguments can not be used when sock is specified.')
            sock.setblocking(False)
        else:
            if not (local_addr or remote_addr) and family == 0:
                raise ValueError('unexpected address family')
            sock, address = await self._datagram_socket(local_addr, remote_addr, family, proto, flags, reuse_port, allow_broadcast)
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = _DatagramTransport(self, sock, protocol, address, waiter)
        try:
            await waiter
        except BaseException:
            transport.close()
            raise
        return transport, protocol

    async def _datagram_socket(self, local_addr, remote_addr, family, proto, flags, reuse_port, allow_broadcast):
        if family == getattr(socket, 'AF_UNIX', None):
            pairs = [(family, proto, local_addr, remote_addr)]
        else:
            found = []
            for given in local_addr, remote_addr:
                if given is None:
                    found.append(None)
                    continue
                if not (isinstance(given, tuple) and len(given) == 2):
                    raise TypeError('2-tuple is expected')
                found.append(await self.getaddrinfo(*given, family=family, type=socket.SOCK_DGRAM, proto=proto, flags=flags))
            local, remote = found
            if local is None and remote is None:
                pairs = [(family, proto, None, None)]
            else:
                places = dict.fromkeys((each[0], each[2]) for part in found if part for each in part)
                pick = lambda part, place: next((each[4] for each in part if (each[0], each[2]) == place), None) if part else None
                pairs = [(*place, pick(local, place), pick(remote, place)) for place in places
                         if (local is None or pick(local, place)) and (remote is None or pick(remote, place))]
            if not pairs:
                raise ValueError('can not get address information')
        failure = None
        for family, proto, local, remote in pairs:
            sock = socket.socket(family, socket.SOCK_DGRAM, proto)
            try:
                if reuse_port:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
                if allow_broadcast:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                sock.setblocking(False)
                if local is not None:
                    sock.bind(local)
                if remote is not None:
                    if not allow_broadcast:
                        await self.sock_connect(sock, remote)
                    return sock, remote
                return sock, None
            except OSError as exc:
                sock.close()
                failure = failure or exc
            except BaseException:
                sock.close()
                raise
        raise failure

    # Pipes

    async def _piped(self, transport_class, protocol_factory, pipe):
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = transport_class(self, pipe, protocol, waiter)
        try:
            await waiter
        except BaseException:
            transport.close()
            raise
        return transport, protocol

    async def connect_read_pipe(self, protocol_factory, pipe):
        """Read a pipe, terminal or socket; return transport and protocol."""
        return await self._piped(_ReadPipeTransport, protocol_factory, pipe)

    async def connect_write_pipe(self, protocol_factory, pipe):
        """Write to a pipe, terminal or socket; return transport and protocol."""
        return await self._piped(_WritePipeTransport, protocol_factory, pipe)

    # Signals

    def add_signal_handler(self, sig, callback, *args):
        """Call a function in the loop when a signal comes."""
        if futures.isfuture(callback) or hasattr(callback, '__await__'):
            raise TypeError('coroutines cannot be used with add_signal_handler()')
        self._check_signal(sig)
        self._check_closed()
        self._tables()
        self._signal_handlers[sig] = events.Handle(callback, args, self, None)
        try:
            signal.signal(sig, self._signalled)
        except OSError as exc:
            del self._signal_handlers[sig]
            if exc.errno == errno.EINVAL:
                raise RuntimeError(f'sig {sig} cannot be caught')
            raise

    def _signalled(self, number, frame):
        handle = self._signal_handlers.get(number)
        if handle is None:
            return
        if handle.cancelled():
            self.remove_signal_handler(number)
            return
        self.call_soon_threadsafe(handle._run)

    def remove_signal_handler(self, sig):
        """Stop that; return whether it was so."""
        self._check_signal(sig)
        self._tables()
        if self._signal_handlers.pop(sig, None) is None:
            return False
        signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
        return True

    def _check_signal(self, sig):
        if not isinstance(sig, int):
            raise TypeError(f'sig must be an int, not {sig!r}')
        if sig not in signal.valid_signals():
            raise ValueError(f'invalid signal number {sig}')

    # Processes

    async def subprocess_exec(self, protocol_factory, program, *args, stdin=-1, stdout=-1, stderr=-1, universal_newlines=False, shell=False,
                              bufsize=0, encoding=None, errors=None, text=None, **kwargs):
        """Start a program; return transport and protocol."""
        if shell:
            raise ValueError('shell must be False')
        return await self._spawned(
            protocol_factory, (program, *args), False, stdin, stdout, stderr, universal_newlines, bufsize, encoding, errors, text, kwargs)

    async def subprocess_shell(self, protocol_factory, cmd, *, stdin=-1, stdout=-1, stderr=-1, universal_newlines=False, shell=True,
                               bufsize=0, encoding=None, errors=None, text=None, **kwargs):
        """Start a command of the shell; return transport and protocol."""
        if not isinstance(cmd, (bytes, str)):
            raise ValueError('cmd must be a string')
        if not shell:
            raise ValueError('shell must be True')
        return await self._spawned(
            protocol_factory, cmd, True, stdin, stdout, stderr, universal_newlines, bufsize, encoding, errors, text, kwargs)

    async def _spawned(self, protocol_factory, args, shell, stdin, stdout, stderr, universal_newlines, bufsize, encoding, errors, text, kwargs):
        if universal_newlines:
            raise ValueError('universal_newlines must be False')
        if bufsize != 0:
            raise ValueError('bufsize must be 0')
        if text:
            raise ValueError('text must be False')
        if encoding is not None:
            raise ValueError('encoding must be None')
        if errors is not None:
            raise ValueError('errors must be None')
        from .base_subprocess import ProcessTransport
        protocol = protocol_factory()
        transport = ProcessTransport(self, protocol, args, shell, stdin, stdout, stderr, kwargs)
        try:
            await transport._connect_pipes()
        except BaseException:
            transport.close()
            await transport._wait()
            raise
        return transport, protocol


for _name, _member in vars(_IO).items():
    if not _name.startswith('__'):
        setattr(base_events._UnixSelectorEventLoop, _name, _member)
del _name, _member
