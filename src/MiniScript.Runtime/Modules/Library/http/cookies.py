"""Cookies as servers set them."""

import re
import string

__all__ = ['CookieError', 'BaseCookie', 'SimpleCookie']

_legal_chars = string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~:"
_unescaped = _legal_chars + ' ()/<=>?@[]{}'
_is_legal_key = re.compile(f'[{re.escape(_legal_chars)}]+').fullmatch
_octal = re.compile(r'\\(?:([0-3][0-7][0-7])|(.))')


class CookieError(Exception):
    """A name is not allowed, or an attribute unknown."""


def _escape(c):
    if c in _unescaped:
        return c
    return '\\' + c if c in '"\\' else f'\\{ord(c):03o}'


def _quote(text):
    """Text between quotation marks, if it needs them."""
    if text is None or _is_legal_key(text):
        return text
    return f'"{"".join([_escape(c) if ord(c) < 256 else c for c in text])}"'


def _unquote(text):
    if text is None or len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return text
    return _octal.sub(lambda match: chr(int(match[1], 8)) if match[1] else match[2], text[1:-1])


def _date(future=0):
    import time
    now = time.gmtime(time.time() + future)
    return time.strftime('%a, %d %b %Y %H:%M:%S GMT', now)


class Morsel(dict):
    """A cookie: key, value and coded_value; its attributes are the items."""

    _reserved = {
        'expires': 'expires', 'path': 'Path', 'comment': 'Comment', 'domain': 'Domain', 'max-age': 'Max-Age', 'secure': 'Secure',
        'httponly': 'HttpOnly', 'version': 'Version', 'samesite': 'SameSite',
    }
    _flags = {'secure', 'httponly'}

    def __init__(self):
        self._key = self._value = self._coded_value = None
        for key in self._reserved:
            dict.__setitem__(self, key, '')

    @property
    def key(self):
        return self._key

    @property
    def value(self):
        return self._value

    @property
    def coded_value(self):
        return self._coded_value

    def __setitem__(self, K, V):
        K = K.lower()
        if K not in self._reserved:
            raise CookieError(f'Invalid attribute {K!r}')
        dict.__setitem__(self, K, V)

    def setdefault(self, key, val=None):
        key = key.lower()
        if key not in self._reserved:
            raise CookieError(f'Invalid attribute {key!r}')
        return dict.setdefault(self, key, val)

    def __eq__(self, morsel):
        if not isinstance(morsel, Morsel):
            return NotImplemented
        return (
            dict.__eq__(self, morsel) and self._value == morsel._value and self._key == morsel._key
            and self._coded_value == morsel._coded_value)

    __ne__ = object.__ne__

    def copy(self):
        morsel = Morsel()
        dict.update(morsel, self)
        morsel.__dict__.update(self.__dict__)
        return morsel

    def update(self, values):
        data = {}
        for key, value in dict(values).items():
            key = key.lower()
            if key not in self._reserved:
                raise CookieError(f'Invalid attribute {key!r}')
            data[key] = value
        dict.update(self, data)

    def isReservedKey(self, K):
        return K.lower() in self._reserved

    def set(self, key, val, coded_val):
        """Set key and value."""
        if key.lower() in self._reserved:
            raise CookieError(f'Attempt to set a reserved key {key!r}')
        if not _is_legal_key(key):
            raise CookieError(f'Illegal key {key!r}')
        self._key = key
        self._value = val
        self._coded_value = coded_val

    def __getstate__(self):
        return {'key': self._key, 'value': self._value, 'coded_value': self._coded_value}

    def __setstate__(self, state):
        self._key = state['key']
        self._value = state['value']
        self._coded_value = state['coded_value']

    def output(self, attrs=None, header='Set-Cookie:'):
        return f'{header} {self.OutputString(attrs)}'

    __str__ = output

    def __repr__(self):
        return f'<{self.__class__.__name__}: {self.OutputString()}>'

    def js_output(self, attrs=None):
        text = self.OutputString(attrs).replace('"', r'\"')
        return f"""
        <script type="text/javascript">
        <!-- begin hiding
        document.cookie = "{text}";
        // end hiding -->
        </script>
        """

    def OutputString(self, attrs=None):
        """The cookie as a server sends it."""
        parts = [f'{self.key}={self.coded_value}']
        if attrs is None:
            attrs = self._reserved
        for key, value in sorted(self.items()):
            if value == '' or key not in attrs:
                continue
            name = self._reserved[key]
            if key == 'expires' and isinstance(value, int):
                parts.append(f'{name}={_date(value)}')
            elif key == 'max-age' and isinstance(value, int):
                parts.append(f'{name}={value:d}')
            elif key == 'comment' and isinstance(value, str):
                parts.append(f'{name}={_quote(value)}')
            elif key in self._flags:
                if value:
                    parts.append(name)
            else:
                parts.append(f'{name}={value}')
        return '; '.join(parts)


_legal_value = r'''"(?:[^\\"]|\\.)*"|\w{3},\s[\w\d\s-]{9,11}\s[\d:]{8}\sGMT|[\w\d!#%&'~_`><@,:/\$\*\+\-\.\^\|\)\(\?\}\{\=\[\]]*'''
_pattern = re.compile(
    rf'''\s*([\w\d!#%&'~_`><@,:/\$\*\+\-\.\^\|\)\(\?\}}\{{\=]+?)\s*(?:=\s*({_legal_value}))?\s*(?:\s+|;|$)''', re.ASCII)


class BaseCookie(dict):
    """Cookies by their names."""

    def value_decode(self, val):
        """The value of what is sent, and what is sent."""
        return val, val

    def value_encode(self, val):
        """A value, and what is sent of it."""
        text = str(val)
        return text, text

    def __init__(self, input=None):
        if input:
            self.load(input)

    def __set(self, key, real_value, coded_value):
        morsel = self.get(key, Morsel())
        morsel.set(key, real_value, coded_value)
        dict.__setitem__(self, key, morsel)

    def __setitem__(self, key, value):
        if isinstance(value, Morsel):
            dict.__setitem__(self, key, value)
        else:
            real, coded = self.value_encode(value)
            self.__set(key, real, coded)

    def output(self, attrs=None, header='Set-Cookie:', sep='\015\012'):
        """All cookies as headers."""
        return sep.join([morsel.output(attrs, header) for _, morsel in sorted(self.items())])

    __str__ = output

    def __repr__(self):
        return f'<{self.__class__.__name__}: {" ".join([f"{key}={morsel.value!r}" for key, morsel in sorted(self.items())])}>'

    def js_output(self, attrs=None):
        return ''.join([morsel.js_output(attrs) for _, morsel in sorted(self.items())])

    def load(self, rawdata):
        """Read cookies from a header, or a dictionary of values."""
        if isinstance(rawdata, str):
            self.__parse_string(rawdata)
        else:
            for key, value in rawdata.items():
                self[key] = value

    def __parse_string(self, text):
        at = 0
        found = []
        started = False
        while 0 <= at < len(text):
            match = _pattern.match(text, at)
            if not match:
                break
            key, value = match.group(1, 2)
            at = match.end()
            if key[0] == '$':
                if started:
                    found.append((False, key[1:], value))
            elif key.lower() in Morsel._reserved:
                if not started:
                    return
                if value is None:
                    if key.lower() not in Morsel._flags:
                        return
                    found.append((False, key, True))
                else:
                    found.append((False, key, _unquote(value)))
            elif value is not None:
                found.append((True, key, self.value_decode(value)))
                started = True
            else:
                return
        morsel = None
        for is_cookie, key, value in found:
            if is_cookie:
                real, coded = value
                self.__set(key, real, coded)
                morsel = self[key]
            else:
                morsel[key] = value


class SimpleCookie(BaseCookie):
    """Cookies whose values are text."""

    def value_decode(self, val):
        return _unquote(val), val

    def value_encode(self, val):
        text = str(val)
        return text, _quote(text)
