"""Sockets: connections between programs and machines."""

import _os
import _sockets
import io
import operator
import os
import struct
import sys
import time
from enum import IntEnum, IntFlag

_constants = {name: int(value) for name, value in (pair.split('=') for pair in '''
AF_APPLETALK=5 AF_BRIDGE=7 AF_DECnet=12 AF_INET=2 AF_INET6=10 AF_IPX=4 AF_KEY=15 AF_NETBEUI=13 AF_NETLINK=16 AF_PACKET=17 AF_ROUTE=16
AF_TIPC=30 AF_UNIX=1 AF_UNSPEC=0 AI_ADDRCONFIG=32 AI_ALL=16 AI_CANONNAME=2 AI_NUMERICHOST=4 AI_NUMERICSERV=1024 AI_PASSIVE=1 AI_V4MAPPED=8
EAI_ADDRFAMILY=-9 EAI_AGAIN=-3 EAI_BADFLAGS=-1 EAI_FAIL=-4 EAI_FAMILY=-6 EAI_MEMORY=-10 EAI_NODATA=-5 EAI_NONAME=-2 EAI_OVERFLOW=-12
EAI_SERVICE=-8 EAI_SOCKTYPE=-7 EAI_SYSTEM=-11 INADDR_ALLHOSTS_GROUP=3758096385 INADDR_ANY=0 INADDR_BROADCAST=4294967295
INADDR_LOOPBACK=2130706433 INADDR_MAX_LOCAL_GROUP=3758096639 INADDR_NONE=4294967295 INADDR_UNSPEC_GROUP=3758096384 IPPORT_RESERVED=1024
IPPORT_USERRESERVED=5000 IPPROTO_AH=51 IPPROTO_DSTOPTS=60 IPPROTO_EGP=8 IPPROTO_ESP=50 IPPROTO_FRAGMENT=44 IPPROTO_GRE=47 IPPROTO_HOPOPTS=0
IPPROTO_ICMP=1 IPPROTO_ICMPV6=58 IPPROTO_IDP=22 IPPROTO_IGMP=2 IPPROTO_IP=0 IPPROTO_IPIP=4 IPPROTO_IPV6=41 IPPROTO_MPTCP=262
IPPROTO_NONE=59 IPPROTO_PIM=103 IPPROTO_PUP=12 IPPROTO_RAW=255 IPPROTO_ROUTING=43 IPPROTO_RSVP=46 IPPROTO_SCTP=132 IPPROTO_TCP=6
IPPROTO_TP=29 IPPROTO_UDP=17 IPPROTO_UDPLITE=136 IPV6_CHECKSUM=7 IPV6_DONTFRAG=62 IPV6_DSTOPTS=59 IPV6_HOPLIMIT=52 IPV6_HOPOPTS=54
IPV6_JOIN_GROUP=20 IPV6_LEAVE_GROUP=21 IPV6_MULTICAST_HOPS=18 IPV6_MULTICAST_IF=17 IPV6_MULTICAST_LOOP=19 IPV6_NEXTHOP=9 IPV6_PATHMTU=61
IPV6_PKTINFO=50 IPV6_RECVDSTOPTS=58 IPV6_RECVHOPLIMIT=51 IPV6_RECVHOPOPTS=53 IPV6_RECVPATHMTU=60 IPV6_RECVPKTINFO=49 IPV6_RECVRTHDR=56
IPV6_RECVTCLASS=66 IPV6_RTHDR=57 IPV6_RTHDRDSTOPTS=55 IPV6_RTHDR_TYPE_0=0 IPV6_TCLASS=67 IPV6_UNICAST_HOPS=16 IPV6_V6ONLY=26
IP_ADD_MEMBERSHIP=35 IP_ADD_SOURCE_MEMBERSHIP=39 IP_BIND_ADDRESS_NO_PORT=24 IP_BLOCK_SOURCE=38 IP_DEFAULT_MULTICAST_LOOP=1
IP_DEFAULT_MULTICAST_TTL=1 IP_DROP_MEMBERSHIP=36 IP_DROP_SOURCE_MEMBERSHIP=40 IP_HDRINCL=3 IP_MAX_MEMBERSHIPS=20 IP_MULTICAST_IF=32
IP_MULTICAST_LOOP=34 IP_MULTICAST_TTL=33 IP_OPTIONS=4 IP_PKTINFO=8 IP_RECVOPTS=6 IP_RECVRETOPTS=7 IP_RECVTOS=13 IP_RETOPTS=7 IP_TOS=1
IP_TRANSPARENT=19 IP_TTL=2 IP_UNBLOCK_SOURCE=37 MSG_CMSG_CLOEXEC=1073741824 MSG_CTRUNC=8 MSG_DONTROUTE=4 MSG_DONTWAIT=64 MSG_EOR=128
MSG_FASTOPEN=536870912 MSG_MORE=32768 MSG_NOSIGNAL=16384 MSG_OOB=1 MSG_PEEK=2 MSG_TRUNC=32 MSG_WAITALL=256 NI_DGRAM=16 NI_IDN=32
NI_MAXHOST=1025 NI_MAXSERV=32 NI_NAMEREQD=8 NI_NOFQDN=4 NI_NUMERICHOST=1 NI_NUMERICSERV=2 SCM_CREDENTIALS=2 SCM_RIGHTS=1 SHUT_RD=0
SHUT_RDWR=2 SHUT_WR=1 SOCK_CLOEXEC=524288 SOCK_DGRAM=2 SOCK_NONBLOCK=2048 SOCK_RAW=3 SOCK_RDM=4 SOCK_SEQPACKET=5 SOCK_STREAM=1 SOL_ALG=279
SOL_IP=0 SOL_RDS=276 SOL_SOCKET=1 SOL_TCP=6 SOL_TIPC=271 SOL_UDP=17 SOMAXCONN=4096 SO_ACCEPTCONN=30 SO_BINDTODEVICE=25 SO_BINDTOIFINDEX=62
SO_BROADCAST=6 SO_DEBUG=1 SO_DOMAIN=39 SO_DONTROUTE=5 SO_ERROR=4 SO_INCOMING_CPU=49 SO_KEEPALIVE=9 SO_LINGER=13 SO_MARK=36 SO_OOBINLINE=10
SO_PASSCRED=16 SO_PASSSEC=34 SO_PEERCRED=17 SO_PEERSEC=31 SO_PRIORITY=12 SO_PROTOCOL=38 SO_RCVBUF=8 SO_RCVLOWAT=18 SO_RCVTIMEO=20
SO_REUSEADDR=2 SO_REUSEPORT=15 SO_SNDBUF=7 SO_SNDLOWAT=19 SO_SNDTIMEO=21 SO_TYPE=3 TCP_CONGESTION=13 TCP_CORK=3 TCP_DEFER_ACCEPT=9
TCP_FASTOPEN=23 TCP_FASTOPEN_CONNECT=30 TCP_FASTOPEN_KEY=33 TCP_FASTOPEN_NO_COOKIE=34 TCP_INFO=11 TCP_KEEPCNT=6 TCP_KEEPIDLE=4
TCP_KEEPINTVL=5 TCP_LINGER2=8 TCP_MAXSEG=2 TCP_NODELAY=1 TCP_NOTSENT_LOWAT=25 TCP_QUICKACK=12 TCP_SYNCNT=7 TCP_USER_TIMEOUT=18
TCP_WINDOW_CLAMP=10
'''.split())}
globals().update(_constants)


def _members(kind, name, start, but=()):
    cls = kind(name, {key: value for key, value in _constants.items() if key.startswith(start) and key not in but}, module=__name__)
    globals().update(cls.__members__)
    return cls


AddressFamily = _members(IntEnum, 'AddressFamily', 'AF_')
SocketKind = _members(IntEnum, 'SocketKind', 'SOCK_', ('SOCK_CLOEXEC', 'SOCK_NONBLOCK'))
MsgFlag = _members(IntFlag, 'MsgFlag', 'MSG_')
AddressInfo = _members(IntFlag, 'AddressInfo', 'AI_')

has_ipv6 = True
error = OSError
timeout = TimeoutError
SocketType = None
_default_timeout = None
_BLOCKED = 11, 115


class herror(OSError):
    """An address has no name."""


class gaierror(OSError):
    """A name has no address."""


_lookup_errors = {
    -1: 'Bad value for ai_flags', -2: 'Name or service not known', -3: 'Temporary failure in name resolution',
    -4: 'Non-recoverable failure in name resolution', -5: 'No address associated with hostname', -6: 'ai_family not supported',
    -7: 'ai_socktype not supported', -8: 'Servname not supported for ai_socktype', -9: 'Address family for hostname not supported',
    -10: 'Memory allocation failure', -11: 'System error', -12: 'Result too long',
}

__all__ = ['AddressFamily', 'SocketKind', 'SocketType', 'create_connection', 'create_server', 'has_dualstack_ipv6', 'fromfd', *_constants,
           'close', 'dup', 'error', 'gaierror', 'getaddrinfo', 'getdefaulttimeout', 'getfqdn', 'gethostbyaddr', 'gethostbyname',
           'gethostbyname_ex', 'gethostname', 'getnameinfo', 'getprotobyname', 'getservbyname', 'getservbyport', 'has_ipv6', 'herror',
           'htonl', 'htons', 'if_indextoname', 'if_nameindex', 'if_nametoindex', 'inet_aton', 'inet_ntoa', 'inet_ntop', 'inet_pton',
           'ntohl', 'ntohs', 'setdefaulttimeout', 'socket', 'socketpair', 'timeout']


def _enumerated(value, cls):
    try:
        return cls(value)
    except ValueError:
        return value


def _lookup(host, service, family=0, kind=0, protocol=0, flags=0):
    found = _sockets.lookup(host, service, family, kind, protocol, flags)
    if isinstance(found, int):
        raise gaierror(found, _lookup_errors.get(found, 'Unknown error'))
    return found


def inet_aton(ip_addr, /):
    """An address of IPv4 as four bytes."""
    try:
        parts = [int(part, 16 if part[:2] in ('0x', '0X') else 8 if part[:1] == '0' and part != '0' else 10) for part in ip_addr.split('.')]
        *first, last = parts
        room = 4 - len(first)
        if min(parts) < 0 or max(first, default=0) > 255 or '_' in ip_addr:
            raise ValueError
        return bytes(first) + last.to_bytes(room, 'big')
    except (ValueError, OverflowError):
        raise OSError('illegal IP address string passed to inet_aton') from None


def inet_ntoa(packed_ip, /):
    """Four bytes as an address of IPv4."""
    if len(packed_ip) != 4:
        raise OSError('packed IP wrong length for inet_ntoa')
    return '%d.%d.%d.%d' % tuple(packed_ip)


def inet_pton(address_family, ip_string, /):
    """An address as bytes."""
    import ipaddress
    try:
        if address_family == AF_INET:
            return ipaddress.IPv4Address(ip_string).packed
        if address_family == AF_INET6 and '%' not in ip_string:
            return ipaddress.IPv6Address(ip_string).packed
    except ValueError:
        pass
    if address_family in (AF_INET, AF_INET6):
        raise OSError('illegal IP address string passed to inet_pton')
    raise OSError(97, 'Address family not supported by protocol')


def inet_ntop(address_family, packed_ip, /):
    """Bytes as an address."""
    if address_family not in (AF_INET, AF_INET6):
        raise ValueError(f'unknown address family {address_family}')
    if len(packed_ip) != (4 if address_family == AF_INET else 16):
        raise ValueError('invalid length of packed IP address string')
    if address_family == AF_INET:
        return inet_ntoa(packed_ip)
    import ipaddress
    return str(ipaddress.IPv6Address(bytes(packed_ip)))


def _swapped(name, size):
    def convert(x, /):
        if x < 0:
            raise OverflowError(f"{name}: can't convert negative Python int to C {8 * size}-bit unsigned integer")
        if x >> 8 * size:
            raise OverflowError(f'{name}: Python int too large to convert to C {8 * size}-bit unsigned integer')
        return int.from_bytes(x.to_bytes(size, sys.byteorder), 'big')

    convert.__name__ = convert.__qualname__ = name
    return convert


htons, ntohs, htonl, ntohl = _swapped('htons', 2), _swapped('ntohs', 2), _swapped('htonl', 4), _swapped('ntohl', 4)


def _resolved(host, family):
    # The bytes of a host's address.
    if not isinstance(host, (str, bytes, bytearray)):
        raise TypeError(f'str, bytes or bytearray expected, not {type(host).__name__}')
    if not isinstance(host, str):
        host = bytes(host).decode('ascii')
    if family == AF_INET:
        if not host:
            return bytes(4)
        if host == '<broadcast>':
            return b'\xff' * 4
        if host[0].isdigit():
            try:
                return inet_aton(host)
            except OSError:
                pass
        return _lookup(_encoded_host(host), None, AF_INET)[0][4][4:8]
    if not host:
        return bytes(16)
    return _lookup(_encoded_host(host), None, AF_INET6)[0][4][8:24]


def _encoded_host(host):
    return host if host.isascii() else host.encode('idna').decode()


def _pack(family, address, caller):
    if family == AF_UNIX:
        if isinstance(address, str):
            address = os.fsencode(address)
        elif not isinstance(address, (bytes, bytearray, memoryview)):
            raise TypeError(f'a bytes-like object is required, not {type(address).__name__!r}')
        if len(address) > 107:
            raise OSError('AF_UNIX path too long')
        path = bytes(address)
        return struct.pack('=H', family) + path + (b'' if path[:1] == b'\0' else b'\0')
    if family not in (AF_INET, AF_INET6):
        raise OSError(f'{caller}(): bad family')
    name = AddressFamily(family).name
    if not isinstance(address, tuple):
        raise TypeError(f'{caller}(): {name} address must be tuple, not {type(address).__name__}')
    if family == AF_INET and len(address) != 2:
        raise TypeError('AF_INET address must be a pair (host, port)')
    if not 2 <= len(address) <= 4:
        raise TypeError('AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])')
    host, port, flow, scope = (*address, 0, 0)[:4]
    port = operator.index(port)
    packed = _resolved(host, family)
    if not 0 <= port <= 65535:
        raise OverflowError(f'{caller}(): port must be 0-65535.')
    if family == AF_INET:
        return struct.pack('=H', family) + struct.pack('>H', port) + packed + bytes(8)
    if not 0 <= flow <= 0xfffff:
        raise OverflowError(f'{caller}(): flowinfo must be 0-1048575.')
    return struct.pack('=H', family) + struct.pack('>HI', port, flow) + packed + struct.pack('=I', scope)


def _unpack(data):
    if len(data) < 2:
        return None
    family = int.from_bytes(data[:2], sys.byteorder)
    if family == AF_INET:
        return inet_ntoa(data[4:8]), int.from_bytes(data[2:4], 'big')
    if family == AF_INET6:
        port, flow = struct.unpack('>HI', data[2:8])
        scope, = struct.unpack('=I', data[24:28])
        host = inet_ntop(AF_INET6, data[8:24])
        if scope and host.startswith('fe80:'):
            host += '%' + if_indextoname(scope)
        return host, port, flow, scope
    if family == AF_UNIX:
        path = data[2:]
        if path[:1] == b'\0' and len(path) > 1:
            return path
        return os.fsdecode(path.partition(b'\0')[0])
    return family, data[2:]


class socket:
    """One end of a connection, or what waits for connections."""

    __slots__ = ['__weakref__', '_io_refs', '_closed', '_fd', '_family', '_type', '_proto', '_timeout', '__dict__']

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self._fd = -1
        self._io_refs = 0
        self._closed = False
        self._timeout = _default_timeout
        if fileno is None:
            family = AF_INET if family == -1 else family
            type = SOCK_STREAM if type == -1 else type
            proto = 0 if proto == -1 else proto
            fd = _sockets.open(family, type, proto)
        else:
            if operator.index(fileno) < 0:
                raise ValueError('negative file descriptor')
            fd = fileno

            def ask(option):
                return int.from_bytes(_sockets.get_option(fd, SOL_SOCKET, option, 4), sys.byteorder)

            name = _sockets.name(fd, False)
            family = int.from_bytes(name[:2], sys.byteorder) if family == -1 else family
            type = ask(SO_TYPE) if type == -1 else type
            proto = ask(SO_PROTOCOL) if proto == -1 else proto
        self._fd = fd
        self._family, self._type, self._proto = family, type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC), proto
        if type & SOCK_NONBLOCK:
            self._timeout = 0.0
        elif self._timeout is not None:
            os.set_blocking(fd, False)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def __repr__(self):
        cls = type(self)
        text = '<{}.{}{} fd={}, family={}, type={}, proto={}'.format(
            cls.__module__, cls.__qualname__, ' [closed]' if self._closed else '', self._fd, int(self._family), int(self._type), self._proto)
        if not self._closed:
            for what, is_peer in ('laddr', False), ('raddr', True):
                try:
                    name = _unpack(_sockets.name(self._fd, is_peer))
                except OSError:
                    continue
                if name:
                    text += f', {what}={name}'
        return text + '>'

    def __getstate__(self):
        raise TypeError(f'cannot pickle {type(self).__name__!r} object')

    def __del__(self):
        fd = getattr(self, '_fd', -1)
        if fd >= 0:
            self._fd = -1
            import warnings
            warnings.warn(f'unclosed <socket.socket fd={fd}>', ResourceWarning)
            _os.close(fd)

    @property
    def family(self):
        return _enumerated(self._family, AddressFamily)

    @property
    def type(self):
        return _enumerated(self._type, SocketKind)

    @property
    def proto(self):
        return self._proto

    @property
    def timeout(self):
        return self._timeout

    def fileno(self):
        return self._fd

    def gettimeout(self):
        return self._timeout

    def settimeout(self, value, /):
        """Seconds until operations give up; None waits forever, 0 never."""
        if value is not None:
            value = float(value)
            if value < 0:
                raise ValueError('Timeout value out of range')
        self._timeout = value
        os.set_blocking(self._fd, value is None)

    def setblocking(self, flag, /):
        self.settimeout(None if flag else 0.0)

    def getblocking(self):
        return self._timeout is None or self._timeout > 0

    def _call(self, events, function, *args):
        # Calls a native function, waiting as long as the timeout allows.
        limit = self._timeout
        if not limit:
            return function(*args)
        deadline = time.monotonic() + limit
        while True:
            left = deadline - time.monotonic()
            if left < 0 or not _os.poll([self._fd, events], int(left * 1000 + 0.999)):
                raise TimeoutError('timed out')
            try:
                return function(*args)
            except BlockingIOError:
                pass

    def bind(self, address, /):
        """Gives the socket an address of its own."""
        _sockets.bind(self._fd, _pack(self._family, address, 'bind'))

    def listen(self, backlog=min(SOMAXCONN, 128), /):
        """Lets others connect."""
        _sockets.listen(self._fd, max(backlog, 0))

    def accept(self):
        """The socket of the next that connects, and its address."""
        fd, address = self._call(1, _sockets.accept, self._fd)
        other = socket(self._family, self._type, self._proto, fileno=fd)
        if _default_timeout is None and self._timeout:
            other.setblocking(True)
        return other, _unpack(address)

    def connect_ex(self, address, /):
        """Connects; returns the number of the error, 0 if there is none."""
        packed = _pack(self._family, address, 'connect')
        result = _sockets.connect(self._fd, packed)
        if result in (115, 4) and self._timeout != 0:
            limit = -1 if self._timeout is None else int(self._timeout * 1000 + 0.999)
            if not _os.poll([self._fd, 4], limit):
                return 11
            result = self.getsockopt(SOL_SOCKET, SO_ERROR)
        return result

    def connect(self, address, /):
        """Connects."""
        result = self.connect_ex(address)
        if result == 11 and self._timeout:
            raise TimeoutError('timed out')
        if result:
            raise OSError(result, os.strerror(result))

    def recv(self, bufsize, flags=0, /):
        """At most so many bytes; none when the other side has closed."""
        if bufsize < 0:
            raise ValueError('negative buffersize in recv')
        return self._call(1, _sockets.receive, self._fd, bufsize, flags)[0]

    def recvfrom(self, bufsize, flags=0, /):
        """Bytes, and the address that they are from."""
        if bufsize < 0:
            raise ValueError('negative buffersize in recvfrom')
        data, address = self._call(1, _sockets.receive, self._fd, bufsize, flags)
        return data, _unpack(address)

    def _into(self, name, buffer, nbytes, flags):
        view = memoryview(buffer).cast('B')
        if nbytes < 0:
            raise ValueError(f'negative buffersize in {name}')
        if nbytes > len(view):
            raise ValueError('buffer too small for requested bytes')
        data, address = self._call(1, _sockets.receive, self._fd, nbytes or len(view), flags)
        view[:len(data)] = data
        return len(data), address

    def recv_into(self, buffer, nbytes=0, flags=0):
        """Receives into a buffer."""
        return self._into('recv_into', buffer, nbytes, flags)[0]

    def recvfrom_into(self, buffer, nbytes=0, flags=0):
        """Receives into a buffer; returns the address, too."""
        count, address = self._into('recvfrom_into', buffer, nbytes, flags)
        return count, _unpack(address)

    def recvmsg(self, bufsize, ancbufsize=0, flags=0, /):
        """Bytes without further messages."""
        if ancbufsize:
            raise NotImplementedError('socket.recvmsg() with ancillary data is not supported')
        data, address = self._call(1, _sockets.receive, self._fd, bufsize, flags)
        return data, [], 0, _unpack(address)

    def send(self, data, flags=0, /):
        """Sends what fits; returns how many bytes went."""
        return self._call(4, _sockets.send, self._fd, data, flags, b'')

    def sendall(self, data, flags=0, /):
        """Sends all."""
        with memoryview(data) as view, view.cast('B') as rest:
            sent = 0
            total = len(rest)
            while sent < total:
                sent += self._call(4, _sockets.send, self._fd, rest[sent:] if sent else rest, flags, b'')

    def sendto(self, data, *args):
        """sendto(data[, flags], address): sends to an address."""
        if not 1 <= len(args) <= 2:
            raise TypeError(f'sendto() takes 2 or 3 arguments ({len(args) + 1} given)')
        flags = args[0] if len(args) == 2 else 0
        return self._call(4, _sockets.send, self._fd, data, flags, _pack(self._family, args[-1], 'sendto'))

    def sendmsg(self, buffers, ancdata=(), flags=0, address=None, /):
        """Sends buffers as one."""
        if list(ancdata):
            raise NotImplementedError('socket.sendmsg() with ancillary data is not supported')
        target = b'' if address is None else _pack(self._family, address, 'sendmsg')
        return self._call(4, _sockets.send, self._fd, b''.join(buffers), flags, target)

    def sendfile(self, file, offset=0, count=None):
        """Sends a file; returns how many bytes went."""
        if 'b' not in getattr(file, 'mode', 'b'):
            raise ValueError('file should be opened in binary mode')
        if not self._type & SOCK_STREAM:
            raise ValueError('only SOCK_STREAM type sockets are supported')
        if count is not None and count <= 0:
            raise ValueError(f'count must be a positive integer (got {count!r})')
        if self._timeout == 0:
            raise ValueError('non-blocking sockets are not supported')
        if offset:
            file.seek(offset)
        total = 0
        while count is None or total < count:
            block = file.read(8192 if count is None else min(count - total, 8192))
            if not block:
                break
            self.sendall(block)
            total += len(block)
        if total > 0 and hasattr(file, 'seek'):
            file.seek(offset + total)
        return total

    def getsockopt(self, level, optname, buflen=0, /):
        """An option: a number, or so many bytes."""
        data = _sockets.get_option(self._fd, level, optname, buflen or 4)
        return data if buflen else int.from_bytes(data, sys.byteorder, signed=True)

    def setsockopt(self, level, optname, value, optlen=None, /):
        """Sets an option to a number or to bytes."""
        if value is None:
            value = bytes(optlen)
        elif isinstance(value, int):
            value = struct.pack('i', value)
        _sockets.set_option(self._fd, level, optname, value)

    def getsockname(self):
        """The socket's own address."""
        return _unpack(_sockets.name(self._fd, False))

    def getpeername(self):
        """The address of the other side."""
        return _unpack(_sockets.name(self._fd, True))

    def shutdown(self, how, /):
        """Ends receiving, sending or both."""
        _sockets.shutdown(self._fd, how)

    def get_inheritable(self):
        return os.get_inheritable(self._fd)

    def set_inheritable(self, inheritable):
        os.set_inheritable(self._fd, inheritable)

    def dup(self):
        """Another socket object for the same socket."""
        other = type(self)(self._family, self._type, self._proto, fileno=os.dup(self._fd))
        other.settimeout(self._timeout)
        return other

    def detach(self):
        """Gives the descriptor away."""
        self._closed = True
        fd, self._fd = self._fd, -1
        return fd

    def close(self):
        """Closes the socket, when the files made of it are closed."""
        self._closed = True
        if self._io_refs <= 0:
            self._real_close()

    def _real_close(self, _ss=None):
        fd, self._fd = self._fd, -1
        if fd >= 0:
            _os.close(fd)

    def _decref_socketios(self):
        if self._io_refs > 0:
            self._io_refs -= 1
        if self._closed:
            self.close()

    def makefile(self, mode='r', buffering=None, *, encoding=None, errors=None, newline=None):
        """A file over the connection."""
        if not set(mode) <= {'r', 'w', 'b'}:
            raise ValueError(f'invalid mode {mode!r} (only r, w, b allowed)')
        writing = 'w' in mode
        reading = 'r' in mode or not writing
        raw = SocketIO(self, ('r' if reading else '') + ('w' if writing else ''))
        self._io_refs += 1
        if buffering is None or buffering < 0:
            buffering = io.DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if 'b' not in mode:
                raise ValueError('unbuffered streams must be binary')
            return raw
        if reading and writing:
            buffer = io.BufferedRWPair(raw, raw, buffering)
        elif reading:
            buffer = io.BufferedReader(raw, buffering)
        else:
            buffer = io.BufferedWriter(raw, buffering)
        if 'b' in mode:
            return buffer
        text = io.TextIOWrapper(buffer, io.text_encoding(encoding), errors, newline)
        text.mode = mode
        return text


SocketType = socket


class SocketIO(io.RawIOBase):
    """A raw stream over a socket."""

    def __init__(self, sock, mode):
        if mode not in ('r', 'w', 'rw', 'rb', 'wb', 'rwb'):
            raise ValueError(f'invalid mode: {mode!r}')
        io.RawIOBase.__init__(self)
        self._sock = sock
        self._mode = mode if 'b' in mode else mode + 'b'
        self._reading = 'r' in mode
        self._writing = 'w' in mode
        self._timeout_occurred = False

    def readinto(self, b):
        self._checkClosed()
        self._checkReadable()
        if self._timeout_occurred:
            raise OSError('cannot read from timed out object')
        try:
            return self._sock.recv_into(b)
        except TimeoutError:
            self._timeout_occurred = True
            raise
        except OSError as failure:
            if failure.errno in _BLOCKED:
                return None
            raise

    def write(self, b):
        self._checkClosed()
        self._checkWritable()
        try:
            return self._sock.send(b)
        except OSError as failure:
            if failure.errno in _BLOCKED:
                return None
            raise

    def _checkClosed(self):
        if self.closed:
            raise ValueError('I/O operation on closed socket.')

    def _checkReadable(self):
        if not self._reading:
            raise io.UnsupportedOperation('File or stream is not readable.')

    def _checkWritable(self):
        if not self._writing:
            raise io.UnsupportedOperation('File or stream is not writable.')

    def readable(self):
        self._checkClosed()
        return self._reading

    def writable(self):
        self._checkClosed()
        return self._writing

    def seekable(self):
        self._checkClosed()
        return False

    def fileno(self):
        self._checkClosed()
        return self._sock.fileno()

    @property
    def name(self):
        return -1 if self.closed else self.fileno()

    @property
    def mode(self):
        return self._mode

    def close(self):
        if self.closed:
            return
        io.RawIOBase.close(self)
        self._sock._decref_socketios()
        self._sock = None


def fromfd(fd, family, type, proto=0):
    """A socket for a copy of a descriptor."""
    return socket(family, type, proto, os.dup(fd))


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Two sockets that are connected to each other."""
    family = AF_UNIX if family is None else family
    first, second = _sockets.pair(family, type, proto)
    return socket(family, type, proto, first), socket(family, type, proto, second)


def close(fd, /):
    """Closes a descriptor."""
    _os.close(fd)


def dup(fd, /):
    """A copy of a descriptor."""
    return os.dup(fd)


def create_connection(address, timeout=..., source_address=None, *, all_errors=False):
    """A socket that is connected to (host, port)."""
    host, port = address
    failures = []
    for family, kind, protocol, _, target in getaddrinfo(host, port, 0, SOCK_STREAM):
        sock = None
        try:
            sock = socket(family, kind, protocol)
            if timeout is not ...:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(target)
            return sock
        except OSError as failure:
            if not all_errors:
                failures.clear()
            failures.append(failure)
            if sock is not None:
                sock.close()
    if not failures:
        raise OSError('getaddrinfo returns an empty list')
    try:
        if not all_errors:
            raise failures[0]
        raise ExceptionGroup('create_connection failed', failures)
    finally:
        failures.clear()


_GLOBAL_DEFAULT_TIMEOUT = ...


def has_dualstack_ipv6():
    """Whether a socket of IPv6 can serve IPv4, too."""
    try:
        with socket(AF_INET6, SOCK_STREAM) as sock:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
            return True
    except OSError:
        return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """A socket that waits for connections at an address."""
    if dualstack_ipv6 and not has_dualstack_ipv6():
        raise ValueError('dualstack_ipv6 not supported on this platform')
    if dualstack_ipv6 and family != AF_INET6:
        raise ValueError('dualstack_ipv6 requires AF_INET6 family')
    sock = socket(family, SOCK_STREAM)
    try:
        sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        if reuse_port:
            sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if family == AF_INET6:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, not dualstack_ipv6)
        try:
            sock.bind(address)
        except OSError as failure:
            raise OSError(failure.errno, f'{failure.strerror} (while attempting to bind on address {address!r})') from None
        sock.listen() if backlog is None else sock.listen(backlog)
        return sock
    except OSError:
        sock.close()
        raise


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The addresses of a host and a port or service: (family, type, proto, canonical name, address)."""
    if isinstance(host, (bytes, bytearray)):
        host = bytes(host).decode('ascii')
    elif host is not None and not isinstance(host, str):
        raise TypeError('getaddrinfo() argument 1 must be string or None')
    if isinstance(port, bytes):
        port = port.decode('ascii')
    elif isinstance(port, int):
        port = str(port)
    elif port is not None and not isinstance(port, str):
        raise OSError('Int or String expected')
    found = _lookup(None if host is None else _encoded_host(host), port, family, type, proto, flags)
    return [(_enumerated(one, AddressFamily), _enumerated(kind, SocketKind), protocol, name, _unpack(address))
            for one, kind, protocol, name, address in found]


def getnameinfo(sockaddr, flags, /):
    """The names of a host and a service."""
    if not isinstance(sockaddr, tuple):
        raise TypeError('getnameinfo() argument 1 must be a tuple')
    host, port, *rest = sockaddr
    found = _lookup(host, str(port), 0, SOCK_DGRAM, 0, AI_NUMERICHOST)
    names = _sockets.lookup_name(found[0][4], flags)
    if isinstance(names, int):
        raise gaierror(names, _lookup_errors.get(names, 'Unknown error'))
    return names


def gethostbyname(hostname, /):
    """The address of a host."""
    return inet_ntoa(_resolved(hostname, AF_INET))


def gethostbyname_ex(hostname, /):
    """The name of a host, its other names, its addresses."""
    found = _lookup(_encoded_host(hostname), None, AF_INET, SOCK_STREAM, 0, AI_CANONNAME)
    return found[0][3] or hostname, [], [inet_ntoa(record[4][4:8]) for record in found]


def gethostbyaddr(ip_address, /):
    """The name of a host by its address or another name: name, other names, addresses."""
    record = _lookup(_encoded_host(ip_address), None, 0, SOCK_STREAM)[0]
    names = _sockets.lookup_name(record[4], NI_NAMEREQD)
    if isinstance(names, int):
        raise herror(1, 'Unknown host')
    return names[0], [], [_unpack(record[4])[0]]


def getfqdn(name=''):
    """The full name of a host."""
    name = name.strip()
    if not name or name in ('0.0.0.0', '::'):
        name = gethostname()
    try:
        return gethostbyaddr(name)[0]
    except OSError:
        return name


def gethostname():
    """The name of this machine."""
    return os.uname().nodename


def getservbyname(servicename, protocolname=None, /):
    """The port of a service."""
    kind = {'tcp': SOCK_STREAM, 'udp': SOCK_DGRAM, None: 0}.get(protocolname, -1)
    found = _sockets.lookup(None, servicename, AF_INET, kind, 0, 0) if kind >= 0 and not servicename.isdigit() else -8
    if isinstance(found, int):
        raise OSError('service/proto not found')
    return int.from_bytes(found[0][4][2:4], 'big')


def getservbyport(port, protocolname=None, /):
    """The service of a port."""
    if not 0 <= port <= 65535:
        raise OverflowError('getservbyport: port must be 0-65535.')
    flags = NI_NUMERICHOST | (NI_DGRAM if protocolname == 'udp' else 0)
    names = _sockets.lookup_name(_pack(AF_INET, ('127.0.0.1', port), 'getservbyport'), flags)
    if isinstance(names, int) or names[1].isdigit():
        raise OSError('port/proto not found')
    return names[1]


def getprotobyname(protocolname, /):
    """The number of a protocol."""
    number = _constants.get('IPPROTO_' + {'ipv6-icmp': 'icmpv6'}.get(protocolname, protocolname).upper())
    if number is None:
        raise OSError('protocol not found')
    return number


def getdefaulttimeout():
    """The timeout of new sockets."""
    return _default_timeout


def setdefaulttimeout(timeout, /):
    """Sets the timeout of new sockets."""
    global _default_timeout
    if timeout is not None:
        timeout = float(timeout)
        if timeout < 0:
            raise ValueError('Timeout value out of range')
    _default_timeout = timeout


def if_nameindex():
    """The network interfaces: (number, name)."""
    found = []
    for name in os.listdir('/sys/class/net'):
        try:
            with open(f'/sys/class/net/{name}/ifindex') as file:
                found.append((int(file.read()), name))
        except OSError:
            pass
    return sorted(found)


def if_nametoindex(oname, /):
    """The number of a network interface."""
    for number, name in if_nameindex():
        if name == oname:
            return number
    raise OSError('no interface with this name')


def if_indextoname(index, /):
    """The name of a network interface."""
    for number, name in if_nameindex():
        if number == index:
            return name
    raise OSError(6, 'No such device or address')
