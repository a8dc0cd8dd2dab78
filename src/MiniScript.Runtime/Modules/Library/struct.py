"""Values as packed binary data, and back, described by format strings."""

from _struct import Struct, calcsize, iter_unpack, pack, pack_into, unpack, unpack_from, _clearcache

__all__ = ['calcsize', 'pack', 'pack_into', 'unpack', 'unpack_from', 'iter_unpack', 'Struct', 'error']


class error(Exception):
    """Raised for formats, values and buffers that do not fit."""
