"""Cookies that a client keeps and sends."""

import copy
import os
import re
import threading
import time
from http._cookie_text import (
    DEFAULT_HTTP_PORT, domain_match, eff_request_host, escape_path, http2time, is_HDN, is_address, is_third_party, iso2time, join_header_words,
    parse_ns_headers, reach, request_host, request_path, request_port, split_header_words, time2isoz, time2netscape, user_domain_match)

__all__ = ['Cookie', 'CookieJar', 'CookiePolicy', 'DefaultCookiePolicy', 'FileCookieJar', 'LWPCookieJar', 'LoadError', 'MozillaCookieJar']

MISSING_FILENAME_TEXT = 'a filename was not supplied (nor was the CookieJar instance initialised with one)'
NETSCAPE_MAGIC_RGX = re.compile('#( Netscape)? HTTP Cookie File')
NETSCAPE_HEADER_TEXT = '# Netscape HTTP Cookie File\n# http://curl.haxx.se/rfc/cookie_spec.html\n# This is a generated file!  Do not edit.\n\n'
HTTPONLY_ATTR = 'HTTPOnly'
HTTPONLY_PREFIX = '#HttpOnly_'
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


_general_domains = frozenset('co ac com edu org net gov mil int aero biz cat coop info jobs mobi museum name pro travel eu'.split())


class DefaultCookiePolicy(CookiePolicy):
    """The usual rules, for cookies as Netscape had them and for those of RFC 2965."""

    DomainStrictNoDots = 1
    DomainStrictNonDomain = 2
    DomainRFC2965Match = 4
    DomainLiberal = 0
    DomainStrict = 3

    def __init__(
            self, blocked_domains=None, allowed_domains=None, netscape=True, rfc2965=False, rfc2109_as_netscape=None, hide_cookie2=False,
            strict_domain=False, strict_rfc2965_unverifiable=True, strict_ns_unverifiable=False, strict_ns_domain=DomainLiberal,
            strict_ns_set_initial_dollar=False, strict_ns_set_path=False, secure_protocols=('https', 'wss')):
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

    def is_blocked(self, domain):
        return any(user_domain_match(domain, pattern) for pattern in self._blocked_domains)

    def allowed_domains(self):
        return self._allowed_domains

    def set_allowed_domains(self, allowed_domains):
        self._allowed_domains = None if allowed_domains is None else tuple(allowed_domains)

    def is_not_allowed(self, domain):
        if self._allowed_domains is None:
            return False
        return not any(user_domain_match(domain, pattern) for pattern in self._allowed_domains)

    def set_ok(self, cookie, request):
        """Whether a cookie is kept."""
        return (self.set_ok_version(cookie, request) and self.set_ok_verifiability(cookie, request) and self.set_ok_name(cookie, request)
                and self.set_ok_path(cookie, request) and self.set_ok_domain(cookie, request) and self.set_ok_port(cookie, request))

    def set_ok_version(self, cookie, request):
        return cookie.version is not None and (self.rfc2965 if cookie.version > 0 else self.netscape)

    def set_ok_verifiability(self, cookie, request):
        is_strict = self.strict_rfc2965_unverifiable if cookie.version > 0 else self.strict_ns_unverifiable
        return not (is_strict and request.unverifiable and is_third_party(request))

    def set_ok_name(self, cookie, request):
        return not (cookie.version == 0 and self.strict_ns_set_initial_dollar and cookie.name.startswith('$'))

    def set_ok_path(self, cookie, request):
        is_strict = cookie.path_specified and (cookie.version > 0 or self.strict_ns_set_path)
        return not is_strict or self.path_return_ok(cookie.path, request)

    def set_ok_domain(self, cookie, request):
        if self.is_blocked(cookie.domain) or self.is_not_allowed(cookie.domain):
            return False
        if not cookie.domain_specified:
            return True
        name, host = eff_request_host(request)
        domain = cookie.domain
        if self.strict_domain and domain.count('.') == 2 and domain.startswith('.'):
            _, second, top = domain.split('.')
            if len(top) == 2 and second.lower() in _general_domains:
                return False
        undotted = domain.lstrip('.')
        if '.' not in undotted and not host.endswith('.local'):
            return False
        if cookie.version == 0 and not ('.' + host).endswith(domain) and not (host.endswith('.local') and host.startswith(undotted + '.')):
            return False
        if (cookie.version > 0 or self.strict_ns_domain & self.DomainRFC2965Match) and not domain_match(host, domain):
            return False
        if cookie.version > 0 or self.strict_ns_domain & self.DomainStrictNoDots:
            return '.' not in name[:-len(domain)] or is_address(name)
        return True

    def set_ok_port(self, cookie, request):
        if not cookie.port_specified:
            return True
        wanted = request_port(request) or DEFAULT_HTTP_PORT
        for port in cookie.port.split(','):
            if not port.isdigit():
                return False
            if port == wanted:
                return True
        return False

    def return_ok(self, cookie, request):
        """Whether a cookie is sent."""
        return (self.return_ok_version(cookie, request) and self.return_ok_verifiability(cookie, request) and self.return_ok_secure(cookie, request)
                and self.return_ok_expires(cookie, request) and self.return_ok_port(cookie, request) and self.return_ok_domain(cookie, request))

    def return_ok_version(self, cookie, request):
        return self.rfc2965 if cookie.version > 0 else self.netscape

    def return_ok_verifiability(self, cookie, request):
        return self.set_ok_verifiability(cookie, request)

    def return_ok_secure(self, cookie, request):
        return not cookie.secure or request.type in self.secure_protocols

    def return_ok_expires(self, cookie, request):
        return not cookie.is_expired(self._now)

    def return_ok_port(self, cookie, request):
        return not cookie.port or (request_port(request) or DEFAULT_HTTP_PORT) in cookie.port.split(',')

    def return_ok_domain(self, cookie, request):
        _, host = eff_request_host(request)
        domain = cookie.domain
        if cookie.version > 0:
            return domain_match(host, domain)
        if self.strict_ns_domain & self.DomainStrictNonDomain and not cookie.domain_specified and domain != host:
            return False
        return ('.' + host).endswith(domain if not domain or domain.startswith('.') else '.' + domain)

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


_value_attributes = frozenset(('version', 'expires', 'max-age', 'domain', 'path', 'port', 'comment', 'commenturl'))
_flag_attributes = frozenset(('discard', 'secure'))


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

    def _cookie_attrs(self, cookies):
        # What the header Cookie says of cookies, those with the longest paths first.
        cookies.sort(key=lambda cookie: len(cookie.path), reverse=True)
        attributes = []
        for index, cookie in enumerate(cookies):
            version, value = cookie.version, cookie.value
            if index == 0 and version > 0:
                attributes.append(f'$Version={version}')
            if value is not None and version > 0:
                value = re.sub(r'(["\\])', r'\\\1', value)
            attributes.append(cookie.name if value is None else f'{cookie.name}={value}')
            if version > 0:
                if cookie.path_specified:
                    attributes.append(f'$Path="{cookie.path}"')
                if cookie.domain.startswith('.'):
                    attributes.append(f'$Domain="{cookie.domain if cookie.domain_initial_dot else cookie.domain[1:]}"')
                if cookie.port is not None:
                    attributes.append(f'$Port="{cookie.port}"' if cookie.port_specified else '$Port')
        return attributes

    def add_cookie_header(self, request):
        """Add the cookies that are for a request to it."""
        with self._cookies_lock:
            self._policy._now = self._now = int(time.time())
            cookies = self._cookies_for_request(request)
            attributes = self._cookie_attrs(cookies)
            if attributes and not request.has_header('Cookie'):
                request.add_unredirected_header('Cookie', '; '.join(attributes))
            if self._policy.rfc2965 and not self._policy.hide_cookie2 and not request.has_header('Cookie2'):
                if any(cookie.version != 1 for cookie in cookies):
                    request.add_unredirected_header('Cookie2', '$Version="1"')
        self.clear_expired_cookies()

    def _standard_attributes(self, pairs):
        # The attributes that have a meaning and the others, as two dicts; None for a cookie that is to be ignored.
        known, rest = {}, {}
        has_age = False
        for name, value in pairs:
            lower = name.lower()
            if lower not in _value_attributes and lower not in _flag_attributes:
                rest[name] = value
                continue
            if lower in _flag_attributes and value is None:
                value = True
            if lower in known or lower == 'expires' and (has_age or value is None):
                continue
            if lower == 'domain' and value is not None:
                value = value.lower()
            if lower == 'max-age':
                has_age = True
                try:
                    lower, value = 'expires', self._now + int(value)
                except (TypeError, ValueError):
                    return None
            if value is None and lower not in ('port', 'comment', 'commenturl'):
                return None
            known[lower] = value
        return known, rest

    def _cookie_of(self, pairs, request):
        (name, value), *attributes = pairs
        found = self._standard_attributes(attributes)
        if found is None:
            return None
        known, rest = found
        version = known.get('version')
        if version is not None:
            try:
                version = int(version)
            except ValueError:
                return None
        path = known.get('path')
        path_specified = bool(path)
        if path_specified:
            path = escape_path(path)
        else:
            path = request_path(request)
            end = path.rfind('/')
            path = path[:end if version == 0 else end + 1] or '/'
        domain = known.get('domain')
        domain_specified = domain is not None
        initial_dot = bool(domain_specified and domain.startswith('.'))
        if not domain_specified:
            domain = eff_request_host(request)[1]
        elif not initial_dot:
            domain = '.' + domain
        port = None
        port_specified = False
        if 'port' in known:
            port_specified = known['port'] is not None
            port = re.sub(r'\s+', '', known['port']) if port_specified else request_port(request)
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
        return Cookie(
            version, name, value, port, port_specified, domain, domain_specified, initial_dot, path, path_specified, known.get('secure', False),
            expires, discard, known.get('comment'), known.get('commenturl'), rest)

    def _cookies_of(self, headers, request):
        cookies = [self._cookie_of(pairs, request) for pairs in headers]
        return [cookie for cookie in cookies if cookie is not None]

    def make_cookies(self, response, request):
        """The cookies of a response."""
        headers = response.info()
        self._policy._now = self._now = int(time.time())
        cookies = self._cookies_of(split_header_words(headers.get_all('Set-Cookie2', [])), request) if self._policy.rfc2965 else []
        if self._policy.netscape:
            old = self._cookies_of(parse_ns_headers(headers.get_all('Set-Cookie', [])), request)
            as_netscape = self._policy.rfc2109_as_netscape
            if as_netscape is None:
                as_netscape = not self._policy.rfc2965
            for cookie in old:
                if cookie.version == 1:
                    cookie.rfc2109 = True
                    cookie.version = 0 if as_netscape else 1
            known = {(cookie.domain, cookie.path, cookie.name) for cookie in cookies}
            cookies += [cookie for cookie in old if (cookie.domain, cookie.path, cookie.name) not in known]
        return cookies

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


def lwp_cookie_str(cookie):
    """A cookie as the header Set-Cookie3 of libwww-perl."""
    fields = [(cookie.name, cookie.value), ('path', cookie.path), ('domain', cookie.domain)]
    if cookie.port is not None:
        fields.append(('port', cookie.port))
    for flag, name in (('path_specified', 'path_spec'), ('port_specified', 'port_spec'), ('domain_initial_dot', 'domain_dot'), ('secure', 'secure')):
        if getattr(cookie, flag):
            fields.append((name, None))
    if cookie.expires:
        fields.append(('expires', time2isoz(float(cookie.expires))))
    if cookie.discard:
        fields.append(('discard', None))
    if cookie.comment:
        fields.append(('comment', cookie.comment))
    if cookie.comment_url:
        fields.append(('commenturl', cookie.comment_url))
    fields += [(key, str(cookie._rest[key])) for key in sorted(cookie._rest)]
    fields.append(('version', str(cookie.version)))
    return join_header_words([fields])


class LWPCookieJar(FileCookieJar):
    """A file in the format of libwww-perl."""

    def as_lwp_str(self, ignore_discard=True, ignore_expires=True):
        """The cookies as lines."""
        return '\n'.join([*[f'Set-Cookie3: {lwp_cookie_str(cookie)}' for cookie in self._kept(ignore_discard, ignore_expires)], ''])

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
            for (name, value), *fields in split_header_words([line[12:].strip()]):
                known, rest = {}, {}
                for key, content in fields:
                    lower = key.lower()
                    if lower in _value_attributes or lower in ('port_spec', 'path_spec', 'domain_dot', 'secure', 'discard'):
                        known.setdefault(lower, content)
                    else:
                        rest[key] = content
                expires = iso2time(known['expires']) if known.get('expires') else None
                domain = known.get('domain', '')
                cookie = Cookie(
                    known.get('version'), name, value, known.get('port'), 'port_spec' in known, domain, domain.startswith('.'), 'domain_dot' in known,
                    known.get('path'), 'path_spec' in known, 'secure' in known, expires, 'discard' in known or expires is None, known.get('comment'),
                    known.get('commenturl'), rest)
                if (ignore_discard or not cookie.discard) and (ignore_expires or not cookie.is_expired(now)):
                    self.set_cookie(cookie)
