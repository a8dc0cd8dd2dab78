"""Time that has passed, in milliseconds."""

import time as _time
from _catalog import expect as _expect

__all__ = ['Entry', 'clear', 'entries', 'mark', 'measure', 'now', 'time_call', 'time_origin']

_began = _time.perf_counter_ns()
time_origin = _time.time() * 1000
_entries = []


class Entry:
    """A mark or a measure: name, kind ('mark' or 'measure'), start and duration in milliseconds, and what was given as detail."""

    __slots__ = ('name', 'kind', 'start', 'duration', 'detail')

    def __init__(self, name, kind, start, duration, detail):
        self.name = name
        self.kind = kind
        self.start = start
        self.duration = duration
        self.detail = detail

    def __repr__(self):
        return f'Entry(name={self.name!r}, kind={self.kind!r}, start={self.start:.3f}, duration={self.duration:.3f})'


def now():
    """The milliseconds since this module was imported; time_origin is when that was, in milliseconds since 1970."""
    return (_time.perf_counter_ns() - _began) / 1_000_000


def mark(name, detail=None):
    """Remembers this moment under a name."""
    _expect('mark', 'name', name, str)
    entry = Entry(name, 'mark', now(), 0.0, detail)
    _entries.append(entry)
    return entry


def _moment(name, otherwise):
    if name is None:
        return otherwise
    for entry in reversed(_entries):
        if entry.kind == 'mark' and entry.name == name:
            return entry.start
    return None


def measure(name, start=None, end=None, detail=None):
    """The time from one mark (or the beginning) to another (or now); None if there is no such mark."""
    _expect('measure', 'name', name, str)
    first = _moment(start, 0.0)
    last = _moment(end, now())
    if first is None or last is None:
        return None
    entry = Entry(name, 'measure', first, last - first, detail)
    _entries.append(entry)
    return entry


def entries(name=None, kind=None):
    """The marks and measures, by their start."""
    found = [entry for entry in _entries if (name is None or entry.name == name) and (kind is None or entry.kind == kind)]
    return sorted(found, key=lambda entry: entry.start)


def clear(name=None, kind=None):
    """Forgets marks and measures."""
    _entries[:] = [entry for entry in _entries if not ((name is None or entry.name == name) and (kind is None or entry.kind == kind))]


def time_call(function, *args, **kwargs):
    """What a function returns, and how many milliseconds it took."""
    start = _time.perf_counter_ns()
    result = function(*args, **kwargs)
    return result, (_time.perf_counter_ns() - start) / 1_000_000
