"""Compression as gzip does it (RFC 1950 and 1951)."""

from _binascii import adler32, crc32
from _zlib import _ZlibDecompressor, compress, compressobj, decompress, decompressobj

DEFLATED = 8
DEF_BUF_SIZE = 16384
DEF_MEM_LEVEL = 8
MAX_WBITS = 15
ZLIB_VERSION = ZLIB_RUNTIME_VERSION = '1.3.1'
Z_NO_COMPRESSION = 0
Z_BEST_SPEED = 1
Z_BEST_COMPRESSION = 9
Z_DEFAULT_COMPRESSION = -1
Z_FILTERED = 1
Z_HUFFMAN_ONLY = 2
Z_RLE = 3
Z_FIXED = 4
Z_DEFAULT_STRATEGY = 0
Z_NO_FLUSH = 0
Z_PARTIAL_FLUSH = 1
Z_SYNC_FLUSH = 2
Z_FULL_FLUSH = 3
Z_FINISH = 4
Z_BLOCK = 5
Z_TREES = 6
__version__ = '1.0'


class error(Exception):
    """Malformed data, or options that do not fit."""
