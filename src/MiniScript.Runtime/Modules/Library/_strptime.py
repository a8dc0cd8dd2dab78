"""Times read from text by a format: strptime() of time and datetime, in the C locale."""

import re
import time
from _datetime import date, timedelta, timezone

__all__ = []

_days = ('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')
_months = ('january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december')


def _names(code, names):
    # The longest first, so that no name hides one that it begins.
    return f'(?P<{code}>' + '|'.join(sorted(names, key=len, reverse=True)) + ')'


_fields = {
    'a': _names('a', [name[:3] for name in _days]),
    'A': _names('A', _days),
    'b': _names('b', [name[:3] for name in _months]),
    'B': _names('B', _months),
    'd': r'(?P<d>3[01]|[12]\d|0[1-9]|[1-9]| [1-9])',
    'f': r'(?P<f>\d{1,6})',
    'G': r'(?P<G>\d{4})',
    'H': r'(?P<H>2[0-3]|[01]\d|\d)',
    'I': r'(?P<I>1[0-2]|0[1-9]|[1-9]| [1-9])',
    'j': r'(?P<j>36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])',
    'm': r'(?P<m>1[0-2]|0[1-9]|[1-9])',
    'M': r'(?P<M>[0-5]\d|\d)',
    'p': '(?P<p>am|pm)',
    'S': r'(?P<S>6[01]|[0-5]\d|\d)',
    'u': '(?P<u>[1-7])',
    'U': r'(?P<U>5[0-3]|[0-4]\d|\d)',
    'V': r'(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)',
    'w': '(?P<w>[0-6])',
    'W': r'(?P<W>5[0-3]|[0-4]\d|\d)',
    'y': r'(?P<y>\d\d)',
    'Y': r'(?P<Y>\d\d\d\d)',
    'z': r'(?P<z>[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z))',
    '%': '%',
}
_compound = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S'}
_special = re.compile(r'([\\.^$*+?(){}\[\]|])')
_regex_cache = {}


def _zone_names():
    summer = [time.tzname[1].lower()] if time.daylight else []
    return {'utc', 'gmt', time.tzname[0].lower()}, summer


def _pattern(format):
    text = re.sub(r'\s+', r'\\s+', _special.sub(r'\\\1', format))
    pieces = []
    has_year = has_day = False
    at = 0
    while True:
        found = text.find('%', at)
        if found < 0:
            break
        pieces.append(text[at:found])
        directive = text[found + 1:found + 2]
        at = found + 2
        if not directive or directive == '\\' and at >= len(text):
            raise ValueError(f"stray % in format '{format}'") from None
        if directive in _compound:
            pieces.append(_pattern(_compound[directive])[0])
            has_year = has_year or directive != 'X'
            continue
        if directive == 'Z':
            plain, summer = _zone_names()
            pieces.append(_names('Z', [re.escape(name) for name in [*plain, *summer]]))
        elif directive in _fields:
            pieces.append(_fields[directive])
        else:
            directive = '%' if directive == '\\' else directive
            raise ValueError(f"'{directive}' is a bad directive in format '{format}'") from None
        if directive in 'YyGc':
            has_year = True
        elif directive == 'd':
            has_day = True
    pieces.append(text[at:])
    return ''.join(pieces), has_day and not has_year


def _compiled(format):
    key = format, time.tzname
    compiled = _regex_cache.get(key)
    if compiled is None:
        pattern, is_ambiguous = _pattern(format)
        if is_ambiguous:
            import warnings
            warnings.warn(
                'Parsing dates involving a day of month without a year specified is ambiguious\n'
                'and fails to parse leap day. The default behavior will change in Python 3.15\n'
                'to either always raise an exception or to use a different default year (TBD).\n'
                'To avoid trouble, add a specific year to the input & format.\n'
                'See https://github.com/python/cpython/issues/70647.', DeprecationWarning, stacklevel=4)
        if len(_regex_cache) > 20:
            _regex_cache.clear()
        try:
            compiled = re.compile(pattern, re.IGNORECASE)
        except re.error as e:
            raise ValueError(str(e)) from None
        _regex_cache[key] = compiled
    return compiled


def _day_of_week(year, week, weekday, starts_monday):
    """The day of the year of a weekday in a week that is counted from the first Monday, or Sunday, on."""
    first = date(year, 1, 1).weekday()
    if not starts_monday:
        first = (first + 1) % 7
        weekday = (weekday + 1) % 7
    before = (7 - first) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + before + 7 * (week - 1) + weekday


def _offset(text):
    """A UTC offset as text: seconds and microseconds."""
    if text == 'Z':
        return 0, 0
    sign = -1 if text[0] == '-' else 1
    if text[3] == ':':
        text = text[:3] + text[4:]
        if len(text) > 5:
            if text[5] != ':':
                raise ValueError(f'Inconsistent use of : in {text[:3]}:{text[3:]}')
            text = text[:5] + text[6:]
    elif len(text) > 5 and text[5] == ':':
        raise ValueError(f'Inconsistent use of : in {text}')
    seconds = int(text[1:3]) * 3600 + int(text[3:5]) * 60 + int(text[5:7] or 0)
    return sign * seconds, sign * int((text[8:] or '0').ljust(6, '0'))


def _strptime(data_string, format='%a %b %d %H:%M:%S %Y'):
    """The parts of a time, and the microseconds of the time and of its offset."""
    for index, argument in enumerate([data_string, format]):
        if not isinstance(argument, str):
            raise TypeError(f'strptime() argument {index} must be str, not {type(argument)}')
    found = _compiled(format).match(data_string)
    if not found:
        raise ValueError(f'time data {data_string!r} does not match format {format!r}')
    if len(data_string) != found.end():
        raise ValueError(f'unconverted data remains: {data_string[found.end():]}')
    parts = found.groupdict()
    get = parts.get

    year = iso_year = None
    if 'Y' in parts:
        year = int(parts['Y'])
    elif 'y' in parts:
        year = int(parts['y'])
        year += 2000 if year <= 68 else 1900
    if 'G' in parts:
        iso_year = int(parts['G'])
    month = day = 1
    if 'm' in parts:
        month = int(parts['m'])
    elif 'B' in parts:
        month = _months.index(parts['B'].lower()) + 1
    elif 'b' in parts:
        month = [name[:3] for name in _months].index(parts['b'].lower()) + 1
    if 'd' in parts:
        day = int(parts['d'])
    hour = int(get('H') or 0)
    if 'I' in parts:
        hour = int(parts['I'])
        half = (get('p') or '').lower()
        if half == 'pm':
            hour = hour if hour == 12 else hour + 12
        elif hour == 12:
            hour = 0
    minute = int(get('M') or 0)
    second = int(get('S') or 0)
    fraction = int((get('f') or '0').ljust(6, '0'))

    weekday = None
    if 'A' in parts:
        weekday = _days.index(parts['A'].lower())
    elif 'a' in parts:
        weekday = [name[:3] for name in _days].index(parts['a'].lower())
    elif 'w' in parts:
        weekday = (int(parts['w']) - 1) % 7
    elif 'u' in parts:
        weekday = int(parts['u']) - 1
    day_of_year = int(parts['j']) if 'j' in parts else None
    week = None
    if 'U' in parts or 'W' in parts:
        week = int(get('U') or get('W'))
    iso_week = int(parts['V']) if 'V' in parts else None

    zone_offset = None
    offset_fraction = 0
    if 'z' in parts:
        zone_offset, offset_fraction = _offset(parts['z'])
    summer = -1
    if 'Z' in parts:
        name = parts['Z'].lower()
        plain, summers = _zone_names()
        if name in plain or name in summers:
            if time.tzname[0] == time.tzname[1] and time.daylight and name not in ('utc', 'gmt'):
                pass
            else:
                summer = 0 if name in plain else 1

    if iso_year is not None:
        if day_of_year is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
        if iso_week is None or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive ('%A', '%a', '%w', or '%u').")
    elif iso_week is not None:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.")

    leap_year_fix = False
    if year is None:
        if month == 2 and day == 29:
            # 1900, which stands for no year, has no such day.
            year = 1904
            leap_year_fix = True
        else:
            year = 1900
    if day_of_year is None and weekday is not None:
        if week is not None:
            day_of_year = _day_of_week(year, week, weekday, 'W' in parts)
        elif iso_year is not None:
            exact = date.fromisocalendar(iso_year, iso_week, weekday + 1)
            year, month, day = exact.year, exact.month, exact.day
            day_of_year = exact.toordinal() - date(year, 1, 1).toordinal() + 1
        if day_of_year is not None and day_of_year <= 0:
            year -= 1
            day_of_year += 366 if date(year, 12, 31).toordinal() - date(year, 1, 1).toordinal() == 365 else 365
    if day_of_year is None:
        day_of_year = date(year, month, day).toordinal() - date(year, 1, 1).toordinal() + 1
    else:
        exact = date.fromordinal(day_of_year - 1 + date(year, 1, 1).toordinal())
        year, month, day = exact.year, exact.month, exact.day
    if weekday is None:
        weekday = date(year, month, day).weekday()
    if leap_year_fix:
        year = 1900
    return (year, month, day, hour, minute, second, weekday, day_of_year, summer, get('Z'), zone_offset), fraction, offset_fraction


def _strptime_time(data_string, format='%a %b %d %H:%M:%S %Y'):
    """Return a time struct based on the input string and the format string."""
    return time.struct_time(_strptime(data_string, format)[0])


def _strptime_datetime(cls, data_string, format='%a %b %d %H:%M:%S %Y'):
    """Return a class cls instance based on the input string and the format string."""
    parts, fraction, offset_fraction = _strptime(data_string, format)
    name, offset = parts[9:]
    if offset is None:
        return cls(*parts[:6], fraction)
    delta = timedelta(seconds=offset, microseconds=offset_fraction)
    return cls(*parts[:6], fraction, timezone(delta, name) if name else timezone(delta))
