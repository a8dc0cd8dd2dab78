"""Requests in the manner of CPython's module of this name, over the client of the module http.

The exchange takes place as a whole when the response is asked for; there is no socket to be had.
"""

import collections.abc
import email.message
import io
import re
from http import HTTPStatus
from urllib.parse import urlsplit

import _http

__all__ = [
    'HTTPResponse', 'HTTPConnection', 'HTTPSConnection', 'HTTPException', 'NotConnected', 'UnknownProtocol', 'UnknownTransferEncoding',
    'UnimplementedFileMode', 'IncompleteRead', 'InvalidURL', 'ImproperConnectionState', 'CannotSendRequest', 'CannotSendHeader',
    'ResponseNotReady', 'BadStatusLine', 'LineTooLong', 'RemoteDisconnected', 'error', 'responses',
]

HTTP_PORT = 80
HTTPS_PORT = 443
_UNKNOWN = 'UNKNOWN'
_CS_IDLE = 'Idle'
_CS_REQ_STARTED = 'Request-started'
_CS_REQ_SENT = 'Request-sent'

globals().update(HTTPStatus.__members__)
responses = {status: status.phrase for status in HTTPStatus.__members__.values()}

_not_in_url = re.compile('[\0-\x20\x7f]')
_not_in_method = re.compile('[\0-\x1f]')
_header_name = re.compile(rb'[^:\s][^:\r\n]*')
_not_in_header = re.compile(rb'\n(?![ \t])|\r(?![ \t\n])')
_default = object()


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


def parse_headers(fp, _class=HTTPMessage):
    """Read headers from a binary file."""
    lines = []
    while True:
        line = fp.readline(65537)
        if len(line) > 65536:
            raise LineTooLong('header line')
        lines.append(line)
        if len(lines) > 100:
            raise HTTPException('got more than 100 headers')
        if line in (b'\r\n', b'\n', b''):
            break
    from email.parser import Parser
    return Parser(_class=_class).parsestr(b''.join(lines).decode('iso-8859-1'))


class HTTPResponse(io.BufferedIOBase):
    """What a server answered."""

    def __init__(self, sock=None, debuglevel=0, method=None, url=None):
        if sock is not None:
            raise TypeError('responses of sockets are not part of MiniScript')
        self.debuglevel = debuglevel
        self._method = method
        self.headers = self.msg = None
        self.version = self.status = self.reason = _UNKNOWN
        self.chunked = False
        self.chunk_left = None
        self.length = None
        self.will_close = True
        self.url = url
        self.fp = None

    @classmethod
    def _of(cls, method, status, reason, fields, body):
        response = cls(method=method)
        response.version = 11
        response.status = response.code = status
        response.reason = reason
        response.headers = response.msg = message = HTTPMessage()
        message._headers = list(zip(fields[::2], fields[1::2]))
        response.chunked = message.get('transfer-encoding', '').lower() == 'chunked'
        response.will_close = message.get('connection', '').lower() == 'close'
        response.length = None if response.chunked else len(body)
        response.fp = io.BytesIO(body)
        return response

    def begin(self):
        pass

    def close(self):
        try:
            super().close()
        finally:
            if self.fp is not None:
                self.fp.close()
                self.fp = None

    def flush(self):
        super().flush()
        if self.fp is not None:
            self.fp.flush()

    def readable(self):
        return True

    def isclosed(self):
        """Whether everything has been read."""
        return self.fp is None

    def _end(self):
        fp, self.fp = self.fp, None
        fp.close()

    def _taken(self, data, wanted):
        if self.length is not None:
            self.length -= len(data)
        if self.length == 0 or wanted is None or not data and wanted:
            self._end()
        return data

    def read(self, amt=None):
        """Read up to a number of bytes, or all."""
        if self.fp is None:
            return b''
        if amt is not None and amt < 0:
            amt = None
        return self._taken(self.fp.read(amt), amt)

    def read1(self, n=-1):
        if self.fp is None or n == 0:
            return b''
        return self.read(n)

    def peek(self, n=-1):
        if self.fp is None:
            return b''
        at = self.fp.tell()
        data = self.fp.read(n if n and n > 0 else None)
        self.fp.seek(at)
        return data

    def readinto(self, b):
        data = self.read(len(b))
        b[:len(data)] = data
        return len(data)

    def readline(self, limit=-1):
        if self.fp is None:
            return b''
        return self._taken(self.fp.readline(limit), limit or 1)

    def fileno(self):
        raise io.UnsupportedOperation('fileno')

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


def _fail(stage, message):
    # The exception for a stage at which an exchange failed.
    if stage == 'resolve':
        return OSError(-2, 'Name or service not known')
    if stage == 'connect':
        if 'refused' in message:
            return ConnectionRefusedError(111, 'Connection refused')
        return OSError(113, message)
    if stage == 'timeout':
        return TimeoutError('timed out')
    if stage == 'closed':
        return RemoteDisconnected('Remote end closed connection without response')
    if stage == 'url':
        return InvalidURL(message)
    if stage == 'tls':
        return OSError(1, message)
    return BadStatusLine(message)


class HTTPConnection:
    """A connection to a server, in name: connections are kept by the client below."""

    response_class = HTTPResponse
    default_port = HTTP_PORT
    auto_open = 1
    debuglevel = 0
    _scheme = 'http'
    _http_vsn = 11
    _http_vsn_str = 'HTTP/1.1'

    def __init__(self, host, port=None, timeout=_default, source_address=None, blocksize=8192):
        if source_address is not None:
            raise NotImplementedError('source_address is not part of MiniScript')
        self.timeout = timeout
        self.source_address = None
        self.blocksize = blocksize
        self.sock = None
        self.host, self.port = self._get_hostport(host, port)
        match = _not_in_url.search(self.host)
        if match:
            raise InvalidURL(f"URL can't contain control characters. {self.host!r} (found at least {match[0]!r})")
        self._reset()

    def _reset(self):
        self.__state = _CS_IDLE
        self.__response = None
        self._method = None
        self._fields = []
        self._body = []
        self._outcome = None

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
        raise NotImplementedError('tunnels through proxies are not part of MiniScript')

    def set_debuglevel(self, level):
        self.debuglevel = level

    def connect(self):
        """Do nothing: connections are made as they are needed."""

    def close(self):
        """Forget what is under way."""
        self._reset()

    def putrequest(self, method, url, skip_host=False, skip_accept_encoding=False):
        """Begin a request."""
        if self.__response is not None and self.__response.isclosed():
            self.__response = None
        if self.__state != _CS_IDLE:
            raise CannotSendRequest(self.__state)
        match = _not_in_method.search(method)
        if match:
            raise ValueError(f"method can't contain control characters. {method!r} (found at least {match[0]!r})")
        url = url or '/'
        match = _not_in_url.search(url)
        if match:
            raise InvalidURL(f"URL can't contain control characters. {url!r} (found at least {match[0]!r})")
        url.encode('ascii')
        self._reset()
        self.__state = _CS_REQ_STARTED
        self._method = method
        self._url = url
        if not skip_accept_encoding:
            self.putheader('Accept-Encoding', 'identity')

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
        self._fields.append((header.decode('ascii'), re.sub(r'\r?\n[ \t]+', ' ', b'\r\n\t'.join(parts).decode('latin-1'))))

    def endheaders(self, message_body=None, *, encode_chunked=False):
        """End the headers."""
        if self.__state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        self.__state = _CS_REQ_SENT
        if message_body is not None:
            self.send(message_body)

    def send(self, data):
        """Add to the body: bytes, an open file, or an iterable of bytes."""
        if hasattr(data, 'read'):
            encode = isinstance(data, io.TextIOBase)
            while block := data.read(self.blocksize):
                self._body.append(block.encode('iso-8859-1') if encode else block)
        elif isinstance(data, (bytes, bytearray)):
            self._body.append(bytes(data))
        elif isinstance(data, collections.abc.Iterable):
            for part in data:
                self._body.append(bytes(part))
        else:
            raise TypeError(f'data should be a bytes-like object or an iterable, got {type(data)!r}')

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        """Send a request."""
        names = frozenset(name.lower() for name in headers)
        self.putrequest(method, url, skip_host='host' in names, skip_accept_encoding='accept-encoding' in names)
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
        self._exchange()

    def _exchange(self):
        host = f'[{self.host}]' if ':' in self.host else self.host
        place = host if self.port == self.default_port else f'{host}:{self.port}'
        url = self._url
        if url.startswith(('http://', 'https://')):
            parts = urlsplit(url)
            if parts.netloc.rpartition('@')[2].lower() != place.lower():
                raise NotImplementedError('requests through proxies are not part of MiniScript')
            url = url[len(parts.scheme) + 3 + len(parts.netloc):] or '/'
        if url[:1] != '/':
            url = '/' + url if url[:1] == '?' else url
        fields = [
            part for name, value in self._fields if name.lower() not in ('connection', 'transfer-encoding', 'content-length')
            for part in (name, value)]
        timeout = self.timeout
        if timeout is _default:
            timeout = None
        self._outcome = _http.exchange(f'{self._scheme}://{place}{url}', self._method, b''.join(self._body), fields, timeout, True)
        if self._outcome[0] != 'response':
            stage, message = self._outcome
            self._reset()
            raise _fail(stage, message)

    def getresponse(self):
        """The response to the request."""
        if self.__response is not None and self.__response.isclosed():
            self.__response = None
        if self.__state != _CS_REQ_SENT or self.__response is not None:
            raise ResponseNotReady(self.__state)
        if self._outcome is None:
            self._exchange()
        _, status, reason, fields, body, _ = self._outcome
        response = self.response_class._of(self._method, status, reason, fields, body)
        self.__state = _CS_IDLE
        self._outcome = None
        return response


class HTTPSConnection(HTTPConnection):
    """A connection with TLS. Certificates are always checked."""

    default_port = HTTPS_PORT
    _scheme = 'https'

    def __init__(self, host, port=None, *, timeout=_default, source_address=None, context=None, blocksize=8192):
        if context is not None:
            raise NotImplementedError('contexts of TLS are not part of MiniScript')
        super().__init__(host, port, timeout, source_address, blocksize=blocksize)
