"""Addresses, dates and identifiers of messages; values in the manner of RFC 2231."""

import datetime
import os
import re
import time
import urllib.parse

__all__ = [
    'collapse_rfc2231_value', 'decode_params', 'decode_rfc2231', 'encode_rfc2231', 'formataddr', 'formatdate', 'format_datetime',
    'getaddresses', 'make_msgid', 'mktime_tz', 'parseaddr', 'parsedate', 'parsedate_tz', 'parsedate_to_datetime', 'quote', 'unquote',
    'localtime',
]

_special = re.compile(r'[][\\()<>@,:;".]')
_to_escape = re.compile(r'[\\"]')
_months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split()
_days = 'mon tue wed thu fri sat sun'.split()
_zones = {
    'UT': 0, 'UTC': 0, 'GMT': 0, 'Z': 0, 'AST': -400, 'ADT': -300, 'EST': -500, 'EDT': -400, 'CST': -600, 'CDT': -500, 'MST': -700,
    'MDT': -600, 'PST': -800, 'PDT': -700,
}


def _has_surrogates(s):
    try:
        s.encode()
        return False
    except UnicodeEncodeError:
        return True


def _sanitize(string):
    return string.encode('utf-8', 'surrogateescape').decode('utf-8', 'replace')


def quote(str):
    """Put a backslash before each backslash and quotation mark."""
    return str.replace('\\', '\\\\').replace('"', '\\"')


def unquote(str):
    """Remove quotation marks or angle brackets."""
    if len(str) > 1:
        if str[0] == str[-1] == '"':
            return str[1:-1].replace('\\\\', '\\').replace('\\"', '"')
        if str[0] == '<' and str[-1] == '>':
            return str[1:-1]
    return str


def formataddr(pair, charset='utf-8'):
    """An address with a name."""
    name, address = pair
    address.encode('ascii')
    if not name:
        return address
    try:
        name.encode('ascii')
    except UnicodeEncodeError:
        if isinstance(charset, str):
            from email.charset import Charset
            charset = Charset(charset)
        return f'{charset.header_encode(name)} <{address}>'
    quotes = '"' if _special.search(name) else ''
    name = _to_escape.sub(r'\\\g<0>', name)
    return f'{quotes}{name}{quotes} <{address}>'


class _AddressParser:
    """Reads addresses; reads on where they are malformed."""

    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self, comments):
        # Passes white space, which it returns, and comments.
        text = self.text
        blanks = []
        while self.at < len(text):
            c = text[self.at]
            if c in ' \t\r\n':
                self.at += 1
                if c in ' \t':
                    blanks.append(c)
            elif c == '(':
                comments.append(self.delimited('(', ')'))
            else:
                break
        return ''.join(blanks)

    def delimited(self, start, end):
        # What is between quotation marks, parentheses or brackets; comments may have comments inside.
        text = self.text
        parts = []
        self.at += 1
        while self.at < len(text):
            c = text[self.at]
            if c == '(' == start:
                parts.append(self.delimited(start, end))
                continue
            self.at += 1
            if c in (end, '\r'):
                break
            if c == '\\':
                c = text[self.at:self.at + 1]
                self.at += len(c)
            parts.append(c)
        return ''.join(parts)

    def atom(self, stops):
        start = self.at
        text = self.text
        while self.at < len(text) and text[self.at] not in stops and text[self.at] not in ' \t\r\n':
            self.at += 1
        return text[start:self.at]

    def phrase(self, comments):
        words = []
        while True:
            self.skip(comments)
            if self.at == len(self.text):
                return words
            c = self.text[self.at]
            if c == '"':
                words.append(self.delimited('"', '"'))
            elif c in ')<>@,:;[]':
                return words
            else:
                words.append(self.atom('()<>@,:;"[]'))

    def address_spec(self, comments):
        # White space within a local part counts, but not at its ends and beside a dot.
        parts = []
        text = self.text
        self.skip(comments)
        while self.at < len(text):
            c = text[self.at]
            if c == '.' or c in '()<>@,:;[]':
                if parts and not parts[-1].strip():
                    parts.pop()
                if c != '.':
                    break
                parts.append('.')
                self.at += 1
                self.skip(comments)
                continue
            if c == '"':
                parts.append(f'"{quote(self.delimited(chr(34), chr(34)))}"')
            else:
                parts.append(self.atom('()<>@,:;".[]'))
            blanks = self.skip(comments)
            if blanks:
                parts.append(blanks)
        if self.at == len(text) or text[self.at] != '@':
            return ''.join(parts)
        parts.append('@')
        self.at += 1
        self.skip(comments)
        domain = self.domain(comments)
        return ''.join(parts) + domain if domain else ''

    def domain(self, comments):
        parts = []
        text = self.text
        while self.at < len(text):
            c = text[self.at]
            if c in ' \t':
                self.at += 1
            elif c == '(':
                comments.append(self.delimited('(', ')'))
            elif c == '[':
                parts.append(f'[{self.delimited("[", "]")}]')
            elif c == '.':
                parts.append('.')
                self.at += 1
            elif c == '@':
                return ''
            elif c in ')<>,:;"]\r\n':
                break
            else:
                parts.append(self.atom('()<>@,:;".[]'))
        return ''.join(parts)

    def address(self):
        """The addresses at the place: one, those of a group, or none."""
        comments = []
        text = self.text
        self.skip(comments)
        start = self.at
        words = self.phrase(comments)
        self.skip(comments)
        found = []
        if self.at >= len(text):
            if words:
                found = [(' '.join(comments), words[0])]
        elif text[self.at] in '.@':
            self.at = start
            address = self.address_spec(comments)
            found = [(' '.join(comments), address)]
        elif text[self.at] == ':':
            self.at += 1
            while self.at < len(text):
                self.skip(comments)
                if self.at < len(text) and text[self.at] == ';':
                    self.at += 1
                    break
                found += self.address()
        elif text[self.at] == '<':
            self.at += 1
            address = self.route(comments)
            name = ' '.join(words)
            found = [(f'{name} ({" ".join(comments)})' if comments else name, address)]
        elif words:
            found = [(' '.join(comments), words[0])]
        else:
            self.at += 1
        self.skip(comments)
        if self.at < len(text) and text[self.at] == ',':
            self.at += 1
        return found

    def route(self, comments):
        text = self.text
        self.skip(comments)
        while self.at < len(text):
            c = text[self.at]
            if c not in '>@:':
                address = self.address_spec(comments)
                self.at += 1
                return address
            self.at += 1
            if c == '>':
                break
            self.skip(comments)
            if c == '@' and self.at < len(text):
                self.domain(comments)
                self.skip(comments)
        return ''

    def all(self):
        found = []
        while self.at < len(self.text):
            found += self.address() or [('', '')]
        return found


def _without_quoted(value):
    # A value without what is between quotation marks; one that is not closed stays.
    return re.sub(r'((?:[^"\\]|\\.)*?)"(?:[^"\\]|\\.)*"', r'\1', value, flags=re.S)


def _is_balanced(value):
    depth = 0
    for match in re.finditer(r'\\.|[()]', _without_quoted(value), re.S):
        depth += (match[0] == '(') - (match[0] == ')')
        if depth < 0:
            return False
    return depth == 0


def _checked(pairs):
    return [('', '') if '[' in address else (name, address) for name, address in pairs]


def getaddresses(fieldvalues, *, strict=True):
    """Pairs of names and addresses of all values; with strict values that are not what they seem give a pair of empty texts."""
    values = [str(value) for value in fieldvalues]
    found = _AddressParser(', '.join(values)).all()
    if not strict:
        return found
    # Commas outside of quotation marks tell how many there should be.
    expected = sum([1 + _without_quoted(value).count(',') for value in values])
    return _checked(found) if len(found) == expected and all(map(_is_balanced, values)) else [('', '')]


def parseaddr(addr, *, strict=True):
    """The name and address of a value; both empty if it has none."""
    if isinstance(addr, list):
        addr = addr[0] if addr else ''
    if not isinstance(addr, str):
        return '', ''
    found = _AddressParser(addr).all()
    if strict:
        found = _checked(found) if len(found) == 1 and _is_balanced(addr) else []
    return found[0] if found else ('', '')


def _format_timetuple(when, zone):
    year, month, day, hour, minute, second, weekday = when[:7]
    return (
        f'{_days[weekday].title()}, {day:02d} {_months[month - 1].title()} {year:04d} {hour:02d}:{minute:02d}:{second:02d} {zone}')


def formatdate(timeval=None, localtime=False, usegmt=False):
    """A time as a date of a message."""
    if timeval is None:
        timeval = time.time()
    when = datetime.datetime.fromtimestamp(timeval, datetime.timezone.utc)
    if localtime:
        when = when.astimezone()
        usegmt = False
    elif not usegmt:
        when = when.replace(tzinfo=None)
    return format_datetime(when, usegmt)


def format_datetime(dt, usegmt=False):
    """A datetime as a date of a message."""
    if usegmt:
        if dt.tzinfo is None or dt.tzinfo != datetime.timezone.utc:
            raise ValueError('usegmt option requires a UTC datetime')
        zone = 'GMT'
    else:
        zone = '-0000' if dt.tzinfo is None else dt.strftime('%z')
    return _format_timetuple(dt.timetuple(), zone)


def make_msgid(idstring=None, domain=None):
    """An identifier for a message."""
    import platform
    import random
    mark = '' if idstring is None else f'.{idstring}'
    if domain is None:
        domain = platform.node() or 'localhost'
    return f'<{int(time.time() * 100)}.{os.getpid()}.{random.getrandbits(64)}{mark}@{domain}>'


def parsedate_tz(data):
    """A date as a tuple of ten, the last the offset of its zone in seconds; None if it cannot be read."""
    found = _parsedate_tz(data)
    if not found:
        return None
    if found[9] is None:
        found[9] = 0
    return tuple(found)


def _parsedate_tz(data):
    if not data:
        return None
    words = data.split()
    if not words:
        return None
    if words[0].endswith(',') or words[0].lower() in _days:
        del words[0]
    else:
        comma = words[0].rfind(',')
        if comma >= 0:
            words[0] = words[0][comma + 1:]
    if len(words) == 3:
        parts = words[0].split('-')
        if len(parts) == 3:
            words = parts + words[1:]
    if len(words) == 4:
        clock = words[3]
        sign = clock.find('+')
        if sign < 0:
            sign = clock.find('-')
        if sign > 0:
            words[3:] = [clock[:sign], clock[sign:]]
        else:
            words.append('')
    if len(words) < 5:
        return None
    day, month, year, clock, zone = words[:5]
    if not (day and month and year):
        return None
    month = month.lower()
    if month[:3] not in _months:
        day, month = month, day.lower()
        if month[:3] not in _months:
            return None
    month = _months.index(month[:3]) + 1
    day = day.rstrip(',')
    if ':' in year:
        year, clock = clock, year
    year = year.rstrip(',')
    if not year:
        return None
    if not year[0].isdigit():
        year, zone = zone, year
    clock = clock.rstrip(',')
    parts = clock.split(':')
    if len(parts) == 1 and '.' in clock:
        parts = clock.split('.')
    if len(parts) == 2:
        parts.append('0')
    if len(parts) != 3:
        return None
    try:
        year, day = int(year), int(day)
        hour, minute, second = map(int, parts)
    except ValueError:
        return None
    if year < 100:
        year += 1900 if year > 68 else 2000
    offset = None
    zone = zone.upper()
    if zone in _zones:
        offset = _zones[zone]
    else:
        try:
            offset = int(zone)
        except ValueError:
            pass
        if offset == 0 and zone.startswith('-'):
            offset = None
    if offset:
        sign = -1 if offset < 0 else 1
        offset = abs(offset)
        offset = sign * (offset // 100 * 3600 + offset % 100 * 60)
    return [year, month, day, hour, minute, second, 0, 1, -1, offset]


def parsedate(data):
    """A date as a tuple of nine, or None."""
    found = parsedate_tz(data)
    return found[:9] if isinstance(found, tuple) else found


def mktime_tz(data):
    """The time of a tuple of ten."""
    if data[9] is None:
        return time.mktime(data[:8] + (-1,))
    import calendar
    return calendar.timegm(data) - data[9]


def parsedate_to_datetime(data):
    """A date as a datetime; naive if its zone is -0000."""
    found = _parsedate_tz(data)
    if found is None:
        raise ValueError('Invalid date value or format "%s"' % str(data))
    *when, offset = found
    if offset is None:
        return datetime.datetime(*when[:6])
    return datetime.datetime(*when[:6], tzinfo=datetime.timezone(datetime.timedelta(seconds=offset)))


def localtime(dt=None, isdst=None):
    """A datetime in the local zone; now if none is given."""
    if isdst is not None:
        import warnings
        warnings.warn("The 'isdst' parameter to 'localtime' is deprecated and slated for removal in Python 3.14", DeprecationWarning, stacklevel=2)
    if dt is None:
        dt = datetime.datetime.now()
    return dt.astimezone()


def decode_rfc2231(s):
    """Part a value into character set, language and text."""
    parts = s.split("'", 2)
    return (None, None, s) if len(parts) <= 2 else parts


def encode_rfc2231(s, charset=None, language=None):
    """A value with its character set and language."""
    s = urllib.parse.quote(s, safe='', encoding=charset or 'ascii')
    if charset is None and language is None:
        return s
    return f"{charset}'{language or ''}'{s}"


_continued = re.compile(r'(\w+)\*((\d+)\*?)?')


def decode_params(params):
    """Join the values of parameters that were parted, and undo their quoting."""
    result = [params[0]]
    parted = {}
    for name, value in params[1:]:
        encoded = name.endswith('*')
        value = unquote(value)
        match = _continued.fullmatch(name)
        if match:
            number = int(match[3]) if match[3] else None
            parted.setdefault(match[1], []).append((number, value, encoded))
        else:
            result.append((name, f'"{quote(value)}"'))
    for name, pieces in parted.items():
        pieces.sort(key=lambda piece: -1 if piece[0] is None else piece[0])
        extended = any(encoded for _, _, encoded in pieces)
        text = ''.join([urllib.parse.unquote(value, encoding='latin-1') if encoded else value for _, value, encoded in pieces])
        value = quote(text)
        if extended:
            charset, language, value = decode_rfc2231(value)
            result.append((name, (charset, language, f'"{value}"')))
        else:
            result.append((name, f'"{value}"'))
    return result


def collapse_rfc2231_value(value, errors='replace', fallback_charset='us-ascii'):
    """The text of a value that may be a tuple of character set, language and text."""
    if not isinstance(value, tuple) or len(value) != 3:
        return unquote(value)
    charset, _, text = value
    data = bytes(text, 'raw-unicode-escape')
    try:
        return str(data, charset or fallback_charset, errors)
    except LookupError:
        return unquote(text)
