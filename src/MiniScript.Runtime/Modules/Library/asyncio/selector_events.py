"""Sockets, servers, datagrams, pipes, signals and processes in the event loop: what the loop's class gets when it is first asked for."""

import errno
import os
import signal
import socket
import stat
import sys
from . import base_events, events, exceptions, futures, protocols, tasks, transports

_CHUNK = 256 * 1024
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


class Server(events.AbstractServer):
    """Listening sockets."""

    def __init__(self, loop, sockets, protocol_factory, backlog):
        self._loop = loop
        self._sockets = sockets
        self._clients = set()
        self._waiters = []
        self._protocol_factory = protocol_factory
        self._backlog = backlog
        self._serving = False
        self._serving_forever_fut = None
        self._path = self._inode = None

    def __repr__(self):
        return f'<{type(self).__name__} sockets={self.sockets!r}>'

    def _attach(self, transport):
        self._clients.add(transport)

    def _detach(self, transport):
        self._clients.discard(transport)
        if not self._clients and self._sockets is None:
            self._wakeup()

    def _wakeup(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(None)

    def _start_serving(self):
        if self._serving:
            return
        self._serving = True
        self._loop._tables()
        for sock in self._sockets:
            sock.listen(self._backlog)
            self._resume_accepting(sock)

    def _resume_accepting(self, sock):
        if self._sockets is not None:
            self._loop._add(
                self._loop._readers, sock.fileno(), self._loop._accept, (self._protocol_factory, sock, self, self._backlog))

    def get_loop(self):
        """The loop."""
        return self._loop

    def is_serving(self):
        """Whether connections are accepted."""
        return self._serving

    @property
    def sockets(self):
        """The listening sockets."""
        return () if self._sockets is None else tuple(self._sockets)

    def close(self):
        """Listen no more; connections stay."""
        sockets, self._sockets = self._sockets, None
        if sockets is None:
            return
        self._loop._tables()
        for sock in sockets:
            self._loop._remove(self._loop._readers, sock.fileno())
            sock.close()
        if self._inode is not None:
            try:
                if os.stat(self._path).st_ino == self._inode:
                    os.unlink(self._path)
            except FileNotFoundError:
                pass
        self._serving = False
        if self._serving_forever_fut is not None and not self._serving_forever_fut.done():
            self._serving_forever_fut.cancel()
            self._serving_forever_fut = None
        if not self._clients:
            self._wakeup()

    def close_clients(self):
        """Close the connections."""
        for transport in self._clients.copy():
            transport.close()

    def abort_clients(self):
        """Close the connections at once."""
        for transport in self._clients.copy():
            transport.abort()

    async def start_serving(self):
        """Accept connections."""
        self._start_serving()
        await tasks.sleep(0)

    async def serve_forever(self):
        """Accept connections until cancelled."""
        if self._serving_forever_fut is not None:
            raise RuntimeError(f'server {self!r} is already being awaited on serve_forever()')
        if self._sockets is None:
            raise RuntimeError(f'server {self!r} is closed')
        self._start_serving()
        self._serving_forever_fut = self._loop.create_future()
        try:
            await self._serving_forever_fut
        except exceptions.CancelledError:
            try:
                self.close()
                await self.wait_closed()
            finally:
                raise
        finally:
            self._serving_forever_fut = None

    async def wait_closed(self):
        """Wait until the server is closed and its connections are gone."""
        if self._waiters is None:
            return
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        await waiter


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


for _name, _member in vars(_IO).items():
    if not _name.startswith('__'):
        setattr(base_events._UnixSelectorEventLoop, _name, _member)
del _name, _member
