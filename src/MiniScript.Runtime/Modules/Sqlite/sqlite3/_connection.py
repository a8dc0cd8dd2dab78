"""Connections."""

import _sqlite3
import functools
import os

from _sqlite3 import Cursor
from operator import index as _index

from sqlite3 import _errors
from sqlite3._blob import make_blob
from sqlite3._errors import ProgrammingError, kind, warn, warn_of_keywords

LEGACY_TRANSACTION_CONTROL = -1
_levels = ("", "DEFERRED", "IMMEDIATE", "EXCLUSIVE")


def _refuse_positional(function, count):
    if count > 8:
        raise TypeError(f"{'connect' if 'connect' in function else 'Connection'}() takes at most 8 positional arguments ({count} given)")
    warn(f"Passing more than 1 positional argument to {function}() is deprecated. Parameters 'timeout', 'detect_types', 'isolation_level', "
         "'check_same_thread', 'factory', 'cached_statements' and 'uri' will become keyword-only parameters in Python 3.15.")


class _Nothing:
    """The database of a connection that was never opened."""

    def __getattr__(self, name):
        raise ProgrammingError("Base Connection.__init__ not called.")


def _check_level(level):
    if level is None:
        return None
    if not isinstance(level, str):
        raise TypeError("isolation_level must be str or None")
    if "\0" in level:
        raise ValueError("embedded null character")
    found = str.upper(level)
    if found not in _levels or not str.isascii(level):
        raise ValueError("isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'")
    return found


def _check_autocommit(value):
    if value is True or value is False:
        return value
    if type(value) is int and value == LEGACY_TRANSACTION_CONTROL:
        return value
    raise ValueError("autocommit must be True, False, or sqlite3.LEGACY_TRANSACTION_CONTROL")


def _check_name(function, argument, name):
    if not isinstance(name, str):
        raise TypeError(f"{function}() argument {argument} must be str, not {kind(name)}")
    return name


class Connection:
    """SQLite database connection object."""
    __module__ = "sqlite3"
    __text_signature__ = "(sql, /)"

    Warning = _errors.Warning
    Error = _errors.Error
    InterfaceError = _errors.InterfaceError
    DatabaseError = _errors.DatabaseError
    DataError = _errors.DataError
    OperationalError = _errors.OperationalError
    IntegrityError = _errors.IntegrityError
    InternalError = _errors.InternalError
    ProgrammingError = _errors.ProgrammingError
    NotSupportedError = _errors.NotSupportedError

    __database = _Nothing()
    __level = ""
    row_factory = None

    def __init__(self, *args, **kwargs):
        if len(args) > 1:
            _refuse_positional("_sqlite3.Connection", len(args))
        self.__open(*args, **kwargs)

    def __open(self, *args, **kwargs):
        if "database" not in kwargs and not args:
            raise TypeError("Connection() missing required argument 'database' (pos 1)")
        for name in kwargs:
            if name not in _parameters:
                raise TypeError(f"Connection() got an unexpected keyword argument '{name}'")
        path, timeout, detect_types, level, checks_thread, _, cached, is_uri, autocommit = _defaults(*args, **kwargs)
        path = os.fsencode(path)
        if b"\0" in path:
            raise ValueError("embedded null byte")
        level = _check_level(level)
        autocommit = _check_autocommit(autocommit)
        detect_types = _index(detect_types)
        cached = _index(cached)
        if type(self.__database) is not _Nothing:
            del self.__database
        database = _sqlite3.open(path, timeout, bool(is_uri), bool(checks_thread))
        database.set_up(functools.lru_cache(max(cached, 0))(database.prepare) if cached else database.prepare, detect_types)
        database.text_factory = str
        self.__database = database
        self.__autocommit = autocommit
        self.__set_level(level)
        self.row_factory = None
        if autocommit is False:
            self.__run("BEGIN")

    def __set_level(self, level):
        self.__level = level
        begins = level is not None and self.__autocommit == LEGACY_TRANSACTION_CONTROL
        self.__database.set_begin(f"BEGIN {level}" if begins else None, self.__autocommit)

    def __run(self, sql):
        self.__database.run_script(sql)

    def __call__(self, *args):
        self.__database.check()
        if len(args) != 1:
            raise TypeError(f"function takes exactly 1 argument ({len(args)} given)")
        sql, = args
        if not isinstance(sql, str):
            raise TypeError(f"argument 1 must be str, not {kind(sql)}")
        return self.__database.prepare(sql)

    @property
    def isolation_level(self):
        self.__database.check()
        return self.__level

    @isolation_level.setter
    def isolation_level(self, level):
        level = _check_level(level)
        self.__set_level(level)
        if level is None:
            self.commit()

    @isolation_level.deleter
    def isolation_level(self):
        raise AttributeError("cannot delete attribute")

    @property
    def autocommit(self):
        self.__database.check()
        return self.__autocommit

    @autocommit.setter
    def autocommit(self, value):
        self.__database.check()
        value = _check_autocommit(value)
        if value is True and self.__database.in_transaction:
            self.__run("COMMIT")
        elif value is False and not self.__database.in_transaction:
            self.__run("BEGIN")
        self.__autocommit = value
        self.__set_level(self.__level)

    @property
    def in_transaction(self):
        self.__database.check()
        return self.__database.in_transaction

    @property
    def total_changes(self):
        self.__database.check()
        return self.__database.total_changes

    @property
    def text_factory(self):
        return self.__database.text_factory

    @text_factory.setter
    def text_factory(self, factory):
        self.__database.text_factory = factory

    def cursor(self, factory=Cursor):
        """Return a cursor for the connection."""
        self.__database.check()
        cursor = factory(self)
        if not issubclass(type(cursor), Cursor):
            raise TypeError(f"factory must return a cursor, not {kind(cursor).replace('None', 'NoneType')}")
        if self.row_factory is not None:
            cursor.row_factory = self.row_factory
        return cursor

    def execute(self, sql, parameters=(), /):
        """Executes an SQL statement."""
        cursor = Cursor(self)
        if self.row_factory is not None:
            cursor.row_factory = self.row_factory
        return cursor.execute(sql, parameters)

    def executemany(self, sql, parameters, /):
        """Repeatedly executes an SQL statement."""
        return Connection.cursor(self).executemany(sql, parameters)

    def executescript(self, sql_script, /):
        """Executes multiple SQL statements at once."""
        return Connection.cursor(self).executescript(sql_script)

    def __end(self, how):
        database = self.__database
        database.check()
        if self.__autocommit == LEGACY_TRANSACTION_CONTROL:
            if database.in_transaction:
                self.__run(how)
        elif self.__autocommit is False:
            self.__run(how)
            self.__run("BEGIN")

    def commit(self):
        """Commit any pending transaction to the database.

If there is no open transaction, this method is a no-op."""
        self.__end("COMMIT")

    def rollback(self):
        """Roll back to the start of any pending transaction.

If there is no open transaction, this method is a no-op."""
        self.__end("ROLLBACK")

    def close(self):
        """Close the database connection.

Any pending transaction is not committed implicitly."""
        database = self.__database
        database.check_thread()
        if database.is_open:
            if self.__autocommit is False and database.in_transaction:
                self.__run("ROLLBACK")
            database.close()
            database.set_up(None, 0)

    def __enter__(self):
        self.__database.check()
        return self

    def __exit__(self, type, value, traceback, /):
        if self.__autocommit is True:
            return False
        if type is None and value is None and traceback is None:
            try:
                self.commit()
            except BaseException:
                self.rollback()
                raise
        else:
            self.rollback()
        return False

    def interrupt(self):
        """Abort any pending database operation."""
        self.__database.interrupt()

    def iterdump(self, *, filter=None):
        """Returns iterator to the dump of the database in an SQL text format."""
        self.__database.check()
        from sqlite3.dump import _iterdump
        return _iterdump(self, filter=filter)

    def create_function(self, name, narg, func, *, deterministic=False):
        """Creates a new function."""
        _check_name("create_function", "'name'", name)
        if deterministic:
            self.__database.create_deterministic(name, narg, func)
        else:
            self.__database.create_function(name, narg, func)

    def create_aggregate(self, name, n_arg, aggregate_class):
        """Creates a new aggregate."""
        self.__database.create_aggregate(_check_name("create_aggregate", "'name'", name), n_arg, aggregate_class)

    def create_window_function(self, name, num_params, aggregate_class, /):
        """Creates or redefines an aggregate window function. Omit or set to None to clear it."""
        self.__database.create_window_function(_check_name("create_window_function", 1, name), num_params, aggregate_class)

    def create_collation(self, name, callback, /):
        """Creates a collation function."""
        _check_name("create_collation", 1, name)
        if callback is not None and not callable(callback):
            raise TypeError("parameter must be callable")
        self.__database.create_collation(name, 0, callback)

    def set_authorizer(self, authorizer_callback):
        """Set authorizer callback."""
        self.__database.set_authorizer(authorizer_callback)

    def set_progress_handler(self, progress_handler, n):
        """Set progress handler callback, called every n instructions of SQLite's virtual machine."""
        self.__database.set_progress_handler(progress_handler, _index(n))

    def set_trace_callback(self, trace_callback):
        """Set a trace callback called for each SQL statement (passed as unicode)."""
        self.__database.set_trace_callback(trace_callback)

    def setlimit(self, category, limit, /):
        """Set connection run-time limits; return the old value."""
        return self.__database.limit(_index(category), _index(limit))

    def getlimit(self, category, /):
        """Get connection run-time limits."""
        return self.__database.limit(_index(category), -1)

    def setconfig(self, op, enable=True, /):
        """Set a boolean connection configuration option."""
        self.__configure(op, bool(enable))

    def getconfig(self, op, /):
        """Query a boolean connection configuration option."""
        return self.__configure(op, -1)

    def __configure(self, op, enable):
        op = _index(op)
        if not 1002 <= op <= 1017:
            raise ValueError(f"unknown config 'op': {op}")
        return self.__database.configure(op, int(enable))

    def serialize(self, *, name="main"):
        """Serialize a database into a byte string."""
        return self.__database.serialize(_check_name("serialize", "'name'", name))

    def deserialize(self, data, /, *, name="main"):
        """Load a serialized database."""
        self.__database.deserialize(data.encode() if isinstance(data, str) else data, _check_name("deserialize", "'name'", name))

    def backup(self, target, *, pages=-1, progress=None, name="main", sleep=0.250):
        """Makes a backup of the database."""
        if not isinstance(target, Connection):
            raise TypeError(f"backup() argument 'target' must be sqlite3.Connection, not {kind(target)}")
        pages = _index(pages)
        self.__database.check()
        target.__database.check()
        if target is self:
            raise ValueError("target cannot be the same connection instance")
        if progress is not None and not callable(progress):
            raise TypeError("progress argument must be a callable")
        self.__database.backup(target.__database, pages or -1, progress, name, int(sleep * 1000))

    def blobopen(self, table, column, row, /, *, readonly=False, name="main"):
        """Open and return a BLOB object."""
        for place, text in (1, table), (2, column), ("'name'", name):
            _check_name("blobopen", place, text)
        return make_blob(self, self.__database.open_blob(table, column, _index(row), bool(readonly), name))


_sqlite3.set_connection_type(Connection)


def _defaults(database, timeout=5.0, detect_types=0, isolation_level="", check_same_thread=True, factory=None, cached_statements=128, uri=False, *,
              autocommit=LEGACY_TRANSACTION_CONTROL):
    return database, timeout, detect_types, isolation_level, check_same_thread, factory, cached_statements, uri, autocommit


_parameters = _defaults.__code__.co_varnames


def _deprecate_keywords(name, *parameters):
    """Have a method of connections warn of keyword arguments."""
    method = getattr(Connection, name)

    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        if any(map(kwargs.__contains__, parameters)):
            warn_of_keywords(name, parameters)
        return method(self, *args, **kwargs)

    setattr(Connection, name, wrapper)


_deprecate_keywords("create_function", "name", "narg", "func")
_deprecate_keywords("create_aggregate", "name", "n_arg", "aggregate_class")
_deprecate_keywords("set_authorizer", "authorizer_callback")
_deprecate_keywords("set_progress_handler", "progress_handler")
_deprecate_keywords("set_trace_callback", "trace_callback")
