"""Opening of URLs: a chain of handlers for schemes, redirects, credentials and cookies."""

import base64
import bisect
import contextlib
import email.message
import email.utils
import hashlib
import http.client
import io
import os
import posixpath
import re
import string
import sys
import tempfile
import time
import warnings
from urllib.error import ContentTooShortError, HTTPError, URLError
from urllib.parse import (
    _splithost, _splitpasswd, _splitport, _splittag, _splittype, _splituser, quote, unquote, unquote_to_bytes, unwrap, urljoin, urlparse,
    urlsplit, urlunparse)
from urllib.response import addclosehook, addinfourl

__all__ = [
    'Request', 'OpenerDirector', 'BaseHandler', 'HTTPDefaultErrorHandler', 'HTTPRedirectHandler', 'HTTPCookieProcessor', 'ProxyHandler',
    'HTTPPasswordMgr', 'HTTPPasswordMgrWithDefaultRealm', 'HTTPPasswordMgrWithPriorAuth', 'AbstractBasicAuthHandler',
    'HTTPBasicAuthHandler', 'ProxyBasicAuthHandler', 'AbstractDigestAuthHandler', 'HTTPDigestAuthHandler', 'ProxyDigestAuthHandler',
    'HTTPHandler', 'FileHandler', 'DataHandler', 'UnknownHandler', 'HTTPErrorProcessor', 'HTTPSHandler', 'urlopen', 'install_opener',
    'build_opener', 'pathname2url', 'url2pathname', 'getproxies', 'urlretrieve', 'urlcleanup',
]

__version__ = '3.13'

_opener = None
_default = http.client._default
_downloads = []


def urlopen(url, data=None, timeout=_default, *, context=None):
    """Open a URL, given as text or as a Request; with data it is sent."""
    global _opener
    if context is not None:
        raise NotImplementedError('contexts of TLS are not part of MiniScript')
    if _opener is None:
        _opener = build_opener()
    return _opener.open(url, data, timeout)


def install_opener(opener):
    """Set the opener that urlopen() uses."""
    global _opener
    _opener = opener


def urlretrieve(url, filename=None, reporthook=None, data=None):
    """Copy what a URL names to a file; returns its name and the headers."""
    scheme, path = _splittype(url)
    with contextlib.closing(urlopen(url, data)) as source:
        headers = source.info()
        if scheme == 'file' and not filename:
            return os.path.normpath(path), headers
        if filename:
            target = open(filename, 'wb')
        else:
            target = tempfile.NamedTemporaryFile(delete=False)
            filename = target.name
            _downloads.append(filename)
        with target:
            result = filename, headers
            block = 1024 * 8
            size = int(headers['Content-Length']) if 'content-length' in headers else -1
            done = count = 0
            if reporthook:
                reporthook(count, block, size)
            while data := source.read(block):
                done += len(data)
                target.write(data)
                count += 1
                if reporthook:
                    reporthook(count, block, size)
    if 0 <= done < size:
        raise ContentTooShortError(f'retrieval incomplete: got only {done} out of {size} bytes', result)
    return result


def urlcleanup():
    """Remove the files that urlretrieve() made, and the opener that is installed."""
    global _opener
    for name in _downloads:
        try:
            os.unlink(name)
        except OSError:
            pass
    _downloads.clear()
    _opener = None


_port_at_end = re.compile(r':\d+$', re.ASCII)


def request_host(request):
    """The host of a request in lower case, without its port."""
    host = urlparse(request.full_url)[1]
    if host == '':
        host = request.get_header('Host', '')
    return _port_at_end.sub('', host, count=1).lower()


class Request:
    """What is asked for: a URL, data, headers and a method."""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False, method=None):
        self.full_url = url
        self.headers = {}
        self.unredirected_hdrs = {}
        self._data = None
        self.data = data
        self._tunnel_host = None
        for key, value in headers.items():
            self.add_header(key, value)
        self.origin_req_host = request_host(self) if origin_req_host is None else origin_req_host
        self.unverifiable = unverifiable
        if method:
            self.method = method

    @property
    def full_url(self):
        return f'{self._full_url}#{self.fragment}' if self.fragment else self._full_url

    @full_url.setter
    def full_url(self, url):
        self._full_url = unwrap(url)
        self._full_url, self.fragment = _splittag(self._full_url)
        self.type, rest = _splittype(self._full_url)
        if self.type is None:
            raise ValueError('unknown url type: %r' % self.full_url)
        self.host, self.selector = _splithost(rest)
        if self.host:
            self.host = unquote(self.host)

    @full_url.deleter
    def full_url(self):
        self._full_url = self.fragment = None
        self.selector = ''

    @property
    def data(self):
        return self._data

    @data.setter
    def data(self, data):
        if data != self._data:
            self._data = data
            # The length is that of other data.
            if self.has_header('Content-length'):
                self.remove_header('Content-length')

    @data.deleter
    def data(self):
        self.data = None

    def get_method(self):
        return getattr(self, 'method', 'POST' if self.data is not None else 'GET')

    def get_full_url(self):
        return self.full_url

    def set_proxy(self, host, type):
        if self.type == 'https' and not self._tunnel_host:
            self._tunnel_host = self.host
        else:
            self.type = type
            self.selector = self.full_url
        self.host = host

    def has_proxy(self):
        return self.selector == self.full_url

    def add_header(self, key, val):
        """Set a header."""
        self.headers[key.capitalize()] = val

    def add_unredirected_header(self, key, val):
        """Set a header that is not sent where a redirect leads."""
        self.unredirected_hdrs[key.capitalize()] = val

    def has_header(self, header_name):
        return header_name in self.headers or header_name in self.unredirected_hdrs

    def get_header(self, header_name, default=None):
        return self.headers.get(header_name, self.unredirected_hdrs.get(header_name, default))

    def remove_header(self, header_name):
        self.headers.pop(header_name, None)
        self.unredirected_hdrs.pop(header_name, None)

    def header_items(self):
        return list({**self.unredirected_hdrs, **self.headers}.items())


class OpenerDirector:
    """Opens URLs by its handlers, whose methods tell by their names what they are for."""

    def __init__(self):
        self.addheaders = [('User-agent', 'Python-urllib/%s' % __version__)]
        self.handlers = []
        self.handle_open = {}
        self.handle_error = {}
        self.process_response = {}
        self.process_request = {}

    def add_handler(self, handler):
        """Add a handler."""
        if not hasattr(handler, 'add_parent'):
            raise TypeError('expected BaseHandler instance, got %r' % type(handler))
        added = False
        for name in dir(handler):
            if name in ('redirect_request', 'do_open', 'proxy_open'):
                continue
            protocol, found, condition = name.partition('_')
            if not found:
                continue
            if condition.startswith('error'):
                kind = condition[condition.find('_') + 1:]
                try:
                    kind = int(kind)
                except ValueError:
                    pass
                lookup = self.handle_error.setdefault(protocol, {})
            elif condition == 'open':
                kind, lookup = protocol, self.handle_open
            elif condition == 'response':
                kind, lookup = protocol, self.process_response
            elif condition == 'request':
                kind, lookup = protocol, self.process_request
            else:
                continue
            handlers = lookup.setdefault(kind, [])
            if handlers:
                bisect.insort(handlers, handler)
            else:
                handlers.append(handler)
            added = True
        if added:
            bisect.insort(self.handlers, handler)
            handler.add_parent(self)

    def close(self):
        pass

    def _call_chain(self, chain, kind, meth_name, *args):
        for handler in chain.get(kind, ()):
            result = getattr(handler, meth_name)(*args)
            if result is not None:
                return result
        return None

    def open(self, fullurl, data=None, timeout=_default):
        """Open a URL, given as text or as a Request."""
        if isinstance(fullurl, str):
            request = Request(fullurl, data)
        else:
            request = fullurl
            if data is not None:
                request.data = data
        request.timeout = timeout
        protocol = request.type
        for processor in self.process_request.get(protocol, ()):
            request = getattr(processor, protocol + '_request')(request)
        response = self._open(request, data)
        for processor in self.process_response.get(protocol, ()):
            response = getattr(processor, protocol + '_response')(request, response)
        return response

    def _open(self, req, data=None):
        result = self._call_chain(self.handle_open, 'default', 'default_open', req)
        if result:
            return result
        result = self._call_chain(self.handle_open, req.type, req.type + '_open', req)
        if result:
            return result
        return self._call_chain(self.handle_open, 'unknown', 'unknown_open', req)

    def error(self, proto, *args):
        """Let the handlers deal with an error."""
        is_http = proto in ('http', 'https')
        if is_http:
            errors = self.handle_error['http']
            kind = args[2]
            name = f'http_error_{kind}'
        else:
            errors = self.handle_error
            kind = proto
            name = proto + '_error'
        result = self._call_chain(errors, kind, name, *args)
        if result:
            return result
        if is_http:
            return self._call_chain(errors, 'default', 'http_error_default', *args)
        return None


def build_opener(*handlers):
    """An opener with the usual handlers and those given, which replace the usual ones of their classes."""
    opener = OpenerDirector()
    classes = [UnknownHandler, HTTPHandler, HTTPDefaultErrorHandler, HTTPRedirectHandler, FileHandler, HTTPErrorProcessor, DataHandler, HTTPSHandler]
    for cls in classes[:]:
        for handler in handlers:
            if issubclass(handler, cls) if isinstance(handler, type) else isinstance(handler, cls):
                classes.remove(cls)
                break
    for cls in classes:
        opener.add_handler(cls())
    for handler in handlers:
        opener.add_handler(handler() if isinstance(handler, type) else handler)
    return opener


class BaseHandler:
    """The base of handlers; those with the lower handler_order come first."""

    handler_order = 500

    def add_parent(self, parent):
        self.parent = parent

    def close(self):
        pass

    def __lt__(self, other):
        return self.handler_order < other.handler_order if hasattr(other, 'handler_order') else True


class HTTPErrorProcessor(BaseHandler):
    """Gives responses that are no success to the handlers of errors."""

    handler_order = 1000

    def http_response(self, request, response):
        code, msg, headers = response.code, response.msg, response.info()
        if not 200 <= code < 300:
            response = self.parent.error('http', request, response, code, msg, headers)
        return response

    https_response = http_response


class HTTPDefaultErrorHandler(BaseHandler):
    """Raises what no other handler has dealt with."""

    def http_error_default(self, req, fp, code, msg, hdrs):
        raise HTTPError(req.full_url, code, msg, hdrs, fp)


class HTTPRedirectHandler(BaseHandler):
    """Follows redirects."""

    max_repeats = 4
    max_redirections = 10
    inf_msg = 'The HTTP server returned a redirect error that would lead to an infinite loop.\nThe last 30x error message was:\n'

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """The request that a redirect leads to."""
        method = req.get_method()
        if not (code in (301, 302, 303, 307, 308) and method in ('GET', 'HEAD') or code in (301, 302, 303) and method == 'POST'):
            raise HTTPError(req.full_url, code, msg, headers, fp)
        kept = {name: value for name, value in req.headers.items() if name.lower() not in ('content-length', 'content-type')}
        return Request(
            newurl.replace(' ', '%20'), method='HEAD' if method == 'HEAD' else 'GET', headers=kept, origin_req_host=req.origin_req_host,
            unverifiable=True)

    def http_error_302(self, req, fp, code, msg, headers):
        newurl = headers.get('location') or headers.get('uri')
        if not newurl:
            return None
        parts = urlparse(newurl)
        if parts.scheme not in ('http', 'https', 'ftp', ''):
            raise HTTPError(newurl, code, f"{msg} - Redirection to url '{newurl}' is not allowed", headers, fp)
        if not parts.path and parts.netloc:
            parts = parts._replace(path='/')
        newurl = quote(urlunparse(parts), encoding='iso-8859-1', safe=string.punctuation)
        newurl = urljoin(req.full_url, newurl)
        new = self.redirect_request(req, fp, code, msg, headers, newurl)
        if new is None:
            return None
        visited = new.redirect_dict = getattr(req, 'redirect_dict', {})
        if hasattr(req, 'redirect_dict') and (visited.get(newurl, 0) >= self.max_repeats or len(visited) >= self.max_redirections):
            raise HTTPError(req.full_url, code, self.inf_msg + msg, headers, fp)
        req.redirect_dict = visited
        visited[newurl] = visited.get(newurl, 0) + 1
        fp.read()
        fp.close()
        return self.parent.open(new, timeout=req.timeout)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class ProxyHandler(BaseHandler):
    """Proxies, which are not supported: a request that would go through one is refused."""

    handler_order = 100

    def __init__(self, proxies=None):
        if proxies is None:
            proxies = getproxies()
        assert hasattr(proxies, 'keys'), 'proxies must be a mapping'
        self.proxies = proxies
        for scheme, url in proxies.items():
            setattr(self, f'{scheme.lower()}_open', lambda request, url=url: self.proxy_open(request, url, request.type))

    def proxy_open(self, req, proxy, type):
        if req.host and proxy_bypass(req.host):
            return None
        raise URLError(f'requests through proxies ({proxy}) are not part of MiniScript')


class HTTPPasswordMgr:
    """Names and passwords for realms and places."""

    def __init__(self):
        self.passwd = {}

    def add_password(self, realm, uri, user, passwd):
        """Set name and password for a realm at some URLs."""
        if isinstance(uri, str):
            uri = [uri]
        for default_port in True, False:
            reduced = tuple([self.reduce_uri(one, default_port) for one in uri])
            self.passwd.setdefault(realm, {})[reduced] = user, passwd

    def find_user_password(self, realm, authuri):
        """Name and password for a realm at a URL, or a pair of None."""
        domains = self.passwd.get(realm, {})
        for default_port in True, False:
            reduced = self.reduce_uri(authuri, default_port)
            for uris, credentials in domains.items():
                for uri in uris:
                    if self.is_suburi(uri, reduced):
                        return credentials
        return None, None

    def reduce_uri(self, uri, default_port=True):
        """Authority and path."""
        parts = urlsplit(uri)
        if parts[1]:
            scheme, authority, path = parts[0], parts[1], parts[2] or '/'
        else:
            scheme, authority, path = None, uri, '/'
        host, port = _splitport(authority)
        if default_port and port is None and scheme is not None:
            port = {'http': 80, 'https': 443}.get(scheme)
            if port is not None:
                authority = f'{host}:{port}'
        return authority, path

    def is_suburi(self, base, test):
        """Whether one place is at or below another."""
        if base == test:
            return True
        if base[0] != test[0]:
            return False
        prefix = base[1]
        return test[1].startswith(prefix if prefix[-1:] == '/' else prefix + '/')


class HTTPPasswordMgrWithDefaultRealm(HTTPPasswordMgr):
    """Realm None stands for all."""

    def find_user_password(self, realm, authuri):
        user, password = HTTPPasswordMgr.find_user_password(self, realm, authuri)
        if user is not None:
            return user, password
        return HTTPPasswordMgr.find_user_password(self, None, authuri)


class HTTPPasswordMgrWithPriorAuth(HTTPPasswordMgrWithDefaultRealm):
    """Knows where credentials are sent without being asked for."""

    def __init__(self):
        self.authenticated = {}
        super().__init__()

    def add_password(self, realm, uri, user, passwd, is_authenticated=False):
        self.update_authenticated(uri, is_authenticated)
        if realm is not None:
            super().add_password(None, uri, user, passwd)
        super().add_password(realm, uri, user, passwd)

    def update_authenticated(self, uri, is_authenticated=False):
        if isinstance(uri, str):
            uri = [uri]
        for default_port in True, False:
            for one in uri:
                self.authenticated[self.reduce_uri(one, default_port)] = is_authenticated

    def is_authenticated(self, authuri):
        for default_port in True, False:
            reduced = self.reduce_uri(authuri, default_port)
            for uri in self.authenticated:
                if self.is_suburi(uri, reduced):
                    return self.authenticated[uri]
        return None


_challenge = re.compile('(?:^|,)[ \t]*([^ \t,]+)[ \t]+realm=(["\']?)([^"\']*)\\2', re.I)


class AbstractBasicAuthHandler:
    """Sends name and password when a server asks for them."""

    def __init__(self, password_mgr=None):
        if password_mgr is None:
            password_mgr = HTTPPasswordMgr()
        self.passwd = password_mgr
        self.add_password = password_mgr.add_password

    def http_error_auth_reqed(self, authreq, host, req, headers):
        challenges = headers.get_all(authreq)
        if not challenges:
            return None
        unsupported = None
        for challenge in challenges:
            for match in _challenge.finditer(challenge):
                scheme, mark, realm = match.groups()
                if mark not in ('"', "'"):
                    warnings.warn('Basic Auth Realm was unquoted', UserWarning, 3)
                if scheme.lower() != 'basic':
                    unsupported = scheme
                    continue
                return self.retry_http_basic_auth(host, req, realm)
            if not _challenge.search(challenge):
                unsupported = challenge.split()[0] if challenge.split() else ''
                if unsupported.lower() == 'basic':
                    unsupported = None
        if unsupported is not None:
            raise ValueError(f'AbstractBasicAuthHandler does not support the following scheme: {unsupported!r}')
        return None

    def retry_http_basic_auth(self, host, req, realm):
        user, password = self.passwd.find_user_password(realm, host)
        if password is None:
            return None
        credentials = 'Basic ' + base64.b64encode(f'{user}:{password}'.encode()).decode('ascii')
        if req.get_header(self.auth_header, None) == credentials:
            return None
        req.add_unredirected_header(self.auth_header, credentials)
        return self.parent.open(req, timeout=req.timeout)

    def http_request(self, req):
        if not hasattr(self.passwd, 'is_authenticated') or not self.passwd.is_authenticated(req.full_url):
            return req
        if not req.has_header('Authorization'):
            user, password = self.passwd.find_user_password(None, req.full_url)
            req.add_unredirected_header('Authorization', 'Basic ' + base64.standard_b64encode(f'{user}:{password}'.encode()).decode())
        return req

    def http_response(self, req, response):
        if hasattr(self.passwd, 'is_authenticated'):
            self.passwd.update_authenticated(req.full_url, 200 <= response.code < 300)
        return response

    https_request = http_request
    https_response = http_response


class HTTPBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Name and password for servers."""

    auth_header = 'Authorization'

    def http_error_401(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed('www-authenticate', req.full_url, req, headers)


class ProxyBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Name and password for proxies."""

    auth_header = 'Proxy-authorization'

    def http_error_407(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed('proxy-authenticate', req.host, req, headers)


def parse_http_list(s):
    """The parts of a list between commas, quotation marks respected."""
    parts = re.findall(r'(?:"(?:[^"\\]|\\.)*"|[^,"])+', s)
    return [re.sub(r'\\(.)', r'\1', part).strip() if '"' in part else part.strip() for part in parts if part.strip()]


def parse_keqv_list(l):
    """A dictionary of parts of the form key=value."""
    result = {}
    for part in l:
        key, value = part.split('=', 1)
        if value[:1] == '"' and value[-1:] == '"':
            value = value[1:-1]
        result[key] = value
    return result


class AbstractDigestAuthHandler:
    """Answers a server's challenge with a digest of the password."""

    def __init__(self, passwd=None):
        if passwd is None:
            passwd = HTTPPasswordMgr()
        self.passwd = passwd
        self.add_password = passwd.add_password
        self.retried = 0
        self.nonce_count = 0
        self.last_nonce = None

    def reset_retry_count(self):
        self.retried = 0

    def http_error_auth_reqed(self, auth_header, host, req, headers):
        challenge = headers.get(auth_header, None)
        if self.retried > 5:
            raise HTTPError(req.full_url, 401, 'digest auth failed', headers, None)
        self.retried += 1
        if challenge:
            scheme = challenge.split()[0]
            if scheme.lower() == 'digest':
                return self.retry_http_digest_auth(req, challenge)
            if scheme.lower() != 'basic':
                raise ValueError(f'AbstractDigestAuthHandler does not support the following scheme: {scheme!r}')
        return None

    def retry_http_digest_auth(self, req, auth):
        values = parse_keqv_list(parse_http_list(auth.split(' ', 1)[1]))
        answer = self.get_authorization(req, values)
        if not answer:
            return None
        value = f'Digest {answer}'
        if req.headers.get(self.auth_header, None) == value:
            return None
        req.add_unredirected_header(self.auth_header, value)
        return self.parent.open(req, timeout=req.timeout)

    def get_cnonce(self, nonce):
        seed = f'{self.nonce_count}:{nonce}:{time.ctime()}:'.encode('ascii') + os.urandom(8)
        return hashlib.sha1(seed).hexdigest()[:16]

    def get_authorization(self, req, chal):
        realm, nonce = chal.get('realm'), chal.get('nonce')
        if realm is None or nonce is None:
            return None
        qop = chal.get('qop')
        algorithm = chal.get('algorithm', 'MD5')
        opaque = chal.get('opaque')
        digest, keyed = self.get_algorithm_impls(algorithm)
        user, password = self.passwd.find_user_password(realm, req.full_url)
        if user is None:
            return None
        first = digest(f'{user}:{realm}:{password}')
        second = digest(f'{req.get_method()}:{req.selector}')
        if qop is None:
            count = cnonce = None
            response = keyed(first, f'{nonce}:{second}')
        elif 'auth' in qop.split(','):
            if nonce == self.last_nonce:
                self.nonce_count += 1
            else:
                self.nonce_count = 1
                self.last_nonce = nonce
            count = f'{self.nonce_count:08x}'
            cnonce = self.get_cnonce(nonce)
            response = keyed(first, f'{nonce}:{count}:{cnonce}:auth:{second}')
        else:
            raise URLError('qop %r is not supported.' % qop)
        answer = f'username="{user}", realm="{realm}", nonce="{nonce}", uri="{req.selector}", response="{response}"'
        if opaque:
            answer += f', opaque="{opaque}"'
        answer += f', algorithm="{algorithm}"'
        if qop:
            answer += f', qop=auth, nc={count}, cnonce="{cnonce}"'
        return answer

    def get_algorithm_impls(self, algorithm):
        name = {'MD5': 'md5', 'SHA': 'sha1', 'SHA-256': 'sha256'}.get(algorithm)
        if name is None:
            raise ValueError('Unsupported digest authentication algorithm %r' % algorithm)

        def digest(text):
            return hashlib.new(name, text.encode('ascii')).hexdigest()

        return digest, lambda secret, data: digest(f'{secret}:{data}')


class HTTPDigestAuthHandler(BaseHandler, AbstractDigestAuthHandler):
    """Digests for servers."""

    auth_header = 'Authorization'
    handler_order = 490

    def http_error_401(self, req, fp, code, msg, headers):
        result = self.http_error_auth_reqed('www-authenticate', urlparse(req.full_url)[1], req, headers)
        self.reset_retry_count()
        return result


class ProxyDigestAuthHandler(BaseHandler, AbstractDigestAuthHandler):
    """Digests for proxies."""

    auth_header = 'Proxy-Authorization'
    handler_order = 490

    def http_error_407(self, req, fp, code, msg, headers):
        result = self.http_error_auth_reqed('proxy-authenticate', req.host, req, headers)
        self.reset_retry_count()
        return result


class AbstractHTTPHandler(BaseHandler):
    """Sends requests."""

    def __init__(self, debuglevel=None):
        self._debuglevel = http.client.HTTPConnection.debuglevel if debuglevel is None else debuglevel

    def set_http_debuglevel(self, level):
        self._debuglevel = level

    def do_request_(self, request):
        host = request.host
        if not host:
            raise URLError('no host given')
        if request.data is not None:
            data = request.data
            if isinstance(data, str):
                raise TypeError(
                    'POST data should be bytes, an iterable of bytes, or a file object. It cannot be of type str.')
            if not request.has_header('Content-type'):
                request.add_unredirected_header('Content-type', 'application/x-www-form-urlencoded')
            if not request.has_header('Content-length') and not request.has_header('Transfer-encoding') and isinstance(data, (bytes, bytearray)):
                request.add_unredirected_header('Content-length', str(len(data)))
        if not request.has_header('Host'):
            request.add_unredirected_header('Host', host)
        for name, value in self.parent.addheaders:
            name = name.capitalize()
            if not request.has_header(name):
                request.add_unredirected_header(name, value)
        return request

    def do_open(self, http_class, req, **http_conn_args):
        """Send a request and return the response, whatever its status."""
        if not req.host:
            raise URLError('no host given')
        connection = http_class(req.host, timeout=req.timeout, **http_conn_args)
        headers = dict(req.unredirected_hdrs)
        headers.update({name: value for name, value in req.headers.items() if name not in headers})
        headers = {name.title(): value for name, value in headers.items()}
        try:
            connection.request(req.get_method(), req.selector, req.data, headers)
        except OSError as error:
            raise URLError(error) from error
        response = connection.getresponse()
        response.url = req.get_full_url()
        response.msg = response.reason
        return response


class HTTPHandler(AbstractHTTPHandler):
    """http:"""

    def http_open(self, req):
        return self.do_open(http.client.HTTPConnection, req)

    http_request = AbstractHTTPHandler.do_request_


class HTTPSHandler(AbstractHTTPHandler):
    """https:"""

    def __init__(self, debuglevel=None, context=None, check_hostname=None):
        if context is not None:
            raise NotImplementedError('contexts of TLS are not part of MiniScript')
        super().__init__(debuglevel)

    def https_open(self, req):
        return self.do_open(http.client.HTTPSConnection, req)

    https_request = AbstractHTTPHandler.do_request_


class HTTPCookieProcessor(BaseHandler):
    """Keeps cookies and sends them."""

    def __init__(self, cookiejar=None):
        import http.cookiejar
        self.cookiejar = http.cookiejar.CookieJar() if cookiejar is None else cookiejar

    def http_request(self, request):
        self.cookiejar.add_cookie_header(request)
        return request

    def http_response(self, request, response):
        self.cookiejar.extract_cookies(response, request)
        return response

    https_request = http_request
    https_response = http_response


class UnknownHandler(BaseHandler):
    """Schemes that no handler is for."""

    def unknown_open(self, req):
        raise URLError('unknown url type: %s' % req.type)


class FileHandler(BaseHandler):
    """file:"""

    names = None

    def file_open(self, req):
        url = req.selector
        if url[:2] == '//' and url[2:3] != '/' and req.host and req.host != 'localhost':
            raise URLError('file:// scheme is supported only on localhost')
        return self.open_local_file(req)

    def get_names(self):
        return 'localhost', '127.0.0.1'

    def open_local_file(self, req):
        import mimetypes
        host, name = req.host, req.selector
        path = url2pathname(name)
        try:
            stats = os.stat(path)
            message = email.message.Message()
            message['Content-type'] = mimetypes.guess_type(name)[0] or 'text/plain'
            message['Content-length'] = str(stats.st_size)
            message['Last-modified'] = email.utils.formatdate(stats.st_mtime, usegmt=True)
            if not host or _splitport(host)[0].lower() in self.get_names() and not _splitport(host)[1]:
                return addinfourl(open(path, 'rb'), message, f'file://{host or ""}{name}')
        except OSError as error:
            raise URLError(error, error.filename) from error
        raise URLError('file not on local host')


class DataHandler(BaseHandler):
    """data:"""

    def data_open(self, req):
        url = req.full_url
        _, data = url.split(':', 1)
        mediatype, data = data.split(',', 1)
        data = unquote_to_bytes(data)
        if mediatype.endswith(';base64'):
            data = base64.decodebytes(data)
            mediatype = mediatype[:-7]
        if not mediatype:
            mediatype = 'text/plain;charset=US-ASCII'
        message = email.message.Message()
        message['Content-type'] = mediatype
        message['Content-length'] = str(len(data))
        return addinfourl(io.BytesIO(data), message, url)


def url2pathname(pathname):
    """The path of a file: URL's part."""
    if pathname[:3] == '///':
        pathname = pathname[2:]
    elif pathname[:12] == '//localhost/':
        pathname = pathname[11:]
    return unquote(pathname, encoding=sys.getfilesystemencoding(), errors=sys.getfilesystemencodeerrors())


def pathname2url(pathname):
    """The part of a file: URL for a path."""
    if pathname[:2] == '//':
        pathname = '//' + pathname
    return quote(pathname, encoding=sys.getfilesystemencoding(), errors=sys.getfilesystemencodeerrors())


def getproxies_environment():
    """The proxies that environment variables name, by scheme."""
    proxies = {}
    for name, value in os.environ.items():
        if len(name) > 5 and name.lower().endswith('_proxy') and value:
            proxies[name[:-6].lower()] = value
    if 'REQUEST_METHOD' in os.environ:
        # In a CGI program HTTP_PROXY is a header of the request.
        proxies.pop('http', None)
    for name, value in os.environ.items():
        if name[-6:] == '_proxy':
            if value:
                proxies[name[:-6].lower()] = value
            else:
                proxies.pop(name[:-6].lower(), None)
    return proxies


getproxies = getproxies_environment


def proxy_bypass_environment(host, proxies=None):
    """Whether a host is reached without a proxy."""
    if proxies is None:
        proxies = getproxies_environment()
    excluded = proxies.get('no')
    if excluded is None:
        return False
    if excluded == '*':
        return True
    host = host.lower()
    plain = _splitport(host)[0]
    for name in excluded.split(','):
        name = name.strip().lstrip('.').lower()
        if name and (plain == name or host == name or plain.endswith('.' + name) or host.endswith('.' + name)):
            return True
    return False


proxy_bypass = proxy_bypass_environment
