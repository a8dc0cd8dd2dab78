"""Time zones by name, from the system's time zone data."""

import os
import struct
from bisect import bisect_right
from datetime import datetime, timedelta, tzinfo

__all__ = ['ZoneInfo', 'reset_tzpath', 'available_timezones', 'TZPATH', 'ZoneInfoNotFoundError', 'InvalidTZPathWarning']

_EPOCH_ORDINAL = datetime(1970, 1, 1).toordinal()
_ZERO = timedelta(0)


class ZoneInfoNotFoundError(KeyError):
    """Raised when there is no data for a key."""


class InvalidTZPathWarning(RuntimeWarning):
    """Warns of a folder in the search path that is not absolute."""


_default_path = ('/usr/share/zoneinfo', '/usr/lib/zoneinfo', '/usr/share/lib/zoneinfo', '/etc/zoneinfo')


def reset_tzpath(to=None):
    """Set the folders in which time zones are looked for."""
    global TZPATH
    if to is not None:
        if isinstance(to, (str, bytes)):
            raise TypeError(f'tzpaths must be a list or tuple, not {type(to)}: {to!r}')
        relative = [path for path in to if not os.path.isabs(path)]
        if relative:
            raise ValueError('Paths should be absolute but found the following relative paths:\n    ' + '\n    '.join(relative))
        TZPATH = tuple(to)
        return
    variable = os.environ.get('PYTHONTZPATH')
    if variable is None:
        TZPATH = _default_path
        return
    paths = variable.split(os.pathsep) if variable else []
    TZPATH = tuple(path for path in paths if os.path.isabs(path))
    relative = [path for path in paths if not os.path.isabs(path)]
    if relative:
        import warnings
        warnings.warn('Invalid paths specified in PYTHONTZPATH environment variable. Paths must be absolute but found the following relative paths:\n    '
                      + '\n    '.join(relative), InvalidTZPathWarning, stacklevel=5)


TZPATH = ()
reset_tzpath()


def _check_key(key):
    if os.path.isabs(key):
        raise ValueError(f'ZoneInfo keys may not be absolute paths, got: {key}')
    normal = os.path.normpath(key)
    if len(normal) != len(key):
        raise ValueError(f'ZoneInfo keys must be normalized relative paths, got: {key}')
    base = os.path.normpath('_/_')[:-1]
    if not os.path.normpath(os.path.join(base, normal)).startswith(base):
        raise ValueError(f'ZoneInfo keys must refer to subdirectories of TZPATH, got: {key}')


def _open(key):
    _check_key(key)
    for folder in TZPATH:
        path = os.path.join(folder, key)
        if os.path.isfile(path):
            return open(path, 'rb')
    raise ZoneInfoNotFoundError(f'No time zone found with key {key}')


def available_timezones():
    """Return the keys of all time zones that there is data for."""
    keys = set()
    for root in TZPATH:
        if not os.path.exists(root):
            continue
        for folder, folders, files in os.walk(root):
            if folder == root:
                folders[:] = [name for name in folders if name not in ('right', 'posix')]
            for name in files:
                path = os.path.join(folder, name)
                key = os.path.relpath(path, start=root).replace(os.sep, '/')
                if not key or key in keys:
                    continue
                try:
                    with open(path, 'rb') as f:
                        if f.read(4) == b'TZif':
                            keys.add(key)
                except Exception:
                    pass
    keys.discard('posixrules')
    return keys


class _Kind:
    """One kind of time in a zone: its offset, how much of it is daylight saving, its name."""

    __slots__ = 'utcoff', 'dstoff', 'tzname'

    def __init__(self, utcoff, dstoff, tzname):
        self.utcoff = utcoff
        self.dstoff = dstoff
        self.tzname = tzname

    def __eq__(self, other):
        return self.utcoff == other.utcoff and self.dstoff == other.dstoff and self.tzname == other.tzname


_none = _Kind(None, None, None)


def _seconds(dt):
    return (dt.toordinal() - _EPOCH_ORDINAL) * 86400 + dt.hour * 3600 + dt.minute * 60 + dt.second


def _read(fobj):
    """The contents of a TZif file: times, their indices, offsets, daylight flags, names, footer."""
    def header():
        head = fobj.read(44)
        if len(head) < 44 or head[:4] != b'TZif':
            raise ValueError('Invalid TZif file: magic not found')
        return head[4:5], struct.unpack('>6l', head[20:44])

    version, (isut, isstd, leap, times, types, chars) = header()
    width, code = 4, 'l'
    if version != b'\0':
        fobj.seek(times * 5 + types * 6 + chars + leap * 8 + isstd + isut, 1)
        _, (isut, isstd, leap, times, types, chars) = header()
        width, code = 8, 'q'
    trans = list(struct.unpack(f'>{times}{code}', fobj.read(times * width)))
    indices = list(fobj.read(times))
    offsets, flags, starts = [], [], []
    for _ in range(types):
        offset, flag, start = struct.unpack('>lbb', fobj.read(6))
        offsets.append(offset)
        flags.append(flag)
        starts.append(start)
    names = fobj.read(chars)
    abbreviations = [names[start:names.find(b'\0', start)].decode() for start in starts]
    footer = None
    if version != b'\0':
        fobj.seek(isut + isstd + leap * 12, 1)
        first = fobj.readline()
        if first != b'\n':
            raise ValueError(f'Expected newline at start of TZif footer, got {first[:1]!r}')
        footer = fobj.readline().rstrip(b'\n')
    return trans, indices, offsets, flags, abbreviations, footer


def _daylight(indices, offsets, flags):
    """How much of each kind's offset is daylight saving: what the standard time before it, or else after it, differs by."""
    saved = [0] * len(flags)
    for i in range(1, len(indices)):
        kind = indices[i]
        if not flags[kind] or saved[kind]:
            continue
        before = indices[i - 1]
        if not flags[before]:
            saved[kind] = offsets[kind] - offsets[before]
        if not saved[kind] and i + 1 < len(indices):
            after = indices[i + 1]
            if not flags[after]:
                saved[kind] = offsets[kind] - offsets[after]
    return [saved[i] or (3600 if flag else 0) for i, flag in enumerate(flags)]


class ZoneInfo(tzinfo):
    """A time zone of the IANA database."""

    _cache = {}
    _recent = []
    __module__ = 'zoneinfo'

    def __init_subclass__(cls):
        cls._cache = {}
        cls._recent = []

    def __new__(cls, key):
        instance = cls._cache.get(key)
        if instance is None:
            instance = cls._load(key)
            instance._from_cache = True
            cls._cache[key] = instance
        return instance

    @classmethod
    def _load(cls, key):
        with _open(key) as f:
            self = tzinfo.__new__(cls)
            self._key = key
            self._fill(f)
        self._from_cache = False
        self._file = None
        return self

    @classmethod
    def no_cache(cls, key):
        """Get a new instance of ZoneInfo, bypassing the cache."""
        return cls._load(key)

    @classmethod
    def from_file(cls, fobj, /, key=None):
        """Create a ZoneInfo file from a file object."""
        self = tzinfo.__new__(cls)
        self._key = key
        self._fill(fobj)
        self._from_cache = False
        self._file = repr(fobj)
        return self

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        """Clear the ZoneInfo cache."""
        if only_keys is None:
            cls._cache.clear()
        else:
            for key in only_keys:
                cls._cache.pop(key, None)

    @property
    def key(self):
        return self._key

    def __repr__(self):
        if self._key is not None:
            return f'{self._qualified()}(key={self._key!r})'
        return f'{self._qualified()}.from_file({self._file})'

    def _qualified(self):
        return f'{type(self).__module__}.{type(self).__qualname__}'

    def __str__(self):
        return self._key if self._key is not None else repr(self)

    def __reduce__(self):
        if self._file is not None:
            import pickle
            raise pickle.PicklingError('Cannot pickle a ZoneInfo file created from a file stream.')
        return type(self)._unpickle, (self._key, self._from_cache)

    @classmethod
    def _unpickle(cls, key, from_cache, /):
        return cls(key) if from_cache else cls.no_cache(key)

    def _fill(self, fobj):
        times, indices, offsets, flags, names, footer = _read(fobj)
        saved = _daylight(indices, offsets, flags)
        kinds = [_Kind(timedelta(seconds=offset), timedelta(seconds=part), name) for offset, part, name in zip(offsets, saved, names)]
        self._utc = times
        self._kinds = [kinds[i] for i in indices]
        self._before = next((kind for kind, flag in zip(kinds, flags) if not flag), kinds[0] if kinds else None)
        late, early = [], []
        previous = offsets[0] if offsets else 0
        for time, i in zip(times, indices):
            late.append(time + max(previous, offsets[i]))
            early.append(time + min(previous, offsets[i]))
            previous = offsets[i]
        self._walls = late, early
        self._rule = None
        if footer:
            rule = _parse_rule(footer.decode())
            if isinstance(rule, _Kind):
                self._after = rule
            else:
                self._rule = rule
                self._after = None
        elif times:
            self._after = self._kinds[-1]
        elif kinds:
            self._after = kinds[0]
        else:
            raise ValueError('No time zone information found.')
        self._fixed = None
        if self._rule is None and len(kinds) <= 1 and (not kinds or kinds[0] == self._after):
            self._fixed = self._after

    def _find(self, dt):
        if self._fixed is not None:
            return self._fixed
        if dt is None:
            return _none
        moment = _seconds(dt)
        wall = self._walls[dt.fold]
        if not wall or moment > wall[-1]:
            return self._rule.at_wall(moment, dt.year, dt.fold) if self._rule is not None else self._after
        if moment < wall[0]:
            return self._before
        return self._kinds[bisect_right(wall, moment) - 1]

    def utcoffset(self, dt, /):
        """Retrieve a timedelta representing the UTC offset in a zone at the given datetime."""
        return self._find(dt).utcoff

    def dst(self, dt, /):
        """Retrieve a timedelta representing the amount of DST applied in a zone at the given datetime."""
        return self._find(dt).dstoff

    def tzname(self, dt, /):
        """Retrieve a string containing the abbreviation for the time zone that applies in a zone at a given datetime."""
        return self._find(dt).tzname

    def fromutc(self, dt, /):
        """Given a datetime with local time in UTC, retrieve an adjusted datetime in local time."""
        if not isinstance(dt, datetime):
            raise TypeError('fromutc: argument must be a datetime')
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')
        moment = _seconds(dt)
        fold = 0
        times = self._utc
        if times and moment < times[0]:
            kind = self._before
        elif not times or moment > times[-1]:
            if self._rule is not None:
                kind, fold = self._rule.at_utc(moment, dt.year)
            else:
                kind = self._after
                if times:
                    previous = self._kinds[-1]
                    fold = (previous.utcoff - kind.utcoff).total_seconds() > moment - times[-1]
        else:
            i = bisect_right(times, moment)
            kind = self._kinds[i - 1]
            previous = self._kinds[i - 2] if i >= 2 else self._before
            fold = (previous.utcoff - kind.utcoff).total_seconds() > moment - times[i - 1]
        local = dt + kind.utcoff
        return local.replace(fold=1) if fold else local


class _Rule:
    """What holds after the last transition: two kinds of time and when each begins in a year."""

    def __init__(self, standard, summer, start, end):
        self.standard = standard
        self.summer = summer
        self.start = start
        self.end = end
        self.difference = int((summer.utcoff - standard.utcoff).total_seconds())

    def at_wall(self, moment, year, fold):
        start, end = self.start(year), self.end(year)
        # One of the two hours that the change skips or repeats belongs to daylight saving time, by the fold.
        if fold == (self.difference >= 0):
            end -= self.difference
        else:
            start += self.difference
        summer = start <= moment < end if start < end else not end <= moment < start
        return self.summer if summer else self.standard

    def at_utc(self, moment, year):
        offset = int(self.standard.utcoff.total_seconds())
        start = self.start(year) - offset
        end = self.end(year) - offset - self.difference
        summer = start <= moment < end if start < end else not end <= moment < start
        repeated = end if self.difference > 0 else start
        return self.summer if summer else self.standard, 0 <= moment - repeated < abs(self.difference)


def _rule_error(text):
    return ValueError(f'{text} is not a valid TZ string')


def _parse_rule(text):
    at = 0

    def name():
        nonlocal at
        if text[at:at + 1] == '<':
            end = text.find('>', at)
            if end < 0:
                raise _rule_error(text)
            found = text[at + 1:end]
            at = end + 1
            if len(found) < 1 or not all(c.isalnum() or c in '+-' for c in found):
                raise _rule_error(text)
            return found
        start = at
        while at < len(text) and text[at].isascii() and text[at].isalpha():
            at += 1
        if at - start < 3:
            raise _rule_error(text)
        return text[start:at]

    def number(digits):
        nonlocal at
        start = at
        while at < len(text) and at - start < digits and '0' <= text[at] <= '9':
            at += 1
        if at == start:
            raise _rule_error(text)
        return int(text[start:at])

    def duration(most_hours, digits):
        nonlocal at
        sign = -1 if text[at:at + 1] == '-' else 1
        if text[at:at + 1] in ('+', '-'):
            at += 1
        parts = [number(digits), 0, 0]
        for i in 1, 2:
            if text[at:at + 1] != ':':
                break
            at += 1
            start = at
            parts[i] = number(2)
            if at - start != 2 or parts[i] > 59:
                raise _rule_error(text)
        if parts[0] > most_hours:
            raise _rule_error(text)
        return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])

    def date():
        nonlocal at
        if text[at:at + 1] != ',':
            raise _rule_error(text)
        at += 1
        kind = text[at:at + 1]
        if kind == 'M':
            at += 1
            month = number(2)
            if text[at:at + 1] != '.':
                raise _rule_error(text)
            at += 1
            week = number(1)
            if text[at:at + 1] != '.':
                raise _rule_error(text)
            at += 1
            day = number(1)
            if not 1 <= month <= 12 or not 1 <= week <= 5 or day > 6:
                raise _rule_error(text)
            day_of = _weekday_rule(month, week, day)
        elif kind == 'J':
            at += 1
            n = number(3)
            if not 1 <= n <= 365:
                raise _rule_error(text)
            day_of = _julian_rule(n)
        else:
            n = number(3)
            if n > 365:
                raise _rule_error(text)
            day_of = lambda year: datetime(year, 1, 1).toordinal() + n
        seconds = 7200
        if text[at:at + 1] == '/':
            at += 1
            seconds = duration(167, 3)
        return lambda year: (day_of(year) - _EPOCH_ORDINAL) * 86400 + seconds

    standard_name = name()
    offset = -duration(24, 2)
    standard = _Kind(timedelta(seconds=offset), _ZERO, standard_name)
    if at == len(text):
        return standard
    summer_name = name()
    summer_offset = offset + 3600
    if text[at:at + 1] not in (',', ''):
        summer_offset = -duration(24, 2)
    start = date()
    end = date()
    if at != len(text):
        raise _rule_error(text)
    return _Rule(standard, _Kind(timedelta(seconds=summer_offset), timedelta(seconds=summer_offset - offset), summer_name), start, end)


def _weekday_rule(month, week, weekday):
    def day_of(year):
        first = datetime(year, month, 1).toordinal()
        following = datetime(year + month // 12, month % 12 + 1, 1).toordinal() if (year, month) != (9999, 12) else first + 31
        day = first + (weekday - first % 7) % 7 + (week - 1) * 7
        return day if day < following else day - 7
    return day_of


def _julian_rule(n):
    def day_of(year):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return datetime(year, 1, 1).toordinal() + n - 1 + (leap and n > 59)
    return day_of
