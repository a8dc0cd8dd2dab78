"""Data and files in the format of bzip2."""

import _bz2
import builtins as _builtins
import io
import operator
import os

__all__ = ['BZ2File', 'BZ2Compressor', 'BZ2Decompressor', 'open', 'compress', 'decompress']

_BLOCK_MAGIC = 0x314159
_END_MAGIC = 0x177245385090


class BZ2Compressor:
    """Compresses piece by piece."""

    def __init__(self, compresslevel=9, /):
        if not 1 <= compresslevel <= 9:
            raise ValueError('compresslevel must be between 1 and 9')
        self._level = compresslevel
        self._data = bytearray()
        self._start = b'BZh%d' % compresslevel
        self._bits = 0, 0
        self._crc = 0
        self._flushed = False

    def _block(self):
        taken, written, count, value, crc = _bz2.encode_block(self._data, self._level, *self._bits)
        del self._data[:taken]
        self._bits = count, value
        self._crc = ((self._crc << 1 | self._crc >> 31) & 0xffffffff) ^ crc
        start, self._start = self._start, b''
        return start + written

    def compress(self, data, /):
        """Takes data; returns what is complete of the result."""
        data = _checked(data)
        if self._flushed:
            raise ValueError('Compressor has been flushed')
        self._data += data
        parts = []
        while len(self._data) >= self._level * 100_000:
            parts.append(self._block())
        return b''.join(parts)

    def flush(self):
        """The rest of the result."""
        if self._flushed:
            raise ValueError('Repeated call to flush()')
        self._flushed = True
        parts = []
        while self._data:
            parts.append(self._block())
        count, value = self._bits
        value = (value << 48 | _END_MAGIC) << 32 | self._crc
        count += 80
        padding = -count % 8
        parts.append(self._start + (value << padding).to_bytes((count + padding) // 8, 'big'))
        return b''.join(parts)

    def __getstate__(self):
        raise TypeError(f'cannot pickle {type(self).__name__!r} object')


def _checked(data):
    if isinstance(data, (bytes, bytearray)):
        return data
    try:
        return memoryview(data).tobytes()
    except TypeError:
        raise TypeError(f'a bytes-like object is required, not {type(data).__name__!r}') from None


class BZ2Decompressor:
    """Decompresses one stream piece by piece."""

    eof = False
    needs_input = True
    unused_data = b''
    _done = False
    _rest = b''

    def __init__(self):
        self._input = bytearray()
        self._at = 0          # the bit to go on with; 0 before the header was read
        self._seen = 0        # the bit up to which no magic was found
        self._try = 0         # the length of input from which a block is tried in any case
        self._output = bytearray()
        self._crc = 0

    def decompress(self, data, max_length=-1):
        """Takes data; returns what can be told of the content, at most so many bytes."""
        data = _checked(data)
        if self.eof:
            raise EOFError('End of stream already reached')
        self._input += data
        while not self._done and not 0 <= max_length <= len(self._output) and self._step():
            pass
        if max_length < 0 or len(self._output) <= max_length:
            result = bytes(self._output)
            self._output.clear()
            while not self._done and not self._output and self._step():
                pass
        else:
            result = bytes(self._output[:max_length])
            del self._output[:max_length]
        if self._done and not self._output:
            self.eof = True
            self.needs_input = False
            self.unused_data = self._rest
        else:
            self.needs_input = not self._output and not self._done
        return result

    def _step(self):
        # Reads the header, a block or the end; false if more is needed.
        data = self._input
        if self._at == 0:
            if not b'BZh'.startswith(data[:3]) or len(data) > 3 and not b'1' <= data[3:4] <= b'9':
                raise OSError('Invalid data stream')
            if len(data) < 4:
                return False
            self._at = self._seen = 32
        high = _bz2.bits(data, self._at, 24)
        low = _bz2.bits(data, self._at + 24, 24)
        if low < 0:
            return False
        if high << 24 | low == _END_MAGIC:
            crc = _bz2.bits(data, self._at + 48, 32)
            if crc < 0:
                return False
            if crc != self._crc:
                raise OSError('Invalid data stream')
            self._done = True
            self._rest = bytes(data[(self._at + 80 + 7) // 8:])
            self._input = bytearray()
            return False
        if high != _BLOCK_MAGIC or low != 0x265359:
            raise OSError('Invalid data stream')
        # The block is complete when the next one, or the end, begins behind it. What is damaged may hide that, so try now and then.
        found = False
        end = _bz2.find_magic(data, max(self._seen, self._at + 48))
        if end >= 0 or len(data) >= self._try:
            found = _bz2.decode_block(data, self._at)
            self._try = 2 * len(data)
        if found is None:
            raise OSError('Invalid data stream')
        if not found:
            # What looked like a beginning may have been part of the block.
            self._seen = max(len(data) * 8 - 47, self._at + 48) if end < 0 else end + 1
            return end >= 0
        content, crc, end = found
        self._try = 0
        self._output += content
        self._crc = ((self._crc << 1 | self._crc >> 31) & 0xffffffff) ^ crc
        whole = end // 8
        del data[:whole]
        self._at = end - whole * 8
        if not self._at:
            data[:0] = b'\0'
            self._at = 8
        self._seen = 0
        return True

    def __getstate__(self):
        raise TypeError(f'cannot pickle {type(self).__name__!r} object')


class _Reader(io.RawIOBase):
    # The content of a file of streams.

    def __init__(self, file):
        self._file = file
        self._restart()
        self._size = -1

    def _restart(self):
        self._decompressor = BZ2Decompressor()
        self._at = 0
        self._ended = False

    def readable(self):
        return True

    def seekable(self):
        return self._file.seekable()

    def readinto(self, b):
        with memoryview(b) as view, view.cast('B') as target:
            data = self.read(len(target))
            target[:len(data)] = data
        return len(data)

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        if not size or self._ended:
            return b''
        data = b''
        while not data:
            one = self._decompressor
            if one.eof:
                more = one.unused_data or self._file.read(io.DEFAULT_BUFFER_SIZE)
                if not more:
                    break
                self._decompressor = one = BZ2Decompressor()
                try:
                    data = one.decompress(more, size)
                except OSError:
                    break
            else:
                if one.needs_input:
                    more = self._file.read(io.DEFAULT_BUFFER_SIZE)
                    if not more:
                        raise EOFError('Compressed file ended before the end-of-stream marker was reached')
                else:
                    more = b''
                data = one.decompress(more, size)
        if not data:
            self._ended = True
            self._size = self._at
        self._at += len(data)
        return data

    def readall(self):
        parts = []
        while data := self.read(1 << 20):
            parts.append(data)
        return b''.join(parts)

    def seek(self, offset, whence=io.SEEK_SET):
        if whence == io.SEEK_CUR:
            offset += self._at
        elif whence == io.SEEK_END:
            while self._size < 0:
                self.read(1 << 20)
            offset += self._size
        elif whence != io.SEEK_SET:
            raise ValueError(f'Invalid value for whence: {whence}')
        if offset < self._at:
            self._file.seek(0)
            self._restart()
        while self._at < offset and self.read(min(1 << 20, offset - self._at)):
            pass
        return self._at

    def tell(self):
        return self._at


class BZ2File(io.BufferedIOBase):
    """A file in the format of bzip2, by name or over a binary file."""

    def __init__(self, filename, mode='r', *, compresslevel=9):
        self._fp = None
        self._closes = False
        self._buffer = None
        self._reading = self._writing = False
        if not 1 <= compresslevel <= 9:
            raise ValueError('compresslevel must be between 1 and 9')
        if mode in ('', 'r', 'rb'):
            mode = 'rb'
            self._reading = True
        elif mode in ('w', 'wb', 'x', 'xb', 'a', 'ab'):
            mode = mode[0] + 'b'
            self._writing = True
            self._compressor = BZ2Compressor(compresslevel)
        else:
            raise ValueError(f'Invalid mode: {mode!r}')
        if isinstance(filename, (str, bytes, os.PathLike)):
            self._fp = _builtins.open(os.fspath(filename), mode)
            self._closes = True
        elif hasattr(filename, 'read') or hasattr(filename, 'write'):
            self._fp = filename
        else:
            raise TypeError('filename must be a str, bytes, file or PathLike object')
        self._mode = mode
        if self._reading:
            self._buffer = io.BufferedReader(_Reader(self._fp))
        else:
            self._at = 0

    def close(self):
        """Writes what is left and closes the file."""
        if self.closed:
            return
        try:
            if self._reading:
                self._buffer.close()
            else:
                self._fp.write(self._compressor.flush())
                self._compressor = None
        finally:
            try:
                if self._closes:
                    self._fp.close()
            finally:
                self._fp = self._buffer = None

    @property
    def closed(self):
        return self._fp is None

    @property
    def name(self):
        self._check_not_closed()
        return self._fp.name

    @property
    def mode(self):
        return 'wb' if self._writing else 'rb'

    def _check_not_closed(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

    def _check_can_read(self):
        self._check_not_closed()
        if not self._reading:
            raise io.UnsupportedOperation('File not open for reading')

    def _check_can_write(self):
        self._check_not_closed()
        if not self._writing:
            raise io.UnsupportedOperation('File not open for writing')

    def fileno(self):
        self._check_not_closed()
        return self._fp.fileno()

    def seekable(self):
        return self.readable() and self._buffer.seekable()

    def readable(self):
        self._check_not_closed()
        return self._reading

    def writable(self):
        self._check_not_closed()
        return self._writing

    def peek(self, n=0):
        """Some of the content, without moving on."""
        self._check_can_read()
        return self._buffer.peek(n)

    def read(self, size=-1):
        self._check_can_read()
        return self._buffer.read(size)

    def read1(self, size=-1):
        self._check_can_read()
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def readinto(self, b):
        self._check_can_read()
        return self._buffer.readinto(b)

    def readline(self, size=-1):
        self._check_can_read()
        return self._buffer.readline(operator.index(size))

    def readlines(self, size=-1):
        self._check_can_read()
        return self._buffer.readlines(operator.index(size))

    def __iter__(self):
        self._check_can_read()
        return self._buffer.__iter__()

    def write(self, data):
        """Compresses data."""
        self._check_can_write()
        data = _checked(data)
        self._fp.write(self._compressor.compress(data))
        self._at += len(data)
        return len(data)

    def writelines(self, seq):
        for line in seq:
            self.write(line)

    def seek(self, offset, whence=io.SEEK_SET):
        """Goes to a place of the content; going back reads from the start."""
        self._check_not_closed()
        if not self._reading:
            raise io.UnsupportedOperation('Seeking is only supported on files open for reading')
        if not self._buffer.seekable():
            raise io.UnsupportedOperation('The underlying file object does not support seeking')
        return self._buffer.seek(offset, whence)

    def tell(self):
        self._check_not_closed()
        return self._buffer.tell() if self._reading else self._at


def open(filename, mode='rb', compresslevel=9, encoding=None, errors=None, newline=None):
    """Opens a file in the format of bzip2, as binary or, with t in the mode, as text."""
    if 't' in mode:
        if 'b' in mode:
            raise ValueError(f'Invalid mode: {mode!r}')
    else:
        for given, name in (encoding, 'encoding'), (errors, 'errors'), (newline, 'newline'):
            if given is not None:
                raise ValueError(f"Argument '{name}' not supported in binary mode")
    file = BZ2File(filename, mode.replace('t', ''), compresslevel=compresslevel)
    if 't' in mode:
        return io.TextIOWrapper(file, io.text_encoding(encoding), errors, newline)
    return file


def compress(data, compresslevel=9):
    """Data compressed."""
    compressor = BZ2Compressor(compresslevel)
    return compressor.compress(data) + compressor.flush()


def decompress(data):
    """The content of one or more streams; what follows them is left out."""
    results = []
    data = _checked(data)
    while data:
        decompressor = BZ2Decompressor()
        try:
            result = decompressor.decompress(data)
        except OSError:
            if results:
                break
            raise
        results.append(result)
        if not decompressor.eof:
            raise ValueError('Compressed data ended before the end-of-stream marker was reached')
        data = decompressor.unused_data
    return b''.join(results)
