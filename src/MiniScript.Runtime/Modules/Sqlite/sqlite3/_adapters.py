"""How values become values of SQLite, and back."""

import _sqlite3
import datetime

from sqlite3._errors import ProgrammingError, kind, warn

PARSE_DECLTYPES = 1
PARSE_COLNAMES = 2

adapters = {}
converters = {}
_missing = object()


class PrepareProtocol:
    """PEP 246 style object adaption protocol type."""
    __module__ = "sqlite3"


def adapt(obj, proto=PrepareProtocol, alt=_missing, /):
    """Adapt given object to given protocol."""
    adapter = adapters.get((type(obj), proto))
    if adapter is not None:
        return adapter(obj)
    for owner, name, argument in ((proto, "__adapt__", obj), (obj, "__conform__", proto)):
        method = getattr(owner, name, None)
        if method is not None:
            try:
                adapted = method(argument)
            except TypeError:
                continue
            if adapted is not None:
                return adapted
    if alt is not _missing:
        return alt
    raise ProgrammingError("can't adapt")


def _adapt_parameter(value):
    return adapt(value, PrepareProtocol, value)


def register_adapter(type, adapter, /):
    """Register a function to adapt Python objects to SQLite values."""
    if type in (int, float, str, bytearray, bytes, None.__class__):
        _sqlite3.adapt_all()
    adapters[type, PrepareProtocol] = adapter


def register_converter(typename, converter, /):
    """Register a function to convert SQLite values to Python objects."""
    if not isinstance(typename, str):
        raise TypeError(f"register_converter() argument 1 must be str, not {kind(typename)}")
    converters[typename.upper()] = converter


def find_converters(statement, detect_types):
    """The converters of a statement's columns as a tuple, or None if there are none."""
    found = []
    for name, declared in zip(statement.names(), statement.types()):
        converter = None
        if detect_types & PARSE_COLNAMES and "[" in name:
            key, bracket, _ = name.partition("[")[2].partition("]")
            converter = converters.get(key.upper()) if bracket else None
        if converter is None and detect_types & PARSE_DECLTYPES and declared is not None:
            converter = converters.get(declared.partition(" ")[0].partition("(")[0].upper())
        found.append(converter)
    return tuple(found) if any(converter is not None for converter in found) else None


def _warn_of_default(what):
    warn(f"The default {what} is deprecated as of Python 3.12; see the sqlite3 documentation for suggested replacement recipes")


def _adapt_date(value):
    _warn_of_default("date adapter")
    return value.isoformat()


def _adapt_datetime(value):
    _warn_of_default("datetime adapter")
    return value.isoformat(" ")


def _convert_date(value):
    _warn_of_default("date converter")
    return datetime.date(*map(int, value.split(b"-")))


def _convert_timestamp(value):
    _warn_of_default("timestamp converter")
    day, clock = value.split(b" ")
    clock, _, fraction = clock.partition(b".")
    microseconds = int(f"{fraction.decode():0<6.6}") if fraction else 0
    return datetime.datetime(*map(int, day.split(b"-")), *map(int, clock.split(b":")), microseconds)


register_adapter(datetime.date, _adapt_date)
register_adapter(datetime.datetime, _adapt_datetime)
register_converter("date", _convert_date)
register_converter("timestamp", _convert_timestamp)
