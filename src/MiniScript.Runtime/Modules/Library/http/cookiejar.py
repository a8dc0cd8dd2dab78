"""Cookies that a client keeps and sends."""

import copy
import os
import re
import threading
import time
import urllib.parse
import urllib.request
from calendar import timegm

__all__ = ['Cookie', 'CookieJar', 'CookiePolicy', 'DefaultCookiePolicy', 'FileCookieJar', 'LWPCookieJar', 'LoadError', 'MozillaCookieJar']

MISSING_FILENAME_TEXT = 'a filename was not supplied (nor was the CookieJar instance initialised with one)'
NETSCAPE_MAGIC_RGX = re.compile('#( Netscape)? HTTP Cookie File')
NETSCAPE_HEADER_TEXT = '# Netscape HTTP Cookie File\n# http://curl.haxx.se/rfc/cookie_spec.html\n# This is a generated file!  Do not edit.\n\n'
HTTPONLY_ATTR = 'HTTPOnly'
HTTPONLY_PREFIX = '#HttpOnly_'
DEFAULT_HTTP_PORT = '80'

_days = 'Mon Tue Wed Thu Fri Sat Sun'.split()
_months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()
_date = re.compile(
    r'(?:\w+,?\s+)?(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{2,4})(?:[ :T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(?:([-+]?\d{3,4}|UTC|GMT|Z|UT))?\s*$')
_strict_date = re.compile(r'[SMTWF][a-z][a-z], \d\d [JFMASOND][a-z][a-z] \d{4} \d\d:\d\d:\d\d GMT$')
_c_date = re.compile(r'\w{3}\s+([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(\d{4})\s*$')
_iso_date = re.compile(r'(\d{4})-?(\d\d)-?(\d\d)(?:[ T]*(\d\d?):?(\d\d)(?::?(\d\d)(?:\.\d*)?)?)?\s*(Z|[-+]\d\d?:?(?:\d\d)?)?\s*$')


def time2isoz(t=None):
    """A time as '1994-11-24 08:49:37Z'."""
    return time.strftime('%Y-%m-%d %H:%M:%SZ', time.gmtime(t))


def time2netscape(t=None):
    """A time as 'Thu, 24-Nov-1994 08:49:37 GMT'."""
    when = time.gmtime(t)
    return f'{_days[when[6]]}, {when[2]:02d}-{_months[when[1] - 1]}-{when[0]} {when[3]:02d}:{when[4]:02d}:{when[5]:02d} GMT'


def _time_of(year, month, day, hour, minute, second, zone):
    try:
        month = _months.index(month.title()) + 1 if not month.isdigit() else int(month)
    except ValueError:
        return None
    year, day, hour, minute, second = int(year), int(day), int(hour or 0), int(minute or 0), int(second or 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour <= 24 and minute <= 59 and second <= 61):
        return None
    offset = 0
    if zone and zone[0] in '+-':
        digits = zone[1:].replace(':', '').ljust(4, '0') if len(zone) != 4 else '0' + zone[1:]
        offset = (int(digits[:2]) * 3600 + int(digits[2:4]) * 60) * (-1 if zone[0] == '-' else 1)
    return timegm((year, month, day, hour, minute, second)) - offset


def http2time(text):
    """The time of a date in one of the forms of HTTP, or None."""
    text = ' '.join(text.split())
    match = _date.match(text)
    if match:
        if _strict_date.match(text):
            found = _time_of(*[match[n] for n in (3, 2, 1, 4, 5, 6)], None)
            return None if found is None else float(found)
        day, month, year, hour, minute, second, zone = match.groups()
        return _time_of(year, month, day, hour, minute, second, zone)
    match = _c_date.match(text)
    if match:
        month, day, hour, minute, second, year = match.groups()
        return _time_of(year, month, day, hour, minute, second, None)
    return None


def iso2time(text):
    """The time of a date in a form of ISO 8601, or None."""
    match = _iso_date.match(' '.join(text.split()))
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    return _time_of(year, month, day, hour, minute, second, zone)


def is_HDN(text):
    """Whether a text is a host's name and no address."""
    return bool(text) and not re.search(r'\.\d+$', text) and text[0] != '.' and text[-1] != '.'


def domain_match(A, B):
    """Whether a host is in a domain."""
    A, B = A.lower(), B.lower()
    if A == B:
        return True
    return is_HDN(A) and A.rfind(B) > 0 and B.startswith('.') and is_HDN(B[1:]) and A.endswith(B)


def request_host(request):
    return urllib.request.request_host(request)


def eff_request_host(request):
    """The host of a request, and what stands for it where a name without dots would not do."""
    host = effective = request_host(request)
    if '.' not in host:
        effective += '.local'
    return host, effective


def request_path(request):
    path = urllib.parse.quote(urllib.parse.urlsplit(request.get_full_url()).path, "%/;:@&=+$,!~*'()")
    return path if path.startswith('/') else '/' + path


def request_port(request):
    host = request.host
    _, colon, port = host.partition(':')
    if not colon:
        return DEFAULT_HTTP_PORT
    return port if port.isdigit() else None


class Cookie:
    """A cookie and where it is sent."""

    def __init__(
            self, version, name, value, port, port_specified, domain, domain_specified, domain_initial_dot, path, path_specified, secure,
            expires, discard, comment, comment_url, rest, rfc2109=False):
        if version is not None:
            version = int(version)
        if expires is not None:
            expires = int(float(expires))
        if port is None and port_specified is True:
            raise ValueError('if port is None, port_specified must be false')
        self.version = version
        self.name = name
        self.value = value
        self.port = port
        self.port_specified = port_specified
        self.domain = domain.lower()
        self.domain_specified = domain_specified
        self.domain_initial_dot = domain_initial_dot
        self.path = path
        self.path_specified = path_specified
        self.secure = secure
        self.expires = expires
        self.discard = discard
        self.comment = comment
        self.comment_url = comment_url
        self.rfc2109 = rfc2109
        self._rest = copy.copy(rest)

    def has_nonstandard_attr(self, name):
        return name in self._rest

    def get_nonstandard_attr(self, name, default=None):
        return self._rest.get(name, default)

    def set_nonstandard_attr(self, name, value):
        self._rest[name] = value

    def is_expired(self, now=None):
        if now is None:
            now = time.time()
        return self.expires is not None and self.expires <= now

    def __str__(self):
        port = '' if self.port is None else ':' + self.port
        pair = self.name if self.value is None else f'{self.name}={self.value}'
        return f'<Cookie {pair} for {self.domain}{port}{self.path}>'

    def __repr__(self):
        names = (
            'version', 'name', 'value', 'port', 'port_specified', 'domain', 'domain_specified', 'domain_initial_dot', 'path',
            'path_specified', 'secure', 'expires', 'discard', 'comment', 'comment_url')
        parts = [f'{name}={getattr(self, name)!r}' for name in names]
        return f'{self.__class__.__name__}({", ".join([*parts, f"rest={self._rest!r}", f"rfc2109={self.rfc2109!r}"])})'


class CookiePolicy:
    """Decides which cookies are kept and sent."""

    def set_ok(self, cookie, request):
        raise NotImplementedError()

    def return_ok(self, cookie, request):
        raise NotImplementedError()

    def domain_return_ok(self, domain, request):
        return True

    def path_return_ok(self, path, request):
        return True


class DefaultCookiePolicy(CookiePolicy):
    """The usual rules, for cookies as Netscape had them."""

    DomainStrictNoDots = 1
    DomainStrictNonDomain = 2
    DomainRFC2965Match = 4
    DomainLiberal = 0
    DomainStrict = 3

    def __init__(
            self, blocked_domains=None, allowed_domains=None, netscape=True, rfc2965=False, rfc2109_as_netscape=None, hide_cookie2=False,
            strict_domain=False, strict_rfc2965_unverifiable=True, strict_ns_unverifiable=False, strict_ns_domain=DomainLiberal,
            strict_ns_set_initial_dollar=False, strict_ns_set_path=False, secure_protocols=('https', 'wss')):
        if rfc2965:
            raise NotImplementedError('cookies of RFC 2965 are not part of MiniScript')
        self.netscape = netscape
        self.rfc2965 = rfc2965
        self.rfc2109_as_netscape = rfc2109_as_netscape
        self.hide_cookie2 = hide_cookie2
        self.strict_domain = strict_domain
        self.strict_rfc2965_unverifiable = strict_rfc2965_unverifiable
        self.strict_ns_unverifiable = strict_ns_unverifiable
        self.strict_ns_domain = strict_ns_domain
        self.strict_ns_set_initial_dollar = strict_ns_set_initial_dollar
        self.strict_ns_set_path = strict_ns_set_path
        self.secure_protocols = secure_protocols
        self._blocked_domains = tuple(blocked_domains or ())
        self._allowed_domains = None if allowed_domains is None else tuple(allowed_domains)

    def blocked_domains(self):
        return self._blocked_domains

    def set_blocked_domains(self, blocked_domains):
        self._blocked_domains = tuple(blocked_domains)

    def _matches(self, domain, pattern):
        return domain.lower().endswith(pattern.lower()) if pattern.startswith('.') else domain.lower() == pattern.lower()

    def is_blocked(self, domain):
        return any(self._matches(domain, pattern) for pattern in self._blocked_domains)

    def allowed_domains(self):
        return self._allowed_domains

    def set_allowed_domains(self, allowed_domains):
        self._allowed_domains = None if allowed_domains is None else tuple(allowed_domains)

    def is_not_allowed(self, domain):
        if self._allowed_domains is None:
            return False
        return not any(self._matches(domain, pattern) for pattern in self._allowed_domains)

    def set_ok(self, cookie, request):
        """Whether a cookie is kept."""
        if not self.netscape or cookie.name is None:
            return False
        if self.strict_ns_set_initial_dollar and cookie.name.startswith('$'):
            return False
        if cookie.path_specified and self.strict_ns_set_path and not self.path_return_ok(cookie.path, request):
            return False
        if self.is_blocked(cookie.domain) or self.is_not_allowed(cookie.domain):
            return False
        if cookie.domain_specified:
            _, host = eff_request_host(request)
            domain = cookie.domain
            if self.strict_domain and domain.count('.') >= 2:
                top, second = domain.rsplit('.', 2)[2], domain.rsplit('.', 2)[1]
                if len(top) == 2 and second.lower() in ('co', 'ac', 'com', 'edu', 'org', 'net', 'gov', 'mil', 'int'):
                    return False
            undotted = domain.lstrip('.')
            if '.' not in undotted and not host.endswith('.local'):
                return False
            if not ('.' + host).endswith(domain) and not (host.endswith('.local') and host.startswith(undotted + '.')):
                return False
            if self.strict_ns_domain & self.DomainStrictNoDots and '.' in host[:host.rfind(domain)] and not re.search(r'\.\d+$', host):
                return False
        return not (cookie.port_specified and not self._port_is_ok(cookie, request))

    def _port_is_ok(self, cookie, request):
        return not cookie.port or (request_port(request) or DEFAULT_HTTP_PORT) in cookie.port.split(',')

    def return_ok(self, cookie, request):
        """Whether a cookie is sent."""
        if cookie.secure and request.type not in self.secure_protocols or cookie.is_expired(self._now):
            return False
        if not self._port_is_ok(cookie, request):
            return False
        _, host = eff_request_host(request)
        if self.strict_ns_domain & self.DomainStrictNonDomain and not cookie.domain_specified and cookie.domain != host:
            return False
        domain = cookie.domain if cookie.domain.startswith('.') or not cookie.domain_specified else '.' + cookie.domain
        return host == cookie.domain or ('.' + host).endswith(domain if domain.startswith('.') else '.' + domain)

    def domain_return_ok(self, domain, request):
        host, effective = eff_request_host(request)
        host, effective = '.' + host.lstrip('.'), '.' + effective.lstrip('.')
        dotted = '.' + domain if domain and not domain.startswith('.') else domain
        if not (host.endswith(dotted) or effective.endswith(dotted)):
            return False
        return not (self.is_blocked(domain) or self.is_not_allowed(domain))

    def path_return_ok(self, path, request):
        wanted = request_path(request)
        return wanted == path or wanted.startswith(path) and (path.endswith('/') or wanted[len(path):len(path) + 1] == '/')


def _attributes(header):
    # The cookie of a header and its attributes, as pairs.
    pairs = []
    for index, part in enumerate(re.split(r';\s*', header)):
        name, found, value = part.strip().partition('=')
        name, value = name.strip(), value.strip() if found else None
        if not name:
            if index == 0:
                return None
            continue
        if index:
            lower = name.lower()
            if lower in ('expires', 'domain', 'path', 'secure', 'version', 'port', 'max-age'):
                name = lower
            if name in ('version', 'port', 'expires') and value:
                value = value.strip('"')
            if name == 'expires':
                value = http2time(value) if value else None
        pairs.append((name, value))
    return pairs


class CookieJar:
    """A collection of cookies."""

    def __init__(self, policy=None):
        self._policy = DefaultCookiePolicy() if policy is None else policy
        self._cookies_lock = threading.RLock()
        self._cookies = {}

    def set_policy(self, policy):
        self._policy = policy

    def _cookies_for_request(self, request):
        found = []
        for domain, paths in self._cookies.items():
            if not self._policy.domain_return_ok(domain, request):
                continue
            for path, cookies in paths.items():
                if self._policy.path_return_ok(path, request):
                    found += [cookie for cookie in cookies.values() if self._policy.return_ok(cookie, request)]
        return found

    def add_cookie_header(self, request):
        """Add the cookies that are for a request to it."""
        with self._cookies_lock:
            self._policy._now = int(time.time())
            cookies = sorted(self._cookies_for_request(request), key=lambda cookie: len(cookie.path), reverse=True)
            if cookies and not request.has_header('Cookie'):
                request.add_unredirected_header(
                    'Cookie', '; '.join([cookie.name if cookie.value is None else f'{cookie.name}={cookie.value}' for cookie in cookies]))
        self.clear_expired_cookies()

    def _cookie_of(self, header, request):
        pairs = _attributes(header)
        if not pairs:
            return None
        name, value = pairs[0]
        known = {}
        rest = {}
        for key, content in pairs[1:]:
            lower = key.lower()
            if lower in ('expires', 'domain', 'path', 'secure', 'version', 'port', 'max-age', 'comment', 'commenturl', 'discard'):
                if lower == 'domain':
                    if content is None:
                        return None
                    content = content.lower()
                if lower == 'max-age':
                    try:
                        known['expires'] = int(time.time()) + int(content)
                    except (TypeError, ValueError):
                        pass
                    known['max-age'] = content
                    continue
                if lower == 'expires' and ('max-age' in known or content is None):
                    continue
                known.setdefault(lower, True if lower in ('secure', 'discard') else content)
            else:
                rest[key] = content
        domain = known.get('domain')
        path = known.get('path')
        path_specified = bool(path)
        if not path_specified:
            path = request_path(request)
            end = path.rfind('/')
            path = path[:end + 1] if end == 0 else path[:end] or '/'
        domain_specified = domain is not None
        initial_dot = bool(domain_specified and domain.startswith('.'))
        if not domain_specified:
            domain = eff_request_host(request)[1]
        elif not initial_dot:
            domain = '.' + domain
        expires = known.get('expires')
        discard = known.get('discard', False)
        if expires is None:
            discard = True
        elif expires <= self._now:
            # A cookie of the past removes the one that is there.
            try:
                self.clear(domain, path, name)
            except KeyError:
                pass
            return None
        port = known.get('port')
        return Cookie(
            0, name, value, port, port is not None, domain, domain_specified, initial_dot, path, path_specified, known.get('secure', False),
            expires, discard, known.get('comment'), known.get('commenturl'), rest)

    def make_cookies(self, response, request):
        """The cookies of a response that are allowed."""
        self._policy._now = self._now = int(time.time())
        found = {}
        for header in response.info().get_all('Set-Cookie', []):
            cookie = self._cookie_of(header, request)
            if cookie is not None:
                found[cookie.domain, cookie.path, cookie.name] = cookie
        return list(found.values())

    def set_cookie_if_ok(self, cookie, request):
        with self._cookies_lock:
            self._policy._now = self._now = int(time.time())
            if self._policy.set_ok(cookie, request):
                self.set_cookie(cookie)

    def set_cookie(self, cookie):
        """Keep a cookie."""
        with self._cookies_lock:
            self._cookies.setdefault(cookie.domain, {}).setdefault(cookie.path, {})[cookie.name] = cookie

    def extract_cookies(self, response, request):
        """Keep the cookies of a response that are allowed."""
        with self._cookies_lock:
            for cookie in self.make_cookies(response, request):
                if self._policy.set_ok(cookie, request):
                    self.set_cookie(cookie)

    def clear(self, domain=None, path=None, name=None):
        """Remove cookies: all, or those of a domain, path and name."""
        if name is not None:
            if domain is None or path is None:
                raise ValueError('domain and path must be given to remove a cookie by name')
            del self._cookies[domain][path][name]
        elif path is not None:
            if domain is None:
                raise ValueError('domain must be given to remove cookies by path')
            del self._cookies[domain][path]
        elif domain is not None:
            del self._cookies[domain]
        else:
            self._cookies = {}

    def clear_session_cookies(self):
        """Remove the cookies that do not outlive the session."""
        with self._cookies_lock:
            for cookie in list(self):
                if cookie.discard:
                    self.clear(cookie.domain, cookie.path, cookie.name)

    def clear_expired_cookies(self):
        """Remove the cookies of the past."""
        with self._cookies_lock:
            now = time.time()
            for cookie in list(self):
                if cookie.is_expired(now):
                    self.clear(cookie.domain, cookie.path, cookie.name)

    def __iter__(self):
        for paths in list(self._cookies.values()):
            for cookies in list(paths.values()):
                yield from list(cookies.values())

    def __len__(self):
        return sum(1 for _ in self)

    def __repr__(self):
        return f'<{self.__class__.__name__}[{", ".join(map(repr, self))}]>'

    def __str__(self):
        return f'<{self.__class__.__name__}[{", ".join(map(str, self))}]>'


class LoadError(OSError):
    """A file does not hold cookies."""


class FileCookieJar(CookieJar):
    """Cookies that can be kept in a file."""

    def __init__(self, filename=None, delayload=False, policy=None):
        CookieJar.__init__(self, policy)
        self.filename = None if filename is None else os.fspath(filename)
        self.delayload = bool(delayload)

    def _name(self, filename):
        if filename is None:
            filename = self.filename
        if filename is None:
            raise ValueError(MISSING_FILENAME_TEXT)
        return filename

    def save(self, filename=None, ignore_discard=False, ignore_expires=False):
        """Write the cookies to a file."""
        raise NotImplementedError()

    def load(self, filename=None, ignore_discard=False, ignore_expires=False):
        """Read cookies from a file."""
        filename = self._name(filename)
        with open(filename) as file:
            self._really_load(file, filename, ignore_discard, ignore_expires)

    def revert(self, filename=None, ignore_discard=False, ignore_expires=False):
        """Read the cookies from a file anew."""
        filename = self._name(filename)
        with self._cookies_lock:
            old = copy.deepcopy(self._cookies)
            self._cookies = {}
            try:
                self.load(filename, ignore_discard, ignore_expires)
            except OSError:
                self._cookies = old
                raise

    def _kept(self, ignore_discard, ignore_expires):
        now = time.time()
        for cookie in self:
            if (ignore_discard or not cookie.discard) and (ignore_expires or not cookie.is_expired(now)):
                yield cookie


class MozillaCookieJar(FileCookieJar):
    """A file in the format of Netscape, which curl and wget read too."""

    def _really_load(self, f, filename, ignore_discard, ignore_expires):
        now = time.time()
        if not NETSCAPE_MAGIC_RGX.match(f.readline()):
            raise LoadError(f'{filename!r} does not look like a Netscape format cookies file')
        for line in f:
            rest = {}
            if line.startswith(HTTPONLY_PREFIX):
                rest[HTTPONLY_ATTR] = ''
                line = line[len(HTTPONLY_PREFIX):]
            line = line.rstrip('\n')
            if not line.strip() or line.strip().startswith(('#', '$')):
                continue
            parts = line.split('\t')
            if len(parts) != 7:
                raise LoadError(f'invalid Netscape format cookies file {filename!r}: {line!r}')
            domain, domain_specified, path, secure, expires, name, value = parts
            if name == '':
                name, value = value, None
            cookie = Cookie(
                0, name, value, None, False, domain, domain_specified == 'TRUE', domain.startswith('.'), path, False, secure == 'TRUE',
                expires or None, expires == '', None, None, rest)
            if (ignore_discard or not cookie.discard) and (ignore_expires or not cookie.is_expired(now)):
                self.set_cookie(cookie)

    def save(self, filename=None, ignore_discard=False, ignore_expires=False):
        """Write the cookies to a file."""
        with open(self._name(filename), 'w', opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(NETSCAPE_HEADER_TEXT)
            for cookie in self._kept(ignore_discard, ignore_expires):
                name, value = (cookie.name, cookie.value) if cookie.value is not None else ('', cookie.name)
                domain = HTTPONLY_PREFIX + cookie.domain if cookie.has_nonstandard_attr(HTTPONLY_ATTR) else cookie.domain
                fields = [
                    domain, str(cookie.domain.startswith('.')).upper(), cookie.path, str(bool(cookie.secure)).upper(),
                    '' if cookie.expires is None else str(cookie.expires), name, value]
                file.write('\t'.join(fields) + '\n')


class LWPCookieJar(FileCookieJar):
    """A file in the format of libwww-perl."""

    _field = re.compile(r'\s*([^=;]+?)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*)))?\s*(?:;|$)')

    def as_lwp_str(self, ignore_discard=True, ignore_expires=True):
        """The cookies as lines."""
        lines = []
        for cookie in self._kept(ignore_discard, ignore_expires):
            fields = [(cookie.name, cookie.value), ('path', cookie.path), ('domain', cookie.domain)]
            if cookie.port is not None:
                fields.append(('port', cookie.port))
            for flag, name in (('path_specified', 'path_spec'), ('port_specified', 'port_spec'), ('domain_initial_dot', 'domain_dot'),
                               ('secure', 'secure')):
                if getattr(cookie, flag):
                    fields.append((name, None))
            if cookie.expires:
                fields.append(('expires', time2isoz(float(cookie.expires))))
            if cookie.discard:
                fields.append(('discard', None))
            if cookie.comment:
                fields.append(('comment', cookie.comment))
            fields += [(key, str(cookie._rest[key])) for key in sorted(cookie._rest)]
            fields.append(('version', str(cookie.version)))
            parts = []
            for name, value in fields:
                if value is not None and not re.fullmatch(r'\w+', value):
                    escaped = re.sub(r'(["\\])', r'\\\1', value)
                    value = f'"{escaped}"'
                parts.append(name if value is None else f'{name}={value}')
            lines.append('Set-Cookie3: ' + '; '.join(parts))
        return '\n'.join([*lines, ''])

    def save(self, filename=None, ignore_discard=False, ignore_expires=False):
        """Write the cookies to a file."""
        with open(self._name(filename), 'w', opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write('#LWP-Cookies-2.0\n')
            file.write(self.as_lwp_str(ignore_discard, ignore_expires))

    def _really_load(self, f, filename, ignore_discard, ignore_expires):
        if not re.match('#LWP-Cookies-(\\d+\\.\\d+)', f.readline()):
            raise LoadError(f'{filename!r} does not look like a Set-Cookie3 (LWP) format file')
        now = time.time()
        for line in f:
            if not line.startswith('Set-Cookie3:'):
                continue
            fields = []
            for name, quoted, plain in self._field.findall(line[12:].strip()):
                fields.append((name, re.sub(r'\\(.)', r'\1', quoted) if quoted else plain))
            name, value = fields[0]
            known = {}
            rest = {}
            for key, content in fields[1:]:
                if key.lower() in ('port_spec', 'path_spec', 'domain_dot', 'secure', 'discard', 'version', 'port', 'path', 'domain', 'expires', 'comment'):
                    known[key.lower()] = content
                else:
                    rest[key] = content
            expires = iso2time(known['expires']) if known.get('expires') else None
            domain = known.get('domain', '')
            cookie = Cookie(
                known.get('version', 0), name, value, known.get('port'), 'port_spec' in known, domain, domain.startswith('.'),
                'domain_dot' in known, known.get('path', '/'), 'path_spec' in known, 'secure' in known, expires,
                'discard' in known or expires is None, known.get('comment'), None, rest)
            if (ignore_discard or not cookie.discard) and (ignore_expires or not cookie.is_expired(now)):
                self.set_cookie(cookie)
