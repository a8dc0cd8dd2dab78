"""Requests over HTTP/1.1, with TLS, redirects, compression and connections that stay open."""

import _http


class HttpError(OSError):
    """An exchange that came to no response; the subclasses say at which stage."""


class ResolveError(HttpError):
    """The host name has no address."""


class ConnectError(HttpError):
    """No address of the host could be connected to."""


class TlsError(HttpError):
    """The TLS handshake failed, or the certificate is not to be trusted."""


class TimeoutError(HttpError):
    """The time ran out."""


class ProtocolError(HttpError):
    """The server broke the rules of HTTP, or closed the connection too early."""


class TooManyRedirectsError(HttpError):
    """The redirects did not come to an end."""


class InvalidUrlError(HttpError, ValueError):
    """The URL or another part of the request cannot be sent."""


_ERRORS = {
    'resolve': ResolveError, 'connect': ConnectError, 'tls': TlsError, 'timeout': TimeoutError, 'protocol': ProtocolError,
    'closed': ProtocolError, 'redirects': TooManyRedirectsError, 'url': InvalidUrlError,
}


class Headers:
    """The header fields of a response: a mapping whose keys have no case. Repeated fields are joined by commas."""

    def __init__(self, fields):
        self._fields = fields
        self._values = {}
        for name, value in fields:
            key = name.lower()
            known = self._values.get(key)
            self._values[key] = (name, value) if known is None else (known[0], f'{known[1]}, {value}')

    def __getitem__(self, name):
        try:
            return self._values[name.lower()][1]
        except KeyError:
            raise KeyError(name) from None

    def __contains__(self, name):
        return isinstance(name, str) and name.lower() in self._values

    def __iter__(self):
        return iter([name for name, _ in self._values.values()])

    def __len__(self):
        return len(self._values)

    def __eq__(self, other):
        return self._values == other._values if isinstance(other, Headers) else NotImplemented

    __hash__ = None

    def __repr__(self):
        return f'Headers({dict(self.items())!r})'

    def get(self, name, default=None):
        return self[name] if name in self else default

    def get_all(self, name):
        """Every value of a field that may be repeated, Set-Cookie for example."""
        return [value for key, value in self._fields if key.lower() == name.lower()]

    def keys(self):
        return list(self)

    def values(self):
        return [value for _, value in self._values.values()]

    def items(self):
        return list(self._values.values())


class Response:
    """What a server answered, whatever the status."""

    def __init__(self, status, reason, headers, body, url):
        self.status = status
        self.reason = reason
        self.headers = Headers(headers)
        self.body = body
        self.url = url

    @property
    def ok(self):
        return 200 <= self.status < 300

    @property
    def encoding(self):
        """The charset that the server declared, else UTF-8."""
        for parameter in self.headers.get('content-type', '').split(';')[1:]:
            name, _, value = parameter.partition('=')
            if name.strip().lower() == 'charset':
                return value.strip().strip('"\'') or 'utf-8'
        return 'utf-8'

    @property
    def text(self):
        try:
            return self.body.decode(self.encoding, 'replace')
        except LookupError:
            return self.body.decode('utf-8', 'replace')

    def json(self):
        import json
        return json.loads(self.body.decode('utf-8-sig'))

    def __str__(self):
        return self.text

    def __repr__(self):
        return f'<Response [{self.status}]>'


def _encode(body, headers):
    """A body as bytes; says of a dict or list that it is JSON, and of text that it is text, unless the headers say something."""
    if body is None or isinstance(body, bytes):
        return body or b'', headers
    if isinstance(body, str):
        kind, data = 'text/plain; charset=utf-8', body.encode()
    elif isinstance(body, (dict, list, tuple)):
        import json
        kind, data = 'application/json', json.dumps(body).encode()
    else:
        raise TypeError(f'body must be str, bytes, dict, list or None, not {type(body).__name__}')
    if not any(name.lower() == 'content-type' for name, _ in headers):
        headers.append(('Content-Type', kind))
    return data, headers


def request(url, method, body=None, headers=None, timeout=30):
    """Send a request and return its Response; raise an HttpError if there is none."""
    fields = [(name, value if isinstance(value, str) else str(value)) for name, value in dict(headers or {}).items()]
    data, fields = _encode(body, fields)
    outcome, *details = _http.exchange(url, method, data, [part for field in fields for part in field], timeout)
    if outcome != 'response':
        raise _ERRORS[outcome](details[0])
    status, reason, received, content, location = details
    return Response(status, reason, list(zip(received[::2], received[1::2])), content, location)


def get(url, headers=None, timeout=30):
    """Fetch a URL."""
    return request(url, 'GET', None, headers, timeout)


def post(url, body, headers=None, timeout=30):
    """Send a body to a URL: str, bytes, or a dict or list, which goes as JSON."""
    return request(url, 'POST', body, headers, timeout)


def __getattr__(name):
    # What CPython's package of this name has is loaded when it is asked for.
    if name in ('HTTPStatus', 'HTTPMethod'):
        from http import _status
        for known in ('HTTPStatus', 'HTTPMethod'):
            globals()[known] = getattr(_status, known)
        return globals()[name]
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
