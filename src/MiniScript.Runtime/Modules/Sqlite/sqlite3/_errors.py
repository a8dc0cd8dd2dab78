"""The exceptions of sqlite3."""

import warnings


class Error(Exception):
    __module__ = "sqlite3"


class InterfaceError(Error):
    __module__ = "sqlite3"


class DatabaseError(Error):
    __module__ = "sqlite3"


class InternalError(DatabaseError):
    __module__ = "sqlite3"


class OperationalError(DatabaseError):
    __module__ = "sqlite3"


class ProgrammingError(DatabaseError):
    __module__ = "sqlite3"


class IntegrityError(DatabaseError):
    __module__ = "sqlite3"


class DataError(DatabaseError):
    __module__ = "sqlite3"


class NotSupportedError(DatabaseError):
    __module__ = "sqlite3"


class Warning(Exception):
    __module__ = "sqlite3"


_library = __file__.rpartition("/")[0] + "/"


def warn(message):
    """Warn of something deprecated at the line that called the module."""
    warnings.warn(message, DeprecationWarning, stacklevel=2, skip_file_prefixes=(_library,))


def warn_of_keywords(function, names):
    """Warn of keyword arguments that will become positional-only."""
    listed = ", ".join(map(repr, names[:-1])) + " and " * (len(names) > 1) + repr(names[-1])
    plural = "s" * (len(names) > 1)
    warn(f"Passing keyword argument{plural} {listed} to _sqlite3.Connection.{function}() is deprecated. "
         f"Parameter{plural} {listed} will become positional-only in Python 3.15.")


def kind(value):
    """The name of a value's type as messages show it."""
    name = type(value)
    return "None" if value is None else name.__qualname__ if name.__module__ in ("builtins", "__main__") else f"{name.__module__}.{name.__qualname__}"
