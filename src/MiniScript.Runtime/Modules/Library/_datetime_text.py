"""What the native types of datetime leave to script."""

from _datetime import timedelta, timezone
from _time import format as _format, local as _local


class IsoCalendarDate(tuple):
    """The result of date.isocalendar(): a year, a week and a weekday by ISO 8601."""

    __slots__ = ()
    __module__ = 'datetime'

    def __new__(cls, year, week, weekday):
        return tuple.__new__(cls, (year, week, weekday))

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __reduce__(self):
        return tuple, (tuple(self),)

    def __repr__(self):
        return f'{type(self).__module__}.{type(self).__name__}(year={self[0]}, week={self[1]}, weekday={self[2]})'


def local_zone(seconds):
    """The local time zone, as it is at a timestamp."""
    parts = _local(seconds)
    return timezone(timedelta(seconds=parts[10]), parts[9])


def _offset_text(offset, colon):
    if offset is None:
        return ''
    sign = '+'
    if offset.days < 0:
        sign = '-'
        offset = -offset
    minutes, seconds = divmod(offset.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = f'{sign}{hours:02}{colon}{minutes:02}'
    if seconds or offset.microseconds:
        text += f'{colon}{seconds:02}'
        if offset.microseconds:
            text += f'.{offset.microseconds:06}'
    return text


def strftime(self, format, parts):
    """Format a date or time; parts are its struct_time."""
    if '%f' not in format and '%z' not in format and '%Z' not in format and '%:' not in format:
        return _format(format, tuple(parts), '', 0)
    pieces = []
    start = 0
    while True:
        at = format.find('%', start)
        if at < 0 or at + 1 >= len(format):
            break
        directive = format[at + 1]
        length = 2
        if directive == 'f':
            text = f'{getattr(self, "microsecond", 0):06}'
        elif directive == 'z':
            text = _offset_text(self.utcoffset(), '') if hasattr(self, 'utcoffset') else ''
        elif directive == ':' and format[at + 2:at + 3] == 'z':
            text = _offset_text(self.utcoffset(), ':') if hasattr(self, 'utcoffset') else ''
            length = 3
        elif directive == 'Z':
            text = self.tzname() if hasattr(self, 'tzname') else None
            text = '' if text is None else text.replace('%', '%%')
        else:
            pieces.append(format[start:at + 2])
            start = at + 2
            continue
        pieces.append(format[start:at])
        pieces.append(text)
        start = at + length
    if pieces:
        pieces.append(format[start:])
        format = ''.join(pieces)
    return _format(format, tuple(parts), '', 0)
