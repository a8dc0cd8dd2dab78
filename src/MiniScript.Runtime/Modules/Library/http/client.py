"""The client's side of HTTP: connections, requests, responses. Connections with TLS exchange whole messages by the client of the module http."""

import collections.abc
import email.message
import io
import re
import socket
from http import HTTPStatus
from urllib.parse import urlsplit

__all__ = [
    'HTTPResponse', 'HTTPConnection', 'HTTPSConnection', 'HTTPException', 'NotConnected', 'UnknownProtocol', 'UnknownTransferEncoding',
    'UnimplementedFileMode', 'IncompleteRead', 'InvalidURL', 'ImproperConnectionState', 'CannotSendRequest', 'CannotSendHeader',
    'ResponseNotReady', 'BadStatusLine', 'LineTooLong', 'RemoteDisconnected', 'error', 'responses',
]

HTTP_PORT = 80
HTTPS_PORT = 443
_UNKNOWN = 'UNKNOWN'
_MAXLINE = 65536
_MAXHEADERS = 100
_CS_IDLE = 'Idle'
_CS_REQ_STARTED = 'Request-started'
_CS_REQ_SENT = 'Request-sent'

globals().update(HTTPStatus.__members__)
responses = {status: status.phrase for status in HTTPStatus.__members__.values()}

_not_in_url = re.compile('[\0-\x20\x7f]')
_not_in_method = re.compile('[\0-\x1f]')
_header_name = re.compile(rb'[^:\s][^:\r\n]*')
_not_in_header = re.compile(rb'\n(?![ \t])|\r(?![ \t\n])')
_default = socket._GLOBAL_DEFAULT_TIMEOUT


class HTTPException(Exception):
    """The base of this module's exceptions."""


class NotConnected(HTTPException):
    """There is no connection."""


class InvalidURL(HTTPException):
    """A URL cannot be sent."""


class UnknownProtocol(HTTPException):
    """The server speaks another protocol."""

    def __init__(self, version):
        self.args = version,
        self.version = version


class UnknownTransferEncoding(HTTPException):
    """The response is encoded in an unknown way."""


class UnimplementedFileMode(HTTPException):
    """A file mode is not supported."""


class IncompleteRead(HTTPException):
    """The response ended too early."""

    def __init__(self, partial, expected=None):
        self.args = partial,
        self.partial = partial
        self.expected = expected

    def __repr__(self):
        more = '' if self.expected is None else f', {self.expected} more expected'
        return f'{self.__class__.__name__}({len(self.partial)} bytes read{more})'

    __str__ = object.__str__


class ImproperConnectionState(HTTPException):
    """A call comes at the wrong time."""


class CannotSendRequest(ImproperConnectionState):
    """Another request is under way."""


class CannotSendHeader(ImproperConnectionState):
    """No request was begun."""


class ResponseNotReady(ImproperConnectionState):
    """No request was sent."""


class BadStatusLine(HTTPException):
    """The server broke the rules of HTTP."""

    def __init__(self, line):
        if not line:
            line = repr(line)
        self.args = line,
        self.line = line


class LineTooLong(HTTPException):
    """The server sent a line that is too long."""

    def __init__(self, line_type):
        HTTPException.__init__(self, f'got more than 65536 bytes when reading {line_type}')


class RemoteDisconnected(ConnectionResetError, BadStatusLine):
    """The server closed the connection without a response."""

    def __init__(self, *pos, **kw):
        BadStatusLine.__init__(self, '')
        ConnectionResetError.__init__(self, *pos, **kw)


error = HTTPException


class HTTPMessage(email.message.Message):
    """The headers of a response."""

    def getallmatchingheaders(self, name):
        """All lines of the headers of a name."""
        return [f'{key}: {value}\r\n' for key, value in self.items() if key.lower() == name.lower()]


def _read_headers(fp):
    lines = []
    while True:
        line = fp.readline(_MAXLINE + 1)
        if len(line) > _MAXLINE:
            raise LineTooLong('header line')
        lines.append(line)
        if len(lines) > _MAXHEADERS:
            raise HTTPException(f'got more than {_MAXHEADERS} headers')
        if line in (b'\r\n', b'\n', b''):
            break
    return lines


def parse_headers(fp, _class=HTTPMessage):
    """Read headers from a binary file."""
    lines = _read_headers(fp)
    from email.parser import Parser
    return Parser(_class=_class).parsestr(b''.join(lines).decode('iso-8859-1'))


class HTTPResponse(io.BufferedIOBase):
    """What a server answers, read from a socket."""

    def __init__(self, sock, debuglevel=0, method=None, url=None):
        self.fp = sock.makefile('rb')
        self.debuglevel = debuglevel
        self._method = method
        self.headers = self.msg = None
        self.version = self.status = self.reason = _UNKNOWN
        self.chunked = self.chunk_left = self.length = self.will_close = _UNKNOWN

    def _read_status(self):
        line = str(self.fp.readline(_MAXLINE + 1), 'iso-8859-1')
        if len(line) > _MAXLINE:
            raise LineTooLong('status line')
        if self.debuglevel > 0:
            print('reply:', repr(line))
        if not line:
            raise RemoteDisconnected('Remote end closed connection without response')
        version, status, reason = (line.split(None, 2) + ['', '', ''])[:3]
        if not version.startswith('HTTP/'):
            self._close_conn()
            raise BadStatusLine(line)
        try:
            number = int(status)
        except ValueError:
            number = 0
        if not 100 <= number <= 999:
            raise BadStatusLine(line)
        return version, number, reason.strip()

    def begin(self):
        """Reads the status and the headers."""
        if self.headers is not None:
            return
        while True:
            version, status, reason = self._read_status()
            if status != HTTPStatus.CONTINUE:
                break
            skipped = _read_headers(self.fp)
            if self.debuglevel > 0:
                print('headers:', skipped)
        self.code = self.status = status
        self.reason = reason
        if version in ('HTTP/1.0', 'HTTP/0.9'):
            self.version = 10
        elif version.startswith('HTTP/1.'):
            self.version = 11
        else:
            raise UnknownProtocol(version)
        self.headers = self.msg = parse_headers(self.fp)
        if self.debuglevel > 0:
            for name, value in self.headers.items():
                print('header:', name + ':', value)
        self.chunked = self.headers.get('transfer-encoding', '').lower() == 'chunked'
        self.chunk_left = None
        self.will_close = self._check_close()
        self.length = None
        length = self.headers.get('content-length')
        if length and not self.chunked:
            try:
                self.length = int(length)
            except ValueError:
                pass
            else:
                if self.length < 0:
                    self.length = None
        if status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED) or 100 <= status < 200 or self._method == 'HEAD':
            self.length = 0
        if not self.will_close and not self.chunked and self.length is None:
            self.will_close = True

    def _check_close(self):
        connection = self.headers.get('connection', '').lower()
        if self.version == 11:
            return 'close' in connection
        return not (self.headers.get('keep-alive') or 'keep-alive' in connection
                    or 'keep-alive' in self.headers.get('proxy-connection', '').lower())

    def _close_conn(self):
        fp, self.fp = self.fp, None
        fp.close()

    def close(self):
        try:
            super().close()
        finally:
            if self.fp:
                self._close_conn()

    def flush(self):
        super().flush()
        if self.fp:
            self.fp.flush()

    def readable(self):
        return True

    def isclosed(self):
        """Whether everything has been read."""
        return self.fp is None

    def read(self, amt=None):
        """Up to a number of bytes, or all."""
        if self.fp is None:
            return b''
        if self._method == 'HEAD':
            self._close_conn()
            return b''
        if self.chunked:
            return self._read_chunked(amt)
        if amt is not None and amt >= 0:
            if self.length is not None:
                amt = min(amt, self.length)
            data = self.fp.read(amt)
            if not data and amt:
                self._close_conn()
            elif self.length is not None:
                self.length -= len(data)
                if not self.length:
                    self._close_conn()
            return data
        if self.length is None:
            data = self.fp.read()
        else:
            try:
                data = self._safe_read(self.length)
            except IncompleteRead:
                self._close_conn()
                raise
            self.length = 0
        self._close_conn()
        return data

    def _safe_read(self, amt):
        data = self.fp.read(amt)
        if len(data) < amt:
            raise IncompleteRead(data, amt - len(data))
        return data

    def _chunk(self):
        # The bytes left of the current chunk, None behind the last one.
        left = self.chunk_left
        if not left:
            if left is not None:
                self._safe_read(2)
            line = self.fp.readline(_MAXLINE + 1)
            if len(line) > _MAXLINE:
                raise LineTooLong('chunk size')
            try:
                left = int(line.partition(b';')[0], 16)
            except ValueError:
                self._close_conn()
                raise IncompleteRead(b'') from None
            if left == 0:
                while True:
                    line = self.fp.readline(_MAXLINE + 1)
                    if len(line) > _MAXLINE:
                        raise LineTooLong('trailer line')
                    if line in (b'\r\n', b'\n', b''):
                        break
                self._close_conn()
                left = None
            self.chunk_left = left
        return left

    def _read_chunked(self, amt=None):
        if amt is not None and amt < 0:
            amt = None
        parts = []
        try:
            while (left := self._chunk()) is not None:
                if amt is not None and amt <= left:
                    parts.append(self._safe_read(amt))
                    self.chunk_left = left - amt
                    break
                parts.append(self._safe_read(left))
                if amt is not None:
                    amt -= left
                self.chunk_left = 0
        except IncompleteRead as failure:
            raise IncompleteRead(b''.join(parts) + (failure.partial if failure.expected is not None and amt is None else b'')) from failure
        return b''.join(parts)

    def readinto(self, b):
        if self.fp is None:
            return 0
        data = self.read(len(b))
        b[:len(data)] = data
        return len(data)

    def read1(self, n=-1):
        """Bytes by at most one read of the system."""
        if self.fp is None or self._method == 'HEAD':
            return b''
        if self.chunked:
            left = self._chunk()
            if left is None or n == 0:
                return b''
            data = self.fp.read1(left if not 0 <= n <= left else n)
            self.chunk_left -= len(data)
            if not data:
                raise IncompleteRead(b'')
            return data
        if self.length is not None and (n < 0 or n > self.length):
            n = self.length
        data = self.fp.read1(n)
        if not data and n:
            self._close_conn()
        elif self.length is not None:
            self.length -= len(data)
            if not self.length:
                self._close_conn()
        return data

    def peek(self, n=-1):
        """Some of the following bytes, without moving on."""
        if self.fp is None or self._method == 'HEAD':
            return b''
        if self.chunked:
            try:
                left = self._chunk()
            except IncompleteRead:
                return b''
            return b'' if left is None else self.fp.peek(left)[:left]
        return self.fp.peek(n)

    def readline(self, limit=-1):
        if self.fp is None or self._method == 'HEAD':
            return b''
        if self.chunked:
            return super().readline(limit)
        if self.length is not None and (limit < 0 or limit > self.length):
            limit = self.length
        data = self.fp.readline(limit)
        if not data and limit:
            self._close_conn()
        elif self.length is not None:
            self.length -= len(data)
            if not self.length:
                self._close_conn()
        return data

    def fileno(self):
        return self.fp.fileno()

    def getheader(self, name, default=None):
        """A header; several of one name are joined by commas."""
        if self.headers is None:
            raise ResponseNotReady()
        values = self.headers.get_all(name) or default
        if isinstance(values, str) or not hasattr(values, '__iter__'):
            return values
        return ', '.join(values)

    def getheaders(self):
        """All headers as pairs."""
        if self.headers is None:
            raise ResponseNotReady()
        return list(self.headers.items())

    def __iter__(self):
        return self

    def info(self):
        return self.headers

    def geturl(self):
        return self.url

    def getcode(self):
        return self.status


class HTTPConnection:
    """A connection to a server."""

    response_class = HTTPResponse
    default_port = HTTP_PORT
    auto_open = 1
    debuglevel = 0
    _http_vsn = 11
    _http_vsn_str = 'HTTP/1.1'

    def __init__(self, host, port=None, timeout=_default, source_address=None, blocksize=8192):
        self.timeout = timeout
        self.source_address = source_address
        self.blocksize = blocksize
        self.sock = None
        self._buffer = []
        self.__response = None
        self.__state = _CS_IDLE
        self._method = None
        self._tunnel_host = self._tunnel_port = None
        self._tunnel_headers = {}
        self._raw_proxy_headers = None
        self.host, self.port = self._get_hostport(host, port)
        self._validate_host(self.host)
        self._create_connection = socket.create_connection

    def _get_hostport(self, host, port):
        if port is None:
            colon = host.rfind(':')
            bracket = host.rfind(']')
            if colon > bracket:
                text = host[colon + 1:]
                try:
                    port = int(text)
                except ValueError:
                    if text:
                        raise InvalidURL(f"nonnumeric port: '{text}'") from None
                    port = self.default_port
                host = host[:colon]
            else:
                port = self.default_port
        if host and host[0] == '[' and host[-1] == ']':
            host = host[1:-1]
        return host, port

    def set_tunnel(self, host, port=None, headers=None):
        """Have a proxy connect to a host."""
        if self.sock:
            raise RuntimeError("Can't set up tunnel for established connection")
        self._tunnel_host, self._tunnel_port = self._get_hostport(host, port)
        self._tunnel_headers = dict(headers) if headers else {}
        if not any(name.lower() == 'host' for name in self._tunnel_headers):
            host = self._wrapped(self._tunnel_host).encode('idna').decode('ascii')
            self._tunnel_headers['Host'] = f'{host}:{self._tunnel_port}'

    @staticmethod
    def _wrapped(host):
        return f'[{host}]' if ':' in host else host

    def get_proxy_response_headers(self):
        """What a proxy answered to the request for a tunnel."""
        return parse_headers(io.BytesIO(b''.join(self._raw_proxy_headers))) if self._raw_proxy_headers is not None else None

    def _tunnel(self):
        target = self._wrapped(self._tunnel_host).encode('idna')
        lines = [b'CONNECT %s:%d %s\r\n' % (target, self._tunnel_port, self._http_vsn_str.encode('ascii'))]
        lines += [f'{name}: {value}\r\n'.encode('latin-1') for name, value in self._tunnel_headers.items()]
        self.send(b''.join(lines) + b'\r\n')
        response = self.response_class(self.sock, method=self._method)
        try:
            version, code, message = response._read_status()
            self._raw_proxy_headers = _read_headers(response.fp)
            if self.debuglevel > 0:
                for line in self._raw_proxy_headers:
                    print('header:', line.decode())
            if code != HTTPStatus.OK:
                self.close()
                raise OSError(f'Tunnel connection failed: {code} {message.strip()}')
        finally:
            response.close()

    def set_debuglevel(self, level):
        self.debuglevel = level

    def connect(self):
        """Connect to the server."""
        self.sock = self._create_connection((self.host, self.port), self.timeout, self.source_address)
        try:
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as failure:
            if failure.errno != 92:
                raise
        if self._tunnel_host:
            self._tunnel()

    def close(self):
        """Close the connection."""
        self.__state = _CS_IDLE
        try:
            sock, self.sock = self.sock, None
            if sock:
                sock.close()
        finally:
            response, self.__response = self.__response, None
            if response:
                response.close()

    def send(self, data):
        """Send bytes, an open file, or an iterable of bytes."""
        if self.sock is None:
            if not self.auto_open:
                raise NotConnected()
            self.connect()
        if self.debuglevel > 0:
            print('send:', repr(data))
        if hasattr(data, 'read'):
            for block in self._blocks(data):
                self.sock.sendall(block)
            return
        try:
            self.sock.sendall(data)
        except TypeError:
            if not isinstance(data, collections.abc.Iterable):
                raise TypeError(f'data should be a bytes-like object or an iterable, got {type(data)!r}') from None
            for part in data:
                self.sock.sendall(part)

    def _blocks(self, file):
        encode = isinstance(file, io.TextIOBase)
        while block := file.read(self.blocksize):
            yield block.encode('iso-8859-1') if encode else block

    def _output(self, line):
        self._buffer.append(line)

    def putrequest(self, method, url, skip_host=False, skip_accept_encoding=False):
        """Begin a request."""
        if self.__response and self.__response.isclosed():
            self.__response = None
        if self.__state != _CS_IDLE:
            raise CannotSendRequest(self.__state)
        self.__state = _CS_REQ_STARTED
        self._method = method
        self._validate_method(method)
        url = url or '/'
        self._validate_path(url)
        self._output(self._encode_request(f'{method} {url} {self._http_vsn_str}'))
        if self._http_vsn != 11:
            return
        if not skip_host:
            netloc = urlsplit(url).netloc if url.startswith('http') else ''
            if netloc:
                try:
                    self.putheader('Host', netloc.encode('ascii'))
                except UnicodeEncodeError:
                    self.putheader('Host', netloc.encode('idna'))
            else:
                host, port = (self._tunnel_host, self._tunnel_port) if self._tunnel_host else (self.host, self.port)
                try:
                    shown = host.encode('ascii')
                except UnicodeEncodeError:
                    shown = host.encode('idna')
                if ':' in host:
                    shown = b'[' + shown.partition(b'%')[0] + b']'
                self.putheader('Host', shown if port == self.default_port else b'%s:%d' % (shown, port))
        if not skip_accept_encoding:
            self.putheader('Accept-Encoding', 'identity')

    def _encode_request(self, request):
        return request.encode('ascii')

    def _validate_method(self, method):
        match = _not_in_method.search(method)
        if match:
            raise ValueError(f"method can't contain control characters. {method!r} (found at least {match[0]!r})")

    def _validate_path(self, url):
        match = _not_in_url.search(url)
        if match:
            raise InvalidURL(f"URL can't contain control characters. {url!r} (found at least {match[0]!r})")

    def _validate_host(self, host):
        match = _not_in_url.search(host)
        if match:
            raise InvalidURL(f"URL can't contain control characters. {host!r} (found at least {match[0]!r})")

    def putheader(self, header, *values):
        """Add a header."""
        if self.__state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        if hasattr(header, 'encode'):
            header = header.encode('ascii')
        if not _header_name.fullmatch(header):
            raise ValueError(f'Invalid header name {header!r}')
        parts = []
        for value in values:
            if hasattr(value, 'encode'):
                value = value.encode('latin-1')
            elif isinstance(value, int):
                value = str(value).encode('ascii')
            if _not_in_header.search(value):
                raise ValueError(f'Invalid header value {value!r}')
            parts.append(value)
        self._output(header + b': ' + b'\r\n\t'.join(parts))

    def endheaders(self, message_body=None, *, encode_chunked=False):
        """End the headers, and send them with the body."""
        if self.__state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        self.__state = _CS_REQ_SENT
        head = b'\r\n'.join(self._buffer) + b'\r\n\r\n'
        self._buffer.clear()
        self.send(head)
        if message_body is None:
            return
        if hasattr(message_body, 'read'):
            chunks = self._blocks(message_body)
        else:
            try:
                memoryview(message_body)
            except TypeError:
                try:
                    chunks = iter(message_body)
                except TypeError:
                    raise TypeError(f'message_body should be a bytes-like object or an iterable, got {type(message_body)!r}') from None
            else:
                chunks = message_body,
        for chunk in chunks:
            if not chunk:
                continue
            if encode_chunked and self._http_vsn == 11:
                chunk = b'%X\r\n' % len(chunk) + chunk + b'\r\n'
            self.send(chunk)
        if encode_chunked and self._http_vsn == 11:
            self.send(b'0\r\n\r\n')

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        """Send a request."""
        self._send_request(method, url, body, headers, encode_chunked)

    def _send_request(self, method, url, body, headers, encode_chunked):
        names = frozenset(name.lower() for name in headers)
        self.putrequest(method, url, skip_host='host' in names, skip_accept_encoding='accept-encoding' in names)
        if 'content-length' not in names:
            if 'transfer-encoding' not in names:
                encode_chunked = False
                length = self._get_content_length(body, method)
                if length is not None:
                    self.putheader('Content-Length', str(length))
                elif body is not None:
                    encode_chunked = True
                    self.putheader('Transfer-Encoding', 'chunked')
        else:
            encode_chunked = False
        for name, value in headers.items():
            self.putheader(name, value)
        if isinstance(body, str):
            try:
                body = body.encode('iso-8859-1')
            except UnicodeEncodeError as error:
                raise UnicodeEncodeError(
                    error.encoding, error.object, error.start, error.end,
                    f"Body ({error.object[error.start:error.end]!r:.20}) is not valid Latin-1. Use body.encode('utf-8') if you want to send it "
                    'encoded in UTF-8.') from None
        self.endheaders(body, encode_chunked=encode_chunked)

    @staticmethod
    def _get_content_length(body, method):
        if body is None:
            return 0 if method.upper() in ('PATCH', 'POST', 'PUT') else None
        if hasattr(body, 'read'):
            return None
        if isinstance(body, str):
            return len(body)
        try:
            return memoryview(body).nbytes
        except TypeError:
            return None

    def getresponse(self):
        """The response to the request."""
        if self.__response and self.__response.isclosed():
            self.__response = None
        if self.__state != _CS_REQ_SENT or self.__response:
            raise ResponseNotReady(self.__state)
        args = (self.debuglevel,) if self.debuglevel > 0 else ()
        response = self.response_class(self.sock, *args, method=self._method)
        try:
            try:
                response.begin()
            except ConnectionError:
                self.close()
                raise
            self.__state = _CS_IDLE
            if response.will_close:
                self.close()
            else:
                self.__response = response
            return response
        except:
            response.close()
            raise


class HTTPSConnection(HTTPConnection):
    """A connection with TLS. Certificates are always checked. Requests and responses are exchanged as a whole; there is no socket to be had."""

    default_port = HTTPS_PORT

    def __init__(self, host, port=None, *, timeout=_default, source_address=None, context=None, blocksize=8192):
        if context is not None:
            raise NotImplementedError('contexts of TLS are not part of MiniScript')
        if source_address is not None:
            raise NotImplementedError('source_address is not part of MiniScript')
        super().__init__(host, port, timeout, source_address, blocksize=blocksize)

    def set_tunnel(self, host, port=None, headers=None):
        raise NotImplementedError('tunnels for TLS are not part of MiniScript')

    def connect(self):
        """Get ready: the client of the module http connects."""
        from http._exchange import Exchange
        host = self._wrapped(self.host)
        place = host if self.port == self.default_port else f'{host}:{self.port}'
        self.sock = Exchange(place, None if self.timeout is _default else self.timeout)
