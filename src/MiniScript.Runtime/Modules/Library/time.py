"""Clocks, the calendar, and time as text."""

from _time import (format as _format, local as _local, monotonic, monotonic_ns, perf_counter, perf_counter_ns, process_time,
                   process_time_ns, seconds as _seconds, sleep, time, time_ns, utc as _utc, zone as _zone)

timezone, altzone, daylight, *tzname = _zone()
tzname = tuple(tzname)


class struct_time(tuple):
    """The parts of a time: a tuple of nine, with names, and with the zone besides."""

    n_fields = 11
    n_sequence_fields = 9
    n_unnamed_fields = 0
    _names = ('tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday', 'tm_yday', 'tm_isdst')

    def __new__(cls, sequence, dict={}):
        parts = tuple(sequence)
        if len(parts) < 9:
            raise TypeError(f'time.struct_time() takes an at least 9-sequence ({len(parts)}-sequence given)')
        if len(parts) > 11:
            raise TypeError(f'time.struct_time() takes an at most 11-sequence ({len(parts)}-sequence given)')
        self = tuple.__new__(cls, parts[:9])
        self.tm_zone = parts[9] if len(parts) > 9 else dict.get('tm_zone')
        self.tm_gmtoff = parts[10] if len(parts) > 10 else dict.get('tm_gmtoff')
        return self

    tm_year = property(lambda self: self[0])
    tm_mon = property(lambda self: self[1])
    tm_mday = property(lambda self: self[2])
    tm_hour = property(lambda self: self[3])
    tm_min = property(lambda self: self[4])
    tm_sec = property(lambda self: self[5])
    tm_wday = property(lambda self: self[6])
    tm_yday = property(lambda self: self[7])
    tm_isdst = property(lambda self: self[8])

    def __reduce__(self):
        return struct_time, (tuple(self), {'tm_zone': self.tm_zone, 'tm_gmtoff': self.tm_gmtoff})

    def __repr__(self):
        return 'time.struct_time(' + ', '.join(f'{name}={part!r}' for name, part in zip(self._names, self)) + ')'


def gmtime(seconds=None, /):
    """The parts of a time in UTC; of now by default."""
    return struct_time(_utc(seconds))


def localtime(seconds=None, /):
    """The parts of a time in the local time zone; of now by default."""
    return struct_time(_local(seconds))


def _parts(t):
    if not isinstance(t, tuple):
        raise TypeError('Tuple or struct_time argument required')
    return tuple(t)


def mktime(t, /):
    """The seconds since the Epoch of a local time."""
    return _seconds(_parts(t))


def strftime(format, t=None, /):
    """Formats a time, now by default, by C's directives."""
    if t is None:
        t = localtime()
    zone = getattr(t, 'tm_zone', None)
    offset = getattr(t, 'tm_gmtoff', None)
    parts = _parts(t)
    if zone is None:
        zone = tzname[1 if parts[8] > 0 else 0]
    if offset is None:
        offset = -altzone if parts[8] > 0 else -timezone
    return _format(format, parts, zone, offset)


def asctime(t=None, /):
    """A time, now by default, in the form 'Sat Jun 06 16:26:11 1998'."""
    return _format('%a %b %e %H:%M:%S %Y', _parts(localtime() if t is None else t), '', 0)


def ctime(seconds=None, /):
    """A local time in seconds since the Epoch, now by default, in the form of asctime()."""
    return asctime(localtime(seconds))


def strptime(data_string, format='%a %b %d %H:%M:%S %Y', /):
    """Reads the parts of a time from text, by the directives of strftime()."""
    from _strptime import _strptime_time
    return _strptime_time(data_string, format)
