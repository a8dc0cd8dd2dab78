"""Databases of SQLite by DB-API 2.0 (PEP 249)."""

from sqlite3 import dbapi2
from sqlite3.dbapi2 import *


def __getattr__(name):
    return dbapi2._deprecated(__name__, name)
