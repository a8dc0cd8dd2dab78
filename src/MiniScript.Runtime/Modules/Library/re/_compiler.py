"""The compiler of patterns, by the names that it has in CPython."""

from re import compile
from re._constants import *

MAXCODE = 4294967295


def isstring(obj):
    return isinstance(obj, (str, bytes))
