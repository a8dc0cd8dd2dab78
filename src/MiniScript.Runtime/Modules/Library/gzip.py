"""Files in the format of gzip (RFC 1952)."""

import builtins as _builtins
import io as _io
import os as _os
import struct as _struct
import time as _time
import zlib as _zlib

__all__ = ['BadGzipFile', 'GzipFile', 'open', 'compress', 'decompress']

FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16
READ = 'rb'
WRITE = 'wb'
_COMPRESS_LEVEL_FAST = 1
_COMPRESS_LEVEL_TRADEOFF = 6
_COMPRESS_LEVEL_BEST = 9


class BadGzipFile(OSError):
    """Data that is not in the format of gzip."""


def open(filename, mode='rb', compresslevel=_COMPRESS_LEVEL_BEST, encoding=None, errors=None, newline=None):
    """Opens a gzip file, by name or over a binary file, as binary or, with t in the mode, as text."""
    if 't' in mode:
        if 'b' in mode:
            raise ValueError(f'Invalid mode: {mode!r}')
    else:
        for given, name in ((encoding, 'encoding'), (errors, 'errors'), (newline, 'newline')):
            if given is not None:
                raise ValueError(f"Argument '{name}' not supported in binary mode")
    plain = mode.replace('t', '')
    if isinstance(filename, (str, bytes)) or hasattr(filename, '__fspath__'):
        file = GzipFile(filename, plain, compresslevel)
    elif hasattr(filename, 'read') or hasattr(filename, 'write'):
        file = GzipFile(None, plain, compresslevel, filename)
    else:
        raise TypeError('filename must be a str or bytes object, or a file')
    if 't' in mode:
        return _io.TextIOWrapper(file, encoding, errors, newline)
    return file


def _header(level, mtime, filename=''):
    fname = b''
    if filename:
        fname = _os.path.basename(filename)
        if not isinstance(fname, bytes):
            try:
                fname = fname.encode('latin-1')
            except UnicodeEncodeError:
                fname = b''
        if fname.endswith(b'.gz'):
            fname = fname[:-3]
    if mtime is None:
        mtime = _time.time()
    extra = 2 if level == _COMPRESS_LEVEL_BEST else 4 if level == _COMPRESS_LEVEL_FAST else 0
    header = b'\x1f\x8b\x08' + (bytes((FNAME,)) if fname else b'\0') + _struct.pack('<L', int(mtime)) + bytes((extra, 255))
    return header + fname + b'\0' if fname else header


def _read_exactly(fp, n):
    data = fp.read(n)
    while len(data) < n:
        more = fp.read(n - len(data))
        if not more:
            raise EOFError('Compressed file ended before the end-of-stream marker was reached')
        data += more
    return data


def _read_header(fp):
    """Reads a member's header; the time in it, or None at the end of the file."""
    magic = fp.read(2)
    if magic == b'':
        return None
    if magic != b'\x1f\x8b':
        raise BadGzipFile(f'Not a gzipped file ({magic!r})')
    method, flag, last_mtime = _struct.unpack('<BBIxx', _read_exactly(fp, 8))
    if method != 8:
        raise BadGzipFile('Unknown compression method')
    if flag & FEXTRA:
        _read_exactly(fp, _struct.unpack('<H', _read_exactly(fp, 2))[0])
    for bit in (FNAME, FCOMMENT):
        if flag & bit:
            while True:
                s = fp.read(1)
                if not s or s == b'\0':
                    break
    if flag & FHCRC:
        _read_exactly(fp, 2)
    return last_mtime


class _Input:
    """A binary file whose last bytes can be given back."""

    def __init__(self, file):
        self.file = file
        self.ahead = b''

    def read(self, size):
        if not self.ahead:
            return self.file.read(size)
        data = self.ahead[:size]
        self.ahead = self.ahead[size:]
        return data if len(data) == size else data + self.file.read(size - len(data))

    def prepend(self, data):
        self.ahead = data + self.ahead


class GzipFile(_io.BufferedIOBase):
    """A gzip file that reads or writes the data within."""

    myfileobj = None

    def __init__(self, filename=None, mode=None, compresslevel=_COMPRESS_LEVEL_BEST, fileobj=None, mtime=None):
        if mode and ('t' in mode or 'U' in mode):
            raise ValueError(f'Invalid mode: {mode!r}')
        if mode and 'b' not in mode:
            mode += 'b'
        self._closed = False
        if fileobj is None:
            fileobj = self.myfileobj = _builtins.open(filename, mode or 'rb')
        if filename is None:
            filename = getattr(fileobj, 'name', '')
            if not isinstance(filename, (str, bytes)):
                filename = ''
        else:
            filename = _os.fspath(filename)
        if mode is None:
            mode = getattr(fileobj, 'mode', 'rb')
        if mode.startswith('r'):
            self.mode = READ
            self._input = _Input(fileobj)
            self._decompressor = None
            self._pending = b''
            self._finished = False
            self._crc = 0
            self._size = 0
            self._offset = 0
            self._mtime = None
        elif mode.startswith(('w', 'a', 'x')):
            self.mode = WRITE
            self._crc = 0
            self._size = 0
            self._compressor = _zlib.compressobj(compresslevel, _zlib.DEFLATED, -_zlib.MAX_WBITS, _zlib.DEF_MEM_LEVEL, 0)
            self._mtime = mtime
        else:
            raise ValueError(f'Invalid mode: {mode!r}')
        self.name = filename
        self.fileobj = fileobj
        if self.mode == WRITE:
            fileobj.write(_header(compresslevel, mtime, filename))

    @property
    def mtime(self):
        """The time in the header read last."""
        return self._mtime

    def __repr__(self):
        return f'<gzip {repr(self.fileobj)[1:-1]} {hex(id(self))}>'

    @property
    def closed(self):
        """Whether the file is closed."""
        return self.fileobj is None

    def _check_open(self):
        if self.fileobj is None:
            raise ValueError('I/O operation on closed file')

    def write(self, data):
        """Compresses data."""
        self._check_open()
        if self.mode != WRITE:
            raise OSError(9, 'write() on read-only GzipFile object')
        if not isinstance(data, (bytes, bytearray)):
            data = memoryview(data).tobytes()
        if data:
            self.fileobj.write(self._compressor.compress(data))
            self._size += len(data)
            self._crc = _zlib.crc32(data, self._crc)
        return len(data)

    def _fill(self, limit):
        """Decompresses more; false at the end of the file."""
        while not self._finished:
            if self._decompressor is None:
                mtime = _read_header(self._input)
                if mtime is None:
                    self._finished = True
                    return False
                self._mtime = mtime
                self._decompressor = _zlib._ZlibDecompressor(-_zlib.MAX_WBITS)
                self._crc = 0
                self._size = 0
            if self._decompressor.eof:
                self._input.prepend(self._decompressor.unused_data)
                crc, size = _struct.unpack('<II', _read_exactly(self._input, 8))
                if crc != self._crc:
                    raise BadGzipFile(f'CRC check failed {hex(crc)} != {hex(self._crc)}')
                if size != self._size & 0xffffffff:
                    raise BadGzipFile('Incorrect length of data produced')
                self._decompressor = None
                self._skip_padding()
                continue
            data = b''
            if self._decompressor.needs_input:
                data = self._input.read(131072)
                if not data:
                    raise EOFError('Compressed file ended before the end-of-stream marker was reached')
            piece = self._decompressor.decompress(data, limit)
            if piece:
                self._crc = _zlib.crc32(piece, self._crc)
                self._size += len(piece)
                self._pending += piece
                return True
        return False

    def _skip_padding(self):
        c = b'\0'
        while c == b'\0':
            c = self._input.read(1)
        if c:
            self._input.prepend(c)

    def _check_reading(self, what):
        self._check_open()
        if self.mode != READ:
            raise OSError(9, f'{what}() on write-only GzipFile object')

    def read(self, size=-1):
        """Up to size bytes, or all that is left."""
        self._check_reading('read')
        if size is None or size < 0:
            pieces = [self._pending]
            self._pending = b''
            while self._fill(-1):
                pieces.append(self._pending)
                self._pending = b''
            data = b''.join(pieces)
        else:
            while len(self._pending) < size and self._fill(max(size - len(self._pending), 65536)):
                pass
            data = self._pending[:size]
            self._pending = self._pending[size:]
        self._offset += len(data)
        return data

    def read1(self, size=-1):
        """Up to size bytes, reading from the file at most once."""
        self._check_reading('read1')
        if not self._pending:
            self._fill(65536)
        if size is None or size < 0:
            size = len(self._pending)
        data = self._pending[:size]
        self._pending = self._pending[size:]
        self._offset += len(data)
        return data

    def readinto(self, b):
        """Reads into a buffer."""
        data = self.read(len(b))
        b[:len(data)] = data
        return len(data)

    def peek(self, n):
        """Some bytes that come next."""
        self._check_reading('peek')
        if not self._pending:
            self._fill(65536)
        return self._pending

    def readline(self, size=-1):
        """The next line."""
        self._check_reading('readline')
        limit = -1 if size is None else size
        while True:
            end = self._pending.find(b'\n') + 1
            if end or 0 <= limit <= len(self._pending) or not self._fill(65536):
                break
        if not end:
            end = len(self._pending)
        if 0 <= limit < end:
            end = limit
        line = self._pending[:end]
        self._pending = self._pending[end:]
        self._offset += end
        return line

    def readlines(self, hint=-1):
        """All lines that are left."""
        lines = []
        total = 0
        while line := self.readline():
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def __iter__(self):
        self._check_open()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def writelines(self, lines):
        """Compresses several pieces."""
        for line in lines:
            self.write(line)

    def __enter__(self):
        self._check_open()
        return self

    def __exit__(self, *args):
        self.close()

    def close(self):
        """Ends the file, and closes it if it was opened here."""
        fileobj = self.fileobj
        if fileobj is None:
            return
        try:
            if self.mode == WRITE:
                fileobj.write(self._compressor.flush())
                fileobj.write(_struct.pack('<LL', self._crc, self._size & 0xffffffff))
        finally:
            self.fileobj = None
            myfileobj = self.myfileobj
            if myfileobj:
                self.myfileobj = None
                myfileobj.close()

    def flush(self, zlib_mode=_zlib.Z_SYNC_FLUSH):
        """Writes what is pending."""
        self._check_open()
        if self.mode == WRITE:
            self.fileobj.write(self._compressor.flush(zlib_mode))
            self.fileobj.flush()

    def fileno(self):
        """The number of the file beneath."""
        return self.fileobj.fileno()

    def rewind(self):
        """Back to the beginning."""
        if self.mode != READ:
            raise OSError("Can't rewind in write mode")
        self._input.file.seek(0)
        self._input.ahead = b''
        self._decompressor = None
        self._pending = b''
        self._finished = False
        self._offset = 0

    def readable(self):
        """Whether the file reads."""
        return self.mode == READ

    def writable(self):
        """Whether the file writes."""
        return self.mode == WRITE

    def seekable(self):
        """True: seeking reads or writes up to the place."""
        return True

    def tell(self):
        """The place in the data."""
        return self._offset if self.mode == READ else self._size

    def seek(self, offset, whence=0):
        """Goes to a place in the data."""
        self._check_open()
        if self.mode == WRITE:
            if whence:
                if whence != 1:
                    raise ValueError('Seek from end not supported')
                offset = self._size + offset
            if offset < self._size:
                raise OSError('Negative seek in write mode')
            self.write(bytes(offset - self._size))
            return self._size
        if whence == 1:
            offset += self._offset
        elif whence == 2:
            while self.read(65536):
                pass
            offset += self._offset
        if offset < self._offset:
            self.rewind()
        while self._offset < offset and self.read(min(65536, offset - self._offset)):
            pass
        return self._offset


def compress(data, compresslevel=_COMPRESS_LEVEL_BEST, *, mtime=None):
    """Data in the format of gzip."""
    compressor = _zlib.compressobj(compresslevel, _zlib.DEFLATED, -_zlib.MAX_WBITS, _zlib.DEF_MEM_LEVEL, 0)
    body = compressor.compress(data) + compressor.flush()
    return _header(compresslevel, mtime) + body + _struct.pack('<LL', _zlib.crc32(data), len(data) & 0xffffffff)


def decompress(data):
    """The data of all members in the format of gzip."""
    pieces = []
    while True:
        fp = _io.BytesIO(data)
        if _read_header(fp) is None:
            return b''.join(pieces)
        do = _zlib.decompressobj(wbits=-_zlib.MAX_WBITS)
        piece = do.decompress(data[fp.tell():])
        if not do.eof or len(do.unused_data) < 8:
            raise EOFError('Compressed file ended before the end-of-stream marker was reached')
        crc, length = _struct.unpack('<II', do.unused_data[:8])
        if crc != _zlib.crc32(piece):
            raise BadGzipFile('CRC check failed')
        if length != len(piece) & 0xffffffff:
            raise BadGzipFile('Incorrect length of data produced')
        pieces.append(piece)
        data = do.unused_data[8:].lstrip(b'\0')
