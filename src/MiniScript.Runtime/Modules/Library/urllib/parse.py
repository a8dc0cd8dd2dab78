"""URLs: taking them apart, putting them together, resolving relative ones; quoting; query strings."""

import functools
import re
import warnings
from collections import namedtuple

__all__ = [
    'urlparse', 'urlunparse', 'urljoin', 'urldefrag', 'urlsplit', 'urlunsplit', 'urlencode', 'parse_qs', 'parse_qsl', 'quote',
    'quote_plus', 'quote_from_bytes', 'unquote', 'unquote_plus', 'unquote_to_bytes', 'DefragResult', 'ParseResult', 'SplitResult',
    'DefragResultBytes', 'ParseResultBytes', 'SplitResultBytes',
]

# What is known of schemes: whether relative URLs are resolved, whether there is an authority, whether there are parameters.
uses_relative = [
    '', 'ftp', 'http', 'gopher', 'nntp', 'imap', 'wais', 'file', 'https', 'shttp', 'mms', 'prospero', 'rtsp', 'rtsps', 'rtspu',
    'sftp', 'svn', 'svn+ssh', 'ws', 'wss',
]
uses_netloc = [
    '', 'ftp', 'http', 'gopher', 'nntp', 'telnet', 'imap', 'wais', 'file', 'mms', 'https', 'shttp', 'snews', 'prospero', 'rtsp',
    'rtsps', 'rtspu', 'rsync', 'svn', 'svn+ssh', 'sftp', 'nfs', 'git', 'git+ssh', 'ws', 'wss', 'itms-services',
]
uses_params = ['', 'ftp', 'hdl', 'prospero', 'http', 'imap', 'https', 'shttp', 'rtsp', 'rtsps', 'rtspu', 'sip', 'sips', 'mms', 'sftp', 'tel']
non_hierarchical = ['gopher', 'hdl', 'mailto', 'news', 'telnet', 'wais', 'imap', 'snews', 'sip', 'sips']
uses_query = ['', 'http', 'wais', 'imap', 'https', 'shttp', 'mms', 'gopher', 'rtsp', 'rtsps', 'rtspu', 'sip', 'sips']
uses_fragment = ['', 'ftp', 'hdl', 'http', 'gopher', 'news', 'nntp', 'wais', 'https', 'shttp', 'snews', 'file', 'prospero']
scheme_chars = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.'

_scheme = re.compile('([a-zA-Z][a-zA-Z0-9+.-]*):')
_controls = ''.join(map(chr, range(33)))
_line_breaks = str.maketrans('', '', '\t\r\n')
_authority_end = re.compile('[/?#]')
_ascii = re.compile('([\0-\x7f]+)')


def _same(value):
    return value


def _encode(value):
    return value.encode('ascii', 'strict')


def _coerce_args(*args):
    # The arguments as text, and what makes results of the type that the arguments have.
    is_text = isinstance(args[0], str)
    for arg in args[1:]:
        if arg and isinstance(arg, str) != is_text:
            raise TypeError('Cannot mix str and non-str arguments')
    if is_text:
        return *args, _same
    return *(arg.decode('ascii', 'strict') if arg else '' for arg in args), _encode


def clear_cache():
    """Forget the URLs that were taken apart."""
    urlsplit.cache_clear()


class _TextResult:
    __slots__ = ()

    def encode(self, encoding='ascii', errors='strict'):
        return self._encoded_counterpart(*(part.encode(encoding, errors) for part in self))


class _BytesResult:
    __slots__ = ()

    def decode(self, encoding='ascii', errors='strict'):
        return self._decoded_counterpart(*(part.decode(encoding, errors) for part in self))


class _Authority:
    __slots__ = ()

    def _text(self):
        return self.netloc if isinstance(self.netloc, str) else self.netloc.decode('ascii')

    def _result(self, text):
        return text if text is None or isinstance(self.netloc, str) else text.encode('ascii')

    @property
    def _userinfo(self):
        user, at, _ = self._text().rpartition('@')
        if not at:
            return None, None
        name, colon, password = user.partition(':')
        return name, password if colon else None

    @property
    def _hostinfo(self):
        place = self._text().rpartition('@')[2]
        _, bracket, rest = place.partition('[')
        if bracket:
            host, _, rest = rest.partition(']')
            port = rest.partition(':')[2]
        else:
            host, _, port = place.partition(':')
        return host, port or None

    @property
    def username(self):
        return self._result(self._userinfo[0])

    @property
    def password(self):
        return self._result(self._userinfo[1])

    @property
    def hostname(self):
        host = self._hostinfo[0]
        if not host:
            return None
        address, percent, zone = host.partition('%')
        return self._result(address.lower() + percent + zone)

    @property
    def port(self):
        port = self._hostinfo[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f'Port could not be cast to integer value as {self._result(port)!r}')
        port = int(port)
        if port > 65535:
            raise ValueError('Port out of range 0-65535')
        return port


_DefragResultBase = namedtuple('_DefragResultBase', 'url fragment')
_SplitResultBase = namedtuple('_SplitResultBase', 'scheme netloc path query fragment')
_ParseResultBase = namedtuple('_ParseResultBase', 'scheme netloc path params query fragment')


class _Defragged:
    __slots__ = ()

    def geturl(self):
        if self.fragment:
            return self.url + ('#' if isinstance(self.url, str) else b'#') + self.fragment
        return self.url


class _Split(_Authority):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class _Parsed(_Authority):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


class DefragResult(_Defragged, _DefragResultBase, _TextResult):
    __slots__ = ()


class SplitResult(_Split, _SplitResultBase, _TextResult):
    __slots__ = ()


class ParseResult(_Parsed, _ParseResultBase, _TextResult):
    __slots__ = ()


class DefragResultBytes(_Defragged, _DefragResultBase, _BytesResult):
    __slots__ = ()


class SplitResultBytes(_Split, _SplitResultBase, _BytesResult):
    __slots__ = ()


class ParseResultBytes(_Parsed, _ParseResultBase, _BytesResult):
    __slots__ = ()


for _of_text, _of_bytes in ((DefragResult, DefragResultBytes), (SplitResult, SplitResultBytes), (ParseResult, ParseResultBytes)):
    _of_text._encoded_counterpart = _of_bytes
    _of_bytes._decoded_counterpart = _of_text


def _of_type(result, make):
    return result if make is _same else result.encode()


def urlparse(url, scheme='', allow_fragments=True):
    """Take a URL apart into scheme, netloc, path, params, query and fragment."""
    url, scheme, make = _coerce_args(url, scheme)
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ''
    if scheme in uses_params and ';' in path:
        path, params = _splitparams(path)
    return _of_type(ParseResult(scheme, netloc, path, params, query, fragment), make)


def _splitparams(path):
    start = path.find(';', path.rfind('/') + 1) if '/' in path else path.find(';')
    return (path, '') if start < 0 else (path[:start], path[start + 1:])


def _splitnetloc(url, start=0):
    # The host and what follows it.
    end = min((found for found in (url.find(c, start) for c in '/?#') if found >= 0), default=len(url))
    return url[start:end], url[end:]


def _check_authority(netloc):
    # Characters whose compatible forms are delimiters would move the host.
    if not netloc or netloc.isascii():
        return
    import unicodedata
    text = netloc
    for c in '@:#?':
        text = text.replace(c, '')
    normal = unicodedata.normalize('NFKC', text)
    if text != normal and any(c in normal for c in '/?#@:'):
        raise ValueError(f"netloc '{netloc}' contains invalid characters under NFKC normalization")


def _check_bracketed(host):
    if host.startswith('v'):
        if not re.fullmatch(r'v[a-fA-F0-9]+\..+', host, re.S):
            raise ValueError('IPvFuture address is invalid')
    elif _is_ipv4(host):
        raise ValueError('An IPv4 address cannot be in brackets')
    elif not _is_ipv6(host):
        raise ValueError(f'{host!r} does not appear to be an IPv4 or IPv6 address')


def _is_ipv4(text):
    parts = text.split('.')
    return len(parts) == 4 and all(
        part.isascii() and part.isdigit() and len(part) <= 3 and int(part) < 256 and (part == '0' or part[0] != '0') for part in parts)


def _is_ipv6(text):
    text, percent, zone = text.partition('%')
    if percent and (not zone or '%' in zone):
        return False
    parts = text.split(':')
    if '.' in parts[-1]:
        if not _is_ipv4(parts[-1]):
            return False
        parts[-1:] = ['0', '0']
    if not 3 <= len(parts) <= 9 or text.count('::') > 1 or ':::' in text:
        return False
    if '::' in text:
        # The double colon is an empty part, two of them at an end; it stands for at least one part.
        if text.startswith('::'):
            del parts[0]
        if text.endswith('::'):
            del parts[-1]
        if len(parts) > 8:
            return False
        parts.remove('')
    elif len(parts) != 8:
        return False
    return all(re.fullmatch('[0-9a-fA-F]{1,4}', part) for part in parts)


@functools.lru_cache(typed=True)
def urlsplit(url, scheme='', allow_fragments=True):
    """Take a URL apart into scheme, netloc, path, query and fragment."""
    url, scheme, make = _coerce_args(url, scheme)
    url = url.lstrip(_controls).translate(_line_breaks)
    scheme = scheme.strip(_controls).translate(_line_breaks)
    allow_fragments = bool(allow_fragments)
    netloc = query = fragment = ''
    match = _scheme.match(url)
    if match:
        scheme = match[1].lower()
        url = url[match.end():]
    if url.startswith('//'):
        end = _authority_end.search(url, 2)
        end = end.start() if end else len(url)
        netloc, url = url[2:end], url[end:]
        if ('[' in netloc) != (']' in netloc):
            raise ValueError('Invalid IPv6 URL')
        if '[' in netloc:
            _check_bracketed(netloc.partition('[')[2].partition(']')[0])
    if allow_fragments:
        url, _, fragment = url.partition('#')
    url, _, query = url.partition('?')
    _check_authority(netloc)
    return _of_type(SplitResult(scheme, netloc, url, query, fragment), make)


def urlunparse(components):
    """Put a URL together from six parts."""
    scheme, netloc, url, params, query, fragment, make = _coerce_args(*components)
    if params:
        url = f'{url};{params}'
    return make(urlunsplit((scheme, netloc, url, query, fragment)))


def urlunsplit(components):
    """Put a URL together from five parts."""
    scheme, netloc, url, query, fragment, make = _coerce_args(*components)
    if netloc:
        if url and url[0] != '/':
            url = '/' + url
        url = f'//{netloc}{url}'
    elif url.startswith('//') or scheme and scheme in uses_netloc and (not url or url[0] == '/'):
        url = '//' + url
    if scheme:
        url = f'{scheme}:{url}'
    if query:
        url = f'{url}?{query}'
    if fragment:
        url = f'{url}#{fragment}'
    return make(url)


def urljoin(base, url, allow_fragments=True):
    """Resolve a URL that may be relative to another."""
    if not base:
        return url
    if not url:
        return base
    base, url, make = _coerce_args(base, url)
    base_scheme, base_netloc, base_path, base_params, base_query, _ = urlparse(base, '', allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, base_scheme, allow_fragments)
    if scheme != base_scheme or scheme not in uses_relative:
        return make(url)
    if scheme in uses_netloc:
        if netloc:
            return make(urlunparse((scheme, netloc, path, params, query, fragment)))
        netloc = base_netloc
    if not path and not params:
        return make(urlunparse((scheme, netloc, base_path, base_params, query or base_query, fragment)))

    if path[:1] == '/':
        segments = path.split('/')
    else:
        segments = base_path.split('/')
        if segments[-1] != '':
            del segments[-1]
        segments += path.split('/')
        segments[1:-1] = filter(None, segments[1:-1])
    resolved = []
    for segment in segments:
        if segment == '..':
            if resolved:
                resolved.pop()
        elif segment != '.':
            resolved.append(segment)
    if segments[-1] in ('.', '..'):
        resolved.append('')
    return make(urlunparse((scheme, netloc, '/'.join(resolved) or '/', params, query, fragment)))


def urldefrag(url):
    """Part a URL and its fragment."""
    url, make = _coerce_args(url)
    fragment = ''
    if '#' in url:
        scheme, netloc, path, params, query, fragment = urlparse(url)
        url = urlunparse((scheme, netloc, path, params, query, ''))
    return _of_type(DefragResult(url, fragment), make)


_quoted = re.compile(b'%([0-9a-fA-F]{2})')


def unquote_to_bytes(string):
    """Undo quoting; text is taken for UTF-8."""
    if not string:
        # Anything that is no text and no bytes is refused even if it is empty.
        string.split
        return b''
    if isinstance(string, str):
        string = string.encode('utf-8')
    return _unquote(string)


def _unquote(data):
    if b'%' not in data:
        return data
    return _quoted.sub(lambda match: bytes([int(match[1], 16)]), bytes(data))


def unquote(string, encoding='utf-8', errors='replace'):
    """Undo quoting and decode what was quoted."""
    if isinstance(string, bytes):
        return _unquote(string).decode(encoding, errors)
    if '%' not in string:
        string.split
        return string
    if encoding is None:
        encoding = 'utf-8'
    if errors is None:
        errors = 'replace'
    parts = _ascii.split(string)
    parts[1::2] = [_unquote(part.encode('ascii')).decode(encoding, errors) for part in parts[1::2]]
    return ''.join(parts)


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace', max_num_fields=None, separator='&'):
    """Read a query string into a dict of lists."""
    values = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        values.setdefault(name, []).append(value)
    return values


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace', max_num_fields=None, separator='&'):
    """Read a query string into a list of pairs."""
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError('Separator must be of type string or bytes.')
    if isinstance(qs, str):
        if not isinstance(separator, str):
            separator = str(separator, 'ascii')
        equals = '='

        def decode(text):
            return unquote_plus(text, encoding=encoding, errors=errors)
    else:
        if not qs:
            return []
        qs = bytes(qs) if isinstance(qs, (bytes, bytearray)) else bytes(memoryview(qs))
        if isinstance(separator, str):
            separator = bytes(separator, 'ascii')
        equals = b'='

        def decode(data):
            return _unquote(data.replace(b'+', b' '))
    if not qs:
        return []
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError('Max number of fields exceeded')
    pairs = []
    for field in qs.split(separator):
        if not (field or strict_parsing):
            continue
        name, found, value = field.partition(equals)
        if not found and strict_parsing:
            raise ValueError(f'bad query field: {field!r}')
        if value or keep_blank_values:
            pairs.append((decode(name), decode(value)))
    return pairs


def unquote_plus(string, encoding='utf-8', errors='replace'):
    """Undo quoting of a form's values: a plus sign is a blank."""
    return unquote(string.replace('+', ' '), encoding, errors)


_always_safe = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~')


@functools.lru_cache
def _quoted_bytes(safe):
    safe = _always_safe.union(safe)
    return [chr(b) if b in safe else f'%{b:02X}' for b in range(256)]


def quote(string, safe='/', encoding=None, errors=None):
    """Replace characters that have a meaning in URLs, or none, by percent signs with two digits; those in safe stay."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode('utf-8' if encoding is None else encoding, 'strict' if errors is None else errors)
    else:
        if encoding is not None:
            raise TypeError("quote() doesn't support 'encoding' for bytes")
        if errors is not None:
            raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe='', encoding=None, errors=None):
    """Quote as forms do: blanks become plus signs."""
    if ' ' not in string if isinstance(string, str) else b' ' not in string if isinstance(string, bytes) else False:
        return quote(string, safe, encoding, errors)
    blank = ' ' if isinstance(safe, str) else b' '
    return quote(string, safe + blank, encoding, errors).replace(' ', '+')


def quote_from_bytes(bs, safe='/'):
    """Quote bytes."""
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError('quote_from_bytes() expected bytes')
    if not bs:
        return ''
    if isinstance(safe, str):
        safe = safe.encode('ascii', 'ignore')
    else:
        safe = bytes([c for c in safe if c < 128])
    if not bs.rstrip(bytes(_always_safe) + safe):
        return bs.decode()
    table = _quoted_bytes(safe)
    return ''.join([table[b] for b in bs])


def urlencode(query, doseq=False, safe='', encoding=None, errors=None, quote_via=quote_plus):
    """Make a query string of a mapping or of pairs; with doseq a sequence gives a field for each of its elements."""
    if hasattr(query, 'items'):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError as error:
            raise TypeError('not a valid non-string sequence or mapping object') from error

    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(value if isinstance(value, str) else str(value), safe, encoding, errors)

    fields = []
    for name, value in query:
        name = quoted(name)
        values = [value]
        if doseq and not isinstance(value, (str, bytes)):
            try:
                len(value)
                values = value
            except TypeError:
                pass
        for one in values:
            fields.append(f'{name}={quoted(one)}')
    return '&'.join(fields)


def unwrap(url):
    """The URL in '<URL:...>'."""
    url = str(url).strip()
    if url[:1] == '<' and url[-1:] == '>':
        url = url[1:-1].strip()
    if url[:4] == 'URL:':
        url = url[4:].strip()
    return url


def _splittype(url):
    """Part the scheme, in lower case or None, and the rest."""
    match = re.match('([^/:]+):(.*)', url, re.S)
    return (match[1].lower(), match[2]) if match else (None, url)


def _splithost(url):
    """Part the authority, or None, and the rest, which starts with a slash if there is any."""
    match = re.match('//([^/#?]*)(.*)', url, re.S)
    if not match:
        return None, url
    rest = match[2]
    return match[1], '/' + rest if rest and rest[0] != '/' else rest


def _splituser(host):
    user, found, host = host.rpartition('@')
    return user if found else None, host


def _splitpasswd(user):
    user, found, password = user.partition(':')
    return user, password if found else None


_port = re.compile('(.*):([0-9]*)', re.S)


def _splitport(host):
    """Part host and port; the port is None if there is none."""
    match = _port.fullmatch(host)
    if match:
        return match[1], match[2] or None
    return host, None


def _splitnport(host, defport=-1):
    host, found, port = host.rpartition(':')
    if not found:
        return port, defport
    if port:
        return host, int(port) if port.isdigit() and port.isascii() else None
    return host, defport


def _splitquery(url):
    path, found, query = url.rpartition('?')
    return (path, query) if found else (url, None)


def _splittag(url):
    path, found, tag = url.rpartition('#')
    return (path, tag) if found else (url, None)


def _splitattr(url):
    url, *attributes = url.split(';')
    return url, attributes


def _splitvalue(attr):
    name, found, value = attr.partition('=')
    return name, value if found else None


def _deprecate(name):
    function = globals()['_' + name]

    @functools.wraps(function)
    def deprecated(*args, **kwargs):
        replacement = 'parse_qsl' if name == 'splitvalue' else 'urlparse'
        warnings.warn(f'urllib.parse.{name}() is deprecated as of 3.8, use urllib.parse.{replacement}() instead', DeprecationWarning, 2)
        return function(*args, **kwargs)

    deprecated.__name__ = deprecated.__qualname__ = name
    return deprecated


for _name in 'type host user passwd port nport query tag attr value'.split():
    globals()[f'split{_name}'] = _deprecate(f'split{_name}')
