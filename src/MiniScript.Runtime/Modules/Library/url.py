"""Addresses on the web: parts, parameters, joining, escaping."""

from urllib import parse as _parse
from _catalog import expect as _expect

__all__ = ['Url', 'build', 'decode', 'encode', 'join', 'parse', 'parse_query', 'query']

_ports = {'http': 80, 'https': 443, 'ws': 80, 'wss': 443, 'ftp': 21}
_names = ('scheme', 'user', 'password', 'host', 'port', 'path', 'query', 'fragment')


class Url:
    """The parts of an address, each None if it is not there but for the path, which is text. str() puts them together."""

    __slots__ = _names
    __match_args__ = _names

    def __init__(self, scheme=None, user=None, password=None, host=None, port=None, path='', query=None, fragment=None):
        values = scheme, user, password, host, port, path, query, fragment
        for name, value in zip(_names, values):
            object.__setattr__(self, name, value)

    def __setattr__(self, name, value):
        raise AttributeError(f'cannot assign to {name!r}: an Url does not change; replace() makes another')

    def __delattr__(self, name):
        raise AttributeError(f'cannot delete {name!r}')

    def __eq__(self, other):
        return str(self) == str(other) if isinstance(other, Url) else NotImplemented

    def __hash__(self):
        return hash(str(self))

    def __repr__(self):
        return f'Url({str(self)!r})'

    def __str__(self):
        text = '' if self.scheme is None else self.scheme + ':'
        if self.host is not None:
            text += '//'
            if self.user is not None:
                text += _parse.quote(self.user, safe='')
                if self.password is not None:
                    text += ':' + _parse.quote(self.password, safe='')
                text += '@'
            text += f'[{self.host}]' if ':' in self.host else self.host
            if self.port is not None:
                text += f':{self.port}'
        text += self.path
        if self.query is not None:
            text += '?' + self.query
        if self.fragment is not None:
            text += '#' + self.fragment
        return text

    @property
    def origin(self):
        """Scheme, host and port; None if there is no host."""
        if self.scheme is None or self.host is None:
            return None
        host = f'[{self.host}]' if ':' in self.host else self.host
        return f'{self.scheme}://{host}' + ('' if self.port is None or self.port == _ports.get(self.scheme) else f':{self.port}')

    @property
    def params(self):
        """The parameters of the query as a dict; of repeated ones the last."""
        return dict(_parse.parse_qsl(self.query or '', keep_blank_values=True))

    def replace(self, **parts):
        """The address with other parts; params=dict(…) makes a new query."""
        values = {name: getattr(self, name) for name in _names}
        return build(**{**values, **parts})


def parse(text, base=None):
    """The parts of an address, which base completes; None if it is none."""
    _expect('parse', 'text', text, str)
    try:
        if base is not None:
            _expect('parse', 'base', base, str, Url)
            text = _parse.urljoin(str(base), text)
        if any(each <= ' ' or each == '\x7f' for each in text):
            return None
        parts = _parse.urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme in _ports and not parts.hostname:
        return None
    rest, _, fragment = text.partition('#')
    return Url(
        parts.scheme or None,
        None if parts.username is None else _parse.unquote(parts.username),
        None if parts.password is None else _parse.unquote(parts.password),
        parts.hostname,
        port,
        parts.path or ('/' if parts.scheme in _ports else ''),
        parts.query if '?' in rest else None,
        fragment if '#' in text else None)


def build(scheme=None, user=None, password=None, host=None, port=None, path='', query=None, fragment=None, params=None):
    """An address of these parts; params makes the query. The path and the fragment are escaped where they must be."""
    if params is not None:
        query = globals()['query'](params)
    if host is not None and path and not path.startswith('/'):
        path = '/' + path
    path = _parse.quote(path, safe="/%:@!$&'()*+,;=~")
    if fragment is not None:
        fragment = _parse.quote(fragment, safe="/%:@!$&'()*+,;=~?")
    return Url(scheme, user, password, host, port, path, query or None, fragment)


def join(base, reference):
    """The address that a reference in a document means."""
    _expect('join', 'base', base, str, Url)
    _expect('join', 'reference', reference, str, Url)
    return _parse.urljoin(str(base), str(reference))


def query(params):
    """A query of a dict or of pairs; a list stands for a parameter that is repeated, None for one that is left out, true and false for themselves."""
    pairs = []
    for name, value in params.items() if hasattr(params, 'items') else params:
        for each in value if isinstance(value, (list, tuple)) else (value,):
            if each is not None:
                pairs.append((name, ('false', 'true')[each] if isinstance(each, bool) else each))
    return _parse.urlencode(pairs, quote_via=_parse.quote)


def parse_query(text):
    """The parameters of a query: a dict of lists, in order."""
    _expect('parse_query', 'text', text, str)
    return _parse.parse_qs(text.removeprefix('?'), keep_blank_values=True)


def encode(text):
    """Text as it can stand in any part of an address."""
    _expect('encode', 'text', text, str)
    return _parse.quote(text, safe='', errors='replace')


def decode(text):
    """What escaped text stands for; None if the bytes are not UTF-8."""
    _expect('decode', 'text', text, str)
    try:
        return _parse.unquote(text, errors='strict')
    except UnicodeDecodeError:
        return None
