"""The functions, types and constants that DB-API 2.0 asks for, and those of SQLite."""

import _sqlite3
import datetime
import time
import collections.abc

if _sqlite3.library() is None:
    raise ModuleNotFoundError("No module named 'sqlite3': the library of SQLite (libsqlite3.so.0) cannot be loaded", name="sqlite3")

from sqlite3._errors import (Warning, Error, InterfaceError, DatabaseError, DataError, OperationalError, IntegrityError, InternalError, ProgrammingError,
                             NotSupportedError, warn as _warn, kind as _kind)
from _sqlite3 import Cursor, Row
from sqlite3._adapters import (PARSE_COLNAMES, PARSE_DECLTYPES, PrepareProtocol, adapt, adapters, converters, register_adapter, register_converter,
                               _adapt_parameter as _adapt, find_converters as _find_converters)
from sqlite3._blob import Blob
from sqlite3._connection import Connection, LEGACY_TRANSACTION_CONTROL, _refuse_positional

apilevel = "2.0"
paramstyle = "qmark"
threadsafety = {0: 0, 1: 3, 2: 1}[_sqlite3.library()[1]]
sqlite_version = _sqlite3.library()[0]
sqlite_version_info = tuple(map(int, sqlite_version.split(".")))

Binary = memoryview
Date = datetime.date
Time = datetime.time
Timestamp = datetime.datetime


def DateFromTicks(ticks):
    return Date(*time.localtime(ticks)[:3])


def TimeFromTicks(ticks):
    return Time(*time.localtime(ticks)[3:6])


def TimestampFromTicks(ticks):
    return Timestamp(*time.localtime(ticks)[:6])


def connect(*args, **kwargs):
    """Open a connection to the SQLite database file 'database'.

You can use ":memory:" to open a database connection to a database that
resides in RAM instead of on disk."""
    if len(args) > 1:
        _refuse_positional("sqlite3.connect", len(args))
    factory = args[5] if len(args) > 5 else kwargs.get("factory", Connection)
    return factory(*args, **kwargs)


connect.__text_signature__ = ("($module, /, database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, factory=ConnectionType, "
                              "cached_statements=128, uri=False, *, autocommit=sqlite3.LEGACY_TRANSACTION_CONTROL)")


def complete_statement(statement):
    """Checks if a string contains a complete SQL statement."""
    if not isinstance(statement, str):
        raise TypeError(f"complete_statement() argument 'statement' must be str, not {_kind(statement)}")
    return _sqlite3.is_complete(statement)


def enable_callback_tracebacks(enable, /):
    """Enable or disable callback functions throwing errors to stderr."""
    _sqlite3.show_tracebacks(bool(enable))


def _deprecated(module, name):
    if name in ("version", "version_info"):
        _warn(f"{name} is deprecated and will be removed in Python 3.14")
        return "2.6.0" if name == "version" else (2, 6, 0)
    raise AttributeError(f"module {module!r} has no attribute {name!r}")


def __getattr__(name):
    return _deprecated(__name__, name)


def _define_constants():
    names = iter(_sqlite3.codes.split())
    for name in names:
        globals()["SQLITE_" + name] = int(next(names))
    categories = {
        "": "DENY=1 IGNORE=2 CREATE_INDEX CREATE_TABLE CREATE_TEMP_INDEX CREATE_TEMP_TABLE CREATE_TEMP_TRIGGER CREATE_TEMP_VIEW CREATE_TRIGGER CREATE_VIEW "
            "DELETE DROP_INDEX DROP_TABLE DROP_TEMP_INDEX DROP_TEMP_TABLE DROP_TEMP_TRIGGER DROP_TEMP_VIEW DROP_TRIGGER DROP_VIEW INSERT PRAGMA READ SELECT "
            "TRANSACTION UPDATE ATTACH DETACH ALTER_TABLE REINDEX ANALYZE CREATE_VTABLE DROP_VTABLE FUNCTION SAVEPOINT RECURSIVE",
        "LIMIT_": "LENGTH=0 SQL_LENGTH COLUMN EXPR_DEPTH COMPOUND_SELECT VDBE_OP FUNCTION_ARG ATTACHED LIKE_PATTERN_LENGTH VARIABLE_NUMBER TRIGGER_DEPTH "
                  "WORKER_THREADS",
        "DBCONFIG_": "ENABLE_FKEY=1002 ENABLE_TRIGGER ENABLE_FTS3_TOKENIZER ENABLE_LOAD_EXTENSION NO_CKPT_ON_CLOSE ENABLE_QPSG TRIGGER_EQP RESET_DATABASE "
                     "DEFENSIVE WRITABLE_SCHEMA LEGACY_ALTER_TABLE DQS_DML DQS_DDL ENABLE_VIEW LEGACY_FILE_FORMAT TRUSTED_SCHEMA",
    }
    for prefix, text in categories.items():
        value = 0
        for name in text.split():
            name, _, given = name.partition("=")
            value = int(given) if given else 1 if name == "CREATE_INDEX" else value + 1
            globals()["SQLITE_" + prefix + name] = value


_define_constants()
collections.abc.Sequence.register(Row)
