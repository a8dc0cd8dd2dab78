"""Streams: files in memory, and the names that the built-in files are known by."""

import sys
import _io
from _io import BufferedRandom, BufferedReader, BufferedWriter, TextIOWrapper, UnsupportedOperation, open

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class IOBase:
    """What all streams in memory share."""

    closed = False

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *details):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def close(self):
        self.closed = True

    def flush(self):
        self._check()

    def isatty(self):
        self._check()
        return False

    def fileno(self):
        raise UnsupportedOperation('fileno')

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def readlines(self, hint=-1):
        lines, total = [], 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def writelines(self, lines):
        for line in lines:
            self.write(line)


def _index(value, default=-1):
    if value is None:
        return default
    try:
        return value.__index__()
    except AttributeError:
        raise TypeError(f"argument should be integer or None, not '{type(value).__name__}'") from None


class StringIO(IOBase):
    """Text in memory.

    Writes at the end collect in `_pieces`; anything that looks at the text joins them first.
    """

    encoding = errors = None
    line_buffering = False

    def __init__(self, initial_value='', newline='\n'):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f'initial_value must be str or None, not {type(initial_value).__name__}')
        if newline not in (None, '', '\n', '\r', '\r\n'):
            raise ValueError(f'illegal newline value: {newline!r}')
        self._newline = newline
        self._text = ''
        self._pieces = []
        self._length = 0
        self._position = 0
        if initial_value:
            self.write(initial_value)
            self._position = 0

    def _join(self):
        if self._pieces:
            self._text += ''.join(self._pieces)
            self._pieces = []
        return self._text

    def getvalue(self):
        self._check()
        return self._join()

    def write(self, text, /):
        self._check()
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got '{type(text).__name__}'")
        count = len(text)
        if self._newline is None:
            text = text.replace('\r\n', '\n').replace('\r', '\n')
        elif self._newline not in ('', '\n'):
            text = text.replace('\n', self._newline)
        if not text:
            return count
        if self._position == self._length:
            self._pieces.append(text)
        else:
            whole = self._join().ljust(self._position, '\0')
            self._text = whole[:self._position] + text + whole[self._position + len(text):]
        self._position += len(text)
        self._length = max(self._length, self._position)
        return count

    def read(self, size=-1, /):
        self._check()
        size = _index(size)
        end = self._length if size < 0 else min(self._position + size, self._length)
        text = self._join()[self._position:end]
        self._position = max(end, self._position)
        return text

    def _line_end(self, text):
        start = self._position
        if self._newline == '':
            ends = [at + len(mark) for mark in ('\r\n', '\n', '\r') if (at := text.find(mark, start)) >= 0]
            if (at := text.find('\r\n', start)) >= 0 and at + 1 in ends:
                ends.remove(at + 1)
            return min(ends, default=len(text))
        mark = '\n' if self._newline is None else self._newline
        at = text.find(mark, start)
        return len(text) if at < 0 else at + len(mark)

    def readline(self, size=-1, /):
        self._check()
        size = _index(size)
        text = self._join()
        end = self._line_end(text)
        if size >= 0:
            end = min(end, self._position + size)
        line = text[self._position:end]
        self._position = max(end, self._position)
        return line

    def tell(self):
        self._check()
        return self._position

    def seek(self, position, whence=0, /):
        self._check()
        position = _index(position)
        if whence not in (0, 1, 2):
            raise ValueError(f'Invalid whence ({whence}, should be 0, 1 or 2)')
        if whence == 0 and position < 0:
            raise ValueError(f'Negative seek position {position}')
        if whence != 0 and position != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        if whence != 1:
            self._position = position if whence == 0 else self._length
        return self._position

    def truncate(self, size=None, /):
        self._check()
        size = _index(size, self._position)
        if size < 0:
            raise ValueError(f'Negative size value {size}')
        self._text = self._join()[:size]
        self._length = len(self._text)
        return size


class BytesIO(IOBase):
    """Bytes in memory; writes at the end collect in `_pieces`."""

    def __init__(self, initial_bytes=b''):
        self._data = bytes(initial_bytes or b'')
        self._pieces = []
        self._length = len(self._data)
        self._position = 0

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    def _join(self):
        if self._pieces:
            self._data += b''.join(self._pieces)
            self._pieces = []
        return self._data

    def getvalue(self):
        self._check()
        return self._join()

    def write(self, data, /):
        self._check()
        if isinstance(data, (str, int)):
            raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
        data = bytes(data)
        if not data:
            return 0
        if self._position == self._length:
            self._pieces.append(data)
        else:
            whole = self._join().ljust(self._position, b'\0')
            self._data = whole[:self._position] + data + whole[self._position + len(data):]
        self._position += len(data)
        self._length = max(self._length, self._position)
        return len(data)

    def read(self, size=-1, /):
        self._check()
        size = _index(size)
        end = self._length if size < 0 else min(self._position + size, self._length)
        data = self._join()[self._position:end]
        self._position = max(end, self._position)
        return data

    read1 = read

    def readline(self, size=-1, /):
        self._check()
        size = _index(size)
        data = self._join()
        end = data.find(b'\n', self._position) + 1 or len(data)
        if size >= 0:
            end = min(end, self._position + size)
        line = data[self._position:end]
        self._position = max(end, self._position)
        return line

    def tell(self):
        self._check()
        return self._position

    def seek(self, position, whence=0, /):
        self._check()
        position = _index(position)
        if whence not in (0, 1, 2):
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        if whence == 0 and position < 0:
            raise ValueError(f'negative seek value {position}')
        self._position = max((0, self._position, self._length)[whence] + position, 0)
        return self._position

    def truncate(self, size=None, /):
        self._check()
        size = _index(size, self._position)
        if size < 0:
            raise ValueError(f'negative size value {size}')
        self._data = self._join()[:size]
        self._length = len(self._data)
        return size
