"""What cookies need of texts: dates, headers made of words, names of hosts, paths."""

import re
import time
import urllib.parse
from calendar import timegm

DEFAULT_HTTP_PORT = '80'

_days = 'Mon Tue Wed Thu Fri Sat Sun'.split()
_months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()
_date = re.compile(
    r'(?:\w+,?\s+)?(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{2,4})(?!\d)(?:[ :T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(?:([-+]?\d{3,4}|UTC|GMT|Z|UT))?\s*$', re.I)
_strict_date = re.compile(r'[SMTWF][a-z][a-z], \d\d [JFMASOND][a-z][a-z] \d{4} \d\d:\d\d:\d\d GMT$')
_c_date = re.compile(r'\w{3}\s+([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(\d{4})\s*$', re.I)
_iso_date = re.compile(r'(\d{4})-?(\d\d)-?(\d\d)(?:[ T]*(\d\d?):?(\d\d)(?::?(\d\d)(?:\.\d*)?)?)?\s*(Z|[-+]\d\d?:?(?:\d\d)?)?\s*$', re.I)


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


_address = re.compile(r'\.\d+$')
_word = re.compile(r'\s*([^=\s;,]+)(\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,]*)))?')


def split_header_words(header_values):
    """The words of headers: a list of lists of pairs, one for each part between commas; a word without '=' has the value None."""
    found = []
    for text in header_values:
        pairs = []
        at = 0
        while at < len(text):
            match = _word.match(text, at)
            if match:
                name, assigned, quoted, plain = match.groups()
                pairs.append((name, None if assigned is None else plain if quoted is None else re.sub(r'\\(.)', r'\1', quoted)))
                at = match.end()
            elif text[at:].lstrip().startswith(','):
                at = text.index(',', at) + 1
                if pairs:
                    found.append(pairs)
                pairs = []
            else:
                at += 1
        if pairs:
            found.append(pairs)
    return found


def join_header_words(lists):
    """The header of such lists."""
    parts = []
    for pairs in lists:
        words = []
        for name, value in pairs:
            if value is not None and not re.fullmatch(r'\w+', value):
                escaped = re.sub(r'(["\\])', r'\\\1', value)
                value = f'"{escaped}"'
            words.append(name if value is None else f'{name}={value}')
        if words:
            parts.append('; '.join(words))
    return ', '.join(parts)


def _unquoted(text):
    return text.removeprefix('"').removesuffix('"')


def parse_ns_headers(ns_headers):
    """The pairs of headers Set-Cookie as Netscape had them: the cookie first, its attributes behind."""
    found = []
    for header in ns_headers:
        pairs = []
        has_version = False
        for index, part in enumerate(header.split(';')):
            name, equals, value = part.strip().partition('=')
            name = name.strip()
            value = value.strip() if equals else None
            if not name:
                if index == 0:
                    break
                continue
            if index:
                lower = name.lower()
                if lower in ('expires', 'domain', 'path', 'secure', 'version', 'port', 'max-age'):
                    name = lower
                if name == 'version':
                    has_version = True
                    value = None if value is None else _unquoted(value)
                elif name == 'expires' and value is not None:
                    value = http2time(_unquoted(value))
            pairs.append((name, value))
        if pairs:
            found.append(pairs if has_version else [*pairs, ('version', '0')])
    return found


def is_HDN(text):
    """Whether a text is a host's name and no address."""
    return bool(text) and not _address.search(text) and text[0] != '.' and text[-1] != '.'


def is_address(host):
    return bool(_address.search(host))


def domain_match(A, B):
    """Whether a host is in a domain."""
    A, B = A.lower(), B.lower()
    if A == B:
        return True
    return is_HDN(A) and A.rfind(B) > 0 and B.startswith('.') and is_HDN(B[1:]) and A.endswith(B)


def user_domain_match(A, B):
    """Whether a host is in a domain that a user has listed."""
    A, B = A.lower(), B.lower()
    if is_address(A) or is_address(B) or not B.startswith('.'):
        return A == B
    return A.endswith(B)


def reach(h):
    """The domain that a host's cookies may reach: that of its parent, if that is not the top."""
    _, dot, parent = h.partition('.')
    return '.' + parent if dot and is_HDN(h) and ('.' in parent or parent == 'local') else h


def request_host(request):
    """The host of a request, of any class with the methods of urllib's, in lower case, without its port."""
    host = urllib.parse.urlparse(request.get_full_url())[1] or request.get_header('Host', '')
    return re.sub(r':\d+$', '', host, count=1, flags=re.ASCII).lower()


def eff_request_host(request):
    """The host of a request, and what stands for it where a name without dots would not do."""
    host = effective = request_host(request)
    if '.' not in host:
        effective += '.local'
    return host, effective


def is_third_party(request):
    """Whether a request goes elsewhere than the page that caused it."""
    return not domain_match(request_host(request), reach(request.origin_req_host))


def escape_path(path):
    """A path with what is unsafe escaped, escapes in capitals."""
    return re.sub('%([0-9a-fA-F]{2})', lambda match: '%' + match[1].upper(), urllib.parse.quote(path, "%/;:@&=+$,!~*'()"))


def request_path(request):
    path = escape_path(urllib.parse.urlsplit(request.get_full_url()).path)
    return path if path.startswith('/') else '/' + path


def request_port(request):
    host = request.host
    _, colon, port = host.partition(':')
    if not colon:
        return DEFAULT_HTTP_PORT
    return port if port.isdigit() else None
